"""The one jinja2 environment: strict, autoescaped, shut in (``sandbox``); a user's templates before ours."""

from functools import lru_cache

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, FunctionLoader, StrictUndefined

from jeu_oie.errors import InvalidInput
from jeu_oie.layout.font import printable
from jeu_oie.messages import split_sentences
from jeu_oie.render.html.mistakes import mistake_of
from jeu_oie.render.html.sandbox import Sandbox
from jeu_oie.render.templates import Templates
from jeu_oie.resources import folder


@lru_cache(maxsize=4)  # those of the program alone, and with the last templates of a user's: they change while serving
def environment(own: Templates | None = None) -> Environment:
    """Templates of ``own`` win over the built-in ones."""
    built_in = FileSystemLoader(folder("templates"))
    made = Sandbox(
        loader=ChoiceLoader([FunctionLoader(own.source), built_in]) if own else built_in,
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["printable"] = printable
    made.filters["sentences"] = split_sentences
    return made


def fill(template: str, own: Templates | None = None, /, **values: object) -> str:
    """The template filled with ``values``.

    Raises InvalidInput on a mistake in one of ``own``, jinja2.UndefinedError on a name that was not given to ours.
    """
    try:
        return environment(own).get_template(template).render(values)
    except Exception as error:
        problem = mistake_of(error, own) if own else None
        if problem is None:
            raise
        raise InvalidInput((problem,)) from error


def text(name: str, own: Templates | None = None) -> str:
    """A file of the templates as it stands: nothing in a script is filled in."""
    made = environment(own)
    assert made.loader is not None
    return made.loader.get_source(made, name)[0]
