"""The pictures of the READMEs, of the kit of OPAC 38 as it is now: the board, an evening, a phone, the window."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageOps
from playwright.sync_api import Browser, ViewportSize, sync_playwright

CIRCUIT = Path("circuits/opac-38/repairs.yaml")
DOCS = Path("docs")
WIDTH = 1200  # px of what lies across
PHONE = ViewportSize(width=375, height=667)
DESK = ViewportSize(width=1280, height=800)
DPI = 60
PAPER, EDGE = "#e7eae6", "#9aa39a"
COLOURS = 128


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        out = Path(folder)
        subprocess.run([sys.executable, "-m", "jeu_oie", "build", CIRCUIT, "--out", out, "--quiet"], check=True)
        kit = out / CIRCUIT.parent.name / CIRCUIT.stem
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        board = Image.open(kit / "board.png")
        keep(board.resize((WIDTH, round(WIDTH * board.height / board.width))), "board")
        keep(evening(kit / "print", out), "evening")
        keep(phone(kit / "index.html", browser, out), "phone")
        keep(window(browser, out), "window")
        browser.close()


def keep(picture: Image.Image, name: str) -> None:
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(DOCS / f"{name}.png", optimize=True)


def evening(files: Path, out: Path) -> Image.Image:
    """The board, a sheet of cards, what each person takes home, side by side as on a table."""
    asked = (("1-board-a3", 1), ("2-table", 3), ("3-person", 1))
    return in_a_row([sheet(files / f"{name}.pdf", page, out) for name, page in asked])


def sheet(file: Path, page: int, out: Path) -> Image.Image:
    drawn = out / f"{file.stem}-{page}"
    asked = ["-f", str(page), "-l", str(page), "-r", str(DPI * 2), "-png", "-singlefile"]
    subprocess.run(["pdftoppm", *asked, file, drawn], check=True)
    return Image.open(drawn.with_suffix(".png"))


def in_a_row(pictures: Sequence[Image.Image]) -> Image.Image:
    """``pictures`` at one height, with a hairline around each and air between, as wide as a README is."""
    air = WIDTH // 50
    room = WIDTH - air * (len(pictures) + 1)
    height = round(room / sum(each.width / each.height for each in pictures))
    framed = [ImageOps.expand(ImageOps.scale(each.convert("RGB"), height / each.height), 1, EDGE) for each in pictures]
    row, x = Image.new("RGB", (WIDTH, height + 2 * air), PAPER), air
    for each in framed:
        row.paste(each, (x, air))
        x += each.width + air
    return row


def phone(page: Path, browser: Browser, out: Path) -> Image.Image:
    """The page as a phone shows it: what one is asked first, what to do about a leak, what in danger."""
    drawn = []
    for rank, pressed in enumerate(("", "Petite fuite d’eau", "Les bons gestes d’abord")):
        tab = browser.new_page(viewport=PHONE, device_scale_factor=2, locale="fr-FR")
        tab.goto(page.as_uri())
        if pressed:
            tab.get_by_text(pressed).first.click()
        tab.screenshot(path=out / f"phone{rank}.png")
        tab.close()
        drawn.append(Image.open(out / f"phone{rank}.png"))
    return in_a_row(drawn)


def window(browser: Browser, out: Path) -> Image.Image:
    """The window on the shipped circuits."""
    given = {**os.environ, "LANG": "fr_FR.UTF-8"}
    command = [sys.executable, "-m", "jeu_oie", "serve", "circuits"]
    with subprocess.Popen(command, env=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        assert running.stdout
        address = next(word for line in running.stdout for word in line.split() if word.startswith("http://"))
        tab = browser.new_page(viewport=DESK, locale="fr-FR")
        tab.goto(address)
        tab.wait_for_load_state("networkidle")
        tab.screenshot(path=out / "window.png")
        running.terminate()
    return Image.open(out / "window.png")


if __name__ == "__main__":
    main()
