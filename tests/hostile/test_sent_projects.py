"""A project file that nobody asked for or agreed to runs nothing, writes nowhere else, and names no address."""

import os
import shutil
import signal
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

import pytest

from jeu_oie import cli, trust
from jeu_oie.api import build as through_api
from jeu_oie.builder.project import read_project
from jeu_oie.builder.templates import own_templates
from jeu_oie.errors import InvalidInput
from jeu_oie.messages import load_catalog
from jeu_oie.serve.guard import Keys
from jeu_oie.serve.home import Home
from jeu_oie.serve.pages import Pages
from jeu_oie.serve.routes import Server
from tests.serve.conftest import SMALL
from tests.setup.test_ci_runs import said as ci_lines

HOSTILE = "Appelez le 08 99"
ASKED = "templates: t\noutput: kits\nbase-url: https://evil.example/\nboard: saver\n"
KIT = "folder/one-saver"
OTHER = 4242
root_only = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives a file away")


@dataclass
class Terminal:
    """Who sits there, and what was asked."""

    answers: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def ask(self, question: str, default: str, *_: object) -> str:
        self.asked.append(" ".join(question.replace("\u00a0", " ").split()))
        return self.answers.pop(0) if self.answers else default


@pytest.fixture(autouse=True)
def consents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state/jeu-oie/trusted.json"


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that somebody sent, which one has entered."""
    folder = tmp_path / "sent"
    (folder / "folder").mkdir(parents=True)
    (folder / "folder/one.yaml").write_text(SMALL, "utf-8")
    (folder / "jeu-oie.yaml").write_text(ASKED, "utf-8")
    (folder / "t/page").mkdir(parents=True)
    (folder / "t/page/page.html").write_text(f"<!doctype html><title>x</title><p>{HOSTILE}</p>", "utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    made = Terminal()
    monkeypatch.setattr("jeu_oie.cli.projects.is_asked", lambda: True)
    monkeypatch.setattr("jeu_oie.cli.terminal.ask", made.ask)
    yield made
    assert not made.answers, "a question was not asked"


Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The status must be 0, unless it is ``expected``; gives what was said, with plain spaces."""

    def run(*arguments: object, expected: int = 0) -> str:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main(["--lang", "fr", *map(str, arguments)])
        said = capsys.readouterr().err
        assert left.value.code == expected, said
        return " ".join(said.replace("\u00a0", " ").split())

    return run


BUILD = ("build", "folder", "--only", "svg,html")


def kits(folder: Path) -> dict[str, str]:
    """The pages that were made: where, and what they say."""
    return {each.relative_to(folder).as_posix(): each.read_text("utf-8") for each in folder.rglob(f"{KIT}/index.html")}


def agree(folder: Path) -> None:
    file = folder / "jeu-oie.yaml"
    trust.keep_consent(file, read_project(file, asked=False).content)


def is_agreed(folder: Path) -> bool:
    """Whether all that its project asks for would hold: what comes of that is seen where something is built."""
    return read_project(folder / "jeu-oie.yaml", asked=False).agreed


def assert_nothing_held(folder: Path) -> None:
    made = kits(folder)
    assert list(made) == [f"output/{KIT}/index.html"], "board holds, output does not"
    assert HOSTILE not in made[f"output/{KIT}/index.html"]
    assert "evil.example" not in made[f"output/{KIT}/index.html"]


def assert_all_held(folder: Path) -> None:
    made = kits(folder)
    assert list(made) == [f"kits/{KIT}/index.html"]
    assert HOSTILE in made[f"kits/{KIT}/index.html"]


def test_in_the_folder_that_was_entered_nothing_of_it_holds_and_that_is_said(sent: Path, run: Run) -> None:
    said = run(*BUILD)
    assert_nothing_held(sent)
    assert "templates, output, base-url. Sans votre accord, ce n’est pas suivi." in said
    assert f"--project {sent}/jeu-oie.yaml" in said
    assert "modèles :" not in said


@pytest.mark.parametrize("mode", [0o1777, 0o777], ids=["sticky", "open"])
@root_only
def test_nor_of_one_that_another_account_laid_above(sent: Path, run: Run, mode: int, tmp_path: Path) -> None:
    for name in ("jeu-oie.yaml", "t"):
        shutil.move(sent / name, tmp_path)
    for each in (tmp_path / "jeu-oie.yaml", tmp_path / "t", *(tmp_path / "t").rglob("*")):
        os.chown(each, OTHER, OTHER)
    tmp_path.chmod(mode)
    run(*BUILD)
    assert_nothing_held(sent)
    assert not (tmp_path / "kits").exists()


def test_asked_for_by_its_name_it_holds_and_what_is_used_is_said(sent: Path, run: Run, consents: Path) -> None:
    said = run("--project", "jeu-oie.yaml", *BUILD)
    assert_all_held(sent)
    assert "modèles : t · jeux dans : kits · adresse : https://evil.example/" in said
    assert not consents.exists(), "for this run"


def test_templates_asked_for_alone_hold_alone(sent: Path, run: Run) -> None:
    said = run(*BUILD, "--templates", "t")
    assert list(kits(sent)) == [f"output/{KIT}/index.html"]
    assert HOSTILE in kits(sent)[f"output/{KIT}/index.html"]
    assert "modèles : t" in said and "jeux dans" not in said


def test_quietly_it_is_not_followed_either(sent: Path, run: Run) -> None:
    assert run(*BUILD, "--quiet") == ""
    assert_nothing_held(sent)


def test_a_profile_for_print_is_not_read(sent: Path, run: Run) -> None:
    (sent / "jeu-oie.yaml").write_text(
        "icc: none.icc\nprinter: bureau\nassociation: {name: x}\nboard: saver\n", "utf-8"
    )
    assert "icc, printer, association." in run(*BUILD)
    assert_nothing_held(sent)


def test_what_only_says_how_things_look_needs_nobody(sent: Path, run: Run) -> None:
    (sent / "jeu-oie.yaml").write_text("board: saver\npeople: 12\nlandlords: {folder: {board: saver}}\n", "utf-8")
    assert "accord" not in run(*BUILD)
    assert_nothing_held(sent)


def test_a_circuit_that_is_called_like_an_option_asks_for_nothing(sent: Path, run: Run) -> None:
    """Behind « -- » stand names of files, as the window and automation write them."""
    shutil.move(sent / "folder/one.yaml", sent / "folder/--project=jeu-oie.yaml")
    run("build", "--only", "svg,html", "--", "folder")
    (sent / "folder/--project=jeu-oie.yaml").rename(sent / "--project=jeu-oie.yaml")
    assert "Sans votre accord" in run("build", "--only", "svg,html", "--", "--project=jeu-oie.yaml")
    assert not (sent / "kits").exists()


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch, run: Run) -> Callable[..., list[tuple[str, str]]]:
    """Serve; gives the page of the preview after each of ``saves``, and the folder in which its buttons would build."""

    def look(*arguments: str, saves: tuple[Callable[[], object], ...] = ()) -> list[tuple[str, str]]:
        told: list[tuple[str, str]] = []

        def seen(server: Server, opened: socket) -> int:
            opened.close()
            circuit = next(iter(server.circuits.values()))
            home = Home(Pages(server.circuits, load_catalog("fr"), Keys(print)), server.tasks, server.stop)
            for save in ((lambda: None), *saves):
                save()
                made = circuit.make()
                assert not made.fault
                page = made.page.html.decode() if made.page else " ".join(each.code for each in made.problems)
                told.append((page, home.out(circuit).relative_to(Path.cwd()).as_posix()))
            return signal.SIGTERM

        monkeypatch.setattr(Server, "serve_at", seen)
        run(*arguments, "serve", "folder")
        return told

    return look


def test_a_preview_runs_no_templates_that_nobody_asked_for(
    sent: Path, looked: Callable[..., list[tuple[str, str]]]
) -> None:
    ((page, out),) = looked()
    assert HOSTILE not in page and out == "output"


def test_it_runs_those_of_the_project_that_was_named(sent: Path, looked: Callable[..., list[tuple[str, str]]]) -> None:
    ((page, out),) = looked("--project", "jeu-oie.yaml")
    assert HOSTILE in page and out == "kits"


def test_templates_that_change_while_it_runs_are_no_longer_agreed_to(
    sent: Path, looked: Callable[..., list[tuple[str, str]]]
) -> None:
    file = sent / "t/page/page.html"
    before = file.read_text("utf-8")
    agree(sent)
    pages = [page for page, _ in looked(saves=(lambda: file.write_text("other"), lambda: file.write_text(before)))]
    assert [HOSTILE in page for page in pages] == [True, False, True]
    assert "templates-changed" in pages[1]


QUESTION = (
    "Ce dossier demande à utiliser les modèles t, à écrire les jeux dans kits, à donner https://evil.example/ comme "
    "adresse aux pages. Faites-vous confiance à qui l’a écrit ? [oui/non]"
)


def test_a_yes_is_kept(sent: Path, run: Run, terminal: Terminal, consents: Path) -> None:
    terminal.answers = ["oui"]
    run(*BUILD)
    assert_all_held(sent)
    assert [each.endswith(QUESTION) for each in terminal.asked] == [True]
    assert consents.is_file()
    shutil.rmtree(sent / "kits")
    os.utime(sent / "jeu-oie.yaml")
    run(*BUILD)
    assert_all_held(sent)
    assert len(terminal.asked) == 1


@pytest.mark.parametrize("answer", ["non", "", "n", "peut-être", "oui !", "1"])
def test_whatever_is_no_yes_is_a_no(sent: Path, run: Run, terminal: Terminal, consents: Path, answer: str) -> None:
    terminal.answers = [answer]
    assert "Sans votre accord" in run("publish", expected=1)
    assert not is_agreed(sent) and not consents.exists()


@pytest.mark.parametrize("answer", ["o", "Oui", "OUI", "ou"])
def test_a_yes_may_be_short(sent: Path, run: Run, terminal: Terminal, answer: str) -> None:
    terminal.answers = [answer]
    run("publish", expected=1)
    assert is_agreed(sent)


def test_in_english(sent: Path, terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    terminal.answers = ["yes"]
    with pytest.raises(SystemExit):
        cli.main(["--lang", "en", *BUILD])
    assert_all_held(sent)
    assert "Do you trust whoever wrote it? [yes/no]" in terminal.asked[0]
    assert "templates: t · kits in: kits" in capsys.readouterr().err


@pytest.mark.slow
def test_what_is_agreed_to_is_shown_whole(sent: Path, run: Run, terminal: Terminal) -> None:
    """« verify » writes nothing but looks where kits are; the yes is one to all that the file asks."""
    terminal.answers = ["oui"]
    run("verify", "000000", "folder/one.yaml", expected=1)
    assert terminal.asked[0].endswith(QUESTION)


def test_a_command_that_does_none_of_it_asks_nothing(sent: Path, run: Run, terminal: Terminal) -> None:
    for arguments in (("check", "folder"), ("odds", "folder/one.yaml", "--play", "60")):
        run(*arguments)
    assert terminal.asked == []


CHANGES: dict[str, Callable[[Path], object]] = {
    "the project": lambda own: (own / "jeu-oie.yaml").write_text(f"{ASKED}# x\n", "utf-8"),
    "a template": lambda own: (own / "t/page/page.html").write_text(f"<p>{HOSTILE}</p><p>", "utf-8"),
    "one more template": lambda own: (own / "t/fragment.html").write_text(HOSTILE, "utf-8"),
    "one template less": lambda own: (own / "t/page/page.html").unlink(),
    "a template that moved": lambda own: (own / "t/page/page.html").rename(own / "t/embed.html"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_once_anything_of_it_changes_it_is_asked_again(sent: Path, change: str) -> None:
    agree(sent)
    assert is_agreed(sent)
    CHANGES[change](sent)
    assert not is_agreed(sent)


def cloned(own: Path, away: Path) -> None:
    commit(own)
    subprocess.run(["git", "clone", "--quiet", own, away], check=True)


def worktree(own: Path, away: Path) -> None:
    commit(own)
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", away], cwd=own, check=True)


def commit(own: Path) -> None:
    for command in (
        ["init", "--quiet"],
        ["add", "--all"],
        ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "--message=x"],
    ):
        subprocess.run(["git", *command], cwd=own, check=True)


def unpacked(own: Path, away: Path) -> None:
    with zipfile.ZipFile(own.parent / "sent.zip", "w") as packed:
        for each in sorted(own.rglob("*")):
            packed.write(each, each.relative_to(own))
    with zipfile.ZipFile(own.parent / "sent.zip") as packed:
        packed.extractall(away)


def copied_with_hard_links(own: Path, away: Path) -> None:
    shutil.copytree(own, away, copy_function=os.link)


WAYS = (cloned, worktree, unpacked, copied_with_hard_links)


@pytest.mark.parametrize("way", WAYS, ids=lambda each: each.__name__)
def test_in_another_place_it_is_another_folder(sent: Path, way: Callable[[Path, Path], None]) -> None:
    agree(sent)
    away = sent.parent / "away"
    way(sent, away)
    assert is_agreed(sent) and not is_agreed(away)


def test_by_another_way_to_it_it_is_the_same(sent: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    agree(sent)
    (sent.parent / "link").symlink_to(sent)
    monkeypatch.chdir(sent.parent / "link")
    run(*BUILD)
    assert_all_held(sent)


def test_a_change_between_the_look_and_the_reading_runs_nothing(
    sent: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Agreed to, and swapped right before they are read."""
    agree(sent)
    read = own_templates

    def swapped(folder: Path) -> object:
        (folder / "page/page.html").write_text(f"<p>{HOSTILE} 00</p>", "utf-8")
        return read(folder)

    monkeypatch.setattr(through_api, "own_templates", swapped)
    assert "ne sont plus ceux pour lesquels" in run(*BUILD, expected=1)
    assert kits(sent) == {}


def test_templates_that_lead_out_of_the_folder_are_never_agreed_to(sent: Path, run: Run) -> None:
    shutil.move(sent / "t", sent.parent / "t")
    (sent / "t").symlink_to(sent.parent / "t")
    run(*BUILD)
    assert_nothing_held(sent)
    assert "mène hors du dossier" in run("--project", "jeu-oie.yaml", *BUILD, expected=1)


def open_to_all(file: Path) -> None:
    file.parent.chmod(0o777)


def give_away(file: Path) -> None:
    os.chown(file.parent, OTHER, OTHER)


def put_a_link(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))
    file.symlink_to("elsewhere")


def damage(file: Path) -> None:
    file.write_bytes(b"[" * 100_000)


def put_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


SPOILT = (open_to_all, put_a_link, damage, put_a_pipe, pytest.param(give_away, marks=root_only))


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_yes_that_another_may_have_written_is_none(sent: Path, consents: Path, spoil: Callable[[Path], None]) -> None:
    agree(sent)
    spoil(consents)
    assert not is_agreed(sent)


def test_what_is_sent_brings_no_yes_along(sent: Path, consents: Path) -> None:
    """Laid beside the project as it is kept elsewhere."""
    agree(sent)
    for place in (sent / ".local/state/jeu-oie", sent / ".jeu-oie", sent / "jeu-oie"):
        place.mkdir(parents=True)
        shutil.copy(consents, place)
    consents.unlink()
    assert not is_agreed(sent)


def test_where_nothing_can_be_kept_a_yes_holds_for_this_run(
    sent: Path, run: Run, terminal: Terminal, consents: Path
) -> None:
    consents.parent.parent.mkdir()
    consents.parent.write_bytes(b"a file in the place of the folder")
    terminal.answers = ["oui"]
    run(*BUILD)
    assert_all_held(sent)


def test_two_folders_are_agreed_to_one_by_one(sent: Path) -> None:
    other = sent.parent / "other"
    shutil.copytree(sent, other)
    agree(other)
    assert not is_agreed(sent)
    agree(sent)
    assert len(trust.read_consents()) == 2 and is_agreed(sent) and is_agreed(other)


def test_a_project_that_one_begins_oneself_is_not_asked_about(
    run: Run, tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("new", "--project", "mine")
    monkeypatch.chdir(tmp_path / "mine")
    assert "accord" not in run("build", "circuits", "--only", "svg")
    assert terminal.asked == []


def test_a_script_names_its_project(sent: Path) -> None:
    """What a script gives is asked for; of what it found itself, what was read is what runs."""
    named = read_project(sent / "jeu-oie.yaml", asked=True)
    found = read_project(sent / "jeu-oie.yaml", asked=False)
    assert named.agreed and not found.agreed
    assert set(found.options()) == {"board"} and set(named.options()) == {"board", "out", "base_url", "templates"}
    other = own_templates(sent / "t")[0]
    named.check_templates(other)
    found.check_templates(other)
    (sent / "t/page/page.html").write_text("x", "utf-8")
    named.check_templates(own_templates(sent / "t")[0])
    with pytest.raises(InvalidInput):
        found.check_templates(own_templates(sent / "t")[0])


def test_the_question_is_the_same_in_each_language() -> None:
    for language, words in (("fr", "Faites-vous confiance"), ("en", "Do you trust")):
        assert words in load_catalog(language)("project.ask", wishes="x")


BUILDERS = {
    "github.yml": "check",
    "gitlab.yml": "pages",
    "release-github.yml": "build",
    "release-gitlab.yml": "downloads",
}


@pytest.mark.parametrize("project", ["", "my folder/jeu-oie.yaml"])
@pytest.mark.parametrize("name", BUILDERS)
def test_automation_names_the_project_file_where_there_is_one(name: str, project: str) -> None:
    """Nobody can be asked there."""
    lines = [each for each in ci_lines(name, BUILDERS[name]) if "PROJECT" in each or "jeu-oie build" in each]
    shown = "jeu-oie() { printf '%s\\n' \"$@\"; }\ntar() { :; }"
    given = subprocess.run(
        ["bash", "-e", "-c", "\n".join((shown, *lines))],
        env={"PROJECT": project, "CIRCUITS": "c", "ADDRESS": "https://example.org/"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert given[-2:] == ["--", "c"]
    assert given[-4:-2] == ["--project", project] if project else "--project" not in given
