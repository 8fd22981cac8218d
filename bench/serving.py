"""A preview under load: every file of several circuits asked for at once, then a crowd that only holds connections.

    script/bench --serving               8 circuits, 20 rounds, 200 of each sort of crowd: a quarter of an hour
    script/bench --serving --rounds 2    shorter

Before each round the circuits are saved again, so that nothing is at hand. Every answer is held against the file that
a build makes, and the server is to say nothing on the standard error but what it always says. The crowd: connections
on which nothing is sent, half a request is sent, or changes are followed; meanwhile a page is answered. Memory is the
most that the server's own process ever held (VmHWM of /proc/PID/status; what prints are processes of their own).
Exit status 1: a limit is passed.
"""

import argparse
import resource
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from bench.measuring import COMMAND, ROOT, row

CIRCUIT = ROOT / "tests" / "kit" / "small.yaml"
MOST_MB = 200
PATIENCE = 3600  # s for an answer: machines differ, and how long it takes is not what is measured
HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
FEW = 20  # complaints that are shown
ASKS = 20  # pages asked for while the crowd is there


@dataclass(frozen=True)
class Preview:
    """A running server: the address of its pages, what has come in there, and where it tells what is wrong."""

    process: subprocess.Popen[str]
    browser: OpenerDirector
    jar: CookieJar
    address: str
    told: Path

    @property
    def megabytes(self) -> float:
        """The most that its process ever held in memory."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024

    @property
    def complaints(self) -> list[str]:
        """What it said beyond its greeting and the address for the next browser."""
        return self.told.read_text("utf-8").splitlines()[2:][:FEW]

    def ask(self, path: str) -> bytes:
        """The answer; its status and sentence where it is none."""
        try:
            with self.browser.open(self.address + path, timeout=PATIENCE) as answer:
                return bytes(answer.read())
        except HTTPError as error:
            return f"{error.code} {error.read().decode()}".encode()
        except OSError as error:
            return repr(error).encode()


@dataclass(frozen=True)
class Figures:
    """How many answers were wrong, of how many; how many pages came while the crowd was there; MB; complaints."""

    wrong: int
    asked: int
    missed: int
    megabytes: float
    complaints: Sequence[str]


@contextmanager
def preview(folder: Path) -> Iterator[Preview]:
    """A server of ``folder``/circuits."""
    told = folder / "told.txt"
    with told.open("w") as errors:
        process = subprocess.Popen(
            [COMMAND, "serve", "circuits"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            assert process.stdout
            jar = CookieJar()
            browser = build_opener(HTTPCookieProcessor(jar))
            with browser.open(process.stdout.readline().strip(), timeout=PATIENCE) as home:
                home.read()
            yield Preview(process, browser, jar, home.url, told)
        finally:
            process.terminate()
            process.communicate()


def write_circuits(folder: Path, count: int) -> None:
    """``count`` circuits in ``folder``/circuits, no two of one title."""
    (folder / "circuits").mkdir()
    text = CIRCUIT.read_text("utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    for rank in range(count):
        (folder / f"circuits/c{rank}.yaml").write_text(text.replace(title, f"title: Circuit {rank}", 1), "utf-8")


def build(folder: Path, names: Sequence[str]) -> dict[str, bytes]:
    """Those of ``names`` that the kit of each circuit has, by their addresses, as a build makes them."""
    subprocess.run([COMMAND, "build", "circuits", "--out", "built"], cwd=folder, check=True, capture_output=True)
    kits = sorted((folder / "built/circuits").glob("c*"))
    made = ((kit, kit / name) for kit in kits for name in names)
    return {f"c/circuits/{file.relative_to(kit.parent)}": file.read_bytes() for kit, file in made if file.is_file()}


def wrong(served: Preview, folder: Path, expected: Mapping[str, bytes]) -> int:
    """How many of all files, asked for at once after a save, are not those of a build."""
    for each in (folder / "circuits").iterdir():
        each.write_bytes(each.read_bytes())
    with ThreadPoolExecutor(len(expected)) as crowd:
        return sum(made != data for made, data in zip(crowd.map(served.ask, expected), expected.values(), strict=True))


@contextmanager
def crowd(served: Preview, count: int) -> Iterator[None]:
    """``count`` connections of each sort."""
    parts = urlsplit(served.address)
    asking = Request(f"{served.address}c/circuits/c0/events")  # noqa: S310 (our own server)
    served.jar.add_cookie_header(asking)
    lines = (
        f"GET {parts.path}c/circuits/c0/events HTTP/1.1",
        f"Host: {parts.netloc}",
        f"Cookie: {asking.get_header('Cookie')}",
    )
    listens = "\r\n".join((*lines, "", "")).encode()
    with ExitStack() as stack:
        for sent in (b"", HALF, listens):
            for _ in range(count):
                made = stack.enter_context(socket.create_connection((parts.hostname or "", parts.port or 0), PATIENCE))
                made.sendall(sent)
        yield


def load(folder: Path, expected: Mapping[str, bytes], rounds: int, people: int) -> Figures:
    """A preview of the circuits in ``folder``, of which each answer is ``expected``."""
    with preview(folder) as served:
        faults = 0
        for rank in range(rounds):
            faults += wrong(served, folder, expected)
            print(f"round {rank + 1}: {faults} wrong so far, {served.megabytes:.0f} MB", flush=True)
        with crowd(served, people):
            pages = [served.ask("c/circuits/c0/").startswith(b"<!doctype html>") for _ in range(ASKS)]
            time.sleep(1)
            pages.append(served.ask("c/circuits/c0/").startswith(b"<!doctype html>"))
        return Figures(faults, rounds * len(expected), pages.count(False), served.megabytes, served.complaints)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--circuits", type=int, default=8)
    parser.add_argument("--people", type=int, default=200)
    wanted = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    from jeu_oie.serve.workers import MAKINGS

    with tempfile.TemporaryDirectory() as folder:
        write_circuits(Path(folder), wanted.circuits)
        expected = build(Path(folder), tuple(MAKINGS))
        found = load(Path(folder), expected, wanted.rounds, wanted.people)
    print(*found.complaints, sep="\n")
    kept = [
        row("wrong answers", found.wrong, 0, f"of {found.asked}"),
        row("pages that did not come while others held connections", found.missed, 0, f"of {ASKS + 1}"),
        row("lines that the server complained", len(found.complaints), 0, ""),
        row("MB of the server's process", found.megabytes, MOST_MB, "at its most"),
    ]
    raise SystemExit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
