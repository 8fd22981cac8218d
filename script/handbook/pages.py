"""The handbook as Markdown: a page of the format, a page of the problems."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from jeu_oie.circuit import keys
from jeu_oie.circuit.fields import RESERVED
from jeu_oie.circuit.model import LISTS
from jeu_oie.circuit.nearest import FRENCH
from jeu_oie.game.kinds import Kind
from jeu_oie.messages import Catalog, load_catalog
from jeu_oie.problems import ProblemEntry, list_groups
from script.handbook.examples import Example
from script.handbook.pictures import draw_kinds
from script.handbook.sections import (
    SECTIONS,
    KeyEntry,
    Section,
    list_entries,
    list_parts,
    list_settings,
    list_shared,
)

LINKED = ("delays", "contacts", "elsewhere", "item")  # sections to which others lead
HARD_BREAK = "  \n"
COMMENTED = ("yaml", "sh")  # languages in which « # » begins a comment
CODE = re.compile(r"(````.*?````|```.*?```|`[^`\n]*`|\]\([^)\n]*\))", re.DOTALL)
LOOSE = re.compile(r" (?=[:;?!»])|(?<=«) ")  # spaces at which no line may break, as French is set


def write_handbook(examples: Mapping[str, Example]) -> dict[str, str]:
    """Language → its example; gives every file of ``docs`` that the handbook is, by its name there."""
    made = {}
    for language, example in examples.items():
        words = load_catalog(language)
        made[f"format.{language}.md"] = write_format(example, words)
        made[f"errors.{language}.md"] = write_problems(words)
        pictures = draw_kinds(example.circuit)
        made |= {f"format/{language}/{name}.svg": picture for name, picture in sorted(pictures.items())}
    return made


# --- the problems ----------------------------------------------------------------------------------------


def write_problems(words: Catalog) -> str:
    """Every problem, by what it is about."""
    link = words("handbook.errors.format", title=words("handbook.title"), file=f"format.{words.language}.md")
    groups = tuple(list_groups(words))
    parts = [f"# {words('handbook.errors')}", words("handbook.errors.intro"), link]
    parts.append(list_contents((title for title, _ in groups), words))
    for title, entries in groups:
        parts += [f"## {title}", *(write_problem(entry, words) for entry in entries)]
    return finish_page(parts)


def write_problem(entry: ProblemEntry, words: Catalog) -> str:
    said = f"### `{entry.code}`\n\n{escape(entry.message)}{HARD_BREAK}→ {escape(entry.cure)}"
    if entry.case:
        return f"{said}\n\n{escape(words('handbook.case', case=entry.case))}"
    shown = {"wrong": f"{entry.wrong}\n", "right": f"{entry.right}\n"}
    if entry.language in COMMENTED:
        whole = "".join(f"# {words(f'handbook.{which}')}\n{lines}" for which, lines in shown.items())
        return f"{said}\n\n{fence(whole, entry.language)}"
    labelled = ((words(f"handbook.{which}.lines"), fence(lines, entry.language)) for which, lines in shown.items())
    return "\n\n".join((said, *chain.from_iterable(labelled)))


# --- the format ------------------------------------------------------------------------------------------


def write_format(example: Example, words: Catalog) -> str:
    """Every key, by the part of the format where it stands."""
    folder, errors = f"format/{words.language}", f"errors.{words.language}.md"
    parts = [f"# {words('handbook.title')}", words("handbook.intro")]
    parts.append(words("handbook.links", folder=folder, errors=words("handbook.errors"), file=errors))
    parts += [f"## {words('handbook.basics')}", words("handbook.basics.list"), words("handbook.star")]
    french = words.language == "fr"  # who thinks in French types French words
    titles = [title_of(section, words) for section in SECTIONS]
    titles += [words("handbook.section.french")] if french else []
    parts.append(list_contents(titles, words))
    for section in SECTIONS:
        parts += write_section(section, example, words)
    return finish_page([*parts, *(write_french(words) if french else ())])


def title_of(section: Section, words: Catalog) -> str:
    return words(f"editor.list.{section.name}" if section.listed else f"handbook.section.{section.name}")


def write_section(section: Section, example: Example, words: Catalog) -> Iterator[str]:
    """Title, what it is and becomes, pictures, keys, words, example."""
    yield f"## {title_of(section, words)}"
    yield introduce(section, words)
    if section.is_list:
        yield words(f"handbook.becomes.{section.name}")
    if section.pictures:
        yield " ".join(show_picture(name, words) for name in section.pictures)
    if section.name == "delays":
        yield words("handbook.delays.forms")
        yield "\n".join(f"- `{form}`" for form in words("handbook.delays").splitlines())
        yield words("handbook.delays.parts")
    entries = list_entries(section, words)
    if entries:
        yield write_table(entries, words)
    yield from write_words(entries, words)
    if section.name == "circuit":
        yield words("handbook.parts", keys=", ".join(link_part(each, words) for each in list_parts(words)))
    if section.name == "reserved":
        yield "\n".join(f"- `{word}`: {words(f'editor.to.{word}')}" for word in RESERVED)
    if section.name == "project":
        for said, own in list_settings(words):
            yield said
            yield write_table(own, words)
            yield from write_words(own, words)
    if shared := list_shared(section, words):
        named = ", ".join(mark_key(each) for each in shared)
        yield words("handbook.shared", anchor=anchor_of("item", words), keys=named)
    if section.model is not None or section.key:
        yield fence(cut_example(section, example))


def show_picture(name: str, words: Catalog) -> str:
    said = words("handbook.draw") if name == Kind.DRAW else words(f"kind.{name}")
    return f"![{said}](format/{words.language}/{name}.svg)"


def introduce(section: Section, words: Catalog) -> str:
    """What a section is, and for a list how tables call it."""
    if not section.listed:
        sourced = dict.fromkeys(f"`{key.name}`" for held in LISTS.values() for key in keys.list_facts(held).values())
        said = words(f"handbook.section.{section.name}.help")
        return said.replace("{keys}", ", ".join(sourced))
    sort, column = words(f"exchange.list.{section.name}"), words("exchange.column.list")
    named = words("handbook.list", key=section.name, column=column, sort=sort)
    return f"{words(f'editor.list.{section.name}.help')}{HARD_BREAK}{named}"


def cut_example(section: Section, example: Example) -> str:
    if section.key:
        return example.cut(section.file, section.key)
    return example.cut_head(section.file, section.before) if section.before else example.texts[section.file]


def write_table(entries: Sequence[KeyEntry], words: Catalog) -> str:
    """A row a key; columns in which nothing stands are left out."""
    heads = [words(f"handbook.{name}") for name in ("key", "label", "shape", "meaning")]
    rows = [[mark_key(each), each.label, say_kind(each, words), each.meaning] for each in entries]
    kept = [rank for rank in range(len(heads)) if any(row[rank] for row in rows)]
    lines = [heads, ["---"] * len(heads), *([escape(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line[rank] for rank in kept)} |" for line in lines)


def mark_key(entry: KeyEntry) -> str:
    return f"`{entry.key}`\\*" if entry.required else f"`{entry.key}`"


def link_part(entry: KeyEntry, words: Catalog) -> str:
    """« [Les étapes](#les-étapes) `steps`* »."""
    title = words(f"editor.list.{entry.key}")
    return f"[{title}](#{slug(title)}) {mark_key(entry)}"


def say_kind(entry: KeyEntry, words: Catalog) -> str:
    """What stands under a key, with a link to where it is told."""
    if not entry.kind:
        return ""
    return words(f"handbook.kind.{entry.kind}", **{name: anchor_of(name, words) for name in LINKED})


def write_words(entries: Iterable[KeyEntry], words: Catalog) -> Iterator[str]:
    """The words that may stand under each key."""
    lines = []
    for entry in entries:
        if entry.choices:
            named = ", ".join(f"`{value}` ({meaning})" for value, meaning in entry.choices)
            lines.append(f"- {words('handbook.words', key=entry.key, words=named)}")
    if lines:
        yield "\n".join(lines)


def write_french(words: Catalog) -> Iterator[str]:
    """The French words that the reader knows, by the word of the format."""
    yield f"## {words('handbook.section.french')}"
    yield words("handbook.section.french.help")
    known: dict[str, list[str]] = {}
    for typed, meant in FRENCH.items():
        known.setdefault(meant, []).append(typed)
    yield " · ".join(f"{', '.join(typed)} → `{meant}`" for meant, typed in sorted(known.items()))


# --- Markdown --------------------------------------------------------------------------------------------


def finish_page(parts: Iterable[str]) -> str:
    """The parts as one page; what is typed is left as it is."""
    pieces = CODE.split("\n\n".join(parts) + "\n")
    return "".join(piece if rank % 2 else LOOSE.sub("\u00a0", piece) for rank, piece in enumerate(pieces))


def list_contents(titles: Iterable[str], words: Catalog) -> str:
    return f"{words('handbook.contents')}\n\n" + " · ".join(f"[{title}](#{slug(title)})" for title in titles)


def anchor_of(name: str, words: Catalog) -> str:
    section = next(each for each in SECTIONS if each.name == name and not each.is_list)
    return slug(title_of(section, words))


def slug(title: str) -> str:
    """The anchor that Markdown readers give a title."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def escape(text: str) -> str:
    """Signs that Markdown would obey in a sentence or in the cell of a table."""
    return re.sub(r"(?<!`)([<>|])", r"\\\1", text)


def fence(lines: str, language: str = "yaml") -> str:
    """Lines as they are typed, between marks that they do not hold."""
    marks = "````" if "```" in lines else "```"
    return f"{marks}{language}\n{lines}{marks}"
