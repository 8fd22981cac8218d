"""Automation to copy: what a stranger proposes gets no right, no token, no line of a script."""

import re
import subprocess

import pytest

from tests.house.source import ROOT
from tests.setup.ci_rules import bare, from_an_index, github_faults, gitlab_faults
from tests.setup.test_ci_examples import EXAMPLES, SCRIPTS

GITHUB = [each for each in EXAMPLES if "github" in each]
GITLAB = [each for each in EXAMPLES if "gitlab" in each]
SHA, DIGEST = "a" * 40, f"debian@sha256:{'a' * 64}"
TOP = "permissions: {}\ndefaults: {run: {shell: bash}}\n"


def workflow(step: str, top: str = TOP, event: str = "push", rights: str = "permissions: {contents: read}") -> str:
    return f"on: [{event}]\n{top}jobs:\n  a:\n    {rights}\n    steps:\n      - {step}\n"


def job(script: str, more: str = "") -> str:
    return f"default: {{image: {DIGEST}}}\na:\n  {more}\n  script:\n    - {script}\n"


PLANTED_GITHUB = {
    "event": workflow("run: a", event="pull_request_target"),
    "unpinned": workflow("uses: actions/x@v4"),
    "unpinned: actions/x@main": workflow("uses: actions/x@main"),
    f"unpinned: actions/x@{SHA}": workflow(f"uses: actions/x@{SHA}"),  # which version that is, nobody can tell
    f"unpinned: actions/x@{SHA[1:]}": workflow(f"uses: actions/x@{SHA[1:]} # v1.2.3"),
    "rights for all jobs": workflow("run: a", top=TOP.replace("{}", "{contents: read}", 1)),
    "a failure within a pipe": workflow("run: a", top="permissions: {}\n"),
    "a: no rights of its own": workflow("run: a", rights="runs-on: x"),
    "a: may write and runs content: pages": workflow('run: jeu-oie build "$X"', rights="permissions: {pages: write}"),
    "a: holds a token and runs content": workflow('run: jeu-oie check "$X"\n        env: {T: "${{ github.token }}"}'),
    "a: text in a script: ${{ inputs.install }}": workflow("run: echo ${{ inputs.install }}"),
    "a: text in a script: ${{ github.event.pull_request.title }}": workflow(
        'run: |\n          echo "${{ github.event.pull_request.title }}"'
    ),
    "a: text in a script: ${{ github.head_ref }}": workflow("run: git fetch origin '${{ github.head_ref }}'"),
    "a: credentials stay": workflow(f"uses: actions/checkout@{SHA} # v1.2.3\n        with: {{fetch-depth: 0}}"),
    "a: bare: $TITLE": workflow("run: echo $TITLE"),
    "a: installs: pip install": workflow("run: pip install jeu-oie"),
    "a: installs: curl": workflow("run: curl https://x.fr/a | sh"),
    "a: names are read by line": workflow('run: git diff --name-only "$BASE"'),
}
PLANTED_GITLAB = {
    "unpinned: python:3.12-slim": f"default: {{image: 'python:3.12-slim'}}\n{job('a').partition(chr(10))[2]}",
    "a: unpinned: python:3.12-slim": job("a", "image: 'python:3.12-slim'"),
    "a: bare: $CI_MERGE_REQUEST_TITLE": job("echo $CI_MERGE_REQUEST_TITLE"),
    "a: holds a token and runs content": job(
        'jeu-oie check "$X"; curl -H "$GITLAB_TOKEN"', "variables: {GIT_STRATEGY: none}"
    ),
    "a: a token for forks": job('curl -H "$GITLAB_TOKEN"', "variables: {GIT_STRATEGY: none}"),
    "a: a token for every job": job('curl -H "$GITLAB_TOKEN"', "variables: {GIT_STRATEGY: none}"),
    "a: a comment that is refused fails": job('curl -H "$GITLAB_TOKEN"', "variables: {GIT_STRATEGY: none}"),
    "a: installs: pip install": job('pip install "$INSTALL"'),
}


def test_the_guard_sees_a_fault_in_a_workflow_and_in_its_twin():
    for planted, faults in ((PLANTED_GITHUB, github_faults), (PLANTED_GITLAB, gitlab_faults)):
        for fault, text in planted.items():
            assert [each for each in faults(text) if each.startswith(fault)], fault


def test_the_guard_lets_pass_what_is_right():
    assert github_faults(workflow(f'uses: actions/x@{SHA} # v1.2.3\n      - run: jeu-oie check "$X"')) == []
    assert gitlab_faults(job('jeu-oie check "$X"')) == []


@pytest.mark.parametrize("name", GITHUB)
def test_a_workflow_has_none_of_the_faults(name):
    assert github_faults((ROOT / name).read_text("utf-8")) == []


@pytest.mark.parametrize("name", GITLAB)
def test_its_twin_has_none_of_the_faults(name):
    assert gitlab_faults((ROOT / name).read_text("utf-8")) == []


def test_one_thing_is_pinned_to_one_state_everywhere():
    """An action or an image that is brought up to date in one file only is forgotten in the others."""
    texts = [(ROOT / name).read_text("utf-8") for name in (*EXAMPLES, "Containerfile")]
    pins = {
        found for text in texts for found in re.findall(r"([\w./-]+(?::[\w-]+)?)@((?:sha256:)?[0-9a-f]{40,64}.*)", text)
    }
    assert len(pins) == len({name for name, _ in pins}) == 5


@pytest.mark.parametrize(
    "line,found",
    [
        ("echo $A", ["$A"]),
        ("echo \"$A\" '$B' \\$C # $D", []),
        ('echo "$(cat $A)"', ["$A"]),
        ('x="$(printf %s "${A#b}" | tr a b)$((n + 1))"', []),
        ("for a in $A; do b; done", ["$A"]),
        ('echo "a"$A', ["$A"]),
    ],
)
def test_the_guard_sees_a_variable_that_the_shell_takes_apart(line, found):
    assert bare(line) == found


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_variable_is_taken_apart_in_what_the_examples_run(name):
    assert bare((ROOT / name).read_text("utf-8")) == []


INDEXED = [
    "pip install jeu-oie",
    "pip install 'jeu-oie[cluster]'",
    "pip3 install --user jeu-oie",
    "pipx install jeu-oie",
    "uv tool install jeu-oie",
    "uvx jeu-oie build",
    "with `jeu-oie[cluster]` installed",
    "  INSTALL: jeu-oie",
    "        default: jeu-oie",
]


@pytest.mark.parametrize("text", INDEXED)
def test_the_guard_sees_a_package_that_nobody_has_published(text):
    assert from_an_index(text)


def test_nothing_tells_to_install_a_package_that_nobody_has_published():
    """Whoever registers the name runs on the machine of who follows such a line."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    names = {ROOT / name for name in listed.stdout.decode().split("\0") if name}
    texts = {
        path: path.read_text("utf-8", "replace")
        for path in names
        if path.is_file() and path.suffix not in {".png", ".woff2", ".mo", ".ttf", ".gz"}
    }
    told = {str(path.relative_to(ROOT)): found for path, text in texts.items() if (found := from_an_index(text))}
    assert told.keys() - {"tests/setup/test_ci_rules.py"} == set()
    assert from_an_index("pip install .\n.venv/bin/jeu-oie\npodman run jeu-oie build") == []
