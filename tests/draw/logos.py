"""Logos that tests show: pictures of any proportions, and SVGs."""

import io
import random

from PIL import Image, ImageDraw

from jeu_oie.draw.logo_file import read_logo

BLUE, GOLD = (20, 90, 160), (240, 170, 20)


def png(width=400, height=100, mode="RGBA", **told):
    """A rounded blue plate with a golden disc, nothing around it."""
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((0, 0, width - 1, height - 1), min(width, height) // 6, fill=BLUE)
    draw.ellipse((width * 0.1, height * 0.2, width * 0.1 + height * 0.5, height * 0.7), fill=GOLD)
    with io.BytesIO() as file:
        picture.convert(mode).save(file, "PNG", **told)
        return file.getvalue()


def noise(width=400, height=100):
    """A picture that no compression makes smaller."""
    dots = random.Random(1).randbytes(4 * width * height)
    with io.BytesIO() as file:
        Image.frombytes("RGBA", (width, height), dots).save(file, "PNG")
        return file.getvalue()


def svg(inside='<rect width="400" height="100" fill="#145aa0"/>', size='viewBox="0 0 400 100"', before=""):
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{before}<svg {names} {size}>{inside}</svg>".encode()


def logo(width=400, height=100):
    return read_logo(png(width, height), "logo.png")
