"""A mistake in a user's template, as the problem that is told: whose it is, on which line, and its cure."""

from collections.abc import Iterator

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.meta import find_referenced_templates
from jinja2.nodes import Template

from jeu_oie.errors import Place, Problem
from jeu_oie.render.templates import Templates

AS_THEY_STAND = ("page/early.js", "page/script.js")  # nothing is filled in there (``text``)
SHOWN = 200  # characters of the line
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
    return (name for name in own.texts if name not in AS_THEY_STAND)


def parse_template(name: str, own: Templates) -> Template:
    return Environment(autoescape=True).parse(own.texts[name], name, own.path(name))


def mistake_of(error: Exception, own: Templates) -> Problem | None:
    """The problem that ``error`` is where ``own`` have brought it about; None where it is a fault of ours."""
    name, line = place_of(error, own)
    if name is not None:
        return mistake_at(name, line, error, own)
    # Ours have no mistake of this kind when they are alone: one of theirs lacks what ours ask of it.
    return problem(Place(own.folder), error) if isinstance(error, TemplateError) else None


def mistake_at(name: str, line: int, error: Exception, own: Templates) -> Problem:
    lines = own.texts[name].split("\n")
    excerpt = lines[line - 1].rstrip()[:SHOWN] if 0 < line <= len(lines) else ""
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
    return Problem(place, code, (("details", details[:SHOWN]),), excerpt=excerpt, caret=caret)
