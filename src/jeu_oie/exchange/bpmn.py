"""A flow → BPMN 2.0 XML with its diagram (OMG formal/2011-01-03), which Camunda Modeler and others open."""

from itertools import pairwise
from xml.etree import ElementTree as ET

from jeu_oie.exchange.flow import Flow, FlowNode, NodeShape
from jeu_oie.exchange.placing import DiagramBox, DiagramPlaces, place_flow

NAMES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
OURS = "https://jeu-oie.invalid/circuit"  # a name, no address: .invalid leads nowhere (RFC 2606)
TAGS = {
    NodeShape.START: "startEvent",
    NodeShape.END: "endEvent",
    NodeShape.TASK: "task",
    NodeShape.BLANK: "task",
    NodeShape.CHOICE: "exclusiveGateway",
    NodeShape.CLOCK: "boundaryEvent",
}


def bpmn_of(flow: Flow) -> str:
    """The whole file."""
    for prefix, address in NAMES.items():
        ET.register_namespace(prefix, address)
    root = ET.Element(tag("bpmn:definitions"), {"id": "circuit", "targetNamespace": OURS, "exporter": "jeu-oie"})
    together = under(root, "bpmn:collaboration", id="collaboration")
    under(together, "bpmn:participant", id="pool", name=flow.title, processRef="process")
    process = under(root, "bpmn:process", id="process", name=flow.title, isExecutable="false")
    lanes = under(process, "bpmn:laneSet", id="lanes")
    for rank, (lane, name) in enumerate(flow.lanes.items(), 1):
        made = under(lanes, "bpmn:lane", id=f"lane_{rank}", name=name)
        for node in flow.nodes:
            if node.lane == lane:
                under(made, "bpmn:flowNodeRef").text = node.id
    for node in flow.nodes:
        add_node(process, node, flow)
    for way in flow.ways:
        named = {"name": way.name} if way.name else {}
        under(process, "bpmn:sequenceFlow", id=way.id, sourceRef=way.source, targetRef=way.target, **named)
    for note in flow.notes:
        under(under(process, "bpmn:textAnnotation", id=note.id), "bpmn:text").text = note.text
        under(process, "bpmn:association", id=f"to_{note.id}", sourceRef=note.node, targetRef=note.id)
    add_diagram(root, flow, place_flow(flow))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


def under(parent: ET.Element, kind: str, /, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, tag(kind), attributes)


def add_documentation(element: ET.Element, said: str) -> None:
    if said:
        under(element, "bpmn:documentation").text = said


def add_node(process: ET.Element, node: FlowNode, flow: Flow) -> None:
    more = {}
    if node.host:
        more = {"attachedToRef": node.host, "cancelActivity": "false"}
    usual = next((way.id for way in flow.ways if way.usual and way.source == node.id), None)
    if usual:
        more = {"default": usual}
    made = under(process, f"bpmn:{TAGS[node.shape]}", id=node.id, name=node.name, **more)
    add_documentation(made, node.said)
    for way in flow.ways:
        if way.target == node.id:
            under(made, "bpmn:incoming").text = way.id
    for way in flow.ways:
        if way.source == node.id:
            under(made, "bpmn:outgoing").text = way.id
    if node.shape is NodeShape.CLOCK:
        clock = under(made, "bpmn:timerEventDefinition", id=f"timer_{node.id}")
        if node.duration:
            time = under(clock, "bpmn:timeDuration")
            time.set(tag("xsi:type"), "bpmn:tFormalExpression")
            time.text = node.duration


def add_diagram(root: ET.Element, flow: Flow, places: DiagramPlaces) -> None:
    plane = under(
        under(root, "bpmndi:BPMNDiagram", id="diagram"), "bpmndi:BPMNPlane", id="plane", bpmnElement="collaboration"
    )
    shape(plane, "pool", places.pool, isHorizontal="true")
    for rank, lane in enumerate(flow.lanes, 1):
        shape(plane, f"lane_{rank}", places.lanes[lane], isHorizontal="true")
    for node in flow.nodes:
        more = {"isMarkerVisible": "true"} if node.shape is NodeShape.CHOICE else {}
        shape(plane, node.id, places.nodes[node.id], **more)
    for note in flow.notes:
        shape(plane, note.id, places.notes[note.id])
    for way in flow.ways:
        drawn = edge(plane, way.id, places.ways[way.id])
        if way.id in places.labels:
            bounds(under(drawn, "bpmndi:BPMNLabel"), places.labels[way.id])
    for note in flow.notes:
        one, other = places.nodes[note.node], places.notes[note.id]
        edge(plane, f"to_{note.id}", ((one.middle[0], one.y + one.height), (other.middle[0], other.y)))


def shape(plane: ET.Element, name: str, box: DiagramBox, **more: str) -> None:
    made = under(plane, "bpmndi:BPMNShape", id=f"{name}_di", bpmnElement=name, **more)
    bounds(made, box)


def bounds(parent: ET.Element, box: DiagramBox) -> None:
    under(parent, "dc:Bounds", x=str(box.x), y=str(box.y), width=str(box.width), height=str(box.height))


def edge(plane: ET.Element, name: str, points: tuple[tuple[int, int], ...]) -> ET.Element:
    made = under(plane, "bpmndi:BPMNEdge", id=f"{name}_di", bpmnElement=name)
    kept = [points[0], *(after for before, after in pairwise(points) if after != before)]
    for x, y in kept:
        under(made, "di:waypoint", x=str(x), y=str(y))
    return made
