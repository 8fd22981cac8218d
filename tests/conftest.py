"""What all tests share: the golden files, one browser, reproducible random examples, one thread a worker."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, sync_playwright

# As the program does: two workers with two threads each wait for one another. Before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Else each of the thousands of programs that are started compiles the whole of it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
GOLDEN = Path(__file__).parent / "golden"
PLAN = import_module("jeu_oie.kit.plan")  # as an attribute of its package it is a function
PRINTED_GAMES = PLAN.PRINTED_GAMES

# The same examples each time: a red run means a fault in the change. « script/test --all » explores, by a seed of the
# commit, which it says; what fails there says itself what repeats it.
settings.register_profile("fixed", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("explore", deadline=None, derandomize=False, print_blob=True)  # in CI, too
settings.load_profile("fixed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files from what is made now")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Once more, and only for a browser that the machine has ended: it says nothing of the test.

    Not for all tests: the plugin asks xdist's first process before each, which takes 40 ms where the last took less.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun="TargetClosedError"))
    # What takes long begins first: of two workers none waits for the other at the end.
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish() -> None:
    """No look for garbage walks through all tests and what they load; the program looks rarely, too.

    A build in this process takes one core unless the test says otherwise: there are threads beside it, so each further
    process would load all anew. And it plays few games for the figures of a plan, most of its time (``many_games``).
    """
    from jeu_oie.api import build as through_api
    from jeu_oie.cli import build as typed

    for each in (typed, through_api):
        vars(each).update(cores=lambda: 1)
    vars(PLAN).update(PRINTED_GAMES=100)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def own_consents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What somebody agrees to in a test is kept for no account of this machine."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


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


@pytest.fixture
def many_games() -> Iterator[None]:
    """As many games behind the figures of a plan as the program plays: for who looks at figures, or at whole files."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(PLAN, "PRINTED_GAMES", PRINTED_GAMES)
        yield


@pytest.fixture
def no_misfits(monkeypatch: pytest.MonkeyPatch) -> None:
    """``check`` tries no sheet, most of its time."""
    monkeypatch.setattr("jeu_oie.api.check.find_misfits", lambda *_: ())


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Callable[[], Browser]]:
    """The system's Chromium without its window: what draws a page and nothing beside it, in half the time."""
    with launcher(playwright, "chromium-headless-shell") as alive:
        yield alive


@pytest.fixture(scope="session")
def windowed_chromium(playwright: Playwright) -> Iterator[Callable[[], Browser]]:
    """The one that people read with, whole: its window is only not shown."""
    with launcher(playwright, "chromium") as alive:
        yield alive


@contextmanager
def launcher(playwright: Playwright, command: str) -> Iterator[Callable[[], Browser]]:
    """Gives a browser that makes no request of its own; another one if it has died.

    A machine short of memory ends a browser now and then: that test runs once more (pyproject.toml), no other is lost.
    """
    path = shutil.which(command)
    assert path, f"no {command} found: script/test installs it"
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    quiet += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    quiet += ["--font-render-hinting=none"]  # without a window its letters are hinted, wider than people see them
    launched: list[Browser] = []

    def alive() -> Browser:
        if not launched or not launched[-1].is_connected():
            launched.append(playwright.chromium.launch(executable_path=path, args=quiet))
        return launched[-1]

    yield alive
    for each in launched:
        each.close()


@pytest.fixture
def browser(chromium: Callable[[], Browser]) -> Browser:
    return chromium()
