"""From a save to the page: a real server on circuits of a folder, a real Chromium that shows one.

    python bench/preview.py FOLDER CIRCUIT BOARD SAVES

prints, in seconds, the median and the longest time from the moment before a circuit's file is written to the first
frame in which Chromium shows the page with the new title. Both ends read the same clock.
"""

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

COMMAND = str(Path(sys.executable).with_name("jeu-oie"))
TITLE = re.compile(r"^title: .*$", re.MULTILINE)
# Milliseconds since 1970 at the picture after the one in which another page, of the title `text`, takes the place of
# the one that was seen; what stands in it cannot be looked into.
SEEN = """text => new Promise(done => {
  const shown = () => document.querySelector("iframe:not(.coming)");
  const former = shown();
  const look = () => {
    if (shown() === former || !shown().title.includes(text)) return requestAnimationFrame(look);
    requestAnimationFrame(() => done(performance.timeOrigin + performance.now()));
  };
  look();
})"""


def wait(page: Page, file: Path, title: str) -> float:
    """Seconds from a save that changes the title to the page that shows it."""
    content = TITLE.sub(f"title: {title}", file.read_text("utf-8"), count=1)
    page.evaluate(f"() => {{ window.seen = ({SEEN})({title!r}); }}")
    start = time.time()
    file.write_text(content, "utf-8")
    end = float(page.evaluate("() => window.seen")) / 1000
    return end - start


def main() -> None:
    folder, circuit, board, saves = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    command = [COMMAND, "serve", circuit, "--board", board]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout
        address = server.stdout.readline().strip()
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = chromium.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(20_000)
            page.goto(address)
            page.locator("a[href$='/desk']").first.click()
            page.goto(page.url.removesuffix("desk"))
            page.frame_locator("iframe").locator("main").wait_for()
            waits = [wait(page, folder / circuit, f"Essai {rank:04}") for rank in range(saves + 3)][3:]
            chromium.close()
    finally:
        server.terminate()
        server.wait(10)
    print(f"{median(waits):.3f} {max(waits):.3f}")


if __name__ == "__main__":
    main()
