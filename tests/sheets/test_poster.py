"""The poster of a hall: danger always, the number huge or a place for it, six urgencies that no one invented."""

import re
from functools import cache

import pytest

from jeu_oie.circuit.pictures import Picture
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.ink import FLAT, WHITE, contrast
from jeu_oie.draw.ink import content as drawn
from jeu_oie.draw.marks import box_of, thing_icon
from jeu_oie.draw.scene import Icon, Shape, Text, bounds
from jeu_oie.game.guidance import split_call
from jeu_oie.print.content.bands import tie
from jeu_oie.sheets.bands import danger_numbers
from jeu_oie.sheets.poster import DANGER_HIGH, FILL_HIGH, KNOWN_HIGH, MARGIN, NOTE_HIGH, ROOM, TOP, poster
from jeu_oie.sheets.poster_choice import choose_tiles
from tests.board.drawn import collisions, group, outside, paper_of, texts
from tests.game import making

PAGE = "https://exemple.fr/jeux/essai/index.html"
EVERY = sorted(path for path in making.CIRCUITS.glob("*/*.yaml") if path.name != "landlord.yaml")
CIRCUITS = pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.name}-{path.stem}")
VARIANTS = pytest.mark.parametrize("preset", [{}, {"ink": "saver"}, {"large": True}], ids=["colour", "saver", "large"])
VALIDATED = {"status": "validated", "validated": {"by": ["Bailleur"], "on": "2026-11-02"}}
CALL = "05 62 73 56 00"


def urgent(**more):
    return {"id": "u", "title": "Niveau 1", "from": "s1", "to": "s3", **more}


@cache
def sheet(path, page=None, ink="colour", large=False, call=""):
    """The A4 page of a shipped circuit; with ``call``, all its urgent ways have that number."""
    paper = paper_of(circuit_of(path, call), page, ink=ink, large=large)
    return poster(paper).scenes[0]


def circuit_of(path, call=""):
    circuit = making.shipped(path)
    ways = tuple(each.model_copy(update={"call": call, "hours": "24 h sur 24"}) for each in circuit.shortcuts)
    return circuit.model_copy(update={"shortcuts": ways}) if call else circuit


def of(made):
    return poster(paper_of(made)).scenes[0]


def said(scene, *names):
    return " ".join(text.content for text in texts(scene, *names)).replace("\u00a0", " ")


def tiles(scene):
    return [each for each in scene.groups if each.id.startswith("urgence-")]


# --- danger ----------------------------------------------------------------------------------------------


@CIRCUITS
@VARIANTS
def test_every_number_of_danger_stands_on_every_poster(path, preset):
    scene, facts = sheet(path, **preset), paper_of(making.shipped(path)).facts
    band = said(scene, "danger")
    assert all(re.search(rf"\b{each.call}\b", band) for each in facts.numbers)
    assert band.count("24 h sur 24, gratuit") == 1
    sizes = {text.content: text.size_pt for text in texts(scene, "danger")}
    large = [each.number for each in danger_numbers(facts)[:4]]
    assert min(sizes[number] for number in large) >= 44  # 62 pt at A3: read from two metres


def test_among_neighbours_the_police_takes_the_place_of_the_firemen():
    orders = [
        [each.number for each in danger_numbers(paper_of(making.circuit(topic=topic)).facts)]
        for topic in ("repairs", "neighbours")
    ]
    assert orders == [["18", "15", "112", "114", "17"], ["17", "15", "112", "114", "18"]]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 6])
def test_more_or_fewer_numbers_stand_in_the_band(count):
    base = paper_of(making.circuit()).facts.numbers
    many = (*base, base[0].model_copy(update={"id": "x", "title": "Secours en mer", "call": "196"}))[:count]
    scene = of(making.circuit().model_copy(update={"emergency": many}))
    assert all(re.search(rf"\b{each.call}\b", said(scene, "danger")) for each in many)
    assert (collisions(scene), outside(scene, 5)) == ([], [])


@CIRCUITS
@VARIANTS
def test_what_to_do_in_a_danger_is_told_in_order_in_the_words_of_all_sheets(path, preset):
    """Fire at home and smoke elsewhere share a tile, and tell their first gesture."""
    scene, facts = sheet(path, **preset), paper_of(making.shipped(path)).facts
    whole = said(scene)
    for each in facts.spoken:
        gestures, _ = split_call(each)
        told = [whole.find(gesture[1:-1].replace("\u00a0", " ")) for gesture in gestures]
        shared = each.id in ("fire", "smoke")
        assert told[0] >= 0 and (shared or (-1 not in told and told == sorted(told))), each.id


@CIRCUITS
def test_gas_says_to_go_out_before_its_number_and_no_delay_under_it(path):
    found = [each for each in choose_tiles(paper_of(making.shipped(path)).facts) if each.picture == "thing-gas"]
    for scene in (sheet(path), sheet(path, call=CALL)):
        gas = [each for each in tiles(scene) if "gaz" in " ".join(m.content for m in each.marks if isinstance(m, Text))]
        assert len(gas) == len(found)
        for each in gas:
            told = " ".join(mark.content for mark in each.marks if isinstance(mark, Text)).replace("\u00a0", " ")
            assert told.index("Je sors") < told.index("Dehors : 18 ou 112")
            assert not re.search(r"\d+ h\b|moins de", told)


# --- the landlord's number -------------------------------------------------------------------------------


@CIRCUITS
def test_a_known_number_is_huge_and_in_pairs(path):
    if path.stem == "transfer" or not making.shipped(path).shortcuts:
        return
    shown = next(text for text in texts(sheet(path, call=CALL), "numero") if "62" in text.content)
    assert (shown.content, shown.size_pt >= 62) == (CALL.replace(" ", "\u00a0"), True)
    assert "24 h sur 24" in said(sheet(path, call=CALL), "numero")


def test_a_number_is_tied_and_stands_in_pairs():
    assert tie("0562735600") == "05\u00a062\u00a073\u00a056\u00a000"
    assert tie("0 800 47 33 33") == "0\u00a0800\u00a047\u00a033\u00a033"
    assert tie("18 ou 112") == "18 ou 112"


def test_two_numbers_stand_both_the_one_with_hours_first():
    ways = [
        urgent(call="01 02 03 04 05"),
        {**urgent(call="06 07 08 09 10", hours="la nuit"), "id": "v", "title": "La nuit"},
    ]
    scene = of(making.circuit(shortcuts=ways))
    sizes = {text.content.replace("\u00a0", " "): text.size_pt for text in texts(scene, "numero")}
    assert sizes["06 07 08 09 10"] > 60 > sizes["01 02 03 04 05"] >= 20
    assert (collisions(scene), outside(scene, 5)) == ([], [])


def test_a_number_to_verify_bears_its_pill():
    sure, unsure = (of(making.circuit(shortcuts=[urgent(call=CALL, uncertain=each)])) for each in (False, True))
    assert ["numéro à vérifier" in said(scene, "numero") for scene in (sure, unsure)] == [False, True]


@CIRCUITS
def test_nobody_reads_that_nothing_was_found(path):
    for scene in (sheet(path), of(making.circuit()), of(making.circuit(topic="transfer"))):
        assert "pas trouvé" not in said(scene).lower()


def test_a_draft_has_five_boxes_and_a_validated_circuit_none():
    draft, validated = of(making.circuit()), of(making.circuit(**VALIDATED))
    assert said(draft, "numero").startswith("Numéro d’urgence de mon bailleur")
    boxes = [mark for mark in group(draft, "numero").marks if isinstance(mark, Shape) and mark.fill == WHITE]
    assert len(boxes) == 5
    assert all(bounds(mark.path).h >= 22 for mark in boxes)
    assert "Numéro d’urgence : non dit." in said(validated, "numero")
    assert [m for m in group(validated, "numero").marks if isinstance(m, Shape) and m.fill == WHITE] == []
    assert max(text.size_pt for text in texts(validated, "numero") if "non dit" in text.content) <= 14


def test_a_request_to_move_says_where_one_begins():
    steps = making.steps(3, s1={"channels": [{"kind": "desk", "label": "Guichet"}]})
    calm = said(of(making.circuit(topic="transfer", steps=steps)))
    assert "Par où commencer ?" in calm
    assert "Guichet" in calm
    assert "urgen" not in calm.lower().replace("numéros d’urgence", "")
    assert "Urgence" not in calm


# --- the tiles -------------------------------------------------------------------------------------------


@CIRCUITS
@VARIANTS
@pytest.mark.parametrize("page", [None, PAGE], ids=["alone", "online"])
@pytest.mark.parametrize("call", ["", CALL], ids=["unknown", "known"])
def test_no_tile_is_dropped_and_nothing_collides(path, preset, page, call):
    scene = sheet(path, page, call=call, **preset)
    assert len(tiles(scene)) == len(choose_tiles(paper_of(circuit_of(path, call)).facts)) >= 3
    assert (collisions(scene), outside(scene, 5)) == ([], [])
    for each in tiles(scene):
        frame = bounds(each.marks[0].path)
        assert [mark for mark in each.marks[1:] if not frame.contains(box_of(mark).inset(0.5))] == []
        assert [mark for mark in each.marks if isinstance(mark, Icon) and mark.box.w < 13.9] == []


@CIRCUITS
def test_nothing_on_a_tile_is_invented(path):
    circuit = making.shipped(path)
    known = {item.title for item in (*circuit.problems, *circuit.emergency, *circuit.steps, *circuit.advice)}
    known |= {said for way in circuit.shortcuts for said in way.criteria}
    for tile in choose_tiles(paper_of(circuit).facts):
        if tile.title not in ("Feu, fumée", "Menaces, coups"):
            assert tile.title.removesuffix(" (à vérifier)") in known


def test_what_is_urgent_comes_first_then_steps_then_advice_as_far_as_they_are_known():
    problems = [
        {"id": "a", "title": "Fuite", "urgency": "u", "delay": "moins de 4 h"},
        {"id": "b", "title": "Odeur de gaz"},
        {"id": "c", "title": "Ampoule", "urgency": "none"},
        {"id": "d", "title": "Chauffage"},
    ]
    steps = making.steps(4, s2={"missing": True})
    made = making.circuit(
        problems=problems, steps=steps, shortcuts=[urgent()], advice=[{"id": "z", "title": "Je note"}]
    )
    found = choose_tiles(paper_of(made).facts)
    assert [tile.title for tile in found] == ["Odeur de gaz", "Fuite", "Chauffage"]
    assert [(tile.danger, tile.chip, tile.ask) for tile in found[1:]] == [
        (False, "moins de 4 h", False),
        (False, "", True),
    ]
    few = choose_tiles(paper_of(made.model_copy(update={"problems": made.problems[:1]})).facts)
    assert [tile.title for tile in few] == ["Fuite", "Étape s1", "Étape s3", "Étape s4", "Je note"]
    criteria = making.circuit(shortcuts=[urgent(criteria=["Grosse fuite", "Fuite de gaz"], delay="4 h")])
    assert [(tile.title, tile.chip) for tile in choose_tiles(paper_of(criteria).facts)][:2] == [
        ("Odeur de gaz", "Dehors : 18 ou 112"),
        ("Grosse fuite", "4 h"),
    ]


def test_only_a_draft_asks_whether_it_is_urgent():
    problems = [{"id": f"p{n}", "title": f"Panne {n}"} for n in range(3)]
    draft, validated = (of(making.circuit(problems=problems, **status)) for status in ({}, VALIDATED))
    assert said(draft).count("Urgent ?") == 3
    assert "Urgent ?" not in said(validated)


def test_too_long_titles_drop_the_last_tiles_never_a_danger():
    long = [{"id": f"p{n}", "title": "Un titre " * 7 + str(n), "first": ["Je fais ceci. " * 6]} for n in range(6)]
    scene = of(making.circuit(problems=[*long, {"id": "g", "title": "Odeur de gaz"}]))
    assert "Je ne touche ni lumière, ni téléphone, ni flamme." in said(scene)
    assert "Je note :" in said(scene)
    assert collisions(scene) == []


# --- measures --------------------------------------------------------------------------------------------


def test_the_bands_have_their_measures():
    fill, known = of(making.circuit()), of(making.circuit(shortcuts=[urgent(call=CALL, hours="jour et nuit")]))
    danger = bounds(group(fill, "danger").marks[0].path)
    assert (danger.x, danger.y, danger.w, danger.h) == (MARGIN, TOP, ROOM, DANGER_HIGH)
    heights = [bounds(group(scene, "numero").marks[0].path).h for scene in (known, fill)]
    assert heights == pytest.approx([KNOWN_HIGH, FILL_HIGH])
    assert bounds(group(fill, "note").marks[0].path).h == pytest.approx(NOTE_HIGH)


@CIRCUITS
@VARIANTS
def test_nothing_is_small_but_version_and_sources(path, preset):
    scene = sheet(path, PAGE, **preset)
    for each in scene.groups:
        least = 14 if preset.get("large") or each.id not in ("timbre", "sources") else 9
        assert min((mark.size_pt for mark in each.marks if isinstance(mark, Text)), default=14) >= least, each.id
    stamp = {text.content: text.size_pt for text in texts(scene, "timbre")}
    assert stamp["Brouillon, à valider"] >= 13


@CIRCUITS
@VARIANTS
def test_all_that_is_read_stands_out(path, preset):
    scene = sheet(path, **preset)
    for each in scene.groups:
        for text in (mark for mark in each.marks if isinstance(mark, Text)):
            under = [
                mark.fill
                for mark in each.marks
                if isinstance(mark, Shape) and mark.fill != "none" and bounds(mark.path).overlaps(box_of(text))
            ]
            assert contrast(text.fill, under[-1] if under else WHITE) >= 4.5, text.content


# --- things in colour ------------------------------------------------------------------------------------


def test_a_thing_is_drawn_in_its_colour_under_ink_and_white_in_black():
    for name, colour in FLAT.items():
        shown = thing_icon(name, Box(0, 0, 12, 12)).name
        assert name == "thing-danger" or (colour in drawn(shown)[1] and "stroke" in drawn(shown)[1])
        assert set(re.findall("#[0-9A-Fa-f]{6}", drawn(shown, saver=True)[1])) <= {"#000000", "#FFFFFF"}
    assert thing_icon("thing-tap", Box(0, 0, 6, 6)).name == "thing-tap.fine"


def test_each_thing_has_its_colour():
    assert {f"thing-{each}" for each in Picture} <= set(FLAT)


def test_a_telephone_of_the_landlord_s_file_stands_where_its_number_would_be_written():
    phone = {"kind": "phone", "label": "Accueil", "value": "04 76 00 00 00", "hours": "8 h à 18 h"}
    landlord = {"name": "Bailleur d’essai", "contacts": [phone]}
    words = said(of(making.circuit(topic="repairs", landlord=landlord)))
    assert "04 76 00 00 00" in words and "Accueil, 8 h à 18 h" in words
    assert "Numéro d’urgence de mon bailleur" not in words
