"""New interpreters start where one stands, which may be a clone of a stranger's: nothing there is imported."""

import os
import subprocess
import sys

import pytest

STRANGER = (
    "open({mark!r}, 'w').close()\nimport sys\nsys.modules.pop(__name__)\nsys.path.remove({folder!r})\nimport {name}\n"
)
STARTS = """
import jeu_oie.builder.pool as home
if __name__ == "__main__":
    list(home.by_processes([print], 1, renewed=False))
"""


@pytest.mark.parametrize("safe", [True, False], ids=["ours", "the guard sees a module that is imported"])
def test_a_module_where_one_stands_is_not_imported(tmp_path, safe):
    here, mark = tmp_path / "clone", tmp_path / "mark"
    here.mkdir()
    # As the console's script does: it stands elsewhere, and the folder where one is comes in by « -c » alone.
    script = tmp_path / "script.py"
    script.write_text(STARTS if safe else STARTS.replace("if __name__", "home.shut_out = lambda: None\nif __name__", 1))
    for name in ("selectors", "multiprocessing"):
        (here / f"{name}.py").write_text(STRANGER.format(mark=str(mark), folder=str(here), name=name))
    own = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    done = subprocess.run([sys.executable, script], cwd=here, env=own, capture_output=True, text=True, check=False)
    assert mark.exists() is not safe, done.stderr
    assert done.returncode == 0 or not safe, done.stderr
