"""Thirty circuits that nobody has written, within what is accepted, built in a process that is watched.

To SVG and HTML, and one in PRINTED to PDF where it fits: nothing fails, runs, is fetched or read besides.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.circuits.generated import lay_out
from tests.hostile.conftest import watched
from tests.hostile.families import ADDRESS
from tests.hostile.leading import acts, astray
from tests.hostile.visiting import REACH, beside, visited

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COUNT, AT_ONCE, SHARE = 30, 15, 0.9
PRINTED = 12  # a kit for paper takes some ten times as long as one for screens


def build(folder: Path, numbers: Iterable[int], sorts: str) -> list[Path]:
    """The kits that were made of these circuits; what making them asked for is looked at."""
    for number in numbers:
        lay_out(folder / sorts, number)
    out = folder / f"out-{sorts}"
    options = ["--only", sorts, "--out", out, "--base-url", ADDRESS, "--quiet"]
    assert astray(watched(folder, ["build", folder / sorts, *options], statuses=(0, 1)), folder) == []
    return [file.parent for file in sorted(out.glob("g*/circuit/manifest.json"))]


@pytest.mark.parametrize("first", range(0, COUNT, AT_ONCE))
def test_circuits_within_the_schema_are_built_and_only_shown(engine, tmp_path, first):
    numbers = range(first, first + AT_ONCE)
    kits = build(tmp_path, numbers, "svg,html")
    assert len(kits) >= AT_ONCE * SHARE
    for folder in kits:
        for name in ("index.html", "board.svg"):
            with visited(engine, (folder / name).as_uri()) as visit:
                if name.endswith(".html"):
                    visit.page.evaluate(REACH)
                assert visit.faults(beside(folder)) == [], (folder, name)
    # Their texts are longer than most sheets hold: that each is printed or refused, and no fault, is what is seen here.
    for folder in build(tmp_path, [each for each in numbers if each % PRINTED == 0], "pdf"):
        prints = list(folder.rglob("*.pdf"))
        assert {file.name: found for file in prints if (found := list(acts(file.read_bytes())))} == {}, folder
