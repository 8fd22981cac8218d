"""An answer as plain data: the page reads this, and looks into no circuit."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from jeu_oie.circuit.times import Span
from jeu_oie.game.answers.model import Answer
from jeu_oie.game.days import term_of


def as_data(made: Answer) -> dict[str, Any]:
    """Dicts, lists, texts, numbers; what is empty is left out. Keys are the names of the model."""
    plain: dict[str, Any] = _plain(made)
    return plain


def span_data(span: Span) -> dict[str, Any]:
    """An announced time as a due day is counted of it; empty where it is rough: none is."""
    term = term_of(span)
    return {} if span.about else {"number": term.number, "by": term.by.value}


def _plain(value: Any) -> Any:  # noqa: ANN401 (any part of an answer)
    if isinstance(value, Span):
        return span_data(value)
    if is_dataclass(value):
        return _kept({each.name: _plain(getattr(value, each.name)) for each in fields(value)})
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.value if isinstance(value, Enum) else value


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not False and value not in (None, "", [], {})}
