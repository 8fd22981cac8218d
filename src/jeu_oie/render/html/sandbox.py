"""Where templates run: a stranger's can neither run a program nor open a file, whatever is written in it.

jinja2's own sandbox keeps from Python's insides (``__class__``, ``__globals__``); but whatever is handed to a template
brings the methods of its library along, and some of these read files or unpack pickles (pydantic's ``parse_raw``). So
only what is plainly a value may be looked into here: what this program declares itself, and Python's own values.

A template may still write anything into the page that it makes, scripts too, and take as much time and memory as it
likes: who asks for a template reads it first.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from enum import Enum
from functools import cached_property

from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace

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
