"""Circuits → the landlords' comparison: as a page, as a poster for the workshop, as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jeu_oie import heavy
from jeu_oie.board.dossier import open_dossier
from jeu_oie.board.facts import FactFormatter
from jeu_oie.board.preset import Preset
from jeu_oie.board.squares import assemble
from jeu_oie.circuit.fingerprint import fingerprint
from jeu_oie.circuit.model import Circuit
from jeu_oie.errors import PrintEngineMissing
from jeu_oie.exchange.compare import as_data, compare_circuit, questions
from jeu_oie.kit.printing import set_in_parts
from jeu_oie.messages import Catalog, load_catalog
from jeu_oie.render.html.comparison import comparison, comparisons, file_of
from jeu_oie.render.html.gallery import KitEntry
from jeu_oie.render.html.prints_compare import comparison_poster


@dataclass(frozen=True, slots=True)
class Compare:
    """The files of a comparison; ``engine_missing``: no PDF in it."""

    files: Mapping[str, bytes]
    engine_missing: bool = False


def entry(circuit: Circuit, file: str) -> KitEntry:
    """What a circuit answers, in its own language; ``file`` names it. Raises TooManyItems."""
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
        frozenset(),
        circuit.topic.value,
        fingerprint(circuit),
        compare_circuit(FactFormatter(board, words)),
    )


def compare_files(entries: Sequence[KitEntry], words: Catalog) -> Compare:
    """A page and a poster for each topic of two landlords and more. Raises RenderingFailed."""
    files: dict[str, bytes] = {}
    missing = False
    for topic, own in comparisons(entries).items():
        page = file_of(topic)
        files[page] = comparison(topic, own, words, back="").encode()
        try:
            poster = comparison_poster(topic, own, words)
            files[page.replace(".html", ".pdf")] = set_in_parts(poster, heavy.pdf.Printing(variant=heavy.pdf.SCREEN))
        except PrintEngineMissing:
            missing = True
    return Compare(files, missing)


def data_of(entries: Sequence[KitEntry]) -> list[dict[str, Any]]:
    """For each topic its questions, and what each landlord answers, with the sources."""
    return [
        {
            "topic": topic,
            "questions": list(questions(topic)),
            "landlords": [landlord_data(each) for each in own],
        }
        for topic, own in comparisons(entries).items()
    ]


def landlord_data(each: KitEntry) -> dict[str, Any]:
    told = as_data(each.compared) if each.compared else {}
    shown = {key: getattr(each, key) for key in ("landlord", "title", "version", "status", "draft", "language")}
    return {"file": each.folder, **shown, **told}
