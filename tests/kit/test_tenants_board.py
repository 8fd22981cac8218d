"""The tenants' board: what a workshop said on its squares, whole on its list, and nothing over a line."""

import re
from dataclasses import replace
from functools import cache

import pytest

from bench.differ.facts import said_on
from bench.differ.faults import faults as paper_faults
from bench.differ.frames import MM
from bench.differ.letters import pages
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.marks import cap
from jeu_oie.draw.scene import Shape, Text, bounds
from jeu_oie.game.preset import Ink, Preset, Size
from jeu_oie.game.tenants import TenantTopic, tenants
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit import Options, plan
from jeu_oie.kit.printing import workshop_in
from jeu_oie.kit.sheets import BY_NAME, SHEETS, made_in
from jeu_oie.sheets.paper import PrintContext
from jeu_oie.sheets.tenants import tenants_board
from tests.chosen import chosen, named
from tests.exchange.tables import circuit_after
from tests.game.making import CIRCUITS, FEW, SHIPPED, circuit, shipped, steps
from tests.print.sheets import squeezed, unsaid

MANY = tuple(f"{days} jours ouvrés" for days in (2, 4, 6, 8, 10, 12))
NEIGHBOURS = CIRCUITS / "oph-31" / "neighbours.yaml"
LOOKS = {
    "classic": Preset(),
    "63": Preset(squares=Size.S63),
    "saver": Preset(ink=Ink.SAVER),
    "large": Preset(large=True),
}


@cache
def drawn(path, look="classic"):
    """The plan of a circuit after a workshop of six tables, what it said, the board with it."""
    made = plan(circuit_after(path), LOOKS[look])
    said = workshop_in(made)
    assert said is not None
    return made, said, tenants_board(PrintContext(made.board, made.dossier, made.words), made.drawing, said)


def written(name, made):
    return BY_NAME[name].maker(name, made, Options())


def box_of(text):
    return Box(text.x, text.y - cap(text.size_pt), text.width, cap(text.size_pt))


def within(inner, outer, by=0.0):
    return (
        inner.x >= outer.x + by
        and inner.y >= outer.y + by
        and inner.right <= outer.right - by
        and inner.bottom <= outer.bottom - by
    )


def faults(scene):
    """Texts that leave their square, stand over another one, or on the line of a box."""
    for group in scene.groups:
        texts = [mark for mark in group.marks if isinstance(mark, Text)]
        shapes = [mark for mark in group.marks if isinstance(mark, Shape)]
        boxes = [box_of(text) for text in texts]
        for rank, box in enumerate(boxes):
            if any(box.overlaps(other) for other in boxes[rank + 1 :]):
                yield f"{group.id}: {texts[rank].content} stands over another text"
            if group.kind == "square" and not within(box, bounds(shapes[0].path), 0.8):
                yield f"{group.id}: {texts[rank].content} leaves its square"
            for shape in shapes if group.kind == "square" else ():
                edge = bounds(shape.path)
                if shape.stroke_mm and "A" in shape.path and box.overlaps(edge) and not within(box, edge, 0.3):
                    yield f"{group.id}: {texts[rank].content} crosses a line"


OPAC = CIRCUITS / "opac-38" / "repairs.yaml"
CASES = [(path, "classic") for path in SHIPPED] + [(OPAC, name) for name in LOOKS if name != "classic"]
USUAL = [(path, look) for path, look in CASES if path in (FEW[0], FEW[-1]) or look in ("63", "large")]


@pytest.mark.parametrize("path, look", chosen(CASES, USUAL), ids=named)
def test_nothing_stands_over_a_line_and_the_key_says_whole_what_each_box_is(path, look):
    made, said, board = drawn(path, look)
    ours = {f"case-{each.place}" for each in said.findings if each.place}
    assert ours
    kept = [group for group in board.groups if group.kind != "square" or group.id in ours]
    assert not list(faults(type(board)(board.width, board.height, tuple(kept))))
    assert min(text.size_pt for text in board.texts()) >= 9
    (legend,) = (group for group in board.groups if group.id == "legend")
    told = squeezed(" ".join(mark.content for mark in legend.marks if isinstance(mark, Text)))
    for name in ("announced", "acceptable", "filled", "idea"):
        assert squeezed(made.words(f"tenants.key.{name}")) in told


@pytest.mark.parametrize("path, look", chosen([(SHIPPED[0], {}), (NEIGHBOURS, {"large": True})], [(SHIPPED[0], {})]))
def test_paper_says_all_and_has_no_fault(path, look):
    made = plan(circuit_after(path), Preset.model_validate(look))
    name = "more/tenants-board-a2" if look.get("large") else "more/tenants-board-a3"
    laid = written(name, made)
    pdf = laid.pdf()
    assert paper_faults(pdf, name) == ()
    assert unsaid(pdf, laid.content, ("hash", *(f"sections.{rank}.again" for rank in range(4)))) == ()


def test_the_list_has_all_that_was_said():
    made, said, _ = drawn(SHIPPED[0])
    content = written("more/tenants-board-a3", made).content
    listed = [each for section in content.sections for each in section.findings]
    told = " ".join(text for each in listed for text in (each.name.text, *each.lines))
    for each in said.findings:
        assert all(text in told for text in (each.title, *each.acceptable, *each.said))


def test_a_part_that_goes_on_has_its_title_again():
    """Columns of more than one page are filled evenly, no page begins with what nothing names."""
    made = plan(circuit_after(NEIGHBOURS, délai_acceptable=MANY), Preset(large=True))
    laid = written("more/tenants-board-a2", made)
    told = squeezed(said_on(laid.pdf()))
    assert [section.again for section in laid.content.sections if squeezed(section.again) in told]


def test_the_guard_sees_a_text_over_a_line():
    _, said, board = drawn(SHIPPED[0])
    group = next(
        each for each in board.groups if each.id in {f"case-{one.place}" for one in said.of(TenantTopic.DELAYS)}
    )
    marks = list(group.marks)
    at = next(rank for rank, mark in enumerate(marks) if isinstance(mark, Text) and mark.content == "annoncé")
    marks[at] = replace(marks[at], x=marks[at].x + 12)
    wrong = type(board)(board.width, board.height, (type(group)(tuple(marks), group.id, group.kind, group.data),))
    assert list(faults(wrong))


def test_it_is_printed_only_once_a_workshop_has_come_back():
    path = CIRCUITS / "opac-38" / "repairs.yaml"
    before, now = plan(shipped(path), Preset()), plan(circuit_after(path), Preset())
    usual = tuple(row for row in SHEETS if not (row.workshop or row.language))
    assert made_in(before) == usual
    assert set(made_in(now)) == {*usual, BY_NAME["more/tenants-board-a3"]}
    assert tenants(before.deck, FactFormatter(before.board, before.words)) is None


def test_a_workshop_written_by_hand_counts_too():
    """In the editor a source gets any name: its title says what it is."""
    held = circuit(
        sources={"source": {"title": "Atelier du 3 mars 2027, 12 personnes"}},
        steps=steps(
            3,
            s2={"delay": "5 jours", "acceptable": ["2 jours", "2 jours"], "source": "source"},
            s3={"trace": "Un SMS", "uncertain": True, "source": "source"},
        ),
        practices=[{"title": "Un carnet", "text": "14 voix.", "adopted": False, "source": "source"}],
    )
    said = workshop_in(plan(held, Preset()))
    assert said is not None
    assert said.workshops == ("Atelier du 3 mars 2027, 12 personnes",)
    delays, filled, idea = said.findings
    assert delays.acceptable == ("2\u00a0×\u00a02\u00a0jours",)
    assert filled.said == ("Ce que je reçois\u00a0: Un SMS",)
    assert idea.said == ("14 voix.",)


def test_announced_and_acceptable_stand_side_by_side_never_a_mean():
    _, said, board = drawn(NEIGHBOURS)
    told = next(each for each in said.of(TenantTopic.DELAYS) if each.announced == "5 jours" and each.unsure)
    square = next(group for group in board.groups if group.id == f"case-{told.place}")
    texts = [mark.content.replace("\u00a0", " ") for mark in square.marks if isinstance(mark, Text)]
    assert [each.replace("\u00a0", " ") for each in told.acceptable] == [
        *("2 × 2 jours", "48 h", "5 jours", "1 semaine", "1 mois"),
    ]
    assert {"annoncé", "acceptable", "5 jours", "à vérifier"} <= set(texts)
    assert all(each.replace("\u00a0", " ") in " ".join(texts) for each in told.acceptable)


def test_ideas_hang_as_dashed_geese_those_with_most_votes_first():
    made, said, board = drawn(CIRCUITS / "opac-38" / "repairs.yaml")
    for each in said.of(TenantTopic.IDEA):
        if each.place:
            group = next(group for group in board.groups if group.id == f"case-{each.place}")
            assert any(getattr(mark, "name", "") == "goose-dashed" for mark in group.marks)
            assert any(isinstance(mark, Shape) and mark.dash for mark in group.marks)
    sections = written("more/tenants-board-a3", made).content.sections
    voted = [line for section in sections for each in section.findings for line in each.lines if "voix sur" in line]
    assert voted[0].startswith("14")
    assert voted[-1].startswith("9")


@pytest.mark.slow
def test_its_hash_changes_with_what_it_says_and_with_nothing_else():
    path = CIRCUITS / "oph-31" / "neighbours.yaml"
    same, other = circuit_after(path), circuit_after(path, voix=("9",))
    plans = [drawn(path)[0], *(plan(each, Preset()) for each in (same.model_copy(update={"version": "2099"}), other))]
    prints = [written("more/tenants-board-a3", each).sheets["more/tenants-board-a3"] for each in plans]
    assert prints[0] == prints[1] != prints[2]


def test_in_large_print_it_is_on_a2():
    made = plan(circuit_after(CIRCUITS / "oph-31" / "neighbours.yaml"), Preset().model_copy(update={"large": True}))
    assert [row.name for row in made_in(made) if row.workshop] == ["more/tenants-board-a2"]
    (board, *_) = pages(written("more/tenants-board-a2", made).pdf())
    assert board.box[2:] == pytest.approx((594 * MM, 420 * MM), abs=0.1)


def acceptable_said(group):
    """What stands in the tenants' own box of a square, the number that it says of those beside."""
    plate = next(bounds(mark.path) for mark in group.marks if isinstance(mark, Shape) and mark.stroke_mm == 0.9)
    texts = [mark for mark in group.marks if isinstance(mark, Text) and within(box_of(mark), plate)]
    # A line never ends within a delay, where several stand: « 48 » is another one.
    assert (
        len(texts) < 3
        or not any(re.search(r"\d$", mark.content) for mark in texts[1:-1])
        or "délais" in texts[-1].content
    )
    said = " ".join(mark.content for mark in texts).replace("\u00a0", " ")
    others = re.search(r"et (\d) autres?$", said)
    return said, int(others[1]) if others else 0


@pytest.mark.parametrize(
    "look, delays",
    chosen([("63", MANY), ("large", MANY), ("classic", MANY[:1])], [("63", MANY), ("classic", MANY[:1])]),
    ids=["small squares", "large", "one"],
)
def test_a_square_that_cannot_hold_all_delays_says_how_many_more_and_cuts_none(look, delays):
    path = CIRCUITS / "actis" / "repairs.yaml"
    made = plan(circuit_after(path, délai_acceptable=delays), LOOKS[look])
    said = workshop_in(made)
    assert said
    board = tenants_board(PrintContext(made.board, made.dossier, made.words), made.drawing, said)
    squares = {group.id: group for group in board.groups if group.kind == "square"}
    drawn = {group.id: group for group in made.drawing.scene.groups if group.kind == "square"}
    for each in said.of(TenantTopic.DELAYS):
        group = squares.get(f"case-{each.place}")
        if group is None or (group == drawn[group.id] and not each.place.isdigit()):  # too small: the list says it
            continue
        told, others = acceptable_said(group)
        expected = [delay.replace("\u00a0", " ") for delay in each.acceptable]  # of a danger, « tout de suite »
        assert expected in (list(delays), ["tout de suite"])
        shown = [delay for delay in expected if re.search(rf"\b{delay}", told)]
        assert "…" not in told
        assert len(shown) + others == len(expected) or told == f"acceptable {len(expected)} délais", told
