"""The sheet of a workshop: as the paper has it, and back into the circuit, nothing lost and nothing invented."""

import csv
import re
from functools import cache
from io import BytesIO, StringIO
from itertools import groupby

import openpyxl
import pytest

from jeu_oie.circuit.item import Basis
from jeu_oie.circuit.model import Adopted
from jeu_oie.circuit.read import read, read_text
from jeu_oie.circuit.renew import renew_text
from jeu_oie.errors import Severity
from jeu_oie.exchange.csv import csv_of, sheet_of
from jeu_oie.exchange.workshop import KEYS, read_filled
from jeu_oie.exchange.workshop_result import bring, workshop_on
from jeu_oie.exchange.xlsx import sheet_of as sheet_of_xlsx
from jeu_oie.exchange.xlsx import xlsx_of
from jeu_oie.game.preset import Preset
from jeu_oie.game.tenants import tenants
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit import plan
from jeu_oie.messages import load_catalog
from tests.chosen import chosen, named
from tests.exchange.tables import after, bring_back, empty, filled, rows_of
from tests.game.making import FEW, SHIPPED, shipped
from tests.print.sheets import codes_of, document

TEXT = """format: 1
title: Essai
topic: repairs
landlord: {name: Bailleur}
language: fr
version: "1"
status: draft
sources:
  guide: {title: Guide}  # le nôtre
steps:
  # la première
  - id: a
    title: Un
    text: On dit.
    delay: 2 jours  # annoncé
    trace: Reçu
    if-silent: b
    source: guide
  - {id: b, title: Deux, delay: 1 jour, trace: none, if-silent: c, source: guide}
  - id: c
    title: Trois
    source: guide
  - id: d
    missing: true
practices:
  - {id: p, title: Une idée, text: Ailleurs., adopted: false, source: guide}
  - {id: q, title: À l’essai, adopted: trial, source: guide}
problems:
  - {id: f, title: Une fuite, delay: 4 h, source: guide}
questions:
  - {id: z, title: Quoi}
"""
DATE = "atelier-2026-11-25"


def reading(text=TEXT):
    found = read_text(text, "essai.yaml", lambda _: None)
    assert found.circuit is not None, found.problems
    return found


def sheet(text=TEXT, **said):
    """The sheet of ``text`` with « a__délai acceptable » and the like as the tables wrote it; spaces for « _ »."""
    lines = rows_of(csv_of(empty(reading(text))))
    told = {tuple(key.split("__")): value for key, value in said.items()}
    told = {(name.replace("_", "."), asked.replace("_", " ")): value for (name, asked), value in told.items()}
    for line in lines:
        if answers := told.pop((line[2], line[4].replace("\u00a0", " ")), None):
            line[6:] = [*answers, *("",) * (6 - len(answers))]
    assert not told, f"no such row: {told}"
    out = StringIO()
    csv.writer(out, delimiter=";").writerows(lines)
    return out.getvalue().encode()


def brought(text=TEXT, **said):
    """The circuit's text once the sheet has come back."""
    found = reading(text)
    made = renew_text(text, bring_back(found, sheet(text, **said)).written)
    return made, reading(made).circuit


def item(circuit, name):
    lists = (*circuit.steps, *circuit.practices, *circuit.problems)
    return next(each for each in lists if each.id == name)


@cache
def on_paper(path):
    """The codes that stand on the worksheets, in their order."""
    return codes_of(document("more/worksheets", plan(shipped(path), Preset())).content)


@pytest.mark.parametrize("path", FEW, ids=named)
def test_the_rows_are_those_of_the_worksheets_in_their_order(path):
    lines = rows_of(csv_of(empty(read(path))))
    assert [line[2] for line in lines[1:3]] == ["workshop.date", "workshop.people"]
    told = [line[0] for line in lines[1:] if not line[2].startswith("workshop.")]
    assert [code for code, _ in groupby(told)] == on_paper(path)
    boxes = [(line[0], line[2], line[4]) for line in lines[1:]]
    assert len(set(boxes)) == len(boxes), "a box that is asked twice"


def test_the_guard_sees_a_row_that_the_paper_lacks():
    lines = rows_of(csv_of(empty(read(SHIPPED[0]))))
    told = [line[0] for line in lines[1:-1] if not line[2].startswith("workshop.")]
    assert [code for code, _ in groupby(told)] != on_paper(SHIPPED[0])


def test_a_column_a_table_for_a_french_excel():
    data = csv_of(empty(reading(), tables=3))
    assert data.startswith(b"\xef\xbb\xbf")
    head, first, *_ = rows_of(data)
    assert head == [
        "feuille",
        "case",
        "identifiant",
        "titre",
        "ce qu’on demande",
        "déjà dit",
        "table 1",
        "table 2",
        "table 3",
    ]
    assert first[2] == "workshop.date"


def test_acceptable_delays_stand_as_a_list_one_a_table():
    text, circuit = brought(a__délai_acceptable=("2 jours", "", "1 semaine", "2 jours"), f__délai_acceptable=("48 h",))
    assert [each.value.text for each in item(circuit, "a").acceptable] == ["2 jours", "1 semaine", "2 jours"]
    assert item(circuit, "a").delay.value.text == "2 jours"
    assert [each.value.text for each in item(circuit, "f").acceptable] == ["48 h"]
    assert item(circuit, "a").source == ("guide",)
    assert item(circuit, "a").said_of("acceptable").source == (DATE,)
    assert circuit.sources[DATE].title == "Atelier du 25\u00a0novembre\u00a02026, 30 personnes"
    assert not item(circuit, "a").uncertain
    assert f"    acceptable:\n      value: [2 jours, 1 semaine, 2 jours]\n      source: {DATE}\n" in text


def test_what_was_missing_is_to_be_verified_where_all_agree_and_said_where_not():
    _, circuit = brought(
        c__délai_annoncé=("5 jours", "", "5 jours."),
        c__ce_que_je_reçois=("Un SMS", "Rien"),
        **{"d__que se passe-t-il ?": ("On ferme", "On appelle")},
    )
    step, blank = item(circuit, "c"), item(circuit, "d")
    assert (step.source, step.uncertain) == (("guide",), False)
    assert step.said_of("delay") == Basis((DATE,), uncertain=True)
    assert step.delay.value.text == "5 jours"
    assert step.trace is None, "two tables said two things"
    assert "Ce que je reçois, «\u00a0Un SMS\u00a0» (table\u00a01)\u00a0; «\u00a0Rien\u00a0» (table\u00a02)" in spaced(
        step.text
    )
    assert (blank.missing, blank.uncertain) == (True, True)
    assert "«\u00a0On ferme\u00a0» (table\u00a01)" in spaced(blank.text)


def spaced(text):
    return re.sub(r"\(table(s?) ", "(table\\1\u00a0", text)


@pytest.mark.parametrize("said", ["rien", "Aucune trace."])
def test_nothing_received_is_said_to_be_nothing(said):
    _, circuit = brought(c__ce_que_je_reçois=(said,))
    assert item(circuit, "c").trace == "none"


def test_ideas_come_with_their_votes_and_stay_what_they_are_here():
    _, circuit = brought(
        p__voix=("4", "5", "0"),
        **{"p__ce qu’il faudrait ici": ("Un budget",)},
        q__voix=("2",),
    )
    one, other = item(circuit, "p"), item(circuit, "q")
    assert "Ailleurs. Atelier du 25\u00a0novembre\u00a02026\u00a0: 9 voix sur 30 personnes." in one.text
    assert "«\u00a0Un budget\u00a0»" in one.text
    assert (one.adopted, other.adopted) == (Adopted.FALSE, Adopted.TRIAL)
    assert (one.uncertain, other.uncertain) == (False, False)


def test_new_ideas_and_problems_are_theirs_alone_the_same_of_two_tables_is_one():
    name = "son nom, en peu de mots"
    _, circuit = brought(
        **{f"idea_1__{name}": ("Un carnet", "un carnet", "Autre chose"), f"home_2__{name}": ("Du bruit",)},
        idea_1__voix=("3", "2", "1"),
        home_2__délai_acceptable=("1 mois",),
    )
    new = [each for each in circuit.practices if each.source == (DATE,)]
    assert [(each.title, each.adopted) for each in new] == [
        ("Un carnet", Adopted.FALSE),
        ("Autre chose", Adopted.FALSE),
    ]
    assert "5 voix" in new[0].text
    noise = next(each for each in circuit.problems if each.title == "Du bruit")
    assert [each.value.text for each in noise.acceptable] == ["1 mois"]


def test_what_the_circuit_states_is_never_replaced():
    found = reading(TEXT.replace("title: Trois", "title: Trois\n    trace: Courrier"))
    data = sheet(c__ce_que_je_reçois=("Un SMS",))
    result = bring_back(found, data)
    assert [note.code for note in result.notes] == ["returns-stated"]
    assert result.written == found.written


def test_a_row_of_another_circuit_is_told():
    result = bring_back(reading(), sheet(a__délai_acceptable=("2 jours",)).replace(b"a;Un", b"autre;Un"))
    assert [answer.id for answer in result.unknown] == ["autre"]
    assert result.written == reading().written


def test_nothing_stays_behind_in_silence():
    """What has no place in a circuit is counted: whoever reads the report keeps the sheet."""
    result = bring_back(reading(), sheet(a__ce_qui_bloque=("Trop de dossiers",), idea_2__voix=("3",)))
    assert [answer.text for answer in result.kept] == ["Trop de dossiers"]
    assert [note.code for note in result.notes] == ["returns-no-name"]


ALL = {
    "a__délai acceptable": ("2 jours", "5 jours"),
    "c__délai annoncé": ("5 jours",),
    "c__ce que je reçois": ("Un SMS", "Rien"),
    "d__que se passe-t-il ?": ("On ferme",),
    "p__voix": ("4", "5"),
    "idea_1__son nom, en peu de mots": ("Un carnet",),
    "idea_1__voix": ("3",),
}


def test_the_same_sheet_twice_says_nothing_twice():
    text, _ = brought(**ALL)
    again = bring_back(reading(text), sheet(**ALL))
    assert renew_text(text, again.written) == text


def test_a_corrected_sheet_corrects_what_it_said():
    text, _ = brought(**ALL)
    result = bring_back(reading(text), sheet(**{**ALL, "a__délai acceptable": ("3 jours",), "p__voix": ("7",)}))
    circuit = reading(renew_text(text, result.written)).circuit
    assert [each.value.text for each in item(circuit, "a").acceptable] == ["3 jours"]
    assert "7 voix" in item(circuit, "p").text
    assert "9 voix" not in item(circuit, "p").text
    assert [note.code for note in result.notes] == ["returns-replaced"]


def test_a_second_workshop_stands_beside_the_first():
    text, _ = brought(**ALL)
    data = sheet(**ALL, workshop_date__date=("2027-11-26",), **{"workshop_people__nombre de personnes": ("12",)})
    circuit = reading(renew_text(text, bring_back(reading(text), data).written)).circuit
    assert len(item(circuit, "a").acceptable) == 4
    for said in ("25\u00a0novembre\u00a02026\u00a0: 9 voix sur 30", "26\u00a0novembre\u00a02027\u00a0: 9 voix sur 12"):
        assert said in item(circuit, "p").text
    assert item(circuit, "p").source == ("guide",), "votes stand in the text, after the name of who voted"
    assert item(circuit, "a").said_of("acceptable").source == (DATE, "atelier-2027-11-26")


def test_comments_and_order_stay():
    text, _ = brought(**ALL)
    gone = {line for line in TEXT.splitlines() if line not in text.splitlines()}
    idea = "  - {id: p, title: Une idée, text: Ailleurs., adopted: false, source: guide}"
    assert gone == {idea}, "an item in braces is written anew"
    for comment in ("# le nôtre", "# la première", "# annoncé"):
        assert comment in text


@pytest.mark.parametrize("path", chosen(FEW, FEW[:1]), ids=named)
def test_comments_of_shipped_circuits_stay(path):
    """And the sheet of six tables is all in it: the list of delays, ideas, blanks."""
    former = path.read_text("utf-8").splitlines()
    now = after(path)
    assert now.circuit is not None
    lines = now.lines[path.as_posix()]
    assert [line for line in former if line.lstrip().startswith("#")] == [
        line for line in lines if line.lstrip().startswith("#")
    ]
    assert all(len(each.acceptable) == 6 for each in now.circuit.steps if not each.missing)
    assert any("voix" in (each.text or "") for each in now.circuit.practices)
    facts = [(step, fact) for step in now.circuit.steps for fact in step.stated.values()]
    assert any((step.uncertain or fact.uncertain) and fact.source == (DATE,) for step, fact in facts)


@pytest.mark.parametrize(
    "said, code",
    [
        ("bientôt", "delay-unreadable"),
        ("pas sûr", "delay-unreadable"),
        ("5", "delay-unreadable"),
        ("5 à 2 jours", "delay-reversed"),
        ("01-mai", "cell-date"),
    ],
)
def test_words_in_the_place_of_a_delay_are_kept_and_told_and_stop_nothing_else(said, code):
    data = sheet(a__délai_acceptable=("2 jours", "", said), c__ce_que_je_reçois=("Un SMS",))
    found = read_filled(sheet_of(data, "f.csv"))
    row = next(rank for rank, line in enumerate(rows_of(data), 1) if (line[2], line[4]) == ("a", "délai acceptable"))
    told = [(each.code, each.severity, each.place.line, each.place.column) for each in found.problems]
    assert told == [(code, Severity.WARNING, row, 9)]
    now = bring_back(reading(), data)
    assert now.counts == {"acceptable": 1, "blanks": 1, "words": 1}
    step = next(each for each in now.written.steps if each.id == "a")
    assert [each.value and each.value.text for each in step.acceptable] == ["2 jours"]
    words = f"Délai acceptable, «\u00a0{said}\u00a0» (table 3) (à vérifier)."
    assert words in (step.text or "").replace("table\u00a0", "table ")
    assert (step.source, step.uncertain) == (("guide",), False)


def test_a_cell_that_a_spreadsheet_has_spoiled_is_left_out():
    found = read_filled(sheet_of(sheet(a__délai_acceptable=("2 jours", "#NOM?")), "f.csv"))
    assert [each.code for each in found.problems] == ["cell-error"]
    assert [each.text for each in found.answers] == ["2 jours"]


@pytest.mark.parametrize("said", ["beaucoup", "-3", "1,5", "99999999"])
def test_votes_that_are_no_number_are_words(said):
    _, circuit = brought(p__voix=("4", said))
    assert "4 voix sur 30 personnes" in item(circuit, "p").text.replace("\u00a0", " ")
    assert f"Voix, «\u00a0{said}\u00a0»" in item(circuit, "p").text
    found = read_filled(sheet_of(sheet(p__voix=(said,)), "f.csv"))
    assert [(each.code, each.severity) for each in found.problems] == [("returns-number", Severity.WARNING)]


def test_whether_it_is_so_here_stands_after_the_name_of_the_workshop():
    key = "vrai chez nous ? (délai annoncé)"
    _, circuit = brought(**{f"a__{key}": ("oui", "non", "oui")})
    step = item(circuit, "a")
    assert "Vrai chez nous ? (délai annoncé), « oui » (tables 1, 3) ; « non » (table 2)." in step.text.replace(
        "\u00a0", " "
    )
    assert (step.delay.value.text, step.said_of("delay")) == ("2 jours", Basis(("guide",), uncertain=False))


def test_hands_that_were_counted_twice_are_noted_and_stand_on_the_tenants_board():
    asked = {"workshop_whom__mains levées, avant": ("4", "2"), "workshop_whom__mains levées, après": ("24",)}
    data = sheet(**asked, **{"workshop_what__mains levées, avant": ("3",)}, a__délai_acceptable=("2 jours",))
    found = read_filled(sheet_of(data, "f.csv"))
    assert found.hands == (("whom", 6, 24),)
    t = load_catalog("fr")
    held_on = workshop_on("2026-11-25", 30, t, found.hands)
    written = reading().written
    assert written
    text = renew_text(TEXT, bring(written, found.answers, held_on, t).written)
    circuit = reading(text).circuit
    assert circuit
    said = "6 puis 24 mains, « Qui appelez-vous, où écrivez-vous ? »"
    assert (circuit.sources[DATE].note or "").replace("\u00a0", " ") == said
    made = plan(circuit, Preset())
    board = tenants(made.deck, FactFormatter(made.board, made.words))
    assert board
    assert board.hands.replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    "said, code",
    [
        ("Mme Martin répond", "personal-name"),
        ("On appelle Karim Benali", "personal-name"),
        ("06 12 34 56 78", "personal-phone"),
        ("marie.durand@exemple.fr", "personal-address"),
        ("Chez moi, 12 rue des Lilas", "personal-home"),
    ],
)
def test_a_person_is_not_written(said, code):
    found = read_filled(sheet_of(sheet(c__si_rien_ne_vient=("On écrit", said)), "f.csv"))
    assert [(each.code, each.severity) for each in found.problems] == [(code, Severity.WARNING)]
    assert [answer.text for answer in found.answers] == ["On écrit"]


@pytest.mark.parametrize("said", ["La gardienne", "Le service Qualité", "OPAC 38", "La CNL", "Place du marché"])
def test_roles_and_bodies_are(said):
    found = read_filled(sheet_of(sheet(c__si_rien_ne_vient=(said,)), "f.csv"))
    assert not found.problems


@pytest.mark.parametrize(
    "change, code",
    [
        (lambda data: data.replace(b"table 2", b"Jean"), "returns-column"),
        (lambda data: data.replace(b"identifiant", b"x"), "returns-head"),
        (lambda data: data.replace("délai acceptable".encode(), b"autre"), "returns-row"),
    ],
)
def test_a_sheet_that_was_changed_is_told(change, code):
    data = change(sheet(a__délai_acceptable=("2 jours", "3 jours")))
    assert code in {each.code for each in read_filled(sheet_of(data, "f.csv")).problems}


def test_other_separators_and_columns_in_another_order_are_read():
    lines = [[*line[2:], *line[:2]] for line in rows_of(sheet(a__délai_acceptable=("2 jours", "3 jours")))]
    out = StringIO()
    csv.writer(out).writerows(lines)
    found = read_filled(sheet_of(out.getvalue().encode(), "f.csv"))
    assert [(each.id, each.table, each.text) for each in found.answers] == [("a", 1, "2 jours"), ("a", 2, "3 jours")]


def test_a_workbook_is_read_as_what_was_typed():
    book = openpyxl.load_workbook(BytesIO(xlsx_of(empty(reading()), "Atelier")))
    page = book.active
    for row in page.iter_rows(min_row=2):
        asked = (row[2].value, row[4].value)
        if asked == ("p", "voix"):
            row[6].value, row[7].value = 4, 5.0
        if asked == ("a", "délai acceptable"):
            row[6].value = "2 jours"
        if asked[0] == "workshop.people":
            row[6].value = 30
    out = BytesIO()
    book.save(out)
    found = read_filled(sheet_of_xlsx(out.getvalue(), "f.xlsx"))
    assert not found.problems
    assert found.people == 30
    assert {(each.id, each.text) for each in found.answers} == {("p", "4"), ("p", "5"), ("a", "2 jours")}


def test_both_languages_ask_for_things_by_different_names():
    for each in ("fr", "en"):
        t = load_catalog(each)
        names = [t(f"returns.asked.{key}") for key in KEYS]
        assert len(set(names)) == len(names)


def test_six_tables_on_a_filled_sheet():
    """The sheet of the end-to-end test holds something for each sort of row."""
    data = filled(csv_of(empty(read(SHIPPED[0]))))
    found = read_filled(sheet_of(data, "f.csv"))
    assert found.tables == 6
    assert (found.date, found.people) == ("2026-11-25", 30)
