"""``jeu-oie odds``: how long the game lasts, as a table and a picture, or all figures for machines."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from jeu_oie.api.odds import BoardOdds
from jeu_oie.api.odds import odds as odds_of_circuit
from jeu_oie.circuit.read import Reading
from jeu_oie.cli.circuits import found_in, invalid_input, show
from jeu_oie.cli.options import FILE, circuits_argument, option
from jeu_oie.cli.projects import presets
from jeu_oie.cli.terminal import Styled, give_json, give_table, give_wrapped, one_line, say
from jeu_oie.disk import write_asked
from jeu_oie.draw import svg
from jeu_oie.draw.subset import fonts_for
from jeu_oie.errors import InvalidInput
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.odds import Odds, RoomOdds
from jeu_oie.game.odds.games import DEFAULT_GAMES, TEAM_COUNTS, GameOdds
from jeu_oie.game.odds.teams import SHARES
from jeu_oie.game.preset import Preset
from jeu_oie.messages import Catalog
from jeu_oie.sheets.overlay import heat

BIN_MINUTES, BAR_CHARS = 5, 40  # minutes of a bar, characters of the longest
RARE_SQUARES = 6  # squares that few teams meet


def odds_command(t: Catalog) -> click.Command:
    return click.Command(
        "odds",
        callback=partial(odds, t),
        help=t("odds.help"),
        params=[
            circuits_argument(t),
            option("board", t),
            click.Option(["as_json", "--json"], is_flag=True, help=t("odds.json.help")),
            click.Option(
                ["plays", "--play"],
                type=click.IntRange(1, 1_000_000),
                default=DEFAULT_GAMES,
                metavar="N",
                help=t("odds.play.help", games=DEFAULT_GAMES),
            ),
            click.Option(
                ["picture_file", "--svg"],
                type=FILE,
                metavar=t("odds.svg.file"),
                help=t("odds.svg.help"),
            ),
        ],
    )


def odds(t: Catalog, paths: tuple[Path, ...], board: str, as_json: bool, plays: int, picture_file: Path | None) -> None:
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
        rows = [each.data() for each in found]
        give_json(rows[0] if len(readings) == len(rows) == 1 else rows)
    else:
        for each in found:
            tell(t, each)
    if picture_file is not None and found:
        draw(t, found[0], picture_file)
    raise click.exceptions.Exit(1 if len(found) < len(readings) else 0)


def figure_odds(t: Catalog, reading: Reading, preset: Preset, plays: int) -> BoardOdds | None:
    """The odds of one circuit; None where its errors, or a board without end, stop it."""
    try:
        return odds_of_circuit(reading, board=preset, plays=plays)
    except InvalidInput as error:
        show(error.problems, t)
        return None


def draw(t: Catalog, made: BoardOdds, file: Path) -> None:
    """The board's heat map, in the circuit's language. Raises OutputRefused."""
    names = [each.name for each in made.odds.table.positions]
    visits = dict(zip(names, game_of(made).visits, strict=True))
    palette = colours_of(made.plan.board.preset)
    scene = heat(made.plan.drawing, visits, made.plan.words, palette)
    drawn = svg.draw_all(scene, palette.saver, fonts_for(text.content for text in scene.texts()))
    write_asked(file, drawn.encode())
    say(t("odds.svg.written", file=one_line(file)))


def game_of(made: BoardOdds) -> GameOdds:
    """The games of as many teams as the board is for."""
    return made.odds.games[made.teams]


def tell(t: Catalog, made: BoardOdds) -> None:
    """The table, the picture, what teams choose, and the squares that few of them meet."""
    found, game = made.odds, game_of(made)
    give_wrapped(Styled(t("odds.title", title=made.plan.board.circuit.title, squares=found.table.squares), bold=True))
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
    give_wrapped(t("odds.played", games=len(game.games), error=decimal(t, max(0.1, game.quantile_error(0.5)))))
    give_wrapped(Styled(t("odds.picture", teams=made.teams, minutes=BIN_MINUTES), bold=True))
    for line in picture(t, game):
        give_wrapped(line)
    give_wrapped(t("odds.rare", squares=rare(t, made)))
    for line in (*fairness(t, game), *tell_room(t, found.room)):
        give_wrapped(line)
    give_wrapped()


def tell_room(t: Catalog, room: RoomOdds) -> Iterator[str]:
    """The game of a whole room: its calendar, its chances, how long it takes."""
    calendar = room.calendar
    shares = {"share": percent(t, calendar.share), "careless": percent(t, calendar.careless_share)}
    said = t("odds.room", days=calendar.days, minutes=round(room.game.quantile(SHARES["p50"])), **shares)
    yield said if room.sittings == 1 else f"{said} {t('odds.room.twice')}"


def fairness(t: Catalog, game: GameOdds) -> Iterator[str]:
    """What a team may choose, what its proofs are for, and which seat wins."""
    choices, proofs = game.choices, game.proofs
    yield t("odds.choices", dice=decimal(t, choices["dice"].value), eggs=decimal(t, choices["eggs"].value))
    names = ("won", "free", "move")
    yield t("odds.proofs", **{name: decimal(t, proofs[name].value) for name in names})
    yield t("odds.seats", seats=", ".join(percent(t, seat) for seat in game.seats))


def tuning(t: Catalog, made: BoardOdds) -> Iterator[str]:
    """What was chosen for the minutes aimed at, and why."""
    tuned, preset = made.plan.tuned, made.plan.board.preset
    if tuned is None:
        return
    yield t("odds.tuned", minutes=preset.minutes, teams=preset.players)
    for choice in tuned.choices:
        key = "odds.choice.mended" if choice.minutes_before is None else "odds.choice"
        yield t(
            key,
            knob=choice.rule,
            before=choice.before,
            after=choice.after,
            low=round(choice.minutes_before or 0),
            high=round(choice.minutes_after or 0),
        )
    if not tuned.reached:
        yield t("odds.unreached")


def give_durations(t: Catalog, found: Odds) -> None:
    """A row for 2, 4 and 6 teams."""
    heads = [t("odds.teams"), t("odds.minutes"), t("odds.median"), t("odds.met")]
    rows = []
    for teams in TEAM_COUNTS:
        game = found.games[teams]
        low, middle, high = (round(game.quantile(share)) for share in SHARES.values())
        heard = percent(t, game.steps.value)
        rows.append([str(teams), t("odds.range", low=low, high=high), str(middle), heard])
    give_table(heads, rows)


def picture(t: Catalog, game: GameOdds) -> Iterator[str]:
    """A bar for each span of minutes in which the game may end."""
    spans = [(start, game.within(start + BIN_MINUTES) - game.within(start)) for start in range(0, 240, BIN_MINUTES)]
    shown = [(start, chance) for start, chance in spans if chance >= 0.005]
    most = max((chance for _, chance in shown), default=1.0)
    for start, chance in shown:
        bar = "█" * max(1, round(BAR_CHARS * chance / most))
        yield f"{t('odds.span', low=start, high=start + BIN_MINUTES):>14} {bar} {percent(t, chance)}"


def rare(t: Catalog, made: BoardOdds) -> str:
    """The squares that the fewest teams meet, with their kind and the share of teams."""
    positions, visits = made.odds.table.positions, game_of(made).visits
    ranks = sorted(range(len(positions)), key=lambda rank: (float(visits[rank]), rank))[:RARE_SQUARES]
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
