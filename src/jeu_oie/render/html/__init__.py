"""The one jinja2 environment: strict, autoescaped, templates of the circuit's folder before the built-in ones."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from jeu_oie.circuit.falc import sentences_in
from jeu_oie.layout.font import printable
from jeu_oie.resources import folder


@cache
def environment(beside: Path | None = None) -> Environment:
    """Templates of ``beside`` (a ``templates`` folder next to a user's circuit) win over the built-in ones."""
    paths = [path for path in (beside, folder("templates")) if path is not None]
    made = Environment(
        loader=FileSystemLoader(paths),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["printable"] = printable
    made.filters["sentences"] = sentences_in
    return made


def fill(template: str, beside: Path | None = None, /, **values: object) -> str:
    """The template filled with ``values``. Raises jinja2.UndefinedError on a name that was not given."""
    return environment(beside).get_template(template).render(values)


def text(name: str, beside: Path | None = None) -> str:
    """A file of the templates as it stands: nothing in a script is filled in."""
    made = environment(beside)
    assert made.loader is not None
    return made.loader.get_source(made, name)[0]
