"""Which sheets carry which hash, what changed between two plans, and the landlords' comparison.

The hashes tell whether a sheet in hand is still current. The cards that changed are printed on few sheets of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jeu_oie.circuit.model import Circuit
from jeu_oie.circuit.signing import fingerprint
from jeu_oie.draw import svg
from jeu_oie.draw.subset import fonts_for
from jeu_oie.exchange.compare import KitEntry, compare_circuit, questions, stage_titles
from jeu_oie.exchange.compare import as_data as comparison_data
from jeu_oie.exchange.diff import difference
from jeu_oie.exchange.report import Drawn, PrintedHashes, Report, Reprint, as_data, reprint, reprint_data
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import Deck, card_hash
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.preset import Preset
from jeu_oie.game.sheet_language import split_language
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit.options import Options
from jeu_oie.kit.plan import Plan
from jeu_oie.kit.printing import duplex_cards, folded_cards, set_pdf, text_file
from jeu_oie.kit.records import MANIFESTS, read_as
from jeu_oie.kit.sheets import documents
from jeu_oie.messages import Catalog, load_catalog
from jeu_oie.print.content.changes import changes, reprint_sheet
from jeu_oie.print.content.comparison import comparison_poster
from jeu_oie.print.look import CardsWay, Look
from jeu_oie.sheets.overlay import mark_squares
from jeu_oie.web.changes import changes_page
from jeu_oie.web.comparison import comparison, comparisons, file_of, left_alone

# By which sheet it is seen how the cards of a kit were printed.
FIRST_SHEET = {"cards-fold-1": CardsWay.FOLD, "booklet-1": CardsWay.BOOKLET}
LIKE = {"reprint.pdf": duplex_cards, "reprint-fold.pdf": folded_cards}  # file → its cards


def printed_by(made: Plan, ways: Sequence[CardsWay] = (CardsWay.DUPLEX,), also: Iterable[str] = ()) -> PrintedHashes:
    """What a kit of ``made``, its cards printed in these ``ways``, prints a hash on, reckoned without that engine.

    ``also``: the languages of each person's sheet besides the circuit's.
    """
    laid = (each for way in ways for each in documents(made, Options(cards=way, also=frozenset(also))))
    sheets = {name: digits for each in laid for name, digits in each.sheets.items()}
    cards = made.deck.printed
    return PrintedHashes(
        sheets, {each.name: card_hash(each) for each in cards}, {each.name: each.title for each in cards}
    )


def printed_in(manifest: bytes) -> PrintedHashes | None:
    """What the kit of ``manifest`` printed; None where it is not one of ours."""
    told = read_as(MANIFESTS, manifest)
    return PrintedHashes(told.sheets, {name: card.hash for name, card in told.cards.items()}) if told else None


def reprint_files(made: Plan, listed: Reprint, options: Options) -> Mapping[str, bytes]:
    """``reprint.pdf`` and the one to fold: the list on a sheet of its own, then the cards that changed, and no others.

    Raises RenderingFailed.
    """
    from jeu_oie.print.binding import bind

    some, files = replace(made, deck=part_of(made.deck, frozenset(listed.cards.again))), {}
    cards = bool(some.deck.printed)
    for name, like in LIKE.items():
        duplex = like is duplex_cards
        content = reprint_sheet(listed, made.dossier, made.words, made.page_address, blank=duplex and cards)
        first = text_file("reprint", content, made, options.flip if duplex else "")
        files[name] = bind([first, like(some, options).pdf()]) if cards else first
    return files


def part_of(deck: Deck, names: frozenset[str]) -> Deck:
    """The cards of ``deck`` that are named."""
    lists = (deck.cards, deck.pile, deck.problems)
    return Deck(*(tuple(card for card in each if card.name in names) for each in lists))


TEAMS = 4


@dataclass(frozen=True, slots=True)
class Both:
    """A circuit before and after; ``printed``: the former kit where it is known, else what the former circuit gives."""

    old: Plan
    new: Plan
    printed: PrintedHashes | None = None

    def report(self, words: Catalog) -> Report:
        """What changed, told with ``words``."""
        before, after = (FactFormatter(each.board, words) for each in (self.old, self.new))
        old = self.printed or printed_by(self.old)
        also = filter(None, (split_language(name)[1] for name in old.sheets))
        way = next((way for first, way in FIRST_SHEET.items() if first in old.sheets), CardsWay.DUPLEX)
        listed = reprint(old, printed_by(self.new, (way,), also))
        minutes = (self.old.forecast.durations[TEAMS], self.new.forecast.durations[TEAMS])
        versions = (each.circuit.version for each in (before, after))
        return Report(difference(before, after), listed, minutes, *versions)


def data_of(both: Both, report: Report) -> dict[str, Any]:
    """The whole report for ``diff --json``."""
    before, after = (
        {"version": each.board.circuit.version, "status": str(each.board.circuit.status), "minutes": list(minutes)}
        for each, minutes in zip((both.old, both.new), report.minutes, strict=True)
    )
    return {
        "title": both.new.dossier.title,
        "landlord": both.new.dossier.landlord,
        "before": before,
        "after": after,
        **as_data(report.found),
        "reprint": reprint_data(report.listed),
    }


def changes_files(both: Both, options: Options) -> dict[str, bytes]:
    """``changes.html``, ``changes.pdf`` and what to print again, in the circuit's language. Raises RenderingFailed."""
    made, t = both.new, both.new.words
    report = both.report(t)
    boards = boards_of(both, report)
    scenes = [each.scene for each in boards]
    told = changes(report, scenes, made.dossier, t, made.page_address, saver=made.board.preset.saver)
    return {
        "changes.html": changes_page(made.dossier, report, boards, t, made.own).encode(),
        "changes.pdf": text_file("changes", told, made),
        **reprint_files(made, report.listed, options),
    }


def boards_of(both: Both, report: Report) -> tuple[Drawn, Drawn]:
    """Both boards, what changed marked on each."""
    found = report.found
    return draw_marked(both.old, found.before, both.new.words), draw_marked(both.new, found.after, both.new.words)


def draw_marked(made: Plan, numbers: Mapping[str, int], t: Catalog) -> Drawn:
    squares = (t("changes.board.square", name=name, number=number) for name, number in numbers.items())
    said = t("changes.board.marked", squares=", ".join(squares)) if numbers else t("changes.board.unmarked")
    scene, saver = mark_squares(made.drawing.scene, numbers, said), made.board.preset.saver
    fonts = fonts_for(mark.content for mark in scene.texts())
    return Drawn(scene, svg.draw_all(scene, saver, fonts))


def entry(circuit: Circuit, file: str) -> KitEntry:
    """What a circuit answers, in its own language; ``file`` names it. Raises WrongSize."""
    words = load_catalog(circuit.language)
    board = assemble(circuit, Preset())
    dossier = open_dossier(board, words)
    return KitEntry(
        file,
        circuit.language,
        dossier.landlord,
        dossier.title,
        dossier.status,
        dossier.version,
        circuit.draft,
        {},
        compare_circuit(FactFormatter(board, words)),
        circuit.topic.value,
        fingerprint(circuit),
        short=circuit.landlord.short or circuit.landlord.name,
    )


def compare_files(entries: Sequence[KitEntry], words: Catalog) -> dict[str, bytes]:
    """A page and a poster for each topic of two landlords and more. Raises RenderingFailed."""
    files: dict[str, bytes] = {}
    for topic, own in comparisons(entries).items():
        page = file_of(topic)
        files[page] = comparison(topic, own, words, back="", alone=left_alone(entries)).encode()
        files[page.replace(".html", ".pdf")] = poster(topic, own, words)
    return files


def poster(topic: str, entries: Sequence[KitEntry], words: Catalog) -> bytes:
    content = comparison_poster(topic, entries, words)
    return set_pdf("comparison", "comparison", content, Look())


def comparison_data_of(entries: Sequence[KitEntry]) -> list[dict[str, Any]]:
    """For each topic its questions, and what each landlord answers, with the sources."""
    return [
        {
            "topic": topic,
            "questions": list(questions(topic)),
            **({"stages": stages} if (stages := stage_titles([each.compared for each in own])) else {}),
            "landlords": [landlord_data(each) for each in own],
        }
        for topic, own in comparisons(entries).items()
    ]


def landlord_data(each: KitEntry) -> dict[str, Any]:
    shown = {key: getattr(each, key) for key in ("landlord", "title", "version", "status", "draft", "language")}
    return {"file": each.folder, **shown, **comparison_data(each.compared)}
