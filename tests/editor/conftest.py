"""The modules of the editor in a page, opened once for each file of tests."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.editor.modules import Modules


@pytest.fixture(scope="module")
def modules(chromium: Callable[[], Browser]) -> Iterator[Modules]:
    context = chromium().new_context()
    yield Modules(context.new_page())
    context.close()
