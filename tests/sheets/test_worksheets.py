"""What a workshop writes comes back by the short code of a row, and nobody is named."""

import re
from dataclasses import replace
from functools import cache

import pytest

from jeu_oie.circuit.dangers import dangers_in
from jeu_oie.circuit.gaps import STEP, WRITTEN
from jeu_oie.draw.pdf import Printing
from jeu_oie.game.wording import FactFormatter, State
from jeu_oie.game.worksheet import worksheet
from jeu_oie.sheets.forms import PAGE, rule_pages, share_out, worksheets_sheet
from tests.game import making
from tests.game.test_nothing_lost import load
from tests.house.source import ROOT
from tests.sheets.sheets import imprint, imprint_of, laid_out, outside, overlapping, pages, said, squeezed

every = pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
REPAIRS = making.CIRCUITS / "opac-38" / "repairs.yaml"
ARABIC = ROOT / "tests" / "kit" / "arabic.yaml"
CODE = re.compile(r'class="id">(?:[^<]*· )?([A-F]\d+)</span>')
ENGLISH = {"language": "en", "landlord": {"name": "Test landlord"}}


@cache
def rows(path):
    made = imprint(path)
    return worksheet(made.deck, FactFormatter(made.board, made.words))


def steps_of(circuit):
    return [*circuit["steps"], *(step for detour in circuit.get("detours", ()) for step in detour["steps"])]


def paper(made):
    sheet = worksheets_sheet(made)
    return pages(laid_out(sheet.html, Printing(duplex=sheet.duplex)))


@every
def test_each_step_has_a_row_for_its_delay_and_each_blank_one_to_write(path):
    found, circuit = rows(path), load(path)
    known = {step["id"] for step in steps_of(circuit) if step.get("missing") != "true"}
    assert {line.id for line in found.delays} >= known
    assert {line.id for line in found.blocks if "." not in line.id} == known
    blank = {step["id"] for step in steps_of(circuit) if step.get("missing") == "true"}
    assert {line.id for line in found.blanks if line.fact == STEP} == blank


@every
def test_each_announced_delay_stands_beside_an_acceptable_one(path):
    found, circuit = rows(path), load(path)
    announced = [*steps_of(circuit), *circuit.get("shortcuts", ()), *circuit.get("problems", ())]
    lines = {line.id: line for line in (*found.delays, *found.home)}
    for item in announced:
        if "delay" in item and not dangers_in(item["title"]):  # nobody is asked how long one may wait in a danger
            said_there = item["delay"] if isinstance(item["delay"], str) else item["delay"]["value"]
            line = next(each for each in lines.values() if each.title == item["title"])
            assert said_there in line.said
            assert line.found


@every
def test_each_fact_that_nobody_has_found_is_asked_for_once(path):
    made, found = imprint(path), rows(path)
    own = {item.id for item in made.board.circuit.common_questions}
    at_once = {item.id for item in made.board.circuit.problems if item.first and not item.delay and not item.acceptable}
    lacking = [
        (card.id, row.key)
        for card in made.deck.every
        for row in card.rows
        if row.state is State.MISSING and card.id not in own | at_once
    ]
    asked = [(line.id, line.fact) for line in found.blanks if line.fact not in (STEP, WRITTEN)]
    asked += [(line.id, "delay") for line in (*found.delays, *found.home) if line.id and line.said and not line.found]
    assert sorted(asked) == sorted(lacking)


@every
def test_ideas_to_vote_for_are_the_practices_that_are_not_done_here(path):
    ideas = [item["title"] for item in load(path)["practices"] if item["adopted"] != "true"]
    assert [line.title for line in rows(path).ideas if line.title] == ideas


@every
def test_every_row_tells_its_code_which_no_other_has_and_never_its_id(path):
    found, html = rows(path), worksheets_sheet(imprint(path)).html
    told = CODE.findall(html)
    assert told == [line.code for line in found.lines]
    assert len(set(told)) == len(told)
    ids = {line.id for line in found.lines if "." in line.id or "-" in line.id}
    assert not [name for name in ids if f">{name}<" in html]
    for sheet in (found.delays, found.home, found.blocks, found.ideas, found.closing):
        assert len({line.id for line in sheet}) == len(sheet)
    items = {item.id for item in making.items(imprint(path).board.squares)}
    assert not [line.id for line in found.lines if "." in line.id and line.id in items]


@pytest.mark.parametrize("large", [False, True])
def test_each_page_asks_for_no_name_and_can_be_read(large):
    for words in paper(imprint(REPAIRS, large=large)):
        assert "Nenotezaucunnom." in "".join(word.text for word in words)
        assert min(word.size_pt for word in words) >= (14 if large else 9) - 0.01
        assert outside(words) == []
        assert overlapping(words) == []


def test_in_english_too():
    first, *_ = paper(imprint_of(making.circuit(**ENGLISH), squares="24"))
    assert "Donotwriteanyname." in "".join(word.text for word in first)
    assert outside(first) == []


def test_no_row_is_too_low_to_write_in_and_rows_share_out_their_pages():
    """No page holds a row or two where the one before is full."""
    line = rows(REPAIRS).delays[0]
    for large in (False, True):
        for count in (1, 3, 9, 17, 30, 60):
            made = rule_pages([line] * count, 50, 9, large=large)
            assert sum(map(len, made)) == count
            assert max(map(len, made)) - min(map(len, made)) <= len(made)
            for page in made:
                assert min(each.height for each in page) >= 9
                assert sum(each.height for each in page) <= PAGE[large] + 1


def test_pages_are_as_few_and_as_even_as_rows_make_them():
    assert share_out([50, 50, 50, 50, 50], 200) == (0, 3)
    assert share_out([50] * 4, 200) == (0,)
    assert share_out([190, 20, 20], 200) == (0, 1)
    assert share_out([], 200) == ()


def test_an_acceptable_delay_that_was_given_before_is_told():
    problem = {"id": "fuite", "title": "Fuite", "delay": "5 jours", "acceptable": ["2 jours", "3 jours"]}
    html = said(worksheets_sheet(imprint_of(making.circuit(problems=[problem]), squares="auto")).html)
    assert squeezed("déjà dit : 2 jours · 3 jours") in html


def test_a_problem_to_act_on_at_once_asks_for_no_delay():
    problems = [{"id": "feu", "title": "Feu", "first": ["J’appelle le 18"]}, {"id": "fuite", "title": "Fuite"}]
    made = imprint_of(making.circuit(problems=problems), squares="auto")
    found = worksheet(made.deck, FactFormatter(made.board, made.words))
    assert [line.id for line in found.home if "." not in line.id] == ["fuite"]
    assert "feu" not in {line.id for line in found.blanks}


def test_markup_in_a_title_is_shown_as_text():
    step = {"title": "<script>alert(1)</script>"}
    html = worksheets_sheet(imprint_of(making.circuit(steps=making.steps(3, s2=step)), squares="24")).html
    assert "<script" not in html


def test_the_hash_tells_the_words_and_not_the_stamp():
    made = imprint(REPAIRS)
    other = replace(made, dossier=replace(made.dossier, version="Version 9", status="autre"))
    assert worksheets_sheet(other).hash == worksheets_sheet(made).hash


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_the_code_of_the_page_takes_no_sheet_of_its_own(large):
    alone = imprint(REPAIRS, large=large)
    online = replace(alone, page="https://exemple.fr/jeux/essai/index.html")
    assert len(paper(alone)) == len(paper(online))


@pytest.mark.parametrize("path, least, most", [(REPAIRS, 0, 40), (ARABIC, 170, 210)], ids=["left", "right"])
def test_the_letter_of_a_sheet_stands_where_a_line_begins(path, least, most):
    first, *_ = paper(imprint(path))
    letter = next(word for word in first if word.text == "A" and word.size_pt > 15)
    assert least < letter.left < most
