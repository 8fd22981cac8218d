"""The pages that the browser tests open, made once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.engines import NAMES, Chromium, Engine, firefox, webkit
from tests.browser.pages import URGENT, make, shipped


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where those pages lie once their addresses have been asked for (``opening.address``)."""
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="session")
def leaks(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page of repairs: a leak whose four hours are sure, one whose delay is to be verified, one without any."""
    fields: dict[str, Any] = shipped(URGENT).model_dump(by_alias=True, exclude_unset=True, mode="json")
    common = {"kind": "urgent", "urgency": "none"}
    fields["steps"] = [{key: value for key, value in step.items() if key != "delay"} for step in fields["steps"]]
    fields["problems"] = [
        {"id": "sure", "title": "Grande fuite", "delay": "4 h", **common},
        {"id": "doubtful", "title": "Petite fuite", "delay": "5 jours", "uncertain": True, **common},
        {"id": "silent", "title": "Fenêtre", "kind": "ordinary"},
        {"id": "gone", "title": "Clé perdue", "letter": "none"},
    ]
    file = tmp_path_factory.mktemp("leaks") / "leaks.html"
    file.write_text(make(type(shipped(URGENT)).model_validate(fields)).html, "utf-8")
    return file.as_uri()


@pytest.fixture(scope="session")
def others() -> Iterator[Callable[[str], Engine]]:
    """Firefox or WebKit by its name, started once, when it is first asked for."""
    starts = {"firefox": firefox, "webkit": webkit}
    with ExitStack() as stack:
        started: dict[str, Engine] = {}

        def engine_of(name: str) -> Engine:
            if name not in started:
                started[name] = stack.enter_context(starts[name]())
            return started[name]

        yield engine_of


@pytest.fixture(params=NAMES)
def engine(
    request: pytest.FixtureRequest, windowed_chromium: Callable[[], Browser], others: Callable[[str], Engine]
) -> Iterator[Engine]:
    """Each engine in its turn."""
    if request.param != "chromium":
        yield others(request.param)
        return
    own = Chromium(windowed_chromium())
    yield own
    own.close()
