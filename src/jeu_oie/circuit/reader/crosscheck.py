"""What a circuit, its landlord and common.yaml say about one another."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from jeu_oie.circuit.model import LISTS, CircuitFile, Common, Landlord
from jeu_oie.circuit.nearest import nearest
from jeu_oie.circuit.reader.file import File
from jeu_oie.circuit.reader.ids import elements
from jeu_oie.circuit.reader.nodes import Node, Scalar, Sequence
from jeu_oie.circuit.reader.references import Checker, Names, contacts, question
from jeu_oie.circuit.reader.shared import alike, list_offered
from jeu_oie.circuit.reader.source import MOST_REPORTED
from jeu_oie.circuit.reader.validate import LIKELY, SHOWN, is_mistyped, keys
from jeu_oie.errors import Problem


def check(
    circuit: File[CircuitFile], landlord: File[Landlord] | None, common: File[Common] | None
) -> Iterator[Problem]:
    """What the three files say about one another."""
    assert circuit.root is not None
    used = _used_names(circuit)
    wanted = {alike(node.text) for node in used}
    names = Names(
        circuit.items,
        _declared_names("actors", circuit, landlord, common),
        _declared_names("sources", circuit, landlord, common),
        frozenset(name for name in _ids(common) if alike(name) in wanted),
        frozenset(_ids(common)),
        _all_known(circuit, common),
    )
    yield from islice(Checker(circuit.source, circuit.root, names).run(), MOST_REPORTED)
    yield from islice(_use(circuit, common, used), MOST_REPORTED)
    if landlord and landlord.root:
        yield from contacts(landlord.source, landlord.root, "contacts")
        checker = Checker(landlord.source, landlord.root, names)
        for item in landlord.items:
            yield from checker.each(item.node, "source", names.sources)
    if common and common.root:
        yield from _common_items(common)


def _ids(common: File[Common] | None) -> tuple[str, ...]:
    return tuple(item.id for item in common.items if item.list == "recourse") if common else ()


def _all_known(circuit: File[CircuitFile], common: File[Common] | None) -> bool:
    """Whether every item could be looked at, so that an id that is not there is wrong for sure."""
    assert circuit.root is not None
    lists = [circuit.root.get(name) for name in LISTS]
    listed = [node for name in LISTS for node in elements(circuit.root, name)]
    asked = circuit.root.get("common") is not None
    shared = common is not None and common.is_complete if asked else True
    ids = [item.node.get("id") for item in circuit.items]
    known = keys(CircuitFile, ())
    unread = any(is_mistyped(circuit.root, name, known) for name in LISTS) or circuit.root.get("steps") is None
    return (
        circuit.is_complete
        and shared
        and not unread
        and all(node is None or not node.broken for node in (*lists, *listed, *ids))
    )


def _declared_names(
    key: str, circuit: File[CircuitFile], landlord: File[Landlord] | None, common: File[Common] | None
) -> frozenset[str] | None:
    """The actors or sources of the three files; None when one of these could not be read to its end."""
    assert circuit.root is not None
    files: list[File[Any] | None] = [circuit, landlord]
    if circuit.root.get("common") is not None:
        files.append(common)
    names: frozenset[str] = frozenset()
    for file in files:
        value = file.root.get(key) if file and file.root else None
        if file is None or not file.is_complete or (value is not None and value.broken):
            return None
        names |= file.names(key)
    return names


def _used_names(circuit: File[CircuitFile]) -> tuple[Scalar, ...]:
    """The names in ``use``."""
    assert circuit.root is not None
    value = circuit.root.get("use")
    listed: tuple[Node, ...] = value.items if isinstance(value, Sequence) else (value,) if value else ()
    return tuple(node for node in listed if isinstance(node, Scalar) and not node.broken)


def _use(circuit: File[CircuitFile], common: File[Common] | None, used: tuple[Scalar, ...]) -> Iterator[Problem]:
    assert circuit.root is not None
    entry = circuit.root.entry("use")
    if entry and circuit.root.get("common") is None and not circuit.root.partial:
        yield circuit.source.problem(entry.key.line, entry.key.column, "use-without-common")
    if common is None or not common.is_complete:
        return
    names = list_offered(common.model) if common.model else (*_ids(common), *common.names("words"))
    own = {item.id for item in circuit.items if item.list != "recourse"} & {*_ids(common)}
    known, guesses = {alike(name) for name in names}, iter(range(LIKELY))
    for node in used:
        if node.text in own:
            yield circuit.source.problem(node.line, node.column, "use-taken", id=node.text[:SHOWN])
        if alike(node.text) not in known:
            close = nearest(node.text, names) if next(guesses, None) is not None else None
            told = {"id": node.text[:SHOWN]} | ({"nearest": close} if close else {})
            yield circuit.source.problem(node.line, node.column, "unknown-use", **told)


def _common_items(common: File[Common]) -> Iterator[Problem]:
    """common.yaml stands alone: its items name its own sources only, and no step."""
    assert common.root is not None
    sources = common.names("sources") if common.is_complete else None
    checker = Checker(common.source, common.root, Names(common.items, None, sources, frozenset()))
    for item in common.items:
        yield from checker.each(item.node, "source", sources)
        yield from contacts(common.source, item.node, "contact")
        yield from question(common.source, item.node)
    yield from _numbers(common)


def _numbers(common: File[Common]) -> Iterator[Problem]:
    """Dangers take the place of the program's own: without a number among them, nobody would have one."""
    entry = common.root.entry("emergency") if common.root else None
    if entry and common.model and not any(item.is_number for item in common.model.emergency):
        yield common.source.problem(entry.key.line, entry.key.column, "emergency-without-number")
