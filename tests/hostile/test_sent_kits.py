"""A folder of kits that somebody sent is shown and served in nothing: a kit is ours where its record's stamps hold."""

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

import jeu_oie
from jeu_oie import cli
from jeu_oie.builder.record import parse_record, record_file
from jeu_oie.serve.kits import KitOnDisk, find_kit
from tests.chosen import chosen, crossed
from tests.serve.conftest import SMALL, Answer, Serve, Served, servers

STRANGE = "Ce jeu n’a pas été fait sur cet ordinateur : refaites-le."
SECRET = b"-----BEGIN OPENSSH PRIVATE KEY-----"
KIT = Path("output/home/one")
RECORD = Path("output/.jeu-oie/home/one.json")
Tamper = Callable[[Path], str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A circuit with its kit."""
    own = tmp_path_factory.mktemp("built")
    (own / "home").mkdir()
    (own / "home/one.yaml").write_text(SMALL, "utf-8")
    with chdir(own):
        build("home/one.yaml")
    return own


@pytest.fixture
def here(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As if it had been made here, with the stamps that its files have here; beside it what nobody may have."""
    own = tmp_path / "work"
    for name in ("home", "output"):
        shutil.copytree(built / name, own / name, copy_function=shutil.copy)
    for name in parse_names(own):
        forge(own, name)
    (tmp_path / "ssh").mkdir(mode=0o700)
    (tmp_path / "ssh/id_rsa").write_bytes(SECRET)
    monkeypatch.chdir(own)
    return own


@pytest.fixture
def serve(here: Path) -> Iterator[Serve]:
    with servers(here / "home", sheets=False) as made:
        yield made


def build(*arguments: str) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["--lang", "fr", "build", "--only", "svg,html", *arguments])
    assert left.value.code == 0


def asked(served: Served, name: str) -> Answer:
    return served.ask(f"/c/home/one/kit/{name}")


def desk(served: Served) -> str:
    answer = served.ask("/c/home/one/desk")
    assert answer.status == 200
    return answer.text.replace("\u00a0", " ")


def forge(own: Path, name: str) -> str:
    """A record of the right shape that names ``name`` too, with the stamp that it has by now."""
    seen = (own / KIT / name).stat()
    told = json.loads((own / RECORD).read_bytes())
    told["files"][name] = [seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns]
    (own / RECORD).write_text(json.dumps(told), "utf-8")
    return name


def link_a_folder(own: Path) -> str:
    shutil.rmtree(own / KIT / "print")
    (own / KIT / "print").symlink_to(own.parent / "ssh")
    return forge(own, "print/id_rsa")


def link_a_file(own: Path) -> str:
    (own / KIT / "id_rsa").symlink_to(own.parent / "ssh/id_rsa")
    return forge(own, "id_rsa")


def link_the_kit(own: Path) -> str:
    away = own.parent / "ssh/kit"
    shutil.move(own / KIT, away)
    shutil.copy(own.parent / "ssh/id_rsa", away)
    (own / KIT).symlink_to(away)
    for name in parse_names(own):
        forge(own, name)
    return forge(own, "id_rsa")


def parse_names(own: Path) -> list[str]:
    return list(json.loads((own / RECORD).read_bytes())["files"])


def link_the_landlord(own: Path) -> str:
    shutil.move(own / "output/home", own.parent / "ssh/home")
    (own / "output/home").symlink_to(own.parent / "ssh/home")
    shutil.copy(own.parent / "ssh/id_rsa", own / KIT)
    return forge(own, "id_rsa")


def link_the_records(own: Path) -> str:
    shutil.copy(own.parent / "ssh/id_rsa", own / KIT)
    name = forge(own, "id_rsa")
    shutil.move(own / "output/.jeu-oie/home", own.parent / "ssh/records")
    (own / "output/.jeu-oie/home").symlink_to(own.parent / "ssh/records")
    return name


def link_hard(own: Path) -> str:
    """What bears the record's own stamp but for one more name: a link changes the time of the entry."""
    (own / KIT / "board.svg").unlink()
    os.link(own.parent / "ssh/id_rsa", own / KIT / "board.svg")
    return "board.svg"


def write_a_script(own: Path) -> str:
    (own / KIT / "embed.html").write_text("<script>fetch('/')</script>", "utf-8")
    return "embed.html"


def keep_size_and_time(own: Path) -> str:
    """The same size and the same time of the last change: that of the entry is the system's alone."""
    file = own / KIT / "embed.html"
    seen = file.stat()
    file.write_bytes(b"<script></script>".ljust(seen.st_size))
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    return "embed.html"


def write_a_script_and_its_size(own: Path) -> str:
    """Of a record of today's shape all is right but when the files came to stand here."""
    name = write_a_script(own)
    forge(own, name)
    move_about(own)
    return name


def move_about(own: Path) -> None:
    shutil.copytree(own / "output", own / "again", symlinks=True)
    shutil.rmtree(own / "output")
    (own / "again").rename(own / "output")


def name_nothing(own: Path) -> str:
    """A record of no file: there is none whose stamp would not hold."""
    write_a_script(own)
    (own / RECORD).write_text(json.dumps(json.loads((own / RECORD).read_bytes()) | {"files": {}}), "utf-8")
    return "embed.html"


def clone(own: Path) -> str:
    """With git, which knows no time of an entry, and back as it came."""
    write_a_script(own)
    forge(own, "embed.html")
    commit(own)
    subprocess.run(["git", "clone", "--quiet", ".", "../clone"], cwd=own, check=True)
    bring(own, own.parent / "clone/output")
    return "embed.html"


def grow_a_worktree(own: Path) -> str:
    write_a_script(own)
    forge(own, "embed.html")
    commit(own)
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", "../tree"], cwd=own, check=True)
    bring(own, own.parent / "tree/output")
    return "embed.html"


def commit(own: Path) -> None:
    for command in (
        ["init", "--quiet"],
        ["add", "--all", "--force"],
        ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "--message=x"],
    ):
        subprocess.run(["git", *command], cwd=own, check=True)


def unpack(own: Path) -> str:
    write_a_script(own)
    forge(own, "embed.html")
    with zipfile.ZipFile(own.parent / "sent.zip", "w") as packed:
        for each in sorted((own / "output").rglob("*")):
            packed.write(each, each.relative_to(own))
    with zipfile.ZipFile(own.parent / "sent.zip") as packed:
        packed.extractall(own.parent / "unpacked")
    bring(own, own.parent / "unpacked/output")
    return "embed.html"


def bring(own: Path, output: Path) -> None:
    """As if one stood in the folder that came: each file keeps the stamps with which it came to stand there."""
    shutil.rmtree(own / "output")
    output.rename(own / "output")


TAMPERED: tuple[Tamper, ...] = (
    *(link_a_folder, link_a_file, link_the_kit, link_the_landlord, link_the_records, link_hard, write_a_script),
    *(keep_size_and_time, write_a_script_and_its_size, name_nothing, clone, grow_a_worktree, unpack),
)


TELLING = (link_a_file, link_the_kit, link_hard, keep_size_and_time, clone)


@pytest.mark.parametrize("tamper", chosen(TAMPERED, TELLING), ids=lambda each: each.__name__)
def test_a_kit_that_was_sent_gives_no_file_and_is_told(here: Path, serve: Serve, tamper: Tamper) -> None:
    name = tamper(here)
    served = serve(one=SMALL)
    for each in {name, "index.html", "manifest.json"}:
        answer = asked(served, each)
        assert answer.status == 404
        assert SECRET not in answer.body and b"<script>" not in answer.body
    page = desk(served)
    assert STRANGE in page
    assert f"/kit/{name}" not in page
    assert 'data-action="build"' in page


def test_a_kit_that_was_made_here_is_served(here: Path, serve: Serve) -> None:
    """The guard sees something: each of the above stands in such a kit."""
    served = serve(one=SMALL)
    for name in parse_names(here):
        assert asked(served, name).body == (here / KIT / name).read_bytes()
    assert STRANGE not in desk(served)


@pytest.mark.parametrize(
    "tamper", chosen((write_a_script, name_nothing, clone, unpack), (write_a_script,)), ids=lambda each: each.__name__
)
def test_made_again_it_is_ours(here: Path, serve: Serve, tamper: Tamper) -> None:
    name = tamper(here)
    build("home/one.yaml")
    served = serve(one=SMALL)
    assert asked(served, name).status == 200
    assert b"fetch('/')" not in asked(served, name).body


def test_a_site_of_all_kits_that_was_sent_is_not_given(here: Path, serve: Serve) -> None:
    build("--pack", "home")
    served = serve(one=SMALL)
    given = site(served)
    assert given.status == 200 and given.body == (here / "output/site.zip").read_bytes()
    (here / "output/site.zip").write_bytes(b"<script>")
    assert site(served).status == 404


def site(served: Served) -> Answer:
    """As the home leads to it."""
    return served.ask("/site.zip")


OTHER = 4242
root_only = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives a folder away")
MODES = (0o777, 0o1777)  # open to others, and sticky
FOLDERS = ("output", "output/home", "output/home/one", "output/.jeu-oie", "output/.jeu-oie/home")


@pytest.mark.parametrize("folder, mode", crossed(FOLDERS, MODES))
def test_a_folder_in_which_others_write_holds_no_kit_of_ours(here: Path, serve: Serve, folder: str, mode: int) -> None:
    """Whoever may write there may lay a kit and its record, with the stamps that they have."""
    (here / folder).chmod(mode)
    served = serve(one=SMALL)
    assert asked(served, "board.svg").status == 404
    assert "d’autres peuvent y écrire" in desk(served)


@root_only
@pytest.mark.parametrize("folder", chosen(FOLDERS, FOLDERS[2:4]))
def test_a_folder_of_somebody_else_holds_no_kit_of_ours(here: Path, serve: Serve, folder: str) -> None:
    os.chown(here / folder, OTHER, OTHER)
    served = serve(one=SMALL)
    assert asked(served, "board.svg").status == 404
    assert "à quelqu’un d’autre" in desk(served)


def test_a_folder_that_is_swapped_while_it_is_looked_at_is_not_entered(
    here: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = serve(one=SMALL)

    def swap(*given: Any) -> KitOnDisk | None:
        found = find_kit(*given)
        shutil.move(here / KIT, here.parent / "ssh/kit")
        (here / KIT).symlink_to(here.parent / "ssh/kit")
        return found

    monkeypatch.setattr("jeu_oie.serve.home.find_kit", swap)
    assert asked(served, "board.svg").status == 404


def test_a_manifest_that_was_sent_takes_no_file_of_ours_away(here: Path) -> None:
    """It may name what one has laid there since: only what is to the byte what it says was made is taken away."""
    told = json.loads((here / KIT / "manifest.json").read_bytes())
    told["files"] |= {"notes.txt": {"bytes": 3, "sha256": "0" * 64}, "odd.txt": None}
    (here / KIT / "manifest.json").write_text(json.dumps(told), "utf-8")
    for name in ("notes.txt", "odd.txt"):
        (here / KIT / name).write_text("mine", "utf-8")
    build("--force", "--prune", "home/one.yaml")
    assert (here / KIT / "notes.txt").read_text("utf-8") == (here / KIT / "odd.txt").read_text("utf-8") == "mine"


def test_what_a_former_kit_had_is_taken_away(here: Path) -> None:
    """The guard sees something."""
    build("--only", "svg", "--prune", "home/one.yaml")
    assert not (here / KIT / "index.html").exists()
    assert parse_record(KIT) is not None and record_file(KIT) == RECORD


def test_what_was_sent_is_not_told_to_be_ours_of_before(here: Path) -> None:
    """Its manifest is as its files are: only the stamps in a record of ours tell what a build left here."""
    build("--only", "svg", "home/one.yaml")
    assert json.loads((here / KIT / "manifest.json").read_bytes())["files"]["index.html"]["older"]
    clone(here)
    build("--only", "svg", "home/one.yaml")
    assert "index.html" not in json.loads((here / KIT / "manifest.json").read_bytes())["files"]


@pytest.mark.parametrize("files", [{}, {"files": {}}], ids=["as it was made", "a record of nothing"])
def test_a_kit_that_was_sent_is_neither_shown_nor_put_on_line_with_ours(
    here: Path, files: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(here / KIT, here / "output/home/sent")
    told = json.loads((here / RECORD).read_bytes())
    (here / "output/.jeu-oie/home/sent.json").write_text(json.dumps(told | files), "utf-8")
    capsys.readouterr()
    build("--pack", "home")
    said = capsys.readouterr().err.replace("\u00a0", " ")
    assert "Ce kit n’a pas été fait sur cet ordinateur, ou a changé depuis : home/sent." in said
    with zipfile.ZipFile(here / "output/site.zip") as packed:
        names = set(packed.namelist())
    assert "home/one/index.html" in names
    assert not [each for each in names if each.startswith("home/sent")]
    assert "home/sent" not in (here / "output/index.html").read_text("utf-8")


def test_where_others_write_what_was_just_made_is_in_the_gallery(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A disk that knows no permissions looks like this: all is made each time, and nothing is called damaged."""
    for each in (here / "output", *(path for path in (here / "output").rglob("*") if path.is_dir())):
        each.chmod(0o777)
    capsys.readouterr()
    build("home")
    said = capsys.readouterr().err.replace("\u00a0", " ")
    assert "home/one.yaml : fait" in said and "avait changé" not in said
    assert "home/one" in (here / "output/index.html").read_text("utf-8")
    (made,) = jeu_oie.build("home", only=["svg", "html"])
    assert "board.svg" in made.files
