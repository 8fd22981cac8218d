"""The one sheet that a tenant keeps: large words, nothing invented, what gives way says where it stands.

With it alone in hand: what do I do first, whom do I reach, what do I ask for, what if nothing comes, who can help.
"""

import re
from functools import cache

import pikepdf
import pytest

from jeu_oie.circuit.model import Channel, Topic
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.ink import COLOUR, INK, WHITE, channels
from jeu_oie.draw.ink import content as drawn
from jeu_oie.draw.marks import box_of
from jeu_oie.draw.pdf import Printing, draw_scenes
from jeu_oie.draw.scene import Icon, Shape, Text
from jeu_oie.game.person import person_sheet
from jeu_oie.sheets.person import DANGER, GAP, GESTURES, HEAD, LEFT, OWN, ROOM, TOP, choose_gestures, person
from jeu_oie.sheets.person_path import MOST, TITLE_X
from tests.board.drawn import collisions, group, heavy, marks, outside, paper_of, texts
from tests.game import making

PAGE = "https://exemple.fr/jeux/essai/index.html"
EVERY = sorted(path for path in making.CIRCUITS.glob("*/*.yaml") if path.name != "landlord.yaml")
CIRCUITS = pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.name}-{path.stem}")
PRESETS = [{}, {"ink": "saver"}, {"large": True}]
VARIANTS = pytest.mark.parametrize("preset", PRESETS, ids=["colour", "saver", "large"])
MORE = "La suite : circuit en entier"
CALL = "05 62 73 56 00"


def urgent(**more):
    return {"id": "u", "title": "Niveau 1", "from": "s1", "to": "s3", **more}


def plain(text):
    return " ".join(text.replace("\u00a0", " ").split())


def squeezed(text):
    return "".join(text.split()).replace("\u00a0", "")


@cache
def made(path, page=None, ink="colour", large=False):
    return person(paper_of(making.shipped(path), page, ink=ink, large=large))


def of(circuit, page=None, **preset):
    return person(paper_of(circuit, page, **preset))


def content_of(path):
    return person_sheet(paper_of(making.shipped(path)).facts)


def said(scene, *names):
    return plain(" ".join(text.content for text in texts(scene, *names)))


def both(sheets):
    return plain(" ".join(said(scene) for scene in sheets.scenes))


# --- the five questions of a neighbour -------------------------------------------------------------------


@CIRCUITS
def test_what_do_i_do_first(path):
    """A first step with its number, else the questions to ask where nobody knows one."""
    front, content = made(path).scenes[0], content_of(path)
    words = said(front, "chemin")
    if content.stages:
        assert content.stages[0].title.replace("\u00a0", " ") in words
        assert "1" in [text.content for text in texts(front, "chemin")]
    else:
        assert content.questions[0][0].replace("\u00a0", " ") in words


@CIRCUITS
def test_whom_do_i_reach(path):
    """The numbers of danger; then the landlord's number, or boxes to write it in, or where one begins."""
    circuit, front = making.shipped(path), made(path).scenes[0]
    words = said(front, "danger")
    assert [number for number in ("18", "15", "17", "112", "114") if not re.search(rf"\b{number}\b", words)] == []
    if circuit.topic is Topic.TRANSFER:
        first = circuit.steps[0].channels[0]
        assert squeezed(first.value or first.label) in squeezed(said(front, "bailleur"))
    else:
        own = [each.call for each in circuit.shortcuts if each.call and len(each.call) > 4]
        boxes = [mark for mark in group(front, "bailleur").marks if isinstance(mark, Shape) and mark.fill == WHITE]
        assert squeezed(own[0]) in squeezed(said(front, "bailleur")) if own else len(boxes) == 5


@CIRCUITS
def test_what_do_i_ask_for(path):
    """A number, a proof; the sentence of the first step that has one, as far as two lines hold it."""
    front, content = made(path).scenes[0], content_of(path)
    assert "Je demande un numéro" in said(front, "gestes")
    says = [each.says[-1] for each in content.stages if each.says] or [say for _, say in content.questions if say]
    assert squeezed(says[0]).strip("«»") in squeezed(said(front, "chemin"))


@CIRCUITS
def test_what_if_nothing_comes(path):
    """At its own step, each different answer at least once; the ladder begins with one to write to."""
    front, back = made(path).scenes
    for each in content_of(path).stages:
        assert squeezed(each.silent) in squeezed(said(front, "chemin"))
    assert said(back, "recours").startswith("Si rien ne vient")


@CIRCUITS
def test_who_can_help(path):
    """Every recourse of the circuit is a rung, or named under the ladder with where it stands."""
    circuit, words = making.shipped(path), squeezed(said(made(path).scenes[1], "recours"))
    rungs = content_of(path).rungs
    assert 1 <= len(rungs) <= 5
    missing = [each for each in circuit.recourse if squeezed(each.title) not in words]
    # « J’appelle l’ADIL de l’Isère » is the telephone of « Je demande conseil à l’ADIL », on its rung.
    assert [each.id for each in missing if not each.contact] == []
    assert all(any(way.value and squeezed(way.value) in words for way in each.contact) for each in missing)
    if content_of(path).others:
        assert "circuitenentier" in words


# --- nothing invented, nothing lost in silence -----------------------------------------------------------


@CIRCUITS
def test_a_gap_is_no_row(path):
    words = both(made(path)).lower()
    assert "pas trouvé" not in words.replace("un délai, pas trouvé pour l’isère", "")
    assert "non dit" not in words


@CIRCUITS
def test_no_step_that_nobody_has_found_is_on_the_road(path):
    circuit = making.shipped(path)
    assert [each.id for each in content_of(path).stages] == [step.id for step in circuit.steps if not step.missing]


@CIRCUITS
@VARIANTS
def test_each_step_stands_with_its_announced_days_and_what_one_receives(path, preset):
    """On the road, joined to the one before, or a question; never cut."""
    words = squeezed(said(made(path, **preset).scenes[0], "chemin"))
    for each in content_of(path).stages:
        assert squeezed(each.title) in words
        assert [fact for _, fact in each.facts if squeezed(fact) not in words] == []


@CIRCUITS
@VARIANTS
def test_each_urgent_way_stands_with_its_delay_and_the_foot_says_where_the_rest_is(path, preset):
    front = made(path, **preset).scenes[0]
    words = squeezed(said(front, "chemin"))
    for each in content_of(path).levels:
        assert squeezed(each.title) in words
    assert MORE in said(front, "sources")


@CIRCUITS
def test_large_print_drops_no_row_that_colour_keeps(path):
    front, back = made(path).scenes
    large, behind = made(path, large=True).scenes
    for name in ("danger", "bailleur", "gestes", "chemin", "demande"):
        assert said(large, name) == said(front, name)
    assert said(behind, "recours") == said(back, "recours")
    assert [each.id for each in behind.groups] == [each.id for each in back.groups]


@CIRCUITS
def test_what_is_asked_comes_from_the_gaps_in_their_order_three_at_most(path):
    content, front = content_of(path), made(path).scenes[0]
    words, at = squeezed(said(front, "demande")), 0
    named = [each.text for each in content.asks if each.text]
    for text in [each for each in named[:2] if each]:
        at = words.index(squeezed(text), at)
    assert words.startswith(squeezed("Ce que nous demandons au bailleur :"))
    assert sum(squeezed(each) in words for each in named) <= 3
    assert len(texts(front, "demande")) <= 3  # two lines, of which the first begins in bold


@CIRCUITS
def test_every_step_that_nobody_has_found_is_asked_for(path):
    """As a question with dots to write on; else in the request, which has no more than three."""
    front, content = made(path).scenes[0], content_of(path)
    lines = [mark for mark in group(front, "chemin").marks if isinstance(mark, Shape) and mark.kind == "write"]
    asked = [title for title, _ in content.questions if squeezed(title) in squeezed(said(front, "chemin"))]
    assert len(lines) >= len(asked)
    if len(asked) < len(content.questions):
        words = squeezed(said(front, "demande"))
        rest = [title for title, _ in content.questions if title not in asked]
        assert "étapesquimanquent" in words or all(squeezed(each) in words for each in rest)


def test_a_criterion_of_danger_never_stands_under_the_landlords_number():
    way = urgent(call=CALL, criteria=["Fuite de gaz", "Fuite d’eau"])
    front = of(making.circuit(shortcuts=[way])).scenes[0]
    assert "Fuite d’eau" in said(front, "chemin")
    assert "Fuite de gaz" not in said(front)


def test_a_known_number_is_huge_and_who_is_not_sure_may_call_it():
    front = of(making.circuit(shortcuts=[urgent(call=CALL, hours="24 h sur 24", criteria=["Fuite d’eau"])])).scenes[0]
    (number,) = [text for text in texts(front, "bailleur") if plain(text.content) == CALL]
    assert number.size_pt >= 40
    assert "24 h sur 24" in said(front, "bailleur")
    assert "Je ne sais pas si c’est urgent : j’appelle." in said(front, "chemin")
    assert "le numéro d’urgence" not in said(front, "demande")
    for circuit in (making.circuit(), making.circuit(shortcuts=[urgent(call="17", criteria=["Menaces"])])):
        assert "Je ne sais pas" not in said(of(circuit).scenes[0])


def test_no_line_parts_an_amount_from_its_unit():
    step = {"delay": "au plus 2 semaines", "trace": "Un papier"}
    (stage, *_) = person_sheet(paper_of(making.circuit(steps=making.steps(3, s1=step))).facts).stages
    assert stage.facts == (("calendar", "au plus 2\u00a0semaines"), ("egg", "Un papier"))


def test_a_silent_step_sends_through_steps_that_nobody_has_found():
    steps = making.steps(3, s1={"if-silent": "s2"}, s2={"missing": True, "if-silent": "r"}, s3={"if-silent": "s1"})
    circuit = making.circuit(steps=steps, recourse=[{"id": "r", "title": "J’écris"}])
    assert [each.silent for each in person_sheet(paper_of(circuit).facts).stages] == ["J’écris", "Étape s1"]
    assert "Étape 1 : Étape s1" in said(of(circuit).scenes[0], "chemin")


def test_what_the_tenant_pays_is_told_and_nothing_else_is():
    problems = [{"id": "p", "title": "Poignée", "charge": "tenant"}, {"id": "q", "title": "Toit", "charge": "landlord"}]
    words = said(of(making.circuit(problems=problems)).scenes[0], "chemin")
    assert "À ma charge : Poignée" in words
    assert "Toit" not in words


def test_an_acronym_stands_with_its_meaning():
    words = {"CDC": "Une commission gratuite."}
    circuit = making.circuit(recourse=[{"id": "r", "title": "Je saisis la CDC", "text": "C’est gratuit."}], words=words)
    assert "Je saisis la CDC CDC : Une commission gratuite. C’est gratuit." in said(of(circuit).scenes[1], "recours")


def test_two_names_of_one_help_are_one_rung():
    contact = [{"kind": "phone", "value": "04 76 53 37 30"}]
    circuit = making.circuit(
        recourse=[
            {"id": "a", "title": "Conseil de l’ADIL", "text": "C’est gratuit."},
            {"id": "b", "title": "J’appelle l’ADIL de l’Isère", "who": "ADIL de l’Isère", "contact": contact},
        ]
    )
    content = person_sheet(paper_of(circuit).facts)
    assert ([each.id for each in content.rungs], content.others) == (["a"], ())
    assert content.rungs[0].lines == ("ADIL de l’Isère\u00a0: 04 76 53 37 30", "C’est gratuit.")


def test_more_recourse_than_rungs_keeps_what_the_steps_name_and_one_of_each_sort():
    titles = ["J’écris", "J’écris encore", "Mise en demeure", "L’ADIL", "La CDC", "La conciliation", "Le juge"]
    recourse = [{"id": f"r{rank}", "title": title} for rank, title in enumerate(titles)]
    circuit = making.circuit(steps=making.steps(3, s2={"if-silent": "r5"}), recourse=recourse)
    content = person_sheet(paper_of(circuit).facts)
    assert [each.title for each in content.rungs] == [
        "J’écris",
        "Mise en demeure",
        "L’ADIL",
        "La CDC",
        "La conciliation",
    ]
    assert content.others == ("J’écris encore", "Le juge")


# --- what gives way --------------------------------------------------------------------------------------


def long_circuit(count, **more):
    say = {"say": "Bonjour. Je voudrais savoir quand vous venez, et à quelle heure.", "actor": "tenant"}
    steps = making.steps(count, **{f"s{rank}": {**say, "if-silent": "r"} for rank in range(1, count + 1)})
    return making.circuit(steps=steps, recourse=[{"id": "r", "title": "J’écris à mon bailleur"}], **more)


def test_sentences_give_way_before_steps_and_the_first_is_kept():
    front = of(long_circuit(9)).scenes[0]
    words = said(front, "chemin")
    assert words.count("«") == 1
    assert [f"Étape s{rank}" in words for rank in range(1, 10)] == [True] * 9


def test_more_than_ten_steps_are_cut_where_somebody_comes():
    circuit = long_circuit(14)
    named = tuple(each.model_copy(update={"id": "intervene"}) if each.id == "s8" else each for each in circuit.steps)
    for steps, last in ((circuit.steps, MOST), (named, 8)):
        front = of(circuit.model_copy(update={"steps": steps})).scenes[0]
        numbers = [int(text.content) for text in texts(front, "chemin") if text.content.isdecimal()]
        assert max(numbers) == last
        assert MORE in said(front, "sources")
        assert collisions(front) == []


def test_the_levels_give_way_before_the_answers_and_keep_their_delays():
    cases = [f"Un long cas de plus, le {n}" for n in range(20)]
    ways = [urgent(id=f"u{n}", title=f"Niveau {n}", delay=f"{n} jours", criteria=cases) for n in (2, 3)]
    front = of(long_circuit(9, shortcuts=ways)).scenes[0]
    words = said(front, "chemin")
    assert "Niveau 2, 2 jours" in words and "Niveau 3, 3 jours" in words
    assert "Un long cas de plus" not in words
    assert "Si rien ne vient ? J’écris à mon bailleur" in words


@pytest.mark.parametrize("count", [1, 3, 20, 40])
def test_whatever_a_circuit_holds_the_bands_the_first_step_and_the_request_stand(count):
    long = "Un titre de quatorze mots qui ne tient pas sur une ligne, ni même sur deux"
    steps = making.steps(max(count, 2), s1={"title": long, "text": "Un mot. " * 80})
    recourse = [{"id": f"r{n}", "title": f"Recours {n}", "text": "Un mot après l’autre. " * 12} for n in range(count)]
    ways = [urgent(id=f"u{n}", to="end", criteria=[long] * 5) for n in range(min(count, 9))]
    made_of = of(making.circuit(steps=steps, recourse=recourse, shortcuts=ways))
    for scene in made_of.scenes:
        assert collisions(scene) == []
        assert outside(scene, 5) == []
    assert squeezed(long) in squeezed(said(made_of.scenes[0], "chemin"))
    assert "Ce que nous demandons" in said(made_of.scenes[0], "demande")


# --- where the ink stands --------------------------------------------------------------------------------


@CIRCUITS
@VARIANTS
@pytest.mark.parametrize("page", [None, PAGE], ids=["alone", "online"])
def test_no_line_collides_or_leaves_the_sheet(path, preset, page):
    for scene in made(path, page, **preset).scenes:
        assert collisions(scene) == []
        assert outside(scene, 5) == []
        pictures = [box_of(mark).inset(0.2) for mark in marks(scene, Icon)]
        words = [box_of(mark) for mark in marks(scene, Text)]
        assert not [1 for one in pictures for other in words if one.inset(0.6).overlaps(other.inset(0.6))]


@CIRCUITS
@VARIANTS
def test_all_that_is_read_is_14_points_and_more(path, preset):
    for scene in made(path, PAGE, **preset).scenes:
        for each in scene.groups:
            small = 14 if preset.get("large") else 9 if each.id in ("timbre", "sources") else 14
            sizes = {mark.content: mark.size_pt for mark in each.marks if isinstance(mark, Text)}
            sizes.pop("Brouillon, à valider", None) if each.id == "titre" else None
            assert [(words, size) for words, size in sizes.items() if size < small] == []
    (pill,) = [mark for mark in texts(made(path, **preset).scenes[0], "titre") if mark.content.startswith("Brouillon")]
    assert pill.size_pt >= 12


@CIRCUITS
def test_titles_of_steps_stand_on_one_line(path):
    words = [text.content for text in texts(made(path).scenes[0], "chemin")]
    titles = {each.title for each in content_of(path).stages}
    joined = " ".join(words)
    assert [each for each in titles if each not in words and f"puis\u00a0: {each}" not in joined] == []


@CIRCUITS
def test_the_blocks_have_their_measures(path):
    """In mm: two lines of gestures for gas, a line under the boxes for a number; the path has the rest."""
    front = made(path).scenes[0]
    tops = {}
    for name, high in (("danger", DANGER), ("bailleur", OWN), ("gestes", GESTURES)):
        box = box_of(next(mark for mark in group(front, name).marks if isinstance(mark, Shape)))
        assert (box.x, box.w) == pytest.approx((LEFT, ROOM))
        assert high - 0.1 <= box.h <= high + (4.1 if name == "bailleur" else 0.1)
        tops[name] = box.y
    assert tops["danger"] == pytest.approx(TOP + HEAD + GAP)
    assert sorted(tops, key=tops.__getitem__) == ["danger", "bailleur", "gestes"]
    request = box_of(next(mark for mark in group(front, "demande").marks if isinstance(mark, Shape)))
    assert request.y - (tops["gestes"] + GESTURES) >= 125
    for mark in group(front, "chemin").marks:
        assert Box(LEFT - 0.5, tops["gestes"] + GESTURES + 0.5, ROOM + 1, 300).contains(box_of(mark)), mark
        assert box_of(mark).bottom <= request.y - 0.5


@CIRCUITS
def test_nothing_beside_the_road_lies_upon_anything(path):
    boxes = [
        box_of(mark)
        for mark in group(made(path).scenes[0], "chemin").marks
        if isinstance(mark, Shape) and mark.stroke_mm == 0.6 and box_of(mark).w > 50
    ]
    whole = [box for box in boxes if not any(other is not box and other.contains(box) for other in boxes)]
    assert not [1 for rank, one in enumerate(whole) for other in whole[rank + 1 :] if one.overlaps(other)]


@CIRCUITS
def test_five_gestures_of_two_lines_have_five_pictures(path):
    front = made(path).scenes[0]
    pictures = [mark.name for mark in group(front, "gestes").marks if isinstance(mark, Icon)]
    assert len(set(pictures)) == len(pictures) == 5
    assert len(texts(front, "gestes")) <= 10
    wide = ROOM / 5
    for text in texts(front, "gestes"):
        cell = (text.x - LEFT) // wide
        assert text.x + text.width <= LEFT + (cell + 1) * wide


def test_a_long_advice_stands_on_its_card_alone():
    advice = [{"id": "a", "title": "Je préviens mon assurance et tous mes voisins d’étage"}]
    shown = choose_gestures(person_sheet(paper_of(making.circuit(advice=advice)).facts).gestures)
    assert [each.text for each in shown][3:] == ["Je garde une copie", "Un métier, pas un nom"]


@CIRCUITS
def test_the_back_is_black_and_grey(path):
    """Only its front counts among the colour pages."""
    back = made(path).scenes[1]
    used = {mark.fill for mark in marks(back, Shape) + marks(back, Text)} | {mark.stroke for mark in marks(back, Shape)}
    for mark in marks(back, Icon):
        used |= set(COLOUR.findall(drawn(mark.name)[1]))
    assert [each for each in used if each != "none" and len(set(channels(each))) > 1] == []
    assert INK in {mark.stroke for mark in marks(made(path).scenes[0], Shape)}  # the guard sees colours


@CIRCUITS
def test_black_and_white_spends_no_large_fill(path):
    for scene in made(path, ink="saver").scenes:
        assert list(heavy(scene)) == []


def test_the_stubs_have_four_lines_to_write_and_four_boxes_to_tick():
    back = made(EVERY[0]).scenes[1]
    stubs = [each for each in back.groups if each.kind == "slip"]
    assert len(stubs) >= 3
    for stub in stubs:
        lines = [mark for mark in stub.marks if isinstance(mark, Shape) and mark.kind == "write"]
        boxes = [mark for mark in stub.marks if isinstance(mark, Shape) and 5 < box_of(mark).w < 6]
        assert (len(lines), len(boxes)) == (4, 4)
        rows = sorted({round(box_of(mark).y, 1) for mark in lines})
        assert rows[1] - rows[0] >= 10 - 1e-6
        assert min(box_of(mark).w for mark in lines) > 30


def test_a_short_ladder_leaves_room_for_more_stubs():
    back = of(making.circuit(recourse=[{"id": "r", "title": "J’écris"}])).scenes[1]
    assert len([each for each in back.groups if each.kind == "slip"]) == 5
    assert collisions(back) == []


def test_a_ladder_that_says_much_takes_the_room_of_stubs_then_drops_its_last_lines():
    text = " ".join(["Une phrase de plus pour ce recours, qui en dit long sur ce que je peux faire ici."] * 6)
    recourse = [
        {"id": f"r{n}", "title": title, "text": text} for n, title in enumerate(("J’écris", "La CDC", "Le juge"))
    ]
    back = of(making.circuit(recourse=recourse)).scenes[1]
    assert len([each for each in back.groups if each.kind == "slip"]) < 3
    assert collisions(back) == []
    assert outside(back, 5) == []


# --- the file --------------------------------------------------------------------------------------------


def test_a_sheet_changes_its_hash_with_its_words_only():
    circuit = making.circuit()
    one = of(circuit)
    (digits,) = one.hashes.values()
    assert list(one.hashes) == ["person"]
    assert [digits in said(scene, "timbre") for scene in one.scenes] == [True, True]
    assert "Brouillon" in said(one.scenes[0], "timbre") and "Bailleur d’essai" in said(one.scenes[1], "timbre")
    assert of(circuit.model_copy(update={"version": "2"})).hashes == one.hashes
    assert of(making.circuit(shortcuts=[urgent(call=CALL)])).hashes != one.hashes
    assert of(making.circuit(recourse=[{"id": "r", "title": "J’écris"}])).hashes != one.hashes


def test_the_code_of_the_page_stands_only_where_there_is_one():
    codes = [
        [mark.upright for scene in of(making.circuit(), page).scenes for mark in marks(scene, Shape) if mark.upright]
        for page in (None, PAGE)
    ]
    assert codes == [[], [True]]


def test_a_validated_circuit_says_by_whom():
    validated = {"status": "validated", "validated": {"by": ["Bailleur"], "on": "2026-11-02"}}
    words = said(of(making.circuit(**validated)).scenes[0], "titre")
    assert "Validé par Bailleur" in words
    assert "Brouillon" not in words


def test_it_is_one_sheet_of_a4_turned_along_its_long_edge(tmp_path):
    sheets = made(EVERY[0])
    assert sheets.duplex
    file, saver = tmp_path / "person.pdf", False
    file.write_bytes(draw_scenes(sheets.scenes, saver, "Essai", Printing(duplex=True)))
    with pikepdf.open(file) as opened:
        assert opened.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        assert [tuple(round(float(side) * 25.4 / 72) for side in page.mediabox[2:]) for page in opened.pages] == [
            (210, 297)
        ] * 2


def test_an_english_circuit_speaks_english():
    circuit = making.shipped(EVERY[0]).model_copy(
        update={"language": "en", "gestures": ()}
    )  # French of its common file
    words = both(of(circuit))
    assert "What to do?" in words and "My notebook" in words and "If nothing comes" in words
    assert not re.search(r"\bJe (note|demande|montre)\b", said(of(circuit).scenes[0], "gestes"))


def test_in_arabic_the_road_is_at_the_right():
    path = making.CIRCUITS.parent / "tests" / "kit" / "arabic.yaml"
    front = made(path).scenes[0]
    disc = next(mark for mark in group(front, "chemin").marks if isinstance(mark, Text) and mark.content == "1")
    assert disc.x > 210 - LEFT - TITLE_X
    assert collisions(front) == []


# --- a neighbour asks -----------------------------------------------------------------------------------------


def answers(scenes, circuit):
    """What a neighbour asks of whoever holds the sheet → whether both of its pages, and nothing else, answer."""
    front, whole = scenes[0], " ".join(said(scene) for scene in scenes)
    known = next((step.title for step in circuit.steps if not step.missing), "")
    spoken = [step.say for step in circuit.steps if step.say]
    places = [place for place in circuit.where_number if place in said(front, "bailleur")]
    return {
        "first": "Danger ?" in said(front, "danger") and plain(known) in said(front, "chemin"),
        "call": bool(places or re.search(r"\d\d \d\d|[Ss]ite|[Gg]uichet|[Mm]airie", said(front, "bailleur"))),
        "ask": "Je demande un numéro" in said(front, "gestes") and (not spoken or "« " in said(front, "chemin")),
        "silent": "Si rien ne vient" in whole,
        "help": any(plain(each.title) in said(scenes[1]) for each in circuit.recourse),
    }


@CIRCUITS
def test_a_neighbour_has_five_answers_of_five(path):
    circuit = making.shipped(path)
    assert [name for name, told in answers(made(path).scenes, circuit).items() if not told] == []


def test_the_guard_sees_a_sheet_without_answers():
    circuit = making.circuit()
    bare = of(circuit.model_copy(update={"recourse": ()})).scenes
    assert not answers(bare, circuit)["help"]


@CIRCUITS
def test_a_number_of_the_landlord_is_told_in_one_place_and_no_level_is_missing(path):
    front, facts = made(path).scenes[0], paper_of(making.shipped(path)).facts
    phones = [way.value for way in facts.circuit.steps[0].channels if way.kind is Channel.PHONE and way.value]
    assert [each for each in phones if said(front).count(each) != 1] == []
    ends = {each.to for each in facts.circuit.shortcuts if each.delay}
    spans = [
        step.delay.value.text for step in facts.circuit.steps if step.id in ends and step.delay and step.delay.value
    ]
    assert [each for each in spans if f"Tout le reste : {each}" not in said(front, "chemin")] == []


# --- a telephone of the landlord's file ------------------------------------------------------------------

ACCUEIL = {"kind": "phone", "label": "Accueil", "value": "04 76 00 00 00", "hours": "8 h à 18 h"}


def test_a_telephone_of_the_landlord_s_file_stands_in_its_band_and_is_not_called_urgent():
    landlord = {"name": "Bailleur d’essai", "contacts": [ACCUEIL]}
    words = said(of(making.circuit(topic="repairs", landlord=landlord)).scenes[0], "bailleur")
    assert "04 76 00 00 00" in words and "Accueil, 8 h à 18 h" in words
    assert "urgen" not in words.casefold()


def test_a_telephone_to_be_verified_leaves_the_boxes():
    landlord = {"name": "Bailleur d’essai", "contacts": [{**ACCUEIL, "label": "Accueil, à vérifier"}]}
    words = said(of(making.circuit(topic="repairs", landlord=landlord)).scenes[0], "bailleur")
    assert "04 76 00 00 00" not in words and "j’écris ici" in words


def test_an_urgent_number_stands_before_a_telephone():
    landlord = {"name": "Bailleur d’essai", "contacts": [ACCUEIL]}
    ways = [urgent(call=CALL)]
    words = said(of(making.circuit(topic="repairs", landlord=landlord, shortcuts=ways)).scenes[0], "bailleur")
    assert CALL in words and "04 76 00 00 00" not in words
