"""What changed between two versions of a circuit, item by item, in no language: ``exchange/diff`` says it in words.

Items are the same where their ids are. An item without one has an id made of its title, so that one whose title
changed is matched by what else it says. Everything that the signed hash is made of is compared (``fingerprint``), and
the state of the work (version, status).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TypeVar

from pydantic import BaseModel

from jeu_oie.circuit.item import FactSource
from jeu_oie.circuit.keys import DECLARED, Sort, list_facts, of
from jeu_oie.circuit.model import ANY, READ, Circuit, CircuitBase, Item, Landlord, Step
from jeu_oie.circuit.signing import signed_part
from jeu_oie.circuit.times import Delay

# Key of the format (as attribute) → what its change means. « order » is no key: the item's place among its own; nor is
# « meaning », what a word is explained by.
MEANING: Mapping[str, Sort] = {
    **{key.attribute: key.means for key in DECLARED if key.means},
    "order": Sort.MOVED,
    "meaning": Sort.WORDING,
}
OF_FACT = ".source"  # after the name of a fact: not what it says, but what it rests on
LISTS = ("emergency", *READ, "common_questions", "common_advice")
MERGED = ("where_number", "gestures", "next", "departments")  # of all, or the landlord’s: compared once, as said
FRAME = (*(name for name, key in of(CircuitBase).items() if key.means), *MERGED)
LANDLORD = tuple(name for name in Landlord.model_fields if name in MEANING and name != "where_number")
AnItem = TypeVar("AnItem", bound=Item)
ALIKE_RATIO = 0.6  # from here on two titles are one that was written otherwise


@dataclass(frozen=True, slots=True)
class Change:
    """One key of an item, before and after; None where it was not stated."""

    sort: Sort
    key: str
    before: object = None
    after: object = None


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed of one thing: ``list`` is that of the format (or ``frame``, ``landlord``), ``step`` where it stands.

    ``before`` is None of what is new, ``after`` of what is gone: then ``changes`` holds just that.
    """

    list: str
    id: str
    step: str
    before: object
    after: object
    changes: tuple[Change, ...]


def differ(old: Circuit, new: Circuit) -> tuple[Changed, ...]:
    """All that differs: the frame first, then the lists in the order of the format, then what they refer to."""
    things = [
        compare_things("frame", old, new, FRAME),
        compare_things("landlord", old.landlord, new.landlord, LANDLORD),
    ]
    for name in LISTS:
        things += compare_items(name, getattr(old, name), getattr(new, name))
    things += compare_side_tracks(old, new)
    for name in ("sources", "actors"):  # those of what holds anywhere come and go with the cards that a table draws
        things += compare_mappings(name, signed_part(old, name), signed_part(new, name))
    things += compare_mappings("words", old.words, new.words)
    return tuple(thing for thing in things if thing.changes)


def compare_things(name: str, old: BaseModel, new: BaseModel, keys: Iterable[str]) -> Changed:
    return Changed(name, name, "", old, new, tuple(compare_fields(old, new, keys)))


def compare_fields(old: BaseModel, new: BaseModel, keys: Iterable[str]) -> Iterator[Change]:
    """The keys that differ, what matters most first."""
    differing = [key for key in keys if getattr(old, key) != getattr(new, key)]
    yield from in_order(change_of(key, getattr(old, key), getattr(new, key)) for key in differing)


def in_order(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: list(Sort).index(change.sort))


def list_fact_changes(old: Item, new: Item) -> Iterator[Change]:
    """What single facts say otherwise of their source: « delay.source », with what each rested on and rests on."""
    for name in list_facts(type(new)):
        before, after = (item.stated.get(name) or FactSource() for item in (old, new))
        if before == after:
            continue
        both = (basis if (basis := item.said_of(name)).silent or has_fact(item, name) else None for item in (old, new))
        same = (before.source, before.uncertain) == (after.source, after.uncertain)
        yield Change(Sort.STATE if same else Sort.SOURCE, f"{name}{OF_FACT}", *both)


def has_fact(item: Item, name: str) -> bool:
    return drop_empty(getattr(item, name)) is not None


def change_of(key: str, before: object, after: object) -> Change:
    """A delay that only reads otherwise (« 5 j ») is one of wording."""
    same = isinstance(before, Delay) and isinstance(after, Delay) and delay_spans(before) == delay_spans(after)
    return Change(Sort.WORDING if same else MEANING[key], key, drop_empty(before), drop_empty(after))


def delay_spans(delay: Delay) -> tuple[object, ...]:
    spans = (delay.value, delay.at_most, delay.at_least)
    read = (replace(span, text="") if span else None for span in spans)
    return (*read, delay.condition, delay.starts)


def drop_empty(value: object) -> object:
    return None if value in ((), "") else value


def compare_items(name: str, old: Sequence[Item], new: Sequence[Item], step: str = "") -> Iterator[Changed]:
    """What changed of a list; those of a side track stand with the ``step`` where it leaves."""
    same = pairs(old, new)
    moved = out_of_order([(old.index(a), new.index(b)) for a, b in same])
    former_items = {b.id: a for a, b in same}
    kept = {a.id for a, _ in same}
    for item in new:
        if item.id not in former_items:
            yield Changed(name, item.id, step or step_of(item), None, item, (Change(Sort.ADDED, "", None, item),))
            continue
        former_item = former_items[item.id]
        order = (Change(Sort.MOVED, "order"),) if old.index(former_item) in moved else ()
        keys = [key for key in type(item).model_fields if key in MEANING]
        yield Changed(
            name,
            item.id,
            step or step_of(item),
            former_item,
            item,
            (*order, *in_order([*compare_fields(former_item, item, keys), *list_fact_changes(former_item, item)])),
        )
    for item in old:
        if item.id not in kept:
            yield Changed(name, item.id, step or step_of(item), item, None, (Change(Sort.REMOVED, "", item, None),))


def compare_side_tracks(old: Circuit, new: Circuit) -> Iterator[Changed]:
    """The steps of the side tracks that stand in both; those of a new or a former one are told with it."""
    for before, after in pairs(old.detours, new.detours):
        yield from compare_items("detours.steps", before.steps, after.steps, after.from_)


def pairs(old: Sequence[AnItem], new: Sequence[AnItem]) -> list[tuple[AnItem, AnItem]]:
    """The items that are the same: by id, then by title, then those that say the same otherwise or nearly so."""
    matches: list[tuple[AnItem, AnItem]] = []
    left, right = list(old), list(new)
    for alike in (same_id, same_title, same_rest, near_title):
        for item in list(left):
            other = next((candidate for candidate in right if alike(item, candidate)), None)
            if other is not None:
                matches.append((item, other))
                left.remove(item)
                right.remove(other)
    return matches


def same_id(one: Item, other: Item) -> bool:
    return one.id == other.id


def same_title(one: Item, other: Item) -> bool:
    return bool(one.title) and one.title == other.title


def same_rest(one: Item, other: Item) -> bool:
    """All else is equal, and there is enough of it to tell."""
    content = one.model_dump(exclude={"id", "title"}, exclude_none=True)
    return bool(one.text) and content == other.model_dump(exclude={"id", "title"}, exclude_none=True)


def near_title(one: Item, other: Item) -> bool:
    alike = SequenceMatcher(None, one.title.casefold(), other.title.casefold()).ratio()
    return alike >= ALIKE_RATIO and bool(one.title)


def out_of_order(places: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Of pairs of places (old, new), the old ones that left the order: all but the longest row that kept it."""
    rows: list[tuple[int, ...]] = []
    ordered = sorted(places, key=lambda pair: pair[1])
    for place, _ in ordered:
        before = max((row for row in rows if row[-1] < place), key=len, default=())
        rows.append((*before, place))
    longest = max(rows, key=len, default=())
    return frozenset(place for place, _ in ordered) - set(longest)


def step_of(item: Item) -> str:
    """The step that an item is, or with which it stands; empty where it stands with none."""
    if isinstance(item, Step):
        return item.id
    named = getattr(item, "at", None) or getattr(item, "from_", None) or ""
    return "" if named == ANY else named


def compare_mappings(name: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Changed]:
    """Sources, actors, and words by the name under which they are declared."""
    for key in dict.fromkeys((*new, *old)):
        yield Changed(name, key, "", old.get(key), new.get(key), tuple(mapped_changes(old.get(key), new.get(key))))


def mapped_changes(before: object, after: object) -> Iterator[Change]:
    if before is None:
        yield Change(Sort.ADDED, "", None, after)
    elif after is None:
        yield Change(Sort.REMOVED, "", before, None)
    elif isinstance(before, BaseModel) and isinstance(after, BaseModel):
        yield from compare_fields(before, after, type(after).model_fields)
    elif before != after:
        yield change_of("meaning", before, after)
