"""What a square does to a pawn that the die brings there, as plain data (game.md, « Rules, to the last case »)."""

from dataclasses import dataclass

ANSWER_SQUARES = 2  # won by a right answer that is new
RECALL_SQUARES = 1  # by one that was read to all before
HELP_SQUARES = 2  # « Avancez de 2 »
MAX_PROOFS = 3


@dataclass(frozen=True, slots=True)
class Landing:
    """What a square does; other squares are told by their rank in the table.

    ``box``: a ☐, where the first pawn that comes stops, reads to all and ticks; ``opened``: it is ticked before the
    first throw. ``proof``: one egg is turned to its colour. ``frees``: one team that waits plays again; ``moves``:
    squares that the pawn moves on, playing nothing. On a ☐ both are for whoever reads it first.
    ``again``: as many squares again as the die said, which plays. ``stake``: squares that a right answer wins.
    ``draws``: a card of the pile. ``waits``: turns that are lost here, and ``back`` where one is sent, by whoever shows
    no proof: a red square. ``door``: where one may go once it is ticked. ``level``: the urgency that crosses (0 the
    most urgent; one as urgent or more) to ``bridge``, or as many squares ``again``.
    """

    box: bool = False
    opened: bool = False
    proof: bool = False
    frees: bool = False
    moves: int = 0
    again: bool = False
    stake: int = 0
    draws: bool = False
    waits: int = 0
    back: int | None = None
    door: int | None = None
    level: int | None = None
    bridge: int | None = None

    @property
    def red(self) -> bool:
        """Whether a proof may be shown there."""
        return bool(self.waits) or self.back is not None


READ = Landing()
