"""Dates as people say them, in both languages; wherever a sheet, a page or a diff tells one."""

import pytest

from jeu_oie.game.dates import day, on_day
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.preset import Preset
from jeu_oie.kit import plan
from jeu_oie.messages import load_catalog
from tests.game.making import circuit, steps


@pytest.mark.parametrize(
    "language, value, said, when",
    [
        ("fr", "2026-11-20", "20 novembre 2026", "le 20 novembre 2026"),
        ("fr", "2026-08-01", "1er août 2026", "le 1er août 2026"),
        ("fr", "2017-03", "mars 2017", "en mars 2017"),
        ("fr", "2017", "2017", "en 2017"),
        ("en", "2026-11-20", "20 November 2026", "on 20 November 2026"),
        ("en", "2026-08-01", "1 August 2026", "on 1 August 2026"),
        ("en", "2017-03", "March 2017", "in March 2017"),
        ("en", "2017", "2017", "in 2017"),
    ],
)
def test_a_date_as_it_is_said(language, value, said, when):
    t = load_catalog(language)
    assert day(value, t).replace("\u00a0", " ") == said
    assert on_day(value, t).replace("\u00a0", " ") == when


def test_no_date_of_a_circuit_is_printed_as_machines_write_it():
    held = circuit(
        sources={"s": {"title": "Guide", "author": "Un collectif", "date": "2016-12"}},
        steps=steps(2, s1={"source": "s"}),
        validated={"by": ["Le bailleur", "Le conseil"], "on": "2017-03-14"},
        searched="2016-11",
        review="2018-01-01",
    )
    told = open_dossier(plan(held, Preset()).board, load_catalog("fr"))
    about = {row.key: row.value.replace("\u00a0", " ") for row in told.about}
    assert about["searched"] == "novembre 2016"
    assert about["review"] == "1er janvier 2018"
    assert about["validated"] == "par Le bailleur, Le conseil, le 14 mars 2017"
    assert told.sources[0].details.replace("\u00a0", " ") == "Un collectif, décembre 2016"
