"""The kits of the shipped circuits: all files there and true, nothing written lost, what a print shop needs."""

import hashlib
import html.parser
import json
import re
import subprocess
import unicodedata

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from tests.game.making import CIRCUITS, FEW, SHIPPED
from tests.game.test_nothing_lost import DATE, stands, written
from tests.print import sheets, test_circuit

NAMES, PRINTED = ([path.relative_to(CIRCUITS).with_suffix("").as_posix() for path in paths] for paths in (SHIPPED, FEW))
ONLINE = {"board.svg", "index.html", "manifest.json"}
FILES = ONLINE | {
    "board.png",
    "print/1-board-a3.pdf",
    "print/1-board-a4.pdf",
    "print/2-table.pdf",
    "print/3-person.pdf",
    "print/4-facilitator.pdf",
    "print/more/circuit.pdf",
}
MM = 72 / 25.4
every = pytest.mark.parametrize("name", NAMES)
printed = pytest.mark.parametrize("name", PRINTED)


class Reader(html.parser.HTMLParser):
    """The text that a page shows, and where its links lead."""

    def __init__(self):
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style"):
            self.inside.append(tag)
        self.links += [value for name, value in attrs if name == "href" and value]

    def handle_endtag(self, tag):
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.said.append(data)


def page_text(page):
    reader = Reader()
    reader.feed(page)
    return squeezed("".join([*reader.said, *reader.links]))


def pdf_text(file, *options):
    made = subprocess.run(["pdftotext", *options, str(file), "-"], capture_output=True, check=True)
    return made.stdout.decode()


def squeezed(text):
    """Without spaces and ligatures, and with what stands for the signs that the font lacks."""
    return re.sub(r"\s|\u00ad", "", unicodedata.normalize("NFKC", text)).replace("\u2011", "-").replace("→", "›")


def lost(texts, shown):
    return [text for text in texts if not stands(text, shown, squeezed)]


def of(name):
    return written(CIRCUITS / f"{name}.yaml")


# --- nothing written gets lost -------------------------------------------------------------------------------


# In the page: tests/web/test_page.py, which knows what no table draws. Of the others, in what is given to print:
# tests/kit/test_evening.py.
@printed
def test_every_text_stands_in_the_printed_kit(shipped_kits, name):
    files = sorted((shipped_kits / name / "print").rglob("*.pdf"))
    assert lost(of(name), squeezed("".join(pdf_text(file, "-raw") for file in files))) == []


@pytest.mark.parametrize("path", FEW, ids=PRINTED)
def test_the_circuit_in_full_says_every_text_of_every_card(shipped_kits, path):
    """Of the others, what is given to its template: tests/print/test_circuit.py."""
    document = (shipped_kits / f"{path.parent.name}/{path.stem}" / "print/more/circuit.pdf").read_bytes()
    shown = sheets.squeezed(sheets.words(document, "-raw"))
    made = sheets.shipped(path)
    texts = list(test_circuit.told(made))
    assert len(texts) > 100
    assert [text for text in texts if sheets.squeezed(text) not in shown] == []


def test_the_guard_sees_a_lost_text(shipped_kits):
    page = (shipped_kits / PRINTED[0] / "index.html").read_text(encoding="utf-8")
    whole = page_text(page)
    for text in [each for each in of(PRINTED[0]) if not DATE.fullmatch(each)][::20]:
        assert lost([text], whole.replace(squeezed(text), "")), text
    assert lost(["<b>gras</b>"], page_text("<p><b>gras</b></p><script>'<b>gras</b>'</script>"))


# --- the files -----------------------------------------------------------------------------------------------


@every
def test_the_manifest_is_complete_and_true(shipped_kits, name):
    kit = shipped_kits / name
    manifest = json.loads((kit / "manifest.json").read_bytes())
    there = {path.relative_to(kit).as_posix(): path for path in kit.rglob("*") if path.is_file()}
    assert set(there) >= (FILES if name in PRINTED else ONLINE)
    assert set(manifest["files"]) == set(there) - {"manifest.json"}
    for file, told in manifest["files"].items():
        data = there[file].read_bytes()
        assert told == {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    sources = [CIRCUITS / f"{name}.yaml", (CIRCUITS / name).parent / "landlord.yaml", CIRCUITS / "common.yaml"]
    assert manifest["source"] == hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    assert manifest["cards"]
    assert manifest["sheets"]["board"]


@printed
def test_the_picture_is_1600_pixels_wide_and_has_no_date(shipped_kits, name):
    data = (shipped_kits / name / "board.png").read_bytes()
    assert int.from_bytes(data[16:20], "big") == 1600
    assert b"tIME" not in data


# --- for a print shop ----------------------------------------------------------------------------------------


def box(page, key):
    return [float(side) / MM for side in page[key]]


@printed
def test_the_board_is_an_a3_with_its_bleed(shipped_kits, name):
    with pikepdf.open(shipped_kits / name / "print" / "shop" / "board-a3.pdf") as made:
        assert len(made.pages) == 1
        trim, bleed, media = (box(made.pages[0], f"/{key}Box") for key in ("Trim", "Bleed", "Media"))
    assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([420, 297], abs=0.02)
    assert [bleed[at] - trim[at] for at in range(4)] == pytest.approx([-3, -3, 3, 3], abs=0.02)
    assert media[0] < bleed[0] < bleed[2] < media[2]
    assert media[1] < bleed[1] < bleed[3] < media[3]


def ink_outside_bleed(file):
    """(ink between the bleed and the marks, marks) of the first page: dark pixels in each ring, at 4 a mm."""
    document = pypdfium2.PdfDocument(file)
    page = document[0]
    trim, media = page.get_trimbox(), page.get_mediabox()
    picture = page.render(scale=4 / MM).to_pil().convert("L")
    left, low, right, high = (round(abs(a - b) / MM * 4) for a, b in zip(trim, media, strict=True))
    document.close()
    ring = picture.point(lambda value: 255 * (value < 200))
    ring.paste(0, around(ring, left, high, right, low, 13))
    # The marks stand more than 5 mm away from the trim; what is between must be bare.
    between = ring.crop(around(ring, left, high, right, low, 20))
    return between.getbbox() is not None, ring.getbbox() is not None


def around(picture, left, high, right, low, by):
    return (left - by, high - by, picture.width - right + by, picture.height - low + by)


def test_marks_stand_outside_the_bleed_and_nothing_between(shipped_kits):
    between, marks = ink_outside_bleed(shipped_kits / PRINTED[0] / "print" / "shop" / "board-a3.pdf")
    assert marks
    assert not between


def test_the_guard_sees_ink_between_bleed_and_marks(shipped_kits, tmp_path):
    with pikepdf.open(shipped_kits / PRINTED[0] / "print" / "shop" / "board-a3.pdf") as made:
        left, low = (float(side) for side in made.pages[0]["/TrimBox"][:2])
        ink = f"q 0 0 0 rg {left - 4.4 * MM} {low + 50} {MM} {MM} re f Q"
        made.pages[0].contents_add(made.make_stream(ink.encode()))
        made.save(tmp_path / "inked.pdf")
    assert ink_outside_bleed(tmp_path / "inked.pdf")[0]


@printed
def test_fonts_are_embedded(shipped_kits, name):
    for file in sorted((shipped_kits / name / "print").rglob("*.pdf")):
        listed = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
        rows = listed.splitlines()[2:]
        assert rows, file
        for row in rows:
            assert re.match(r"[A-Z]{6}\+(Oie|IBM-?Plex)", row), row
            assert re.search(r" yes +(yes|no) +(yes|no) +\d+ +\d+$", row), row


@printed
def test_the_board_is_searched_in_the_order_of_its_squares(shipped_kits, name):
    kit = shipped_kits / name
    count = json.loads((kit / "manifest.json").read_bytes())["board"]["squares"]
    lines = [line.strip() for line in pdf_text(kit / "print" / "shop" / "board-a3.pdf", "-raw").splitlines()]
    numbers = iter(int(word) for line in lines for word in line.split() if word.isdigit())
    missing = [number for number in range(1, count + 1) if number not in numbers]  # consumes as it looks
    assert missing == []


@printed
def test_every_pdf_is_sound(shipped_kits, name):
    for file in sorted((shipped_kits / name / "print").rglob("*.pdf")):
        checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr


# --- on line -------------------------------------------------------------------------------------------------


@printed
def test_the_code_on_the_board_leads_to_the_page(shipped_kits, name):
    document = pypdfium2.PdfDocument(shipped_kits / name / "print" / "shop" / "board-a3.pdf")
    picture = document[0].render(scale=2).to_pil()
    document.close()
    read = [each.text for each in zxingcpp.read_barcodes(picture)]
    assert read == [f"https://exemple.fr/jeux/{name}/index.html"]
