"""The sheets that a build hands to Typst, kept, then set by Typst alone.

python bench/documents.py keep CIRCUIT.yaml FOLDER    builds, and keeps each sheet in FOLDER
python bench/documents.py print FOLDER [N]            sets them all again (N times), with nothing else of ours
"""

import json
import sys
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def keep(circuit: str, folder: Path) -> None:
    """Build ``circuit``, noting the files of each sheet and how it is set, on its way to Typst."""
    from jeu_oie.cli import main
    from jeu_oie.print import typeset

    folder.mkdir()
    kept: list[tuple[dict[str, str], dict[str, Any]]] = []
    setting = typeset.compiled

    def noted(name: str, files: dict[str, bytes], **how: Any) -> bytes | list[bytes]:
        kept.append(({file: data.decode("latin-1") for file, data in files.items()}, how))
        return setting(name, files, **how)

    vars(typeset).update(compiled=noted)
    try:
        main(["build", circuit, "--jobs", "1", "--out", str(folder / "kit")])
    except SystemExit as end:
        if end.code:
            raise
    assert kept, "the build set nothing through Typst"
    (folder / "sheets.json").write_text(json.dumps(kept), "utf-8")


def set_again(folder: Path, times: int) -> None:
    """As anybody would who knows the engine: fonts read once, the machine's fonts left out."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(TEMPLATES / "fonts")])
    compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
    for texts, how in json.loads((folder / "sheets.json").read_text("utf-8")) * times:
        files = {file: text.encode("latin-1") for file, text in texts.items()}
        compiler.compile(files, root=str(TEMPLATES / "print"), timestamp=0, **how)


if __name__ == "__main__":
    if sys.argv[1] == "keep":
        keep(sys.argv[2], Path(sys.argv[3]))
    else:
        set_again(Path(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else 1)
