"""Two plans of a circuit → what changed, what to print again, and the files that tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jeu_oie import heavy
from jeu_oie.board.facts import FactFormatter
from jeu_oie.errors import PrintEngineMissing
from jeu_oie.exchange.diff import difference
from jeu_oie.exchange.diff_data import as_data, reprint_data
from jeu_oie.exchange.reprint import PrintedHashes, reprint
from jeu_oie.kit.options import Options
from jeu_oie.kit.planning import Plan
from jeu_oie.kit.printing import imprint_of, set_in_parts
from jeu_oie.kit.reprinting import cards_alone, printed_by, reprint_files
from jeu_oie.layout.marked import mark_squares
from jeu_oie.layout.subset import fonts_for
from jeu_oie.messages import Catalog
from jeu_oie.render import svg
from jeu_oie.render.html.prints_changes import Drawn, Report, changes_page, changes_sheet

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
        listed = reprint(self.printed or printed_by(self.old), printed_by(self.new))
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


def changes_files(both: Both, options: Options) -> tuple[dict[str, bytes], bool]:
    """``changes.html``, ``changes.pdf`` and what to print again, in the circuit's language; whether the engine lacks.

    Raises RenderingFailed.
    """
    report, imprint = both.report(both.new.words), imprint_of(both.new, options)
    boards = boards_of(both, report)
    files = {"changes.html": changes_page(imprint.dossier, report, boards, imprint.words, imprint.own).encode()}
    try:
        printing = heavy.pdf.Printing(variant=heavy.pdf.SCREEN, black=imprint.saver)
        files["changes.pdf"] = set_in_parts(changes_sheet(imprint, report, boards).parts, printing)
        files |= reprint_files(both.new, report.listed, options)
    except PrintEngineMissing:
        return {**files, **cards_alone(both.new, report.listed, options)}, True
    return files, False


def boards_of(both: Both, report: Report) -> tuple[Drawn, Drawn]:
    """Both boards, what changed marked on each."""
    found = report.found
    return draw_marked(both.old, found.before, both.new.words), draw_marked(both.new, found.after, both.new.words)


def draw_marked(made: Plan, numbers: Mapping[str, int], t: Catalog) -> Drawn:
    squares = (t("changes.board.square", name=name, number=number) for name, number in numbers.items())
    said = t("changes.board.marked", squares=", ".join(squares)) if numbers else t("changes.board.unmarked")
    scene, saver = mark_squares(made.drawing.scene, numbers, said), made.board.preset.saver
    fonts = fonts_for(mark.content for mark in scene.texts())
    return Drawn(scene, svg.draw_all(scene, saver, fonts), svg.shapes(scene, saver))
