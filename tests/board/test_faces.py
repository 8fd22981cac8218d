"""Squares and centre of the shipped boards: what stands where, how large, and that nothing lies upon anything."""

from functools import cache
from itertools import combinations

import pytest

from jeu_oie.board import lay_out
from jeu_oie.board.cell import RED_MM, measures
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.marks import box_of, cap
from jeu_oie.draw.scene import Group, Icon, Shape, Text
from jeu_oie.game.assembly import assemble
from jeu_oie.game.calls import SquareCall
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import Preset
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog
from tests.chosen import chosen, named
from tests.game import making
from tests.game.answers.making import PLUMBER, TWO_NUMBERS

PAGE = "https://example.org/jeu"
SHIPPED = pytest.mark.parametrize("path", making.SHIPPED, ids=named)


def drawn_twice(name, usual, other):
    """Each shipped board as usual; those of few in the other way too, of all in ``script/test --all``."""
    pairs = [(path, value) for value in (usual, other) for path in making.SHIPPED]
    often = [(path, value) for path, value in pairs if value == usual or path in making.FEW]
    return pytest.mark.parametrize(f"path, {name}", chosen(pairs, often), ids=named)


PRINTS = drawn_twice("large", usual=False, other=True)
PAGES = drawn_twice("page", usual=None, other=PAGE)
DOTS = "0.5 1.3"  # of the lines that people write on


@cache
def drawn(path, page=None, **preset):
    circuit = making.shipped(path)
    words = load_catalog(circuit.language)
    board = assemble(circuit, Preset.model_validate(preset))
    deck = write(board, words)
    return board, deck, lay_out(board, deck, open_dossier(board, words), words, page)


def squares(layout):
    return {dict(group.data)["number"]: group for group in layout.scene.groups if group.kind == "square"}


def inked(group):
    """Each line of text as its capitals stand."""
    texts = [mark for mark in group.marks if isinstance(mark, Text)]
    return [(text, Box(text.x, text.y - cap(text.size_pt), text.width, cap(text.size_pt))) for text in texts]


def upon(group):
    """Lines of text that lie upon each other or upon a pictogram, but for the number at the corner of the house."""
    boxes = [(text.content, box) for text, box in inked(group)]
    icons = [mark for mark in group.marks if isinstance(mark, Icon) and not mark.name.startswith(("house", "thing-"))]
    boxes += [(mark.name, mark.box.inset(0.4)) for mark in icons]
    return [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)]


def test_the_guard_sees_a_word_on_a_word():
    words = (
        Text(0, 10, "a", 12, bold=False, fill="#000", width=9),
        Text(5, 11, "b", 12, bold=False, fill="#000", width=9),
    )
    assert upon(Group(words)) == [("a", "b")]


@PRINTS
def test_words_keep_to_their_square_and_lie_upon_nothing(path, large):
    _, _, layout = drawn(path, large=large)
    for cell in layout.track.cells:
        group = squares(layout)[str(cell.number)]
        assert [text.content for text, box in inked(group) if not cell.box.inset(0.6).contains(box)] == []
        assert upon(group) == []
    least = measures(36, large=large).least
    assert min(text.size_pt for text in layout.scene.texts()) >= least


@PAGES
def test_shipped_boards_say_all_and_draw_every_detour(path, page):
    """The centre holds two side tracks; a third is told on its cards (game.md, « The drawing »)."""
    board, _, layout = drawn(path, page)
    assert layout.cuts == ()
    assert len(layout.undrawn) <= max(0, len(board.circuit.detours) - 2)


@SHIPPED
def test_an_egg_a_box_to_tick_and_a_field_stand_exactly_where_the_square_has_them(path):
    _, deck, layout = drawn(path)
    for card in on_board(deck, layout):
        group, face = squares(layout)[card.name], card.face
        eggs = [mark for mark in group.marks if isinstance(mark, Icon) and mark.name == "egg"]
        ticks = [mark for mark in group.marks if isinstance(mark, Shape) and mark.stroke_mm == 0.7]
        ticked = [mark for mark in group.marks if isinstance(mark, Icon) and mark.name == "shown"]
        lines = [mark for mark in group.marks if isinstance(mark, Shape) and mark.dash == DOTS]
        assert (len(eggs), len(ticks), len(ticked)) == (int(face.egg), int(face.tick), int(face.ticked)), card.name
        assert bool(lines) is face.writes, card.name


@SHIPPED
def test_a_red_frame_and_the_turns_stand_exactly_on_what_blocks(path):
    _, deck, layout = drawn(path)
    for card in on_board(deck, layout):
        group = squares(layout)[card.name]
        frames = [mark for mark in group.marks if isinstance(mark, Shape) and mark.stroke_mm == RED_MM]
        assert len(frames) == int(card.face.red), card.name
        assert (card.face.turns_said.replace("\u00a0", " ") in said_in(group)) or not card.face.turns, card.name


@SHIPPED
def test_each_square_says_its_line_word_for_word(path):
    """Those of the side tracks all or none: where the centre has no room for it, card and sheet say it."""
    board, deck, layout = drawn(path)
    told = {
        card.name: card.face.line.replace("\u00a0", " ") in " ".join(said_in(squares(layout)[card.name]))
        for card in on_board(deck, layout)
    }
    road = {square.name for square in board.squares}
    assert [name for name, says in told.items() if name in road and not says] == [] or len(road) > 42
    assert len({says for name, says in told.items() if name not in road}) <= 1


@SHIPPED
def test_what_no_landlord_says_bears_for_whom_it_holds(path):
    _, deck, layout = drawn(path)
    for card in on_board(deck, layout):
        if card.face.common and card.face.turns < 2:
            assert card.face.common.replace("\u00a0", " ") in " ".join(said_in(squares(layout)[card.name])), card.name


def on_board(deck, layout):
    """The cards whose squares are drawn."""
    return [card for card in deck.cards if card.name in squares(layout)]


def said_in(group):
    return [mark.content.replace("\u00a0", " ") for mark in group.marks if isinstance(mark, Text)]


def written_on(group):
    """Where the landlord's number is written on a square that has none."""
    return [mark for mark in group.marks if isinstance(mark, Shape) and mark.dash == "0.5 1.2"]


@PRINTS
def test_the_first_square_and_each_urgent_one_say_whom_to_call(path, large):
    """The landlord's number, never one of danger in its place; where nobody has found it, a line to write it on."""
    board, deck, layout = drawn(path, large=large)
    dangers = {each.call or "" for each in FactFormatter(board, load_catalog("fr")).numbers}
    for card in deck.cards:
        if card.kind not in ("start", "shortcut"):
            continue
        call, group = card.face.call, squares(layout)[card.name]
        assert call, card.name
        said = [mark for mark in group.marks if isinstance(mark, Text) and mark.content == call.number]
        assert [text.size_pt >= 10 and text.bold for text in said] == [True] * bool(call.number), card.name
        if card.kind == "start":
            assert not dangers & {*said_in(group)}
        if not large:
            assert len(written_on(group)) == int(bool(call.line)), card.name


def test_an_urgency_of_neighbours_that_is_a_danger_has_its_own_number():
    calls = {
        card.face.call.number
        for path in making.SHIPPED
        if path.stem == "neighbours"
        for card in drawn(path)[1].cards
        if card.kind == "shortcut"
    }
    assert calls == {"17"}


def test_a_number_that_is_to_be_verified_stands_on_no_square():
    _, deck, layout = drawn(making.CIRCUITS / "oph-31" / "repairs.yaml")
    assert deck.cards[0].face.call == SquareCall(line=load_catalog("fr")("board.own"))
    assert "05 62 73 56 00" not in " ".join(" ".join(said_in(group)) for group in squares(layout).values())


def test_a_board_has_both_numbers_and_the_one_by_day_on_its_first_square():
    _, deck, layout = drawn(TWO_NUMBERS)
    assert deck.cards[0].face.call == SquareCall("13 70", "de 9 h à 17 h")
    urgent = next(card.face.call for card in deck.cards if card.kind == "shortcut")
    assert urgent == SquareCall("13 70 · 16 61", "de 9 h à 17 h · le soir et le week-end")
    centre = next(group for group in layout.scene.groups if group.id == "danger")
    assert {"13 70", "16 61"} <= {*said_in(centre)}


def test_a_board_about_neighbours_has_no_plumber():
    _, _, layout = drawn(PLUMBER)
    assert "04 65 71 00 44" not in " ".join(" ".join(said_in(group)) for group in layout.scene.groups)


@SHIPPED
def test_the_legend_is_read_from_a_chair_and_the_numbers_of_danger_too(path):
    _, _, layout = drawn(path)
    groups = {group.id: group for group in layout.scene.groups}
    legend = [text.size_pt for text, _ in inked(groups["legend"])]
    assert min(legend) >= 11 and len(legend) == 6  # three signs, a word and a meaning each
    assert min(text.size_pt for text, _ in inked(groups["danger"]) if text.content.isdigit()) >= 14


USUAL = {18: 18, 20: 18}  # pt of a title, by the squares of a board; 14 up to 42


@PAGES
def test_the_centre_has_its_goose_and_the_name_of_the_game_large(path, page):
    """A QR code takes room of the name, none of the goose; side tracks of the last board left 18 pt."""
    groups = {group.id: group for group in drawn(path, page)[-1].scene.groups}
    (goose,) = groups["goose"].marks
    assert isinstance(goose, Icon)
    assert min(goose.box.w, goose.box.h) >= 24
    assert max(text.size_pt for text, _ in inked(groups["title"])) >= (18 if page else 24)


@SHIPPED
def test_titles_are_large(path):
    """A sentence that a square says whole, whom to call and a picture make theirs smaller."""
    board, deck, layout = drawn(path)
    usual, groups = USUAL.get(len(board.squares), 14), squares(layout)
    road = {square.name for square in board.squares}
    titled = [card for card in deck.cards if card.name in road and not (card.face.text or card.face.call)]
    titled = [card for card in titled if card.kind not in (Kind.SAY, Kind.TIME) and card.face.turns < 2]
    sizes = {card.name: largest_of(groups[card.name], card.face) for card in titled}
    low = [name for name, size in sizes.items() if size < usual]
    narrow = len(board.squares) > 32  # 46 mm and less
    assert len(low) <= (0.15 if narrow else 0.06) * len(board.squares), sizes
    assert min(sizes.values()) >= 12, sizes


def largest_of(group, face):
    """The size of a square's title: the largest of its lines under the band."""
    words = {word for title in (face.title, face.title_short) for word in title.replace("\u00a0", " ").split()}
    found = [mark for mark in group.marks if isinstance(mark, Text)]
    return max(mark.size_pt for mark in found if set(mark.content.replace("\u00a0", " ").split()) <= words)


@SHIPPED
def test_a_delay_stands_whole_in_its_square(path):
    _, deck, layout = drawn(path)
    for card in deck.cards:
        if card.kind == "time":
            said = " ".join(mark.content for mark in squares(layout)[card.name].marks if isinstance(mark, Text))
            assert card.face.title.replace("\u00a0", " ") in said.replace("\u00a0", " ")


@SHIPPED
def test_the_centre_holds_every_number_of_danger_and_nothing_lies_on_anything(path):
    board, _, layout = drawn(path)
    groups = {group.id: group for group in layout.scene.groups if group.id in ("title", "danger", "legend")}
    said = {text.content for text, _ in inked(groups["danger"])}
    assert {each.call or "" for each in FactFormatter(board, load_catalog("fr")).numbers} <= said
    assert [upon(group) for group in groups.values()] == [[], [], []]
    around = [(name, [box_of(mark) for mark in group.marks]) for name, group in groups.items()]
    for (_, one), (_, other) in combinations(around, 2):
        assert not any(a.overlaps(b) for a in one for b in other)


@pytest.mark.parametrize("count, first", [(18, 18), (20, 18), (24, 14), (42, 14), (48, 12), (63, 12)])
def test_titles_are_tried_at_their_usual_sizes_first(count, first):
    sizes = measures(count)
    assert min(sizes.titles) >= first
    assert min(sizes.smaller) >= 9


def test_a_telephone_of_the_landlord_s_file_stands_on_the_first_square_and_among_the_numbers_of_danger():
    phone = {"kind": "phone", "value": "04 76 00 00 00", "hours": "8 h à 18 h", "for": "repairs"}
    landlord = making.circuit(landlord={"name": "Bailleur d’essai", "contacts": [phone]}).landlord
    path = making.CIRCUITS / "actis" / "repairs.yaml"
    circuit = making.shipped(path)
    planted = circuit.landlord.model_copy(update={"contacts": landlord.contacts})
    words = load_catalog("fr")
    board = assemble(circuit.model_copy(update={"landlord": planted}), Preset())
    deck = write(board, words)
    layout = lay_out(board, deck, open_dossier(board, words), words, None)
    first = " ".join(text.content for text, _ in inked(squares(layout)["1"])).replace("\u00a0", " ")
    assert "04 76 00 00 00" in first and "8 h à 18 h" in first
    assert "Mon bailleur :" not in first
    elsewhere = [text.content for group in layout.scene.groups if group.kind != "square" for text, _ in inked(group)]
    said = " ".join(elsewhere).replace("\u00a0", " ")
    assert "Numéro du bailleur" in said and "8 h à 18 h" in said
