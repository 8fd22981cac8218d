"""Compiles the message catalogs (.po, edited by hand) into what gettext reads (.mo).

It runs whenever the project is installed or packed, as a build hook of hatchling; and by itself, as
``python hatch_build.py``, which ``script/`` calls when sentences were edited since.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogs(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (what hatchling calls)
        compile_catalogs(Path(self.root))


def compile_catalogs(root: Path) -> None:
    """One a language; what was compiled of a catalog that is no more goes: it would be packed."""
    for left in root.glob("src/jeu_oie/locale/*/LC_MESSAGES/*.mo"):
        if not left.with_suffix(".po").exists():
            left.unlink()
    for po in root.glob("src/jeu_oie/locale/*/LC_MESSAGES/*.po"):
        with po.open("rb") as file:
            catalog = read_po(file, locale=po.parts[-3], abort_invalid=True)
        # Babel dates what has no date: the same sentences must make the same bytes.
        catalog.creation_date = catalog.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
        with po.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, catalog)


if __name__ == "__main__":
    compile_catalogs(Path(__file__).parent)
