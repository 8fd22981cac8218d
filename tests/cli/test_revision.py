"""A clone may hold anything: reading a circuit's past in it runs nothing, and reads nothing outside."""

import os
import subprocess
from pathlib import Path

import pytest

from jeu_oie import programs
from jeu_oie.circuit.read import beside, read_text
from jeu_oie.circuit.signing import fingerprint
from jeu_oie.cli.history import read_revision, read_signed
from jeu_oie.messages import load_catalog
from tests.cli.test_diff import NEW
from tests.cli.test_odds import CIRCUIT

REFUSED = 2
ABSENT = "1" * 40  # the hash of an object that no repository of these has


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Neither the repository of these tests nor what this machine's user has configured."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


class Ran:
    """A program that leaves a mark where it is run; called, it says how it was."""

    def __init__(self, folder: Path) -> None:
        self.mark, self.program = folder / "mark", folder / "attack"
        self.program.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{self.mark}'\n")
        self.program.chmod(0o755)

    def __call__(self) -> str:
        return self.mark.read_text() if self.mark.exists() else ""


@pytest.fixture
def ran(tmp_path):
    return Ran(tmp_path)


@pytest.fixture
def clone(tmp_path):
    """A work tree whose circuit stands in circuits/maison; ``clone.file`` has changed since the only commit."""
    return Clone(tmp_path / "clone")


def trace(file: Path) -> str | None:
    """What proves the circuit's second step at HEAD: « Numéro » in CIRCUIT."""
    reading = read_revision(file, "HEAD", load_catalog("fr"))
    assert reading.circuit, reading.problems
    return reading.circuit.steps[1].trace


def trace_signed(file: Path) -> str | None:
    """The same in what was signed, which is CIRCUIT."""
    signed = read_text(CIRCUIT, file.as_posix(), beside(file)).circuit
    assert signed
    found = read_signed(file, fingerprint(signed), load_catalog("fr")).circuit
    assert found
    return found.steps[1].trace


class Clone:
    def __init__(self, top: Path, circuit: str = "circuits/maison/repairs.yaml") -> None:
        self.top, self.file = top, top / circuit
        self.file.parent.mkdir(parents=True)
        self.file.write_text(CIRCUIT)
        self.git("init", "-q", "-b", "main")
        self.commit()
        self.file.write_text(NEW)

    def git(self, *arguments: str) -> str:
        named = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        done = subprocess.run(["git", *named, *arguments], cwd=self.top, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self) -> None:
        self.git("add", "-A", "-f")
        self.git("commit", "-qm", "x")


def bare(folder: Path, config: str, head: str = ABSENT) -> None:
    """Make ``folder``, which may hold a circuit, look like a bare repository; all of it can be committed."""
    for name in ("objects/info", "refs/heads"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "kept").write_text("")
    (folder / "HEAD").write_text(head + "\n")
    (folder / "config").write_text(config)


def partial(command: str, more: str = "") -> str:
    """The configuration of a clone that fetches what it lacks by ``command``."""
    return f"""
[core]
    repositoryformatversion = 1
    bare = true
{more}
[extensions]
    partialClone = origin
[remote "origin"]
    {command}
    promisor = true
    partialclonefilter = blob:none
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[protocol "file"]
    allow = always
"""


def configurations(program: Path, fake: Path) -> dict[str, str]:
    """Ways by which the configuration of a repository names a program."""
    hooks = fake / "own-hooks"
    return {
        "ssh": partial("url = ssh://example.invalid/x", f"sshCommand = {program}"),
        "ext": partial(f"url = ext::{program} x"),
        "uploadpack": partial(f"url = {fake}\n    uploadpack = {program}"),
        "vcs": partial("url = x\n    vcs = attack"),
        "watch": partial("url = x", f"fsmonitor = {program}\n    bare = false\n    worktree = {fake}"),
        "hooks": partial(f"url = {fake}", f"hooksPath = {hooks}"),
        "include": f"[include]\n    path = {fake}/more\n",
        "alias": f'[alias]\n    rev-parse = "!{program}"\n    cat-file = "!{program}"\n[core]\n    bare = true\n',
        "show": (
            f'[diff]\n    external = {program}\n[diff "x"]\n    textconv = {program}\n[filter "x"]\n'
            f"    smudge = {program}\n    process = {program}\n    required = true\n[core]\n    bare = true\n"
            f"    pager = {program}\n[pager]\n    cat-file = true\n[gpg]\n    program = {program}\n"
        ),
    }


WAYS = tuple(configurations(Path("x"), Path("x")))


@pytest.mark.parametrize("way", WAYS)
def test_a_folder_that_looks_like_a_repository_is_a_folder(clone, ran, way):
    fake = clone.file.parent
    bare(fake, configurations(ran.program, fake)[way])
    (fake / "more").write_text(partial("url = ssh://example.invalid/x", f"sshCommand = {ran.program}"))
    (fake / "own-hooks").mkdir()
    for hook in ("reference-transaction", "post-index-change"):
        (fake / "own-hooks" / hook).symlink_to(ran.program)
    clone.file.write_text(CIRCUIT)
    clone.commit()
    clone.file.write_text(NEW)
    assert (trace(clone.file), trace_signed(clone.file), ran()) == ("Numéro", "Numéro", "")


def test_the_command_runs_nothing_either(program, clone, ran):
    bare(clone.file.parent, partial("url = ssh://example.invalid/x", f"sshCommand = {ran.program}"))
    status, out, err = program("diff", "--git", "HEAD", clone.file)
    assert (ran(), status, "avant : Numéro" in out) == ("", 0, True), err


OF_ONES_OWN = ("ssh", "ext", "uploadpack", "vcs", "hooks")


@pytest.mark.parametrize("way", OF_ONES_OWN)
def test_a_git_that_cannot_be_told_to_fetch_nothing_runs_nothing_either(program, clone, ran, monkeypatch, way):
    """Older ones than 2.45: no protocol is left to fetch by."""
    told = {name: value for name, value in programs.VARIABLES.items() if name != "GIT_NO_LAZY_FETCH"}
    monkeypatch.setattr(programs, "VARIABLES", told)
    test_a_repository_of_ones_own_that_lacks_an_object_fetches_none(program, clone, ran, way)


@pytest.mark.parametrize("way", OF_ONES_OWN)
def test_a_repository_of_ones_own_that_lacks_an_object_fetches_none(program, clone, ran, way):
    """Who unpacks somebody's work tree with its .git takes its configuration over: nothing is run all the same."""
    config = configurations(ran.program, clone.top)[way].replace("bare = true", "bare = false")
    (clone.top / ".git" / "config").write_text(config)
    blob = clone.git("rev-parse", "HEAD:circuits/maison/repairs.yaml")
    (clone.top / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    (clone.top / "own-hooks").mkdir()
    (clone.top / "own-hooks" / "reference-transaction").symlink_to(ran.program)
    status, _, err = program("diff", "--git", "HEAD", clone.file)
    assert (ran(), status) == ("", 1)
    assert "HEAD:" in err


def test_a_git_file_that_leads_elsewhere_runs_nothing(program, clone, ran, tmp_path):
    """As worktrees and submodules have one; a clone cannot bring one along, an archive can."""
    elsewhere = tmp_path / "elsewhere"
    bare(elsewhere, partial("url = ssh://example.invalid/x", f"sshCommand = {ran.program}").replace("bare = true", ""))
    (clone.file.parent / ".git").write_text(f"gitdir: {elsewhere}\n")
    status, _, err = program("diff", "--git", "HEAD", clone.file)
    assert (ran(), status) == ("", REFUSED)
    assert "git log" in err


def test_the_past_in_a_work_tree_and_in_a_submodule(clone, tmp_path):
    """What legitimately has a file .git."""
    clone.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    file = tmp_path / "tree" / "circuits/maison/repairs.yaml"
    file.write_text(NEW)
    assert trace(file) == "Numéro"
    outer = Clone(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(clone.top), "inner")
    file = outer.top / "inner/circuits/maison/repairs.yaml"
    file.write_text(NEW)
    assert trace(file) == "Numéro"


def test_an_empty_folder_called_git_hides_nothing(clone):
    (clone.file.parent / ".git").mkdir()
    assert trace(clone.file) == "Numéro"


NAMES = (":(top)x.yaml", ":!x.yaml", "-x.yaml", "a:b.yaml", "a\nb.yaml", "[x]*.yaml", "é è.yaml")


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_its_name(tmp_path, name):
    """No word of a path is an option, a pattern, a revision."""
    clone = Clone(tmp_path / "clone", f"circuits/{name}")
    assert trace(clone.file) == "Numéro"
    assert trace_signed(clone.file) == "Numéro"


@pytest.mark.parametrize(
    "revision", ["--upload-pack=x", "--all", "-h", "--git-dir=/", "HEAD --all", "HEAD:circuits", "\udcff", "", "a\nb"]
)
def test_what_is_no_revision_is_told(program, clone, ran, revision):
    status, _, err = program("diff", f"--git={revision}", clone.file)
    assert (status, ran()) == (REFUSED, "")
    assert "git log" in err


def test_variables_that_lead_git_elsewhere_do_not(clone, ran, tmp_path, monkeypatch):
    """As git sets them for a hook; and those that have it run something."""
    other = Clone(tmp_path / "other")
    for name, value in (("DIR", other.top / ".git"), ("WORK_TREE", other.top), ("INDEX_FILE", "x"), ("PREFIX", "x/")):
        monkeypatch.setenv(f"GIT_{name}", str(value))
    for name in ("SSH_COMMAND", "EXTERNAL_DIFF", "PAGER", "ASKPASS", "PROXY_COMMAND", "SSH"):
        monkeypatch.setenv(f"GIT_{name}", str(ran.program))
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", f"'core.fsmonitor={ran.program}'")
    assert (trace(clone.file), ran()) == ("Numéro", "")
    assert not (tmp_path / "trace").exists()


def test_what_a_user_configures_by_the_environment_is_kept(clone, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "safe.directory")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(clone.top))
    seen = programs.environment(os.environ)
    assert seen["GIT_CONFIG_VALUE_0"] == str(clone.top)
    assert trace(clone.file) == "Numéro"


def test_a_git_in_the_current_folder_is_not_run(program, clone, ran, tmp_path, monkeypatch):
    ran.program.rename(tmp_path / "git")
    (clone.file.parent / "git").symlink_to(tmp_path / "git")
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "bin", os.environ["PATH"]]))
    assert trace(clone.file) == "Numéro"
    monkeypatch.setenv("PATH", "")
    status, _, err = program("diff", "--git", "HEAD", clone.file)
    assert (status, "git n’est pas installé" in err) == (1, True)
    assert ran() == ""


def test_a_git_that_does_not_answer_is_told(program, clone, tmp_path, monkeypatch):
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(slow.parent), os.environ["PATH"]]))
    monkeypatch.setattr(programs, "TIMEOUT_S", 0.2)
    status, _, err = program("diff", "--git", "HEAD", clone.file)
    assert (status, "git n’a pas répondu" in err) == (1, True)


def test_a_huge_past_is_not_read_whole(program, clone, monkeypatch):
    """A pack of some kilobytes unfolds to gigabytes."""
    clone.file.write_bytes(b"#" * 6_000_000)
    clone.commit()
    clone.file.write_text(NEW)
    run, read = subprocess.run, []

    def seen(*arguments, **options):
        done = run(*arguments, **options)
        read.append(len(done.stdout))
        return done

    monkeypatch.setattr(subprocess, "run", seen)
    status, _, err = program("diff", "--git", "HEAD", clone.file)
    assert (status, "dépasse 4 millions" in err) == (1, True)
    assert max(read) < 1000
