"""``jeu-oie verify``: is the sheet in hand, with its code, still the current one?"""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from jeu_oie import opening
from jeu_oie.board.preset import Ink, Preset
from jeu_oie.building.discover import kit_folder, stops
from jeu_oie.circuit.reader import Reading
from jeu_oie.cli.circuits import preset_named, read_one, show
from jeu_oie.cli.failure import PROBLEM
from jeu_oie.cli.report import invalid_input
from jeu_oie.cli.terminal import give
from jeu_oie.kit import planned
from jeu_oie.kit.reprinting import printed_in
from jeu_oie.kit.verifying import Carrier, carriers
from jeu_oie.messages import Words

CODE = re.compile(r"[0-9a-f]{6}")
VARIANTS: tuple[dict[str, object], ...] = ({}, {"large": True}, {"ink": Ink.SAVER}, {"large": True, "ink": Ink.SAVER})


def verify(t: Words, digits: str, path: Path, board: str, out: Path) -> None:
    """Say which sheet carries ``digits`` today, or carried it in the kit of ``out``; exit 1 unless it is current."""
    code = digits.strip().lower()
    if not CODE.fullmatch(code):
        raise click.BadParameter(t("verify.code", given=digits), param_hint="CODE")
    with invalid_input(t):
        preset = preset_named(board)
    reading = read_one(path)
    for variant in VARIANTS:
        own = preset.model_copy(update=variant)
        for carrier in carried(reading, own, t):
            if carrier.hash == code:
                give(t("verify.current", code=code, sheet=named(carrier, t)))
                return
    former = next(formerly(reading.files[0], preset, out, code), None)
    give(t("verify.former", code=code, sheet=former) if former else t("verify.unknown", code=code))
    raise click.exceptions.Exit(PROBLEM)


def carried(reading: Reading, preset: Preset, t: Words) -> Iterator[Carrier]:
    """What the circuit's sheets and cards carry under ``preset``; a circuit that cannot be built is told instead."""
    made, problems = planned(reading, preset)
    if made is None:
        stopping = [each for each in (*reading.problems, *problems) if stops((each,), strict=False)]
        show(stopping, t)
        raise click.exceptions.Exit(PROBLEM)
    return carriers(made)


def named(carrier: Carrier, t: Words) -> str:
    """« Feuille cards-2 », « Carte 12, La réclamation est enregistrée »."""
    if carrier.title:
        return t("verify.card", name=carrier.name, title=carrier.title)
    return t("verify.sheet", name=carrier.name)


def formerly(circuit: Path, preset: Preset, out: Path, code: str) -> Iterator[str]:
    """The names under which the kits that stand in ``out`` hold ``code``."""
    for variant in VARIANTS:
        try:
            data = opening.read(out / kit_folder(circuit, preset.model_copy(update=variant)) / "manifest.json")
        except OSError:
            continue  # no kit there
        printed = printed_in(data)
        if printed is not None:
            held = (*printed.sheets.items(), *printed.cards.items())
            yield from (name for name, digits in held if digits == code)
