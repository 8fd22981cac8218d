"""A flow → a Mermaid flowchart."""

import json
from itertools import count

from jeu_oie.exchange.flow import Flow, FlowNode, NodeShape

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
