"""The boards that circuits are drawn on: a preset by its name or file, and which one each circuit has."""

from collections.abc import Callable, Iterator
from pathlib import Path

from jeu_oie.builder.project import LandlordSettings, Project
from jeu_oie.circuit.nearest import nearest
from jeu_oie.circuit.read import content, load
from jeu_oie.errors import InvalidInput, Place, Problem, Severity
from jeu_oie.game.preset import (
    CLASSIC,
    DROPPED_KEYS,
    DROPPED_KINDS,
    FORMER_SHAPES,
    BoardFile,
    ExtendsInCircle,
    Ink,
    Preset,
    resolve,
)
from jeu_oie.resources import folder


def presets(project: Project | None, board: str | None = None) -> Callable[[Path | None], Preset]:
    """The preset of each circuit: ``board`` where one was asked for, else its landlord's, the project's, the classic.

    Always in its landlord's colours, with its logo, and the project's association. None: that of a circuit of whose
    landlord the project says nothing. Calling it raises InvalidInput.
    """
    settled = project.settings.board if project else None

    def preset_of(circuit: Path | None) -> Preset:
        own = project.landlord_of(circuit) if project and circuit else LandlordSettings()
        settings = own.board or settled
        named = board or (project.locate_board(settings) if project and settings else CLASSIC)
        preset = preset_named(named)
        logo = project.read_logo(own.logo) if project and own.logo else None
        dropped = (*preset.dropped, *(project.strays if project else ()))
        said = {"logo": logo, "association": project.association if project else None, "dropped": dropped}
        return preset.model_copy(update={"palette": {**preset.palette, **own.palette}, **said})

    return preset_of


def vary(preset: Preset, ink: str | None, *, large: bool) -> Preset:
    """The preset in the ink and the print that were asked for."""
    asked = {"ink": Ink(ink)} if ink else {}
    return preset.model_copy(update={**asked, **({"large": True} if large else {})})


def preset_named(name: str) -> Preset:
    """A built-in preset by name, or one of a file, over what it extends. Raises InvalidInput."""
    own = Path(name)
    beside = own.parent if own.suffix in (".yaml", ".yml") else None
    dropped: list[Problem] = []
    naming = [Place(name)]  # where the preset being read is named: on the command line, else by its « extends »

    def read_one(asked: str) -> BoardFile:
        path = preset_path(asked, beside)
        try:
            data = content(path)
        except OSError:
            raise InvalidInput((unknown_board(asked, naming[-1]),)) from None
        preset, problems = load(data, path.as_posix(), BoardFile)
        if preset is None:
            raise InvalidInput(problems)
        naming.append(extends_place(data, path))
        dropped.extend(dropped_keys(data, path))
        return preset

    try:
        return resolve(name, read_one).model_copy(update={"dropped": tuple(dropped)})
    except ExtendsInCircle:
        raise InvalidInput((Problem(naming[-1], "board-in-circle"),)) from None


def unknown_board(asked: str, place: Place) -> Problem:
    """No such preset: those that there are, and the nearest; or one that there was."""
    if asked in FORMER_SHAPES:
        return Problem(place, "shape-gone", (("value", asked), ("instead", CLASSIC)))
    names = sorted(each.stem for each in folder("boards").glob("*.yaml"))
    values = [("given", asked), ("known", ", ".join(names))]
    near = nearest(asked, names)
    return Problem(place, "board-not-found", (*values, ("nearest", near)) if near else tuple(values))


def extends_place(data: bytes, path: Path) -> Place:
    """Where a preset's file names the one that it extends."""
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if line.startswith("extends:"):
            return Place(path.as_posix(), number, len(line) - len(line.removeprefix("extends:").lstrip()) + 1)
    return Place(path.as_posix())


def dropped_keys(data: bytes, path: Path) -> Iterator[Problem]:
    """What a preset's file says and no board has any more: it is read without it."""
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        key = line.partition(":")[0]
        gone = DROPPED_KINDS if key != key.lstrip() else DROPPED_KEYS
        if key.strip() in gone:
            place = Place(path.as_posix(), number, len(key) - len(key.lstrip()) + 1)
            yield Problem(place, "board-key-gone", (("key", key.strip()),), Severity.WARNING)


def preset_path(asked: str, beside: Path | None) -> Path:
    """``asked`` as a file, else beside the file that extends it, else built in."""
    path = Path(asked)
    if path.suffix in (".yaml", ".yml"):
        return path if beside is None or path.is_absolute() or path.parent == beside else beside / path
    own = beside / f"{path.name}.yaml" if beside else None
    return own if own is not None and own.exists() else folder("boards") / f"{path.name}.yaml"
