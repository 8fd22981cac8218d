"""The form reads dates and delays as the program does, and says back what both read the same."""

import random

import pytest

from jeu_oie.circuit.times import DAYS, Unit, parse
from jeu_oie.messages import LANGUAGES, load_catalog
from tests.circuit.test_delays import READ, REFUSED
from tests.circuit.written import DATES, DELAYS, meant, understood_date, understood_delay

# As ``written.meant`` says it.
UNDERSTOOD = """(text) => {
    const read = editor.readDelay(text, rules.times)
    const parts = Object.entries(editor.propose(text, rules.times)).map((part) => part.join(": ")).join(", ")
    if (read === "delay-unreadable") return `? ${parts}`.trim()
    if (typeof read === "string") return `? ${read}`
    const { high, unit, low, bound, about } = read
    const flags = [bound && "max", about && "about"].filter(Boolean)
    return [`${low === null ? "" : `${low}-`}${high} ${unit}`, ...flags].join(" ")
}"""
SAID_BACK = """([text, language, words]) => {
    const say = (key, values = {}) => words[key].replace(/\\{(\\w+)\\}/g, (_, name) => values[name])
    const read = editor.readDelay(text, rules.times)
    return editor.saidBack(read, rules.times, rules.units[language], say, new Intl.PluralRules(language))
}"""
SENTENCES = ("at-most", "about", "range", "at-once")


def test_the_form_reads_what_the_table_says(modules):
    assert dict(zip(DELAYS, modules.each(UNDERSTOOD, DELAYS), strict=True)) == DELAYS
    read = "text => editor.readDates(text, rules.times)[0] ?? '?'"
    assert dict(zip(DATES, modules.each(read, DATES), strict=True)) == DATES
    both = "text => editor.readDates(text, rules.times, false)"
    assert modules.each(both, ["3/4/2026", "3/14/2026", "4/4/2026"]) == [
        ["2026-04-03", "2026-03-04"],
        ["2026-03-14"],
        ["2026-04-04"],
    ]


def odd_texts(count: int) -> list[str]:
    """Texts that are made of pieces of those that people write."""
    dice = random.Random(count)
    pieces = [
        piece for text in (*DELAYS, *DATES, *(str(row[0]) for row in (*READ, *REFUSED))) for piece in text.split(" ")
    ]
    return [" ".join(dice.choices(pieces, k=dice.randint(1, 4))) for _ in range(count)]


def test_both_read_the_same_of_any_text(modules):
    texts = odd_texts(4000)
    assert dict(zip(texts, modules.each(UNDERSTOOD, texts), strict=True)) == {
        each: understood_delay(each) for each in texts
    }
    read = "text => editor.readDates(text, rules.times)[0] ?? '?'"
    assert dict(zip(texts, modules.each(read, texts), strict=True)) == {each: understood_date(each) for each in texts}


def measured(dice: random.Random) -> str:
    """A delay of any unit, a range or not, bound or rough."""
    words = {each: load_catalog("fr")(f"editor.unit.{each}.other") for each in Unit}
    low, high = sorted((dice.randint(1, 40), dice.randint(1, 90)))
    unit, other = sorted(dice.choices([*Unit], k=2), key=DAYS.__getitem__)
    plain = f"{high} {words[unit]}", f"{low},5 {words[unit]}", f"{low} à {high} {words[unit]}"
    both = f"{low} {words[unit]} à {high * 400} {words[other]}"
    said = dice.choice((*plain, *([both] if high * 400 * DAYS[other] < 36_000 else [])))
    return dice.choice(("", "environ ")) + dice.choice(("", "au plus ")) + said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_back_reads_the_same(modules, language):
    dice, catalog = random.Random(7), load_catalog(language)
    words = {
        f"understood.{each}": catalog(f"editor.understood.{each}", said="{said}", low="{low}", high="{high}")
        for each in SENTENCES
    }
    texts = [text for text, meaning in DELAYS.items() if not meaning.startswith("?")] + [
        measured(dice) for _ in range(400)
    ]
    told = modules.each(SAID_BACK, [[text, language, words] for text in texts])
    for text, said in zip(texts, told, strict=True):
        again, first = parse(said), parse(text)
        assert meant(again) == meant(first), (text, said)
