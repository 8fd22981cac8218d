"""What the landlord signs (``print/validation.pdf``): a row a fact, three boxes to tick, room to correct.

It is read at a desk by a quality department, then comes back: no row breaks over two pages, and each page says what
to do. The hash that is signed is the circuit's own (``circuit/fingerprint``), not the sheet's.
"""

from base64 import b64encode
from collections.abc import Sequence

from jeu_oie.board.facts import FactFormatter
from jeu_oie.board.palette import INK
from jeu_oie.board.validation import sections
from jeu_oie.circuit.fingerprint import SHORTEST, fingerprint
from jeu_oie.layout.geometry import Box, number, rounded_path
from jeu_oie.render.html.sheet import Imprint, Sheet, sheet

GROUP = 4  # digits that the eye takes in at once
BOX = 4.8  # mm, to tick
# mm: what the game says, source; then the three columns to tick, in large print too.
WORDS = {False: (84.0, 13.0), True: (72.0, 19.5)}
TICKS = {False: (12.0, 15.0, 19.0), True: (16.0, 22.0, 21.0)}


def validation_sheet(imprint: Imprint) -> Sheet:
    """The circuit to read again and to sign."""
    signed = fingerprint(imprint.board.circuit)
    return sheet(
        "print/validation.html",
        imprint,
        duplex=True,
        sections=sections(imprint.deck, imprint.dossier, FactFormatter(imprint.board, imprint.words)),
        said=WORDS[imprint.large][0],
        from_=WORDS[imprint.large][1],
        columns=TICKS[imprint.large],
        ticks=sum(TICKS[imprint.large]),
        boxes=boxes(TICKS[imprint.large]),
        signed=group_digits(signed[:SHORTEST]),
        signed_whole=group_digits(signed),
    )


def group_digits(digits: str) -> str:
    return " ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def boxes(columns: Sequence[float]) -> str:
    """A row's boxes to tick as one picture, over its three columns: a thousand boxes of the engine take a second."""
    height = 9.0
    middles = (sum(columns[:rank]) + width / 2 for rank, width in enumerate(columns))
    drawn = "".join(rounded_path(Box(middle - BOX / 2, (height - BOX) / 2, BOX, BOX), (0.8,) * 4) for middle in middles)
    lines = "".join(f"M{number(sum(columns[:rank]))} -60V69" for rank in range(1, len(columns)))
    size = f'width="{sum(columns)}mm" height="{height}mm" viewBox="0 0 {sum(columns)} {height}"'
    path = f'<path d="{drawn}{lines}" fill="none" stroke="{INK}" stroke-width="0.35"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size} overflow="visible">{path}</svg>'
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
