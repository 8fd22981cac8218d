"""One interface to the three engines that people read with: Chromium, Firefox, WebKit (of WebKitGTK).

``started("firefox")`` gives an ``Engine``; ``engine.tab(width, height)`` a ``Tab``: ``open`` an address, ``run`` a
script and take its value, ``wait`` until an expression holds, ``inside`` a frame, ``click``, ``screenshot``. Chromium
is driven by Playwright; the two others speak the W3C's WebDriver, Firefox over its own socket (Marionette), WebKit over
HTTP: both by the standard library, so that no driver is fetched. Each needs its Debian package (script/test).
"""

import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Browser, Frame, Page

NAMES = ("chromium", "firefox", "webkit")
PATIENCE = 90.0  # s that a browser may take to start, the first time on a machine that works
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # WebDriver: the key of an element's reference
# No request of the browser's own: nothing but the pages under test is asked for.
QUIET = {
    "app.update.enabled": False,
    "app.normandy.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "captivedetect.canonicalURL": "",
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "marionette.port": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.legacyUserProfileCustomizations.stylesheets": True,
    "toolkit.telemetry.server": "",
}

# Firefox's own window is 500 px wide at least, where phones are narrower.
NARROW = "* { min-width: 0 !important; }"


class Tab(Protocol):
    """A page that is open; one at a time in each engine."""

    def open(self, address: str) -> None:
        """Goes there and waits for the page's ``load``."""

    def run(self, script: str) -> Any:
        """What ``script``, the body of a function, returns, as JSON; in the frame that is chosen."""

    def click(self, selector: str) -> None:
        """A real click, as a pointer does it."""

    def inside(self, selector: str | None) -> None:
        """From now on in that frame of the page; None: in the page itself."""

    def screenshot(self) -> bytes:
        """What is seen, as PNG."""


class Engine(Protocol):
    name: str

    def tab(self, width: int = 1280, height: int = 900) -> Tab:
        """A blank page of that size (CSS px), in place of the one before."""


def wait(tab: Tab, expression: str, seconds: float = 20.0) -> Any:
    """The first true value of ``expression`` (JavaScript); AssertionError after ``seconds``."""
    until = time.monotonic() + seconds
    while not (found := tab.run(f"return {expression}")):
        assert time.monotonic() < until, f"not so after {seconds} s: {expression}"
        time.sleep(0.05)
    return found


@dataclass
class ChromiumTab:
    page: Page
    frame: Frame

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.frame = self.page.main_frame

    def run(self, script: str) -> Any:
        return self.frame.evaluate(f"() => {{ {script} }}")

    def click(self, selector: str) -> None:
        self.frame.locator(selector).first.click(timeout=30_000)

    def inside(self, selector: str | None) -> None:
        self.frame = self.page.main_frame
        if selector:
            handle = self.frame.query_selector(selector)
            found = handle and handle.content_frame()
            assert found, f"no frame {selector}"
            self.frame = found

    def screenshot(self) -> bytes:
        return self.page.screenshot()


@dataclass
class Chromium:
    browser: Browser
    opened: list[Page] = field(default_factory=list)
    name: str = "chromium"

    def tab(self, width: int = 1280, height: int = 900) -> Tab:
        self.close()
        page = self.browser.new_page(viewport={"width": width, "height": height})
        self.opened.append(page)
        return ChromiumTab(page, page.main_frame)

    def close(self) -> None:
        while self.opened:
            self.opened.pop().close()


class Wire(Protocol):
    """How commands reach a browser."""

    def send(self, command: str, path: str, values: dict[str, Any] | None = None) -> Any:
        """The answer of ``command`` (its name in Marionette), which WebDriver knows as method and ``path``."""


@dataclass
class Marionette:
    """Firefox's own socket: length, colon, JSON."""

    stream: socket.socket
    number: int = 0
    rest: bytes = b""

    def send(self, command: str, path: str, values: dict[str, Any] | None = None) -> Any:  # noqa: ARG002
        self.number += 1
        sent = json.dumps([0, self.number, f"WebDriver:{command}", values or {}]).encode()
        self.stream.sendall(b"%d:%s" % (len(sent), sent))
        _, _, error, answer = self.receive()
        assert not error, f"{command}: {error['error']}: {error['message']}"
        return answer.get("value", answer) if isinstance(answer, dict) else answer

    def receive(self) -> Any:
        while b":" not in self.rest:
            self.more()
        length, _, self.rest = self.rest.partition(b":")
        while len(self.rest) < int(length):
            self.more()
        said, self.rest = self.rest[: int(length)], self.rest[int(length) :]
        return json.loads(said)

    def more(self) -> None:
        said = self.stream.recv(1 << 16)
        assert said, "Firefox has closed its socket"
        self.rest += said


@dataclass
class WebDriver:
    """WebDriver over HTTP."""

    connection: HTTPConnection
    session: str = ""

    def send(self, command: str, path: str, values: dict[str, Any] | None = None) -> Any:
        method, _, rest = path.partition(" ")
        address = f"/session/{self.session}{rest}" if self.session else "/session"
        body = None if method != "POST" else json.dumps(values or {})
        self.connection.request(method, address, body, {"Content-Type": "application/json"} if body else {})
        answer = json.loads(self.connection.getresponse().read())["value"]
        failed = isinstance(answer, dict) and "error" in answer and "message" in answer
        assert not failed, f"{command}: {answer['error']}: {answer['message']}"
        return answer


@dataclass
class WireTab:
    wire: Wire

    def open(self, address: str) -> None:
        self.inside(None)
        self.wire.send("Navigate", "POST /url", {"url": address})

    def run(self, script: str) -> Any:
        return self.wire.send("ExecuteScript", "POST /execute/sync", {"script": script, "args": []})

    def find(self, selector: str) -> str:
        sought = {"using": "css selector", "value": selector}
        return str(self.wire.send("FindElement", "POST /element", sought)[ELEMENT])

    def click(self, selector: str) -> None:
        found = self.find(selector)
        self.wire.send("ElementClick", f"POST /element/{found}/click", {"id": found})

    def inside(self, selector: str | None) -> None:
        self.wire.send("SwitchToFrame", "POST /frame", {"id": None})
        if selector:
            found = self.find(selector)
            self.wire.send("SwitchToFrame", "POST /frame", {"id": {ELEMENT: found}, "element": found})

    def screenshot(self) -> bytes:
        shown = self.wire.send("TakeScreenshot", "GET /screenshot", {"full": False})
        return base64.b64decode(shown)


@dataclass
class Wired:
    """An engine that is driven over a wire."""

    name: str
    wire: Wire

    def tab(self, width: int = 1280, height: int = 900) -> Tab:
        tab = WireTab(self.wire)
        tab.open("about:blank")
        across, down = width, height
        for _ in range(2):  # the window is larger than its page, by an amount that is known once it stands
            self.wire.send("SetWindowRect", "POST /window/rect", {"width": across, "height": down})
            inner = tab.run("return [innerWidth, innerHeight]")
            # A window that does not stand yet says anything.
            across, down = max(width, across + width - inner[0]), max(height, down + height - inner[1])
        return tab


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def program(name: str) -> str:
    found = shutil.which(name)
    assert found, f"no {name} found: script/test installs it"
    return found


@contextmanager
def firefox() -> Iterator[Engine]:
    with ExitStack() as stack:
        profile = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        prefs = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in QUIET.items())
        (profile / "chrome").mkdir()
        (profile / "chrome" / "userChrome.css").write_text(NARROW, "utf-8")
        (profile / "user.js").write_text("\n".join(prefs), "utf-8")
        command = [program("firefox-esr"), "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
        silent = subprocess.DEVNULL
        # A home of its own: what root starts for itself in another's home Firefox refuses.
        surroundings = {**os.environ, "HOME": str(profile), "MOZ_HEADLESS_WIDTH": "360"}
        process = subprocess.Popen(command, stdout=silent, stderr=silent, env=surroundings)
        stack.enter_context(ended(process))
        port = int(awaited(profile / "MarionetteActivePort", process))
        stream = stack.enter_context(socket.create_connection(("127.0.0.1", port), PATIENCE))
        wire = Marionette(stream)
        wire.receive()  # what it says first: its name
        wire.send("NewSession", "POST ", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": True}}})
        yield Wired("firefox", wire)


def awaited(file: Path, process: subprocess.Popen[bytes]) -> str:
    """What stands in ``file``, once ``process`` has written it."""
    until = time.monotonic() + PATIENCE
    while not (file.exists() and file.read_text("utf-8").strip()):
        assert process.poll() is None, f"{file.name}: its program ended at once"
        assert time.monotonic() < until, f"{file.name}: its program does not answer"
        time.sleep(0.1)
    return file.read_text("utf-8")


# A window that a page opens itself has no bars, which would make it 447 px wide at least.
BARE = "<button onclick=\"open('about:blank', '', 'popup,width=360,height=600,toolbar=no')\">x</button>"


@contextmanager
def webkit() -> Iterator[Engine]:
    """Its narrowest window is 334 px wide. A home of its own: what a page saves lies there."""
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        surroundings = {"HOME": home, "DISPLAY": stack.enter_context(display()), "GDK_BACKEND": "x11"}
        wire = stack.enter_context(served_by_driver({**os.environ, **surroundings}))
        session = wire.send("NewSession", "POST ", {"capabilities": {"alwaysMatch": {}}})
        wire.session = session["sessionId"]
        try:
            wire.send("SwitchToWindow", "POST /window", {"handle": bare_window(wire)})
            yield Wired("webkit", wire)
        finally:
            wire.send("DeleteSession", "DELETE ")


def bare_window(wire: Wire) -> str:
    """The handle of a window without bars."""
    tab = WireTab(wire)
    tab.open(f"data:text/html,{BARE}")
    first = wire.send("GetWindowHandles", "GET /window/handles")
    tab.click("button")
    until = time.monotonic() + PATIENCE
    while not (others := [each for each in wire.send("GetWindowHandles", "GET /window/handles") if each not in first]):
        assert time.monotonic() < until, "WebKit opens no window"
        time.sleep(0.05)
    return str(others[0])


@contextmanager
def display() -> Iterator[str]:
    """The name of a screen that nobody sees, with a number of its own."""
    read, write = os.pipe()
    command = [program("Xvfb"), "-displayfd", str(write), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, pass_fds=[write], stdout=silent, stderr=silent)
    os.close(write)
    with ended(process), os.fdopen(read, "rb") as told:
        number = told.readline().decode().strip()
        assert number, "Xvfb ended at once"
        yield f":{number}"


@contextmanager
def served_by_driver(surroundings: dict[str, str]) -> Iterator[WebDriver]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program("WebKitWebDriver"), "--host=127.0.0.1", f"--port={port}"]
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, env=surroundings, stdout=silent, stderr=silent)
    with ended(process):
        until = time.monotonic() + PATIENCE
        while not answers(port):
            assert process.poll() is None and time.monotonic() < until, "WebKitWebDriver does not answer"
            time.sleep(0.05)
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        yield WebDriver(connection)
        connection.close()


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True
