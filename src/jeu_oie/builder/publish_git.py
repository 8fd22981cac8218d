"""A branch of the repository that one works in, which forges show as pages: one commit, a push where it has a remote.

git moves the branch in one step: what kills it leaves the branch as it was. No file is checked out.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jeu_oie import trust
from jeu_oie.builder.publish import LIST, MAX_LIST_BYTES, Publication, Seen, read_list
from jeu_oie.errors import PublishRefused, Unpublished
from jeu_oie.programs import git, git_push

REMOTE = "origin"


@dataclass(frozen=True, slots=True)
class GitSite:
    """``branch`` of the repository that holds ``folder``."""

    folder: Path
    branch: str

    @property
    def ref(self) -> str:
        return f"refs/heads/{self.branch}"

    def look(self, names: Iterable[str]) -> Seen:
        self.check()
        base = self.base()
        if base is None:
            return Seen()
        size = git(self.folder, "cat-file", "-s", f"{base}:{LIST}")
        if size is not None and int(size) > MAX_LIST_BYTES:
            raise PublishRefused(Unpublished.LIST, LIST)
        data = git(self.folder, "cat-file", "blob", f"{base}:{LIST}") if size is not None else None
        listed = git(self.folder, "ls-tree", "-r", "-z", "--full-tree", base) or b""
        standing = dict(entry.split(b"\t", 1)[::-1] for entry in listed.split(b"\0") if entry)
        taken = {os.fsdecode(name) for name in standing}
        links = (os.fsdecode(name) for name, said in standing.items() if said.startswith(b"120000"))
        former = {} if data is None else read_list(data)
        ways = {*names, *former}
        return Seen(former, frozenset(taken & {*names}), tuple(link for link in links if leads(link, ways)))

    def check(self) -> None:
        """Raises PublishRefused: no repository of ours, no name of a branch, the very branch that one works on."""
        top = git(self.folder, "rev-parse", "--absolute-git-dir")
        if top is None:
            raise PublishRefused(Unpublished.REPOSITORY, str(self.folder))
        home = Path(os.fsdecode(top.removesuffix(b"\n")))
        if not trust.examine_way(home, ["config"]).mine:
            raise PublishRefused(Unpublished.FOREIGN, str(home))
        if git(self.folder, "check-ref-format", self.ref) is None:
            raise PublishRefused(Unpublished.BRANCH, self.branch)
        if git(self.folder, "symbolic-ref", "--quiet", "HEAD") == f"{self.ref}\n".encode():
            raise PublishRefused(Unpublished.WORKED_ON, self.branch)

    def base(self) -> str | None:
        """The commit that the branch stands at, here or, where it is not here yet, as the remote was last seen."""
        for ref in (self.ref, f"refs/remotes/{REMOTE}/{self.branch}"):
            found = git(self.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
            if found:
                return found.decode().strip()
        return None

    def carry(self, asked: Publication, read: Callable[[str], bytes]) -> None:
        if not asked.is_empty:
            self.commit(asked, read)
        if git(self.folder, "config", "--get", "remote.origin.url") is not None:
            said = git_push(self.folder, REMOTE, self.ref)
            if said:
                raise PublishRefused(Unpublished.PUSH, said)

    def commit(self, asked: Publication, read: Callable[[str], bytes]) -> None:
        who = git(self.folder, "var", "GIT_COMMITTER_IDENT")
        if who is None:
            raise PublishRefused(Unpublished.NOBODY, "user.name, user.email")
        stream = b"".join(commands(self.ref, self.base(), who.rpartition(b">")[0] + b">", asked, read))
        if git(self.folder, "fast-import", "--quiet", "--done", "--date-format=now", given=stream) is None:
            raise PublishRefused(Unpublished.BRANCH, self.branch)


def leads(link: str, names: Iterable[str]) -> bool:
    """Whether ``link`` is one of ``names``, or a folder on the way to it."""
    return any(name == link or name.startswith(f"{link}/") for name in names)


def commands(
    ref: str, base: str | None, who: bytes, asked: Publication, read: Callable[[str], bytes]
) -> Iterator[bytes]:
    """What fast-import is told: one commit over ``base``."""
    message = b"Publication"
    yield b"commit %b\ncommitter %b now\ndata %d\n%b\n" % (os.fsencode(ref), who, len(message), message)
    if base:
        yield b"from %b\n" % base.encode()
    for name, data in (*((each, read(each)) for each in asked.send), (LIST, asked.done)):
        yield b"M 100644 inline %b\ndata %d\n%b\n" % (quoted(name), len(data), data)
    yield from (b"D %b\n" % quoted(name) for name in asked.drop)
    yield b"done\n"


def quoted(name: str) -> bytes:
    """A path as fast-import reads it, whatever it begins with."""
    return b'"%b"' % os.fsencode(name).replace(b"\\", b"\\\\").replace(b'"', b'\\"')
