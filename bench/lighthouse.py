"""Lighthouse on the page as a phone with a slow network gets it: compressed by a server of this computer.

    python bench/lighthouse.py PAGE RUNS

prints the lowest median of its modes: performance, accessibility, best practices (0 to 100), then the longest median
time until it answers to the finger, in seconds. Lighthouse computes them for 1.6 Mbit/s, 150 ms there and back, and a
processor four times slower.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

TOOL = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices")
MODES = ("", "?mode=jouer", "?mode=frise")


@contextmanager
def served(page: Path) -> Iterator[str]:
    """The address of the page, while it is served."""
    body = gzip.compress(page.read_bytes(), 9)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def measured(address: str) -> tuple[float, ...]:
    """The scores of one run, then its seconds."""
    command = [str(TOOL), address, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}"]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    told = json.loads(subprocess.run([*command, flags], capture_output=True, check=True, env=environment).stdout)
    scores = (100 * told["categories"][name]["score"] for name in CATEGORIES)
    return (*scores, told["audits"]["interactive"]["numericValue"] / 1000)


def main() -> None:
    with served(Path(sys.argv[1])) as address:
        runs = [[measured(address + mode) for _ in range(int(sys.argv[2]))] for mode in MODES]
    *scores, seconds = zip(*([median(each) for each in zip(*mode, strict=True)] for mode in runs), strict=True)
    print(*(f"{min(each):.0f}" for each in scores), f"{max(seconds):.2f}")


if __name__ == "__main__":
    main()
