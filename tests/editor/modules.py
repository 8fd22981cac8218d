"""The editor's reading and its look at shapes, run in Chromium as the page runs them, many cases a call."""

import json
import subprocess
from collections.abc import Iterable
from typing import Any

from playwright.sync_api import Page

from jeu_oie.circuit.rulebook import rulebook
from jeu_oie.messages import load_catalog
from tests.house.source import ROOT

PARTS = ("reading", "shape", "gaps", "times")
BUNDLE = ("--bundle", "--format=iife", "--global-name=editor", "--target=es2022", "--log-level=warning")


def bundled() -> str:
    """The modules as one script, under the name ``editor``."""
    entry = "".join(f'export * from "./templates/editor/script/{part}.js";' for part in PARTS)
    command = [str(ROOT / "node_modules" / ".bin" / "esbuild"), *BUNDLE]
    run = subprocess.run(command, input=entry, capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    return run.stdout


class Modules:
    """A page that holds the modules, and the rulebook as ``rules``."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_content("<p>rien</p>")
        page.add_script_tag(content=bundled())
        page.evaluate("given => { window.rules = JSON.parse(given) }", json.dumps(rulebook(load_catalog("fr"))))

    def each(self, function: str, cases: Iterable[Any]) -> list[Any]:
        """What ``function`` (JavaScript, of one case) gives for each case."""
        found: list[Any] = self.page.evaluate(f"cases => cases.map({function})", list(cases))
        return found

    def judged(self, *texts: str, model: str = "CircuitFile") -> list[list[dict[str, Any]]]:
        """The problems of each text: of its reading, else of its shape."""
        return self.each(JUDGED % json.dumps(model), texts)


JUDGED = """text => {
    const { data, problems } = editor.read(text, rules)
    return data ? editor.judge(data, rules, %s) : problems
}"""
