"""What the editor opens and saves says the same, and only what was changed is written anew."""

import json
import re
from copy import deepcopy
from functools import cache
from random import Random

import pytest

from jeu_oie.circuit.read import beside, read, read_text
from jeu_oie.circuit.read import compose as nodes
from jeu_oie.circuit.read.compose import compose
from jeu_oie.circuit.read.source import source
from tests.chosen import chosen
from tests.circuit.test_safe import HOSTILE
from tests.editor.edits import edited, paths
from tests.exchange.harmful import HARMFUL
from tests.exchange.making import generated, of, rewritten
from tests.game.making import FEW
from tests.house.source import ROOT
from tests.renewing.cases import CASES, REFUSED

SEEDS = range(8)
FILES = sorted((ROOT / "circuits").glob("**/*.yaml"))
named = pytest.mark.parametrize("file", chosen(FEW, FEW[:1]), ids=lambda file: f"{file.parent.name}-{file.stem}")
# Opened and saved, nothing changed.
SAVED = "text => { const { data, source } = editor.read(text, rules); return editor.write(source, data, rules) }"
# Written without the file that was there.
NEW = "text => editor.write(null, editor.read(text, rules).data, rules)"
# Opened, changed in the form, and saved.
CHANGED = "([text, data]) => editor.write(editor.read(text, rules).source, JSON.parse(data), rules)"


def data_of(text):
    """What a file says, as the reader takes it."""
    root, problems = compose(source(text, "essai.yaml"))
    assert [each for each in problems if each.severity == "error"] == []
    assert root is not None
    return nodes.data(root)


origin = cache(of)


@pytest.mark.parametrize(
    "file", chosen(FILES, (*FEW[:2], FILES[-1])), ids=lambda file: f"{file.parent.name}-{file.stem}"
)
def test_a_file_that_is_saved_unchanged_keeps_every_byte(modules, file):
    text = file.read_bytes().decode()
    windows = text.replace("\n", "\r\n")
    assert modules.each(SAVED, [text, "\ufeff" + text, windows]) == [text, "\ufeff" + text, windows]


@named
def test_a_shipped_circuit_written_anew_says_the_same(modules, file):
    (text,) = modules.each(NEW, [file.read_text("utf-8")])
    assert read_text(text, file.as_posix(), beside(file)).circuit == read(file).circuit


def test_the_guard_sees_what_is_lost(modules):
    (text,) = modules.each(NEW, [rewritten(origin(1)).replace("title:", "text:", 1)])
    assert read_text(text, "essai.yaml", lambda _: None).written != origin(1).written


def test_generated_circuits_are_opened_and_saved(modules):
    texts = [rewritten(origin(seed)) for seed in SEEDS]
    assert modules.each(SAVED, texts) == texts
    for seed, text in zip(SEEDS, modules.each(NEW, texts), strict=True):
        found = read_text(text, "essai.yaml", lambda _: None)
        assert found.circuit == origin(seed).circuit, (seed, found.problems)


def test_circuits_in_braces_are_opened_and_saved(modules):
    texts = [json.dumps(generated(seed), ensure_ascii=False, indent=seed % 2 or None) for seed in SEEDS]
    read_here = "text => editor.read(text, rules).data"
    assert modules.each(read_here, texts) == [data_of(text) for text in texts]


def comments(text):
    return sorted(line.strip() for line in text.splitlines() if line.lstrip().startswith("#"))


def changed(before, after):
    """How many characters of ``before`` are not in ``after``, what both start and end with left apart."""
    head = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    most = min(len(before), len(after)) - head
    tail = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
    return len(before) - head - tail


def parts(text):
    """A file cut before each key that stands at the head of a line."""
    return re.split(r"(?m)^(?=[^\s#-])", text)


def data_after(said, text, data):
    """What ``said`` says, written over ``text`` that says ``data``: read anew is what is not the same to the letter.

    Under the same keys in the same order; an alias of something in another part could not be read.
    """
    former, now = parts(text), parts(said)
    assert [part.partition(":")[0] for part in now[1:]] == [part.partition(":")[0] for part in former[1:]]
    changed = [part for part, before in zip(now, former, strict=True) if part != before]
    return data | {key: value for part in changed for key, value in data_of(part).items()}


@named
def test_one_text_that_changes_changes_no_other_line(modules, file):
    dice = Random(file.as_posix())
    text = file.read_text("utf-8")
    data = data_of(text)
    ways = dice.sample([way for way in paths(data) if way[0] != "format"], 8)
    cases = []
    for way in ways:
        given = deepcopy(data)
        holder = given
        for step in way[:-1]:
            holder = holder[step]
        holder[way[-1]] = dice.choice(HARMFUL)
        cases.append([text, json.dumps(given)])
    for way, (_, given), said in zip(ways, cases, modules.each(CHANGED, cases), strict=True):
        assert data_after(said, text, data) == json.loads(given), way
        assert comments(said) == comments(text), way
        assert changed(text, said) <= max(map(len, re.split(r"\n(?! +[^ -])", text))), way


@named
def test_another_title_changes_one_line(modules, file):
    text = file.read_text("utf-8")
    data = data_of(text)
    cases = []
    for name in ("steps", "problems", "recourse", "questions"):
        for rank in range(len(data.get(name, ()))):
            given = deepcopy(data)
            given[name][rank]["title"] = "Un autre titre : voilà"
            cases.append([text, json.dumps(given)])
    for said in modules.each(CHANGED, Random(1).sample(cases, 5)):
        pairs = zip(text.splitlines(), said.splitlines(), strict=True)
        assert sum(before != after for before, after in pairs) == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_changes_is_written_and_the_comments_of_what_stays_stay(modules, case):
    """The cases of the program’s own writer: the form may lay a changed line out otherwise, and loses nothing."""
    (said,) = modules.each(CHANGED, [[case.before, json.dumps(data_of(case.after))]])
    assert data_of(said) == data_of(case.after)
    assert not remarks(case.after) - remarks(said)


@pytest.mark.parametrize("text", REFUSED)
def test_what_the_reader_refuses_is_not_opened(modules, text):
    (found,) = modules.each("text => editor.read(text, rules).data", [text])
    assert found is None


def remarks(text):
    """Every comment of a text, alone in its line or behind something."""
    return {found.strip() for found in re.findall(r"(?m)(?:^|\s)(#.*)$", text)}


def test_circuits_that_are_changed_in_several_places_say_what_was_meant(modules):
    """Items and keys that come, go, move and change, in circuits laid out in every way."""
    texts = [*(file.read_text("utf-8") for file in FEW), *(rewritten(origin(seed)) for seed in SEEDS)]
    texts += [text.replace("\n", "\r\n") for text in texts[:3]]
    texts += [json.dumps(generated(seed), ensure_ascii=False, indent=2) for seed in range(3)]
    cases = [[text, json.dumps(edited(data_of(text), Random(rank)))] for rank, text in enumerate(texts)]
    for rank, said in enumerate(modules.each(CHANGED, cases)):
        text, given = cases[rank]
        assert data_of(said) == json.loads(given), rank
        assert ("\r\n" in said) == ("\r\n" in text), rank
        assert said.count("\r") in (0, said.count("\n")), rank


# Everything that a file laid out by a person may hold.
BY_HAND = """\
# Le circuit de l’essai
format: 1
title: 'Ma réclamation'   # le titre
topic: repairs

# --- Le bailleur ---
landlord: {name: Office, area: "Isère"}  # à vérifier
language: fr
version: "2017-01"
status: draft

steps:
# l’accueil
- id: report
  title: Je signale
  # d’après le guide, page 3
  delay: 5 jours  # annoncé
  text: >
    J’appelle
    l’agence.

- id: visit
  title: La visite
  source: &s [guide, site]
  say: |
    Bonjour,
    je voudrais un rendez-vous.
# la fin
- id: close
  title: C’est fini
  source: *s

sources: {guide: {title: Le guide}, site: {title: Le site}}  # deux
# dernière ligne
"""


def by_hand(modules, change):
    data = data_of(BY_HAND)
    change(data)
    (said,) = modules.each(CHANGED, [[BY_HAND, json.dumps(data)]])
    assert data_of(said) == data
    return said


def put(*steps):
    *way, key, value = steps

    def change(data):
        for step in way:
            data = data[step]
        data[key] = value

    return change


@pytest.mark.parametrize(
    "change, before, after",
    [
        (put("title", "Autre"), "title: 'Ma réclamation'   # le titre", "title: 'Autre' # le titre"),
        (put("title", "a: b"), "title: 'Ma réclamation'   # le titre", "title: 'a: b' # le titre"),
        (put("landlord", "area", "Drôme"), 'area: "Isère"}  #', 'area: "Drôme"} #'),
        (put("landlord", "short", "O"), 'area: "Isère"}  #', 'area: "Isère", short: O} #'),
        (put("steps", 0, "delay", "2 mois"), "delay: 5 jours  # annoncé", "delay: 2 mois # annoncé"),
        (put("steps", 0, "text", "Un mot"), "text: >\n    J’appelle\n    l’agence.\n", "text: Un mot\n"),
        (put("steps", 0, "trace", "Un numéro"), "    l’agence.\n", "    l’agence.\n  trace: Un numéro\n"),
        (
            put("steps", 1, "say", "Un\nDeux"),
            "|\n    Bonjour,\n    je voudrais un rendez-vous.",
            "|-\n    Un\n    Deux",
        ),
        (
            put("sources", "guide", "title", "A, b"),
            "Le guide}, site: {title: Le site}}  #",
            '"A, b"}, site: {title: Le site}} #',
        ),
        (lambda data: data["steps"].pop(1), BY_HAND[BY_HAND.index("- id: visit") : BY_HAND.index("# la fin")], ""),
        (lambda data: data["steps"][0].pop("delay"), "  # d’après le guide, page 3\n  delay: 5 jours  # annoncé\n", ""),
        (
            lambda data: data.pop("landlord"),
            '\n# --- Le bailleur ---\nlandlord: {name: Office, area: "Isère"}  # à vérifier\n',
            "",
        ),
    ],
)
def test_a_change_by_hand_touches_its_own_lines(modules, change, before, after):
    said = by_hand(modules, change)
    if "*s" in said:
        assert said == BY_HAND.replace(before, after, 1)
    else:  # what another place repeats by its name is written out there
        assert said.count("[guide, site]") == 1
        assert after.strip() in said


def test_a_list_in_another_order_keeps_its_comments_beside_its_items(modules):
    said = by_hand(modules, lambda data: data["steps"].insert(0, data["steps"].pop()))
    assert "# la fin\n- id: close\n  title: C’est fini\n" in said
    assert comments(said) == comments(BY_HAND)


def test_comments_stay_where_a_value_becomes_one_of_another_sort(modules):
    said = by_hand(modules, put("sources", {"guide": {"title": "Le guide"}}))
    assert "# deux" in said
    said = by_hand(modules, put("steps", 0, "delay", {"value": "5 jours", "condition": "Souvent"}))
    assert "# annoncé" in said


WATCHED = """text => {
    const start = performance.now()
    const { data, problems, source } = editor.read(text, rules)
    if (data) editor.judge(data, rules, "CircuitFile")
    if (data) editor.write(source, { ...data, title: "autre" }, rules)
    const clean = Object.keys(Object.prototype).length === 0 && ({}).polluted === undefined
    return [performance.now() - start, clean, data === null && problems.length > 0, document.body.children.length]
}"""
MARKUP = "<img src=x onerror='document.title=1'><script>document.title=1</script>"
POLLUTING = """
__proto__: {polluted: oui}
constructor: {prototype: {polluted: oui}}
toString: a
title: {__proto__: {polluted: oui}, hasOwnProperty: a}
"""
TELLING = ("aliases in a row", "anchors", "duplicate keys", "flow mappings with keys", "one text of 2 MB")


@pytest.mark.parametrize("name", chosen(HOSTILE, TELLING))
def test_a_hostile_file_is_refused_or_opened_in_little_time(modules, name):
    ((time, clean, _, children),) = modules.each(WATCHED, [HOSTILE[name]])
    assert time < 6000
    assert clean
    assert children == 1


def test_names_that_mean_something_in_javascript_are_but_names(modules):
    ((_, clean, refused, _),) = modules.each(WATCHED, [POLLUTING])
    assert clean
    assert not refused
    (data,) = modules.each("text => JSON.stringify(editor.read(text, rules).data)", [POLLUTING])
    assert json.loads(data)["__proto__"] == {"polluted": "oui"}
    (said,) = modules.each(NEW, [POLLUTING])
    assert data_of(said) == data_of(POLLUTING)


def test_markup_stays_a_text(modules):
    text = rewritten(origin(1)) + f"arrival: {json.dumps(MARKUP)}\n"
    (problems,) = modules.judged(text)
    (said,) = modules.each(NEW, [text])
    assert data_of(said)["arrival"] == MARKUP
    assert modules.page.title() == ""
    assert problems is not None
