"""How a question, a problem and an urgency stand on their fronts (look/print/notes.md, §4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from jeu_oie.draw.text import Style
from jeu_oie.game.cards import Card
from jeu_oie.game.guidance import shorten_gestures
from jeu_oie.game.wording import State
from jeu_oie.messages import Catalog, split_sentences
from jeu_oie.sheets import card_parts
from jeu_oie.sheets.card_fit import (
    GAME,
    ROW,
    SMALLER,
    TEXT,
    FrontFit,
    game_box,
    gaps_box,
    lead,
    picture_of,
    row_box,
    stated_rows,
    value_of,
)
from jeu_oie.sheets.card_parts import Block, BlockColumn

BUBBLE = "bubble"  # the picture of what is only talked about


# --- a question of three answers, or one to talk about ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """How a question is set: sizes of its text and answers, height of an answer, sentences of the text (None: all)."""

    text_pt: float
    answer_pt: float
    least: float = 9.4
    sentences: int | None = None
    titles: Sequence[tuple[float, int]] = card_parts.BARE


ASKED = (
    QuestionForm(TEXT, 13),
    QuestionForm(12.5, 12.5),
    QuestionForm(12, 12, 7.8, titles=card_parts.LOW),
    QuestionForm(12, 12, 7.8, 1, card_parts.LOW),
    QuestionForm(12, 12, 7.8, 0, card_parts.LOW),
)


def question(card: Card, words: Catalog, column: BlockColumn, room: float) -> FrontFit:
    """The question, large; its answers behind their letters, or what there is to say before one talks."""
    made = FrontFit((), (), is_complete=False)
    for form in ASKED:
        made = compose_question(card, words, column, form)
        if made.height <= room:
            return made
    return made


def compose_question(card: Card, words: Catalog, column: BlockColumn, form: QuestionForm) -> FrontFit:
    said = split_sentences(card.text)
    kept = card.text if form.sentences is None else " ".join(said[: form.sentences])
    top = [card_parts.plain_title(card.title, column, form.titles)]
    top += [card_parts.paragraph(kept, column, Style(form.text_pt))] if kept else []
    bold = Style(form.answer_pt, bold=True)
    answers = [card_parts.choice_box(each, column, bold, form.least) for each in card.bullets]
    game = None if card.answer else game_box(card, words, column)
    low = (*answers, *(box for box in (gaps_box(card, words, column), game) if box))
    whole = (form.sentences is None or len(said) <= form.sentences) and not stated_rows(card) and not card.notes
    return FrontFit(tuple(top), low, whole and all(each.is_complete for each in (*top, *low)))


def brief_answers(card: Card, words: Catalog) -> Iterator[str]:
    """« Réponse b. Juste : relancer. Jour et nuit. »: the letter, the rule of the game, the reason, ever less of it."""
    answer = card.answer
    for each in card.bullets:
        whole = words("answer.right", right=each)
        if answer.startswith(whole) and (found := card_parts.LETTER.match(each)):
            answer = f"{words('answer.right', right=found[1])}.{answer[len(whole) :].removeprefix('.')}"
    game = next((row.value for row in card.rows if row.state is State.GAME), "")
    first, *others = split_sentences(answer)
    for count in range(len(others), -1, -1):
        yield " ".join(filter(None, (first, game and f"{game}.", *others[:count])))


# --- a problem, which a team keeps --------------------------------------------------------------------------

LARGE, SMALL = 27.0, 21.0  # mm of its picture: alone, and over what to do first


def problem(card: Card, words: Catalog, column: BlockColumn, room: float) -> FrontFit:
    """The thing large over its name; what to do first in a danger; what the team says aloud, to tick."""
    first = first_gestures(card)
    made = FrontFit((), (), is_complete=False)
    heads, sizes = problem_heads(card, column, small=bool(first)), (13.0, 12.0) if first else (12.5,)
    shown = (first, (first[0], first[-1])) if len(first) > 1 else (first,)
    for gestures, brief, title, size in product(shown, (False, True) if first else (False,), tuple(heads), sizes):
        boxes = tuple(ticks(card, words, column, brief=brief))
        strip = [first_strip(gestures, words, column, size)] if gestures else []
        for said in (*strip_texts(card, column, strip), ()):
            whole = title.is_complete and (bool(said) or not card.text) and gestures == card.bullets
            made = FrontFit((title, *said), (*strip, *boxes), whole)
            if made.height <= room:
                return made
    return made


def problem_heads(card: Card, column: BlockColumn, *, small: bool) -> Iterator[Block]:
    """The picture over its name, ever smaller, then beside it."""
    picture = picture_of(card) or card.face.pictogram
    for side in (SMALL, 18.0) if small else (LARGE, 22.0, 18.0):
        yield card_parts.tall_head(card.title, picture, column, side)
    yield card_parts.head(card.title, picture, column)


def strip_texts(card: Card, column: BlockColumn, strip: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """What the problem says of itself, where nothing has to be done first."""
    if card.text and not strip:
        yield (card_parts.paragraph(card.text, column, Style(12.5), centred=True),)


def first_gestures(card: Card) -> tuple[str, ...]:
    """What to do in a danger, each gesture by its first sentence, down to the one that calls; else the first alone."""
    gestures = shorten_gestures(card.bullets)
    return gestures if card.danger else gestures[:1]


def first_strip(gestures: Sequence[str], words: Catalog, column: BlockColumn, size_pt: float) -> Block:
    """« D’abord : je sors. Dehors : 18 ou 112. » in red."""
    said = words("print.first", gestures=" ".join((after_colon(gestures[0]), *gestures[1:])))
    return card_parts.run_box(((said, True),), "", column, size_pt, card_parts.LINES, card_parts.danger_style(column))


def after_colon(text: str) -> str:
    """With a small letter, but for « I », which is none in English."""
    return text if text.startswith(("I ", "I’")) else text[:1].lower() + text[1:]


def ticks(card: Card, words: Catalog, column: BlockColumn, *, brief: bool) -> Iterator[Block]:
    """« Est-ce urgent ? » and « Qui paie ? », which nobody asks in a danger; ``brief``: the first on one line."""
    if card.danger:
        yield card_parts.run_box(((words("print.danger"), True),), "", column, 13.0)
        return
    answers = [words(f"print.tick.{each}") for each in ("yes", "no", "open")]
    if brief:
        yield card_parts.tick_line(words("print.urgent.brief"), answers, column)
    else:
        yield card_parts.tick_box(words("print.urgent"), answers, column)
    payers, more = (
        [words(f"print.tick.{each}") for each in PAYERS],
        words("print.tick.contract") if card.contract else "",
    )
    yield card_parts.tick_box(words("print.pays"), payers, column, more)


PAYERS = ("landlord", "tenant")


# --- an urgency: danger, then the number, before anything else (outputs.md) -----------------------------------

Head = tuple[float, float, int]
HEADS: tuple[Head, ...] = ((12.0, 16.5, 2), (12.0, 15.0, 2), (10.0, 14.0, 3), (10.0, 13.0, 4))
KEPT = ("emergency", "call", "danger", "hours")  # what ``danger`` draws


def urgency(card: Card, words: Catalog, column: BlockColumn, room: float) -> FrontFit:
    """Danger, number and hours under the title; then when it is urgent, and what comes of it, as far as it fits."""
    rows = [row for row in stated_rows(card) if row.key not in KEPT]
    gaps, game = gaps_box(card, words, column), game_box(card, words, column)
    said = split_sentences(card.text)
    made = FrontFit((), (), is_complete=False)
    for brief, count, sentences, criteria, with_gaps in choices(len(rows), len(card.bullets)):
        heads = HEADS if criteria == len(card.bullets) else HEADS[2:]
        top = [*danger(card, words, column, heads, brief=brief), *criteria_of(card, words, column, criteria)]
        kept = card.text if sentences is None else " ".join(said[:sentences])
        top += [card_parts.paragraph(kept, column, Style(SMALLER[0]))] if kept else []
        boxes = [row_box(row, words, column, SMALLER[1]) for row in rows[:count]]
        low = (*boxes, *([gaps] if gaps and with_gaps else []), *([game] if game else []))
        left_out = count < len(rows) or criteria < len(card.bullets) or bool(gaps and not with_gaps) or card.notes
        whole = not left_out and (sentences is None or len(said) <= sentences) and not brief
        made = FrontFit(tuple(top), low, whole and all(block.is_complete for block in (*top, *low)))
        if made.height <= room:
            return made
    return made


def choices(rows: int, criteria: int) -> Iterator[tuple[bool, int, int | None, int, bool]]:
    """Brief gestures, rows, sentences, criteria, the line of gaps: from everything down to what is never dropped."""
    yield False, rows, None, criteria, True
    for count in range(min(rows, 2), -1, -1):
        yield False, count, None, criteria, True
    yield False, 0, 1, criteria, True
    yield False, 0, 0, criteria, True
    yield False, 0, 0, criteria, False
    for count in range(criteria - 1, -1, -1):
        yield False, 0, 0, count, False
    yield True, 0, 0, 0, False


def danger(card: Card, words: Catalog, column: BlockColumn, heads: Sequence[Head], *, brief: bool) -> Iterator[Block]:
    """Title, numbers of danger, first gestures, then the landlord's number with its hours, or a line to write it."""
    yield card_parts.head(card.title, card.thing or "thing-danger", column, heads)
    style = card_parts.danger_style(column)
    for row in card.rows:
        if row.key in ("emergency", "danger"):
            said = row.brief if brief and row.brief else row.value
            yield card_parts.run_box(
                ((lead(row, words), False), (said, row.key == "emergency")),
                "thing-phone" if row.key == "emergency" else "",
                column,
                GAME,
                card_parts.LINES,
                style,
            )
        elif row.key == "call" and row.state is State.STATED:
            yield card_parts.call_box(words("print.call"), value_of(row, words), hours_of(card, words), column)
        elif row.key == "call":
            yield card_parts.write_box(words("print.call"), hours_of(card, words), column)


def hours_of(card: Card, words: Catalog) -> str:
    return next((value_of(row, words) for row in card.rows if row.key == "hours"), "")


def criteria_of(card: Card, words: Catalog, column: BlockColumn, count: int) -> Iterator[Block]:
    """When it is urgent; the last one that is shown says how many there are besides."""
    if card.heading and count:
        heading = card_parts.paragraph(card.heading, column, Style(ROW, bold=True))
        *shown, last = card.bullets[:count]
        others = len(card.bullets) - count
        last = words.count("print.criteria.more", others, said=last) if others else last
        items = card_parts.bullets((*shown, last), column, Style(GAME))
        yield card_parts.join_blocks(heading, items)
