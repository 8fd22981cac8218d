"""A card as it is cut out: its front on one cell, or on two where one does not hold its words; its back on each."""

from dataclasses import dataclass

from jeu_oie.board.cards import Card
from jeu_oie.layout.cards.back import back
from jeu_oie.layout.cards.double import double_front
from jeu_oie.layout.cards.face import DeckContext, single_front
from jeu_oie.layout.direction import direction
from jeu_oie.layout.geometry import Box
from jeu_oie.layout.imposition import CELL
from jeu_oie.layout.mirror import mirror_scene
from jeu_oie.layout.scene import Group, Scene

TWO = Box(0, 0, 2 * CELL.w, CELL.h)


@dataclass(frozen=True, slots=True)
class CardUnit:
    """The faces of a card (None: the stamp card); a ``double`` one has a front of two cells, folded like a book."""

    card: Card | None
    front: Scene
    back: Scene
    double: bool


def unit(card: Card, press: DeckContext) -> CardUnit:
    """Both faces of ``card``: a double one only where a single one would send to the circuit in full."""
    front = single_front(card, press, CELL)
    double = not front.is_complete
    cell = TWO if double else CELL
    group = double_front(card, press, TWO).group if double else front.group
    language = press.dossier.language
    return CardUnit(card, scene_of(group, cell, language), scene_of(back(card, press, CELL), CELL, language), double)


def scene_of(group: Group, cell: Box, language: str) -> Scene:
    """A face; seen in a mirror for a language that is written from right to left."""
    scene = Scene(cell.w, cell.h, (group,), language)
    return mirror_scene(scene) if direction(language) == "rtl" else scene
