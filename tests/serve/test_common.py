"""The common file in a form: who may write it, where it lies, and what the program says of it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner

from jeu_oie.cli import program
from jeu_oie.messages import load_catalog
from jeu_oie.resources import folder
from tests.serve.conftest import SMALL, Served, servers
from tests.serve.test_editing import Window
from tests.serve.test_judging import Judge

BY_TOPIC = """
recourse:
  - {id: cdc, title: La commission, topics: repairs}
  - {id: adil, title: ADIL, topics: [repairs, transfer]}
  - {id: dalo, title: DALO, topics: [transfert, 5]}
questions: [{id: fuite, title: Une fuite ?, topics: {repairs: oui}}, {id: bail, title: Un bail ?, topics: [neighbours]}]
advice: [{id: photo, title: Une photo, topics: repairs}]
"""

COMMON = "words: {trace: Ce qui reste.}\n"
NAMED = SMALL.replace("\nlandlord:", "\ncommon: ../common.yaml\nlandlord:", 1)
SHARED = ("opac-38/repairs", "sdh/neighbours")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Servers of a folder in which circuits lie, in a folder of their own, under a common file."""
    with servers(tmp_path, sheets=False) as made:

        def serve(text: str = NAMED, common: str = COMMON) -> Served:
            (tmp_path / "common.yaml").write_text(common, "utf-8", newline="")
            (tmp_path / "home").mkdir()
            for name in ("one", "two"):
                (tmp_path / f"home/{name}.yaml").write_text(text, "utf-8")
            return made(alone=SMALL)

        yield serve


def window(served: Served, name: str = "home/one") -> Window:
    return Window(served, f"/c/{name}/common")


def status(served: Served, name: str) -> int:
    return served.ask(f"/c/{name}/common/files").status


def test_a_save_writes_the_file_that_circuits_share(served):
    made = served()
    page = window(made)
    text, base = page.open()
    assert text == COMMON
    other = COMMON.replace("trace", "preuve")
    found, told = page.save(other, base)
    assert found == 200 and (made.folder / "common.yaml").read_text("utf-8") == other
    assert told == {"base": page.open()[1], "kept": ""}
    assert (made.folder / "home/one.yaml").read_text("utf-8") == NAMED
    assert sorted(each.name for each in made.folder.iterdir()) == ["alone.yaml", "common.yaml", "home"]


def test_two_circuits_windows_are_about_one_file(served):
    made = served()
    first, second = window(made), window(made, "home/two")
    base = first.open()[1]
    assert first.save(COMMON + "# un\n", base)[0] == 200
    found, told = second.save(COMMON + "# deux\n", base)
    assert (found, told["why"]) == (409, "changed")
    assert (made.folder / "common.yaml").read_text("utf-8") == COMMON + "# un\n"


def test_it_says_which_circuits_share_the_file(served):
    made = served()
    assert window(made).get().count("Bailleur d’essai\u00a0: Petit circuit d’essai") == 2


def test_what_no_circuit_may_name_has_no_form(served):
    made = served()
    assert status(made, "home/one") == 200
    for named in ("standard", "../../common.yaml", "/etc/passwd", "nowhere/common.yaml", ".hidden.yaml"):
        (made.folder / "home/one.yaml").write_text(NAMED.replace("../common.yaml", named), "utf-8")
        assert status(made, "home/one") == 404, named


def test_a_circuit_that_names_none_has_no_form_of_it(served):
    made = served()
    assert status(made, made.folder.name + "/alone") == 404
    for name, link in (("home/one", True), (made.folder.name + "/alone", False)):
        desk = made.ask(f"/c/{name}/desk").body.decode()
        assert (f"{name}/common" in desk) is link


def test_a_file_out_of_the_folders_that_are_served_is_not_written(tmp_path):
    """It is read, as before: a page of one landlord's circuits does not change what all share."""
    (tmp_path / "home").mkdir()
    (tmp_path / "common.yaml").write_text(COMMON, "utf-8")
    with servers(tmp_path / "home") as made:
        served = made(one=NAMED)
        assert status(served, "home/one") == 404
        own = Window(served)
        assert own.post({"token": own.token, "base": "", "text": "", "file": "../common.yaml"})[0] == 400
    assert (tmp_path / "common.yaml").read_text("utf-8") == COMMON


def test_the_programs_own_is_not_written(served):
    made = served()
    made.made.circuits.shipped = made.folder
    assert status(made, "home/one") == 403


def test_nothing_is_written_through_a_link(served, tmp_path_factory):
    made = served()
    page, file = window(made), made.folder / "common.yaml"
    token, base = page.token, page.open()[1]
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "common.yaml"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    assert page.post({"token": token, "base": base, "text": "words: {}\n"})[0] == 404
    assert elsewhere.read_text("utf-8") == COMMON and file.is_symlink()


def test_a_page_of_the_circuit_may_not_write_the_common_file_nor_the_other_way_round(served):
    made = served()
    own, common = Window(made), window(made)
    text, base = common.open()
    asked = {"base": base, "text": text}
    assert common.post({"token": own.token, **asked})[0] == 403
    assert own.post({"token": common.token, "base": own.open()[1], "text": NAMED})[0] == 403
    assert common.post({"token": common.token, **asked, "file": "landlord.yaml"})[0] == 400


def check(folder: Path, *names: str) -> list[dict[str, object]]:
    files = [(folder / f"{name}.yaml").as_posix() for name in names]
    found = CliRunner().invoke(program(load_catalog("fr")), ["check", "--json", *files])
    return json.loads(found.stdout)  # type: ignore[no-any-return]


def spelled(rows: list[dict[str, object]]) -> set[str]:
    return {json.dumps({**row, "file": Path(str(row["file"])).name}, ensure_ascii=False) for row in rows}


def spoilt(text: str) -> list[str]:
    """The shipped common file with faults that are its own, and some that circuits stumble over."""
    return [
        text,
        text.replace("  - id: cdc\n", "  - id: cdc-autre\n", 1),
        text.replace("source: eau-sp", "source: inconnue").replace("title: ", "titre: ", 2),
        text.replace("right: 1", "right: 9", 1),
        text.replace("  - id: fire-brigade\n    danger: Pompiers\n", "  - id: fire-brigade\n", 1),
        "a: [",
        BY_TOPIC,
    ]


@pytest.mark.slow
@pytest.mark.usefixtures("no_misfits")
def test_the_answer_is_that_of_check(tmp_path):
    """But for what finds no room on paper: no sheet is set while one types."""
    for each in (*(f"{name}.yaml" for name in SHARED), *(f"{name.split('/')[0]}/landlord.yaml" for name in SHARED)):
        source = folder("circuits") / each
        (tmp_path / each).parent.mkdir(exist_ok=True)
        if source.exists():
            (tmp_path / each).write_bytes(source.read_bytes())
    text = (folder("circuits") / "common.yaml").read_text("utf-8")
    file = tmp_path / "common.yaml"
    file.write_text(text, "utf-8")
    codes = set()
    with servers(tmp_path) as made:
        page = Judge(made(alone=SMALL), f"/c/{SHARED[0]}/common")
        for other in spoilt(text):
            found, answer = page.judge(other)
            told = cast("list[dict[str, object]]", answer)
            assert found == 200 and file.read_text("utf-8") == text, "nothing is written"
            file.write_text(other, "utf-8")
            first, all_of_them = check(tmp_path, SHARED[0]), check(tmp_path, *SHARED)
            file.write_text(text, "utf-8")
            own = [row for row in first if Path(str(row["file"])).name == "common.yaml" or row["severity"] == "error"]
            stopped = [row for row in all_of_them if row["severity"] == "error"]
            assert spelled(own) <= spelled(told) <= spelled([*own, *stopped])
            assert spelled(stopped) <= spelled(told)
            codes |= {str(row["code"]) for row in told}
    assert len(codes) > 4, "the faults are seen"
