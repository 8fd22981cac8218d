"""What can be done from the window: each action is a command of the program, with what a person has filled in.

Values stand behind ``=`` and paths behind ``--``: nothing that is typed is taken for an option. What they may be, the
command judges, in its own words.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jeu_oie.circuit.model import Topic
from jeu_oie.circuit.read.validate import slug
from jeu_oie.web.examples import EMPTY, EXAMPLES

# Where a new circuit may begin, by topic: its steps come along, none of its facts.
BEGINNINGS = {topic.value: name for topic, name in EXAMPLES.items()} | {Topic.GENERAL.value: EMPTY}
MAX_LETTERS = 60  # of the name of a folder or a file
SHEETS = (".csv", ".xlsx")
ACCEPT = "accept:"


@dataclass(frozen=True, slots=True)
class ActionPlace:
    """What an action is about: a circuit (its file, also one to come), the folders of kits and of circuits, a kit.

    ``home``: the folder of the project; ``files``: what was sent along.
    """

    circuit: str
    out: str
    circuits: Path
    home: str = ""
    kit: str = ""
    files: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return next(iter(self.files), "")


Values = Mapping[str, str]
Argue = Callable[[Values, ActionPlace], Sequence[str]]


def options(values: Values, *names: str) -> Iterator[str]:
    """``--people=30`` for each of ``names`` that was filled in."""
    for name in names:
        if value := values.get(name, "").strip():
            yield f"--{name}={value}"


def build(values: Values, place: ActionPlace) -> Sequence[str]:
    also = [f"--also={each}" for each in values.get("also", "").split()]
    return ["build", f"--out={place.out}", *options(values, "people", "cards"), *also, "--", place.circuit]


def publish_all(values: Values, place: ActionPlace) -> Sequence[str]:
    asked = [f"--out={place.out}", "--pack", *options(values, "base-url")]
    return ["build", *asked, "--", place.circuits.as_posix()]


def compare(_: Values, place: ActionPlace) -> Sequence[str]:
    return ["compare", f"--out={place.out}/compare", "--", place.circuits.as_posix()]


def validate(values: Values, place: ActionPlace) -> Sequence[str]:
    by = [f"--by={each.strip()}" for each in values.get("by", "").split("\n") if each.strip()]
    sure = ["--yes"] if values.get("yes") else []
    return ["validate", *by, *options(values, "on", "hash"), *sure, "--", place.circuit]


def workshop(values: Values, place: ActionPlace) -> Sequence[str]:
    trial = [] if values.get("write") else ["--dry-run"]
    return ["workshop", *options(values, "on", "people"), *trial, "--", place.circuit, place.file]


def reply(values: Values, place: ActionPlace) -> Sequence[str]:
    """A box an answer: ``accept:steps.report.delay``; where two files differ, whose it is to be: ``@2``."""
    accepted = [
        f"--accept={name.removeprefix(ACCEPT)}{said}" for name, said in values.items() if name.startswith(ACCEPT)
    ]
    return ["reply", *accepted, "--", place.circuit, *place.files]


def since_signed(_: Values, place: ActionPlace) -> Sequence[str]:
    return ["diff", "--signed", "--", place.circuit]


def since_printed(_: Values, place: ActionPlace) -> Sequence[str]:
    return ["diff", f"--kit={place.kit}", "--", place.circuit]


def begin(values: Values, place: ActionPlace) -> Sequence[str]:
    """A new circuit: from an example, from a table, or empty."""
    target = place.circuit
    if place.file:
        return ["import", f"--into={target}", "--", place.file]
    example = BEGINNINGS.get(values.get("example", ""))
    known = [f"--example={example}"] if example else list(options(values, "topic"))
    return ["new", *known, *options(values, "landlord", "title"), "--", target]


def begin_listed(values: Values, place: ActionPlace) -> Sequence[str]:
    """Landlords of a table; first what would be made."""
    return ["new", f"--list={place.file}", *trial(values), "--", place.home]


def keep(values: Values, _: ActionPlace) -> Sequence[str]:
    """Where all of it goes on line, in the project file; nothing goes."""
    return ["publish", "--keep", "--", values.get("where", "").strip()]


def publish(values: Values, place: ActionPlace) -> Sequence[str]:
    """To where the project file says, and nowhere else; first what would go."""
    return ["publish", f"--out={place.out}", *trial(values)]


def trial(values: Values) -> Sequence[str]:
    """Nothing is done before somebody has seen what would be, and said yes."""
    return [] if values.get("yes") else ["--dry-run"]


def place_new(values: Values, circuits: Path) -> Path:
    """Where a new circuit goes: the folder of its landlord, a name that is free there."""
    folder = circuits / name_plainly(values.get("landlord", ""), "bailleur")
    name = name_plainly(values.get("example", "") or values.get("topic", ""), "circuit")
    names = (folder / f"{name}{'' if rank == 1 else f'-{rank}'}.yaml" for rank in range(1, 1000))
    return next(each for each in names if not each.exists())


def name_plainly(text: str, otherwise: str) -> str:
    """What a folder or a file is called after ``text``; ``otherwise`` where no letter of it is left."""
    return slug(text)[:MAX_LETTERS].strip("-") or otherwise


ACTIONS: Mapping[str, Argue] = {
    "new": begin,
    "list": begin_listed,
    "build": build,
    "validate": validate,
    "workshop": workshop,
    "reply": reply,
    "since-signed": since_signed,
    "since-printed": since_printed,
    "compare": compare,
    "publish-all": publish_all,
    "keep": keep,
    "publish": publish,
}
OF_ALL = ("new", "list", "compare", "publish-all", "keep", "publish")  # about no circuit
OF_OWN = ("validate", "workshop", "reply")  # what writes into a circuit: into none that the program brings
# The files that come along.
COMES = defaultdict(tuple, {"new": SHEETS, "list": SHEETS, "workshop": SHEETS, "reply": (".json",)})
