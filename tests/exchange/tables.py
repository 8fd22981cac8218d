"""A workshop's sheet as six tables fill it in: some answers agree, some differ, most rows stay empty."""

import csv
from collections.abc import Mapping
from functools import cache
from io import StringIO
from pathlib import Path

from jeu_oie.circuit.model import Circuit
from jeu_oie.circuit.read import Reading, beside, read, read_text
from jeu_oie.circuit.renew import renewed_bytes
from jeu_oie.errors import Severity
from jeu_oie.exchange.csv import csv_of, sheet_of
from jeu_oie.exchange.table import CircuitTable
from jeu_oie.exchange.workshop import read_filled, template
from jeu_oie.exchange.workshop_result import Brought, bring, workshop_on
from jeu_oie.game.asked import list_asked
from jeu_oie.game.preset import Preset
from jeu_oie.game.wording import FactFormatter
from jeu_oie.game.worksheet import list_rows
from jeu_oie.kit.plan import settle_plan
from jeu_oie.messages import load_catalog

DAY, PEOPLE = "2026-11-25", "30"
DELAYS = ("2 jours", "5 jours", "2 jours", "1 semaine", "48 h", "1 mois")
SAYINGS: Mapping[str, tuple[str, ...]] = {
    "délai acceptable": DELAYS,
    "délai annoncé": ("5 jours", "", "5 jours", "", "", ""),
    "ce que je reçois": ("Un SMS", "un sms", "", "", "", ""),
    "si rien ne vient": ("", "On rappelle", "On écrit au siège", "", "", ""),
    "que se passe-t-il ?": ("La gardienne ferme le dossier", "", "", "On reçoit un SMS", "", ""),
    "numéro à appeler": ("", "", "", "", "", "Celui du service"),
    "voix": ("4", "5", "0", "2", "3", ""),
    "ce qu’il faudrait ici": ("Un budget", "", "", "", "", ""),
    "ce qui change tout, ce qui pourrait changer": ("Un bébé", "", "", "", "", ""),
    "ce qui bloque": ("", "Trop de dossiers", "", "", "", ""),
}
FREE: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("idea.1", "son nom, en peu de mots"): ("Un carnet partagé", "", "un carnet partagé", "", "", ""),
    ("idea.1", "voix"): ("6", "", "3", "", "", ""),
    ("home.1", "son nom, en peu de mots"): ("", "Une odeur de gaz", "", "", "", ""),
    ("home.1", "délai acceptable"): ("", "tout de suite", "", "", "", ""),
    ("workshop.date", "date"): (DAY,),
    ("workshop.people", "nombre de personnes"): ("", PEOPLE),
}


def rows_of(template: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(template.decode("utf-8-sig")), delimiter=";"))


def filled(template: bytes, **rows: tuple[str, ...]) -> bytes:
    """``template`` as the tables fill it in; ``rows`` are those of « asked » that say something else."""
    lines = rows_of(template)
    sayings = {**SAYINGS, **{key.replace("_", " "): value for key, value in rows.items()}}
    for line in lines[1:]:
        said = FREE.get((line[2], line[4]), () if "." in line[2] else sayings.get(line[4].replace("\u00a0", " "), ()))
        line[6:] = [*said, *("",) * (len(lines[0]) - 6 - len(said))]
    out = StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(lines)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def empty(reading: Reading, tables: int = 6, *, full: bool = True) -> CircuitTable:
    """The sheet that belongs to a circuit: no game of it is played."""
    assert reading.circuit is not None, reading.problems
    made = settle_plan(reading.circuit, Preset(), None)
    facts = FactFormatter(made.board, made.words)
    return template(list_rows(list_asked(facts), reading.circuit, full=full), facts, tables)


def bring_back(reading: Reading, data: bytes) -> Brought:
    """What ``jeu-oie workshop`` makes of the sheet ``data``."""
    assert reading.written is not None
    assert reading.circuit is not None
    found = read_filled(sheet_of(data, "feuille.csv"))
    assert not [each for each in found.problems if each.severity is Severity.ERROR], found.problems
    t = load_catalog(reading.circuit.language)
    return bring(reading.written, found.answers, workshop_on(found.date or DAY, found.people or 30, t), t)


def after(path: Path, **rows: tuple[str, ...]) -> Reading:
    """A circuit on the disk once six tables have answered."""
    former = read(path)
    brought = bring_back(former, filled(csv_of(empty(former)), **rows))
    now = read_text(renewed_bytes(path.read_bytes(), brought.written), path.as_posix(), beside(path))
    assert now.circuit is not None, now.problems
    return now


@cache
def circuit_after(path: Path, **rows: tuple[str, ...]) -> Circuit:
    found = after(path, **rows).circuit
    assert found is not None
    return found
