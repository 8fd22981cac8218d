"""The sheet that one looks at while one edits: of what is saved, set by one process that is kept warm."""

import base64
import json
import os
import signal
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from jeu_oie.api.check import check, row
from jeu_oie.messages import load_catalog
from jeu_oie.print import typeset
from jeu_oie.serve.workers import WarmProcess
from tests.serve.conftest import SMALL, Served, servers
from tests.serve.test_judging import Judge

HOME = "/c/home/one/editor/sheets"
COMPILER = typeset.compiler
MISFIT = "does-not-fit"
# A card keeps its title and what one receives, whatever else gives way.
TOO_LONG = "reçu " * 90
ON_A_CARD = SMALL.replace("trace: Numéro", f"trace: {TOO_LONG}")


def seen(served: Served, sheet: str, item: str = "") -> dict[str, Any]:
    answer = served.ask(f"{HOME}/{sheet}?item={item}")
    assert answer.status == 200, answer.text
    told: dict[str, Any] = json.loads(answer.body)
    return told


def judged(window: Judge, *, sheets: bool) -> list[dict[str, Any]]:
    status, told = window.judge(ON_A_CARD, sheets=sheets)
    assert status == 200 and isinstance(told, list)
    return told


def picture(page: dict[str, str]) -> Image.Image:
    head, _, data = page["src"].partition(",")
    assert head == "data:image/png;base64"
    return Image.open(BytesIO(base64.b64decode(data)))


def save(served: Served, text: str) -> None:
    (served.folder / "one.yaml").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that may set nothing itself: what crashes there would be the server. Each test says what it serves."""

    def refuse() -> None:
        raise AssertionError("something is set in the server's own process")

    folder = tmp_path_factory.mktemp("sheets") / "home"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patched, servers(folder) as serve:
        patched.setattr(typeset, "compiler", refuse)
        yield serve(one=SMALL)


@pytest.mark.slow
def test_each_sheet_is_shown_as_it_stands_after_a_save(served):
    save(served, SMALL)
    shown = {sheet: seen(served, sheet, "report") for sheet in ("board", "card", "person")}
    assert [len(shown[sheet]["pages"]) for sheet in ("board", "person")] == [1, 2]
    for each in shown.values():
        assert (each["said"], each["problems"]) == ("", [])
        for page in each["pages"]:
            assert min(picture(page).size) > 500 and page["alt"]
    assert "Je signale" in shown["card"]["pages"][0]["alt"]
    save(served, SMALL.replace("Je signale", "J’écris à l’agence"))
    for sheet, former in shown.items():
        now = seen(served, sheet, "report")
        assert now["pages"][0]["src"] != former["pages"][0]["src"], sheet
    assert "J’écris à l’agence" in seen(served, "card", "report")["pages"][0]["alt"]
    assert len(served.made.circuits.warm.pool._processes) == 1, "one process, kept warm"


@pytest.mark.slow
def test_what_finds_no_room_is_told_with_its_line_as_check_tells_it(served):
    save(served, SMALL)
    assert seen(served, "card", "report")["pages"]
    save(served, ON_A_CARD)
    told = seen(served, "card", "report")
    assert told["pages"] == []
    assert told["said"] == load_catalog("fr")("studio.sheet.stopped")
    before = ON_A_CARD[: ON_A_CARD.index(TOO_LONG)]
    place = (before.count("\n") + 1, len(before) - before.rindex("\n"))
    assert {each["code"] for each in told["problems"]} == {MISFIT}
    (problem,) = (each for each in told["problems"] if (each["line"], each["column"]) == place)
    window = Judge(served)
    assert problem in judged(window, sheets=True)
    assert MISFIT not in {each["code"] for each in judged(window, sheets=False)}, "not while one types"


def test_the_form_is_told_once_saved_all_that_check_tells(served, monkeypatch):
    save(served, ON_A_CARD)
    monkeypatch.setattr(typeset, "compiler", COMPILER)
    found = [row(each, load_catalog("fr")) for each in check(served.folder / "one.yaml")]
    assert sorted(judged(Judge(served), sheets=True), key=str) == sorted(found, key=str)
    assert MISFIT in {each["code"] for each in found}


def test_of_a_circuit_with_errors_no_sheet_is_shown_but_what_to_mend(served):
    save(served, SMALL.replace("source: guide", "source: none-such", 1))
    told = seen(served, "person")
    assert told["pages"] == [] and [each["code"] for each in told["problems"]]
    save(served, SMALL)
    assert len(seen(served, "person")["pages"]) == 2


def test_an_item_without_a_card_says_so(served):
    save(served, SMALL)
    told = seen(served, "card", "nobody")
    assert (told["pages"], told["problems"]) == ([], [])
    assert told["said"] == load_catalog("fr")("studio.sheet.none")
    assert served.ask(f"{HOME}/none-such").status == 404


@pytest.mark.slow
def test_a_process_that_is_killed_is_started_anew_and_ends_with_the_server(served):
    save(served, SMALL)
    before = seen(served, "card", "report")
    circuits = served.made.circuits
    warm = circuits.warm
    (lost,) = warm.pool._processes
    os.kill(lost, signal.SIGKILL)
    assert seen(served, "card", "report") == before
    (process,) = warm.pool._processes.values()
    assert process.pid != lost
    warm.stop()
    assert not process.is_alive()
    assert seen(served, "card", "report")["said"] == load_catalog("fr")("studio.print-lost")
    circuits.warm = WarmProcess()  # for other tests
