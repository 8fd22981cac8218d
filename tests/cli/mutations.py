"""Valid files with something changed in them, by seed: bytes turned, cut, doubled, strange things put in."""

import io
import zipfile
from collections.abc import Callable
from random import Random

LARGE = 300_000  # bytes to which a doubled piece may grow
STRANGE = (
    *(b"0", b"-1", b"99999999999999999999", b"1e999", b"9" * 5_000, b"1048576", b"XFD1048576", b"A1:XFD1048576"),
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\\ud800", b"\x1b[31m", b"\r", b"\t", b"\n", b"\x85"),
    *(b"[" * 500, b"{" * 500, b"- " * 500, b"&a ", b"*a ", b"<<: ", b"!!python/object ", b"%TAG ", b"---\n", b"...\n"),
    *(b'"', b"'", b"#", b": ", b" |\n", b">\n", b"@", b"`", b";", b",", b'""', b"=", b"x" * 2_000, b"x " * 1_500),
    *("é".encode() * 1_000, "\u202e".encode(), "\u00a0".encode() * 50, "\u2028".encode(), "😀".encode(), b"a" * 40_000),
    *(
        b"<",
        b"</c>",
        b"&amp;",
        b"&a;",
        b"<![CDATA[",
        b"<!DOCTYPE a>",
        b"<c r='A0'/>",
        b"<c/>" * 2_000,
        b"t='s'",
        b"r='ZZZ1'",
    ),
    *(b"06 12 34 56 78 ", b"m.dupont@example.org ", b"null", b"true", b"2026-13-45", b"1/1/1", b"48 h", b"\xc3"),
)


def mutated(data: bytes, dice: Random) -> bytes:
    """``data`` with one to four things changed."""
    for _ in range(dice.randint(1, 4)):
        data = dice.choice(CHANGES)(data, dice)
    return data


def turned(data: bytes, dice: Random) -> bytes:
    made = bytearray(data)
    for _ in range(dice.randint(1, 8) if made else 0):
        made[dice.randrange(len(made))] ^= 1 << dice.randrange(8)
    return bytes(made)


def cut(data: bytes, dice: Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def without(data: bytes, dice: Random) -> bytes:
    start, end = piece(data, dice)
    return data[:start] + data[end:]


def doubled(data: bytes, dice: Random) -> bytes:
    start, end = piece(data, dice)
    times = min(dice.choice((1, 2, 10, 1_000)), LARGE // max(end - start, 1))
    return data[:end] + data[start:end] * times + data[end:]


def moved(data: bytes, dice: Random) -> bytes:
    start, end = piece(data, dice)
    rest = data[:start] + data[end:]
    at = dice.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def strange(data: bytes, dice: Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice(STRANGE) + data[at + dice.randrange(3) :]


def piece(data: bytes, dice: Random) -> tuple[int, int]:
    """A stretch of bytes, as often as not of whole lines."""
    start = dice.randrange(len(data) + 1)
    end = min(start + dice.choice((1, 10, 100, 1_000)), len(data))
    if dice.random() < 0.5:
        start, end = data.rfind(b"\n", 0, start) + 1, (data.find(b"\n", end) + 1) or len(data)
    return start, end


CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (turned, cut, without, doubled, moved, strange, strange)


def repacked(data: bytes, dice: Random) -> bytes:
    """A workbook with one of its parts changed, left out, doubled or called otherwise."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        names = book.namelist()
        chosen = dice.choice([name for name in names if "theme" not in name and "docProps" not in name])
        for name in names:
            part = book.read(name)
            if name == chosen:
                part = mutated(part, dice)
                name = dice.choice((name, name, name, name, f"../{name}", f"/{name}", name.upper(), ""))  # noqa: PLW2901
            if name:
                packed.writestr(name, part)
    return made.getvalue()


def workbook(data: bytes, dice: Random) -> bytes:
    return repacked(data, dice) if dice.random() < 0.7 else mutated(data, dice)
