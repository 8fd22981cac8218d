"""Cards: what they say stands whole, or they send to the circuit in full; nothing leaves its card or its size."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jeu_oie.circuit.read import read
from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.scene import Group, Shape, Text
from jeu_oie.draw.text import DESCENT, NUMBER, PT_MM
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.preset import Ink, Preset
from jeu_oie.game.squares import assemble
from jeu_oie.game.wording import Row, State
from jeu_oie.messages import load_catalog
from jeu_oie.sheets.card import TWO, back, double_front, unit
from jeu_oie.sheets.card_face import INSET, DeckContext, card_hash, single_front
from tests.game import making

CUT = Box(0, 0, 74.25, 105)
FLOOR = 10  # pt; large print is √2 of it, 14 pt
MORE = " ".join(load_catalog("fr")("print.more").split())


def press_of(**parts):
    made = making.board(**parts)
    return DeckContext(open_dossier(made, load_catalog("fr")), colours_of(made.preset), load_catalog("fr"))


PRESS = press_of()


def front(card, press, cut):
    return single_front(card, press, cut).group


def lines(group: Group) -> list[Text]:
    return [mark for mark in group.marks if isinstance(mark, Text)]


def said(group: Group) -> str:
    return plain(" ".join(line.content for line in lines(group)))


def plain(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def solid(text: str) -> str:
    """Without spaces: a long address is cut in pieces."""
    return plain(text).replace(" ", "")


def area(line: Text) -> Box:
    """The box that the letters of a line take (small letters and what hangs under them)."""
    high, low = line.size_pt * PT_MM * 0.52, line.size_pt * PT_MM * DESCENT * 0.6
    if line.turned:
        return Box(line.x - line.width, line.y - low, line.width, high + low)
    return Box(line.x, line.y - high, line.width, high + low)


@pytest.fixture(scope="module", params=making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def fronts(request):
    """Each card of a shipped circuit with its front, and the box where that is cut."""
    circuit = read(request.param).circuit
    assert circuit is not None
    made, t = assemble(circuit, Preset()), load_catalog(circuit.language)
    press = DeckContext(open_dossier(made, t), colours_of(made.preset), t)
    units = [unit(card, press) for card in write(made, t).printed]
    return [(each.card, each.front.groups[0], TWO if each.double else CUT) for each in units]


def test_a_stated_text_stands_or_the_card_sends_to_the_whole(fronts):
    for card, group, _ in fronts:
        read_here = said(group)
        rows = [row.value for row in (*card.rows, *card.notes) if row.state in (State.STATED, State.GAME)]
        texts = [card.title, card.text, card.heading, *card.bullets, *rows, card.answer]
        lacking = [text for text in texts if solid(text) not in solid(read_here)]
        assert not lacking or MORE in read_here, (card.name, lacking)
    sent = sum(MORE in said(group) for _, group, _ in fronts)
    assert sent <= 3  # of some hundred: the double cards hold what a single one does not, danger first on two of them


def test_words_keep_their_size_and_their_place(fronts):
    for card, group, cut in fronts:
        cell = cut.inset(INSET)
        for line in lines(group):
            assert line.size_pt >= FLOOR
            assert cell.contains(area(line)), (card.name, line.content)
        for one, other in combinations(lines(group), 2):
            assert not area(one).overlaps(area(other), slack=0.05), (card.name, one.content, other.content)


def test_a_number_to_call_is_never_dropped(fronts):
    for card, group, _ in fronts:
        read_here = said(group).replace(" ", "")
        numbers = [row.value for row in card.rows if row.state is State.STATED and row.key in ("call", "emergency")]
        numbers += [found[0] for row in card.rows for found in NUMBER.finditer(row.brief or row.value)]
        assert all(plain(number).replace(" ", "") in read_here for number in numbers), card.name


def test_the_rule_of_the_game_is_kept_and_stands_last(fronts):
    for card, group, cut in fronts:
        for game in (row for row in card.rows if row.state is State.GAME):
            assert plain(game.value) in said(group), card.name
            labels = {row.label for row in card.rows}
            told = [line for line in lines(group) if line.content in labels]
            last = max(told, key=lambda line: (cut is TWO and line.x > cut.centre.x, line.y))
            assert last.content == game.label, card.name


def test_an_urgency_card_says_the_number_before_anything_else():
    deck = making.deck(
        shortcuts=[
            {
                "id": "u",
                "title": "Eau",
                "from": "s1",
                "to": "s3",
                "call": "0 800 47 33 33",
                "hours": "24 h sur 24",
                "criteria": ["Une grosse fuite"],
            }
        ]
    )
    card = next(card for card in deck.cards if card.kind is Kind.SHORTCUT)
    order = [line.content for line in sorted(lines(front(card, PRESS, CUT)), key=lambda line: line.y)]
    assert (
        order.index("0 800 47 33 33") < order.index("24 h sur 24") < order.index("suite\u00a0: circuit en entier")
    )  # the rest: a double card
    assert order.index("danger pour la vie") < order.index("numéro à appeler")


def one_card(**changes):
    return replace(making.deck().cards[0], **changes)


word = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Z"]), min_size=1, max_size=40)
long = st.lists(word, max_size=120).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(
    title=long,
    text=long,
    bullets=st.lists(long, max_size=12),
    values=st.lists(long, max_size=12),
    answer=long,
    who=long,
)
def test_no_text_is_long_enough_to_leave_its_card(title, text, bullets, values, answer, who):
    rows = tuple(Row(key, "qui", value) for key, value in zip("abcdefghijkl", values, strict=False))
    game = Row("game", "au jeu", "Prendre un œuf", State.GAME)
    card = one_card(
        title=title, text=text, bullets=tuple(bullets), rows=(*rows, game), answer=answer, second=who, provenance=who
    )
    for made, cut in ((single_front(card, PRESS, CUT), CUT), (double_front(card, PRESS, TWO), TWO)):
        for line in lines(made.group):
            assert cut.inset(INSET).contains(area(line), slack=0.05), line.content
        assert made.is_complete or MORE in said(made.group)
        assert not made.is_complete or all(len(each) < 1500 for each in (text, *values))


def test_no_word_of_a_double_card_stands_on_its_fold(fronts):
    for card, group, cut in (each for each in fronts if each[2] is TWO):
        assert not [line.content for line in lines(group) if line.x < cut.centre.x < line.x + line.width], card.name
        assert len([mark for mark in group.marks if getattr(mark, "kind", "") == "fold"]) == 2


def test_a_card_is_double_only_where_a_single_one_would_not_hold_it():
    short, long_text = one_card(), one_card(text="mot " * 80)
    assert not unit(short, PRESS).double
    made = unit(long_text, PRESS)
    assert made.double
    assert plain(long_text.text) in said(made.front.groups[0])
    assert made.back == unit(short, PRESS).back  # folded, it looks like any other


def test_what_is_cut_is_cut_after_a_whole_word():
    text = "mot " * 400
    read_here = [line.content for line in lines(front(one_card(text=text), PRESS, CUT))]
    cut = next(line for line in read_here if line.endswith("…"))
    assert set(cut.removesuffix("…").split()) == {"mot"}


def test_a_hash_tells_the_words_and_not_the_stamp():
    card = one_card()
    assert card_hash(card) == card_hash(replace(card, step="other", printed=False))
    assert card_hash(card) != card_hash(replace(card, title="Autre"))
    assert card_hash(card) != card_hash(replace(card, rows=()))


def test_an_idea_has_a_dashed_band_and_goose():
    deck = making.deck(practices=[{"id": "p", "title": "Un carnet", "at": "s1", "adopted": False}])
    card = next(card for card in deck.cards if card.kind is Kind.PRACTICE)
    group = front(card, PRESS, CUT)
    assert "goose-dashed" in {getattr(mark, "name", "") for mark in group.marks}
    assert any(getattr(mark, "dash", "") and getattr(mark, "stroke_mm", 0) == 0.8 for mark in group.marks)


def test_the_two_faces_coincide():
    outline = rounded_path(CUT.inset(INSET), (4.0,) * 4)
    for card in making.deck().printed:
        for side in (front(card, PRESS, CUT), back(card, PRESS, CUT)):
            edges = [mark for mark in side.marks if isinstance(mark, Shape) and mark.path == outline and mark.stroke_mm]
            assert [edge.stroke_mm for edge in edges] == [0.8]


def test_the_pile_has_one_back():
    deck = making.deck(
        questions=[{"id": "q", "title": "Qui ?"}],
        facts=[{"id": "f", "title": "Un fait"}],
        recourse=[{"id": "r", "title": "Un recours"}],
    )
    assert len({back(card, PRESS, CUT) for card in deck.pile}) == 1


def test_black_ink_alone_is_enough():
    made = making.board(rules=making.preset(ink=Ink.SAVER))
    saver = DeckContext(PRESS.dossier, colours_of(made.preset), load_catalog("fr"))
    for card in making.deck().printed:
        fills = {mark.fill for mark in lines(front(card, saver, CUT))}
        assert fills <= {"#000000", "#20223F", "#FFFFFF"}  # dark is printed black
