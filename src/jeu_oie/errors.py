"""Everything that can go wrong, in one place.

    JeuOieError                 whatever the program says to a person instead of a traceback (exit 1)
    ├── InvalidInput            a file holds problems: carries all of them, in line order
    ├── PangoMissing            documents that people adapt are written as HTML alone
    ├── DoesNotFit              a text has no room on a sheet: told at its line
    ├── RenderingFailed         the print engine complained (a letter that no font has, a warning): our fault
    ├── OutputRefused           a file cannot be written, or a path leaves its folder
    ├── ClusterRefused          the Dask cluster that was named cannot be worked with
    ├── PublishRefused          an address is not to be published to as it stands: nothing was changed, or not all
    └── ProgramRefused          a program of the system (git, sftp) is not installed, or does not answer

A ``Problem`` is data, never a sentence: ``messages`` turns its code into French or English.
"""

import errno
from dataclasses import dataclass
from enum import StrEnum

from jeu_oie.messages import load_catalog, tell


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning is only told."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file: line and column count from 1, in characters."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend.

    ``code`` names the sentence and its cure in the catalogs and never changes with the language;
    ``values`` fills them; ``excerpt`` is the line of the file as it stands, or the part of a very long one
    around the place; ``caret`` is then the column in the excerpt, counted from 1 (0: ``place.column``).
    """

    place: Place
    code: str
    values: tuple[tuple[str, str], ...] = ()
    severity: Severity = Severity.ERROR
    excerpt: str = ""
    stated: bool = True  # False: nobody has found it (a missing fact), which --strict does not count
    caret: int = 0

    @property
    def file(self) -> str:
        """The file in which it is, as it was named."""
        return self.place.file

    @property
    def line(self) -> int:
        """Counted from 1."""
        return self.place.line

    @property
    def column(self) -> int:
        """Counted from 1, in characters."""
        return self.place.column

    def message(self, language: str = "fr") -> str:
        """The sentence that says it, in ``language`` (« fr », « en »)."""
        return tell(self, load_catalog(language))[0]

    def cure(self, language: str = "fr") -> str:
        """The sentence that says how to mend it."""
        return tell(self, load_catalog(language))[1]


def pointer(problem: Problem) -> tuple[str, str]:
    """The excerpt, and the line under it whose caret shows the place (tabs are kept, so that both align)."""
    column = problem.caret or problem.place.column
    before = problem.excerpt[: column - 1]
    return problem.excerpt, "".join("\t" if c == "\t" else " " for c in before) + "^"


class JeuOieError(Exception):
    """Root of the errors that are told to a person."""


class InvalidInput(JeuOieError):
    """One or several files hold problems."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)  # whole: it also comes from other processes
        self.problems = problems

    def __str__(self) -> str:
        return f"{len(self.problems)} problem(s)"


class PangoMissing(JeuOieError):
    """WeasyPrint finds no Pango on this machine."""


class RenderingFailed(JeuOieError):
    """The print engine warned about something: a kit that lacks a drawing is not delivered."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A text that found no room on a sheet: its address (« steps.report.title »), what it needs and has, in mm."""

    at: str
    need: float
    have: float


class DoesNotFit(JeuOieError):
    """Texts of a circuit find no room on ``sheet`` (« 3-person »), whatever gives way: all of them at once."""

    def __init__(self, sheet: str, misfits: tuple[Misfit, ...]) -> None:
        super().__init__(sheet, misfits)  # whole: it also comes from other processes
        self.sheet, self.misfits = sheet, misfits

    def __str__(self) -> str:
        told = "; ".join(f"{each.at}: {each.need:.1f} mm in {each.have:.1f} mm" for each in self.misfits)
        return f"{self.sheet}: {told}"


class Refusal(StrEnum):
    """Why a file is not written."""

    DENIED = "denied"  # no right to, or a disk that only reads
    FULL = "full"
    TAKEN = "taken"  # a file stands where a folder is needed, or a folder where a file is
    EXISTS = "exists"  # and is not ours to replace
    CHANGED = "changed"  # since it was read: somebody else wrote it, or took it away
    LINK = "link"  # one that leads out of the folder that was named
    ASTRAY = "astray"  # a link that leads to no file
    OTHER = "other"


class OutputRefused(JeuOieError):
    """A file cannot be written where it was asked for."""

    def __init__(self, path: str, refusal: Refusal, details: str = "") -> None:
        super().__init__(f"{path}: {details or refusal}")
        self.path, self.refusal, self.details = path, refusal, details

    @property
    def arguments(self) -> tuple[str, str, str]:
        """Its arguments."""
        return self.path, self.refusal, self.details

    @classmethod
    def of(cls, error: OSError, path: str) -> "OutputRefused":
        """What the system said, ``path`` being what was being written."""
        told = next((why for why, numbers in REFUSALS.items() if error.errno in numbers), Refusal.OTHER)
        return cls(str(error.filename or path), told, error.strerror or "")


class Unfit(StrEnum):
    """Why a cluster cannot be worked with."""

    MISSING = "missing"  # its library is not installed here
    UNREACHABLE = "unreachable"
    EMPTY = "empty"  # no worker
    DIFFERS = "differs"  # a worker has another version of the program, or none
    LOST = "lost"  # its scheduler no longer answers


class ClusterRefused(JeuOieError):
    """The scheduler at ``address`` cannot be worked with; ``here``, ``there``: a library as we and a worker have it."""

    def __init__(self, unfit: Unfit, address: str, here: str = "", there: str = "") -> None:
        super().__init__(f"{address}: {unfit}")
        self.unfit, self.address, self.here, self.there = unfit, address, here, there


class Unpublished(StrEnum):
    """Why nothing was published."""

    NOTHING = "nothing"  # to be published
    CHANGED = "changed"  # a kit is no longer the one that was made
    NAME = "name"  # a file is called as no site can have it
    ADDRESS = "address"  # nobody knows what it means
    LIST = "list"  # the list of what was brought there is not ours, or damaged
    LINK = "link"  # one stands on the way
    STRANGER = "stranger"  # a file stands there that no publication brought
    REPOSITORY = "repository"  # there is none
    FOREIGN = "foreign"  # the repository is somebody else's
    BRANCH = "branch"  # no such name, or it has moved on meanwhile
    WORKED_ON = "worked-on"  # the branch that one has before one's eyes
    NOBODY = "nobody"  # git does not know who commits
    PUSH = "push"  # the branch stands here, and was not taken there
    SERVER = "server"  # what the server, or OpenSSH, said
    NO_RENAME = "no-rename"  # a server that cannot replace a file in one step


class PublishRefused(JeuOieError):
    """``what`` it is about: a file, an address, what a program said."""

    def __init__(self, why: Unpublished, what: str) -> None:
        super().__init__(why, what)
        self.why, self.what = why, what


class ProgramRefused(JeuOieError):
    """``program`` is not installed or cannot be started; ``late``: it was, and did not end in time."""

    def __init__(self, program: str, *, late: bool = False) -> None:
        super().__init__(program)
        self.program, self.late = program, late


REFUSALS = {
    Refusal.DENIED: (errno.EACCES, errno.EPERM, errno.EROFS),
    Refusal.FULL: (errno.ENOSPC, errno.EDQUOT),
    Refusal.TAKEN: (errno.EEXIST, errno.ENOTDIR, errno.EISDIR),
    Refusal.LINK: (errno.ELOOP,),
}
