"""Text broken into lines: all of it, whole words in their order, each line within its room, the fewest lines."""

import pytest

from jeu_oie.draw.text import ELLIPSIS, Style, break_lines, fill_lines, shorten

TITLE = "Un technicien passe et constate la fuite"
STYLE = Style(12, bold=True)
WHOLE = STYLE.width(TITLE)


def words(lines: tuple[str, ...]) -> list[str]:
    return " ".join(lines).split()


@pytest.mark.parametrize("share", [1.01, 0.7, 0.45, 0.3])
def test_lines_hold_every_word_within_their_room_and_are_the_fewest(share):
    lines = break_lines(TITLE, STYLE, [WHOLE * share] * 5)
    assert lines and words(lines) == TITLE.split()
    assert all(STYLE.width(line) <= WHOLE * share for line in lines)
    assert len(lines) == 1 or break_lines(TITLE, STYLE, [WHOLE * share] * (len(lines) - 1)) is None


def test_lines_are_even_and_not_full_ones_over_a_short_one():
    lines = break_lines(TITLE, STYLE, [WHOLE * 0.9] * 2)
    full, used = fill_lines(TITLE.split(), [WHOLE * 0.9] * 2, STYLE)
    assert lines and used == len(TITLE.split())
    assert max(map(STYLE.width, lines)) < STYLE.width(full[0])


def test_each_line_keeps_to_its_own_room():
    wide = WHOLE * 0.8
    lines = break_lines(TITLE, STYLE, [wide / 2, wide], 2)
    assert lines and STYLE.width(lines[0]) <= wide / 2 < STYLE.width(lines[1])


def test_as_many_lines_as_are_asked_for():
    lines = break_lines(TITLE, STYLE, [WHOLE] * 3, 3)
    assert lines and len(lines) == 3


@pytest.mark.parametrize("text, room, count", [(TITLE, 1, 5), ("", WHOLE, 1), ("Un mot", WHOLE, 0)])
def test_what_no_line_holds_is_none(text, room, count):
    assert break_lines(text, STYLE, [room] * count) is None


def test_what_is_cut_says_so_and_how_much_is_lacking():
    lines, over = shorten(TITLE, [WHOLE * 0.4, WHOLE * 0.3], STYLE)
    said = " ".join(lines)
    assert said.endswith(ELLIPSIS) and TITLE.startswith(said.removesuffix(ELLIPSIS).strip())
    assert over >= len(TITLE) - len(said) > 0
    assert shorten(TITLE, [WHOLE], STYLE) == ((TITLE,), 0)
