"""The two bands that open what a tenant keeps or hangs up: whom to call in danger, then the landlord's number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jeu_oie.circuit.dangers import FIGURES
from jeu_oie.circuit.model import Emergency
from jeu_oie.draw.text import TIE, direction, isolate
from jeu_oie.game.calls import in_order
from jeu_oie.game.guidance import shorten_gestures
from jeu_oie.game.handout import OwnNumber, entrance, is_calm, numbers, own_numbers
from jeu_oie.game.sheet_language import sheet_language
from jeu_oie.game.wording import FactFormatter
from jeu_oie.print.content.frame import Keyed

TILES = 4  # numbers of danger that are told large
GAS = "gas"
PICTURES = {
    "fire-brigade": "thing-fire",
    "ambulance": "thing-ill",
    "any-danger": "thing-danger",
    "cannot-speak": "thing-sms",
    "police": "actor-police",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerNumber:
    """A number of danger, and whom or what it is for."""

    number: str
    caption: str
    icon: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerBand:
    """``others``: numbers that have no tile; ``gas``: what to do where it smells of gas, in order, where it is told."""

    title: str
    call: str
    tiles: tuple[DangerNumber, ...]
    others: tuple[str, ...]
    gas: Keyed


@dataclass(frozen=True, slots=True, kw_only=True)
class Telephone:
    """A number of the landlord; ``label``: what it is for, where another stands beside it, or who answers.

    ``doubt``: that it is to be verified.
    """

    call: str
    label: str
    hours: str
    doubt: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LandlordBand:
    """Whom one calls, and ``when``; ``ways``: where one begins where nobody waits in danger.

    With neither ``telephones`` nor ``ways`` a number is to be written in.
    """

    title: Keyed
    when: str
    telephones: tuple[Telephone, ...]
    ways: tuple[Keyed, ...]


# --- Danger --------------------------------------------------------------------------------------------------------


def danger_band(facts: FactFormatter) -> DangerBand:
    t = facts.words
    found = [danger_number(each, facts) for each in in_order(facts)]
    return DangerBand(
        title=t("bands.danger"),
        call=t("bands.danger.call"),
        tiles=tuple(found[:TILES]),
        others=tuple(t("bands.other", caption=each.caption, number=each.number) for each in found[TILES:]),
        gas=Keyed(gas_line(facts), f"emergency.{GAS}.first"),
    )


def danger_number(each: Emergency, facts: FactFormatter) -> DangerNumber:
    return DangerNumber(
        number=tie(each.call or ""),
        caption=caption_of(each, facts),
        icon=PICTURES.get(each.id, "thing-danger"),
        at=f"emergency.{each.id}.title",
    )


def caption_of(each: Emergency, facts: FactFormatter) -> str:
    """« Feu », in the program's words where it knows the number and nothing is in doubt, else in the circuit's."""
    known = each.id in PICTURES and not each.has_doubt
    said = facts.words(f"bands.number.{each.id}") if known else facts.number_title(each)
    alike = len({number.hours for number in numbers(facts)}) == 1
    return said if alike or not each.hours else facts.comma.join((said, each.hours))


def gas_line(facts: FactFormatter) -> str:
    """What to do where it smells of gas, in order; nothing where the circuit has no gestures for it.

    A sheet in another language than the circuit's has the same gestures in its own words.
    """
    found = next((each for each in facts.dangers if each.id == GAS), None)
    if not found:
        return ""
    t, own = facts.words, facts.words.language == sheet_language(facts.circuit.language)
    title = facts.danger_title(found) if found.has_doubt else t("bands.danger.gas")
    call = spell_call(found.call or "", facts)
    gestures = (
        shorten_gestures(found.first) if own else (t("bands.gas"), t("bands.gas.call", call=call) if call else "")
    )
    leftwards = direction(t.language) == "rtl"
    told = (isolate(tie(each)) if leftwards else tie(each) for each in gestures)
    return " ".join(filter(None, (t("bands.ask", danger=title), *told)))


EITHER = re.compile(r"([\d\s]*\d)\s+(?:ou|or)\s+(\d[\d\s]*)")  # as ``common.yaml`` says it in its languages


def spell_call(call: str, facts: FactFormatter) -> str:
    """« 18 ou 112 » in the words of the sheet, any other as it was written."""
    found = EITHER.fullmatch(call)
    return facts.words("bands.either", first=tie(found[1]), second=tie(found[2])) if found else tie(call)


def tie(call: str) -> str:
    """A number that no line breaks; ten figures in a row stand in pairs."""
    if re.fullmatch(r"0\d{9}", call):
        call = " ".join(call[at : at + 2] for at in range(0, 10, 2))
    return FIGURES.sub(lambda found: re.sub(r"\s", TIE, found[0]), call)


# --- The landlord's number -------------------------------------------------------------------------------------------


def landlord_band(facts: FactFormatter) -> LandlordBand:
    found = sorted(own_numbers(facts), key=lambda each: not each.hours)
    title, when = head_of(found, facts)
    way = f"steps.{facts.circuit.steps[0].id}.channels"
    return LandlordBand(
        title=title,
        when=when,
        telephones=tuple(telephone(each, facts, alone=len(found) == 1) for each in found),
        ways=tuple(Keyed(each, way) for each in entrance(facts)) if is_calm(facts) else (),
    )


def head_of(found: Sequence[OwnNumber], facts: FactFormatter) -> tuple[Keyed, str]:
    """Whose number it is, and when one calls."""
    t, landlord = facts.words, facts.circuit.landlord
    if is_calm(facts):
        return Keyed(t("handout.start"), "catalog.handout.start"), ""
    if not found:
        return Keyed(t("bands.own.urgent"), "catalog.bands.own.urgent"), t("bands.own.whose")
    plain = any(not each.urgent for each in found)
    named = Keyed(landlord.short or landlord.name, f"landlord.{'short' if landlord.short else 'name'}")
    return named, t("bands.own.plain.when" if plain else "bands.own.when")


def telephone(each: OwnNumber, facts: FactFormatter, *, alone: bool) -> Telephone:
    return Telephone(
        call=tie(each.call),
        label="" if alone and each.urgent else each.label,
        hours=each.hours,
        doubt=facts.words("bands.own.doubt") if each.doubt else "",
        at=each.at,
    )
