"""The cards of one table: all on its topic, and no two that contradict each other."""

import re
from collections import defaultdict
from collections.abc import Iterable

import pytest

from jeu_oie.circuit.model import CommonQuestion, Item, ProblemItem, Question, Shortcut, Tag, Topic
from jeu_oie.game.assembly import assemble
from jeu_oie.game.preset import Preset
from tests.game import making

EVERY = pytest.mark.parametrize("path", making.SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
TIME = re.compile(r"(\d+)\s*(jours? ouvrés?|jours?|semaines?|mois|ans?)\b")
# Words of the other topics.
FOREIGN = {
    Topic.REPAIRS: r"mutation|CALEOL|tapage|voisinage",
    Topic.NEIGHBOURS: r"fuite|chauffage|CALEOL|mutation|VMC|robinet|ascenseur",
    Topic.TRANSFER: r"fuite|chauffage|tapage|robinet|ascenseur|bruit|VMC",
}


def table(path) -> list[Item]:
    """What one table meets: squares and pile."""
    board = assemble(making.shipped(path), Preset())
    return [*board.pile, *(square.item for square in board.squares if square.item is not None)]


def is_of_danger(item: Item) -> bool:
    return isinstance(item, CommonQuestion) and Tag.DANGER in item.tags


def stated(item: Item) -> str:
    """What an item says is so: of a question the right answer, not the others."""
    delay = getattr(item, "delay", None)
    said = [item.title, item.text, delay and delay.announced and delay.announced.text]
    if isinstance(item, Question):
        said += [item.why, item.answers[item.right - 1] if item.right else None]
    return " ".join(filter(None, said))


def contradictions(items: Iterable[Item]) -> list[tuple[str, str, set[str]]]:
    """Sources that two items quote with another number of the same unit; urgencies differ by their levels."""
    found: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for item in items:
        if not isinstance(item, (ProblemItem, Shortcut)):
            for number, unit in TIME.findall(stated(item)):
                for source in item.source:
                    found[source, unit.rstrip("s")][number].add(item.id)
    several = ((key, told) for key, told in found.items() if len(told) > 1 and len(set().union(*told.values())) > 1)
    return [(*key, set(told)) for key, told in several]


def test_the_guards_see_a_contradiction_and_a_foreign_card():
    items = table(making.CIRCUITS / "actis" / "transfer.yaml")
    quiz = next(item for item in items if isinstance(item, Question) and item.right and TIME.search(stated(item)))
    number = TIME.search(stated(quiz))
    assert number is not None
    other = quiz.model_copy(update={"id": "planted", "text": f"{int(number[1]) + 1} {number[2]}"})
    assert contradictions([quiz, other]) != []
    assert re.search(FOREIGN[Topic.TRANSFER], "La fuite coule.")


@EVERY
def test_no_two_cards_of_a_table_contradict_each_other(path):
    assert contradictions(table(path)) == []


@EVERY
def test_every_card_of_a_table_is_on_its_topic(path):
    """But for dangers, which are everybody's."""
    foreign = re.compile(rf"\b({FOREIGN[making.shipped(path).topic]})\b", re.IGNORECASE)
    assert [item.id for item in table(path) if not is_of_danger(item) and foreign.search(stated(item))] == []
