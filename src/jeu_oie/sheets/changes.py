"""What changed, on paper: the list, both boards, and what to print again."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from jeu_oie.draw.geometry import number
from jeu_oie.exchange.report import Drawn, Report, Reprint, list_obsolete, report_values, sheets_again
from jeu_oie.sheets.document import BASELINE, Imprint, Sheet, StyleRule, TextGroup, face_of, parts_of, sheet
from jeu_oie.sheets.paper import scale_scene

PAPER = (420.0, 297.0)  # mm, A3: the squares' words stay at 13 pt and more
HEAD = 19.0  # mm over a board, for what it is
SCALE = (PAPER[1] - HEAD) / PAPER[1]


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """A board on a sheet of print: its picture (base64), what it shows, and its words by style."""

    key: str
    picture: str
    shows: str
    parts: tuple[TextGroup, ...]


# --- print -----------------------------------------------------------------------------------------------


def changes_sheet(imprint: Imprint, report: Report, boards: Sequence[Drawn]) -> Sheet:
    """The list on A4, then both boards, a sheet of A3 each: their words in boxes over the shapes (``prints``)."""
    scenes = [scale_scene(each.scene, SCALE, PAPER[0] * SCALE, PAPER[1] * SCALE) for each in boards]
    faces: dict[StyleRule, int] = {}
    for scene in scenes:
        for text in scene.texts():
            faces.setdefault(face_of(text), len(faces) + 1)
    shown = [
        BoardPicture(key, b64encode(each.shapes.encode()).decode(), scene.description, tuple(parts_of(scene, faces)))
        for key, each, scene in zip(("before", "after"), boards, scenes, strict=True)
    ]
    return sheet(
        "print/changes.html",
        imprint,
        boards=shown,
        faces=tuple(faces),
        baseline=BASELINE,
        across=number((PAPER[0] - scenes[0].width) / 2),
        width=number(scenes[0].width),
        height=number(scenes[0].height),
        head=number(HEAD),
        **report_values(report, imprint.words),
    )


def reprint_sheet(imprint: Imprint, listed: Reprint, *, blank: bool = False) -> Sheet:
    """What to print again and what to throw away; ``blank``: an empty page behind it, before cards on both sides."""
    t = imprint.words
    return sheet(
        "print/reprint.html",
        imprint,
        listed=listed,
        again=sheets_again(listed, t),
        away=list_obsolete(listed, t),
        blank=blank,
    )
