"""What each shipped board gives a table and a room (docs/boards.md), from ``jeu_oie.api.odds``: ``script/figures``."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jeu_oie.api.odds import odds
from jeu_oie.cli.odds import decimal
from jeu_oie.messages import load_catalog
from tests.game.making import SHIPPED

PAGE = Path("docs") / "boards.md"
WORDS = load_catalog("fr")
COLUMNS = (
    "Circuit",
    "Cases",
    "2 équipes, min",
    "4, min",
    "6, min",
    "4 en 20 à 60 min",
    "Étapes",
    "Choix",
    "Places, %",
    "Salle",
    "Salle, min",
)
HEAD = """# Ce que donne chaque plateau

Fait par `script/figures` : ne rien écrire ici. 4 000 parties par plateau, toujours les mêmes ; chaque lecture est
comptée avec le temps de parler. Durées : une partie sur dix est plus courte que la première, une sur dix plus longue
que la dernière, celle du milieu est la médiane. « Étapes » : part des étapes qu’une table a lues. « Choix » : par
équipe et par partie, au dé et avec un œuf ; puis la part des équipes qui en ont deux ou plus. « Places » : qui gagne,
de la première équipe à la quatrième. « Salle » : les jours du calendrier, la chance d’une salle attentive, puis
distraite, la durée.

"""


def row(name: str, made: Mapping[str, Any]) -> str:
    """The line of a circuit, from what ``odds --json`` says of it."""
    games, choices, room = made["games"], made["choices"], made["room"]
    within, enough = games["4"]["within"], percent(choices["enough"]["value"])
    cells = (
        f"`{name}`",
        made["board"]["squares"],
        *(spread(games[teams]["minutes"]) for teams in ("2", "4", "6")),
        f"{percent(within['60'] - within['20'])} %",
        f"{percent(made['steps']['value'])} %",
        f"{decimal(WORDS, choices['dice']['value'])} + {decimal(WORDS, choices['eggs']['value'])} ({enough} %)",
        " / ".join(percent(share) for share in made["seats"]),
        f"{room['days']} j, {percent(room['share'])} %, {percent(room['careless'])} %",
        spread(room["minutes"]),
    )
    return f"| {' | '.join(map(str, cells))} |"


def spread(minutes: Mapping[str, float]) -> str:
    return " / ".join(f"{minutes[share]:.0f}" for share in ("p10", "p50", "p90"))


def percent(share: float) -> str:
    return f"{100 * share:.0f}"


def line_of(path: Path) -> str:
    return row(f"{path.parent.name}/{path.stem}", odds(path).data())


def page(lines: Iterable[str]) -> str:
    head = (f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}")
    return HEAD + "".join(f"{line}\n" for line in (*head, *lines))


if __name__ == "__main__":
    PAGE.write_text(page(map(line_of, SHIPPED)), "utf-8", newline="\n")
