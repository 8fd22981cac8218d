"""A danger that ships with the program is called by a number of its list, or by one that a source of its own states."""

from textwrap import indent

import pytest

from jeu_oie.circuit.read import load, read_text
from jeu_oie.circuit.read.numbers import EmergencyNumbers, emergency_numbers
from jeu_oie.errors import Severity
from jeu_oie.messages import LANGUAGES
from jeu_oie.resources import circuit_text
from tests.circuit.test_fingerprint import CIRCUIT

COMMON = circuit_text("common.yaml").decode()
BESIDE = CIRCUIT.replace("{name: Office, short: O}", "landlord.yaml")
NUMBER = """\
  - id: fire-brigade
    danger: Pompiers
    call: "18"
"""


def stopped(common: str = COMMON, landlord: str = "name: Office\n", circuit: str = BESIDE) -> list[tuple[str, str]]:
    """File and first excerpt of each number that stops, and that nothing else does."""
    files = {"common.yaml": common.encode(), "landlord.yaml": landlord.encode()}
    found = read_text(circuit, "repairs.yaml", files.get)
    errors = [each for each in found.problems if each.severity is Severity.ERROR]
    assert {each.code for each in errors} <= {"danger-number"}
    assert (found.circuit is None) is bool(errors)
    return [(each.place.file, dict(each.values)["number"]) for each in errors]


def danger(**stated: str) -> str:
    """A landlord that says something of a danger."""
    said = "".join(f"    {key}: {value}\n" for key, value in stated.items())
    return (
        f"name: Office\nemergency:\n  - id: gas\n    danger: Odeur de gaz\n{said}sources: {{grdf: {{title: GRDF}}}}\n"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_ships_passes(language):
    common = circuit_text(LANGUAGES[language].common).decode()
    assert "call:" in common
    assert stopped(common, circuit=BESIDE.replace("language: fr", f"language: {language}")) == []


@pytest.mark.parametrize(
    "former, now, number",
    [
        (NUMBER, NUMBER.replace('"18"', '"0899"'), "0899"),
        (NUMBER, NUMBER.replace('"18"', "08 99 12 34 56"), "08 99 12 34 56"),
        (NUMBER, NUMBER.replace('"18"', "18 ou 0899"), "0899"),
        (NUMBER, NUMBER.replace('"18"', "+33 18"), "33 18"),
        (NUMBER, NUMBER.replace('"18"', "le gardien"), "le gardien"),
        (NUMBER, NUMBER.replace('"18"', '{value: "0899", uncertain: true}'), "0899"),
        ("j’appelle le 18 ou le 112", "j’appelle le 0899 ou le 112", "0899"),
        (f"{NUMBER}    hours: 24 h sur 24", f"{NUMBER}    hours: sauf la nuit, appelez le 0899", "0899"),
        ("danger: Pompiers", "danger: Pompiers (appelez le 0899)", "0899"),
        ("    call: 18 ou 112\n", "    call: 18 ou 112\n    text: Puis je téléphone au 3615.\n", "3615"),
    ],
)
def test_another_number_under_a_shipped_danger_stops(former, now, number):
    """Whatever source the danger names already: it states the number that stood there."""
    assert former in COMMON
    assert stopped(COMMON.replace(former, now, 1)) == [("common.yaml", number)]


def test_it_is_told_at_its_line_with_what_to_do():
    common = COMMON.replace('call: "18"', 'call: "0899"')
    found = read_text(BESIDE, "repairs.yaml", {"common.yaml": common.encode(), "landlord.yaml": b"name: Office"}.get)
    (problem,) = found.problems
    assert problem.excerpt == '    call: "0899"'
    assert common.splitlines()[problem.place.line - 1] == problem.excerpt
    assert dict(problem.values) == {"number": "0899", "title": "Pompiers", "known": ", ".join(emergency_numbers())}


@pytest.mark.parametrize(
    "landlord",
    [
        danger(call="0899"),
        danger(call="0899", source="numeros-sp-2024"),
        danger(first="[Ouvrez le gaz en grand, puis appelez le 08 99 12 34 56.]", source="fuite-gaz-nantes"),
        danger(text="Ouvrez le gaz en grand, puis appelez le 08 99 12 34 56."),
        danger(call='{value: "0899", source: numeros-sp-2024}', source="grdf"),
    ],
)
def test_a_landlord_has_no_other_number_without_a_source_of_its_own(landlord):
    assert [file for file, _ in stopped(landlord=landlord)] == ["landlord.yaml"]
    told = stopped(circuit=CIRCUIT.replace(" {name: Office, short: O}\n", f"\n{indent(landlord, '  ')}"))
    assert [file for file, _ in told] == ["repairs.yaml"]


@pytest.mark.parametrize(
    "landlord",
    [
        danger(call="0 800 47 33 33", source="grdf"),
        danger(call='{value: "0 800 47 33 33", source: grdf}'),
        danger(text="Ensuite, j’appelle le 0 800 47 33 33.", source="[numeros-sp-2024, grdf]"),
        danger(call="15, 17, 18, 112, 114, 115, 119, 3114 ou 3919"),
        danger(first="[J’ouvre pendant 10 minutes., Je sors à 100 mètres.]"),
        danger(call="0899").replace("id: gas", "id: our-own-lift"),
    ],
)
def test_a_sourced_number_one_of_the_list_and_another_danger_pass(landlord):
    assert stopped(landlord=landlord) == []


def test_a_sourced_text_of_the_landlord_vouches_for_no_number_of_the_common_file():
    """Merged, the danger would rest on both."""
    common = COMMON.replace("call: 18 ou 112", "call: 0899", 1)
    assert stopped(common, danger(text="Ailleurs.", source="grdf")) == [("common.yaml", "0899")]


def test_the_list():
    assert set(emergency_numbers()) == {"15", "17", "18", "112", "114", "115", "119", "3114", "3919"}


def test_each_number_of_the_list_names_sources_that_stand_beside_it():
    listed, wrong = load(circuit_text("emergency.yml"), "emergency.yml", EmergencyNumbers)
    assert not wrong
    assert listed
    assert {each for named in listed.numbers.values() for each in named} == listed.sources.keys()
    assert all(listed.numbers.values())
