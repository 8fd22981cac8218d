"""A long document in parts: the print engine keeps all of a document in memory, some three megabytes a page.

A template tells where it may be cut. Where it is short nothing is cut, and the document is as if there were no places.
The parts are bound together again as one file (``render/pdf/binding``).
"""

from markupsafe import Markup

# Characters that no text holds: the reader refuses them (circuit/reader/source).
START, CUT, AGAIN, DONE = "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
MOST = 6_500  # tags of a part: a hundred megabytes; the longest document of a shipped circuit has 4 900
END = "</body></html>"
FIRST = "@page :first"
NO_FIRST = "@page none:first"  # what is said of the first page does not hold for that of a later part
TOTAL = ' " / " counter(pages)'  # the engine only knows the pages of a part


def start() -> Markup:
    """Before this stands what each part has: styles, what runs in the margins."""
    return Markup(START)  # noqa: S704 (of our own)


def seam(close: str = "", again: str = "") -> Markup:
    """A place where a document may be cut: what ``close``s the part before it, and opens the next one ``again``."""
    return Markup(f"{CUT}{close}{AGAIN}{again}{DONE}")  # noqa: S704 (of our own templates)


def strip_marks(html: str) -> str:
    """``html`` without its places."""
    before, *others = html.split(CUT)
    return "".join((before, *(each.partition(DONE)[2] for each in others))).replace(START, "")


def in_parts(html: str, most: int = MOST) -> tuple[str, ...]:
    """The parts of a document, each a whole document; one that is not long has one."""
    if START not in html or html.count("<") <= most:
        return (strip_marks(html),)
    head, body = html.rsplit(START, 1)
    head = head.replace(START, "").replace(TOTAL, "")
    now, *others = body.split(CUT)
    made = []
    for each in others:
        joint, _, more = each.partition(DONE)
        if now.count("<") + more.count("<") > most:
            close, _, again = joint.partition(AGAIN)
            made.append(f"{head}{now}{close}{END}")
            now = again
        now += more
    return (*made, head + now)


def continue_part(part: str, pages: int) -> str:
    """A part that so many ``pages`` stand before: its own are numbered on, left and right as they are in the whole."""
    if not pages:
        return part
    side = "html { break-before: left }" if pages % 2 else ""
    rules = f"{FIRST} {{ counter-reset: page {pages + 1} }}\n{side}</style>"
    return part.replace(FIRST, NO_FIRST).replace("</style>", rules, 1)
