"""A fact that a sheet is told and that is not there is seen, unless it gave way by name."""

import pytest

from bench.differ.facts import lost, said_on, unknown
from tests.differ.paper import sheet

CONTENT = {
    "frame": {"lang": "fr", "document": "Essai"},
    "title": "Que faire\u00a0?",
    "rows": [{"label": "Délai", "value": "48 h", "at": "steps.a.delay"}, {"label": "Délai", "value": "48 h"}],
    "call": {"text": "04 65 71 13 70", "hours": ""},
    "foreign_note": "رقم",
}
SAID = "Que faire ? Délai 48\nh Délai 48 h 04\u00a065 71 13\u206070"


def test_what_stands_is_found_wherever_its_lines_break():
    assert lost(CONTENT, SAID, ()) == ()


@pytest.mark.parametrize(
    "said, told",
    [
        (SAID.replace("71", "17"), ("call.text: 04 65 71 13 70",)),
        (SAID.replace("Que", ""), ("title: Que faire\u00a0?",)),
        (SAID.replace("48", "24"), ("rows.0.value: 48 h", "rows.1.value: 48 h")),
    ],
)
def test_what_is_not_there_is_told_with_its_path(said, told):
    assert lost(CONTENT, said, ()) == told


def test_what_gave_way_by_name_is_no_loss():
    assert lost(CONTENT, "Que faire ? Délai 48 h", ["rows.1", "call"]) == ()
    assert lost(CONTENT, "Que faire ? Délai 48 h", ["rows.1", "call.te"]) == ("call.text: 04 65 71 13 70",)


def test_a_name_that_no_content_has_is_told():
    assert unknown(CONTENT, ["rows.1", "call.hours", "rows.0.at", "rows.2", "hours"]) == (
        "call.hours",
        "rows.2",
        "hours",
    )


def test_a_sheet_is_read_whole():
    said = said_on(sheet().write_bytes())
    assert lost({"title": "Que faire ?", "rows": ["je peux payer", "Feu", "18"]}, said, ()) == ()
    assert lost({"title": "Que dire ?"}, said, ()) == ("title: Que dire ?",)
