"""A letter's words: its lines, what stands in their slots, what falls where nothing does (``circuits/letters.yml``).

The page writes the same (``templates/page/script/letters.js``); a test holds both against each other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from jeu_oie.circuit.read.letters import LetterText, LetterTexts, letter_texts
from jeu_oie.circuit.times import is_day
from jeu_oie.game.days import last_day
from jeu_oie.game.letters.choosing import announced_end, choose, is_told, proposed
from jeu_oie.game.letters.facts import Dossier, Egg, LetterFacts

Piece = tuple[str, str]  # the slot, empty for words of the letter's own; what stands there, empty where nothing does
DOTS = "........"
FRAME = {
    "sender": ("sender", "sender", "sender"),
    "addressee": ("to", "to"),
    "head": ("place", "delivery", "object", "greeting"),
    "foot": ("rent", "reply", "signature", "copy", "attach"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``role``: one of ``FRAME``, ``body``, or ``choice`` of a blank one."""

    role: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """As it is printed."""
        return "".join(text or DOTS for _, text in self.pieces)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter by its lines, in the order in which they stand."""

    id: str
    lines: tuple[Line, ...]

    def said(self, role: str) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines if line.role == role)

    @property
    def to(self) -> tuple[str, ...]:
        return self.said("to")

    @property
    def object(self) -> str:
        return "".join(self.said("object"))

    @property
    def copy(self) -> str:
        return "".join(self.said("copy"))

    @property
    def attach(self) -> str:
        return "".join(self.said("attach"))

    @property
    def missing(self) -> tuple[str, ...]:
        """The slots that print dotted, each once."""
        empty = [slot for line in self.lines for slot, text in line.pieces if not text]
        return tuple(dict.fromkeys(empty))


def letter(facts: LetterFacts, dossier: Dossier) -> Letter | None:
    """The letter that is due, filled; None where none is (``choose``)."""
    name = choose(facts, dossier)
    return write_letter(name, facts, dossier) if name else None


def write_blank(name: str, facts: LetterFacts) -> Letter:
    """The letter ``name`` to fill in with a pen: a line that waits for something that happened is left out.

    ``facts``: of whom it is written to. What one chooses from has the role ``choice``.
    """
    text, nobody = letter_texts().letter(name), Dossier(datetime.combine(date.min, time()))
    values, templates = slots_of(text, facts, nobody)
    known = {slot: value for slot, value in values.items() if slot not in ("aujourdhui", "limite", "problème")}
    holding = conditions(facts, nobody)
    body = []
    for template in text.body:
        if template.split(": ")[0] in text.choice:
            body.append(("choice", template.split(": ", 1)[1]))
        elif not is_aside(said := held(template, holding), templates):
            body.append(("body", said))
    return Letter(name, tuple(lined(body, Filler(known, templates, blank=True))))


def is_aside(template: str, templates: Mapping[str, str]) -> bool:
    """Whether a line as a whole waits for something that may not have happened."""
    slots = {found[1] for found in TOKEN.finditer(template) if found[1]}
    return template.startswith("[") and template.endswith("]") and not slots <= templates.keys()


def write_letter(name: str, facts: LetterFacts, dossier: Dossier) -> Letter:
    """The letter ``name`` with what is known."""
    text = letter_texts().letter(name)
    holding = conditions(facts, dossier)
    body = [("body", held(template, holding)) for template in text.body]
    return Letter(name, tuple(lined(body, Filler(*slots_of(text, facts, dossier)))))


def lined(body: Sequence[tuple[str, str]], filler: "Filler") -> Iterator[Line]:
    """The lines of the frame around those of ``body`` (role, template); a line of which all fell is none."""
    frame = letter_texts().frame
    framed = {part: zip(roles, getattr(frame, part), strict=True) for part, roles in FRAME.items()}
    for role, template in (*framed["sender"], *framed["addressee"], *framed["head"], *body, *framed["foot"]):
        if pieces := filler.fill(template):
            yield Line(role, capitalised(pieces) if (role, template) in body else pieces)


CONDITIONS = ("a", "b", "c", "passée", "tenant", "droit", "sauf-droit", "sauf-tenant", "réparer", "sans-réponse")
CONDITION = re.compile(rf"({'|'.join(CONDITIONS)}): (.*)")


def held(template: str, holding: frozenset[str]) -> str:
    """A line without its condition; empty where that does not hold."""
    found = CONDITION.fullmatch(template)
    if found is None:
        return template
    return found[2] if found[1] in holding else ""


def conditions(facts: LetterFacts, dossier: Dossier) -> frozenset[str]:
    tenant, right = facts.charge == "tenant", facts.kind == "right"
    states = {
        dossier.choice: True,
        "passée": dossier.written is not None and dossier.written < dossier.today,
        "tenant": tenant,
        "sauf-tenant": not tenant,
        "droit": right,
        "sauf-droit": not right,
        "réparer": not (tenant or right),
        "sans-réponse": not dossier.of("answer"),
    }
    return frozenset(name for name, holds in states.items() if holds)


TOKEN = re.compile(r"[\[\]]|\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Filler:
    """``values`` of slots as they stand; ``templates``: slots whose words have slots of their own.

    ``blank``: what stands between brackets falls for want of a law alone; the rest is left to a pen.
    """

    values: Mapping[str, str]
    templates: Mapping[str, str]
    blank: bool = False

    def fill(self, template: str) -> tuple[Piece, ...]:
        """The pieces of a line: what stands between [ and ] falls where a slot of it is empty, brackets in it apart."""
        levels: list[list[Piece]] = [[]]
        whole = [True]
        at = 0
        for found in TOKEN.finditer(template):
            levels[-1] += words(template[at : found.start()])
            at = found.end()
            if found[0] == "[":
                levels.append([])
                whole.append(True)
            elif found[0] == "]":
                inner = levels.pop()
                levels[-1] += inner if whole.pop() else []
            else:
                pieces = self.slot(found[1])
                levels[-1] += pieces
                whole[-1] = whole[-1] and all(text or self.is_left(slot) for slot, text in pieces)
        levels[-1] += words(template[at:])
        return tuple(levels[0])

    def is_left(self, slot: str) -> bool:
        """Whether somebody fills the empty ``slot`` with a pen."""
        return self.blank and slot in letter_texts().slots and slot not in ("loyer", "qui-paie")

    def slot(self, name: str) -> tuple[Piece, ...]:
        if name in self.templates:
            return self.fill(self.templates[name])
        return ((name, self.values.get(name, "")),)

    def text(self, template: str) -> str:
        return "".join(text for _, text in self.fill(template))


def words(text: str) -> list[Piece]:
    return [("", text)] if text else []


def capitalised(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """A line of the body begins with a capital, whatever fell before."""
    (slot, text), *rest = pieces
    return ((slot, text[:1].upper() + text[1:]), *rest)


def long_date(day: date | None) -> str:
    """« mardi 1er décembre 2026 »."""
    if day is None:
        return ""
    calendar = letter_texts().calendar
    number = calendar.first if day.day == 1 else str(day.day)
    return f"{calendar.days[day.weekday()]} {number} {calendar.months[day.month - 1]} {day.year}"


def lowered(title: str) -> str:
    """A title within a sentence: its capital goes, that of an abbreviation stays (« VMC »)."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def unstopped(said: str) -> str:
    """What was said, without its final stop."""
    return said.strip().rstrip(".").rstrip()


def typed(name: str, value: str, texts: LetterTexts) -> str:
    """What was typed into a slot, its date in words."""
    known = texts.slots.get(name)
    if known and known.kind == "date" and is_day(value):
        return long_date(date.fromisoformat(value))
    return value.strip()


def slots_of(text: LetterText, facts: LetterFacts, dossier: Dossier) -> tuple[dict[str, str], dict[str, str]]:
    """The values of all slots, and those that are templates themselves."""
    texts = letter_texts()
    known = {**known_of(text, facts, dossier), **known_of_eggs(facts, dossier)}
    own = {name: said for name, value in dossier.slots.items() if (said := typed(name, value, texts))}
    templates = {
        **{law: line for law, line in texts.laws.items() if law in facts.laws},
        "objet": text.object,
        "à-faire": facts.ask or str(texts.slots["à-faire"].otherwise),
        "loyer": texts.frame.loyer if pays_on(text, facts, dossier) else "",
        "qui-paie": texts.slots["qui-paie"].text if asks_who_pays(facts) else "",
        "destinataire": text.to or "{bailleur}",
    }
    return {**known, **own}, {name: said for name, said in templates.items() if said and name not in own}


def asks_who_pays(facts: LetterFacts) -> bool:
    return facts.kind != "right" and facts.charge in ("", "depends")


def pays_on(text: LetterText, facts: LetterFacts, dossier: Dossier) -> bool:
    """« Je continue à payer mon loyer »: never after somebody has left (deposit, inventory)."""
    subjects = letter_texts().letter("cdc").rent
    assert isinstance(subjects, tuple)
    subject = dossier.slots.get("sujet") or facts.subject
    lives_here = subject in subjects if subject else text.rent is True
    return dossier.rent and bool(text.rent) and lives_here


def known_of(text: LetterText, facts: LetterFacts, dossier: Dossier) -> dict[str, str]:
    """What is known without anything that happened."""
    before = dossier.written - timedelta(days=1) if dossier.written else None
    return {
        "aujourdhui": long_date(dossier.today),
        "bailleur": facts.landlord,
        "adresse-bailleur": facts.address,
        "adresse-destinataire": "" if text.to else facts.address,
        "association": facts.association,
        "département": facts.department,
        "problème": lowered(facts.problem),
        "sujet": facts.subject,
        "pièces": text.attach,
        "envoi": deliveries(text, facts, dossier)[0],
        "veille-limite": long_date(before),
        "limite": long_date(proposed(text.id, facts, dossier)),
    }


def deliveries(text: LetterText, facts: LetterFacts, dossier: Dossier) -> Sequence[str]:
    """How it may be sent, what is proposed first."""
    slot = letter_texts().slots["envoi"]
    if text.envoi_again and dossier.of("letter"):
        return text.envoi_again
    return text.envoi or (slot.values if facts.registered else tuple(slot.otherwise))


def known_of_eggs(facts: LetterFacts, dossier: Dossier) -> dict[str, str]:
    """What is known of what happened."""
    last = partial(last_of, dossier)
    told = dossier.of("call", "letter")
    first = told[0] if told else Egg("call")
    end = announced_end(facts, dossier)
    passed = last_day(end) if end and end <= dossier.now else None
    return {
        "date": long_date(first.day),
        "moyen": first.means,
        "dossier": next((each.number for each in told if each.number), ""),
        "date-promesse": long_date(last("promise").day),
        "promesse": unstopped(last("promise").said),
        "date-rdv": long_date(last("no-visit").day),
        "date-lettre": long_date(last("letter").day),
        "date-parlé": long_date(last("talk").day),
        "date-réponse": long_date(last("answer").day),
        "réponse": unstopped(last("answer").said),
        "délai": facts.delay.text if facts.delay and is_told(facts, dossier) else "",
        "échéance": long_date(passed),
        "liste": listed(dossier.of("fact")),
        "liste-datée": listed(dossier.of(*letter_texts().eggs)),
    }


def last_of(dossier: Dossier, kind: str) -> Egg:
    """The last dated egg of a kind; one that says nothing where there is none."""
    return (dossier.of(kind) or [Egg(kind)])[-1]


def listed(eggs: Sequence[Egg]) -> str:
    """What happened, a line each, below the words before it."""
    return "".join(f"\n{egg_line(each)}" for each in eggs)


def egg_line(egg: Egg) -> str:
    hour = f"{egg.hour.hour} h {egg.hour.minute:02}".removesuffix(" 00") if egg.hour else ""
    values = {"jour": long_date(egg.day), "heure": hour, "moyen": egg.means, "dossier": egg.number}
    return Filler({**values, "dit": unstopped(egg.said)}, {}).text(letter_texts().eggs[egg.kind])


def plain(made: Letter) -> str:
    """The letter as text that is copied or mailed: what nobody filled in is absent; a free line between its parts."""
    text, role = "", ""
    for line in made.lines:
        if said := "".join(text for _, text in line.pieces):
            text += ("\n" if line.role == role else "\n\n") + said
            role = line.role
    return text.strip()
