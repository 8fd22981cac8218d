"""Landlords are compared by what their circuits say, word for word, with the source; what is not said stays unsaid."""

import json
import re
from functools import cache

import pytest
from pydantic import TypeAdapter

from jeu_oie.circuit.read import read_text
from jeu_oie.exchange.compare import (
    Compared,
    KitEntry,
    as_data,
    compare_circuit,
    practice_titles,
    questions,
    stage_titles,
)
from jeu_oie.game.assembly import assemble
from jeu_oie.game.preset import Preset
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit.records import read_as
from jeu_oie.kit.reprinting import entry, poster
from jeu_oie.messages import load_catalog
from jeu_oie.print.content.comparison import ABREAST, comparison_poster
from jeu_oie.web.comparison import comparison
from tests.browser.pages import SHIPPED, shipped
from tests.game import making
from tests.print.sheets import unsaid
from tests.sheets.sheets import overlapping, pages


@cache
def told(name: str) -> Compared:
    """``name`` of a shipped circuit, or of one of November 2026 after « 2026-11/ »."""
    earlier = making.EARLIER[0].parents[2]
    return answers(making.shipped(earlier / name) if name.startswith("2026-11/") else shipped(name))


def answers(circuit) -> Compared:
    return compare_circuit(FactFormatter(assemble(circuit, Preset()), load_catalog(circuit.language)))


def texts(name: str, question: str) -> list[str]:
    return [each.text.replace("\u00a0", " ") for each in told(name).answers[question]]


def made(text: str) -> Compared:
    reading = read_text(
        "format: 1\ntitle: T\nversion: '1'\nstatus: draft\nlanguage: fr\n" + text, "x.yaml", lambda _: None
    )
    assert reading.circuit, reading.problems
    return answers(reading.circuit)


def test_oph_31_as_its_yaml_says():
    name = "2026-11/oph-31/repairs.yaml"
    assert texts(name, "number") == ["Téléphone 05 62 73 56 00 (24 h sur 24, 7 jours sur 7)"]
    assert texts(name, "receipt") == ["Je reçois un questionnaire : Questionnaire"]
    assert texts(name, "means") == []
    assert texts(name, "judge") == ["Plateforme d’appel"]
    assert [text.split(" : ")[0] for text in texts(name, "criteria")] == [
        "Niveau 1, moins de 4 h",
        "Niveau 2, moins de 24 h",
    ]
    assert "Serrure bloquée, sauf clé perdue" in texts(name, "criteria")[0]
    assert texts(name, "delay") == [
        "L’entreprise vient chez moi : moins de 5 jours ouvrés, au plus 2 semaines (avec mon accord)",
        "Niveau 1, moins de 4 h : moins de 4 h",
        "Niveau 2, moins de 24 h : moins de 24 h",
    ]
    assert texts(name, "visit")[0].startswith("Un contrôle chez moi. OPH 31 contrôle")
    (number,) = told(name).answers["number"]
    assert (number.sources, number.uncertain) == (("oph31-ancien", "oph31-livret"), True)
    control = told(name).practices["controle"]
    assert (control.state, control.decided, control.sources) == ("true", "Avec les associations", ("oph31-livret",))


def test_opac_38_as_its_yaml_says():
    name = "2026-11/opac-38/repairs.yaml"
    assert texts(name, "number") == texts(name, "criteria") == texts(name, "delay") == []
    assert texts(name, "receipt") == ["Je reçois un courrier : Courrier de réception"]
    assert texts(name, "means") == ["Je reçois un courrier"]
    assert told(name).answers["means"][0].uncertain
    assert texts(name, "judge") == ["Agent de proximité"]
    assert texts(name, "recourse")[:2] == ["J’écris à mon bailleur (Mon bailleur)", "Mise en demeure (Mon bailleur)"]
    assert [told(name).practices[key].state for key in ("astreinte", "carnet", "extranet")] == [
        "true",
        "false",
        "false",
    ]


def test_a_number_that_is_told_as_a_fact_is_an_answer_with_its_doubt():
    (number,) = told("2026-11/actis/repairs.yaml").answers["number"]
    assert "04\u00a076\u00a025\u00a001\u00a003" in number.text
    assert number.uncertain
    assert number.sources == ("actis-contrat",)


def test_a_stated_nothing_is_an_answer():
    assert texts("2026-11/oph-31/neighbours.yaml", "receipt") == ["Je parle avec mon voisinage : rien d’écrit"]
    assert texts("2026-11/sdh/transfer.yaml", "delay") == ["Je reçois mon numéro unique : 1 mois maximum"]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_question_has_its_place_every_source_is_there_and_no_word_comes_from_elsewhere(name):
    """Each word stands in the circuit, or is one of the program's for a way, an actor, a limit or a state."""
    circuit, found, t = shipped(name), told(name), load_catalog("fr")
    assert tuple(found.answers) == questions(circuit.topic)
    cited = [source for several in found.answers.values() for each in several for source in each.sources]
    cited += [source for each in found.practices.values() for source in each.sources]
    cited += [source for stage in found.stages.values() for each in stage.answers for source in each.sources]
    assert set(cited) == set(found.sources)
    assert found.practices.keys() == {practice.id for practice in circuit.practices}
    ours = " ".join(
        [t("channel.phone"), t("actor.tenant"), t("actor.landlord"), t("trace.none"), t("delay.at-most", limit="")]
    )
    known = set(re.findall(r"\w+", f"{circuit.model_dump_json()} {ours}".casefold()))
    said = [each.text for several in found.answers.values() for each in several]
    assert [word for text in said for word in re.findall(r"\w+", text.casefold()) if word not in known] == []
    assert back(as_data(found)) == found


def back(data):
    """What a manifest that holds ``data`` is read as."""
    return read_as(TypeAdapter(Compared), json.dumps(data).encode())


def test_what_is_no_data_of_ours_is_refused():
    good = as_data(told("oph-31/repairs.yaml"))
    practice = {"title": "x", "state": "best"}
    wrongs: tuple[object, ...] = (None, [], {}, {**good, "answers": [1]}, {**good, "practices": {"x": practice}})
    for wrong in wrongs:
        assert back(wrong) is None


def test_a_bare_circuit_answers_nothing():
    bare = made("topic: repairs\nlandlord: {name: L}\nsteps: [{id: report, title: A}, {id: qualify, title: B}]\n")
    assert {key: several for key, several in bare.answers.items() if several} == {}
    assert bare.practices == {}
    step = "{id: inspect, missing: true}"
    assert not made(f"topic: repairs\nlandlord: {{name: L}}\nsteps: [{{id: a, title: A}}, {step}]\n").answers["visit"]


def test_only_what_others_send_tells_the_tenant():
    found = made(
        "topic: repairs\nlandlord: {name: L}\nsteps:\n"
        "- {id: a, title: J’envoie un courrier, actor: tenant, channels: [letter], trace: Copie du courrier}\n"
        "- {id: b, title: Suivi, actor: landlord, channels: [sms, portal]}\n"
        "- {id: c, title: Fin, actor: landlord, trace: Un mail}\n"
        "practices:\n- {title: Un extranet, adopted: trial}\n- {title: Un SMS, adopted: 'false'}\n"
    )
    said = [each.text.replace("\u00a0", " ") for each in found.answers["means"]]
    assert said == ["Suivi : SMS, espace locataire en ligne", "Fin : Un mail", "Un extranet : à l’essai"]


def test_a_number_is_told_once_however_it_is_written():
    found = made(
        "topic: repairs\nlandlord: {name: L, contacts: [{kind: phone, value: 0102030405}]}\nsteps:\n"
        "- {id: a, title: A, channels: [{kind: phone, value: 01 02 03 04 05}], call: 01.02.03.04.05}\n"
        "- {id: b, title: B, call: '3928', hours: le matin}\n"
        "facts: [{title: Un numéro, text: Le 06 07 08 09 10.}, {title: Un code, text: 38000 et 2017.}]\n"
    )
    said = [each.text.replace("\u00a0", " ") for each in found.answers["number"]]
    assert said == ["Téléphone 01 02 03 04 05", "B : 3928 (le matin)", "Le 06 07 08 09 10."]


HEAD = "topic: repairs\nlandlord: {name: L}\n"
REACHED = "{id: appel, stage: qualify, title: Tri, actor: tenant}"
SEEN = "{id: visite, stage: inspect, title: Visite}"


def said(found: Compared, question: str) -> list[str]:
    return [each.text for each in found.answers[question]]


def test_a_step_is_of_the_stage_that_it_names_whatever_its_id():
    found = made(f"{HEAD}steps: [{REACHED}, {SEEN}]\n")
    assert said(found, "judge") == [load_catalog("fr")("actor.tenant")]
    assert said(found, "visit") == ["Visite."]
    other = made(HEAD + "steps: [{id: qualify, stage: tri, title: T, actor: tenant}, {id: inspect, title: V}]\n")
    assert (said(other, "judge"), said(other, "visit")) == ([], ["V."])


def test_a_stage_on_a_side_track_counts_and_a_missing_step_never_does():
    side = "detours: [{id: d, title: D, from: a, to: out, steps: [{id: b, stage: inspect, title: V}]}]\n"
    found = made(HEAD + "steps: [{id: a, title: A}, {id: c, stage: mediation, missing: true}]\n" + side)
    assert said(found, "visit") == ["V."]
    assert found.stages == {}


def test_a_stage_of_ones_own_is_a_row_where_two_landlords_have_it():
    one = made(HEAD + "steps: [{id: a, stage: mediation, title: Une médiation, text: Sur place.}, {id: b, title: B}]\n")
    two = made(HEAD + "steps: [{id: a, title: A}, {id: b, stage: mediation, title: On se parle}]\n")
    assert [each.text for each in one.stages["mediation"].answers] == ["Une médiation. Sur place."]
    assert stage_titles([one, two]) == {"mediation": "Une médiation"}
    assert stage_titles([one]) == stage_titles([two, made(f"{HEAD}steps: [{REACHED}, {SEEN}]\n")]) == {}
    assert back(as_data(one)) == one


# The rows that said « pas trouvé » of a circuit none of whose steps is of their stage.
UNSPOTTED = {"judge": "qualify", "visit": "inspect"}


def test_these_rows_say_that_a_stage_is_not_spotted_and_no_other():
    found = made(f"{HEAD}steps: [{{id: a, title: A, actor: tenant}}, {{id: b, title: B}}]\n")
    assert found.unspotted == tuple(UNSPOTTED)
    assert back(as_data(found)) == found
    for question, stage in UNSPOTTED.items():
        left = tuple(each for each in UNSPOTTED if each != question)
        for step in (
            f"{{id: {stage}, title: B}}",
            f"{{id: x, stage: {stage}, title: B}}",
            f"{{id: {stage}, missing: true}}",
        ):
            assert made(f"{HEAD}steps: [{{id: a, title: A}}, {step}]\n").unspotted == left, step


@pytest.mark.parametrize("name", ["/".join(path.parts[-3:]) for path in making.EARLIER])
def test_no_row_of_a_circuit_without_stages_changes(name):
    assert told(name).unspotted == ()
    assert told(name).stages == {}


def test_the_page_says_which_rows_were_not_spotted():
    parts = ("report, title: A", "qualify, title: B"), ("x, title: A", "y, stage: qualify, title: B")
    columns = [made(HEAD + "".join(("steps:\n", *(f"- {{id: {each}}}\n" for each in own)))) for own in parts]
    entries = [
        KitEntry(f"{n}", "fr", f"L{n}", "T", "", "", draft=True, files={}, source=f"{n}", compared=each)
        for n, each in enumerate(columns)
    ]
    page = comparison("repairs", entries, load_catalog("fr"))
    assert page.count("Étape non repérée</p>") == 1, "where nobody answers it is said once for all"
    assert "Étape non repérée" in page
    assert page.count("Pas trouvé</p>") == 7
    content = comparison_poster("repairs", entries, load_catalog("fr"))
    said = [cell.missing for plate in content.plates for row in plate.rows for cell in row.cells]
    assert said.count("étape non repérée") == 2
    assert "étape non repérée" in content.intro.casefold()


def test_one_practice_is_one_row_in_the_order_in_which_landlords_name_it():
    columns = [told(name) for name in ("2026-11/opac-38/repairs.yaml", "2026-11/oph-31/repairs.yaml")]
    titles = practice_titles(columns)
    assert list(titles)[:2] == ["astreinte", "carnet"]
    assert set(titles) == columns[0].practices.keys() | columns[1].practices.keys()


@pytest.fixture(scope="module")
def abreast():
    """All landlords that are shipped, of repairs: more than one plate holds."""
    return [entry(making.shipped(path), f"{path}") for path in making.SHIPPED if path.stem == "repairs"]


def test_the_poster_says_what_each_landlord_answers_with_its_sources_and_in_14_points(abreast):
    content = comparison_poster("repairs", abreast, load_catalog("fr"))
    assert [len(plate.columns) for plate in content.plates] == [3, 3]
    assert max(len(plate.columns) for plate in content.plates) <= ABREAST
    for plate in content.plates:
        assert all(len(row.cells) == len(plate.columns) for row in (*plate.rows, *plate.practices))
    pdf = poster("repairs", abreast, load_catalog("fr"))
    assert not unsaid(pdf, content, ("ranking",))  # stands below each page, and in no tag
    for page in pages(pdf):
        assert not overlapping(page)
        assert min(word.size_pt for word in page) >= 13.99
        assert {"classement.", "page"} <= {word.text for word in page}


def test_sources_have_one_number_for_all_landlords_as_they_are_first_cited(abreast):
    content = comparison_poster("repairs", abreast, load_catalog("fr"))
    assert [each.number for each in content.sources] == list(range(1, len(content.sources) + 1))
    assert len({(each.title, each.address) for each in content.sources}) == len(content.sources)


def test_nothing_found_is_told_as_its_state_has_it(abreast):
    content = comparison_poster("repairs", abreast, load_catalog("fr"))
    words = {cell.missing for plate in content.plates for row in plate.practices for cell in row.cells}
    assert words <= {"", "pas trouvé", "non dit"} and len(words) > 1
