"""A folder behind SFTP, by the system's own OpenSSH: keys, known hosts and what is asked of a host are the system's.

Files come under names that nobody can compute and are then renamed, one after the other. That needs a server that
renames over what stands (posix-rename): another is told before anything is sent. No password is read.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from jeu_oie import disk
from jeu_oie.builder.publish import LIST, MAX_LIST_BYTES, Publication, Seen, folders_of, read_list
from jeu_oie.errors import OutputRefused, PublishRefused, Unpublished
from jeu_oie.programs import Said, sftp

ADDRESS = re.compile(
    r"sftp://(?P<to>(?:[\w][\w.-]*@)?[\w][\w.-]*)(?::(?P<port>[0-9]{1,5}))?(?P<path>/[^\x00-\x1f\x7f]*)"
)
DRAFT = re.compile(r"\.jeu-oie-[0-9a-f]{32}\.draft")
RENAMES = "posix-rename@openssh.com"
LINE = re.compile(
    r"(?P<kind>[-dlbcps])[-rwxsStT]{9}[@+.]? +\S+ +\S+ +\S+ +(?P<size>[0-9]+) +\S+ +\S+ +\S+ (?P<name>.+)"
)
DOTS = (".", "..")
CHATTER = ("debug", "Transferred:", "Bytes per second:", "OpenSSH_")  # what a verbose program says besides


@dataclass(frozen=True, slots=True)
class SftpSite:
    """``path`` of a host as OpenSSH names it (« user@host »); ``port``: empty for what its configuration says."""

    to: str
    port: str
    path: str

    @classmethod
    def at(cls, address: str) -> "SftpSite":
        """``sftp://user@host/path``; « /~/site » lies in the home of that user. Raises PublishRefused."""
        found = ADDRESS.fullmatch(address)
        if not found or ".." in found["path"].split("/"):
            raise PublishRefused(Unpublished.ADDRESS, address)
        return cls(found["to"], found["port"] or "", found["path"].removeprefix("/~/"))

    def run(self, *commands: str, verbose: bool = False) -> Said:
        """Raises PublishRefused with what the program said last, where it gives up."""
        said = sftp(self.to, self.port, "\n".join((f"cd {quoted(self.path)}", *commands, "")), verbose=verbose)
        if not said.done:
            lines = [line for line in said.errors.splitlines() if line.strip() and not line.startswith(CHATTER)]
            raise PublishRefused(Unpublished.SERVER, lines[-1] if lines else self.to)
        return said

    def look(self, names: Iterable[str]) -> Seen:
        wanted = tuple(names)
        first = self.run("ls -lan .", verbose=True)
        if RENAMES not in first.errors:
            raise PublishRefused(Unpublished.NO_RENAME, self.to)
        listed = next((each for each in entries(first) if each.name == LIST), None)
        if listed and (listed.kind != "-" or listed.size > MAX_LIST_BYTES):
            raise PublishRefused(Unpublished.LIST, LIST)
        former = read_list(self.fetch(LIST)) if listed else {}
        found = {each.name: each.kind for each in self.standing((*wanted, *former))}
        ways = {*wanted, *former, *folders_of((*wanted, *former))}
        links = tuple(name for name, kind in found.items() if kind == "l" and name in ways)
        return Seen(former, frozenset(found.keys() & {*wanted}), links)

    def standing(self, names: Iterable[str]) -> Iterator["Entry"]:
        """All that stands in the folders of ``names``, by its name from the top."""
        return entries(self.run(*(f"-ls -lan {quoted(each)}" for each in (".", *folders_of(names)))))

    def fetch(self, name: str) -> bytes:
        with TemporaryDirectory() as home:
            self.run(f"get {quoted(name)} {quoted(f'{home}/list')}")
            return disk.read(Path(home) / "list", MAX_LIST_BYTES, links=False)

    def carry(self, asked: Publication, read: Callable[[str], bytes]) -> None:
        if asked.is_empty:
            return
        names = (*asked.send, *asked.drop)
        left = [each.name for each in self.standing(names) if DRAFT.fullmatch(each.name.rpartition("/")[2])]
        drafts = {name: draft_of(name) for name in asked.send}
        with TemporaryDirectory() as home:
            held = Path(home)
            try:
                for place, data in (("begun", asked.begun), ("done", asked.done)):
                    disk.write_new(held / place, data)
                for number, name in enumerate(asked.send):
                    disk.write_new(held / str(number), read(name))
            except OSError as error:
                raise OutputRefused.of(error, home) from error
            self.run(
                *(f"rm {quoted(each)}" for each in left),
                *bring(held / "begun", LIST),
                *(f"-mkdir {quoted(each)}" for each in folders_of(asked.send)),
                *(f"put {quoted(str(held / str(n)))} {quoted(drafts[name])}" for n, name in enumerate(asked.send)),
                *(f"rename {quoted(drafts[name])} {quoted(name)}" for name in asked.send),
                *(f"-rm {quoted(name)}" for name in asked.drop),
                *bring(held / "done", LIST),
            )


def bring(file: Path, name: str) -> tuple[str, str]:
    draft = draft_of(name)
    return f"put {quoted(str(file))} {quoted(draft)}", f"rename {quoted(draft)} {quoted(name)}"


def draft_of(name: str) -> str:
    """Where ``name`` is written first, beside its place."""
    folder, slash, _ = name.rpartition("/")
    return f"{folder}{slash}.jeu-oie-{secrets.token_hex(16)}.draft"


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands on the site: ``kind`` as ``ls`` says it (« - » a file, « l » a link), its ``name`` from the top."""

    kind: str
    size: int
    name: str


def entries(said: Said) -> Iterator[Entry]:
    """What ``ls -lan`` has listed."""
    for found in filter(None, map(LINE.fullmatch, said.out.splitlines())):
        if found["name"].rpartition("/")[2] not in DOTS:
            yield Entry(found["kind"], int(found["size"]), found["name"].removeprefix("./"))


def quoted(path: str) -> str:
    """A path as a line of a batch holds it, no sign of it meaning more."""
    return '"{}"'.format(re.sub(r'(["\\])', r"\\\1", path))
