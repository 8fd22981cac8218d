"""Printed documents with words from right to left: each paragraph runs as its words do."""

import io

import pikepdf
import pytest

from jeu_oie.draw.html import direct_paragraphs
from jeu_oie.draw.pdf import pdf

ARABIC = "<p>أقدّم شكواي</p>"


def page(body):
    return f'<html lang="ar"><body>{body}</body></html>'


def test_a_document_without_such_words_is_left_as_it_is():
    html = page("<p>Je signale</p><td>01 00 00 00 00</td>")
    assert direct_paragraphs(html) == html


def test_a_document_runs_as_its_paragraphs_do():
    assert '<html dir="rtl" ' in direct_paragraphs(page(ARABIC))
    assert '<html dir="ltr" ' in direct_paragraphs(page(ARABIC + "<p>Je signale</p>" * 9))


@pytest.mark.parametrize(
    "body, expected",
    [
        ('<p class="a">Oui.</p>', '<p class="a"><bdi dir="ltr">Oui.</bdi></p>'),
        ("<td>01 00 00 00 00</td>", '<td><bdi dir="ltr">01 00 00 00 00</bdi></td>'),
        ("<p><b>Étape</b> · شكواي</p>", "<p><b>Étape</b> · شكواي</p>"),
        ('<p><img alt="" src="a">Oui</p>', '<p><img alt="" src="a"><bdi dir="ltr">Oui</bdi></p>'),
        ("<li>« <br>»</li>", "<li>« <br>»</li>"),
    ],
)
def test_a_paragraph_runs_as_its_words_do(body, expected):
    assert expected in direct_paragraphs(page(ARABIC * 2 + body))


def test_words_from_right_to_left_are_marked_in_a_document_of_the_program():
    html = direct_paragraphs(page("<p>Je signale</p>" * 9 + ARABIC))
    assert '<p><bdi dir="rtl">أقدّم شكواي</bdi></p>' in html


def fonts_of(body):
    document = pikepdf.open(io.BytesIO(pdf(f"<html lang=ar><title>a</title><body>{body}")))
    made = [each for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/FontDescriptor" in each]
    assert all("/FontFile2" in each.FontDescriptor or "/FontFile3" in each.FontDescriptor for each in made)
    return {str(each.BaseFont).partition("+")[2] for each in made}


def test_the_print_engine_takes_arabic_letters_of_our_font_at_both_weights():
    assert fonts_of("<p>شكوى</p><p><b>شكوى</b>") == {"IBM-Plex-Sans-Arabic", "IBM-Plex-Sans-Arabic-Bold"}
    assert fonts_of("<p>Plainte <span style='font-family:Other'>12</span>") == {"Oie"}
