"""A plan → the files of a kit, by name, all gathered before any is written (house.md)."""

from collections.abc import Iterator, Mapping, Sequence

from jeu_oie import heavy
from jeu_oie.board.facts import FactFormatter
from jeu_oie.kit.manifest import manifest
from jeu_oie.kit.options import Kit, Options
from jeu_oie.kit.packing import pack_files, site
from jeu_oie.kit.planning import Plan
from jeu_oie.kit.sharing import Share, in_turn
from jeu_oie.layout.subset import WebFont, fonts_for, texts_of


def make(made: Plan, options: Options, source: str, share: Share = in_turn) -> Kit:
    """The files of a kit; ``source`` is the hash of the files that the circuit was read from.

    Raises RenderingFailed. Without the print engine all but the texts that flow is made all the same.
    """
    files: dict[str, bytes] = {}
    if "svg" in options.sorts:
        files["board.svg"] = heavy.svg.draw_all(
            made.drawing.scene, made.board.preset.saver, fonts_for(list_texts(made))
        ).encode()
    if "html" in options.sorts:
        files["index.html"] = made_page(made, fonts_for(list_texts(made), light=True), options).encode()
    sheets = {"board": made.drawing.fingerprint}
    engine_missing = False
    if "pdf" in options.sorts:
        for part in share(heavy.sheets.parts(made, options)):
            files.update(part.files)
            sheets.update(part.sheets)
            engine_missing = engine_missing or part.engine_missing
    if "html" in options.sorts:
        files.update(embedding(made, options, files))
    if any(name.startswith("print/") for name in files):
        inner = manifest(made, sheets, files, source)
        files["kit.zip"] = pack_files({**files, "manifest.json": inner})
    files.update(site(files))
    files["manifest.json"] = manifest(made, sheets, files, source)
    return Kit(dict(sorted(files.items())), engine_missing, pages_of(files))


def pages_of(files: Mapping[str, bytes]) -> dict[str, int]:
    """How many pages each print file has, by its name alone (« cards »)."""
    prints = {name: data for name, data in files.items() if name.startswith("print/")}
    if not prints:
        return {}
    return {
        name.removeprefix("print/").removesuffix(".pdf"): heavy.pdf.page_count(data) for name, data in prints.items()
    }


def list_texts(made: Plan) -> Iterator[str]:
    """Every text of the circuit and of its drawing, for the letters that the fonts must hold."""
    yield from texts_of(made.board.circuit)
    yield from (mark.content for mark in made.drawing.scene.texts())


def made_page(made: Plan, fonts: Sequence[WebFont], options: Options) -> str:
    drawing = made.drawing
    return heavy.page.page(
        heavy.page.PageParts(
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


def embedding(made: Plan, options: Options, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What a webmaster takes: ``embed.html``, ``fragment.html`` and, with the address of the kit, ``oembed.json``."""
    facts, pictured = FactFormatter(made.board, made.words), "board.png" in files
    parts = heavy.embed.EmbedParts(facts, made.dossier, options.address or "", pictured, options.templates)
    pages = {
        "embed.html": heavy.embed.embed_page(parts).encode(),
        "fragment.html": heavy.embed.fragment_of(parts).encode() + b"\n",
    }
    return {**pages, **({"oembed.json": heavy.embed.oembed(parts)} if options.address else {})}
