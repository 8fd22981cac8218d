"""What a workshop writes comes back by the short code of a row, and nobody is named."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from jeu_oie.circuit.dangers import dangers_in
from jeu_oie.circuit.gaps import STEP
from jeu_oie.circuit.read import read
from jeu_oie.game.asked import Audience, list_asked
from jeu_oie.game.wording import FactFormatter
from jeu_oie.game.worksheet import table_rows
from tests.chosen import chosen
from tests.circuit.lacking import list_gaps
from tests.game import making
from tests.game.test_nothing_lost import load
from tests.house.source import ROOT
from tests.print.sheets import codes_of, document, grey, planned, shipped, squeezed, unsaid
from tests.sheets.sheets import outside, overlapping, pages

NAME = "more/worksheets"
HEADER = ("no_name", "table")  # stand over each page, and in no tag
every = pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
REPAIRS = making.CIRCUITS / "opac-38" / "repairs.yaml"
ARABIC = ROOT / "tests" / "kit" / "arabic.yaml"
ENGLISH = {"language": "en", "landlord": {"name": "Test landlord"}}
WRITING = {False: 12.4, True: 18.0}  # mm of a box to write in, at least


@cache
def rows(path):
    made = shipped(path)
    return table_rows(list_asked(FactFormatter(made.board, made.words)))


def abouts(rows, letter):
    return {row[0].about for row in rows.get(letter, ())}


def steps_of(circuit):
    return [*circuit["steps"], *(step for detour in circuit.get("detours", ()) for step in detour["steps"])]


def content_of(made):
    return document(NAME, made).content


def paper(made):
    return pages(document(NAME, made).pdf())


@every
def test_each_step_has_a_row_for_its_delay_and_each_blank_one_to_write(path):
    found, circuit = rows(path), load(path)
    known = {step["id"] for step in steps_of(circuit) if step.get("missing") != "true"}
    assert abouts(found, "A") >= known
    assert {about for about in abouts(found, "C") if "." not in about} == known
    blank = {step["id"] for step in steps_of(circuit) if step.get("missing") == "true"}
    assert {each.about for (each,) in found.get("E", ()) if each.box == STEP} == blank


@every
def test_each_announced_delay_stands_beside_an_acceptable_one(path):
    found, circuit = rows(path), load(path)
    announced = [*steps_of(circuit), *circuit.get("shortcuts", ()), *circuit.get("problems", ())]
    told = {each.title: each for row in (*found["A"], *found["B"]) for each in row if each.box == "here-delay"}
    for item in announced:
        if "delay" in item and not dangers_in(item["title"]):  # nobody is asked how long one may wait in a danger
            delay = item["delay"]
            said_there = delay if isinstance(delay, str) else delay.get("value") or delay["at-least"]
            assert said_there in told[item["title"]].now
            assert [words for _, words in told[item["title"]].choices] == ["oui", "non", "pas toujours"]


@every
def test_each_fact_that_nobody_has_found_is_asked_for_once(path):
    circuit = shipped(path).board.circuit
    shared = {item.id for item in circuit.recourse}  # whom the law names: no landlord answers for it
    lacking = [(gap.item.id, gap.fact) for gap in list_gaps(circuit) if gap.item.id not in shared]
    told = [each for held in rows(path).values() for row in held for each in row]
    asked = [(each.about, each.box.replace("-", "_")) for each in told if each.audience is Audience.BOTH]
    assert sorted(asked) == sorted(lacking)


@every
def test_ideas_to_vote_for_are_the_practices_that_are_not_done_here(path):
    ideas = [item["title"] for item in load(path)["practices"] if item["adopted"] != "true"]
    assert [row[0].title for row in rows(path)["D"] if row[0].title] == ideas


@every
def test_every_row_tells_its_code_which_no_other_has_and_never_its_id(path):
    found, told = rows(path), codes_of(content_of(shipped(path)))
    assert told == [row[0].code for held in found.values() for row in held]
    assert len(set(told)) == len(told)
    for letter in "ABCDF":
        assert len(abouts(found, letter)) == len(found.get(letter, ()))
    assert squeezed(repr(content_of(shipped(path)))).count("'home.1'") == 0


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_each_page_asks_for_no_name_and_can_be_read(large):
    for page in paper(shipped(REPAIRS, large=large)):
        assert "Nenotezaucunnom." in "".join(word.text for word in page)
        assert min(word.size_pt for word in page if word.bottom < 297 - 21) >= (14 if large else 12) - 0.01
        assert outside(page) == overlapping(page) == []


def test_in_english_too():
    first, *_ = paper(planned(making.circuit(**ENGLISH)))
    assert "Donotwriteanyname." in "".join(word.text for word in first)
    assert outside(first) == []


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_paper_shows_every_text_of_its_content_in_black_alone(large):
    laid = document(NAME, shipped(REPAIRS, large=large))
    pdf = laid.pdf()
    assert not unsaid(pdf, laid.content, HEADER)
    assert grey(pdf)


@pytest.mark.parametrize(
    "count, large", chosen([(1, True), (9, False), (17, True), (60, True)], [(9, False), (17, True)])
)
def test_no_box_is_too_low_to_write_in_and_rows_share_out_their_pages(count, large):
    """No page holds a row or two where the one before is full."""
    made = planned(making.circuit(problems=[{"id": f"p{n}", "title": f"Fuite {n}"} for n in range(count)]), large=large)
    tops = [sorted(word.top for word in page if is_code(word, "B")) for page in paper(made)]
    tops = [page for page in tops if page]
    assert sum(map(len, tops)) == count + 3
    assert max(map(len, tops)) - min(map(len, tops)) <= 3
    steps = [below - above for page in tops for above, below in pairwise(page)]
    assert min(steps) >= WRITING[large] - 0.1


def is_code(word, letter):
    return word.text[:1] == letter and word.text[1:].isdigit() and word.left < 40


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_few_rows_are_high_and_leave_no_page_to_the_last_one_alone(large):
    found = [len([word for word in page if is_code(word, "A")]) for page in paper(shipped(REPAIRS, large=large))]
    assert [count for count in found if count] == [len(rows(REPAIRS)["A"])]


def test_an_acceptable_delay_that_was_given_before_is_told():
    problem = {"id": "fuite", "title": "Fuite", "delay": "5 jours", "acceptable": ["2 jours", "3 jours"]}
    laid = document(NAME, planned(making.circuit(problems=[problem])))
    told = [row.known for table in laid.content.tables for row in table.rows if row.known]
    assert [text.replace("\u00a0", " ") for text in told] == ["déjà dit : 2 jours · 3 jours"]
    assert not unsaid(laid.pdf(), laid.content, HEADER)


def test_a_problem_to_act_on_at_once_asks_for_no_delay():
    problems = [{"id": "feu", "title": "Feu", "first": ["J’appelle le 18"]}, {"id": "fuite", "title": "Fuite"}]
    made = planned(making.circuit(problems=problems))
    found = table_rows(list_asked(FactFormatter(made.board, made.words)))
    assert {about for about in abouts(found, "B") if "." not in about} == {"fuite"}
    assert "feu" not in abouts(found, "E")


def test_the_hash_tells_the_words_and_not_the_stamp():
    circuit = making.shipped(REPAIRS)
    before = document(NAME, planned(circuit)).sheets
    assert before == document(NAME, planned(circuit.model_copy(update={"version": "2099-01"}))).sheets


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_the_code_of_the_page_takes_no_sheet_of_its_own(large):
    made = shipped(REPAIRS, large=large)
    online = document(NAME, replace(made, address="https://exemple.fr/jeux/essai/"))
    assert len(paper(made)) == len(pages(online.pdf()))


@pytest.mark.parametrize("path, least, most", [(REPAIRS, 0, 40), (ARABIC, 170, 210)], ids=["left", "right"])
def test_the_letter_of_a_sheet_stands_where_a_line_begins(path, least, most):
    first, *_ = paper(planned(read(path).circuit))
    letter = next(word for word in first if word.text == "A" and word.size_pt > 15)
    assert least < letter.left < most
