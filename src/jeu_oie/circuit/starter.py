"""The commented circuit that « jeu-oie new » writes: nothing in it is a fact, every list has its example.

It stands beside the catalogs (``locale/*/starter.yaml``). Lines that start with « ## » explain; the others, once their
« # » is removed, are a circuit that can be read.
"""

from jeu_oie.messages import load_catalog
from jeu_oie.resources import starter_text

FIRST = "# yaml-language-server: $schema={schema}\n"


def starter(schema_path: str, language: str) -> str:
    """The text of a new circuit, commented in ``language``; in French where the program does not speak it.

    ``schema_path`` is where ``circuit.schema.json`` stands, seen from the new file: editors check with it.
    """
    return FIRST.format(schema=schema_path) + starter_text(load_catalog(language).language)
