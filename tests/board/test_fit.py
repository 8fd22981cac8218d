"""What gives way on the board: the fullest form that fits, and what is cut is told on the circuit's line."""

from jeu_oie.board.fit import fullest
from jeu_oie.builder.presets import preset_named
from jeu_oie.circuit.read import read_text
from jeu_oie.kit import plan_reading

ROOMS = {"all of it": 9, "less of it": 6, "a word": 3}


def form(said: str, asked: list[str]):
    def draw(room: int) -> str | None:
        asked.append(said)
        return said if ROOMS[said] <= room else None

    return draw


def test_the_fullest_form_that_fits_is_drawn_and_no_smaller_one_is_tried():
    for room, expected, tried in ((9, "all of it", 1), (8, "less of it", 2), (3, "a word", 3), (2, None, 3)):
        asked: list[str] = []
        assert fullest((form(said, asked) for said in ROOMS), room) == expected
        assert len(asked) == tried


CIRCUIT = """\
format: 1
title: Essai
topic: repairs
landlord: {name: Bailleur}
language: fr
version: "1"
status: draft
steps:
  - {id: a, title: Signaler}
  - id: b
    title: %s
  - {id: c, title: Travaux}
"""


def problems_of(title: str) -> list[tuple[str, int]]:
    reading = read_text(CIRCUIT % title, "essai.yaml", lambda _: None)
    return [(each.code, each.place.line) for each in plan_reading(reading, preset_named("classic"))[1]]


def test_a_title_that_no_form_holds_whole_is_told_on_its_line():
    assert "title-too-long" not in dict(problems_of("Visite"))
    assert ("title-too-long", 11) in problems_of("Nabuchodonosor" * 5)
