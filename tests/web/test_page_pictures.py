"""The page's pictograms and markup are shorter, and show the same."""

import re

import pytest

from jeu_oie.draw.ink import content
from jeu_oie.web.board import absolute, coarse, commands, path_steps
from jeu_oie.web.style import DASHED, picture, slim_body
from tests.house.source import ROOT

NAMES = sorted(file.stem for file in (ROOT / "templates" / "pictograms").glob("*.svg"))
PATHS = re.compile(r" d=[\"']([^\"']*)[\"']")


def ends(path: str) -> list[tuple[float, float]]:
    """Where each command of a path ends."""
    here = begun = (0.0, 0.0)
    found = []
    for letter, numbers in commands(path):
        here = begun if letter in "Zz" else list(absolute(letter, numbers, here))[-1]
        begun = here if letter in "Mm" else begun
        found.append(here)
    return found


def farthest(drawn: str, made: str) -> float:
    """How far a command of ``made`` ends from where it ends in ``drawn``."""
    pairs = zip(ends(drawn), ends(made), strict=True)
    return max(abs(a - b) for one, other in pairs for a, b in zip(one, other, strict=True))


def test_the_guard_sees_a_path_that_drifts():
    assert farthest("M0 0l.4 0 .4 0 .4 0", "m0 0l0 0 0 0 0 0") > 1


@pytest.mark.parametrize("name", NAMES)
def test_no_point_of_a_pictogram_moves_by_more_than_half_a_unit(name):
    for drawn in PATHS.findall(content(name)[1]):
        assert farthest(drawn, "".join(path_steps(drawn))) <= 0.5 + 1e-9


def test_a_shape_of_the_board_keeps_to_half_mm():
    drawn = "M351.9 148.5L354 148.5Q356.1 148.5 356.1 150.6L356.1 240.8ZM350 148.5a1.9 1.9 0 1 0 3.8 0Z"
    assert farthest(drawn, "".join(path_steps(drawn, 2))) <= 0.25 + 1e-9


def test_dots_of_one_size_are_one_path():
    dot = "<circle cx='{}' cy='9.6' r='2' fill='#20223F' stroke='none'/>"
    told = coarse("<g stroke-linecap='round'>" + dot.format(4) + dot.format(14) + "</g>")
    assert told == "<g stroke-linecap='round'><path stroke-width='4' d='m4 10h0m10 0h0'/></g>"


def test_the_dashed_goose_is_the_goose_in_white():
    dashed, goose = picture("goose-dashed"), picture(DASHED["goose-dashed"])
    assert "stroke-dasharray" in dashed
    assert set(re.findall("%23[0-9a-f]{6}", dashed)) == {"%23ffffff", "%2320223f"}
    eye = {path for path in PATHS.findall(goose) if path.endswith("h0")}
    assert set(PATHS.findall(goose)) - eye <= set(PATHS.findall(dashed))


def test_a_body_loses_only_what_no_reader_needs():
    def slim(body: str) -> str:
        html = f'<body><main>{body}</main>\n<script>x = "a"\n</script>'
        return slim_body(html).removeprefix("<body><main>").partition("</main>")[0]

    assert slim('<p class="a">\n<b>x</b>\n</p>\n<p id="c-1">y</p>') == "<p class=a><b>x</b><p id=c-1>y"
    assert slim('<a href="x y">a</a>\n<a href="#b">c</a>') == '<a href="x y">a</a>\n<a href=#b>c</a>'
    assert slim("<li>a</li>\n<li>b\nc</li></ul>") == "<li>a<li>b\nc</ul>"
    assert slim("<p>a</p> b<p>c</p><small>d</small>") == "<p>a</p> b<p>c</p><small>d</small>"
