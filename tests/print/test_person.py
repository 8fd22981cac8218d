"""The one sheet that a tenant keeps: nothing invented, its parts in the order in which they give way, large words.

With it alone in hand: what do I do first, whom do I reach, what do I ask for, what if nothing comes, who can help.
"""

import re
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest

from bench.differ import letters
from bench.differ.arabic import printed_numbers
from bench.differ.facts import unknown
from bench.differ.faults import faults
from bench.differ.floors import UNDER
from jeu_oie.circuit.model import Topic
from jeu_oie.circuit.read import read
from jeu_oie.errors import DoesNotFit
from jeu_oie.game.answers.landlord import told_numbers
from jeu_oie.kit.fitting import find_line, find_misfits
from jeu_oie.print.content.frame import as_data
from jeu_oie.print.content.person import person_content, spans
from tests.chosen import chosen, named
from tests.draw.logos import logo
from tests.game import making
from tests.game.answers.making import PLUMBER
from tests.house.source import ROOT
from tests.print.sheets import document, found_in, gone, plain, settled, squeezed, unsaid, words

EVERY = sorted(path for path in making.CIRCUITS.glob("*/*.yaml") if path.name != "landlord.yaml")
UNKNOWN = [ROOT / "tests/circuits/unknown" / name for name in ("thin/general.yaml", "two-numbers/repairs.yaml")]
CIRCUITS = pytest.mark.parametrize("path", EVERY, ids=named)
FEW = pytest.mark.parametrize("path", chosen([*making.FEW, *UNKNOWN], [*making.FEW[::3], UNKNOWN[1]]), ids=named)
FAT = ROOT / "tests/circuits/unknown/fat/repairs.yaml"
TWO_NUMBERS = UNKNOWN[1]
# The most words, neighbours, little that is known, two numbers: each look once.
SEEN = (making.FEW[0], making.FEW[-1], UNKNOWN[0], TWO_NUMBERS)
LOOKS = [*zip(SEEN, ({}, {"large": True}, {"ink": "saver"}, {}), strict=True)]
FOREIGN = [(making.FEW[0], "en"), (making.FEW[-1], "ar"), (TWO_NUMBERS, "ar")]
MORE = "La suite : circuit en entier"
CALL = "05 62 73 56 00"


@cache
def laid(path, name="3-person", **preset):
    return document(name, settled(making.shipped(path), **preset))


@cache
def printed(path, name="3-person", **preset):
    return laid(path, name, **preset).pdf()


def of(circuit, language=""):
    made = settled(circuit)
    return person_content(made.board, made.dossier, None, language)


def paper_of(circuit, name="3-person", **preset):
    return document(name, settled(circuit, **preset))


def said(content):
    return plain(" ".join(found_in(as_data(content))))


def urgent(**more):
    return {"id": "u", "title": "Niveau 1", "from": "s1", "to": "s3", **more}


@CIRCUITS
def test_a_neighbour_has_five_answers(path):
    circuit, content = making.shipped(path), laid(path).content
    known = [step for step in circuit.steps if not step.missing]
    assert [each.title.text for each in content.stages] == [step.title for step in known]
    assert [each.title.at for each in content.stages] == [f"steps.{step.id}.title" for step in known]
    assert bool(content.landlord.ways) == (circuit.topic is Topic.TRANSFER) != bool(content.landlord.rows)
    assert "Je demande un numéro" in [each.text for each in content.gestures]
    told = [silent for stage in content.stages for silent in [stage] if stage.says]
    assert told or not any(step.say for step in known)
    assert content.notebook.ladder.startswith("Si rien ne vient") and content.notebook.rungs


@CIRCUITS
def test_every_recourse_is_a_rung_or_named_under_the_ladder(path):
    circuit, note = making.shipped(path), laid(path).content.notebook
    ladder = squeezed(" ".join(found_in(as_data(laid(path).content)["notebook"])))
    missing = [each for each in circuit.recourse if squeezed(each.title) not in ladder]
    # « J’appelle l’ADIL de l’Isère » is the telephone of « Je demande conseil à l’ADIL », on its rung.
    assert all(any(way.value and squeezed(way.value) in ladder for way in each.contact) for each in missing)
    assert 1 <= len(note.rungs) <= 5


@CIRCUITS
def test_the_numbers_of_danger_are_told_and_no_gap_is(path):
    content = laid(path).content
    told = [each.number for each in content.danger.tiles]
    told += [part for other in content.danger.others for part in re.findall(r"\d+", other)]
    assert {"18", "15", "17", "112", "114"} <= set(told)
    words = said(content).lower().replace("un délai, pas trouvé pour l’isère", "")
    assert "pas trouvé" not in words and "non dit" not in words


@CIRCUITS
def test_what_is_asked_of_the_landlord_names_the_steps_that_are_no_question(path):
    content = laid(path).content
    assert len(content.demands) == len(content.questions) + 1
    for count, (whole, short) in enumerate(content.demands):
        rest = [each.title.text for each in content.questions[count:]]
        if whole != short:
            assert all(squeezed(title) in squeezed(whole) for title in rest)
            assert "étapes qui manquent" in plain(short)


def test_a_criterion_of_danger_never_stands_under_the_landlords_number():
    content = of(making.circuit(shortcuts=[urgent(call=CALL, criteria=["Fuite de gaz", "Fuite d’eau"])]))
    assert [each.text for each in content.levels[0].examples] == ["Fuite d’eau"]


def test_who_is_not_sure_calls_the_landlord_never_the_police():
    unsure = "Je ne sais pas si c’est urgent : j’appelle."
    assert plain(of(making.circuit(shortcuts=[urgent(call=CALL, hours="24 h sur 24")])).unsure) == unsure
    assert of(making.circuit(shortcuts=[urgent(call="17", criteria=["Menaces"])])).unsure == ""
    assert of(making.circuit()).unsure == ""


def test_no_line_parts_an_amount_from_its_unit():
    step = {"delay": "au plus 2 semaines", "trace": "Un papier"}
    (stage, *_) = of(making.circuit(steps=making.steps(3, s1=step))).stages
    assert [(each.icon, each.text) for each in stage.facts] == [
        ("calendar", "au plus 2\u00a0semaines"),
        ("egg", "Un papier"),
    ]


def test_a_remedy_stands_once_with_the_numbers_of_its_steps():
    steps = making.steps(6, **{f"s{rank}": {"if-silent": "r"} for rank in (1, 2, 3, 6)}, s5={"if-silent": "s1"})
    content = of(making.circuit(steps=steps, recourse=[{"id": "r", "title": "J’écris"}]))
    assert [(plain(each.text), each.steps) for each in content.remedies] == [
        ("J’écris", "1–3, 6"),
        ("Étape 1 : Étape s1", "5"),
    ]
    assert spans([1, 3, 4]) == "1, 3–4"


def test_a_silent_step_sends_through_steps_that_nobody_has_found():
    steps = making.steps(3, s1={"if-silent": "s2"}, s2={"missing": True, "if-silent": "r"}, s3={"if-silent": "s1"})
    content = of(making.circuit(steps=steps, recourse=[{"id": "r", "title": "J’écris"}]))
    assert [plain(each.text) for each in content.remedies] == ["J’écris", "Étape 1 : Étape s1"]


def test_what_the_tenant_pays_is_told_and_nothing_else_is():
    problems = [{"id": "p", "title": "Poignée", "charge": "tenant"}, {"id": "q", "title": "Toit", "charge": "landlord"}]
    assert of(making.circuit(problems=problems)).charged == ("Poignée",)


def test_an_acronym_stands_with_its_meaning():
    known = {"CDC": "Une commission gratuite."}
    rung = {"id": "r", "title": "Je saisis la CDC", "text": "C’est gratuit."}
    (told,) = of(making.circuit(recourse=[rung], words=known)).notebook.rungs
    assert [plain(each.text) for each in told.lines] == ["CDC : Une commission gratuite.", "C’est gratuit."]


def test_two_names_of_one_help_are_one_rung():
    contact = [{"kind": "phone", "value": "04 76 53 37 30"}]
    recourse = [
        {"id": "a", "title": "Conseil de l’ADIL", "text": "C’est gratuit."},
        {"id": "b", "title": "J’appelle l’ADIL de l’Isère", "who": "ADIL de l’Isère", "contact": contact},
    ]
    note = of(making.circuit(recourse=recourse)).notebook
    assert [each.title.at for each in note.rungs] == ["recourse.a.title"] and note.others == ""
    assert [plain(each.text) for each in note.rungs[0].lines] == ["ADIL de l’Isère : 04 76 53 37 30", "C’est gratuit."]


def test_more_recourse_than_rungs_keeps_what_the_steps_name_and_one_of_each_sort():
    titles = ["J’écris", "J’écris encore", "Mise en demeure", "L’ADIL", "La CDC", "La conciliation", "Le juge"]
    recourse = [{"id": f"r{rank}", "title": title} for rank, title in enumerate(titles)]
    note = of(making.circuit(steps=making.steps(3, s2={"if-silent": "r5"}), recourse=recourse)).notebook
    assert [each.title.text for each in note.rungs] == [titles[rank] for rank in (0, 2, 3, 4, 5)]
    assert "J’écris encore" in note.others and "Le juge" in note.others


ACCUEIL = {"kind": "phone", "label": "Accueil", "value": "04 76 00 00 00", "hours": "8 h à 18 h", "for": "repairs"}
NIGHT = {"kind": "phone", "value": "16 61", "hours": "la nuit", "when": "closed", "for": "urgent"}


def band_of(*contacts, **parts):
    return of(making.circuit(topic="repairs", landlord={"name": "Essai", "contacts": [*contacts]}, **parts)).landlord


def rows_of(band):
    return [(each.label, plain(each.call), plain(each.hours), each.at) for each in band.rows]


def test_a_number_by_day_and_one_on_call_stand_in_two_rows():
    assert rows_of(band_of(ACCUEIL, NIGHT, shortcuts=[urgent()])) == [
        ("En journée", "04 76 00 00 00", "8 h à 18 h", "landlord.contacts.phone"),
        ("Soir, week-end", "16 61", "la nuit", "landlord.contacts.phone-2"),
    ]


def test_a_row_that_nobody_has_a_number_for_has_boxes_and_none_is_there_without_an_urgency():
    assert [(label, call) for label, call, *_ in rows_of(band_of(NIGHT, shortcuts=[urgent()]))] == [
        ("En journée", ""),
        ("Soir, week-end", "16 61"),
    ]
    assert [label for label, *_ in rows_of(band_of(ACCUEIL))] == ["En journée"]


def test_one_number_for_day_and_night_is_told_once():
    band = band_of({**ACCUEIL, "hours": "24 h sur 24"}, shortcuts=[urgent()])
    assert [(each.label, each.icons, plain(each.hours)) for each in band.rows] == [
        ("", ("thing-sun", "thing-night"), "24 h sur 24")
    ]


def test_a_telephone_to_be_verified_leaves_the_boxes_and_stands_small_under_them():
    band = band_of({**ACCUEIL, "label": "Ancienne page", "uncertain": True}, shortcuts=[urgent()])
    assert [each.call for each in band.rows] == ["", ""]
    assert [plain(each.text) for each in band.doubts] == ["04 76 00 00 00 : ancienne page (à vérifier) (8 h à 18 h)"]


def test_hours_that_nobody_found_are_told_as_such_and_a_condition_under_the_name():
    band = band_of({"kind": "phone", "value": "13 70", "for": "repairs", "condition": "si j’ai le contrat"})
    assert [(call, hours) for _, call, hours, _ in rows_of(band)] == [("13 70", "heures non trouvées")]
    assert band.under == "si j’ai le contrat"


@pytest.mark.parametrize("path", chosen([*making.FEW, *UNKNOWN, FAT], [*making.FEW[::3], TWO_NUMBERS]), ids=named)
def test_sheet_and_poster_print_the_numbers_of_the_answers_and_no_other(path):
    circuit = making.shipped(path)
    answered = {each.value for each in told_numbers(circuit)}
    held = {way.value for way in circuit.landlord.contacts if way.kind == "phone" and way.value}
    for name in ("3-person", "hall/poster"):
        shown = squeezed(words(laid(path, name).pdf(), "-raw"))
        assert [each for each in answered if squeezed(each) not in shown] == [], name
        assert [each for each in held - answered if squeezed(each) in shown] == [], name


def test_a_plumber_stands_on_no_sheet_about_neighbours():
    circuit = making.shipped(PLUMBER)
    (plumber,) = circuit.landlord.contacts
    assert plumber.value
    for name in ("3-person", "hall/poster", "more/all-cards"):
        assert squeezed(plumber.value) not in squeezed(words(document(name, settled(circuit)).pdf(), "-raw"))


def test_each_address_of_a_number_leads_to_its_line():
    reading = read(TWO_NUMBERS)
    text = {file: reading.lines[file] for file in reading.lines}
    for at, value in (
        ("landlord.contacts.phone-2.value", None),
        ("steps.report.channels.phone.value", None),
        *((each.at, each.call) for each in laid(TWO_NUMBERS).content.landlord.rows),
    ):
        item, key = find_line(reading, at)
        place = reading.place(item, key)
        line = text[place.file][place.line - 1]
        assert key.endswith(at.rsplit(".", 1)[-1]) and "04 65" in line
        assert value is None or plain(value) in line


@pytest.mark.parametrize("path, preset", LOOKS, ids=named)
def test_paper_shows_all_but_what_gave_way_and_has_no_fault(path, preset):
    sheet = laid(path, **preset)
    dropped = gone(sheet)
    assert unknown(as_data(sheet.content), dropped) == ()
    assert unsaid(printed(path, **preset), sheet.content, dropped) == ()
    assert faults(printed(path, **preset), "3-person", large=bool(preset.get("large"))) == ()


@pytest.mark.parametrize("path, language", chosen(FOREIGN, FOREIGN[1:]), ids=named)
def test_in_another_language_it_has_no_fault_either(path, language):
    assert of_ink(printed(path, f"3-person-{language}"), f"3-person-{language}") == []


def of_ink(pdf, name):
    """Without those of type: PDFium does not give a line from right to left, nor its hash, as it is read."""
    return [each for each in faults(pdf, name) if UNDER not in each]


def facts_gone(dropped):
    layout = ("gestures", "demands", "questions", "stamp", "more")
    return [name for name in dropped if not name.startswith(layout) and ".says." not in name]


@FEW
def test_where_a_fact_gave_way_the_sheet_says_once_where_it_stands(path):
    told = plain(words(printed(path), "-raw")).count(MORE)
    assert told == bool(facts_gone(gone(laid(path))))


def long_circuit(count, **more):
    say = {"say": "Bonjour. Je voudrais savoir quand vous venez, et à quelle heure.", "actor": "landlord"}
    steps = making.steps(count, **{f"s{rank}": {**say, "if-silent": "r"} for rank in range(1, count + 1)})
    return making.circuit(steps=steps, recourse=[{"id": "r", "title": "J’écris à mon bailleur"}], **more)


@pytest.mark.parametrize("count", chosen([3, 9, 16, 24], (3, 24)))
def test_sentences_give_way_before_steps_then_these_stand_in_lines_and_none_goes(count):
    sheet = paper_of(long_circuit(count))
    shown = words(sheet.pdf(), "-raw")
    assert all(re.search(rf"\bÉtape\s+s{rank}\b", shown) for rank in range(1, count + 1))
    assert "stages.0.says" not in gone(sheet)
    assert "«" in shown
    assert faults(sheet.pdf(), "3-person") == ()


def test_what_never_gives_way_is_refused_at_its_line():
    long = "Entretienlocatifmultiservicesinterminable" * 2
    with pytest.raises(DoesNotFit) as told:
        paper_of(making.circuit(steps=making.steps(3, s1={"title": long}))).pdf()
    assert [each.at for each in told.value.misfits] == ["steps.s1.title"]


def test_check_tells_it_too_before_anything_is_built():
    reading, circuit = read(FAT), making.shipped(FAT)
    bare = tuple(each.model_copy(update={"short": None}) for each in circuit.steps)
    (problem,) = find_misfits(reading, settled(circuit.model_copy(update={"steps": bare})))
    assert (problem.code, problem.place.file.rsplit("/", 1)[-1]) == ("does-not-fit", "repairs.yaml")
    assert problem.place.line > 1


@pytest.mark.slow
def test_a_short_name_stands_for_a_title_where_lines_run_on():
    circuit = making.shipped(FAT)
    pdf = paper_of(circuit).pdf()
    short = circuit.steps[-1].short
    assert short and short in plain(words(pdf, "-raw"))
    assert faults(pdf, "3-person") == ()


def stubs_of(pdf):
    return plain(words(pdf, "-raw", "-f", "2")).count("Qui (métier)")


def test_a_short_ladder_leaves_room_for_more_stubs_and_a_long_one_takes_it():
    assert stubs_of(paper_of(making.circuit(recourse=[{"id": "r", "title": "J’écris"}])).pdf()) == 4
    text = " ".join(["Une phrase de plus pour ce recours, qui en dit long sur ce que je peux faire ici."] * 6)
    recourse = [{"id": f"r{n}", "title": each, "text": text} for n, each in enumerate(("J’écris", "La CDC", "Le juge"))]
    long = paper_of(making.circuit(recourse=recourse)).pdf()
    assert 1 <= stubs_of(long) <= 3
    assert faults(long, "3-person") == ()


def test_the_back_has_no_colour():
    """Only its front counts among the colour pages."""
    assert [is_coloured(page) for page in raster(printed(EVERY[0]))] == [True, False]


def raster(pdf):
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.render(scale=1).to_pil().convert("RGB") for page in opened]


def is_coloured(page):
    _, saturation, _ = page.convert("HSV").split()
    return saturation.getextrema()[1] > 20


def test_a_logo_stands_where_it_moves_no_word():
    made = settled(making.shipped(EVERY[0]))
    bare = document("3-person", made).pdf()
    made.board.preset.__dict__["logo"] = logo(400, 100)
    shown = document("3-person", made).pdf()
    assert words(shown, "-bbox") == words(bare, "-bbox") and len(shown) > len(bare)
    assert faults(shown, "3-person") == ()


def test_a_sheet_changes_its_hash_with_its_words_only():
    circuit = making.circuit()
    one = paper_of(circuit)
    (digits,) = one.sheets.values()
    assert list(one.sheets) == ["3-person"]
    pages = words(one.pdf(), "-raw").split("\f")
    assert [digits in page and "Brouillon" in page for page in pages[:2]] == [True, True]
    assert paper_of(circuit, ink="saver").sheets == one.sheets
    assert paper_of(making.circuit(shortcuts=[urgent(call=CALL)])).sheets != one.sheets
    assert paper_of(making.circuit(recourse=[{"id": "r", "title": "J’écris"}])).sheets != one.sheets


def test_a_version_of_any_length_leaves_the_hash_at_the_foot():
    sheet = paper_of(making.circuit(version="Une version de plus " * 20))
    assert words(sheet.pdf(), "-raw").count(*sheet.sheets.values()) == 2


def test_the_code_of_the_page_stands_only_where_there_is_one():
    made = settled(making.circuit())
    online = document("3-person", replace(made, address="https://exemple.fr/jeux/essai/"))
    assert online.content.frame.code and not document("3-person", made).content.frame.code
    assert faults(online.pdf(), "3-person") == ()


def test_a_validated_circuit_says_by_whom():
    signed = {"status": "validated", "validated": {"by": ["Bailleur"], "on": "2026-11-02"}}
    shown = plain(words(paper_of(making.circuit(**signed)).pdf(), "-raw"))
    assert "Validé par Bailleur" in shown and "Brouillon" not in shown


def test_an_english_circuit_speaks_english():
    update = {"language": "en", "gestures": ()}  # French of its common file
    content = of(making.shipped(EVERY[0]).model_copy(update=update))
    told = said(content)
    assert "What to do?" in told and "My notebook" in told and "If nothing comes" in told
    assert not re.search(r"\bJe (note|demande|montre)\b", " ".join(each.text for each in content.gestures[:5]))


NUMBERS = ("05 62 73 56 00", "0 800 47 33 33", "04 76 53 37 30", "+33 4 76 53 37 30", "36 46")


@pytest.mark.parametrize("number", chosen(NUMBERS, NUMBERS[-2:]))
def test_an_arabic_sheet_prints_a_number_as_it_is_dialled(number):
    steps = making.steps(3, s2={"channels": [{"kind": "phone", "label": "الهاتف", "value": number}], "actor": "tenant"})
    circuit = making.circuit(steps=steps, shortcuts=[urgent(call=number)], language="ar")
    pages = letters.pages(paper_of(circuit).pdf())
    assert printed_numbers(pages).count(number.lstrip("+")) == 2


def test_the_guard_sees_a_number_that_is_printed_backwards(monkeypatch):
    monkeypatch.setattr("jeu_oie.print.content.frame.final_leftward", lambda text: text)
    monkeypatch.setattr("jeu_oie.game.sheet_language.isolate", lambda text: text)
    monkeypatch.setattr("jeu_oie.print.content.bands.tie", lambda call: call)
    circuit = making.circuit(shortcuts=[urgent(call=CALL)], language="ar")
    assert CALL not in printed_numbers(letters.pages(paper_of(circuit).pdf()))


@pytest.mark.parametrize("path", chosen([*making.FEW, *UNKNOWN], UNKNOWN[1:2]), ids=named)
def test_an_arabic_sheet_prints_the_numbers_of_the_french_one(path):
    french, arabic = (
        {number for number in printed_numbers(letters.pages(printed(path, name))) if len(number) > 8}
        for name in ("3-person", "3-person-ar")
    )
    assert french == arabic


def test_an_arabic_circuit_keeps_its_words_on_a_french_sheet():
    path = ROOT / "tests/kit/arabic.yaml"
    assert laid(path).content.frame.dir == "rtl"
    french = of(making.shipped(path), "fr")
    assert (french.frame.dir, french.frame.foreign) == ("ltr", "ar")
    assert all(each.foreign for stage in french.stages for each in stage.facts if re.search("[ء-ي]", each.text))
    assert of_ink(printed(path, "3-person"), "3-person-ar") == []
