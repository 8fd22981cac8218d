"""How far circuits are: what is found of what is asked, what is signed, what has grown old."""

from collections.abc import Iterable
from dataclasses import dataclass

from jeu_oie.api.check import count_found
from jeu_oie.api.read import CircuitSource, list_circuits
from jeu_oie.circuit.read import Reading
from jeu_oie.circuit.signing import changed_keys
from jeu_oie.errors import Severity
from jeu_oie.exchange.reply_result import is_reply
from jeu_oie.game.asked import ask_landlord, lines_of_ten
from jeu_oie.messages import load_catalog


@dataclass(frozen=True, slots=True)
class CircuitState:
    """What one sees of a circuit before opening it; without a title it could not be read.

    ``found``: how many facts of those ``asked``; ``ten``: how many of the ten that a tenant needs first,
    of which a line of several facts is known with all of them.
    ``replied``: the day of the landlord's last answer file of which something was taken. ``oldest``: the date of the
    oldest source of a fact. ``signed``: the day, as the file says it, and by whom; ``broken``: what was signed has
    changed since. ``review``: when it is to be read again. ``errors``: what stops its kit.
    """

    file: str = ""
    title: str = ""
    landlord: str = ""
    names: str = ""
    language: str = ""
    draft: bool = True
    signed: str = ""
    signers: str = ""
    broken: bool = False
    found: int = 0
    asked: int = 0
    ten: int = 0
    replied: str = ""
    oldest: str = ""
    review: str = ""
    errors: int = 0


def status(circuits: CircuitSource | Iterable[CircuitSource]) -> tuple[CircuitState, ...]:
    """The state of each of ``circuits`` (files, folders, readings), the one that knows least of the ten first."""
    return tuple(sorted(map(state_of, list_circuits(circuits)), key=rank))


def rank(state: CircuitState) -> tuple[bool, int, int, str]:
    """Where a state stands among others: first what is wrong, then what knows least of the ten."""
    return not state.errors, state.ten, state.found, state.file


def state_of(reading: Reading) -> CircuitState:
    file = reading.files[0].as_posix()
    wrong = sum(each.severity is Severity.ERROR for each in reading.problems)
    circuit, written = reading.circuit, reading.written
    if circuit is None:
        return CircuitState(file=file, errors=max(1, wrong))
    signed, landlord = written.validated if written else None, circuit.landlord
    asked, words = ask_landlord(circuit), load_catalog(circuit.language)
    found, all_of_them = count_found(asked)
    return CircuitState(
        file=file,
        title=circuit.title,
        landlord=landlord.name,
        names=" ".join(filter(None, (landlord.name, landlord.short, landlord.formerly, landlord.area))),
        language=circuit.language,
        draft=circuit.draft,
        signed=signed.on if signed else "",
        signers=", ".join(signed.by) if signed else "",
        broken=bool(signed and changed_keys(circuit, signed)),
        found=found,
        asked=all_of_them,
        ten=sum(all(each.now for each in line) for line in lines_of_ten(asked)),
        replied=max((each.date or "" for each in circuit.sources.values() if is_reply(each, words)), default=""),
        oldest=min((each.on for each in asked if each.on), default=""),
        review=circuit.review or "",
        errors=wrong,
    )
