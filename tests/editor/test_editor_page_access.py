"""The editor by anybody: by keyboard alone, with assistive technology, on a narrow screen."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from jeu_oie.circuit.read import read
from tests.browser.test_page_axe import violations
from tests.editor.pages import open_circuit, opened, part, settled, unfold

pytestmark = pytest.mark.browser
PARTS = ("circuit", "steps", "ways", "stuck", "talk", "cards", "names", "read")
NAME = """() => {
  const at = document.activeElement;
  const name = at.getAttribute("aria-label") || at.labels?.[0]?.innerText || at.innerText || "";
  return name.trim().replaceAll("\\u00a0", " ");
}"""


@pytest.mark.slow
@pytest.mark.parametrize("language, width", [("fr", 1280), ("en", 375)])
def test_every_part_is_accessible_unfolded_and_with_its_problems(browser, tmp_path, language, width):
    with opened(browser, tmp_path, language, width) as page:
        assert violations(page) == []
        open_circuit(page, "oph-31/repairs.yaml")
        part(page, "steps")
        unfold(page, 1)
        page.locator(".f-title input").first.fill("")
        page.locator(".f-delay input").first.fill("?")
        for name in PARTS if language == "fr" else ("circuit", "steps", "read"):
            part(page, name)
            unfold(page, 1)
            page.evaluate("scrollTo(0, 0)")  # what the bar covers for a moment is reached by scrolling
            assert violations(page) == [], name


@pytest.mark.slow
def test_a_new_circuit_is_accessible(browser, tmp_path):
    with opened(browser, tmp_path) as page:
        page.locator("#begin").click()
        part(page, "ways")
        page.get_by_role("button", name="Ajouter un détour").click()
        for name in ("ways", "read"):
            part(page, name)
            for width in (1280, 375):
                page.set_viewport_size({"width": width, "height": 900})
                settled(page)
                assert violations(page) == [], (name, width)


def test_the_guard_sees_a_planted_fault(browser, tmp_path):
    with opened(browser, tmp_path) as page:
        page.locator("#begin").click()
        page.evaluate("document.querySelector('#form label').remove()")
        assert any(each.startswith("label:") for each in violations(page))


@pytest.mark.slow
@pytest.mark.parametrize("language, circuit", [("fr", "actis/repairs.yaml"), ("en", "oph-31/neighbours.yaml")])
def test_nothing_is_wider_than_a_narrow_screen(browser, tmp_path, language, circuit):
    with opened(browser, tmp_path, language, 320) as page:
        open_circuit(page, circuit)
        for name in PARTS:
            part(page, name)
            unfold(page, 1 if language == "fr" else 0)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


TOUCHED = "header :is(button, label), .bar button, #parts button, #form :is(button, select, summary, input:not([type]))"


def test_what_is_touched_is_large_enough(browser, tmp_path):
    with opened(browser, tmp_path, width=375) as page:
        open_circuit(page, "oph-31/repairs.yaml")
        part(page, "steps")
        unfold(page, 1)
        small = page.evaluate(
            """(touched) => [...document.querySelectorAll(touched)]
            .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 43.5)
            .map((each) => each.outerHTML)""",
            TOUCHED,
        )
        assert small == []


class Keyboard:
    """Somebody who has a keyboard and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, name: str, key: str = "Tab") -> None:
        """Press Tab until what is so called has the focus."""
        for _ in range(150):
            if str(self.page.evaluate(NAME)).startswith(name):
                return
            self.page.keyboard.press(key)
        pytest.fail(f"never came to {name}")

    def push(self, name: str, key: str = "Tab") -> None:
        self.to(name, key)
        self.page.keyboard.press("Enter")
        settled(self.page)

    def write(self, name: str, text: str) -> None:
        self.to(name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, name: str, downs: int) -> None:
        self.to(name)
        for _ in range(downs):
            self.page.keyboard.press("ArrowDown")


STEPS = (
    "Je signale le problème",
    "Ma réclamation est notée",
    "L’entreprise vient",
    "C’est réparé",
)


def write_circuit(hand: Keyboard) -> None:
    hand.push("Commencer à vide")
    hand.write("Titre", "Ma réclamation")
    hand.choose("Sujet", 1)
    hand.write("Nom", "Habitat du Lac")
    hand.push("Suite : Les étapes")
    for title in STEPS:
        hand.push("Ajouter une étape")
        hand.page.keyboard.type(title)
    hand.write("Délai annoncé", "sous 48 h")
    hand.push("Nouvelle source")
    hand.page.keyboard.type("Livret du bailleur")
    hand.push("Suite : Urgences")
    hand.push("Ajouter une urgence")
    hand.page.keyboard.type("Fuite de gaz")
    hand.choose("Part de l’étape", 1)
    hand.choose("Mène à", 2)
    hand.push("Ajouter un détour")
    hand.page.keyboard.type("Hors contrat")
    hand.choose("Part de l’étape", 2)
    hand.choose("Mène à", 1)
    hand.push("a")
    hand.write("Titre", "Qui doit payer ?")


@pytest.mark.slow
def test_a_whole_circuit_is_written_by_keyboard_alone(browser, tmp_path):
    """4 steps, a shortcut, a detour: the program reads what was saved without an error."""
    saved = tmp_path / "saved.yaml"
    with opened(browser, tmp_path) as page:
        hand = Keyboard(page)
        write_circuit(hand)
        with page.expect_download() as download:
            hand.push("Enregistrer", "Shift+Tab")
        saved.write_bytes(Path(download.value.path()).read_bytes())
    keys = re.findall(r"(?m)^([a-z]+):", saved.read_text("utf-8"))
    assert keys[:6] == ["format", "title", "topic", "landlord", "common", "language"], (
        "what the circuit is about stands first"
    )
    reading = read(saved)
    assert reading.circuit, [problem.code for problem in reading.problems]
    circuit = reading.circuit
    assert [step.title for step in circuit.steps] == list(STEPS)
    (shortcut,), (detour,) = circuit.shortcuts, circuit.detours
    assert (shortcut.from_, shortcut.title) == ("je-signale-le-probleme", "Fuite de gaz")
    assert detour.steps[0].title == "Qui doit payer ?"
    assert circuit.steps[-1].source == ("livret-du-bailleur",)
