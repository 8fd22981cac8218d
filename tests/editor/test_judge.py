"""The editor judges a circuit as the reader does: the same codes, at the same places, in the same words."""

import json
from datetime import date
from random import Random
from typing import Any

import pytest

from jeu_oie.circuit.lint import lint
from jeu_oie.circuit.read import compose as nodes
from jeu_oie.circuit.read import read_text
from jeu_oie.circuit.read.compose import compose
from jeu_oie.circuit.read.reading import UNSEALED
from jeu_oie.circuit.read.source import source
from jeu_oie.messages import load_catalog, tell
from tests.circuit.stating import scattered
from tests.circuit.test_characters import KEPT, TEXTS
from tests.circuit.test_characters import circuit as in_a_title
from tests.circuit.test_wrong import WRONG
from tests.editor.wrong import spoilt
from tests.exchange.making import generated, shipped
from tests.game.making import FEW, SHIPPED
from tests.game.test_facts_shown import LINT

TODAY = date(2026, 11, 25)
# What a form cannot hold: it is refused when the file is opened, with the code and the place of the reader's first
# problem of that sort.
YAML = "the file is no YAML that can be read, or says one thing twice"
OTHER_FILE = "the other file is not there: a page that stands alone has not looked for it"
APART = {
    **dict.fromkeys(
        (
            *("a-broken-value-once", "a-list", "a-text", "after-the-end", "alias-of-itself", "alias-unknown"),
            *("all-in-one-run", "apostrophe-in-quotes", "bad-escape", "colon-in-text", "duplicate-key"),
            *("glued-colon", "glued-dash-between", "greater-than", "indented-too-far", "indented-too-little"),
            *("key-not-text", "merge-key", "no-colon", "only-comments", "problems-before-the-break"),
            *("reserved-start", "several-breaks", "several-documents", "stray-bracket", "tab-after-dash"),
            *("tab-in-block", "tab-in-flow", "tab", "tag", "text-after-quote", "too-deep", "unclosed-apostrophe"),
            *("unclosed-bracket", "unclosed-quote-that-reads", "unclosed-quote-to-the-end"),
            "unclosed-quote-to-the-next",
        ),
        YAML,
    ),
    "file-not-found": OTHER_FILE,
}


def places(text):
    """The ways to what stands at each line and column."""
    root, _ = compose(source(text, "essai.yaml"))
    found = {(1, 1): {()}}

    def walk(node, path):
        found.setdefault((node.line, node.column), set()).add(path)
        if isinstance(node, nodes.Mapping):
            for key, entry in node.entries.items():
                found.setdefault((entry.key.line, entry.key.column), set()).add((*path, key))
                walk(entry.value, (*path, key))
        for rank, item in enumerate(node.items if isinstance(node, nodes.Sequence) else ()):
            walk(item, (*path, rank))

    walk(root, ())
    return found


def said_by_reader(text, siblings=lambda _: None, today=None):
    """Code, ways that may be meant, message and cure of each problem of the circuit's own file."""
    reading = read_text(text, "essai.yaml", siblings)
    known = places(text)
    problems = (*reading.problems, *(lint(reading, today) if today else ()))
    own = [each for each in problems if each.place.file == "essai.yaml"]
    return [(each.code, around(known, each.place), *tell(each, load_catalog("fr"))) for each in own]


def around(known, place):
    """The ways to what stands at a place, or to the text in which it is."""
    columns = [column for line, column in known if line == place.line and column <= place.column]
    return known[place.line, max(columns)]


def assert_same(found, expected, name):
    """Same problems: at one of the ways that the place may mean, in the same words."""
    left = list(found)
    for code, paths, message, cure in expected:
        fits = (e for e in left if e["code"] == code and way(e, paths) and same(e, message, cure))
        match = next(fits, None)
        assert match, (code, paths, message, [(e["code"], e["path"], e["message"]) for e in left], name)
        left.remove(match)
    assert [(each["code"], each["path"], each["message"]) for each in left] == [], name


def way(problem, paths):
    path = tuple(problem["path"])
    return path in paths or (problem["code"] == "no-source" and ((*path, "title") in paths or path in paths))


def same(problem, message, cure):
    """An id that comes twice is told by its line in a file, by its title in a form."""
    return problem["code"] == "duplicate-id" or (problem["message"], problem["cure"]) == (message, cure)


def test_the_guard_sees_another_code_another_place_and_other_words(modules):
    text = (WRONG[0].parent / "validated.yaml").read_text("utf-8")
    ((found,),) = modules.judged({"text": text})
    expected = said_by_reader(text)
    assert_same([found], expected, "as it is")
    for wrong in ({"code": "unknown-key"}, {"path": ["title"]}, {"message": "Autre chose."}):
        with pytest.raises(AssertionError):
            assert_same([{**found, **wrong}], expected, "wrong")
    with pytest.raises(AssertionError):
        assert_same([found, found], expected, "twice")


def test_every_pair_that_is_left_out_is_one():
    assert set(APART) <= {file.stem for file in WRONG}


@pytest.mark.parametrize("file", [each for each in WRONG if each.stem not in APART], ids=lambda file: file.stem)
def test_a_wrong_circuit_is_refused_at_the_field_with_the_reader_s_code(modules, file):
    text = file.read_bytes().decode()
    (found,) = modules.judged({"text": text})
    assert_same(errors(found), said_by_reader(text), file.stem)


@pytest.mark.parametrize("file", [each for each in WRONG if APART.get(each.stem) == YAML], ids=lambda file: file.stem)
def test_a_file_that_no_form_can_hold_is_refused_with_a_code_of_the_reader_s(modules, file):
    text = file.read_bytes().decode()
    (found,) = modules.judged({"text": text})
    reading = read_text(text, "essai.yaml", lambda _: None)
    expected = {(each.code, each.place.line) for each in reading.problems}
    assert errors(found)
    assert {(each["code"], each["line"]) for each in errors(found)} <= expected


def errors(found):
    return [each for each in found if each["severity"] == "error"]


def test_what_nobody_sees_in_the_file_itself_is_refused_at_its_field(modules):
    """As the characters stand there: those behind them are still told at their places."""
    texts = [in_a_title(f"{text}\n    titel: T") for text in (*(text for text, _ in TEXTS.values()), *KEPT.values())]
    for text, found in zip(texts, modules.judged(*({"text": each} for each in texts)), strict=True):
        expected = said_by_reader(text)
        assert {each[0] for each in expected} >= {"unknown-key"}
        # The reader tells of every one in a text, a form once for its field.
        once = list(
            {(code, frozenset(paths)): each for each in reversed(expected) for code, paths, *_ in [each]}.values()
        )
        assert_same(errors(found), once, text)


def test_what_nobody_sees_in_a_comment_is_refused_when_the_file_is_opened(modules):
    text = in_a_title("T  # le \u202etitre\U000e0041")
    (found,) = modules.judged({"text": text})
    reading = read_text(text, "essai.yaml", lambda _: None)
    assert [(each["code"], each["line"], each["column"], each["message"]) for each in errors(found)] == [
        (each.code, each.place.line, each.place.column, tell(each, load_catalog("fr"))[0]) for each in reading.problems
    ]


def test_what_nobody_sees_is_refused_alike_and_what_a_language_needs_is_not(modules):
    """Written as escapes, so that a form is given what is in the text and not what its reading refuses."""
    texts = [*(text for text, _ in TEXTS.values()), *KEPT.values()]
    written = [in_a_title('"' + "".join(f"\\U{ord(c):08x}" for c in text) + '"') for text in texts]
    for text, found in zip(written, modules.judged(*({"text": each} for each in written)), strict=True):
        assert_same(errors(found), said_by_reader(text), text)
        assert len(errors(found)) == (written.index(text) < len(TEXTS))


# --- circuits with faults -------------------------------------------------------------------------------


@pytest.mark.parametrize("block", range(4))
def test_generated_circuits_with_faults_are_judged_alike(modules, block):
    texts = [spoilt(generated(seed), Random(seed)) for seed in range(50 * block, 50 * block + 50)]
    for rank, found in enumerate(modules.judged(*({"text": text} for text in texts))):
        assert_same(errors(found), said_by_reader(texts[rank]), texts[rank])


def test_facts_with_a_source_of_their_own_are_judged_alike(modules):
    """Sound ones, those with faults, and what is told of a fact without a source."""
    sound = [scattered(generated(seed), seed) for seed in range(40)]
    texts = [json.dumps(each, ensure_ascii=False) for each in sound]
    texts += [spoilt(each, Random(seed)) for seed, each in enumerate(sound * 3)]
    for rank, found in enumerate(modules.judged(*({"text": text} for text in texts))):
        assert_same(errors(found), said_by_reader(texts[rank]), texts[rank])
    assert [] in [errors(found) for found in modules.judged(*({"text": text} for text in texts[:40]))]


UNSOURCED = "  - {id: c, title: Trois, if-silent: {value: a}, delay: {value: 4 h}, charge: tenant, uncertain: true}\n"


def test_a_fact_without_a_source_is_told_alike(modules):
    text = LINT.replace("sources:", f"{UNSOURCED}sources:")
    (found,) = modules.judged({"text": text, "today": TODAY.isoformat()})
    assert_same(found, said_by_reader(text, today=TODAY), "facts")
    assert [each["code"] for each in found] == ["no-source", "no-source"]


# --- the files beside a circuit ---------------------------------------------------------------------------


def beside_of(path):
    """The texts of the landlord and of what it shares, as the page is given them, and as the reader is."""
    written = shipped(path).written
    assert written
    files = {name: (path.parent / name).read_text("utf-8") for name in (written.landlord, written.common) if name}
    given = {"landlord": files.get(written.landlord), "common": files.get(written.common)}
    return given, lambda name: files[name].encode() if name in files else None


@pytest.mark.parametrize("path", FEW, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_shipped_circuit_with_faults_is_judged_alike_with_the_files_that_it_names(modules, path):
    given, siblings = beside_of(path)
    root, _ = compose(source(path.read_bytes(), "essai.yaml"))
    assert root is not None
    data: Any = nodes.data(root)
    texts = [path.read_text("utf-8"), *(spoilt(data, Random(seed)) for seed in range(12))]
    for text, found in zip(texts, modules.judged(*({"text": text, **given} for text in texts)), strict=True):
        # The reader looks at a file that it cannot name otherwise: a form has been given the files already.
        if not {"file-not-found", "landlord-path", "common-path"} & {
            code for code, *_ in said_by_reader(text, siblings)
        }:
            assert_same(errors(found), said_by_reader(text, siblings), text)


COMMON = """
sources: {loi: {title: La loi}}
recourse:
  - {id: cdc, title: La commission, source: loi}
  - {id: adil, title: ADIL, source: livre, contact: [{value: 0 800}]}
words: {Trace écrite: Une preuve}
questions: [{title: Combien ?, right: 2, answers: [un]}]
"""
NAMING = """
format: 1
title: Ma réclamation
topic: repairs
landlord: landlord.yaml
common: ../common.yaml
use: [CDC, cdc, trace ecrite, adill, report]
language: fr
version: "1"
status: draft
steps:
  - {id: report, title: Je signale, if-silent: adil, source: [loi, site, autre], actor: [agence, voisin]}
  - {id: close, title: C’est fini, if-silent: cdc}
facts:
  - {id: cdc, title: Un fait}
"""
BY_TOPIC = """
recourse:
  - {id: cdc, title: La commission, topics: repairs}
  - {id: adil, title: ADIL, topics: [repairs, transfer]}
  - {id: dalo, title: DALO, topics: [transfert, 5]}
questions: [{id: fuite, title: Une fuite ?, topics: {repairs: oui}}, {id: bail, title: Un bail ?, topics: [neighbours]}]
advice: [{id: photo, title: Une photo, topics: repairs}]
"""
DROPPING = """
format: 1
title: Ma réclamation
topic: repairs
landlord: {name: Office}
common: ../common.yaml
use: [Bail, photos]
drop: [adil, bail, fuites, photo]
language: fr
version: "1"
status: draft
steps:
  - {id: report, title: Je signale, if-silent: cdc}
  - {id: close, title: C’est fini, if-silent: adil}
"""
OWNER = "{name: Office, actors: {agence: {name: Agence}}, sources: {site: {title: Le site}}, contacts: [{hours: 9 h}]}"


def test_what_a_circuit_takes_of_its_files_is_judged_alike(modules):
    files = {"landlord.yaml": OWNER.encode(), "../common.yaml": COMMON.encode()}
    (found,) = modules.judged({"text": NAMING, "landlord": OWNER, "common": COMMON})
    expected = said_by_reader(NAMING, files.get)
    assert {"unknown-use", "not-used", "use-taken", "unknown-actor", "unknown-source"} <= {
        code for code, *_ in expected
    }
    assert_same(errors(found), expected, "naming")
    (alone,) = modules.judged({"text": NAMING})
    assert errors(alone) == []


def test_what_a_circuit_leaves_out_is_judged_alike(modules):
    sound = BY_TOPIC.replace(", topics: [transfert, 5]", "").replace(", topics: {repairs: oui}", "")
    (found,) = modules.judged({"text": DROPPING, "common": sound})
    expected = said_by_reader(DROPPING, {"../common.yaml": sound.encode()}.get)
    assert [code for code, *_ in expected] == ["unknown-use", "drop-and-use", "unknown-drop", "not-used"]
    assert_same(errors(found), expected, "dropping")


@pytest.mark.parametrize(
    "model, text, name",
    [
        ("Common", BY_TOPIC, "../common.yaml"),
        ("Common", COMMON, "../common.yaml"),
        ("Landlord", OWNER, "landlord.yaml"),
    ],
)
def test_the_files_beside_are_judged_alike(modules, model, text, name):
    files = {"landlord.yaml": OWNER.encode(), "../common.yaml": COMMON.encode(), name: text.encode()}
    reading = read_text(NAMING, "a/essai.yaml", files.get)
    own = [each for each in reading.problems if each.place.file.endswith(name.removeprefix("../"))]
    (found,) = modules.judged({"text": text, "model": model})
    expected = [(each.code, around(places(text), each.place), *tell(each, load_catalog("fr"))) for each in own]
    assert expected
    assert_same(errors(found), expected, name)


# --- what an author may want to look at again ---------------------------------------------------------------

WARNED = """
format: 1
title: Ma réclamation
topic: repairs
landlord: {name: Office}
language: ar
version: "1"
status: draft
review: 2020-02
steps:
  - {id: report, title: Je signale, text: Appelez le 06 12 34 56 78, delay: 5 jours, trace: Aucune.}
  - {id: quiet, title: Rien à dire}
  - {id: doubt, title: À vérifier, delay: 5 jours, uncertain: true}
  - {id: gap, missing: true}
practices:
  - {title: "[Une idée]", adopted: false}
  - {title: Une pratique, adopted: trial, decided: jean.dupont@exemple.org ou service.clients@exemple.org}
detours:
  - {id: away, title: Ailleurs, from: quiet, to: out, condition: Souvent, steps: [{id: aside, title: Là, hours: 9 h}]}
facts: [{title: Un fait}, {title: "Mme Exemple et la rue Jean Jaurès", uncertain: true}]
actors:
  gardien: {name: Lucie MARTIN, role: la r\u0435ine de la Loge}
sources:
  a: {title: Mme Exemple, address: "https://xn--a.example/"}
advice:
MANY
"""
MANY = "".join(f"  - {{title: Voir M. Exemple {rank}}}\n" for rank in range(25))
WARNED = WARNED.replace("MANY\n", MANY)


SIGNED = WARNED.replace("status: draft", "status: validated\nvalidated: {by: Office, on: 2017}")


def test_the_warnings_of_a_circuit_are_those_of_check(modules):
    texts = [WARNED, SIGNED, *(path.read_text("utf-8") for path in SHIPPED)]
    given = [({}, lambda _: None), ({}, lambda _: None), *map(beside_of, SHIPPED)]
    cases = ({"text": text, "today": TODAY.isoformat(), **files} for text, (files, _) in zip(texts, given, strict=True))
    for text, (_, siblings), found in zip(texts, given, modules.judged(*cases), strict=True):
        warned = [each for each in found if each["severity"] == "warning"]
        expected = [each for each in said_by_reader(text, siblings, TODAY) if each[0] not in UNSEALED.values()]
        assert_same(warned, expected, text[:60])
        assert text is not WARNED or len({code for code, *_ in expected}) == 11
