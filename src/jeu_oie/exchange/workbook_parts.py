"""What the parts of a workbook (.xlsx) say that lead to its cells: names, shared texts, how numbers are shown."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from posixpath import join, normpath

from jeu_oie.exchange.bounds import CELLS, TooLarge
from jeu_oie.opening import LARGEST

PARTS = 1_000  # files in the archive; a workbook with a picture or two has twenty
STYLES = 100_000
CODE = 255  # characters of the code of a number's format

Attributes = Mapping[str, str]


class Damaged(ValueError):
    """What no spreadsheet writes."""


class Part:
    """What one part of the archive says, told by tags without prefix."""

    def start(self, tag: str, said: Attributes) -> None:
        """A tag opens."""

    def end(self, tag: str) -> None:
        """A tag closes."""

    def text(self, data: str) -> None:
        """Some characters."""


class Relations(Part):
    """Kind and name of what a part in ``folder`` leads to; what lies outside the archive is left out."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, said: Attributes) -> None:
        if tag == "Relationship" and said.get("TargetMode") != "External":
            target = normpath(join("/", self.folder, said.get("Target", ""))).lstrip("/")
            self.found[said.get("Id", "")] = (said.get("Type", ""), target)


class WorkbookSheets(Part):
    """The relations that a workbook calls its sheets, in order, and whether its days count from 1904."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.since_1904 = False

    def start(self, tag: str, said: Attributes) -> None:
        if tag == "workbookPr":
            self.since_1904 = said.get("date1904") in ("1", "true")
        if tag == "sheet":
            self.names += [value for name, value in said.items() if name.endswith(":id")][:1]
        if tag == "sheet" and len(self.names) > PARTS:
            raise TooLarge("sheet-parts", PARTS)


class Texts(Part):
    """Gathers the text of ``t`` (the reading aid of Japanese texts, ``rPh``, apart)."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.listening = False
        self.aside = False

    def start(self, tag: str, said: Attributes) -> None:  # noqa: ARG002 (what others need)
        self.aside = self.aside or tag == "rPh"
        self.listening = tag == "t" and not self.aside

    def text(self, data: str) -> None:
        if self.listening:
            self.length += len(data)
            if self.length > LARGEST:
                raise TooLarge("file-too-large", LARGEST // 1_000_000)
            self.pieces.append(data)

    def end(self, tag: str) -> None:
        self.listening = False
        self.aside = self.aside and tag != "rPh"

    def taken(self) -> str:
        """What has been gathered, which is then forgotten."""
        said = "".join(self.pieces)
        self.pieces.clear()
        return said


class Strings(Texts):
    """The texts that the cells of all sheets share."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag == "si":
            self.found.append(self.taken())
            if len(self.found) > 2 * CELLS:
                raise TooLarge("sheet-cells", CELLS)


class Styles(Part):
    """How numbers are shown: the format of each style."""

    def __init__(self) -> None:
        self.own: dict[str, str] = {}
        self.used: list[str] = []
        self.within = False

    def start(self, tag: str, said: Attributes) -> None:
        if tag == "numFmt":
            self.own[said.get("numFmtId", "")] = said.get("formatCode", "")[:CODE]
        self.within = tag == "cellXfs" or (self.within and tag != "cellStyleXfs")
        if tag == "xf" and self.within:
            self.used.append(said.get("numFmtId", "0"))
        if max(len(self.own), len(self.used)) > STYLES:
            raise TooLarge("sheet-parts", STYLES)

    def end(self, tag: str) -> None:
        self.within = self.within and tag != "cellXfs"

    def codes(self, formats: Mapping[int, str]) -> Callable[[str], str]:
        """The code of the format by which a cell of a style shows a number."""

        def code(style: str) -> str:
            used = self.used[int(style)] if style.isdecimal() and int(style) < len(self.used) else "0"
            return self.own.get(used) or (formats.get(int(used), "") if used.isdecimal() else "")

        return lru_cache(1024)(code)
