"""What script/test installs works: the browser opens a page, the PDF engine prints, the readers read."""

import subprocess

import pytest


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
