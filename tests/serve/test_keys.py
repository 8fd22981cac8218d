"""Who does not see the terminal gets nothing: neither a circuit, nor the editor's token, nor a key."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from jeu_oie.serve.guard import Keys, same
from tests.serve.conftest import PATIENCE, SMALL, Served, servers
from tests.serve.test_preview import titled

HOME = "/c/home/one/"
PATHS = [
    *("/", "/window/new", "/window/tasks/x/events", "/live.js", "/site.zip"),
    *(HOME, f"{HOME}index.html", f"{HOME}events", f"{HOME}print/", f"{HOME}print/4-facilitator.pdf", f"{HOME}desk"),
    *(f"{HOME}{form}{what}" for form in ("editor", "common") for what in ("", "/files", "/events")),
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("keys") / "home"
    folder.mkdir()
    with servers(folder) as made:
        yield made(one=SMALL, two=titled("Second"))


def secrets(keys: Keys) -> list[str]:
    return [keys.key, keys.cookie, keys.entrance]


@pytest.mark.parametrize("path", [*PATHS, "", "//", "/%00", "/nothing", "/%C3%A9", "/%ED%A0%80/"])
def test_without_a_key_nothing_is_answered_but_how_to_get_in(served, path):
    answer = served.knock(path or "/", Cookie=served.cookie)
    assert answer.status == 403 and "Ouvrez la dernière adresse que montre le terminal" in answer.text
    assert not any(secret in str(answer) for secret in secrets(served.keys)) and "set-cookie" not in answer.headers


def test_the_sentence_is_said_in_english_too(serve):
    served = serve(language="en")
    assert "Open the last address that is shown by the terminal" in served.knock("/").text


@pytest.mark.parametrize("path", PATHS)
def test_the_key_opens_nothing_without_the_cookie(served, path):
    """A circuit's script sees the key in its own address; no script sees the cookie."""
    keys = served.keys
    for cookie in ({}, {"Cookie": f"jeu-oie-{served.port}={keys.key}"}, {"Cookie": f"jeu-oie-1={keys.cookie}"}):
        assert served.knock(f"/{keys.key}{path}", **cookie).status == 403


def test_nothing_is_written_without_the_cookie(served):
    for path in (f"{HOME}editor/save", f"{HOME}common/save", f"{HOME}common/judge", "/window/do", "/window/quit"):
        assert served.post(path, {}, Cookie="").status == 403


def test_no_page_tells_the_cookie(served):
    for path in ("/", HOME, f"{HOME}index.html", f"{HOME}framed.html", f"{HOME}print/", f"{HOME}editor"):
        assert served.keys.cookie not in str(served.ask(path)), "no script sees it, not even our own"


def test_the_entrance_is_exchanged_once_for_a_cookie_that_no_script_and_no_other_site_gets(serve):
    served = serve()
    told: list[str] = []
    served.keys.announce = told.append
    entrance = served.keys.entrance
    assert served.knock(f"/{entrance}/", "HEAD").status == 403, "to ask for its head uses up nothing"
    first = served.knock(f"/{entrance}/")
    assert (first.status, first.headers["location"]) == (303, f"/{served.keys.key}/")
    assert first.headers["referrer-policy"] == "no-referrer" and first.headers["cache-control"] == "no-store"
    name, value, *flags = re.split("[=;] ?", first.headers["set-cookie"])
    assert (name, value) == (f"jeu-oie-{served.port}", served.keys.cookie)
    assert {"httponly", "samesite", "lax", "path"} <= {each.lower() for each in flags}
    assert "Max-Age" not in flags and "Domain" not in flags
    assert served.knock(f"/{entrance}/").status == 403, "another browser, that read it in a list of processes"
    again = served.knock(f"/{entrance}/", Cookie=served.cookie)
    assert again.status == 303, "a second window of the browser that came in"
    assert told == [served.keys.entrance] and told != [entrance]
    assert served.knock(f"/{told[0]}/").status == 303, "another browser, by the next address"


def test_a_server_that_was_started_again_has_other_keys(tmp_path):
    (tmp_path / "home").mkdir()
    with servers(tmp_path / "home") as made:
        first = made()
        port, old = first.port, secrets(first.keys)
    with servers(tmp_path / "home") as made:
        again = made(port=port)
        assert not set(old) & set(secrets(again.keys))
        for key in old:
            assert again.knock(f"/{key}/").status == 403
            answer = again.knock(f"/{key}{HOME}editor", Cookie=f"jeu-oie-{port}={old[2]}")
            assert answer.status == 403 and "qui change chaque fois" in answer.text


def test_keys_are_compared_whatever_is_told_and_stand_in_no_message():
    keys = Keys(lambda _: None)
    assert len(set(secrets(keys))) == 3 and all(len(secret) >= 32 for secret in secrets(keys))
    assert same(keys.key, keys.key)
    assert not any(same(told, keys.key) for told in ("", "é", "\ud800", keys.key[:-1], keys.key + "x"))
    assert not any(secret in repr(keys) for secret in secrets(keys))


@pytest.mark.slow
@pytest.mark.browser
def test_a_person_comes_in_looks_edits_reloads_and_opens_a_second_window(serve, browser: Browser):
    served = serve()
    address = served.entrance
    context, other = browser.new_context(), browser.new_context()
    try:
        page = context.new_page()
        page.goto(address)
        page.set_default_timeout(PATIENCE * 1000)
        home = f"{served.address}/"
        assert page.url == home
        page.goto(f"{served.address}{HOME}")
        expect(page.frame_locator("iframe").locator("main")).to_be_visible()
        page.get_by_role("link", name="Modifier ce circuit").click()
        form = page.locator('[data-path="title"] input')
        expect(form).to_be_visible()
        page.reload()
        expect(form).to_be_visible()
        expect(page.frame_locator("#studio-preview").frame_locator("iframe").locator("main")).to_have_count(1)
        page.go_back()
        assert page.url == f"{served.address}{HOME}"
        second = context.new_page()
        second.goto(address)
        assert second.url == home
        assert page.evaluate("document.cookie") == ""
        stranger = other.new_page()
        for opened in (address, f"{served.address}{HOME}editor"):
            answer = stranger.goto(opened)
            assert answer and answer.status == 403
    finally:
        context.close()
        other.close()
