"""Every statement of the shipped circuits, its sources, what a check from these alone found (docs/reports/facts.md).

What was found stands in ``docs/reports/facts.yaml`` under the key of the statement: one that changes, or that rests on
another source, has another key, and so is to be checked again.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from jeu_oie.circuit.model import READ, Circuit, Item, ProblemItem, Shortcut, elsewhere_of
from jeu_oie.circuit.read.shipped import CommonProblem, shipped
from jeu_oie.game.assembly import assemble
from jeu_oie.game.dossier import rows_of
from jeu_oie.game.preset import Preset
from jeu_oie.game.wording import FACTS, FactFormatter, Row, State, capital
from jeu_oie.messages import load_catalog

KEY = 10  # hexadecimal digits
SHARED = ""  # where several circuits say the same
PROBLEMS = "Problèmes courants"  # what is said of them whatever the landlord
OPEN = "à vérifier"
HEAD = ("| Énoncé | Sources | Lues le | Verdict |", "|---|---|---|---|")
SQUARE = re.compile(r"\s*:\s*case\s\w+")  # of the board, which may change where the circuit does not


@dataclass(frozen=True, slots=True)
class Statement:
    """What one item says from the same sources; ``sources`` are ids, ``where`` the circuit (``opac-38/repairs``)."""

    where: str
    id: str
    said: str
    sources: tuple[str, ...]

    @property
    def key(self) -> str:
        return hashlib.sha256("\n".join((self.id, self.said, *self.sources)).encode()).hexdigest()[:KEY]


def state(circuits: Mapping[str, Circuit]) -> tuple[Statement, ...]:
    """All statements, each once: what several circuits say alike stands first."""
    found: dict[str, Statement] = {}
    for where, circuit in circuits.items():
        for each in of_circuit(where, circuit):
            known = found.get(each.key)
            shared = known is not None and known.where != each.where
            found[each.key] = Statement(SHARED, each.id, each.said, each.sources) if shared else each
    found |= {each.key: each for problem in shipped().problems.values() for each in of_problem(problem)}
    order = (SHARED, PROBLEMS, *circuits)
    return tuple(sorted(found.values(), key=lambda each: order.index(each.where)))


def of_circuit(where: str, circuit: Circuit) -> Iterator[Statement]:
    board = assemble(circuit, Preset())
    facts = FactFormatter(board, load_catalog(circuit.language))
    common = (*circuit.emergency, *circuit.next, *circuit.common_questions, *circuit.common_advice)
    unsure = {item.id for item in (*board.items.values(), *common) if item.uncertain}
    for item in (*list_items(circuit), *common):
        by_sources: dict[tuple[str, ...], list[str]] = {}
        for claim in claims_of(item, facts):
            if said := spoken(claim):
                by_sources.setdefault(claim.sources, []).append(said)
        for sources, all_said in by_sources.items():
            yield Statement(where, item.id, doubted(" · ".join(all_said), item.id in unsure), sources)
    for danger in circuit.emergency:
        if danger.after:
            yield Statement(where, danger.id, doubted(f"Après\u00a0: {danger.after}", danger.uncertain), danger.source)


def of_problem(problem: CommonProblem) -> Iterator[Statement]:
    """What is said of a common problem; what is still to be verified of it stands with it."""
    if (until := problem.until) and until.at_least:
        yield Statement(PROBLEMS, problem.id, f"Mon délai\u00a0: au moins {until.at_least.text}", until.source)
    if problem.charge and problem.charge.why:
        yield Statement(PROBLEMS, problem.id, f"Qui paie\u00a0: {problem.charge.why}", problem.charge.source)
    for other in problem.elsewhere:
        yield Statement(PROBLEMS, problem.id, f"Ailleurs\u00a0: {other.landlord}, {other.value}", other.source)
    said = (*problem.first, *problem.note, problem.ask, problem.law, *problem.never, problem.limit)
    yield Statement(PROBLEMS, problem.id, doubted(" · ".join(filter(None, said)), problem.uncertain), problem.source)


def doubted(said: str, uncertain: bool) -> str:
    return f"{said} ({OPEN})" if uncertain and not said.endswith(f"({OPEN})") else said


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact of an item; ``label`` is empty where it is the item's own title and text. ``sources`` are ids."""

    label: str
    value: str
    sources: tuple[str, ...]


def list_items(circuit: Circuit) -> Iterator[Item]:
    """The dangers of which the landlord says something, then all items, the steps of a side track after it."""
    yield from circuit.landlord.emergency
    for name in READ:
        for item in getattr(circuit, name):
            yield item
            yield from getattr(item, "steps", ())


def claims_of(item: Item, facts: FactFormatter) -> Iterator[Claim]:
    """An item's title and text, then each of its facts that somebody has found."""
    own = (*facts.sources_of(item), *facts.workshops_in(item))
    said = (item.title or facts.words("blank.title"), SQUARE.sub("", item.text or ""))
    yield Claim("", " · ".join(filter(None, said)), tuple(dict.fromkeys(own)))
    yield from (claim(row, item, facts) for row in rows_of(item, facts) if row.state is not State.MISSING)


def claim(row: Row, item: Item, facts: FactFormatter) -> Claim:
    """A fact under the sources that it rests on."""
    fact = "criteria" if row.key == "list" and isinstance(item, Shortcut) else FACTS.get(row.key, "")
    dangers = facts.danger_sources(facts.dangers_of(item))
    match row.key:
        case "list" if dangers and isinstance(item, ProblemItem):
            sources: Iterable[str] = (*dangers, *facts.sources_of(item))
        case "emergency":
            sources = facts.danger_sources(facts.numbers)
        case "danger":
            sources = dangers
        case "elsewhere":
            sources = (name for each in elsewhere_of(item) for name in each.source)
        case _:
            sources = facts.basis(item, fact).source
    doubt = facts.doubt(item, fact) if fact else ""
    said = f"{row.bare} ({doubt})" if doubt else row.bare
    return Claim(capital(row.label), said, tuple(dict.fromkeys(sources)))


def spoken(claim: Claim) -> str:
    """« Délai annoncé : 5 jours »; of the item itself its title and text."""
    label = claim.label.rstrip(": \u00a0")
    return f"{label}\u00a0: {SQUARE.sub('', claim.value)}" if label else claim.value


def write_facts(statements: Sequence[Statement], checks: Mapping[str, Any]) -> str:
    """The page: a table a circuit, of what it says, where from, when that source was read, and what the check found.

    ``checks``: ``read`` (source → date), ``checked`` (key → « fidèle », or what is wrong).
    """
    dates, checked = checks.get("read") or {}, checks.get("checked") or {}
    open_ = sum(each.key not in checked for each in statements)
    lines = [
        "# Ce que disent les circuits, et d’où cela vient",
        "",
        "Fait par `script/facts` : ne rien écrire ici. Le verdict vient d’une lecture des seules sources, sans les",
        "notes des auteurs. « fidèle » : la source le dit ainsi. « question » : rien n’est affirmé.",
        f"{len(statements)} énoncés, {open_} à vérifier.",
    ]
    for where, group in groupby(statements, key=lambda each: each.where):
        lines += ["", f"## {where or 'Commun à plusieurs circuits'}", "", *HEAD]
        lines += [row(each, dates, checked) for each in group]
    return "\n".join(lines) + "\n"


def row(each: Statement, days: Mapping[str, str], checked: Mapping[str, str]) -> str:
    dates = dict.fromkeys(str(days[name]) for name in each.sources if name in days)
    said, verdict = f"`{each.id}` {each.said}", checked.get(each.key, OPEN)
    cells = (said, ", ".join(each.sources) or "–", ", ".join(dates) or "–", verdict)
    return f"| {' | '.join(cell.replace('|', '¦') for cell in cells)} |"


def unknown_keys(statements: Iterable[Statement], checks: Mapping[str, Any]) -> list[str]:
    """Keys that were checked and that no statement has any more."""
    return sorted(set(checks.get("checked") or {}) - {each.key for each in statements})
