"""What a federation's webmaster takes of a kit: how to put it on line, what to paste, what WordPress asks for."""

from collections.abc import Mapping

from jeu_oie.board.facts import Facts
from jeu_oie.kit.options import Options
from jeu_oie.kit.planning import Plan
from jeu_oie.render.html.embed import EmbedParts, embed_page, fragment_of, oembed


def embedding(made: Plan, options: Options, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """``embed.html``, ``fragment.html`` and, with the address of the kit's folder, ``oembed.json``."""
    facts, pictured = Facts(made.board, made.words), "board.png" in files
    parts = EmbedParts(facts, made.dossier, options.address or "", pictured, options.templates)
    pages = {"embed.html": embed_page(parts).encode(), "fragment.html": fragment_of(parts).encode() + b"\n"}
    return {**pages, **({"oembed.json": oembed(parts)} if options.address else {})}
