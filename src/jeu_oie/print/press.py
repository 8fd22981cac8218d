"""Files for a print shop: true boxes, crop marks, inks instead of screen colours.

Marks and boxes follow ISO 15930-7 (PDF/X-4): BleedBox within MediaBox, TrimBox within BleedBox, no RGB, an output
intent with its profile. A file without a profile has all of it but the intent.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape

import pikepdf

from jeu_oie.draw.geometry import Box
from jeu_oie.draw.ink import INK, channels
from jeu_oie.draw.scene import Placement
from jeu_oie.print.shop import MM_PT, drawing_of, grown, opened, saved, shows

# « /c0 cs 0.5 0.5 0.5 scn »: a colour in a space of three or of one; a pattern's name is none.
COLOUR = re.compile(rb"/c\d+ (?:cs|CS) ([\d.e-]+)(?: ([\d.e-]+) ([\d.e-]+))? (scn|SCN)(?=\s|/|$)")
OPERATORS = {b"scn": "k", b"SCN": "K"}
RGB = 3  # channels


def to_inks(document: pikepdf.Pdf) -> None:
    """Rewrite every colour that Typst wrote in ``document``, and the colour spaces that it blends in; nothing else.

    The grey that a colour holds is printed in black alone (full grey-component replacement), the rest in two inks at
    most: little ink, neutral greys, and the same figures on every machine. The ink of texts and outlines becomes
    black and nothing else, so that no letter depends on how well four plates stand on each other.
    """
    for each in document.objects:
        if not isinstance(each, pikepdf.Stream | pikepdf.Dictionary):
            continue
        if each.get("/Subtype") == "/Form" or each.get("/PatternType") == 1:
            each.write(COLOUR.sub(ink_colour, each.read_bytes()))
        if each.get("/Subtype") == "/Image":
            ink_picture(each)
        else:
            blend(each)


def blend(item: pikepdf.Object) -> None:
    """Transparency is worked out in inks (ISO 32000-1, 11.4.7); colour spaces that nothing uses are dropped."""
    if "/Group" in item:
        item.Group.CS = pikepdf.Name.DeviceCMYK
    if "/ColorSpace" in item and isinstance(item.ColorSpace, pikepdf.Dictionary):
        del item.ColorSpace
    if "/Resources" in item and "/ColorSpace" in item.Resources:
        patterns = {
            key: each
            for key, each in item.Resources.ColorSpace.items()
            if isinstance(each, pikepdf.Array) and each[0] == "/Pattern"
        }
        item.Resources.ColorSpace = pikepdf.Dictionary(patterns)


def ink_colour(found: re.Match[bytes]) -> bytes:
    red, green, blue, operator = found.groups()
    return f" {cmyk(red, green or red, blue or red)} {OPERATORS[operator]}".encode()  # nothing may stand before it


def ink_picture(image: pikepdf.Object) -> None:
    """A logo's pixels in shares of ink, each colour worked out once; a mask has no colour."""
    pixels, channels_ = image.read_bytes(), channels_of(image)
    if channels_ == RGB:
        colours = [pixels[at : at + RGB] for at in range(0, len(pixels), RGB)]
        inks = {each: bytes(ink_shares(*each)) for each in set(colours)}
        image.write(b"".join(map(inks.__getitem__, colours)))
        image.ColorSpace = pikepdf.Name.DeviceCMYK
    elif "/SMask" in image or channels_ == 1:
        image.ColorSpace = pikepdf.Name.DeviceGray


def channels_of(image: pikepdf.Object) -> int:
    space = image.ColorSpace
    if isinstance(space, pikepdf.Array):
        return int(space[1].N)
    return RGB if space == "/DeviceRGB" else 1


def ink_shares(*colour: int) -> Iterator[int]:
    """Cyan, magenta, yellow and black, 0 to 255."""
    told = cmyk(*(b"%.4g" % (each / 255) for each in colour))
    return (round(255 * float(share)) for share in told.split())


@cache
def cmyk(*colour: bytes) -> str:
    """Shares of cyan, magenta, yellow and black, 0 to 1, as a PDF has them."""
    light = tuple(map(float, colour))
    if tuple(round(255 * each) for each in light) == channels(INK) or not any(light):
        return "0 0 0 1"
    most = max(light)
    return " ".join(f"{share:.4g}" for share in (*((most - each) / most for each in light), 1 - most))


# The same circuit gives the same bytes, whatever the day.
DATE, PDF_DATE = "2000-01-01T00:00:00Z", "D:20000101000000Z"
PRODUCER = "jeu-oie"
TAGS = 1_000  # of a profile; it has about twenty, whatever number it says
NAME = 200  # characters of what it calls itself
HEADER = 128  # bytes of an ICC profile's header (ICC.1:2022, 7.2)

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdf:Producer>{producer}</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{identifier}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>
"""


def add_intent(document: pikepdf.Pdf, profile: bytes) -> None:
    """Make ``document``, which holds no RGB, a PDF/X-4 for the press of ``profile``."""
    info, name = document.docinfo, profile_name(profile)
    info["/Trapped"] = pikepdf.Name("/False")
    info["/CreationDate"] = info["/ModDate"] = PDF_DATE
    info["/Producer"] = PRODUCER
    title = str(info["/Title"])
    said = {"title": escape(title), "producer": PRODUCER, "date": DATE, "identifier": identifier(title)}
    document.Root.Metadata = document.make_stream(XMP.format(**said).encode())
    document.Root.Metadata.Type, document.Root.Metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    embedded = document.make_stream(profile)
    embedded.N = 4
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFX,
        OutputConditionIdentifier=name,
        Info=name,
        DestOutputProfile=embedded,
    )
    document.Root.OutputIntents = pikepdf.Array([document.make_indirect(intent)])


def identifier(title: str) -> str:
    """Shaped like a UUID, made of the title."""
    digits = hashlib.sha256(title.encode()).hexdigest()
    return "-".join(digits[start:end] for start, end in ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32)))


def is_for_print(profile: bytes) -> bool:
    """Whether these bytes are the ICC profile of a CMYK printer (ICC.1:2022, 7.2.4 to 7.2.9)."""
    return (
        len(profile) > HEADER
        and int.from_bytes(profile[:4]) == len(profile)
        and (profile[12:16], profile[16:20], profile[36:40]) == (b"prtr", b"CMYK", b"acsp")
    )


def profile_name(profile: bytes) -> str:
    """What a profile calls itself (ICC.1:2022, 9.2.41), in the first language that it has."""
    count = min(int.from_bytes(profile[HEADER : HEADER + 4]), TAGS)
    for at in range(HEADER + 4, HEADER + 4 + 12 * count, 12):
        if profile[at : at + 4] == b"desc":
            start, size = (int.from_bytes(profile[at + by : at + by + 4]) for by in (4, 8))
            return describe_tag(profile[start : start + size])[:NAME]
    return "CMYK"


def describe_tag(tag: bytes) -> str:
    """The text of a description, in the shape of version 2 (ASCII) or of version 4 (UTF-16)."""
    if tag[:4] == b"mluc":
        size, start = (int.from_bytes(tag[at : at + 4]) for at in (20, 24))
        return tag[start : start + size].decode("utf-16-be", "replace")
    size = int.from_bytes(tag[8:12])
    return tag[12 : 12 + size].rstrip(b"\0").decode("ascii", "replace")


GAP, LENGTH, LINE, MARGIN = 2.5, 5.0, 0.1, 1.0  # mm: bleed to mark, the mark, its line, mark to the edge of the sheet


@dataclass(frozen=True, slots=True)
class Press:
    """A print shop's order: the trimmed size and the bleed in mm, the ICC profile of its press if it has one."""

    width: float
    height: float
    bleed: float
    profile: bytes | None = None


def press(drawn: bytes, order: Press) -> bytes:
    """The first page of ``drawn``, as large as it goes into the trimmed size, in its middle.

    The art, which has no tags, must overrun its own trim by the bleed, and by a little more where the proportions
    differ.
    """
    slug = order.bleed + GAP + LENGTH + MARGIN
    with opened(drawn) as source, pikepdf.new() as made:
        art = source.pages[0]
        page = made.add_blank_page()
        page.MediaBox = pikepdf.Array([0, 0, *((side + 2 * slug) * MM_PT for side in (order.width, order.height))])
        page.TrimBox = pikepdf.Array(grown(page.MediaBox, -slug))
        page.BleedBox = pikepdf.Array(grown(page.TrimBox, order.bleed))
        page.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceCMYK)
        placement = fit_art(art, order, slug)
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Board=drawing_of(art, made)))
        page.Contents = made.make_stream(shows("Board", placement, art, page) + marks(page, order.bleed))
        to_inks(made)
        made.Root.ViewerPreferences = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"), DisplayDocTitle=True)
        made.Root.Lang = str(source.Root.Lang)
        made.docinfo["/Title"] = str(source.docinfo["/Title"])
        if order.profile:
            add_intent(made, order.profile)
        return saved(made)


def fit_art(art: pikepdf.Page, order: Press, slug: float) -> Placement:
    """The largest scale at which all of ``art`` stands within the trim, its bleed clipped."""
    left, low, right, high = (float(side) / MM_PT for side in art.trimbox.as_list())
    scale = min(order.width / (right - left), order.height / (high - low))
    x, y = (
        slug + (room - side * scale) / 2 for room, side in ((order.width, right - left), (order.height, high - low))
    )
    return Placement(x, y, scale, Box(slug, slug, order.width, order.height).inset(-order.bleed))


def marks(page: pikepdf.Page, bleed: float) -> bytes:
    """Two crop marks at each corner of the trim, in black only, outside the bleed."""
    lines = " ".join(f"{x:.4f} {y:.4f} m {to_x:.4f} {to_y:.4f} l" for x, y, to_x, to_y in mark_lines(page, bleed))
    return f"q 0 0 0 1 K {LINE * MM_PT:.4f} w {lines} S Q\n".encode()


def mark_lines(page: pikepdf.Page, bleed: float) -> Iterator[tuple[float, float, float, float]]:
    """From where to where each mark runs, in points."""
    left, low, right, high = map(float, page.TrimBox.as_list())
    near, far = (bleed + GAP) * MM_PT, (bleed + GAP + LENGTH) * MM_PT
    for x, away in ((left, -1), (right, 1)):
        for y in (low, high):
            yield x + away * near, y, x + away * far, y
    for y, away in ((low, -1), (high, 1)):
        for x in (left, right):
            yield x, y + away * near, x, y + away * far
