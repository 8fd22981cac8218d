import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import jeu_oie

ROOT = Path(__file__).parents[2]


def test_the_version_is_written_once():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "version" not in project
    assert metadata.version("jeu-oie") == jeu_oie.__version__


def test_importing_the_package_imports_nothing_else():
    code = "import sys; before = set(sys.modules); import jeu_oie; print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert loaded == ["jeu_oie"]
