"""Each kind of square has each of its aspects, in each language: what one lacks crashes, or vanishes, at a user's."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache

import pytest

from jeu_oie.board.faces import PAINTERS
from jeu_oie.circuit.kinds import Setback
from jeu_oie.circuit.model import Item
from jeu_oie.draw.ink import content
from jeu_oie.game.cards import Card, write
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import Group, KindSpec, Painting
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.rules import compile_rules
from jeu_oie.game.squares import CUT_OUT, Board
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import LANGUAGES, load_catalog
from jeu_oie.web import parts
from jeu_oie.web.cards import anchor
from jeu_oie.web.parts import UnknownSort, sort_out, unseen
from tests.game.making import every_kind
from tests.house.source import ROOT
from tests.house.test_catalogs import sentences

ENDS = (Kind.START, Kind.FINISH)  # they explain themselves


def lacking(kind: Kind, kind_spec: KindSpec | None, said: Collection[str]) -> Iterator[str]:
    """What ``kind`` lacks: its entry, a place in legend, page or rules, a drawing, a sentence among those ``said``."""
    yield from (key for key in keys_of(kind, kind_spec) if key not in said)
    if kind_spec is None or kind_spec.kind is not kind:
        yield "entry"
        return
    if bool(kind_spec.legend) is (kind in ENDS):
        yield "legend"


def keys_of(kind: Kind, kind_spec: KindSpec | None) -> Iterator[str]:
    yield f"kind.{kind}"
    if kind not in ENDS:
        yield f"legend.{kind}"
    if kind in CUT_OUT or kind is Kind.DRAW:
        yield f"print.back.{kind}"
    if kind_spec and kind_spec.short_word:
        yield f"legend.word.{kind}"


@cache
def said_in(language: str) -> set[str]:
    return {key for key, forms in sentences(language).items() if all(forms)}


def test_the_guard_sees_what_a_kind_lacks():
    whole = KINDS[Kind.WAIT]
    strange = replace(whole, legend=0, short_word=True)
    said = said_in("fr") - {"kind.wait"}
    assert set(lacking(Kind.WAIT, strange, said)) == {"legend", "legend.word.wait", "kind.wait"}
    assert set(lacking(Kind.WAIT, None, ())) == {"entry", "kind.wait", "legend.wait", "print.back.wait"}
    assert set(lacking(Kind.WAIT, KINDS[Kind.BACK], said_in("fr"))) == {"entry"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_has_each_aspect(language):
    found = {kind: list(lacking(kind, KINDS.get(kind), said_in(language))) for kind in Kind}
    assert {kind: lacks for kind, lacks in found.items() if lacks} == {}


def test_each_kind_has_a_look_of_its_own():
    looks = [KINDS[kind] for kind in Kind if kind is not Kind.FINISH]  # gold and chequered, as the départ
    assert all(content(each.pictogram) for each in KINDS.values())
    assert len({each.pictogram for each in KINDS.values()}) == len(Kind)
    assert len({each.band for each in looks}) == len(looks)
    assert len({each.pattern for each in looks}) == len(looks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_says_what_is_done_there(language):
    """Whatever stands on a board with every kind is said, in each language, without a key that nobody has."""
    board, t = every_kind(), load_catalog(language)
    facts = FactFormatter(board, t)
    assert all(KINDS[square.kind].line(square, facts) for square in board.every_square)
    assert {position.kind for position in compile_rules(board).positions} == set(Kind)


def test_every_group_has_a_place_on_the_page_and_every_painting_its_painter():
    assert {*Group} <= {*parts.PLACED, *parts.ORDER}
    assert PAINTERS.keys() == {*Painting}


def test_each_sort_of_setback_is_a_kind():
    assert {each.value for each in Setback} <= set(Kind)


def kinds_in(script: str) -> set[str]:
    """The kinds that the page's script names at the end of a game."""
    lists = re.findall(r"metOf\((.*?)\)|const WRITTEN = \[(.*?)\]", script)
    return {kind for found in lists for kind in re.findall(r'"([\w-]+)"', " ".join(found))}


def test_the_page_names_kinds_that_there_are():
    script = (ROOT / "templates" / "page" / "script" / "end.js").read_text("utf-8")
    assert kinds_in(script)
    assert kinds_in(script) <= {kind.value for kind in KINDS}
    assert not kinds_in(script.replace('"time"', '"tram"')) <= {kind.value for kind in KINDS}


def missing_in_page(language: str) -> set[str]:
    """The cards of a board with every kind that stand nowhere in the page; those without an item, one a kind.

    A square that says one fact of an item is said by the item's own card.
    """
    t = load_catalog(language)
    board = every_kind()
    deck = write(board, t)
    facts = FactFormatter(board, t)
    told = sort_out(board, deck, facts)
    cards = [shown for each in told.urgencies for shown in each.levels]
    cards += [trouble.card for trouble in told.troubles] + [stage.card for stage in told.stages]
    cards += [shown for sort in told.sorts for shown in sort.cards]
    held, shown = {(card.kind, card.title) for card in cards}, board.items
    own = [card for card in deck.every if card.name in shown and shown[card.name].id not in unseen(board)]
    bare = {card.kind: card for card in reversed(deck.cards) if card.name not in shown and card.kind is not Kind.FINISH}
    titles = {title for _, title in held}
    by_item = {each.name for each in board.every_square if each.aspect and each.aspect.item.title in titles}
    wanted = [card for card in (*own, *bare.values()) if card.name not in by_item]
    return {anchor(card.name) for card in wanted if (card.kind, card.title) not in held}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_cards_of_every_kind(language):
    assert missing_in_page(language) == set()


def test_a_sort_that_the_page_does_not_know_fails(monkeypatch):
    def strange(card: Card, item: Item | None, board: Board) -> str:
        return "lift" if card.kind is Kind.WAIT else sort_of(card, item, board)

    sort_of = parts.sort_of
    monkeypatch.setattr(parts, "sort_of", strange)
    with pytest.raises(UnknownSort, match="lift"):
        missing_in_page("fr")
