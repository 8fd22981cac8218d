"""Circuits for the tests: one of every kind of item, as long and as wordy as asked for; JSON is YAML."""

import json
from itertools import cycle, islice

from jeu_oie.circuit.read import read_text

WORDS = (
    "gestionnaire intervention logement réparation entreprise chauffage locataire commission rendez-vous courrier "
    "réponse délai travaux ascenseur humidité contrôle agence gardien devis numéro qualité visite"
).split()
LONG = "Anticonstitutionnellementaimablesquement"  # 40 letters, not one space
SETBACKS = ("wait", "silence", "blocked", "back", "closed")
DELAYS = ("5 jours ouvrés", "48 h maximum", None, "2 à 5 jours", "3 semaines")


def titles(length=40):
    """Titles of exactly ``length`` characters, in words as long as people's, no two the same."""
    words = cycle(WORDS)
    for rank in range(len(WORDS) ** 2):
        text = next(words).capitalize()
        while len(text) < length:
            text += f" {next(words)}"
        text = text[: length - 1].rstrip(" -") + chr(ord("a") + rank % 26)
        yield text.ljust(length, "s")


def with_long_words(length=40):
    """The same, every fourth being one word of 40 letters."""
    for rank, title in enumerate(titles(length)):
        yield title if rank % 4 else LONG[:38] + title[-2:].replace(" ", "s")


def circuit(steps, said, **more):
    """A circuit of ``steps`` steps with one item of every list, titles taken from ``said``."""
    at = [f"s{rank}" for rank in range(steps)]
    names = iter(said)
    return {
        "format": 1,
        "title": "Ma réclamation technique",
        "topic": "repairs",
        "landlord": {"name": "Bailleur de l’essai", "short": "Essai", "formerly": "Ancien nom"},
        "language": "fr",
        "version": "2026-01",
        "status": "draft",
        "actors": {"works": {"name": "Régie de quartier et entreprises"}},
        "steps": [step(at, rank, next(names)) for rank in range(steps)],
        "shortcuts": [{"id": "fire", "title": next(names), "from": at[1], "to": at[-2], "criteria": ["Feu"]}],
        "detours": [detour(at, names)],
        "setbacks": [setback(at, rank, kind, next(names)) for rank, kind in enumerate(SETBACKS)],
        "practices": [
            {"title": next(names), "at": at[0], "adopted": True},
            {"title": next(names), "at": at[2], "adopted": False},
        ],
        "recourse": [{"id": "letter", "title": next(names), "at": at[1]}],
        "spaces": [{"title": next(names), "at": at[2]}],
        "questions": [{"title": next(names), "at": at[0], "answers": ["Oui", "Non"], "right": 1}]
        + [{"title": f"{next(names)} ?", "answers": ["Oui", "Non"], "right": 2} for _ in range(25)],
        **more,
    }


def step(at, rank, title):
    made = {"id": at[rank], "title": title, "actor": ("tenant", "landlord", "works")[rank % 3]}
    if DELAYS[rank % 5]:
        made["delay"] = DELAYS[rank % 5]
    if rank % 3:
        made["trace"] = ("Courrier de réception", "none")[rank % 3 - 1]
    return made


def setback(at, rank, kind, title):
    made = {"title": title, "at": at[rank % len(at)], "kind": kind}
    return made | ({"to": at[0]} if kind == "back" else {})


def detour(at, names):
    first, second = islice(names, 2)
    steps = [{"id": "aside", "title": first, "trace": "Devis"}, {"id": "blank", "missing": True}]
    return {"id": "away", "title": second, "from": at[1], "to": at[-1], "steps": steps}


def reading(content, name="essai/circuit.yaml"):
    """The circuit as the program reads it; it must have no error."""
    made = read_text(json.dumps(content, ensure_ascii=False), name, lambda _: None)
    assert made.circuit, made.problems
    return made
