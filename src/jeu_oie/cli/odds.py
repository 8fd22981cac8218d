"""``jeu-oie odds``: how long the game lasts, as a table and a picture, or all figures for machines."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import click

from jeu_oie.api.odds import BoardOdds
from jeu_oie.api.odds import odds as odds_of_circuit
from jeu_oie.circuit.read import Reading
from jeu_oie.cli.circuits import found_in, invalid_input, show
from jeu_oie.cli.options import board_option, circuits_argument
from jeu_oie.cli.projects import presets
from jeu_oie.cli.terminal import Styled, give_json, give_table, give_wrapped, one_line, say
from jeu_oie.disk import write_asked
from jeu_oie.draw import svg
from jeu_oie.draw.subset import fonts_for
from jeu_oie.errors import InvalidInput
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.odds import Odds, pace_of
from jeu_oie.game.odds.teams import SHARES, GameOdds
from jeu_oie.game.odds.teams import game as play_game
from jeu_oie.game.preset import Preset
from jeu_oie.game.squares import Board
from jeu_oie.game.tuning import Tuned
from jeu_oie.messages import Catalog
from jeu_oie.sheets.overlay import heat

SHOWN = (2, 4, 6)  # teams
SEED = 1
BIN, WIDTH = 5, 40  # minutes of a bar, characters of the longest
RARE = 6  # squares that few teams meet


@dataclass(frozen=True, slots=True)
class Figured:
    """A circuit's drawn board with its odds, and what playing it gave."""

    board_odds: BoardOdds
    played: dict[str, Any] | None

    @property
    def odds(self) -> Odds:
        return self.board_odds.odds

    @property
    def board(self) -> Board:
        return self.board_odds.plan.board

    @property
    def tuned(self) -> Tuned | None:
        return self.board_odds.plan.tuned


def odds_command(t: Catalog) -> click.Command:
    return click.Command(
        "odds",
        callback=partial(odds, t),
        help=t("odds.help"),
        params=[
            circuits_argument(t),
            board_option(t),
            click.Option(["as_json", "--json"], is_flag=True, help=t("odds.json.help")),
            click.Option(["plays", "--play"], type=click.IntRange(1, 1_000_000), metavar="N", help=t("odds.play.help")),
            click.Option(
                ["picture_file", "--svg"],
                type=click.Path(path_type=Path, dir_okay=False),
                metavar=t("odds.svg.file"),
                help=t("odds.svg.help"),
            ),
        ],
    )


def odds(
    t: Catalog, paths: tuple[Path, ...], board: str, as_json: bool, plays: int | None, picture_file: Path | None
) -> None:
    """Tell the odds of every circuit; status 1 where one cannot be read, or not always be finished."""
    with invalid_input(t):
        readings = found_in(paths, t)
        preset_of = presets(board)
        own = [preset_of(reading.files[0]) for reading in readings]
    if picture_file is not None and len(readings) > 1:
        raise click.UsageError(t("odds.svg.one", found=len(readings)), click.get_current_context())
    made = [figure_odds(t, reading, preset, plays) for reading, preset in zip(readings, own, strict=True)]
    found = [each for each in made if each is not None]
    if as_json:
        rows = [row(each) for each in found]
        give_json(rows[0] if len(readings) == len(rows) == 1 else rows)
    else:
        for each in found:
            tell(t, each)
    if picture_file is not None and found:
        draw(t, found[0], picture_file)
    raise click.exceptions.Exit(1 if len(found) < len(readings) else 0)


def figure_odds(t: Catalog, reading: Reading, preset: Preset, plays: int | None) -> Figured | None:
    """The odds of one circuit; None where its errors, or a board without end, stop it."""
    try:
        made = odds_of_circuit(reading, board=preset)
    except InvalidInput as error:
        show(error.problems, t)
        return None
    return Figured(made, play_games(made.odds, preset, plays) if plays else None)


def row(made: Figured) -> dict[str, Any]:
    """All figures of one circuit."""
    return {**made.board_odds.data(), **(made.played or {})}


def play_games(found: Odds, preset: Preset, plays: int) -> dict[str, Any]:
    """Seeded games of the preset's teams, without help and with it."""
    figures: dict[str, Any] = {"games": plays, "teams": preset.players, "seed": SEED}
    for key, helped in (("alone", False), ("helped", True)):
        dice = Random(SEED)  # noqa: S311 (a game)
        games = (
            play_game(found.table, preset.players, dice, pace_of(preset), helped=helped).minutes for _ in range(plays)
        )
        minutes = sorted(games)
        figures[key] = {name: round(minutes[int(share * (plays - 1))], 2) for name, share in SHARES.items()}
    return {"played": figures}


def draw(t: Catalog, made: Figured, file: Path) -> None:
    """The board's heat map, in the circuit's language. Raises OutputRefused."""
    names = [each.name for each in made.odds.table.positions]
    visits = dict(zip(names, map(float, made.odds.team.visits), strict=True))
    palette = colours_of(made.board.preset)
    scene = heat(made.board_odds.plan.drawing, visits, made.board_odds.plan.words, palette)
    drawn = svg.draw_all(scene, palette.saver, fonts_for(text.content for text in scene.texts()))
    write_asked(file, drawn.encode())
    say(t("odds.svg.written", file=one_line(file)))


# --- for people ------------------------------------------------------------------------------------------


def tell(t: Catalog, made: Figured) -> None:
    """The table, the picture, and the squares that few teams meet."""
    preset, found = made.board.preset, made.odds
    give_wrapped(Styled(t("odds.title", title=made.board.circuit.title, squares=found.table.squares), bold=True))
    give_wrapped(
        t(
            "odds.turns",
            mean=decimal(t, found.team.mean),
            low=found.team.quantile(SHARES["p10"]),
            high=found.team.quantile(SHARES["p90"]),
        )
    )
    for line in tuning(t, made):
        give_wrapped(line)
    give_durations(t, found)
    give_wrapped(t("odds.most"))
    give_wrapped(Styled(t("odds.picture", teams=preset.players, minutes=BIN), bold=True))
    for line in picture(t, found.games[preset.players]):
        give_wrapped(line)
    give_wrapped(t("odds.rare", squares=rare(t, made)))
    if made.played:
        said = made.played["played"]
        low, high = round(said["helped"]["p10"]), round(said["helped"]["p90"])
        give_wrapped(t("odds.played", games=said["games"], teams=said["teams"], low=low, high=high))
    give_wrapped()


def tuning(t: Catalog, made: Figured) -> Iterator[str]:
    """What was chosen for the minutes aimed at, and why."""
    if made.tuned is None:
        return
    preset = made.board.preset
    yield t("odds.tuned", minutes=preset.minutes, teams=preset.players)
    for choice in made.tuned.choices:
        key = "odds.choice.mended" if choice.minutes_before is None else "odds.choice"
        yield t(
            key,
            knob=choice.knob,
            before=choice.before,
            after=choice.after,
            low=round(choice.minutes_before or 0),
            high=round(choice.minutes_after or 0),
        )
    if not made.tuned.reached:
        yield t("odds.unreached")


def give_durations(t: Catalog, found: Odds) -> None:
    """A row for 2, 4 and 6 teams."""
    heads = [t("odds.teams"), t("odds.minutes"), t("odds.median"), t("odds.met")]
    rows = []
    for teams in SHOWN:
        game = found.games[teams]
        low, middle, high = (round(game.quantile(share)) for share in SHARES.values())
        met = percent(t, game.met(game.quantile(SHARES["p50"])))
        rows.append([str(teams), t("odds.range", low=low, high=high), str(middle), met])
    give_table(heads, rows)


def picture(t: Catalog, game: GameOdds) -> Iterator[str]:
    """A bar for each span of minutes in which the game may end."""
    spans = [(start, game.within(start + BIN) - game.within(start)) for start in range(0, 240, BIN)]
    shown = [(start, chance) for start, chance in spans if chance >= 0.005]
    most = max((chance for _, chance in shown), default=1.0)
    for start, chance in shown:
        bar = "█" * max(1, round(WIDTH * chance / most))
        yield f"{t('odds.span', low=start, high=start + BIN):>14} {bar} {percent(t, chance)}"


def rare(t: Catalog, made: Figured) -> str:
    """The squares that the fewest teams meet, with their kind and the share of teams."""
    positions, visits = made.odds.table.positions, made.odds.team.visits
    ranks = sorted(range(len(positions)), key=lambda rank: (float(visits[rank]), rank))[:RARE]
    return ", ".join(
        t(
            "odds.square",
            name=positions[rank].name,
            kind=t(f"kind.{positions[rank].kind}"),
            share=percent(t, float(visits[rank])),
        )
        for rank in ranks
    )


def percent(t: Catalog, share: float) -> str:
    return t("odds.percent", share=round(100 * share))


def decimal(t: Catalog, figure: float) -> str:
    return f"{figure:.1f}".replace(".", t("decimal"))
