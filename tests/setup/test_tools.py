"""What script/test installs works: the browser opens a page, the PDF engine prints, the readers read."""

import subprocess
import sys

import pytest

from tests.house.source import ROOT


@pytest.mark.browser
def test_the_browser_opens_a_page(browser):
    page = browser.new_page()
    page.set_content("<p>jeu de l’oie</p>")
    assert page.inner_text("p") == "jeu de l’oie"
    page.close()


def test_the_engine_prints_and_the_readers_read(tmp_path):
    from weasyprint import HTML

    pdf = tmp_path / "page.pdf"
    HTML(string="<p>jeu de l’oie").write_pdf(pdf)
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert "jeu de l’oie" in text
    subprocess.run(["qpdf", "--check", pdf], capture_output=True, check=True)


@pytest.mark.slow
def test_a_test_that_waits_for_ever_is_ended_and_told(tmp_path):
    (tmp_path / "test_waiting.py").write_text("import time\n\ndef test_waits():\n    time.sleep(60)\n", "utf-8")
    config = ("-c", str(ROOT / "pyproject.toml"), "-o", "faulthandler_timeout=0.5")
    command = [sys.executable, "-m", "pytest", *config, "--numprocesses", "1", str(tmp_path)]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=50)
    assert run.returncode == 1 and "crashed while running" in run.stdout
    assert "in test_waits" in run.stderr
