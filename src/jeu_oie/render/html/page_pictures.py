"""Pictograms as the page carries them: on whole units of their box, by relative steps.

The page shows most of them 28 px high, from a box of 48 units: finer points are bytes that nobody sees.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from jeu_oie.board.palette import INK

Point = tuple[float, float]

SIZES = re.compile(r" (x|y|cx|cy|rx|ry|width|height)='([\d.]+)'")
THINS = re.compile(r" (r|stroke-width)='([\d.]+)'")
PATH = re.compile(r" d='([^']*)'")
# A dot of ink is also the round end of a line without length: so dots of one size are one path.
DOTS = re.compile(rf"(?:<circle cx='\S+' cy='\S+' r='\S+' fill='{INK}' stroke='none'/>)+", re.IGNORECASE)
DOT = re.compile(r"cx='(\S+)' cy='(\S+)' r='(\S+)'")
TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
# How many numbers a command takes; the last two are where it ends.
TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "S": 4, "A": 7, "Z": 0}


def coarse(svg: str) -> str:
    """``svg``, its attributes in single quotes, on whole units; widths of lines stay."""
    if "linecap='round'" in svg:
        svg = DOTS.sub(dots, svg)
    svg = SIZES.sub(lambda size: f" {size[1]}='{round(float(size[2]))}'", svg)
    svg = THINS.sub(lambda thin: f" {thin[1]}='{round(2 * float(thin[2])) / 2:g}'", svg)
    return PATH.sub(lambda path: f" d='{''.join(steps(path[1]))}'", svg)


def dots(circles: re.Match[str]) -> str:
    """Circles of ink as paths, one for those of one size that follow each other."""
    return "".join(
        f"<path stroke-width='{2 * float(radius):g}' d='{''.join(f'M{x} {y}h0' for x, y, _ in found)}'/>"
        for radius, found in groupby(DOT.findall(circles[0]), key=lambda dot: dot[2])
    )


def commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """The commands of path data, one each for those that repeat without their letter."""
    tokens = TOKEN.findall(path)
    rank, letter = 0, ""
    while rank < len(tokens):
        if tokens[rank].isalpha():
            letter = tokens[rank]
            rank += 1
        elif letter in "Mm":
            letter = "L" if letter == "M" else "l"
        count = TAKES[letter.upper()]
        yield letter, [float(token) for token in tokens[rank : rank + count]]
        rank += count


def steps(path: str, fine: int = 1) -> Iterator[str]:
    """The same path by steps between points, ``fine`` to a unit: nothing drifts, since each is rounded once."""
    here = begun = at = start = (0.0, 0.0)
    before = ""
    for letter, numbers in commands(path):
        if letter in "Zz":
            here, at, before = begun, start, "z"
            yield "z"
            continue
        points = tuple(absolute(letter, numbers, here))
        near = tuple((round(x * fine) / fine, round(y * fine) / fine) for x, y in points)
        told = [value for x, y in near for value in (x - at[0], y - at[1])]
        kind, told = shortest(letter.lower(), told, [round(each * fine) / fine for each in numbers[:5]])
        here, at = points[-1], near[-1]
        if kind == "m":
            begun, start = here, at
        yield write_command(kind, told, before)
        before = kind


def absolute(letter: str, numbers: list[float], here: Point) -> Iterator[Point]:
    """The points of a command."""
    left, top = here if letter.islower() else (0.0, 0.0)
    match letter.upper():
        case "H":
            yield left + numbers[0], here[1]
        case "V":
            yield here[0], top + numbers[0]
        case "A":
            yield left + numbers[5], top + numbers[6]
        case _:
            yield from ((left + x, top + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True))


def shortest(kind: str, told: list[float], arc: list[float]) -> tuple[str, list[float]]:
    """A command and its numbers: a level or upright line says one, an arc its radii and flags first."""
    match kind, told:
        case "a", _:
            return kind, [*arc, *told]
        case (("h" | "l"), [across, 0]):
            return "h", [across]
        case (("v" | "l"), [0, down]):
            return "v", [down]
    return kind, told


def write_command(letter: str, numbers: list[float], before: str) -> str:
    """A command, without the letter where it is the former one's; a space only where two numbers would join."""
    text = "" if letter == before != "m" else letter
    for rank, value in enumerate(numbers):
        said = f"{value:g}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:g}"
        text += f" {said}" if value >= 0 and (rank or not text) else said
    return text
