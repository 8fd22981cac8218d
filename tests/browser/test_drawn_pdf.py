"""The outlines of a drawn PDF beside the same drawing as SVG in a browser: each pictogram, each pattern, each line."""

import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageFilter

from jeu_oie.board.cell import pattern_shape
from jeu_oie.draw import svg
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.ink import ICONS, INK
from jeu_oie.draw.scene import Group, Icon, Scene, Shape
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.preset import Ink, Palette, Preset
from jeu_oie.print.drawn import drawn_pdf
from jeu_oie.resources import folder
from tests.chosen import chosen

DPI = 192
FAR = 110  # of 255, after dots that only border on an outline are evened out


def beside(browser, scene: Scene, palette: Palette, other: Scene | None = None) -> int:
    """How many dots of the scene differ from those of its SVG, or of that of another."""
    page = browser.new_page(viewport={"width": 800, "height": 800}, device_scale_factor=DPI / 96)
    try:
        page.set_content(
            f"<style>body{{margin:0}}svg{{display:block}}</style>{svg.shapes(other or scene, palette.saver)}"
        )
        seen = Image.open(io.BytesIO(page.locator("svg").first.screenshot())).convert("RGB")
    finally:
        page.close()
    made = dots(drawn_pdf([scene], "Essai", saver=palette.saver))
    size = min(seen.width, made.width), min(seen.height, made.height)
    assert abs(seen.width - made.width) <= 2
    one, two = (each.crop((0, 0, *size)).filter(ImageFilter.BoxBlur(1)) for each in (made, seen))
    differ = ImageChops.difference(one, two).convert("L").point(lambda value: 255 * (value > FAR))
    return differ.histogram()[255]


def dots(document: bytes) -> Image.Image:
    """By poppler: the other reader rounds the steps of a pattern to its dots."""
    made = subprocess.run(["pdftoppm", "-r", str(DPI), "-png", "-"], input=document, capture_output=True, check=True)
    return Image.open(io.BytesIO(made.stdout)).convert("RGB")


def pictures() -> Scene:
    names = sorted({*ICONS, *(path.stem for path in (folder("templates") / "pictograms").glob("*.svg"))})
    boxes = [Box(5 + 22 * (rank % 9), 5 + 22 * (rank // 9), 18, 20) for rank in range(len(names))]
    return Scene(210, 210, (Group(tuple(Icon(*each, "#B03020") for each in zip(names, boxes, strict=True))),))


def patterned() -> Iterator[Any]:
    return (mark for mark in fills().groups[0].marks if isinstance(mark, Shape) and mark.pattern)


def fills() -> Scene:
    boxes = [Box(5 + 22 * (rank % 9), 5 + 22 * (rank // 9), 18, 20) for rank in range(len(Kind))]
    shapes = [
        replace(pattern_shape(f"M{box.x} {box.y}h18v20h-18Z", kind, "#20603F"), stroke="#B03020", stroke_mm=0.4)
        for kind, box in zip(Kind, boxes, strict=True)
    ]
    return Scene(210, 80, (Group(tuple(shapes)),))


LINES = Scene(
    100,
    100,
    (
        Group(
            (
                Shape("M10 10h30v20h-30ZM15 15v10h20v-10Z", "#FDD858", INK, 1.2),
                Shape("M50 10a10 10 0 1 0 20 0a10 10 0 0 0-20 0", "none", "#B03020", 2, "4 2.2"),
                Shape("M10 50q10-20 20 0t20 0", "none", INK, 3),
                Shape("M60 40c10-10 20 10 30 0s-10 30-20 20l-5-5z", "#20603F"),
                Shape("M10 80A30 12 25 1 1 60 85", "none", INK, 0.3),
            )
        ),
    ),
)


@pytest.mark.slow
@pytest.mark.parametrize("scene", chosen([pictures(), LINES], [LINES]), ids=["pictograms", "lines"])
@pytest.mark.parametrize("ink", chosen([Ink.COLOUR, Ink.SAVER], [Ink.SAVER]))
def test_outlines_are_painted_as_in_the_svg(browser, scene, ink):
    assert beside(browser, scene, colours_of(Preset(ink=ink))) == 0


def test_patterns_have_the_steps_of_the_svg():
    """Not compared as dots: a PDF reader rounds each step to its own."""
    scene = fills()
    with pikepdf.open(io.BytesIO(drawn_pdf([scene], "Essai", saver=False))) as made:
        tiles = [each for each in made.objects if isinstance(each, pikepdf.Stream) and "/PatternType" in each]
        steps = sorted((float(each.XStep), float(each.YStep)) for each in tiles)
        assert {round(float(each.Matrix[0]), 4) for each in tiles} == {round(72 / 25.4, 4)}
    sizes = {(mark.pattern.width, mark.pattern.height) for mark in patterned()}
    assert len(steps) > 15
    assert set(steps) <= sizes


@pytest.mark.slow
@pytest.mark.parametrize("scene", [pictures(), LINES], ids=["pictograms", "lines"])
def test_the_guard_sees_what_is_missing_and_what_is_off(browser, scene):
    (group,) = scene.groups
    for marks in (group.marks[:-2], (*group.marks[1:], group.marks[0])[:-1], tuple(map(moved, group.marks))):
        other = replace(scene, groups=(replace(group, marks=marks),))
        assert beside(browser, scene, colours_of(Preset()), other) > 20


def moved(mark):
    """Half a millimetre to the right."""
    if isinstance(mark, Icon):
        return replace(mark, box=replace(mark.box, x=mark.box.x + 0.5))
    return replace(mark, path="m.5 0" + mark.path.replace("M", "m", 1))
