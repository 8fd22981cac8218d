"""What the panels of the leaflet say, in blocks that stay together; how much of it, the panels decide."""

from collections.abc import Iterator, Sequence

from jeu_oie.board.facts import Row, State, capital
from jeu_oie.board.handout import FirstGestures, Handout, HandoutEntry, danger_source
from jeu_oie.layout.flow import Block, Para, drop_space
from jeu_oie.layout.marks import largest
from jeu_oie.layout.paper import PrintContext


def heading_block(title: str, room: float) -> Para:
    """A heading on one line, over its rule."""
    return Para(title, largest(title, room, (18, 17, 16, 15, 14)), 4, rule=True)


def more(paper: PrintContext) -> Block:
    return (Para(paper.words("handout.more"), paper.bold, 1.6),)


# --- what is urgent, what to keep ------------------------------------------------------------------------


def urgent(paper: PrintContext, hand: Handout, room: float) -> Iterator[Block]:
    """What to do first in a danger, when it is urgent, and what else to do at once."""
    levels = [level for way in hand.ways for level in way.levels]
    blocks = [danger_of(paper, danger) for danger in hand.dangers]
    if blocks:
        blocks.append((Para(danger_source(hand, paper.words), paper.small, 0.6),))
    blocks += [block for level in levels for block in level_of(paper, level)]
    if hand.criteria_missing:
        blocks.append((Para(hand.criteria_missing, paper.text, 1.6),))
    for title, first in hand.at_once:
        blocks.append((Para(title, paper.bold, 3, 7, "phone"), Para(first, paper.text, 0, 7)))
    if blocks:
        yield from under_heading(heading_block(paper.words("handout.urgent"), room), blocks)


def danger_of(paper: PrintContext, danger: FirstGestures) -> Block:
    """The gestures in order, one a line."""
    told = (Para(each, paper.text, 0.4, 7, str(rank)) for rank, each in enumerate(danger.gestures, 1))
    return (Para(danger.title, paper.bold, 3), *told)


def under_heading(title: Para, blocks: Sequence[Block]) -> Iterator[Block]:
    """A heading that stays with the first block."""
    first, *others = blocks
    yield (title, *drop_space(first))
    yield from others


def level_of(paper: PrintContext, level: HandoutEntry) -> Iterator[Block]:
    """A level of urgency: in what time, when, from what source."""
    text = () if level.bullets or not level.text else (Para(level.text, paper.text, 0.6),)
    yield (Para(level.title, paper.bold, 3), *text, *(fact(paper, row) for row in level.rows))
    for bullet in level.bullets:
        yield (Para(bullet, paper.text, 0.4, 6, "•"),)
    if level.origin:
        yield (Para(level.origin, paper.text, 0.6),)


PICTURES = {"delay": "calendar", "trace": "egg", "call": "phone", "contact": "phone", "silent": "signpost"}
DOUBTFUL = {
    ("delay", State.MISSING): "calendar-unknown",
    ("trace", State.MISSING): "egg-unknown",
    ("trace", State.NOTHING): "egg-none",
}


def fact(paper: PrintContext, row: Row) -> Para:
    """« Délai annoncé : 5 jours », with its pictogram."""
    said = paper.words("answer.fact", label=capital(row.label), value=row.value)
    return Para(said, paper.text, 0.2, 7, DOUBTFUL.get((row.key, row.state), PICTURES.get(row.key, "")))


KEPT = ("date", "number", "who", "promise", "until")


def proof_blocks(paper: PrintContext, hand: Handout, room: float) -> Iterator[Block]:
    """What to keep as proof, and the traces that the circuit gives."""
    t = paper.words
    told = (Para(t(f"handout.keep.{name}"), paper.text, 1.2, 6, "•") for name in KEPT)
    blocks: list[Block] = [(Para(t("handout.proof"), paper.bold), *told)]
    traces = [Para(trace, paper.text, 0.4, 7, "egg") for trace in hand.kept]
    if traces:
        blocks.append((Para(t("handout.keep.traces"), paper.bold, 2.4), *traces))
    yield from under_heading(heading_block(t("handout.keep"), room), blocks)


# --- the path, the recourse ------------------------------------------------------------------------------

SURE = ("delay", "trace")


def stage(paper: PrintContext, step: HandoutEntry, rank: int, much: int) -> Block:
    """A step: all of it (``much`` 2), without its text (1), only the announced days and what one receives (0)."""
    rows = [row for row in step.rows if much or row.key in SURE]
    stated = any(row.key in SURE and row.state is not State.MISSING for row in rows)
    said = [Para(f"{rank}. {step.title}", paper.bold, 3)]
    if much > 1 and step.text:
        said.append(Para(step.text, paper.text))
    said += (fact(paper, row) for row in rows)
    if origin := step.origin if stated else step.doubt:
        said.append(Para(origin, paper.text, 0.2, 7))
    return tuple(said)


# What a recourse tells, the fullest first: with its text, and which of its rows.
HELPS = (
    (True, ("who", "contact", "delay", "condition", "trace")),
    (True, ("contact", "delay", "condition")),
    (False, ("who", "contact", "delay", "condition")),
    (False, ("contact", "delay", "condition")),
    (False, ("contact",)),
)


def help_of(paper: PrintContext, entry: HandoutEntry, text: bool, kept: Sequence[str]) -> Block:
    """Whom, how and by when, as far as a source says so."""
    rows = [row for row in entry.rows if row.key in kept and row.state is State.STATED]
    told = (Para(entry.text, paper.text),) if text and entry.text else ()
    return (Para(entry.title, paper.bold, 2.6), *told, *(fact(paper, row) for row in rows))
