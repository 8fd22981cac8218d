"""What the editor reads and writes: one circuit's own file, whole or not at all, never over somebody else's work."""

import errno
import html
import http.client
import json
import os
import re
import stat
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

import pytest

from jeu_oie import disk
from jeu_oie.disk import MAX_FILE_BYTES
from tests.serve.conftest import PATIENCE, SMALL, Served, servers
from tests.serve.test_preview import event, titled

EDITOR = "/c/home/one/editor"


@dataclass
class Window:
    """A page of the editor, as the browser would speak for it."""

    served: Served
    path: str = EDITOR
    what = "save"

    def get(self, what: str = "") -> str:
        answer = self.served.ask(self.path + what)
        assert answer.status == 200, answer.text
        return answer.body.decode()

    @cached_property
    def token(self) -> str:
        found = re.search(r'<script type="application/json" id="studio">(.*?)</script>', self.get(), re.DOTALL)
        assert found
        return str(json.loads(found[1])["token"])

    def open(self) -> tuple[str, str]:
        """The text of the circuit and its mark."""
        told = json.loads(self.get("/files"))
        return told["files"][0]["text"], told["base"]

    def post(self, body: object, /, **headers: str) -> tuple[int, dict[str, str]]:
        answer = self.served.post(f"{self.path}/{self.what}", body, **headers)
        is_json = answer.headers["content-type"] == "application/json"
        return answer.status, json.loads(answer.body) if is_json else {"message": answer.body.decode()}

    def save(self, text: str, base: str, **more: object) -> tuple[int, dict[str, str]]:
        return self.post({"token": self.token, "base": base, "text": text, **more})


@pytest.fixture
def window(serve):
    return Window(serve())


@pytest.fixture
def file(window) -> Path:
    return Path(window.served.folder / "one.yaml")


def left(file: Path) -> set[str]:
    """What lies beside the circuit."""
    return {each.name for each in file.parent.iterdir()} - {file.name}


def test_a_save_writes_what_was_sent_to_the_letter_and_the_preview_shows_it(window, file):
    text, base = window.open()
    assert text == SMALL
    status, told = window.save(titled("Essai d’écriture"), base)
    assert status == 200 and file.read_bytes() == titled("Essai d’écriture").encode()
    assert told == {"base": window.open()[1], "kept": ""} and left(file) == set()
    assert "Essai d’écriture" in window.served.ask("/c/home/one/index.html").text
    assert window.save(text, told["base"])[0] == 200, "one page saves again and again"
    assert file.read_text("utf-8") == SMALL


def test_what_was_opened_can_be_put_back_byte_for_byte(window, file):
    """So that undoing to the opening gives the very file: marks, ends of lines, and what no circuit is."""
    for before in ("\ufeff" + SMALL, SMALL.replace("\n", "\r\n"), SMALL + "# fin", "a: [\n"):
        file.write_bytes(before.encode())
        text, base = window.open()
        _, told = window.save(titled("Autre"), base)
        assert window.save(text, told["base"])[0] == 200
        assert file.read_bytes() == before.encode()


def test_the_files_that_the_circuit_names_come_along_and_no_other(serve, tmp_path):
    named = SMALL.replace("\nlandlord:", "\nlandlord: landlord.yaml\ncommon: ../common.yaml\nx-old:", 1)
    (tmp_path / "home/landlord.yaml").write_text("name: Bailleur d’essai\n", "utf-8")
    (tmp_path / "common.yaml").write_text("words: {trace: ce qui reste}\n", "utf-8")
    (tmp_path / "home/other.yaml").write_text("name: Un autre\n", "utf-8")
    told = json.loads(Window(serve(one=named)).get("/files"))
    assert [each["name"] for each in told["files"]] == ["one.yaml", "landlord.yaml", "common.yaml"]
    assert told["files"][1]["text"] == "name: Bailleur d’essai\n"


def test_a_landlord_that_lies_elsewhere_is_not_given(serve, tmp_path):
    (tmp_path / "secret.yaml").write_text("name: SECRET\n", "utf-8")
    (tmp_path / "home/landlord.yaml").symlink_to(tmp_path / "secret.yaml")
    for name in ("landlord.yaml", "../secret.yaml", (tmp_path / "secret.yaml").as_posix()):
        window = Window(serve(one=SMALL.replace("\nlandlord:", f"\nlandlord: {name}\nx-old:", 1)))
        assert "SECRET" not in window.get("/files")


LANDLORD = "name: Bailleur d’essai\n"
NAMED = re.sub(r"(?m)^landlord: .*$", "landlord: landlord.yaml", SMALL)


def test_the_landlord_s_file_is_saved_by_its_name_and_no_other_file_is(serve, tmp_path):
    (tmp_path / "common.yaml").write_text("words: {trace: ce qui reste}\n", "utf-8")
    window = Window(serve(one=NAMED, two=NAMED, three=SMALL, landlord=LANDLORD))
    home = window.served.folder
    told = json.loads(window.get("/files"))["landlord"]
    assert (told["name"], told["shared"]) == ("landlord.yaml", ["two.yaml"])
    assert window.save("name: Autre\n", told["base"], file="landlord.yaml")[0] == 200
    assert (home / "landlord.yaml").read_text("utf-8") == "name: Autre\n"
    assert window.save("name: Encore\n", told["base"], file="landlord.yaml")[0] == 409
    for other in ("two.yaml", "../common.yaml", "common.yaml", "./landlord.yaml", "/etc/passwd", "landlord.yml", "é"):
        assert window.save("x: y\n", "", file=other)[1]["why"] == "wrong", other
    assert (home / "two.yaml").read_text("utf-8") == NAMED


def test_a_landlord_that_is_a_link_is_not_written(serve, tmp_path):
    (tmp_path / "elsewhere.yaml").write_text(LANDLORD, "utf-8")
    (tmp_path / "home/landlord.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    window = Window(serve(one=NAMED))
    told = json.loads(window.get("/files"))["landlord"]
    assert window.save("name: Autre\n", told["base"], file="landlord.yaml")[1]["why"] == "link"
    assert (tmp_path / "elsewhere.yaml").read_text("utf-8") == LANDLORD


def test_what_another_program_wrote_is_not_overwritten_unasked(window, file):
    text, base = window.open()
    file.write_text(titled("D’un autre"), "utf-8")
    status, told = window.save(text, base)
    assert (status, told["why"]) == (409, "changed") and "changé ailleurs" in told["message"]
    assert file.read_text("utf-8") == titled("D’un autre") and left(file) == set()


def test_mine_is_kept_with_the_others_laid_beside(window, file):
    _, base = window.open()
    for rank in (1, 2):
        file.write_text(titled(f"D’un autre {rank}"), "utf-8")
        _, now = window.open()
        status, told = window.save(titled("Le mien"), now, keep=True)
        assert (status, told["kept"]) == (200, f"one.yaml.{rank}.txt")
        assert (file.parent / told["kept"]).read_text("utf-8") == titled(f"D’un autre {rank}")
        assert file.read_text("utf-8") == titled("Le mien")
    assert window.save("x", base, keep=True)[0] == 409, "a choice is about the file that was shown"
    assert left(file) == {"one.yaml.1.txt", "one.yaml.2.txt"}


def test_two_windows_on_one_circuit(window, file):
    (_, first), (_, second) = window.open(), window.open()
    assert window.save(titled("Première fenêtre"), first)[0] == 200
    assert window.save(titled("Seconde fenêtre"), second)[0] == 409
    assert file.read_text("utf-8") == titled("Première fenêtre")


def test_a_change_in_the_last_moment_is_seen(window, file, monkeypatch):
    """Between the first look and the renaming lies the writing of the draft, which may take long."""
    _, base = window.open()
    sync = disk.sync

    def slow(draft: IO[bytes]) -> None:
        file.write_text(titled("Entre-temps"), "utf-8")
        sync(draft)

    monkeypatch.setattr(disk, "sync", slow)
    assert window.save(titled("Le mien"), base, keep=True)[0] == 409
    assert file.read_text("utf-8") == titled("Entre-temps") and left(file) == set()


def test_a_file_that_was_deleted_comes_back_only_when_that_is_asked(window, file):
    text, base = window.open()
    file.unlink()
    status, told = window.save(text, base)
    assert (status, told["why"]) == (409, "gone") and not file.exists()
    assert window.served.ask(EDITOR + "/files").status == 404
    assert window.save(text, "")[0] == 200 and file.read_text("utf-8") == SMALL
    assert window.save(titled("Autre"), "")[0] == 409, "« there is none » is not « whatever there is »"


def test_a_folder_that_is_gone_is_told(window, file):
    _, base = window.open()
    file.unlink()
    for each in file.parent.iterdir():
        each.unlink()
    file.parent.rmdir()
    assert window.save(SMALL, base)[1]["why"] == "gone"
    status, told = window.save(SMALL, "")
    assert (status, told["why"]) == (409, "folder") and "dossier" in told["message"]
    file.parent.mkdir()


def test_windows_are_told_of_a_change_at_once(window, file):
    with closing(http.client.HTTPConnection("127.0.0.1", window.served.port, timeout=PATIENCE)) as connection:
        path = f"/{window.served.keys.key}{EDITOR}/events"
        connection.request("GET", path, headers={"Cookie": window.served.cookie})
        stream = connection.getresponse()
        first = json.loads(event(stream))
        assert first["base"] == window.open()[1]
        file.write_text(titled("D’un autre"), "utf-8")
        assert json.loads(event(stream))["base"] == window.open()[1] != first["base"]
        file.unlink()
        assert json.loads(event(stream))["base"] == ""


def failing(number: int):
    def fails(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fails


REFUSING = {
    errno.ENOSPC: (507, "full"),
    errno.EDQUOT: (507, "full"),
    errno.EROFS: (403, "read-only"),
    errno.EACCES: (403, "read-only"),
    errno.EIO: (500, "failed"),
}


@pytest.mark.parametrize("step", [(os, "fsync"), (Path, "replace"), (disk, "exchange")])
def test_a_disk_that_refuses_is_told_and_leaves_all_as_it_was(window, file, monkeypatch, step):
    text, base = window.open()
    for number, expected in REFUSING.items():
        with monkeypatch.context() as patch:
            patch.setattr(*step, failing(number))
            status, told = window.save(titled("Autre"), base, keep=True)
        assert (status, told["why"]) == expected and "encore dans cette page" in told["message"]
        assert file.read_text("utf-8") == text and left(file) == set()
    assert window.save(titled("Autre"), base)[0] == 200, "once it is mended, the same page saves"
    assert not window.served.faults


def test_a_read_only_file_is_left_alone(window, file):
    _, base = window.open()
    file.chmod(0o444)
    status, told = window.save(titled("Autre"), base)
    assert (status, told["why"]) == (403, "read-only") and file.read_text("utf-8") == SMALL and left(file) == set()
    file.chmod(0o644)


def test_a_file_stays_open_to_those_to_whom_it_was(window, file):
    for mode in (0o600, 0o640, 0o664):
        file.chmod(mode)
        assert window.save(titled(f"Autre {mode}"), window.open()[1])[0] == 200
        assert stat.S_IMODE(file.stat().st_mode) == mode


def test_nothing_is_written_through_a_link(window, file, tmp_path):
    _, base = window.open()
    target = tmp_path / "elsewhere.yaml"
    file.rename(target)
    file.symlink_to(target)
    status, told = window.save(titled("Autre"), base)
    assert (status, told["why"]) == (403, "link")
    assert target.read_text("utf-8") == SMALL and file.is_symlink()


def test_nothing_is_written_into_a_folder_that_took_the_place(window, file, tmp_path):
    _, base = window.open()
    file.parent.rename(tmp_path / "moved")
    (tmp_path / "home").symlink_to(tmp_path / "moved", target_is_directory=True)
    assert window.save(titled("Autre"), base)[1]["why"] == "link"
    assert (tmp_path / "moved/one.yaml").read_text("utf-8") == SMALL


def test_what_is_no_text_is_not_opened(window, file):
    for content in (b"\xff\xfe\x00", b"# " + b"x" * MAX_FILE_BYTES):
        file.write_bytes(content)
        answer = window.served.ask(EDITOR + "/files")
        assert answer.status == 422 and "texte" in answer.text


@pytest.fixture(scope="module")
def open_window(tmp_path_factory):
    """A window on a circuit that nobody manages to change, and one on another circuit."""
    folder = tmp_path_factory.mktemp("open") / "home"
    folder.mkdir()
    with servers(folder) as made:
        window = Window(made(one=SMALL, two=SMALL))
        yield window
        assert (folder / "one.yaml").read_text("utf-8") == SMALL
        assert {each.name for each in folder.iterdir()} == {"one.yaml", "two.yaml"}
        assert not window.served.faults


def asked(window: Window, **changed: object) -> dict[str, object]:
    """A request to save that would be carried out."""
    return {"token": window.token, "base": window.open()[1], "text": titled("Autre"), **changed}


@pytest.mark.parametrize(
    "headers, status",
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "http://localhost:{port}"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "https://127.0.0.1:{port}"}, 403),
        ({"Origin": "http://127.0.0.1:{port}.evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Host": "localhost:{port}"}, 421),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "text/plain; application/json"}, 415),
        ({"Content-Type": ""}, 415),
    ],
)
def test_only_a_page_of_the_editor_may_ask(open_window, headers, status):
    sent = {name: value.replace("{port}", str(open_window.served.port)) for name, value in headers.items()}
    assert open_window.post(asked(open_window), **sent)[0] == status


def test_without_an_origin_nothing_is_written(open_window):
    answer = open_window.served.ask(f"{EDITOR}/save", "POST")
    assert answer.status == 403


@pytest.mark.parametrize("token", ["", "0" * 64, "é", "x" * 100_000])
def test_a_write_needs_the_token_of_its_page(open_window, token):
    assert open_window.post(asked(open_window, token=token))[1]["why"] == "token"


def test_the_token_of_another_circuit_or_of_another_run_is_none(open_window, serve):
    for other in (Window(open_window.served, "/c/home/two/editor"), Window(serve())):
        assert open_window.post(asked(open_window, token=other.token))[1]["why"] == "token"


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"[" * 100_000, b"{}", b'{"token": 1}'),
        *(
            json.dumps({"token": "", "base": "", "text": "", what: "\ud800"}).encode()
            for what in ("token", "base", "text")
        ),
        b'{"token": "", "base": "", "text": null}',
        b'{"token": "", "base": [], "text": ""}',
        b'{"token": "", "base": "", "text": "", "keep": "no"}',
        b'{"token": "", "base": "", "text": "", "path": "/etc/passwd"}',
    ],
)
def test_what_no_page_sends_is_refused(open_window, body):
    status, told = open_window.post(body)
    assert (status, told["why"]) == (400, "wrong")


@pytest.mark.parametrize("size", [MAX_FILE_BYTES, 2 * MAX_FILE_BYTES + 100_000])
def test_what_the_reader_would_refuse_for_its_size_is_not_written(open_window, size):
    status, told = open_window.post(asked(open_window, text="é" * (size // 2) + "x"))
    assert (status, told["why"]) == (413, "large")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_saving_has_one_method_and_the_rest_cannot_be_written(open_window, method):
    ours = {"Origin": open_window.served.origin, "Content-Type": "application/json"}
    answer = open_window.served.ask(f"{EDITOR}/save", method, **ours)
    assert answer.status == 405 and answer.headers["allow"] == "POST"
    assert open_window.served.ask(f"{EDITOR}/save").status == 404
    for path in (EDITOR, f"{EDITOR}/files", f"{EDITOR}/events"):
        assert open_window.served.ask(path, "POST", **ours).status == 405, path


@pytest.mark.parametrize("path", ["/c/home/three/editor", "/c/../home/editor", "/c/home/one.yaml/editor"])
def test_only_circuits_that_are_served_have_an_editor(open_window, path):
    status, _ = Window(open_window.served, path).post(asked(open_window))
    assert status == 404
    assert open_window.served.ask(path).status == 404


def test_the_programs_own_circuits_are_not_written(serve):
    served = serve()
    token = Window(served).token
    served.made.circuits.shipped = served.folder
    assert served.ask(EDITOR).status == served.ask(f"{EDITOR}/files").status == 403
    assert Window(served).post({"token": token, "base": "", "text": ""})[0] == 403
    assert "editor" not in served.ask("/c/home/one/").text


def test_the_editor_loads_nothing_and_turns_to_its_own_server_only(open_window):
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', open_window.get())
    assert found
    policy = dict(each.strip().split(" ", 1) for each in html.unescape(found[1]).split(";"))
    assert policy.pop("connect-src") == "'self'"
    assert policy.pop("frame-src") == "'self'"
    assert policy.pop("script-src").startswith("'sha256-") and policy.pop("style-src").startswith("'sha256-")
    assert policy == {
        "default-src": "'none'",
        "font-src": "data:",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
