"""The lines of the examples, run: hostile names, texts and answers, with real git and stand-ins for the platform."""

import contextlib
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from jeu_oie.cli import program as commands
from jeu_oie.messages import load_catalog
from tests.house.source import ROOT
from tests.setup.test_ci_examples import EXAMPLES
from tests.setup.test_scripts import stand_in

GIT = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"]
HOSTILE = [
    "a'; touch owned; '.yaml",
    "é.yaml",
    "a\nb.yaml",
    "-x.yaml",
    "$(touch owned).yaml",
    '"quoted" `touch owned`.yaml',
]


def read(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "ci-examples" / name).read_text("utf-8")))


def said(name: str, job: str) -> list[str]:
    """What a job has a shell run, in its order."""
    if "gitlab" in name:
        whole = read(name)
        return [
            *whole[job].get("before_script", whole.get(".program", {}).get("before_script", ())),
            *whole[job]["script"],
        ]
    return [step["run"] for step in read(name)["jobs"][job]["steps"] if "run" in step]


def lines_with(word: str, name: str, job: str) -> str:
    (found,) = [each for each in said(name, job) if word in each]
    return found


def shell(folder: Path, *lines: str, status: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    """As the runners do: bash, until the first failure."""
    known = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", **environment}
    command = ["bash", "-e", "-o", "pipefail", "-c", "\n".join(lines)]
    done = subprocess.run(command, cwd=folder, env=known, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    assert not (folder / "owned").exists()
    return done


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


INSTALLING = {
    name: "check" if name in {"github.yml", "gitlab.yml"} else "downloads" for name in map(os.path.basename, EXAMPLES)
}
INSTALLING |= {"release-github.yml": "build"}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A repository of the program whose second commit must not be installed."""
    source = tmp_path / "source"
    stand_in(source / "script/setup", "#!/bin/sh\necho first >>../set-up\n")
    git(tmp_path, "init", "--quiet", str(source))
    git(source, "add", ".")
    git(source, "commit", "--quiet", "-m", "one")
    return source


@pytest.mark.parametrize("name", INSTALLING)
def test_the_program_is_set_up_at_the_commit_that_is_named(name, program, tmp_path):
    wanted = git(program, "rev-parse", "HEAD")
    stand_in(program / "script/setup", f"#!/bin/sh\necho second >>'{tmp_path}/set-up'\n")
    git(program, "commit", "--quiet", "-am", "two")
    git(program, "branch", wanted)  # a branch with the commit's name, which is not the commit
    lines = lines_with('"$COMMIT"', name, INSTALLING[name]).partition('"$program/script/setup"')[0]
    done = shell(tmp_path, lines, 'git -C "$program" log -1 --format=%H', PROGRAM=f"file://{program}", COMMIT=wanted)
    assert done.stdout.strip() == wanted


@pytest.mark.parametrize(
    "commit", ["", "main", "v1.2", "abc123", "A" * 40, "--upload-pack=touch owned", "'; touch owned; '"]
)
def test_anything_but_a_whole_commit_is_refused_with_a_sentence(commit, program, tmp_path):
    lines = lines_with('"$COMMIT"', "github.yml", "check")
    done = shell(tmp_path, lines, PROGRAM=f"file://{program}", COMMIT=commit, status=1)
    assert "les 40 signes d’un commit" in done.stderr


def test_in_its_own_repository_the_program_is_the_checkout(program):
    shell(program, lines_with('"$COMMIT"', "gitlab.yml", "check"), PROGRAM=".", COMMIT="")
    assert (program.parent / "set-up").read_text() == "first\n"


def test_all_examples_take_the_program_alike():
    taken = {lines_with('"$COMMIT"', name, job).partition("printf")[0].strip() for name, job in INSTALLING.items()}
    assert len(taken) == 1
    assert "script/setup" in taken.pop()


SCRIPTS = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
COMMON = "circuits/common.yaml"
GAS = "circuits/actis/landlord.yaml"


def run_changes(folder: Path, revision: str = "HEAD^1", circuits: str = "circuits", status: int = 0) -> str:
    told = f'"{ROOT}/ci-examples/changes" "$R" "$C"'
    done = shell(folder, told, PATH=SCRIPTS, R=revision, C=circuits, status=status)
    return (done.stdout if status == 0 else done.stderr).replace("\u00a0", " ")


def changes(folder: Path, revision: str = "HEAD^1", circuits: str = "circuits") -> str:
    """The same without a shell and a process: the command that the script calls."""
    with contextlib.chdir(folder):
        done = CliRunner().invoke(commands(load_catalog("fr")), ["diff", f"--git={revision}", "--", circuits])
    assert done.exit_code == 0, done.output
    return done.stdout.replace("\u00a0", " ")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two circuits of a landlord and what all share, a template and a project file, as they are in HEAD."""
    for name in (GAS, "circuits/actis/neighbours.yaml", "circuits/actis/transfer.yaml", COMMON):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "jeu-oie.yaml").write_text("board: classic\n")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/old.html").write_text("old")
    git(tmp_path, "init", "--quiet", ".")
    commit(tmp_path)
    return tmp_path


def commit(folder: Path) -> None:
    git(folder, "add", "--all", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "x")


def edit(folder: Path, name: str, former: str, now: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert former in text
    (folder / name).write_text(text.replace(former, now, 1), "utf-8")


def test_a_landlord_s_file_alone_that_changes_what_to_do_in_danger_is_told_first(repository):
    former, now = "Numéro du réseau de gaz : à demander à GreenAlp.", "Ouvrez le gaz en grand, puis appelez le 08 99."
    edit(repository, GAS, former, now)
    edit(repository, "circuits/actis/neighbours.yaml", "title: ", "title: Autre, ")
    commit(repository)
    told = changes(repository)
    assert told.startswith("Dangers et numéros\n  Danger « Odeur de gaz »\n    Texte\n")
    assert f"      {former} → {now}\n    Dans : {GAS}, circuits/actis/neighbours.yaml" in told
    assert told.index(now) < told.index("Autre, ")


def test_a_number_of_the_common_file_is_told_old_and_new_with_each_circuit_that_takes_it(repository):
    edit(repository, COMMON, 'call: "18"', 'call: "17"')
    commit(repository)
    told = changes(repository)
    lines = ["Dangers et numéros", "  Danger « Pompiers »", "    Numéro à appeler", "      18 → 17"]
    assert told.splitlines()[:4] == lines
    circuits = "circuits/actis/neighbours.yaml, circuits/actis/transfer.yaml"
    assert told.splitlines()[4] == f"    Dans : {COMMON}, {circuits}"
    assert f"\nLes mêmes changements, dans : {circuits}\n" in told


def test_a_number_that_stops_is_told_even_where_no_circuit_can_be_read(repository):
    edit(repository, COMMON, 'call: "18"', 'call: "0899"')
    commit(repository)
    told = changes(repository)
    assert "      18 → 0899\n" in told
    assert "Ne se lisent pas (jeu-oie check dit pourquoi) : circuits/actis/neighbours.yaml, " in told


def test_what_no_circuit_takes_of_the_common_file_is_told_too(repository):
    (repository / "circuits/actis/transfer.yaml").unlink()
    former, now = "title: Changer de logement social. Comment ?", "title: Changer de logement ?"
    commit(repository)
    edit(repository, COMMON, former, now)
    commit(repository)
    told = changes(repository)
    assert "Aucun danger et aucun numéro n’a changé." in told
    assert f"avant : {former.removeprefix('title: ')}\n      maintenant : {now.removeprefix('title: ')}" in told
    assert "neighbours" not in told


def test_what_is_no_circuit_is_told_as_new_changed_or_removed(repository):
    (repository / "templates/old.html").unlink()
    (repository / "templates/page.html").write_text("new")
    (repository / "circuits/actis/logo.svg").write_text("<svg/>")
    (repository / "jeu-oie.yaml").write_text("board: classic\ntemplates: templates\n")
    commit(repository)
    others = [
        *("nouveau : circuits/actis/logo.svg", "changé : jeu-oie.yaml", "retiré : templates/old.html"),
        "nouveau : templates/page.html",
    ]
    assert [line.strip() for line in changes(repository).splitlines()[3:]] == ["Les autres fichiers", *others]


def test_a_circuit_that_is_new_says_its_numbers_after_those_that_people_know_and_one_that_is_gone_is_told(repository):
    text = (repository / "circuits/actis/transfer.yaml").read_text("utf-8")
    (repository / "circuits/aaa").mkdir()
    landlord = (repository / GAS).read_text("utf-8")
    own = f"{landlord}\ncontacts: [{{kind: phone, value: 01 02 03 04 05}}]\n"
    (repository / "circuits/aaa/landlord.yaml").write_text(own, "utf-8")
    (repository / "circuits/aaa/transfer.yaml").write_text(text, "utf-8")
    edit(
        repository,
        "circuits/actis/neighbours.yaml",
        "steps:\n",
        "steps:\n  - {id: x, title: X, call: 01 09 09 09 09}\n",
    )
    (repository / "circuits/actis/transfer.yaml").unlink()
    commit(repository)
    told = changes(repository)
    assert "  Étape « X » · nouveau\n    Numéro à appeler\n      rien → 01 09 09 09 09\n" in told
    assert told.index("→ 01 09 09 09 09") < told.index("01 02 03 04 05")
    assert "\ncircuits/aaa/transfer.yaml\nNouveau : à lire en entier.\n" in told
    assert "retiré : circuits/actis/transfer.yaml\n" in told


def test_a_circuit_that_could_not_be_read_is_to_be_read_as_a_whole(repository):
    (repository / "circuits/actis/transfer.yaml").write_text("steps: [")
    commit(repository)
    (repository / "circuits/actis/transfer.yaml").write_bytes((ROOT / "circuits/actis/transfer.yaml").read_bytes())
    commit(repository)
    told = changes(repository)
    assert "\ncircuits/actis/transfer.yaml\nNe se lisait pas avant : à lire en entier.\n" in told
    assert "    Dans : circuits/actis/transfer.yaml\n" in told


def test_nothing_changed_nothing_told(repository):
    commit(repository)
    assert changes(repository) == ""


@pytest.mark.slow
def test_names_are_names_whatever_they_hold(repository):
    text = (repository / "circuits/actis/transfer.yaml").read_text("utf-8")
    for name in HOSTILE:
        (repository / "circuits/actis" / name).write_text(text, "utf-8")
        (repository / f"templates{name}").write_text("one")
    commit(repository)
    for name in HOSTILE:
        edit(repository, f"circuits/actis/{name}", "title: ", "title: Autre, ")
        (repository / f"templates{name}").write_text("two")
    (repository / "circuits/actis/link.yaml").symlink_to("é.yaml")
    (repository / "circuits/actis/away.yaml").symlink_to(ROOT / "circuits/sdh/transfer.yaml")
    commit(repository)
    told = run_changes(repository)
    assert "SDH" not in told
    for name in HOSTILE:
        shown = name.replace("\n", "\\n")
        assert f"circuits/actis/{shown}" in told
        assert f"\n  changé : templates{shown}\n" in told
    assert {"  nouveau : circuits/actis/away.yaml", "  nouveau : circuits/actis/link.yaml"} <= set(told.splitlines())
    assert changes(repository, circuits="./circuits/actis") == told


@pytest.mark.slow
def test_nothing_that_a_repository_names_is_run(repository):
    """Neither on what is staged nor on what stands in the folder: filters, hooks, watchers, drivers of differences."""
    (repository / ".gitattributes").write_text("* filter=x diff=x\n")
    for key in ("filter.x.clean", "filter.x.smudge", "filter.x.process", "diff.x.command", "diff.x.textconv"):
        git(repository, "config", key, "touch owned")
    git(repository, "config", "diff.external", "touch owned")
    git(repository, "config", "core.fsmonitor", "touch owned")
    edit(repository, COMMON, 'call: "18"', 'call: "17"')
    assert "18 → 17" in run_changes(repository, "HEAD")


@pytest.mark.parametrize("revision", ["--output=owned", ""])
def test_a_revision_that_is_not_here_is_no_empty_answer(repository, revision):
    assert "n’est pas une révision" in run_changes(repository, revision, status=2)


TEXTS: dict[str, str | bytes] = {
    "fence": "a\n```\n@everyone [x](https://evil.example)\n````\n",
    "carriage return": "a\r```\r/approve\r@everyone",
    "quick action": "/approve\n/merge\n```\n/close\n",
    "long run": "`" * 30_000,
    "lines": "\n" * 50_000,
    "controls": "\x1b]0;x\x07\x00\x7f" + "é" * 5,
    "cut letter": "a" + "é" * 20_000,
    "not text": b"\xff\xfe```\n",
}


def comment(folder: Path, name: str, text: str | bytes, *, refused: bool = False) -> str | None:
    """What would be posted; None where nothing would."""
    told = folder / ("told/changes.txt" if name == "github.yml" else "changes.txt")
    told.parent.mkdir(parents=True, exist_ok=True)
    told.write_bytes(text.encode() if isinstance(text, str) else text)
    ends = f"exit {int(refused)}"
    stand_in(
        folder / "bin/gh", f'#!/bin/sh\nprintf "%s|" "$@" >posted\n[ "$4" = --body-file ] && cp "$5" body\n{ends}\n'
    )
    stand_in(folder / "bin/curl", f"#!/bin/sh\ncat >header\ncp comment.json body.json\n{ends}\n")
    script = said(name, "tell") if name == "github.yml" else read(name)["tell"]["script"]
    done = shell(
        folder,
        *script,
        status=int(refused and name == "gitlab.yml"),
        GITHUB_STEP_SUMMARY=str(folder / "summary.md"),
        NUMBER="7",
        GITLAB_TOKEN="secret",
        CI_API_V4_URL="https://git.example/api/v4",
        CI_PROJECT_ID="7",
        CI_MERGE_REQUEST_IID="3",
    )
    assert refused == ("::notice::" in done.stdout) or name == "gitlab.yml"
    if (folder / "body.json").exists():
        return str(json.loads((folder / "body.json").read_text("utf-8"))["body"])
    return (folder / "body").read_text("utf-8") if (folder / "body").exists() else None


@pytest.mark.parametrize("name", ["github.yml", "gitlab.yml"])
@pytest.mark.parametrize("kind", TEXTS)
def test_what_a_stranger_wrote_stays_within_its_fence_and_is_bounded(tmp_path, name, kind):
    body = comment(tmp_path, name, TEXTS[kind])
    assert body is not None
    assert len(body) < 65_536  # what the platform takes
    lines = body.replace("\r", "\n").split("\n")
    fences = [rank for rank, line in enumerate(lines) if line.lstrip(" ").startswith("```")]
    assert len(fences) == 2
    first, last = fences
    fence = lines[last]
    assert lines[first] == f"{fence}text"
    assert fence not in "\n".join(lines[first + 1 : last])
    assert all(line.startswith("| ") for line in lines[first + 1 : last - 1] if line)
    assert all(sign in "\n\t" or ord(sign) >= 32 for sign in body)
    assert ("La suite" in "\n".join(lines[last:])) == (len(bytes_of(TEXTS[kind])) > 20_000)
    assert "@" not in "\n".join([*lines[:first], *lines[last:]])


def bytes_of(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


@pytest.mark.parametrize("name", ["github.yml", "gitlab.yml"])
def test_no_change_no_comment(tmp_path, name):
    assert comment(tmp_path, name, "") is None


def test_a_link_in_the_place_of_the_text_is_not_followed(tmp_path):
    (tmp_path / "told").mkdir()
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "told/changes.txt").symlink_to(tmp_path / "secret")
    stand_in(tmp_path / "bin/gh", "#!/bin/sh\ntouch owned\n")
    shell(tmp_path, *said("github.yml", "tell"), GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"), NUMBER="7")


def test_a_fork_that_may_not_comment_does_not_fail_and_has_its_summary(tmp_path):
    comment(tmp_path, "github.yml", "changed", refused=True)
    assert "| changed" in (tmp_path / "summary.md").read_text("utf-8")
    assert read("gitlab.yml")["tell"]["allow_failure"] is True


def test_no_token_stands_in_an_argument(tmp_path):
    """Whoever may list the machine's processes reads arguments."""
    comment(tmp_path, "gitlab.yml", "changed")
    assert (tmp_path / "header").read_text() == "PRIVATE-TOKEN: secret\n"


def test_the_site_is_packed_as_pages_wants_it_without_our_records(tmp_path):
    site = "#!/bin/sh\nmkdir -p site/.jeu-oie site/a; echo page >site/index.html; echo page >site/a/index.html\n"
    stand_in(tmp_path / "bin/jeu-oie", site)
    lines = lines_with("--base-url", "github.yml", "check")
    shell(tmp_path, lines, ADDRESS="https://x.example", CIRCUITS="circuits", RUNNER_TEMP=str(tmp_path))
    with tarfile.open(tmp_path / "artifact.tar") as packed:
        assert sorted(packed.getnames()) == [".", "./a", "./a/index.html", "./index.html"]
    (told,) = [
        step
        for step in read("github.yml")["jobs"]["check"]["steps"]
        if step.get("with", {}).get("name") == "github-pages"
    ]
    assert told["with"]["path"].endswith("/artifact.tar")


def test_without_pages_no_board_gets_a_wrong_address(tmp_path):
    done = shell(tmp_path, lines_with("--base-url", "github.yml", "check"), ADDRESS="", CIRCUITS="circuits", status=1)
    assert "GitHub Pages n’est pas en service" in done.stderr
