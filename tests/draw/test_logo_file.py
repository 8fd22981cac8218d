"""A logo that somebody sent is shown as it looks, or refused with its line: it runs nothing, fetches nothing."""

import io
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile, PngImagePlugin

from jeu_oie.draw.logo import Media
from jeu_oie.draw.logo_file import (
    MAX_BYTES,
    MAX_CLIPPED_ELEMENTS,
    MAX_DEPTH,
    MAX_ELEMENTS,
    MAX_SIDE_PX,
    MAX_SVG_BYTES,
    SIGNATURE,
    read_logo,
)
from jeu_oie.errors import InvalidInput
from tests.draw.logos import BLUE, png, svg

DRAWN = '<path d="M0 0H4V4Z"/>'


def refused(data):
    """The code and the line of what is told."""
    with pytest.raises(InvalidInput) as caught:
        read_logo(data, "logo.svg")
    (problem,) = caught.value.problems
    assert problem.place.file == "logo.svg"
    return problem.code, problem.place.line


def test_a_png_keeps_its_pixels_and_nothing_else():
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Somebody")
    data = png(pnginfo=told)
    assert b"Somebody" in data
    made = read_logo(data, "logo.png")
    assert (made.media, made.ratio) == (Media.PNG, 4)
    assert b"Somebody" not in made.data
    assert Image.open(io.BytesIO(made.data)).convert("RGB").getpixel((200, 50)) == BLUE


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_kind_of_pixels_is_read(mode):
    assert read_logo(png(mode=mode), "logo.png").ratio == 4


def test_sixteen_bits_of_grey_stay_grey():
    with io.BytesIO() as file:
        Image.new("I;16", (40, 40), 0x8000).save(file, "PNG")
        made = read_logo(file.getvalue(), "logo.png")
    assert Image.open(io.BytesIO(made.data)).convert("L").getpixel((9, 9)) == 0x80


def test_a_large_png_is_made_smaller():
    made = read_logo(png(2000, 500), "logo.png")
    assert Image.open(io.BytesIO(made.data)).size == (800, 200)


def header(width, height):
    """The beginning of a PNG that says to be so large."""
    told = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return SIGNATURE + struct.pack(">I", 13) + told + struct.pack(">I", zlib.crc32(told))


@pytest.mark.parametrize(
    "data, code",
    [
        (b"GIF89a", "logo-unknown"),
        (b"", "logo-unknown"),
        (b"%PDF-1.4", "logo-unknown"),
        (SIGNATURE, "logo-damaged"),
        (png()[:-60], "logo-damaged"),
        (header(10, 10), "logo-damaged"),
        (header(0, 10), "logo-damaged"),
        (header(MAX_SIDE_PX + 1, 1), "logo-too-wide"),
        (header(2**31, 2**31), "logo-too-wide"),
        (png() + bytes(MAX_BYTES), "logo-too-heavy"),
        (png(900, 100), "logo-too-long"),
        (png(100, 900), "logo-too-long"),
    ],
)
@pytest.mark.parametrize("lenient", [False, True])
def test_what_is_no_png_that_can_be_shown_is_refused(data, code, lenient, monkeypatch):
    """``lenient``: as the print engine leaves the library."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    assert refused(data) == (code, 1)
    assert ImageFile.LOAD_TRUNCATED_IMAGES is lenient


@given(st.integers(20, 300), st.binary(min_size=1, max_size=4))
def test_a_damaged_png_is_refused_or_read(at, noise):
    """Never a crash."""
    data = png(60, 30)
    with suppress(InvalidInput):
        read_logo(data[:at] + noise + data[at + len(noise) :], "logo.png")


def test_an_svg_is_written_anew_from_what_it_draws():
    noted = (
        '<!-- by Somebody --><title>Somebody</title><metadata><rdf:RDF xmlns:rdf="r"><rdf:li>Somebody</rdf:li>'
        '</rdf:RDF></metadata><e:view xmlns:e="e" e:name="Somebody"/><?php Somebody ?>'
    )
    told = 'data-name="Somebody" xlink:title="Somebody" xmlns:e="e" e:label="Somebody"'
    drawn = f'<g id="mask" {told}><path d="M0 0H4V4Z" fill="red"/></g>'
    made = read_logo(svg(noted + drawn), "logo.svg")
    assert (made.media, made.ratio) == (Media.SVG, 4)
    assert made.data.decode() == (
        '<svg viewBox="0 0 400 100" xmlns="http://www.w3.org/2000/svg" width="400" height="100">'
        '<g id="mask"><path d="M0 0H4V4Z" fill="red" /></g></svg>'
    )


def test_an_svg_may_use_its_own_gradients_clips_and_styles():
    inside = (
        '<style>.a{fill:url(#g)} .b{stroke:#145aa0}</style><defs><linearGradient id="g"><stop offset="0"/>'
        '</linearGradient><clipPath id="c"><circle r="9"/></clipPath></defs>'
        '<path class="a b" clip-path="url(#c)" style="fill:url(\'#g\')" d="M0 0H4V4Z"/>'
    )
    assert inside.replace('"/>', '" />') in read_logo(svg(inside), "logo.svg").data.decode()


def test_the_doctype_of_old_editors_is_left_out():
    before = '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://example.org/svg11.dtd">\n'
    assert b"example" not in read_logo(svg(DRAWN, before=before), "logo.svg").data


@pytest.mark.parametrize(
    "size, ratio",
    [
        ('viewBox="0 0 300 100"', 3),
        ('viewBox="0,0,300,100" width="1" height="9"', 3),
        ('width="300" height="100"', 3),
        ('width="30mm" height="10mm"', 3),
        ('viewBox="-1.5 0 .3 .1"', 3),
    ],
)
def test_an_svg_says_its_proportions(size, ratio):
    assert read_logo(svg(DRAWN, size), "logo.svg").ratio == pytest.approx(ratio)


@pytest.mark.parametrize(
    "size",
    [
        "",
        'width="100%" height="100%"',
        'width="300"',
        'viewBox="0 0 300"',
        'viewBox="0 0 0 0"',
        'viewBox="0 0 -3 1"',
        'viewBox="nan nan nan nan"',
        'viewBox="0 0 inf inf"',
        'viewBox="0 0 1e300 1e300"',
        'viewBox="a b c d"',
    ],
)
def test_an_svg_without_a_size_is_refused(size):
    assert refused(svg(DRAWN, size)) == ("logo-no-size", 1)


@pytest.mark.parametrize(
    "inside, code",
    [
        ("<script>alert(1)</script>", "logo-runs"),
        ('<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>', "logo-runs"),
        ("<metadata><script>alert(1)</script></metadata>", "logo-runs"),
        ('<path onclick="alert(1)"/>', "logo-runs"),
        ('<path ONLOAD="alert(1)"/>', "logo-runs"),
        ('<metadata onload="alert(1)"/>', "logo-runs"),
        ('<path><animate attributeName="d"/></path>', "logo-runs"),
        ('<path><set attributeName="onclick" to="alert(1)"/></path>', "logo-runs"),
        ("<style>@keyframes a{}</style>", "logo-refers"),
        ("<style>path{animation:a 1s}</style>", "logo-element"),
        ('<a href="https://example.org"><path/></a>', "logo-refers"),
        ('<image href="https://example.org/x.png"/>', "logo-refers"),
        ('<image xlink:href="data:image/png;base64,AA"/>', "logo-refers"),
        ('<use href="#a"/>', "logo-refers"),
        ('<linearGradient id="a" xlink:href="#b"/>', "logo-refers"),
        ('<path href="x"/>', "logo-refers"),
        ("<foreignObject><p>x</p></foreignObject>", "logo-refers"),
        ('<iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/>', "logo-refers"),
        ('<path style="fill:url(https://example.org)"/>', "logo-refers"),
        ('<path style="fill:url(&quot;x#a&quot;)"/>', "logo-refers"),
        ('<path fill="url(x.svg#a)"/>', "logo-refers"),
        ('<path fill="URL (//example.org)"/>', "logo-refers"),
        ('<path fill="url(#nothing)"/>', "logo-refers"),
        ('<g id="a"/><path fill="url(#a)"/>', "logo-refers"),
        ("<style>@import 'x.css';</style>", "logo-refers"),
        ("<style>path{fill:u\\72l(x)}</style>", "logo-refers"),
        ("<style>path{background:image-set('x' 1x)}</style>", "logo-refers"),
        ("<style><![CDATA[@font-face{src:url(x)}]]></style>", "logo-refers"),
        ('<text y="9">OPAC</text>', "logo-letters"),
        ("<g><filter/></g>", "logo-element"),
        ('<g style="filter:blur(9px)"/>', "logo-element"),
        ('<mask id="m"/>', "logo-element"),
        ('<g mask="none"/>', "logo-element"),
        ('<pattern id="m"/>', "logo-element"),
        ("<svg/>", "logo-element"),
        ('<path stroke-dasharray=".0001"/>', "logo-element"),
        ('<clipPath id="a"><path clip-path="url(#a)"/></clipPath>', "logo-element"),
        ('<clipPath id="a" clip-path="url(#a)"/>', "logo-element"),
        ('<style>path{clip-path:url(#a)}</style><clipPath id="a"><path/></clipPath>', "logo-element"),
        ("<g>" * (MAX_DEPTH + 1), "logo-too-complex"),
        ("<g/>" * MAX_ELEMENTS, "logo-too-complex"),
        ('<clipPath id="a">' + "<path/>" * MAX_CLIPPED_ELEMENTS + "</clipPath>", "logo-too-complex"),
        ("<g>", "logo-no-xml"),
        ("&unknown;", "logo-no-xml"),
        ("<path d='" + "0" * MAX_SVG_BYTES + "'/>", "logo-too-heavy"),
    ],
)
def test_an_svg_that_runs_or_refers_is_refused_with_its_line(inside, code):
    line = 1 if code == "logo-too-heavy" else 3
    assert refused(svg(f"{DRAWN}\n{DRAWN}\n{inside}")) == (code, line)


@pytest.mark.parametrize(
    "data, code",
    [
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>', "logo-entity"),
        (b'<!DOCTYPE svg SYSTEM "x.dtd"><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "logo-entity"),
        (b"<html/>", "logo-unknown"),
        (b"<svg/>", "logo-unknown"),
        (b"<", "logo-no-xml"),
        (b'<?xml version="1.0" encoding="x"?><svg/>', "logo-no-xml"),
        (b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg'>\xff</svg>", "logo-no-xml"),
    ],
)
def test_what_is_no_svg_is_refused(data, code):
    assert refused(data) == (code, 1)
