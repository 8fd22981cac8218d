"""``jeu-oie verify``: is the sheet in hand, with its code, still the current one?

And of a circuit alone: who validated it, when, whether what was sealed still stands.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import click

from jeu_oie import disk
from jeu_oie.api.read import read
from jeu_oie.builder.find import kit_folder, stops
from jeu_oie.circuit.model import Status
from jeu_oie.circuit.read import Reading
from jeu_oie.circuit.read.reading import UNSEALED
from jeu_oie.circuit.signing import SHORTEST, changed_keys, fingerprint, group_digits, is_sealed
from jeu_oie.cli.circuits import invalid_input, stop_at
from jeu_oie.cli.options import json_option, option
from jeu_oie.cli.projects import presets, tell_project
from jeu_oie.cli.terminal import PROBLEM, give, give_json, one_line
from jeu_oie.errors import Problem
from jeu_oie.exchange.report import PrintedHashes
from jeu_oie.game.answers.numbers import live_in
from jeu_oie.game.dates import on_day
from jeu_oie.game.preset import Ink, Preset
from jeu_oie.kit import CardsWay, plan_reading
from jeu_oie.kit.reprinting import printed_by, printed_in
from jeu_oie.messages import SHEET_LANGUAGES, Catalog, tell

CODE = re.compile(r"[0-9a-f]{6}")
VARIANTS: tuple[dict[str, object], ...] = ({}, {"large": True}, {"ink": Ink.SAVER}, {"large": True, "ink": Ink.SAVER})
CHANGED = {"hash": "content", "by": "signers", "on": "date", "seal": "seal"}  # as the JSON says it


def verify_params(t: Catalog) -> list[click.Parameter]:
    return [
        click.Argument(["given"], nargs=-1, required=True, type=click.Path(), metavar="[CODE] CIRCUIT"),
        option("board", t),
        option("out", t),
        json_option(t("verify.json.help")),
    ]


def verify_command(t: Catalog, given: tuple[str, ...], board: str, out: Path, as_json: bool) -> None:
    """A circuit alone: its validation; a code and a circuit: the sheet that bears the code."""
    if len(given) == 1:
        verify_validation(t, Path(given[0]), as_json=as_json)
        return
    if len(given) > 2 or as_json:
        raise click.UsageError(t("verify.usage"))
    verify_sheet(t, given[0], Path(given[1]), board, out)


def verify_sheet(t: Catalog, digits: str, path: Path, board: str, out: Path) -> None:
    """Say which sheet carries ``digits`` today, or carried it in the kit of ``out``; exit 1 unless it is current."""
    tell_project(None, t)
    code = digits.strip().lower()
    if not CODE.fullmatch(code):
        raise click.BadParameter(t("verify.code", given=digits), param_hint="CODE")
    with invalid_input(t):
        preset = presets(board)(path)
    reading = read(path)
    agencies = [each.id for each in reading.circuit.landlord.agencies] if reading.circuit else []
    for agency, variant in product((None, *agencies), VARIANTS):
        own = preset.model_copy(update=variant)
        told = reading
        if reading.circuit and agency:
            told = replace(reading, circuit=live_in(reading.circuit, [agency]))
        printed = list_hashes(told, own, t)
        for name, held in (*printed.sheets.items(), *printed.cards.items()):
            if held == code:
                give(t("verify.current", code=code, sheet=name_print(name, printed.titles.get(name), t)))
                return
    former = next(formerly(reading.files[0], preset, agencies, out, code), None)
    give(t("verify.former", code=code, sheet=former) if former else t("verify.unknown", code=code))
    raise click.exceptions.Exit(PROBLEM)


def list_hashes(reading: Reading, preset: Preset, t: Catalog) -> PrintedHashes:
    """What the circuit's sheets and cards carry under ``preset``; a circuit that cannot be built is told instead."""
    made, problems = plan_reading(reading, preset)
    if made is None:
        stopping = [each for each in (*reading.problems, *problems) if stops((each,), strict=False)]
        stop_at(stopping, t)
    return printed_by(made, tuple(CardsWay), SHEET_LANGUAGES)


def name_print(name: str, title: str | None, t: Catalog) -> str:
    """« Feuille cards-2 », « Carte 12, La réclamation est enregistrée »."""
    return t("verify.card", name=name, title=title) if title else t("verify.sheet", name=name)


def formerly(circuit: Path, preset: Preset, agencies: Iterable[str], out: Path, code: str) -> Iterator[str]:
    """The names under which the kits that stand in ``out`` hold ``code``."""
    for agency, variant in product((None, *agencies), VARIANTS):
        folder = kit_folder(circuit, preset.model_copy(update=variant), agency)
        try:
            data = disk.read(out / folder / "manifest.json")
        except OSError:
            continue  # no kit there
        printed = printed_in(data)
        if printed is not None:
            held = (*printed.sheets.items(), *printed.cards.items())
            yield from (name for name, digits in held if digits == code)


def verify_validation(t: Catalog, path: Path, *, as_json: bool) -> None:
    """Say what a validation is worth today; exit 1 unless who, when and what are sealed."""
    reading = read(path)
    if reading.circuit is None or stops(reading.problems, strict=False):
        stop_at(reading.problems, t)
    wrong = find_faults(reading)
    if as_json:
        give_json(validation_data(reading, good=not wrong))
    else:
        give("\n".join(validation_lines(reading, wrong, t)))
    raise click.exceptions.Exit(PROBLEM if wrong else 0)


def find_faults(reading: Reading) -> tuple[Problem, ...]:
    """All that a validation lacks to be worth something."""
    assert reading.written is not None
    validation = reading.written.validated
    if validation is None or reading.written.status is Status.DRAFT:
        return (reading.problem("", "status", "not-validated"),)
    found = [each for each in reading.problems if each.code in UNSEALED.values()]
    if validation.hash is None:
        found.append(reading.problem("", "validated", "validation-unsealed"))
    return tuple(found)


def validation_lines(reading: Reading, wrong: tuple[Problem, ...], t: Catalog) -> list[str]:
    """Who and when, what stands, what does not hold with its cure."""
    assert reading.written is not None
    assert reading.circuit is not None
    path, validation = reading.files[0], reading.written.validated
    told = []
    stands = not any(each.code in (*UNSEALED.values(), "not-validated") for each in wrong)
    if validation is not None:
        said = "seal.said" if stands else "seal.claims"
        told.append(t(said, path=one_line(path), by=", ".join(validation.by), on=on_day(validation.on, t)))
    if stands:
        digits = group_digits(fingerprint(reading.circuit)[:SHORTEST])
        told.append(t("seal.stands" if validation and is_sealed(validation) else "seal.now", digits=digits))
    told.append(t("seal.whose"))
    for problem in wrong:
        message, cure = tell(problem, t)
        told += [message, t("cli.cure", cure=cure)]
    return told


def validation_data(reading: Reading, *, good: bool) -> dict[str, object]:
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
        "changed": [CHANGED[key] for key in changed_keys(reading.circuit, validation)] if validation else [],
    }
