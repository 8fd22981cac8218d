"""The documents that a build hands to WeasyPrint, kept, then printed by WeasyPrint alone.

python bench/documents.py keep CIRCUIT.yaml FOLDER    builds, and keeps each document in FOLDER
python bench/documents.py print FOLDER [N]            prints them all again (N times), with nothing else of ours
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

FONTS = Path(__file__).resolve().parent.parent / "templates" / "fonts"
CONF = "<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"


def keep(circuit: str, folder: Path) -> None:
    """Build ``circuit``, noting the text and the variant of each document on its way to the engine."""
    import weasyprint

    from jeu_oie.cli import main

    folder.mkdir()
    kept: list[tuple[str, dict[str, str]]] = []
    write = weasyprint.HTML.write_pdf
    read = weasyprint.HTML.__init__

    def noted_read(self: Any, *, string: str, **options: Any) -> None:
        self.bench_text = string
        read(self, string=string, **options)

    def noted_write(self: Any, **options: Any) -> Any:
        kept.append((self.bench_text, {name: options[name] for name in ("pdf_variant",) if name in options}))
        return write(self, **options)

    weasyprint.HTML.__init__, weasyprint.HTML.write_pdf = noted_read, noted_write
    try:
        main(["build", circuit, "--jobs", "1", "--out", str(folder / "kit")])
    except SystemExit as end:
        if end.code:
            raise
    assert kept, "the build printed nothing through weasyprint.HTML"
    (folder / "documents.json").write_text(json.dumps(kept), "utf-8")


def print_again(folder: Path, times: int) -> None:
    """As anybody would who knows the engine: fonts read once, the machine's fonts left out."""
    (folder / "fonts.conf").write_text(CONF.format(fonts=FONTS, cache=folder / "cache"), "utf-8")
    os.environ["FONTCONFIG_FILE"] = str(folder.resolve() / "fonts.conf")
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    shared = FontConfiguration()
    for text, options in json.loads((folder / "documents.json").read_text("utf-8")) * times:
        document = weasyprint.HTML(string=text)
        document.write_pdf(folder / "again.pdf", font_config=shared, **options)


if __name__ == "__main__":
    if sys.argv[1] == "keep":
        keep(sys.argv[2], Path(sys.argv[3]))
    else:
        print_again(Path(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else 1)
