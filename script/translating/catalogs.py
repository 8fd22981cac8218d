"""A new language: its empty catalog, what else it needs; how much of each catalog is translated."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from jeu_oie.messages import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
LOCALE = Path("src/jeu_oie/locale")
FIRST = "fr"
CODE = re.compile("[a-z]{2,3}")  # of a language, ISO 639
# What stands beside the catalog, and the facts that are told in words.
BESIDE = ("starter.yaml", "project.yaml", "board.yaml", "landlords.csv")
SHARED = ("circuits/common.{}.yml", "circuits/problems.{}.yml")
ROW = "src/jeu_oie/messages.py: LANGUAGES"
PLACE = re.compile(r"\{(\w+)")
HEAD = r"""msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plural}\n"

"""


def catalog_file(root: Path, language: str) -> Path:
    return root / LOCALE / language / "LC_MESSAGES" / "jeu-oie.po"


def read_catalog(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened)


def begin_catalog(root: Path, language: str) -> Path:
    """Writes the keys of the French catalog, each under its French sentence, nothing said.

    How ``language`` (a CODE) counts is what CLDR says. Raises FileExistsError where it has one.
    """
    made = Catalog(language)
    for message in read_catalog(catalog_file(root, FIRST)):
        if message.id:
            made.add(message.id, locations=message.locations, auto_comments=[" / ".join(forms(message))])
    file = catalog_file(root, language)
    file.parent.mkdir(parents=True)
    with file.open("xb") as opened:
        opened.write(HEAD.format(language=language, plural=made.plural_forms).encode())
        write_po(opened, made, width=0, omit_header=True)
    return file


def forms(message: Message) -> tuple[str, ...]:
    """What a message says: its sentence, or one for each count."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def own_messages(catalog: Iterable[Message]) -> dict[str, Message]:
    """By key, without what click says by itself, whose English is its key."""
    listed = (each for each in catalog if each.id and "click" not in dict(each.locations))
    return {each.id if isinstance(each.id, str) else each.id[0]: each for each in listed}


def count_translated(root: Path, language: str) -> tuple[int, int]:
    """How many sentences ``language`` has, its places those of the French, and how many there are."""
    french, other = (own_messages(read_catalog(catalog_file(root, each))) for each in (FIRST, language))
    return sum(key in other and is_translated(each, other[key]) for key, each in french.items()), len(french)


def is_translated(french: Message, other: Message) -> bool:
    return all(forms(other)) and places(french) == places(other)


def places(message: Message) -> set[str]:
    return {place for form in forms(message) for place in PLACE.findall(form)}


def list_missing(root: Path, language: str) -> Iterator[str]:
    """What a language that the program speaks needs besides its catalog."""
    files = (
        *(f"{LOCALE.as_posix()}/{language}/{name}" for name in BESIDE),
        *(name.format(language) for name in SHARED),
    )
    yield from (name for name in files if language not in LANGUAGES and not (root / name).exists())
    if language not in LANGUAGES:
        yield ROW


def languages(root: Path) -> tuple[str, ...]:
    return tuple(sorted(file.parts[-3] for file in (root / LOCALE).glob("*/LC_MESSAGES/jeu-oie.po")))


def tell(root: Path, language: str) -> Iterator[str]:
    """« ar: 116 / 3700 (3 %) », and what it lacks, a line each."""
    said, every = count_translated(root, language)
    yield f"{language}: {said} / {every} ({100 * said // every} %)"
    yield from (f"  + {each}" for each in list_missing(root, language))


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Tells of all catalogs; of one that is begun, where it stands."""
    match arguments:
        case []:
            named = languages(root)
        case ["new", language] if CODE.fullmatch(language):
            try:
                print(begin_catalog(root, language).relative_to(root).as_posix())
            except FileExistsError as error:
                print(error, file=sys.stderr)
                return 1
            named = (language,)
        case _:
            print("script/language [new LANG]", file=sys.stderr)
            return 2
    print("\n".join(line for each in named for line in tell(root, each)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
