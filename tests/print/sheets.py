"""What the tests of typeset sheets share: the plan of a circuit, what a content tells, the words of a PDF."""

import io
import subprocess
from collections.abc import Iterator
from functools import cache

import pikepdf

from bench.differ.facts import lost, said_on
from jeu_oie.game.preset import Preset
from jeu_oie.kit.options import Options
from jeu_oie.kit.plan import plan, settle_plan
from jeu_oie.kit.sheets import BY_NAME
from jeu_oie.print.content.frame import NAMES, as_data
from jeu_oie.print.typeset import files_of, fonts
from jeu_oie.resources import folder
from tests.game import making
from tests.print.dropping import dropped_in


def planned(circuit, **preset):
    return plan(circuit, Preset.model_validate(preset))


def settled(circuit, address=None, **preset):
    """Its plan, no game played."""
    return settle_plan(circuit, Preset.model_validate(preset), address)


@cache
def shipped(path, **preset):
    return planned(making.shipped(path), **preset)


def document(name, made, **options):
    """The document of a row of SHEETS."""
    return BY_NAME[name].maker(name, made, Options(**options))


def squeezed(text: str) -> str:
    """Without any space: a text may be broken over lines; nor what lets a long word break."""
    return "".join(text.replace("\u200b", "").split())


def plain(text: str) -> str:
    """With plain spaces."""
    return " ".join(text.split())


def gone(laid, template: str = "") -> tuple[str, ...]:
    """What gave way on a sheet, by its path in the content."""
    files = files_of(template or laid.template, laid.content, laid.look)
    return dropped_in(files, folder("templates") / "print", fonts())


def words(pdf: bytes, *options: str) -> str:
    made = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return made.stdout.decode()


def found_in(value) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for key, each in value.items():
                if key not in NAMES:
                    yield from found_in(each)
        case list():
            for each in value:
                yield from found_in(each)
        case _:
            pass


def unsaid(pdf: bytes, content, dropped=()) -> tuple[str, ...]:
    """The texts of ``content`` that ``pdf`` does not show, with their paths; ``dropped``: those that gave way."""
    told = {key: value for key, value in as_data(content).items() if key != "frame"}
    return lost(told, said_on(pdf), dropped)


COLOURING = {"g", "G", "k", "K", "rg", "RG", "sc", "SC", "scn", "SCN"}


def grey(pdf: bytes) -> bool:
    """Whether all that it draws, pictures of shapes too, is in black and greys."""
    with pikepdf.open(io.BytesIO(pdf)) as made:
        drawn = [*made.pages, *(each for each in made.objects if is_form(each))]
        told = [
            operation
            for each in drawn
            for operation in pikepdf.parse_content_stream(each)
            if str(operation.operator) in COLOURING
        ]
        return all(len({round(float(each), 2) for each in told.operands if is_number(each)}) <= 1 for told in told)


def is_form(each: pikepdf.Object) -> bool:
    return isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"


def is_number(each: object) -> bool:
    return not isinstance(each, pikepdf.Name)


def codes_of(worksheets) -> list[str]:
    """The codes that bring rows back, in the order of the sheets."""
    closing = worksheets.closing
    return [
        *(row.code for table in worksheets.tables for row in table.rows),
        *(line.code for sheet in worksheets.blanks for gap in sheet.gaps for line in gap.lines),
        *(closing.subject_code, *closing.commitment_codes),
        *(closing.date_code, closing.lead_code, closing.question_code),
    ]
