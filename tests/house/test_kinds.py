"""Each kind of square has each of its aspects, in each language: what one lacks crashes, or vanishes, at a user's."""

import re
from collections.abc import Collection, Iterator, Mapping

import pytest

from jeu_oie.board.cards import OLD_NAMES, PICTOGRAMS, Card, write
from jeu_oie.board.effects import EFFECTS, GAMES
from jeu_oie.board.facts import Facts
from jeu_oie.board.kinds import Kind
from jeu_oie.board.palette import BANDS, SHARES, palette_of
from jeu_oie.board.rules.compiling import ACTS
from jeu_oie.circuit.model import Setback
from jeu_oie.layout.board import LEGEND
from jeu_oie.messages import LANGUAGES, words
from jeu_oie.render.html import page_sorts
from jeu_oie.render.html.page_cards import anchor, items_of
from jeu_oie.render.html.page_sorts import UnknownSort, sort_out
from jeu_oie.render.html.prints_rules import SENTENCES
from jeu_oie.render.patterns import PATTERNS
from jeu_oie.render.pictograms import content
from tests.board.test_odds_play import every_kind
from tests.house.source import ROOT
from tests.house.test_catalogs import catalog, sentences

ENDS = {Kind.START, Kind.FINISH}  # they explain themselves
STEPS = {Kind.START, Kind.STEP, Kind.BLANK}  # what happens there is the step's own trace
BARE = {Kind.TIME, Kind.FINISH}  # never cut out, and without an effect

TABLES: Mapping[str, Collection[str]] = {
    "band": BANDS,
    "share": SHARES,
    "saver": palette_of(BANDS, saver=True).kinds,
    "pattern": PATTERNS,
    "pictogram": PICTOGRAMS,
    "legend": {*LEGEND, *ENDS},
    "rule": {*SENTENCES, *ENDS},
    "act": ACTS,
}


def lacking(kind: str, said: Collection[str]) -> Iterator[str]:
    """The tables that do not know ``kind``, and the sentences that are not among those ``said``."""
    yield from (name for name, known in TABLES.items() if kind not in known)
    yield from (key for key in keys_of(kind) if key not in said)


def keys_of(kind: str) -> Iterator[str]:
    yield f"kind.{kind}"
    if kind not in ENDS:
        yield f"legend.{kind}"
    if kind not in BARE:
        yield f"print.back.{kind}"
    if kind not in {*EFFECTS, *STEPS, *BARE}:
        yield f"effect.{kind}"
    if kind not in {*GAMES, *BARE}:
        yield f"game.{kind}"
    if kind in OLD_NAMES:
        yield from (f"old-name.{kind}", f"old-name.{kind}.foot")


def said_in(language: str) -> set[str]:
    return {
        key
        for domain in ("board", "print")
        for key, forms in sentences(catalog(language, domain)).items()
        if all(forms)
    }


def test_the_guard_sees_a_kind_that_lacks_everything():
    sentences = {"kind", "legend", "print.back", "effect", "game"}
    assert set(lacking("lift", said_in("fr"))) == {*TABLES, *(f"{key}.lift" for key in sentences)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_each_aspect(kind, language):
    assert list(lacking(kind, said_in(language))) == []


def test_each_kind_has_a_look_of_its_own():
    told = [kind for kind in Kind if kind is not Kind.FINISH]  # gold and chequered, as the départ
    assert all(content(PICTOGRAMS[kind]) for kind in Kind)
    assert len({PICTOGRAMS[kind] for kind in Kind}) == len(Kind)
    assert len({BANDS[kind] for kind in told}) == len(told)
    assert len({PATTERNS[kind] for kind in told}) == len(told)


def test_each_sort_of_setback_is_a_kind():
    assert {each.value for each in Setback} <= set(Kind)


def lists_in(script: str) -> list[set[str]]:
    """The lists of words, in the form's script, that name setbacks."""
    found = re.findall(
        r"\[((?:\"[a-z]+\", )+\"[a-z]+\")\]", (ROOT / "templates/editor/script" / script).read_text("utf-8")
    )
    held = [set(re.findall("[a-z]+", each)) for each in found]
    return [each for each in held if "silence" in each]


@pytest.mark.parametrize("script", ["items.js", "squares.js"])
def test_the_form_knows_each_sort_of_setback(script):
    assert lists_in(script) == [{each.value for each in Setback}]


# --- the page --------------------------------------------------------------------------------------------


def missing_in_page(language: str) -> set[str]:
    """The cards of a board with every kind that stand nowhere in the page; those without an item, one a kind."""
    board, t = every_kind(), words(language)
    deck, facts = write(board, t), Facts(board, t)
    parts = sort_out(board, deck, facts)
    cards = [shown for each in parts.urgencies for shown in each.levels]
    cards += [trouble.card for trouble in parts.troubles] + [stage.card for stage in parts.stages]
    cards += [shown for sort in parts.sorts for shown in sort.cards]
    held, shown = {(card.kind, card.title) for card in cards}, items_of(board, deck)
    own = [card for card in (*deck.cards, *deck.pile) if card.name in shown]
    bare = {card.kind: card for card in reversed(deck.cards) if card.name not in shown and card.kind is not Kind.FINISH}
    return {anchor(card.name) for card in (*own, *bare.values()) if (card.kind, card.title) not in held}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_cards_of_every_kind(language):
    assert missing_in_page(language) == set()


def test_a_sort_that_the_page_does_not_know_fails(monkeypatch):
    def strange(card: Card, item: object) -> str:
        return "lift" if card.kind is Kind.WAIT else sort_of(card, item)

    sort_of = page_sorts.sort_of
    monkeypatch.setattr(page_sorts, "sort_of", strange)
    with pytest.raises(UnknownSort, match="lift"):
        missing_in_page("fr")
