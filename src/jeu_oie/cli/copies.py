"""What ``jeu-oie new`` copies: a board file, templates, documents for whoever changes the looks; a list."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path, PurePosixPath

from jeu_oie.builder.templates import names_known
from jeu_oie.disk import create_asked, refuse_taken
from jeu_oie.messages import Catalog
from jeu_oie.resources import DOCUMENTS, board_text, list_text, template_bytes


class Copied(StrEnum):
    """What is copied, by the option that asks for it."""

    BOARD = "board"
    TEMPLATES = "templates"
    DOCUMENTS = "documents"
    LIST = "list-template"

    @property
    def ending(self) -> str:
        """Of the one file that it is; empty where it is a folder."""
        return {Copied.BOARD: ".yaml", Copied.LIST: ".csv"}.get(self, "")


def files_copied(copied: Copied, target: Path, t: Catalog) -> Mapping[Path, bytes]:
    """``target``, a board file with every key and its comment, or a list; or what goes into the folder ``target``."""
    if copied.ending:
        text = board_text(t.language) if copied is Copied.BOARD else list_text(t.language)
        return {target if target.suffix else target.with_suffix(copied.ending): text.encode()}
    names = (
        name for name in names_known() if copied is Copied.TEMPLATES or PurePosixPath(name).is_relative_to(DOCUMENTS)
    )
    return {target / name: template_bytes(name) for name in sorted(names)}


def copy(copied: Copied, target: Path, t: Catalog) -> Mapping[Path, bytes]:
    """Write them; nothing that stands is written over. Raises OutputRefused."""
    files = files_copied(copied, target, t)
    refuse_taken(files)
    for each, content in files.items():
        create_asked(each, content)
    return files
