"""What each shipped board gives a table and a room (docs/reports/boards.md): ``script/figures``."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jeu_oie.api.odds import odds
from jeu_oie.cli.odds import decimal
from jeu_oie.messages import load_catalog
from tests.game.making import SHIPPED

PAGE = Path("docs") / "reports" / "boards.md"
WORDS = load_catalog("fr")
COLUMNS = (
    "Circuit",
    "Cases",
    "☐",
    "2 équipes, min",
    "4, min",
    "6, min",
    "Tours perdus",
    "Questions et rappels",
    "Savoir, %",
    "Places, %",
    "À deux, %",
    "Salle",
    "Salle, min",
)
HEAD = """# Ce que donne chaque plateau

Fait par `script/figures` : ne rien écrire ici. 2 000 parties par plateau et par sorte de joueurs, toujours les mêmes.
« ☐ » : les cases à lire et à cocher. Durées : une partie sur dix de joueurs attentifs est plus courte que la première,
une sur dix de joueurs au hasard plus longue que la dernière. « Tours perdus », « Questions et rappels » : par table de
4 équipes, joueurs moyens. « Savoir » : combien de parties gagne une équipe qui sait contre trois qui ne savent pas.
« Places » : qui gagne, de la première équipe à la quatrième ; « À deux » : la première. « Salle » : les croix, la
chance d’une salle attentive, puis distraite.

"""


def row(name: str, made: Mapping[str, Any]) -> str:
    """The line of a circuit, from what ``odds --json`` says of it."""
    board, room, average = made["board"], made["room"], made["players"]["average"]
    stakes = average["quizzes"]["value"] + average["recalls"]["value"]
    cells = (
        f"`{name}`",
        board["squares"],
        board["boxes"],
        *map(spread, (made["teams"]["2"], made["range"], made["teams"]["6"])),
        decimal(WORDS, average["lost"]["value"]),
        decimal(WORDS, stakes),
        percent(made["knowledge"]["value"]),
        " / ".join(percent(each["value"]) for each in made["seats"]),
        percent(made["two"]["first"]["value"]),
        f"{room['turns']} croix, {percent(room['chance']['value'])} %, {percent(room['careless']['value'])} %",
        f"{room['minutes']:.0f}",
    )
    return f"| {' | '.join(map(str, cells))} |"


def spread(minutes: Sequence[float]) -> str:
    return " à ".join(f"{each:.0f}" for each in minutes)


def percent(share: float) -> str:
    return f"{100 * share:.0f}"


def line_of(path: Path) -> str:
    return row(f"{path.parent.name}/{path.stem}", odds(path).data())


def page(lines: Iterable[str]) -> str:
    head = (f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}")
    return HEAD + "".join(f"{line}\n" for line in (*head, *lines))


if __name__ == "__main__":
    PAGE.write_text(page(map(line_of, SHIPPED)), "utf-8", newline="\n")
