"""The calibration sheet: the number on the line is the printer's shift, whichever way it turns the sheet."""

import io
from functools import cache

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.differ import frames, ink, letters
from jeu_oie.kit.printing import calibration_file
from jeu_oie.messages import load_catalog
from jeu_oie.print.content.calibration import calibration
from jeu_oie.print.look import Flip

SHEETS = [(flip, large) for flip in Flip for large in (False, True)]
EACH = pytest.mark.parametrize("flip, large", SHEETS)
SHIFTS = tuple(each.shift for each in calibration(load_catalog("fr"), Flip.LONG, large=False).readings)
TICK = 4.6  # mm
LEAST = 0.01


@cache
def file(flip, large, language="fr"):
    return calibration_file(load_catalog(language), flip, large=large)


@cache
def lines(flip, large):
    """The strokes of each page that are upright, and those that are level: boxes in mm."""
    with pikepdf.open(io.BytesIO(file(flip, large))) as document:
        return [
            [
                sorted({box for box, _ in frames.strokes(page) if box[2 + way] - box[way] < LEAST}, key=length)
                for way in (0, 1)
            ]
            for page in document.pages
        ]


def length(box):
    return max(box[2] - box[0], box[3] - box[1])


def longest(boxes):
    """The long line of the front, apart from the ruler."""
    return boxes[-1]


def ticks(boxes):
    return [box for box in boxes if abs(length(box) - TICK) < LEAST]


def read_off(flip, large, shift):
    """What somebody reads on the back when the printer shifts it: the ticks that lie on the lines of the front."""
    front, back = lines(flip, large)
    paper = (210, 297) if large else (297, 210)
    found = []
    for way in (0, 1):
        line = frames.turned(longest(front[way]), paper, long_edge=flip is Flip.LONG)
        steps = sorted(ticks(back[way]), key=lambda box: box[1 - way])
        assert len(steps) == len(SHIFTS)
        # From one end to the other, ticks stand in the order of their numbers, which stand beside them.
        away = [abs(step[way] + shift[way] - line[way]) for step in steps]
        found.append(SHIFTS[away.index(min(away))])
    return tuple(found)


@given(st.sampled_from(SHEETS), st.sampled_from(SHIFTS), st.sampled_from(SHIFTS))
def test_the_number_on_the_line_is_the_shift_with_its_sign(sheet, x, y):
    flip, large = sheet
    assert read_off(flip, large, (x, y)) == (x, y)


@EACH
def test_the_numbers_stand_in_the_order_of_their_ticks(flip, large):
    said = {each.said for each in calibration(load_catalog("fr"), flip, large=large).readings}
    back = letters.pages(file(flip, large))[1]
    text = "".join(letter.text for letter in back.letters)
    last = 0
    for each in calibration(load_catalog("fr"), flip, large=large).readings:
        last = text.index(each.said, last)
    assert len(said) == len(SHIFTS) and {"-5", "-0,5", "0", "+0,5", "+5"} <= said


@EACH
@pytest.mark.parametrize("language", ["fr", "en"])
def test_words_stay_on_the_sheet_apart_from_each_other_and_from_what_is_read(flip, large, language):
    pages = letters.pages(file(flip, large, language))
    assert ink.faults(pages) == ()
    assert min(letter.size for page in pages for letter in page.letters) >= 12 - LEAST


@EACH
def test_it_is_two_pages_turned_along_its_edge_with_a_ruler_of_ten_centimetres(flip, large):
    with pikepdf.open(io.BytesIO(file(flip, large))) as document:
        assert len(document.pages) == 2
        assert document.Root.ViewerPreferences.Duplex == f"/DuplexFlip{flip.capitalize()}Edge"
    upright = lines(flip, large)[0][0]
    ends = sorted(box[0] for box in upright if abs(length(box) - 7) < LEAST)
    assert [round(end - ends[0], 2) for end in ends] == [0, 50, 100]


def test_what_is_typed_tells_edge_and_size():
    t = load_catalog("fr")
    assert calibration(t, Flip.SHORT, large=True).command.endswith("--flip short --large")
    assert "--flip" not in calibration(t, Flip.LONG, large=False).command
