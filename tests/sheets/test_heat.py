"""The heat map: every square once, tinted by its share, its figures legible in colour and in grey, all on the sheet."""

import itertools

import pytest

from jeu_oie.board import SHEET, lay_out
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.ink import INK, READABLE, WHITE, contrast, luminance
from jeu_oie.draw.marks import cap
from jeu_oie.draw.scene import Shape, Text
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.messages import load_catalog
from jeu_oie.sheets.overlay import RAMP, heat, tint
from tests.game import making

PATHS = [path for path in making.SHIPPED if path.parent.name in {"opac-38", "sdh"}]


@pytest.fixture(scope="module", params=itertools.product(PATHS, ("auto", "63")))
def drawn(request):
    """A board, the chances given for its squares, its heat map."""
    path, size = request.param
    board = assemble(making.shipped(path), making.preset(squares=size))
    spoken = load_catalog(board.circuit.language)
    layout = lay_out(board, write(board, spoken), open_dossier(board, spoken), spoken)
    sides = [square.name for side in board.side_tracks for square in side.squares]
    names = [str(square.number) for square in board.squares] + sides
    visits = {name: rank / (len(names) - 1) for rank, name in enumerate(names)}
    return layout, visits, heat(layout, visits, spoken, colours_of(board.preset))


def areas(scene):
    for mark in (mark for group in scene.groups for mark in group.marks if isinstance(mark, Text)):
        yield mark, Box(mark.x, mark.y - cap(mark.size_pt), mark.width, cap(mark.size_pt))


def test_every_square_once_with_its_tint_and_its_figure(drawn):
    _, visits, scene = drawn
    squares = {group.id: group for group in scene.groups if group.kind == "square"}
    assert list(squares) == [f"case-{name}" for name in visits]
    for name, chance in visits.items():
        marks = squares[f"case-{name}"].marks
        assert next(mark.fill for mark in marks if isinstance(mark, Shape)) == tint(round(100 * chance))
        said = [mark.content.replace("\u00a0", " ").replace("\u202f", " ") for mark in marks if isinstance(mark, Text)]
        assert said == [name, f"{round(100 * chance)} %"]


def test_figures_are_large_and_legible(drawn):
    for group in (each for each in drawn[2].groups if each.kind == "square"):
        cell, disc = (mark for mark in group.marks if isinstance(mark, Shape))
        name, figure = (mark for mark in group.marks if isinstance(mark, Text))
        assert contrast(name.fill, disc.fill) >= READABLE
        assert contrast(figure.fill, cell.fill) >= READABLE
        assert figure.bold and figure.size_pt >= 14


def test_no_word_covers_another_or_leaves_the_sheet(drawn):
    boxes = [box for _, box in areas(drawn[2])]
    assert all(SHEET.contains(box) for box in boxes)
    assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].overlaps(pair[1])]


def test_the_centre_holds_its_words_and_side_squares(drawn):
    layout, _, scene = drawn
    cells = [cell.box for cell in layout.track.cells]
    for mark, box in areas(scene):
        inside = [cell for cell in cells if cell.overlaps(box)]
        assert all(cell.contains(box) for cell in inside), mark.content


def test_the_ramp_reads_in_grey():
    assert len(RAMP) >= 5
    lights = [luminance(colour) for colour in RAMP]
    assert lights == sorted(lights, reverse=True)
    assert all(contrast(one, other) >= 1.2 for one, other in itertools.pairwise(RAMP))
    assert all(max(contrast(WHITE, colour), contrast(INK, colour)) >= READABLE for colour in RAMP)


@pytest.mark.parametrize("share, step", [(0, 0), (19, 0), (20, 1), (39, 2), (40, 3), (79, 5), (80, 6), (100, 6)])
def test_each_share_has_its_step(share, step):
    assert tint(share) == RAMP[step]
