"""Scenes → PDF and PNG: what is drawn to the mm, through the one template that measures nothing."""

import io
from collections.abc import Iterator, Sequence

from jeu_oie.draw.scene import Scene, Text
from jeu_oie.draw.text import PT_MM
from jeu_oie.print.content.drawing import drawing
from jeu_oie.print.look import Look
from jeu_oie.print.shop import Bookmark, for_printing
from jeu_oie.print.typeset import typeset, typeset_pictures

TEMPLATE = "drawing"


def drawn_pdf(scenes: Sequence[Scene], title: str, *, saver: bool, edge: str = "") -> bytes:
    """A page each, tagged, the squares as bookmarks; ``edge``: along which a double-sided sheet is turned."""
    made = typeset(TEMPLATE, TEMPLATE, drawing(scenes, title, saver=saver), Look())
    return for_printing(made, edge, squares(scenes))


def drawn_art(scene: Scene, title: str, *, saver: bool, over: float = 0) -> bytes:
    """A page that others show, without tags, and ``over`` mm of what overruns it."""
    return typeset(TEMPLATE, TEMPLATE, drawing([scene], title, saver=saver, over=over), Look(), tagged=False)


def drawn_picture(scene: Scene, title: str, *, saver: bool, width_px: int) -> bytes:
    """A PNG of 256 colours, ``width_px`` wide: it is put on line, where a third of its bytes show as much."""
    from PIL import Image, ImageFile

    content = drawing([scene], title, saver=saver)
    made = typeset_pictures(TEMPLATE, TEMPLATE, content, Look(), width_px / scene.width)[0]
    parser = ImageFile.Parser()
    parser.feed(made)
    few = parser.close().convert("RGB").quantize(method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out := io.BytesIO(), "PNG", optimize=True)
    return out.getvalue()


def squares(scenes: Sequence[Scene]) -> Iterator[Bookmark]:
    """Each square of a board under its words, where its first line stands."""
    for rank, scene in enumerate(scenes):
        for group in scene.read():
            texts = [mark for mark in group.marks if isinstance(mark, Text)]
            if group.kind == "square" and texts:
                x, y = min(each.x for each in texts), min(each.y - each.size_pt * PT_MM for each in texts)
                yield Bookmark(" ".join(each.content for each in texts), rank, x, y)
