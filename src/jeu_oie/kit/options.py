"""What a build may be told, each option declared once: of a command line, of a project file, of a script.

A field of ``Options`` says all that is known of it. What stands on the command line (``cli.options``), the keys of a
project file (``builder.project``), the arguments of ``build`` (``api.build``), and what makes a kit anew
(``builder.record``) are read off it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from jeu_oie import disk
from jeu_oie.circuit.fields import ADDRESS, ID, LANGUAGE
from jeu_oie.disk import FilePath
from jeu_oie.errors import InvalidInput, Place, Problem
from jeu_oie.game.preset import CLASSIC, Ink
from jeu_oie.messages import SHEET_LANGUAGES
from jeu_oie.print.look import CardsWay, Flip

SORTS = ("svg", "html", "pdf", "shop")
USUAL = frozenset(SORTS[:3])  # the print shop's files are made on request alone
# Letters of an address: with the names of a folder and a file (255 bytes each, three letters a byte) it fits in the
# largest QR code, which holds 2 331 bytes at the level that is printed (ISO/IEC 18004, table 7).
MAX_ADDRESS = 2_331 - 2 * 3 * 255 - len("-saver-large//")
MAX_PROFILE = 10_000_000  # bytes: a print shop's profile holds one to three millions


class Form(Protocol):
    """What may be given for an option."""

    def read(self, given: Any) -> Any:  # noqa: ANN401 (each form has its own)
        """What it means. Raises ValueError; InvalidInput for what a file holds."""


@dataclass(frozen=True, slots=True)
class Switch:
    def read(self, given: bool) -> bool:
        return bool(given)


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number from ``low`` to ``high``."""

    low: int
    high: int

    def read(self, given: int) -> int:
        if not self.low <= given <= self.high:
            raise ValueError(given)
        return given


@dataclass(frozen=True, slots=True)
class Choice:
    words: type[StrEnum]

    def read(self, given: str) -> StrEnum:
        return self.words(given)


@dataclass(frozen=True, slots=True)
class Several:
    """Some of ``known``, ``least`` of them; on the command line with commas between them."""

    known: tuple[str, ...]
    least: int = 0

    def read(self, given: Iterable[str]) -> frozenset[str]:
        asked = frozenset(given)
        if len(asked) < self.least or not asked <= frozenset(self.known):
            raise ValueError(", ".join(sorted(asked - frozenset(self.known))))
        return asked


@dataclass(frozen=True, slots=True)
class Folder:
    """``standing``: it must be there."""

    standing: bool = True

    def read(self, given: FilePath) -> Path:
        return Path(given)


@dataclass(frozen=True, slots=True)
class Text:
    def read(self, given: str) -> str:
        return given


class AgencyId(Text):
    """That of one of the landlord's agencies, which names the folder of its kit."""

    def read(self, given: str) -> str:
        if not ID.fullmatch(given):
            raise ValueError(given)
        return given


class BoardName(Text):
    """A preset by its name, or its file."""


class LanguageCode(Text):
    """One that a circuit may be in (BCP 47): it has a catalogue."""

    def read(self, given: str) -> str:
        if not LANGUAGE.fullmatch(given):
            raise ValueError(f"{given}: {', '.join(SHEET_LANGUAGES)}")
        return given


class WebAddress(Text):
    """The address of the folder of all kits, with its last slash: one that a circuit may hold."""

    def read(self, given: str) -> str:
        whole = given if given.endswith("/") else f"{given}/"
        whole.encode()  # half a character is none
        urlsplit(whole)  # nor is a bracket without end an address
        if not ADDRESS.fullmatch(whole) or len(whole) > MAX_ADDRESS:
            raise ValueError(given)
        return whole


@dataclass(frozen=True, slots=True)
class PressProfile:
    """A print shop's profile, read and looked at: another one (a screen's, a scanner's) makes no PDF/X-4."""

    def read(self, given: FilePath | bytes) -> bytes:
        if isinstance(given, bytes):
            return given
        file = Path(given).as_posix()
        try:
            profile = disk.read(Path(given), MAX_PROFILE)
        except OSError:
            raise InvalidInput((Problem(Place(file), "file-unreadable", (("path", file),)),)) from None
        from jeu_oie.print.press import is_for_print

        if not is_for_print(profile):
            raise InvalidInput((Problem(Place(file), "profile-not-press", (("path", file),)),))
        return profile


@dataclass(frozen=True, slots=True)
class Shift:
    """Millimetres to the right and down."""

    def read(self, given: tuple[float, float]) -> tuple[float, float]:
        right, down = given
        return right, down


Given = TypeVar("Given")
Value = TypeVar("Value")


@dataclass(eq=False)
class Option(Generic[Given, Value]):
    """A field of ``Options``: what is given for it is read as its ``form`` says; None where that is the default.

    Dataclasses take such a data descriptor as a field: an ``Option[str, Flip]`` is given as a text, and is a ``Flip``.
    ``help``: its sentence on the command line, which lacks an option that has none; ``wrong``: that of what cannot be
    read. ``key``: in a project file, where one may say it; ``wish``: only who asks for that file, or agrees to it, gets
    it. ``remakes``: another value makes a kit anew.
    """

    form: Form
    _: KW_ONLY
    default: Value
    help: str = ""
    wrong: str = ""
    key: str = ""
    wish: bool = False
    remakes: bool = True

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, options: object | None, owner: type | None = None) -> Value:
        value: Value = self.default if options is None else vars(options)[self.name]
        return value

    def __set__(self, options: object, given: Given) -> None:
        vars(options)[self.name] = self.read(given)

    @property
    def flag(self) -> str:
        return f"--{self.name.replace('_', '-')}"

    def read(self, given: Given) -> Any:  # noqa: ANN401 (what its form gives)
        return None if given is None and self.default is None else self.form.read(given)


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a build is told besides its circuits. Making one raises ValueError, InvalidInput.

    >>> Options(flip="short").flip, Options.people
    (<Flip.SHORT: 'short'>, 30)
    """

    # The look, of which a kit keeps the preset.
    board: Option[str, str] = Option(BoardName(), default=CLASSIC, help="cli.board.help", key="board", remakes=False)
    ink: Option[str | None, Ink | None] = Option(
        Choice(Ink), default=None, help="cli.ink.help", key="ink", remakes=False
    )
    large: Option[bool, bool] = Option(Switch(), default=False, help="cli.large.help", key="large", remakes=False)

    # Whose numbers and name stand on it; the page asks each reader for the commune instead, and is not made.
    agency: Option[str | None, str | None] = Option(
        AgencyId(), default=None, help="cli.agency.help", wrong="cli.agency.wrong"
    )

    # Sorts of files, what they are made with (of ``templates`` a kit keeps the texts), where they go.
    only: Option[Iterable[str], frozenset[str]] = Option(
        Several(SORTS, least=1), default=USUAL, help="cli.only.help", wrong="cli.only.wrong"
    )
    templates: Option[FilePath | None, Path | None] = Option(
        Folder(), default=None, help="cli.templates.help", key="templates", wish=True, remakes=False
    )
    out: Option[FilePath, Path] = Option(
        Folder(standing=False), default=Path("output"), help="cli.out.help", key="output", wish=True, remakes=False
    )

    # On line: where ``out`` stands there (each kit has an address of its own); whether engines may list drafts.
    base_url: Option[str | None, str | None] = Option(
        WebAddress(),
        default=None,
        help="cli.base-url.help",
        wrong="cli.base-url.wrong",
        key="base-url",
        wish=True,
        remakes=False,
    )
    index_drafts: Option[bool, bool] = Option(Switch(), default=False, help="cli.index-drafts.help")

    # On paper: the print shop's profile; how a printer turns sheets and shifts their backs; languages of each person's
    # sheet besides the circuit's; how many will play.
    icc: Option[FilePath | bytes | None, bytes | None] = Option(
        PressProfile(), default=None, help="cli.icc.help", key="icc", wish=True
    )
    flip: Option[str, Flip] = Option(Choice(Flip), default=Flip.LONG, help="cli.flip.help", key="flip")
    shift_mm: Option[tuple[float, float], tuple[float, float]] = Option(Shift(), default=(0.0, 0.0))
    cards: Option[str, CardsWay] = Option(Choice(CardsWay), default=CardsWay.DUPLEX, help="cli.cards.help", key="cards")
    also: Option[Iterable[str], frozenset[str]] = Option(
        Several(SHEET_LANGUAGES), default=frozenset(), help="cli.also.help", wrong="cli.also.wrong", key="also"
    )
    people: Option[int, int] = Option(Count(2, 1000), default=30, help="people.help", key="people")

    # How it is done: ``jobs`` processes, as many as there are cores; ``language`` of the pages over all kits.
    strict: Option[bool, bool] = Option(Switch(), default=False, help="cli.strict.help", remakes=False)
    jobs: Option[int | None, int | None] = Option(Count(1, 256), default=None, help="building.jobs.help", remakes=False)
    force: Option[bool, bool] = Option(Switch(), default=False, help="building.force.help", remakes=False)
    prune: Option[bool, bool] = Option(Switch(), default=False, help="building.prune.help", remakes=False)
    pack: Option[bool, bool] = Option(Switch(), default=False, help="building.pack.help", remakes=False)
    language: Option[str, str] = Option(LanguageCode(), default="fr", key="language", remakes=False)

    @property
    def has_page(self) -> bool:
        return "html" in self.only and self.agency is None

    @property
    def prints(self) -> bool:
        """Whether anything is made for paper."""
        return "pdf" in self.only or self.shop

    @property
    def shop(self) -> bool:
        """Whether the print shop gets its files: who gives its profile asks for them."""
        return "shop" in self.only or ("pdf" in self.only and self.icc is not None)


OPTIONS: Mapping[str, Option[Any, Any]] = {
    name: each for name, each in vars(Options).items() if isinstance(each, Option)
}
