"""A plan → the files of a kit, by name, all gathered before any is written; and their manifest."""

from collections.abc import Iterator, Mapping

from jeu_oie.circuit.model import Circuit, Status, texts_of
from jeu_oie.disk import digest
from jeu_oie.draw.subset import fonts_for
from jeu_oie.exchange.compare import KitEntry, as_data, compare_circuit
from jeu_oie.game.answers.numbers import list_places
from jeu_oie.game.cards import card_hash
from jeu_oie.game.evening import Paper
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit.options import Options
from jeu_oie.kit.plan import KitFiles, Plan
from jeu_oie.kit.records import MANIFESTS, read_as
from jeu_oie.kit.writing import is_paper, manifest_bytes, pack_files, site
from jeu_oie.version import __version__
from jeu_oie.web.comparison import file_of
from jeu_oie.web.found import png_size


def manifest(made: Plan, sheets: Mapping[str, str], files: Mapping[str, bytes], source: str) -> bytes:
    """What was made, from what: hashes of the source, of every file, sheet and card (outputs.md).

    Its figures are those on paper, where there is any; else no game is played.
    """
    printed = any(map(is_paper, files))
    board, dossier, circuit = made.board, made.dossier, made.board.circuit
    content = {
        "format": 1,
        "generator": f"jeu-oie {__version__}",
        "circuit": {
            "title": circuit.title,
            "topic": circuit.topic,
            "landlord": circuit.landlord.name,
            "short": circuit.landlord.short or circuit.landlord.name,
            "area": circuit.landlord.area or "",
            "language": circuit.language,
            "version": circuit.version,
            "status": circuit.status,
            **found_by(circuit),
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
        "odds": made.forecast.data if printed else {},
        "compare": as_data(compare_circuit(FactFormatter(board, made.words))),
        "cards": {card.name: {"id": card.id, "hash": card_hash(card)} for card in made.deck.printed},
    }
    return manifest_bytes(content)


def found_by(circuit: Circuit) -> dict[str, object]:
    """What whoever looks for an answer in the gallery goes by; what is not said is left out."""
    landlord = circuit.landlord
    said = {
        "communes": [*list_places(circuit)] or sorted(landlord.communes),
        "problems": {each.id: each.title for each in circuit.problems},
        "example": landlord.example,
        "agency": ", ".join(circuit.agency_names),
    }
    return {name: value for name, value in said.items() if value}


def entry_of(folder: str, content: bytes | None) -> KitEntry | None:
    """The gallery's entry of the kit in ``folder``; None where its manifest is not one of ours."""
    told = read_as(MANIFESTS, content)
    if told is None:
        return None
    circuit = told.circuit
    return KitEntry(
        folder=folder,
        language=circuit.language,
        landlord=told.shown.landlord,
        title=told.shown.title,
        status=told.shown.status,
        version=told.shown.version,
        draft=circuit.status == Status.DRAFT,
        files={name: each.bytes for name, each in told.files.items()},
        topic=circuit.topic,
        source=told.source,
        compared=told.compare,
        name=circuit.landlord,
        short=circuit.short,
        area=circuit.area,
        communes=circuit.communes,
        problems=circuit.problems,
        example=circuit.example,
        agency=circuit.agency,
    )


REPLY = "print/landlord/reply.html"


def make(made: Plan, options: Options, source: str) -> KitFiles:
    """The files of a kit; ``source`` is the hash of the files that the circuit was read from.

    Raises DoesNotFit, RenderingFailed.
    """
    files: dict[str, bytes] = {}
    if "svg" in options.only:
        from jeu_oie.draw.svg import draw_all

        drawn = draw_all(made.drawing.scene, made.board.preset.saver, fonts_for(list_texts(made)))
        files["board.svg"] = drawn.encode()
    sheets = {"board": made.drawing.fingerprint}
    paper = dict[str, Paper]()
    if options.prints:
        from jeu_oie.kit.sheets import print_all

        for printed in print_all(made, options):
            files.update(printed.files)
            sheets.update(printed.sheets)
            paper.update(printed.paper)
    if options.has_page:
        files["index.html"] = made_page(made, options, png_size(files.get("board.png", b"")))
        files.update(embedding(made, files))
    if any(name.startswith("print/") for name in files):
        inner = manifest(made, sheets, files, source)
        files["kit.zip"] = pack_files(
            {packed_name(name): data for name, data in {**files, "manifest.json": inner}.items()}
        )
    files.update(site(files))
    if options.has_page:
        files[REPLY] = reply_file(made)
    files["manifest.json"] = manifest(made, sheets, files, source)
    return KitFiles(dict(sorted(files.items())), paper)


def reply_file(made: Plan) -> bytes:
    """What a landlord answers in: a mail's attachment, which never goes on line."""
    from jeu_oie.web.reply import Request, for_landlord, reply_page

    facts = FactFormatter(made.board, made.words)
    return reply_page(facts, for_landlord(facts), Request(made.board.preset.association)).encode()


def packed_name(name: str) -> str:
    """Where a file stands in ``kit.zip``, which opens on the four of an evening: what goes on line is in a folder."""
    return name.removeprefix("print/") if name.startswith("print/") else f"site/{name}"


def list_texts(made: Plan) -> Iterator[str]:
    """Every text of the circuit and of its drawing, for the letters that the fonts must hold."""
    yield from texts_of(made.board.circuit)
    yield from (mark.content for mark in made.drawing.scene.texts())


def made_page(made: Plan, options: Options, picture: tuple[int, int] | None = None) -> bytes:
    """``index.html``; ``picture``: width and height in px of the one that others show of it."""
    from jeu_oie.web.page import PageParts, page

    drawing = made.drawing
    html = page(
        PageParts(
            made.board,
            made.deck,
            made.dossier,
            drawing.track,
            drawing.jumps,
            made.words,
            fonts_for(list_texts(made), light=True),
            made.own,
            made.address,
            made.forecast.calendar,
            made.forecast.handicap,
            picture,
            options.index_drafts,
            tuple(around(made)),
            tuple((each.topic, f"../{each.folder}/index.html") for each in made.sisters),
        )
    )
    return html.encode()


def around(made: Plan) -> Iterator[tuple[str, str]]:
    """The pages over all kits, as the page of this one leads back to them: file, name."""
    files = {"gallery": "index.html", "comparison": file_of(made.board.circuit.topic)}
    yield from ((f"../../{files[each]}", made.words(f"page.around.{each}")) for each in made.around)


def embedding(made: Plan, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What a webmaster takes: ``embed.html``, ``fragment.html`` and, with the address of the kit, ``oembed.json``."""
    from jeu_oie.web import embed

    facts, pictured = FactFormatter(made.board, made.words), "board.png" in files
    parts = embed.EmbedParts(facts, made.dossier, made.address or "", pictured, made.own)
    pages = {
        "embed.html": embed.embed_page(parts).encode(),
        "fragment.html": embed.in_ascii(embed.fragment_of(parts)) + b"\n",
    }
    return {**pages, **({"oembed.json": embed.oembed(parts)} if made.address else {})}
