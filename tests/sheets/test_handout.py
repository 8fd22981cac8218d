"""What each tenant takes home: the number first, nothing invented, nothing on a fold, nothing cut in silence."""

import re
import subprocess
from dataclasses import replace
from functools import cache

import pikepdf
import pytest

from jeu_oie.draw.geometry import Box
from jeu_oie.draw.marks import pour
from jeu_oie.draw.pdf import Edge, Printing, draw_scenes
from jeu_oie.draw.scene import Shape, Text
from jeu_oie.game.handout import danger_source, hand_out
from jeu_oie.sheets.leaflet import CLEAR, INSIDE, OUTSIDE, carnet, leaflet, panels
from jeu_oie.sheets.poster import FACTORS, FEW, GAP, HEIGHT, ROOM, columns, compose_poster, criteria_height, poster
from tests.board.drawn import box_of, collisions, content, heavy, marks, outside, paper_of, polygon
from tests.game import making

VARIANTS = [{}, {"ink": "saver"}, {"large": True}]
PAGE = "https://exemple.fr/jeux/essai/index.html"
HANDOUTS = {"leaflet": leaflet, "poster": poster, "carnet": carnet}
SHIPPED = pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
VALIDATED = {"status": "validated", "validated": {"by": ["Bailleur"], "on": "2026-11-02"}}


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


# --- the number first ------------------------------------------------------------------------------------


def opening(scene):
    """What is read after danger: the heading, then what stands in the box of the number."""
    return after_danger([scene])[:3]


def after_danger(scenes):
    """All that is said once the numbers of danger and its gestures are."""
    said = content(scenes)
    starts = [said.index(each) for each in OPENINGS if each in said]
    assert "112" in said[: min(starts)], "danger comes first"
    return said[min(starts) :]


OPENINGS = ("En cas d’urgence", "Par où commencer", "If it is urgent", "Where to begin")


@SHIPPED
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("make", [leaflet, poster], ids=["leaflet", "poster"])
def test_the_number_or_that_nobody_found_it_is_read_first(path, language, make):
    circuit = making.shipped(path)
    calls = [shortcut.call for shortcut in circuit.shortcuts if shortcut.call]
    missing = "Numéro pas trouvé" if language == "fr" else "Number not found"
    said = laid(make, path, language=language).scenes
    first = opening(said[0])
    if path.stem == "transfer":
        assert first[0] == ("Par où commencer" if language == "fr" else "Where to begin")
        assert missing not in content(said)
    elif calls:
        assert first[2] == calls[0]
        assert missing not in content(said)
    else:
        assert first[1] == missing


@pytest.mark.parametrize("make", [leaflet, poster], ids=["leaflet", "poster"])
def test_a_request_to_move_speaks_of_urgency_only_where_its_circuit_does(make):
    way_in = {"kind": "desk", "label": "Guichet"}
    steps = making.steps(3, s1={"channels": [way_in]})
    calm = after_danger(make(paper_of(making.circuit(topic="transfer", steps=steps))).scenes)
    assert calm[0] == "Par où commencer"
    assert "Guichet" in calm
    assert not any("urgen" in said.lower() for said in calm if "numéros d’urgence" not in said)  # a source
    unfound = content(make(paper_of(making.circuit(topic="transfer"))).scenes)
    assert "Pas trouvé" in unfound
    hasty = after_danger(
        make(paper_of(making.circuit(topic="transfer", steps=steps, shortcuts=urgent(call="01 02 03 04 05")))).scenes
    )
    assert hasty[:3] == ["En cas d’urgence", "J’appelle le", "01 02 03 04 05"]


@SHIPPED
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_what_to_do_at_once_is_never_left_out_of_the_poster(path, large):
    paper = paper_of(making.shipped(path), PAGE, large=large)
    said = squeezed(" ".join(content(laid(poster, path, PAGE, large=large).scenes[:1])))
    assert [first for _, first in hand_out(paper.facts).at_once if squeezed(first) not in said] == []


@SHIPPED
def test_the_poster_says_whose_it_is_and_that_nobody_has_validated_it(path):
    paper = paper_of(making.shipped(path))
    texts = {text.content.replace("\u00a0", " "): text.size_pt for text in laid(poster, path).scenes[0].texts()}
    assert texts[paper.dossier.landlord.replace("\u00a0", " ")] >= 14
    assert texts["Brouillon. Le bailleur n’a pas encore relu ce texte."] >= 14


@pytest.mark.parametrize("make", [leaflet, poster], ids=["leaflet", "poster"])
def test_a_number_comes_with_its_hours(make):
    circuit = making.circuit(shortcuts=urgent(call="01 02 03 04 05", hours="24 h sur 24"))
    said = after_danger(make(paper_of(circuit)).scenes)
    assert said[:4] == ["En cas d’urgence", "J’appelle le", "01 02 03 04 05", "24 h sur 24"]
    assert squeezed("Je ne sais pas si c’est urgent : j’appelle.") in squeezed(" ".join(said))


def unstamped(scenes):
    """The scenes without their stamp, whose hash may be of figures only."""
    return [replace(scene, groups=tuple(group for group in scene.groups if group.kind != "stamp")) for scene in scenes]


def squeezed(text):
    return "".join(text.split())


FIGURES = re.compile(r"\d(?:[ .]?\d){5,}|\b(?:15|17|18|112|3\d{3})\b")


@SHIPPED
@pytest.mark.parametrize("make", [leaflet, poster], ids=["leaflet", "poster"])
def test_no_number_is_invented(path, make):
    known = making.shipped(path).model_dump_json()
    for line in content(unstamped(laid(make, path).scenes)):
        assert all(number in known for number in FIGURES.findall(line)), line


def test_the_national_numbers_have_their_source():
    said = " ".join(content(poster(paper_of(making.circuit())).scenes))
    assert "Source : Service-Public F33954, numéros d’urgence" in said


def test_a_validated_circuit_says_that_the_landlord_does_not_say():
    circuit = making.circuit(**VALIDATED)
    for make in (leaflet, poster):
        said = after_danger(make(paper_of(circuit)).scenes)
        assert said[1] == "Numéro non dit"
        assert "À écrire ici :" not in said  # only a draft is completed by hand
        assert "Critères d’urgence non dits." in said
    assert "À écrire ici :" in content(poster(paper_of(making.circuit())).scenes)


def test_ways_of_one_number_stand_together():
    circuit = making.circuit(shortcuts=[*urgent(2, call="01 02 03 04 05"), {**urgent(3)[2], "call": "17"}])
    hand = hand_out(paper_of(circuit).facts)
    assert [(way.call, len(way.levels)) for way in hand.ways] == [("01 02 03 04 05", 2), ("17", 1)]


# --- where the ink stands --------------------------------------------------------------------------------


@SHIPPED
@pytest.mark.parametrize("preset", VARIANTS, ids=["colour", "saver", "large"])
@pytest.mark.parametrize("make", HANDOUTS.values(), ids=HANDOUTS)
@pytest.mark.parametrize("page", [None, PAGE], ids=["alone", "online"])
def test_no_line_collides_or_leaves_the_sheet(path, preset, make, page):
    for scene in laid(make, path, page, **preset).scenes:
        assert collisions(scene) == []
        assert outside(scene, 5) == []


@SHIPPED
@pytest.mark.parametrize("preset", VARIANTS, ids=["colour", "saver", "large"])
def test_letters_are_large_enough(path, preset):
    large = preset.get("large", False)
    paper = paper_of(making.shipped(path), PAGE, **preset)
    sources = Sources(danger_source(hand_out(paper.facts), paper.words))
    for name, make in HANDOUTS.items():
        for scene in laid(make, path, PAGE, **preset).scenes:
            for group in scene.groups:
                least = {"leaflet": 12, "poster": 14, "carnet": 10}[name]
                least = 14 if large else 9 if group.id == "timbre" else least
                texts = [mark for mark in group.marks if isinstance(mark, Text)]
                sizes = [mark.size_pt for mark in texts if large or mark.content not in sources]
                assert min(sizes, default=least) >= least, (name, group.id)


class Sources(str):
    """The line of the sources of danger, the only one that may be small; the sheet breaks it."""

    __slots__ = ()

    def __contains__(self, line):
        return squeezed(line).strip("·") in squeezed(self)


@SHIPPED
def test_the_numbers_of_danger_are_read_from_two_metres(path):
    small, big = laid(poster, path).scenes
    sizes = {text.content: text.size_pt for text in big.texts()}
    assert min(sizes[number] for number in ("18", "15", "17", "112", "114")) >= 60
    title, twin = (next(scene.texts()) for scene in (small, big))
    assert (small.width, small.height, big.width, big.height) == (210, 297, 297, 420)
    assert content([small]) == content([big])
    assert twin.x == pytest.approx(title.x * 2**0.5)
    assert max(text.x + text.width for text in big.texts()) < 297 - 5


@SHIPPED
def test_the_criteria_of_the_poster_are_given_the_least_height_that_holds_them(path):
    """Found by halving: a look at each height from the least on finds the same."""
    paper = paper_of(making.shipped(path), PAGE)
    hand = hand_out(paper.facts)
    parts = compose_poster(paper, hand, FACTORS[0], len(hand.dangers))
    low, high = FEW, criteria_height(parts) - GAP
    while pour(parts.criteria, columns(parts, Box(0, 0, ROOM, low))).rest and low < HEIGHT:
        low += 2
    assert (low, parts.criteria != ()) == (high, True)


def off_the_folds(scene, widths):
    """Lines that reach nearer than 4 mm to a fold, or into another panel."""
    rooms, x = [], 0.0
    for width in widths:
        rooms.append(Box(x + (4 if x else 0), 0, width - (4 if x else 0) - (4 if x + width < 297 else 0), 210))
        x += width
    return [text.content for text in marks(scene, Text) if not any(room.contains(box_of(text)) for room in rooms)]


def test_the_guard_sees_a_line_on_a_fold():
    scene = leaflet(paper_of(making.circuit())).scenes[0]
    group = scene.groups[0]
    text = next(mark for mark in group.marks if isinstance(mark, Text))
    wrong = replace(scene, groups=(replace(group, marks=(replace(text, x=198),)),))
    assert off_the_folds(wrong, OUTSIDE)


@SHIPPED
@pytest.mark.parametrize("preset", VARIANTS, ids=["colour", "saver", "large"])
def test_no_text_stands_within_4_mm_of_a_fold(path, preset):
    for scene, widths in zip(laid(leaflet, path, PAGE, **preset).scenes, (OUTSIDE, INSIDE), strict=True):
        assert off_the_folds(scene, widths) == []


def test_the_folds_of_both_sides_coincide_and_the_inner_panel_is_narrower():
    outer, inner = leaflet(paper_of(making.circuit())).scenes
    places = [
        sorted({polygon(mark)[0][0] for mark in marks(scene, Shape) if mark.kind == "fold"}) for scene in (outer, inner)
    ]
    assert places == [[97, 197], [100, 200]]
    assert sorted(297 - x for x in places[1]) == places[0]  # turned along the short edge
    assert min(OUTSIDE) == OUTSIDE[0] == INSIDE[2] < 100
    assert CLEAR >= 4


def test_fold_marks_stand_in_the_margin():
    for scene in laid(leaflet, making.SHIPPED[0]).scenes:
        for mark in marks(scene, Shape):
            if mark.kind == "fold":
                ys = [y for _, y in polygon(mark)]
                assert max(ys) <= panels(OUTSIDE)[0].y or min(ys) >= panels(OUTSIDE)[0].bottom


def test_black_and_white_handouts_have_no_large_fill():
    path = making.SHIPPED[0]
    assert list(heavy(laid(poster, path).scenes[0]))  # the guard sees colours
    for make in HANDOUTS.values():
        for scene in laid(make, path, PAGE, ink="saver").scenes:
            assert list(heavy(scene)) == []


# --- nothing cut in silence ------------------------------------------------------------------------------

MORE = "La suite : circuit en entier"


@SHIPPED
@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_each_step_and_recourse_is_named_or_the_leaflet_says_where_the_rest_is(path, large):
    paper = paper_of(making.shipped(path), large=large)
    hand, said = hand_out(paper.facts), " ".join(content(laid(leaflet, path, large=large).scenes))
    for entry in (*hand.stages, *hand.helps):
        assert entry.title.replace("\u00a0", " ") in said
    texts = [entry.text for entry in (*hand.stages, *hand.helps) if entry.text]
    whole = all(text.replace("\u00a0", " ") in said for text in texts)
    assert whole or MORE in said


def test_a_path_that_is_too_long_says_where_the_rest_is():
    long = making.circuit(
        steps=making.steps(20, **{f"s{n}": {"text": "Un mot après l’autre. " * 8} for n in range(1, 21)}),
        shortcuts=[
            {"id": "u", "title": "Urgent", "from": "s1", "to": "out", "criteria": [f"Cas {n}" for n in range(60)]}
        ],
    )
    for make in (leaflet, poster):
        scenes = make(paper_of(long)).scenes
        assert MORE in content(scenes)
        assert collisions(scenes[0]) == []
    short = content(leaflet(paper_of(making.circuit())).scenes)
    assert MORE not in short


@SHIPPED
def test_announced_days_stand_with_their_source(path):
    paper = paper_of(making.shipped(path))
    hand = hand_out(paper.facts)
    said = " ".join(content(laid(leaflet, path).scenes))
    for entry in hand.stages:
        stated = [row for row in entry.rows if row.key == "delay" and row.state == "stated"]
        for row in stated:
            assert row.value.replace("\u00a0", " ") in said
            assert entry.source.replace("\u00a0", " ") in said


def test_a_leaflet_has_no_square_numbers():
    said = " ".join(content(laid(leaflet, making.SHIPPED[1]).scenes))
    assert not re.search(r"\(case \d", said)


def test_who_cannot_telephone_finds_a_written_way():
    circuit = making.circuit(landlord={"name": "Essai", "contacts": [{"kind": "email", "value": "a@exemple.fr"}]})
    for make in (leaflet, poster):
        assert "a@exemple.fr" in " ".join(content(make(paper_of(circuit)).scenes))


# --- stamp, file, carnet ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HANDOUTS)
def test_a_sheet_changes_its_hash_with_its_words_only(name):
    circuit = making.circuit()
    made = HANDOUTS[name](paper_of(circuit))
    (digits,) = made.hashes.values()
    assert digits in " ".join(content(made.scenes))
    assert "Brouillon" in " ".join(content(made.scenes))
    assert HANDOUTS[name](paper_of(circuit.model_copy(update={"version": "2"}))).hashes == made.hashes
    if name != "carnet":
        urged = making.circuit(shortcuts=urgent(call="01 02 03 04 05"))
        assert HANDOUTS[name](paper_of(urged)).hashes != made.hashes


def test_the_code_of_the_page_stands_only_where_there_is_one():
    for make in (leaflet, poster):
        codes = [
            any(mark.upright for scene in make(paper_of(making.circuit(), page)).scenes for mark in marks(scene, Shape))
            for page in (None, PAGE)
        ]
        assert codes == [False, True]


def file_of(sheets, palette):
    printing = Printing(duplex=sheets.duplex, edge=Edge.SHORT if sheets.short_edge else Edge.LONG)
    return draw_scenes(sheets.scenes, palette.saver, "Essai", printing)


def sizes_of(opened):
    return [tuple(round(float(side) * 25.4 / 72) for side in page.mediabox[2:]) for page in opened.pages]


def test_the_poster_is_one_page_of_a4_and_one_of_a3(tmp_path):
    paper = paper_of(making.circuit())
    file = tmp_path / "poster.pdf"
    file.write_bytes(file_of(poster(paper), paper.palette))
    with pikepdf.open(file) as opened:
        assert sizes_of(opened) == [(210, 297), (297, 420)]
        assert opened.Root.ViewerPreferences.PrintScaling == "/None"


def test_the_leaflet_is_turned_along_its_short_edge_and_says_so(tmp_path):
    paper = paper_of(making.circuit())
    file = tmp_path / "leaflet.pdf"
    file.write_bytes(file_of(leaflet(paper), paper.palette))
    with pikepdf.open(file) as opened:
        assert opened.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert sizes_of(opened) == [(297, 210)] * 2
    said = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True, text=True).stdout
    assert said.split()[:2] == ["En", "danger"], "what is read first"
    assert "bord court" in said.replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("large, count", [(False, 3), (True, 2)])
def test_both_halves_of_a_slip_ask_the_same(language, large, count):
    made = carnet(paper_of(making.circuit(language=language), large=large))
    slips = [group for group in made.scenes[0].groups if group.kind == "slip"]
    assert len(slips) == count
    for slip in slips:
        perforation = next(mark for mark in slip.marks if isinstance(mark, Shape) and mark.kind == "perforation")
        x = polygon(perforation)[0][0]
        lines = [mark for mark in slip.marks if isinstance(mark, Shape) and mark.kind == "write"]
        assert sum(polygon(mark)[1][0] < x for mark in lines) == sum(polygon(mark)[0][0] > x for mark in lines) == 6
        texts = [text for text in slip.marks if isinstance(text, Text)]
        left = [text.content for text in texts if text.x + text.width < x]
        right = [text.content for text in texts if text.x > x]
        assert len(left) + len(right) == len(texts)
        assert left[1:] == right[1 : len(left)]  # all but whose half it is; then the rule of the proof
    rule = "La preuve se montre" if language == "fr" else "Show your proof"
    assert rule in " ".join(content(made.scenes))
