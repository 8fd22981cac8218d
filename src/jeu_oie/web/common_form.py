"""The form over the common file: its parts, and what it says where the form of a circuit speaks of a circuit."""

from collections.abc import Mapping
from typing import Any

from jeu_oie.messages import Catalog
from jeu_oie.web.inline import picture

ROOT = "Common"  # the model of the rulebook that the file is of
# The parts of the form, with the lists that each holds.
SECTIONS = (
    ("circuit", ()),
    ("dangers", ("emergency", "gestures")),
    ("stuck", ("recourse",)),
    ("cards", ("questions", "advice")),
    ("names", ("sources", "actors", "words")),
    ("read", ()),
)
# The fields that are seen at once, by the model of an item; the others stand under « more ».
FIRST = {
    "Emergency": ("danger", "id", "first", "call", "hours", "source"),
    "Gesture": ("icon", "text"),
    "CommonRecourse": ("title", "text", "who", "contact", "delay", "topics", "source"),
    "CommonQuestion": ("title", "answers", "right", "why", "topics", "source"),
    "CommonAdvice": ("title", "text", "topics", "source"),
}
UNTITLED = "text"  # what an item is called by that has no title: a gesture
PLACED = ("at", "for")  # what names items of a circuit: nobody can choose among those of all
# The lists that only this file has, with what stands before their items.
OWN_LISTS = {"emergency": "danger", "gestures": "egg"}

# The key of the script → that of the catalogs.
SAID = {
    "part.circuit": "editor.common.part",
    "part.dangers": "editor.common.dangers",
    "state.draft": "editor.common.state",
    "save.sure": "editor.common.sure",
    "read.wrong": "editor.common.wrong",
    "read.right": "editor.common.right",
    "judged.told": "editor.common.judged",
    "label.danger": "editor.common.danger",
    "help.danger": "editor.common.danger.help",
    "label.topics": "editor.common.topics",
    "help.topics": "editor.common.topics.help",
    "use.choose": "editor.common.topics.choose",  # nothing else is ticked here
    "help.Emergency.after": "editor.common.after.help",
    "label.Emergency.by": "editor.common.by",
    "help.Emergency.by": "editor.common.by.help",
    "choice.Emergency.by.voice": "editor.common.by.voice",
    "choice.Emergency.by.sms": "editor.common.by.sms",
    "label.Emergency.id": "editor.common.id",
    "help.Emergency.id": "editor.common.id.help",
    "help.Gesture.icon": "editor.common.icon.help",
    "label.Gesture.text": "editor.common.gesture",
    "help.Gesture.text": "editor.common.gesture.help",
}


def common_book(book: Mapping[str, Any]) -> dict[str, Any]:
    """The rulebook ``book`` for the common file: what names items of a circuit only stands where it stood before."""
    models = {
        model: [{**each, "when": {"key": each["key"]}} if each["key"] in PLACED else each for each in fields]
        if model in FIRST
        else fields
        for model, fields in book["models"].items()
    }
    return {**book, "models": models, "root": ROOT, "sections": SECTIONS, "first": FIRST, "titles": UNTITLED}


def common_sentences(words: Catalog, file: str) -> dict[str, str]:
    """What the form over ``file`` says otherwise than that of a circuit, or besides."""
    return {
        **{key: words(name) for key, name in SAID.items()},
        "untitled.circuit": words("editor.common.title", file=file),
    }


def common_style() -> str:
    """What stands before items that only this file has."""
    return "".join(f'.item[data-kind={kind}]{{--p:url("{picture(name)}")}}' for kind, name in OWN_LISTS.items())
