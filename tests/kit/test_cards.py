"""The files of cards: front and back coincide in the PDF's own geometry, whatever the edge, the shift and the size."""

import io
import re
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from jeu_oie.circuit.read import read
from jeu_oie.game.preset import Preset
from jeu_oie.kit import Options, plan
from jeu_oie.kit.printing import duplex_cards, folded_cards, shop_cards
from jeu_oie.sheets.card_frame import INSET
from jeu_oie.sheets.imposition import Flip

pytestmark = pytest.mark.usefixtures("few_games")
MM = 72 / 25.4
SMALL = Path(__file__).parent / "small.yaml"
OUTLINE_MM = 0.8
STROKING = ("S", "s", "B", "b", "B*", "b*")
PAINTING = (*STROKING, "f", "f*", "n")
VARIANTS = {
    "long": (False, Flip.LONG, (0.0, 0.0)),
    "short": (False, Flip.SHORT, (0.0, 0.0)),
    "long-shifted": (False, Flip.LONG, (1.5, -0.5)),
    "short-shifted": (False, Flip.SHORT, (-2.25, 1.75)),
    "large-long": (True, Flip.LONG, (0.0, 0.0)),
    "large-short": (True, Flip.SHORT, (1.0, 2.0)),
}


def made(large=False, flip=Flip.LONG, shift_mm=(0.0, 0.0), source=SMALL):
    circuit = read(source).circuit
    assert circuit is not None
    drawn = plan(circuit, Preset(large=large))
    options = Options(flip=flip, shift_mm=shift_mm)
    whole = {each.name: each.pdf() for each in (duplex_cards(drawn, options), folded_cards(drawn, options))}
    return whole | {Path(name).stem: data for name, data in shop_cards("", drawn, options).files().items()}


@pytest.fixture(scope="module", params=list(VARIANTS))
def variant(request):
    return VARIANTS[request.param], made(*VARIANTS[request.param])


def operations(content):
    """Numbers and name of each operator; of « Do », the name of what it shows."""
    for each in pikepdf.parse_content_stream(content):
        shown = str(each.operands[0]) if str(each.operator) == "Do" else ""
        operands: list[Any] = [] if shown else list(each.operands)
        numbers = [float(v) for v in operands if not isinstance(v, pikepdf.Object)]
        yield numbers, str(each.operator), shown


def shown_in(owner, name, here):
    """A form that is shown, and the matrix over it; nothing where it is a picture."""
    form = owner.Resources.XObject[name]
    if form.Subtype == "/Form":
        yield form, (pikepdf.Matrix(form.Matrix) @ here if "/Matrix" in form else here)


def strokes(page):
    """(left, top, right, bottom) in mm of every stroked path of a page, and the width of its line, forms included."""
    height = float(page.MediaBox[3])
    for box, width in walked(page, page.obj, pikepdf.Matrix()):
        left, low, right, high = box
        yield (left / MM, (height - high) / MM, right / MM, (height - low) / MM), width / MM


def walked(content, owner, start):
    stack, here, width = [], start, 1.0
    ink: list[tuple[float, float]] = []
    at = (0.0, 0.0)
    for values, name, shown in operations(content):
        if name == "q":
            stack.append((here, width))
        elif name == "Q":
            here, width = stack.pop()
        elif name == "cm":
            here = pikepdf.Matrix(*values) @ here
        elif name == "w":
            width = values[0]
        elif name in ("m", "l", "c"):
            end = (values[-2], values[-1])
            ink += [] if name == "m" else [here.transform(at), here.transform(end)]
            at = end
        elif name == "Do":
            for form, inside in shown_in(owner, shown, here):
                yield from walked(form, form, inside)
        elif name in PAINTING:
            if name in STROKING and ink:
                xs, ys = zip(*ink, strict=True)
                yield (min(xs), min(ys), max(xs), max(ys)), width * size_of(here)
            ink = []


def size_of(matrix):
    return abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5


def outlines(page, scale):
    """The outlines of the cards of a page."""
    wide = 74.25 * scale - 2 * INSET * scale
    return sorted(
        box
        for box, width in set(strokes(page))
        if abs(width - OUTLINE_MM * scale) < 0.01 and box[2] - box[0] > wide - 0.5 and box[3] - box[1] > wide
    )


def turned(box, page, large, flip):
    """Where a box of the back is seen from the front."""
    width, height = (float(side) / MM for side in page.MediaBox[2:])
    left, top, right, bottom = box
    if (flip is Flip.LONG) != large:
        return left, height - bottom, right, height - top
    return width - right, top, width - left, bottom


def off(one, other):
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def test_front_and_back_of_each_card_coincide_to_a_hundredth_of_a_millimetre(variant):
    (large, flip, shift), files = variant
    scale = 105 / 74.25 if large else 1
    with pikepdf.open(io.BytesIO(files["cards"])) as document:
        pages = list(document.pages)
        assert len(pages) % 2 == 0
        seen = 0
        for front, back in zip(pages[::2], pages[1::2], strict=True):
            cells = outlines(front, scale)
            # The printer adds its shift, on the back's own page, to the right and down.
            printed = [tuple(v + shift[rank % 2] for rank, v in enumerate(box)) for box in outlines(back, scale)]
            behind = sorted(turned(box, back, large, flip) for box in printed)
            assert len(cells) == len(behind) > 0
            assert max(min(off(cell, other) for other in behind) for cell in cells) <= 0.01
            assert max(min(off(other, cell) for cell in cells) for other in behind) <= 0.01
            seen += len(cells)
        assert seen > 8


def test_the_walk_sees_a_back_that_is_off(variant):
    (large, flip, shift), files = variant
    scale = 105 / 74.25 if large else 1
    with pikepdf.open(io.BytesIO(files["cards"])) as document:
        front, back = document.pages[0], document.pages[1]
        (cell, *_), boxes = outlines(front, scale), outlines(back, scale)
        wrong = [turned(tuple(v + 0.02 + shift[r % 2] for r, v in enumerate(box)), back, large, flip) for box in boxes]
        assert min(off(cell, box) for box in wrong) > 0.01


def test_folded_front_and_back_coincide():
    with pikepdf.open(io.BytesIO(made()["cards-fold"])) as document:
        for page in document.pages:
            boxes = outlines(page, 1)
            fronts = sorted(box for box in boxes if box[3] < 105)
            backs = sorted((left, 210 - bottom, right, 210 - top) for left, top, right, bottom in boxes if top > 105)
            assert len(fronts) == len(backs) > 0
            assert max(off(one, other) for one, other in zip(fronts, backs, strict=True)) <= 0.01


def test_the_ruler_measures_fifty_millimetres_in_every_file(variant):
    (large, *_), files = variant
    for name in ("cards", "cards-fold", "cards-fronts"):
        with pikepdf.open(io.BytesIO(files[name])) as document:
            found = set(strokes(document.pages[0]))
        ends = [
            box
            for box, width in found
            if box[2] - box[0] < 0.001 and abs(box[3] - box[1] - 5 * (1.41414 if large else 1)) < 0.01
        ]
        left, right = sorted({round(box[0], 4) for box in ends})
        assert right - left == pytest.approx(50.00, abs=0.005)


def test_each_file_says_how_it_is_printed(variant):
    (_, flip, _), files = variant
    wanted = {"cards": f"/DuplexFlip{flip.capitalize()}Edge", "cards-fold": "/Simplex"}
    for name, data in files.items():
        with pikepdf.open(io.BytesIO(data)) as document:
            told = document.Root.ViewerPreferences
            assert told.PrintScaling == "/None"
            assert told.Duplex == wanted.get(name, "/Simplex")
            large = variant[0][0]
            size = tuple(round(float(v) / MM) for v in document.pages[0].MediaBox[2:])
            assert size == ((210, 297) if large else (297, 210))


def test_fronts_and_backs_alone_are_the_pages_of_the_whole():
    files = made()
    whole = said(files["cards"]).split("\f")
    assert said(files["cards-fronts"]).split("\f")[:-1] == whole[:-1:2]
    assert said(files["cards-backs"]).split("\f")[:-1] == whole[1::2]
    fronts, backs, both = (faces(files[name]) for name in ("cards-fronts", "cards-backs", "cards"))
    assert fronts > backs > 0
    assert fronts + backs == both


def faces(data):
    """How many faces of cards a file holds: drawings with words."""
    with pikepdf.open(io.BytesIO(data)) as document:
        forms = [each for each in document.objects if isinstance(each, pikepdf.Stream) and "/BBox" in each]
        return sum("/Font" in each.Resources for each in forms)


def test_no_file_has_words_under_ten_points_or_fourteen_in_large_print(variant):
    (large, *_), files = variant
    for name in ("cards", "cards-fold"):
        sizes = Counter(size for page in sizes_of(files[name]) for size in page)
        assert min(sizes) >= (14 if large else 10) - 0.01, sizes


def sizes_of(document):
    """The sizes of the letters of each page in pt: what the text matrix and those over it make of the font's size."""
    with pikepdf.open(io.BytesIO(document)) as opened:
        yield from (set(letters(page, page.obj, pikepdf.Matrix())) for page in opened.pages)


def letters(content, owner, start):
    stack, here, font, line = [], start, 0.0, pikepdf.Matrix()
    for values, name, shown in operations(content):
        if name == "q":
            stack.append(here)
        elif name == "Q":
            here = stack.pop()
        elif name == "cm":
            here = pikepdf.Matrix(*values) @ here
        elif name == "Tf":
            font = values[-1]
        elif name == "Tm":
            line = pikepdf.Matrix(*values)
        elif name in ("Tj", "TJ"):
            yield round(font * size_of(line @ here), 2)
        elif name == "Do":
            for form, inside in shown_in(owner, shown, here):
                yield from letters(form, form, inside)


def test_every_word_can_be_searched():
    found = re.sub(r"\s+", " ", said(made()["cards"]))
    assert "Planche" in found and "suite : circuit" not in found.replace("\u00a0", " ")


def test_the_same_cards_give_the_same_bytes():
    one, other = made(), made()
    assert all(a == b for a, b in pairwise([one, other]))


def said(document):
    return subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=document, capture_output=True, check=True
    ).stdout.decode()
