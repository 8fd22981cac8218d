"""A logo is drawn in its proportions and colours, grey where black alone is printed, in inks for a print shop."""

import io
import re
import xml.etree.ElementTree as ET

import pikepdf
import pypdfium2
import pytest
from PIL import Image as Picture

from jeu_oie.draw import svg
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.logo import grey_logo, small_logo
from jeu_oie.draw.logo_file import read_logo
from jeu_oie.draw.scene import Group, Image, Scene
from jeu_oie.print.drawn import drawn_art, drawn_pdf
from jeu_oie.print.press import Press, press
from tests.draw import logos

PNG, SVG = (read_logo(data, name) for data, name in ((logos.png(), "logo.png"), (logos.svg(), "logo.svg")))
EACH = pytest.mark.parametrize("logo", [PNG, SVG], ids=["png", "svg"])
BOX = Box(20, 10, 40, 10)
RGB = re.compile(rb"(?:^|\s)(rg|RG)(?=\s)|/DeviceRGB")
PALE, BLUE = (200, 200, 200), logos.BLUE
INKS = (223, 112, 0, 95)  # of that blue: its grey in black alone


def scene(logo):
    return Scene(100, 50, (Group((Image(logo, BOX),), "logo"),), title="Essai")


def pixels(document, at, width=1000):
    """The colours at points in mm."""
    with pypdfium2.PdfDocument(document) as made:
        shown = made[0].render(scale=width / made[0].get_width()).to_pil().convert("RGB")
    return [shown.getpixel((round(x * width / 100), round(y * width / 100))) for x, y in at]


def pictures(document):
    return [each for each in document.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]


def is_near(colour, other):
    return all(abs(one - two) <= 3 for one, two in zip(colour, other, strict=True))


@EACH
def test_it_stands_upright_in_its_box_and_nowhere_else(logo):
    drawn = drawn_pdf([scene(logo)], "Essai", saver=False)
    inside, disc, above, left, below, right = pixels(
        drawn, [(45, 18), (26.5, 14.5), (40, 9.5), (19.5, 15), (40, 20.5), (60.5, 15)]
    )
    assert is_near(inside, BLUE)
    assert {above, left, below, right} == {(255, 255, 255)}
    assert is_near(disc, logos.GOLD if logo is PNG else BLUE)


@EACH
def test_in_black_it_is_grey(logo):
    (inside,) = pixels(drawn_pdf([scene(logo)], "Essai", saver=True), [(45, 18)])
    assert len(set(inside)) == 1
    assert 60 < inside[0] < 110, "its grey, not black"


@EACH
def test_a_print_shop_gets_it_in_inks(logo):
    with pikepdf.open(io.BytesIO(press(drawn_art(scene(logo), "Essai", saver=False), Press(100, 50, 0)))) as made:
        streams = [each for each in made.objects if isinstance(each, pikepdf.Stream)]
        assert not [each for each in streams if RGB.search(each.unparse())]
        if logo is SVG:
            drawn = b"".join(each.read_bytes() for each in streams if each.get("/Subtype") == "/Form")
            found = [tuple(map(float, each)) for each in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) k", drawn)]
            assert tuple(each / 255 for each in INKS) in [pytest.approx(each, abs=0.003) for each in found]
            return
        (image,) = (each for each in streams if each.get("/ColorSpace") == "/DeviceCMYK")
        middle = int(image.Width) * 80 + int(image.Width) // 2
        assert tuple(image.read_bytes()[4 * middle :][:4]) == INKS


def test_a_document_holds_a_picture_once():
    with pikepdf.open(io.BytesIO(drawn_pdf([scene(PNG)] * 3, "Essai", saver=False))) as made:
        assert len([each for each in pictures(made) if "/SMask" in each or each.ColorSpace != "/DeviceGray"]) == 1


@EACH
def test_an_svg_board_shows_it_as_it_is(logo):
    root = ET.fromstring(svg.draw_all(scene(logo), saver=False, fonts=()))
    (image,) = root.iter("{http://www.w3.org/2000/svg}image")
    assert image.get("{http://www.w3.org/1999/xlink}href") == logo.address
    assert [image.get(key) for key in ("x", "y", "width", "height")] == ["20", "10", "40", "10"]
    assert image.get("filter") is None


def test_in_black_an_svg_board_filters_what_it_cannot_change():
    text = svg.draw_all(scene(SVG), saver=True, fonts=())
    assert 'filter="url(#grey)"' in text
    assert '<filter id="grey">' in text
    assert grey_logo(PNG).address in svg.draw_all(scene(PNG), saver=True, fonts=())
    assert "filter" not in svg.draw_all(scene(PNG), saver=True, fonts=())


def test_a_page_gets_a_small_one():
    large = read_logo(logos.png(1600, 400), "logo.png")
    small = small_logo(large, 320, 80)
    assert Picture.open(io.BytesIO(small.data)).size == (320, 80)
    assert small.ratio == large.ratio
    assert len(small.data) < 3000
    assert small_logo(SVG, 320, 80) is SVG
