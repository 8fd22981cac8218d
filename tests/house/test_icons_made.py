"""The pictograms of printed sheets: what lies there is what ``script/icons`` makes; one ink where one is printed."""

import re
from xml.etree.ElementTree import fromstring

from jeu_oie.draw.ink import BLACK, COLOUR, FLAT, GLYPHS, WHITE
from script.assets.icons import OWN, PRINT, all_icons
from tests.house.source import ROOT

FOLDERS = ("icons", "icons-black")


def lying() -> dict[str, str]:
    files = (file for folder in FOLDERS for file in (ROOT / PRINT / folder).iterdir())
    return {f"{file.parent.name}/{file.name}": file.read_text("utf-8") for file in files}


def test_what_lies_there_is_what_the_script_makes():
    made, found = all_icons(ROOT / OWN), lying()
    assert sorted(made) == sorted(found), "script/icons writes them"
    assert [name for name, text in made.items() if found[name] != text] == [], "script/icons writes them"


def test_no_glyph_lacks_its_file_and_no_file_its_glyph():
    assert {file.stem for file in (ROOT / OWN / "mdi").iterdir()} == set(GLYPHS.values())


def test_what_a_sheet_draws_of_a_thing_is_there_in_each_size():
    drawn = {"danger", *(f"{name}.{size}" for name in FLAT if name != "thing-danger" for size in ("flat", "fine"))}
    assert {f"{folder}/{name}.svg" for folder in FOLDERS for name in drawn} <= set(lying())


def test_black_alone_prints_one_ink_and_paper():
    black = [text for name, text in lying().items() if name.startswith("icons-black/")]
    assert {colour for text in black for colour in COLOUR.findall(text)} == {BLACK, WHITE}


def test_each_is_a_drawing_of_shapes_alone():
    """Typst draws no style sheet, no script and no text of an SVG as a browser does."""
    shapes = {"svg", "g", "path", "circle", "rect", "ellipse", "line", "polyline", "polygon"}
    tags = {tag for text in lying().values() for tag in re.findall(r"<([a-z]+)", text)}
    assert tags <= shapes
    assert all(fromstring(text).get("viewBox") for text in lying().values())
