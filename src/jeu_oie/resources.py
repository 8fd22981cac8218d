"""Where the product's data lies, and reading it; a user's own templates, as they were read."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import cache_from_source
from pathlib import Path, PurePosixPath

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent.parent
DOCUMENTS = PurePosixPath("documents")  # of templates
FRAME = "documents/document.html"  # which documents extend
SCREEN_FONT, PAPER_FONT, ARABIC_FONT = "AtkinsonHyperlegible", "Oie", "IBMPlexSansArabic"


@cache
def folder(name: str) -> Path:
    """Path of ``boards``, ``templates``, ``circuits`` or ``schemas``: in a wheel, else in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else CHECKOUT / name


def bytecode_folder() -> Path:
    """Where Python keeps what it has compiled of this module."""
    return Path(cache_from_source(__file__)).parent


def fonts() -> Path:
    """The folder of the font files (TTF), which ``script/fonts`` made."""
    return folder("templates") / "fonts"


@cache
def font_bytes(name: str, weight: str) -> bytes:
    """A font file, ``SCREEN_FONT``, ``PAPER_FONT`` or ``ARABIC_FONT``, of a weight, ``Regular`` or ``Bold``."""
    return (fonts() / f"{name}-{weight}.ttf").read_bytes()


@cache
def ready_font(weight: str) -> bytes:
    """The subset of a weight (``400``, ``700``; ``drawn-400`` as it is measured) that ``script/fonts`` made."""
    return (PACKAGE / "fonts" / f"atkinson-{weight}.woff2").read_bytes()


@cache
def circuit_text(name: str) -> bytes:
    """A file of the circuits that the program ships: ``common.yaml``."""
    return (folder("circuits") / name).read_bytes()


@cache
def starter_text(language: str) -> str:
    """The commented circuit with which one starts, in ``language``."""
    return (PACKAGE / "locale" / language / "starter.yaml").read_text(encoding="utf-8")


def project_text(language: str) -> str:
    """The commented project file with which one starts, in ``language``."""
    return (PACKAGE / "locale" / language / "project.yaml").read_text(encoding="utf-8")


def board_text(language: str) -> str:
    """The board file with which one starts, every key with its comment, in ``language``."""
    return (PACKAGE / "locale" / language / "board.yaml").read_text(encoding="utf-8")


def list_text(language: str) -> str:
    """The list of landlords with which a federation starts, in ``language``."""
    return (PACKAGE / "locale" / language / "landlords.csv").read_text(encoding="utf-8")


@cache
def pictogram(name: str) -> str:
    """The SVG text of a pictogram: one that the project draws, or of Material Design Icons (« mdi/fire »)."""
    return (folder("templates") / "pictograms" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def print_template(name: str) -> str:
    """The Typst text of a sheet."""
    return (folder("templates") / "print" / f"{name}.typ").read_text(encoding="utf-8")


def template_bytes(name: str) -> bytes:
    """One of our templates."""
    return (folder("templates") / name).read_bytes()


@cache
def our_documents() -> frozenset[str]:
    """The names of our templates of documents."""
    return frozenset(f"{DOCUMENTS}/{each.name}" for each in (folder("templates") / DOCUMENTS).glob("*.html"))


def is_document(name: str) -> bool:
    """Whether a template is a document of itself, whatever its name: « documents/invitation.html »."""
    return PurePosixPath(name).parent == DOCUMENTS and name.endswith(".html") and name != FRAME


@dataclass(frozen=True)
class Templates:
    """Templates that stand in the place of ours, as they were read: each by its name (« page/page.html »), its text.

    ``folder`` is where they were read, as problems name it.
    """

    folder: str
    files: tuple[tuple[str, str], ...]

    @cached_property
    def texts(self) -> Mapping[str, str]:
        return dict(self.files)

    @cached_property
    def digest(self) -> str:
        """Hash of all that they say, wherever they stand."""
        return hashlib.sha256(repr(self.files).encode("utf-8", "surrogatepass")).hexdigest()

    def path(self, name: str) -> str:
        """The file of one, as problems name it."""
        return f"{self.folder}/{name}"

    def source(self, name: str) -> tuple[str, str, None] | None:
        """Text and file of one, as jinja2 asks for them; None where it is not among them."""
        return (self.texts[name], self.path(name), None) if name in self.texts else None
