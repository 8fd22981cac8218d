"""A board preset (``boards/*.yaml``): size, track, paper, rules; and its palette."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from jeu_oie.circuit.fields import Flag
from jeu_oie.draw.ink import COLOUR, readable
from jeu_oie.draw.logo import Logo
from jeu_oie.errors import Problem
from jeu_oie.game.association import Association
from jeu_oie.game.kinds import Kind


@dataclass(frozen=True, slots=True)
class Colours:
    """A kind's colours: its band, the text on it, the body under the band."""

    band: str
    text: str
    body: str


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of a board; ``saver`` is black and white, where patterns tell the kinds."""

    kinds: Mapping[Kind, Colours] = field(hash=False)  # which a mapping has none of
    saver: bool
    ground: str
    road: str
    edge: str
    water: str
    paper: str
    draft: str


# Keys and values are those of circuit-format.md, « A board ». Contrast is checked when the palette is loaded.

SIZES = (18, 20, 24, 28, 32, 36, 42, 48, 52, 63)
CLASSIC = "classic"  # the board where none is named
FORMER_SHAPES = ("oval", "serpentine")  # and the boards of these names: files that say them are told what to say now
BLEED = re.compile(r"[0-9](\.[0-9])? mm|10 mm")


class Size(StrEnum):
    AUTO = "auto"
    S18 = "18"
    S20 = "20"
    S24 = "24"
    S28 = "28"
    S32 = "32"
    S36 = "36"
    S42 = "42"
    S48 = "48"
    S52 = "52"
    S63 = "63"


class Paper(StrEnum):
    A3 = "A3 landscape"


class Ink(StrEnum):
    COLOUR = "colour"
    SAVER = "saver"


def _check_colour(value: str) -> str:
    if not COLOUR.fullmatch(value):
        raise PydanticCustomError("not-a-colour", "colour", {"value": value})
    if not readable(value):
        raise PydanticCustomError("colour-unreadable", "contrast", {"value": value})
    return value


def refuse_former(value: str, instead: str) -> str:
    """``value``, unless it is a shape that there was. Raises PydanticCustomError."""
    if value in FORMER_SHAPES:
        raise PydanticCustomError("shape-gone", "shape", {"value": value, "instead": instead})
    return value


def _check_bleed(value: str) -> str:
    if not BLEED.fullmatch(value):
        raise PydanticCustomError("bleed-unreadable", "bleed", {"value": value})
    return value


Colour = Annotated[str, AfterValidator(_check_colour)]


# Keys and kinds that boards had: a file that still says them is read without them, with a warning.
DROPPED_KEYS = frozenset(
    (
        *("ends", "finish", "dice", "first", "trap", "luck", "care", "urgent", "blank", "again", "lost", "minutes"),
        *("old-names", "players"),
    )
)
DROPPED_KINDS = frozenset(("aid", "known", "delay", "practice", "question"))


class BoardFile(BaseModel):
    """One way to play and to print.

    ``bleed`` in mm; in seconds a throw (``turn``), a ☐ read to all (``card``), what is written (``talk``), a
    ``problem`` that is shown. ``teams``: how many play. ``seed`` of the games behind the figures.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    extends: str | None = None
    squares: Size = Size.AUTO
    track: Annotated[Literal["spiral"], BeforeValidator(lambda value: refuse_former(value, "spiral"))] = "spiral"
    paper: Paper = Paper.A3
    bleed: Annotated[str, AfterValidator(_check_bleed)] = "3 mm"
    teams: int = Field(4, ge=2, le=6)  # game.md: two to six teams
    turn: int = Field(20, ge=1, le=600)
    card: int = Field(40, ge=0, le=600)
    talk: int = Field(90, ge=0, le=600)
    problem: int = Field(60, ge=0, le=600)
    seed: int = Field(0, ge=0, le=999_999)
    palette: Mapping[Kind, Colour] = Field(default_factory=dict)
    ink: Ink = Ink.COLOUR
    large: Flag = False  # large print: 14 pt or more on everything

    @model_validator(mode="before")
    @classmethod
    def _leave_out_dropped(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        kept = {key: value for key, value in data.items() if key not in DROPPED_KEYS}
        palette = kept.get("palette")
        if isinstance(palette, dict):
            kept["palette"] = {kind: colour for kind, colour in palette.items() if kind not in DROPPED_KINDS}
        return kept


class Preset(BoardFile):
    """The same with what no board's file says: the ``logo`` of the landlord, the ``association`` of the project.

    ``dropped``: what its files say in vain.
    """

    logo: Logo | None = Field(None, exclude=True)  # its bytes are no JSON
    association: Association | None = Field(None, exclude=True)
    dropped: tuple[Problem, ...] = Field((), exclude=True)

    @property
    def bleed_mm(self) -> float:
        return float(self.bleed.split()[0])

    @property
    def saver(self) -> bool:
        """Black and white, where patterns tell the kinds."""
        return self.ink is Ink.SAVER


MAX_DEPTH = 8


class ExtendsInCircle(ValueError):
    """Presets that extend each other in a circle, or deeper than ``MAX_DEPTH``."""


def resolve(name: str, read: Callable[[str], BoardFile]) -> Preset:
    """The preset ``name`` over what it ``extends``, colour by colour; ``read`` gives what one file says.

    Raises ExtendsInCircle.
    """
    own = [read(name)]
    while own[-1].extends is not None:
        if len(own) == MAX_DEPTH:
            raise ExtendsInCircle(name)
        own.append(read(own[-1].extends))
    said: dict[str, Any] = {key: getattr(each, key) for each in reversed(own) for key in each.model_fields_set}
    palette = {kind: colour for each in reversed(own) for kind, colour in each.palette.items()}
    return Preset().model_copy(update=said | {"extends": None, "palette": palette})
