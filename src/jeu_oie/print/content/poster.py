"""The poster for a stairwell (« hall/poster »): danger before anything else, then the number, then what is urgent."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from jeu_oie.game.answers.landlord import has_local_numbers, landlord_numbers_of
from jeu_oie.game.dossier import Dossier, find_written_way
from jeu_oie.game.guidance import say_number_places
from jeu_oie.game.handout import is_calm
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter, capital
from jeu_oie.messages import Catalog
from jeu_oie.print.content.bands import DangerBand, LandlordBand, danger_band, landlord_band
from jeu_oie.print.content.frame import Frame, Keyed, frame_of
from jeu_oie.print.content.helper import Helper, helper_of
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

    ``hours``: of all numbers of danger. ``subject``: what one begins, over its ways in. ``write``: where a draft knows
    no way in, what stands before a line to write one. ``notes``: under the landlord's number. ``ask``: « Urgent ? oui,
    non » of tiles. ``helper``: none where the project names no association.
    """

    frame: Frame
    danger: DangerBand
    hours: str
    landlord: LandlordBand
    subject: str
    write: str
    notes: tuple[Keyed, ...]
    tiles: tuple[UrgencyTile, ...]
    ask: tuple[str, ...]
    note: str
    noted: tuple[Noted, ...]
    helper: Helper | None
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
        tiles, band = choose_tiles(facts), self.band()
        sources, association = self.danger_sources(), facts.board.preset.association
        return PosterContent(
            frame=frame_of(self.dossier, t, self.page, t("poster.title")),
            danger=self.danger(),
            hours=self.shared_hours(),
            landlord=band,
            subject="" if band.rows else self.dossier.title,
            write=t("poster.where") if self.dossier.draft and not (band.rows or band.ways) else "",
            notes=tuple(self.notes(unsaid=self.urgent and not band.rows)),
            tiles=tiles,
            ask=(t("poster.ask"), t("poster.yes"), t("poster.no")) if any(tile.ask for tile in tiles) else (),
            note=t("poster.note"),
            noted=tuple(Noted(icon=icon, text=t(f"poster.note.{name}")) for name, icon in NOTED),
            helper=helper_of(association, t) if association else None,
            sources_title=t("handout.source", source="").strip() if sources else "",
            sources=sources,
            more=t("handout.more"),
        )

    @property
    def urgent(self) -> bool:
        return not is_calm(self.facts)

    def shared_hours(self) -> str:
        """The hours, where all numbers of danger have the same; else they stand under each."""
        hours = {each.hours or "" for each in self.facts.numbers}
        return hours.pop() if len(hours) == 1 else ""

    def danger_sources(self) -> tuple[str, ...]:
        """The titles of the sources of the numbers and dangers that it tells."""
        names = self.facts.danger_sources((*self.facts.numbers, *self.facts.spoken))
        return tuple(dict.fromkeys(self.facts.circuit.sources[name].title for name in names))

    def danger(self) -> DangerBand:
        """Its words on one line; gas has its tile."""
        band = danger_band(self.facts)
        return replace(band, title=f"{band.title} {band.call}", call="", gas=Keyed("", ""))

    def band(self) -> LandlordBand:
        """The numbers; where nothing is urgent, or once the landlord does not say any, where one begins."""
        band = landlord_band(self.facts)
        known = band.doubts or any(row.call for row in band.rows) or has_local_numbers(self.facts.circuit)
        if self.urgent and (known or self.dossier.draft):
            return band
        title = Keyed(self.words("poster.start"), "catalog.poster.start")
        return replace(band, title=title, under="", rows=(), ways=tuple(self.ways()))

    def ways(self) -> Iterator[Keyed]:
        """Each way in; where none is known, the first step, but for a draft, which has a line to write one."""
        steps = self.facts.circuit.steps
        first = f"steps.{steps[0].id}.channels"
        known = [self.facts.contacts([channel]) for channel in steps[0].channels]
        yield from (Keyed(capital(each), first) for each in known if each)
        if not any(known) and not self.dossier.draft:
            named = (each for each in steps if each.title and not each.missing)
            yield from (Keyed(each.title, f"steps.{each.id}.title") for each in islice(named, 1))

    def notes(self, *, unsaid: bool) -> Iterator[Keyed]:
        """That the number is not said, that who is not sure may call, how one writes who cannot telephone."""
        t = self.words
        numbers = landlord_numbers_of(self.facts.circuit)
        if unsaid:
            yield Keyed(t("poster.number.unsaid"), "catalog.poster.number.unsaid")
        elif numbers.urgent and numbers.sure:
            yield Keyed(t("page.unsure"), "catalog.page.unsure")
        local = has_local_numbers(self.facts.circuit)
        unknown = not unsaid and not (numbers.sure or numbers.doubtful)
        if self.urgent and (unknown or local) and (place := say_number_places(self.facts)):
            yield Keyed(place, "landlord.where-number")
        written = find_written_way(self.facts)
        if self.urgent and written != self.facts.unknown:
            written = t("page.written", written=written)
            yield Keyed(written, f"steps.{self.facts.circuit.steps[0].id}.channels")
