"""A circuit as tasks and ways between them, and as a Mermaid flowchart."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count, groupby

from jeu_oie.circuit.fields import DAYS, Delay, Span, Unit
from jeu_oie.circuit.gaps import list_gaps
from jeu_oie.circuit.model import END, OUT, UNKNOWN, Circuit, Detour, Item, Setback, SetbackItem, Shortcut, Step
from jeu_oie.game.bodies import body_of
from jeu_oie.game.dossier import status
from jeu_oie.game.preset import Preset
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter, capital, close_sentence, name_gaps
from jeu_oie.messages import Catalog

# --- A circuit as tasks and ways between them: what BPMN and Mermaid both draw ----------------------------
#
# A step is a task in the lane of who acts first; urgencies, detours and setbacks that lead back leave through a
# choice after it; a delay is a clock on the step, from which one turns to ``if-silent``. What nobody has found is
# listed in one note, and all ways that nobody knows lead to one end: no way is made up. Other setbacks are notes beside
# their step.


class NodeShape(StrEnum):
    START = "start"
    END = "end"
    TASK = "task"
    BLANK = "blank"  # a step that nobody has documented
    CHOICE = "choice"
    CLOCK = "clock"  # stands on the edge of its host


@dataclass(frozen=True, slots=True)
class FlowNode:
    """``lane`` is a name in ``Flow.lanes``; ``said`` is all that the circuit says of it; ``host`` bears a clock.

    ``duration`` is in ISO 8601, empty where none can be given (working days have no sign there).
    """

    id: str
    shape: NodeShape
    name: str
    lane: str
    said: str = ""
    host: str = ""
    duration: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    id: str
    source: str
    target: str
    name: str = ""
    usual: bool = False  # what happens unless another way is taken


@dataclass(frozen=True, slots=True)
class FlowNote:
    """What is said beside a node; ``title`` is empty where a way bears it already."""

    id: str
    node: str
    text: str
    title: str = ""


@dataclass(frozen=True)
class Flow:
    """Nodes in the order in which they are drawn: the main track first."""

    title: str  # the landlord's, the version and the draft mark with it
    lanes: dict[str, str] = field(default_factory=dict)
    nodes: list[FlowNode] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    notes: list[FlowNote] = field(default_factory=list)


def flow_of(circuit: Circuit, words: Catalog) -> Flow:
    """The flow of ``circuit``, told in the language of ``words``."""
    facts = FactFormatter(Board(circuit, Preset(), (), (), ()), words)
    landlord = circuit.landlord.short or circuit.landlord.name
    told = (circuit.title, landlord, words("version", version=circuit.version), status(circuit, words))
    return Drawing(facts, Flow(" – ".join(told))).drawn()


@dataclass
class Drawing:
    """A flow that is being made."""

    facts: FactFormatter
    flow: Flow

    def drawn(self) -> Flow:
        circuit, t = self.facts.circuit, self.facts.words
        first, last = circuit.steps[0], circuit.steps[-1]
        self.node("start", NodeShape.START, t("kind.start"), self.lane(first))
        self.way("flow_start", "start", step_node(first.id))
        for step, following in zip(circuit.steps, (*circuit.steps[1:], None), strict=True):
            self.step(step)
            leaving = self.leaving(step)
            source = step_node(step.id)
            if leaving:
                source = f"choice_{step.id}"
                self.node(source, NodeShape.CHOICE, t("exchange.flow.choice"), self.lane(step))
                self.way(f"flow_choice_{step.id}", step_node(step.id), source)
            target = step_node(following.id) if following else "end"
            self.flow.ways.append(Way(f"flow_{step.id}", source, target, usual=bool(leaving)))
        self.node("end", NodeShape.END, circuit.arrival or t("exchange.flow.end"), self.lane(last))
        for item in branches(circuit):
            self.branch(item)
        for setback in circuit.setbacks:
            self.setback(setback)
        self.clocks()
        self.gaps()
        return self.flow

    def node(self, name: str, shape: NodeShape, title: str, lane: str, said: str = "") -> None:
        self.flow.nodes.append(FlowNode(name, shape, title, lane, said))

    def way(self, name: str, source: str, target: str, title: str = "") -> None:
        self.flow.ways.append(Way(name, source, target, title))

    def lane(self, step: Step) -> str:
        """Who acts first, and nobody where nobody has found who does."""
        actor = step.actor[0] if step.actor else ""
        unknown = self.facts.words("exchange.flow.nobody", unknown=self.facts.unknown)
        self.flow.lanes.setdefault(f"lane_{actor}", self.facts.actor(actor) if actor else unknown)
        return f"lane_{actor}"

    def step(self, step: Step) -> None:
        title = step.title or self.facts.words("blank.title")
        shape = NodeShape.BLANK if step.missing else NodeShape.TASK
        self.node(step_node(step.id), shape, title, self.lane(step), self.said(step))

    def leaving(self, step: Step) -> bool:
        circuit = self.facts.circuit
        back = (each.at == step.id for each in circuit.setbacks if each.kind is Setback.BACK)
        return any(back) or any(each.from_ == step.id for each in branches(circuit))

    def branch(self, item: Shortcut | Detour) -> None:
        """An urgency, or a side track with its steps, from its choice to where it leads."""
        source, name, lane = f"choice_{item.from_}", item.title, self.lane_of(item.from_)
        inner = item.steps if isinstance(item, Detour) else ()
        for step in inner:
            self.step(step)
            self.way(f"flow_to_{step.id}", source, step_node(step.id), name)
            source, name, lane = step_node(step.id), "", self.lane(step)
        self.way(f"flow_{item.id}", source, self.where(item, lane), name)
        self.flow.notes.append(FlowNote(f"note_{item.id}", f"choice_{item.from_}", self.describe_item(item)))

    def where(self, item: Shortcut | Detour, lane: str) -> str:
        """The node that ``item`` leads to: an end of its own where that is outside, one for all that nobody knows."""
        t = self.facts.words
        if item.to == END:
            return "end"
        if item.to == UNKNOWN:
            return self.end("end_unknown", t("exchange.flow.unknown", unknown=self.facts.unknown), lane)
        if item.to == OUT:
            return self.end(f"end_{item.id}", t("exchange.flow.out"), lane)
        return step_node(item.to)

    def end(self, name: str, title: str, lane: str) -> str:
        """An end, drawn once whatever leads to it."""
        if not any(each.id == name for each in self.flow.nodes):
            self.node(name, NodeShape.END, title, lane)
        return name

    def setback(self, item: SetbackItem) -> None:
        if item.to is not None:
            self.way(f"flow_{item.id}", f"choice_{item.at}", step_node(item.to), item.title)
        title = "" if item.to is not None else item.title
        self.flow.notes.append(FlowNote(f"note_{item.id}", step_node(item.at), self.describe_item(item), title))

    def clocks(self) -> None:
        """A clock on each step that has a delay, or somewhere to turn; what nobody has found ends there."""
        circuit = self.facts.circuit
        for step in (*circuit.steps, *(step for detour in circuit.detours for step in detour.steps)):
            span = limit(step.delay)
            if step.if_silent or (span is not None and span.days > 0):
                self.clock(step, span)

    def gaps(self) -> None:
        """One note that lists what nobody has found, an item a line."""
        listed = list_gaps(self.facts.circuit)
        lines = [name_gaps(item, tuple(each), self.facts.words) for item, each in groupby(listed, lambda gap: gap.item)]
        if lines:
            head = self.facts.words("exchange.flow.gaps", unknown=capital(self.facts.unknown))
            self.flow.notes.append(FlowNote("note_unknown", "start", "\n".join((head, *lines))))

    def clock(self, step: Step, span: Span | None) -> None:
        t, facts = self.facts.words, self.facts
        name, host = f"clock_{step.id}", step_node(step.id)
        said = t("exchange.flow.delay", delay=facts.delay(step.delay) or facts.unknown)
        self.flow.nodes.append(FlowNode(name, NodeShape.CLOCK, said, self.lane(step), host=host, duration=iso(span)))
        self.way(f"flow_silent_{step.id}", name, self.refuge(step))

    def refuge(self, step: Step) -> str:
        """The node that one turns to when nothing comes at ``step``."""
        t, circuit, name = self.facts.words, self.facts.circuit, step.if_silent
        if name is None:
            return self.end("end_silent", t("exchange.flow.silent", unknown=self.facts.unknown), self.lane(step))
        inner = {detour.id: detour.steps[0].id for detour in circuit.detours}
        recourse = next((each for each in circuit.recourse if each.id == name), None)
        if recourse is None:
            return step_node(inner.get(name, name))
        node = f"recourse_{name}"
        if not any(each.id == node for each in self.flow.nodes):
            self.flow.lanes.setdefault("recourse", t("exchange.flow.recourse"))
            self.node(node, NodeShape.TASK, recourse.title, "recourse", self.said(recourse))
            self.node(f"end_{name}", NodeShape.END, t("exchange.flow.out"), "recourse")
            self.way(f"flow_{name}", node, f"end_{name}")
        return node

    def lane_of(self, step: str) -> str:
        return next(node.lane for node in self.flow.nodes if node.id == step_node(step))

    def describe_item(self, item: Item) -> str:
        return "\n".join(filter(None, (close_sentence(item.title), self.said(item))))

    def said(self, item: Item) -> str:
        """Text, facts and sources of an item, a line each."""
        return "\n".join(self.lines(item))

    def lines(self, item: Item) -> Iterator[str]:
        t, body = self.facts.words, body_of(item, self.facts)
        yield from filter(None, (item.text,))
        for row in (*body.rows, *body.notes):
            yield close_sentence(capital(t("answer.fact", label=row.label, value=row.value)))
        yield from filter(None, (body.heading, *body.bullets, self.facts.provenance(item)))
        sources = "; ".join(title for _, title in self.facts.cited(item))
        if sources:
            yield close_sentence(t("exchange.flow.sources", titles=sources))


def branches(circuit: Circuit) -> tuple[Shortcut | Detour, ...]:
    return (*circuit.shortcuts, *circuit.detours)


def step_node(name: str) -> str:
    return f"step_{name}"


def limit(delay: Delay | None) -> Span | None:
    """The longest that was announced."""
    return (delay.at_most or delay.value) if delay else None


def iso(span: Span | None) -> str:
    """« PT4H », « P14D »; nothing for working days, which ISO 8601 has no sign for.

    Weeks are written as days: not every engine reads the W.
    """
    if span is None or span.unit is Unit.WORKING_DAY:
        return ""
    whole = int(span.high)
    if span.unit in (Unit.MONTH, Unit.YEAR):
        return f"P{whole}{'M' if span.unit is Unit.MONTH else 'Y'}" if whole == span.high else ""
    minutes = round(span.high * DAYS[span.unit] * 1440)
    for size, before, after in ((1440, "P", "D"), (60, "PT", "H")):
        if minutes % size == 0:
            return f"{before}{minutes // size}{after}"
    return f"PT{minutes}M"


# --- A flow → a Mermaid flowchart -------------------------------------------------------------------------

# Mermaid reads marks, quotes and lists in labels: all but letters, figures and a few harmless signs stand by number.
HARMLESS = " ,’«»…!?\u00a0"
BOXES = {
    NodeShape.START: '(["{}"])',
    NodeShape.END: '(["{}"])',
    NodeShape.TASK: '["{}"]',
    NodeShape.BLANK: '["{}"]:::blank',
    NodeShape.CHOICE: '{{"{}"}}',
}


def mermaid_of(flow: Flow) -> str:
    """The flowchart, from top to bottom; clocks are dotted ways, setbacks stand beside, on dotted lines.

    It shows the ways only: what the circuit says at length stands in the BPMN and in the table.
    """
    numbers = count(1)
    names = {node.id: f"n{next(numbers)}" for node in flow.nodes if not node.host}
    clocks = {node.id: node for node in flow.nodes if node.host}
    lines = ["---", f"title: {json.dumps(flow.title)}", "---", "flowchart TD"]
    lines += [f"  {names[node.id]}{label(node, flow)}" for node in flow.nodes if not node.host]
    for way in flow.ways:
        clock = clocks.get(way.source)
        source = names[clock.host if clock else way.source]
        arrow, said = ("-.->", clock.name) if clock else ("-->", way.name)
        text = f'|"{escape(said)}"|' if said else ""
        lines.append(f"  {source} {arrow}{text} {names[way.target]}")
    for note in flow.notes:
        if note.title:
            name = f"n{next(numbers)}"
            lines += [f'  {name}>"{escape(note.title)}"]', f"  {names[note.node]} -.- {name}"]
    lines.append("  classDef blank stroke-dasharray: 4 4")
    return "\n".join(lines) + "\n"


def label(node: FlowNode, flow: Flow) -> str:
    acts = node.shape in (NodeShape.TASK, NodeShape.BLANK)
    text = f"{node.name}\n{flow.lanes[node.lane]}" if acts else node.name
    return BOXES[node.shape].format(escape(text))


def escape(text: str) -> str:
    """Lines and letters as they are, any other sign by its number (« #59; »)."""
    lines = ("".join(c if c.isalnum() or c in HARMLESS else f"#{ord(c)};" for c in line) for line in text.split("\n"))
    return "<br/>".join(lines)
