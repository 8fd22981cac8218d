"""What changed, for people: as a page, as a document with both boards, and the list of what to print again."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jeu_oie.board.dossier import Dossier
from jeu_oie.exchange.diff import Difference
from jeu_oie.exchange.reprint import Reprint, document_of
from jeu_oie.layout.direction import direction
from jeu_oie.layout.geometry import number
from jeu_oie.layout.paper import scale_scene
from jeu_oie.layout.scene import Scene
from jeu_oie.messages import Catalog
from jeu_oie.render.html import fill
from jeu_oie.render.html.prints import BASELINE, StyleRule, TextGroup, face_of, parts_of
from jeu_oie.render.html.sheet import Imprint, Sheet, sheet
from jeu_oie.render.html.site import frame, site_page
from jeu_oie.render.templates import Templates

PAPER = (420.0, 297.0)  # mm, A3: the squares' words stay at 13 pt and more
HEAD = 19.0  # mm over a board, for what it is
SCALE = (PAPER[1] - HEAD) / PAPER[1]


@dataclass(frozen=True, slots=True)
class Report:
    """What a diff tells. ``minutes``: between which 8 games in 10 of 4 teams last, before and after."""

    found: Difference
    listed: Reprint
    minutes: tuple[tuple[int, int], tuple[int, int]]
    before: str
    after: str

    @property
    def same_minutes(self) -> bool:
        return self.minutes[0] == self.minutes[1]

    @property
    def nothing(self) -> bool:
        return not self.found.sections and self.listed.nothing


@dataclass(frozen=True, slots=True)
class Drawn:
    """A board with its changes: ``svg`` whole for the page, ``shapes`` without its words for print."""

    scene: Scene
    svg: str
    shapes: str


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """A board on a sheet of print: its picture (base64), what it shows, and its words by style."""

    key: str
    picture: str
    shows: str
    parts: tuple[TextGroup, ...]


# --- the page --------------------------------------------------------------------------------------------


def changes_page(
    dossier: Dossier, report: Report, boards: Sequence[Drawn], t: Catalog, own: Templates | None = None
) -> str:
    """``changes.html``: one self-contained file, nothing else let in."""
    pictures = [b64encode(each.svg.encode()).decode() for each in boards]
    return site_page(
        "changes.html",
        frame(texts(dossier, report), rules=fill("site/changes.css")),
        own,
        language=dossier.language,
        direction=direction(dossier.language),
        dossier=dossier,
        t=t,
        boards=tuple(zip(("before", "after"), pictures, (each.scene.description for each in boards), strict=True)),
        **report_values(report, t),
    )


def report_values(report: Report, t: Catalog) -> dict[str, Any]:
    """What the page and the documents say alike."""
    return {
        "report": report,
        "between": between_line(report, t),
        "minutes": minutes_line(report, t),
        "again": sheets_of(report.listed, t),
        "away": list_obsolete(report.listed, t),
    }


def texts(dossier: Dossier, report: Report) -> Iterator[str]:
    """What the fonts must hold."""
    yield from (dossier.landlord, dossier.title, dossier.status, dossier.version, report.before, report.after)
    for each in report.found.changes:
        yield each.title
        yield from (part for line in each.lines for part in (line.label, line.before, line.after))
    for path in report.found.paths:
        yield from (*path.problems, path.before, path.after)
    yield from (*report.listed.cards.again.values(), *report.listed.cards.away.values())


# --- print -----------------------------------------------------------------------------------------------


def changes_sheet(imprint: Imprint, report: Report, boards: Sequence[Drawn]) -> Sheet:
    """The list on A4, then both boards, a sheet of A3 each: their words in boxes over the shapes (``prints``)."""
    scenes = [scale_scene(each.scene, SCALE, PAPER[0] * SCALE, PAPER[1] * SCALE) for each in boards]
    faces: dict[StyleRule, int] = {}
    for scene in scenes:
        for text in scene.texts():
            faces.setdefault(face_of(text), len(faces) + 1)
    shown = [
        BoardPicture(key, b64encode(each.shapes.encode()).decode(), scene.description, tuple(parts_of(scene, faces)))
        for key, each, scene in zip(("before", "after"), boards, scenes, strict=True)
    ]
    return sheet(
        "print/changes.html",
        imprint,
        boards=shown,
        faces=tuple(faces),
        baseline=BASELINE,
        across=number((PAPER[0] - scenes[0].width) / 2),
        width=number(scenes[0].width),
        height=number(scenes[0].height),
        head=number(HEAD),
        **report_values(report, imprint.words),
    )


def reprint_sheet(imprint: Imprint, listed: Reprint, *, blank: bool = False) -> Sheet:
    """What to print again and what to throw away; ``blank``: an empty page behind it, before cards on both sides."""
    t = imprint.words
    return sheet(
        "print/reprint.html",
        imprint,
        listed=listed,
        again=sheets_of(listed, t),
        away=list_obsolete(listed, t),
        blank=blank,
    )


# --- what to print again ---------------------------------------------------------------------------------


def sheets_of(listed: Reprint, t: Catalog) -> tuple[tuple[str, str], ...]:
    """The documents to print again: what they are, and their sheets where not all changed."""
    return tuple(documents(listed.sheets.again, t))


def list_obsolete(listed: Reprint, t: Catalog) -> tuple[tuple[str, str], ...]:
    """The documents that are printed no more: a changed one is thrown away as it is replaced."""
    again = {document_of(name) for name in listed.sheets.again}
    return tuple(documents([name for name in listed.sheets.away if document_of(name) not in again], t))


def documents(names: Iterable[str], t: Catalog) -> Iterator[tuple[str, str]]:
    """« le plateau », « board-… »: each document once, with the name of its file; the board has several."""
    for name in dict.fromkeys(map(document_of, names)):
        yield document_title(name, t), "board-…" if name == "board" else name


def document_title(name: str, t: Catalog) -> str:
    """« le plateau »; a document of another version of this program goes by its file."""
    try:
        return t(f"changes.sheet.{name}")
    except KeyError:
        return name


def card_named(name: str, t: Catalog) -> str:
    """« case 12 », « pile, carte 4 »."""
    pile = name.startswith("p")
    return t("changes.card.pile" if pile else "changes.card.square", name=name.removeprefix("p"))


def between_line(report: Report, t: Catalog) -> str:
    """Between which versions: the one that the sheets carry should change with them."""
    if report.before == report.after:
        return t("changes.between.same", after=report.after)
    return t("changes.between", before=report.before, after=report.after)


def minutes_line(report: Report, t: Catalog) -> str:
    """How long a game lasts, and lasted where that was otherwise."""
    (before_low, before_high), (low, high) = report.minutes
    if report.same_minutes:
        return t("changes.minutes.same", low=low, high=high)
    return t("changes.minutes", low=low, high=high, before_low=before_low, before_high=before_high)
