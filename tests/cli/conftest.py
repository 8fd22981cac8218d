"""Running the program in an empty folder, in French, whatever this machine speaks."""

import pytest

from jeu_oie import cli


@pytest.fixture
def program(tmp_path, monkeypatch, capsys):
    """Run with arguments; gives status, standard output (with plain spaces), standard error."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def program(*arguments):
        with pytest.raises(SystemExit) as left:
            cli.main(list(map(str, arguments)))
        said = capsys.readouterr()
        return left.value.code, said.out.replace("\u00a0", " "), said.err

    return program


@pytest.fixture
def forked(tmp_path_factory, monkeypatch):
    """Further processes of a command begin with what is loaded here, where each would be a new interpreter.

    The threads that tests before have left hold nothing that they need.
    """
    threads = tmp_path_factory.mktemp("threads")
    (threads / "1").touch()
    monkeypatch.setattr("jeu_oie.builder.pool.THREADS", threads)
