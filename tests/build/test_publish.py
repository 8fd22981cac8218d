"""Publishing: only what changed travels, whole or not at all; nothing outside, through a link, or over another's."""

import json
import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from jeu_oie.builder import publish
from jeu_oie.builder.publish import LIST, FolderSite, is_name, plan_publication, prepare, rank, read_from, read_list
from jeu_oie.builder.publish_git import GitSite
from jeu_oie.builder.publish_sftp import SftpSite
from jeu_oie.errors import PublishRefused, Unpublished
from tests.build.sftp_server import sftp_server
from tests.circuit.test_saving import at_moment, begin, killed, moments

Files = Mapping[str, str]
LINKED = re.compile(r'href="([^"]+)"')


def made(seed: int) -> dict[str, str]:
    """A site of some kits, by its number: each page leads to files of its kit, the gallery to pages."""
    dice = random.Random(seed)
    files: dict[str, str] = {}
    gallery = []
    for kit in dice.sample(["a/repairs", "a/move", "é b/repairs", "c/repairs"], dice.randint(1, 4)):
        own = [f"{kit}/{each}" for each in dice.sample(["board.svg", "board.png", "print/3-person.pdf"], 2)]
        files |= {each: f"{each} {dice.randint(0, 1)}" for each in own}
        links = "".join(f'<a href="{each}">' for each in own)
        files[f"{kit}/index.html"] = f"{dice.randint(0, 1)} {links}"
        gallery.append(f"{kit}/index.html")
    links = "".join(f'<a href="{each}">' for each in gallery)
    return {**files, "index.html": f"{dice.randint(0, 1)} {links}"}


@pytest.fixture(autouse=True)
def plain_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that stands in a folder goes on line: what a kit's record says of it is tested with kits (tests/cli)."""
    monkeypatch.setattr(publish, "list_strangers", lambda *_: [])
    monkeypatch.setattr(publish, "list_site", lambda folder: tuple(standing(folder)))


def standing(folder: Path) -> dict[str, str]:
    """Every file of a site by its name, but for its list and drafts."""
    found = (each for each in folder.rglob("*") if each.is_file() and ".jeu-oie-" not in each.as_posix())
    names = {each.relative_to(folder).as_posix(): each.read_text() for each in found}
    return {name: text for name, text in sorted(names.items()) if name != LIST}


def lay(folder: Path, files: Files) -> Path:
    """``files``, and nothing else, in ``folder``."""
    subprocess.run(["rm", "-rf", folder], check=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def bring(source: Path, site: publish.Site) -> publish.Publication:
    asked = prepare(source, site)
    site.carry(asked, lambda name: read_from(source, name))
    return asked


def is_whole(there: Files, former: Files, now: Files) -> bool:
    """Whether each page is former or new, and every link of it is answered."""
    pages = {name: text for name, text in there.items() if name.endswith(".html")}
    known = all(text in (former.get(name), now.get(name)) for name, text in pages.items())
    return known and all(each in there for text in pages.values() for each in LINKED.findall(text))


@pytest.mark.parametrize("seed", range(12))
def test_only_what_changed_travels_in_an_order_that_keeps_pages_whole(seed):
    former, now = made(seed), made(seed + 1000)
    asked = plan_publication(former, now)
    assert set(asked.send) == {name for name in now if former.get(name) != now[name]}
    assert set(asked.drop) == former.keys() - now.keys()
    assert [*asked.send] == sorted(asked.send, key=rank)
    there = dict(former)
    for name in asked.send:
        there[name] = now[name]
        assert is_whole(there, former, now), name
    for name in asked.drop:
        del there[name]
        assert is_whole(there, former, now), name
    assert there == now == read_list(asked.done)
    begun = read_list(asked.begun)
    assert begun.keys() == {*former, *now} and not any(begun[name] for name in asked.send)


@pytest.mark.parametrize(
    "name", ["../x", "/x", "a/../x", ".htaccess", "a/.git/config", "a//b", "a\nb", "a\\b", "", LIST]
)
def test_no_file_of_a_site_is_called_so(name):
    assert not is_name(name)
    with pytest.raises(PublishRefused) as refused:
        read_list(json.dumps({"files": {name: ""}}).encode())
    assert refused.value.why is Unpublished.LIST


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b'{"files": 3}', b'{"files": {"a": 3}}', b"\xff", b"[" * 100_000]
)
def test_a_list_that_is_not_ours_is_refused(data):
    with pytest.raises(PublishRefused):
        read_list(data)


@pytest.mark.parametrize("seed", range(4))
def test_a_folder_is_brought_up_to_date(tmp_path, seed):
    site = FolderSite(tmp_path / "site")
    for turn in (seed, seed + 100, seed + 200):
        source = lay(tmp_path / "out", made(turn))
        bring(source, site)
        assert standing(site.root) == made(turn)
        assert bring(source, site).is_empty


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_each_page_former_or_new_and_the_next_call_ends_it(tmp_path):
    former, now = made(4), made(11)
    assert set(former) - set(now) and set(now) - set(former)
    site, source = FolderSite(tmp_path / "site"), tmp_path / "out"

    def begin() -> None:
        lay(site.root, {})
        bring(lay(source, former), site)
        lay(source, now)

    begin()
    every = moments(lambda: bring(source, site))
    for moment in random.Random(1).sample(every, 30):
        begin()

        def act(moment: int = moment) -> None:
            with at_moment(moment, lambda: os.kill(os.getpid(), signal.SIGKILL)):
                bring(source, site)

        assert killed(act) == signal.SIGKILL, moment
        assert is_whole(standing(site.root), former, now), moment
        bring(source, site)
        assert standing(site.root) == now, moment
        assert [each.name for each in site.root.rglob(".jeu-oie-*")] == [], moment


@pytest.mark.parametrize("where", ["index.html", "a", "a/repairs", "a/repairs/index.html"])
def test_nothing_goes_through_a_link(tmp_path, where):
    kit = {"index.html": "", "a/repairs/index.html": ""}
    source, site = lay(tmp_path / "out", kit), FolderSite(tmp_path / "site")
    other = lay(tmp_path / "other", {"theirs": "theirs"})
    (site.root / where).parent.mkdir(parents=True)
    (site.root / where).symlink_to(other)
    with pytest.raises(PublishRefused) as refused:
        bring(source, site)
    assert (refused.value.why, refused.value.what) == (Unpublished.LINK, where)
    assert standing(other) == {"theirs": "theirs"} and not (site.root / LIST).exists()


def test_what_no_publication_brought_is_neither_replaced_nor_removed(tmp_path):
    source, site = lay(tmp_path / "out", {"index.html": "ours"}), FolderSite(tmp_path / "site")
    lay(site.root, {"index.html": "theirs", "blog/index.html": "theirs"})
    with pytest.raises(PublishRefused) as refused:
        bring(source, site)
    assert (refused.value.why, refused.value.what) == (Unpublished.STRANGER, "index.html")
    (site.root / "index.html").unlink()
    bring(source, site)
    assert standing(site.root) == {"blog/index.html": "theirs", "index.html": "ours"}


def test_nothing_is_brought_where_there_is_nothing(tmp_path):
    with pytest.raises(PublishRefused) as refused:
        bring(lay(tmp_path / "out", {}), FolderSite(tmp_path / "site"))
    assert refused.value.why is Unpublished.NOTHING


def run(folder: Path, *arguments: str) -> str:
    told = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return told.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """One with a bare one as its remote."""
    top = tmp_path / "top"
    run(tmp_path, "init", "-q", "--bare", "bare.git")
    run(tmp_path, "init", "-q", "-b", "main", "top")
    run(top, "config", "user.name", "Essai")
    run(top, "config", "user.email", "essai@example.org")
    run(top, "commit", "-q", "--allow-empty", "-m", "x")
    run(top, "remote", "add", "origin", str(tmp_path / "bare.git"))
    return top


def pages(folder: Path, branch: str = "pages") -> dict[str, str]:
    names = run(folder, "ls-tree", "-r", "-z", "--name-only", branch).split("\0")[:-1]
    return {name: run(folder, "show", f"{branch}:{name}") for name in names if name != LIST}


def test_a_branch_and_its_remote_are_brought_up_to_date(tmp_path, repository):
    site = GitSite(repository, "pages")
    for turn in (0, 100, 200):
        source = lay(tmp_path / "out", made(turn))
        bring(source, site)
        assert pages(repository) == pages(tmp_path / "bare.git") == made(turn)
        assert bring(source, site).is_empty
    assert run(repository, "rev-list", "--count", "pages") == "3\n"
    assert run(repository, "status", "--porcelain") == ""


def test_what_stands_in_the_branch_stays(tmp_path, repository):
    run(repository, "checkout", "-q", "--orphan", "pages")
    (repository / "CNAME").write_text("example.org")
    run(repository, "add", "CNAME")
    run(repository, "commit", "-qm", "x")
    site = GitSite(repository, "pages")
    source = lay(tmp_path / "out", made(1))
    with pytest.raises(PublishRefused) as refused:
        bring(source, site)
    assert refused.value.why is Unpublished.WORKED_ON
    run(repository, "checkout", "-q", "main")
    bring(source, site)
    assert pages(repository) == {"CNAME": "example.org", **made(1)}


def test_a_push_that_was_refused_is_made_up_for(tmp_path, repository):
    source, site = lay(tmp_path / "out", made(1)), GitSite(repository, "pages")
    (tmp_path / "bare.git").rename(tmp_path / "gone.git")
    with pytest.raises(PublishRefused) as refused:
        bring(source, site)
    assert refused.value.why is Unpublished.PUSH
    (tmp_path / "gone.git").rename(tmp_path / "bare.git")
    assert bring(source, site).is_empty
    assert pages(tmp_path / "bare.git") == made(1)


@pytest.mark.parametrize("branch", ["a b", "..", "", "x.lock"])
def test_a_branch_that_no_git_has_is_refused(tmp_path, repository, branch):
    with pytest.raises(PublishRefused) as refused:
        bring(lay(tmp_path / "out", made(1)), GitSite(repository, branch))
    assert refused.value.why is Unpublished.BRANCH


def test_no_repository_no_branch(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(PublishRefused) as refused:
        bring(lay(tmp_path / "out", made(1)), GitSite(lay(tmp_path / "no", {"x": ""}), "pages"))
    assert refused.value.why is Unpublished.REPOSITORY


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("server")
    with sftp_server(home) as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{home / 'bin'}:{os.environ['PATH']}")
        yield address


def at(server: str, folder: Path) -> SftpSite:
    folder.mkdir(parents=True, exist_ok=True)
    return SftpSite.at(f"sftp://{server}{folder}")


@pytest.mark.slow
def test_a_folder_behind_sftp_is_brought_up_to_date(tmp_path, server):
    site = at(server, tmp_path / 'sites "of" [us]\\*')
    for turn in (0, 100):
        source = lay(tmp_path / "out", made(turn))
        bring(source, site)
        assert standing(Path(site.path)) == made(turn)
        assert bring(source, site).is_empty
    assert not [*Path(site.path).rglob(".jeu-oie-*")]


def carry_apart(site: SftpSite, asked: publish.Publication, source: Path) -> None:
    """In a group of processes of its own, so that what it starts ends with it."""
    os.setpgid(0, 0)
    site.carry(asked, lambda name: read_from(source, name))


@pytest.mark.slow
def test_sftp_killed_while_files_come_leaves_pages_whole_and_the_next_call_ends_it(tmp_path, server):
    many = [f"many/{rank}.html" for rank in range(80)]
    former, now = {**made(4), **dict.fromkeys(many, "0")}, {**made(11), **dict.fromkeys(many, "1")}
    dice = random.Random(2)
    site, source = at(server, tmp_path / "site"), tmp_path / "out"
    between = 0  # sites that were seen half way
    for _ in range(12):
        lay(Path(site.path), {})
        Path(site.path).mkdir()
        bring(lay(source, former), site)
        lay(source, now)
        asked = prepare(source, site)
        shown = dice.choice((LIST, "many/0.html"))  # the first change of all; the first page, after all files
        before = (Path(site.path) / shown).read_bytes()
        carrier = begin(partial(carry_apart, site, asked, source))
        while (Path(site.path) / shown).read_bytes() == before:
            pass
        time.sleep(dice.uniform(0, 0.01))
        os.killpg(carrier, signal.SIGKILL)
        os.waitpid(carrier, 0)
        there = standing(Path(site.path))
        assert is_whole(there, former, now)
        between += there not in (former, now)
        time.sleep(0.3)  # what had been asked of the server is done
        bring(source, site)
        assert standing(Path(site.path)) == now
        assert not [*Path(site.path).rglob(".jeu-oie-*")]
    assert between


@pytest.mark.parametrize("where", ["index.html", "a", "a/repairs", "a/repairs/index.html"])
def test_nothing_goes_through_a_link_of_a_server(tmp_path, server, where):
    source, site = lay(tmp_path / "out", {"index.html": "", "a/repairs/index.html": ""}), at(server, tmp_path / "site")
    other, link = lay(tmp_path / "other", {"theirs": "theirs"}), Path(site.path) / where
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(other)
    with pytest.raises(PublishRefused) as refused:
        bring(source, site)
    assert (refused.value.why, refused.value.what) == (Unpublished.LINK, where)
    assert standing(other) == {"theirs": "theirs"}


def test_a_server_that_does_not_rename_over_a_file_is_told_before_anything_is_sent(tmp_path, monkeypatch):
    (tmp_path / "server").mkdir()
    with sftp_server(tmp_path / "server", options="-P posix-rename") as address:
        monkeypatch.setenv("PATH", f"{tmp_path / 'server' / 'bin'}:{os.environ['PATH']}")
        with pytest.raises(PublishRefused) as refused:
            bring(lay(tmp_path / "out", made(1)), at(address, tmp_path / "site"))
    assert refused.value.why is Unpublished.NO_RENAME
    assert not [*(tmp_path / "site").iterdir()]


def test_what_the_server_says_is_told(tmp_path, server):
    with pytest.raises(PublishRefused) as refused:
        bring(lay(tmp_path / "out", made(1)), SftpSite.at(f"sftp://{server}/no/such/folder"))
    assert refused.value.why is Unpublished.SERVER and "o such" in refused.value.what


@pytest.mark.parametrize(
    "address",
    [
        "sftp://",
        "sftp://h",
        "sftp://u:secret@h/x",
        "sftp://-oProxyCommand=x/y",
        "sftp://h/../x",
        "http://h/x",
        "sftp://h/a\nb",
    ],
)
def test_an_address_that_nobody_can_mean_is_refused(address):
    with pytest.raises(PublishRefused) as refused:
        SftpSite.at(address)
    assert refused.value.why is Unpublished.ADDRESS
