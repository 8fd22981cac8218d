"""What the handbook tells of each part of the format, read off the registers: a section a model of the format."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jeu_oie.builder.project import AssociationSettings, LandlordSettings, ProjectSettings, Settings
from jeu_oie.circuit import keys, model
from jeu_oie.circuit.fields import DelayMapping
from jeu_oie.circuit.item import FactSource
from jeu_oie.circuit.kinds import Setback
from jeu_oie.circuit.rulebook import rulebook
from jeu_oie.circuit.shapes import model_name
from jeu_oie.exchange.table import COLUMNS
from jeu_oie.exchange.table import ROWS as TABLED
from jeu_oie.game.kinds import Kind
from jeu_oie.messages import Catalog
from jeu_oie.problems import find_sentence
from jeu_oie.web.editor import LABELLED, OWN_WORDS, READ_ONLY, name_choice
from script.handbook.examples import CIRCUIT, COMMON, LANDLORD, PROJECT

Described = type[model.Model | DelayMapping | Settings]
HEAD_KEYS = model.HEAD_KEYS
PALETTE = "palette"
SHARED = ("id", "title", "short", "text", "source", "uncertain")  # what every item may say, told once
PICTURED: Mapping[str, tuple[str, ...]] = {
    "steps": (Kind.START, Kind.STEP, Kind.HOLD, Kind.SAY, Kind.FACT, Kind.ASK, Kind.BLANK),
    "shortcuts": (Kind.SHORTCUT,),
    "detours": (Kind.DETOUR, Kind.OTHER_WAY, Kind.RIGHT),
    "setbacks": tuple(Kind(each) for each in Setback),
    "practices": (Kind.GOOSE,),
    "recourse": (Kind.RECOURSE, Kind.HELPER),
    "spaces": (Kind.SPACE,),
    "questions": (Kind.QUIZ, Kind.DEBATE),
    "problems": (Kind.PROBLEM,),
    **dict.fromkeys(("advice", "facts"), (Kind.DRAW,)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the format.

    ``file`` and ``key`` say what is cut out of the example: without a key the file, up to its key ``before``.
    ``listed``: it is called as in the form.
    """

    name: str
    model: Described | None = None
    file: str = CIRCUIT
    key: str = ""
    before: str = ""
    pictures: tuple[str, ...] = ()
    listed: bool = False

    @property
    def is_list(self) -> bool:
        """Whether it is a list of items of a circuit, which become squares or cards."""
        return self.name in model.LISTS


SECTIONS = (
    Section(name="circuit", model=model.CircuitFile, before="sources", pictures=(Kind.FINISH,)),
    *(
        Section(name=name, model=held, key=name, pictures=PICTURED.get(name, ()), listed=True)
        for name, held in model.LISTS.items()
    ),
    Section(name="item", model=model.Fact, key="facts"),
    Section(name="delays", model=DelayMapping, key="delay", pictures=(Kind.TIME,)),
    Section(name="own-source", model=FactSource, key="delay"),
    Section(name="contacts", model=model.Contact, key="channels"),
    Section(name="elsewhere", model=model.ElsewhereItem, key="elsewhere"),
    Section(name="reserved"),
    *(
        Section(name=name, model=held, key=name, listed=True)
        for name, held in (("sources", model.Source), ("actors", model.Actor), ("words", None))
    ),
    Section(name="validated", model=model.Validation, key="validated"),
    Section(name="landlord", model=model.Landlord, file=LANDLORD, before="emergency"),
    Section(name="agencies", model=model.Agency, file=LANDLORD, key="agencies"),
    Section(name="emergency", model=model.Emergency, file=LANDLORD, key="emergency"),
    Section(name="cases", model=model.EmergencyCase, file=COMMON, key="cases"),
    Section(name="common", model=model.Common, file=COMMON),
    Section(name="gestures", model=model.GestureItem, file=COMMON, key="gestures"),
    Section(name="next", model=model.NextStep, file=COMMON, key="next"),
    Section(name="departments", model=model.Department, file=COMMON, key="departments"),
    Section(name="offices", model=model.Office, file=COMMON, key="departments"),
    Section(name="project", model=ProjectSettings, file=PROJECT),
)


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A key in one model: ``label`` in the form and in tables, ``kind`` of its value, ``choices`` with their words."""

    key: str
    label: str
    kind: str
    meaning: str
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()


def list_entries(section: Section, words: Catalog) -> tuple[KeyEntry, ...]:
    """What a section says of each key of its model, those that every item has left out."""
    if section.model is None:
        return ()
    if issubclass(section.model, Settings):
        return tuple(describe_settings(section.model, words))
    described = tuple(describe_keys(section.model, words))
    if section.name == "common":
        described += tuple(each for each in describe_keys(model.CommonAdvice, words) if each.key == keys.TOPICS.name)
    if section.name == "circuit":
        return tuple(
            sorted((each for each in described if each.key in HEAD_KEYS), key=lambda each: HEAD_KEYS.index(each.key))
        )
    return tuple(each for each in described if section.name == "item" or not is_shared(section, each))


def list_parts(words: Catalog) -> tuple[KeyEntry, ...]:
    """The keys of a circuit that have a section of their own."""
    return tuple(each for each in describe_keys(model.CircuitFile, words) if each.key not in HEAD_KEYS)


def list_shared(section: Section, words: Catalog) -> tuple[KeyEntry, ...]:
    """The keys of every item that a section has besides its own."""
    if section.model is None or section.name == "item" or issubclass(section.model, Settings):
        return ()
    return tuple(each for each in describe_keys(section.model, words) if is_shared(section, each))


def is_shared(section: Section, entry: KeyEntry) -> bool:
    held = section.model is not None and issubclass(section.model, model.Item)
    return held and entry.key in SHARED


def describe_keys(described: Described, words: Catalog) -> Iterator[KeyEntry]:
    """The keys of a model of the format, in its order."""
    name = model_name(described)
    for key, rules in zip(keys.of(described).values(), rulebook(words)["models"][name], strict=True):
        yield KeyEntry(
            key.name,
            find_label(described, key.name, words),
            rules["kind"],
            say_meaning(key, words, on_card=described in model.LISTS.values()),
            required=rules.get("required", False),
            choices=tuple(name_choices(key, rules, words)),
        )


def say_meaning(key: keys.Key, words: Catalog, *, on_card: bool) -> str:
    """What a key is, and the row of a card on which it is read, if it is of an item that has one."""
    said = words(key.explanation)
    row = f" {words('handbook.row', row=words(key.label))}" if key.icon and on_card else ""
    return said + (row if said.endswith((".", "…", "?")) or not row else f".{row}")


def find_label(described: Described, key: str, words: Catalog) -> str:
    """How the form and tables name a key, said once where they name it alike."""
    full = f"{model_name(described)}.{key}"
    name = full if full in LABELLED else key
    label = f"editor.delay.{key}" if described is DelayMapping else f"editor.label.{name}"
    form = "" if model_name(described) in READ_ONLY else find_sentence(words, label)
    table = words(f"exchange.column.{key}") if described in TABLED and key in COLUMNS else ""
    return " · ".join(dict.fromkeys(filter(None, (form, table))))


def name_choices(key: keys.Key, rules: Mapping[str, Any], words: Catalog) -> Iterator[tuple[str, str]]:
    """The words that may stand under a key, each with what it means."""
    named = keys.TOPIC if key is keys.TOPICS else key
    told = named.form is keys.Form.CHOICE or named.name in OWN_WORDS
    for value in rules.get("choices", ()):
        yield value, name_choice(named, value, words) if told else words(f"handbook.word.{value}")
    if key is keys.STAGE:
        yield from ((value, words(f"handbook.word.{value}")) for value in model.STAGES)


def describe_settings(described: type[Settings], words: Catalog) -> Iterator[KeyEntry]:
    """The keys of a project file, or of what it says of one landlord."""
    for name, field in described.model_fields.items():
        key = field.alias or name
        kinds = tuple((str(kind), words(f"kind.{kind}")) for kind in Kind) if key == PALETTE else ()
        yield KeyEntry(key, "", "", words(f"handbook.setting.{key}"), choices=kinds)


def list_settings(words: Catalog) -> tuple[tuple[str, tuple[KeyEntry, ...]], ...]:
    """What a project file may say of one landlord, of the association: the sentence before it, and its keys."""
    held: dict[str, type[Settings]] = {"landlords": LandlordSettings, "association": AssociationSettings}
    return tuple(
        (words(f"handbook.section.project.{key}"), tuple(describe_settings(settings, words)))
        for key, settings in held.items()
    )
