"""The files of cards: front and back coincide in the PDF's own geometry, whatever the edge, the shift and the size."""

import io
import re
import subprocess
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from bench.differ import frames, letters
from jeu_oie.circuit.read import read
from jeu_oie.game.preset import Preset
from jeu_oie.kit import Options, plan
from jeu_oie.kit.printing import ShopCards, duplex_cards, folded_cards
from jeu_oie.print.look import Flip
from tests.chosen import chosen

INSET = 5.0  # mm from a cut to the outline of its card
SMALL = Path(__file__).parent / "small.yaml"
# Every two of size, edge and shift meet.
VARIANTS = {
    "long": (False, Flip.LONG, (0.0, 0.0)),
    "short-shifted": (False, Flip.SHORT, (-2.25, 1.75)),
    "large-long-shifted": (True, Flip.LONG, (1.5, -0.5)),
    "large-short": (True, Flip.SHORT, (0.0, 0.0)),
}


@cache
def drawn(large):
    circuit = read(SMALL).circuit
    assert circuit is not None
    return plan(circuit, Preset(large=large))


def asked(variant):
    large, flip, shift_mm = VARIANTS[variant]
    return drawn(large), Options(flip=flip, shift_mm=shift_mm)


@cache
def whole(variant):
    return duplex_cards(*asked(variant)).pdf()


@cache
def made(variant):
    shop = {Path(name).stem: data for name, data in ShopCards("", *asked(variant)).files().items()}
    return {"cards": whole(variant), "cards-fold": folded_cards(*asked(variant)).pdf(), **shop}


@pytest.fixture(scope="module", params=chosen(VARIANTS, ("short-shifted",)))
def variant(request):
    return VARIANTS[request.param], made(request.param)


def card_size(*, large):
    """Of a card's outline, in mm."""
    scale = 105 / 74.25 if large else 1
    return (74.25 - 2 * INSET) * scale, (105 - 2 * INSET) * scale


@pytest.mark.parametrize("name", chosen(VARIANTS, ("short-shifted",)))
def test_front_and_back_of_each_card_coincide_to_a_hundredth_of_a_millimetre(name):
    large, flip, shift = VARIANTS[name]
    size = card_size(large=large)
    with pikepdf.open(io.BytesIO(whole(name))) as document:
        pages = list(document.pages)
        assert len(pages) % 2 == 0
        for front, back in zip(pages[::2], pages[1::2], strict=True):
            apart = frames.misregistered(front, back, *size, long_edge=flip is Flip.LONG, shift=shift)
            assert apart <= 0.01
        assert sum(len(frames.outlines(page, *size)) for page in pages[::2]) > 8


@pytest.mark.slow
def test_folded_front_and_back_coincide():
    with pikepdf.open(io.BytesIO(made("short-shifted")["cards-fold"])) as document:
        for page in document.pages:
            boxes = frames.outlines(page, *card_size(large=False))
            fronts = sorted(box for box in boxes if box[3] < 105)
            backs = sorted((left, 210 - bottom, right, 210 - top) for left, top, right, bottom in boxes if top > 105)
            assert len(fronts) == len(backs) > 0
            assert max(frames.off(one, other) for one, other in zip(fronts, backs, strict=True)) <= 0.01


def test_the_ruler_measures_fifty_millimetres_in_every_file(variant):
    (large, *_), files = variant
    for name in ("cards", "cards-fold", "cards-fronts"):
        with pikepdf.open(io.BytesIO(files[name])) as document:
            found = set(frames.strokes(document.pages[0]))
        ends = [
            box
            for box, width in found
            if box[2] - box[0] < 0.001 and abs(box[3] - box[1] - 5 * (1.41414 if large else 1)) < 0.01
        ]
        left, right = sorted({round(box[0], 4) for box in ends})
        assert right - left == pytest.approx(50.00, abs=0.005)


def test_each_file_says_how_it_is_printed(variant):
    (_, flip, _), files = variant
    wanted = {"cards": f"/DuplexFlip{flip.capitalize()}Edge"}
    for name, data in files.items():
        with pikepdf.open(io.BytesIO(data)) as document:
            told = document.Root.ViewerPreferences
            assert told.PrintScaling == "/None"
            assert str(told.get("/Duplex", "")) == wanted.get(name, "")
            large = variant[0][0]
            size = tuple(round(float(v) / frames.MM) for v in document.pages[0].MediaBox[2:])
            assert size == ((210, 297) if large else (297, 210))


def test_fronts_and_backs_alone_are_the_pages_of_the_whole():
    files = made("short-shifted")
    whole = said(files["cards"]).split("\f")
    assert said(files["cards-fronts"]).split("\f")[:-1] == whole[:-1:2]
    assert said(files["cards-backs"]).split("\f")[:-1] == whole[1::2]


def test_no_file_has_words_under_twelve_points_but_a_stamp_or_fourteen_in_large_print(variant):
    (large, *_), files = variant
    for name in ("cards", "cards-fold"):
        sizes = {round(letter.size, 2) for page in letters.pages(files[name]) for letter in page.letters}
        assert {size for size in sizes if size < (14 if large else 12) - 0.02} == (set() if large else {9.0})


def test_every_word_can_be_searched():
    found = re.sub(r"\s+", " ", said(made("short-shifted")["cards"]))
    assert 0 < found.count("Planche ") == found.replace("\u00a0", " ").count("circuit en entier")


def said(document):
    return subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=document, capture_output=True, check=True
    ).stdout.decode()
