"""``jeu-oie new --list``: a folder, drafts, an answer file and an e-mail for each landlord of a table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click

from jeu_oie import disk
from jeu_oie.api.read import today
from jeu_oie.api.reply import stand
from jeu_oie.builder.project import CIRCUITS, REPLIES, SENT
from jeu_oie.circuit.model import Topic
from jeu_oie.circuit.nearest import FRENCH, plain
from jeu_oie.circuit.persons import persons_in
from jeu_oie.circuit.read import read_text
from jeu_oie.circuit.read.validate import slug
from jeu_oie.circuit.write import data_text
from jeu_oie.cli.circuits import beside_made, show
from jeu_oie.cli.exchange import sheet_at
from jeu_oie.cli.terminal import give, give_path, one_line, say, stop
from jeu_oie.disk import create_asked, write_asked
from jeu_oie.errors import Problem, Severity
from jeu_oie.exchange.cells import guard_text
from jeu_oie.exchange.csv import csv_of_rows
from jeu_oie.exchange.filling import TableSheet
from jeu_oie.messages import Catalog
from jeu_oie.web.examples import EMPTY, EXAMPLES
from jeu_oie.web.reply import Request, reply_page

COLUMNS = ("name", "area", "topics", "website", "phone", "hours", "communes")
MAX_NAME = 120  # letters, of which a folder gets its name


@dataclass(frozen=True, slots=True)
class LandlordLine:
    """A row of the list: ``row`` as a spreadsheet counts, ``cells`` by column, ``topics`` those that it names."""

    row: int
    cells: Mapping[str, str]
    topics: tuple[Topic, ...]

    @property
    def folder(self) -> str:
        return slug(self.cells["name"])

    def landlord(self) -> str:
        """Its file; a number that a list gives is to be verified until the landlord says so."""
        cells = self.cells
        said: dict[str, object] = {key: cells[key] for key in ("name", "area", "website") if cells[key]}
        if cells["phone"]:
            hours = {"hours": cells["hours"]} if cells["hours"] else {}
            said["contacts"] = [{"kind": "phone", "value": cells["phone"], **hours, "uncertain": True}]
        if communes := split(cells["communes"]):
            said["communes"] = communes
        return data_text(said)


def read_lines(sheet: TableSheet, t: Catalog) -> Iterator[LandlordLine | tuple[int, str]]:
    """Each row of ``sheet``, or its number and what is wrong in it. Columns are named in any of our languages."""
    head, *rows = sheet.rows
    named = {plain(t(f"landlords.column.{each}")): each for each in COLUMNS} | {each: each for each in COLUMNS}
    keys = [named.get(plain(cell.text.strip()), "") for cell in head]
    if "name" not in keys:
        stop(t("landlords.no-name", columns=", ".join(t(f"landlords.column.{each}") for each in COLUMNS)))
    for row, cells in enumerate(rows, 2):
        filled = {key: cell.text.strip() for key, cell in zip(keys, cells, strict=False) if key}
        said = dict.fromkeys(COLUMNS, "") | filled
        if not any(said.values()):
            continue
        topics = [(each, topic_of(each)) for each in split(said["topics"])]
        strange = next((each for each, topic in topics if topic is None), None)
        if not slug(said["name"]):
            yield row, t("landlords.nameless")
        elif len(said["name"]) > MAX_NAME:
            yield row, t("landlords.long", limit=MAX_NAME)
        elif strange:
            yield (
                row,
                t("landlords.topic", given=one_line(strange[:MAX_NAME]), known=", ".join(each.value for each in Topic)),
            )
        elif why := find_foreign(said, t):
            yield row, why
        else:
            yield LandlordLine(row, said, tuple(topic for _, topic in topics if topic) or (Topic.REPAIRS,))


def find_foreign(said: Mapping[str, str], t: Catalog) -> str:
    """What keeps cells out, whoever wrote them: a formula, what looks like a person; empty where nothing does."""
    for key, text in said.items():
        if key != "phone" and guard_text(text) != text:  # +33 is a number
            return t("landlords.formula", given=one_line(text[:MAX_NAME]))
        if any(persons_in(text)):
            return t("landlords.person", given=one_line(text[:MAX_NAME]))
    return ""


def topic_of(text: str) -> Topic | None:
    """A topic by its key or as French says it."""
    meant = FRENCH.get(plain(text), plain(text))
    return next((each for each in Topic if each.value == meant), None)


def split(cell: str) -> list[str]:
    """The entries of a cell, which stand between commas or semicolons."""
    return [each.strip() for each in cell.replace(";", ",").split(",") if each.strip()]


def files_of(line: LandlordLine, home: Path, frame: Callable[[Topic], str]) -> Mapping[Path, str]:
    """The landlord's file and its drafts: the frame of the example of each topic, none of another's facts."""
    own = home / CIRCUITS / line.folder
    drafts = {own / f"{topic}.yaml": frame(topic) for topic in line.topics}
    return {own / "landlord.yaml": line.landlord(), **drafts}


def find_wrong(files: Mapping[Path, str]) -> tuple[Problem, ...]:
    """What would stop a landlord's drafts, before anything is written."""
    _, *drafts = files
    told = (read_text(files[each], each.as_posix(), beside_made(each, files)).problems for each in drafts)
    stops = (each for problems in told for each in problems if each.severity is Severity.ERROR)
    return tuple(each for each in stops if Path(each.place.file) in files)


def begin_all(path: Path, home: Path, frame_of: Callable[[str, Topic], str], t: Catalog, *, trial: bool) -> None:
    """Write what is asked of each landlord of the list at ``path`` into the project ``home``; ``trial``: only tell it.

    A row that is wrong, or a landlord that has its folder, is told, and the others go on. Ends with status 1 then; a
    trial only where nothing would be made.
    """
    sheet = sheet_at(path, t)
    if sheet.problems:
        show(sheet.problems, t)
    frame = cache(lambda topic: frame_of(EXAMPLES.get(topic, EMPTY), topic))
    begun: dict[str, LandlordLine] = {}
    sent, wrong = [], 0
    for line in read_lines(sheet, t) if sheet.rows else ():
        why = find_stop(line, home, frame, begun, t) if isinstance(line, LandlordLine) else line[1]
        if why or not isinstance(line, LandlordLine):
            row = line.row if isinstance(line, LandlordLine) else line[0]
            say(t("landlords.row", row=row, why=why))
            wrong += 1
            continue
        begun[line.folder] = line
        if trial:
            topics = ", ".join(t(f"topic.{each}") for each in line.topics)
            told = t("landlords.would", name=one_line(line.cells["name"]), topics=topics)
            give(t("landlords.row", row=line.row, why=told))
        else:
            sent += begin_one(line, home, frame, t)
    if sent:
        head = [t(f"landlords.sent.{each}") for each in ("landlord", "file", "subject", "text")]
        write_asked(home / SENT, csv_of_rows([head, *sent]))
        give_path(home / SENT)
    if not (begun or wrong or sheet.problems):
        say(t("landlords.empty"))
    if begun:
        say(t.count("landlords.trial" if trial else "landlords.done", len(begun)))
    raise click.exceptions.Exit(1 if not begun or (wrong and not trial) else 0)


def find_stop(
    line: LandlordLine, home: Path, frame: Callable[[Topic], str], begun: Mapping[str, LandlordLine], t: Catalog
) -> str:
    """Why a landlord is not begun, before anything is written; empty where nothing stands in the way."""
    if line.folder in begun:
        return t("landlords.twice", row=begun[line.folder].row)
    files = files_of(line, home, frame)
    if standing := next((each.parent for each in files if disk.is_taken(each.parent)), None):
        return t("landlords.stands", folder=one_line(standing))
    if wrong := find_wrong(files):
        show(wrong, t)
        return t("landlords.unread")
    return ""


def begin_one(line: LandlordLine, home: Path, frame: Callable[[Topic], str], t: Catalog) -> list[list[str]]:
    """One landlord's files, and a row of what is sent for each draft."""
    files = files_of(line, home, frame)
    for each, text in files.items():
        write_down(each, text.encode())
    _, *drafts = files
    return [ask_one(each, line, home, t) for each in drafts]


def ask_one(draft: Path, line: LandlordLine, home: Path, t: Catalog) -> list[str]:
    """The answer file of a draft, and the row that says to whom it goes, and with which words."""
    standing = stand(draft, today())
    page = home / REPLIES / f"{line.folder}-{draft.stem}.html"
    write_down(page, reply_page(standing.facts, standing.asked, Request()).encode())
    name, title = line.cells["name"], standing.circuit.title
    said = (t(f"landlords.mail.{part}", landlord=name, title=title) for part in ("subject", "text"))
    return [name, page.relative_to(home).as_posix(), *said]


def write_down(path: Path, data: bytes) -> None:
    create_asked(path, data)
    give_path(path)
