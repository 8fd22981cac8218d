"""Circuits → kits on the disk."""

import os
from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict, Unpack, cast
from urllib.parse import urlsplit

from jeu_oie import disk
from jeu_oie.api.read import FilePath, find_project, today
from jeu_oie.builder.find import stops
from jeu_oie.builder.gallery import ARCHIVE, list_strangers, renew_gallery
from jeu_oie.builder.pool import cores
from jeu_oie.builder.presets import presets, vary
from jeu_oie.builder.project import Project
from jeu_oie.builder.record import parse_record
from jeu_oie.builder.run import Began, CircuitResult, JobState, Order, Round, Work, local, lock_folder
from jeu_oie.builder.templates import own_templates
from jeu_oie.circuit.fields import ADDRESS
from jeu_oie.errors import InvalidInput, Place, Problem
from jeu_oie.kit import SORTS, USUAL, CardsWay, Flip, Options
from jeu_oie.kit.writing import Written
from jeu_oie.messages import SHEET_LANGUAGES
from jeu_oie.web.found import SiteAddress

OUTPUT, PEOPLE = "output", 30
READY = (JobState.MADE, JobState.UNCHANGED)
# Letters of an address: with the names of a folder and a file (255 bytes each, three letters a byte) it fits in the
# largest QR code, which holds 2 331 bytes at the level that is printed (ISO/IEC 18004, table 7).
LONGEST = 2_331 - 2 * 3 * 255 - len("-saver-large//")
PROFILE = 10_000_000  # bytes: a print shop's profile holds one to three millions


class BuildSettings(TypedDict, total=False):
    """What a build may be told besides its circuits: the options of ``jeu-oie build``, by their names."""

    out: FilePath  # the folder of all kits; « output »
    board: str  # a preset by its name or file; « classic »
    ink: Literal["colour", "saver"] | None  # what the preset says
    large: bool
    only: Iterable[str]  # of « svg », « html », « pdf », « shop »; all but the last
    templates: FilePath | None
    base_url: str | None  # where the folder of all kits stands on line
    index_drafts: bool  # search engines may list the pages of drafts
    icc: FilePath | bytes | None  # the print shop's profile
    flip: Literal["long", "short"]
    shift_mm: tuple[float, float]  # how far the printer shifts its backs, to the right and down
    people: int  # who will play; 30
    cards: Literal["duplex", "fold", "booklet"]
    also: Iterable[str]  # languages in which each person's sheet is made besides the circuit's: « ar », « en », « fr »
    strict: bool
    force: bool
    prune: bool  # what an earlier build has made and this one does not is removed
    jobs: int  # processes; as many as there are cores
    pack: bool  # with « site.zip »
    language: str  # of the pages over all kits; « fr »


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """What came of one circuit.

    ``folder`` holds the kit, ``files`` are its files as they lie there, by their names (« print/3-person.pdf »): those
    of this build, or of the former one where nothing has changed; ``older`` lie there besides, made by a build before.
    ``kept`` are what somebody had changed, beside their places (« index.html.1 »). ``warnings`` counts what an
    unchanged circuit was told when its kit was made; ``problems`` are those of this build.
    """

    circuit: Path
    folder: Path
    state: JobState
    files: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: int = 0
    engine_missing: bool = False

    @property
    def ready(self) -> bool:
        """Whether the kit that lies there is that of the circuit as it is now."""
        return self.state in READY


def build(
    circuits: FilePath | Iterable[FilePath],
    *,
    project: FilePath | Project | None = None,
    **settings: Unpack[BuildSettings],
) -> tuple[Kit, ...]:
    """Make the kits of ``circuits`` (files, folders), of each that has changed; the others stand there already.

    A circuit that fails leaves its former kit and stops none of the others: look at ``ready`` and ``problems``. Of
    folders, and to ``pack``, the pages over all kits are made too. What ``settings`` say wins over the ``project`` file
    but for its ``printer``, which one person has measured: give ``shift_mm``.

    Raises InvalidInput for a board, a project file, templates, a profile that cannot be taken; OutputRefused where the
    output folder cannot be written.
    """
    found = find_project(project)
    asked: BuildSettings = {**settings_of(found), **settings}
    order, _ = make_order(circuits, found, asked, board=settings.get("board"))
    work = Building(order)
    with work.lock(), closing(work.results(local(asked.get("jobs") or cores()))) as results:
        kits = tuple(kit_of(each) for each in results if isinstance(each, CircuitResult))
        work.renew_pages(asked.get("language", "fr"), pack=asked.get("pack", False))
    return kits


def kit_of(result: CircuitResult) -> Kit:
    """A result as a script sees it."""
    outcome = result.outcome
    ready = outcome.state in READY
    record = parse_record(result.kit) if ready else None
    return Kit(
        circuit=Path(result.circuit),
        folder=result.kit,
        state=outcome.state,
        files=tuple(sorted(record.files)) if record else (),
        older=tuple(sorted(record.older)) if record else (),
        kept=outcome.written.kept,
        problems=outcome.problems,
        warnings=outcome.warnings,
        engine_missing=outcome.engine_missing,
    )


# --- what was asked for ----------------------------------------------------------------------------------


def settings_of(project: Project | None) -> BuildSettings:
    """What a project file says of builds. Raises InvalidInput where a link leads out of its folder."""
    said = project.options() if project else {}
    return cast("BuildSettings", {name: value for name, value in said.items() if name in BuildSettings.__annotations__})


def make_order(
    circuits: FilePath | Iterable[FilePath], project: Project | None, asked: BuildSettings, *, board: str | None
) -> tuple[Order, tuple[Problem, ...]]:
    """The order for all of ``circuits``, and warnings: templates that stand in the place of none.

    ``board``: the one that wins over those of the landlords. Raises InvalidInput, ValueError.
    """
    of, ink, large = presets(project, board), asked.get("ink"), asked.get("large", False)
    folders = project.settings.landlords if project else ()
    own = {each: vary(of(Path(each) / "circuit"), ink, large=large) for each in folders}
    preset = vary(of(None), ink, large=large)
    folder = asked.get("templates")
    templates, unused = own_templates(Path(folder)) if folder is not None else (None, ())
    strict = asked.get("strict", False)
    if stops(unused, strict):
        raise InvalidInput(unused)
    options = Options(
        check_sorts(asked.get("only", USUAL)),
        templates=templates,
        flip=Flip(asked.get("flip", Flip.LONG)),
        shift_mm=asked.get("shift_mm", (0.0, 0.0)),
        icc=profile_of(asked.get("icc")),
        people=asked.get("people", PEOPLE),
        cards=CardsWay(asked.get("cards", CardsWay.DUPLEX)),
        also=check_languages(asked.get("also", ())),
        index_drafts=asked.get("index_drafts", False),
    )
    paths, out, address = list_paths(circuits), Path(asked.get("out", OUTPUT)), asked.get("base_url")
    where = check_address(address) if address else None
    over = asked.get("pack", False) or any(map(disk.is_folder, paths))
    force, prune = asked.get("force", False), asked.get("prune", False)
    return Order(paths, out, preset, options, today(), where, strict, force, over, own, prune), unused


def check_languages(given: Iterable[str]) -> frozenset[str]:
    """Languages of the person's sheet. Raises ValueError for one in which there is none."""
    asked = frozenset(given)
    if not asked <= frozenset(SHEET_LANGUAGES):
        raise ValueError(", ".join(sorted(asked - frozenset(SHEET_LANGUAGES))))
    return asked


def list_paths(circuits: FilePath | Iterable[FilePath]) -> tuple[Path, ...]:
    given = (circuits,) if isinstance(circuits, str | os.PathLike) else circuits
    return tuple(map(Path, given))


def check_sorts(given: Iterable[str]) -> frozenset[str]:
    """Sorts of files. Raises ValueError for one that does not exist, or for none."""
    asked = frozenset(given)
    if not asked or not asked <= frozenset(SORTS):
        raise ValueError(", ".join(sorted(asked)))
    return asked


def check_address(given: str) -> str:
    """The address of the folder of all kits, with its last slash: one that a circuit may hold. Raises ValueError."""
    whole = given if given.endswith("/") else f"{given}/"
    whole.encode()  # half a character is none
    urlsplit(whole)  # nor is a bracket without end an address
    if not ADDRESS.fullmatch(whole) or len(whole) > LONGEST:
        raise ValueError(given)
    return whole


def profile_of(given: FilePath | bytes | None) -> bytes | None:
    """A print shop's profile, read and looked at: another one (a screen's, a scanner's) makes no PDF/X-4.

    Raises InvalidInput.
    """
    if given is None or isinstance(given, bytes):
        return given
    file = Path(given).as_posix()
    try:
        profile = disk.read(Path(given), PROFILE)
    except OSError:
        raise InvalidInput((Problem(Place(file), "file-unreadable", (("path", file),)),)) from None
    from jeu_oie.draw.pdf import is_for_print

    if not is_for_print(profile):
        raise InvalidInput((Problem(Place(file), "profile-not-press", (("path", file),)),))
    return profile


# --- doing it --------------------------------------------------------------------------------------------


class Building:
    """A build under way: circuits in turn, then the pages over all kits, all under the lock of the output folder."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.round = Round(order)
        self.made: set[str] = set()  # the kits that stand there, by their folders in the output folder
        self.strangers: list[str] = []  # other kits there, which are not ours
        self.pages = Written()  # what became of the pages over all kits that a former build had made

    def lock(self, waiting: Callable[[], None] = lambda: None) -> AbstractContextManager[None]:
        """Held while results come and pages are made; ``waiting`` is called where another build has it."""
        return lock_folder(self.order.out, waiting)

    def results(self, act: Work) -> Generator[Began | CircuitResult]:
        """What begins and what is done, as ``act`` does it; results come in the order of the circuits."""
        with closing(self.round.run(act)) as results:
            for each in results:
                if isinstance(each, CircuitResult) and each.outcome.state in READY:
                    self.made.add(each.kit.relative_to(self.order.out).as_posix())
                yield each

    def has_pages(self, *, pack: bool) -> bool:
        """Whether pages over all kits are to be made: of folders, and of all that goes on line."""
        return bool(self.made) and (pack or any(disk.is_folder(path) for path in self.order.paths))

    def renew_pages(self, language: str, *, pack: bool) -> tuple[Path, ...]:
        """Make the pages over all kits, if there are to be any; gives those to open or to send."""
        if not self.has_pages(pack=pack):
            return ()
        where = SiteAddress(self.order.base_url or "", self.order.options.index_drafts)
        self.pages = (
            renew_gallery(self.order.out, language, made=self.made, pack=pack, where=where, prune=self.order.prune)
            or Written()
        )
        self.strangers = list_strangers(self.order.out, self.made)
        names = ("index.html", ARCHIVE) if pack else ("index.html",)
        return tuple(self.order.out / name for name in names)
