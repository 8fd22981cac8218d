"""Where the lines of an example are typed, and what the program says of them there.

Each family of examples has files in which its right lines stand; ``wrong`` in their place makes the problem.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import BytesIO, StringIO, TextIOWrapper
from itertools import islice
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import openpyxl
import pytest

from jeu_oie import cli
from jeu_oie.api.reply import Standing, choose, parse_reply, rewrite, stand
from jeu_oie.builder.templates import own_templates
from jeu_oie.cli.terminal import PROBLEM
from jeu_oie.cli.workshop import notes_of
from jeu_oie.draw.html import fill
from jeu_oie.draw.logo_file import read_logo
from jeu_oie.errors import InvalidInput, Problem
from jeu_oie.exchange import xlsx
from jeu_oie.exchange.csv import sheet_of
from jeu_oie.exchange.filling import read_sheet
from jeu_oie.exchange.reply import Wrong, weigh
from jeu_oie.exchange.workshop import read_filled
from jeu_oie.exchange.workshop_result import bring, workshop_on
from jeu_oie.messages import load_catalog
from jeu_oie.print.content.frame import Frame
from jeu_oie.print.look import Look
from jeu_oie.print.typeset import typeset
from jeu_oie.problems import ProblemEntry
from jeu_oie.resources import Templates
from script.handbook.examples import CIRCUIT, Example
from tests.handbook.making import DOCS, EXAMPLES, TODAY, problems_of

Texts = Mapping[str, str]
LANGUAGE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


@dataclass(frozen=True)
class Family:
    """``texts`` by the names of their files; ``read`` gives the problems of such texts, in a language.

    ``alone``: a wrong line makes no other problem. What one changes in a circuit changes its seal, too.
    """

    texts: Callable[[str, ProblemEntry], Texts]
    read: Callable[[str, Texts], Iterable[Problem | str]]
    alone: bool = True

    def prove(self, language: str, entry: ProblemEntry) -> None:
        """The wrong lines make the problem, once more than the right ones; looked for until it is found."""
        texts = self.texts(language, entry)
        name = next((name for name, text in texts.items() if entry.right in text), None)
        assert name is not None, f"no file of the example has the right lines: {entry.right}"
        right = count_codes(self, language, tuple(texts.items()))
        changed = {**texts, name: texts[name].replace(entry.right, entry.wrong, 1)}
        wrong = self.codes(language, changed)
        if self.alone:
            assert ({*right}, {*wrong}) == (set(), {entry.code})
        else:
            found = (code for code in wrong if code == entry.code)
            assert sum(1 for _ in islice(found, right[entry.code] + 1)) > right[entry.code]

    def codes(self, language: str, texts: Texts) -> Iterator[str]:
        try:
            for each in self.read(language, texts):
                yield each if isinstance(each, str) else each.code
        except InvalidInput as error:
            yield from (each.code for each in error.problems)
        except Wrong as wrong:
            yield wrong.code


@cache
def count_codes(family: Family, language: str, texts: tuple[tuple[str, str], ...]) -> "Counter[str]":
    return Counter(family.codes(language, dict(texts)))


def laid_out(language: str) -> Path:
    return DOCS / "format" / language


def read_example(_: str, texts: Texts) -> Iterator[Problem]:
    yield from problems_of(Example(texts))


TABLES = {
    "fr": """list;id;value;title;call;date;text;in;from;to
circuit;format;1
circuit;title;Ma réparation
circuit;topic;repairs
circuit;language;fr
circuit;version;1
circuit;status;draft
circuit;review;2030-01
bailleur;name;L’Office d’exemple
étape;tri;;L’agence trie la demande;04 65 71 00 01
étape;visite;;L’entreprise vient
détour;assurance;;Dégât des eaux;;;;;tri;out
étape;constat;;Le constat;;;;assurance
étape;envoi;;L’envoi du constat;;;;assurance
fait;reponse;;L’office répond aux lettres;;;1 à 5 jours
source;guide;;Guide du locataire;;2026-03-02
""",
    "en": """list;id;value;title;call;date;text;in;from;to
circuit;format;1
circuit;title;My repair
circuit;topic;repairs
circuit;language;en
circuit;version;1
circuit;status;draft
circuit;review;2030-01
landlord;name;Example Housing
step;sort;;The desk sorts it;04 65 71 00 01
step;visit;;The firm comes
detour;insurance;;Water damage;;;;;sort;out
step;form;;The form;;;;insurance
step;post;;The form is sent;;;;insurance
fact;answer;;Letters are answered;;;1 to 5 days
source;guide;;Tenants’ guide;;2026-03-02
""",
}


def read_table(_: str, texts: Texts) -> Iterator[Problem]:
    """As a CSV; as a workbook what a CSV can do without."""
    (text,) = texts.values()
    read = read_sheet(sheet_of(text.encode(), "t.csv"), "t.csv", lambda _: None)
    yield from read.problems
    if not read.problems:
        yield from read_sheet(xlsx.sheet_of(workbook_of(text), "t.xlsx"), "t.xlsx", lambda _: None).problems


def workbook_of(text: str) -> bytes:
    book, made = openpyxl.Workbook(), BytesIO()
    for row in csv.reader(StringIO(text), delimiter=";"):
        book.active.append(row)
    book.save(made)
    return made.getvalue()


RETURNS = {
    "fr": """identifiant;ce qu’on demande;table 1;table 2
workshop.date;date;2026-03-20
workshop.people;nombre de personnes;30
close;délai acceptable;3 jours;2 jours
close;délai annoncé;1 à 2 semaines
visite;que se passe-t-il ?;La gardienne passe
lettre;vrai chez nous ? (délai annoncé);1 mois
idea.1;son nom, en peu de mots;Un carnet partagé
idea.1;voix;4
""",
    "en": """id;what is asked;table 1;table 2
workshop.date;date;2026-03-20
workshop.people;number of people;30
close;acceptable delay;3 days;2 days
close;announced delay;1 to 2 weeks
visit;what happens?;The caretaker comes
letter;so here? (announced delay);1 month
idea.1;its name, in a few words;A shared notebook
idea.1;votes;4
""",
}


def read_returns(language: str, texts: Texts) -> Iterator[Problem]:
    (text,) = texts.values()
    sheet, words, reading = sheet_of(text.encode(), "t.csv"), load_catalog(language), EXAMPLES[language].reading
    filled = read_filled(sheet)
    yield from filled.problems
    assert reading.written is not None
    held_on = workshop_on(filled.date or "2026-03-20", filled.people or 30, words)
    yield from notes_of(bring(reading.written, filled.answers, held_on, words), reading, sheet)


ANSWERS = {
    "fr": """{
  "jeu-oie": "reply",
  "format": 1,
  "landlord": "L’Office d’exemple",
  "topic": "repairs",
  "by": "direction de la proximité",
  "on": "2026-03-20",
  "answers": {
    "steps.tri.delay": {"says": "other", "value": "3 jours ouvrés",
      "base": ""},
    "steps.visite.title": {"says": "other", "value": {"title": "La visite"},
      "base": ""},
    "steps.intervene.actor": {"says": "other", "value": "plombier",
      "base": ""},
    "steps.tri.actor": {"says": "right",
      "base": ""}
  }
}
""",
    "en": """{
  "jeu-oie": "reply",
  "format": 1,
  "landlord": "Example Housing",
  "topic": "repairs",
  "by": "housing services",
  "on": "2026-03-20",
  "answers": {
    "steps.sort.delay": {"says": "other", "value": "3 working days",
      "base": ""},
    "steps.visit.title": {"says": "other", "value": {"title": "The visit"},
      "base": ""},
    "steps.intervene.actor": {"says": "other", "value": "plumber",
      "base": ""},
    "steps.sort.actor": {"says": "right",
      "base": ""}
  }
}
""",
}


def answer_file(language: str, _: ProblemEntry) -> Texts:
    """ANSWERS, each with the mark of the fact that it answers."""
    base = {each.key: each.base for each in standing(language).asked}
    marked = re.sub(
        r'"(steps[.\w]+)"(.*\n.*"base": )""',
        lambda found: f'"{found[1]}"{found[2]}"{base[found[1]]}"',
        ANSWERS[language],
    )
    return {"r.json": marked}


@cache
def standing(language: str) -> Standing:
    return stand(laid_out(language) / CIRCUIT, TODAY)


def read_answers(language: str, texts: Texts) -> Iterator[Problem]:
    now = standing(language)
    replies = tuple(parse_reply(text.encode(), name, now) for name, text in texts.items())
    weighed = weigh(now.asked, replies)
    yield from (each.problem for each in weighed if each.problem)
    rewrite(now, choose(weighed, ("all",), replies), replies)


NOTICE = "documents/hall-notice.html"
PAGE = """<h1>{{ title }}</h1>
<p>{{ 12 // people }}</p>
{% include "documents/foot.html" %}
"""
PAGES = {NOTICE: PAGE, "documents/foot.html": "<p>{{ title }}</p>"}


def read_template(_: str, texts: Texts) -> Iterator[Problem]:
    with TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).parent.mkdir(exist_ok=True)
            (Path(folder) / name).write_text(text, "utf-8")
        own, problems = own_templates(Path(folder))
        yield from problems
        fill(NOTICE, own, title="Essai", people=3)


@dataclass(frozen=True)
class Sheet:
    """All that a sheet of one line is filled with."""

    frame: Frame
    text: str = "Bonjour"


SHEET = """#import "lib.typ": *
#let data = json("content.json")
#show: sheet.with(data)
#say(data.text)
"""


def read_sheet_template(language: str, texts: Texts) -> Iterator[Problem]:
    (template,) = texts.values()
    frame = Frame(
        document="Essai",
        lang=language,
        dir="ltr",
        game="",
        title="",
        landlord="",
        version="",
        status="",
        draft=True,
        page="",
    )
    typeset("essai", "circuit", Sheet(frame), Look(), Templates("t", (("print/circuit.typ", template),)))
    yield from ()


def read_template_name(_: str, texts: Texts) -> Iterator[Problem]:
    """A file of that name, in which nothing stands."""
    (name,) = texts.values()
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.parent.mkdir(parents=True)
        file.touch()
        yield from own_templates(Path(folder))[1]


LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">
<path d="M0 0h120v40z"/>
</svg>
"""


def read_picture(_: str, texts: Texts) -> Iterator[Problem]:
    (text,) = texts.values()
    read_logo(text.encode(), "logo.svg")
    yield from ()


def run_command(language: str, texts: Texts) -> Iterator[str]:
    """The codes that a command names, in a folder that holds the handbook's circuit and files of other sorts."""
    (line,) = texts.values()
    with TemporaryDirectory() as folder:
        for file in laid_out(language).glob("*.yaml"):
            copyfile(file, Path(folder) / file.name)
        for name, content in OTHER_FILES.items():
            (Path(folder) / name).write_bytes(content)
        yield from re.findall(r"\[([a-z]+(?:-[a-z]+)+)\]", said_by(line, Path(folder), language))


OTHER_FILES = {
    "jeu-oie.yaml": b"board: classic",
    "circuit.csv": b"list;id\n",
    "circuit.bpmn": b"<definitions/>",
    "circuit.docx": b"PK\x03\x04\0\xff",
}


def said_by(line: str, folder: Path, language: str) -> str:
    """What the program says, in ``folder``; it has done what it was asked, or told a problem."""
    held = BytesIO()
    said = TextIOWrapper(held, "utf-8", write_through=True)
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(said), redirect_stderr(said):
        for name in LANGUAGE_VARIABLES:
            patched.delenv(name, raising=False)
        patched.setenv("LANG", language)
        patched.chdir(folder)
        with pytest.raises(SystemExit) as left:
            cli.main(line.split()[1:])
    text = held.getvalue().decode()
    assert left.value.code in (0, PROBLEM), text
    return text


def own_lines(_: str, entry: ProblemEntry) -> Texts:
    return {"": entry.right}


# The language of the lines, or the group of tables → where they stand, who reads them.
FAMILIES: Mapping[str, Family] = {
    "yaml": Family(lambda language, _: EXAMPLES[language].texts, read_example, alone=False),
    "tables": Family(lambda language, _: {"": TABLES[language]}, read_table),
    "returns": Family(lambda language, _: {"": RETURNS[language]}, read_returns),
    "json": Family(answer_file, read_answers),
    "jinja": Family(lambda *_: PAGES, read_template),
    "typ": Family(lambda *_: {"": SHEET}, read_sheet_template),
    "text": Family(own_lines, read_template_name),
    "svg": Family(lambda *_: {"": LOGO}, read_picture),
    "sh": Family(own_lines, run_command),
}


def family_of(entry: ProblemEntry) -> Family:
    return FAMILIES[entry.group if entry.language == "csv" else entry.language]
