"""The documents that a build hands to WeasyPrint, kept, then printed by WeasyPrint alone.

python bench/documents.py keep CIRCUIT.yaml FOLDER    builds, and keeps each document in FOLDER
python bench/documents.py print FOLDER                prints them all again, with nothing else of ours
"""

import pickle
import sys
from pathlib import Path
from typing import Any


def keep(circuit: str, folder: Path) -> None:
    """Build ``circuit`` while noting what weasyprint.HTML and write_pdf are called with."""
    import weasyprint

    from jeu_oie.cli import main

    folder.mkdir()
    calls: list[tuple[dict[str, Any], dict[str, Any]]] = []
    plain_init, plain_write = weasyprint.HTML.__init__, weasyprint.HTML.write_pdf

    def noted_init(self: Any, *args: Any, **options: Any) -> None:
        self.bench_source = {**dict(zip(["guess"], args, strict=False)), **options}
        plain_init(self, *args, **options)

    def noted_write(self: Any, target: Any = None, **options: Any) -> Any:
        calls.append((plain(self.bench_source), plain(options)))
        return plain_write(self, target, **options)

    weasyprint.HTML.__init__, weasyprint.HTML.write_pdf = noted_init, noted_write
    try:
        main(["build", circuit, "--out", str(folder / "kit")])
    except SystemExit as end:
        if end.code:
            raise
    (folder / "calls.pickle").write_bytes(pickle.dumps(calls))


def plain(options: dict[str, Any]) -> dict[str, Any]:
    """What can be kept: texts and figures, not fetchers and finishers, which are ours."""
    return {name: value for name, value in options.items() if isinstance(value, str | bytes | int | float | bool)}


def print_again(folder: Path) -> None:
    import weasyprint

    for source, options in pickle.loads((folder / "calls.pickle").read_bytes()):  # noqa: S301 - we wrote it
        weasyprint.HTML(**source).write_pdf(folder / "again.pdf", **options)


if __name__ == "__main__":
    if sys.argv[1] == "keep":
        keep(sys.argv[2], Path(sys.argv[3]))
    else:
        print_again(Path(sys.argv[2]))
