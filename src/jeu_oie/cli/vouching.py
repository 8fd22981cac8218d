"""``jeu-oie verify CIRCUIT``: who validated it, when, whether what was sealed still stands, which key vouches."""

from pathlib import Path

import click

from jeu_oie.board.days import on_day
from jeu_oie.building.discover import stops
from jeu_oie.circuit.fingerprint import SHORTEST, fingerprint
from jeu_oie.circuit.model import Status
from jeu_oie.circuit.reader import Reading
from jeu_oie.circuit.reader.reading import UNSEALED
from jeu_oie.circuit.report import tell
from jeu_oie.circuit.signing import changed, is_sealed
from jeu_oie.cli.circuits import read_one, show
from jeu_oie.cli.failure import PROBLEM
from jeu_oie.cli.keys import GOOD, Vouched, list_beside, problems, signature_file, vouched
from jeu_oie.cli.terminal import give, give_json, one_line
from jeu_oie.errors import Problem
from jeu_oie.messages import Words
from jeu_oie.render.html.prints_validation import grouped

CHANGED = {"hash": "content", "by": "signers", "on": "date"}  # as the JSON says it


def verify_validation(t: Words, path: Path, listed: Path | None, *, as_json: bool) -> None:
    """Say what a validation is worth today; exit 1 unless who, when and what are sealed and no key refuses."""
    reading = read_one(path)
    if reading.circuit is None or stops(reading.problems, strict=False):
        show(reading.problems, t)
        raise click.exceptions.Exit(PROBLEM)
    keys = vouched(reading, listed)
    wrong = tuple(refused(reading, keys, listed))
    if as_json:
        give_json(row(reading, keys, good=not wrong))
    else:
        give("\n".join(lines(reading, keys, wrong, listed, t)))
    raise click.exceptions.Exit(PROBLEM if wrong else 0)


def refused(reading: Reading, keys: tuple[Vouched, ...], listed: Path | None) -> tuple[Problem, ...]:
    """All that a validation lacks to be worth something."""
    assert reading.written is not None
    validation = reading.written.validated
    if validation is None or reading.written.status is Status.DRAFT:
        return (reading.problem("", "status", "not-validated"),)
    found = [each for each in reading.problems if each.code in UNSEALED.values()]
    if not is_sealed(validation):
        code = "validation-half-sealed" if validation.hash else "validation-unsealed"
        found.append(reading.problem("", "validated", code))
    return (*found, *problems(reading, keys, listed))


def lines(
    reading: Reading, keys: tuple[Vouched, ...], wrong: tuple[Problem, ...], listed: Path | None, t: Words
) -> list[str]:
    """Who and when, what stands, who vouches, what does not hold with its cure."""
    assert reading.written is not None
    assert reading.circuit is not None
    path, validation = reading.files[0], reading.written.validated
    told = []
    stands = not any(each.code in (*UNSEALED.values(), "not-validated") for each in wrong)
    if validation is not None:
        said = "seal.said" if stands else "seal.claims"
        told.append(t(said, path=one_line(path), by=", ".join(validation.by), on=on_day(validation.on, t)))
    if stands:
        digits = grouped(fingerprint(reading.circuit)[:SHORTEST])
        told.append(t("seal.stands" if validation and is_sealed(validation) else "seal.now", digits=digits))
    told += [vouching(each, listed or list_beside(path), t) for each in keys if each.verdict == GOOD]
    if not keys:
        told.append(t("seal.no-key", file=one_line(signature_file(path))))
    for problem in wrong:
        message, cure = tell(problem, t)
        told += [message, t("cli.cure", cure=cure)]
    return told


def vouching(each: Vouched, listed: Path, t: Words) -> str:
    return t("seal.key", who=each.who, key=each.key, listed=one_line(listed))


def row(reading: Reading, keys: tuple[Vouched, ...], *, good: bool) -> dict[str, object]:
    """The same for machines: words that never change with the language."""
    assert reading.written is not None
    assert reading.circuit is not None
    validation = reading.written.validated
    return {
        "file": reading.files[0].as_posix(),
        "valid": good,
        "status": reading.written.status,
        "by": list(validation.by) if validation else [],
        "on": validation.on if validation else None,
        "hash": fingerprint(reading.circuit),
        "sealed": bool(validation and is_sealed(validation)),
        "changed": [CHANGED[key] for key in changed(reading.circuit, validation)] if validation else [],
        "keys": [{"verdict": each.verdict, "who": each.who, "key": each.key} for each in keys],
    }
