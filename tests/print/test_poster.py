"""The poster of a hall: danger always, the number huge or a place for it, six urgencies that no one invented."""

import io
import re
from dataclasses import replace
from functools import cache

import pikepdf
import pytest

from bench.differ import letters
from bench.differ.faults import faults
from jeu_oie.circuit.read import read
from jeu_oie.errors import DoesNotFit
from jeu_oie.game.answers.landlord import told_numbers
from jeu_oie.game.guidance import shorten_gestures, split_call
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog
from jeu_oie.print.content.bands import tie
from jeu_oie.print.content.frame import as_data
from jeu_oie.resources import Templates, print_template
from tests.chosen import chosen, named
from tests.draw.logos import logo
from tests.game import making
from tests.game.answers import making as answering
from tests.house.source import ROOT
from tests.print.sheets import document, found_in, gone, plain, settled, squeezed, unsaid, words

NAME = "hall/poster"


UNKNOWN = sorted(ROOT.glob("tests/circuits/unknown/*/*.yaml"))
UNKNOWN = [path for path in UNKNOWN if path.name not in ("landlord.yaml", "common.yaml")]
TWO_NUMBERS = ROOT / "tests/circuits/unknown/two-numbers/repairs.yaml"
SHIPPED = pytest.mark.parametrize("path", making.SHIPPED, ids=named)
FEW = pytest.mark.parametrize("path", chosen(making.FEW, making.FEW[::3]), ids=named)
PRESETS = [{}, {"ink": "saver"}, {"large": True}]
LOGOS = [(making.FEW[0], (400, 100)), (making.FEW[1], (100, 200)), (making.FEW[-1], (100, 100))]
VALIDATED = {"status": "validated", "validated": {"by": ["Bailleur"], "on": "2026-11-02"}}
CALL = "05 62 73 56 00"
MORE = "La suite : circuit en entier"
FIGURES = re.compile(r"\d(?:[ .]?\d){5,}|\b(?:15|17|18|112|3\d{3})\b")


def urgent(count=1, **more):
    """Ways to say that it is urgent, from the first step to the last."""
    return [{"id": f"u{n}", "title": f"Niveau {n}", "from": "s1", "to": "s3", **more} for n in range(1, count + 1)]


def plan_of(path, **preset):
    return settled(making.shipped(path) if path in making.SHIPPED else read(path).circuit, **preset)


@cache
def laid(path, **preset):
    return document(NAME, plan_of(path, **preset))


def of(circuit, **preset):
    return document(NAME, settled(circuit, **preset))


def said(content):
    return plain(" ".join(found_in(as_data(content))))


def titles(content):
    return [tile.title.text for tile in content.tiles]


def size_of(pdf, text, page=1):
    """How large the first such text of a page is, in points."""
    told = [(char, each.size) for each in letters.pages(pdf)[page - 1].letters for char in squeezed(each.text)]
    return told["".join(char for char, _ in told).index(squeezed(text))][1]


@SHIPPED
def test_every_number_of_danger_and_every_gesture_is_told_in_order(path):
    """Fire at home and smoke elsewhere share a tile, and tell their first gesture."""
    content, facts = laid(path).content, FactFormatter(settled(making.shipped(path)).board, load_catalog("fr"))
    told = said(content)
    assert all(re.search(rf"\b{each.call}\b", told) for each in facts.numbers)
    assert content.hours == "24 h sur 24, gratuit"
    for each in facts.spoken:
        gestures = [shorten_gestures(case.first)[0] for case in each.cases] or split_call(each)[0]
        places = [told.find(plain(gesture)[1:-1]) for gesture in gestures]
        shared = each.id in ("fire", "smoke")
        assert places[0] >= 0 and (shared or (-1 not in places and places == sorted(places))), each.id


@SHIPPED
def test_no_number_is_invented(path):
    known = making.shipped(path).model_dump_json()
    assert all(number in known for text in found_in(as_data(laid(path).content)) for number in FIGURES.findall(text))


@FEW
def test_the_numbers_of_danger_are_read_from_two_metres(path):
    pdf = laid(path).pdf()
    for number in [each.number for each in laid(path).content.danger.tiles]:
        assert [size_of(pdf, number, page) >= least for page, least in ((1, 44), (2, 62))] == [True, True]


def test_among_neighbours_the_police_takes_the_place_of_the_firemen():
    bands = [of(making.circuit(topic=topic)).content.danger for topic in ("repairs", "neighbours")]
    assert [[each.number for each in band.tiles] for band in bands] == [
        ["18", "15", "112", "114"],
        ["17", "15", "112", "114"],
    ]
    assert [plain(" ".join(band.others)) for band in bands] == ["Police : 17", "Feu : 18"]


@pytest.mark.parametrize("count", chosen([1, 2, 3, 5, 6], (1, 6)))
def test_more_or_fewer_numbers_stand_in_the_band(count):
    calls = FactFormatter(settled(making.circuit()).board, load_catalog("fr")).numbers
    other = calls[0].model_copy(update={"id": "x", "title": "Secours en mer", "call": "196"})
    pdf = of(making.circuit().model_copy(update={"emergency": (*calls[:5], other)[:count]})).pdf()
    assert faults(pdf, NAME) == ()


@SHIPPED
def test_gas_says_to_go_out_before_its_number_and_no_delay_under_it(path):
    for tile in laid(path).content.tiles:
        if tile.icon == "thing-gas":
            assert ("Je sors." in tile.gestures[-1], tile.chip) == (True, "Dehors : 18 ou 112") and tile.danger


def test_a_number_for_day_and_night_is_huge_and_in_pairs():
    sheet = of(making.circuit(shortcuts=urgent(call="0562735600", hours="24 h sur 24")))
    assert [each.call for each in sheet.content.landlord.rows] == [CALL.replace(" ", "\u00a0")]
    assert size_of(sheet.pdf(), CALL) >= 44
    assert "24 h sur 24" in plain(words(sheet.pdf()))
    assert tie("0 800 47 33 33") == "0\u00a0800\u00a047\u00a033\u00a033"


def test_two_numbers_are_as_large_as_each_other_and_their_hours_two_fifths_of_them():
    pdf = of(answering.read_one(answering.TWO_NUMBERS)).pdf()
    (day, night) = (size_of(pdf, number) for number in ("13 70", "16 61"))
    assert day == night >= 34
    assert size_of(pdf, "de 9 h à 17 h") >= 0.4 * day


def test_a_number_to_verify_says_so_and_stands_in_no_row():
    sure, unsure = (of(making.circuit(shortcuts=urgent(call=CALL, uncertain=each))) for each in (False, True))
    assert ["à vérifier" in plain(words(each.pdf())) for each in (sure, unsure)] == [False, True]
    assert [bool(each.content.landlord.doubts) for each in (sure, unsure)] == [False, True]


@SHIPPED
def test_nobody_reads_that_nothing_was_found(path):
    for content in (laid(path).content, of(making.circuit()).content, of(making.circuit(topic="transfer")).content):
        assert "pas trouvé" not in said(content).lower()


def test_a_draft_has_boxes_for_the_number_and_a_validated_circuit_none():
    draft, validated = of(making.circuit()).content, of(making.circuit(**VALIDATED)).content
    assert [(plain(each.label), each.call) for each in draft.landlord.rows] == [("En journée", "")]
    assert (validated.landlord.rows, validated.write) == ((), "")
    assert "Numéro d’urgence : non dit." in said(validated) and "non dit" not in said(draft)


def test_a_request_to_move_says_where_one_begins():
    steps = making.steps(3, s1={"channels": [{"kind": "desk", "label": "Guichet"}]})
    content = of(making.circuit(topic="transfer", steps=steps)).content
    assert plain(content.landlord.title.text) == "Par où commencer ?"
    assert [each.text for each in content.landlord.ways] == ["Guichet"] and content.notes == ()
    empty = of(making.circuit(topic="transfer")).content
    assert (empty.landlord.rows, plain(empty.write)) == ((), "Où ?")


def test_a_telephone_of_the_landlords_file_stands_where_its_number_would_be_written_if_it_claims_this():
    phone = {"kind": "phone", "label": "Accueil", "value": "04 76 00 00 00", "hours": "8 h à 18 h"}
    for claims, shown in ((["general"], ["04 76 00 00 00"]), ([], [""])):
        contact = {**phone, **({"for": claims} if claims else {})}
        rows = of(making.circuit(landlord={"name": "Essai", "contacts": [contact]})).content.landlord.rows
        assert [plain(each.call) for each in rows] == shown


def test_who_cannot_telephone_finds_a_written_way():
    landlord = {"name": "Essai", "contacts": [{"kind": "email", "value": "a@exemple.fr"}]}
    assert "a@exemple.fr" in words(of(making.circuit(landlord=landlord)).pdf())


def test_ways_of_one_number_stand_together():
    circuit = making.circuit(shortcuts=[*urgent(2, call="01 02 03 04 05"), {**urgent(3)[2], "call": "17"}])
    assert len(told_numbers(circuit)) == 1


@SHIPPED
def test_nothing_on_a_tile_is_invented(path):
    circuit = making.shipped(path)
    known = {item.title for item in (*circuit.problems, *circuit.emergency, *circuit.steps, *circuit.advice)}
    known |= {said for way in circuit.shortcuts for said in way.criteria}
    told = [title for title in titles(laid(path).content) if title not in ("Feu, fumée", "Menaces, coups")]
    assert [title for title in told if title.removesuffix(" (à vérifier)") not in known] == []


def test_what_is_urgent_comes_first_then_steps_then_advice_as_far_as_they_are_known():
    problems = [
        {"id": "a", "title": "Fuite", "urgency": "u1", "delay": "moins de 4 h"},
        {"id": "b", "title": "Odeur de gaz"},
        {"id": "c", "title": "Ampoule", "urgency": "none"},
        {"id": "d", "title": "Chauffage"},
    ]
    steps = making.steps(4, s2={"missing": True})
    made = making.circuit(problems=problems, steps=steps, shortcuts=urgent(), advice=[{"id": "z", "title": "Je note"}])
    content = of(made).content
    assert titles(content) == ["Odeur de gaz", "Fuite", "Chauffage"]
    assert [(plain(tile.chip), tile.danger, tile.ask) for tile in content.tiles[1:]] == [
        ("moins de 4 h", False, False),
        ("", False, True),
    ]
    few = of(made.model_copy(update={"problems": made.problems[:1]})).content
    assert titles(few) == ["Fuite", "Étape s1", "Étape s3", "Étape s4", "Je note"]
    assert [tile.title.at for tile in few.tiles][:2] == ["problems.a.title", "steps.s1.title"]
    criteria = of(making.circuit(shortcuts=urgent(criteria=["Grosse fuite", "Fuite de gaz"], delay="4 h"))).content
    assert [(tile.title.text, plain(tile.chip)) for tile in criteria.tiles][:2] == [
        ("Odeur de gaz", "Dehors : 18 ou 112"),
        ("Grosse fuite", "4 h"),
    ]


def test_a_danger_that_is_a_criterion_and_a_problem_has_one_tile():
    problems = [{"id": "a", "title": "Menaces", "like": "threats"}, {"id": "b", "title": "Insultes"}]
    ways = urgent(criteria=["menaces", "Rôdeur"], call="17")
    content = of(making.circuit(topic="neighbours", problems=problems, shortcuts=ways)).content
    assert titles(content)[1:] == ["Rôdeur", "Insultes", *titles(content)[3:]]
    assert content.tiles[0].danger and content.tiles[0].title.at.startswith("emergency.threats")


def test_only_a_draft_asks_whether_it_is_urgent():
    problems = [{"id": f"p{n}", "title": f"Panne {n}"} for n in range(3)]
    draft, validated = (of(making.circuit(problems=problems, **status)) for status in ({}, VALIDATED))
    assert plain(words(draft.pdf(), "-f", "1", "-l", "1")).count("Urgent ?") == 3
    assert validated.content.ask == () and not any(tile.ask for tile in validated.content.tiles)


@pytest.mark.parametrize("path, preset", [*zip(making.FEW, PRESETS, strict=False)], ids=named)
def test_paper_shows_all_its_content_but_sources_without_a_fault(path, preset):
    sheet = laid(path, **preset)
    pdf, dropped = sheet.pdf(), gone(sheet)
    assert unsaid(pdf, sheet.content, dropped) == ()
    assert {each.split(".")[0] for each in dropped} <= {"sources", "more"}
    assert faults(pdf, NAME, **({"large": True} if preset.get("large") else {})) == ()


@pytest.mark.parametrize("path", chosen(UNKNOWN, [TWO_NUMBERS]), ids=named)
def test_landlords_nobody_tuned_for_have_all_their_tiles(path):
    sheet = laid(path)
    assert unsaid(sheet.pdf(), sheet.content, gone(sheet)) == ()
    assert not any(each.startswith("tiles") for each in gone(sheet))
    assert faults(sheet.pdf(), NAME) == ()


LONG = "Un titre un peu long " * 3


def test_what_one_does_next_then_tiles_give_way_never_a_danger_nor_four_tiles():
    problems = [{"id": f"p{n}", "title": f"{LONG}{n}", "first": ["Je fais ceci. " * 5] * 3} for n in range(6)]
    sheet = of(making.circuit(problems=[*problems, {"id": "g", "title": "Odeur de gaz"}]))
    dropped = {*gone(sheet)}
    assert "tiles.5.gestures.2" in dropped
    assert not any(each.startswith("tiles.0") for each in dropped)
    assert not {f"tiles.{rank}" for rank in range(4)} & dropped
    shown = plain(words(sheet.pdf()))
    assert "Je ne touche ni lumière" in shown and "Je note :" in shown and MORE in shown
    assert unsaid(sheet.pdf(), sheet.content, dropped) == () and faults(sheet.pdf(), NAME) == ()


def test_a_word_wider_than_its_tile_breaks():
    word = "Entretienlocatifmultiservicesinterminable"
    pdf = of(making.circuit(problems=[{"id": f"p{n}", "title": f"{word} {n}"} for n in range(6)])).pdf()
    assert word in squeezed(words(pdf, "-raw")) and faults(pdf, NAME) == ()


def test_titles_that_no_poster_holds_are_refused_at_the_longest():
    problems = [{"id": f"p{n}", "title": f"{n} {'Un titre ' * (60 + n)}"} for n in range(4)]
    with pytest.raises(DoesNotFit) as refused:
        of(making.circuit(problems=problems)).pdf()
    assert [each.at for each in refused.value.misfits] == ["problems.p3.title"]


def test_sources_end_where_their_lines_do():
    sheet = laid(making.FEW[0])
    assert any(each.startswith("sources.") for each in gone(sheet))
    assert "Source : Service-Public F33954, numéros d’urgence" in plain(words(of(making.circuit()).pdf()))
    assert MORE in plain(words(sheet.pdf())) and MORE not in plain(words(of(making.circuit()).pdf()))


def test_it_is_one_page_of_a4_and_the_same_on_a3():
    pdf = of(making.circuit()).pdf()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        boxes = [tuple(round(float(side) * 25.4 / 72) for side in page.mediabox[2:]) for page in opened.pages]
        assert boxes == [(210, 297), (297, 420)]
        assert opened.Root.ViewerPreferences.PrintScaling == "/None" and opened.Root.MarkInfo.Marked
    a4, a3 = (squeezed(page) for page in words(pdf, "-raw").split("\f")[:2])
    assert a4 == a3
    assert size_of(pdf, "Je note", 2) == pytest.approx(size_of(pdf, "Je note") * 2**0.5, rel=1e-3)


def test_the_guard_sees_a_number_over_another():
    own = Templates(
        "own",
        (
            (
                "print/bands.typ",
                print_template("bands").replace("stack(dir: ttb, row,", "stack(dir: ttb, spacing: -9mm, row,"),
            ),
        ),
    )
    assert any(
        "over other letters" in each
        for each in faults(document(NAME, replace(plan_of(TWO_NUMBERS), own=own)).pdf(), NAME)
    )


def test_it_changes_its_hash_with_its_words_only():
    circuit = making.circuit()
    one = of(circuit)
    (digits,) = one.sheets.values()
    pages = words(one.pdf(), "-raw").split("\f")
    assert [digits in page and "Brouillon" in page for page in pages[:2]] == [True, True]
    assert of(circuit, ink="saver").sheets == of(circuit.model_copy(update={"version": "2"})).sheets == one.sheets
    assert of(making.circuit(shortcuts=urgent(call=CALL))).sheets != one.sheets


def test_the_code_of_the_page_stands_only_where_there_is_one():
    sheets = [document(NAME, settled(making.circuit(), address)) for address in (None, "https://exemple.fr/essai/")]
    assert [bool(each.content.frame.code) for each in sheets] == [False, True]
    assert "Suivre ma réclamation" in plain(words(sheets[1].pdf())) and faults(sheets[1].pdf(), NAME) == ()


@pytest.mark.slow
@pytest.mark.parametrize("path, size", chosen(LOGOS, LOGOS[:1]), ids=named)
def test_a_logo_moves_no_word_and_stands_on_none(path, size):
    made = settled(making.shipped(path))
    made.board.preset.__dict__["logo"] = logo(*size)
    shown = document(NAME, made).pdf()
    bare = laid(path).pdf()
    assert words(shown, "-bbox") == words(bare, "-bbox") and len(shown) > len(bare)
    assert faults(shown, NAME) == ()


def test_an_arabic_circuit_is_read_from_right_to_left():
    sheet = laid(ROOT / "tests/kit/arabic.yaml")
    assert sheet.content.frame.dir == "rtl"
    assert [fault for fault in faults(sheet.pdf(), NAME) if "under" not in fault] == []
    first, second = (place(sheet.pdf(), each.number) for each in sheet.content.danger.tiles[:2])
    assert first > second


def place(pdf, text):
    """How far from the left a word of the first page begins."""
    found = re.search(rf'xMin="([\d.]+)"[^>]*>{re.escape(text)}<', words(pdf, "-bbox"))
    assert found
    return float(found[1])
