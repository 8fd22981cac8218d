"""A kit in black and white spends black alone: every colour that its print files paint with is read."""

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from jeu_oie import kit
from jeu_oie.circuit.read import read
from jeu_oie.game.preset import Preset

SMALL = Path(__file__).with_name("small.yaml")
PAINTS = {"g": "fill", "rg": "fill", "k": "fill", "G": "stroke", "RG": "stroke", "K": "stroke"}
# Colours of a space by its number of channels: Typst names spaces of grey and of red, green, blue (ISO 32000-1, 8.6.8).
CHANNELS = {1: "g", 3: "rg", 4: "k"}
IN_SPACE = {"sc": "fill", "scn": "fill", "SC": "stroke", "SCN": "stroke"}
SHOWS = {"Tj", "TJ", "'", '"'}
# Black alone, whatever the file counts in, and white, on black or where something is left out.
BLACK = {("g", 0.0), ("rg", 0.0, 0.0, 0.0), ("k", 0.0, 0.0, 0.0, 1.0)}
WHITE = {("g", 1.0), ("rg", 1.0, 1.0, 1.0), ("k", 0.0, 0.0, 0.0, 0.0)}

Colour = tuple[Any, ...]


def streams(file: bytes) -> Iterator[tuple[str, Any]]:
    """Everything of a PDF that draws: pages, what they show by name, the tiles of patterns, letters that are drawn."""
    with pikepdf.open(io.BytesIO(file)) as opened:
        for rank, page in enumerate(opened.pages):
            yield f"page {rank + 1}", page
        for each in opened.objects:
            if isinstance(each, pikepdf.Stream) and ("/BBox" in each or "/PatternType" in each):
                yield f"object {each.objgen[0]}", each


def painted(file: bytes) -> Iterator[tuple[str, bool, Colour]]:
    """Where, whether text, and with which colour something is painted."""
    for where, stream in streams(file):
        kept: list[Colour] = []
        fill: Colour = ("g", 0.0)
        for each in pikepdf.parse_content_stream(stream):
            operands, name = each.operands, str(each.operator)
            if name == "sh":
                yield where, False, (name, *map(str, operands))
            elif name in IN_SPACE and not any(isinstance(each, pikepdf.Name) for each in operands):  # no pattern
                colour = (CHANNELS[len(operands)], *(round(float(each), 3) for each in operands))
                fill = colour if IN_SPACE[name] == "fill" else fill
                yield where, False, colour
            elif name == "q":
                kept.append(fill)
            elif name == "Q":
                fill = kept.pop()
            elif name in PAINTS:
                colour = (name.lower(), *(round(float(each), 3) for each in operands))
                fill = colour if PAINTS[name] == "fill" else fill
                yield where, False, colour
            elif name in SHOWS:
                yield where, True, fill


def grey(colour: Colour) -> bool:
    name, *shares = colour
    return (name == "k" and not any(shares[:3])) or (name in {"g", "rg"} and len(set(shares)) == 1)


def faults(file: bytes) -> set[str]:
    """Where text is painted in something else than black or white, or anything in a colour."""
    return {
        f"{where}: {'text' if text else 'drawing'} {colour}"
        for where, text, colour in painted(file)
        if (colour not in BLACK | WHITE if text else not grey(colour))
    }


@cache
def made(ink: str, only: str) -> dict[str, bytes]:
    planned, _ = kit.plan_reading(read(SMALL), Preset.model_validate({"ink": ink}))
    assert planned is not None
    return dict(kit.make(planned, kit.Options(only=[only]), "source").files)


def prints(ink: str) -> dict[str, bytes]:
    return {name: content for name, content in made(ink, "pdf").items() if name.endswith(".pdf")}


@pytest.mark.slow
def test_what_is_printed_in_black_and_white_is_painted_in_black():
    files = prints("saver")
    assert len(files) >= 10
    assert {name: found for name, content in files.items() if (found := faults(content))} == {}


@pytest.mark.slow
def test_every_file_shows_text_in_black():
    """Guard: text is found in each file, and not all of it white."""
    for name, content in prints("saver").items():
        if "back" not in name:
            assert [1 for _, text, colour in painted(content) if text and colour in BLACK], name


@pytest.mark.slow
def test_the_guard_sees_ink_that_is_not_black():
    """A kit in colours fails in every file that has some, and so does a black one with one word in dark blue."""
    coloured = ("1-board-a3", "1-board-a4", "2-table", "3-person", "hall/poster", "more/circuit")
    assert all(faults(prints("colour")[f"print/{name}.pdf"]) for name in coloured)
    with pikepdf.open(io.BytesIO(prints("saver")["print/more/circuit.pdf"])) as opened:
        page = opened.pages[0]
        drawn = page.Contents.read_bytes() if isinstance(page.Contents, pikepdf.Stream) else b""
        page.Contents = opened.make_stream(drawn + b"\nq 0.125 0.133 0.247 rg BT (x) Tj ET Q\n")
        planted = io.BytesIO()
        opened.save(planted)
    assert faults(planted.getvalue()) == {
        "page 1: text ('rg', 0.125, 0.133, 0.247)",
        "page 1: drawing ('rg', 0.125, 0.133, 0.247)",
    }


def test_the_board_is_black_in_svg_too():
    """Every colour of the drawing is a grey; in colours it is not."""
    for ink, wanted in (("saver", True), ("colour", False)):
        colours = set(
            re.findall(r"#[0-9A-Fa-f]{6}\b", re.sub(r"base64,[^)]*", "", made(ink, "svg")["board.svg"].decode()))
        )
        assert all(len({colour[1:3], colour[3:5], colour[5:7]}) == 1 for colour in colours) is wanted, colours
        assert ("#000000" in colours) is wanted


@pytest.mark.parametrize("word", ["<text", "<path"])
def test_the_guard_finds_texts_and_shapes_in_the_svg(word):
    assert word in made("saver", "svg")["board.svg"].decode()
