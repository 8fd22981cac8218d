"""``jeu-oie compare``: landlords side by side as page, poster and data; every answer with its source, no ranking."""

import json
import re
import subprocess

import pytest

from jeu_oie import cli
from tests.browser.opening import spaced
from tests.game.making import CIRCUITS
from tests.kit.tagged import faults

OPAC, ACTIS, OPH = (CIRCUITS / name / "repairs.yaml" for name in ("opac-38", "actis", "oph-31"))


BARE = """\
format: 1
title: Essai
topic: other
landlord: {name: Office}
language: fr
version: "1"
status: draft
steps: [{id: a, title: A}, {id: b, title: B}]
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("side")
    with pytest.raises(SystemExit) as left:
        cli.main(["compare", *map(str, (OPAC, ACTIS, OPH)), "--out", str(out), "--lang", "fr"])
    assert left.value.code == 0
    assert {each.name for each in out.iterdir()} == {"comparer-repairs.html", "comparer-repairs.pdf"}
    return out


def said_by(*command):
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout


def test_the_page_needs_nothing_beside_it(made):
    page = (made / "comparer-repairs.html").read_text()
    assert re.findall(r'href="(?!#|https?:|data:)[^"]*"', page) == []
    assert "Ce n’est pas un classement." in page
    assert page.count('class="cell one"') == 3


def test_the_poster_is_a3_and_nothing_on_it_is_under_14_pt(made):
    file = made / "comparer-repairs.pdf"
    assert "1190.55 x 841.89 pts (A3)" in said_by("pdfinfo", file)
    boxes = said_by("pdftotext", "-bbox", file, "-")
    heights = [
        float(low) - float(high) for high, low in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', boxes)
    ]
    assert faults(file.read_bytes()) == []
    assert len(heights) > 500
    assert min(heights) / (0.95 + 0.29) > 13.9  # of a word's box, in sizes: the font's ascent and descent


def test_the_poster_says_what_the_page_says(made):
    said = said_by("pdftotext", made / "comparer-repairs.pdf", "-")
    told = " ".join(said.replace("\u00a0", " ").split())
    for each in (
        "Actis",
        "OPH 31",
        "pas trouvé",
        "Brouillon, à valider",
        "Ce n’est pas un classement",
        "05 62 73 56 00",
    ):
        assert each in told
    cited = {int(number) for number in re.findall(r"\[(\d+)\]", told)}
    assert cited == set(range(1, max(cited) + 1))


def test_data_by_topic(program):
    status, out, _ = program("compare", CIRCUITS, "--json")
    told = json.loads(out)
    assert status == 0
    assert [each["topic"] for each in told] == ["neighbours", "repairs", "transfer"]
    landlords = told[1]["landlords"]
    assert [each["landlord"] for each in landlords] == sorted(
        (each["landlord"] for each in landlords), key=str.casefold
    )
    assert set(told[1]["questions"]) == set(landlords[0]["answers"])


def test_one_landlord_or_two_topics_cannot_be_compared(program):
    for paths in ((OPAC,), (OPAC, OPH.with_name("neighbours.yaml"))):
        status, out, err = program("compare", *paths)
        assert (status, out) == (1, "")
        assert "deux bailleurs" in err


ALONE = "Pas comparés, car ici aucun autre bailleur n’a le même sujet : "


def test_what_is_left_alone_is_named_in_the_terminal_and_on_the_page(program, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(BARE, "utf-8")
    transfer = CIRCUITS / "sdh" / "transfer.yaml"
    status, out, err = program(
        "compare", OPAC, ACTIS, transfer, OPH.with_name("neighbours.yaml"), other, "--out", "side"
    )
    said = (
        f"{ALONE}Office, Essai (autre sujet) · OPH 31, Un trouble de voisinage (Troubles de voisinage)"
        " · SDH, Ma demande de mutation (Changer de logement).\n"
    )
    assert (status, out.count("\n")) == (0, 2)
    assert spaced(said) in spaced(err)
    assert spaced(said.strip()) in spaced((tmp_path / "side" / "comparer-repairs.html").read_text("utf-8"))
    status, out, err = program("compare", OPAC, ACTIS, transfer, "--json")
    assert status == 0
    assert [each["topic"] for each in json.loads(out)] == ["repairs"]
    assert "SDH" in err


def test_where_none_is_left_alone_nothing_is_said(program, tmp_path):
    _, _, err = program("compare", OPAC, ACTIS, "--out", "side")
    assert ALONE not in spaced(err + (tmp_path / "side" / "comparer-repairs.html").read_text("utf-8"))


def test_a_circuit_that_cannot_be_read_stops_it(program, tmp_path):
    (tmp_path / "wrong.yaml").write_text("format: 1\n")
    status, out, err = program("compare", OPAC, ACTIS, "wrong.yaml", "--out", "side")
    assert (status, out) == (1, "")
    assert "wrong.yaml" in err
    assert not (tmp_path / "side").exists()
