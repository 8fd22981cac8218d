"""Small PDFs with planted faults, for the differ's tests."""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

WIDTH, HEIGHT = 300, 200


@dataclass
class Paper:
    """A tagged page: what is drawn, and the order in which tags read its marks."""

    drawn: list[str] = field(default_factory=list)
    read: list[tuple[str, int, str]] = field(default_factory=list)  # role, MCID, the form it is in or nothing
    forms: dict[str, str] = field(default_factory=dict)
    declared: bool = True
    intent: str = ""
    boxes: dict[str, tuple[float, ...]] = field(
        default_factory=lambda: {"BleedBox": (3, 3, 297, 197), "TrimBox": (8, 8, 292, 192)}
    )
    resources: dict[str, dict[str, pikepdf.Object]] = field(default_factory=dict)
    pages: int = 1

    def text(self, words: str, x: float = 20, y: float = 100, size: float = 12, role: str = "P") -> "Paper":
        mark = len(self.read)
        self.read.append((role, mark, ""))
        return self.draw(f"/{role} <</MCID {mark}>> BDC {shown(words, x, y, size)} EMC")

    def artifact(self, operators: str) -> "Paper":
        return self.draw(f"/Artifact BMC {operators} EMC")

    def draw(self, operators: str) -> "Paper":
        self.drawn.append(operators)
        return self

    def write_bytes(self) -> bytes:
        made = BytesIO()
        self.save(made)
        return made.getvalue()

    def write(self, file: Path) -> Path:
        self.save(file)
        return file

    def save(self, to: Path | BytesIO) -> None:
        with pikepdf.new() as pdf:
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary())
            for name, operators in self.forms.items():
                form = pdf.make_stream(operators.encode(), Type=Name.XObject, Subtype=Name.Form, Resources=resources)
                form.BBox = Array([0, 0, WIDTH, HEIGHT])
                resources.XObject[f"/{name}"] = form
            for sort, named in self.resources.items():
                resources[f"/{sort}"] = Dictionary({f"/{name}": held for name, held in named.items()})
            for number in range(self.pages):
                page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
                page.Resources = resources
                for name, box in self.boxes.items():
                    page[f"/{name}"] = Array(box)
                page.Contents = pdf.make_stream("\n".join(self.drawn).encode() if number == 0 else b"")
            self.tag(pdf)
            pdf.save(to)

    def tag(self, pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        elements = []
        for role, mark, form in self.read:
            held = Dictionary(Type=Name.MCR, Pg=page.obj, MCID=mark)
            if form:
                held.Stm = page.Resources.XObject[f"/{form}"]
            elements.append(Dictionary(S=Name(f"/{role}"), K=held if form else mark, Pg=page.obj))
        pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array(elements))
        if self.declared:
            pdf.Root.MarkInfo = Dictionary(Marked=True)
            pdf.Root.Lang = String("fr")
            pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
            with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
                metadata["dc:title"] = "Essai"
                metadata["pdfuaid:part"] = "1"
        if self.intent:
            pdf.Root.OutputIntents = Array([Dictionary(S=Name.GTS_PDFX, OutputConditionIdentifier=String(self.intent))])


def shown(words: str, x: float, y: float, size: float = 12) -> str:
    return f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET"


def sheet() -> Paper:
    """A page without a fault: a heading, a caption in its frame, an underlined word, a stamp."""
    frame = "1 w 15 60 120 30 re S"
    underline = "1 w 20 118 m 120 118 l S"
    return (
        Paper()
        .artifact("0.9 g 10 50 280 60 re f 0 g")
        .artifact(frame)
        .artifact(underline)
        .text("Que faire ?", y=160, size=20, role="H1")
        .text("je peux payer", y=120)
        .text("Feu", y=70)
        .text("18", x=80, y=70)
        .text("Version 1 abc123", y=20, size=9)
    )
