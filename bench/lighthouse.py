"""Lighthouse on the page as a phone with a slow network gets it: compressed by a server of this computer.

    python bench/lighthouse.py PAGE RUNS

prints the lowest median of its modes: performance, accessibility, best practices (0 to 100), then the longest median
time until it answers to the finger, in seconds, and that of a page as heavy that holds one word. Lighthouse computes
them for 1.6 Mbit/s, 150 ms there and back, and a processor four times slower.
"""

import base64
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
def served(body: bytes) -> Iterator[str]:
    """The address of a page that is compressed already, while it is served."""

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


def one_word(weight: int) -> bytes:
    """A page of so many bytes, compressed, that shows one word: the rest is a comment that packs badly."""
    noise = base64.b64encode(os.urandom(weight))
    page = b'<!doctype html><meta name="viewport" content="width=device-width"><title>-</title><p>Oui<!--'
    return gzip.compress(page + noise + b"-->", 9)


def main() -> None:
    body, count = gzip.compress(Path(sys.argv[1]).read_bytes(), 9), int(sys.argv[2])
    with served(body) as address:
        runs = [[measured(address + mode) for _ in range(count)] for mode in MODES]
    *scores, seconds = zip(*([median(each) for each in zip(*mode, strict=True)] for mode in runs), strict=True)
    with served(one_word(len(body))) as address:
        empty = median(measured(address)[-1] for _ in range(count))
    print(*(f"{min(each):.0f}" for each in scores), f"{max(seconds):.2f} {empty:.2f}")


if __name__ == "__main__":
    main()
