"""The circuit in full (« more/circuit »): the place where nothing is cut, step by step, with its sources."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from jeu_oie.game.cards import Card, Deck, by_step
from jeu_oie.game.dossier import Danger, Dossier, Reference
from jeu_oie.game.kinds import Kind
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import State
from jeu_oie.messages import Catalog
from jeu_oie.print.content.card import FullCard, full_card
from jeu_oie.print.content.frame import Frame, frame_of, plain_fields


@dataclass(frozen=True, slots=True)
class Entry:
    """A term and what it means, a fact of the circuit and its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A step with all that follows it up to the next; ``between``: its squares without a card."""

    cards: tuple[FullCard, ...]
    between: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """The cards of the pile that are of one sort; ``game``: what is done with each, where it is theirs all."""

    label: str
    kind: str
    icon: str
    game: str
    cards: tuple[FullCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlePage(Frame):
    """What stands over the text: whose circuit, its state at length, its version and dates."""

    kicker: str
    subtitle: str
    status_long: str
    about: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FullCircuit:
    """All that board and cards say, what one does in danger, words, actors, sources. ``headings``: by part."""

    frame: TitlePage
    intro: str
    headings: dict[str, str]
    dangers: tuple[Danger, ...]
    stages: tuple[Stage, ...]
    finish: FullCard
    sorts: tuple[Sort, ...]
    words: tuple[Entry, ...]
    actors: tuple[Entry, ...]
    sources: tuple[Reference, ...]


def full_circuit(board: Board, deck: Deck, dossier: Dossier, t: Catalog, page: str | None) -> FullCircuit:
    """``page``: the address of the circuit's page."""
    headings = {"dangers": "handout.danger"} | {
        part: f"circuit.{part}" for part in ("steps", "pile", "words", "actors", "sources")
    }
    return FullCircuit(
        frame=title_page(dossier, t, page),
        intro=t("circuit.intro"),
        headings={part: t(key) for part, key in headings.items()},
        dangers=dossier.dangers,
        stages=tuple(
            Stage(tuple(full_card(card) for card in cards if card.detailed), tuple(between(cards, t)))
            for cards in by_step(deck, [step.id for step in board.circuit.steps])
        ),
        finish=full_card(next(card for card in deck.cards if card.kind is Kind.FINISH)),
        sorts=tuple(sorts(deck.loose, t)),
        words=tuple(Entry(*each) for each in dossier.words),
        actors=tuple(Entry(*each) for each in dossier.actors),
        sources=dossier.sources,
    )


def title_page(dossier: Dossier, t: Catalog, page: str | None) -> TitlePage:
    about = (*(Entry(row.label, row.value) for row in dossier.about), Entry(t("circuit.written"), dossier.written))
    return TitlePage(
        **plain_fields(frame_of(dossier, t, page, t("circuit.kicker"))),
        kicker=t("circuit.kicker"),
        subtitle=dossier.subtitle,
        status_long=dossier.status_long,
        about=about,
    )


def between(cards: Iterable[Card], t: Catalog) -> Iterator[str]:
    """« Cases 3, 5 : piochez une carte. », « Case 8 : + 2 jours »: what stands there without a card to cut out."""

    def said(card: Card) -> str:
        of_item = "." not in card.id  # else its text is what is done there
        return t("answer.fact", label=card.title, value=card.text) if of_item and card.text else card.title

    bare = sorted((card for card in cards if not card.detailed), key=lambda card: (card.kind, said(card)))
    for title, group in groupby(bare, key=said):
        names = [card.name for card in group]
        yield t.count("circuit.squares", len(names), names=", ".join(names), title=title)


def sorts(pile: Sequence[Card], t: Catalog) -> Iterator[Sort]:
    """The pile by sort, each in the order of the pile."""
    for label in dict.fromkeys(card.face.label for card in pile):
        cards = [card for card in pile if card.face.label == label]
        rules = {row for card in cards for row in card.rows if row.state is State.GAME}
        shared = rules if len(rules) == 1 else set()
        yield Sort(
            label=label,
            kind=cards[0].kind.value,
            icon=cards[0].face.pictogram.replace("-dashed", ""),
            game="".join(t("answer.fact", label=row.label, value=row.value) for row in shared),
            cards=tuple(full_card(card, without=shared) for card in cards),
        )
