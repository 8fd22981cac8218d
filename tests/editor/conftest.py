"""The modules of the editor in a page, opened once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.editor.modules import Modules


@pytest.fixture(scope="session")
def modules(browser: Browser) -> Iterator[Modules]:
    context = browser.new_context()
    yield Modules(context.new_page())
    context.close()
