"""The board of a circuit: printed for screens only, then also for a print shop, or in A4 pieces.

python bench/board.py draw CIRCUIT.yaml         the board alone
python bench/board.py shop CIRCUIT.yaml         the same, then A3, A2 and A1 for a print shop
python bench/board.py tile CIRCUIT.yaml         the same as draw, then the pieces with their plan
python bench/board.py many CIRCUIT.yaml N       reads the circuit and draws it on 63 squares, N times over
"""

import sys
from pathlib import Path

from jeu_oie.circuit.read import read
from jeu_oie.game.preset import Preset
from jeu_oie.kit.options import Options
from jeu_oie.kit.plan import Plan, settle_plan
from jeu_oie.kit.printing import ShopBoard, board_on_screen, tile_board


def plan_of(path: str, preset: Preset | None = None) -> Plan:
    """Without the odds: no drawing of the board needs them."""
    reading = read(Path(path))
    assert reading.circuit is not None, reading.problems
    return settle_plan(reading.circuit, preset or Preset(), None)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["draw", circuit]:
            board_on_screen(plan_of(circuit))
        case ["shop", circuit]:  # draws the board for screens once, as the others do
            ShopBoard("", plan_of(circuit), Options()).files()
        case ["tile", circuit]:
            made = plan_of(circuit)
            tile_board(made)
        case ["many", circuit, amount]:
            for _ in range(int(amount)):
                board_on_screen(plan_of(circuit, Preset.model_validate({"squares": "63"})))
        case _:
            raise SystemExit(__doc__)
