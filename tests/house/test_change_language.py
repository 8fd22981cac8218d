"""A new language, made in a copy of the program: a row, its dangers and problems, besides what stands in ``locale``.

It is the English one with accents on its vowels, so that each sentence tells whose it is.
"""

import html
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from babel.messages.pofile import read_po, write_po

from hatch_build import compile_catalogs
from jeu_oie.messages import LANGUAGES
from tests.house.changing import LOCALE, catalog_of, copy_tree, edit, run_commands, run_guards, touched
from tests.house.source import ROOT
from tests.house.test_catalogs import catalog, first, said_by_click, several

pytestmark = pytest.mark.slow

MESSAGES, DANGERS, PROBLEMS = "src/jeu_oie/messages.py", "circuits/common.es.yml", "circuits/problems.es.yml"
ENGLISH = '    "en": Language("common.en.yml", "problems.en.yml", ceil),\n'
EDITS = ((MESSAGES, ENGLISH, ENGLISH + ENGLISH.replace("en", "es", 1).replace(".en.", ".es.")),)
ACCENTS = str.maketrans("aeiou", "áéíóú")
HELD = re.compile(r"(\{[^{}]*\}|<[^<>]*>|&\w+;|\\.|%\(\w+\)s)")  # what fills a sentence or marks it up
SAID = re.compile(r'^(msgstr(?:\[\d\])? )(".+")$', re.MULTILINE)
SPELT = re.compile(r"""(?<=[:-] )"[^"]*"|(?<=: )(?!true\b)[A-Za-z].+|(?<=: )\[.+\]|(?<=- )[A-Z].+""")
QUOTED = re.compile(r'(?<=[:-] )"[^"]*"')
PICTURED = re.compile(r"(?<=text: ).+")  # after the name of an icon
STARTED = re.compile(r'^##.+|"\[.+?\]"', re.MULTILINE)
KEPT = (
    *("source:", "address:", "- id:", "by:", "date:", "uncertain:", "topics:", "delay:", "- kind:", "kind:", "tags:"),
)
AFTER = "C’est bien noté"
EXPORT = "export after.yaml --csv out/after.csv"  # says but these names
COMMANDS = (
    "diff before.yaml after.yaml --out out/changes",
    "build --only svg,html --out out after.yaml",
    "check after.yaml",
    EXPORT,
    "editor out/form.html",
    "new out/new.yaml",
    "--help",
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)  # of a style sheet, which speaks to whoever reads the source
READ = (".svg", ".html", ".pdf", ".csv", ".yaml")
OWN = ROOT / "tests/kit/small.yaml"
ACCENTED = re.compile("[áíóú]")
SHORTEST = 12  # letters of a passage by which its language is told


def accent(text: str) -> str:
    return "".join(part if HELD.fullmatch(part) else part.translate(ACCENTS) for part in HELD.split(text))


def translate_catalog(text: str) -> str:
    head, *entries = text.split("\n\n")
    accented = (SAID.sub(lambda found: found[1] + accent(found[2]), entry) for entry in entries)
    return "\n\n".join([re.sub("Language: ..", "Language: es", head), *accented])


def translate_dangers(text: str) -> str:
    return "".join(map(translate_line, text.splitlines(keepends=True)))


def translate_line(line: str) -> str:
    if line.strip().startswith(KEPT):
        return line
    said = PICTURED if line.strip().startswith("- {icon:") else SPELT
    return said.sub(lambda found: accent(found[0]), line)


def add_click_sentences(copy: Path) -> None:
    """Those of click itself, whose English is their key: the English catalog has none of them."""
    with catalog_of(copy, "fr").open("rb") as file:
        click = [message for message in read_po(file) if said_by_click(message)]
    with catalog_of(copy, "es").open("rb") as file:
        spanish = read_po(file, locale="es")
    for message in click:
        said = accent(message.id) if isinstance(message.id, str) else tuple(map(accent, message.id))
        spanish.add(message.id, said, message.locations)
    with catalog_of(copy, "es").open("wb") as file:
        write_po(file, spanish)


def add_language(copy: Path) -> None:
    folder = copy / LOCALE / "es"
    shutil.copytree(copy / LOCALE / "en", folder)
    file = catalog_of(copy, "es")
    file.write_text(translate_catalog(file.read_text("utf-8")), "utf-8")
    starter = (folder / "starter.yaml").read_text("utf-8").replace("language: en", "language: es")
    (folder / "starter.yaml").write_text(STARTED.sub(lambda found: accent(found[0]), starter), "utf-8")
    (copy / DANGERS).write_text(translate_dangers((copy / "circuits/common.en.yml").read_text("utf-8")), "utf-8")
    problems = (copy / "circuits/problems.en.yml").read_text("utf-8")
    (copy / PROBLEMS).write_text(QUOTED.sub(lambda found: accent(found[0]), problems), "utf-8")
    add_click_sentences(copy)
    edit(copy, EDITS)
    compile_catalogs(copy)


def write_circuit(copy: Path, name: str, answer: str) -> None:
    small = OWN.read_text("utf-8").replace("language: fr", "language: es")
    (copy / f"{name}.yaml").write_text(small.replace("C’est noté", answer), "utf-8")


@cache
def passages(language: str, start: str = "") -> frozenset[str]:
    """What stands in sentences of ``language`` between what fills them, long enough to be nobody else's.

    Only of those whose key has this ``start``.
    """
    said = ((first(message.id), several(message.string or "")) for message in catalog(language) if message.id)
    texts = (text for key, forms in said for text in forms if key.startswith(start) and not is_yaml(key))
    parts = (plain(part) for text in texts for part in re.split(r"\{[^{}]*\}|<[^<>]*>|\n", text))
    return frozenset(
        part for part in parts if len(part) >= SHORTEST and " " in part and part != part.translate(ACCENTS)
    )


def is_yaml(key: str) -> bool:
    """Whether it is lines of a circuit that the handbook shows, and no sentence."""
    return key.startswith("example.")


def plain(text: str) -> str:
    return " ".join(html.unescape(text).split())


def find_strangers(text: str, own: str) -> list[str]:
    """Passages of another language in ``text``, but for those that the circuit itself says."""
    text, own = plain(text), plain(own)
    return sorted(part for language in LANGUAGES for part in passages(language) if part in text and part not in own)


@dataclass(frozen=True)
class Made:
    """The copy, what the change touched, and what its commands gave in the new language, by name."""

    copy: Path
    files: list[str]
    texts: dict[str, str]


def text_of(file: Path) -> str:
    if file.suffix != ".pdf":
        return COMMENT.sub("", file.read_text("utf-8"))
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    copy = copy_tree(tmp_path_factory.mktemp("language"))
    add_language(copy)
    files = touched(copy)
    write_circuit(copy, "before", "C’est noté")
    write_circuit(copy, "after", AFTER)
    spoken = run_commands(copy, *(f"--lang es {command}" for command in COMMANDS)).values()
    said = {command: "".join(streams) for command, streams in zip(COMMANDS, spoken, strict=True)}
    out = (file for file in (copy / "out").rglob("*") if file.suffix in READ)
    yield Made(copy, files, said | {file.relative_to(copy / "out").as_posix(): text_of(file) for file in out})
    shutil.rmtree(copy)


def test_a_language_takes_a_row_its_dangers_and_its_problems(made):
    assert made.files == [DANGERS, PROBLEMS, MESSAGES]


def test_every_command_and_file_was_read(made):
    names = {name.rsplit("/", 1)[-1] for name in made.texts if name not in COMMANDS}
    assert names >= {"board.svg", "index.html", "fragment.html", "changes.html", "changes.pdf", "reprint.pdf"}
    assert names >= {"after.csv", "form.html", "new.yaml"}
    assert [name for name, text in made.texts.items() if not ACCENTED.search(unescape(text))] == [EXPORT]


def test_nothing_is_in_another_language(made):
    # A landlord's letters are French whatever the page's language, and so is what people type for them.
    french = [(ROOT / "circuits" / name).read_text("utf-8") for name in ("letters.yml", "search.yml")]
    own = "".join((OWN.read_text("utf-8"), AFTER, *french))
    found = {name: find_strangers(text, own) for name, text in made.texts.items() if name != "form.html"}
    assert {name: strangers for name, strangers in found.items() if strangers} == {}


def test_the_form_speaks_it_and_reads_tables_of_all_languages(made):
    columns = {part for language in LANGUAGES for part in passages(language, "exchange.")}
    shared = (made.copy / DANGERS).read_text("utf-8")  # whose names the form offers
    # What it looks for in all that is written, and the units that it reads in any language.
    known = (ROOT / "src/jeu_oie/circuit/keywords.py").read_text("utf-8")
    units = " ".join(text for language in LANGUAGES for text in passages(language, "unit."))
    own = " ".join((*columns, *map(str.lower, columns), shared, known, units))
    assert find_strangers(made.texts["form.html"], own) == []


def test_no_guard_finds_it_wanting(made):
    run_guards(made.copy, "tests/house/test_catalogs.py", "-k", "same_sentences or compiled")


def test_the_guard_sees_a_sentence_that_was_left_in_english():
    assert find_strangers("<p>Dráft, nót válídátéd</p>", "") == []
    assert find_strangers("<p>Draft, not&#32;validated</p>", "") == ["Draft, not validated"]
    assert find_strangers("<p>Brouillon, à valider</p>", "") == ["Brouillon, à valider"]
    assert find_strangers("<p>Brouillon, à valider</p>", "Brouillon, à valider") == []


def test_a_sentence_that_was_forgotten_is_named(made):
    file = catalog_of(made.copy, "es")
    before = file.read_text("utf-8")
    file.write_text(re.sub(r'msgid "game\.title"\nmsgstr ".+"\n', "", before), "utf-8")
    try:
        told = run_guards(made.copy, "tests/house/test_catalogs.py", "-k", "same_sentences", status=1)
    finally:
        file.write_text(before, "utf-8")
    assert "game.title: stands in one language only" in told
