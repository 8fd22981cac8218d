"""Whatever a landlord's circuit is like, a sheet is set without a fault, or refused at the line to shorten."""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import pytest

from bench.differ.faults import faults
from bench.differ.floors import UNDER
from jeu_oie import check
from jeu_oie.circuit.read import read
from jeu_oie.errors import DoesNotFit, Misfit, Place, Problem, Severity
from jeu_oie.kit.fitting import find_misfits, misfit_problems
from jeu_oie.kit.options import Options
from jeu_oie.kit.plan import Plan
from jeu_oie.kit.sheets import BY_NAME, GuideDocument
from jeu_oie.resources import Templates, print_template
from tests.chosen import chosen
from tests.house.source import ROOT
from tests.print.mutants import BASES, CHANGES, Mutant, mutate, plan_of

DRAWN, SOME, FLOWING = 1, 4, 10
# The sheets that Typst sets, by their names in the register: a line each, once it is moved. One that is drawn
# in frames is set of each mutant, one that flows, or has as many frames as cards, of every tenth.
MOVED = {
    "hall/poster": DRAWN,
    "3-person": DRAWN,
    "3-person-en": SOME,
    "3-person-ar": SOME,
    **dict.fromkeys(
        ("more/circuit", "more/all-cards", "more/worksheets", "landlord/validation", "4-facilitator"), FLOWING
    ),
    "shop/cards-fronts": FLOWING,
}
ARABIC = ("3-person-ar",)  # PDFium turns the hash round by which small type is known to be a stamp
USUAL = (2, 5)  # between them each sheet that is drawn, both languages, the guide, all cards
FEW, MANY, GROUP = 40, 50, 25
TRIED = (5, 20)  # what check says of them is compared with what the sheets say
SEEDS = 10_000  # what is explored begins at as many numbers
MOST_REFUSED, TITLE = 5 / 100, 60  # of the sheets of mutants whose titles have no more letters
TWO_NUMBERS = ROOT / "tests/circuits/unknown/two-numbers/repairs.yaml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutants")


@pytest.fixture(scope="module")
def begin(pytestconfig: pytest.Config) -> int:
    """The first of many mutants: the same each time, but where the suite explores, by the seed of the commit."""
    seed = pytestconfig.getoption("--hypothesis-seed")
    return int(seed) % SEEDS * MANY if seed else 0


@lru_cache(GROUP)
def mutant(folder: Path, number: int) -> Mutant:
    return mutate(folder, number)


@dataclass(frozen=True)
class Verdict:
    """The faults of a sheet; of one that is ``refused``, what does not lead to a line to shorten."""

    faults: tuple[str, ...]
    refused: bool = False


def judge(held: Mutant, sheet: str) -> Verdict:
    try:
        found = faults(print_sheet(held.plan, sheet), sheet)
        return Verdict(tuple(each for each in found if sheet not in ARABIC or UNDER not in each))
    except DoesNotFit as error:
        told = misfit_problems(held.reading, error)
        lost = (str(problem) for problem in told if not leads_to_a_line(problem, held.file.parent))
        return Verdict(tuple(lost), refused=True)


def print_sheet(plan: Plan, sheet: str) -> bytes:
    row = BY_NAME[sheet]
    document = row.maker(sheet, plan, Options())
    if isinstance(document, GuideDocument):
        document = replace(document, counted={})  # the others are not made
    return document.files()[row.file]


def leads_to_a_line(problem: Problem, folder: Path) -> bool:
    lines = (folder / Path(problem.file).name).read_text("utf-8").splitlines()
    return problem.code == "does-not-fit" and 1 < problem.line <= len(lines) and problem.column > 1


@pytest.mark.parametrize("number", USUAL)
def test_a_sheet_of_a_mutant_has_no_fault(folder, number):
    asked = [sheet for place, (sheet, turn) in enumerate(MOVED.items()) if (number + place) % turn == 0]
    assert {sheet: judge(mutant(folder, number), sheet).faults for sheet in asked} == dict.fromkeys(asked, ())


@dataclass
class Tally:
    """Sheets of mutants whose titles are ``short``, and those of them that are ``refused``."""

    short: int = 0
    refused: list[tuple[str, int]] = field(default_factory=list)


@pytest.fixture(scope="class")
def tally() -> Tally:
    return Tally()


class Many:
    """A share of many mutants: a worker takes a class as one, so that two share them (``--dist loadscope``)."""

    FIRST = 0

    @pytest.mark.slow
    @pytest.mark.parametrize("first", range(0, MANY // 2, GROUP))
    def test_no_sheet_has_a_fault(self, folder, begin, tally, first):
        wrong: dict[tuple[str, int], tuple[str, ...]] = {}
        for number in range(begin + self.FIRST + first, begin + self.FIRST + first + GROUP):
            held = mutate(folder, number)
            told = {sheet: judge(held, sheet) for sheet, turn in MOVED.items() if number % turn == 0}
            wrong |= {(sheet, number): each.faults for sheet, each in told.items() if each.faults}
            if longest_title(held) <= TITLE:
                tally.short += len(told)
                tally.refused += [(sheet, number) for sheet, each in told.items() if each.refused]
        assert wrong == {}

    @pytest.mark.slow
    def test_hardly_one_is_refused(self, tally):
        assert tally.short >= MANY // 2
        assert len(tally.refused) <= MOST_REFUSED * tally.short, tally.refused


class TestOneHalf(Many):
    pass


class TestOtherHalf(Many):
    FIRST = MANY // 2


def longest_title(held: Mutant) -> int:
    return max(len(step.title) for step in held.plan.board.circuit.steps)


@pytest.mark.slow
@pytest.mark.parametrize("number", chosen(TRIED, TRIED[:1]))
def test_check_refuses_what_the_sheets_refuse_and_nothing_else(folder, number):
    """Of a card it tries what that holds at least, and looks for no fuller one."""
    held = mutant(folder, number)
    known = refused(held, "3-person") | refused(held, "shop/cards-fronts")
    assert {problem.place for problem in find_misfits(held.reading, held.plan)} == known
    errors = [problem for problem in check(held.file) if problem.severity is Severity.ERROR]
    assert {problem.code for problem in errors} <= {"does-not-fit"}
    assert {problem.place for problem in errors} == known


def refused(held: Mutant, sheet: str) -> set[Place]:
    try:
        print_sheet(held.plan, sheet)
    except DoesNotFit as error:
        return {problem.place for problem in misfit_problems(held.reading, error)}
    return set()


NUMBER, HOURS = "stack(dir: ttb, row,", "say(it.hours, size: 14pt, at: it.at)"


@pytest.mark.parametrize(
    "usual, planted, seen",
    [
        pytest.param(NUMBER, "stack(dir: ttb, v(-14mm), row,", "over other letters", id="over another number"),
        pytest.param(HOURS, f"move(dx: 150mm, {HOURS})", "off the page", id="off the page"),
        pytest.param(HOURS, f"move(dy: 9mm, {HOURS})", "across a line", id="across a frame"),
    ],
)
def test_a_sheet_that_is_set_over_itself_is_seen(usual, planted, seen):
    """The person's sheet of a landlord with two numbers, as a template of a user's that is wrong sets it."""
    plan = plan_of(read(TWO_NUMBERS))
    assert plan is not None
    bands = print_template("bands")
    assert usual in bands
    own = Templates("own", (("print/bands.typ", bands.replace(usual, planted)),))
    pdf = print_sheet(replace(plan, own=own), "3-person")
    assert [fault for fault in faults(pdf, "3-person") if f"page 1: {seen}" in fault]


@pytest.mark.parametrize("at, seen", [("steps.{}.title", False), ("nobody.nothing", True), ("", True)])
def test_a_refusal_that_leads_to_no_line_is_seen(folder, monkeypatch, at, seen):
    held = mutant(folder, 0)
    misfit = Misfit(at.format(held.plan.board.circuit.steps[0].id), 12, 9)

    def refuse(*_: object) -> bytes:
        raise DoesNotFit("3-person", (misfit,))

    monkeypatch.setattr("tests.print.test_mutants.print_sheet", refuse)
    verdict = judge(held, "3-person")
    assert (verdict.refused, bool(verdict.faults)) == (True, seen)


@pytest.mark.slow
def test_the_same_number_gives_the_same_mutant(tmp_path):
    texts = [
        [file.read_text("utf-8") for file in sorted(mutate(tmp_path / again, number).file.parent.iterdir())]
        for again, number in (("one", 3), ("other", 3), ("third", 4))
    ]
    assert texts[0] == texts[1] != texts[2]


@pytest.mark.slow
def test_few_mutants_have_all_that_other_landlords_write(folder):
    """Each base and each change; telephones, titles, steps and problems from the least to the most."""
    circuits = [mutant(folder, number).plan.board.circuit for number in range(FEW)]
    assert max(len(BASES), len(CHANGES)) <= FEW
    phones = [[each for each in circuit.landlord.contacts if each.kind == "phone"] for circuit in circuits]
    words = [len(step.title.split()) for circuit in circuits for step in circuit.steps if step.title]
    assert {0, 1, 6} <= {len(each) for each in phones}
    assert max(len(each.hours or "") for held in phones for each in held) > 100
    assert max(len(each.value or "") for circuit in circuits for each in circuit.landlord.contacts) > 110
    assert (min(words), max(words) >= 15) == (1, True)
    assert {2, 16} <= {len(circuit.steps) for circuit in circuits}
    assert {0, 20} <= {len(circuit.problems) for circuit in circuits}
    assert any(len(word) == 40 for circuit in circuits for step in circuit.steps for word in step.title.split())
