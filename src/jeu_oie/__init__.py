"""A landlord's complaint circuit, in YAML, made into a goose-game board.

What stands in ``__all__`` is what a script may use (docs/python.md); the rest may change at any time. Each name is
loaded when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from jeu_oie.version import __version__ as __version__

if TYPE_CHECKING:
    from jeu_oie.api.build import BuildSettings, Kit, build
    from jeu_oie.api.check import check
    from jeu_oie.api.compare import Comparison, compare
    from jeu_oie.api.diff import CircuitDiff, diff
    from jeu_oie.api.odds import BoardOdds, odds
    from jeu_oie.api.read import read
    from jeu_oie.circuit.model import Circuit
    from jeu_oie.circuit.read import Reading
    from jeu_oie.errors import InvalidInput, JeuOieError, OutputRefused, Place, Problem, Severity

FACE = {
    "BoardOdds": "api.odds",
    "BuildSettings": "api.build",
    "Circuit": "circuit.model",
    "CircuitDiff": "api.diff",
    "Comparison": "api.compare",
    "InvalidInput": "errors",
    "JeuOieError": "errors",
    "Kit": "api.build",
    "OutputRefused": "errors",
    "Place": "errors",
    "Problem": "errors",
    "Reading": "circuit.read",
    "Severity": "errors",
    "build": "api.build",
    "check": "api.check",
    "compare": "api.compare",
    "diff": "api.diff",
    "odds": "api.odds",
    "read": "api.read",
}
__all__ = [
    "BoardOdds",
    "BuildSettings",
    "Circuit",
    "CircuitDiff",
    "Comparison",
    "InvalidInput",
    "JeuOieError",
    "Kit",
    "OutputRefused",
    "Place",
    "Problem",
    "Reading",
    "Severity",
    "build",
    "check",
    "compare",
    "diff",
    "odds",
    "read",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 (whatever bears that name)
    if name not in FACE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"jeu_oie.{FACE[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
