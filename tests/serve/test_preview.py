"""What the preview shows of files that are broken, mended, deleted, renamed, huge; and the files that it gives."""

import http.client
import json
import os
import re

import pytest

from jeu_oie import disk
from jeu_oie.cli import main
from jeu_oie.kit.making import REPLY
from jeu_oie.serve.workers import MAKINGS, make_files
from tests.serve.conftest import SMALL, Served, laid, until

HOME = "/c/home/one/"
BROKEN = SMALL.replace("title:", "titel:", 1)


def told(served: Served, name: str = HOME) -> str:
    return served.ask(name).text


def page(served: Served, name: str = HOME) -> str:
    return served.ask(f"{name}index.html").text


def squares(served: Served) -> set[str]:
    return set(re.findall(r'id="?case-(\d+)\b', page(served)))


def titled(title: str) -> str:
    first = next(line for line in SMALL.splitlines() if line.startswith("title:"))
    return SMALL.replace(first, f"title: {title}", 1)


@pytest.mark.slow
def test_the_page_is_the_one_that_a_build_makes(serve, tmp_path):
    served = serve()
    with pytest.raises(SystemExit):
        main(["build", str(served.folder / "one.yaml"), "--only", "svg,html", "--out", str(tmp_path / "out")])
    for name in ("index.html", "board.svg"):
        assert served.ask(HOME + name).body == (tmp_path / "out/home/one" / name).read_bytes()


def test_a_save_changes_the_page(serve):
    served = serve()
    assert "Tout autre titre" not in page(served)
    (served.folder / "one.yaml").write_text(titled("Tout autre titre"), "utf-8")
    assert "Tout autre titre" in page(served)


def test_a_broken_circuit_keeps_its_page_and_tells_its_line(serve):
    served = serve()
    before = page(served)
    (served.folder / "one.yaml").write_text(BROKEN, "utf-8")
    line = BROKEN[: BROKEN.index("titel:")].count("\n") + 1
    assert f"one.yaml, ligne {line}" in told(served)
    assert "titel" in told(served) and "La page montrée est celle d’avant." in told(served)
    assert page(served) == before
    (served.folder / "one.yaml").write_text(SMALL, "utf-8")
    assert "titel" not in told(served) and "Page à jour." in told(served)


def test_a_circuit_that_was_never_good_has_no_page_yet(serve):
    served = serve(one=BROKEN)
    assert "Il n’y a pas encore de page." in told(served)
    assert served.ask(HOME + "index.html").status == 404
    assert served.ask(HOME + "print/").status == 404
    (served.folder / "one.yaml").write_text(SMALL, "utf-8")
    assert served.ask(HOME + "index.html").status == 200


def test_a_circuit_that_goes_comes_back(serve):
    served = serve()
    before, file = page(served), served.folder / "one.yaml"
    file.rename(f"{file}.old")
    assert "one.yaml, ligne 1" in told(served) and "La page montrée est celle d’avant." in told(served)
    assert page(served) == before
    file.write_text(titled("De retour"), "utf-8")
    assert "De retour" in page(served) and "Page à jour." in told(served)


def test_what_is_no_circuit_is_told_and_the_page_kept(serve):
    served = serve()
    before = page(served)
    for content in (b"# " + b"x" * 5_000_000, b"\x00\xff\xfe" * 9, b"", b"a: &a [*a, *a]\n", b"[" * 5000):
        (served.folder / "one.yaml").write_bytes(content)
        assert "La page montrée est celle d’avant." in told(served), content[:9]
        assert page(served) == before and not served.faults, content[:9]


def test_a_circuit_that_may_not_be_read_is_told(serve, monkeypatch):
    opens = disk.read

    def refuses(path, *how, **told):
        if path.name == "one.yaml":
            raise PermissionError(path)
        return opens(path, *how, **told)

    served = serve()
    before = page(served)
    with monkeypatch.context() as patch:
        patch.setattr(disk, "read", refuses)
        (served.folder / "one.yaml").touch()
        assert "La page montrée est celle d’avant." in told(served) and page(served) == before
    (served.folder / "one.yaml").touch()
    assert "Page à jour." in told(served)


def test_a_folder_in_the_place_of_a_circuit_is_told(serve):
    served = serve()
    page(served)
    (served.folder / "one.yaml").unlink()
    (served.folder / "one.yaml").mkdir()
    assert "La page montrée est celle d’avant." in told(served)


def test_a_landlord_that_comes_later_is_taken(serve):
    named = "\n".join(line for line in SMALL.splitlines() if not line.startswith(("landlord:", "  name:")))
    named = named.replace("format: 1\n", "format: 1\nlandlord: landlord.yaml\n", 1)
    served = serve(one=named)
    assert "landlord.yaml" in told(served)
    (served.folder / "landlord.yaml").write_text("name: Le bailleur venu après\n", "utf-8")
    assert "Le bailleur venu après" in page(served), told(served)


@pytest.mark.slow
def test_the_preset_is_followed_too(serve, tmp_path):
    board = tmp_path / "board.yaml"
    board.write_text("extends: classic\n", "utf-8")
    served = serve(board=str(board))
    before = page(served)
    board.write_text("extends: classic\nsquares: 24\n", "utf-8")
    assert len(squares(served)) == 24 and page(served) != before
    board.write_text("extends: classic\nsqares: 24\n", "utf-8")
    assert "board.yaml, ligne 2" in told(served) and len(squares(served)) == 24
    board.write_text("extends: classic\n", "utf-8")
    assert page(served) == before


@pytest.mark.slow
def test_templates_that_were_asked_for_are_followed(serve, tmp_path):
    own = tmp_path / "own" / "page" / "page.html"
    own.parent.mkdir(parents=True)
    served = serve(templates=tmp_path / "own")
    before = page(served)
    (served.folder / "templates/page").mkdir(parents=True)
    (served.folder / "templates/page/page.html").write_text("<main>Pas demandée</main>", "utf-8")
    assert page(served) == before
    own.write_text("<main>Ma page</main>", "utf-8")
    assert page(served) == "<main>Ma page</main>"
    own.write_text("<main>Ma page, {{ faux</main>", "utf-8")
    assert "page.html, ligne 1" in told(served) and page(served) == "<main>Ma page</main>"
    own.write_text("<main>Ma page, {{ faux }}</main>", "utf-8")
    assert "n’existe pas" in told(served) and page(served) == "<main>Ma page</main>"
    own.write_text("<main>Ma belle page</main>", "utf-8")
    assert page(served) == "<main>Ma belle page</main>"
    own.unlink()
    own.symlink_to(served.folder / "one.yaml")
    assert "est un lien" in told(served) and page(served) == "<main>Ma belle page</main>"
    own.unlink()
    assert page(served) == before and not served.faults


@pytest.mark.slow
def test_a_mistake_in_a_document_to_print_is_told_where_it_is_asked_for(serve, tmp_path):
    own = tmp_path / "own" / "print" / "rules.typ"
    own.parent.mkdir(parents=True)
    own.write_text("#faux", "utf-8")
    served = serve(templates=tmp_path / "own")
    answer = served.ask(f"{HOME}print/2-table.pdf")
    assert answer.status == 500 and not served.faults
    assert "own/print/rules.typ, ligne 1" in answer.text


def test_markup_in_a_circuit_stays_text(serve):
    served = serve(one=SMALL.replace("title:", "<img src=x onerror=alert(1)>: 1\ntitle:", 1))
    assert "&lt;img" in served.ask(HOME).text and b"<img" not in served.ask(HOME).body


def test_the_list_names_each_circuit_and_takes_in_new_ones(serve):
    served = serve(one=titled("Premier"), two=titled("Second"))
    assert "Premier" in served.home() and "Second" in served.home()
    (served.folder / "three.yaml").write_text(titled("Troisième"), "utf-8")
    until(lambda: "Troisième" in served.home())
    assert "Troisième" in page(served, "/c/home/three/")


def test_two_circuits_of_one_name_have_two_addresses(serve, tmp_path):
    (tmp_path / "home/sub/home").mkdir(parents=True)
    (tmp_path / "home/sub/home/one.yaml").write_text(titled("Zèbre"), "utf-8")
    served = serve()
    assert {"Zèbre" in page(served, f"/c/home/{name}/") for name in ("one", "one-2")} == {True, False}


def test_it_speaks_the_language_of_the_command_line(serve):
    served = serve(language="en", one=BROKEN)
    assert "There is no page yet." in told(served) and "<html lang=en" in told(served).replace('"', "")


def test_files_are_made_on_demand_once_and_anew_after_a_save(serve, monkeypatch):
    made = []

    async def rules(order):
        made.append(order.plan.board.circuit.title)
        return {order.name: f"rules {len(made)}".encode()}

    served = serve()
    monkeypatch.setattr(served.made.circuits.prints, "produce", laid(rules))
    page(served)
    assert made == []
    first = served.ask(HOME + "print/4-facilitator.pdf")
    assert (first.status, first.headers["content-type"]) == (200, "application/pdf")
    assert served.ask(HOME + "print/4-facilitator.pdf").body == first.body == b"rules 1"
    assert served.ask(HOME + "print/none.pdf").status == 404
    (served.folder / "one.yaml").write_text(titled("Autre"), "utf-8")
    assert served.ask(HOME + "print/4-facilitator.pdf").body == b"rules 2" and made[-1] == "Autre"


LIVE = {"index.html", "oembed.json"}  # the second where it has an address of its own, which no preview has
MAKING = 300  # seconds: what a busy machine may need for what takes it two; how long it takes is not what is shown
# One of each sort of making.
SAMPLE = [
    "board.svg",
    "board.png",
    "print/2-table.pdf",
    "print/4-facilitator.pdf",
    "print/3-person.pdf",
    "print/more/circuit.pdf",
]
WHOLE = ["site.zip", "kit.zip", "embed.html"]  # made with the whole kit: without words on its paper, most of its time


@pytest.mark.slow
def test_each_file_is_the_one_that_a_build_makes(serve, tmp_path, monkeypatch):
    """So that what is added to the kit is added to the list, too."""
    served = serve()
    one, asked = str(served.folder / "one.yaml"), ["--also", "ar,en", "--only", "svg,html,pdf,shop"]
    with pytest.raises(SystemExit):
        main(["build", one, "--out", str(tmp_path / "out")])
    with pytest.raises(SystemExit):
        main(["build", one, "--out", str(tmp_path / "all"), *asked])
    built = tmp_path / "out/home/one"
    apart = {"manifest.json", REPLY}  # tells of what was made at one go; what the desk sends
    whole = tmp_path / "all/home/one"
    names = {path.relative_to(whole).as_posix() for path in whole.rglob("*") if path.is_file()} - apart
    listed = set(re.findall(r'href="\.\./([^"]+)"', served.ask(HOME + "print/").text)) - {""}
    assert {name for name in names if name.startswith("print/")} <= listed <= names
    assert names <= {*MAKINGS, *LIVE}
    for name in SAMPLE:
        assert served.ask(HOME + name, patience=MAKING).body == (built / name).read_bytes(), name
    with pytest.raises(SystemExit):
        main(["build", one, "--out", str(tmp_path / "blank")])

    async def make_here(order):
        return make_files(order)

    monkeypatch.setattr(served.made.circuits.prints, "produce", laid(make_here))
    for name in WHOLE:
        made = served.ask(HOME + name, patience=MAKING)
        assert made.body == (tmp_path / "blank/home/one" / name).read_bytes(), name


def test_where_the_system_tells_of_no_change_the_files_are_looked_at(serve, monkeypatch):
    def refuses(*_, **__):
        raise OSError("too many watches")

    monkeypatch.setattr("watchfiles.awatch", refuses)
    served = serve(one=SMALL, two=SMALL)
    (served.folder / "three.yaml").write_text(titled("Troisième"), "utf-8")
    until(lambda: "Troisième" in served.home())


@pytest.mark.slow
def test_a_file_whose_name_is_no_text_is_told_and_hides_no_other(serve):
    """On Linux any bytes are a name; that of a circuit stands in addresses, in pages and in what the editor is told."""
    served = serve(one=SMALL, **{os.fsdecode(b"\xff"): titled("Second")})
    assert "/c/home/one/" in served.home() and "Second" not in served.home()
    answer = served.ask("/c/home/%3F/editor/files")
    assert answer.status in (200, 404)
    (served.folder / os.fsdecode(b"\xfe")).write_text("x", "utf-8")
    (served.folder / "three.yaml").write_text(titled("Troisième"), "utf-8")
    until(lambda: "Troisième" in served.home())
    assert not served.faults


def test_events_tell_the_state_and_each_change(serve):
    served = serve()
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.request("GET", f"/{served.keys.key}{HOME}events", headers={"Cookie": served.cookie})
    stream = connection.getresponse()
    first = json.loads(event(stream))
    (served.folder / "one.yaml").write_text(BROKEN, "utf-8")
    second = json.loads(event(stream))
    (served.folder / "one.yaml").write_text(titled("Mieux"), "utf-8")
    third = json.loads(event(stream))
    connection.close()
    assert first["state"] == "Page à jour." and "titel" not in first["news"]
    assert second["page"] == first["page"] and "titel" in second["news"]
    assert third["page"] != first["page"] and third["title"] == "Mieux"


def event(stream) -> str:
    """The data of the next event, signs of life passed over."""
    for _ in range(50):
        line = stream.readline().decode()
        if line.startswith("data: "):
            return str(line.removeprefix("data: "))
    raise AssertionError("no event came")
