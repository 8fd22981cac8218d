"""Every point of the text of 2017 is met at a table's first game (docs/reports/seed.md says where)."""

import re
from functools import cache

import pytest

from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import write
from jeu_oie.game.evening import debates
from jeu_oie.game.preset import Preset
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit import Options, plan
from jeu_oie.kit.sheets import GuideDocument
from jeu_oie.messages import load_catalog
from tests.game.making import CIRCUITS, shipped
from tests.house.source import ROOT

SEED = "bilan-2017"
PLACE = re.compile(r"`([\w/-]+):([\w-]+)`")
SEED_PAGE = ROOT / "docs" / "reports" / "seed.md"
POINTS = [line for line in SEED_PAGE.read_text("utf-8").splitlines() if PLACE.search(line)][1:]


@cache
def first_game(name: str) -> dict[str, tuple[str, ...]]:
    """What a table finds on squares, in its pile, and among the debates of its guide: ids, with their sources."""
    board = assemble(shipped(CIRCUITS / f"{name}.yaml"), Preset())
    words = load_catalog("fr")
    talked = {card.id for card in debates(write(board, words), FactFormatter(board, words))}
    items = [*board.pile, *(square.item for square in board.squares if square.item is not None)]
    items += [item for item in board.undealt if item.id in talked]
    return {item.id: item.source for item in items}


def spaced(text: str) -> str:
    return " ".join(text.split())


@cache
def debrief() -> str:
    guide = GuideDocument("4-facilitator", plan(shipped(CIRCUITS / "opac-38" / "repairs.yaml"), Preset()), Options())
    return spaced(" ".join(guide.told({}).quotes))


def unmet(point: str) -> list[str]:
    """The places of a line at which no table meets it, or not from that text."""
    words = load_catalog("fr")
    lost = []
    for where, name in PLACE.findall(point):
        if where == "guide":
            met = spaced(words(f"guide.quote.{name}")) in debrief()
        else:
            met = SEED in first_game(where).get(name, ())
        lost += [] if met else [f"{where}:{name}"]
    return lost


def test_the_guard_sees_a_point_that_no_table_meets():
    assert unmet("| x | `sdh/repairs:nowhere` `sdh/repairs:astreinte` `sdh/repairs:q-guide` |") == [
        "sdh/repairs:nowhere",
        "sdh/repairs:q-guide",
    ]


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.split("|")[1].strip()[:40])
def test_a_point_of_the_text_is_met_at_the_first_game(point):
    assert unmet(point) == []


def test_the_table_holds_all_of_them():
    assert len(POINTS) == 37
