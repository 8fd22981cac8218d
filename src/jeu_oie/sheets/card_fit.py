"""What of a card stands on its front: everything where it fits, else what matters most (look/print/notes.md, §4).

Dropped in this order: the second row, the text after its first sentence, the line of what nobody has found. Never the
title, the picture, what one receives, a number to call, the rule of the game; on an urgency card never danger, number
or first gestures. Whatever is stated and does not stand makes the card end with « suite : circuit en entier ».
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jeu_oie.draw.text import NUMBER, Style
from jeu_oie.game.cards import Card, rows_that_mean
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.kinds.rows import ROWS, row_icon
from jeu_oie.game.person import thing_in
from jeu_oie.game.wording import Row, State, capital
from jeu_oie.messages import Catalog, split_sentences
from jeu_oie.sheets import card_parts
from jeu_oie.sheets.card_parts import GAP, Block, BlockColumn

AIR = 1.6  # at least, between two parts of the words, and between these and the boxes
TEXT, ROW = 13.5, 12.5
SMALLER = (12.5, 12.0)  # of text and rows, before anything is dropped
GAME = 12.0
TALL = 25.0  # mm of a picture over its title


@dataclass(frozen=True, slots=True)
class FrontFit:
    """The blocks of a front: ``top`` from the band down, ``rows`` above the foot; ``is_complete``: all stands."""

    top: tuple[Block, ...]
    rows: tuple[Block, ...]
    is_complete: bool

    @property
    def height(self) -> float:
        """With the least air between parts."""
        return stack_height(self.top, AIR) + stack_height(self.rows, GAP) + (AIR if self.rows and self.top else 0)


def stack_height(blocks: Sequence[Block], gap: float) -> float:
    return sum(block.height for block in blocks) + gap * max(0, len(blocks) - 1)


@dataclass(frozen=True, slots=True)
class Form:
    """How much stands, and in which size: rows at most, sentences of the text (None: all), the line of gaps.

    ``tall``: the picture over the title; ``lines`` of the text at most.
    """

    rows: int
    sentences: int | None
    gaps: bool
    text_pt: float = TEXT
    row_pt: float = ROW
    tall: bool = False
    lines: int = card_parts.LINES

    @property
    def smaller(self) -> "Form":
        text, row = SMALLER
        return replace(self, text_pt=text, row_pt=row, tall=False)


def forms(card: Card) -> Iterator[Form]:
    """From the fullest to the barest, each before and after its type gets smaller."""
    most = 3 if card.kind is Kind.RECOURSE else 2  # its rows are short, and say what one needs
    yield Form(most, None, gaps=True, tall=True)
    for form in (
        *(Form(count, None, gaps=True) for count in range(most, 0, -1)),
        Form(1, 1, gaps=True),
        Form(1, 1, gaps=False),
        Form(0, 1, gaps=False),
        Form(0, 1, gaps=False, lines=3),
        Form(0, 0, gaps=False),
    ):
        yield form
        yield form.smaller


def fit(card: Card, words: Catalog, column: BlockColumn, room: float) -> FrontFit:
    """The fullest form of a card that ``room`` mm hold; the barest where none does, with texts cut."""
    made = FrontFit((), (), is_complete=False)
    for form in forms(card):
        made = compose(card, words, column, form)
        if made.height <= room:
            return made
    return squeeze(made, card, words, column, room)


def compose(card: Card, words: Catalog, column: BlockColumn, form: Form) -> FrontFit:
    """The card in one form."""
    rows = chosen_rows(card, form.rows)
    boxes = [row_box(row, words, column, form.row_pt) for row in rows]
    gaps = gaps_box(card, words, column) if form.gaps else None
    spoken = list(texts(card, column, form))
    picture = picture_of(card)
    tall = form.tall and picture and not boxes and gaps is None
    title = (
        card_parts.tall_head(card.title, picture, column, TALL)
        if tall
        else card_parts.head(card.title, picture, column)
    )
    game = game_box(card, words, column)
    low = (*boxes, *([gaps] if gaps else []), *([game] if game else []))
    left_out = len(rows) < len(stated_rows(card)) or (not form.gaps and bool(missing(card))) or bool(card.notes)
    whole = not left_out and all(block.is_complete for block in (title, *spoken, *low)) and says_all(card, form)
    return FrontFit((title, *spoken), low, whole)


def says_all(card: Card, form: Form) -> bool:
    return form.sentences is None or len(split_sentences(card.text)) <= form.sentences


def squeeze(made: FrontFit, card: Card, words: Catalog, column: BlockColumn, room: float) -> FrontFit:
    """Where even the barest form is too high: its boxes on fewer lines, then without the picture of its title."""
    rows = chosen_rows(card, 0)
    game = [box for box in (game_box(card, words, column),) if box]
    pictured, bare = made.top[:1], (card_parts.plain_title(card.title, column),)
    for head, most in ((pictured, 3), (pictured, 2), (bare, 3), (bare, 2), (pictured, 1), (bare, 1)):
        boxes = tuple(narrow_box(row, words, column, most) for row in rows)
        made = FrontFit(head, (*boxes, *game), is_complete=False)
        if made.height <= room:
            return made
    return made


# --- parts -----------------------------------------------------------------------------------------------


def texts(card: Card, column: BlockColumn, form: Form) -> Iterator[Block]:
    """What a word of the title means, the text, its list."""
    bold = card.kind is Kind.RECOURSE
    if card.meaning:
        yield card_parts.paragraph(card.meaning, column, Style(form.text_pt, bold=True), 4)
    said = split_sentences(card.text)
    kept = card.text if form.sentences is None else " ".join(said[: form.sentences])
    if kept:
        style = Style(form.text_pt, bold=bold and not card.meaning)
        yield card_parts.paragraph(kept, column, style, form.lines)
    if card.heading and card.bullets:
        heading = card_parts.paragraph(card.heading, column, Style(form.text_pt, bold=True))
        yield card_parts.join_blocks(heading, card_parts.bullets(card.bullets, column, Style(form.row_pt)))


def row_box(row: Row, words: Catalog, column: BlockColumn, size_pt: float, most: int = 0) -> Block:
    """« Je reçois : **courrier** »."""
    value = value_of(row, words)
    runs = ((lead(row, words), False), (value, True))
    return card_parts.run_box(runs, row_icon(row), column, size_pt, most or card_parts.LINES)


def narrow_box(row: Row, words: Catalog, column: BlockColumn, most: int) -> Block:
    """A row on ``most`` lines; without its label where that spares its value: its pictogram says it too."""
    whole = row_box(row, words, column, SMALLER[1], most)
    if whole.is_complete:
        return whole
    bare = card_parts.run_box(((value_of(row, words), True),), row_icon(row), column, SMALLER[1], most)
    return bare if bare.is_complete else whole


def lead(row: Row, words: Catalog) -> str:
    """« Je reçois : », the row's label on a card."""
    short = words(f"print.label.{row.key}") if ROWS[row.key].card.short else row.label
    return capital(words("answer.fact", label=short, value="").rstrip())


def value_of(row: Row, words: Catalog) -> str:
    """The value without its source, which the foot says, but with its doubt."""
    unsure = words("uncertain")
    doubt = f" ({unsure})" if unsure in row.origin.split(", ") else ""
    return row.bare + doubt


def gaps_box(card: Card, words: Catalog, column: BlockColumn) -> Block | None:
    """« Personne n’a trouvé le délai, ni la preuve. »: never a row each."""
    gaps = missing(card)
    if not gaps:
        return None
    named = [words(f"print.gap.{row.key}") for row in gaps]
    if gaps[0].value == words("unknown.draft"):
        said = words("print.gaps", facts=words("print.gaps.join").join(named))
    else:
        said = words("print.gaps.validated", facts=", ".join(named))
    return card_parts.run_box(((said, False),), "pencil", column, GAME, 3, card_parts.LOOSE)


def game_box(card: Card, words: Catalog, column: BlockColumn) -> Block | None:
    """« Au jeu : **prendre un œuf** » over the foot, without its label where that spares a line: a die says so too."""
    game = next((row for row in card.rows if row.state is State.GAME), None)
    if game is None:
        return None
    look = card_parts.band_style(column)
    whole, bare = (
        card_parts.run_box(runs, row_icon(game), column, GAME, 3, look)
        for runs in (((lead(game, words), False), (game.value, True)), ((game.value, True),))
    )
    return bare if bare.height < whole.height else whole


ACTS = ("channel-", "actor-tenant", "actor-landlord")  # whoever else acts has no picture of his own


def picture_of(card: Card) -> str:
    """The thing itself: what its author chose, else what its words speak of; a step's channel or actor; else nothing.

    Never the pictogram of the band again, and never a wrong one.
    """
    found = card.thing or thing_in(card.title, *([card.second] if KINDS[card.kind].step else []))
    if found:
        return found
    if card.in_pile:
        return thing_in(card.text)
    return card.face.pictogram if card.face.pictogram.startswith(ACTS) else ""


# --- rows ------------------------------------------------------------------------------------------------


def stated_rows(card: Card) -> tuple[Row, ...]:
    """The rows with a fact, as they are read; whom one asks for help stands in the band."""
    rows = [row for row in rows_that_mean(card) if row.state in (State.STATED, State.NOTHING)]
    if card.kind is Kind.RECOURSE:
        rows = [row for row in rows if row.key != "who"]
    return tuple(sorted(rows, key=lambda row: ROWS[row.key].card.read))


def chosen_rows(card: Card, most: int) -> tuple[Row, ...]:
    """The ``most`` rows that matter first, in the order in which they are read; what is never dropped besides."""
    rows = stated_rows(card)
    by_weight = sorted(rows, key=lambda row: (not row_is_kept(row), ROWS[row.key].card.keep))
    kept = sum(map(row_is_kept, rows))
    taken = by_weight[: max(most, kept)]
    return tuple(row for row in rows if row in taken)


def row_is_kept(row: Row) -> bool:
    """Whether it never gives way: what one receives, and a number to call, wherever it stands."""
    return ROWS[row.key].card.never or (row.state is State.STATED and NUMBER.search(row.value) is not None)


def missing(card: Card) -> tuple[Row, ...]:
    """What nobody has found, a number to call apart."""
    return tuple(row for row in rows_that_mean(card) if row.state is State.MISSING and row.key != "call")
