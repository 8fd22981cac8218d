"""The cells of a workbook (.xlsx) in one pass over its XML, each as it comes: no tree, no object of what is empty.

openpyxl, which writes ours, makes an object of each element that it reads, of each cell between a stray one and the
rest, of each one that is merged away: of 1.5 kB it made two gigabytes. Here a part of the file costs what its length
costs, whatever it says; what is needed of it are texts, numbers, and which numbers are dates.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from posixpath import dirname, join
from typing import NamedTuple, TypeVar
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from jeu_oie.exchange.bounds import TooLarge
from jeu_oie.exchange.workbook_parts import PARTS, Attributes, Damaged, Part, Relations, Strings, Styles, WorkbookSheets
from jeu_oie.exchange.worksheet import LOOKED_AT, Cells, RawCell

UNPACKED = 120_000_000  # bytes: a million rows that are only formatted take about 100
PIECE = 65_536  # bytes that are read at once
LONGEST = 1_000_000  # bytes of one tag: the parser would keep it whole
DOCUMENT = "/officeDocument"  # ends of what relations are called, in the strict and the usual form
SHEET, STRINGS, STYLE_SHEET = "/worksheet", "/sharedStrings", "/styles"

TAGS = 4_000_000  # in all parts together
DEEPEST = 100  # tags within tags; a formatted text is eight deep


class WorkbookPage(NamedTuple):
    """The filled cells of a sheet; ``since_1904``: how its days are counted."""

    cells: tuple[RawCell, ...]
    since_1904: bool


P = TypeVar("P", bound=Part)


def pages(packed: ZipFile, formats: Mapping[int, str]) -> Iterator[WorkbookPage]:
    """The sheets in turn; ``formats`` are those of numbers that need no declaration.

    Raises TooLarge, Damaged, and what a broken archive or text raises.
    """
    infos = packed.infolist()
    if len(infos) > PARTS:
        raise TooLarge("sheet-parts", PARTS)
    if sum(info.file_size for info in infos) > UNPACKED:
        raise TooLarge("file-too-large", UNPACKED // 1_000_000)
    if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in infos):
        raise Damaged("packed by what no spreadsheet packs with")
    book = Archive(packed, frozenset(packed.namelist()))
    document = book.led_to(book.related(""), DOCUMENT)
    if document is None:
        raise Damaged("no workbook")
    parts = book.related(document)
    told = book.read(document, WorkbookSheets())
    strings, styles = Strings(), Styles()
    for kind, part in ((STRINGS, strings), (STYLE_SHEET, styles)):
        if target := book.led_to(parts, kind):
            book.read(target, part)
    code = styles.codes(formats)
    # Each once, however often it is named.
    for target in dict.fromkeys(parts[name][1] for name in told.names if leads(parts, name)):
        if target in book.names:
            yield WorkbookPage(book.read(target, Cells(strings.found, code)).shown(), told.since_1904)


def leads(parts: Mapping[str, tuple[str, str]], name: str) -> bool:
    """Whether ``name`` is what a relation to a sheet is called."""
    return name in parts and parts[name][0].endswith(SHEET)


@dataclass(slots=True)
class Archive:
    """An archive, and how many tags of it have been read."""

    packed: ZipFile
    names: frozenset[str]
    tags: int = 0

    def related(self, part: str) -> Mapping[str, tuple[str, str]]:
        """What ``part`` (the archive itself where it is empty) leads to within it: kind and name of each, by its id."""
        name = join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")
        return self.read(name, Relations(dirname(part))).found if name in self.names else {}

    def led_to(self, parts: Mapping[str, tuple[str, str]], kind: str) -> str | None:
        """The first of ``parts`` that is there and whose kind ends with ``kind``."""
        return next((name for each, name in parts.values() if each.endswith(kind) and name in self.names), None)

    def read(self, name: str, part: P) -> P:
        """Go through a part, piece by piece. Raises TooLarge, Damaged, expat.ExpatError, BadZipFile."""
        parser = self.parser(part)
        taken = 0
        with self.packed.open(name) as file:
            while piece := file.read(PIECE):
                taken += len(piece)
                parser.Parse(piece)
                if taken - parser.CurrentByteIndex > LONGEST:
                    raise Damaged("a tag without end")
        parser.Parse(b"", True)  # noqa: FBT003 (the parser's own way to be told that it was the last piece)
        return part

    def parser(self, part: Part) -> expat.XMLParserType:
        """Tells ``part`` of tags and texts, as long as there are not too many."""
        depth = 0

        def start(tag: str, said: Attributes) -> None:
            nonlocal depth
            self.tags += 1
            depth += 1
            if self.tags > TAGS:
                raise TooLarge("sheet-cells", LOOKED_AT)
            if depth > DEEPEST:
                raise Damaged("tags within tags")
            part.start(bare(tag), said)

        def end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            part.end(bare(tag))

        def refuse(*_: object) -> None:
            raise Damaged("declares a type of document, by which texts may grow without end")

        made = expat.ParserCreate()
        made.buffer_text = True
        made.StartDoctypeDeclHandler = refuse
        made.StartElementHandler, made.EndElementHandler = start, end
        made.CharacterDataHandler = part.text
        return made


@lru_cache(1024)
def bare(tag: str) -> str:
    return tag.rpartition(":")[2]
