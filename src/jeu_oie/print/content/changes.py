"""What changed (« changes.pdf »): fact by fact, both boards; and what to print again (« reprint.pdf »)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jeu_oie.circuit.keys import Sort
from jeu_oie.draw.scene import Scene
from jeu_oie.exchange.diff import FactChange, Path, ReportedChange
from jeu_oie.exchange.report import Report, Reprint, between_line, list_obsolete, minutes_line, sheets_again
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.wording import name_place
from jeu_oie.messages import Catalog
from jeu_oie.print.content.drawing import DrawnPage
from jeu_oie.print.content.drawing import page as drawn_page
from jeu_oie.print.content.frame import Frame, frame_of


@dataclass(frozen=True, slots=True)
class Turned:
    """A fact as it read and as it reads; ``before`` is empty of a new one, ``after`` of one that went with its item."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed: ``number``, that of its mark; ``pills``: new, moved, mere words…"""

    number: str
    what: str
    title: str
    place: str
    pills: tuple[str, ...]
    facts: tuple[Turned, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What changed at one step."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class NamedList:
    """``kind``: cards or documents, under a sentence: each by its name, then what else is said of it."""

    kind: str
    told: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What to print again, or what to throw away: ``told`` after its lists, or « rien »."""

    heading: str
    lists: tuple[NamedList, ...]
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintList:
    """What to print again and what to throw away, how much stays good."""

    parts: tuple[Part, ...]
    kept: str


@dataclass(frozen=True, slots=True)
class Board:
    """A board under its heading, the changes marked."""

    heading: str
    drawn: DrawnPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """``was``, ``now``: what stands before a fact; ``headings``: by part. All but the boards is empty of no change."""

    frame: Frame
    title: str
    whose: str
    between: str
    nothing: str
    was: str
    now: str
    headings: Mapping[str, str]
    dangers: tuple[Change, ...]
    marks: str
    sections: tuple[Section, ...]
    paths: tuple[Turned, ...]
    time: tuple[str, ...]
    reprint: tuple[ReprintList, ...]
    boards: tuple[Board, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintSheet:
    """On top of the cards to print again. ``blank``: what its back says where the first card is to come on a front."""

    frame: Frame
    title: str
    whose: str
    told: str
    reprint: ReprintList
    blank: str


def changes(
    report: Report, boards: Sequence[Scene], dossier: Dossier, t: Catalog, page: str | None, *, saver: bool
) -> Changes:
    """``boards``: before and after; ``page``: the address of the circuit's page."""
    found = report.found
    headings = {
        "dangers": t("changes.dangers"),
        "changes": t.count("changes.count", len(found.changes)),
        "time": t("changes.time"),
        "paper": t("changes.paper"),
    }
    same = () if found.paths else (t("changes.paths.same"),)
    return Changes(
        frame=frame_of(dossier, t, page, t("changes.title")),
        title=t("changes.title"),
        whose=whose(dossier),
        between=between_line(report, t),
        nothing=t("changes.nothing") if report.nothing else "",
        was=t("changes.before"),
        now=t("changes.after"),
        headings={} if report.nothing else headings,
        dangers=tuple(danger_of(each, t) for each in found.changes if each.danger),
        marks=t("changes.marks") if found.after or found.before else "",
        sections=tuple(
            Section(each.title, tuple(change_of(change, t) for change in each.changes)) for each in found.sections
        ),
        paths=tuple(path_of(each, t) for each in found.paths),
        time=() if report.nothing else (*same, minutes_line(report, t)),
        reprint=() if report.nothing else (reprint_list(report.listed, t),),
        boards=tuple(
            Board(t(f"changes.board.{key}", version=version), drawn_page(scene, 1, saver=saver, over=0))
            for key, version, scene in zip(("before", "after"), (report.before, report.after), boards, strict=True)
        ),
    )


def whose(dossier: Dossier) -> str:
    return f"{dossier.title} · {dossier.landlord}"


def danger_of(each: ReportedChange, t: Catalog) -> Change:
    """Of a change only what says a danger or a number; without its mark, which stands below."""
    lines = [line for line in each.lines if line.danger]
    title = "" if each.is_file else t("changes.named", title=each.title)
    facts = tuple(fact_of(line, t) for line in lines)
    return Change(number="", what=each.kind, title=title, place="", pills=each.what, facts=facts)


def change_of(each: ReportedChange, t: Catalog) -> Change:
    wording = (t("changes.wording"),) if each.wording else ()
    told = not each.is_file
    return Change(
        number=str(each.number) if told and each.number else "",
        what=each.kind if told else "",
        title=t("changes.named", title=each.title) if each.named else "",
        place=each.place if told else "",
        pills=(*each.what, *wording) if told else (),
        facts=tuple(fact_of(line, t) for line in each.lines),
    )


def fact_of(line: FactChange, t: Catalog) -> Turned:
    gone = "" if line.after or line.sort is Sort.REMOVED else t("changes.gone")
    return Turned(line.label, line.before, line.after or gone)


def path_of(path: Path, t: Catalog) -> Turned:
    none = t("changes.path.none")
    titles = t("separator").join(title or t("changes.path.all") for title in path.problems)
    return Turned(titles, path.before or none, path.after or none)


def reprint_sheet(listed: Reprint, dossier: Dossier, t: Catalog, page: str | None, *, blank: bool) -> ReprintSheet:
    """``blank``: a back may have to be left empty, before cards that are printed on both sides."""
    return ReprintSheet(
        frame=frame_of(dossier, t, page, t("changes.reprint.title")),
        title=t("changes.reprint.title"),
        whose=whose(dossier),
        told=t("changes.reprint.cards") if listed.cards.again else "",
        reprint=reprint_list(listed, t),
        blank=t("changes.reprint.blank") if blank else "",
    )


def reprint_list(listed: Reprint, t: Catalog) -> ReprintList:
    cards, again, away = listed.cards, sheets_again(listed, t), list_obsolete(listed, t)
    files = tuple((name, t("changes.file", name=file)) for name, file in again)
    lists = (
        *cards_named("again", cards.again, t),
        *((NamedList("documents", t("changes.again.sheets"), files),) if files else ()),
    )
    gone = [t("changes.away.sheet", name=name) for name, _ in away]
    thrown = tuple(cards_named("away", cards.away, t))
    old = " ".join((t("changes.away.sheets"), *gone)) if again or away else ""
    kept = {
        "cards": t.count("changes.cards", cards.kept),
        "sheets": t.count("changes.sheets", listed.sheets.kept),
    }
    return ReprintList(
        parts=(
            Part(t("changes.again"), lists, "" if lists else t("changes.again.nothing")),
            Part(t("changes.away"), thrown, old or ("" if thrown else t("changes.away.nothing"))),
        ),
        kept=t("changes.kept", **kept),
    )


def cards_named(key: str, cards: Mapping[str, str], t: Catalog) -> Iterator[NamedList]:
    if cards:
        items = tuple((name_place(name, t), title) for name, title in cards.items())
        yield NamedList("cards", t.count(f"changes.{key}.cards", len(cards)), items)
