"""The dangers that the program ships: what a circuit says of them whose common.yaml says nothing, or that has none.

Nobody may print a sheet without a number for danger. They stand in ``circuits/common.yaml``, where they can be mended
without a line of code; ``common.en.yml`` says the same in English (no circuit of that folder, hence its ending). Which
file is whose stands in ``messages.LANGUAGES``.
"""

from functools import cache

from jeu_oie.circuit.model import Common
from jeu_oie.circuit.reader.validate import load
from jeu_oie.messages import LANGUAGES, load_catalog
from jeu_oie.resources import circuit_text


def standard(language: str) -> Common:
    """The common file of the program in ``language``; in French where it does not speak it."""
    return _read(LANGUAGES[load_catalog(language).language].common)


@cache
def _read(name: str) -> Common:
    common, problems = load(circuit_text(name), name, Common)
    assert common is not None, problems
    return common
