"""The one sheet that a tenant keeps (« 3-person »): « Que faire ? », and behind it « Mon carnet »."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.draw.text import TIE, direction, isolate, leftward
from jeu_oie.game.dossier import Dossier, translate
from jeu_oie.game.person import LandlordAsk, Level, PathStage, PersonSheet, Question, Rung, person_sheet
from jeu_oie.game.sheet_language import load_sheet_catalog, review_mark, sheet_language
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog, load_catalog
from jeu_oie.print.content.bands import DangerBand, LandlordBand, danger_band, landlord_band
from jeu_oie.print.content.frame import Frame, Keyed, frame_of
from jeu_oie.print.content.helper import Helper, helper_of

MOST_ASKS = 3
FIELDS = (("date", "thing-day"), ("number", "number-tag"), ("who", "thing-trade"), ("until", "calendar"))
WRITTEN = ("name", "phone", "address")  # of an association that the tenant writes down
PROOFS = (("sms", "thing-sms"), ("letter", "thing-letter"), ("email", "thing-email"), ("photo", "thing-photo"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """A few words and their picture, if any; ``foreign``: they are the circuit's, and the sheet speaks another."""

    icon: str
    text: str
    foreign: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of the path; ``says``: what one can say, the fullest first; ``own``: nothing for the tenant to do.

    ``short``: what stands for its title in a line of another step, if anything; ``ways``: all ways in, then fewer.
    """

    title: Keyed
    short: str
    icon: str
    ways: tuple[str, ...]
    facts: tuple[Pictured, ...]
    says: tuple[str, ...]
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgency:
    """A level of urgency: its title with its delay, when one calls in the first, examples of it.

    ``timed``: a delay stands in its title.
    """

    title: Keyed
    hours: str
    timed: bool
    examples: tuple[Pictured, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Where to turn if nothing comes, and after which ``steps``: « 1–4, 6 »."""

    text: str
    steps: str
    foreign: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What nobody has found, as a question to write the answer to."""

    title: Keyed
    foreign: bool
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderRung:
    """A recourse; ``lines``: the last gives way first, the first ``least`` never do."""

    title: Keyed
    icon: str
    lines: tuple[Pictured, ...]
    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notebook:
    """The back: slips to write on, who helps, the ladder of recourse, what it rests on."""

    title: str
    lead: str
    proof: str
    fields: tuple[Pictured, ...]
    kept: str
    proofs: tuple[Pictured, ...]
    helper: Helper
    ladder: str
    rungs: tuple[LadderRung, ...]
    others: str
    free: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonContent:
    """Front and back. ``subject``: whose circuit it is.

    ``demands``: what is asked of the landlord, by how many of ``questions`` stand on the sheet: as it names the others,
    and shorter. ``translation``: that nobody has read it again. ``more``: where what gave way stands. ``stamp``: whose
    sheet, which circuit, version, state. ``notes``: what helps to fill the boxes for the landlord's number.
    """

    frame: Frame
    title: str
    subject: Keyed
    danger: DangerBand
    landlord: LandlordBand
    notes: tuple[Pictured, ...]
    gestures: tuple[Pictured, ...]
    path: str
    stages: tuple[Stage, ...]
    arrival: Pictured
    levels: tuple[Urgency, ...]
    rest: str
    unsure: str
    silent: str
    remedies: tuple[Remedy, ...]
    charged_title: str
    charged: tuple[str, ...]
    questions_title: str
    questions: tuple[Asked, ...]
    demand: str
    demands: tuple[tuple[str, str], ...]
    notebook: Notebook
    translation: str
    sources_title: str
    sources: tuple[str, ...]
    more: str
    stamp: tuple[str, ...]


def person_content(board: Board, dossier: Dossier, page: str | None, language: str = "") -> PersonContent:
    """``language``: one of ``messages.SHEET_LANGUAGES``; that of the circuit where none is asked for."""
    words = load_sheet_catalog(language or sheet_language(board.circuit.language))
    return Writer(board, translate(dossier, board.circuit, words), words, page).content()


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the sheet of a circuit in the language of ``words``; ``page``: the address of the circuit's page."""

    board: Board
    dossier: Dossier
    words: Catalog
    page: str | None

    @property
    def facts(self) -> FactFormatter:
        return FactFormatter(self.board, self.words)

    @property
    def foreign(self) -> str:
        """The language of the circuit, where the sheet is in another."""
        own = self.board.circuit.language
        return own if sheet_language(own) != sheet_language(self.dossier.language) else ""

    def is_foreign(self, text: str) -> bool:
        """Whether a text that comes of the circuit has no word of the sheet's own, written the other way."""
        return bool(self.foreign) and leftward(text) is (direction(self.foreign) == "rtl")

    def content(self) -> PersonContent:
        t, dossier = self.words, self.dossier
        said = person_sheet(self.facts)
        return PersonContent(
            frame=frame_of(dossier, t, self.page, t("handout.person.title"), foreign=self.foreign),
            title=t("handout.person.title"),
            subject=Keyed(self.joined((dossier.title, dossier.landlord)), "title"),
            danger=danger_band(self.facts),
            landlord=landlord_band(self.facts),
            notes=tuple(self.pictured("", note) for note in said.notes),
            gestures=tuple(self.pictured(each.picture, each.text) for each in said.gestures),
            path=t("handout.path"),
            stages=tuple(self.stage(each) for each in said.stages),
            arrival=self.pictured("house", said.arrival),
            levels=tuple(self.urgency(each, first=each is said.levels[0]) for each in said.levels),
            rest=said.rest,
            unsure=said.unsure,
            silent=t("handout.silent") if any(each.silent for each in said.stages) else "",
            remedies=tuple(self.remedies(said.stages)),
            charged_title=t("handout.charged") if said.charged else "",
            charged=said.charged,
            questions_title=t("handout.questions") if said.questions else "",
            questions=tuple(self.asked(each) for each in said.questions),
            demand=t("handout.ask"),
            demands=tuple(self.demands(said)),
            notebook=self.notebook(said),
            translation=self.translation(),
            sources_title=t("handout.sources", sources="").strip(),
            sources=self.isolated(said.sources),
            more=t("handout.more"),
            stamp=self.isolated((dossier.landlord, dossier.title, dossier.version, dossier.status)),
        )

    def pictured(self, icon: str, text: str) -> Pictured:
        return Pictured(icon=icon, text=text, foreign=self.is_foreign(text))

    def stage(self, each: PathStage) -> Stage:
        rests = (" ".join(each.says[rank:]) for rank in range(len(each.says)))
        return Stage(
            title=Keyed(each.title, f"steps.{each.id}.title"),
            short=each.short if each.short != each.title else "",
            icon=each.picture,
            ways=each.ways,
            facts=tuple(self.pictured(icon, text) for icon, text in each.facts),
            says=tuple(self.facts.quoted(rest) or "" for rest in rests),
            own=not (each.mine or each.ways or each.facts),
        )

    def urgency(self, each: Level, *, first: bool) -> Urgency:
        called = each.call and each.call not in each.title
        title = self.words("answer.fact", label=each.title, value=each.call) if called else each.title
        return Urgency(
            title=Keyed(title, f"shortcuts.{each.id}.title"),
            hours=each.hours if first else "",
            timed=bool(each.delay),
            examples=tuple(self.pictured(one.picture, one.text) for one in each.examples),
        )

    def remedies(self, stages: Sequence[PathStage]) -> Iterator[Remedy]:
        """Each once, with the numbers of all steps that it answers."""
        numbers = {each.title: rank for rank, each in enumerate(stages, 1)}
        for silent in dict.fromkeys(each.silent for each in stages if each.silent):
            ranks = [rank for rank, each in enumerate(stages, 1) if each.silent == silent]
            step = silent in numbers
            text = self.words("handout.silent.step", rank=numbers[silent], step=silent) if step else silent
            yield Remedy(text=text, steps=spans(ranks), foreign=not step and self.is_foreign(text))

    def asked(self, each: Question) -> Asked:
        title = Keyed(each.title, f"steps.{each.id}.title")
        return Asked(title=title, foreign=self.is_foreign(each.title), say=each.say)

    def demands(self, said: PersonSheet) -> Iterator[tuple[str, str]]:
        """« une preuve écrite, un délai à chaque étape. »"""
        for count in range(len(said.questions) + 1):
            rest = " ".join(self.facts.quoted(question.title) or "" for question in said.questions[count:])
            named = self.words("handout.ask.steps", steps=rest) if rest else ""
            short = self.words("handout.ask.steps.short") if rest else ""
            yield self.demand(said.asks, named), self.demand(said.asks, short)

    def demand(self, asks: Iterable[LandlordAsk], steps: str) -> str:
        named = [text for text in (steps if each.steps else each.text for each in asks) if text]
        told = self.facts.comma.join(named[:MOST_ASKS])
        return told if not told or told.endswith(("?", "!", "»", ".")) else f"{told}."

    def notebook(self, said: PersonSheet) -> Notebook:
        t = self.words
        names = self.joined(said.others)
        return Notebook(
            title=t("handout.carnet.title"),
            lead=t("handout.carnet.lead"),
            proof=t("handout.proof"),
            fields=tuple(self.labels(FIELDS)),
            kept=t("handout.carnet.proof"),
            proofs=tuple(self.labels(PROOFS)),
            helper=helper_of(self.board.preset.association, t, WRITTEN),
            ladder=t("handout.ladder") if said.rungs else "",
            rungs=tuple(self.rung(each) for each in said.rungs),
            others=t("handout.others", names=names) if names else "",
            free=t("handout.carnet.free"),
            sources=self.isolated(dict.fromkeys(name for each in said.rungs for name in each.sources)),
        )

    def labels(self, named: Iterable[tuple[str, str]]) -> Iterator[Pictured]:
        return (Pictured(icon=icon, text=self.words(f"handout.carnet.{name}"), foreign=False) for name, icon in named)

    def rung(self, each: Rung) -> LadderRung:
        title = Keyed(each.title, f"recourse.{each.id}.title")
        lines = tuple(self.pictured("", line) for line in each.lines)
        return LadderRung(title=title, icon=each.picture, lines=lines, least=each.least)

    def translation(self) -> str:
        """« … · traduction à relire », in its own language and the circuit's, until somebody has; nothing then."""
        marks = review_mark(self.dossier.language, load_catalog(self.board.circuit.language))
        return self.joined(marks)

    def joined(self, parts: Iterable[str]) -> str:
        """« a · b », in the order in which the sheet is read, whatever language each is in."""
        return f"{TIE}· ".join(self.isolated(parts))

    def isolated(self, parts: Iterable[str]) -> tuple[str, ...]:
        leftwards = direction(self.dossier.language) == "rtl"
        return tuple(isolate(each) if leftwards else each for each in parts)


def spans(ranks: Iterable[int]) -> str:
    """« 1–4, 6 »."""
    runs: list[list[int]] = []
    for rank in ranks:
        if runs and rank == runs[-1][-1] + 1:
            runs[-1].append(rank)
        else:
            runs.append([rank])
    return ", ".join("–".join(dict.fromkeys((str(run[0]), str(run[-1])))) for run in runs)
