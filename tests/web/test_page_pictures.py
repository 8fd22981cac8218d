"""The page shows its pictograms as they were drawn."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from jeu_oie.draw.ink import GLYPHS, IN_INK, INK
from jeu_oie.web.inline import picture
from tests.house.source import ROOT

NAMES = sorted({file.stem for file in (ROOT / "templates" / "pictograms").glob("*.svg")} - GLYPHS.keys())
FILES = {name: f"mdi/{file}" for name, file in GLYPHS.items()}
SVG = "{http://www.w3.org/2000/svg}"


def drawn(name: str) -> list[dict[str, str]]:
    """The attributes of each element of a pictogram, as its address in a style sheet gives it."""
    address = picture(name)
    assert not set(address) & set('"#&\\\n'), "it ends where its quotes do"
    svg = ET.fromstring(unquote(str(address).removeprefix("data:image/svg+xml,")))
    assert svg.tag == f"{SVG}svg"
    return [dict(each.attrib) for each in svg.iter()]


NUMBER = re.compile(r"\d*\.\d+|\d+")
TENTH = 0.051


@pytest.mark.parametrize("name", [*NAMES, *sorted(GLYPHS)])
def test_a_pictogram_is_shown_as_it_was_drawn(name):
    """To tenths of its box."""
    file = ET.parse(ROOT / "templates" / "pictograms" / f"{FILES.get(name, name)}.svg").getroot()
    for asked, shown in zip([*file.iter()][1:], drawn(name)[1:], strict=True):
        assert asked.attrib.keys() == shown.keys()
        for key, value in asked.attrib.items():
            assert NUMBER.sub("#", value) == NUMBER.sub("#", shown[key])
            pairs = zip(NUMBER.findall(value), NUMBER.findall(shown[key]), strict=True)
            assert all(value == shown[key] or abs(float(one) - float(other)) < TENTH for one, other in pairs)


def test_a_pictogram_of_one_colour_is_white_on_a_dark_band_or_in_ink():
    assert drawn("thing-fire")[0]["fill"] == "#fff"
    assert drawn(f"thing-fire{IN_INK}")[0]["fill"] == INK
