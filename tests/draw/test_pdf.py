"""The print engine behind its function: closed, quiet, repeatable."""

import gc
import io
import os
import re
import subprocess
import sys

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from jeu_oie.draw.pdf import SCREEN, Edge, Printing, engine, pdf, picture
from jeu_oie.errors import RenderingFailed
from tests.kit.tagged import faults

PAGE = (
    '<!doctype html><html lang="fr"><title>Titre é</title><style>@page{{size:100mm 50mm;margin:0}}{css}</style>'
    '<body style="font-family:Atkinson Hyperlegible">{body}'
)
NESTED = "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/hostname' width='9' height='9'/></svg>"


def page(body: str = "<p>Réclamation</p>", css: str = "") -> str:
    return PAGE.format(body=body, css=css)


def opened(document: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(document))


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/hostname">',
        '<img src="http://example.org/a.png">',
        '<img src="relative.png">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        '<p style="background:url(ftp://example.org/a)">a',
        '<style>@font-face{font-family:x;src:url(file:///a.ttf)}</style><p style="font-family:x">a',
        '<style>@import "file:///a.css";</style>',
        '<object data="file:///etc/hostname"></object>',
        f'<img src="data:image/svg+xml,{NESTED}">',
        '<p style="colour: red">a',
        '<img src="data:image/svg+xml,<svg">',
    ],
)
def test_a_refused_address_or_any_complaint_fails_the_build(body):
    with pytest.raises(RenderingFailed):
        pdf(page(body))


def test_a_failure_is_told_in_few_words_and_the_next_document_is_made():
    with pytest.raises(RenderingFailed) as told:
        pdf(page(f'<img src="data:image/png;base64,{"A" * 5000}">' * 40))
    assert len(str(told.value)) < 5000
    assert pdf(page()).startswith(b"%PDF")


def test_a_viewer_prints_at_true_size_on_both_sides():
    document = opened(pdf(page(), Printing(duplex=True)))
    root = document.Root
    assert root.ViewerPreferences.PrintScaling == "/None"
    assert root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
    assert str(root.Lang) == "fr"
    short = opened(pdf(page(), Printing(duplex=True, edge=Edge.SHORT)))
    assert short.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
    single = opened(pdf(page()))
    assert "/Duplex" not in single.Root.ViewerPreferences


def test_the_title_is_that_of_the_document_and_there_is_no_date():
    document = opened(pdf(page()))
    info = document.docinfo
    assert str(info["/Title"]) == "Titre é"
    assert not {"/CreationDate", "/ModDate"} & set(info.keys())


def test_the_page_is_as_large_as_its_trim_and_art_beyond_it_is_kept():
    css = "@page{size:420mm 297mm;bleed:10mm}div{position:absolute;left:-10mm;top:-10mm;width:440mm;height:20mm}"
    document = opened(pdf(page('<div style="background:#f00"></div>', css=css)))
    (sheet,) = document.pages
    trim, media = ([float(each) * 25.4 / 72 for each in sheet[key]] for key in ("/TrimBox", "/MediaBox"))
    assert trim == media == pytest.approx([0, 0, 420, 297], abs=0.001)
    assert b"-37.795276 -37.795276" in sheet.Contents.read_bytes()


def test_only_our_font_is_there_and_it_is_embedded():
    document = opened(pdf(page('<p>é <b>gras</b> <i>penché</i> <code style="font-family:DejaVu Sans">x</code>')))
    made = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
    names = {str(font.BaseFont) for font in made if "/BaseFont" in font}
    assert names
    assert {name.partition("+")[2] for name in names} == {"Oie", "Oie-Bold"}
    descriptors = [each for each in made if each.get("/Type") == "/FontDescriptor"]
    assert descriptors
    assert all("/FontFile2" in each or "/FontFile3" in each for each in descriptors)


def test_a_character_that_the_font_lacks_is_an_empty_box():
    assert pdf(page("<p>▯"))
    with pytest.raises(RenderingFailed):
        pdf(page("<p>漢"))


def test_the_picture_shows_the_trim():
    css = "@page{bleed:10mm}"
    made = picture(pdf(page('<div style="background:#f00;height:50mm">', css=css)), 400)
    assert made.startswith(b"\x89PNG")
    width, height = (int.from_bytes(made[at : at + 4]) for at in (16, 20))
    assert (width, height) == (400, 200)
    assert b"tIME" not in made
    assert b"tEXt" not in made


def test_without_pango_there_is_no_engine(monkeypatch):
    class Missing:
        @staticmethod
        def find_spec(name, *_):
            if name == "weasyprint":
                raise OSError("libpango")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing, *sys.meta_path])
    with pytest.raises(RenderingFailed):
        engine.load()


def test_the_environment_is_as_before():
    pdf(page())
    assert os.environ.get("FONTCONFIG_FILE") is None
    assert os.environ.get("SOURCE_DATE_EPOCH") is None


MAKE = """
import sys
from jeu_oie.draw.pdf import SCREEN, Printing, pdf, picture
from jeu_oie.print.binding import bind
given = sys.stdin.read()
made = bind([pdf(given, Printing(duplex=True, variant=SCREEN))] * 2)
sys.stdout.buffer.write(made + pdf(given, Printing(variant=SCREEN)) + picture(made, 200))
"""


def test_two_processes_make_the_same_bytes():
    html = page('<p>un <b>deux</b> شكوى <b>شكوى</b></p><p style="break-before:page">trois')
    made = [
        subprocess.run(
            [sys.executable, "-c", MAKE],
            input=html.encode(),
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": then},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone, then in (("1", "Asia/Tokyo", "1"), ("2", "America/Lima", "2000000000"))
    ]
    assert made[0] == made[1]
    assert re.match(rb"%PDF-1\.\d", made[0])


# --- what is read on screens ------------------------------------------------------------------------------

READ = Printing(variant=SCREEN)
DOT = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>"
FOOT = (
    "@page{margin-bottom:9mm;@bottom-left{content:element(foot)}}"
    ".foot{position:running(foot);border-top:1mm solid}p{border:1mm solid;break-after:page}"
)


def test_a_decoration_and_what_stands_in_the_margins_are_no_part_of_what_is_read():
    body = f'<div class="foot">pied <img alt="" src="{DOT}"></div><h1>un</h1><p>a <img alt="" src="{DOT}"> b<p>c'
    made = pdf(page(body, css=FOOT), READ)
    assert faults(made) == []
    told = structure(made)
    assert "pied" not in told
    assert "Figure" not in told
    assert [line.strip('" ') for line in told.splitlines() if '"' in line] == ["un", "a", "b", "c"]


def test_a_figure_that_says_something_stands_where_it_is_read_with_its_box_in_points():
    made = opened(pdf(page(f'<h1>un</h1><img alt="Un point" src="{DOT}" style="margin-left:10mm">'), READ))
    (figure,) = [each for each in made.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"]
    assert str(figure.Alt) == "Un point"
    left, low, right, high = map(float, figure.A.BBox)
    assert 10 * 72 / 25.4 < left < 20 * 72 / 25.4
    assert (right - left, high - low) == pytest.approx((6.75, 6.75), abs=0.01)
    assert high < 50 * 72 / 25.4


@pytest.mark.parametrize("image", [f'<img src="{DOT}">', DOT[19:]])
def test_an_image_without_any_alternate_text_fails_the_build(image):
    with pytest.raises(RenderingFailed):
        pdf(page(f"<h1>un</h1>{image}"), READ)


def structure(document: bytes) -> str:
    told = subprocess.run(["pdfinfo", "-struct-text", "-"], input=document, capture_output=True, check=True)
    assert told.stderr == b""
    return told.stdout.decode()


def test_the_guard_sees_what_a_screen_reader_would_stumble_over():
    assert "no structure" in faults(pdf(page("<h1>un</h1>")))
    for body, fault in (
        ("<p>un", "no bookmark"),
        ("<h1>un</h1><h3>deux</h3>", "/H3 follows a heading of level 1"),
        ("<h1>un</h1><dl><div><dt>a</dt></div></dl>", "/Div in /L"),
    ):
        assert fault in faults(pdf(page(body), READ)), fault
    for ruin, fault in (
        (
            lambda made: made.pages[0].contents_add(b"0 0 9 9 re f"),
            "page 1: f paints what is neither read nor an artifact",
        ),
        (lambda made: made.Root.StructTreeRoot.K[0].K.pop(), "page 1: /Figure 1 is not in the tree"),
        (lambda made: made.Root.__delattr__("Lang"), "no language"),
        (lambda made: made.Root.StructTreeRoot.K[0].K[1].K[0].__delattr__("Alt"), "a figure without a text instead"),
    ):
        made = opened(pdf(page(f'<h1>un</h1><p><img alt="Un point" src="{DOT}">'), READ))
        ruin(made)
        ruined = io.BytesIO()
        made.save(ruined)
        assert fault in faults(ruined.getvalue()), fault


def test_what_looks_for_garbage_is_as_before():
    before = gc.get_threshold()
    pdf("<p>mot")
    assert gc.get_threshold() == before
    with pytest.raises(RenderingFailed):
        pdf("<style>p { colour: red }</style><p>mot")
    assert gc.get_threshold() == before


@pytest.mark.parametrize("family", ["Oie", "Atkinson Hyperlegible", "Other"])
def test_no_slash_crosses_a_zero_in_what_flows(family):
    document = pdf(f'<html lang="fr"><title>x</title><style>html {{ font-family: "{family}" }}</style><p>0 800')
    with pikepdf.open(io.BytesIO(document)) as opened:
        files = [
            each.FontFile2.read_bytes()
            for each in opened.objects
            if "/FontFile2" in (each if isinstance(each, pikepdf.Dictionary) else {})
        ]
    assert files
    for file in files:
        font = TTFont(io.BytesIO(file))
        assert font["glyf"][font.getBestCmap()[ord("0")]].numberOfContours == 2
