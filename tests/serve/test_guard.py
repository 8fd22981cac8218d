"""Only this very address is answered, only for reading, and nothing but what is made is given."""

import socket

import pytest
from starlette.datastructures import Headers

from jeu_oie.serve import routes
from jeu_oie.serve.guard import HEADERS, HOST, POLICY, SEALED, is_misdirected, origin
from jeu_oie.serve.routes import MAX_HEAD
from tests.serve.conftest import PATIENCE, Served, until

CIRCUIT = "/c/home/one"
FOREIGN = [
    "evil.example",
    "evil.example:{port}",
    "127.0.0.1",
    "127.0.0.1:1",
    "localhost",
    "localhost:{port}",
    "0.0.0.0:{port}",
    "[::1]:{port}",
    "2130706433:{port}",
    "127.1:{port}",
]
FOREIGN += ["127.0.0.1:{port}.evil.example", "127.0.0.1:{port}@evil.example", "127.0.0.1.:{port}", "", " "]


@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_host_is_refused_with_a_sentence(shared, host):
    answer = shared.ask(f"{CIRCUIT}/index.html", Host=host.format(port=shared.port))
    assert answer.status in (400, 421)  # 400: no host at all, which the protocol itself refuses
    assert b"<html" not in answer.body
    if answer.status == 421:
        assert "le terminal" in answer.text and str(shared.port) not in answer.text


def test_two_hosts_in_one_request_are_refused(shared):
    lines = [
        f"GET /{shared.keys.key}/ HTTP/1.1",
        f"Host: 127.0.0.1:{shared.port}",
        "Host: evil.example",
        "Connection: close",
        "",
        "",
    ]
    with socket.create_connection(("127.0.0.1", shared.port), timeout=PATIENCE) as opened:
        opened.sendall("\r\n".join(lines).encode())
        assert opened.recv(100).split()[1] in (b"400", b"421")
    two = Headers(raw=[(b"host", f"127.0.0.1:{shared.port}".encode()), (b"host", b"evil.example")])
    assert is_misdirected(two, shared.port)
    assert is_misdirected(Headers(), shared.port)


def test_the_usual_port_may_be_left_out():
    bare = Headers({"host": "127.0.0.1"})
    assert not is_misdirected(bare, 80)
    assert is_misdirected(bare, 8000)
    assert (origin(80), origin(8000)) == ("http://127.0.0.1", "http://127.0.0.1:8000")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_nothing_can_be_written(shared, method):
    """Whoever asks from elsewhere is refused; our own pages are told what may be asked there."""
    assert shared.ask(f"{CIRCUIT}/", method).status == 403
    ours = {"Origin": shared.origin, "Content-Type": "application/json"}
    answer = shared.ask(f"{CIRCUIT}/", method, **ours)
    assert answer.status == 405 and set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize(
    "path", ["/", f"{CIRCUIT}/", f"{CIRCUIT}/index.html", f"{CIRCUIT}/board.svg", "/live.js", "/nothing"]
)
def test_every_answer_is_kept_nowhere_and_shown_by_no_other_site(shared, path):
    answer = shared.ask(path, Origin="https://evil.example")
    assert {name: answer.headers[name.lower()] for name in HEADERS} == HEADERS
    assert not any(name.startswith("access-control") for name in answer.headers)


def test_head_tells_what_get_gives(shared):
    got, told = (shared.ask(f"{CIRCUIT}/board.svg", method) for method in ("GET", "HEAD"))
    assert told.status == got.status == 200 and told.body == b""
    assert told.headers["content-length"] == str(len(got.body))


OUTSIDE = [
    "/../secret.txt",
    "/c/../../secret.txt",
    f"{CIRCUIT}/../../../secret.txt",
    f"{CIRCUIT}/%2e%2e/%2e%2e/secret.txt",
    f"{CIRCUIT}/..%2f..%2fsecret.txt",
    f"{CIRCUIT}/%252e%252e/secret.txt",
    f"{CIRCUIT}/..%5c..%5csecret.txt",
    f"{CIRCUIT}/print/../../secret.txt",
    f"{CIRCUIT}//secret.txt",
    f"{CIRCUIT}/link.txt",
    f"{CIRCUIT}/one.yaml",
    f"{CIRCUIT}/templates/note.txt",
    f"{CIRCUIT}/index.html%00.txt",
    "/c/home/secret/",
    "/c/..%2fhome/one/",
    "/c/home/one.yaml",
    "//etc/passwd",
    "/%2fetc/passwd",
    "/static/../../etc/passwd",
    "http://evil.example/secret.txt",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_file_of_the_disk_is_given(shared, path):
    answer = shared.ask(path)
    if answer.status == 307:  # the same with a slash at its end
        answer = shared.ask(answer.headers["location"].removeprefix(shared.address))
    assert answer.status in (400, 403, 404, 421), answer.text
    assert b"SECRET" not in answer.body and b"root:" not in answer.body and b"format: 1" not in answer.body
    assert not shared.faults


def test_a_failure_of_ours_is_told_in_a_sentence_and_the_server_goes_on(shared, monkeypatch):
    monkeypatch.setattr("jeu_oie.serve.pages.ready_font", lambda weight: 1 / 0)
    answer = shared.ask("/font-400.woff2")
    assert (
        answer.status == 500 and "erreur du programme" in answer.text and answer.headers["cache-control"] == "no-store"
    )
    until(lambda: [type(fault) for fault in shared.faults] == [ZeroDivisionError])
    assert shared.ask(f"{CIRCUIT}/").status == 200


def say(served: Served, sent: bytes) -> tuple[bytes, bytes]:
    """The head and the body of what comes back until the connection is closed."""
    with socket.create_connection((HOST, served.port), timeout=PATIENCE) as opened:
        opened.sendall(sent)
        told = b"".join(iter(lambda: opened.recv(4_096), b""))
    head, _, body = told.partition(b"\r\n\r\n")
    return head, body


def is_sealed(head: bytes) -> bool:
    lines = head.decode().lower().split("\r\n")
    wanted = {POLICY: SEALED, **HEADERS, "Connection": "close"}
    return {f"{name}: {value}".lower() for name, value in wanted.items()} <= set(lines)


@pytest.mark.parametrize(
    "sent",
    [b"hello\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET /" + b"x" * 2 * MAX_HEAD],
    ids=["no request", "no host", "too long"],
)
def test_what_is_no_request_is_refused_in_a_sentence_and_sealed(shared, sent):
    head, body = say(shared, sent)
    assert head.startswith(b"HTTP/1.1 400 Bad Request\r\n") and is_sealed(head)
    assert "navigateur" in body.decode()


def test_where_too_many_are_connected_who_comes_is_told_so(serve, monkeypatch):
    served = serve()
    monkeypatch.setattr(routes, "MAX_CONNECTIONS", 1)
    asked = f"GET /{served.keys.key}/ HTTP/1.1\r\nHost: {HOST}:{served.port}\r\nCookie: {served.cookie}\r\n\r\n"
    with socket.create_connection((HOST, served.port), timeout=PATIENCE):
        until(lambda: len(served.made.server_state.connections) == 1)
        head, body = say(served, asked.encode())
    assert head.startswith(b"HTTP/1.1 503") and is_sealed(head) and "trop de demandes" in body.decode()
    until(lambda: not served.made.server_state.connections)
    assert served.ask("/").status == 200
