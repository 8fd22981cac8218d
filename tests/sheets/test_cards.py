"""Cards: what they say stands whole, or they send to the circuit in full; nothing leaves its card or its size."""

import re
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jeu_oie.circuit.read import read
from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import DRAFT
from jeu_oie.draw.scene import Group, Icon, Shape, Text, bounds
from jeu_oie.draw.text import DESCENT, NUMBER, PT_MM
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.guidance import shorten_gestures
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.kinds.rows import ROWS, row_icon
from jeu_oie.game.preset import Ink, Preset
from jeu_oie.game.wording import Row, State
from jeu_oie.messages import load_catalog
from jeu_oie.sheets.card import unit
from jeu_oie.sheets.card_back import back, back_of
from jeu_oie.sheets.card_face import card_hash
from jeu_oie.sheets.card_face import front as draw_front
from jeu_oie.sheets.card_fit import chosen_rows, picture_of, stated_rows
from jeu_oie.sheets.card_frame import INSET, DeckContext, pictogram_of, tells_all
from tests.game import making

CUT = Box(0, 0, 74.25, 105)
FLOOR = 10  # pt; large print is √2 of it, 14 pt
READ = 12  # pt, but for the foot, and 11.5 for what stands upside down
SENDS = "circuit en entier"


def press_of(**parts):
    made = making.board(**parts)
    return DeckContext(open_dossier(made, load_catalog("fr")), colours_of(made.preset), load_catalog("fr"))


PRESS = press_of()


def front(card, press, cut):
    return draw_front(card, press, cut).group


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
    """Each card of a shipped circuit with its front."""
    circuit = read(request.param).circuit
    assert circuit is not None
    made, t = assemble(circuit, Preset()), load_catalog(circuit.language)
    press = DeckContext(open_dossier(made, t), colours_of(made.preset), t)
    return [(card, unit(card, press).front.groups[0], press) for card in write(made, t).printed]


def sends(group: Group) -> bool:
    """Whether the card ends with « suite : circuit en entier »."""
    return SENDS in said(group)


def reasons(card):
    """The sentences of an answer behind the letter and its words, which stand over it."""
    right = next((each for each in card.bullets if card.answer.startswith(f"Réponse {each}")), "")
    return card.answer.removeprefix(f"Réponse {right}").strip(" .")


def test_a_stated_text_stands_or_the_card_sends_to_the_whole(fronts):
    """A source of a row stands at the foot; of a problem delay and answer stand on other sheets."""
    for card, group, press in fronts:
        if card.sort == "problem" or sends(group):
            continue
        here = solid(said(group))
        rows = [row for row in (*card.rows, *card.notes) if row.state in (State.STATED, State.GAME)]
        texts = [card.title, card.meaning, card.text, card.heading, *(each[3:] for each in card.bullets)]
        texts += [row.value.removesuffix(f" ({row.origin})") for row in rows] + [reasons(card)]
        assert [text for text in texts if solid(text) not in here] == [], card.name
        assert tells_all(card, press, CUT.inset(INSET))


def test_words_keep_their_size_and_their_place(fronts):
    for card, group, _ in fronts:
        cell = CUT.inset(INSET)
        foot = max(line.y for line in lines(group)) - 9
        for line in lines(group):
            assert line.size_pt >= (11.5 if line.turned else READ if line.y < foot else FLOOR), line.content
            assert cell.contains(area(line)), (card.name, line.content)
        for one, other in combinations(lines(group), 2):
            assert not area(one).overlaps(area(other), slack=0.05), (card.name, one.content, other.content)


def test_no_box_covers_a_word(fronts):
    """Boxes are painted in order: a line that a later one covers would be lost in silence."""
    for card, group, _ in fronts:
        marks = list(group.marks)
        for rank, mark in enumerate(marks):
            if isinstance(mark, Text):
                covers = [each for each in marks[rank:] if isinstance(each, Shape) and each.fill != "none"]
                assert not [each for each in covers if bounds(each.path).overlaps(area(mark), slack=0.1)], (
                    card.name,
                    mark.content,
                )


def test_a_number_to_call_and_what_one_receives_are_never_dropped(fronts):
    for card, group, _ in fronts:
        here = solid(said(group))
        if card.sort == "problem":
            continue  # its first gestures: below
        held = [row.value for row in card.rows if row.state is State.STATED and row.key in ("call", "emergency")]
        held += [found[0] for row in card.rows for found in NUMBER.finditer(row.brief or row.value)]
        held += [row.bare for row in card.rows if row.key == "trace" and row.state is State.STATED]
        assert all(solid(each) in here for each in held), card.name


def test_nobody_reads_that_a_number_is_not_found(fronts):
    """A line to write it stands in its place; all other gaps of a card are one line."""
    for card, group, _ in fronts:
        here = plain(" ".join(line.content for line in lines(group)))
        assert "pas trouvé :" not in here and not here.count("Personne n’a trouvé") > 1, card.name
        calls = [row for row in card.rows if row.key == "call" and row.state is State.MISSING]
        dotted = [mark for mark in group.marks if getattr(mark, "dash", "") == "0.3 1.1"]
        assert not calls or dotted, card.name


def test_the_rule_of_the_game_is_kept_and_stands_last(fronts):
    """Over the foot; with the answer of a quiz; a problem says in its band what to do with it."""
    for card, group, _ in fronts:
        for game in (row for row in card.rows if row.state is State.GAME and card.sort != "problem"):
            here = [line for line in lines(group) if plain(game.value).startswith(plain(line.content))]
            assert solid(game.value) in solid(said(group)), card.name
            values = {row.value for row in card.rows}
            others = [line.y for line in lines(group) if line.content in values - {game.value} and not line.turned]
            assert not here or max(line.y for line in here) >= max(others, default=0), card.name


def test_the_body_never_shows_the_pictogram_of_the_band_again(fronts):
    for card, group, _ in fronts:
        shown = [mark.name.removesuffix(".flat") for mark in group.marks if isinstance(mark, Icon) and mark.box.w > 9]
        assert len(shown) == len(set(shown)) <= 2, card.name
        assert picture_of(card) != pictogram_of(card) or not picture_of(card)


def test_a_problem_says_aloud_what_its_team_ticks_and_first_gestures_in_red(fronts):
    for card, group, _ in (each for each in fronts if each[0].sort == "problem"):
        here = plain(said(group))
        ticked = ("rgent ?", "Qui paie ?", "bailleur", "locataire")
        assert [each in here for each in ticked] == [not card.danger] * len(ticked)
        assert ("Danger : toujours urgent" in here) == card.danger
        if card.bullets:
            first = plain(shorten_gestures(card.bullets)[0])
            assert not card.danger or plain(" ".join(shorten_gestures(card.bullets))[1:]) in here
            assert f"D’abord : {first[0].lower()}{first[1:]}" in here
            red = [mark for mark in group.marks if isinstance(mark, Shape) and mark.fill == DRAFT]
            assert len(red) == 1
        assert not any(row.value in here for row in card.rows if row.key == "delay")


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
                "source": "page",
            }
        ],
        sources={"page": {"title": "Page"}},
    )
    card = next(card for card in deck.cards if card.kind is Kind.SHORTCUT)
    order = [line.content for line in sorted(lines(front(card, PRESS, CUT)), key=lambda line: (line.y, line.x))]
    number = next(rank for rank, line in enumerate(order) if "0\u00a0800\u00a047" in line or "0 800 47" in line)
    danger = next(rank for rank, line in enumerate(order) if line.startswith("Danger"))
    assert danger < number < order.index("24 h sur 24") < order.index("C’est urgent si\u00a0:")


def test_a_first_gesture_of_an_urgency_is_never_dropped():
    """Where not all gestures of a danger fit, the last two stand: to leave, and whom to call."""
    gestures = [
        *(f"Je fais le geste {rank}, dans l’ordre et sans courir." for rank in range(5)),
        "Je sors.",
        "J’appelle le 112.",
    ]
    danger = {"id": "gas", "danger": "Odeur de gaz", "call": "112", "first": gestures}
    made = making.deck(
        landlord={"name": "B", "emergency": [danger]},
        shortcuts=[{"id": "u", "title": "Gaz", "from": "s1", "to": "s3", "criteria": ["Odeur de gaz", *["Autre"] * 9]}],
    )
    card = next(card for card in made.cards if card.kind is Kind.SHORTCUT)
    drawn = front(card, PRESS, CUT)
    here = solid(said(drawn))
    assert solid("Je sors. J’appelle le 112.") in here and sends(drawn)


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
    rows = tuple(Row(key, "qui", value) for key, value in zip(ROWS, values, strict=False))
    game = Row("game", "au jeu", "Prendre un œuf", State.GAME)
    card = one_card(
        title=title, text=text, bullets=tuple(bullets), rows=(*rows, game), answer=answer, second=who, provenance=who
    )
    made = draw_front(card, PRESS, CUT)
    for line in lines(made.group):
        assert CUT.inset(INSET).contains(area(line), slack=0.05), line.content
    assert made.is_complete or sends(made.group)
    assert not made.is_complete or all(len(each) < 1500 for each in (text, *values))


def test_rows_are_dropped_in_the_order_of_the_design():
    """What one receives and a number to call stay; then delay, where to turn, what to say."""
    rows = tuple(
        Row(key, key, value)
        for key, value in (
            ("delay", "2 jours"),
            ("trace", "un mail"),
            ("say", "« Bonjour »"),
            ("silent", "l’ADIL"),
            ("charge", "le bailleur"),
        )
    )
    card = one_card(rows=rows)
    kept = [[row.key for row in chosen_rows(card, most)] for most in (5, 2, 1, 0)]
    assert kept == [["delay", "trace", "say", "silent", "charge"], ["delay", "trace"], ["trace"], ["trace"]]
    assert len(stated_rows(card)) == 5
    known = Row("channels", "par où", "téléphone 01 02 03 04 05")
    assert [row.key for row in chosen_rows(one_card(rows=(*rows, known)), 0)] == ["trace", "channels"]


def test_a_long_text_keeps_its_first_sentence():
    card = one_card(text="Je garde une copie. " + "Et encore un mot de plus ici. " * 12)
    group = front(card, PRESS, CUT)
    assert "Je garde une copie." in said(group) and sends(group)


def test_what_is_cut_is_cut_after_a_whole_word():
    text = "mot " * 400
    read_here = [line.content for line in lines(front(one_card(text=text), PRESS, CUT))]
    cut = next(line for line in read_here if line.endswith("…"))
    assert set(cut.removesuffix("…").split()) == {"mot"}


def test_a_hash_tells_the_words_and_not_the_stamp():
    card = one_card()
    assert card_hash(card) == card_hash(replace(card, step="other", detailed=False))
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


def test_backs_spend_no_colour_and_each_pile_is_told_by_ground_pattern_and_picture():
    deck = making.deck(
        questions=[{"id": "q", "title": "Qui ?"}],
        problems=[{"id": "p", "title": "Fuite"}],
        recourse=[{"id": "r", "title": "Un recours", "at": "s1"}],
    )
    cards = {back_of(card, PRESS).name: card for card in deck.printed}
    assert {"problem", "draw", "step", "recourse", "start"} <= set(cards)
    looks = set()
    for card in cards.values():
        marks = back(card, PRESS, CUT).marks
        inks = {ink for mark in marks for ink in re.findall("#[0-9A-F]{6}", str(mark))}
        assert {ink for ink in inks if not ink[1:3] == ink[3:5] == ink[5:]} == set()
        assert all(mark.name.endswith(".grey") for mark in marks if isinstance(mark, Icon))
        ground, dress = marks[:2]
        assert isinstance(ground, Shape) and isinstance(dress, Shape)
        looks.add((ground.fill, dress.pattern, next(mark.name for mark in marks if isinstance(mark, Icon))))
    assert len(looks) == len(cards)


def test_a_row_has_the_pictogram_of_what_it_tells():
    assert row_icon(Row("trace", "ce que je reçois", "rien", State.NOTHING)) == "egg-none"
    assert row_icon(Row("channels", "par où passer", "par lettre")) == "signpost"
