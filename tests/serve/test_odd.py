"""Whatever is typed in the window, or asked for: never a fault of ours.

Actions and addresses are read off their registers.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from jeu_oie.serve import tasks
from jeu_oie.serve.actions import ACTIONS, COMES, ActionPlace
from jeu_oie.serve.guard import Guard
from tests.serve.conftest import Served, servers
from tests.serve.forked import forking
from tests.serve.test_home import Window

UNFIT = {"end of a text": "a\0b", "half a pair": "a\ud800b", "the other half": "\udfff", "half of a byte": "\udcff"}
ODD = {
    "an option": "--help",
    "a line": "a\nb",
    "a turn of direction": "\u202e",
    "a number of many digits": "9" * 5_000,
    "an address of many digits": f"https://a:{'9' * 5_000}/",
    "an address that never ends": "https://[a",
    "a way out": "../../x",
    "a name too long": "é" * 300,
    "what a shell reads": "$(id) `id` %x% ; # '",
}


class Asked(Mapping[str, str]):
    """Says ``value`` whatever it is asked for, and remembers what it was."""

    def __init__(self, value: str) -> None:
        self.value, self.names = value, set[str]()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return self.value

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def fields(action: str) -> set[str]:
    """What an action asks a page for."""
    asked = Asked("")
    ACTIONS[action](asked, ActionPlace("a.yaml", "output", Path("circuits")))
    return asked.names


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    folder = tmp_path_factory.mktemp("odd") / "home"
    folder.mkdir()
    with servers(folder) as serve:
        yield Window(serve())


def test_the_fields_of_an_action_are_seen():
    assert {"by", "on", "hash", "yes"} <= fields("validate") and {"landlord", "title"} <= fields("new")


@pytest.mark.parametrize("action", ACTIONS)
def test_a_field_that_no_command_takes_is_told_before_anything_is_done(window, action):
    token, before = window.token, set(window.served.folder.parent.rglob("*"))

    def post(**also: object) -> tuple[int, object]:
        asked = {"token": token, "action": action, "circuit": "home/one", "values": {}, **also}
        status, told = window.post("/window/do", asked)
        return status, told

    for value in UNFIT.values():
        wanted: list[dict[str, object]] = [{"values": {name: value}} for name in sorted(fields(action))]
        wanted += [{"values": {value: "x"}}, {"circuit": value}, {"action": value}]
        wanted += [{"files": [{"name": f"{value}{suffix}", "file": "YQ=="}]} for suffix in COMES.get(action, ())]
        for each in wanted:
            status, told = post(**each)
            assert status == 400 and isinstance(told, dict) and told["message"], (each, told)
        assert post(token=value)[0] == 403
    assert set(window.served.folder.parent.rglob("*")) == before
    assert window.served.faults == []


@pytest.mark.slow
@pytest.mark.parametrize("action", sorted(set(ACTIONS) - {"publish-all", "compare"}))
def test_what_is_odd_is_judged_by_the_command(window, action, monkeypatch):
    """A build takes its time: what its options refuse, it refuses at once."""
    monkeypatch.setattr(tasks, "start_own", forking())
    wanted = fields(action) - {"write", "yes"}
    for name, value in ODD.items() if wanted else ():
        status, said, _ = window.do(action, **dict.fromkeys(sorted(wanted), value))
        assert status in (0, 1, 2) and "Traceback" not in said and "faute du programme" not in said, (name, said)
    assert window.served.faults == []


def routes(served: Served) -> Iterator[Route]:
    config = served.made.config.app
    assert isinstance(config, Guard) and isinstance(config.app, Starlette)
    yield from (each for each in config.app.routes if isinstance(each, Route))


def test_no_address_is_a_fault(window):
    """Each part that an address leaves open, as odd as can be; numbers have as many digits as one likes."""
    served, odd = window.served, ("9" * 5_000, "%00", "%ff", "%2e%2e", "%ed%a0%80", "%u", "a%0db", "é")
    paths = [each.path for each in routes(served)]
    opened = [re.sub(r"\{[^}]*\}", value, path) for path in paths for value in odd if "{" in path]
    typed = [re.sub(r"\d+", value, path) for path in paths for value in odd if re.search(r"\d", path)]
    assert len(opened) > 50 and len(typed) > 8
    for path in (*opened, *typed):
        status = served.ask(path if path.isascii() else quote(path)).status
        assert status < 500, (path[:80], status)
    assert served.faults == []
