"""The one jinja2 environment, shut in; mistakes in a user's templates."""

import sys
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import date
from enum import Enum
from functools import cached_property, lru_cache

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.meta import find_referenced_templates
from jinja2.nodes import Template
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace

from jeu_oie.draw.text import printable, tie_marks
from jeu_oie.errors import InvalidInput, Place, Problem
from jeu_oie.messages import split_sentences
from jeu_oie.resources import Templates, bytecode_folder, folder

# jinja2's own sandbox keeps from Python's insides (``__class__``, ``__globals__``); but whatever is handed to a
# template brings the methods of its library along, and some of these read files or unpack pickles (pydantic's
# ``parse_raw``). So only what is plainly a value may be looked into here: what this program declares itself, and
# Python's own values.
#
# A template may still write anything into the page that it makes, scripts too, and take as much time and memory as
# it likes: who asks for a template reads it first.

OURS = "jeu_oie"
VALUES = (str, bytes, int, float, bool, type(None), tuple, list, range, Mapping, AbstractSet, date, Enum)
OF_TEMPLATES = (LoopContext, Macro, Namespace, Cycler, Joiner, BlockReference, TemplateReference, TemplateModule)


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates look into values only, and change none."""

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        asked = type(obj), attr
        if asked not in self.known:  # a page asks some ten thousand times
            self.known[asked] = is_offered(obj, attr) and super().is_safe_attribute(obj, attr, value)
        return self.known[asked]

    @cached_property
    def known(self) -> dict[tuple[type, str], bool]:
        return {}


def is_offered(obj: object, attribute: str) -> bool:
    """Whether a template may look at ``attribute`` of ``obj``: declared by us, or one of Python's own values."""
    if isinstance(obj, (*VALUES, *OF_TEMPLATES, Undefined)):
        return True
    own = [each for each in type(obj).__mro__ if each.__module__.partition(".")[0] == OURS]
    return bool(own) and any(attribute in each for each in (*map(vars, own), getattr(obj, "__dict__", ())))


AS_THEY_STAND = (".js", ".typ")  # ends the name of what jinja2 fills nothing in
MAX_SHOWN_CHARS = 200  # characters of the line
CODES: tuple[tuple[type[Exception], str], ...] = (
    (TemplateSyntaxError, "template-syntax"),
    (TemplateNotFound, "template-absent"),
    (SecurityError, "template-forbidden"),
    (UndefinedError, "template-undefined"),
    (RecursionError, "template-endless"),
)


def mistakes_in(own: Templates) -> list[Problem]:
    """What cannot be read as a template, seen without filling any."""
    found = []
    for name in list_filled(own):
        try:
            parse_template(name, own)
        except Exception as error:  # noqa: BLE001 (its syntax, brackets without end, a number without end)
            line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
            found.append(mistake_at(name, line, error, own))
    return found


def named_in(own: Templates) -> set[str]:
    """The templates that those of a user's include, extend or import by name."""
    return {name for each in list_filled(own) for name in find_referenced_templates(parse_template(each, own)) if name}


def list_filled(own: Templates) -> Iterator[str]:
    return (name for name in own.texts if not name.endswith(AS_THEY_STAND))


def parse_template(name: str, own: Templates) -> Template:
    return Environment(autoescape=True).parse(own.texts[name], name, own.path(name))


def mistake_of(error: Exception, own: Templates) -> Problem | None:
    """The problem that ``error`` is where ``own`` have brought it about; None where it is a fault of ours."""
    name, line = place_of(error, own)
    if name is not None:
        return mistake_at(name, line, error, own)
    # Ours have no mistake of this kind when they are alone: one of theirs lacks what ours ask of it.
    # A macro of theirs in the place of ours may take other arguments, which jinja2 tells as a TypeError.
    theirs = isinstance(error, TemplateError) or (isinstance(error, TypeError) and str(error).startswith("macro "))
    return problem(Place(own.folder), error) if theirs else None


def mistake_at(name: str, line: int, error: Exception, own: Templates) -> Problem:
    lines = own.texts[name].split("\n")
    excerpt = lines[line - 1].rstrip()[:MAX_SHOWN_CHARS] if 0 < line <= len(lines) else ""
    return problem(Place(own.path(name), line), error, excerpt)


def place_of(error: Exception, own: Templates) -> tuple[str | None, int]:
    """The last of ``own`` on the way to ``error``, and its line; None where none of them is."""
    names = {own.path(name): name for name in own.texts}
    if isinstance(error, TemplateSyntaxError) and error.filename in names:
        return names[error.filename], error.lineno
    found: tuple[str | None, int] = None, 1
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename in names:
            found = names[trace.tb_frame.f_code.co_filename], trace.tb_lineno
        trace = trace.tb_next
    return found


def problem(place: Place, error: Exception, excerpt: str = "") -> Problem:
    code = next((code for kind, code in CODES if isinstance(error, kind)), "template-fails")
    details = f"{type(error).__name__}: {error}" if code == "template-fails" else str(error)
    caret = len(excerpt) - len(excerpt.lstrip()) + 1
    return Problem(place, code, (("details", details[:MAX_SHOWN_CHARS]),), excerpt=excerpt, caret=caret)


READ = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}  # how templates are read


class Bytecode(FileSystemBytecodeCache):
    """Our templates as they were once compiled, a tenth of a light build; anew where they, or how we read, changed."""

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(f"{READ}{source}")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, where Python would; whoever has no room for it has it compiled each time."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)


@lru_cache(maxsize=4)  # those of the program alone, and with the last templates of a user's: they change while serving
def environment(own: Templates | None = None) -> Environment:
    """Templates of ``own`` win over the built-in ones."""
    built_in = FileSystemLoader(folder("templates"))
    made = Sandbox(
        loader=ChoiceLoader([FunctionLoader(own.source), built_in]) if own else built_in,
        undefined=StrictUndefined,
        **READ,
        auto_reload=False,
        bytecode_cache=None if own else Bytecode(str(bytecode_folder())),
    )
    made.filters["printable"] = printable
    made.filters["tied"] = tie_marks
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
