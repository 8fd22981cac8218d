"""Other people's sites, each on a port of its own of 127.0.0.1: hosts of frames, posts with a pasted address."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from jeu_oie.game.wording import FactFormatter
from jeu_oie.web.embed import EmbedParts, snippet
from tests.browser.pages import ATTACK, HOSTILE, circuit_of, made, make
from tests.kit.wordpress import embedded

CIRCUIT = "oph-31/repairs.yaml"
# What themes and page builders do to elements that they do not know.
HOST_STYLE = """
* { all: unset !important; }
html, body, div { display: block !important; }
iframe, iframe.jeu-oie, body iframe { display: none !important; width: 10px !important; height: 3px !important;
  max-height: 5px !important; opacity: 0 !important; visibility: hidden !important; border: 9px solid red !important;
  margin: 40px !important; min-width: 4000px !important; }
"""


@dataclass
class Site:
    """A small site on a port of its own, and the addresses that were asked of it."""

    files: dict[str, str]
    address: str = ""
    asked: list[str] = field(default_factory=list)


@contextmanager
def served(files: dict[str, str]) -> Iterator[Site]:
    site = Site(files)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            found = site.files.get(path)
            if path != "/favicon.ico":  # some engines ask for it by themselves
                site.asked.append(path)
            self.send_response(404 if found is None else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((found or "").encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def parts(address: str = "", *, hostile: bool = False) -> EmbedParts:
    page = make(circuit_of(HOSTILE, ATTACK)) if hostile else made(CIRCUIT)
    return EmbedParts(FactFormatter(page.board, page.parts.words), page.parts.dossier, address)


def host(kit: EmbedParts, style: str = HOST_STYLE, more: str = "", width: str = "auto") -> str:
    """A page that shows the code to paste, in a column of ``width``."""
    inside = snippet("site/code.html", kit)
    column = f"#in {{ width: {width} !important; }}"
    return f"<!doctype html><title>h</title><style>{style}{column}</style><body><div id=in>{inside}</div>{more}"


def post(kit: EmbedParts, script: str, html: str = "", above: int = 3000) -> str:
    """A post that shows the address of a page as WordPress does, with its ``script``, ``above`` px down."""
    answer = {"type": "rich", "html": html or snippet("site/oembed.html", kit)}
    return f"<!doctype html><title>h</title><body><div style='height:{above}px'></div>{embedded(answer)}{script}"
