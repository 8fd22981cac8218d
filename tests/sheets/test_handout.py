"""What people take home and hang up, both: nothing invented, a written way, its own hash, little ink in black."""

import re
from dataclasses import replace
from functools import cache

import pikepdf
import pytest

from jeu_oie.draw.pdf import Printing, draw_scenes
from jeu_oie.draw.scene import Shape, Text
from jeu_oie.game.handout import hand_out
from jeu_oie.sheets.poster import poster
from tests.board.drawn import content, heavy, marks, paper_of
from tests.game import making

PAGE = "https://exemple.fr/jeux/essai/index.html"
HANDOUTS = {"poster": poster}
EACH = pytest.mark.parametrize("make", HANDOUTS.values(), ids=HANDOUTS)
SHIPPED = pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")


def urgent(count=1, **more):
    """Ways to say that it is urgent, from the first step to the last."""
    return [{"id": f"u{n}", "title": f"Niveau {n}", "from": "s1", "to": "s3", **more} for n in range(1, count + 1)]


def laid(make, path, page=None, language="fr", *, ink="colour", large=False):
    """The sheets of a shipped circuit."""
    return laid_once(make, path, page, language, ink, large)


@cache
def laid_once(make, path, page, language, ink, large):
    """Many tests look at the same sheets, which are frozen."""
    circuit = making.shipped(path).model_copy(update={"language": language})
    return make(paper_of(circuit, page, ink=ink, large=large))


def unstamped(scenes):
    """The scenes without their stamp, whose hash may be of figures only."""
    return [replace(scene, groups=tuple(group for group in scene.groups if group.kind != "stamp")) for scene in scenes]


def squeezed(text):
    return "".join(text.split())


FIGURES = re.compile(r"\d(?:[ .]?\d){5,}|\b(?:15|17|18|112|3\d{3})\b")


@SHIPPED
@EACH
def test_no_number_is_invented(path, make):
    known = making.shipped(path).model_dump_json()
    for line in content(unstamped(laid(make, path).scenes)):
        assert all(number in known for number in FIGURES.findall(line)), line


def test_the_national_numbers_have_their_source():
    said = " ".join(content(poster(paper_of(making.circuit())).scenes))
    assert "Source : Service-Public F33954, numéros d’urgence" in said


def test_ways_of_one_number_stand_together():
    circuit = making.circuit(shortcuts=[*urgent(2, call="01 02 03 04 05"), {**urgent(3)[2], "call": "17"}])
    hand = hand_out(paper_of(circuit).facts)
    assert [(way.call, len(way.levels)) for way in hand.ways] == [("01 02 03 04 05", 2), ("17", 1)]


@SHIPPED
def test_the_poster_says_whose_it_is_and_that_nobody_has_validated_it(path):
    paper = paper_of(making.shipped(path))
    stamp = next(group for group in laid(poster, path).scenes[0].groups if group.id == "timbre")
    texts = [mark for mark in stamp.marks if isinstance(mark, Text)]
    landlord = squeezed(paper.dossier.landlord)
    assert landlord in squeezed("".join(text.content for text in texts if text.size_pt >= 15))
    assert max(text.size_pt for text in texts if text.content == "Brouillon, à valider") >= 13


@SHIPPED
def test_the_numbers_of_danger_are_read_from_two_metres(path):
    small, big = laid(poster, path).scenes
    sizes = {text.content: text.size_pt for text in reversed(list(big.texts()))}  # the first is the band's
    first = "17" if path.stem == "neighbours" else "18"
    assert min(sizes[number] for number in (first, "15", "112", "114")) >= 60
    title, twin = (next(scene.texts()) for scene in (small, big))
    assert (small.width, small.height, big.width, big.height) == (210, 297, 297, 420)
    assert content([small]) == content([big])
    assert twin.x == pytest.approx(title.x * 2**0.5)
    assert max(text.x + text.width for text in big.texts()) < 297 - 5


def test_black_and_white_handouts_have_no_large_fill():
    path = making.SHIPPED[0]
    assert list(heavy(laid(poster, path).scenes[0]))  # the guard sees colours
    for make in HANDOUTS.values():
        for scene in laid(make, path, PAGE, ink="saver").scenes:
            assert list(heavy(scene)) == []


def test_who_cannot_telephone_finds_a_written_way():
    circuit = making.circuit(landlord={"name": "Essai", "contacts": [{"kind": "email", "value": "a@exemple.fr"}]})
    assert "a@exemple.fr" in " ".join(content(poster(paper_of(circuit)).scenes))


@pytest.mark.parametrize("name", HANDOUTS)
def test_a_sheet_changes_its_hash_with_its_words_only(name):
    circuit = making.circuit()
    made = HANDOUTS[name](paper_of(circuit))
    (digits,) = made.hashes.values()
    assert digits in " ".join(content(made.scenes))
    assert "Brouillon" in " ".join(content(made.scenes))
    assert HANDOUTS[name](paper_of(circuit.model_copy(update={"version": "2"}))).hashes == made.hashes
    urged = making.circuit(shortcuts=urgent(call="01 02 03 04 05"))
    assert HANDOUTS[name](paper_of(urged)).hashes != made.hashes


def test_the_code_of_the_page_stands_only_where_there_is_one():
    codes = [
        any(mark.upright for scene in poster(paper_of(making.circuit(), page)).scenes for mark in marks(scene, Shape))
        for page in (None, PAGE)
    ]
    assert codes == [False, True]


def sizes_of(opened):
    return [tuple(round(float(side) * 25.4 / 72) for side in page.mediabox[2:]) for page in opened.pages]


def test_the_poster_is_one_page_of_a4_and_one_of_a3(tmp_path):
    paper = paper_of(making.circuit())
    file = tmp_path / "poster.pdf"
    file.write_bytes(draw_scenes(poster(paper).scenes, paper.palette.saver, "Essai", Printing()))
    with pikepdf.open(file) as opened:
        assert sizes_of(opened) == [(210, 297), (297, 420)]
        assert opened.Root.ViewerPreferences.PrintScaling == "/None"
