"""What a file for somebody's automation must not do: each rule reads the YAML and gives its faults. Pure."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

PINNED = re.compile(r"^\s*(?:- )?uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
DIGEST = re.compile(r"@sha256:[0-9a-f]{64}$")
# Events in which somebody else's text meets this repository's rights.
RISKY = {"pull_request_target", "workflow_run", "issue_comment", "issues", "discussion"}
TOKEN = re.compile(r"github\.token|secrets\.|\$\{?(?:GITLAB_TOKEN|CI_JOB_TOKEN|GH_TOKEN)\b")
CONTENT = re.compile(r"actions/checkout|jeu-oie |JEU_OIE|\$program|script/setup")
# Names a package of an index, or takes whatever is newest.
INSTALL = re.compile(r"\b(?:pip3?|pipx|uvx?|npm|npx)\b.*\b(?:install|run|add|tool)\b|\bcurl\b[^|]*\|\s*(?:ba)?sh\b")


def github_faults(text: str) -> list[str]:
    said = yaml.safe_load(text)
    events = said[True]  # « on » is a truth value in YAML 1.1
    faults = [f"event: {each}" for each in RISKY & {*events}]
    faults += [f"unpinned:{line.split('uses:')[1]}" for line in text.splitlines() if unpinned(line)]
    if said.get("permissions") != {}:
        faults.append("rights for all jobs")
    if said.get("defaults", {}).get("run", {}).get("shell") != "bash":
        faults.append("a failure within a pipe is not seen")
    for name, job in said["jobs"].items():
        faults += [f"{name}: {fault}" for fault in job_faults(job)]
    return faults


def unpinned(line: str) -> bool:
    return bool(re.match(r"\s*(?:- )?uses:", line)) and not PINNED.match(line)


def job_faults(job: dict[str, Any]) -> Iterator[str]:
    rights = job.get("permissions")
    if not isinstance(rights, dict):
        yield "no rights of its own"
        rights = {}
    whole = yaml.safe_dump(job)
    writes = sorted(right for right, how in rights.items() if how == "write")
    if CONTENT.search(whole):
        yield from (f"may write and runs content: {right}" for right in writes)
        if TOKEN.search(whole):
            yield "holds a token and runs content"
    for step in job["steps"]:
        yield from step_faults(step)


def step_faults(step: dict[str, Any]) -> Iterator[str]:
    lines = step.get("run", "")
    yield from (f"text in a script: {each}" for each in re.findall(r"\$\{\{[^}]*\}\}", lines))
    yield from shell_faults(lines)
    if (
        step.get("uses", "").startswith("actions/checkout@")
        and step.get("with", {}).get("persist-credentials") is not False
    ):
        yield "credentials stay"


def gitlab_faults(text: str) -> list[str]:
    said = yaml.safe_load(text)
    image = said.get("default", {}).get("image", "")
    faults = [] if DIGEST.search(image) else [f"unpinned: {image}"]
    for name, job in said.items():
        if isinstance(job, dict) and ("script" in job or "before_script" in job):
            faults += [f"{name}: {fault}" for fault in gitlab_job_faults(job)]
    return faults


def gitlab_job_faults(job: dict[str, Any]) -> Iterator[str]:
    lines = "\n".join([*job.get("before_script", ()), *job.get("script", ())])
    if DIGEST.search(job.get("image", "")) is None and "image" in job:
        yield f"unpinned: {job['image']}"
    if TOKEN.search(lines):
        if CONTENT.search(lines) or "extends" in job or job.get("variables", {}).get("GIT_STRATEGY") != "none":
            yield "holds a token and runs content"
        if "GITLAB_TOKEN" in lines:
            yield from token_faults(job)
    yield from shell_faults(lines)


def token_faults(job: dict[str, Any]) -> Iterator[str]:
    """A token of ours is given to a request of this very project only, and through an environment of its own."""
    same = "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID"
    if not all(same in rule["if"] for rule in job.get("rules", [{"if": ""}])):
        yield "a token for forks"
    if job.get("environment", {}).get("action") != "access":
        yield "a token for every job"
    if not job.get("allow_failure"):
        yield "a comment that is refused fails"


def shell_faults(lines: str) -> Iterator[str]:
    yield from (f"bare: {each}" for each in bare(lines))
    code = "\n".join(line for line in lines.splitlines() if not line.lstrip().startswith(("#", "echo")))
    yield from (f"installs: {found[0]}" for found in INSTALL.finditer(code))
    if re.search(r"\bgit\b.*\bdiff\b(?!.* -z)", code):
        yield "names are read by line"


def bare(lines: str) -> list[str]:
    """Variables outside quotes, which the shell would take apart; « $(…) » begins anew within."""
    found: list[str] = []
    inside = [""]  # the quote in which each level stands
    at = 0
    while at < len(lines):
        sign, quote = lines[at], inside[-1]
        if quote != "'" and sign == "\\":
            at += 1
        elif quote != "'" and lines.startswith("$((", at):
            at = lines.index("))", at) + 1
        elif quote != "'" and lines.startswith("$(", at):
            inside.append("")
            at += 1
        elif not quote and sign == ")" and len(inside) > 1:
            inside.pop()
        elif not quote and sign == "#" and lines[at - 1 : at] in {"", " ", "\n"}:
            at = lines.find("\n", at) if "\n" in lines[at:] else len(lines)
        elif sign in "'\"" and quote in {"", sign}:
            inside[-1] = "" if quote else sign
        elif not quote and (name := re.match(r"\$\{?\w+", lines[at:])):
            found.append(name[0])
        at += 1
    return found


def from_an_index(text: str) -> list[str]:
    """Places where the text tells to take a package of our name from an index: nobody has published one."""
    return re.findall(
        r"\b(?:pip3?|pipx|uv|uv pip|uv tool)\s+(?:install|run|add)\s+(?:-\S+\s+)*[\"']?jeu-oie\b.*"
        r"|\buvx\s+jeu-oie\b.*|\bjeu-oie\[.*|\b(?:INSTALL|default):\s*[\"']?jeu-oie\s*$",
        text,
        re.MULTILINE,
    )
