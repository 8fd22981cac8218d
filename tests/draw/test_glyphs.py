"""A line is set as it is measured: glyphs from left to right, each with the letters that it stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeu_oie.draw.glyphs import Typeface, natural, part_of, set_line
from jeu_oie.draw.pdf.content import segments
from jeu_oie.draw.text import advance, printable

LETTERS = st.text(st.sampled_from("aéœfi AVTo.,:’«»\u00a0\u202f0123-()/▯漢الطلبرقم\u200c"), min_size=1, max_size=40)


def said(runs):
    return "".join(glyph.text for run in runs for glyph in run.glyphs)


@given(LETTERS, st.booleans(), st.booleans())
def test_a_line_is_as_wide_as_measured_and_says_every_letter(text, bold, leftward):
    runs = set_line(text, bold=bold, leftward=leftward)
    width = sum(glyph.advance for run in runs for glyph in run.glyphs)
    # Letters that join across a change of direction may be spaced a little otherwise.
    assert width == pytest.approx(advance(printable(text), bold=bold), abs=40)
    assert sorted(said(runs)) == sorted(printable(text))


def test_a_line_without_changes_of_direction_is_exactly_as_wide():
    for text in ("J’attends la réponse : fi", "AVATAR To Ta", "الطلب رقم", "La « شكوى » du locataire"):
        runs = set_line(text, bold=False, leftward=False)
        assert sum(glyph.advance for run in runs for glyph in run.glyphs) == advance(printable(text), bold=False), text


def test_words_from_right_to_left_follow_each_other_so_and_figures_do_not():
    runs = set_line("نعم 12 (OPAC 38)", bold=False, leftward=True)
    shown = said(runs)
    assert shown.index("OPAC 38") < shown.index("12") < shown.index("ع")
    plain = {glyph.text: glyph.number for glyph in set_line("()", bold=False, leftward=False)[0].glyphs}
    swapped = {glyph.text: glyph.number for run in runs for glyph in run.glyphs if glyph.text in "()" and glyph.text}
    assert swapped == {"(": plain[")"], ")": plain["("]}
    in_order = sorted(runs, key=lambda run: run.start)
    read = [glyph.text for run in in_order for glyph in (run.glyphs[::-1] if run.leftward else run.glyphs)]
    assert "".join(read) == "نعم 12 (OPAC 38)"


def test_a_part_of_a_font_holds_its_glyphs_under_their_numbers():
    for typeface in (Typeface(arabic, bold) for arabic in (False, True) for bold in (False, True)):
        small, larger = part_of(typeface, [3, 40]), part_of(typeface, range(3, 60))
        assert small[:4] == b"\x00\x01\x00\x00"
        assert len(small) < len(larger) < 20_000
        assert natural(typeface, 40) > 0


def test_path_data_becomes_lines_and_cubic_curves():
    assert segments("M1 2h3V6l1-1z") == (
        ("m", ((1, 2),)),
        ("l", ((4, 2),)),
        ("l", ((4, 6),)),
        ("l", ((5, 5),)),
        ("l", ((1, 2),)),
        ("h", ()),
    )
    ((_, _), (verb, (first, second, end))) = segments("M0 0Q3 0 3 3")
    assert (verb, first, second, end) == ("c", (2, 0), (3, 1), (3, 3))
    (_, *arcs) = segments("M0 0A5 5 0 0 1 5 5")
    assert [each[0] for each in arcs] == ["c"]
    assert arcs[0][1][-1] == pytest.approx((5, 5))
    assert segments("M0 0h1z m5 5h1")[4] == ("m", ((5, 5),))


def test_what_is_no_path_data_is_refused():
    with pytest.raises((ValueError, IndexError)):
        segments("M 0 0 L 1")
