"""A circuit as its own file says it → YAML that the reader reads back to the same model.

Keys stand in the order of the format. A text that PyYAML would write so that our reader loses something of it
(no-break spaces at its ends, which the reader takes for spaces; ends of lines in a block) is written in quotes.
"""

from collections.abc import Mapping
from typing import Any

import yaml

from jeu_oie.circuit.model import HEAD, CircuitFile, Landlord
from jeu_oie.circuit.reader.compose import LONGEST
from jeu_oie.circuit.shapes import names

LAST = ("source", "uncertain")  # of an item
ENDS = " \t\n\u00a0\u202f"  # what a reader may take away at the ends of a line
SEVERAL = frozenset(names("several")) - {"use"}  # one alone needs no list; of the common file one takes a list
DELAYS = names("delays")
# What stands alone for a mapping of it: ``phone`` for ``{kind: phone}``.
ALONE = {
    **dict.fromkeys(names("contacts", "one-or-more-contacts"), "kind"),
    **dict.fromkeys(names("delay", "delays"), "value"),
}


class _InLine(list[Any]):
    """A list that stands in one line: [bilan-2017, guide], [2 jours, 5 jours]."""


class _Dumper(yaml.SafeDumper):
    """Lists stand under their key, indented, as in the circuits that people write."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 (PyYAML's)
        super().increase_indent(flow, False)  # noqa: FBT003

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 (same)
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if "\n" in text:
        style = "|" if _plain_lines(text) else '"'
    elif text.strip(ENDS) != text:
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _plain_lines(text: str) -> bool:
    """Whether a block keeps ``text`` to the letter: every line starts and ends with what can be seen."""
    return all(line and line.strip(ENDS) == line for line in text.split("\n")) and not set(text) & set("\t\u00a0\u202f")


_Dumper.add_representer(str, _text)
_Dumper.add_representer(
    _InLine, lambda dumper, ids: dumper.represent_sequence("tag:yaml.org,2002:seq", ids, flow_style=True)
)


def as_data(written: CircuitFile) -> dict[str, Any]:
    """Plain dicts, lists and texts of what the circuit's file says, in the order of the format; absent stays absent."""
    stated = written.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if isinstance(written.landlord, dict):
        landlord = Landlord.model_validate(written.landlord, by_alias=True, by_name=False)
        stated["landlord"] = landlord.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {key: _drop_made_ids(value) for key, value in order_keys(stated, first=HEAD).items()}


def _drop_made_ids(value: Any) -> Any:  # noqa: ANN401 (data of any shape)
    """Items without an id that no file may hold: the reader made it of a title, and makes it again."""
    if not isinstance(value, list):
        return value
    return [
        {key: each for key, each in item.items() if key != "id" or len(each) <= LONGEST}
        if isinstance(item, dict)
        else item
        for item in value
    ]


def order_keys(data: Mapping[str, Any], first: tuple[str, ...] = (), last: tuple[str, ...] = ()) -> dict[str, Any]:
    between = [key for key in data if key not in first and key not in last]
    return {key: data[key] for key in (*first, *between, *last) if key in data}


def yaml_text(written: CircuitFile) -> str:
    """The YAML of a circuit's own file: keys of its head first, then each list after an empty line."""
    parts = as_data(written).items()
    return "".join(("" if key in HEAD else "\n") + part(key, value) for key, value in parts)


def part(key: str, value: Any) -> str:  # noqa: ANN401 (data of any shape)
    """The lines of one key of the circuit."""
    made = yaml.dump(
        {key: shorten_data(value, key)},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=float("inf"),
    )
    return str(made)


def shorten_data(value: Any, key: str) -> Any:  # noqa: ANN401 (data of any shape)
    """``phone`` for ``{kind: phone}``, ``5 jours`` for ``{value: 5 jours}``, one id for a list of one."""
    if isinstance(value, list):
        if key in SEVERAL:
            return value[0] if len(value) == 1 else _InLine(value)
        short = [shorten_data(each, key) for each in value]
        return _InLine(short) if key in DELAYS and all(isinstance(each, str) for each in short) else short
    if not isinstance(value, dict):
        return value
    alone = ALONE.get(key)
    if alone and set(value) == {alone}:
        return value[alone]
    return {name: shorten_data(each, name) for name, each in order_keys(value, last=LAST).items()}
