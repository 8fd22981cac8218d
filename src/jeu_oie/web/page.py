"""The web page of a circuit: one self-contained file, with its data (outputs.md, « Facts about the page »)."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from jeu_oie.board import legend
from jeu_oie.board.jumps import Jump
from jeu_oie.board.rings import Track
from jeu_oie.circuit.fields import Unit
from jeu_oie.circuit.model import NONE, Advice, Fact, Item, ProblemItem, Question, Recourse, Shortcut, Space, Step
from jeu_oie.draw.html import fill, text
from jeu_oie.draw.logo import Logo, small_logo
from jeu_oie.draw.subset import WebFont
from jeu_oie.draw.text import direction
from jeu_oie.game.cards import Calendar, Card, Deck, time_card
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.handout import by_number, is_calm
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS, palette_of
from jeu_oie.game.preset import Palette
from jeu_oie.game.rules import compile_rules, factor_table
from jeu_oie.game.rules.table import dice
from jeu_oie.game.squares import Board, Square, elapsed_before
from jeu_oie.game.wording import FactFormatter, State, can_win
from jeu_oie.messages import Catalog
from jeu_oie.resources import Templates
from jeu_oie.web import board as page_board
from jeu_oie.web import style as page_style
from jeu_oie.web.board import SquareButton
from jeu_oie.web.cards import (
    OtherLandlords,
    PageCard,
    TextRun,
    anchor,
    cited_in,
    dangers,
    hours_of,
    href_of,
    items_of,
    numbers,
    numbers_of,
    show,
    tell_elsewhere,
    web_address,
)

# --- What stands in which part of the page: what to do first, the path, then every other card by its sort -


@dataclass(frozen=True, slots=True)
class Urgency:
    """Ways to say that it is urgent, by one number: ``call`` is empty where nobody has found it.

    ``sure``: it is the landlord's, so that whoever is not sure can call it.
    """

    call: tuple[TextRun, ...]
    hours: str
    levels: tuple[PageCard, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """A kind of problem: ``urgency`` says how urgent it is, where known, ``call`` the number to call then."""

    card: PageCard
    urgency: str
    urgent: bool
    call: tuple[TextRun, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the path with the announced time before it; the first one has none.

    ``days``: that time in days, where it is known, ``working`` ones or not; ``announced``: how it is announced.
    """

    card: PageCard
    calendar: Calendar | None
    days: str | None = None
    announced: str = ""
    working: bool = False


@dataclass(frozen=True, slots=True)
class CardSort:
    """The cards of one sort; ``game`` is what they do in the game, ``folded`` where each opens by itself."""

    anchor: str
    title: str
    cards: tuple[PageCard, ...]
    game: str
    folded: bool


@dataclass(frozen=True, slots=True)
class CircuitParts:
    """The circuit, each card once.

    ``sure`` unless the only numbers are those of danger: whoever is not sure calls none of these; ``calm``
    where nobody waits in danger; ``elsewhere``: what other landlords say, apart from the path.
    """

    urgencies: tuple[Urgency, ...]
    troubles: tuple[Trouble, ...]
    stages: tuple[Stage, ...]
    sure: bool
    calm: bool
    sorts: tuple[CardSort, ...]
    elsewhere: tuple[OtherLandlords, ...] = ()


class UnknownSort(ValueError):
    """Cards of a sort that has no place on the page: they would be missing from it."""


def in_page_order(board: Board, deck: Deck) -> tuple[Board, Deck]:
    """The pile in the order of the page, its cards named again: so the page's script can name most of them itself."""
    order = (*PLACED, *ORDER)
    pairs = sorted(zip(deck.pile, board.pile, strict=True), key=lambda pair: order.index(sort_of(*pair)))
    cards = tuple(replace(card, name=f"p{rank}") for rank, (card, _) in enumerate(pairs, 1))
    return replace(board, pile=tuple(item for _, item in pairs)), Deck(deck.cards, cards)


def sort_out(board: Board, deck: Deck, facts: FactFormatter) -> CircuitParts:
    """Every card of ``deck`` in its part of the page."""
    items = items_of(board, deck)
    shown = {card.name: show(card, items.get(card.name), facts) for card in (*deck.cards, *deck.pile)}
    by_sort: dict[str, list[Card]] = {}
    tracks = {square.name: KINDS[track.kind].sort for track in board.side_tracks for square in track.squares}
    for card in (*deck.cards, *deck.pile):
        sort = tracks.get(card.name) or sort_of(card, items.get(card.name))
        by_sort.setdefault(sort, []).append(card)
    if unknown := by_sort.keys() - {*PLACED, *ORDER}:
        raise UnknownSort(*sorted(unknown))
    problems = by_sort.get("problem", [])
    urgent = urgencies(by_sort.get("shortcut", ()), shown, items, facts)
    nameless = nameless_in(deck, by_sort, shown)
    shown |= {name: replace(shown[name], anchor="") for name in nameless}
    return CircuitParts(
        urgent,
        tuple(trouble(shown[card.name], items[card.name], facts) for card in problems),
        tuple(stage(shown[card.name], items[card.name], rank, facts) for rank, card in enumerate(by_sort["step"])),
        any(urgency.sure for urgency in urgent) or not any(urgency.call for urgency in urgent),
        is_calm(facts),
        tuple(sorts(by_sort, shown, facts)),
        tuple(tell_elsewhere((items[card.name] for card in (*deck.cards, *deck.pile) if card.name in items), facts)),
    )


def nameless_in(deck: Deck, by_sort: Mapping[str, list[Card]], shown: Mapping[str, PageCard]) -> frozenset[str]:
    """The cards of the pile that nothing in the page leads to: the script names each after the one before it."""
    named = {card.name for name in ("shortcut", "step") for card in by_sort.get(name, ())}
    linked = {piece.href for card in shown.values() for row in card.rows for piece in row.value}
    return frozenset(card.name for card in deck.pile if f"#{anchor(card.name)}" not in linked) - named


PLACED = ("shortcut", "problem", "step")  # in « Que faire ? »
# The others, in the order of the page.
ORDER = (
    *("recourse", "setback", "detour", "other-way", "right", "practice", "space", "advice", "fact", "question"),
    *("debate", "square"),
)
ANCHORS = {"recourse": "recours"}  # what other parts of the page link to
FOLDED = frozenset({"question", "debate"})


def sort_of(card: Card, item: Item | None) -> str:
    """The sort of a card: by its item where the sort is one of texts, else by its kind."""
    if isinstance(item, Question):
        return "question" if item.right is not None else "debate"
    texts: Mapping[type, str] = {ProblemItem: "problem", Advice: "advice", Fact: "fact", Shortcut: "shortcut"}
    if (sort := texts.get(type(item))) is not None:
        return sort
    if isinstance(item, Step):
        return "step"
    return "square" if item is None else KINDS[card.kind].sort


def sorts(by_sort: Mapping[str, list[Card]], shown: Mapping[str, PageCard], facts: FactFormatter) -> Iterator[CardSort]:
    for name in ORDER:
        cards = by_sort.get(name, [])
        if name == "square":
            cards = once(card for card in cards if card.kind is not Kind.FINISH)  # the arrival ends the path
        if cards:
            told = tuple(shown[card.name] for card in cards)
            yield CardSort(
                ANCHORS.get(name, f"sorte-{name}"), facts.words(f"page.sort.{name}"), told, game(cards), name in FOLDED
            )


def once(cards: Iterable[Card]) -> list[Card]:
    """Squares without an item say the same on all of their kind: the first of each stands for the others."""
    firsts: dict[Kind, Card] = {}
    for card in cards:
        firsts.setdefault(card.kind, card)
    return list(firsts.values())


def game(cards: Iterable[Card]) -> str:
    """What the drawn cards of a sort do in the game, each sentence once."""
    said = (row.value for card in cards if card.in_pile for row in card.rows if row.state is State.GAME)
    return " · ".join(dict.fromkeys(said))


def urgencies(
    cards: Sequence[Card], shown: Mapping[str, PageCard], items: Mapping[str, Item], facts: FactFormatter
) -> tuple[Urgency, ...]:
    """The shortcuts, those of one number and its hours together."""
    by_id = {items[card.name].id: shown[card.name] for card in cards}
    shortcuts = (item for card in cards if isinstance(item := items[card.name], Shortcut))
    return tuple(
        Urgency(
            numbers_of(facts).link(way.call),
            way.hours,
            tuple(by_id[each.id] for each in way.shortcuts),
            facts.is_own_number(way.call),
        )
        for way in by_number(shortcuts)
    )


def trouble(card: PageCard, item: Item, facts: FactFormatter) -> Trouble:
    """A problem with its urgency, and the number of that urgency; in a danger its gestures say whom to call."""
    assert isinstance(item, ProblemItem)
    shortcuts = {shortcut.id: shortcut for shortcut in facts.circuit.shortcuts}
    shortcut = shortcuts.get(item.urgency or "")
    danger = bool(facts.dangers_of(item))
    call = numbers_of(facts).link(shortcut.call) if shortcut and shortcut.call and not danger else ()
    return Trouble(card, facts.urgency(item.urgency) or "", danger or item.urgency not in (None, NONE), call)


def stage(card: PageCard, item: Item, rank: int, facts: FactFormatter) -> Stage:
    """A step, and on its calendar the whole time announced since the step before."""
    assert isinstance(item, Step)
    if not rank:
        return Stage(card, None)
    announced = item.delay.announced if item.delay else None
    square = Square("", Kind.TIME, item.id)
    calendar = time_card(square, elapsed_before(item, 1, 1), facts).face.calendar
    if announced is None:
        return Stage(card, calendar, None, facts.unknown)
    if announced.days == 0:
        calendar = Calendar(facts.words("time.header"), "+ 0")
    return Stage(card, calendar, f"{announced.days:.3g}", announced.text, announced.unit is Unit.WORKING_DAY)


def arrival_of(board: Board, deck: Deck, facts: FactFormatter) -> PageCard:
    """The arrival, last on the path."""
    return show(deck.cards[-1], board.squares[-1].item, facts)


def first_step(facts: FactFormatter) -> str:
    """The link to the first step, where every problem starts."""
    return href_of(facts.circuit.steps[0].id, facts)


# --- The data of the page for its script and for other readers (outputs.md, Marks in the files) -----------

# Inside <script> nothing may end the element or open a comment; the two separators end a line in old scripts.
ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


# The sentences that the script says.
SPOKEN = (
    *("throw", "turn", "square", "then", "stays", "eggs_gained", "eggs_shown", "card_gained", "card_shown"),
    *("lost", "again", "arrived", "over"),
    *("goose", "bounce", "bridge", "detour", "back", "closed", "freed", "helped", "help", "help.team", "help.none"),
    *("answer", "chip.home", "chip.square", "chip.wait", "chip.turn", "chip.eggs", "chip.card", "copied"),
    *("frise.step", "frise.since", "frise.total", "frise.again", "frise.none", "stuck.near", "stuck.beyond"),
    *("letter.mail", "letter.sms", "letter.voice", "letter.problem", "letter.date", "letter.number", "letter.step"),
    *("letter.reminder", "cited"),
)


def data(
    board: Board,
    deck: Deck,
    dossier: Dossier,
    places: tuple[SquareButton, ...],
    items: Mapping[str, Item],
    words: Catalog,
) -> Markup:
    """Squares, cards, problems, sources and the transition table as JSON that no text can break out of.

    ``squares`` are the names of those of side tracks, in the ranks of the table after 1, 2…; ``cards`` says of each
    rank whether it has a card of its own (a shortcut: the urgency that it asks for), ``gives`` a sign for each card of
    the pile (p1, p2…), ``sources`` how many there are, each ``#source-1``, ``#source-2``….
    """
    asks = {square.name: square.item.id for square in board.squares if isinstance(square.item, Shortcut)}
    printed = {card.name for card in deck.cards if card.printed}
    table = compile_rules(board)
    names = [position.name for position in table.positions]
    told = {
        "title": dossier.title,
        "squares": names[len(board.squares) :],
        "cards": [asks.get(name, int(name in printed)) for name in names],
        "gives": "".join(gives(items[card.name]) for card in deck.pile),
        "problems": [
            {"card": name, "id": item.id, **({"urgency": item.urgency} if item.urgency else {})}
            for name, item in items.items()
            if isinstance(item, ProblemItem)
        ],
        "sources": len(dossier.sources),
        "rules": factor_table(table),
        "words": {key: words(f"script.{key}") for key in spoken(board)},
    }
    return Markup(escape_json(told))  # noqa: S704 (escaped just now)


def spoken(board: Board) -> Iterator[str]:
    """The sentences that the script says on this board: of another way, a right, a door, only where there is one."""
    yield from SPOKEN
    yield from (kind.value for kind in (Kind.OTHER_WAY, Kind.RIGHT) if kind not in absent(board))
    if board.has_door:
        yield "exit"


def gives(item: Item) -> str:
    """What a card of the pile can give: a throw (``r``), a recourse card (``c``), help (``s``), nothing (``-``)."""
    if can_win(item):
        return "r"
    return {Recourse: "c", Space: "s"}.get(type(item), "-")


def escape_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


# --- The web page of a circuit: one self-contained file (outputs.md, « Facts about the page ») ------------
#
# What to do first, the path, the board as a list of buttons, then the whole circuit. Each card stands once; the
# script clones it into a dialog. Everything can be read without script.

RULES = 8
# Pictograms that the style itself shows, on rows of cards; those of headings.
ROWS = (
    "calendar", "calendar-unknown", "egg", "egg-unknown", "bubble", "signpost", "phone", "clock", "coin", "tip",
    "info", "people",
)  # fmt: skip
LOGO, LOGO_BYTES = (160, 40), 10_000  # px at most; bytes of one with twice as many
HEADINGS = ("bridge", "wrench", "pencil", "goose-letter")


@dataclass(frozen=True, slots=True)
class PageParts:
    """All that a page is made of, finished.

    ``track`` and ``jumps`` are those of the drawn board (``BoardLayout``), ``own`` a user's
    templates, ``base_url`` the address where the kit will stand.
    """

    board: Board
    deck: Deck
    dossier: Dossier
    track: Track
    jumps: Sequence[Jump]
    words: Catalog
    fonts: Sequence[WebFont]
    own: Templates | None = None
    base_url: str | None = None


def page(parts: PageParts) -> str:
    """The page as HTML. Same parts, same text."""
    board, deck = in_page_order(parts.board, parts.deck)
    facts = FactFormatter(board, parts.words)
    palette, logo = palette_of(board.preset.palette), board.preset.logo
    sorted_out = sort_out(board, deck, facts)
    places = page_board.places(board, deck, facts)
    fitted = page_style.fit_in(places, board, parts.track)
    style = style_of(parts, palette, sorted_out, places, fitted)
    early, script = (Markup(text(f"page/{name}.js", parts.own).strip()) for name in ("early", "script"))  # noqa: S704 (our own)
    html = fill(
        "page/page.html",
        parts.own,
        words=parts.words,
        dossier=parts.dossier,
        direction=direction(parts.dossier.language),
        policy=page_style.Policy(style, early, script),
        parts=sorted_out,
        arrival=arrival_of(board, deck, facts),
        first_step=first_step(facts),
        numbers=tuple(numbers(facts)),
        dangers=tuple(dangers(facts)),
        danger_hours=hours_of(facts),
        danger_sources=cited_in(facts),
        places=places,
        looks=page_style.looks(fitted.fits),
        own=own_pictograms(places),
        mark=page_style.marks(pictures(parts, sorted_out, places)),
        under=page_board.under(board, parts.track, parts.jumps, palette),
        over=page_board.over(parts.track, parts.jumps, facts, palette),
        area=parts.track.area,
        legend=legend(board, parts.words),
        rules=list(rules_of(board, parts.words)),
        doors=board.has_door,
        data=data(board, deck, parts.dossier, places, items_of(board, deck), parts.words),
        throws=sorted(dice(board.preset.dice)),
        address=web_address,
        base_url=web_address(parts.base_url),
        logo=logo and fit_logo(logo),
        logo_size=[round(side) for side in logo.within(*LOGO)] if logo else (),
    )
    return page_style.slim_body(html)


def fit_logo(logo: Logo) -> Logo:
    """A PNG with two pixels where a screen may show two, or with one where that would weigh much."""
    fine = small_logo(logo, 2 * LOGO[0], 2 * LOGO[1])
    return fine if len(fine.data) <= LOGO_BYTES else small_logo(logo, *LOGO)


def rules_of(board: Board, words: Catalog) -> Iterator[str]:
    yield from (words(f"page.rule.{rank}") for rank in range(1, RULES + 1))
    if board.has_door:
        yield words("page.rule.door")


def style_of(
    parts: PageParts,
    palette: Palette,
    sorted_out: CircuitParts,
    places: Sequence[page_board.SquareButton],
    fitted: page_style.Fitted,
) -> Markup:
    """The style sheet with the rules of this board, slim."""
    boxes, track = page_board.boxes_of(parts.board, parts.track), parts.track
    side = [box for name, box in boxes.items() if not name.isdigit()]
    rules = [
        *page_style.colours(palette, absent(parts.board)),
        *page_style.pictograms(pictures(parts, sorted_out, places), rows_of(parts.board), own_pictograms(places)),
        *page_style.side_rules(parts.board.side_tracks, palette),
        *(page_style.leftward_rules() if direction(parts.dossier.language) == "rtl" else ()),
        *page_style.board_rules(page_board.grid(boxes, track.area), track, fitted.fits, side),
        *(page_style.door_rules(fitted) if parts.board.has_door else ()),
    ]
    fonts = Markup("".join(page_style.font_faces(parts.fonts)))  # noqa: S704 (base64)
    made = fill(
        "page/page.css",
        parts.own,
        fonts=fonts,
        rules=Markup("\n".join(rules)),  # noqa: S704 (made here)
        compact=fitted.compact,
        full=fitted.full,
        leftward=direction(parts.dossier.language) == "rtl",
        logo=parts.board.preset.logo is not None,
    )
    return Markup(page_style.slim(made))  # noqa: S704 (same)


def rows_of(board: Board) -> tuple[str, ...]:
    """The pictograms that the style itself shows: a door only where there is one."""
    return (*ROWS, "door") if board.has_door else ROWS


def absent(board: Board) -> frozenset[Kind]:
    """The rare kinds that ``board`` does without."""
    present = {square.kind for square in board.squares}
    return frozenset(kind for kind, traits in KINDS.items() if traits.rare and kind not in present)


def own_pictograms(places: Iterable[page_board.SquareButton]) -> Mapping[str, str]:
    """The pictogram that most squares of a kind show; empty for a kind without a square."""
    counted = Counter((place.kind, place.pictogram) for place in places)
    return {str(kind): "" for kind in Kind} | {kind: name for (kind, name), _ in reversed(counted.most_common())}


def pictures(parts: PageParts, sorted_out: CircuitParts, places: Iterable[page_board.SquareButton]) -> Iterable[str]:
    """The pictograms of headings, squares, legend and cards."""
    yield from (*HEADINGS, *(place.pictogram for place in places))
    yield from (entry.pictogram for entry in legend(parts.board, parts.words))
    yield from (card.pictogram for sort in sorted_out.sorts for card in sort.cards)
    yield from (stage.card.pictogram for stage in sorted_out.stages)
