"""What the READMEs, the pages of commands and CONTRIBUTING.md tell people to type works, in that order."""

import re
import shlex
import shutil
from pathlib import Path

import click
import openpyxl
import pytest

from jeu_oie import cli
from tests.house.source import ROOT
from tests.setup.test_ci_examples import fault

FRENCH = ("LISEZMOI.md", "docs/commands.fr.md", "docs/look.fr.md")
DOCS = ("README.md", "docs/commands.en.md", "docs/look.en.md", *FRENCH, "CONTRIBUTING.md")
SHOWN = (*DOCS, "ARCHITECTURE.md", "CHANGELOG.md", "GLOSSARY.md", "SECURITY.md")
BLOCK = re.compile(r"^```(?:sh|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(?:\.venv/bin/)?(jeu-oie [a-z]+[^`]*)`")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
CODE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)]*\)", re.DOTALL)
ANCHOR = re.compile(r"\]\(#([^)]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
# Of others, or shown by other tests: setting up (test_scripts), installing (test_wheel).
ELSEWHERE = {
    "awk",
    "git",
    "cd",
    "podman",
    "pip",
    "pipx",
    "uv",
    "python3",
    "sudo",
    "brew",
    "winget",
    "xdg-open",
    "open",
    "export",
}

# What is typed behind a command: of a circuit that has only been begun; nothing for paper; few games.
SHORTER = {"validate": ("--yes",), "build": ("--only", "svg,html"), "odds": ("--play", "100")}
WAITS = {"serve", "--watch"}  # they go on until they are told to stop: tests/studio, tests/building


def commands(text: str) -> list[str]:
    """The lines of the shell blocks, without prompts, comments and what follows them."""
    lines = (line.strip().removeprefix("$ ") for block in BLOCK.findall(text) for line in block.splitlines())
    return [shlex.join(words) for line in lines if (words := shlex.split(line, comments=True))]


def spoken(text: str) -> list[list[str]]:
    """What the text tells to type of ours, in blocks and within sentences, as words."""
    shown = [shlex.split(command) for command in commands(text)]
    ours = [["jeu-oie", *words[1:]] for words in shown if verb(words[0]) == "jeu-oie"]
    kits = [["jeu-oie", "build", *words[1:]] for words in shown if verb(words[0]) == "script/kit" and words[1:]]
    images = [words[words.index("jeu-oie") :] for words in shown if words[:2] == ["podman", "run"]]
    return [*ours, *kits, *images, *(shlex.split(command) for command in INLINE.findall(text))]


def verb(command: str) -> str:
    return command.split()[0].removeprefix(".venv/bin/").removeprefix("./")


def test_the_guard_reads_commands():
    text = "x\n```sh\n# first\n$ script/kit\njeu-oie build a.yaml  # makes it\n```\n```yaml\nno: command\n```\n"
    assert commands(text) == ["script/kit", "jeu-oie build a.yaml"]


@pytest.mark.parametrize("name", DOCS)
def test_every_document_shows_commands_that_exist(name):
    shown = commands((ROOT / name).read_text("utf-8"))
    assert shown
    for command in shown:
        word = verb(command)
        known = word in {"jeu-oie", *ELSEWHERE} or (word.startswith("script/") and (ROOT / word).is_file())
        assert known, f"{name} shows a command that no test knows: {command}"


def refused(text: str) -> list[str]:
    """Commands whose name or options the program does not know; arguments may be left out within a sentence.

    Some files are made by a command that stands before.
    """
    told = ((words, fault(words)) for words in spoken(text))
    return [shlex.join(words) for words, why in told if why and not is_left_out(why)]


def is_left_out(why: click.ClickException) -> bool:
    param = why.param if isinstance(why, click.BadParameter) else None
    return isinstance(why, click.MissingParameter) or isinstance(param and param.type, click.Path)


def test_the_guard_sees_an_option_that_is_not_there():
    block = "```sh\nscript/kit a.yaml --no\n```\n"
    text = f"Type `jeu-oie build a.yaml --nowhere`, or `.venv/bin/jeu-oie check a.yaml`, `jeu-oie diff`.\n{block}"
    assert refused(text) == ["jeu-oie build a.yaml --no", "jeu-oie build a.yaml --nowhere"]


@pytest.mark.parametrize("name", SHOWN)
def test_every_command_has_the_options_that_are_told_of(name):
    assert refused((ROOT / name).read_text("utf-8")) == []


def fill_in(sheet: Path) -> None:
    """What a person writes in the workshop's sheet before it comes back: the least that it asks for."""
    book = openpyxl.load_workbook(sheet)
    written = {"workshop.date": "2026-03-12", "workshop.people": "28"}
    for row in book.active.iter_rows(min_row=2, max_col=7):
        row[6].value = written.get(row[2].value) or ("3 jours" if "acceptable" in row[4].value else None)
    book.save(sheet)


@pytest.mark.slow
@pytest.mark.parametrize("name", DOCS)
def test_every_command_of_the_program_works(name, tmp_path, monkeypatch, capsys):
    """Here, in this process: the command by its name is started in test_wheel, whole kits are printed in tests/kit."""
    for folder in ("circuits", "boards", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copytree(ROOT / "circuits", tmp_path / "circuits-avant")  # as the text says to
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    for command in commands((ROOT / name).read_text("utf-8")):
        if verb(command) != "jeu-oie" or WAITS & {*shlex.split(command)}:
            continue
        words = shlex.split(command)[1:]
        words += SHORTER.get(words[0], ())
        with pytest.raises(SystemExit) as left:
            cli.main(words)
        assert not left.value.code, f"{command}\n{capsys.readouterr().err}"
        if "--template" in words:
            fill_in(tmp_path / words[words.index("--template") + 1])


@pytest.mark.parametrize("name", SHOWN)
def test_every_link_between_documents_leads_somewhere(name):
    links = (link.partition("#") for link in LINK.findall((ROOT / name).read_text("utf-8")))
    assert [link for link, _, anchor in links if not is_there((ROOT / name).parent / link, anchor)] == []


def is_there(file: Path, anchor: str) -> bool:
    """Whether there is such a file, with such a heading."""
    return file.exists() and (not anchor or anchor in headings(file.read_text("utf-8")))


@pytest.mark.parametrize("name", SHOWN)
def test_nobody_is_sent_to_a_page_that_the_project_does_not_have(name):
    """No page of releases has an address: who has this folder was given it."""
    assert (
        re.findall(
            r"(?i).{,30}(?:page « ?releases|releases page|: a release holds).{,30}", (ROOT / name).read_text("utf-8")
        )
        == []
    )


def untidy(text: str) -> list[str]:
    """What French would set otherwise: straight apostrophes, spaces at which a line could break before a sign."""
    words = CODE.sub("x", text)
    return re.findall(r".{,20}(?:'|« | [:;?!»]).{,10}", words)


def test_the_guard_sees_an_untidy_sentence():
    assert untidy("L'aide : « oui »") == ["L'aide : « oui »"]
    assert untidy("L’aide\u00a0: «\u00a0oui\u00a0», `a : b`\u00a0!") == []


def test_french_is_set_as_french_is():
    assert [sentence for name in FRENCH for sentence in untidy((ROOT / name).read_text("utf-8"))] == []
    assert untidy(security()[1]) == []


def security() -> list[str]:
    """What SECURITY.md says in English, then in French."""
    return (ROOT / "SECURITY.md").read_text("utf-8").split("\n# Sécurité\n")


def test_security_is_promised_alike_in_both_languages():
    english, french = security()
    assert [part.count("\n- **") for part in (english, french)] == [english.count("\n- **")] * 2
    assert [part.count("\n## ") for part in (english, french)] == [4, 4]
    assert {*re.findall(r"`([\w./-]+)`", english)} == {*re.findall(r"`([\w./-]+)`", french)}


def test_a_hole_is_reported_where_the_project_stands_and_to_no_invented_address():
    assert re.findall(r"[\w.]+@[\w.]+|https?://", "".join(security())) == []


def headings(text: str) -> set[str]:
    """What a link may lead to within a document."""
    return {slug(heading) for heading in HEADING.findall(text)}


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("name", SHOWN)
def test_every_link_within_a_document_leads_somewhere(name):
    text = (ROOT / name).read_text("utf-8")
    assert {*ANCHOR.findall(text)} <= headings(text)


def long_ways(text: str) -> list[str]:
    """Numbered ways of more than ten steps, by their first step."""
    ways: list[list[str]] = []
    for number, step in re.findall(r"^(\d+)\. (.*)$", text, re.MULTILINE):
        ways = [*ways, []] if number == "1" else ways
        ways[-1].append(step)
    return [steps[0] for steps in ways if len(steps) > 10]


def test_every_way_has_ten_steps_at_most():
    assert long_ways("".join(f"{number}. do\n" for number in range(1, 12))) == ["do"]
    assert [way for name in FRENCH for way in long_ways((ROOT / name).read_text("utf-8"))] == []
