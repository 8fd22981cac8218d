"""The kinds of square, and those that a circuit names by their code (game.md, « From circuit to squares »)."""

from enum import StrEnum


class Kind(StrEnum):
    """What a square, or a card, is: its code in the files, the word and the pictogram told to people."""

    START = "start"
    FINISH = "finish"
    STEP = "step"
    HOLD = "hold"
    SAY = "say"
    AID = "aid"
    KNOWN = "known"
    TIME = "time"
    DELAY = "delay"
    ASK = "ask"
    PRACTICE = "practice"
    SHORTCUT = "shortcut"
    WAIT = "wait"
    SILENCE = "silence"
    DETOUR = "detour"
    OTHER_WAY = "other-way"
    RIGHT = "right"
    BLOCKED = "blocked"
    BACK = "back"
    CLOSED = "closed"
    RECOURSE = "recourse"
    SPACE = "space"
    QUESTION = "question"
    DRAW = "draw"
    BLANK = "blank"


class Setback(StrEnum):
    """What may hold a step up: a kind of square each."""

    WAIT = "wait"
    SILENCE = "silence"
    BLOCKED = "blocked"
    BACK = "back"
    CLOSED = "closed"
