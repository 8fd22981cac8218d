"""Scenes → PDF, a page each, with the tags and bookmarks that screen readers follow."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count

import pikepdf
from pikepdf import Array, Dictionary, Name

from jeu_oie.draw.logo import Logo, Media, flatten
from jeu_oie.draw.logo_file import refusal
from jeu_oie.draw.pdf.content import Art, Lettering, amounts, opacity_name, pattern, pattern_name, pictogram, shape
from jeu_oie.draw.pdf.document import MM_PT, PLAIN, Printing, describe, numbers, save_document
from jeu_oie.draw.pdf.engine import pdf, picture
from jeu_oie.draw.scene import Group, Icon, Image, Scene, Shape, Text, printed_black, tile
from jeu_oie.draw.text import PT_MM, leading, printable
from jeu_oie.errors import RenderingFailed

# --- What screen readers follow in a drawn document: its tags (ISO 32000-1, 14.7) and its bookmarks (12.3.3)


@dataclass(frozen=True, slots=True)
class Element:
    """Something that is read: the ranks of what shows it on its page, or what it is made of.

    ``alt`` and ``box``, in points: of a figure. ``language``: where it is not the document's (14.9.2).
    """

    kind: str
    ranks: tuple[int, ...] = ()
    kids: "tuple[Element, ...]" = ()
    alt: str = ""
    box: tuple[float, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page says, in order, and how many things it shows for that."""

    elements: tuple[Element, ...]
    shown: int


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark at its level, 1 or 2; where it leads to: the page's rank, and in points from its lower left corner."""

    label: str
    level: int
    page: int
    left: float
    top: float


def add_tags(made: pikepdf.Pdf, readings: Sequence[PageReading]) -> None:
    """Give a document whose pages stand already its tags."""
    root = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    root.K = Array([document])
    numbers = Array()
    for rank, (page, reading) in enumerate(zip(made.pages, readings, strict=True)):
        page.obj.StructParents, page.obj.Tabs = rank, Name.S
        owners: list[pikepdf.Object | None] = [None] * reading.shown
        for each in reading.elements:
            document.K.append(add_element(made, each, document, page.obj, owners))
        numbers.append(rank)
        numbers.append(made.make_indirect(Array(owners)))
    root.ParentTree = made.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(readings)
    made.Root.StructTreeRoot = root
    made.Root.MarkInfo = Dictionary(Marked=True)


def add_element(
    made: pikepdf.Pdf,
    element: Element,
    parent: pikepdf.Object,
    page: pikepdf.Object,
    owners: list[pikepdf.Object | None],
) -> pikepdf.Object:
    """An element with all under it; ``owners`` of what the page shows are noted."""
    own = made.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind}"), P=parent, Pg=page))
    own.K = Array([*element.ranks, *(add_element(made, kid, own, page, owners) for kid in element.kids)])
    for rank in element.ranks:
        owners[rank] = own
    if element.language:
        own.Lang = element.language
    if element.alt:
        own.Alt = element.alt
        own.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array(list(element.box)))
    return own


def add_bookmarks(made: pikepdf.Pdf, entries: Sequence[Bookmark]) -> None:
    """Give a document its bookmarks, open; those of level 2 under the one of level 1 before them."""
    with made.open_outline() as outline:
        held = outline.root
        for entry in entries:
            target = Array([made.pages[entry.page].obj, Name.XYZ, entry.left, entry.top, 0])
            item = pikepdf.OutlineItem(entry.label, target)
            (outline.root if entry.level == 1 else held).append(item)
            if entry.level == 1:
                held = item.children


# --- Scenes → PDF, a page each, written down as they are: nothing is laid out here, and no print engine is needed
#
# The shapes of a scene are its ground; its texts stand over it, in reading order. A document for screens has tags
# (ISO 32000-1, 14.7 and 14.8): the drawing is a figure with its description, what names the sheet is its heading,
# each group of texts (a square, a card) a section of paragraphs.

TITLED = ("heading", "how", "panel")  # kinds of groups that begin with a title
LOGO_PX = 600  # of the longer side of a logo that has no pixels of its own
LOOSEST = 1.28  # sizes from line to line, within a paragraph


@dataclass(frozen=True, slots=True)
class Written:
    """The operators of a page, and what it says."""

    operators: str
    reading: PageReading
    bookmarks: tuple[Bookmark, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """What a group says: its texts, and its paragraphs as operators, each with its language where it has one.

    ``titled``: its first paragraph is the title of the others; ``heading``: and names the sheet.
    """

    group: Group
    texts: tuple[Text, ...]
    paragraphs: tuple[tuple[str, str], ...]
    titled: bool
    heading: bool


def draw_scenes(scenes: Sequence[Scene], saver: bool, title: str, printing: Printing = PLAIN) -> bytes:
    """The PDF of ``scenes``, each page as large as its own; what overruns it stays in the file, for the print shop."""
    with pikepdf.new() as made:
        lettering, stock = Lettering(), Stock(made, saver=saver)
        tags = bool(printing.variant)
        scenes = [printed_black(scene) for scene in scenes] if saver else scenes
        pages = [write_page(scene, rank, lettering, stock, tags=tags) for rank, scene in enumerate(scenes)]
        fonts = made.make_indirect(lettering.fonts(made))
        for scene, each in zip(scenes, pages, strict=True):
            add_page(made, scene, each.operators, stock.resources(scene, fonts))
        first = scenes[0]
        describe(made, printable(title), first.language, printing)
        if tags:
            add_tags(made, [each.reading for each in pages])
            entries = [entry for each in pages for entry in each.bookmarks]
            add_bookmarks(made, entries if first.reading else [Bookmark(printable(title), 1, 0, 0, 0)])
        return save_document(made)


def add_page(made: pikepdf.Pdf, scene: Scene, operators: str, resources: Dictionary) -> None:
    page = made.add_blank_page(page_size=(scene.width * MM_PT, scene.height * MM_PT))
    page.TrimBox = page.MediaBox
    page.Resources = made.make_indirect(resources)
    page.Contents = made.make_stream(operators.encode("ascii"))


def axes(scene: Scene) -> tuple[float, ...]:
    """From mm below the upper edge of a page to its points above the lower one."""
    return MM_PT, 0, 0, -MM_PT, 0, scene.height * MM_PT


def write_page(scene: Scene, page: int, lettering: Lettering, stock: "Stock", *, tags: bool) -> Written:
    """What stands on a page: the shapes, over them the texts in reading order."""
    ground = "".join(stock.shown(mark) for group in scene.groups for mark in group.marks if not isinstance(mark, Text))
    sayings = list(sayings_of(scene, lettering))
    if tags:
        inside, reading = read_aloud(scene, ground, sayings, page)
    else:
        inside, reading = ground + "".join(text for each in sayings for text, _ in each.paragraphs), PageReading((), 0)
    bookmarks = tuple(bookmark(scene, each, page) for each in sayings if each.heading or each.group.kind == "square")
    return Written(f"q\n{numbers(axes(scene))} cm\n{inside}Q\n", reading, bookmarks)


def sayings_of(scene: Scene, lettering: Lettering) -> Iterator[Saying]:
    """The groups that say something, in reading order; the first that ``scene`` names is its heading."""
    for group in scene.read():
        texts = tuple(mark for mark in group.marks if isinstance(mark, Text))
        if texts:
            paragraphs = tuple((paragraph(lines, lettering), lines[0].language) for lines in paragraphs_of(texts))
            heading = group.id in scene.reading[:1]
            yield Saying(group, texts, paragraphs, titled=heading or group.kind in TITLED, heading=heading)


def paragraphs_of(texts: Iterable[Text]) -> Iterator[list[Text]]:
    """The lines that read on."""
    lines: list[Text] = []
    for text in texts:
        if lines and not reads_on(lines[-1], text):
            yield lines
            lines = []
        lines.append(text)
    yield lines


def reads_on(line: Text, after: Text) -> bool:
    """Whether ``after`` goes on with what ``line`` says: of the same face and language, no farther than a line away."""
    faces = ((each.size_pt, each.bold, each.fill, each.turned, each.language) for each in (line, after))
    steps = (line.y - after.y if line.turned else after.y - line.y) / (line.size_pt * PT_MM)
    return len(set(faces)) == 1 and 0 < steps < leading(line.content + after.content, 1) * LOOSEST


def paragraph(lines: Sequence[Text], lettering: Lettering) -> str:
    return "".join(lettering.line(line, reads_on=line is not lines[-1]) for line in lines)


def read_aloud(scene: Scene, ground: str, sayings: Iterable[Saying], page: int) -> tuple[str, PageReading]:
    """The operators of a page, each thing that is read under its rank (14.7.4), and what is read.

    The first title of the document is its heading.
    """
    title = "H1" if page == 0 else "H2"
    ranks, operators, elements = count(), [], []
    if scene.description:
        corner, rank = (0, 0, scene.width * MM_PT, scene.height * MM_PT), next(ranks)
        elements.append(Element("Figure", (rank,), alt=printable(scene.description), box=corner))
        operators.append(mark_content("Figure", rank, ground))
    else:
        operators.append(f"/Artifact BMC\n{ground}EMC\n")
    for each in sayings:
        own = [next(ranks) for _ in each.paragraphs]
        kinds = ["P"] * len(own)
        if each.titled:
            kinds[0], title = title, "H2"
        read = list(zip(kinds, own, each.paragraphs, strict=True))
        operators += [mark_content(kind, rank, text) for kind, rank, (text, _) in read]
        kids = tuple(Element(kind, (rank,), language=language) for kind, rank, (_, language) in read)
        elements.append(Element("Sect", kids=kids))
    return "".join(operators), PageReading(tuple(elements), next(ranks))


def mark_content(kind: str, rank: int, operators: str) -> str:
    return f"/{kind} <</MCID {rank}>> BDC\n{operators}EMC\n"


def bookmark(scene: Scene, saying: Saying, page: int) -> Bookmark:
    """The heading under the title of its scene, a square under its words."""
    said = scene.title if saying.heading else " ".join(text.content for text in saying.texts)
    left, top = min(text.x for text in saying.texts), min(text.y - text.size_pt / MM_PT for text in saying.texts)
    level = 1 if saying.heading else 2
    return Bookmark(printable(said), level, page, left * MM_PT, (scene.height - top) * MM_PT)


class Stock:
    """What a document holds once, however often it shows it: pictograms, the tiles of patterns, a logo."""

    def __init__(self, made: pikepdf.Pdf, *, saver: bool) -> None:
        self.made, self.saver = made, saver
        self.forms: dict[str, pikepdf.Object] = {}

    def shown(self, mark: Shape | Icon | Image) -> str:
        if isinstance(mark, Shape):
            return shape(mark)
        if isinstance(mark, Image):  # upright in its unit square, where y runs upwards (8.9.5)
            return f"q\n{amounts(mark.box.w)} 0 0 {amounts(-mark.box.h, mark.box.x, mark.box.bottom)} cm\n/Logo Do\nQ\n"
        box, own = mark.box, pictogram(mark.name, mark.fill, self.saver).box
        scale = min(box.w / own.w, box.h / own.h)
        x, y = (
            box.x + (box.w - own.w * scale) / 2 - own.x * scale,
            box.y + (box.h - own.h * scale) / 2 - own.y * scale,
        )
        return f"q\n{scale:.5f} 0 0 {scale:.5f} {amounts(x, y)} cm\n/{icon_name(mark)} Do\nQ\n"

    def resources(self, scene: Scene, fonts: pikepdf.Object) -> Dictionary:
        """What a page shows by name."""
        used: dict[str, Art] = {}
        for mark in (mark for group in scene.groups for mark in group.marks):
            if isinstance(mark, Icon):
                used[icon_name(mark)] = pictogram(mark.name, mark.fill, self.saver)
            elif isinstance(mark, Shape) and mark.pattern:
                used[pattern_name(mark.fill)] = loose(pattern(tile(mark)))
        shown = {f"/{name}": self.form(name, used[name]) for name in sorted(used)}
        logo = next((mark.logo for group in scene.groups for mark in group.marks if isinstance(mark, Image)), None)
        if logo:
            shown["/Logo"] = self.picture(logo)
        return Dictionary(Font=fonts, XObject=Dictionary(shown))

    def picture(self, logo: Logo) -> pikepdf.Object:
        """A landlord's logo (8.9.5), its colours in a palette; a kit has one. Raises as ``picture_of``."""
        if "Logo" not in self.forms:
            flat = flatten(picture_of(logo), grey=self.saver)
            last = len(flat.palette) // 3 - 1
            made = self.made.make_stream(flat.pixels, Type=Name.XObject, Subtype=Name.Image)
            made.Width, made.Height, made.BitsPerComponent = flat.width, flat.height, 8
            made.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, last, flat.palette])
            self.forms["Logo"] = made
        return self.forms["Logo"]

    def form(self, name: str, art: Art) -> pikepdf.Object:
        """What is drawn once, with its box and what it needs (8.10)."""
        if name not in self.forms:
            made = self.made.make_stream(art.operators.encode("ascii"))
            made.Type, made.Subtype = Name.XObject, Name.Form
            made.BBox = Array([art.box.x, art.box.y, art.box.right, art.box.bottom])
            states = {f"/{opacity_name(share)}": Dictionary(ca=share) for share in sorted(art.opacities)}
            made.Resources = Dictionary(ExtGState=Dictionary(states)) if states else Dictionary()
            self.forms[name] = made
        return self.forms[name]


def picture_of(logo: Logo) -> bytes:
    """A PNG of it. Raises PrintEngineMissing, InvalidInput, where it is an SVG."""
    return draw_svg(logo) if logo.media is Media.SVG else logo.data


@cache
def draw_svg(logo: Logo) -> bytes:
    wide, high = logo.within(LOGO_PX, LOGO_PX)
    size = f"{wide:.3f}px {high:.3f}px"
    style = f"@page {{ size: {size}; margin: 0 }} body {{ margin: 0 }} img {{ display: block; width: {wide:.3f}px }}"
    html = f'<title>Logo</title><style>{style}</style><img src="{logo.address}" alt="Logo">'
    try:
        return picture(pdf(html), round(wide))
    except RenderingFailed:
        raise refusal(logo.name, "logo-undrawable") from None


def loose(tile: Art) -> Art:
    """A tile that is not clipped to its box."""
    return replace(tile, box=tile.box.inset(-max(tile.box.w, tile.box.h)))


def icon_name(mark: Icon) -> str:
    return f"I-{mark.name}{mark.fill.replace('#', '-')}"
