"""Presets (circuit-format, « A board ») and their colours (outputs.md, Accessibility: 4.5:1 for text)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeu_oie.circuit.read import load
from jeu_oie.draw.ink import BLACK, INK, WHITE, contrast, mix, readable
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS, colours_of, palette_of
from jeu_oie.game.preset import Dice, ExtendsInCircle, Preset, resolve
from jeu_oie.messages import LANGUAGES, load_catalog, tell
from jeu_oie.resources import folder

BOARDS = sorted(path.stem for path in folder("boards").glob("*.yaml"))
colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")


def problems(text):
    made, found = load(text, "essai.yaml", Preset)
    assert (made is None) == bool(found)
    return [(problem.code, problem.place.line) for problem in found]


def read_shipped(name):
    preset, found = load((folder("boards") / f"{name}.yaml").read_bytes(), name, Preset)
    assert not found
    return preset


# --- reading ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BOARDS)
def test_shipped_presets_can_be_read(name):
    made = resolve(name, read_shipped)
    assert (made.squares, made.paper, made.bleed_mm, made.extends) == ("auto", "A3 landscape", 3, None)


def test_a_preset_says_only_how_it_differs():
    assert resolve("saver", read_shipped) == Preset(squares="auto", ink="saver")


def test_what_extends_is_over_what_is_extended_colour_by_colour():
    files = {
        "own": Preset.model_validate({"extends": "mid", "trap": "2", "palette": {"step": "#000000"}}),
        "mid": Preset.model_validate({"extends": "base", "card": "15", "trap": "1", "palette": {"wait": "#111111"}}),
        "base": Preset.model_validate(
            {"dice": "both", "card": "10", "palette": {"step": "#FFFFFF", "back": "#222222"}}
        ),
    }
    made = resolve("own", files.__getitem__)
    assert (made.dice, made.card, made.trap) == ("both", 15, 2)
    assert made.palette == {"step": "#000000", "wait": "#111111", "back": "#222222"}


def test_what_is_said_again_as_the_default_still_counts():
    files = {"own": Preset(extends="base", dice=Dice.AUTO), "base": Preset(dice=Dice.ONE)}
    assert resolve("own", files.__getitem__).dice == "auto"


@pytest.mark.parametrize("files", [{"a": "a"}, {"a": "b", "b": "a"}])
def test_presets_that_extend_each_other_in_a_circle(files):
    with pytest.raises(ExtendsInCircle):
        resolve("a", lambda name: Preset(extends=files[name]))


@pytest.mark.parametrize(
    "line, code",
    [
        ("squares: 25", "unknown-choice"),
        ("track: circle", "unknown-choice"),
        ("track: oval", "shape-gone"),
        ("track: serpentine", "shape-gone"),
        ("paper: A4", "unknown-choice"),
        ("bleed: 3", "bleed-unreadable"),
        ("bleed: 11 mm", "bleed-unreadable"),
        ("dice: 2", "unknown-choice"),
        ("first: [detours]", "unknown-choice"),
        ("care: 1.5", "out-of-range"),
        ("talk: -1", "out-of-range"),
        ("trap: 0", "out-of-range"),
        ("luck: 2", "out-of-range"),
        ("luck: nan", "out-of-range"),
        ("luck: inf", "out-of-range"),
        ("players: 1", "out-of-range"),
        ("players: 7", "out-of-range"),
        ("old-names: no", "not-true-or-false"),
        ("ends: never", "unknown-choice"),
        ("color: red", "unknown-key"),
        ("palette: {step: red}", "not-a-colour"),
        ("palette: {step: '#12345'}", "not-a-colour"),
        ("palette: {step: '#+1+2+3'}", "not-a-colour"),
        ("palette: {step: '#777777'}", "colour-unreadable"),
    ],
)
def test_a_bad_value_is_told_at_its_line(line, code):
    assert problems(f"extends: classic\n{line}\n") == [(code, 2)]


def test_each_bad_colour_is_told_at_its_own_line():
    text = 'palette:\n  step: "#1D3460"\n  wait: "#777777"\n  back: rouge\n'
    assert problems(text) == [("colour-unreadable", 3), ("not-a-colour", 4)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("colour", ["red", "#777777"])
def test_a_refused_colour_is_told_in_words(language, colour):
    _, (problem,) = load(f'palette: {{step: "{colour}"}}', "essai.yaml", Preset)
    message, cure = tell(problem, load_catalog(language))
    assert colour in message
    assert "4" in cure or "#" in cure


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shape_that_is_gone_is_told_with_what_to_write(language):
    _, (problem,) = load("track: oval", "essai.yaml", Preset)
    message, cure = tell(problem, load_catalog(language))
    assert "oval" in message
    assert "spiral" in cure
    assert load("track: spiral", "essai.yaml", Preset) == (Preset(), ())


def test_values_are_those_of_the_format():
    text = "squares: 63\ndice: both\nluck: 0.25\nold-names: false\nbleed: 5 mm\nends: all\nfinish: pass\ntalk: 120\n"
    made, _ = load(text, "essai.yaml", Preset)
    assert made is not None
    assert (made.squares, made.dice, made.luck, made.old_names, made.bleed_mm) == ("63", "both", 0.25, False, 5.0)
    assert (made.ends, made.finish, made.talk) == ("all", "pass", 120)


@pytest.mark.parametrize("said, first", [("none", ()), ("[step]", ("step",)), ("[step, setback]", ("step", "setback"))])
def test_what_the_first_pawn_stops_at(said, first):
    made, found = load(f"first: {said}\n", "essai.yaml", Preset)
    assert not found
    assert made is not None
    assert made.first == first


def test_the_rules_are_those_of_the_design():
    made = Preset()
    assert (made.dice, made.ends, made.finish, made.trap) == ("auto", "auto", "bounce", 2)
    assert made.first == ("step", "detour", "recourse")
    assert (made.luck, made.care, made.urgent) == (0.5, 0.7, 0.5)
    assert (made.turn, made.card, made.talk, made.problem, made.blank, made.again, made.lost) == (
        30,
        20,
        90,
        45,
        90,
        5,
        5,
    )


# --- colours ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("saver", [False, True])
def test_text_reads_on_every_band_and_body(saver):
    for kind, each in palette_of({}, saver=saver).kinds.items():
        assert contrast(each.text, each.band) >= 4.5, kind
        assert contrast(INK, each.body) >= 4.5, kind


@pytest.mark.parametrize("saver", [False, True])
def test_edges_stand_out(saver):
    made = palette_of({}, saver=saver)
    assert all(contrast(INK, each.body) >= 3 for each in made.kinds.values())
    assert contrast(INK, made.road) >= 3
    assert contrast(made.draft, made.paper) >= 4.5


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.01)
    assert contrast(WHITE, "#777777") == contrast("#777777", WHITE)


def test_saver_is_black_white_and_grey():
    for each in palette_of({}, saver=True).kinds.values():
        assert {each.band, each.text, each.body} <= {BLACK, WHITE}


@given(colours)
def test_a_colour_is_refused_or_read_well_with_its_body(colour):
    text = max((WHITE, INK), key=lambda ink: contrast(ink, colour))
    assert readable(colour) == (contrast(text, colour) >= 4.5)
    assert all(contrast(INK, mix(colour, share)) >= 4.5 for share in {each.share for each in KINDS.values()})


@given(st.dictionaries(st.sampled_from(Kind), colours))
def test_a_palette_that_can_be_loaded_can_be_read(chosen):
    if all(map(readable, chosen.values())):
        kinds = colours_of(Preset(palette=chosen)).kinds
        assert all(contrast(each.text, each.band) >= 4.5 for each in kinds.values())
        assert {kind: kinds[kind].band for kind in chosen} == chosen
