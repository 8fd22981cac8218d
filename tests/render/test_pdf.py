"""The print engine behind its function: closed, quiet, repeatable."""

import builtins
import io
import os
import re
import subprocess
import sys

import pikepdf
import pytest

from jeu_oie.errors import PrintEngineMissing, RenderingFailed
from jeu_oie.render import pdf as engine_module
from jeu_oie.render.pdf import Printing, pdf, picture

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
    single = opened(pdf(page()))
    assert "/Duplex" not in single.Root.ViewerPreferences


def test_the_title_is_that_of_the_document_and_there_is_no_date():
    document = opened(pdf(page()))
    info = document.docinfo
    assert str(info["/Title"]) == "Titre é"
    assert not {"/CreationDate", "/ModDate"} & set(info.keys())


def test_the_trim_is_exact_and_the_bleed_three_millimetres_around_it():
    css = "@page{size:420mm 297mm;bleed:10mm;marks:crop cross}"
    document = opened(pdf(page(css=css), Printing(bleed_mm=3)))
    (sheet,) = document.pages
    mm = 25.4 / 72
    trim, bleed, media = ([float(each) * mm for each in sheet[key]] for key in ("/TrimBox", "/BleedBox", "/MediaBox"))
    assert trim == pytest.approx([0, 0, 420, 297], abs=0.001)
    assert bleed == pytest.approx([-3, -3, 423, 300], abs=0.001)
    assert media == pytest.approx([-10, -10, 430, 307], abs=0.001)


def test_only_our_font_is_there_and_it_is_embedded():
    document = opened(pdf(page('<p>é <b>gras</b> <i>penché</i> <code style="font-family:DejaVu Sans">x</code>')))
    made = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
    names = {str(font.BaseFont) for font in made if "/BaseFont" in font}
    assert names
    assert all("Atkinson-Hyperlegible" in name and "+" in name for name in names)
    descriptors = [each for each in made if each.get("/Type") == "/FontDescriptor"]
    assert descriptors
    assert all("/FontFile2" in each or "/FontFile3" in each for each in descriptors)


def test_a_character_that_the_font_lacks_is_an_empty_box():
    assert pdf(page("<p>▯"))
    with pytest.raises(RenderingFailed):
        pdf(page("<p>漢"))


def test_a_page_that_comes_again_is_drawn_once():
    two = page('<p>un</p><p style="break-before:page">deux')
    once = pdf(two)
    again = pdf(two, Printing(order=(0, 1) * 20))
    assert len(opened(again).pages) == 40
    assert len(again) < len(once) + 12_000
    texts = {each.Contents.objgen for each in opened(again).pages}
    assert len(texts) == 2


def test_several_documents_make_one_file():
    made = opened(pdf([page("<p>un"), page("<p>deux")], Printing(duplex=True)))
    assert len(made.pages) == 2
    assert str(made.docinfo["/Title"]) == "Titre é"
    assert made.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"


def test_the_picture_shows_the_trim():
    css = "@page{bleed:10mm;marks:crop}"
    made = picture(pdf(page('<div style="background:#f00;height:50mm">', css=css), Printing(bleed_mm=3)), 400)
    assert made.startswith(b"\x89PNG")
    width, height = (int.from_bytes(made[at : at + 4]) for at in (16, 20))
    assert (width, height) == (400, 200)
    assert b"tIME" not in made
    assert b"tEXt" not in made


def test_without_pango_there_is_no_engine(monkeypatch):
    real = builtins.__import__

    def missing(name, *arguments, **keywords):
        if name.startswith("weasyprint"):
            raise OSError("libpango")
        return real(name, *arguments, **keywords)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(PrintEngineMissing):
        engine_module.load()


def test_the_environment_is_as_before():
    pdf(page())
    assert os.environ.get("FONTCONFIG_FILE") is None


MAKE = """
import sys
from jeu_oie.render.pdf import Printing, pdf, picture
made = pdf(sys.stdin.read(), Printing(duplex=True, order=(1, 0)))
sys.stdout.buffer.write(made + picture(made, 200))
"""


def test_two_processes_make_the_same_bytes():
    html = page('<p>un <b>deux</b></p><p style="break-before:page">trois')
    made = [
        subprocess.run(
            [sys.executable, "-c", MAKE],
            input=html.encode(),
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima"))
    ]
    assert made[0] == made[1]
    assert re.match(rb"%PDF-1\.\d", made[0])
