"""PDF/X-4 (ISO 15930-7): what a file says of the press that it is meant for.

Dates and identifiers are always the same: the same circuit gives the same bytes, whatever the day.
"""

import hashlib
from xml.sax.saxutils import escape

import pikepdf

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
