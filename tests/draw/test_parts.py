"""A long document is printed in parts and bound: all its words, one numbering, the tags and bookmarks of all."""

import io
import re
from pathlib import Path

import pikepdf
import pytest
from markupsafe import Markup

from jeu_oie.circuit.read import read
from jeu_oie.draw.html import DONE, MOST, START, in_parts, seam, start, strip_marks
from jeu_oie.draw.pdf import SCREEN, Printing, pdf
from jeu_oie.game.preset import Preset
from jeu_oie.kit import Options, plan
from jeu_oie.kit.printing import set_in_parts, text_document
from jeu_oie.sheets.booklet import booklet_sheet
from tests.kit.tagged import faults
from tests.sheets.sheets import pages

pytestmark = pytest.mark.usefixtures("few_games")
LARGEST = Path("circuits/actis/repairs.yaml")
SMALL = Path("tests/kit/small.yaml")
WRITERS = {"booklet": booklet_sheet}
NUMBER = re.compile(r"page (\d+)(?: / \d+)?")


@pytest.fixture(scope="module")
def planned():
    circuit = read(SMALL).circuit
    assert circuit
    return plan(circuit, Preset())


def marked(name, made):
    return text_document(WRITERS[name], name, made, Options()).sheet.marked


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_cut_says_all_that_the_whole_says(planned, name):
    html = marked(name, planned)
    parts = in_parts(html, html.count("<") // 4)
    assert len(parts) >= 3
    made = set_in_parts(parts, Printing(variant=SCREEN))
    assert faults(made) == []
    whole = pdf(strip_marks(html), Printing(variant=SCREEN))
    bound, one = pages(made), pages(whole)
    heads = {"problème", "section"}  # at the head of a page that begins with one, or goes on with it
    assert set(said(bound)) ^ set(said(one)) <= heads
    assert [int(found[1]) for page in bound if (found := NUMBER.search(text(page)))] == [
        rank for rank, _ in enumerate(bound, 1)
    ]
    assert len(bookmarks(made)) == len(bookmarks(whole))


def text(page):
    return " ".join(word.text for word in page)


def said(found):
    """The words that stand there, each once."""
    return sorted(set(re.findall(r"\w{3,}", " ".join(map(text, found)))))


def bookmarks(made):
    with pikepdf.open(io.BytesIO(made)) as read_again, read_again.open_outline() as outline:
        found, waiting = [], list(outline.root)
        while waiting:
            each = waiting.pop()
            found.append(each.title)
            waiting.extend(each.children)
        return found


def test_each_page_is_told_of_by_its_own_elements(planned):
    """A part's numbers begin at nothing: those of the next one would lead to the elements of the first."""
    html = marked("booklet", planned)
    made = set_in_parts(in_parts(html, html.count("<") // 4), Printing(variant=SCREEN))
    with pikepdf.open(io.BytesIO(made)) as book:
        numbers = book.Root.StructTreeRoot.ParentTree.Nums.as_list()
        owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        assert len(owners) * 2 == len(numbers)
        for page in book.pages:
            held = owners[int(page.obj.StructParents)].as_list()
            own = [each for each in held if isinstance(each, pikepdf.Dictionary)]
            assert own
            assert all(each.Pg.objgen == page.obj.objgen for each in own)


def test_left_and_right_go_on(planned):
    """The corner that tells the squares stands at the outer edge, whatever the part."""
    html = marked("booklet", planned)
    made = set_in_parts(in_parts(html, html.count("<") // 5), Printing(duplex=True))
    found = pages(made)[1:]
    assert len(found) > 3
    for number, page in enumerate(found, 2):
        corner = [word for word in page if word.size_pt > 20 and word.bottom < 24]
        assert corner, f"page {number} tells no squares"
        within = (min(word.left for word in corner), 148 - max(word.right for word in corner))
        assert (within[1] < within[0]) is (number % 2 == 1), (number, within)


def test_what_is_short_is_as_if_nothing_marked_it():
    circuit = read(LARGEST).circuit
    assert circuit
    made = plan(circuit, Preset())
    for name in WRITERS:
        html = marked(name, made)
        assert START in html
        assert DONE in html
        assert in_parts(html) == (strip_marks(html),)
        assert not re.search("[\ufdd0-\ufdef]", strip_marks(html))
        assert html.count("<") < MOST


def test_a_seam_closes_and_opens_what_stands_around_it():
    rows = seam("</ul>", Markup("<ul>")).join(Markup(f"<li>{rank}</li>") for rank in range(6))
    html = f"<html><style></style><body>{start()}<ul>{rows}</ul></body></html>"
    parts = in_parts(html, 8)
    assert len(parts) > 2
    assert all(part.startswith("<html><style></style><body><ul><li>") for part in parts)
    assert all(part.endswith("</li></ul></body></html>") for part in parts)
    assert re.findall(r"<li>(\d)</li>", "".join(parts)) == list("012345")
    assert strip_marks(html).count("<ul>") == 1
