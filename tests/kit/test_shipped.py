"""The kits of the shipped circuits: all files there and true, nothing written lost."""

import hashlib
import html.parser
import json
import re
import subprocess
import unicodedata

import pypdfium2
import pytest
import zxingcpp

from tests.game.making import CIRCUITS, SHIPPED
from tests.game.test_nothing_lost import DATE, stands, written
from tests.kit import conftest
from tests.print import sheets, test_circuit

NAMES, BUILT, PRINTED = (
    [path.relative_to(CIRCUITS).with_suffix("").as_posix() for path in paths]
    for paths in (SHIPPED, conftest.BUILT, conftest.PRINTED)
)
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


def name_of(kit):
    """« actis/repairs »."""
    return f"{kit.parent.name}/{kit.name}"


def of(name):
    return written(CIRCUITS / f"{name}.yaml")


# In the page: tests/web/test_page.py, which knows what no table draws. Of the others, in what is given to print:
# tests/kit/test_evening.py.
@conftest.printed
def test_every_text_stands_in_the_printed_kit(printed_kit):
    files = sorted((printed_kit / "print").rglob("*.pdf"))
    assert lost(of(name_of(printed_kit)), squeezed("".join(pdf_text(file, "-raw") for file in files))) == []


@conftest.printed
def test_the_circuit_in_full_says_every_text_of_every_card(printed_kit):
    """Of the others, what is given to its template: tests/print/test_circuit.py."""
    shown = sheets.squeezed(sheets.words((printed_kit / "print/more/circuit.pdf").read_bytes(), "-raw"))
    texts = list(test_circuit.told(sheets.shipped(CIRCUITS / f"{name_of(printed_kit)}.yaml")))
    assert len(texts) > 100
    assert [text for text in texts if sheets.squeezed(text) not in shown] == []


def test_the_guard_sees_a_lost_text(shipped_kits):
    page = (shipped_kits / PRINTED[0] / "index.html").read_text(encoding="utf-8")
    whole = page_text(page)
    for text in [each for each in of(PRINTED[0]) if not DATE.fullmatch(each)][::20]:
        assert lost([text], whole.replace(squeezed(text), "")), text
    assert lost(["<b>gras</b>"], page_text("<p><b>gras</b></p><script>'<b>gras</b>'</script>"))


@pytest.mark.parametrize("name", [PRINTED[0], BUILT[-1]])
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


@conftest.printed
def test_every_pdf_is_sound_and_its_fonts_are_embedded(printed_kit):
    for file in sorted((printed_kit / "print").rglob("*.pdf")):
        checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        listed = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
        rows = listed.splitlines()[2:]
        assert rows, file
        for row in rows:
            assert re.match(r"[A-Z]{6}\+(Oie|IBM-?Plex)", row), row
            assert re.search(r" yes +(yes|no) +(yes|no) +\d+ +\d+$", row), row


def test_the_code_on_the_board_leads_to_the_page(shipped_kits):
    document = pypdfium2.PdfDocument(shipped_kits / PRINTED[0] / "print" / "shop" / "board-a3.pdf")
    picture = document[0].render(scale=2).to_pil()
    document.close()
    read = [each.text for each in zxingcpp.read_barcodes(picture)]
    assert read == [f"https://exemple.fr/jeux/{PRINTED[0]}/index.html"]
