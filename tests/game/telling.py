"""Whatever tenants may tell, of whatever problem: for the letters."""

from datetime import date, datetime, time, timedelta
from random import Random

from jeu_oie.circuit.read.letters import letter_texts
from jeu_oie.circuit.times import Starts
from jeu_oie.game.days import Counting, Term
from jeu_oie.game.letters.facts import AnnouncedDelay, Dossier, Egg, LetterFacts, laws_cited

TEXTS = letter_texts()
NAMES = tuple(each.id for each in TEXTS.letters)
KINDS = "danger urgent ordinary right deadline neighbours accused follow not-ours".split()
EGGS = "call letter talk visit no-visit promise answer fact".split()
SAID = (
    "",
    "On vous rappelle demain.",
    "non",
    "L’eau [coule] {nom} & <b>",
    "  deux  mots.  ",
    "2026-12-01",
    "2026-02-30",
)
NOVEMBER = datetime.fromisoformat("2026-11-01T00:00")


def cases(count: int, number: int = 20261130) -> list[tuple[LetterFacts, Dossier]]:
    """``count`` of them, the same for the same ``number``."""
    dice = Random(number)
    return [(facts(dice), dossier(dice)) for _ in range(count)]


def flag(dice: Random) -> bool:
    return dice.random() < 0.5


def day(dice: Random) -> date | None:
    """A day between October and April, or none."""
    return NOVEMBER.date() + timedelta(days=dice.randrange(-30, 150)) if dice.random() < 0.8 else None


def delay(dice: Random) -> AnnouncedDelay | None:
    term = Term(dice.randrange(90), dice.choice(list(Counting))) if dice.random() < 0.8 else None
    told = AnnouncedDelay("moins de 24 h", term, doubt=flag(dice), starts=dice.choice(list(Starts)))
    return told if dice.random() < 0.7 else None


def facts(dice: Random) -> LetterFacts:
    kind, decency = dice.choice(KINDS), flag(dice)
    dated = {law for law in TEXTS.laws if flag(dice)}
    return LetterFacts(
        problem=dice.choice(["Petite fuite d’eau", "VMC en panne", "À faire"]),
        kind=kind,
        landlord=dice.choice(["OPH 31", "SDH"]),
        address=dice.choice(["", "1 place de l’Exemple"]),
        letter=dice.choice(["", "", "none", *NAMES]),
        ask=dice.choice(["", "", "Je vous demande de traiter avant le {limite}.", "Je demande {travaux}."]),
        laws=laws_cited(dice.choice(["", "loi-89-6"]), decency=decency, kind=kind, dated=dated),
        charge=dice.choice(["", "tenant", "landlord", "depends"]),
        decency=decency,
        registered=flag(dice),
        subject=dice.choice(["", *TEXTS.letter("cdc").subjects]),
        delay=delay(dice),
        department=dice.choice(["", "Isère"]),
        association=dice.choice(["", "notre association"]),
    )


def egg(dice: Random) -> Egg:
    return Egg(
        kind=dice.choice(EGGS),
        day=day(dice),
        hour=time(dice.randrange(6, 22), dice.choice([0, 5, 30])) if flag(dice) else None,
        means=dice.choice(["", "téléphone", "mail"]),
        number=dice.choice(["", "4821"]),
        said=dice.choice(SAID),
        letter=dice.choice(["", *NAMES]),
        limit=day(dice),
    )


def dossier(dice: Random) -> Dossier:
    names = dice.sample([*TEXTS.slots, "loi-89-6"], dice.randrange(12))
    return Dossier(
        now=NOVEMBER + timedelta(minutes=dice.randrange(200 * 1440)),
        eggs=tuple(egg(dice) for _ in range(dice.randrange(6))),
        slots={name: dice.choice(SAID) for name in names},
        choice=dice.choice(["", *"abc"]),
        written=day(dice),
        in_writing=flag(dice),
        rent=flag(dice),
        ticked=flag(dice),
    )
