"""All files of a kit in one (``kit.zip``), and what of it goes on line (``site.zip``): the same bytes on any day."""

import io
import zipfile
from collections.abc import Mapping

# What goes on line of a kit, as far as it is made; all that its pages and the gallery lead to is in it.
SITE = (
    "index.html",
    "embed.html",
    "fragment.html",
    "oembed.json",
    "board.svg",
    "board.png",
    "kit.zip",
    "print/leaflet.pdf",
)

PACKED = (".pdf", ".png")  # compressed already
DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can tell


def pack_files(files: Mapping[str, bytes]) -> bytes:
    """A zip file of ``files``, in the order of their names."""
    with io.BytesIO() as made:
        with zipfile.ZipFile(made, "w") as archive:
            for name, data in sorted(files.items()):
                add_file(archive, name, data)
        return made.getvalue()


def add_file(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(entry(name), data)


def entry(name: str) -> zipfile.ZipInfo:
    """How a file is named in a zip file, the same on any day and any system."""
    made = zipfile.ZipInfo(name, DATE)
    made.external_attr = 0o644 << 16
    made.create_system = 3  # Unix
    made.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
    return made


def site(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """``site.zip``: what goes on line of this kit; nothing without its page."""
    online = {name: files[name] for name in SITE if name in files}
    return {"site.zip": pack_files(online)} if "index.html" in online else {}
