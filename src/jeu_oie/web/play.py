"""The data of the page for its script and for other readers (outputs.md, « Marks in the files »)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from jeu_oie.circuit.model import NONE, Item, ProblemItem, Question, Shortcut
from jeu_oie.draw.text import TIE
from jeu_oie.game.answers.shared import shared_by
from jeu_oie.game.cards import Deck
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.house_key import key_of
from jeu_oie.game.kinds import Kind
from jeu_oie.game.lines import Handicap
from jeu_oie.game.meaning import is_known_step
from jeu_oie.game.rules import Gives, Table, compile_rules, table_data
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter, close_sentence
from jeu_oie.web.cards import pictogram_of
from jeu_oie.web.inline import embed_json
from jeu_oie.web.letters import letters_data
from jeu_oie.web.search import search_data

SPOKEN = (
    *("rolls", "square", "stop", "moves", "goose", "bridge", "back", "exit", "turn", "over", "rings", "timer"),
    *("egg", "kept", "shown", "lost", "freed", "home", "key.again", "roll", "ours", "team", "pawn"),
    *("vote", "vote.yes", "vote.no", "ready", "opened", "problem", "blank", "answer", "see", "known"),
    *("judge", "right", "not-right", "correct", "wrong", "answers", "question", "drawn", "talked"),
    *("red", "show", "keep", "wait", "wait.all", "wait.some", "wait.one", "wait.said", "free", "free.team"),
    *("key", "key.right", "key.title", "key.vote", "key.noted", "key.mine", "key.notes"),
    *("chip.home", "chip.square", "chip.wait", "chip.turn", "chip.eggs", "read", "unread", "steps", "fact", "note"),
    *("end", "end.home", "end.rang", "wins", "wins.shared", "end.unread", "end.key", "end.learnt", "end.quiz"),
    *("end.proofs", "end.none", "end.again", "end.gaps", "end.no-gap", "end.red", "end.tell", "end.todo"),
    *("end.after", "note.said"),
    *("test", "test.how", "test.up", "test.down", "test.at", "test.check", "test.right", "test.wrong", "test.place"),
    *("test.no-place", "look", "close", "new", "copied"),
    *("cited", "you", "called", "due", "select"),
    *("answer.after", "answer.after.any", "answer.after.day", "answer.after.days", "answer.after.due"),
    *("answer.after.months", "answer.blank", "answer.count", "answer.empty", "answer.general", "answer.hours"),
    *("answer.keep", "answer.mute", "answer.note", "answer.or", "answer.pays", "answer.proposed", "answer.seen"),
    *("answer.spoken.hours", "answer.starts", "answer.until", "answer.when", "answer.when.mine"),
    "answer.write",
    *(
        "search.count",
        "search.count.danger",
        "search.count.one",
        "search.danger",
        "search.follow",
        "search.fire",
        "search.smoke",
        "search.where",
    ),
    *("search.gestures", "search.none", "search.own", "search.sisters"),
    *("stuck.announced", "stuck.announced.doubt", "stuck.day", "stuck.early", "stuck.event", "stuck.facts"),
    *("stuck.late", "stuck.never", "stuck.no-letter", "stuck.offer", "stuck.ready", "stuck.unannounced"),
    *("letter.doubt", "letter.limit", "letter.missing"),
    *("dossier.date", "dossier.erased", "dossier.file", "dossier.kept", "dossier.next", "dossier.ready"),
    *("dossier.refused", "dossier.remove", "dossier.unkept"),
    # In the place of those, or besides: where a room plays one pawn.
    *("room.rolls", "room.turn", "room.roll", "room.problem", "room.question", "room.drawn", "room.cross"),
    *("room.next", "room.down", "room.see", "room.tie", "room.votes", "room.fewer", "room.had", "room.had.yes"),
    *("room.had.no", "room.won", "room.late", "room.chip.square", "room.team", "room.enter", "room.space"),
    *("room.judge", "room.known", "room.home", "room.key", "room.key.again"),
)

SEATS = (Handicap.FIRST, Handicap.SECOND)

# The line of a card of the pile, by what it gives.
PILE_LINES = {
    Gives.ANSWER: "line.quiz",
    Gives.HELP: "line.help",
    Gives.TALK: "line.debate",
    Gives.READ: "line.card.fact",
}


def rights(items: Mapping[str, Item]) -> dict[str, int]:
    """Card of a quiz → the place of its right answer, 0 is a."""
    quizzes = ((name, item.right) for name, item in items.items() if isinstance(item, Question))
    return {name: right - 1 for name, right in quizzes if right}


def asked_at(deck: Deck) -> Iterator[tuple[str, tuple[str, str]]]:
    """Square → what the left team asks there, and what is right: the recall of a ☐, the question of a picture."""
    for card in deck.cards:
        if card.recall:
            yield card.name, (card.recall.question, card.recall.answer)
        elif card.kind is Kind.PROBLEM:
            yield card.name, (card.face.title, card.answer)


def tale(problem: ProblemItem | None, facts: FactFormatter) -> tuple[str, str]:
    """Two sentences about a problem, each of which the circuit states: whom I call, how long.

    Without a problem (a blank card) they tell of the circuit.
    """
    return first_of(problem, facts), delay_of(problem, facts)


def proof(facts: FactFormatter) -> str:
    """What one keeps, whatever the problem."""
    t, steps = facts.words, facts.circuit.steps
    traces = [step.trace for step in steps if step.trace not in (None, NONE)]
    return close_sentence(t("tell.trace", trace=traces[0] or "") if traces else t("tell.no-trace"))


def first_of(problem: ProblemItem | None, facts: FactFormatter) -> str:
    """What is done first: in a danger its gestures, else the call of its urgency, else the first step."""
    t, first = facts.words, facts.circuit.steps[0]
    if problem is None:
        return t("tell.start", step=first.title)
    if gestures := facts.first(problem):
        return t("tell.first", problem=problem.title, first=" ".join(gestures))
    way = urgency_of(problem, facts)
    if way and way.call:
        return t("tell.call", problem=problem.title, call=way.call.replace(" ", TIE))
    return t("tell.step", problem=problem.title, step=first.title)


def delay_of(problem: ProblemItem | None, facts: FactFormatter) -> str:
    """The delay of the problem, else of its urgency, else that nobody has found one."""
    way = urgency_of(problem, facts) if problem else None
    stated = [each.delay for each in (problem, way) if each and each.delay and each.delay.announced]
    if not stated:
        return facts.words("tell.no-delay")
    return close_sentence(facts.words("tell.delay", delay=facts.delay(stated[0]) or ""))


def urgency_of(problem: ProblemItem, facts: FactFormatter) -> Shortcut | None:
    return next((each for each in facts.circuit.shortcuts if each.id == problem.urgency), None)


def data(
    deck: Deck,
    dossier: Dossier,
    facts: FactFormatter,
    told: Mapping[str, Any],
    turns: int | None = None,
    handicap: Handicap = Handicap.NONE,
    sisters: Sequence[tuple[str, str]] = (),
) -> Markup:
    """Squares, cards, problems, sources and the transition table as JSON that no text can break out of.

    ``squares`` are their names in the ranks of the table, side tracks last; ``cards`` says of each rank whether it has
    a card of its own (a shortcut: the urgency that it asks for); ``pile`` the names of the cards that are drawn (p7,
    p8…), top card first, ``lines`` what is done with them, by what they give; ``right`` the right answers of quizzes;
    ``asks`` what is asked on a square that is no quiz (``asked_at``); ``key`` the carte-clé; ``teams`` the problems of
    which each team draws one: card, class of its picture, two sentences to tell; ``blank`` the sentences of a blank
    one; ``proof`` the third of all; ``order`` the ranks of the steps that the closing test asks for; ``room`` the
    ``turns`` of a room; ``handicap`` the rank of whom of two teams starts with a proof, where one does; ``sources``
    how many there are, each ``#source-1``, ``#source-2``…; ``search`` what the search goes by, with ``sisters``,
    topics and files of the landlord's other pages. ``told``: what ``page_data`` says of problems.
    """
    board, items = facts.board, facts.board.items
    table = compile_rules(board)
    whole: dict[str, Any] = {
        "title": dossier.title,
        "squares": [position.name for position in table.positions],
        "cards": list(cards_of(board, deck, table)),
        "pile": [card.name for card in deck.pile],
        "lines": {gives: facts.words(key) for gives, key in PILE_LINES.items()},
        "right": rights(items),
        "order": [rank for rank, square in enumerate(board.squares) if is_known_step(square.item)],
        "sources": len(dossier.sources),
        "rules": table_data(table),
        **({"room": {"turns": turns}} if turns is not None else {}),
        **({"handicap": SEATS.index(handicap)} if handicap else {}),
        # Sentences near each other weigh less.
        "words": {key: facts.words(f"script.{key}") for key in SPOKEN},
        "search": search_data(facts, sisters),
        "letters": letters_data(facts.circuit, shared_by(facts.board), told["answers"]["all"]),
        # What games say and answers say too.
        "asks": dict(asked_at(deck)),
        "key": [(line.question, line.answer) for line in key_of(facts)],
        "teams": [
            [card.name, f"i-{pictogram_of(card)}", *tale(problem, facts)]
            for card, problem in zip(deck.problems, board.problems, strict=True)
        ],
        "blank": tale(None, facts),
        "proof": proof(facts),
        **told,
    }
    return embed_json(whole)


def cards_of(board: Board, deck: Deck, table: Table) -> Iterator[str | int]:
    """For each square whether it has a card of its own; of a shortcut its urgency."""
    detailed = {card.name for card in deck.cards if card.detailed}
    asks = {square.name: square.item.id for square in board.squares if isinstance(square.item, Shortcut)}
    yield from (asks.get(position.name, int(position.name in detailed)) for position in table.positions)
