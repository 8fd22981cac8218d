"""What the editor opens and saves says the same, and only what was changed is written anew."""

import json
from random import Random

import pytest

from jeu_oie.circuit.reader import beside, read, read_text
from jeu_oie.circuit.writer import as_data, yaml_text
from tests.board.making import SHIPPED
from tests.exchange.making import HARMFUL, generated, of, shipped
from tests.house.source import ROOT

SEEDS = range(500)
# Opened and saved as a form saves: every value may have gone through it, and nothing was changed.
SAVED = "text => { const { data, source } = editor.read(text, '', rules); return editor.write(source, data) }"
# Written without the file that was there.
NEW = "text => editor.write(null, editor.read(text, '', rules).data)"
FILES = sorted({*ROOT.glob("circuits/**/*.yaml"), *ROOT.glob("tests/kit/*.yaml"), *ROOT.glob("examples/**/*.yaml")})


def model(text, name="essai.yaml"):
    found = read_text(text, name, lambda _: None)
    assert found.written, found.problems
    return found.written


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_file_that_is_saved_unchanged_keeps_every_byte(modules, file):
    text = file.read_bytes().decode()
    assert modules.each(SAVED, [text, "\ufeff" + text, text.replace("\n", "\r\n")]) == [
        text,
        "\ufeff" + text,
        text.replace("\n", "\r\n"),
    ]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_shipped_circuit_written_anew_says_the_same(modules, file):
    (text,) = modules.each(NEW, [file.read_text("utf-8")])
    assert read_text(text, file.as_posix(), beside(file)).circuit == read(file).circuit


def test_the_guard_sees_what_is_lost(modules):
    (text,) = modules.each(NEW, [yaml_text(of(1).written).replace("title:", "text:", 1)])
    assert read_text(text, "essai.yaml", lambda _: None).written != of(1).written


def test_generated_circuits_are_opened_and_saved(modules):
    texts = [yaml_text(of(seed).written) for seed in SEEDS]
    assert modules.each(SAVED, texts) == texts


def test_generated_circuits_written_anew_say_the_same(modules):
    made = modules.each(NEW, [json.dumps(generated(seed), ensure_ascii=False) for seed in SEEDS])
    for seed, text in zip(SEEDS, made, strict=True):
        assert model(text) == of(seed).written, seed


# One field of a circuit is given another text, wherever it is.
CHANGED = """({ text, path, value }) => {
    const { data, source } = editor.read(text, "", rules)
    let at = data
    for (const step of path.slice(0, -1)) at = at[step]
    if (value === null) Array.isArray(at) ? at.splice(path.at(-1), 1) : delete at[path.at(-1)]
    else at[path.at(-1)] = value
    const said = editor.write(source, data)
    return { said, same: editor.same(editor.read(said, "", rules).data, data) }
}"""


def paths(value, above=()):
    """The way to every text of a circuit's data."""
    if isinstance(value, dict | list):
        for key, inside in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(inside, (*above, key))
    else:
        yield above


def comments(text):
    return sorted(line.strip() for line in text.splitlines() if line.lstrip().startswith("#"))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_one_text_that_changes_changes_one_place(modules, file):
    dice = Random(file.as_posix())
    text = file.read_text("utf-8")
    places = [path for path in paths(as_data(shipped(file).written)) if path[0] not in ("format", "landlord")]
    raw = modules.each("text => editor.read(text, '', rules).data", [text])[0]
    places = [path for path in paths(raw) if path[0] != "format"]
    cases = [{"text": text, "path": path, "value": dice.choice(HARMFUL)} for path in dice.sample(places, 60)]
    for case, made in zip(cases, modules.each(CHANGED, cases), strict=True):
        assert made["same"], case["path"]
        assert comments(made["said"]) == comments(text), case["path"]
        head, tail = common_ends(text, made["said"])
        assert head + tail >= len(text) - longest_line(text, head), case["path"]


def common_ends(one, other):
    head = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    most = min(len(one), len(other)) - head
    tail = next((at for at in range(most) if one[-1 - at] != other[-1 - at]), most)
    return head, tail


def longest_line(text, at):
    """How many characters the value at ``at`` may take: its line, or the lines of its block."""
    return 2200
