"""What a board must reach when four teams, or a room, play on it (game.md, « Figures »): what it misses, by name."""

from jeu_oie.game.odds import GameOdds, Odds, odds_of_board
from jeu_oie.game.odds.room import RoomCalendar
from jeu_oie.game.rules import compile_rules
from jeu_oie.game.rules.together import together
from jeu_oie.game.squares import Board

TEAMS, SURE = 4, 3  # standard errors
RULES = ("end", "steps", "early", "read", "nothing")  # of every board
CHOICES = ("choices", "seats")  # of boards on which nothing leads straight to the arrival
TIMES = ("time", "room-share", "room-careless", "room-minutes")  # of nearly all: thin circuits have little to say
READ = {"detour": 0.97, "other-way": 0.97, "right": 0.97, "recourse": 0.9}  # games in which all of them are read


def misses(board: Board, plays: int) -> frozenset[str]:
    """What ``plays`` games of four teams and a room's calendar do not reach, beyond chance (see above)."""
    odds = odds_of_board(board, plays)
    game, calendar = odds.games[TEAMS], odds.room.calendar
    reached = {
        "end": odds.team.ends > 1 - 1e-9 and calendar.attentive[-1] > 1 - 1e-9,
        "steps": game.steps.value == 1,
        "early": 1 - game.within_rounds(2) >= sure_least(game, 1 - 0.02),
        "read": all(is_read(game, kind, least) for kind, least in READ.items()),
        "nothing": game.landings["nothing"].value == 0,
        "choices": game.choices["enough"].value >= 0.95 - SURE * game.choices["enough"].error,
        "seats": min(game.seats) >= sure_least(game, 0.2) and 1 - max(game.seats) >= sure_least(game, 1 - 0.31),
        "time": board.is_short or in_time(game) >= sure_least(game, 0.8),
        **room_reached(odds, calendar),
    }
    return frozenset(name for name, held in reached.items() if not held)


def room_reached(odds: Odds, calendar: RoomCalendar) -> dict[str, bool]:
    return {
        "room-share": 0.45 <= calendar.share <= 0.75,
        "room-careless": calendar.careless_share <= 0.33,
        "room-minutes": 8 <= odds.room.game.quantile(0.5) <= 48,
    }


def sure_least(game: GameOdds, share: float) -> float:
    """The least share that games show, where it is ``share`` in truth."""
    return share - SURE * game.share_error(share)


def in_time(game: GameOdds) -> float:
    return game.within(60) - game.within(20)


def is_read(game: GameOdds, kind: str, least: float) -> bool:
    """Whether enough games read all squares of a kind that stop the first pawn, side tracks with their entry."""
    positions = game.table.positions
    entries = [at for at, each in enumerate(positions) if each.kind == kind and each.first]
    if not entries:
        return True
    tracks = [at for at, each in enumerate(positions) if each.entry in entries]
    mask = sum(1 << at for at in (*entries, *tracks))
    share = sum(each.heard & mask == mask for each in game.games) / len(game.games)
    return share >= sure_least(game, least)


def leads_to_the_end(board: Board) -> bool:
    """Whether a bridge or a side track leads straight to the arrival: it ends a team's game at its second turn."""
    table = compile_rules(board)
    return together(table) is not table
