"""`check` looks for persons' names in all that a circuit's files say, and for words that pass for others; counted."""

from datetime import date

import pytest

from jeu_oie.circuit.lint import lint
from jeu_oie.circuit.persons import MAX_WARNINGS
from jeu_oie.circuit.read import Reading, read, read_text
from jeu_oie.errors import Problem
from jeu_oie.messages import load_catalog, tell
from tests.circuit.test_lint import HEAD, STEPS
from tests.game.making import SHIPPED

TODAY = date(2018, 2, 1)
CODES = ("person-named", "mixed-alphabets", "unusual-host")
OFFICE = "landlord: {name: Office}"


def warned(text: str, siblings: dict[str, bytes] | None = None) -> list[tuple[str, int, str, str]]:
    """File, line, code, and the words at whose column it is told."""
    reading = read_text(text, "a.yaml", (siblings or {}).get)
    return [
        (each.place.file, each.place.line, each.code, told_at(each, reading))
        for each in lint(reading, TODAY)
        if each.code.startswith(CODES)
    ]


def told_at(problem: Problem, reading: Reading) -> str:
    value, column = dict(problem.values)["value"], problem.place.column - 1
    return reading.lines[problem.place.file][problem.place.line - 1][column : column + len(value)]


@pytest.mark.parametrize(
    "text, line, code, at",
    [
        (HEAD + STEPS + "actors: {gardien: {name: Lucie MARTIN}}\n", 9, "person-named", "Lucie MARTIN"),
        (HEAD + STEPS + "actors:\n  g:\n    name: Loge\n    role: Mme Exemple\n", 12, "person-named", "Mme Exemple"),
        (
            HEAD.replace("Office", "O, contacts: [{label: Voir Lucie Martin}]") + STEPS,
            4,
            "person-named",
            "Lucie Martin",
        ),
        (HEAD + STEPS.replace("Je signale", "J’appelle M. Exemple"), 8, "person-named", "M. Exemple"),
        (
            HEAD + STEPS + "advice:\n  - title: T\n    text: >\n      Il faut\n      voir Mme Exemple\n",
            13,
            "person-named",
            "Mme Exemple",
        ),
        (
            HEAD + STEPS + "setbacks: [{at: report, kind: wait, title: T, remedy: Mme Exemple}]\n",
            9,
            "person-named",
            "Mme Exemple",
        ),
        (
            HEAD.replace("draft", "validated\nvalidated: {by: Lucie Martin, on: 2017}") + STEPS,
            8,
            "person-named",
            "Lucie Martin",
        ),
        (HEAD.replace("Office", "\u041effice") + STEPS, 4, "mixed-alphabets", "\u041effice"),
        (HEAD + STEPS.replace("signale", "sign\u0430le"), 8, "mixed-alphabets", "sign\u0430le"),
        (
            HEAD + STEPS + "sources: {a: {title: T, address: 'https://xn--a.example/'}}\n",
            9,
            "unusual-host",
            "https://xn--a.example",
        ),
        (
            HEAD.replace("Office", "O, website: 'HTTPS://éxample.org/'") + STEPS,
            4,
            "unusual-host",
            "HTTPS://éxample.org",
        ),
    ],
)
def test_it_is_told_at_its_words(text, line, code, at):
    assert warned(text)[:1] == [("a.yaml", line, code, at)]


def test_a_letter_that_passes_for_another_in_an_address_is_told_twice():
    found = warned(HEAD.replace("Office", "O, website: 'https://\u043effice.example'") + STEPS)
    assert [code for _, _, code, _ in found] == ["unusual-host", "mixed-alphabets"]


def test_the_files_beside_are_looked_at_too():
    text = (HEAD + STEPS).replace(OFFICE, "landlord: landlord.yaml\ncommon: common.yaml")
    files = {
        "landlord.yaml": b"name: Office\nactors: {g: {name: Mme Exemple}}\n",
        "common.yaml": b"recourse: [{id: r, title: Voir M. Exemple}]\n",
    }
    assert warned(text, files) == [
        ("landlord.yaml", 2, "person-named", "Mme Exemple"),
        ("common.yaml", 1, "person-named", "M. Exemple"),
    ]


@pytest.mark.parametrize(
    "words_",
    [
        *("12 rue Jean Jaurès", "École Pierre Semard", "Saint-Martin Le Vinoux", "Saint Martin Le Haut", "La CALEOL"),
        *("Agence VILLENEUVE", "la place de la Marie Bleue", "tiếng Việt", "ελληνικά", "по-русски", "25 µm"),
        *("https://example.org/été", "الرقم", "Résidence Paul Mistral"),
    ],
)
def test_places_bodies_and_other_languages_are_none(words_):
    assert warned(f"{HEAD}{STEPS}facts: [{{title: '{words_}', uncertain: true}}]\n") == []


def test_the_title_of_a_source_may_name_people():
    named = "sources: {a: {title: Mme Exemple raconte}}\n"
    assert warned(HEAD + STEPS + named) == []
    assert warned((HEAD + STEPS).replace("name: Office", f"name: Office, {named.strip()}")) == []


def test_a_person_who_wrote_a_source_is_told():
    named = "sources: {a: {title: Un guide, author: Mme Martine Durand}}\n"
    assert [(code, value) for *_, code, value in warned(HEAD + STEPS + named)] == [("person-named", "Mme Martine")]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_shipped_circuits_name_nobody(path):
    assert [each for each in lint(read(path), TODAY) if each.code.startswith(CODES)] == []


def test_many_are_counted():
    items = "".join(f"  - {{title: Voir Mme Exemple {rank}, uncertain: true}}\n" for rank in range(MAX_WARNINGS + 5))
    found = list(lint(read_text(f"{HEAD}{STEPS}facts:\n{items}", "a.yaml", lambda _: None), TODAY))
    codes = [each.code for each in found if each.code.startswith(CODES)]
    assert codes == ["person-named"] * MAX_WARNINGS + ["person-named-others"]
    message, _ = tell(next(each for each in found if each.code == "person-named-others"), load_catalog("fr"))
    assert message.endswith(" 5.")
