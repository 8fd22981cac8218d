"""The poster for a stairwell (« hall/poster »): danger before anything else, then the number, then what is urgent."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from jeu_oie.draw.text import TIE
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.handout import Handout, by_number, danger_sources, hand_out, own_numbers, shared_hours, shortcuts_of
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter, capital
from jeu_oie.messages import Catalog
from jeu_oie.print.content.bands import DangerBand, LandlordBand, danger_band, landlord_band
from jeu_oie.print.content.frame import Frame, Keyed, frame_of
from jeu_oie.print.content.urgencies import UrgencyTile, choose_tiles

NOTED = (("date", "thing-day"), ("number", "number-tag"), ("promised", "calendar"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What one notes, and its picture."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterContent:
    """What is told on A4 and on A3.

    ``hours``: of all numbers of danger. ``subject``: what one begins, over its ways in. ``boxes``: a draft that knows
    no number has boxes to write it in, with its hours, known or to be written after each of ``write``; where it knows
    no way in, a line after ``write``. ``notes``: under the landlord's number. ``ask``: « Urgent ? oui, non » of tiles.
    """

    frame: Frame
    danger: DangerBand
    hours: str
    landlord: LandlordBand
    subject: str
    boxes: bool
    known_hours: str
    write: tuple[str, ...]
    notes: tuple[Keyed, ...]
    tiles: tuple[UrgencyTile, ...]
    ask: tuple[str, ...]
    note: str
    noted: tuple[Noted, ...]
    sources_title: str
    sources: tuple[str, ...]
    more: str


def poster_content(board: Board, dossier: Dossier, words: Catalog, page: str | None) -> PosterContent:
    return Writer(FactFormatter(board, words), dossier, words, page).content()


@dataclass(frozen=True, slots=True)
class Writer:
    """``page``: the address of the circuit's page."""

    facts: FactFormatter
    dossier: Dossier
    words: Catalog
    page: str | None

    def content(self) -> PosterContent:
        t, facts = self.words, self.facts
        hand, tiles = hand_out(facts), choose_tiles(facts)
        band = self.band(hand)
        to_write = self.dossier.draft and not (band.telephones or band.ways)
        boxes = to_write and hand.urgent
        hours = self.hours_alone() if boxes else ""
        sources = danger_sources(hand)
        return PosterContent(
            frame=frame_of(self.dossier, t, self.page, t("poster.title")),
            danger=self.danger(),
            hours=shared_hours(hand.numbers),
            landlord=band,
            subject="" if boxes or band.telephones else self.dossier.title,
            boxes=boxes,
            known_hours=hours,
            write=tuple(self.lines(boxes=boxes, known=bool(hours))) if to_write else (),
            notes=tuple(self.notes(hand, unsaid=hand.urgent and not (boxes or band.telephones))),
            tiles=tiles,
            ask=(t("poster.ask"), t("poster.yes"), t("poster.no")) if any(tile.ask for tile in tiles) else (),
            note=t("poster.note"),
            noted=tuple(Noted(icon=icon, text=t(f"poster.note.{name}")) for name, icon in NOTED),
            sources_title=t("handout.source", source="").strip() if sources else "",
            sources=sources,
            more=t("handout.more"),
        )

    def danger(self) -> DangerBand:
        """Its words on one line; gas has its tile."""
        band = danger_band(self.facts)
        return replace(band, title=f"{band.title} {band.call}", call="", gas=Keyed("", ""))

    def band(self, hand: Handout) -> LandlordBand:
        """The number; where nothing is urgent, or once the landlord does not say it, where one begins."""
        t, found = self.words, own_numbers(self.facts)
        band = landlord_band(self.facts)
        landlord = self.facts.circuit.landlord
        if hand.urgent and found:
            call = "bands.own.call" if all(each.urgent for each in found) else "bands.own.plain"
            title = Keyed(t(call, landlord=landlord.short or landlord.name), band.title.at)
            return replace(band, title=title, when="", ways=())
        if hand.urgent and self.dossier.draft:
            return replace(band, title=Keyed(t("bands.own.fill"), "catalog.bands.own.fill"), when="", ways=())
        title = Keyed(t("poster.start"), "catalog.poster.start")
        return replace(band, title=title, when="", telephones=(), ways=tuple(self.ways()))

    def ways(self) -> Iterator[Keyed]:
        """Each way in; where none is known, the first step, but for a draft, which has a line to write one."""
        steps = self.facts.circuit.steps
        first = f"steps.{steps[0].id}.channels"
        known = [self.facts.contacts([channel]) for channel in steps[0].channels]
        yield from (Keyed(capital(each), first) for each in known if each)
        if not any(known) and not self.dossier.draft:
            named = (each for each in steps if each.title and not each.missing)
            yield from (Keyed(each.title, f"steps.{each.id}.title") for each in islice(named, 1))

    def lines(self, *, boxes: bool, known: bool) -> Iterator[str]:
        """What stands before a line to write on."""
        if not boxes:
            yield self.words("poster.where")
        elif not known:
            yield from (self.words("bands.own.day"), self.words("bands.own.night"))

    def hours_alone(self) -> str:
        """The hours of a way that lacks its number only."""
        ways = by_number(shortcuts_of(self.facts.board))
        return f"{TIE}· ".join(dict.fromkeys(each.hours for each in ways if each.hours and not each.call))

    def notes(self, hand: Handout, *, unsaid: bool) -> Iterator[Keyed]:
        """That the number is not said, that who is not sure may call, how one writes who cannot telephone."""
        t = self.words
        if unsaid:
            yield Keyed(t("poster.number.unsaid"), "catalog.poster.number.unsaid")
        elif any(way.sure for way in hand.ways):
            yield Keyed(t("page.unsure"), "catalog.page.unsure")
        if hand.urgent and hand.written != self.facts.unknown:
            written = t("page.written", written=hand.written)
            yield Keyed(written, f"steps.{self.facts.circuit.steps[0].id}.channels")
