"""The kinds of square, and those that a circuit names by their code (game.md, « From circuit to squares »)."""

from enum import StrEnum


class Kind(StrEnum):
    """What a square, or a card, is: its code in the files, the word and the pictogram told to people."""

    START = "start"
    FINISH = "finish"
    STEP = "step"
    BLANK = "blank"
    HOLD = "hold"
    SAY = "say"
    FACT = "fact"
    TIME = "time"
    ASK = "ask"
    GOOSE = "goose"
    SHORTCUT = "shortcut"
    PROBLEM = "problem"
    QUIZ = "quiz"
    DEBATE = "debate"
    DRAW = "draw"
    WAIT = "wait"
    SILENCE = "silence"
    BLOCKED = "blocked"
    CLOSED = "closed"
    BACK = "back"
    DETOUR = "detour"
    OTHER_WAY = "other-way"
    RIGHT = "right"
    RECOURSE = "recourse"
    HELPER = "helper"
    SPACE = "space"


TURNS = {Kind.WAIT: 1, Kind.SILENCE: 2, Kind.BLOCKED: 2, Kind.CLOSED: 2}  # waited where nobody shows a proof


class Setback(StrEnum):
    """What may hold a step up: a kind of square each."""

    WAIT = "wait"
    SILENCE = "silence"
    BLOCKED = "blocked"
    BACK = "back"
    CLOSED = "closed"
