"""A user's own templates, as they were read: plain data, which every stage may carry."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Templates:
    """Templates that stand in the place of ours: each by its name (« page/page.html ») with its text, in order.

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
