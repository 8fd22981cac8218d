"""Running the program in an empty folder, in French, whatever this machine speaks."""

import pytest

from jeu_oie import cli
from jeu_oie.kit import sheets


@pytest.fixture
def program(tmp_path, monkeypatch, capsys):
    """Run with arguments; gives status, standard output, standard error, both with plain spaces."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def program(*arguments):
        with pytest.raises(SystemExit) as left:
            cli.main(list(map(str, arguments)))
        said = capsys.readouterr()
        return left.value.code, *(each.replace("\u00a0", " ") for each in said)

    return program


@pytest.fixture
def printing(monkeypatch):
    """``printing("3-person")``: of the sheets of a kit those alone that are called so, or begin so, are printed."""
    made_in = sheets.made_in

    def only(*names):
        def kept(*given, **more):
            return [row for row in made_in(*given, **more) if row.name.startswith(names)]

        monkeypatch.setattr(sheets, "made_in", kept)

    return only
