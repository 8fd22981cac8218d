"""A workshop's sheet as six tables fill it in: some answers agree, some differ, most rows stay empty."""

import csv
from collections.abc import Mapping
from io import StringIO

DAY, PEOPLE = "2026-11-25", "30"
DELAYS = ("2 jours", "5 jours", "2 jours", "1 semaine", "48 h", "")
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
