"""``jeu-oie odds``: how long the game lasts, what knowing is worth; or all figures for machines."""

from collections.abc import Iterator
from pathlib import Path

import click

from jeu_oie.api.odds import BoardOdds, odds
from jeu_oie.circuit.read import Reading
from jeu_oie.cli.circuits import found_in, invalid_input, show
from jeu_oie.cli.options import circuits_argument, json_option, option
from jeu_oie.cli.projects import presets
from jeu_oie.cli.terminal import Styled, give_json, give_table, give_wrapped
from jeu_oie.errors import InvalidInput
from jeu_oie.game.odds import DEFAULT_GAMES, Odds
from jeu_oie.game.preset import Preset
from jeu_oie.messages import Catalog


def odds_params(t: Catalog) -> list[click.Parameter]:
    return [
        circuits_argument(t),
        option("board", t),
        json_option(t("odds.json.help")),
        click.Option(
            ["plays", "--play"],
            type=click.IntRange(1, 1_000_000),
            default=DEFAULT_GAMES,
            metavar="N",
            help=t("odds.play.help", games=DEFAULT_GAMES),
        ),
    ]


def odds_command(t: Catalog, paths: tuple[Path, ...], board: str, as_json: bool, plays: int) -> None:
    """Tell the odds of every circuit; status 1 where one cannot be read, or not always be finished."""
    with invalid_input(t):
        readings = found_in(paths, t)
        preset_of = presets(board)
        own = [preset_of(reading.files[0]) for reading in readings]
    made = [figure_odds(t, reading, preset, plays) for reading, preset in zip(readings, own, strict=True)]
    found = [each for each in made if each is not None]
    if as_json:
        rows = [each.data() for each in found]
        give_json(rows[0] if len(readings) == len(rows) == 1 else rows)
    else:
        for each in found:
            tell(t, each)
    raise click.exceptions.Exit(1 if len(found) < len(readings) else 0)


def figure_odds(t: Catalog, reading: Reading, preset: Preset, plays: int) -> BoardOdds | None:
    """The odds of one circuit; None where its errors, or a board without end, stop it."""
    try:
        return odds(reading, board=preset, plays=plays)
    except InvalidInput as error:
        show(error.problems, t)
        return None


def tell(t: Catalog, made: BoardOdds) -> None:
    """A row a number of teams, what knowing is worth, who begins, a whole room."""
    found = made.odds
    give_wrapped(Styled(t("odds.title", title=made.plan.board.circuit.title, squares=found.table.squares), bold=True))
    give_durations(t, found)
    for line in tell_figures(t, found):
        give_wrapped(line)
    give_wrapped()


def give_durations(t: Catalog, found: Odds) -> None:
    """A row for 2, 4 and 6 teams."""
    rows = []
    for teams in (2, 4, 6):
        low, high = map(round, found.range_of(teams))
        rows.append([str(teams), t("odds.range", low=low, high=high)])
    give_table([t("odds.teams"), t("odds.minutes")], rows)


def tell_figures(t: Catalog, found: Odds) -> Iterator[str]:
    yield t("odds.played", games=found.plays)
    average = found.games["average"]
    stakes = float(average.quizzes.mean() + average.recalls.mean())
    yield t("odds.knowledge", share=percent(t, found.knowledge.value), stakes=decimal(t, stakes))
    yield t("odds.lost", turns=decimal(t, float(average.lost.mean())))
    yield t("odds.two", share=percent(t, found.first_of_two(found.handicap).value))
    room = found.room
    shares = {"share": percent(t, room.chance.value), "careless": percent(t, room.careless.value)}
    yield t("odds.room", turns=room.turns, minutes=round(room.minutes), **shares)


def percent(t: Catalog, share: float) -> str:
    return t("odds.percent", share=round(100 * share))


def decimal(t: Catalog, figure: float) -> str:
    return f"{figure:.1f}".replace(".", t("decimal"))
