"""Circuit + preset → the files of a kit, by name; then their writing, all or nothing.

Everything is gathered first: a PDF that fails leaves no half kit (house.md).
"""

import errno
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from jeu_oie.board.cards import Deck
from jeu_oie.board.cards import write as write_cards
from jeu_oie.board.dossier import Dossier, open_dossier
from jeu_oie.board.preset import Preset
from jeu_oie.board.squares import Board, TooManyItems, assemble
from jeu_oie.circuit.model import Circuit
from jeu_oie.circuit.reader import Reading
from jeu_oie.errors import OutputRefused, PrintEngineMissing, Problem, Refusal, Severity
from jeu_oie.kit.forecast import Forecast, forecast
from jeu_oie.kit.manifest import Drawn, entry_of, manifest
from jeu_oie.layout.board import BoardLayout, lay_out
from jeu_oie.layout.cards.face import Press
from jeu_oie.layout.font import missing
from jeu_oie.layout.sheets import card_sheets
from jeu_oie.layout.subset import fonts_for
from jeu_oie.messages import Words
from jeu_oie.messages import words as words_of
from jeu_oie.render import svg
from jeu_oie.render.html import prints
from jeu_oie.render.html.gallery import gallery
from jeu_oie.render.html.page import PageParts, page
from jeu_oie.render.html.prints_circuit import circuit_document
from jeu_oie.render.html.prints_rules import rules_document

if TYPE_CHECKING:
    from jeu_oie.board.tuning import Tuned
    from jeu_oie.render.pdf import Part, Printing

SORTS = ("svg", "html", "pdf")


@dataclass(frozen=True, slots=True)
class Plan:
    """A circuit's board, its cards and its drawing, before anything is written."""

    board: Board
    deck: Deck
    dossier: Dossier
    drawing: BoardLayout
    words: Words
    tuned: "Tuned | None" = None  # where the preset aims at minutes
    forecast: Forecast = Forecast()  # noqa: RUF009 (frozen)


@dataclass(frozen=True, slots=True)
class Options:
    """What to make: ``sorts`` of files, the address of the kit's own folder, templates beside the circuit."""

    sorts: frozenset[str] = frozenset(SORTS)
    address: str | None = None
    templates: Path | None = None


@dataclass(frozen=True, slots=True)
class Kit:
    """File names (with ``/``) → bytes. ``engine_missing``: the PDF engine could not be loaded, no PDF in it."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    engine_missing: bool = False


def plan(circuit: Circuit, preset: Preset, address: str | None = None) -> Plan:
    """The drawn board of ``circuit``, its rules tuned where the preset aims at minutes (game.md, Tuning).

    Raises TooManyItems.
    """
    made = settled(circuit, preset, address)
    if preset.minutes is not None:
        made = tuned(made, preset.minutes, address)
    return replace(made, forecast=forecast(made.board))


def tuned(made: Plan, minutes: int, address: str | None) -> Plan:
    """``made`` under the rules that bring its game nearest to ``minutes``; as it is where it cannot be finished."""
    from jeu_oie.board.tuning import CannotEnd, tune  # noqa: PLC0415 (heavy: only where a preset asks for it)

    try:
        found = tune(made.board, minutes, made.board.preset.players)
    except CannotEnd:
        return made
    return replace(settled(made.board.circuit, found.preset, address) if found.choices else made, tuned=found)


def settled(circuit: Circuit, preset: Preset, address: str | None) -> Plan:
    """The drawn board; detours that the centre cannot hold are told on their cards."""
    words = words_of(circuit.language)
    drawn = draw(circuit, preset, words, frozenset(), address)
    return draw(circuit, preset, words, drawn.drawing.told, address) if drawn.drawing.told else drawn


def draw(circuit: Circuit, preset: Preset, words: Words, told: frozenset[str], address: str | None) -> Plan:
    board = assemble(circuit, preset, told)
    deck, dossier = write_cards(board, words), open_dossier(board, words)
    page_address = f"{address}index.html" if address else None
    return Plan(board, deck, dossier, lay_out(board, deck, dossier, words, page_address), words)


# --- what the plan shows of the circuit ------------------------------------------------------------------


def planned(reading: Reading, preset: Preset, address: str | None = None) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan of a reading, and what only assembling and drawing show: too many items, titles cut, missing glyphs."""
    if reading.circuit is None:
        return None, ()
    try:
        made = plan(reading.circuit, preset, address)
    except TooManyItems as error:
        return None, (too_many(reading, error),)
    if made.forecast.blamed:
        squares = ", ".join(made.forecast.blamed)
        return None, (reading.problem("", "steps", "board-cannot-end", Severity.ERROR, squares=squares),)
    return made, tuple(found(reading, made))


def too_many(reading: Reading, error: TooManyItems) -> Problem:
    """More items than squares: an error of ``steps`` that names the smallest board that fits (game.md, rule 7)."""
    code = "board-too-small" if error.fits else "too-many-items"
    values = {"needed": error.needed, "size": error.size, "fits": error.fits or error.size}
    return reading.problem("", "steps", code, Severity.ERROR, **values)


def found(reading: Reading, made: Plan) -> Iterator[Problem]:
    for cut in made.drawing.cuts:
        yield reading.problem(cut.card.id, "title", "title-too-long", over=cut.over, size=len(made.board.squares))
    for detour in sorted(each.detour.id for each in made.board.side_tracks if not each.drawn):
        yield reading.problem(detour, "steps", "detour-told", size=len(made.board.squares))
    if len(made.board.pile) < made.board.draws:
        yield reading.problem("", "steps", "pile-too-thin", cards=len(made.board.pile), draws=made.board.draws)
    yield from glyphs(reading)


def glyphs(reading: Reading) -> Iterator[Problem]:
    """Characters that no shipped font has, looked for in the lines as they stand, comments apart."""
    for file, number, text in reading.text_lines():
        absent = missing(text)
        if absent:
            column = text.index(absent[0]) + 1
            yield reading.problem_at(file, number, column, "glyph-missing", characters=" ".join(absent))


# --- files -----------------------------------------------------------------------------------------------


def make(made: Plan, options: Options, source: str) -> Kit:
    """The files of a kit; ``source`` is the hash of the files that the circuit was read from.

    Raises RenderingFailed. Without the PDF engine the rest is made all the same.
    """
    files: dict[str, bytes] = {}
    fonts = fonts_for(said(made))
    if "svg" in options.sorts:
        files["board.svg"] = svg.whole(made.drawing.scene, made.board.preset.colours, fonts).encode()
    if "html" in options.sorts:
        files["index.html"] = made_page(made, fonts, options).encode()
    engine_missing = False
    if "pdf" in options.sorts:
        try:
            files.update(printed(made, options))
        except PrintEngineMissing:
            engine_missing = True
    files["manifest.json"] = manifest(made.board, made.deck, made.dossier, drawn(made), files, source)
    return Kit(dict(sorted(files.items())), engine_missing)


def drawn(made: Plan) -> Drawn:
    """What the manifest tells of drawing, odds and tuning."""
    if made.tuned is None:
        return Drawn(made.drawing.fingerprint, made.forecast)
    from jeu_oie.board.tuning import as_data  # noqa: PLC0415 (heavy: only where a preset asks for it)

    preset = made.board.preset
    return Drawn(made.drawing.fingerprint, made.forecast, as_data(made.tuned, preset.minutes or 0, preset.players))


def said(made: Plan) -> Iterator[str]:
    """Every text of the circuit and of its drawing, for the letters that the fonts must hold."""
    yield made.board.circuit.model_dump_json()
    yield from (mark.content for mark in made.drawing.scene.texts())


def made_page(made: Plan, fonts: Mapping[str, bytes], options: Options) -> str:
    drawing = made.drawing
    return page(
        PageParts(
            made.board,
            made.deck,
            made.dossier,
            drawing.track,
            drawing.jumps,
            made.words,
            fonts,
            options.templates,
            options.address,
        )
    )


def printed(made: Plan, options: Options) -> dict[str, bytes]:
    """The PDFs, and the picture of the board that is taken from its PDF. Raises PrintEngineMissing, RenderingFailed."""
    from jeu_oie.render.pdf import pdf, picture  # noqa: PLC0415 (heavy: only where PDF is made)

    files: dict[str, bytes] = {}
    for document in documents(made, options):
        files[f"print/{document.name}.pdf"] = pdf(document.html, document.printing)
        if document.name == BOARD:
            files["board.png"] = picture(files[f"print/{BOARD}.pdf"])
    return files


BOARD = "board-a3"


@dataclass(frozen=True, slots=True)
class Document:
    """A print file before the engine: its HTML, in parts where it is long, and how it is meant to be printed."""

    name: str
    html: "Part | Sequence[Part]"
    printing: "Printing"


def documents(made: Plan, options: Options) -> Iterator[Document]:
    """Every print file, one at a time: only one of them is in memory."""
    from jeu_oie.render.pdf import Printing  # noqa: PLC0415 (heavy: only where PDF is made)

    scene, preset, dossier, words = made.drawing.scene, made.board.preset, made.dossier, made.words
    online = f"{options.address}index.html" if options.address else None
    # The board first, since its picture needs most memory beside the engine's, which only grows.
    shapes = svg.shapes(scene, preset.colours, preset.bleed_mm)
    board = prints.scenes_document([scene], [shapes], scene.title, bleed_mm=preset.bleed_mm)
    yield Document(BOARD, board, Printing(bleed_mm=preset.bleed_mm))
    circuit = circuit_document(made.deck, dossier, made.board, words, options.templates, online)
    yield Document("circuit", circuit, Printing())
    laid = card_sheets(made.deck, Press(dossier, preset.colours, words, preset.old_names, online))
    title = f"{dossier.title} · {dossier.landlord}"
    cards, order = prints.scenes_documents(laid, lambda sheet: svg.shapes(sheet, preset.colours), title)
    yield Document("cards", cards, Printing(duplex=True, order=order))
    rules = rules_document(made.board, dossier, words, options.templates, online, made.forecast.durations)
    yield Document("rules", rules, Printing(duplex=True))


def write(kit: Kit, folder: Path) -> tuple[str, ...]:
    """Write ``kit`` into ``folder``, all or nothing; what the former manifest lists and is no longer made is removed.

    Gives the names of what was removed.

    All is written beside its place first, then moved there. Raises OutputRefused where a file cannot be written.
    """
    gone: tuple[str, ...] = ()
    former = former_files(folder) if "manifest.json" in kit.files else set()
    drafts: dict[Path, Path] = {}
    try:
        for name, data in kit.files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, "", str(target))
            drafts[target] = target.with_name(f".{target.name}.{os.getpid()}")
            drafts[target].write_bytes(data)
        for target, draft in drafts.items():
            draft.replace(target)
        gone = tuple(sorted(former - kit.files.keys()))
        for name in gone:
            (folder / name).unlink(missing_ok=True)
            with suppress(OSError):  # not empty: something else stands there
                (folder / name).parent.rmdir()
    except OSError as error:
        # The file that stands where a folder is needed, not the place that could not be made under it.
        obstacle = next((each for each in (folder, *folder.parents) if each.is_file()), None)
        if obstacle is not None:
            raise OutputRefused(str(obstacle), Refusal.TAKEN) from error
        raise OutputRefused.of(error, str(folder)) from error
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)
    return gone


def write_gallery(folder: Path, language: str) -> None:
    """``index.html`` of the output folder: every kit that stands in it, made now or earlier."""
    entries = [entry for name, content in manifests_in(folder) if (entry := entry_of(name, content))]
    write(Kit({"index.html": gallery(entries, words_of(language)).encode()}), folder)


def manifests_in(folder: Path) -> list[tuple[str, bytes]]:
    """The kits of an output folder: their own folders (« opac-38/repairs ») and their manifests."""
    found = sorted(folder.glob("*/*/manifest.json"))
    return [(path.parent.relative_to(folder).as_posix(), path.read_bytes()) for path in found]


def former_files(folder: Path) -> set[str]:
    """What the former manifest says was made; names that would leave the folder are left alone."""
    try:
        names = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
        return {name for name in names if isinstance(names, dict) and inside(folder, name)}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return set()


def inside(folder: Path, name: str) -> bool:
    """Whether ``name`` is a file under ``folder``, links followed."""
    path = folder / name
    return path.resolve().is_relative_to(folder.resolve()) and not Path(name).is_absolute() and path.is_file()
