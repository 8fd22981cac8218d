"""The calibration sheet: the number on the line is the printer's shift, whichever way it turns the sheet."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeu_oie.draw.geometry import Box
from jeu_oie.draw.scene import Shape, Text
from jeu_oie.draw.text import PT_MM
from jeu_oie.messages import load_catalog
from jeu_oie.sheets.imposition import A6_ON_A4, A7_ON_A4, VALUES, Flip, calibration_sheet

SHEETS = [(flip, large) for flip in Flip for large in (False, True)]


def marks(scene):
    return [mark for group in scene.groups for mark in group.marks]


def shapes(scene, kind):
    return [mark for mark in marks(scene) if isinstance(mark, Shape) and mark.kind.startswith(kind)]


def start(mark):
    x, y = re.findall(r"^M(-?[\d.]+) (-?[\d.]+)", mark.path)[0]
    return float(x), float(y)


def read_off(flip, large, shift):
    """What somebody reads on the back when the printer shifts it: the ticks that lie on the lines of the front."""
    front, back = calibration_sheet(load_catalog("fr"), flip, large=large)
    imposition = A6_ON_A4 if large else A7_ON_A4
    upright, level = (imposition.behind(Box(*start(line), 0, 0), flip) for line in shapes(front, "line"))  # type: ignore[call-arg]
    ticks = [(mark, float(mark.kind.removeprefix("tick"))) for mark in shapes(back, "tick")]
    across = {value: start(mark)[0] + shift[0] for mark, value in ticks if "v" in mark.path}
    down = {value: start(mark)[1] + shift[1] for mark, value in ticks if "h" in mark.path}
    return (
        min(across, key=lambda value: abs(across[value] - upright.x)),
        min(down, key=lambda value: abs(down[value] - level.y)),
    )


@given(st.sampled_from(SHEETS), st.sampled_from(VALUES), st.sampled_from(VALUES))
def test_the_number_on_the_line_is_the_shift_with_its_sign(sheet, x, y):
    flip, large = sheet
    assert read_off(flip, large, (x, y)) == (x, y)


@pytest.mark.parametrize("flip, large", SHEETS)
def test_each_number_stands_beside_its_own_tick(flip, large):
    _, back = calibration_sheet(load_catalog("fr"), flip, large=large)
    numbers = [mark for mark in marks(back) if isinstance(mark, Text) and re.fullmatch(r"[+-]?\d(,5)?", mark.content)]
    assert len(numbers) == 2 * len(VALUES)
    for mark in shapes(back, "tick"):
        value, (x, y) = float(mark.kind.removeprefix("tick")), start(mark)
        upright = "v" in mark.path
        if upright:
            beside = [each for each in numbers if each.x + each.width < x]
            nearest = min(beside, key=lambda each: abs(each.y - y - 3.5) + (x - each.x) / 9)
        else:
            nearest = min(numbers, key=lambda each: abs(each.x + each.width / 2 - x - 2.3) + abs(each.y - y) / 9)
        assert float(nearest.content.replace(",", ".")) == value


@pytest.mark.parametrize("flip, large", SHEETS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_words_stay_on_the_sheet_apart_from_each_other_and_from_what_is_read(flip, large, language):
    for scene in calibration_sheet(load_catalog(language), flip, large=large):
        sheet = Box(0, 0, scene.width, scene.height).inset(8)
        boxes = [box(mark) for mark in marks(scene) if isinstance(mark, Text)]
        assert all(sheet.contains(each) for each in boxes)
        assert not [
            (one, other) for rank, one in enumerate(boxes) for other in boxes[rank + 1 :] if one.overlaps(other)
        ]


def test_the_ruler_is_ten_centimetres_long_with_five_in_the_middle():
    front, _ = calibration_sheet(load_catalog("fr"))
    at = {mark.kind: start(mark)[0] for mark in shapes(front, "ruler")}
    assert at["ruler-end"] - at["ruler-start"] == pytest.approx(100, abs=0.001)
    assert at["ruler-middle"] - at["ruler-start"] == pytest.approx(50, abs=0.001)


def box(text: Text) -> Box:
    high = text.size_pt * PT_MM * 0.5
    return Box(text.x, text.y - high, text.width, high)
