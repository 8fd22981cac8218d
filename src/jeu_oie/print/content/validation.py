"""What the landlord signs (« landlord/validation »): ten facts and two signatures, then a row a fact.

It is read at a desk by a quality department, then comes back. The hash that is signed is the circuit's own
(``circuit/signing``), not the sheet's. To whom and by when it comes back is written by hand: no circuit says it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from jeu_oie.circuit.keys import DECLARED
from jeu_oie.circuit.signing import SHORTEST, fingerprint, group_digits
from jeu_oie.game.asked import AnswerForm, Asked, Audience, lines_of_ten, list_asked
from jeu_oie.game.dossier import Dossier, Reference
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter, capital, close_sentence
from jeu_oie.messages import Catalog
from jeu_oie.print.content.frame import Frame, frame_of

LABELS = {key.name: key.label for key in DECLARED if key.icon}
LONG = ("emergency", "steps", "shortcuts", "detours", "side-tracks")  # sections with a row a fact; others a row an item
COLUMNS = ("we-say", "source", "exact", "correct", "unsaid", "correction")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """A fact to tick: ``name``, that of its item, or ``label`` before its ``value``; ``source``: by its numbers.

    A ``missing`` one has « à dire » as its value. ``code``: « G12 », « G12–G15 » of several facts, as elsewhere.
    """

    code: str
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
    asked = [each for each in list_asked(facts) if each.audience is not Audience.TABLE]
    teller = RowTeller(t, dossier.sources)
    rest = [each for each in asked if not each.rank]
    cited = {title for each in asked for title in each.sources}
    sources = tuple(source for source in dossier.sources if source.title in cited)
    return ValidationSheet(
        frame=frame_of(dossier, t, page, t("validation.title")),
        again=t("validation.top"),
        title=t("validation.title"),
        whose=f"{dossier.landlord} · {dossier.title}",
        intro=(t("validation.purpose"), t("validation.intro")),
        columns={key: t(f"validation.{key}") for key in COLUMNS},
        ten=tuple(map(teller.line, lines_of_ten(asked))),
        signed=SignedCode(
            digits=group_digits(digits[:SHORTEST]),
            about=t("validation.hash"),
            whole_label=t("validation.hash.whole"),
            whole=group_digits(digits),
        ),
        signers=(t("validation.for.landlord"), t("validation.for.federation")),
        blanks={key: t(f"validation.{key}") for key in ("function", "date", "signature", "back.to", "back.by")},
        rest=t("validation.rest"),
        sections=tuple(teller.section(key, held) for key, held in groupby(rest, key=lambda each: each.section)),
        sources_heading=t("circuit.sources") if sources else "",
        sources=sources,
    )


@dataclass(frozen=True, slots=True)
class RowTeller:
    """Rows of what is asked, with the numbers of ``sources``."""

    t: Catalog
    sources: tuple[Reference, ...]

    def section(self, key: str, asked: Iterable[Asked]) -> Section:
        tell = self.facts if key in LONG else self.item
        held = groupby(asked, key=lambda each: (each.about, each.title))
        return Section(self.t(f"validation.section.{key}"), tuple(tell(title, tuple(own)) for (_, title), own in held))

    def facts(self, title: str, asked: Sequence[Asked]) -> Entry:
        """A row a fact, under the title of their item."""
        return Entry(title, tuple(self.row((each,), label=self.label(each), value=self.value(each)) for each in asked))

    def item(self, title: str, asked: Sequence[Asked]) -> Entry:
        """What is known of an item, which one reads together, and a row for each fact that lacks; a contact's own."""
        known = tuple(each for each in asked if each.now)
        said = " ".join(close_sentence(capital(self.labelled(each))) for each in known)
        whole = (self.row(known, name=title, value=said),) if known and title else ()
        alone = [each for each in asked if not each.now or not title]
        named = (self.t("comma").join(filter(None, (title, self.label(each)))) for each in alone)
        rows = (
            self.row((each,), label=label, value=self.value(each)) for each, label in zip(alone, named, strict=True)
        )
        return Entry("", (*whole, *rows))

    def line(self, asked: Sequence[Asked]) -> AskedRow:
        """One of the ten: what several facts say alike once, else each under the title of its item."""
        known = [each for each in asked if each.now]
        said = dict.fromkeys(self.value(each) for each in known)
        if len(said) > 1:
            said = dict.fromkeys(
                each.title if each.now in each.title else self.titled(each.title, self.value(each)) for each in known
            )
        about = asked[0]
        unknown = about.form is AnswerForm.STEP and " ".join(filter(None, (about.title, about.text)))
        return self.row(tuple(asked), label=unknown or about.line, value=self.t("separator").join(said))

    def row(self, asked: Sequence[Asked], *, name: str = "", label: str = "", value: str) -> AskedRow:
        cited = {title for each in asked for title in each.sources}
        numbers = [str(source.number) for source in self.sources if source.title in cited]
        told = label if not label or label.endswith(("?", "!", ".")) else self.t("validation.row", label=label)
        return AskedRow(
            code=name_codes([each.code for each in asked]),
            name=name,
            label=told,
            value=value or self.t("validation.unsaid"),
            missing=not value,
            source=", ".join(numbers) or "–",
        )

    def label(self, asked: Asked) -> str:
        """The name of the fact; nothing before a text, the question where the fact has no name."""
        if asked.box in LABELS:
            return capital(self.t(LABELS[asked.box]))
        return asked.text or ("" if asked.now and asked.title else asked.question)

    def value(self, asked: Asked) -> str:
        doubt = self.t("uncertain")
        return f"{asked.now} ({doubt})" if asked.uncertain and doubt not in asked.now else asked.now

    def labelled(self, asked: Asked) -> str:
        label = self.label(asked)
        return self.titled(label, self.value(asked)) if label else self.value(asked)

    def titled(self, label: str, value: str) -> str:
        return self.t("answer.fact", label=label, value=value)


def name_codes(codes: Sequence[str]) -> str:
    """« E4, G10–G13 »: those in a row by the first and the last."""
    runs = groupby(enumerate(codes), key=lambda each: (each[1][0], int(each[1][1:]) - each[0]))
    held = ([code for _, code in run] for _, run in runs)
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else run[0] for run in held)
