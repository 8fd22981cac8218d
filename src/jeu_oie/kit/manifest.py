"""The manifest of a kit: what was made, of what, with the hashes that reprinting and checking need (outputs.md)."""

import json
from collections.abc import Mapping

from jeu_oie import __version__, heavy
from jeu_oie.board.facts import FactFormatter
from jeu_oie.circuit.model import Status
from jeu_oie.disk import digest
from jeu_oie.exchange.compare import Compared, as_data, compare_circuit, of_data
from jeu_oie.kit import records
from jeu_oie.kit.planning import Plan
from jeu_oie.kit.records import NotOurs
from jeu_oie.layout.cards.face import card_hash
from jeu_oie.render.html.gallery import KitEntry


def manifest(made: Plan, sheets: Mapping[str, str], files: Mapping[str, bytes], source: str) -> bytes:
    """What was made, from what: hashes of the source, of every file, sheet and card (outputs.md)."""
    board, dossier, circuit = made.board, made.dossier, made.board.circuit
    content = {
        "format": 1,
        "generator": f"jeu-oie {__version__}",
        "circuit": {
            "title": circuit.title,
            "topic": circuit.topic,
            "landlord": circuit.landlord.name,
            "language": circuit.language,
            "version": circuit.version,
            "status": circuit.status,
        },
        "shown": {
            "landlord": dossier.landlord,
            "title": dossier.title,
            "status": dossier.status,
            "version": dossier.version,
        },
        "source": source,
        "board": {"squares": len(board.squares), "track": board.preset.track, "draws": board.draws},
        "files": {name: {"bytes": len(data), "sha256": digest(data)} for name, data in sorted(files.items())},
        "sheets": dict(sorted(sheets.items())),
        "odds": made.forecast.data,
        **tuning(made),
        "compare": as_data(compare_circuit(FactFormatter(board, made.words))),
        "cards": {card.name: {"id": card.id, "hash": card_hash(card)} for card in made.deck.printed},
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def tuning(made: Plan) -> dict[str, object]:
    """How the rules were tuned, where the preset aims at minutes."""
    if made.tuned is None:
        return {}
    preset = made.board.preset
    return {"tuned": heavy.tuning.as_data(made.tuned, preset.minutes or 0, preset.players)}


def entry_of(folder: str, content: bytes | None) -> KitEntry | None:
    """The gallery's entry of the kit in ``folder``; None where its manifest is not one of ours."""
    try:
        told = records.parse_mapping(content)
        shown, circuit = (records.of(told[key], dict) for key in ("shown", "circuit"))
        return KitEntry(
            folder=records.text(folder),
            language=records.text(circuit["language"]),
            landlord=records.text(shown["landlord"]),
            title=records.text(shown["title"]),
            status=records.text(shown["status"]),
            version=records.text(shown["version"]),
            draft=circuit["status"] == Status.DRAFT,
            files=frozenset(map(records.inner, records.of(told["files"], dict))),
            topic=records.text(circuit["topic"]),
            source=records.text(told["source"]),
            compared=compared_of(told.get("compare")),
        )
    except (NotOurs, KeyError):
        return None


def compared_of(data: object) -> Compared | None:
    """The answers of a manifest; None in one of an earlier version."""
    try:
        records.text(json.dumps(data, ensure_ascii=False))
        return of_data(data) if isinstance(data, dict) else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
