"""The editor's reading and judging, run in Chromium as the page runs them, many cases a call."""

import json
import subprocess
from collections.abc import Iterable
from typing import Any

from playwright.sync_api import Page

from jeu_oie.circuit.schema import rulebook
from jeu_oie.messages import load_catalog
from jeu_oie.web.editor import tablebook
from jeu_oie.web.examples import standard_common
from tests.house.source import ROOT

PARTS = ("reading", "judge", "gaps", "csv", "delays", "judge_words")
PARSER = "templates/editor/vendor/js-yaml-parser.mjs"
BUNDLE = (
    *("--bundle", "--format=iife", "--global-name=editor", "--target=es2022", "--log-level=warning"),
    f"--alias:js-yaml=./{PARSER}",
)


def bundled() -> str:
    """The modules as one script, under the name ``editor``."""
    entry = "".join(f'export * from "./templates/editor/script/{part}.js";' for part in PARTS)
    command = [str(ROOT / "node_modules" / ".bin" / "esbuild"), *BUNDLE]
    run = subprocess.run(command, input=entry, capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    return run.stdout


def rules(language: str = "fr") -> dict[str, Any]:
    said = load_catalog(language)
    return {**rulebook(said), "table": tablebook(said), "standard": standard_common(said)}


class Modules:
    """A page that holds the modules, and the rulebook as ``rules``."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_content("<p>rien</p>")
        page.add_script_tag(content=bundled())
        page.evaluate("given => { window.rules = JSON.parse(given) }", json.dumps(rules()))

    def each(self, function: str, cases: Iterable[Any]) -> list[Any]:
        """What ``function`` (JavaScript, of one case) gives for each case."""
        found: list[Any] = self.page.evaluate(f"cases => cases.map({function})", list(cases))
        return found

    def judged(self, *cases: dict[str, Any]) -> list[list[dict[str, Any]]]:
        """The problems of each case: its ``text``, its ``landlord`` and ``common`` files if it names some."""
        return self.each(JUDGED, cases)


# A file that is refused has the problems of its reading only.
JUDGED = """({ text, landlord, common, model, today }) => {
    const data = (text) => (text ? editor.read(text, "", rules).data : null)
    const found = editor.read(text, "", rules)
    const others = { landlord: data(landlord), common: data(common) }
    const judged = found.data ? editor.judge(found.data, others, rules, { model, today }) : []
    return [...found.problems, ...judged]
}"""
