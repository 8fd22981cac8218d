"""One circuit as it stands on the disk → its page, or why there is none."""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from jeu_oie.board.preset import Preset
from jeu_oie.circuit.reader import Reading
from jeu_oie.errors import InvalidInput, Problem, Severity
from jeu_oie.kit import Options, Plan, make
from jeu_oie.render.templates import Templates
from jeu_oie.studio.prints import MAKINGS, Files, Making
from jeu_oie.studio.stamps import Stamps, stamps

PAGE = "index.html"
LIVE = frozenset({"html"})  # what each save makes; the rest is made when somebody asks for it

Examine = Callable[[Reading, Preset, date], tuple[Plan | None, tuple[Problem, ...]]]


@dataclass(frozen=True, slots=True)
class Hands:
    """How the command line finds, reads and judges circuits: the preview does it in the same way.

    ``preset`` and ``templates`` (a user's own, if any) raise InvalidInput; ``preset_files`` and ``template_files`` are
    what they may be read from; ``source`` is the hash of files.
    """

    find: Callable[[], tuple[Reading, ...]]
    read: Callable[[Path], Reading]
    preset: Callable[[], Preset]
    preset_files: Callable[[], Sequence[Path]]
    templates: Callable[[], Templates | None]
    template_files: Callable[[], Iterable[Path]]
    examine: Examine
    source: Callable[[Sequence[Path]], str]


@dataclass(frozen=True, slots=True)
class Good:
    """A page that could be made, and all that the rest of its kit is made of; ``digest`` tells it from others.

    ``mark``: by which what was printed of it is kept; ``printing``: what is being made.
    """

    plan: Plan
    options: Options
    source: str
    files: Mapping[str, bytes]
    digest: str
    mark: object = field(default_factory=object)
    printing: dict[Making, asyncio.Task[Files]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition:
    """What a circuit gave when it was last read: the page of the last time that one could be made, and the problems.

    ``fault``: what an unforeseen failure said.
    """

    rank: int
    stamps: Stamps
    problems: tuple[Problem, ...] = ()
    fault: str = ""
    good: Good | None = None


def edition(hands: Hands, path: Path, former: Edition | None) -> Edition:
    """Read, judge and make ``path``; where it has an error, ``former``'s page is kept. Never raises."""
    known = former.stamps if former else {}
    seen = stamps({path, *known, *beside(hands)})
    told: tuple[Problem, ...] = ()
    good, fault = former.good if former else None, ""
    try:
        reading = hands.read(path)
        seen |= stamps(named(path, reading) - seen.keys())
        seen = {each: seen[each] for each in (path, *named(path, reading), *beside(hands)) if each in seen}
        made, told = hands.examine(reading, hands.preset(), datetime.now(UTC).astimezone().date())
        if made and not errors(told):
            good = page(made, hands.templates(), hands.source(reading.files))
    except InvalidInput as error:
        told = (*told, *error.problems)
    except Exception as error:  # noqa: BLE001 (a preview goes on, whatever was saved)
        fault = f"{type(error).__name__}: {error}"
    return Edition(former.rank + 1 if former else 1, seen, told, fault, good)


def errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(each for each in problems if each.severity is Severity.ERROR)


def page(plan: Plan, own: Templates | None, source: str) -> Good:
    options = Options(sorts=LIVE, templates=own)
    # A site.zip of these files alone would lack the pictures: that one is made whole, when it is asked for.
    files = {name: data for name, data in make(plan, options, source).files.items() if name not in MAKINGS}
    return Good(plan, options, source, files, hashlib.sha256(files[PAGE]).hexdigest()[:16])


def named(path: Path, reading: Reading) -> set[Path]:
    """The files that a circuit was read from, and those that it names in vain: they may come."""
    absent = [dict(each.values).get("path", "") for each in reading.problems if each.code.startswith("file-")]
    return {*reading.files, *(path.parent / name for name in absent if name and name != path.as_posix())}


def beside(hands: Hands) -> Iterator[Path]:
    """What else a page is made of: the preset's files, the templates that were asked for."""
    yield from hands.preset_files()
    yield from hands.template_files()
