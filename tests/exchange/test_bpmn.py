"""The BPMN that a quality department opens: valid, drawn whole, and nothing in it that nobody has found."""

import json
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from jeu_oie.circuit.fields import parse
from jeu_oie.exchange.bpmn import NAMES, bpmn_of, place_flow
from jeu_oie.exchange.flow import NodeShape, flow_of, iso
from jeu_oie.messages import load_catalog
from tests.exchange.making import every_key, of, shipped
from tests.game.making import SHIPPED, circuit, steps

READER = Path(__file__).parent / "moddle.mjs"


def drawn(made):
    return flow_of(made, load_catalog(made.language))


def root_of(**parts):
    return ET.fromstring(bpmn_of(drawn(circuit(**parts))))


def found(root, kind):
    return root.findall(f".//bpmn:{kind}", NAMES)


def all_flows():
    origins = [*map(shipped, SHIPPED), every_key(), *map(of, range(2000, 2020))]
    return [drawn(origin.circuit) for origin in origins if origin.circuit]


def warnings(texts):
    """What bpmn-moddle says of each text."""
    node = shutil.which("node")
    assert node, "no Node.js found: script/test installs it"
    run = subprocess.run([node, READER], input=json.dumps(texts), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_the_reader_of_bpmn_sees_faults():
    whole = bpmn_of(drawn(circuit()))
    faults = (
        whole.replace('targetRef="step_s2"', 'targetRef="nowhere"'),
        whole.replace("bpmn:task ", "bpmn:tusk ").replace("bpmn:task>", "bpmn:tusk>"),
        whole.replace("</bpmn:process>", ""),
        whole.replace('id="step_s2"', 'id="step_s1"'),
    )
    assert all(warnings(list(faults)))


def test_what_is_written_as_xml_afterwards_has_its_own_prefixes():
    """ElementTree keeps them for the whole process: those of a PDF's metadata would change its bytes."""
    title = ET.Element("{http://purl.org/dc/elements/1.1/}title")
    before = ET.tostring(title)
    assert before.startswith(b"<dc:title")
    bpmn_of(drawn(circuit()))
    assert ET.tostring(title) == before


def test_every_circuit_is_read_without_a_warning():
    assert [told for told in warnings([bpmn_of(flow) for flow in all_flows()]) if told] == []


@pytest.mark.parametrize("flow", all_flows())
def test_all_that_is_said_is_drawn_inside_and_apart(flow):
    root = ET.fromstring(bpmn_of(flow))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    shown = {each.get("bpmnElement") for each in root.iter() if each.tag.endswith(("BPMNShape", "BPMNEdge"))}
    kinds = [
        *"startEvent endEvent task exclusiveGateway boundaryEvent sequenceFlow lane textAnnotation association".split()
    ]
    assert {each.get("id") for kind in kinds for each in found(root, kind)} <= shown
    places = place_flow(flow)
    boxes = [places.nodes[node.id] for node in flow.nodes if node.shape is not NodeShape.CLOCK]
    assert all(one.x + one.width < other.x for one, other in pairwise(boxes))
    pool = places.pool
    assert all(pool.y <= box.y and box.y + box.height <= pool.y + pool.height for box in boxes)
    assert all(pool.y <= y for way in places.ways.values() for _, y in way)


def tracks(flow):
    """The horizontal part above the lanes of each way that climbs: its height, its left and its right end."""
    ways = (points for points in place_flow(flow).ways.values() if len(points) > 2)
    level = ((a[1], *sorted((a[0], b[0]))) for points in ways for a, b in [points[-3:-1]] if points[-1][0] == b[0])
    return sorted(level)


@pytest.mark.parametrize("flow", all_flows())
def test_no_way_runs_along_another(flow):
    assert all(one[0] != other[0] or one[2] <= other[1] for one, other in pairwise(tracks(flow)))


def test_every_step_is_connected():
    for flow in all_flows():
        reached = {way.target for way in flow.ways}
        left = {way.source for way in flow.ways}
        assert [
            node.id
            for node in flow.nodes
            if node.shape not in (NodeShape.START, NodeShape.CLOCK) and node.id not in reached
        ] == []
        assert [node.id for node in flow.nodes if node.shape is not NodeShape.END and node.id not in left] == []


def test_a_task_says_what_the_circuit_says_and_where_from():
    made = shipped(SHIPPED[0]).circuit
    assert made
    root = ET.fromstring(bpmn_of(drawn(made)))
    told = {task.get("id"): task.findtext("bpmn:documentation", "", NAMES) for task in found(root, "task")}
    for step in made.steps:
        said = told[f"step_{step.id}"]
        assert (step.text or "") in said
        assert all(made.sources[name].title in said for name in step.source)


def test_a_draft_says_so():
    (pool,) = found(root_of(), "participant")
    assert "Brouillon" in (pool.get("name") or "")


def test_what_nobody_has_found_leads_nowhere():
    root = root_of(
        steps=steps(3, s1={"if-silent": "s3"}),
        shortcuts=[{"id": "u", "title": "Urgent", "from": "s1", "to": "unknown"}],
    )
    ends = {end.get("id"): end.get("name") for end in found(root, "endEvent")}
    assert ends["end_unknown"] == "Où cela mène\u00a0: pas trouvé"
    (clock,) = found(root, "boundaryEvent")
    assert clock.get("name") == "Délai\u00a0: pas trouvé"
    assert found(root, "timeDuration") == []


def test_one_note_lists_what_nobody_has_found():
    """Not a shape for each: one end for all that nobody knows, and one annotation that lists it."""
    ways = [{"id": name, "title": name, "from": "s1", "to": "unknown"} for name in ("u", "v")]
    root = root_of(
        steps=steps(4, s2={"delay": "1 jour"}, s3={"delay": "1 jour", "trace": "Avis"}, s4={"missing": True}),
        shortcuts=ways,
    )
    ends = [end.get("name").replace("\u00a0", " ") for end in found(root, "endEvent")]
    assert sorted(ends) == ["Arrivée", "Où cela mène : pas trouvé", "Si rien ne vient : pas trouvé"]
    notes = [note.findtext("bpmn:text", "", NAMES).replace("\u00a0", " ") for note in found(root, "textAnnotation")]
    (said,) = [note for note in notes if note.startswith("Pas trouvé :")]
    assert said.split("\n")[1:] == [
        "Étape s1 : Ce que je reçois, Si rien ne vient, Une entrée par écrit",
        "Étape s2 : Ce que je reçois, Si rien ne vient",
        "Étape s3 : Si rien ne vient",
        "Étape s4 : Toute l’étape",
        "u : Numéro à appeler, Délai annoncé, Où cela mène",
        "v : Numéro à appeler, Délai annoncé, Où cela mène",
    ]


def test_a_delay_is_a_clock_that_leads_where_one_turns():
    root = root_of(
        steps=steps(
            3, s1={"delay": "tout de suite"}, s2={"delay": "2 semaines", "if-silent": "lettre"}, s3={"delay": "48 h"}
        ),
        recourse=[{"id": "lettre", "title": "Lettre"}],
    )
    clocks = {each.get("attachedToRef"): each for each in found(root, "boundaryEvent")}
    assert set(clocks) == {"step_s2", "step_s3"}
    times = {name: each.findtext(".//bpmn:timeDuration", "", NAMES) for name, each in clocks.items()}
    assert times == {"step_s2": "P14D", "step_s3": "P2D"}
    ways = {way.get("sourceRef"): way.get("targetRef") for way in found(root, "sequenceFlow")}
    assert ways["clock_s2"] == "recourse_lettre"
    assert ways["clock_s3"] == "end_silent"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("30 min", "PT30M"),
        ("1 h 30", "PT90M"),
        ("4 h", "PT4H"),
        ("1,5 jour", "PT36H"),
        ("5 jours", "P5D"),
        ("5 jours ouvrés", ""),
        ("2 à 3 semaines", "P21D"),
        ("6 mois", "P6M"),
        ("1,5 mois", ""),
        ("1 an", "P1Y"),
    ],
)
def test_a_duration_is_one_of_iso_8601_or_none(text, expected):
    assert iso(parse(text)) == expected
    assert not expected or re.fullmatch(r"P(\d+[DMY]|T\d+[HM])", expected)


def test_ways_lead_where_the_circuit_says():
    root = root_of(
        steps=steps(3),
        shortcuts=[{"id": "u", "title": "Urgent", "from": "s1", "to": "s3"}],
        detours=[{"id": "d", "title": "À côté", "from": "s2", "to": "end", "steps": [{"id": "x", "title": "X"}]}],
        setbacks=[{"id": "r", "title": "Retour", "at": "s3", "kind": "back", "to": "s1"}],
    )
    ways = {(way.get("sourceRef"), way.get("targetRef"), way.get("name")) for way in found(root, "sequenceFlow")}
    assert {
        ("choice_s1", "step_s3", "Urgent"),
        ("choice_s2", "step_x", "À côté"),
        ("step_x", "end", None),
        ("choice_s3", "step_s1", "Retour"),
        ("choice_s3", "end", None),
    } <= ways
    defaults = {each.get("id"): each.get("default") for each in found(root, "exclusiveGateway")}
    assert defaults == {"choice_s1": "flow_s1", "choice_s2": "flow_s2", "choice_s3": "flow_s3"}
