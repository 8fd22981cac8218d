"""What a page carries within itself: fonts, pictograms, data, and the policy that lets nothing else in."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import quote

from markupsafe import Markup

from jeu_oie.draw.ink import ICONS, IN_INK, INK, THINGS, content
from jeu_oie.draw.subset import WebFont

# Inside <script> nothing may end the element or open a comment; the two separators end a line in old scripts.
ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}

PLAIN = " '<>=:/,"  # stand for themselves in an address in double quotes
FINE = re.compile(
    r"(?<![\d.])\d*\.\d{2,}(?![\d.])"
)  # finer than anybody sees of a pictogram: its box is 24 or more wide


def font_faces(fonts: Iterable[WebFont]) -> Markup:
    """One ``@font-face`` a file, as ``data:``."""
    return Markup("").join(
        Markup(  # noqa: S704 (base64, and figures of ours)
            f"@font-face {{ font-family: A; font-weight: {font.weight}; font-display: block; "
            f'src: url(data:font/woff2;base64,{base64.b64encode(font.data).decode()}) format("woff2");'
            f"{f' unicode-range: {font.letters};' if font.letters else ''} }}\n"
        )
        for font in fonts
    )


@cache
def picture(name: str) -> Markup:
    """A pictogram as a ``data:`` address, to stand in double quotes.

    Those of one colour are white, for the dark band of a step, or in ink. In tenths of its box.
    """
    box, inside = content(name.removesuffix(IN_INK))
    fill = ' fill="#fff"' if name in (*ICONS, *THINGS) else f' fill="{INK}"' if name.endswith(IN_INK) else ""
    drawn = FINE.sub(lambda number: f"{float(number[0]):.1f}".lstrip("0").removesuffix(".0") or "0", inside)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"{fill}>{drawn}</svg>'.replace('"', "'")
    return Markup(f"data:image/svg+xml,{quote(svg, safe=PLAIN)}")  # noqa: S704 (our own pictograms)


def embed_json(value: object) -> Markup:
    """Data in a ``<script>``: no text of it can close the element."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(written.translate(ESCAPES))  # noqa: S704 (escaped just now)


def policy(style: str, *scripts: str, images: str = "data:", more: str = "") -> Markup:
    """The content of the policy's ``<meta>``: this style, these scripts, ``data:`` fonts, ``images``, nothing else.

    ``more``: other directives (« frame-src 'self' »).
    """
    allowed = " ".join(map(fingerprint, scripts)) or "'none'"
    return Markup(  # noqa: S704 (hashes, and words of ours)
        f"default-src 'none'; style-src {fingerprint(style)}; script-src {allowed}; font-src data:; img-src {images}; "
        f"base-uri 'none'; form-action 'none'{f'; {more}' if more else ''}"
    )


def fingerprint(text: str) -> str:
    """The hash of an inline text, as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
