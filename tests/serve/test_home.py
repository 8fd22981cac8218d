"""The home: what it says of circuits is what the commands say, and what its buttons do is what the commands do."""

import base64
import html
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from jeu_oie import kit
from jeu_oie.api.status import status
from jeu_oie.cli import main
from jeu_oie.game.evening import Paper
from jeu_oie.game.preset import Preset
from jeu_oie.kit.sheets import made_in
from jeu_oie.serve import tasks
from jeu_oie.serve.actions import BEGINNINGS, place_new
from jeu_oie.serve.home import evening_in, needed_for
from jeu_oie.serve.kits import KitOnDisk
from tests.chosen import chosen
from tests.exchange.making import generated
from tests.game import making
from tests.house.source import ROOT
from tests.serve.conftest import PATIENCE, SMALL, Served, servers
from tests.serve.forked import Brief, forking
from tests.serve.wrong import spoilt

DESK = "/c/home/one/desk"
TOPICS = ("neighbours", "repairs")  # of the landlord in the list to fill in
SIGNED = (ROOT / "tests/kit/small.yaml").read_text("utf-8")


@dataclass
class Window:
    """A page of the home, as the browser would speak for it."""

    served: Served

    def get(self, path: str) -> str:
        answer = self.served.ask(path, patience=5 * PATIENCE)  # a desk waits for sheets that are tried
        assert answer.status == 200, answer.text
        return answer.body.decode()

    def said(self, path: str) -> str:
        """The same with single plain spaces."""
        return " ".join(self.get(path).split())

    @cached_property
    def token(self) -> str:
        found = re.search(r'data-token="([^"]+)"', self.get("/"))
        assert found
        return found[1]

    def post(self, path: str, body: object, /, **headers: str) -> tuple[int, Any]:
        answer = self.served.post(path, body, **headers)
        return answer.status, json.loads(answer.body) if answer.body.startswith(b"{") else answer.body.decode()

    def ask(
        self, action: str, circuit: str = "home/one", /, file: Sequence[tuple[str, bytes]] = (), **values: str
    ) -> Any:
        sent = [{"name": name, "file": base64.b64encode(data).decode()} for name, data in file]
        asked = {"token": self.token, "action": action, "circuit": circuit, "values": values, "files": sent}
        return self.post("/window/do", asked)

    def do(self, action: str, circuit: str = "home/one", /, **asked: Any) -> tuple[int, str, str]:
        """Status, all lines, and the address to which the page would go."""
        status, answer = self.ask(action, circuit, **asked)
        assert status == 200, answer
        said = self.get(f"/window/tasks/{answer['task']}/events")
        events = [json.loads(each.removeprefix("data: ")) for each in said.split("\n\n") if each.startswith("data: ")]
        return events[-1]["status"], "\n".join(events[-1]["lines"]), events[-1]["leads"]


@pytest.fixture
def brief() -> Brief:
    """Of what a build makes; all of it unless a test says otherwise."""
    return Brief()


@pytest.fixture(autouse=True)
def forks(monkeypatch, brief) -> None:
    """Commands run as they do, but for their start; whose start is looked at: test_stop.py."""
    monkeypatch.setattr(tasks, "start_own", forking(brief))


@pytest.fixture
def window(serve) -> Window:
    return Window(serve())


def building(*only: str, sheets: tuple[str, ...] = ("",)) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("brief", [Brief(only, sheets)], ids=["brief"])


NO_PAPER = building("--only", "svg,html")


def problems_on(page: str) -> list[tuple[int, str]]:
    """Line and words of each problem on the desk, in their order."""
    told = []
    for each in re.findall(r"<li><p class=\"place\">(.*?)</p><p>(.*?)</p><p>(.*?)</p></li>", page, re.DOTALL):
        place, message, cure = (html.unescape(part) for part in each)
        line = re.search(r"ligne (\d+)", place)
        told.append((int(line[1]) if line else 0, f"{message} {cure}".strip()))
    return told


def checked(path: Path) -> list[tuple[int, str]]:
    """The same of ``check --json``, errors first."""
    with redirect_stdout(TextIOWrapper(BytesIO(), "utf-8")) as out, pytest.raises(SystemExit):
        main(["check", "--json", str(path)])
    out.seek(0)
    rows = json.loads(out.read())
    return [
        (row["line"], f"{row['message']} {row['cure']}".strip())
        for severity in (True, False)
        for row in rows
        if (row["severity"] == "error") is severity
    ]


def test_the_list_says_how_each_circuit_stands(serve):
    served = serve(good=SMALL, wrong=SMALL.replace("title:", "titel:", 1))
    page = Window(served).said("/")
    good, wrong = (page.partition(f"/c/home/{name}/desk")[2].partition("</tr>")[0] for name in ("good", "wrong"))
    assert re.search(r"\d+ points? à corriger", wrong) and "à corriger" not in good
    (state,) = status(served.folder / "good.yaml")
    assert f"{state.found} / {state.asked}" in good and f"{state.ten} / 10" in good


@pytest.mark.slow
def test_a_seal_that_holds_and_one_that_is_broken_are_told(window):
    status, said, _ = window.do("validate", by="CLCV Isère\nBailleur d’essai", on="2026-11-20", yes="1")
    assert status == 0, said
    assert "Validé le 20 novembre 2026" in window.said(DESK)
    file = window.served.folder / "one.yaml"
    file.write_text(file.read_text("utf-8").replace("C’est noté", "C’est bien noté"), "utf-8")
    assert "signé, puis changé" in window.said("/")
    assert window.do("since-signed")[0] == 1, "no git, and no copy: it says so"


@pytest.mark.parametrize("seed", chosen((1, 6, 19), (1,)))
def test_a_desk_shows_exactly_what_check_says(trying_window, seed):
    """Faulty ones and a sound one, 6; of 6 and 19 something finds no room on paper."""
    dice = Random(seed)
    data = json.loads(json.dumps(generated(seed)))
    text = spoilt(data, dice) if seed % 3 else json.dumps(data, ensure_ascii=False)
    file = trying_window.served.folder / "one.yaml"
    file.write_text(text, "utf-8")
    page, said = trying_window.get(DESK), checked(file)
    assert sorted(problems_on(page)) == sorted(said)


def test_the_guard_sees_problems():
    assert problems_on('<li><p class="place">a.yaml, ligne 3</p><p>Non.</p><p>Ôtez-le.</p></li>') == [
        (3, "Non. Ôtez-le.")
    ]


@pytest.mark.slow
@building(sheets=("1-board-a3", "2-table"))
def test_from_an_example_to_a_kit_and_what_to_publish(window, tmp_path):
    served = window.served
    status, said, leads = window.do("new", "", example="repairs", landlord="Habitat des Alpes")
    assert status == 0, said
    made = served.folder / "habitat-des-alpes/repairs.yaml"
    assert made.exists() and "Habitat des Alpes" in (made.parent / "landlord.yaml").read_text("utf-8")
    assert "OPAC" not in made.read_text("utf-8") and "uncertain: true" in made.read_text("utf-8")
    assert leads == f"/{served.keys.key}/c/habitat-des-alpes/repairs/desk"
    path = leads.removeprefix(f"/{served.keys.key}")
    assert "Le kit n’est pas encore fait" in window.get(path)
    status, said, _ = window.do("build", "habitat-des-alpes/repairs", people="12", cards="booklet")
    assert status == 0, said
    page = window.said(f"{path}?people=12")
    kit = tmp_path / "output/habitat-des-alpes/repairs"
    assert (kit / "embed.html").exists() and "Prendre le code à coller" in page and "Ce qu’il faut pour 12" in page
    given = served.ask("/c/habitat-des-alpes/repairs/kit/embed.html")
    assert given.body == (kit / "embed.html").read_bytes()
    assert window.do("since-printed", "habitat-des-alpes/repairs")[1].endswith("le circuit dit.")
    before = made.read_text("utf-8")
    made.write_text(before, "utf-8")
    assert "a changé depuis que ce kit est fait" not in window.get(path), "saved, but the same"
    made.write_text(before.replace("Je fais ma réclamation", "Je fais une réclamation"), "utf-8")
    assert "a changé depuis que ce kit est fait" in window.get(path)
    again = " ".join(window.do("since-printed", "habitat-des-alpes/repairs")[1].split())
    assert "À réimprimer : case 1" in again and "le livret" in again


@pytest.mark.slow
def test_a_second_circuit_of_a_landlord_keeps_its_file(window):
    for topic in ("repairs", "repairs", "transfer"):
        assert window.do("new", "", example=topic, landlord="Habitat des Alpes")[0] == 0
    folder = window.served.folder / "habitat-des-alpes"
    assert {each.name for each in folder.glob("*.yaml")} == {
        *("repairs.yaml", "repairs-2.yaml", "transfer.yaml", "landlord.yaml")
    }


def test_the_examples_are_there():
    for name in BEGINNINGS.values():
        assert (ROOT / f"circuits/{name}.yaml").exists()


def test_a_file_that_is_asked_for_while_too_much_waits_is_refused_and_no_fault(window, monkeypatch):
    monkeypatch.setattr("jeu_oie.serve.tasks.MAX_TASKS", 0)
    for file in ("workshop.xlsx", "reply.html"):
        answer = window.served.ask(f"/c/home/one/desk/{file}")
        assert answer.status == 503 and "trop de demandes" in answer.text, file
    assert not window.served.faults


@pytest.mark.slow
def test_a_workshop_is_shown_before_it_is_written(window):
    before = (window.served.folder / "one.yaml").read_bytes()
    answer = window.served.ask("/c/home/one/desk/workshop.xlsx")
    assert answer.status == 200 and "atelier-one.xlsx" in answer.headers["content-disposition"]
    sheet = openpyxl.load_workbook(BytesIO(answer.body))
    filled = fill_in(sheet)
    asked = {"on": "2026-11-20", "people": "12", "file": [("atelier.xlsx", filled)]}
    status, said, _ = window.do("workshop", **asked)
    assert status == 0 and "Rien n’est écrit" in said and "un reçu" in said, said
    assert (window.served.folder / "one.yaml").read_bytes() == before
    status, said, _ = window.do("workshop", write="1", **asked)
    assert status == 0, said
    assert "un reçu" in (window.served.folder / "one.yaml").read_text("utf-8")


def fill_in(book: Any) -> bytes:
    """The first table has found what one receives."""
    sheet = book.active
    heads = [str(cell.value) for cell in sheet[1]]
    asked, table = heads.index("ce qu’on demande") + 1, heads.index("table 1") + 1
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, asked).value == "ce que je reçois")
    sheet.cell(row, table).value = "un reçu"
    given = BytesIO()
    book.save(given)
    return given.getvalue()


@pytest.mark.slow
def test_landlords_of_a_list_are_shown_before_they_are_begun(window):
    """Where ``circuits`` is not the folder that is served, all of it stays inside that folder."""
    home = window.served.folder
    assert window.served.ask("/window/envois.zip").status == 404
    listed = ("liste.csv", window.served.ask("/window/bailleurs.csv").body + b"Mme Martin;;;;;;\r\n")
    status, said, _ = window.do("list", "", file=[listed])
    assert status == 0 and "1 bailleur serait commencé" in said.replace("\u00a0", " "), said
    assert not (home / "circuits").exists() and "Mme Martin" in said
    status, said, _ = window.do("list", "", file=[listed], yes="1")
    assert status == 1 and "Mme Martin" in said and "1 bailleur commencé" in said
    made = [each.name for each in (home / "circuits").iterdir()]
    assert len(made) == 1 and f"/c/{made[0]}/repairs/desk" in window.get("/")
    with zipfile.ZipFile(BytesIO(window.served.ask("/window/envois.zip").body)) as sent:
        assert sorted(sent.namelist()) == ["envois.csv", *(f"questions/{made[0]}-{each}.html" for each in TOPICS)]
    assert window.do("list", "", file=[listed], yes="1")[0] == 1, "nothing is begun twice"


@pytest.mark.slow
def test_a_heading_sorts_by_its_column_and_back(serve):
    signed = SMALL.replace("status: draft", "status: draft\nreview: 2020-01")
    served = serve(b=SMALL.replace("title: ", "title: B ", 1), a=SMALL.replace("title: ", "title: A ", 1), late=signed)
    window = Window(served)

    def order(by: str) -> list[str]:
        return re.findall(r"/c/home/(\w+)/desk", window.get(f"/{by}"))

    assert order("?by=landlord") == ["a", "b", "late"] == order("?by=-landlord")[::-1]
    assert order("?by=-title")[-2:] == ["b", "a"] and order("?by=review")[0] == "late"
    assert order("?by=%00") == order("") == [Path(each.file).stem for each in status(served.folder)]
    assert 'href="?by=-title"' in window.get("/?by=title") and 'href="?by=title"' in window.get("/?by=-title")
    assert '<span class="wrong">2020-01</span>' in window.get("/")


@pytest.mark.slow
@NO_PAPER
def test_what_is_on_line_is_shown_before_it_goes_and_goes_where_the_project_says(window, tmp_path):
    assert "Elles iront ici" not in window.said("/window/publish") and window.do("publish", "", yes="1")[0] == 1
    assert window.do("build")[0] == 0
    status, said, leads = window.do("keep", "", where="site")
    assert status == 0 and leads.endswith("/window/publish"), said
    assert "Elles iront ici" in window.said("/window/publish") and not (tmp_path / "site").exists()
    status, said, _ = window.do("publish", "", where="elsewhere")
    assert status == 0 and "+ home/one/index.html" in said and not (tmp_path / "site").exists()
    assert online(window) == "non"
    assert window.do("publish", "", where="elsewhere", yes="1")[0] == 0
    assert (tmp_path / "site/home/one/index.html").exists() and not (tmp_path / "elsewhere").exists()
    assert online(window) == "à jour"
    file = window.served.folder / "one.yaml"
    file.write_text(file.read_text("utf-8").replace("C’est noté", "C’est bien noté"), "utf-8")
    assert online(window) == "ancienne"
    (tmp_path / "site/jeu-oie.json").write_text("{")
    assert online(window) == "–", "nobody can say what stands there"
    (tmp_path / "jeu-oie.yaml").write_text("publish: elsewhere\n", "utf-8")
    assert "Elles iront ici" not in window.said("/window/publish"), "nobody has agreed to that"
    assert window.do("publish", "", yes="1")[0] == 1 and not (tmp_path / "elsewhere").exists()


def online(window: Window) -> str:
    """The last cell of the row of the one circuit."""
    cell = window.said("/").partition('data-label="En ligne">')[2].partition("</td>")[0]
    return re.sub(r"<.*?>", "", cell)


def test_a_list_that_holds_no_landlord_writes_nothing(window, tmp_path):
    before = sorted(each for each in tmp_path.rglob("*.yaml") if each.name != "jeu-oie.yaml")
    for data in (b"PK\x03\x04", b"nom\n" + b"x" * 1_100_000):  # what else a list may be: the command’s own tests
        status, said, _ = window.do("list", "", file=[("x.csv", data)], yes="1")
        assert status and said and "Traceback" not in said, data[:20]
    assert sorted(each for each in tmp_path.rglob("*.yaml") if each.name != "jeu-oie.yaml") == before


def test_a_reply_is_shown_a_row_an_answer_and_what_is_ticked_is_written(window):
    file = window.served.folder / "one.yaml"
    before = file.read_bytes()
    page = window.served.ask(f"{DESK}/reply.html")
    assert page.status == 200 and "attachment" in page.headers["content-disposition"]
    told = json.loads(re.search(rb'id="asked">(.*?)</script>', page.body)[1])  # type: ignore[index]
    key, fact = next((key, each) for key, each in told["facts"].items() if each["form"] == "delay")
    answers = {
        key: {"says": "other", "base": fact["base"], "value": "8 jours"},
        "steps.gone.delay": {"says": "right", "base": "0"},
    }
    head = {"jeu-oie": "reply", "format": 1, "landlord": told["landlord"], "topic": told["topic"]}
    reply = json.dumps({**head, "by": "direction", "on": "2026-11-20", "sure": False, "answers": answers}).encode()
    asked = {"token": window.token, "files": [{"name": "r.json", "file": base64.b64encode(reply).decode()}]}
    status, shown = window.post(f"{DESK}/reply", asked)
    assert (status, [(each["key"], each["safe"]) for each in shown["rows"]]) == (
        200,
        [(key, True), ("steps.gone.delay", False)],
    )
    assert file.read_bytes() == before
    status, said, _ = window.do("reply", file=[("r.json", reply)], **{f"accept:{key}": ""})
    assert status == 0 and b"8 jours" in file.read_bytes(), said
    assert window.post(f"{DESK}/reply", {**asked, "token": "x"})[0] == 403
    for wrong in (b"", b"[]", b"\0", reply.replace(b"direction", b"Mme Martin")):
        odd = {"name": "a\ud800\0.json", "file": base64.b64encode(wrong).decode()}
        status, shown = window.post(f"{DESK}/reply", {**asked, "files": [odd]})
        assert status == 422 and shown["message"]


@pytest.mark.slow
def test_of_replies_that_differ_both_are_shown_with_who_says_so_and_one_is_chosen(window):
    told = json.loads(re.search(rb'id="asked">(.*?)</script>', window.served.ask(f"{DESK}/reply.html").body)[1])  # type: ignore[index]
    key, fact = next((key, each) for key, each in told["facts"].items() if each["form"] == "delay")
    head = {"jeu-oie": "reply", "format": 1, "landlord": told["landlord"], "topic": told["topic"], "sure": False}
    said = {"agence nord": ("2026-11-20", "8 jours"), "direction": ("2026-11-21", "9 jours")}
    replies = [
        ("r.json", json.dumps({**head, "by": by, "on": on, "answers": {key: {**answer, "value": value}}}).encode())
        for answer in [{"says": "other", "base": fact["base"]}]
        for by, (on, value) in said.items()
    ]
    files = [{"name": name, "file": base64.b64encode(data).decode()} for name, data in replies]
    status, shown = window.post(f"{DESK}/reply", {"token": window.token, "files": files})
    assert status == 200 and [(each["choice"], each["safe"]) for each in shown["rows"]] == [
        ("@1", False),
        ("@2", False),
    ]
    assert [each["by"].replace("\u00a0", " ") for each in shown["rows"]] == [
        "agence nord, le 20 novembre 2026",
        "direction, le 21 novembre 2026",
    ]
    assert window.do("reply", file=replies, **{f"accept:{key}": ""})[0] == 1
    status, lines, _ = window.do("reply", file=replies, **{f"accept:{key}": "@2"})
    text = (window.served.folder / "one.yaml").read_text("utf-8")
    assert status == 0 and "9 jours" in text and "8 jours" not in text, lines


def test_a_table_becomes_a_circuit(window, tmp_path):
    with redirect_stdout(StringIO()), pytest.raises(SystemExit):
        main(["export", str(window.served.folder / "one.yaml"), "--xlsx", str(tmp_path / "one.xlsx")])
    status, said, leads = window.do(
        "new", "", landlord="Autre", file=[("x.xlsx", (tmp_path / "one.xlsx").read_bytes())]
    )
    assert status == 0, said
    assert (window.served.folder / "autre/circuit.yaml").exists() and leads.endswith("/c/autre/circuit/desk")


def test_what_a_command_refuses_is_told_in_its_words(window):
    status, said, _ = window.do("validate", by="M. Jean Dupont", on="2026-11-20", yes="1")
    assert status and "personne" in said
    assert (window.served.folder / "one.yaml").read_text("utf-8") == SMALL


@pytest.mark.parametrize("path", ["/window/do", "/window/quit"])
def test_only_a_page_of_the_home_asks(window, path):
    good = {"token": window.token, "action": "build", "circuit": "home/one", "values": {}}
    assert window.post(path, {**good, "token": "x"})[0] == 403
    assert window.post(path, good, Origin="http://evil.example")[0] == 403
    assert window.post(path, good, Origin="null")[0] == 403
    assert window.post(path, good, **{"Sec-Fetch-Site": "cross-site"})[0] == 403
    assert window.post(path, good, **{"Content-Type": "text/plain"})[0] == 415
    assert window.post(path, good, Cookie="")[0] == 403
    assert window.post(path, good, Host=f"localhost:{window.served.port}")[0] == 421
    for body in (b"", b"[]", b"\xff", b"[" * 100_000):
        assert window.post(path, body)[0] in (400, 403)
    assert window.served.ask(path).status == 405


def test_what_is_no_deed_is_refused(window):
    for asked in (
        {"action": "format-disk"},
        {"action": "build", "values": [1]},
        {"action": "build", "values": {}, "files": [{"file": "!!"}]},
        {"action": "workshop", "values": {}, "files": [{"file": "YQ==", "name": "a.sh"}]},
        {"action": "reply", "values": {}, "files": ["a.json"]},
        {"action": "reply", "values": {}, "files": [{"name": "a.json"}] * 21},
    ):
        assert window.post("/window/do", {"token": window.token, "circuit": "home/one", **asked})[0] == 400, asked


@NO_PAPER
def test_nothing_typed_is_an_option_and_nothing_is_written_elsewhere(window, tmp_path):
    for name in ("--help", "../../ailleurs"):
        window.do("new", "", example="repairs", landlord=name)
    window.do("build", people="--out=ailleurs", cards="fold --force")
    window.do("validate", by="--yes", on="--key=x")
    outside = {each.name for each in tmp_path.iterdir()} - {"home", "output"}
    assert outside == set()
    assert not (tmp_path.parent / "ailleurs").exists()


def test_a_folder_that_leads_away_is_not_written_into(window, tmp_path):
    (tmp_path / "away").mkdir()
    (window.served.folder / "parti").symlink_to(tmp_path / "away")
    assert window.ask("new", "", example="repairs", landlord="Parti")[0] == 403
    assert not list((tmp_path / "away").iterdir())


@NO_PAPER
def test_a_kit_gives_what_its_record_names_and_nothing_else(window, tmp_path):
    (tmp_path / "secret.txt").write_text("SECRET")
    assert "Le kit n’est pas encore fait" in window.get(DESK)
    assert window.do("build")[0] == 0
    given = window.served.ask("/c/home/one/kit/fragment.html")
    assert given.body == (tmp_path / "output/home/one/fragment.html").read_bytes()
    (tmp_path / "output/home/one/mine.txt").write_text("SECRET")
    for name in ("mine.txt", "../../../secret.txt", "%2e%2e/%2e%2e/%2e%2e/secret.txt", "print/", ""):
        answer = window.served.ask(f"/c/home/one/kit/{name}")
        assert answer.status in (404, 400) and "SECRET" not in answer.text
    file = window.served.folder / "one.yaml"
    file.write_text(SMALL, "utf-8")
    assert "a changé depuis que ce kit est fait" not in window.get(DESK), "saved, but the same"
    file.write_text(SMALL.replace("C’est noté", "C’est bien noté"), "utf-8")
    assert "a changé depuis que ce kit est fait" in window.get(DESK)


@pytest.mark.slow
@NO_PAPER
def test_the_project_that_was_named_holds_for_its_buttons_too(window, tmp_path):
    """Nobody can be asked there: what was asked for once is named again."""
    (tmp_path / "far").mkdir()
    (tmp_path / "far/jeu-oie.yaml").write_text("output: kits\nbase-url: https://example.org/jeu/\n", "utf-8")
    circuits = window.served.made.circuits
    circuits.services = replace(circuits.services, project=tmp_path / "far/jeu-oie.yaml")
    status, said, _ = window.do("build")
    assert status == 0, said
    assert "https://example.org/jeu/" in (tmp_path / "far/kits/home/one/index.html").read_text("utf-8")
    assert window.served.ask("/c/home/one/kit/board.svg").status == 200


def test_what_the_program_brings_is_neither_signed_nor_filled_in(window):
    window.served.made.circuits.shipped = window.served.folder
    assert window.ask("validate", by="CLCV", on="2026-11-20")[0] == 403
    assert "/editor" not in window.get(DESK)


def test_place_new_takes_a_name_that_is_free(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/repairs.yaml").write_text("")
    assert place_new({"landlord": "A", "example": "repairs"}, tmp_path) == tmp_path / "a/repairs-2.yaml"
    for name in ("--help", "../..", "/etc/x", "a\nb", "..", "é" * 300):
        place = place_new({"landlord": name, "topic": "../x"}, tmp_path)
        assert place.resolve().is_relative_to(tmp_path), name
        assert place.parent.parent == tmp_path and not place.parent.name.startswith(("-", ".")), name


@pytest.mark.parametrize("large", [False, True])
def test_an_evening_opens_on_the_board_of_its_size_of_print(large):
    made = kit.plan(making.circuit(), Preset(large=large))
    files = dict.fromkeys((row.file for row in made_in(made)), (1, 1, 1))
    first, *others = evening_in(KitOnDisk(Path(), files, {}, old=False))
    assert first == ("1-board-a4.pdf" if large else "1-board-a3.pdf")
    assert others == ["2-table.pdf", "3-person.pdf", "4-facilitator.pdf"]
    assert evening_in(None) == []


def test_what_a_kit_in_large_print_needs_is_reckoned_with_its_board():
    """Whatever the circuit is built as by now."""
    paper = {"1-board-a4": Paper(20, 20), "2-table": Paper(32, 16), "3-person": Paper(2, 1)}
    kit = KitOnDisk(Path(), dict.fromkeys((f"print/{name}.pdf" for name in paper), (1, 1, 1)), paper, old=False)
    found = needed_for(kit, Preset(), 30)
    assert found.sheets.keys() == {"A4"}
    assert found == needed_for(kit, Preset(large=True), 30)
    without = needed_for(replace(kit, paper={**paper, "1-board-a4": Paper(0, 0)}), Preset(), 30)
    assert found.sheets["A4"] - without.sheets["A4"] == 4 * 20, "a board for each of four tables"


def test_it_ends_when_told_to(window):
    status, told = window.post("/window/quit", {"token": window.token})
    assert status == 200 and "arrêté" in told["message"]


@pytest.fixture(scope="module")
def trying_window(tmp_path_factory) -> Iterator[Window]:
    """Its desk tries sheets."""
    folder = tmp_path_factory.mktemp("trying") / "home"
    folder.mkdir()
    with servers(folder) as serve:
        yield Window(serve())
