"""Presets (circuit-format, « A board ») and their colours (outputs.md, Accessibility: 4.5:1 for text)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeu_oie.builder.presets import preset_named
from jeu_oie.circuit.read import load
from jeu_oie.draw.ink import BLACK, INK, WHITE, contrast, mix, readable
from jeu_oie.errors import Severity
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS, colours_of, palette_of
from jeu_oie.game.preset import DROPPED_KEYS, ExtendsInCircle, Preset, resolve
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


@pytest.mark.parametrize("name", BOARDS)
def test_shipped_presets_can_be_read(name):
    made = resolve(name, read_shipped)
    assert (made.squares, made.paper, made.bleed_mm, made.extends) == ("auto", "A3 landscape", 3, None)


def test_a_preset_says_only_how_it_differs():
    assert resolve("saver", read_shipped) == Preset(squares="auto", ink="saver")


def test_what_extends_is_over_what_is_extended_colour_by_colour():
    files = {
        "own": Preset.model_validate({"extends": "mid", "turn": "25", "palette": {"step": "#000000"}}),
        "mid": Preset.model_validate({"extends": "base", "card": "15", "turn": "10", "palette": {"wait": "#111111"}}),
        "base": Preset.model_validate({"teams": "3", "card": "10", "palette": {"step": "#FFFFFF", "back": "#222222"}}),
    }
    made = resolve("own", files.__getitem__)
    assert (made.teams, made.card, made.turn) == (3, 15, 25)
    assert made.palette == {"step": "#000000", "wait": "#111111", "back": "#222222"}


def test_what_is_said_again_as_the_default_still_counts():
    files = {"own": Preset(extends="base", teams=4), "base": Preset(teams=2)}
    assert resolve("own", files.__getitem__).teams == 4


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
        ("talk: -1", "out-of-range"),
        ("teams: 1", "out-of-range"),
        ("teams: 7", "out-of-range"),
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
    made, _ = load("squares: 63\nteams: 3\nbleed: 5 mm\ntalk: 120\nseed: 7\n", "essai.yaml", Preset)
    assert made is not None
    assert (made.squares, made.teams, made.bleed_mm, made.talk, made.seed) == ("63", 3, 5.0, 120, 7)


def test_the_figures_are_those_of_the_design():
    made = Preset()
    assert (made.teams, made.turn, made.card, made.talk, made.problem) == (4, 20, 40, 90, 60)


@pytest.mark.parametrize("key", sorted(DROPPED_KEYS))
def test_what_no_board_says_any_more_is_left_out(key):
    assert problems(f"extends: classic\n{key}: what it was\n") == []
    assert load(f"{key}: x\npalette: {{known: '#D9E4EC'}}\n", "essai.yaml", Preset) == (Preset(), ())


def test_an_old_board_file_warns_of_each_line_that_counts_no_more(tmp_path):
    file = tmp_path / "old.yaml"
    file.write_text('extends: classic\ndice: two\nteams: 3\npalette:\n  known: "#D9E4EC"\n  step: "#000000"\n', "utf-8")
    made = preset_named(file.as_posix())
    told = [(each.place.line, each.place.column, dict(each.values)["key"]) for each in made.dropped]
    assert told == [(2, 1, "dice"), (5, 3, "known")]
    assert {each.severity for each in made.dropped} == {Severity.WARNING}
    assert (made.teams, made.palette) == (3, {"step": "#000000"})


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
