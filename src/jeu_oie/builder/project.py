"""A project file (``jeu-oie.yaml``): what holds for all the circuits beside and under it.

It is found upwards from the circuit, as ``mkdocs.yml`` is; what the command line says wins over it. How boards look and
what is printed is data, whoever wrote it. What acts (``WISHES``) holds where the file was asked for by its name, or
agreed to as it is now: nobody's folder is entered with its templates running (circuit-format, « The project file »).
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model
from pydantic_core import PydanticCustomError

from jeu_oie import disk, trust
from jeu_oie.builder.templates import digest_of
from jeu_oie.circuit.fields import Address, Flag, Language, Text
from jeu_oie.circuit.nearest import nearest
from jeu_oie.circuit.read.validate import load
from jeu_oie.disk import find_named
from jeu_oie.draw.logo import Logo
from jeu_oie.draw.logo_file import MAX_BYTES, read_logo
from jeu_oie.errors import InvalidInput, Place, Problem, Severity
from jeu_oie.game.association import Association
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import CLASSIC, Colour, refuse_former
from jeu_oie.kit.options import (
    OPTIONS,
    BoardName,
    Choice,
    Count,
    Folder,
    LanguageCode,
    Option,
    PressProfile,
    Several,
    Switch,
    WebAddress,
)
from jeu_oie.resources import Templates

NAME = "jeu-oie.yaml"
# What stands beside it: the circuits, the answer files of a list of landlords, the e-mails that go with them.
CIRCUITS, REPLIES, SENT = "circuits", "questions", "envois.csv"
BRANCH, ELSEWHERE = "git+", "://"  # of a place that is no folder
MAX_FOLDERS = 64  # folders that are looked through upwards
MAX_CHARS, MAX_DIGITS = 80, 24  # characters of what stands on a line of a sheet, of a number on a poster
# What a mail program is handed in an address: no space, nothing that begins another field of a mail.
MAIL = re.compile(r"[^\W_][\w.+-]*@[^\W_][\w-]*(?:\.[\w-]+)+")


def _check_path(value: str) -> str:
    parts = PurePosixPath(value.replace("\\", "/")).parts
    if not parts or ".." in parts or PurePosixPath(parts[0]).is_absolute() or ":" in parts[0]:
        raise PydanticCustomError("path-outside", "path", {"path": value})
    return value


def _check_line(value: str, *, limit: int = MAX_CHARS) -> str:
    line = " ".join(value.split())
    if len(line) > limit:
        raise PydanticCustomError("text-too-long", "text", {"length": len(line), "limit": limit})
    return line


def _check_mail(value: str) -> str:
    if not MAIL.fullmatch(value):
        raise PydanticCustomError("mail-unreadable", "mail", {"value": value})
    return value


Line = Annotated[Text, AfterValidator(_check_line)]
Digits = Annotated[Text, AfterValidator(partial(_check_line, limit=MAX_DIGITS))]
Mail = Annotated[Line, AfterValidator(_check_mail)]
Inside = Annotated[Text, AfterValidator(_check_path)]
Board = Annotated[Inside, AfterValidator(lambda value: refuse_former(value, CLASSIC))]


class Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class LandlordSettings(Settings):
    """What differs for the circuits in one folder."""

    board: Board | None = None
    palette: Mapping[Kind, Colour] = Field(default_factory=dict)
    logo: Inside | None = None


ASSOCIATION_TEXTS = ("name", "phone", "hours", "address", "mail", "corrections")


class AssociationSettings(Settings):
    """The tenants' association that all sheets, pages and letters name; ``corrections``: a mail address."""

    name: Line
    logo: Inside | None = None
    phone: Digits | None = None
    hours: Line | None = None
    address: Line | None = None
    mail: Mail | None = None
    corrections: Mail | None = None

    def __str__(self) -> str:
        """All that people are sent to, as one is asked whether one agrees."""
        return " · ".join(dict.fromkeys(self.texts.values()))

    @property
    def texts(self) -> dict[str, str]:
        """What it says by its keys, without the logo."""
        said = {key: getattr(self, key) for key in ASSOCIATION_TEXTS}
        return {key: text for key, text in said.items() if text}


def setting_of(option: Option[Any, Any]) -> Any:  # noqa: ANN401 (as pydantic has it)
    """The key of an option in a project file, as pydantic takes a field: its type, and what counts as unsaid."""
    typed: Any = Text
    match option.form:
        case Switch():
            return Flag, Field(default=False, alias=option.key)
        case Several(known):
            listed: Any = StrEnum("Known", [(each, each) for each in known])  # type: ignore[misc]
            return tuple[listed, ...], Field((), alias=option.key)
        case Count(low, high):
            typed = Annotated[int, Field(ge=low, le=high)]
        case Choice(words):
            typed = words
        case BoardName():
            typed = Board
        case WebAddress():
            typed = Address
        case LanguageCode():
            typed = Language
        case Folder() | PressProfile():
            typed = Inside
    return typed | None, Field(None, alias=option.key)


KEYED = {name: option for name, option in OPTIONS.items() if option.key}
OptionSettings = create_model(
    "OptionSettings", __base__=Settings, **{name: setting_of(option) for name, option in KEYED.items()}
)


class ProjectSettings(OptionSettings):
    """The keys of a project file: the options of a build that have one, and these."""

    printer: Text | None = None
    publish: Text | None = None  # where it goes on line, as the command of that name takes it
    common: Inside | None = None  # what a new circuit names
    association: AssociationSettings | None = None
    landlords: Mapping[str, LandlordSettings] = Field(default_factory=dict)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...  # noqa: ANN401 (an option's: no checker sees it)


# What runs, where is written, here or on line, what is told of addresses, what goes into files for print, what one has
# measured, whom people are sent to: the keys that need a yes, by the parameters of commands that they are the defaults
# of.
OWN_WISHES = ("printer", "publish", "association")
WISHES = {**{name: option.key for name, option in KEYED.items() if option.wish}, **{name: name for name in OWN_WISHES}}


def is_elsewhere(where: str) -> bool:
    """Whether a place on line is no folder: ``git+BRANCH``, ``sftp://user@host/path``."""
    return where.startswith(BRANCH) or ELSEWHERE in where


@dataclass(frozen=True, slots=True)
class Project:
    """A project file as it was read.

    ``asked``: it was named; ``agreed``: what it wishes holds, as it was named or agreed to. ``content`` is the hash of
    all that one agrees to: the file's, and ``templates``, that of the templates that it names. ``strays``: what it says
    of landlords of whom there is no circuit.
    """

    file: Path
    settings: ProjectSettings
    asked: bool
    agreed: bool
    content: str
    templates: str
    strays: tuple[Problem, ...] = ()

    def locate(self, named: str) -> Path:
        """What the file names, in its own folder. Raises InvalidInput where a link leads out of it."""
        path = self.file.parent / named
        if not disk.within(path, self.file.parent):
            raise InvalidInput((Problem(Place(self.file.as_posix()), "path-leaves", (("path", named),)),))
        return path

    def locate_board(self, named: str) -> str:
        """A preset as ``--board`` takes it: by its name, or the file that the project holds."""
        return self.locate(named).as_posix() if named.endswith((".yaml", ".yml")) else named

    def read_logo(self, named: str) -> Logo:
        """Raises InvalidInput: it cannot be opened, or is no logo that can be shown."""
        path = self.locate(named)
        try:
            data = disk.read(path, MAX_BYTES)
        except OSError:
            raise InvalidInput((unreadable(path),)) from None
        return read_logo(data, path.as_posix())

    @property
    def association(self) -> Association | None:
        """Whom it names, where that holds. Raises InvalidInput for its logo."""
        said = self.settings.association
        if said is None or not self.agreed:
            return None
        logo = self.read_logo(said.logo) if said.logo else None
        return Association(**said.texts, logo=logo)

    def landlord_of(self, circuit: Path) -> LandlordSettings:
        """What holds for the folder in which ``circuit`` lies."""
        return self.settings.landlords.get(circuit.absolute().parent.name, LandlordSettings())

    @property
    def files(self) -> tuple[Path, ...]:
        """Itself, and the boards and logos that it names: what a build may be made of besides circuits."""
        named = [
            self.settings.board,
            self.settings.association.logo if self.settings.association else None,
            *(name for each in self.settings.landlords.values() for name in (each.board, each.logo)),
        ]
        return (self.file, *(self.file.parent / name for name in named if name and PurePosixPath(name).suffix))

    @property
    def wishes(self) -> Mapping[str, str]:
        """What it says that needs a yes, as it is written, by the parameters of commands."""
        said = {name: getattr(self.settings, name) for name in WISHES}
        return {name: str(value) for name, value in said.items() if value}

    def options(self) -> dict[str, Any]:
        """The options of commands that it says and that hold, by the names of their parameters."""
        holding = [name for name in (*KEYED, "printer", "publish") if self.agreed or name not in WISHES]
        said = {name: getattr(self.settings, name) for name in holding}
        return {name: self.as_option(name, value) for name, value in said.items() if value}

    def as_option(self, name: str, value: Any) -> Any:  # noqa: ANN401 (as its form is)
        """What the command line would say: files that are named stand in its folder."""
        if name == "publish":
            return value if is_elsewhere(value) else str(self.file.parent / value)
        match OPTIONS[name].form if name in OPTIONS else None:
            case BoardName():
                return self.locate_board(value)
            case Folder() | PressProfile():
                return str(self.locate(value))
            case Several():
                return tuple(map(str, value))
        return value

    def check_templates(self, read: Templates | None) -> None:
        """Raises InvalidInput where its templates, as they were ``read``, are no longer those that were agreed to."""
        if read and not self.asked and read.digest != self.templates:
            raise InvalidInput((Problem(Place(read.folder), "templates-changed"),))


def find_project(paths: Sequence[Path], here: Path, named: Path | None = None) -> Project | None:
    """The project of the first of ``paths``, else of ``here``, the folder that one works in; ``named`` wins.

    Raises InvalidInput.
    """
    if named is not None:
        return read_project(named, asked=True)
    starts = (*(path if disk.is_folder(path) else path.parent for path in paths[:1]), here)
    file = next((each for start in starts for each in upwards(start)), None)
    return read_project(file, asked=False) if file else None


def upwards(start: Path) -> Iterator[Path]:
    """The project files in ``start`` and in the folders above it."""
    folder = start.absolute()
    for each in (folder, *folder.parents)[:MAX_FOLDERS]:
        if disk.stamp(each / NAME) and not disk.is_folder(each / NAME):
            yield each / NAME


def read_project(file: Path, *, asked: bool) -> Project:
    """The project file, ``asked`` for by its name or found. Raises InvalidInput, with each problem at its line."""
    try:
        data = disk.read(file)
    except OSError:
        raise InvalidInput((unreadable(file),)) from None
    settings, problems = load(data, file.as_posix(), ProjectSettings)
    if settings is None:
        raise InvalidInput(problems)
    own = file.parent / settings.templates if settings.templates else None
    templates = digest_of(own) if own and disk.within(own, file.parent) else ""
    content = disk.digest(data, templates.encode())
    mine = trust.examine(file, asked=asked, content=content).mine
    strays = tuple(find_strays(data.decode("utf-8-sig"), file, [*settings.landlords]))
    return Project(file, settings, asked, mine, content, templates, strays)


def find_strays(text: str, file: Path, landlords: Collection[str]) -> Iterator[Problem]:
    """A landlord whose name no folder of circuits below ``file`` has: most likely misspelt."""
    folders: set[str] = set()
    for path in find_named(file.parent, "*.yaml") if landlords else ():
        folders.add(path.parent.name)
        if folders.issuperset(landlords):
            return
    for name in sorted(set(landlords) - folders):
        found = re.search(rf"""^ *(?=["']?{re.escape(name)}["']? *:)""", text, re.MULTILINE)
        before = text[: found.end()] if found else ""
        near = nearest(name, sorted(folders))
        place = Place(file.as_posix(), before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
        values = (("name", name), *([("nearest", near)] if near else []))
        yield Problem(place, "landlord-stray", values, Severity.WARNING)


def unreadable(file: Path) -> Problem:
    return Problem(Place(file.as_posix()), "file-unreadable", (("path", file.as_posix()),))
