"""The contact sheet: what differs, old beside new, as a picture to look through."""

from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from bench.differ import letters

WIDTH, HEIGHT, LABEL = 620, 440, 16  # pixels of a side, and of the line that names it
MOST = 24  # rows of a sheet, which an ordinary viewer still opens


def write_sheets(old: Path, new: Path, names: Iterable[str], to: Path) -> tuple[Path, ...]:
    for former in to.glob("contact-*.png"):
        former.unlink()
    rows = [row(name, old / name, new / name) for name in sorted(names)]
    written = []
    for number, start in enumerate(range(0, len(rows), MOST), 1):
        part = rows[start : start + MOST]
        sheet = Image.new("RGB", (2 * WIDTH, sum(image.height for image in part)), "white")
        for index, image in enumerate(part):
            sheet.paste(image, (0, index * (HEIGHT + LABEL)))
        written.append(to / f"contact-{number}.png")
        sheet.save(written[-1])
    return tuple(written)


def row(name: str, old: Path, new: Path) -> Image.Image:
    """The first page that differs, in both."""
    before, after = pictures(old), pictures(new)
    page = next(
        (index for index, sides in enumerate(zip(before, after, strict=False)) if differ(*sides)),
        min(len(before), len(after)),
    )
    image = Image.new("RGB", (2 * WIDTH, HEIGHT + LABEL), "white")
    ImageDraw.Draw(image).text((4, 2), f"{name}, page {page + 1}", fill="black")
    for side, held in enumerate((before, after)):
        if page < len(held):
            held[page].thumbnail((WIDTH, HEIGHT))
            image.paste(held[page], (side * WIDTH, LABEL))
    return image


def pictures(file: Path) -> list[Image.Image]:
    if file.suffix == ".pdf":
        return [page.picture(1.0) for page in letters.pages(file)]
    with Image.open(file) as image:
        return [image.convert("RGB")]


def differ(one: Image.Image, other: Image.Image) -> bool:
    return one.size != other.size or ImageChops.difference(one, other).getbbox() is not None
