"""A logo as somebody sent it: a PNG, of which the pixels are kept.

Who, when and with what it was made stays out of a kit.
"""

from jeu_oie.draw.logo import Logo, open_png, shrink, to_png
from jeu_oie.errors import InvalidInput, Place, Problem

MAX_BYTES = 500_000  # bytes of a file
MAX_SIDE_PX = 4096  # pixels
KEPT_SIDE_PX = 800  # pixels of the longer side: 44 mm, as on a board of A1, at 460 to the inch
MAX_RATIO = 8  # times its other side: a strip of letters that nobody could read at this size
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def read_logo(data: bytes, name: str) -> Logo:
    """The logo in the file ``name``, of which ``data`` holds ``MAX_BYTES`` + 1 bytes at most. Raises InvalidInput.

    Its size is looked at before anything is unpacked (PNG, 11.2.1).
    """
    if not data.startswith(SIGNATURE):
        raise refusal(name, "logo-unknown")
    if len(data) > MAX_BYTES:
        raise refusal(name, "logo-too-heavy", limit=MAX_BYTES // 1000)
    if data[12:16] != b"IHDR":
        raise refusal(name, "logo-damaged")
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if max(width, height) > MAX_SIDE_PX:
        raise refusal(name, "logo-too-wide", width=width, height=height, limit=MAX_SIDE_PX)
    try:
        picture = open_png(data)
    except (OSError, SyntaxError, ValueError):
        raise refusal(name, "logo-damaged") from None
    if not 1 / MAX_RATIO <= width / height <= MAX_RATIO:
        raise refusal(name, "logo-too-long", limit=MAX_RATIO)
    return Logo(to_png(shrink(picture, KEPT_SIDE_PX, KEPT_SIDE_PX)), width / height)


def refusal(name: str, code: str, **values: object) -> InvalidInput:
    told = tuple((key, str(value)) for key, value in values.items())
    return InvalidInput((Problem(Place(name), code, told),))
