"""A table without scissors has every card: all their texts, large, found by number, on sheets to fold together."""

import io
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pytest

from bench.differ import ink, letters
from bench.differ.facts import squeeze
from jeu_oie.game.cards import rows_shown
from jeu_oie.game.wording import State
from jeu_oie.kit.options import Options
from jeu_oie.kit.printing import BOOKLETS, booklets
from jeu_oie.print.binding import impose, sides
from jeu_oie.print.content.frame import as_data
from jeu_oie.print.look import Flip
from tests.game import making
from tests.house.source import ROOT
from tests.print.sheets import found_in, planned, shipped, squeezed, unsaid

EVERY = pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
NEIGHBOURS = making.CIRCUITS / "oph-31" / "neighbours.yaml"
ARABIC = ROOT / "tests" / "kit" / "arabic.yaml"
MOST = 28  # pages: seven sheets of A4 a table
MM = 72 / 25.4


@cache
def booklet(path, **preset):
    """The first table's."""
    return next(booklets(shipped(path, **preset), Options()))


def content_of(laid) -> Any:
    return laid.pages.content


@cache
def a5(path, **preset):
    return booklet(path, **preset).pages.pdf()


def told(deck):
    for card in (*deck.cards, *deck.pile, *deck.problems):
        yield card.title
        if card.printed:
            yield from (card.text, card.heading, *card.bullets, card.answer, card.provenance, card.second)
            for row in rows_shown(card):
                if row.state is State.GAME and card.sort == "problem":
                    continue  # the first page says it of all réclamations
                yield "" if row.state is State.GAME else row.label  # a die says so
                yield "" if row.key == "call" and row.state is State.MISSING else row.bare


@EVERY
def test_every_text_of_every_card_stands_in_the_booklet(path):
    made = shipped(path)
    said = squeezed("".join(found_in(as_data(content_of(booklet(path))))))
    assert len(list(told(made.deck))) > 200
    assert [text for text in told(made.deck) if squeezed(text) not in said] == []


def test_paper_shows_every_text_of_its_content():
    content = content_of(booklet(NEIGHBOURS))
    bare = [f"squares.{n}.leaves" for n, each in enumerate(content.squares) if each.bare]
    lost = unsaid(a5(NEIGHBOURS), content, bare)
    assert [each for each in lost if not SPOKEN.search(each)] == []
    assert unsaid(a5(NEIGHBOURS), replace(content, how=("Ceci manque.",))) != ()


SPOKEN = re.compile(r"\.(place|level|state):")  # the corner names a first and a last card; what a template goes by


def test_cards_stand_in_the_order_of_the_squares_then_of_the_pile():
    deck = shipped(NEIGHBOURS).deck
    content = content_of(booklet(NEIGHBOURS))
    places = [leaf.place for group in (*content.squares, *content.piles) for leaf in group.leaves]
    problems = [f"réclamation {card.name[1:]}" for card in deck.problems]
    assert places == [*(card.name for card in deck.cards), *(card.name[1:] for card in deck.pile), *problems]


def test_each_table_has_a_pile_that_begins_elsewhere():
    content = [content_of(each) for each in booklets(shipped(NEIGHBOURS), Options())]
    firsts = [each.piles[0].leaves[0].card.title for each in content]
    assert len(set(firsts)) == BOOKLETS
    assert len({frozenset(leaf.card.title for leaf in each.piles[0].leaves) for each in content}) == 1


@EVERY
def test_a_card_tells_its_gaps_in_one_row_at_most_and_leaves_a_line_for_a_number(path):
    """What is missing speaks once: a sheet of « pas trouvé » helps nobody."""
    content = content_of(booklet(path))
    cards = [leaf.card for each in (*content.squares, *content.piles) for leaf in each.leaves]
    for card in cards:
        assert len([row for row in card.rows if row.state == State.MISSING and row.value]) < 2, card.title
        assert [row.state == State.GAME for row in card.rows] == sorted(row.state == State.GAME for row in card.rows)
    unknown = [card for card in shipped(path).deck.printed for row in card.rows if row.key == "call" and lacks(row)]
    assert len([row for card in cards for row in card.rows if not row.value]) == len(unknown)


def lacks(row):
    return row.state is State.MISSING


@pytest.mark.slow
def test_it_holds_on_seven_sheets_without_a_letter_over_another():
    """A table's pile begins elsewhere, so its pages may be one more."""
    for path in (making.FEW[0], NEIGHBOURS):
        pages = letters.pages(a5(path))
        assert len(pages) <= MOST, path
        assert ink.faults(pages) == (), path


@pytest.mark.parametrize("large", [False, True])
def test_letters_are_large_but_for_the_foot(large):
    for page in letters.pages(a5(NEIGHBOURS, large=large)):
        sizes = {round(letter.size, 1) for letter in page.letters}
        assert {size for size in sizes if size < 14} <= (set() if large else {9.0})


def test_the_outer_corner_tells_what_a_page_holds():
    for page in letters.pages(a5(NEIGHBOURS))[1:]:
        corner = [letter for letter in page.letters if letter.size > 21 and letter.text.strip()]
        assert any(letter.text.strip().isdigit() for letter in corner), page.number
        left, right = min(letter.box[0] for letter in corner), max(letter.box[2] for letter in corner)
        assert (left > page.box[2] - right) == (page.number % 2 == 1)


@pytest.mark.parametrize("path, at_left", [(NEIGHBOURS, True), (ARABIC, False)], ids=["left", "right"])
def test_the_number_of_a_card_stands_where_a_line_begins(path, at_left):
    found = ((page, letter) for page in letters.pages(a5(path)) for letter in page.letters)
    page, number = next(each for each in found if each[1].text.strip() == "1" and 19 < each[1].size < 21)
    assert (number.box[0] < page.box[2] / 4) is at_left


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_booklet_says_how_to_find_a_square(language):
    made = planned(making.circuit(language=language, questions=[{"title": "Pourquoi ?"}]))
    content = content_of(next(booklets(made, Options())))
    assert content.heading == made.words("booklet.title")
    assert content.piles[0].heading == made.words("booklet.pile")
    assert {made.words("booklet.how.square"), made.words("booklet.how.pile")} <= {*content.how}


@EVERY
def test_who_holds_the_booklet_asks_each_recall_and_the_key(path):
    """Nothing is cut out: the left team has no other card in its hands."""
    made = shipped(path)
    leaves = {leaf.card.title: leaf for group in content_of(booklet(path)).squares for leaf in group.leaves}
    asked = [card for card in made.deck.cards if card.printed and card.questions]
    assert [len(leaves[card.title].asked) for card in asked] == [len(card.questions) for card in asked]
    assert {len(card.questions) for card in asked} == {1, 5}
    assert all(each.question and each.answer for card in asked for each in leaves[card.title].asked)


def test_each_claim_says_how_urgent_it_is():
    deck = shipped(making.FEW[0]).deck
    claims = content_of(booklet(making.FEW[0])).piles[-1].leaves
    assert [leaf.urgency for leaf in claims] == [card.level for card in deck.problems]
    assert any(leaf.urgency for leaf in claims)


def test_the_first_page_tells_where_each_part_begins():
    (first, *others) = letters.pages(a5(NEIGHBOURS))
    content = content_of(booklet(NEIGHBOURS))
    told = squeeze("".join(letter.text for letter in first.letters))
    for heading in (content.squares_heading, *(each.heading for each in content.piles)):
        begun = [page.number for page in others if squeeze(heading) in squeeze("".join(it.text for it in page.letters))]
        assert squeeze(f"{heading}{begun[0]}") in told


def test_folded_together_pages_follow_each_other():
    for count in range(1, 30):
        sheets = list(sides(count))
        fronts, backs = sheets[::2], sheets[1::2]
        read = [rank for left, right, _ in fronts for rank in (left, right)]
        read += [rank for left, right, _ in backs for rank in (left, right)]
        assert sorted(read) == list(range(-(-count // 4) * 4))
        for (last, first, _), (second, before, _) in zip(fronts, backs, strict=True):
            assert second == first + 1 and before == last - 1  # behind each other


@pytest.mark.parametrize("edge", list(Flip))
def test_each_page_of_a4_shows_its_two_pages_and_their_tags_and_bookmarks_lead_there(edge):
    made = a5(NEIGHBOURS)
    imposed = impose(made, edge)
    pages = letters.pages(imposed)
    one = sorted(squeeze("".join(letter.text for letter in page.letters)) for page in letters.pages(made))
    assert squeeze("".join(sorted("".join(one)))) == squeeze(
        "".join(sorted("".join(letter.text for page in pages for letter in page.letters if letter.text.strip())))
    )
    with pikepdf.open(io.BytesIO(imposed)) as document:
        assert document.Root.ViewerPreferences.Duplex == f"/DuplexFlip{edge.capitalize()}Edge"
        assert len(document.pages) == -(-len(one) // 4) * 2
        here = {page.obj.objgen for page in document.pages}
        for page in document.pages:
            assert [round(float(side) / MM) for side in page.MediaBox[2:]] == [297, 210]
        assert pages_of(document.Root.StructTreeRoot.K[0]) <= here
        with document.open_outline() as outline:
            assert {page_led_to(each).objgen for each in outline.root} <= here


def page_led_to(bookmark) -> Any:
    return bookmark.destination[0]


def pages_of(element):
    """The pages that an element and all under it stand on."""
    found = {element.Pg.objgen} if "/Pg" in element else set()
    kids = element.get("/K", pikepdf.Array())
    for kid in kids.as_list() if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found |= pages_of(kid)
    return found
