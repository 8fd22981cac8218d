"""A page that goes from test to test: it keeps nothing of the one before."""

import pytest

from tests.browser.opening import address, opened
from tests.browser.pages import URGENT

pytestmark = pytest.mark.browser
# Under the corner, where a pointer begins that nobody moved, Chromium finds the header or nothing.
STATE = """() => [history.length, localStorage.length, scrollY, innerWidth, window.left ?? null,
  matchMedia("(prefers-color-scheme: dark)").matches, matchMedia("(prefers-reduced-motion: reduce)").matches,
  document.querySelectorAll("details[open], main :hover").length]"""


@pytest.mark.slow
def test_what_one_test_does_the_next_does_not_see(browser, folder):
    with opened(browser, address(folder, URGENT), own=True) as page:
        fresh = page.evaluate(STATE)
    with opened(browser, address(folder, URGENT), 320, reduced_motion="reduce", color_scheme="dark") as page:
        first = page
        page.locator("#problemes summary").first.click()
        page.evaluate("() => { window.left = 1; document.documentElement.style.fontSize = '30px'; scrollTo(0, 900); }")
        assert page.evaluate(STATE) != fresh
    with opened(browser, address(folder, URGENT)) as page:
        assert page is first
        found = page.evaluate(STATE)
        assert found[1:] == fresh[1:]
        page.go_back()
        assert page.url == "about:blank", "there is no way back into the page of another test"


def test_what_would_outlive_a_test_is_refused(browser, folder):
    with opened(browser, address(folder, URGENT)) as page:
        for lasts in (
            lambda: page.on("request", print),
            lambda: page.route("**", print),
            lambda: page.context.new_cdp_session(page),
            page.clock.install,
        ):
            with pytest.raises(AssertionError, match="own=True"):
                lasts()


@pytest.mark.slow
def test_what_is_stored_ends_the_test_and_the_page(browser, folder):
    with pytest.raises(AssertionError, match="stored"), opened(browser, address(folder, URGENT)) as page:
        page.evaluate("localStorage.setItem('a', 'b')")
    with opened(browser, address(folder, URGENT)) as other:
        assert other is not page
        assert other.evaluate("localStorage.length") == 0
