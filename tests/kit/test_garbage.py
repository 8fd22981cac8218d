"""What a page is made of goes with it: a server that makes pages for days has no other use of a search for garbage."""

import gc
from datetime import date

from jeu_oie.builder.find import examine
from jeu_oie.builder.presets import preset_named
from jeu_oie.circuit.read import read_text
from jeu_oie.kit import Options
from jeu_oie.kit.making import made_page
from tests.house.source import ROOT

SMALL = (ROOT / "tests/kit/small.yaml").read_text("utf-8")
FEW = 100  # objects


def make(title: str) -> None:
    text = SMALL.replace("\ntitle:", f"\ntitle: {title} #", 1)
    made, problems = examine(read_text(text, "one.yaml", lambda _: None), preset_named("classic"), date(2026, 1, 1))
    assert made, problems
    made_page(made, Options())


def test_a_page_that_nobody_holds_leaves_nothing_that_holds_itself():
    """Its board does not, nor what its templates are filled with: their macros stand where they are imported from."""
    make("Un")  # what is loaded the first time stays
    gc.collect()
    gc.disable()
    try:
        make("Deux")
        assert gc.collect() < FEW
    finally:
        gc.enable()
