"""What PDF/UA-1 (ISO 14289-1) asks of a file, as far as a program can tell: the faults of a PDF, in words."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

PAINTS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Tj", "TJ", "'", '"', "Do", "sh", "EI"}
INSIDE = {
    "/L": {"/LI", "/L", "/Caption"},
    "/LI": {"/Lbl", "/LBody", "/L"},
    "/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"},
    "/THead": {"/TR"},
    "/TBody": {"/TR"},
    "/TR": {"/TH", "/TD"},
}
UA = "{http://www.aiim.org/pdfua/ns/id/}part"


def faults(document: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(document)) as made:
        if "/StructTreeRoot" not in made.Root:
            return ["no structure", *of_the_file(made)]
        return [*of_the_file(made), *of_the_tree(made), *of_the_pages(made)]


def of_the_file(made: pikepdf.Pdf) -> Iterator[str]:
    root: Any = made.Root
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not str(made.docinfo.get("/Title", "")):
        yield "no title"
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield "the title is not shown"
    if root.get("/MarkInfo", {}).get("/Marked") is not True:
        yield "not marked as tagged"
    if "/Outlines" not in root:
        yield "no bookmark"
    with made.open_metadata() as said:
        if said.get(UA) != "1":
            yield "does not say that it is PDF/UA-1"
        if "dc:title" not in said:
            yield "no title in the metadata"


def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The elements under ``element``, in reading order."""
    for child in kids(element):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from walk(child)


def kids(element: pikepdf.Object) -> list[object]:
    held: Any = element.get("/K", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def of_the_tree(made: pikepdf.Pdf) -> Iterator[str]:
    level = 0
    for element in walk(made.Root.StructTreeRoot):
        kind = str(element.S)
        if kind == "/Figure" and not str(element.get("/Alt", "")).strip(" \ue000"):
            yield "a figure without a text instead"
        if len(kind) == 3 and kind[1] == "H" and kind[2].isdigit():
            if int(kind[2]) > level + 1:
                yield f"{kind} follows a heading of level {level}"
            level = int(kind[2])
        for child in kids(element):
            if (
                isinstance(child, pikepdf.Dictionary)
                and "/S" in child
                and str(child.S) not in INSIDE.get(kind, {str(child.S)})
            ):
                yield f"{child.S} in {kind}"
        if kind == "/Link" and not any(
            "/Obj" in each for each in kids(element) if isinstance(each, pikepdf.Dictionary)
        ):
            yield "a link that leads nowhere"


def of_the_pages(made: pikepdf.Pdf) -> Iterator[str]:
    owners = pikepdf.NumberTree(made.Root.StructTreeRoot.ParentTree)
    read = {element.objgen for element in walk(made.Root.StructTreeRoot)}
    for number, page in enumerate(made.pages, 1):
        for fault in of_the_content(page.obj, owners, read):
            yield f"page {number}: {fault}"
        for annotation in page.obj.get("/Annots", []):
            if page.obj.get("/Tabs") != "/S":
                yield f"page {number}: links in no order"
            if not str(annotation.get("/Contents", "")):
                yield f"page {number}: a link without a text instead"


def instructions(page: pikepdf.Page | pikepdf.Object) -> Iterator[tuple[Any, str]]:
    """Operands and operator of each instruction of a content stream."""
    for each in pikepdf.parse_content_stream(page):
        yield list(each.operands), str(each.operator)


def of_the_content(content: pikepdf.Object, owners: pikepdf.NumberTree, read: set[tuple[int, int]]) -> Iterator[str]:
    """What is neither read nor an artifact, or is both, in a page or in a form that it shows."""
    marks: list[str] = []
    owned: Any = owners[int(content.StructParents)] if "/StructParents" in content else []
    for operands, operator in instructions(pikepdf.Page(content) if content.get("/Type") == "/Page" else content):
        match operator:
            case "BMC" | "BDC":
                held = operands[1] if len(operands) > 1 else {}
                if "/MCID" in held:
                    owner = owned[int(held["/MCID"])]
                    if not isinstance(owner, pikepdf.Dictionary) or owner.objgen not in read:
                        yield f"{operands[0]} {held['/MCID']} is not in the tree"
                    marks.append("read")
                else:
                    marks.append(str(operands[0]))
                if "/Artifact" in marks and "read" in marks:
                    yield "an artifact in what is read, or the other way round"
            case "EMC":
                marks.pop()
            case "Do" if not marks and content.Resources.XObject[str(operands[0])].Subtype == "/Form":
                yield from of_the_content(content.Resources.XObject[str(operands[0])], owners, read)
            case paint if paint in PAINTS and not marks:
                yield f"{paint} paints what is neither read nor an artifact"
