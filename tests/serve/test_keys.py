"""Who does not see the terminal gets nothing: neither a circuit, nor the editor's token, nor a key."""

import re
import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from jeu_oie.serve.app import HOST, HOST_6, listen
from jeu_oie.serve.guard import Keys, same
from tests.serve.conftest import PATIENCE, SMALL, Served, servers
from tests.serve.test_preview import titled

HOME = "/c/home/one/"
OF_PAGES = [
    HOME,
    f"{HOME}index.html",
    f"{HOME}events",
    f"{HOME}print/",
    f"{HOME}print/4-facilitator.pdf",
    "/live.js",
]
OF_EDITOR = [
    "/",
    "/window/new",
    "/window/tasks/x/events",
    f"{HOME}desk",
    f"{HOME}editor",
    f"{HOME}editor/files",
    f"{HOME}editor/events",
    f"{HOME}common",
    f"{HOME}common/files",
    f"{HOME}common/events",
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("keys") / "home"
    folder.mkdir()
    with servers(folder) as made:
        yield made(one=SMALL, two=titled("Second"))


def secrets(keys: Keys) -> list[str]:
    return [keys.pages, keys.editor, keys.cookie, keys.entrance]


@pytest.mark.parametrize("path", [*OF_PAGES, *OF_EDITOR, "", "//", "/%00", "/nothing", "/%C3%A9", "/%ED%A0%80/"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_without_a_key_nothing_is_answered_but_how_to_get_in(served, path, host):
    answer = served.knock(path or "/", Host=f"{host}:{served.port}")
    assert answer.status == 403 and "Ouvrez la dernière adresse que montre le terminal" in answer.text
    assert not any(secret in str(answer) for secret in secrets(served.keys)) and "set-cookie" not in answer.headers


def test_the_sentence_is_said_in_english_too(serve):
    served = serve(language="en")
    assert "Open the last address that is shown by the terminal" in served.knock("/").text


@pytest.mark.parametrize("path", [*OF_PAGES, *OF_EDITOR])
def test_the_key_of_one_origin_opens_nothing_of_the_other(served, path):
    """A circuit's script sees the key of the pages; it may have found out the editor's, too, but not its cookie."""
    keys, local = served.keys, f"localhost:{served.port}"
    assert served.knock(f"/{keys.pages}{path}", Host=local, Cookie=served.cookie).status == 403
    assert served.knock(f"/{keys.editor}{path}", Cookie=served.cookie).status == 403
    for cookie in ({}, {"Cookie": f"jeu-oie-{served.port}={keys.pages}"}, {"Cookie": f"jeu-oie-1={keys.cookie}"}):
        assert served.knock(f"/{keys.editor}{path}", Host=local, **cookie).status == 403


def test_nothing_is_written_without_the_cookie(served):
    local = f"localhost:{served.port}"
    told = {"Host": local, "Origin": f"http://{local}", "Content-Type": "application/json"}
    for path in (f"{HOME}editor/save", f"{HOME}common/save", f"{HOME}common/judge", "/window/do", "/window/quit"):
        assert served.knock(f"/{served.keys.editor}{path}", "POST", **told).status == 403


def test_no_page_of_a_circuit_tells_the_editors_keys(served):
    for path in (HOME, f"{HOME}index.html", f"{HOME}print/", f"{HOME}editor"):
        answer = served.ask(path)
        told = str(answer.headers.get("location", "")) if path.endswith("editor") else ""
        assert served.keys.editor not in answer.body.decode() and served.keys.cookie not in str(answer)
        assert told in ("", f"http://localhost:{served.port}/{served.keys.editor}{HOME}editor")
    editor = served.ask(f"{HOME}editor", Host=f"localhost:{served.port}")
    assert served.keys.cookie not in str(editor), "no script sees it, not even the editor's own"


def test_the_entrance_is_exchanged_once_for_a_cookie_that_no_script_and_no_other_site_gets(serve):
    served = serve()
    told: list[str] = []
    served.keys.announce = told.append
    local, entrance = f"localhost:{served.port}", served.keys.entrance
    assert served.knock(f"/{entrance}/", "HEAD", Host=local).status == 403, "to ask for its head uses up nothing"
    assert served.knock(f"/{entrance}/").status == 403, "its name is the editor's"
    first = served.knock(f"/{entrance}/", Host=local)
    assert (first.status, first.headers["location"]) == (303, f"http://{local}/{served.keys.editor}/")
    assert first.headers["referrer-policy"] == "no-referrer" and first.headers["cache-control"] == "no-store"
    name, value, *flags = re.split("[=;] ?", first.headers["set-cookie"])
    assert (name, value) == (f"jeu-oie-{served.port}", served.keys.cookie)
    assert {"httponly", "samesite", "strict", "path"} <= {each.lower() for each in flags}
    assert "Max-Age" not in flags and "Domain" not in flags
    assert served.knock(f"/{entrance}/", Host=local).status == 403, (
        "another browser, that read it in a list of processes"
    )
    again = served.knock(f"/{entrance}/", Host=local, Cookie=served.cookie)
    assert again.status == 303, "a second window of the browser that came in"
    assert told == [served.keys.entrance] and told != [entrance]
    assert served.knock(f"/{told[0]}/", Host=local).status == 303, "another browser, by the next address"


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
            answer = again.knock(f"/{key}{HOME}editor", Host=f"localhost:{port}", Cookie=f"jeu-oie-{port}={old[2]}")
            assert answer.status == 403 and "qui change chaque fois" in answer.text


def test_keys_are_compared_whatever_is_told_and_stand_in_no_message():
    keys = Keys(lambda _: None)
    assert len(set(secrets(keys))) == 4 and all(len(secret) >= 32 for secret in secrets(keys))
    assert same(keys.pages, keys.pages)
    assert not any(same(told, keys.pages) for told in ("", "é", "\ud800", keys.pages[:-1], keys.pages + "x"))
    assert not any(secret in repr(keys) for secret in secrets(keys))


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_nobody_else_takes_the_other_address_of_localhost():
    """Browsers try ::1 first: whoever listened there would be told the entrance."""
    opened = listen(0)
    port = opened[0].getsockname()[1]
    assert [each.getsockname()[:2] for each in opened] == [(HOST, port), (HOST_6, port)]
    for each in opened:
        each.close()
    with socket.socket(socket.AF_INET6) as squatter:
        squatter.bind((HOST_6, 0))
        squatter.listen()
        with pytest.raises(OSError, match="in use"):
            listen(squatter.getsockname()[1])


@pytest.mark.browser
def test_a_person_comes_in_looks_edits_reloads_and_opens_a_second_window(serve, browser: Browser):
    served = serve()
    address = served.entrance
    context, other = browser.new_context(), browser.new_context()
    try:
        page = context.new_page()
        page.goto(address)
        page.set_default_timeout(PATIENCE * 1000)
        home = f"http://localhost:{served.port}/{served.keys.editor}/"
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
        for opened in (address, f"http://localhost:{served.port}/{served.keys.editor}{HOME}editor"):
            answer = stranger.goto(opened)
            assert answer and answer.status == 403
    finally:
        context.close()
        other.close()
