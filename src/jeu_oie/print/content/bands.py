"""The two bands that open what a tenant keeps or hangs up: whom to call in danger, then the landlord's number."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jeu_oie.circuit.dangers import FIGURES
from jeu_oie.circuit.model import Emergency
from jeu_oie.draw.text import TIE, direction, isolate
from jeu_oie.game.answers.landlord import LandlordNumbers, landlord_numbers_of
from jeu_oie.game.answers.model import Number
from jeu_oie.game.calls import in_order
from jeu_oie.game.guidance import shorten_gestures
from jeu_oie.game.handout import entrance, is_calm
from jeu_oie.game.sheet_language import sheet_language
from jeu_oie.game.wording import FactFormatter
from jeu_oie.print.content.frame import Keyed

TILES = 4  # numbers of danger that are told large
GAS = "gas"
SUN, NIGHT = "thing-sun", "thing-night"
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
class NumberRow:
    """A line of the band: when one calls, the number large, or boxes to write it in; its hours.

    ``only``: in what it answers alone. Without a ``label`` the number is for day and night.
    """

    label: str
    only: str
    icons: tuple[str, ...]
    call: str
    hours: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LandlordBand:
    """Whose number it is, and ``under`` that on what condition one calls; ``ways``: where one begins, in its place.

    ``doubts``: numbers that are to be verified, small, with what is said of them.
    """

    title: Keyed
    under: str
    rows: tuple[NumberRow, ...]
    doubts: tuple[Keyed, ...]
    ways: tuple[Keyed, ...]


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
    alike = len({number.hours for number in facts.numbers}) == 1
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


def landlord_band(facts: FactFormatter) -> LandlordBand:
    t, landlord = facts.words, facts.circuit.landlord
    if is_calm(facts):
        title, way = Keyed(t("handout.start"), "catalog.handout.start"), f"steps.{facts.circuit.steps[0].id}.channels"
        ways = tuple(Keyed(each, way) for each in entrance(facts))
        return LandlordBand(title=title, under="", rows=(), doubts=(), ways=ways)
    found, named = landlord_numbers_of(facts.circuit), landlord.short or landlord.name
    condition = shared_condition((*found.sure, *found.doubtful))
    return LandlordBand(
        title=Keyed(
            t("comma").join((named, *facts.circuit.agency_names)), f"landlord.{'short' if landlord.short else 'name'}"
        ),
        under=condition or t("bands.own.mine"),
        rows=tuple(number_rows(found, facts)),
        doubts=tuple(Keyed(say_doubtful(each, facts), each.at) for each in found.doubtful),
        ways=(),
    )


def shared_condition(numbers: Iterable[Number]) -> str:
    """That of all numbers; empty where they have none, or not the same."""
    conditions = {each.condition for each in numbers}
    return conditions.pop() if len(conditions) == 1 else ""


def number_rows(found: LandlordNumbers, facts: FactFormatter) -> Iterator[NumberRow]:
    """By day, and evenings and weekends where something is urgent; one number for both is told once."""
    t = facts.words
    if found.day and found.day is found.closed:
        yield number_row(found.day, "", "", (SUN, NIGHT), facts)
        return
    yield number_row(found.day, t("bands.own.day"), "", (SUN,), facts)
    if found.urgent:
        yield number_row(found.closed, t("bands.own.closed"), t("bands.own.urgent"), (NIGHT,), facts)


def number_row(number: Number | None, label: str, only: str, icons: tuple[str, ...], facts: FactFormatter) -> NumberRow:
    """A number with its hours; boxes where nobody has found one."""
    if number is None:
        return NumberRow(label=label, only=only, icons=icons, call="", hours="", at="landlord.contacts")
    hours = number.hours or facts.words("number.hours.unknown")
    return NumberRow(label=label, only=only, icons=icons, call=tie(number.value), hours=hours, at=number.at)


def say_doubtful(number: Number, facts: FactFormatter) -> str:
    """« 05 62 73 56 00 : numéro d’une ancienne page, à vérifier »."""
    label = lower(number.label) or facts.words("uncertain")
    said = facts.words("answer.fact", label=tie(number.value), value=label)
    return facts.words("in-brackets", said=said, note=number.hours) if number.hours else said


def lower(said: str) -> str:
    """As it goes on in a line."""
    return said[:1].lower() + said[1:]
