"""The page that shows all kits: every link leads somewhere, nothing is fetched elsewhere, it fits a phone."""

import re
import shutil

import pytest

from jeu_oie import cli
from tests.kit.conftest import CIRCUITS
from tests.kit.test_shipped import NAMES


def links(page):
    return re.findall(r'(?:href|src)="([^"]+)"', page)


def test_every_link_leads_to_a_file_of_the_kits(shipped_kits):
    found = links((shipped_kits / "index.html").read_text(encoding="utf-8"))
    assert [link for link in found if not (shipped_kits / link).is_file()] == []
    for name in NAMES:
        own = {link.removeprefix(f"{name}/") for link in found if link.startswith(f"{name}/")}
        assert {"index.html", "board.svg", "board.png", "print/board-a3.pdf", "print/cards.pdf"} <= own


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A gallery of two circuits without PDF."""
    shutil.copytree(CIRCUITS / "oph-31", tmp_path / "oph 31 & Cie")
    shutil.copy(CIRCUITS / "common.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)

    def build(*arguments):
        with pytest.raises(SystemExit) as left:
            cli.main(["build", ".", *arguments])
        assert left.value.code == 0
        return tmp_path / "output" / "index.html"

    return build


def test_only_what_is_there_is_offered(small):
    page = small("--only", "svg").read_text(encoding="utf-8")
    assert {link.rpartition("/")[2] for link in links(page)} == {"board.svg"}
    assert "oph%2031%20%26%20Cie/repairs/board.svg" in page
    page = small("--only", "html").read_text(encoding="utf-8")
    assert {link.rpartition("/")[2] for link in links(page)} == {"index.html"}


def test_it_speaks_the_language_of_the_messages(small):
    assert '<html lang="fr">' in small("--only", "svg", "--lang", "fr").read_text(encoding="utf-8")
    page = small("--only", "svg", "--lang", "en").read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert "No cookie" in page
    assert '<h3 lang="fr">' in page


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 375, 1280])
def test_it_fits_and_asks_for_nothing_elsewhere(browser, small, width):
    file = small("--only", "svg,html")
    page = browser.new_page(viewport={"width": width, "height": 800})
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri(), wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("[...document.fonts].every((face) => face.status === 'loaded')")
    sizes = page.evaluate("[...document.querySelectorAll('a')].map((a) => a.getBoundingClientRect().height)")
    assert min(sizes) >= 44
    page.close()
    assert said == []
    assert [each for each in asked if not each.startswith(("data:", file.parent.as_uri()))] == []
