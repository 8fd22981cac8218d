"""``jeu-oie new`` and ``jeu-oie schema``: starting a circuit that an editor completes without YAML known by heart."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from shlex import quote

import click

from jeu_oie import disk
from jeu_oie.api.read import read
from jeu_oie.builder.project import NAME as PROJECT
from jeu_oie.builder.project import Project, find_project
from jeu_oie.circuit.borrowing import borrow
from jeu_oie.circuit.fields import COMMON
from jeu_oie.circuit.model import Topic
from jeu_oie.circuit.read.files import STANDARD
from jeu_oie.circuit.read.validate import slug
from jeu_oie.circuit.schema import schema
from jeu_oie.cli.circuits import invalid_input, read_again
from jeu_oie.cli.copies import Copied, copy
from jeu_oie.cli.projects import agree_to
from jeu_oie.cli.terminal import ask, give_data, give_path, is_asked, one_line, say
from jeu_oie.disk import refuse_taken, resolve_path, write_atomically, write_new
from jeu_oie.errors import OutputRefused
from jeu_oie.messages import Catalog, load_catalog
from jeu_oie.resources import circuit_text, folder, project_text, starter_text

FIRST = "# yaml-language-server: $schema={schema}\n"
SCHEMA = "circuit.schema.json"
SCHEMA_PLACE = "\0"  # in a text, until it is known where the schema stands
LANDLORD = "landlord.yaml"
TABLE = click.Path(path_type=Path, exists=True, dir_okay=False)
OF_NOBODY = "exemple/"  # of which nothing is known: whoever takes it takes no fact


def starter(schema_path: str, language: str) -> str:
    """The text of a new circuit, commented in ``language``; in French where the program does not speak it.

    It stands beside the catalogs (``locale/*/starter.yaml``). Nothing in it is a fact, every list has its example.
    Lines that start with « ## » explain; the others, once their « # » is removed, are a circuit that can be read.
    ``schema_path`` is where ``circuit.schema.json`` stands, seen from the new file: editors check with it.
    """
    return FIRST.format(schema=schema_path) + starter_text(load_catalog(language).language)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new circuit begins with; empty: its place stays in brackets, its line as in the starting text."""

    topic: str = ""
    landlord: str = ""
    title: str = ""
    language: str = ""
    common: str = ""


def new_params(t: Catalog) -> list[click.Parameter]:
    return [
        click.Argument(["path"], type=click.Path(path_type=Path), metavar="CIRCUIT"),
        click.Option(["--project", "as_project"], is_flag=True, help=t("cli.new.project.help")),
        click.Option(["--example"], metavar="opac-38/repairs", help=t("cli.new.example.help")),
        click.Option(["--landlord"], metavar=t("cli.new.metavar.name"), help=t("cli.new.landlord.help")),
        click.Option(["--title"], metavar=t("cli.new.metavar.title"), help=t("cli.new.title.help")),
        click.Option(["--list", "listed"], type=TABLE, metavar=t("cli.metavar.file"), help=t("cli.new.list.help")),
        click.Option(["trial", "--dry-run"], is_flag=True, help=t("cli.new.dry-run.help")),
        *(
            click.Option([f"--{each}", "copied"], flag_value=each.value, type=Copied, help=t(f"cli.new.{each}.help"))
            for each in Copied
        ),
        click.Option(["--topic"], type=click.Choice([each.value for each in Topic]), help=t("cli.new.topic.help")),
    ]


def schema_params(_: Catalog) -> list[click.Parameter]:
    return []


def schema_command(_: Catalog) -> None:
    give_data(text())


def new_command(
    t: Catalog,
    path: Path,
    as_project: bool,
    example: str | None,
    copied: Copied | None,
    listed: Path | None,
    trial: bool,
    **answers: str | None,
) -> None:
    """Write a commented circuit, or a copy of a shipped one, and its schema in a ``schemas`` folder.

    As a project: with its project file and its landlord's. Nothing that stands is written over. ``copied``: no circuit,
    but what one changes to change the looks. ``listed``: a table of landlords, each of which is begun in the folder.
    """
    if listed:
        begin_listed(listed, path, t, trial=trial)
    if copied:
        for each in copy(copied, path, t):
            give_path(each)
        say(t(f"cli.new.{copied}.next", path=one_line(quote(str(path)))))
        return
    said = Answers(**{name: value for name, value in answers.items() if value})
    if not path.name and not as_project:  # « . », or an unset variable of the shell
        raise click.BadParameter(t("cli.path.empty"), param_hint="CIRCUIT")
    given = read_example(example, said, t) if example else None
    if given is None and said == Answers() and is_asked():
        said = ask_all(t)
    with invalid_input(t):
        project = None if as_project else find_project((path,), Path.cwd())
    if project is not None:
        said = settle(said, project, with_ending(path).parent)
    files = (
        project_files(path, said, given, t)
        if as_project
        else circuit_files(with_ending(path), said, given, t, in_project=project is not None)
    )
    refuse_taken(files)
    (circuit, *_) = (each for each in files if SCHEMA_PLACE in files[each])
    # What was typed stands in files that ``check`` reads.
    read_again(files[circuit].replace(SCHEMA_PLACE, ""), circuit, t, alone=True, among=files)
    write_files(files, path if as_project else None)
    if as_project:
        agree_to(path / PROJECT)
        say(t("cli.new.project.next", circuit=one_line(quote(str(circuit))), folder=one_line(quote(str(path)))))
    else:
        say(t("cli.new.next", path=one_line(quote(str(circuit)))))


def begin_listed(listed: Path, home: Path, t: Catalog, *, trial: bool) -> None:
    """A project with each landlord of a table; a project file that stands is kept."""
    from jeu_oie.cli.landlords import begin_all

    if not (trial or (home / PROJECT).exists()):
        write_files({home / PROJECT: project_text(t.language)}, home)
        agree_to(home / PROJECT)
    begin_all(listed, home, lambda example, topic: frame_of(example, topic, t), t, trial=trial)


def frame_of(example: str, topic: Topic, t: Catalog) -> str:
    """A draft about ``topic`` of no landlord yet: the steps of a shipped one, none of its facts."""
    text = read_example(example, Answers(landlord=t("cli.new.landlord")), t)[""]
    return re.sub(r"^topic: .*$", f"topic: {topic.value}", text, count=1, flags=re.MULTILINE)


def write_files(files: Mapping[Path, str], project: Path | None) -> None:
    """Each with the schema beside it, or that of the ``project`` folder. Raises OutputRefused."""
    for target, content in files.items():
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            seen = Path(os.path.relpath(schema_beside(target.parent, project), resolve_path(target.parent))).as_posix()
            write_new(target, content.replace(SCHEMA_PLACE, seen).encode())
        except OSError as error:
            raise OutputRefused.of(error, str(target)) from error
        give_path(target)


def with_ending(path: Path) -> Path:
    return path if path.suffix in (".yaml", ".yml") else path.with_name(f"{path.name}.yaml")


def ask_all(t: Catalog) -> Answers:
    """The three things that every circuit needs, each with a default."""
    topic = ask(t("cli.new.ask.topic"), Topic.REPAIRS.value, t, [each.value for each in Topic])
    landlord = ask(t("cli.new.ask.landlord"), t("cli.new.landlord"), t)
    return Answers(topic, landlord, ask(t("cli.new.ask.title"), t(f"topic.{topic}"), t))


def settle(said: Answers, project: Project, folder: Path) -> Answers:
    """With what the project says of new circuits; its common file only if one in ``folder`` may name it.

    Raises InvalidInput.
    """
    common = project.settings.common or ""
    if common and common != STANDARD:
        common = Path(os.path.relpath(project.locate(common), resolve_path(folder))).as_posix()
    return replace(said, language=project.settings.language or "", common=common if COMMON.fullmatch(common) else "")


def read_example(name: str, said: Answers, t: Catalog) -> Mapping[str, str]:
    """The texts of a shipped circuit (under no name) and of its landlord; wrong usage names those that there are.

    Of a landlord of one's own: the frame alone, to be confirmed.
    """
    home = folder("circuits")
    known = sorted(each.relative_to(home).with_suffix("").as_posix() for each in home.glob("*/*.yaml"))
    known = [each for each in known if not each.endswith("/landlord")]
    if name.removesuffix(".yaml") not in known:
        raise click.BadParameter(t("cli.new.example.wrong", given=name, known=", ".join(known)), param_hint="--example")
    chosen = name.removesuffix(".yaml")
    if said.landlord and not chosen.startswith(OF_NOBODY):
        text, landlord = borrow_example(home / f"{chosen}.yaml"), write_landlord(said.landlord)
    else:
        text = circuit_text(f"{chosen}.yaml").decode()
        landlord = circuit_text(f"{chosen.split('/')[0]}/{LANDLORD}").decode()
        landlord = write_landlord(said.landlord) if said.landlord else landlord
    text = text.replace("common: ../common.yaml", f"common: {STANDARD}", 1)
    if said.title:
        text = re.sub(r"^title: .*$", lambda _: f"title: {quote_yaml(said.title)}", text, count=1, flags=re.MULTILINE)
    return {"": text, LANDLORD: landlord}


def borrow_example(path: Path) -> str:
    """The frame of a shipped circuit, of this month."""
    reading = read(path)
    assert reading.circuit is not None
    assert reading.written is not None
    return borrow(reading.written, reading.circuit, f"{date.today():%Y-%m}")  # noqa: DTZ011 (the calendar's)


def circuit_files(
    target: Path, said: Answers, given: Mapping[str, str] | None, t: Catalog, *, in_project: bool
) -> dict[Path, str]:
    """A circuit of its own, or an example with its landlord beside it; in a project, each landlord has its file."""
    beside = target.with_name(LANDLORD)
    if given is None:
        text = begin(starter(SCHEMA_PLACE, said.language or t.language), said)
        if not in_project:
            return {target: text}
        own = {} if beside.exists() else {beside: write_landlord(said.landlord or t("cli.new.landlord"))}
        return {target: name_landlord(text), **own}
    # A landlord of one's own may have its file already, for another topic.
    own = {} if said.landlord and beside.exists() else {beside: given[LANDLORD]}
    return {target: FIRST.format(schema=SCHEMA_PLACE) + given[""], **own}


def project_files(home: Path, said: Answers, given: Mapping[str, str] | None, t: Catalog) -> dict[Path, str]:
    """A folder with a project file, one landlord and its first circuit."""
    name = said.landlord or t("cli.new.landlord")
    own = home / "circuits" / (slug(name) or "landlord")
    said = replace(said, topic=said.topic or Topic.REPAIRS.value, common=STANDARD)
    text = name_landlord(begin(starter(SCHEMA_PLACE, t.language), said))
    circuit = FIRST.format(schema=SCHEMA_PLACE) + given[""] if given else text
    landlord = given[LANDLORD] if given else write_landlord(name)
    return {
        own / f"{said.topic}.yaml": circuit,
        own / LANDLORD: landlord,
        home / PROJECT: project_text(t.language),
    }


def name_landlord(text: str) -> str:
    """A starting text whose landlord stands in a file beside it."""
    return re.sub(r"^landlord:\n  name: .*$", f"landlord: {LANDLORD}", text, flags=re.MULTILINE)


def write_landlord(name: str) -> str:
    return f"name: {quote_yaml(name)}\n"


def quote_yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if text else ""


def begin(text: str, said: Answers) -> str:
    """The starting text with what was answered in its places."""
    values = {"title": quote_yaml(said.title), "  name": quote_yaml(said.landlord), "topic": said.topic}
    values |= {"language": said.language, "# common": f"common: {said.common}" if said.common else ""}
    for key, value in values.items():
        if not value:
            continue
        before, _, after = text.partition(f"\n{key}: ")
        line = value if key.startswith("#") else f"{key}: {value}"
        text = f"{before}\n{line}\n{after.partition(chr(10))[2]}"
    return text


def schema_beside(folder: Path, home: Path | None = None) -> Path:
    """The nearest ``schemas/`` above that holds this very schema, else one made beside the circuit, or in ``home``."""
    for above in (folder, *resolve_path(folder).parents[:3]):
        if is_ours(above / "schemas" / SCHEMA):
            return resolve_path(above / "schemas" / SCHEMA)
    made = (home or folder) / "schemas" / SCHEMA
    made.parent.mkdir(exist_ok=True)
    write_atomically(made, text().encode())
    return resolve_path(made)


def is_ours(path: Path) -> bool:
    try:
        return disk.read(path).decode().replace("\r\n", "\n") == text()
    except (OSError, UnicodeDecodeError):
        return False


def text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
