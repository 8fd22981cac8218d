"""A flow → BPMN 2.0 XML with its diagram (OMG formal/2011-01-03)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree import ElementTree as ET

from jeu_oie.exchange.flow import Flow, FlowNode, FlowNote, NodeShape, Way

# --- Where a flow's nodes and ways stand in a diagram, in the pixels of BPMN tools ------------------------
#
# Each node has a column of its own, in the lane of who acts. A way to the next column goes straight; any other one
# climbs from its node to a track above all lanes and comes down on its target: over its own column there is
# nothing.

SIZES = {
    NodeShape.START: (36, 36),
    NodeShape.END: (36, 36),
    NodeShape.TASK: (110, 80),
    NodeShape.BLANK: (110, 80),
    NodeShape.CHOICE: (50, 50),
    NodeShape.CLOCK: (36, 36),
}
COLUMN, LANE, HEADER, TRACK = 170, 170, 30, 22
LEFT, TOP = 160, 80  # of the pool
LABEL = 150
NOTE_WIDTH, LINE, LETTERS = 160, 15, 26  # a note's width, the height of its lines, letters of a line

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DiagramBox:
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> Point:
        return self.x + self.width // 2, self.y + self.height // 2


@dataclass(frozen=True)
class DiagramPlaces:
    pool: DiagramBox
    lanes: dict[str, DiagramBox]
    nodes: dict[str, DiagramBox]
    ways: dict[str, tuple[Point, ...]]
    labels: dict[str, DiagramBox]  # of the ways that have a name and climb: over their track, where it begins
    notes: dict[str, DiagramBox]


@dataclass
class Tracks:
    """Horizontal tracks above the lanes; each way takes the lowest that is free all along."""

    taken: list[list[tuple[int, int]]] = field(default_factory=list)

    def take(self, start: int, end: int) -> int:
        low, high = min(start, end), max(start, end)
        for rank, spans in enumerate(self.taken):
            if all(high < before or after < low for before, after in spans):
                spans.append((low, high))
                return rank
        self.taken.append([(low, high)])
        return len(self.taken) - 1


def place_flow(flow: Flow) -> DiagramPlaces:
    """The diagram of ``flow``."""
    standing = [node for node in flow.nodes if node.shape is not NodeShape.CLOCK]
    columns = {node.id: rank for rank, node in enumerate(standing)}
    columns |= {node.id: columns[node.host] for node in flow.nodes if node.host}
    tracks, climbs = Tracks(), {}
    for way in flow.ways:
        if not straight(way, columns, flow):
            climbs[way.id] = tracks.take(columns[way.source], columns[way.target])
    band = TRACK * (len(tracks.taken) + 2)
    lanes = {
        name: DiagramBox(
            LEFT + HEADER, TOP + (rank and band) + LANE * rank, COLUMN * len(standing), LANE + (0 if rank else band)
        )
        for rank, name in enumerate(flow.lanes)
    }
    pool = DiagramBox(LEFT, TOP, HEADER + COLUMN * len(standing), LANE * len(lanes) + band)
    nodes = {node.id: box(node, columns[node.id], lanes[node.lane]) for node in standing}
    nodes |= {node.id: on_edge(nodes[node.host]) for node in flow.nodes if node.host}
    ways = {
        way.id: climbing(nodes, way, TOP + band - TRACK * (climbs[way.id] + 1))
        if way.id in climbs
        else level(nodes[way.source], nodes[way.target])
        for way in flow.ways
    }
    labels = {way.id: label(ways[way.id]) for way in flow.ways if way.name and way.id in climbs}
    return DiagramPlaces(pool, lanes, nodes, ways, labels, notes_below(flow.notes, nodes, pool))


def straight(way: Way, columns: dict[str, int], flow: Flow) -> bool:
    clocks = {node.id for node in flow.nodes if node.host}
    return columns[way.target] == columns[way.source] + 1 and way.source not in clocks


def box(node: FlowNode, column: int, lane: DiagramBox) -> DiagramBox:
    width, height = SIZES[node.shape]
    middle = lane.y + lane.height - LANE // 2 - 10
    return DiagramBox(lane.x + COLUMN * column + (COLUMN - width) // 2, middle - height // 2, width, height)


def on_edge(host: DiagramBox) -> DiagramBox:
    """A clock, on the right of its host's lower edge."""
    width, height = SIZES[NodeShape.CLOCK]
    return DiagramBox(host.x + host.width - width - 4, host.y + host.height - height // 2, width, height)


def level(source: DiagramBox, target: DiagramBox) -> tuple[Point, ...]:
    """From side to side, with a bend halfway where the lanes differ."""
    start, end = (source.x + source.width, source.middle[1]), (target.x, target.middle[1])
    if start[1] == end[1]:
        return start, end
    bend = (start[0] + end[0]) // 2
    return start, (bend, start[1]), (bend, end[1]), end


def climbing(nodes: dict[str, DiagramBox], way: Way, track: int) -> tuple[Point, ...]:
    """Up to ``track`` and down again; from a clock round its host's right side."""
    source, target = nodes[way.source], nodes[way.target]
    x, _ = target.middle
    down = ((x, track), (x, target.y))
    if source.height == SIZES[NodeShape.CLOCK][1] and way.source.startswith("clock_"):
        start, side = (source.x + source.width, source.middle[1]), source.x + source.width + 14
        return start, (side, start[1]), (side, track), *down
    x, _ = source.middle
    start_x = x if source.width < 100 or way.source != way.target else x - 20
    return (start_x, source.y), (start_x, track), *down


def label(points: tuple[Point, ...]) -> DiagramBox:
    start, end = points[1], points[2]
    return DiagramBox(start[0] + 6 if start[0] < end[0] else start[0] - LABEL - 6, start[1] - LINE - 1, LABEL, LINE)


def notes_below(notes: Sequence[FlowNote], nodes: dict[str, DiagramBox], pool: DiagramBox) -> dict[str, DiagramBox]:
    """Each note under the pool, in the column of its node; several in one column stand under one another."""
    bottoms: dict[int, int] = {}
    found = {}
    for note in notes:
        x = nodes[note.node].middle[0] - NOTE_WIDTH // 2
        y = bottoms.get(x, pool.y + pool.height + 40)
        lines = sum(1 + len(line) // LETTERS for line in note.text.split("\n"))
        found[note.id] = DiagramBox(x, y, NOTE_WIDTH, LINE * lines + 10)
        bottoms[x] = y + LINE * lines + 30
    return found


# --- A flow → BPMN 2.0 XML with its diagram (OMG formal/2011-01-03), which Camunda Modeler and others open

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
    # Written out: ElementTree knows prefixes for the whole process, and « dc » is another's where a PDF is made.
    names = {f"xmlns:{prefix}": address for prefix, address in NAMES.items()}
    root = ET.Element("bpmn:definitions", {**names, "id": "circuit", "targetNamespace": OURS, "exporter": "jeu-oie"})
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


def under(parent: ET.Element, kind: str, /, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, kind, attributes)


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
            time.set("xsi:type", "bpmn:tFormalExpression")
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
