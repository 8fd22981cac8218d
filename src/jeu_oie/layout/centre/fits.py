"""The measures that the centre tries, from the most generous to the tightest, and what was found to fit."""

from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class CentreFit:
    """One set of measures: pt of the title and of the legend, mm of a side track's height."""

    title: float
    legend: float
    side: float


TITLES = (40.0, 36.0, 32.0, 28.0, 25.0, 22.0, 20.0, 18.0)
LEGENDS = (12.0, 11.0, 10.0, 9.5, 9.0)
SIDES = (27.0, 21.0, 20.0, 16.0)

# From the most generous to the tightest: the legend's size weighs most, since it is read all evening.
FITS = sorted(
    (CentreFit(*each) for each in product(TITLES, LEGENDS, SIDES)),
    key=lambda fit: -(fit.title / 40 + fit.legend / 3 + fit.side / 40),
)


@dataclass(frozen=True, slots=True)
class Head:
    """The lines of the game's name, of the circuit's title, of the landlord; and the goose's side, mm.

    ``tall``: the goose stands over the words. ``under``: the state stands under them, not beside the last ones.
    """

    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    by: tuple[str, ...]
    height: float
    goose: float
    tall: bool
    under: bool


@dataclass(frozen=True, slots=True)
class CentreParts:
    """The head, and columns and height of the legend, all found to fit."""

    head: Head
    columns: int
    legend: float
