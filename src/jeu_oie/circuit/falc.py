"""Sentences of a circuit that are hard to read, with their place (« facile à lire et à comprendre », FALC).

The rules are those of « L’information pour tous » (Inclusion Europe) that can be counted: short sentences, no acronym
without its words, no capitals, no signs, no percentages. Passing them makes no text FALC: only people who are
concerned can say so, by reading it.
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import islice

from jeu_oie.circuit.keys import DECLARED
from jeu_oie.circuit.model import LISTS, Circuit, Item, Step
from jeu_oie.circuit.read import Reading
from jeu_oie.circuit.read.source import MAX_REPORTED
from jeu_oie.errors import Place, Problem
from jeu_oie.messages import split_sentences

MAX_SENTENCE_WORDS = 12
MAX_FOLDED_LINES = 40  # over which a text may be folded
MAX_WRITTEN_CHARS = 8_000  # of a text in its file: 2 000 at most, some of them written as escapes
OPENING_WORDS = 3  # words by which a sentence is looked for in the file

# What of an item is read by people.
KEYS = tuple(dict.fromkeys(key.attribute for key in DECLARED if key.prose))

NUMBER = re.compile(r"\d(?:[ .,\u00a0\u202f]?\d)+")  # « 01 02 03 04 05 » is one word
ADDRESS = re.compile(r"(?<!\S)\S*(?:://|www\.|@)\S*")
PERCENTAGE = re.compile(r"(?<!\d)\d+(?:,\d+)?\s*%|%|\bpour cent\b|\bper ?cent\b")
SIGN = re.compile(r"[&§#<>\\/|;*~^=]|\b(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?:e|ème)?\b")
CAPITAL = "[A-ZÀ-ÖØ-Þ]"
SHOUTED = re.compile(rf"\b{CAPITAL}{{2,}}(?:[\s’'-]+{CAPITAL}{{2,}})+\b|\b{CAPITAL}{{7,}}\b")
ACRONYM = re.compile(rf"\b{CAPITAL}{{2,}}\b|\b(?:{CAPITAL}\.){{2,}}")
EXPLAINED = re.compile(rf"\(({CAPITAL}{{2,}})\)|\b({CAPITAL}{{2,}}) \([^\W\d]")  # « … (CDC) », « CDC (commission…) »
SUSPECT = re.compile(rf"[%&§#<>\\/|;*~^=]|{CAPITAL}{{2}}|{CAPITAL}\.|\b(?:pour cent|per ?cent)\b")  # else none of these
USUAL = frozenset(("SMS", "HLM", "TV", "WC"))  # everybody says these, and few their words


@dataclass(frozen=True, slots=True)
class ReadableText:
    """A text that people read, where it begins."""

    content: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, addresses blanked out, where it begins in the file."""

    content: str
    place: Place


def falc(reading: Reading) -> tuple[Problem, ...]:
    """What is hard to read, one problem a place; an acronym has one alone, where it comes first."""
    circuit = reading.circuit
    if circuit is None:
        return ()
    texts = tuple(dict.fromkeys(texts_of(reading, circuit)))
    known = set(explained_acronyms(circuit, texts))
    all_problems = (problem for text in texts for problem in hard_in(reading, text, known))
    problems = tuple(islice(all_problems, MAX_REPORTED))
    first_at_place = tuple({problem.place: problem for problem in reversed(problems)}.values())[::-1]
    if len(problems) < MAX_REPORTED or next(all_problems, None) is None:
        return first_at_place
    return (*first_at_place, replace(problems[-1], code="too-many-problems", values=(("limit", str(MAX_REPORTED)),)))


def hard_in(reading: Reading, text: ReadableText, known: set[str]) -> Iterator[Problem]:
    """What is hard in one text; ``known`` gains the acronyms that are told."""
    places = SentenceLocator(reading, text)
    for offset, code, values in places.hard(known):
        if code == "falc-acronym":
            known.add(values["acronym"])
        sentence = places.here()
        line, column = spot(reading, sentence, offset)
        yield reading.problem_at(sentence.place.file, line, column, code, **values)


def texts_of(reading: Reading, circuit: Circuit) -> Iterator[ReadableText]:
    """Every text that people read: titles, items, side tracks, the meanings of words, what actors do."""
    for key in ("title", "arrival"):
        yield from find_texts(reading, "", key, getattr(circuit, key))
    for name in LISTS:
        items: tuple[Item, ...] = getattr(circuit, name)
        for item in (*items, *getattr(circuit, f"common_{name}", ())):
            yield from item_texts(reading, item)
    for term, meaning in circuit.words.items():
        yield from find_texts(reading, "", f"words.{term}", meaning)
    for actor, declared in circuit.actors.items():
        yield from find_texts(reading, "", f"actors.{actor}.role", declared.role)


def item_texts(reading: Reading, item: Item) -> Iterator[ReadableText]:
    for key in KEYS:
        yield from find_texts(reading, item.id, key, getattr(item, key, None))
    steps: tuple[Step, ...] = getattr(item, "steps", ())
    for step in steps:
        yield from item_texts(reading, step)


def find_texts(reading: Reading, item: str, key: str, value: str | tuple[str, ...] | None) -> Iterator[ReadableText]:
    for content in (value,) if isinstance(value, str) else value or ():
        if content and content != "none":
            yield ReadableText(content, reading.place(item, key))


class SentenceLocator:
    """A text sentence by sentence; where one stands is looked for only when somebody asks."""

    def __init__(self, reading: Reading, text: ReadableText) -> None:
        self.lines = reading.lines.get(text.place.file, ())
        self.sentences = split_sentences(ADDRESS.sub(lambda match: " " * len(match[0]), text.content))
        self.place, self.done, self.rank = text.place, 0, 0

    def hard(self, known: AbstractSet[str]) -> Iterator[tuple[int, str, dict[str, str]]]:
        """What is hard in each sentence in turn (``hard``)."""
        for rank, content in enumerate(self.sentences, 1):
            self.rank = rank
            if len(content) > 2 * MAX_SENTENCE_WORDS or SUSPECT.search(content):
                yield from hard(content, known)

    def here(self) -> Sentence:
        """The sentence of which ``hard`` has just told: by its opening words, from where the one before begins."""
        for content in self.sentences[self.done : self.rank]:
            self.place = found_at(self.lines, content, self.place)
        self.done = self.rank
        return Sentence(self.sentences[self.rank - 1], self.place)


def found_at(lines: tuple[str, ...], content: str, start: Place) -> Place:
    """Where ``content`` begins at or after ``start``; ``start`` where the file writes it otherwise (escapes)."""
    words = content.split(" ")[:OPENING_WORDS]
    for count in range(len(words), 0, -1):
        opening, left = " ".join(words[:count]), MAX_WRITTEN_CHARS
        for number in range(start.line, min(start.line + MAX_FOLDED_LINES, len(lines)) + 1):
            first = start.column - 1 if number == start.line else 0
            column = lines[number - 1].find(opening, first, first + left)
            if column >= 0:
                return Place(start.file, number, column + 1)
            left -= max(len(lines[number - 1]) - first, 0)
            if left <= 0:
                break
    return start


def spot(reading: Reading, sentence: Sentence, offset: int) -> tuple[int, int]:
    """Line and column of what stands ``offset`` characters into a sentence."""
    place = sentence.place
    if not offset:
        return place.line, place.column
    token = sentence.content[offset:].split(" ")[0]
    at = found_at(reading.lines.get(place.file, ()), token, place)
    return at.line, at.column


def hard(sentence: str, known: AbstractSet[str]) -> Iterator[tuple[int, str, dict[str, str]]]:
    """What is hard in one sentence: how far into it, code, values."""
    count = words_in(sentence)
    if count > MAX_SENTENCE_WORDS:
        yield 0, "falc-long-sentence", {"words": str(count), "longest": str(MAX_SENTENCE_WORDS)}
    unmatched = sentence
    for code, key, rule in (
        ("falc-percentage", "value", PERCENTAGE),
        ("falc-sign", "sign", SIGN),
        ("falc-capitals", "value", SHOUTED),
        ("falc-acronym", "acronym", ACRONYM),
    ):
        for match in rule.finditer(unmatched):
            if match[0] and match[0] not in known:
                yield match.start(), code, {key: match[0]}
        # Told once; no space, so that its neighbours stay apart.
        unmatched = rule.sub(lambda match: "·" * len(match[0]), unmatched)


def words_in(sentence: str) -> int:
    """Words as one hears them: signs alone are none, a telephone number is one."""
    return sum(any(map(str.isalnum, word)) for word in NUMBER.sub("0", sentence).split())


def explained_acronyms(circuit: Circuit, texts: Iterable[ReadableText]) -> frozenset[str]:
    """Acronyms whose words stand somewhere: in ``words``, in a role, in brackets; and those that are names."""
    lessor = circuit.landlord
    names = [lessor.name, lessor.short or "", lessor.formerly or "", lessor.area or "", *circuit.words]
    names += [actor.name for actor in circuit.actors.values() if actor.role]
    capitals = {word for name in names for word in ACRONYM.findall(name)}
    everything = " ".join(text.content for text in texts)
    bracketed = {word for pair in EXPLAINED.findall(everything) for word in pair}
    return frozenset({*USUAL, *capitals, *bracketed})
