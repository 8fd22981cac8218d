"""Every library that pyproject.toml asks for is used: what is not used is not installed."""

import re
import tomllib
from importlib import metadata

from tests.house.source import ROOT, modules

# Used by others than us: fontTools and WeasyPrint compress fonts with it.
INDIRECT = {"brotli"}


def asked() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {normal(re.split(r"[\s<>=!~;\[]", wish)[0]) for wish in project["dependencies"]}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def unused(names: set[str], text: str) -> set[str]:
    """Libraries of which ``text`` names no module."""
    words = set(re.findall(r"\w+", text))
    known = metadata.packages_distributions().items()
    return names - {normal(name) for module, names in known if module in words for name in names}


def test_the_guard_sees_a_library_that_nothing_uses():
    assert unused({"pyyaml", "svgwrite"}, "import yaml") == {"svgwrite"}


def test_every_library_is_used():
    assert unused(asked() - INDIRECT, "\n".join(module.text for module in modules())) == set()
