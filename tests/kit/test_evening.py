"""What an evening takes and gives: paper, scissors, cards that are met, words that somebody holds."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from jeu_oie.circuit.model import Circuit, Item
from jeu_oie.circuit.read import read
from jeu_oie.game.evening import Paper, Work, seating
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.preset import Preset
from jeu_oie.kit import Options, plan, sheets
from jeu_oie.kit.evening import needs
from jeu_oie.kit.plan import Plan, forecast
from jeu_oie.kit.printing import folded_cards
from jeu_oie.kit.sheets import BY_NAME, GuideDocument, chosen, count_others, documents
from jeu_oie.kit.trial import find_in_games
from jeu_oie.print.look import CardsWay
from jeu_oie.print.shop import count_paper, paper_in
from tests.chosen import chosen as a_few
from tests.chosen import named
from tests.game.making import CIRCUITS, FEW, SHIPPED, shipped
from tests.game.test_nothing_lost import stands
from tests.kit.conftest import printed
from tests.kit.test_print_kit import words_in
from tests.kit.test_shipped import NAMES, PRINTED, lost, of, pdf_text, squeezed
from tests.sheets.sheets import pages, share_used

ADDRESS = "https://exemple.fr/"
SMALL = Path(__file__).with_name("small.yaml")
GUIDE = 8  # pages at most: tests/print/test_guide.py
TEAMS = 4
FULL = 0.4  # of a page that holds words, from its top: less is paper for nothing
HALF = 0.5  # same, of a page of the guide
STOPS = {
    "step",
    "recourse",
    "detour",
    "other-way",
    "right",
}  # sorts of squares at which the first pawn stops and reads for all


@cache
def planned(name: str) -> Plan:
    return plan(shipped(CIRCUITS / f"{name}.yaml"), Preset()).settled


@cache
def small() -> Plan:
    return plan(shipped(SMALL), Preset()).settled


def papers_in(kit) -> dict[str, Paper]:
    """Print file → its pages and sheets."""
    files = (kit / "print").rglob("*.pdf")
    return paper_in({file.relative_to(kit).as_posix(): file.read_bytes() for file in files})


@pytest.mark.slow
@printed
def test_thirty_people_take_four_boards_seventy_sheets_and_ten_minutes_of_scissors_as_the_guide_tells(printed_kit):
    """The guide as it was made, its own sheets too; the same figures as in the terminal."""
    found = needs(chosen(large=False), papers_in(printed_kit), seating(30, TEAMS), saver=False, large=False)
    assert found.sheets["A3"] == 4
    assert found.sheets["A4"] <= 70
    assert found.work[Work.CUT] <= 10
    assert found.colour + 1 <= 90  # with the poster
    told = re.sub(r"\s+", " ", pdf_text(printed_kit / "print" / "4-facilitator.pdf", "-raw", "-l", "1"))
    a3, a4 = found.sheets["A3"], found.sheets["A4"]
    figures = f"{a3} feuilles A3 {a4} feuilles A4 {found.colour} pages en couleur {found.minutes} min par table"
    assert figures in told, told


@pytest.mark.parametrize("people", [8, 30, 120])
def test_whoever_comes_the_guide_counts_for_them(people):
    made = GuideDocument("4-facilitator", planned(NAMES[0]), Options(people=people))
    counted = {
        "1-board-a3": Paper(1, 1),
        "2-table": Paper(16, 8),
        "3-person": Paper(2, 1),
        "4-facilitator": Paper(8, 4),
    }
    told = [f"{each.big} {each.small}" for each in made.told(counted).frame.totals]
    tables = seating(people, TEAMS).tables
    assert told[1:3] == [f"{tables * 8 + people + 4} feuilles A4", f"{tables * 9 + people} pages en couleur"]


@pytest.mark.slow
def test_cards_to_fold_come_out_on_one_side_with_rules_and_worksheet():
    """Printed on both sides, they would have other cards on their backs."""
    files = BY_NAME["2-table"].maker("2-table", small(), Options(cards=CardsWay.FOLD)).files()
    made = paper_in(files)["2-table"]
    folded = len(folded_cards(small(), Options()).sheets)
    assert made == Paper(2 + folded + 1, 2 + folded + 1)


def test_its_own_sheets_are_those_of_the_guide_as_it_is_made():
    """In as many passes as that takes: nobody told it how many pages it would have."""
    made = replace(GuideDocument("4-facilitator", small(), Options()), counted={})
    own = count_paper(made.pdf())
    assert made.pdf() == made.sheet({"4-facilitator": own}).pdf() != made.sheet({}).pdf()


@pytest.mark.slow
def test_a_guide_that_is_made_alone_counts_files_that_are_made_for_it(monkeypatch):
    """Of a preview: no other file has been printed."""
    document = GuideDocument("4-facilitator", small(), Options())
    others = count_others(document.made, document.options)
    assert others.keys() >= {"1-board-a3", "1-board-a4", "2-table", "3-person"}
    monkeypatch.setattr(sheets, "count_others", lambda *_: others)
    assert document.pdf() == replace(document, counted=others).pdf()


def coloured(file) -> list[int]:
    """The pages (from 1) on which a dot has a colour."""
    document = pypdfium2.PdfDocument(file)
    try:
        return [rank for rank, page in enumerate(document, 1) if is_coloured(page.render(scale=0.5).to_pil())]
    finally:
        document.close()


def is_coloured(picture) -> bool:
    red, green, blue = (channel.tobytes() for channel in picture.convert("RGB").split())
    return any(max(dot) - min(dot) > 12 for dot in zip(red, green, blue, strict=True))


@pytest.mark.slow
def test_pages_that_are_counted_as_black_are_black(shipped_kits):
    prints = shipped_kits / PRINTED[0] / "print"
    table = coloured(prints / "2-table.pdf")
    cards = range(3, count_paper((prints / "2-table.pdf").read_bytes()).pages - 2, 2)
    assert table == [1, 2, *cards]  # the rules, then the fronts
    assert coloured(prints / "3-person.pdf") == [1]
    assert coloured(prints / "4-facilitator.pdf") == []
    assert coloured(prints / "1-board-a3.pdf") == [1]


def share_met(made: Plan) -> float:
    """Of the cards printed for a table, how many a game of four teams meets on average.

    At a step, a recourse or another way the first pawn stops and reads for all; urgencies are read before the game;
    another square's card is met by whoever lands there, a pile's as often as a team draws.
    """
    visits: dict[str, float] = made.forecast.data["visits"]
    squares = [card for card in made.deck.cards if card.printed]
    met = sum(
        1.0 if KINDS[card.kind].group in STOPS or card.kind is Kind.SHORTCUT else 1 - (1 - visits[card.name]) ** TEAMS
        for card in squares
    )
    drawn = TEAMS * sum(visits[card.name] for card in made.deck.cards if card.kind is Kind.DRAW)
    pile = [card for card in made.deck.pile if card.printed]
    problems = [card for card in made.deck.problems if card.printed]
    met += min(drawn, len(pile)) + min(TEAMS, len(problems))
    return met / len(made.deck.printed)


WAITS = {"actis/transfer": ["waits-few"], "sdh/transfer": ["waits-few"], "opac-38/repairs": ["waits-many"]}


@pytest.mark.usefixtures("many_games")
@pytest.mark.parametrize("name", a_few(NAMES, PRINTED[:1]))
def test_a_game_of_four_teams_lasts_an_evening_and_meets_half_of_the_cards(name):
    """The aims of game.md: the range that is printed, what knowing is worth, nobody plays on once it is won.

    So ``check`` has nothing to say of it, but where what blocks weighs too little or too much (game.md, aims).
    """
    made = replace(planned(name), forecast=forecast(planned(name).board))
    told = made.forecast.data
    low, high = told["range"]
    assert 30 <= low < high <= 58
    assert 0.38 <= told["knowledge"]["value"] <= 0.54
    assert told["tail"] == 0
    assert share_met(made) >= 0.5
    problems = tuple(find_in_games(read(CIRCUITS / f"{name}.yaml"), made))
    assert [each.code for each in problems] == WAITS.get(name, [])


# What is no text for a reader: names that other values use, words of the format, the short form of a title.
HIDDEN = {"id", "source", "icon", "stage", "actor", "if_silent", "to", "from_", "topics", "stated", "urgency", "short"}
WORD = re.compile("[a-z-]+|.")  # one of the format
CHOSEN = {"source", "kind", "charge"}


def texts_of_item(item: Item) -> list[str]:
    return [each for each in texts_in(item.model_dump(mode="json", exclude=HIDDEN)) if not WORD.fullmatch(each)]


def texts_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, each in value.items() if key not in CHOSEN for text in texts_in(each)]
    if isinstance(value, list | tuple):
        return [text for each in value for text in texts_in(each)]
    return []


@cache
def given(name: str) -> dict[str, str]:
    """Every document: name → the words that it is given to print."""
    return {next(iter(each.sheets)): squeezed(words_in(each)) for each in documents(planned(name), Options())}


def held(name: str) -> dict[str, str]:
    """The same without the circuit in full."""
    return {document: words for document, words in given(name).items() if document != "more/circuit"}


def only_in_the_circuit(circuit: Circuit, told: dict[str, str]) -> list[str]:
    # How one says that a step is done is the page's; a short name stands on squares.
    steps = [step.model_copy(update={"done": None}) for step in circuit.steps]
    items: list[Item] = [
        each.model_copy(update={"short": None}) for each in (*steps, *circuit.shortcuts, *circuit.recourse)
    ]
    whole = "\n".join(told.values())
    return [text for item in items for text in texts_of_item(item) if not stands(text, whole, squeezed)]


@pytest.mark.parametrize("path", a_few(SHIPPED, FEW[::3]), ids=named)
def test_every_text_is_given_to_print_and_of_a_step_an_urgency_a_recourse_not_in_the_circuit_in_full_alone(path):
    name = f"{path.parent.name}/{path.stem}"
    assert lost(of(name), "".join(given(name).values())) == []
    assert only_in_the_circuit(shipped(path), held(name)) == []


def test_the_guard_sees_a_text_that_only_the_circuit_in_full_has():
    circuit = shipped(SHIPPED[0])
    told = held(NAMES[0])
    text = next(step.text for step in circuit.steps if step.text)
    without = {name: words.replace(squeezed(text), "") for name, words in told.items()}
    assert text in only_in_the_circuit(circuit, without)


FLOWING = ("landlord/validation", "more/all-cards", "more/circuit", "more/worksheets")


def pages_under(kit, file, share) -> list[int]:
    """The pages but the last, from 1, of which less than a ``share`` is used."""
    *before, _ = pages((kit / "print" / f"{file}.pdf").read_bytes())
    return [rank for rank, words in enumerate(before, 1) if share_used(words) < share]


@pytest.mark.slow
@printed
def test_no_page_but_the_last_is_nearly_empty_and_the_guide_has_eight_at_most(printed_kit):
    assert {file: pages_under(printed_kit, file, FULL) for file in FLOWING} == {file: [] for file in FLOWING}
    assert count_paper((printed_kit / "print" / "4-facilitator.pdf").read_bytes()).pages <= GUIDE
    assert pages_under(printed_kit, "4-facilitator", HALF) == []


def test_the_guard_sees_an_empty_page():
    assert share_used([]) == 0
