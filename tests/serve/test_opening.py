"""``serve --open``: the address that stands in the terminal is opened, by whatever Python finds, without waiting."""

import signal
import webbrowser
from threading import Event

import pytest

from jeu_oie import cli, programs
from tests.serve.conftest import PATIENCE, SMALL


class Browser:
    """One that was found: what it was asked to open."""

    def __init__(self, name="firefox"):
        self.name = name
        self.opened = []

    def open_new_tab(self, address):
        self.opened.append(address)
        return True


@pytest.fixture
def serve(tmp_path, monkeypatch, capsys):
    """``serve`` until a browser was asked for; gives the standard output and the standard error."""
    (tmp_path / "one.yaml").write_text(SMALL, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    asked = Event()

    def find(browser):
        def get():
            if browser is None:
                raise webbrowser.Error
            return browser

        monkeypatch.setattr(webbrowser, "get", get)
        opens = programs.open_browser

        def watched(address):
            done = opens(address)
            asked.set()
            return done

        monkeypatch.setattr("jeu_oie.cli.serve.open_browser", watched)

    def wait(made, opened):
        asked.wait(PATIENCE if "--open" in arguments else 0)
        opened.close()
        return signal.SIGTERM

    monkeypatch.setattr("jeu_oie.cli.serve.Server.serve_at", wait)
    arguments: list[str] = []

    def serve(browser, *given):
        find(browser)
        arguments[:] = given
        with pytest.raises(SystemExit) as left:
            cli.main(["serve", "one.yaml", *given])
        assert not left.value.code
        return capsys.readouterr()

    return serve


def test_the_address_that_is_shown_is_opened(serve):
    browser = Browser()
    said = serve(browser, "--open")
    assert browser.opened == [said.out.strip()]
    assert said.out.startswith("http://")


def test_nothing_is_opened_unasked(serve):
    browser = Browser()
    serve(browser)
    assert browser.opened == []


@pytest.mark.parametrize("found", [None, Browser("/usr/bin/w3m")])
def test_no_browser_or_one_that_takes_the_terminal_is_told(found, monkeypatch):
    said: list[str] = []

    def get():
        if found is None:
            raise webbrowser.Error
        return found

    monkeypatch.setattr(webbrowser, "get", get)
    monkeypatch.setattr("jeu_oie.cli.serve.say", said.append)
    from jeu_oie.cli.serve import show_browser
    from jeu_oie.messages import load_catalog

    show_browser("http://127.0.0.1/", load_catalog("fr"))
    assert len(said) == 1
    assert "vous-même" in said[0]
    assert found is None or found.opened == []
