"""Small circuits for the tests of the board, written as data and read by the reader, as an author's file is."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

from jeu_oie.circuit.kinds import Setback
from jeu_oie.circuit.model import Circuit
from jeu_oie.circuit.read import read, read_text
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import Card, Deck, write
from jeu_oie.game.dossier import Dossier, open_dossier
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import Preset
from jeu_oie.game.squares import Board, Square
from jeu_oie.messages import load_catalog

CIRCUITS = Path(__file__).parents[2] / "circuits"
# The circuits as they were when the design was worked out on them (game.md, « Figures »).
EARLIER = sorted(
    path
    for path in (Path(__file__).parents[1] / "circuits" / "2026-11").glob("*/*.yaml")
    if path.name != "landlord.yaml"
)
# A landlord's each; « exemple » is nobody's, and nothing is known of it (tests/content/test_example).
SHIPPED = sorted(
    path for path in CIRCUITS.glob("*/*.yaml") if path.name != "landlord.yaml" and path.parent.name != "exemple"
)
# For what hardly depends on the words: the most words of repairs and of a transfer, neighbours, the fewest facts found.
FEW = [
    path
    for path in SHIPPED
    if "/".join(path.parts[-2:])
    in ("actis/repairs.yaml", "actis/transfer.yaml", "oph-31/neighbours.yaml", "habitat-76/repairs.yaml")
]


def steps(count: int, **of: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Steps ``s1`` to ``s<count>``; ``of`` holds more keys of some (``s2={"delay": "5 jours"}``)."""
    names = [f"s{rank}" for rank in range(1, count + 1)]
    return [{"id": name, "title": f"Étape {name}", **of.get(name, {})} for name in names]


@cache
def shipped(path: Path) -> Circuit:
    """A circuit as it is read, once: it is frozen."""
    found = read(path).circuit
    assert found is not None
    return found


def circuit(**parts: Any) -> Circuit:
    """A circuit of three steps, whose keys are those of ``parts`` first."""
    data = {
        "format": 1,
        "title": "Essai",
        "topic": "general",
        "landlord": {"name": "Bailleur d’essai"},
        "language": "fr",
        "version": "1",
        "status": "draft",
        "steps": steps(3),
        **parts,
    }
    reading = read_text(json.dumps(data, ensure_ascii=False), "essai.yaml", lambda _: None)
    assert reading.circuit is not None, reading.problems
    return reading.circuit


def preset(**keys: Any) -> Preset:
    return Preset.model_validate({"squares": "auto", **keys})


def board(told: frozenset[str] = frozenset(), rules: Preset | None = None, **parts: Any) -> Board:
    return assemble(circuit(**parts), rules or preset(), told)


def deck(told: frozenset[str] = frozenset(), rules: Preset | None = None, **parts: Any) -> Deck:
    made = board(told, rules, **parts)
    return write(made, load_catalog(made.circuit.language))


def dossier(**parts: Any) -> Dossier:
    made = board(**parts)
    return open_dossier(made, load_catalog(made.circuit.language))


def card(made: Deck, item: str) -> Card:
    """The card of the item called ``item``."""
    return next(each for each in made.every if each.id == item)


def row(of: Card, key: str) -> str:
    """The value of the row ``key``, empty where there is none."""
    return next((each.value for each in (*of.rows, *of.notes) if each.key == key), "")


def label(of: Card, key: str) -> str:
    return next((each.label for each in (*of.rows, *of.notes) if each.key == key), "")


def gap(made: Board, step: str) -> list[str]:
    """What stands after ``step``, up to the next: kinds, with the fact that a square says or asks for."""
    return [told(square) for square in made.squares if square.step == step and square.kind != "finish"][1:]


def items(squares: Iterable[Square]) -> list[Any]:
    """What stands on the squares that hold an item."""
    return [square.item for square in squares if square.item is not None]


def told(square: Square) -> str:
    """« wait », « hold », « ask trace », « fact charge »."""
    spoken = square.aspect is not None and square.kind in (Kind.FACT, Kind.ASK)
    return f"{square.kind} {square.aspect.fact}" if spoken and square.aspect else str(square.kind)


def said(value: object) -> Iterator[str]:
    """Every text in cards, rows, dossier: whatever holds it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from said(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from said(getattr(value, name))


def every_kind(**keys: Any) -> Board:
    """A board with every kind of square, and each sort of side track."""
    known: dict[str, Any] = {f"s{rank}": {"trace": f"Reçu {rank}", "actor": "landlord"} for rank in (2, 4, 5)}
    known["s3"] = {"say": "Je rappelle", "delay": "5 jours", "actor": "landlord", "exit": "C’est fini"}
    known["s6"] = {"missing": True}
    known["s7"] = {"actor": "landlord"}
    kinds = zip(Setback, cycle((2, 3, 4, 5, 7)))  # a step may have several
    ways = {"out-of-circuit": "s2", "other-way": "s4", "right": "s5"}
    return board(
        rules=preset(**{"squares": "52", **keys}),
        topic="repairs",
        steps=steps(7, **known),
        shortcuts=[{"id": "pont", "title": "Urgence", "from": "s2", "to": "s4"}],
        detours=[
            {
                "id": name,
                "title": f"Voie {name}",
                "label": name,
                "from": at,
                "to": "s7",
                "steps": [{"id": f"{name}-1", "title": f"Pas {name}"}],
            }
            for name, at in ways.items()
        ],
        practices=[
            {"id": "oie", "title": "Oie", "at": "s3", "adopted": "true"},
            {"id": "idee", "title": "Idée", "at": "s3", "adopted": "false"},
        ],
        setbacks=[
            {"id": kind, "title": kind, "at": f"s{at}", "kind": kind, **({"to": "s2"} if kind == "back" else {})}
            for kind, at in kinds
        ],
        recourse=[
            {"id": "lettre", "title": "J’écris", "at": "s4", "who": "Mon bailleur", "trace": "Copie"},
            {"id": "aide", "title": "Une association", "at": "s5", "who": "Association"},
        ],
        spaces=[{"id": "espace", "title": "Espace", "at": "s3"}],
        questions=[
            {"id": "q1", "title": "Qui", "at": "s5", "answers": ["Un", "Deux", "Trois"], "right": 1},
            {"id": "q2", "title": "Et vous", "at": "s4"},
        ],
        problems=[{"id": "p1", "title": "Fuite", "urgency": "pont"}, {"id": "p2", "title": "Porte"}],
    )
