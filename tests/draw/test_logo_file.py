"""A logo that somebody sent is shown as it looks, or refused."""

import io
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile, PngImagePlugin

from jeu_oie.draw.logo_file import MAX_BYTES, MAX_SIDE_PX, SIGNATURE, read_logo
from jeu_oie.errors import InvalidInput
from tests.draw.logos import BLUE, png


def refused(data):
    """The code of what is told."""
    with pytest.raises(InvalidInput) as caught:
        read_logo(data, "logo.png")
    (problem,) = caught.value.problems
    assert problem.place.file == "logo.png"
    return problem.code


def test_a_png_keeps_its_pixels_and_nothing_else():
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Somebody")
    data = png(pnginfo=told)
    assert b"Somebody" in data
    made = read_logo(data, "logo.png")
    assert made.ratio == 4
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
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "logo-unknown"),
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
    assert refused(data) == code
    assert ImageFile.LOAD_TRUNCATED_IMAGES is lenient


@given(st.integers(20, 300), st.binary(min_size=1, max_size=4))
def test_a_damaged_png_is_refused_or_read(at, noise):
    """Never a crash."""
    data = png(60, 30)
    with suppress(InvalidInput):
        read_logo(data[:at] + noise + data[at + len(noise) :], "logo.png")
