"""Running the program in an empty folder, in French, whatever this machine speaks."""

import pytest

from jeu_oie import cli


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
