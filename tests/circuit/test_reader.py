"""What a well written circuit gives: each sentence of the format that is no refusal."""

import unicodedata
from pathlib import Path

import pytest
from pydantic import BaseModel

from jeu_oie.api.check import Checked
from jeu_oie.circuit.fields import Unit
from jeu_oie.circuit.item import Basis
from jeu_oie.circuit.kinds import Setback
from jeu_oie.circuit.model import Adopted, Advice, Channel, Charge, Question, Recourse, Status
from jeu_oie.circuit.read import load, read, read_text

ROOT = Path(__file__).parents[2]
HEAD = """\
format: 1
title: Ma réclamation
topic: repairs
landlord: landlord.yaml
common: ../common.yaml
language: fr
version: 2017-01
status: draft
"""
STEPS = """\
steps:
  - {id: report, title: Je signale}
  - {id: visit, title: La visite}
  - {id: close, title: C’est réparé}
"""
LANDLORD = (
    "name: Office\nsources: {l: {title: Du bailleur}, both: {title: Bailleur}}\nactors: {agence: {name: Agence}}\n"
)
COMMON = """\
sources: {c: {title: Commune}, unused: {title: Inutile}, both: {title: Commun}, q: {title: Question}}
actors: {adil: {name: ADIL}, agence: {name: Autre}}
recourse:
  - {id: adil, title: ADIL, source: c, at: report}
  - {id: cdc, title: CDC, source: unused, at: nowhere}
questions:
  - {title: Combien ?, answers: [un, deux], right: 2, source: q}
words:
  Décence: Un logement en bon état
  Trace: Une preuve
"""


def reading(text, landlord=LANDLORD, common=COMMON):
    files = {"landlord.yaml": landlord, "../common.yaml": common}
    return read_text(text, "opac/repairs.yaml", lambda name: files[name].encode() if files.get(name) else None)


def circuit(text, **files):
    found = reading(text, **files)
    assert found.problems == ()
    assert found.circuit
    return found.circuit


def codes(text, **files):
    return [(p.place.file, p.place.line, p.code) for p in reading(text, **files).problems]


def test_every_value_is_the_text_that_was_typed():
    read = circuit(
        HEAD + "steps:\n  - {id: 010, title: no, call: 18, hours: 1:30}\n  - {id: 38, title: 2024-05-01, trace: none}\n"
    )
    first, second = read.steps
    assert (first.id, first.title, first.call, first.hours) == ("010", "no", "18", "1:30")
    assert (second.id, second.title, second.trace) == ("38", "2024-05-01", "none")
    assert read.version == "2017-01"


def test_an_absent_key_is_not_stated():
    step = circuit(HEAD + STEPS).steps[0]
    assert (step.delay, step.trace, step.charge, step.text, step.source) == (None, None, None, None, ())
    assert not step.missing
    assert not step.uncertain


def test_a_step_holds_all_its_keys():
    step = """\
  - id: visit
    title: La visite
    text: Quelqu’un passe.
    actor: [agence, landlord]
    channels: [phone, {kind: desk, label: Loge, value: Bât. A, hours: 9 h à 12 h}, {label: Borne}]
    condition: Si je suis là
    delay: {value: 5 jours ouvrés, at-most: 2 semaines, condition: avec l’accord du locataire}
    trace: Bon d’intervention
    say: Je vous attends.
    call: 0 800 00 00 00
    hours: 24 h sur 24
    if-silent: adil
    charge: depends
    source: [l, c]
    uncertain: true
"""
    read = circuit(HEAD + "use: adil\n" + STEPS.replace("  - {id: visit, title: La visite}\n", step))
    visit = read.steps[1]
    assert visit.actor == ("agence", "landlord")
    assert [(c.kind, c.label) for c in visit.channels] == [
        (Channel.PHONE, None),
        (Channel.DESK, "Loge"),
        (None, "Borne"),
    ]
    assert visit.delay
    assert visit.delay.value
    assert visit.delay.value.unit is Unit.WORKING_DAY
    assert visit.delay.at_most
    assert visit.delay.at_most.days == 14
    assert visit.delay.condition == "avec l’accord du locataire"
    assert (visit.if_silent, visit.charge, visit.uncertain) == ("adil", Charge.DEPENDS, True)
    assert visit.source == ("l", "c")


def test_a_missing_step_needs_its_id_only_and_may_be_first_or_last():
    read = circuit(HEAD + "steps:\n  - {id: a, missing: true}\n  - {id: b, title: B}\n  - {id: c, missing: true}\n")
    assert [step.missing for step in read.steps] == [True, False, True]


def test_each_list_is_read():
    read = circuit(
        HEAD
        + STEPS
        + """\
shortcuts:
  - {id: now, title: Urgence, from: report, to: close, criteria: [danger], examples: [gaz], call: 18, hours: nuit}
  - {id: gone, title: Ailleurs, from: visit, to: out}
  - {id: lost, title: Perdu, from: visit, to: unknown}
detours:
  - {id: voisins, title: Voisins, from: visit, to: report, steps: [{id: a, title: A}, {id: b, missing: true}]}
  - {id: fin, title: Fin, from: visit, to: end, steps: [{id: c, title: C}]}
setbacks:
  - {title: Retour, at: visit, kind: back, to: visit, remedy: Rappeler}
  - {title: Attente, at: visit, kind: wait, delay: 15 jours}
practices:
  - {title: Portail, adopted: true, decided: En conseil}
  - {title: SMS, at: voisins, adopted: false}
  - {title: Loge, at: any, adopted: trial}
recourse:
  - {id: lettre, title: Lettre, at: close, contact: [letter, {label: Siège}], excludes: [le loyer]}
spaces:
  - {title: Conseil, at: any, who: Tous, when: 2 fois par an}
problems:
  - {title: Fuite d’eau, urgency: now, first: [Couper l’eau], acceptable: 4 h, charge: tenant}
  - {title: Fuite d'eau, urgency: none, acceptable: [2 jours, {value: 5 jours}]}
questions:
  - {title: Débat, at: fin}
advice:
  - {title: Garder le numéro, at: report}
facts:
  - {title: Un fait, source: l}
"""
    )
    assert [s.to for s in read.shortcuts] == ["close", "out", "unknown"]
    assert [len(d.steps) for d in read.detours] == [2, 1]
    assert [s.kind for s in read.setbacks] == [Setback.BACK, Setback.WAIT]
    assert [p.adopted for p in read.practices] == [Adopted.TRUE, Adopted.FALSE, Adopted.TRIAL]
    assert [len(p.acceptable) for p in read.problems] == [1, 2]
    assert read.recourse[0].contact[1].label == "Siège"
    assert read.advice[0].at == "report"


def test_an_item_without_id_is_called_by_its_title_numbered_from_2():
    read = circuit(
        HEAD
        + STEPS
        + "facts:\n  - {title: Fuite d’eau}\n  - {title: fuite d'eau !}\n  - {title: ΩΩ}\n  - {title: Close}\n"
        "advice:\n  - {title: Fuite d'eau}\n  - {title: Any}\n  - {title: Œuvre à l’étage}\n"
    )
    assert [fact.id for fact in read.facts] == ["fuite-d-eau-2", "fuite-d-eau-3", "facts", "close-2"]
    assert [advice.id for advice in read.advice] == ["fuite-d-eau", "any-2", "oeuvre-a-l-etage"]


def test_a_circuit_takes_the_recourse_and_words_that_it_names():
    read = circuit(HEAD + "use: [cdc, adil, decence]\n" + STEPS + "words: {Trace: La mienne}\n")
    assert [r.id for r in read.recourse] == ["cdc", "adil"]
    assert [r.at for r in read.recourse] == [None, "report"]
    assert read.words == {"Décence": "Un logement en bon état", "Trace": "La mienne"}
    assert [q.title for q in read.common_questions] == ["Combien ?"]


def test_sources_and_actors_are_the_circuits_then_the_landlords_then_what_is_used_of_the_common_ones():
    text = HEAD + "use: adil\n" + STEPS + "sources: {mine: {title: À moi}}\n"
    read = circuit(text)
    assert list(read.sources)[:5] == ["mine", "l", "both", "c", "q"]  # then those of the program's own dangers
    assert read.sources["both"].title == "Bailleur"
    assert read.actors["agence"].name == "Agence"
    assert "adil" not in read.actors


def test_the_circuits_own_item_with_the_same_id_wins():
    own = "recourse: [{id: adil, title: Notre ADIL}]\nquestions: [{id: combien, title: Combien chez nous ?}]\n"
    read = circuit(HEAD + "use: adil\n" + STEPS + own + "sources: {both: {title: Circuit}}\n")
    assert [r.title for r in read.recourse] == ["Notre ADIL"]
    assert read.common_questions == ()
    assert read.sources["both"].title == "Circuit"


def test_a_shared_question_gets_an_id_that_nothing_else_has():
    read = circuit(HEAD + STEPS + "facts: [{title: Combien}]\n")
    assert [q.id for q in read.common_questions] == ["combien-2"]


TOPICS = """\
recourse:
  - {id: adil, title: ADIL, at: report, topics: repairs}
  - {id: dalo, title: DALO, topics: [transfer]}
  - {id: cdc, title: CDC}
questions:
  - {id: bail, title: Un bail ?}
  - {id: bruit, title: Un bruit ?, topics: [neighbours, general]}
  - {id: fuite, title: Une fuite ?, topics: [repairs, general]}
advice:
  - {title: Garder une preuve}
  - {id: bourse, title: La bourse, topics: transfer}
  - {id: photo, title: Une photo, at: report, topics: repairs}
"""


def taken(text):
    read = circuit(text, common=TOPICS)
    return tuple([item.id for item in items] for items in (read.recourse, read.common_questions, read.common_advice))


def test_a_circuit_takes_what_is_of_its_topic_or_of_none_and_recourse_of_none_by_its_name():
    assert taken(HEAD + STEPS) == (["adil"], ["bail", "fuite"], ["garder-une-preuve", "photo"])
    other = HEAD.replace("repairs", "other")
    assert taken(other + STEPS) == ([], ["bail"], ["garder-une-preuve"])
    read = circuit(HEAD + STEPS, common=TOPICS)
    assert [each.at for each in (*read.recourse, *read.common_advice)] == ["report", None, "report"]
    assert {type(each) for each in (*read.common_questions, *read.common_advice, *read.recourse)} == {
        *(Question, Advice, Recourse)
    }


def test_use_names_others_and_drop_leaves_some_out():
    text = HEAD + "use: [cdc, bruit, bourse]\ndrop: [adil, bail, photo]\n" + STEPS
    assert taken(text) == (["cdc"], ["bruit", "fuite"], ["garder-une-preuve", "bourse"])
    assert taken(HEAD + "use: cdc\n" + STEPS)[0] == ["cdc", "adil"]  # those that are named come first
    assert taken(HEAD + "drop: fuite\n" + STEPS)[1] == ["bail"]


def test_recourse_of_the_topic_may_be_named_unless_it_is_left_out():
    silent = STEPS.replace("La visite", "La visite, if-silent: adil")
    assert circuit(HEAD + silent, common=TOPICS).steps[1].if_silent == "adil"
    for head, line in ((HEAD.replace("repairs", "other"), 11), (HEAD + "drop: [adil]\n", 12)):
        assert codes(head + silent, common=TOPICS) == [("opac/repairs.yaml", line, "not-used")]


def test_an_item_of_ones_own_wins_or_leaves_its_id():
    own = "recourse: [{id: adil, title: Notre ADIL}]\nadvice: [{id: photo, title: La nôtre}]\n"
    assert taken(HEAD + STEPS + own) == (["adil"], ["bail", "fuite"], ["garder-une-preuve"])
    assert taken(HEAD + STEPS + "spaces: [{title: ADIL}]\nfacts: [{title: Photo}]\n") == (
        *(["adil-2"], ["bail", "fuite"], ["garder-une-preuve", "photo-2"]),
    )


@pytest.mark.parametrize(
    "line, expected",
    [
        ("drop: [fuit, adil, Trace]", ["unknown-drop", "unknown-drop"]),
        ("drop: bail\nuse: [Bail, cdc]", ["drop-and-use"]),
        ("use: [cdc, bruits]", ["unknown-use"]),
        ("topics: [repairs]", ["unknown-key"]),
    ],
)
def test_what_is_left_out_must_be_there_and_not_be_taken(line, expected):
    found = reading(f"{HEAD}{line}\n{STEPS}", common=TOPICS)
    assert [each.code for each in found.problems] == expected


def test_the_nearest_name_is_told_of_what_is_left_out():
    (problem,) = reading(f"{HEAD}drop: [fuitte]\n{STEPS}", common=TOPICS).problems
    assert dict(problem.values) == {"id": "fuitte", "nearest": "fuite"}


@pytest.mark.parametrize("topics", ["repair", "[repairs, repair]", "{repairs: true}"])
def test_a_topic_is_one_of_those_of_circuits(topics):
    common = TOPICS.replace("topics: transfer", f"topics: {topics}")
    wanted = "not-a-list" if topics.startswith("{") else "unknown-choice"
    assert codes(HEAD + STEPS, common=common) == [("common.yaml", 11, wanted)]


def test_tenant_and_landlord_exist_always_and_may_be_named():
    read = circuit(
        HEAD.replace("title: Ma", "actors: {tenant: {name: La locataire}}\ntitle: Ma")
        + STEPS.replace("Je signale", "Je signale, actor: [tenant, landlord]")
    )
    assert read.steps[0].actor == ("tenant", "landlord")
    assert read.actors["tenant"].name == "La locataire"


def test_a_landlord_may_be_written_in_place():
    head = HEAD.replace("landlord.yaml", "\n  name: Office\n  formerly: OPAC\n  contacts: [{kind: desk}]")
    read = circuit(head.replace("common: ../common.yaml\n", "") + STEPS)
    assert read.landlord.formerly == "OPAC"


def test_problems_of_the_three_files_are_told_under_their_own_names_once():
    told = codes(
        HEAD.replace("topic: repairs", "topic: repair") + "use: [adyl]\n" + STEPS,
        landlord="nom: Office\nwebsite: office.example\n",
        common="words: {a: }\nrecourse:\n  - {id: adil, title: ADIL, source: nowhere}\n",
    )
    assert told == [
        ("opac/repairs.yaml", 3, "unknown-choice"),
        ("opac/repairs.yaml", 9, "unknown-use"),
        ("opac/landlord.yaml", 1, "unknown-key"),
        ("opac/landlord.yaml", 2, "address"),
        ("common.yaml", 1, "empty-value"),
        ("common.yaml", 3, "unknown-source"),
    ]


def test_what_a_lost_file_would_declare_is_not_told_as_unknown():
    text = HEAD + "use: [adil]\n" + STEPS.replace("La visite", "La visite, source: l, actor: agence, if-silent: adil")
    assert codes(text, landlord=None, common=None) == [
        ("opac/repairs.yaml", 4, "file-not-found"),
        ("opac/repairs.yaml", 5, "file-not-found"),
    ]


def test_a_recourse_that_is_not_taken_is_told_so():
    assert codes(HEAD + STEPS.replace("La visite", "La visite, if-silent: adil")) == [
        ("opac/repairs.yaml", 11, "not-used")
    ]


def test_a_shared_name_that_is_taken_is_told():
    assert codes(HEAD + "use: adil\n" + STEPS.replace("visit,", "adil,")) == [("opac/repairs.yaml", 9, "use-taken")]


@pytest.mark.parametrize("text", [HEAD + STEPS, HEAD + STEPS.replace("Je signale", "Fuite 💧 à l’étage")])
def test_line_ends_marks_and_accents_do_not_matter(text):
    usual = circuit(text)
    windows = text.replace("\n", "\r\n")
    for other in (windows, "\ufeff" + windows, text.replace("\n", "\r"), unicodedata.normalize("NFD", text)):
        assert circuit(other.encode()) == usual
    assert codes(windows.replace("topic: repairs", "topic: x")) == [("opac/repairs.yaml", 3, "unknown-choice")]


def test_a_no_break_space_is_a_space_where_yaml_wants_one_and_stays_in_a_text():
    typed = (
        STEPS.replace("  - {id: report", "\u00a0 -\u00a0{id: report") + "arrival\u202f:\u00a0Réparé\u202f! Fini\u00a0\n"
    )
    read = circuit(HEAD.replace("status: draft", "status:\u00a0draft\u00a0") + typed)
    assert read.arrival == "Réparé\u202f! Fini"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0%x\n%y", b"PK\x03\x04\0\xff"])
def test_a_picture_or_a_word_processors_file_is_told_once(data):
    assert [p.code for p in read_text(data, "circuit.docx", lambda _: None).problems] == ["not-a-text-file"]


def test_ids_and_references_match_whatever_the_form_of_their_accents():
    text = HEAD + STEPS.replace("Je signale", "Je signale, source: été") + "sources: {été: {title: Été}}\n"
    head, tail = text.split("sources:")
    assert circuit(unicodedata.normalize("NFD", head) + "sources:" + tail).steps[0].source == ("été",)


def test_columns_count_characters_as_typed():
    text = HEAD.replace("Ma réclamation", "💧 réclamation").replace("title: ", "title: &t ") + "titre: a\n" + STEPS
    line = "  - {id: x, title: '💧 e\u0301', titre: y}\n"
    found = [p for p in reading(text + "recourse:\n" + line).problems if p.place.line == 15]
    assert [(p.code, p.place.column) for p in found] == [("unknown-key", line.index("titre") + 1)]


def test_aliases_within_bounds_are_what_they_stand_for():
    read = circuit(
        HEAD + STEPS.replace("Je signale", "Je signale, text: &t Bonjour").replace("La visite", "V, text: *t")
    )
    assert [step.text for step in read.steps] == ["Bonjour", "Bonjour", None]


def test_a_validated_circuit_needs_who_and_when():
    signed = HEAD.replace("draft", "validated\nvalidated: {by: [Office, Conseil], on: 2017-03-14}")
    read = circuit(signed + STEPS)
    assert read.status is Status.VALIDATED
    assert read.validated
    assert read.validated.by == ("Office", "Conseil")
    one = circuit(signed.replace("[Office, Conseil]", "Office") + STEPS)
    assert one.validated
    assert one.validated.by == ("Office",)


def test_the_excerpt_of_a_long_line_keeps_its_caret():
    line = f"  - {{id: x, text: {'mot ' * 100}, titre: y, text2: {'mot ' * 100}}}"
    (first, *_) = [p for p in reading(HEAD + STEPS + "recourse:\n" + line).problems if p.code == "unknown-key"]
    assert len(first.excerpt) == 160
    assert first.excerpt[first.caret - 1 :].startswith("titre")
    assert first.place.column == line.index("titre") + 1


def test_places_tell_where_each_value_stands():
    found = reading(HEAD + STEPS + "facts:\n  - title: Un fait\n    text: Oui\n")
    at = {key: (place.file, place.line, place.column) for key, place in found.places.items()}
    assert at["", "title"] == ("opac/repairs.yaml", 2, 8)
    assert at["report", "title"] == ("opac/repairs.yaml", 10, 25)
    assert at["un-fait", ""] == ("opac/repairs.yaml", 14, 5)
    assert at["un-fait", "text"] == ("opac/repairs.yaml", 15, 11)
    assert at["", "landlord.name"] == ("opac/landlord.yaml", 1, 7)
    assert at["", "sources.l.title"] == ("opac/landlord.yaml", 2, 22)
    assert at["adil", "title"] == ("common.yaml", 4, 23)
    warning = found.problem("un-fait", "delay", "no-source", title="Un fait")
    assert (warning.place.line, warning.excerpt) == (14, "  - title: Un fait")
    assert [file.as_posix() for file in found.files] == ["opac/repairs.yaml", "opac/landlord.yaml", "common.yaml"]


def test_a_number_cut_off_by_a_comment_is_a_warning():
    assert codes(HEAD + STEPS + "facts:\n  - title: Le dossier #12\n    text: Oui # 3 mots\n") == [
        ("opac/repairs.yaml", 14, "cut-by-hash")
    ]


@pytest.mark.parametrize("file", sorted((ROOT / "circuits").glob("*/[!l]*.yaml")), ids=lambda f: f.parent.name + f.stem)
def test_shipped_circuits_have_no_problem(file):
    found = read(file)
    assert found.problems == ()
    assert found.circuit


class Preset(BaseModel):
    squares: int = 63
    bleed: float = 3
    names: tuple[str, ...] = ()


def test_other_files_can_be_read_as_other_models():
    preset, problems = load(b"squares: 24\nbleed: 2.5\nnames: [a]\n", "board.yaml", Preset)
    assert problems == ()
    assert preset == Preset(squares=24, bleed=2.5, names=("a",))
    _, problems = load(b"squares: many\nbleed: [1]\nnames: a\n", "board.yaml", Preset)
    assert [(p.place.line, p.code) for p in problems] == [(1, "not-a-number"), (2, "not-a-number"), (3, "not-a-list")]


def test_the_standard_common_file_is_no_file_of_the_user():
    text = (HEAD + STEPS).replace("../common.yaml", "standard\nuse: [adil]").replace("landlord.yaml", "{name: N}")
    reading = read_text(text, "essai.yaml", lambda _: pytest.fail("no file is asked for"))
    assert reading.circuit
    assert [each.id for each in reading.circuit.recourse] == ["adil"]
    assert reading.circuit.common_questions
    assert [each.as_posix() for each in reading.files] == ["essai.yaml"]


def test_no_landlord_is_asked_for_what_the_standard_file_lacks():
    text = (HEAD + STEPS).replace("../common.yaml", "standard\nuse: [ecrire, mise-en-demeure]")
    reading = read_text(text.replace("landlord.yaml", "{name: N}"), "made-up.yaml", lambda _: None)
    assert reading.circuit, reading.problems
    assert {problem.place.file for problem in Checked(reading, ()).missing} == {"made-up.yaml"}


def test_what_the_standard_file_lacks_is_told_where_it_is_named():
    text = (HEAD + STEPS).replace("../common.yaml", "standard\nuse: [adill]").replace("landlord.yaml", "{name: N}")
    (problem,) = read_text(text, "essai.yaml", lambda _: None).problems
    assert (problem.place.file, problem.place.line, dict(problem.values)["nearest"].lower()) == (
        "essai.yaml",
        6,
        "adil",
    )


def test_what_is_taken_of_the_common_file_keeps_what_one_fact_alone_says():
    common = """\
sources: {law: {title: Loi}, lawyer: {title: Avocat}}
recourse:
  - {id: dalo, title: DALO, source: law, delay: {value: 3 mois, source: lawyer, uncertain: true}}
"""
    (taken,) = circuit(f"{HEAD}use: dalo\n{STEPS}", common=common).recourse
    assert taken.said_of("delay") == Basis(("lawyer",), uncertain=True)
    assert taken.said_of("who") == Basis(("law",), uncertain=False)


def test_a_danger_tells_its_cases_under_their_titles_and_keeps_a_former_name():
    common = """\
emergency:
  - {id: police, danger: Police, call: "17"}
  - id: lift
    danger: Ascenseur
    call: "18"
    cases:
      - {id: inside, title: Dedans, first: [J’appuie., J’attends.]}
      - {id: outside, title: Dehors, first: [Je parle.]}
"""
    _, danger = circuit(HEAD + STEPS, common=common).emergency
    assert danger.id == "lift-inside"
    assert danger.first == ("Dedans\u00a0: J’appuie.", "J’attends.", "Dehors\u00a0: Je parle.")
    assert [case.id for case in danger.cases] == ["inside", "outside"]


def test_a_deck_draws_of_danger_rights_and_helpers_in_turn():
    tagged = {"a": "", "b": "helper", "c": "danger", "d": "right", "e": "[helper, danger]"}
    common = "questions:\n" + "".join(
        f"  - {{id: {name}, title: Q{name}{f', tags: {tags}' if tags else ''}}}\n" for name, tags in tagged.items()
    )
    assert [each.id for each in circuit(HEAD + STEPS, common=common).common_questions] == ["c", "d", "b", "e", "a"]
