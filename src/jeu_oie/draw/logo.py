"""A landlord's logo: what it is once it was read, and how it is shown on a page, in a drawing, in black alone."""

import io
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING
from zlib import compress

from jeu_oie.draw.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

ON_PAGE = 10_000  # bytes of a logo, sent compressed, that a page may have room for (100 kB in all: outputs.md)
MAX_SIZE_PX = (160, 40)  # px at most, on a page
SCALES = (2, 1.5, 1, 0.75, 0.5, 0.25)  # of these
MAX_COLOURS = 256  # of a flat picture: a palette, which a print shop's inks can replace entry by entry
FEW_COLOURS = 16  # in which most logos are still drawn
LEAST_COLOURS = 4  # before a page goes without


SIZE_SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)  # of the largest that it may have, tried in turn
STEP_MM = 1.5  # mm between two places that are tried


class Media(StrEnum):
    PNG = "image/png"
    SVG = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo that was found fit to be shown (``logo_file``): its bytes, what they are, its width over its height.

    ``name``: its file, as problems name it.
    """

    data: bytes
    media: Media
    ratio: float
    name: str

    @property
    def address(self) -> str:
        """As ``data:``, which nothing needs to fetch."""
        return f"data:{self.media};base64,{b64encode(self.data).decode()}"

    @property
    def weight(self) -> int:
        """Bytes of it once it is sent compressed."""
        return len(compress(self.data, 9))

    def within(self, width: float, height: float) -> tuple[float, float]:
        """Its width and height, as large as it goes into these."""
        wide = min(width, height * self.ratio)
        return wide, wide / self.ratio


def find_place(logo: Logo, zone: Box, taken: Sequence[Box], largest: tuple[float, float]) -> Box | None:
    """Where it stands in ``zone`` clear of ``taken``, near the upper right corner; None where there is no room.

    No larger than ``largest`` (mm), and not under half of it: nobody would know it.
    """
    near = [each for each in taken if each.overlaps(zone)]
    for size in SIZE_SHARES:
        wide, high = (size * side for side in logo.within(*largest))
        for x in steps(zone.right - wide, zone.x, -STEP_MM):
            for y in steps(zone.y, zone.bottom - high, STEP_MM):
                box = Box(x, y, wide, high)
                if not any(box.overlaps(each) for each in near):
                    return box
    return None


def steps(first: float, last: float, step: float) -> list[float]:
    """From ``first`` on, as far as ``last``; none where it lies on the wrong side."""
    return [first + step * rank for rank in range(int((last - first) / step) + 1)] if (last - first) / step >= 0 else []


@contextmanager
def refuse_truncated() -> Iterator[None]:
    """Meanwhile half a picture is none: the print engine asks for what there is of it, once it is loaded."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def open_png(data: bytes) -> "Pixels":
    """Raises what a damaged file raises: OSError, SyntaxError, ValueError."""
    from PIL.PngImagePlugin import PngImageFile

    with refuse_truncated():
        picture: Pixels = PngImageFile(io.BytesIO(data))
        picture.load()
    if picture.mode.startswith("I"):  # 16 bits of grey, of which a conversion would keep the lower ones
        picture = picture.point(lambda value: value / 256).convert("L")
    return picture.convert("RGBA")


def shrink(picture: "Pixels", width: int, height: int) -> "Pixels":
    """No larger than ``width`` × ``height`` pixels."""
    from PIL import Image

    made = picture.copy()
    made.thumbnail((width, height), Image.Resampling.LANCZOS)
    return made


def to_png(picture: "Pixels") -> bytes:
    """Without anything but its pixels: no name, no date, no place."""
    with io.BytesIO() as file:
        picture.save(file, "PNG", optimize=True)
        return file.getvalue()


@lru_cache(maxsize=64)
def small_logo(logo: Logo, width: int, height: int, colours: int = MAX_COLOURS) -> Logo:
    """The same with no more than ``width`` × ``height`` pixels in few colours, for a page that is to weigh little."""
    if logo.media is Media.SVG:
        return logo
    from PIL import Image

    few = shrink(open_png(logo.data), width, height).quantize(colours, Image.Quantize.FASTOCTREE)
    return replace(logo, data=to_png(few))


def fit_logos(logo: Logo) -> Iterator[Logo]:
    """As a page may show it, the best first: a PNG with two pixels where a screen may show two, then with fewer.

    At each size in few colours too. None where all weigh too much: the page then shows the landlord's name alone.
    """
    width, height = MAX_SIZE_PX
    tries = (*product(SCALES, (MAX_COLOURS, FEW_COLOURS)), (SCALES[-1], LEAST_COLOURS))
    drawn = (small_logo(logo, round(scale * width), round(scale * height), colours) for scale, colours in tries)
    tried = set[Logo]()
    for each in drawn:
        if each not in tried and each.weight <= ON_PAGE:
            tried.add(each)
            yield each


@lru_cache(maxsize=64)
def grey_logo(logo: Logo) -> Logo:
    """The same without colour. What an SVG draws becomes grey with the document that shows it."""
    if logo.media is Media.SVG:
        return logo
    return replace(logo, data=to_png(open_png(logo.data).convert("LA")))
