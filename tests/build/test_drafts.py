"""What is written goes where it was meant to go: through no link laid in the way, under the right permissions."""

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from jeu_oie import cli, disk
from jeu_oie.builder import record
from jeu_oie.builder.find import candidates
from jeu_oie.cli.circuits import save
from jeu_oie.errors import OutputRefused, Refusal
from jeu_oie.kit import KitFiles, write
from tests.build.conftest import contents

KIT = Path("output/les-tilleuls/small")


def kit(**files):
    return KitFiles({name.replace("__", "/"): data for name, data in files.items()})


@pytest.fixture
def victim(tmp_path):
    """A file of somebody's, outside of all that is written."""
    file = tmp_path / "outside" / "precious"
    file.parent.mkdir()
    file.write_bytes(b"precious")
    yield file
    assert file.read_bytes() == b"precious"
    assert [each.name for each in file.parent.iterdir()] == ["precious"]


def run(*arguments):
    with pytest.raises(SystemExit) as left:
        cli.main(["--lang", "fr", *map(str, arguments)])
    return left.value.code


def names_of_old(name):
    """Those under which drafts once stood: the process's number is no secret."""
    return (f".{name}.{os.getpid()}.draft", f".{name}.{os.getpid()}")


@pytest.mark.parametrize("rank", range(2))
def test_a_link_under_a_name_that_anybody_can_compute_catches_nothing(tmp_path, victim, rank):
    out = tmp_path / "out"
    out.mkdir()
    (out / names_of_old("index.html")[rank]).symlink_to(victim)
    write(KitFiles({"index.html": b"page"}), out)
    assert (out / "index.html").read_bytes() == b"page"


@pytest.mark.parametrize("rank", range(2))
def test_nor_does_one_beside_a_file_that_is_exported(here, victim, rank):
    (here / names_of_old("table.csv")[rank]).symlink_to(victim)
    assert run("export", "circuits/les-tilleuls/small.yaml", "--csv", "table.csv") == 0
    assert (here / "table.csv").stat().st_size > 0


def test_nor_one_under_the_name_of_a_printer_s_file(tmp_path, victim, monkeypatch):
    settings = tmp_path / "settings" / "printers.json"
    settings.parent.mkdir()
    monkeypatch.setattr("jeu_oie.cli.printers.settings_file", lambda: settings)
    for draft in names_of_old("printers.json"):
        (settings.parent / draft).symlink_to(victim)
    assert run("calibrate", "--printer", "Étage 2", "--x", "1", "--y", "-1") == 0
    assert "Étage 2" in settings.read_text("utf-8")


def test_no_two_drafts_have_one_name_and_each_is_known(tmp_path):
    names = {disk.draft_of(tmp_path / "index.html").name for _ in range(100)}
    assert len(names) == 100
    assert all(disk.DRAFT.fullmatch(name) for name in names)


def test_a_draft_is_never_written_into_what_stands_there(tmp_path, victim, monkeypatch):
    taken = tmp_path / ".jeu-oie-0.draft"
    taken.symlink_to(victim)
    monkeypatch.setattr(disk, "draft_of", lambda target: taken)
    with pytest.raises(OutputRefused) as told:
        write(kit(a=b"1"), tmp_path)
    assert told.value.path == str(tmp_path / "a")


@pytest.mark.parametrize("way", ["print", "print/deep"])
def test_a_folder_that_leads_out_is_refused(tmp_path, victim, way):
    out = tmp_path / "out"
    (out / way).parent.mkdir(parents=True)
    (out / way).symlink_to(victim.parent)
    with pytest.raises(OutputRefused) as told:
        write(KitFiles({"a": b"1", f"{way}/b": b"2"}), out)
    assert (told.value.refusal, told.value.path) == (Refusal.LINK, str(out / way))
    assert not (out / "a").exists()


@pytest.mark.parametrize("way", ["output/les-tilleuls", "output/les-tilleuls/small"])
def test_a_kit_s_folder_that_leads_out_is_told_and_the_others_are_made(here, build, victim, way):
    (here / way).parent.mkdir(parents=True, exist_ok=True)
    (here / way).symlink_to(victim.parent)
    status, said = build()
    assert status == 1
    assert f"{way} : un lien mène hors du dossier demandé" in said
    assert ("1 fait" in said) is (way != "output/les-tilleuls")


@pytest.mark.parametrize("name", [".jeu-oie", ".jeu-oie/les-tilleuls", ".jeu-oie/lock"])
def test_what_the_program_keeps_leads_nowhere_else(here, build, victim, name):
    place = here / "output" / name
    place.parent.mkdir(parents=True)
    place.symlink_to(victim.parent / "made" if name.endswith("lock") else victim.parent)
    status, said = build()
    assert status == 1
    assert "un lien mène hors du dossier demandé" in said


@pytest.mark.parametrize("name", ["small.json", "small.half"])
def test_a_record_that_is_a_link_is_replaced(here, build, victim, name):
    place = here / "output/.jeu-oie/les-tilleuls" / name
    place.parent.mkdir(parents=True)
    place.symlink_to(victim.parent / "made" if name.endswith("half") else victim)
    assert build()[0] == 0
    assert not record.is_interrupted(KIT)
    assert record.parse_record(KIT)


def test_a_file_that_is_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path, victim):
    out = tmp_path / "out"
    out.mkdir()
    (out / "a").symlink_to(victim)
    (out / "b").symlink_to(victim.parent)
    write(kit(a=b"1", b=b"2"), out)
    assert not (out / "a").is_symlink()
    assert contents(out) == {"a": b"1", "b": b"2"}


def test_an_output_folder_that_is_a_link_of_the_user_s_own_is_used(here, build, tmp_path):
    (tmp_path / "disk" / "les-tilleuls").mkdir(parents=True)
    (here / "output").symlink_to(tmp_path / "disk")
    assert build()[0] == 0
    assert (tmp_path / "disk/les-tilleuls/small/board.svg").is_file()
    assert "2 inchangés" in build()[1]


@pytest.fixture
def linked(here):
    """A file that the user reaches by a link of his own."""
    (here / "far").mkdir()
    (here / "far" / "file").write_bytes(b"before")
    (here / "link").symlink_to(here / "far" / "file")
    return here / "link"


def test_a_file_named_by_a_link_is_written_where_it_leads(linked):
    assert run("export", "circuits/les-tilleuls/small.yaml", "--csv", linked) == 0
    assert linked.is_symlink()
    assert linked.resolve().stat().st_size > 100
    assert [each.name for each in linked.resolve().parent.iterdir()] == ["file"]


def test_a_circuit_kept_elsewhere_is_saved_there(linked):
    save(linked, b"before", b"after")
    assert linked.is_symlink()
    assert linked.resolve().read_bytes() == b"after"


def test_what_is_no_file_is_written_to_as_it_is(tmp_path):
    """« --svg /dev/stdout »."""
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    disk.write_asked(pipe, b"drawn")
    reader.join(10)
    assert read == [b"drawn"]
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


def test_a_link_that_leads_to_itself_is_told(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OutputRefused) as told:
        disk.write_asked(tmp_path / "a" / "file", b"")
    assert told.value.refusal in (Refusal.LINK, Refusal.TAKEN)


def test_a_new_circuit_is_not_written_through_a_link(here, victim):
    (here / "mine.yaml").symlink_to(victim.parent / "made")
    assert run("new", here / "mine.yaml") == 1


@pytest.fixture
def masked():
    before = os.umask(0o027)
    yield
    os.umask(before)


@pytest.mark.parametrize("writing", [lambda file: write(KitFiles({"a": b"1"}), file.parent), disk.write_asked])
def test_a_new_file_is_open_as_the_user_says_and_a_replaced_one_as_it_was(tmp_path, masked, writing):
    file = tmp_path / "a"
    put = writing if writing is not disk.write_asked else lambda file: disk.write_asked(file, b"1")
    put(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    for mode, kept in ((0o600, 0o600), (0o664, 0o664), (0o4755, 0o755)):
        file.chmod(mode)
        put(file)
        assert stat.S_IMODE(file.stat().st_mode) == kept


def failing(number):
    def fail(path, *_, **__):
        raise OSError(number, os.strerror(number), str(path))

    return fail


@pytest.mark.parametrize("name", ["open", "replace"])
def test_a_failure_names_the_file_and_never_a_draft(tmp_path, monkeypatch, name):
    owner = os if name == "open" else Path
    for put in (lambda: write(KitFiles({"a": b"1"}), tmp_path), lambda: disk.write_asked(tmp_path / "a", b"1")):
        with monkeypatch.context() as full:
            full.setattr(owner, name, failing(errno.ENOSPC))
            with pytest.raises(OutputRefused) as told:
                put()
        assert (told.value.path, told.value.refusal) == (str(tmp_path / "a"), Refusal.FULL)
        assert list(tmp_path.iterdir()) == []


def test_drafts_of_a_killed_build_are_swept_and_nothing_else(tmp_path, victim):
    out = tmp_path / "out"
    left = disk.draft_of(out / "print" / "2-table.pdf")
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    disk.draft_of(out / "index.html").write_bytes(b"half")
    kept = {".notes.5.draft", "mine.draft", ".jeu-oie-12.draft", "print/.jeu-oie.draft"}
    for name in kept:
        (out / name).write_bytes(b"mine")
    link, folder = disk.draft_of(out / "x"), disk.draft_of(out / "y")
    link.symlink_to(victim)
    folder.mkdir()
    (folder / "notes").write_bytes(b"mine")
    assert record.sweep(out) == 2
    assert {name for name in kept if (out / name).is_file()} == kept
    assert link.is_symlink()
    assert (folder / "notes").read_bytes() == b"mine"


@pytest.fixture
def abandoned(here):
    """The drafts of two saves that were killed, one before and one while the file and its new text changed places."""
    home = here / "circuits/les-tilleuls"
    for name, data in ((disk.NEXT, b"half"), (disk.apart_name(home / "small.yaml"), b"whole")):
        place = disk.draft_of(home / "small.yaml")
        place.mkdir()
        (place / disk.IGNORE).write_bytes(b"*\n")
        (place / name).write_bytes(data)
    return home


def test_a_build_sweeps_the_drafts_of_killed_saves_and_leaves_those_of_living_ones(here, build, abandoned):
    with disk.draft_folder(abandoned) as living, disk.draft_folder(here / "circuits") as above:
        status, said = build()
        assert list(abandoned.glob(".jeu-oie-*")) == [living]
        assert list((here / "circuits").glob(".jeu-oie-*")) == [above]
    assert status == 0
    assert (abandoned / "small.yaml.1.txt").read_bytes() == b"whole"
    assert "circuits/les-tilleuls/small.yaml.1.txt est l’autre version d’un circuit" in said
    assert build()[0] == 0
    assert "l’autre version" not in build()[1]


@pytest.mark.skipif(not disk.STEPWISE, reason="Windows has no descriptors of folders")
def test_a_link_that_is_laid_in_the_place_of_a_draft_while_it_is_swept_leads_nowhere(here, abandoned, monkeypatch):
    """Whoever may write into the folder may swap its entries at any moment."""
    outside = here / "outside"
    outside.mkdir()
    theirs = {name: outside / name for name in (disk.NEXT, disk.IGNORE, "notes.txt~")}
    for name, file in theirs.items():
        file.write_text(name)
    is_left = disk.is_left

    def swapped(place, held):
        answer = is_left(place, held)
        place.rename(here / f"moved-{place.name}")
        place.symlink_to(outside)
        return answer

    monkeypatch.setattr(disk, "is_left", swapped)
    _, laid = disk.sweep(abandoned)
    assert {name: file.read_text() for name, file in theirs.items()} == {name: name for name in theirs}
    assert [each.read_bytes() for each in laid] == [b"whole"], "what is ours is laid beside all the same"


def test_serve_sweeps_them_too(here, abandoned, monkeypatch):
    monkeypatch.setattr("jeu_oie.cli.serve.Server.serve_at", lambda _, opened: opened.close())
    assert run("serve", "circuits") == 0
    assert not list(abandoned.glob(".jeu-oie-*"))
    assert (abandoned / "small.yaml.1.txt").read_bytes() == b"whole"


def test_a_folder_that_goes_while_circuits_are_sought_is_none(here, monkeypatch):
    """As the draft of another process does."""
    real = os.scandir

    def going(path):
        if Path(path).name == "going":
            Path(path).rmdir()
        return real(path)

    (here / "circuits" / "going").mkdir()
    monkeypatch.setattr(os, "scandir", going)
    found = [each.path.name for each in candidates([here / "circuits"])]
    assert found == ["common.yaml", "neighbours.yaml", "small.yaml"]


def test_an_interruption_takes_the_draft_along(tmp_path):
    with pytest.raises(KeyboardInterrupt), disk.create_file(tmp_path / "a"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
