"""The tenants' board: what a workshop said on its squares, whole on its list, and nothing over a line."""

import re
from dataclasses import replace
from functools import cache

import pytest

from jeu_oie.draw.geometry import Box
from jeu_oie.draw.marks import cap
from jeu_oie.draw.scene import Shape, Text, bounds
from jeu_oie.game.preset import Ink, Preset, Size
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit import Options, plan
from jeu_oie.kit.printing import DrawnDocument, workshop_in
from jeu_oie.kit.sheets import BY_NAME, SHEETS, made_in
from jeu_oie.sheets.paper import PrintContext
from jeu_oie.sheets.tenants import tenants_board
from jeu_oie.sheets.tenants_faces import TenantTopic, tenants
from tests.exchange.tables import circuit_after
from tests.game.making import CIRCUITS, SHIPPED, circuit, shipped, steps

pytestmark = pytest.mark.usefixtures("few_games")
LOOKS = {
    "classic": Preset(),
    "63": Preset(squares=Size.S63),
    "saver": Preset(ink=Ink.SAVER),
}


@cache
def drawn(path, look="classic"):
    """The plan of a circuit after a workshop of six tables, and its tenants' board."""
    made = plan(circuit_after(path), LOOKS[look])
    said = workshop_in(made)
    assert said is not None
    return made, said, tenants_board(PrintContext(made.board, made.dossier, made.words), made.drawing, said, "x").scenes


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


def cases():
    yield from ((path, "classic") for path in SHIPPED)
    for name in LOOKS:
        if name != "classic":
            yield CIRCUITS / "opac-38" / "repairs.yaml", name
    yield CIRCUITS / "actis" / "repairs.yaml", "63"


@pytest.mark.parametrize(
    "path, look", list(cases()), ids=lambda each: each if isinstance(each, str) else f"{each.parent.name}-{each.stem}"
)
def test_nothing_stands_over_a_line_and_the_list_says_all(path, look):
    _, said, (board, *lists) = drawn(path, look)
    ours = {f"case-{each.place}" for each in said.findings if each.place}
    assert ours
    kept = [group for group in board.groups if group.kind != "square" or group.id in ours]
    assert not list(faults(type(board)(board.width, board.height, tuple(kept))))
    told = " ".join(text.content for page in lists for text in page.texts()).replace("\u00a0", " ")
    for each in said.findings:
        assert each.title.replace("\u00a0", " ") in told
        assert all(value.replace("\u00a0", " ") in told for value in each.acceptable)
        for sentence in each.said:
            assert all(word in told for word in sentence.replace("\u00a0", " ").split())
    headings = [next(text for text in page.texts() if text.y > 32).content for page in lists[1:]]
    assert all(each.endswith("(suite)") or each.startswith(("Les ", "Ce qui")) for each in headings)
    smallest = min(text.size_pt for page in (board, *lists) for text in page.texts())
    assert smallest >= 9


def test_the_guard_sees_a_text_over_a_line():
    _, said, (board, *_) = drawn(SHIPPED[0])
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
    _, said, (board, *_) = drawn(CIRCUITS / "oph-31" / "neighbours.yaml")
    square = next(group for group in board.groups if group.id == "case-16")
    texts = [mark.content.replace("\u00a0", " ") for mark in square.marks if isinstance(mark, Text)]
    told = next(each for each in said.findings if each.place == "16")
    assert [each.replace("\u00a0", " ") for each in told.acceptable] == [
        *("2 × 2 jours", "48 h", "5 jours", "1 semaine", "1 mois"),
    ]
    assert {"annoncé", "acceptable", "5 jours", "à vérifier"} <= set(texts)
    assert all(each.replace("\u00a0", " ") in " ".join(texts) for each in told.acceptable)


def test_ideas_hang_as_dashed_geese_those_with_most_votes_first():
    _, said, (board, *lists) = drawn(CIRCUITS / "opac-38" / "repairs.yaml")
    for each in said.of(TenantTopic.IDEA):
        if each.place:
            group = next(group for group in board.groups if group.id == f"case-{each.place}")
            assert any(getattr(mark, "name", "") == "goose-dashed" for mark in group.marks)
            assert any(isinstance(mark, Shape) and mark.dash for mark in group.marks)
    texts = [text.content for page in lists for text in page.texts()]
    voted = [text for text in texts if "voix sur" in text]
    assert voted[0].startswith("14")
    assert voted[-1].startswith("9")


def test_its_hash_changes_with_what_it_says_and_with_nothing_else():
    path = CIRCUITS / "oph-31" / "neighbours.yaml"
    same, other = circuit_after(path), circuit_after(path, voix=("9",))
    prints = [
        written("more/tenants-board-a3", plan(each, Preset())).sheets["more/tenants-board-a3"]
        for each in (same, same.model_copy(update={"version": "2099"}), other)
    ]
    assert prints[0] == prints[1] != prints[2]


def test_in_large_print_it_is_on_a2():
    made = plan(circuit_after(CIRCUITS / "oph-31" / "neighbours.yaml"), Preset().model_copy(update={"large": True}))
    assert [row.name for row in made_in(made) if row.workshop] == ["more/tenants-board-a2"]
    document = written("more/tenants-board-a2", made)
    assert isinstance(document, DrawnDocument)
    (board, *_) = document.scenes
    assert (board.width, board.height) == (594, 420)


MANY = tuple(f"{days} jours ouvrés" for days in (2, 4, 6, 8, 10, 12))


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


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("delays", [MANY, MANY[:1]], ids=["six", "one"])
def test_a_square_that_cannot_hold_all_delays_says_how_many_more_and_cuts_none(look, delays):
    path = CIRCUITS / "actis" / "repairs.yaml"
    made = plan(circuit_after(path, délai_acceptable=delays), LOOKS[look])
    said = workshop_in(made)
    assert said
    board, *_ = tenants_board(PrintContext(made.board, made.dossier, made.words), made.drawing, said, "x").scenes
    squares = {group.id: group for group in board.groups if group.kind == "square"}
    drawn = {group.id: group for group in made.drawing.scene.groups if group.kind == "square"}
    for each in said.of(TenantTopic.DELAYS):
        group = squares.get(f"case-{each.place}")
        if group is None or (group == drawn[group.id] and not each.place.isdigit()):  # too small: the list says it
            continue
        told, others = acceptable_said(group)
        shown = [delay for delay in delays if re.search(rf"\b{delay}", told)]
        assert "…" not in told
        assert len(shown) + others == len(delays) or told == f"acceptable {len(delays)} délais", told
