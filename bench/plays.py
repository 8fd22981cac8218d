"""What four teams meet on each shipped board, beside what they met under the rules of two dice.

    script/bench --plays

« before → now », « – » where a board was not measured then. Minutes of average players (p10–p50–p90) and of random
ones (p90); wins in %, of a team that knows against three that guess, and of the first of two teams with the proof that
the sheet gives; turns lost, answers with a stake; rounds after the winner is known. Exit status 1: a board is off
what game.md aims at, as far as its design reached it.
"""

from pathlib import Path
from typing import Any

from jeu_oie.game.assembly import assemble
from jeu_oie.game.odds import as_data, odds_of_board
from jeu_oie.resources import folder
from tests.game import making

HEADS = ("minutes", "random", "knows", "first of 2", "lost", "stakes", "tail")
# Played when the present rules were designed, on the boards and by the rules of then (docs/reports/benchmarks.md).
BEFORE = {
    "actis/neighbours": ("41–46–51", "63", "26", "55", "0.2", "2.4", "1.2"),
    "exemple/general": ("27–30–34", "52", "26", "44", "0.0", "2.5", "3.2"),
    "opac-38/repairs": ("47–52–57", "70", "27", "42", "0.6", "2.2", "0.8"),
    "oph-31/repairs": ("31–36–41", "53", "28", "44", "0.4", "2.6", "0.9"),
    "sdh/transfer": ("42–47–53", "101", "26", "45", "0.6", "3.3", "1.0"),
}
UNKNOWN = ("–",) * len(HEADS)
LEAST_WINS, LEAST_STAKES = 0.4, 6
EVENING = (32, 57)  # minutes: of the shortest tenth of attentive players, of the longest of random ones


def measured(path: Path) -> dict[str, Any]:
    return as_data(odds_of_board(assemble(making.shipped(path), making.preset())))


def reaches(data: dict[str, Any]) -> bool:
    low, high = data["range"]
    average = data["players"]["average"]
    stakes = average["quizzes"]["value"] + average["recalls"]["value"]
    within: bool = EVENING[0] <= low and high <= EVENING[1]
    worth: bool = data["knowledge"]["value"] >= LEAST_WINS and stakes >= LEAST_STAKES
    return within and worth


def told(data: dict[str, Any]) -> tuple[str, ...]:
    """The figures in the order of ``HEADS``."""
    players, two = data["players"], data["two"]
    average = players["average"]
    first = two.get("with", two["first"])
    return (
        "–".join(f"{average['minutes'][share]['value']:.0f}" for share in ("p10", "p50", "p90")),
        f"{players['random']['minutes']['p90']['value']:.0f}",
        f"{100 * data['knowledge']['value']:.0f}",
        f"{100 * first['value']:.0f}",
        f"{average['lost']['value']:.1f}",
        f"{average['quizzes']['value'] + average['recalls']['value']:.1f}",
        f"{data['tail']:.1f}",
    )


def main() -> None:
    print(f"{'':31}" + "".join(f"{head:>20}" for head in HEADS))
    kept = []
    for path in sorted(folder("circuits").glob("*/*.yaml")):
        if path.name == "landlord.yaml":
            continue
        name = f"{path.parent.name}/{path.stem}"
        data = measured(path)
        kept.append(reaches(data))
        pairs = zip(BEFORE.get(name, UNKNOWN), told(data), strict=True)
        state = "ok  " if kept[-1] else "LESS"
        print(f"{state} {name:26}" + "".join(f"{before + ' → ' + now:>20}" for before, now in pairs), flush=True)
    raise SystemExit(not all(kept))


if __name__ == "__main__":
    main()
