"""The board, the cards, the person's sheet as pictures of their pages, for who edits their circuit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from jeu_oie.kit.options import Options
from jeu_oie.kit.plan import Plan
from jeu_oie.kit.printing import duplex_cards, person_sheet, typeset_document
from jeu_oie.print.content.cards import item_of
from jeu_oie.print.drawn import drawn_picture
from jeu_oie.print.typeset import typeset_pictures

BOARD_PX = 1600  # wide
CARD_PX_MM, PERSON_PX_MM = 8.0, 4.0


class Looked(StrEnum):
    """What one looks at."""

    BOARD = "board"
    CARD = "card"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG; ``title``: that of the card that it is, empty on a sheet."""

    png: bytes
    title: str = ""


def show(made: Plan, sheet: Looked, item: str) -> tuple[Picture, ...]:
    """The pages of ``sheet``; of the cards those of an item, by its id: none where it has no card.

    Raises DoesNotFit, RenderingFailed. It is set in this process, which grows by it and may not fork any more.
    """
    if sheet is Looked.BOARD:
        scene = made.drawing.scene
        return (Picture(drawn_picture(scene, scene.title, saver=made.board.preset.saver, width_px=BOARD_PX)),)
    return show_person(made) if sheet is Looked.PERSON else tuple(show_cards(made, item))


def show_person(made: Plan, px_mm: float = PERSON_PX_MM) -> tuple[Picture, ...]:
    """Raises DoesNotFit, RenderingFailed."""
    sheet = typeset_document("person", person_sheet, "3-person", made, Options(), duplex=True)
    return tuple(
        map(Picture, typeset_pictures(sheet.name, sheet.template, sheet.content, sheet.look, px_mm, sheet.own))
    )


def show_cards(made: Plan, item: str) -> Iterator[Picture]:
    """The fronts of the cards that an item has. Raises DoesNotFit, RenderingFailed."""
    cards = duplex_cards(made, Options())
    wanted = {card.name for card in made.deck.printed if item_of(card) == item}
    fronts = tuple(each for each in cards.content.fronts if each.place in wanted)
    if fronts:
        content, look = replace(cards.content, fronts=fronts), replace(cards.look, side="alone")
        pages = typeset_pictures(cards.name, "cards", content, look, CARD_PX_MM, cards.own)
        for page, front in zip(pages, fronts, strict=True):
            yield Picture(page, front.title.text)
