"""What goes on line, brought to an address: what changes there and in which order, whatever carries it.

Files come first, then the pages that lead to them, the gallery last; what is no more goes after them. So a kill in
between leaves each page former or new, and all that it leads to. What stands there and no earlier publication brought
is never replaced or removed: the list of what was brought stands on the site itself.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

from pydantic import TypeAdapter

from jeu_oie import disk
from jeu_oie.builder.gallery import list_site, list_strangers
from jeu_oie.errors import OutputRefused, PublishRefused, Refusal, Unpublished
from jeu_oie.kit.records import read_as
from jeu_oie.kit.writing import MAX_FILE_BYTES

LIST = "jeu-oie.json"  # on the site: what was brought there
MAX_LIST_BYTES = 4_000_000  # some thirty thousand files
NAME = re.compile(r"(?:[^./\\\x00-\x1f\x7f][^/\\\x00-\x1f\x7f]*/)*[^./\\\x00-\x1f\x7f][^/\\\x00-\x1f\x7f]*")
PAGES = (".html", ".xml")
Hashes = Mapping[str, str]  # name of a file (« opac-38/repairs/index.html ») → sha256; empty: nobody knows


@dataclass(frozen=True, slots=True)
class Seen:
    """A site as it stands: what was brought there, what stands at names that are to come, links on the way."""

    former: Hashes = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """``send`` and ``drop`` what, in that order; the list as it is meanwhile (``begun``), and then (``done``)."""

    send: tuple[str, ...]
    drop: tuple[str, ...]
    begun: bytes
    done: bytes

    @property
    def is_empty(self) -> bool:
        return not (self.send or self.drop)


@dataclass(frozen=True, slots=True)
class SiteList:
    """What was brought to a site, as it is kept there."""

    files: Hashes


LISTS = TypeAdapter(SiteList)


class Site(Protocol):
    """A place that files can be brought to. All of it raises PublishRefused, OutputRefused or ProgramRefused."""

    def look(self, names: Iterable[str]) -> Seen:
        """What stands there; ``names`` are to come."""

    def carry(self, asked: Publication, read: Callable[[str], bytes]) -> None:
        """Do what is ``asked``, in its order, or end what was begun before; ``read`` gives the bytes of a file."""


def plan_publication(former: Hashes, now: Hashes) -> Publication:
    """The way from a site of ``former`` to one of ``now``: only what has changed travels.

    A file under way counts as unknown until all has come: the next publication brings it again, or takes it away.
    """
    send = sorted((name for name, digest in now.items() if former.get(name) != digest), key=rank)
    drop = sorted(former.keys() - now.keys(), key=rank, reverse=True)
    return Publication(tuple(send), tuple(drop), write_list({**former, **dict.fromkeys(send, "")}), write_list(now))


def rank(name: str) -> tuple[bool, int, str]:
    """Pages after files, the gallery after all: what leads elsewhere comes after what it leads to."""
    return name.endswith(PAGES), -name.count("/"), name


def write_list(files: Hashes) -> bytes:
    return f"{json.dumps({'files': dict(sorted(files.items()))}, ensure_ascii=False, indent=0)}\n".encode()


def read_list(data: bytes) -> dict[str, str]:
    """Raises PublishRefused where it is none of ours: nothing is known of the site then, and nothing is touched."""
    told = read_as(LISTS, data) if len(data) <= MAX_LIST_BYTES else None
    if told is None or not all(map(is_name, told.files)):
        raise PublishRefused(Unpublished.LIST, LIST)
    return dict(told.files)


def is_name(name: str) -> bool:
    """Whether a file of a site may be called so: nothing hidden, nothing above, nothing that no line can hold."""
    return name != LIST and NAME.fullmatch(name) is not None


def folders_of(names: Iterable[str]) -> list[str]:
    """The folders on the way to ``names``, from the top; not the site itself."""
    above = {each.as_posix() for name in names for each in PurePosixPath(name).parents[:-1]}
    return sorted(above, key=lambda each: (each.count("/"), each))


def prepare(folder: Path, site: Site) -> Publication:
    """What is to be done so that ``site`` holds what goes on line of ``folder``. Raises as ``Site`` does."""
    now = {name: disk.digest(read_from(folder, name)) for name in list_site(folder)}
    if not now:
        raise PublishRefused(Unpublished.NOTHING, str(folder))
    if changed := list_strangers(folder, ()):  # its pages would go from the site
        raise PublishRefused(Unpublished.CHANGED, changed[0])
    odd = next((name for name in now if not is_name(name)), "")
    if odd:
        raise PublishRefused(Unpublished.NAME, odd)
    seen = site.look((*now, LIST))
    if seen.links:
        raise PublishRefused(Unpublished.LINK, seen.links[0])
    if strangers := sorted(seen.taken & now.keys() - seen.former.keys()):
        raise PublishRefused(Unpublished.STRANGER, strangers[0])
    return plan_publication(seen.former, now)


def read_from(folder: Path, name: str) -> bytes:
    """A file that goes on line. Raises OutputRefused."""
    try:
        return disk.read_inside(folder, name, MAX_FILE_BYTES)
    except OSError as error:
        raise OutputRefused.of(error, name) from error


@dataclass(frozen=True, slots=True)
class FolderSite:
    """A folder of this machine; that it is a link itself was the choice of who named it."""

    root: Path

    def look(self, names: Iterable[str]) -> Seen:
        wanted = tuple(names)
        data = self.read(LIST)
        former = {} if data is None else read_list(data)
        on_the_way = (*folders_of((*wanted, *former)), *wanted, *former)
        links = tuple(each for each in on_the_way if disk.is_link(self.root / each))
        return Seen(former, frozenset(each for each in wanted if disk.is_taken(self.root / each)), links)

    def read(self, name: str) -> bytes | None:
        try:
            return disk.read_inside(self.root, name, MAX_LIST_BYTES)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise PublishRefused(Unpublished.LIST, name) from error

    def carry(self, asked: Publication, read: Callable[[str], bytes]) -> None:
        if asked.is_empty:
            return
        for each in (self.root, *(self.root / each for each in folders_of((*asked.send, *asked.drop)))):
            disk.sweep(each)  # drafts of one that was killed
        self.write(LIST, asked.begun)
        for name in asked.send:
            self.write(name, read(name))
        for name in asked.drop:
            self.remove(name)
        self.write(LIST, asked.done)

    def write(self, name: str, data: bytes) -> None:
        target = self.root / name
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            disk.make_folder(target.parent, self.root)
            disk.write_atomically(target, data)
        except OSError as error:
            raise OutputRefused.of(error, str(target)) from error

    def remove(self, name: str) -> None:
        """A file that has gone already is no loss; what has taken its place since is not ours."""
        if disk.standing(self.root / name):
            try:
                (self.root / name).unlink()
            except OSError as error:
                raise OutputRefused(str(self.root / name), Refusal.DENIED) from error
