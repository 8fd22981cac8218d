"""Every answer says what a browser may do with it: a route of the table states it, or the answer may do nothing."""

import re

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from jeu_oie.serve.guard import (
    BESIDE,
    DESK,
    OPENER,
    PAGE,
    PICTURE,
    POLICY,
    SEALED,
    Address,
    Guard,
    fill_policy,
    inside,
)
from jeu_oie.serve.workers import MAKINGS
from tests.serve.conftest import Served, laid
from tests.serve.test_preview import HOME

SANDBOX = (
    "sandbox allow-scripts allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads "
    "allow-top-navigation-by-user-activation"
)
HASHES = r"'sha256-[\w+/]{43}='( 'sha256-[\w+/]{43}=')*"
# What a browser is told, by what is stated: the policies to the letter.
TOLD = {
    SEALED: "default-src 'none'; sandbox",
    DESK: "frame-ancestors 'none'",
    BESIDE: "frame-ancestors 'self'",
    PICTURE: "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox",
}
PATHS = {"landlord": "home", "circuit": "one", "weight": "400"}
# Where a route leaves the name open: each file of a kit that a browser shows.
FILES = {"index.html": PAGE, "board.svg": PICTURE, "board.png": SEALED, "print/4-facilitator.pdf": SEALED}


def application(served: Served) -> Starlette:
    guard = served.made.config.app
    assert isinstance(guard, Guard) and isinstance(guard.app, Starlette)
    return guard.app


def table(served: Served) -> tuple[Address, ...]:
    """The routes of the application itself."""
    routes = application(served).routes
    assert all(isinstance(each, Address) for each in routes), "a route beside the table"
    return tuple(each for each in routes if isinstance(each, Address))


def filled(path: str, **names: str) -> str:
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda found: {**PATHS, **names}.get(found[1], "none"), path)


def is_told(stated: str, policy: str) -> bool:
    """Whether a browser is told what is stated."""
    if stated is PAGE:
        form = rf"default-src 'none'; script-src {HASHES}; style-src {HASHES}; font-src data:; img-src data:; {SANDBOX}"
        return re.fullmatch(form, policy) is not None
    return policy == TOLD[stated]


def test_each_route_is_answered_as_it_states(shared, monkeypatch):
    """By the server itself; what goes on without end is not waited for, what is printed is not printed."""

    async def make(_):
        return dict.fromkeys(MAKINGS, b"made")

    monkeypatch.setattr(shared.made.circuits.prints, "produce", laid(make))
    seen = []
    for each in table(shared):
        if "GET" not in (each.methods or ()):
            answer = shared.post(filled(each.path), {})
            assert answer.status in (400, 403, 404) and is_told(SEALED, answer.headers["content-security-policy"]), (
                each.path
            )
            continue
        if each.path.endswith("/events"):
            assert each.policy is SEALED
            continue
        expected = {"none": each.policy} if isinstance(each.policy, str) else FILES
        for name, stated in expected.items():
            answer = shared.ask(filled(each.path, name=name))
            policy = answer.headers["content-security-policy"]
            assert is_told(stated if answer.status == 200 else SEALED, policy), (each.path, name, policy)
            assert (answer.headers.get(OPENER.lower()) == "same-origin") is ("sandbox" not in policy), each.path
            seen += [stated] if answer.status == 200 else []
    assert set(seen) == {SEALED, DESK, BESIDE, PAGE, PICTURE}


def test_only_pages_of_ours_are_not_sandboxed(shared):
    """So that a route whose answer is made of a circuit, or lies on the disk, cannot be given a free hand unseen."""
    free = {each.path: each.policy for each in table(shared) if each.policy in (DESK, BESIDE)}
    circuit = "/c/{landlord}/{circuit}"
    assert free == {
        **dict.fromkeys(
            ("/", "/window/new", "/window/list", "/window/publish", f"{circuit}/desk", f"{circuit}/print/"), DESK
        ),
        **dict.fromkeys((f"{circuit}/editor", f"{circuit}/common"), DESK),
        f"{circuit}/": BESIDE,
    }


async def careless(_: Request) -> Response:
    return HTMLResponse("<script>1</script>", headers={POLICY: "script-src *"})


async def frank(_: Request) -> Response:
    return HTMLResponse("<script>1</script>")


@pytest.mark.parametrize(
    "added", [Address("/new", frank), Address("/new", careless), Route("/new", frank)], ids=["none", "its own", "plain"]
)
def test_a_route_that_is_added_without_a_policy_is_sealed(shared, monkeypatch, added):
    """Also where it is no entry of the table; and what the answer of an entry says of itself counts for nothing."""
    monkeypatch.setattr(application(shared).router, "routes", [*application(shared).routes, added])
    answer = shared.ask("/new")
    assert (answer.status, answer.text) == (200, "<script>1</script>")
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("path", ["/nothing", f"{HOME}none.html", f"{HOME}kit/embed.html", "/c/home/two/desk"])
def test_what_is_not_there_is_sealed(shared, path):
    answer = shared.ask(path)
    assert (answer.status, answer.headers["content-security-policy"]) == (404, "default-src 'none'; sandbox")


def test_who_is_refused_is_told_so_under_seal(shared):
    for answer in (shared.knock("/"), shared.ask("/", Host="evil.example"), shared.post("/window/do", {}, Origin="x")):
        assert answer.status in (403, 421) and is_told(SEALED, answer.headers["content-security-policy"])


def test_what_no_browser_shows_is_saved_under_its_name(shared, monkeypatch):
    """In a sandbox « download » counts for nothing."""

    async def make(_):
        return dict.fromkeys(MAKINGS, b"made")

    monkeypatch.setattr(shared.made.circuits.prints, "produce", laid(make))
    shown = {name: shared.ask(HOME + name).headers for name in FILES}
    assert not any("content-disposition" in headers for headers in shown.values())
    for name in ("kit.zip", "site.zip", "manifest.json"):
        told = shared.ask(HOME + name).headers
        assert told["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
        assert told["content-type"] == "application/octet-stream", "and no page takes it for a script"
        assert told["content-security-policy"] == "default-src 'none'; sandbox"


def test_the_scripts_of_a_page_are_known_by_what_stands_in_them():
    page = b"<style>a{}</style><script type=module>let x = '<script>'</script ><SCRIPT>1</SCRIPT><script>1</script>"
    assert list(inside(page.decode(), "script")) == ["let x = '<script>'", "1", "1"]
    told = fill_policy(PAGE, page)
    assert told.count("sha256-") == 3 and is_told(PAGE, told)
    assert "script-src 'none'; style-src 'none';" in fill_policy(PAGE, b"<p onclick=alert(1)><scripted>\xff</scripted>")
