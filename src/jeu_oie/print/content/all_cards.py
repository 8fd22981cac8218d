"""Every card in full (« more/all-cards »): what an A7 card had no room for; then every rule."""

from dataclasses import dataclass, replace

from jeu_oie.game.cards import Card, Deck
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.lines import list_kinds, list_rules
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog
from jeu_oie.print.content.card import FullCard, full_card, game_last
from jeu_oie.print.content.frame import Frame, frame_of
from jeu_oie.print.content.rules import BackLine, Run, runs_of, share_lines


@dataclass(frozen=True, slots=True)
class ListedCard:
    """A card, whose sources stand by their titles on a line of their own, ``origin``."""

    card: FullCard
    origin: str


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Cards under a heading."""

    heading: str
    cards: tuple[ListedCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllCards:
    """The cards of the squares in order, of the pile, the problems, and what no table draws; then the rules."""

    frame: Frame
    title: str
    intro: str
    groups: tuple[CardGroup, ...]
    rules_heading: str
    rules: tuple[tuple[Run, ...], ...]
    kinds_heading: str
    kinds: tuple[BackLine, ...]


def all_cards(board: Board, deck: Deck, dossier: Dossier, t: Catalog, page: str | None) -> AllCards:
    """``page``: the address of the circuit's page."""
    groups = (
        ("all-cards.squares", deck.cards),
        ("circuit.pile", deck.pile),
        ("all-cards.problems", deck.problems),
        ("all-cards.rest", deck.undealt),
    )
    rules = tuple(map(runs_of, list_rules(board, t)))
    return AllCards(
        frame=frame_of(dossier, t, page, t("all-cards.title")),
        title=t("all-cards.title"),
        intro=t("all-cards.intro"),
        groups=tuple(
            CardGroup(t(key), tuple(ListedCard(listed(full_card(card), t), origin_of(card, t)) for card in cards))
            for key, cards in groups
            if cards
        ),
        rules_heading=t("rules.lines", count=len(rules)),
        rules=rules,
        kinds_heading=t("rules.squares"),
        kinds=tuple(share_lines(list_kinds(board, FactFormatter(board, t)))),
    )


def listed(card: FullCard, t: Catalog) -> FullCard:
    """As a list shows it: « ce que je reçois : », what is done in the game last."""
    rows = (replace(row, label=t("answer.fact", label=row.label, value="").rstrip()) for row in card.rows)
    return replace(card, rows=game_last(rows), sources=(), provenance="")


def origin_of(card: Card, t: Catalog) -> str:
    """Where its words come from."""
    titles = t("separator").join(title for _, title in card.sources)
    cited = t.count("booklet.sources", len(card.sources), titles=titles) if titles else ""
    return t("separator").join(filter(None, (card.provenance, cited)))
