"""Which sheets and cards carry which content hash: whether the one in hand is still current, and what to print again.

The cards that changed are printed on few sheets of their own.
"""

import json
from collections.abc import Mapping
from dataclasses import replace

from jeu_oie import heavy
from jeu_oie.board.cards import Deck
from jeu_oie.exchange.reprint import PrintedHashes, Reprint
from jeu_oie.kit.cards import card_document
from jeu_oie.kit.options import Options
from jeu_oie.kit.planning import Plan
from jeu_oie.kit.printing import imprint_of, print_file, set_in_parts
from jeu_oie.kit.sheets import documents
from jeu_oie.layout.cards.face import card_hash
from jeu_oie.render.html.prints_changes import reprint_sheet

LIKE = {"reprint.pdf": "cards", "reprint-fold.pdf": "cards-fold"}  # file → that of a kit which it is made like


def printed_by(made: Plan) -> PrintedHashes:
    """What a kit of ``made`` prints a hash on, reckoned without the PDF engine."""
    sheets = {name: digits for each in documents(made, Options()) for name, digits in each.sheets.items()}
    cards = made.deck.printed
    return PrintedHashes(
        sheets, {each.name: card_hash(each) for each in cards}, {each.name: each.title for each in cards}
    )


def printed_in(manifest: bytes) -> PrintedHashes | None:
    """What the kit of ``manifest`` printed; None where it is not one of ours."""
    try:
        told = json.loads(manifest)
        sheets = {str(name): str(digits) for name, digits in told["sheets"].items()}
        return PrintedHashes(sheets, {str(name): str(card["hash"]) for name, card in told["cards"].items()})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def reprint_files(made: Plan, listed: Reprint, options: Options) -> Mapping[str, bytes]:
    """``reprint.pdf`` and the one to fold: the list on a sheet of its own, then the cards that changed, and no others.

    Raises PrintEngineMissing, RenderingFailed.
    """
    imprint, cards, files = imprint_of(made, options), cards_again(made, listed, options), {}
    for name, like in LIKE.items():
        duplex = like == "cards"
        printing = heavy.pdf.Printing(duplex=duplex, edge=heavy.pdf.Edge(options.flip), black=imprint.saver)
        first = set_in_parts(reprint_sheet(imprint, listed).parts, printing)
        if duplex and heavy.pdf.page_count(first) % 2:  # so that the first card comes on a front
            first = set_in_parts(reprint_sheet(imprint, listed, blank=True).parts, printing)
        files[name] = heavy.pdf.join_documents([first, cards[print_file(like)]]) if cards else first
    return files


def cards_alone(made: Plan, listed: Reprint, options: Options) -> Mapping[str, bytes]:
    """The same without the list, which is text: for who has no print engine."""
    cards = cards_again(made, listed, options)
    return {name: cards[print_file(like)] for name, like in LIKE.items() if cards}


def cards_again(made: Plan, listed: Reprint, options: Options) -> Mapping[str, bytes]:
    """The files of the cards that changed, by the name of all; none where none did."""
    some = replace(made, deck=part_of(made.deck, frozenset(listed.cards.again)))
    return card_document("cards", some, options).files() if some.deck.printed else {}


def part_of(deck: Deck, names: frozenset[str]) -> Deck:
    """The cards of ``deck`` that are named."""
    cards, pile = (tuple(card for card in each if card.name in names) for each in (deck.cards, deck.pile))
    return Deck(cards, pile)
