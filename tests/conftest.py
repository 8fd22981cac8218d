"""What all tests share: the golden files, one browser, reproducible random examples, one thread a worker."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

# As the program does: two workers with two threads each wait for one another. Before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
GOLDEN = Path(__file__).parent / "golden"

# The same examples each time in CI: a red run means a fault in the change. A developer's run explores.
settings.register_profile("explore", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "explore")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files from what is made now")


def pytest_collection_finish() -> None:
    """No look for garbage walks through all tests and what they load; the program looks as rarely."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str | bytes], None]:
    """``golden("opac-38/board.svg", made)``: what was made equals the file under tests/golden, byte for byte."""
    update = request.config.getoption("--update-golden")

    def compare(name: str, made: str | bytes) -> None:
        file = GOLDEN / name
        content = made.encode() if isinstance(made, str) else made
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            return
        assert file.exists(), f"{name}: no golden file yet; script/golden writes it"
        expected = file.read_bytes()
        if isinstance(made, str):
            assert made == expected.decode(), f"{name} changed; if that is meant: script/golden"
        assert content == expected, f"{name} changed; if that is meant: script/golden"

    return compare


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window and without any request of its own."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "no Chromium found: script/test installs it"
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    quiet += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=quiet)
        yield chromium
        chromium.close()
