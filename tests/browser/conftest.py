"""The pages that the browser tests open, made once."""

from pathlib import Path

import pytest

from jeu_oie.circuit.read import read
from jeu_oie.game.preset import Size, TrackName
from tests.browser.pages import ATTACK, HOSTILE, LARGEST, SHIPPED, Made, circuit_of, made, make, shipped
from tests.house.source import ROOT


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with those pages."""
    place = tmp_path_factory.mktemp("pages")
    arabic = read(ROOT / "tests" / "kit" / "arabic.yaml").circuit
    assert arabic
    pages: dict[str, Made] = {
        **{name.replace("/", "-").removesuffix(".yaml"): made(name) for name in SHIPPED},
        "hostile": make(circuit_of(HOSTILE, ATTACK)),
        "tame": make(circuit_of(HOSTILE, "Texte")),
        "small": made("oph-31/neighbours.yaml", Size.S63),
        "arabic": make(arabic, language="fr"),
        **{str(track): make(shipped(LARGEST), track=track) for track in (TrackName.SERPENTINE, TrackName.OVAL)},
    }
    for name, each in pages.items():
        (place / f"{name}.html").write_text(each.html, "utf-8")
    return place
