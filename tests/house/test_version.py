import tomllib
from importlib import metadata

import jeu_oie
from tests.house.source import ROOT


def test_the_version_is_written_once():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "version" not in project
    assert metadata.version("jeu-oie") == jeu_oie.__version__
