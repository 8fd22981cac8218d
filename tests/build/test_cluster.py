"""Circuits made on the machines of a Dask cluster: the same files as here, whatever happens to a machine."""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import dask
import pytest
from distributed import Client, LocalCluster, WorkerPlugin

from jeu_oie.builder import cluster as module
from jeu_oie.builder.cluster import cluster, makers
from jeu_oie.builder.record import HIDDEN
from jeu_oie.builder.run import CircuitResult, JobOutcome, JobState, Order, Round, local
from jeu_oie.cli.terminal import PROBLEM, failure
from jeu_oie.errors import ClusterRefused, Unfit
from jeu_oie.game.preset import Preset
from jeu_oie.kit import Options
from jeu_oie.messages import LANGUAGES, load_catalog
from jeu_oie.resources import Templates
from tests.build.conftest import FEW_GAMES

SMALL = Path(__file__).parents[1] / "kit" / "small.yaml"
LIGHT = frozenset({"svg", "html"})


@pytest.fixture(scope="module")
def machines() -> Iterator[LocalCluster]:
    """Two processes that see other folders than ours: ours are relative to where a test goes. They play few games."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", str(FEW_GAMES))
        with (
            # So that a deadly circuit kills two, not four.
            dask.config.set({"distributed.scheduler.allowed-failures": 1}),
            LocalCluster(n_workers=2, threads_per_worker=2, host="127.0.0.1", dashboard_address=":0") as found,
        ):
            yield found


@pytest.fixture
def circuits(tmp_path, monkeypatch) -> Path:
    """Six circuits of two landlords, in the folder where we are."""
    monkeypatch.chdir(tmp_path)
    text = SMALL.read_text("utf-8")
    for rank in range(6):
        path = Path("circuits", f"landlord-{rank % 2}", f"repairs-{rank}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("title:", f"title: Essai {rank},", 1), "utf-8")
    return Path("circuits")


OWN = Templates("own", (("embed.html", "<p>À nous, {{ dossier.title }}</p>"),))


def build(circuits: Path, out: str, act, sorts=LIGHT) -> list[CircuitResult]:
    order = Order((circuits,), Preset(), Options(out=out, only=sorts), date(2026, 11, 1), own=OWN)
    return [each for each in Round(order).run(act) if isinstance(each, CircuitResult)]


def files(out: str) -> dict[str, bytes]:
    """All that people see."""
    found = (path for path in Path(out).rglob("*") if path.is_file() and HIDDEN not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def states(results: list[CircuitResult]) -> list[JobState]:
    return [each.outcome.state for each in results]


@pytest.mark.slow
def test_the_files_are_those_of_this_machine_which_the_others_do_not_see(machines, circuits):
    assert states(build(circuits, "here", local(1))) == [JobState.MADE] * 6
    assert states(build(circuits, "there", cluster(machines.scheduler_address))) == [JobState.MADE] * 6
    assert files("there") == files("here")


@pytest.mark.slow
def test_a_whole_kit_comes_back_as_it_is_made_here(machines, circuits):
    one = circuits / "landlord-0" / "repairs-0.yaml"
    every = frozenset({"svg", "html", "pdf"})

    def act(jobs):
        for event in cluster(machines.scheduler_address)(jobs):
            if event[1] is None:  # both at the same time
                build(one, "here", local(1), every)
            yield event

    build(one, "there", act, every)
    assert len(files("here")) > 15
    assert files("there") == files("here")


@pytest.mark.slow
def test_a_circuit_that_is_wrong_or_gone_is_told_as_here(machines, circuits):
    (circuits / "landlord-0" / "repairs-0.yaml").write_text("format: 1\ntitle: Rien\n", "utf-8")
    told = []
    for out, act in (("here", local(1)), ("there", cluster(machines.scheduler_address))):
        order = Order((circuits, Path("gone.yaml")), Preset(), Options(out=out, only=LIGHT), date(2026, 11, 1))
        told.append([without_stamps(each) for each in Round(order).run(act) if isinstance(each, CircuitResult)])
    assert told[0] == told[1]
    assert sorted(each.state for each in told[0]) == [JobState.MADE] * 5 + [JobState.STOPPED] * 2


def without_stamps(result: CircuitResult) -> JobOutcome:
    """What came of a circuit, but for when its files came to stand there."""
    record = result.outcome.record
    return replace(result.outcome, record=replace(record, files={}) if record else None)


@pytest.mark.slow
def test_a_machine_that_is_killed_in_the_middle_costs_no_circuit(machines, circuits):
    build(circuits, "here", local(1))
    with Client(machines, set_as_default=False) as client:
        victim = next(iter(client.run(os.getpid).values()))

    def act(jobs):
        begun = 0
        for event in cluster(machines.scheduler_address)(jobs):
            begun += event[1] is None
            if begun == 2:
                os.kill(victim, signal.SIGKILL)
                begun += 1
            yield event

    assert states(build(circuits, "there", act)) == [JobState.MADE] * 6
    assert files("there") == files("here")


@pytest.mark.slow
def test_a_circuit_that_kills_machine_after_machine_is_told_and_the_others_are_made(machines, circuits):
    class Deadly(WorkerPlugin):  # type: ignore[misc]
        def setup(self, worker):  # noqa: ARG002 (what distributed calls)
            from jeu_oie.builder import cluster as there
            from jeu_oie.builder.run import make_kit

            vars(there).update(make_kit=lambda job: os._exit(9) if "deadly" in job.circuit else make_kit(job))

    with Client(machines, set_as_default=False) as client:
        client.register_plugin(Deadly(), name="deadly")
    deadly = circuits / "landlord-0" / "deadly.yaml"
    deadly.write_bytes(SMALL.read_bytes())
    results = build(circuits, "out", cluster(machines.scheduler_address))
    failed = {each.circuit: each.outcome.state for each in results if each.outcome.state is not JobState.MADE}
    assert failed == {deadly.as_posix(): JobState.DEADLY}
    assert len(results) == 7
    assert not Path("out", "landlord-0", "deadly").exists()


@pytest.mark.slow
def test_a_machine_that_would_make_other_bytes_is_refused(machines, circuits):
    def change(library):
        from jeu_oie.builder import cluster as there

        own = makers()
        vars(there).update(makers=lambda: (*own[:-1], library) if library else own)

    with Client(machines, set_as_default=False) as client:
        client.run(change, "pillow 0.1")
        with pytest.raises(ClusterRefused) as refused:
            build(circuits, "out", cluster(machines.scheduler_address))
        client.run(change, None)
    assert (refused.value.unfit, refused.value.here, refused.value.there) == (Unfit.DIFFERS, makers()[-1], "pillow 0.1")
    assert files("out") == {}


def test_no_cluster_there(circuits, monkeypatch):
    monkeypatch.setattr(module, "TIMEOUT_S", 1)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert refusal(circuits, f"tcp://127.0.0.1:{port}") is Unfit.UNREACHABLE
    assert refusal(circuits, "nonsense://here") is Unfit.UNREACHABLE


def test_a_cluster_without_machines(circuits, monkeypatch):
    monkeypatch.setattr(module, "TIMEOUT_S", 1)
    with LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=":0") as empty:
        assert refusal(circuits, empty.scheduler_address) is Unfit.EMPTY


def test_without_the_extra(circuits, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert refusal(circuits, "tcp://127.0.0.1:8786") is Unfit.MISSING


def refusal(circuits: Path, address: str) -> Unfit:
    with pytest.raises(ClusterRefused) as refused:
        build(circuits, "out", cluster(address))
    return refused.value.unfit


@pytest.mark.parametrize("unfit", Unfit)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_refusal_is_a_sentence_with_its_cure(unfit, language, capsys):
    assert (
        failure(ClusterRefused(unfit, "tcp://grappe:8786", "pillow 13.0.0", "pillow 12.0.0"), load_catalog(language))
        == PROBLEM
    )
    assert "→" in capsys.readouterr().err
