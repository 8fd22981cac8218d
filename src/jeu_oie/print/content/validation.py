"""What the landlord signs (« landlord/validation »): ten facts and two signatures, then a row a fact.

It is read at a desk by a quality department, then comes back. The hash that is signed is the circuit's own
(``circuit/signing``), not the sheet's. To whom and by when it comes back is written by hand: no circuit says it.
"""

import re
from dataclasses import dataclass

from jeu_oie.circuit.signing import SHORTEST, fingerprint, group_digits
from jeu_oie.game.dossier import Claim, Dossier, Reference
from jeu_oie.game.squares import Board
from jeu_oie.game.validation import AskedSection, list_asked, list_cited, ten_facts
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog
from jeu_oie.print.content.frame import Frame, frame_of

UNIT = re.compile(r"(?<=\d) (?=\w)")  # in a number, or before what it counts: no line ends there
COLUMNS = ("we-say", "source", "exact", "correct", "unsaid", "correction")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """A fact to tick: ``name``, that of its item, or ``label`` before its ``value``; ``source``: by its numbers.

    A ``missing`` one has « à dire » as its value.
    """

    name: str
    label: str
    value: str
    missing: bool
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The rows of an item, under its title, which may be empty."""

    title: str
    rows: tuple[AskedRow, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Items of one sort."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCode:
    """The first digits of the circuit's hash, what they are, then all of them."""

    digits: str
    about: str
    whole_label: str
    whole: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationSheet:
    """The circuit to read again and to sign. ``columns``: key → heading; ``blanks``: key → what is filled in by hand.

    ``again`` stands on each page but the first.
    """

    frame: Frame
    again: str
    title: str
    whose: str
    intro: tuple[str, ...]
    columns: dict[str, str]
    ten: tuple[AskedRow, ...]
    signed: SignedCode
    signers: tuple[str, str]
    blanks: dict[str, str]
    rest: str
    sections: tuple[Section, ...]
    sources_heading: str
    sources: tuple[Reference, ...]


def validation_sheet(board: Board, dossier: Dossier, t: Catalog, page: str | None) -> ValidationSheet:
    """``page``: the address of the circuit's page."""
    facts, digits = FactFormatter(board, t), fingerprint(board.circuit)
    ten, sections = ten_facts(facts), list_asked(facts)
    asked = (claim for section in sections for entry in section.entries for claim in entry.claims)
    cited = list_cited((*ten, *asked))
    sources = tuple(source for source in dossier.sources if source.number in cited)
    return ValidationSheet(
        frame=frame_of(dossier, t, page, t("validation.title")),
        again=t("validation.top"),
        title=t("validation.title"),
        whose=f"{dossier.landlord} · {dossier.title}",
        intro=(t("validation.purpose"), t("validation.intro")),
        columns={key: t(f"validation.{key}") for key in COLUMNS},
        ten=tuple(row_of(claim, t) for claim in ten),
        signed=SignedCode(
            digits=group_digits(digits[:SHORTEST]),
            about=t("validation.hash"),
            whole_label=t("validation.hash.whole"),
            whole=group_digits(digits),
        ),
        signers=(t("validation.for.landlord"), t("validation.for.federation")),
        blanks={key: t(f"validation.{key}") for key in ("function", "date", "signature", "back.to", "back.by")},
        rest=t("validation.rest"),
        sections=tuple(section_of(each, t) for each in sections),
        sources_heading=t("circuit.sources") if sources else "",
        sources=sources,
    )


def section_of(asked: AskedSection, t: Catalog) -> Section:
    entries = (Entry(entry.title, tuple(row_of(claim, t) for claim in entry.claims)) for entry in asked.entries)
    return Section(t(f"validation.section.{asked.key}"), tuple(entries))


def row_of(claim: Claim, t: Catalog) -> AskedRow:
    label = (
        claim.label
        if claim.label.endswith(("?", "!", ".")) or not claim.label
        else t("validation.row", label=claim.label)
    )
    return AskedRow(
        name=claim.title,
        label=tied(label),
        value=t("validation.unsaid") if claim.missing else tied(claim.value),
        missing=claim.missing,
        source=", ".join(map(str, claim.sources)) or "–",
    )


def tied(text: str) -> str:
    return UNIT.sub("\u00a0", text)
