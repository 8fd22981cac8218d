"""The editor: one file with which people describe a circuit by a form, its sentences and its table.

The form, its look at shapes and its sentences are made of the rulebook, so that they are those of the reader. Nothing
is loaded and nothing is sent; ``serve`` gives the same page with what its own home needs.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from jeu_oie.circuit.keys import DECLARED as DECLARED_KEYS
from jeu_oie.circuit.keys import Key
from jeu_oie.circuit.model import LISTS as ITEM_LISTS
from jeu_oie.circuit.model import MODELS, texts_in
from jeu_oie.circuit.rulebook import rulebook
from jeu_oie.circuit.shapes import model_name, shapes
from jeu_oie.draw.html import fill, text
from jeu_oie.draw.ink import ICONS
from jeu_oie.draw.subset import fonts_for
from jeu_oie.game.bodies import list_card_keys
from jeu_oie.game.faces import TOPICS
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS, palette_of
from jeu_oie.game.wording import capital
from jeu_oie.messages import Catalog
from jeu_oie.web.common_form import OWN_LISTS, common_book, common_sentences, common_style
from jeu_oie.web.examples import EXAMPLES, list_examples, make_empty, standard_common
from jeu_oie.web.inline import embed_json, font_faces, picture, policy

PARTS = ("circuit", "steps", "ways", "stuck", "talk", "cards", "names", "read")
DECLARED = ("sources", "actors", "words")
# The board alone has these: the form draws what has a square whatever its size.
NOT_DRAWN = frozenset((Kind.HOLD, Kind.SAY, Kind.ASK, Kind.DRAW))
DRAWN = tuple(kind for kind in Kind if kind not in NOT_DRAWN)
# In the order of the form: what goes wrong comes before what goes well, since people come for it.
LISTS = tuple(dict.fromkeys(("steps", "side", "shortcuts", "detours", "setbacks", "recourse", *ITEM_LISTS, *DECLARED)))
# Whose items get an id.
WITH_IDS = ("steps", "side", "shortcuts", "detours", "recourse", "sources", "actors", "emergency")
SAID = (
    *("title", "untitled.circuit", "file", "state.draft", "state.valid", "next", "list.shared"),
    *("step.missing.add", "step.after", "word.term", "word.meaning", "word.new", "missing", "untitled", "up"),
    *("up.what", "down", "down.what", "remove", "remove.what", "moved", "moved.step", "move.here"),
    *("move.refused", "removed", "more", "more.filled.one"),
    *("more.filled.other", "flag.wrong.one", "flag.wrong.other", "flag.gap"),
    *("required", "stray", "choose", "choose.none", "found.no"),
    *("found.not", "source.choose", "source.shared.find", "source.shared.one", "source.shared.other"),
    *("source.more", "source.new", "actor.choose", "actor.more", "actor.new", "row.add", "row.remove"),
    *("row.remove.what", "delay.value", "delay.at-most", "delay.condition", "delay.more", "delay.unit"),
    *("delay.words", "contact.add", "understood", "understood.about", "understood.at-most", "understood.at-once"),
    "understood.range",
    *("contact.kind", "contact.other", "contact.more", "trace.yes", "trace.not", "trace.none", "right.none"),
    *("use.choose", "odd", "odd.remove", "to.any", "to.end", "to.out", "to.unknown", "to.none"),
    *("choice.row.criteria", "choice.row.examples", "choice.row.answers", "choice.row.first", "choice.missing"),
    *(
        "choice.silent",
        "choice.uncertain",
        "fact.own",
        "landlord.name",
        "landlord.file",
        "landlord.closed",
        "landlord.open",
        "landlord.write",
    ),
    *("draft.at", "draft.over", "draft.refused", "draft.resume", "after", "after.file", "after.save", "after.with"),
    *("after.without", "judged.alone"),
    *("unfound.one", "unfound.other", "card.problems", "card.advice", "card.facts"),
    *("signed", "left.one", "left.other", "left.none", "left.fill.one", "left.fill.other", "board.empty"),
    *("read.right", "read.wrong", "read.errors.one", "read.errors.other", "read.warnings.one"),
    *("read.warnings.other", "square.to", "side.from", "side.to", "side.away", "board.size"),
    *("board.full", "board.unsure", "read.gaps.one", "read.gaps.other", "board.help"),
    *(
        "open.sure",
        "open.no-circuit",
        "open.other",
        "open.signed",
        "open.done",
        "line",
        "refused",
        "refused.kept",
        "save.done",
    ),
    *("save.changed", "save.QuotaExceededError", "save.NotAllowedError", "save.NoModificationAllowedError"),
    *("save.downloaded", "save.failed", "save.wrong.one", "save.wrong.other"),
)
SAID_SERVED = (  # where the program is beside, the landlord's file is written too
    *("landlord.beside", "landlord.shared", "landlord.sure", "refused.there"),
    *("judged.waiting", "judged.told", "judged.unheard"),
)
# Problems of which a form speaks otherwise than `check`, whose words are those of a file's lines: what is wrong, and
# how to mend it.
WRONG = (
    *("missing-key", "empty-value", "not-a-mapping", "not-true-or-false", "unknown-key", "list-too-short"),
    *("list-too-long", "id-characters", "to-not-later", "to-itself", "to-not-earlier", "not-utf-8"),
)
CURES = (
    *("not-a-text", "not-a-list", "not-a-mapping", "not-true-or-false", "unknown-key", "list-too-short"),
    *("list-too-long", "to-not-later", "to-itself", "landlord-path", "empty-file", "not-utf-8", "format-version"),
    *("delay-unreadable", "delay-unreadable.near"),
)
CURELESS = ("missing-key", "empty-value")  # the sentence says how
# Keys that are called otherwise, or that need another example, in one model.
LABELLED = ("Setback.kind", "Detour.label", "Elsewhere.landlord", "Elsewhere.value")
HELPED = (
    *("Shortcut.title", "Detour.title", "Setback.title", "Practice.title", "Recourse.title", "Space.title"),
    *("Problem.title", "Question.title", "Advice.title", "Fact.title", "Step.id", "Step.delay", "first"),
    *("charge", "title", "CircuitFile.title", "Source.title", "text", "topic", "name", "Actor.name", "short"),
    *("Actor.role", "version", "searched", "review", "arrival", "language", "common", "use", "drop", "status", "id"),
    *("source", "uncertain", "actor", "channels", "delay", "trace", "say", "call", "hours", "if-silent"),
    *(
        "exit",
        "done",
        "for",
        "where-number",
        "Landlord.short",
        "icon",
        "stage",
        "elsewhere",
        "missing",
        "from",
        "to",
        "Setback.to",
        "criteria",
        "examples",
        "at",
        "Setback.kind",
        "adopted",
        "who",
    ),
    *("urgency", "acceptable", "answers", "right", "date", "on", "address", "website", "condition", "remedy"),
    *("label", "Detour.label", "value", "stage", "elsewhere"),
    *(
        "formerly",
        "area",
        "contacts",
        "by",
        "author",
        "note",
        "at-most",
        "Elsewhere.landlord",
        "decided",
        "contact",
        "excludes",
        "when",
        "why",
    ),
    *("at-least", "checked", "until"),
)
OWN_WORDS = ("topic", "status")  # keys whose choices the form says in words of its own
# What holds other items is called as its list is, and no field writes the version of the format.
UNLABELLED = frozenset((*LISTS, "emergency", "gestures", "agencies", "cases", "next", "format", "hash"))
READ_ONLY = (
    *("Emergency", "EmergencyCase", "CommonSetback", "CommonRecourse", "CommonQuestion", "CommonFact", "CommonAdvice"),
    *("Gesture", "NextStep", "Department", "Office", "Agency"),
)  # models that stand in files which the form reads and does not write


def collect_sentences(book: Mapping[str, Any], words: Catalog, *, served: bool) -> dict[str, str]:
    """All sentences of the page's script, for the keys of the rulebook ``book``."""
    return {
        **{name: words(f"editor.{name}") for name in (*SAID, *(SAID_SERVED if served else ()))},
        **{f"part.{name}": words(f"editor.part.{name}") for name in PARTS},
        **dict(_lists(LISTS, words)),
        **{f"kind.{kind}": words(f"kind.{kind}") for kind in DRAWN},
        **{f"label.{key}": words(f"editor.label.{key}") for key in (*labelled_keys(book), *LABELLED)},
        **{f"help.{key}": words(f"editor.help.{key}") for key in HELPED},
        **dict(_choices(words)),
        **dict(_card(book, words)),
        "choice.actor.tenant": words("actor.tenant"),
        "choice.actor.landlord": words("actor.landlord"),
    }


def form_sentences(words: Catalog) -> dict[str, str]:
    """What takes the place of sentences of the rulebook, in the words of a form."""
    return {
        **{code: words(f"editor.problem.{code}") for code in WRONG},
        **{f"{code}.cure": words(f"editor.problem.{code}.cure") for code in CURES},
        **{f"{code}.cure": "" for code in CURELESS},
    }


def labelled_keys(book: Mapping[str, Any]) -> list[str]:
    """The keys that a field of the form writes."""
    keys = {field["key"] for _, fields in written_models(book) for field in fields}
    return sorted(keys - UNLABELLED - {"at-most"})


def written_models(book: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The models of the rulebook that the form writes, and their fields."""
    return ((model, fields) for model, fields in book["models"].items() if model not in READ_ONLY)


# What a card says besides its rows: the key of the script → that of the catalogs.
OF_CARDS = {
    "unknown": "unknown.draft",
    "uncertain": "uncertain",
    "gap.written": "gaps.written",
    "in-brackets": "in-brackets",
    "delay.most": "delay.at-most",
    "row.quote": "row.quote",
}


def _card(book: Mapping[str, Any], words: Catalog) -> Iterator[tuple[str, str]]:
    """What the card in hand says, in the words of the printed one."""
    yield from ((name, words(key)) for name, key in OF_CARDS.items())
    written = {field["key"] for _, fields in written_models(book) for field in fields}
    for key in DECLARED_KEYS:
        if key.icon and key.name in written:
            yield f"row.{key.name}", words(key.label)
            if key.has_none:
                yield f"none.{key.name}", words(f"{key.name}.none")


def card_rows() -> dict[str, list[tuple[str, str]]]:
    """The rows of a card, as the script makes them: key and form, by the list of its item."""
    return {name: [(key.name, key.form.value) for key in list_card_keys(kind)] for name, kind in ITEM_LISTS.items()}


def _lists(names: Iterable[str], words: Catalog) -> Iterator[tuple[str, str]]:
    for name in names:
        yield f"list.{name}", words(f"editor.list.{name}")
        yield f"list.{name}.help", words(f"editor.list.{name}.help")
        yield f"list.{name}.add", words(f"editor.list.{name}.add")
        if name in WITH_IDS:
            yield f"list.{name}.one", words(f"editor.list.{name}.one")


def _choices(words: Catalog) -> Iterator[tuple[str, str]]:
    """What each choice is called: by its key, with the model's name where another's words of that key differ."""
    written = [model for model in MODELS if model_name(model) not in READ_ONLY]
    held = [(model, key, shape.choices) for model in written for key, shape in shapes(model) if shape.choices]
    words_of: dict[str, set[str]] = {}
    for _, key, _ in held:
        words_of.setdefault(key.name, set()).add(key.name_choice(""))
    for model, key, choices in held:
        name = key.name if len(words_of[key.name]) == 1 else f"{model_name(model)}.{key.name}"
        yield from ((f"choice.{name}.{value}", capital(name_choice(key, value, words))) for value in choices)


def name_choice(key: Key, value: str, words: Catalog) -> str:
    return words(f"editor.{key.name}.{value}" if key.name in OWN_WORDS else key.name_choice(value))


# What stands before an item that makes no square.
DRAWN_ITEMS = {
    "problems": "wrench",
    "advice": "tip",
    "facts": "info",
    "sources": "info",
    "actors": "people",
    "words": "bubble",
}
LETTERS = "#[]<>{}|*$^`~\\"  # people type them


@dataclass(frozen=True, slots=True)
class Served:
    """What ``serve`` adds: data for its home, more of the policy (``connect-src``, ``frame-src``), its own style.

    ``common``: the name of the common file, where the form is over that and over no circuit.
    """

    data: Mapping[str, Any]
    policy: str
    style: str = ""
    common: str = ""


def editor(words: Catalog, served: Served | None = None) -> str:
    """The page as HTML, in the language of ``words``. Same words, same text."""
    book = {**rulebook(words), "standard": standard_common(words), "cards": card_rows()}
    if not served:  # there the program is beside, and says the same in its own words
        book["sentences"] |= form_sentences(words)
    sentences, examples = collect_sentences(book, words, served=bool(served)), list_examples(words.language)
    common = served.common if served else ""
    for model, fields in book["models"].items():
        for field in fields:
            if (model in READ_ONLY and not common) or field["key"] in UNLABELLED or f"help.{field['key']}" in sentences:
                del field["help"]  # nobody reads it, or the form says it in its own words
    more = served.style if served else ""
    if common:
        book, more = common_book(book), more + common_style()
        sentences |= {**common_sentences(words, common), **dict(_lists(OWN_LISTS, words))}
    style = style_of((*texts_in(book), *texts_in(sentences), LETTERS), more)
    script = Markup(text(f"editor/script{'_studio' if served else ''}.js").strip())  # noqa: S704 (our own)
    return fill(
        "editor/editor.html",
        words=words,
        style=style,
        script=script,
        policy=policy(style, script, more=served.policy if served else ""),
        rulebook=embed_json(book),
        sentences=embed_json(sentences),
        studio=embed_json(served.data) if served else "",
        examples=examples,
        begun=embed_json([*({**each.data, "topic": each.topic} for each in examples), make_empty()]),
    )


def style_of(texts: Iterable[str], more: str) -> Markup:
    """The style sheet with the kinds' colours and pictograms."""
    rules = Markup("\n".join(pictograms()))  # noqa: S704 (made here)
    fonts = font_faces(fonts_for(texts, light=True))
    made = fill("editor/editor.css", fonts=fonts, kinds=palette_of({}).kinds, rules=rules)
    return Markup(made + more)  # noqa: S704 (our own templates)


def pictograms() -> Iterator[str]:
    """Each pictogram once: that of a kind of square or item, those of channels and actors."""
    shown: dict[str, list[str]] = {}
    for selector, name in selectors():
        shown.setdefault(name, []).append(selector)
    for name, wanted in shown.items():
        yield f'{",".join(wanted)}{{--p:url("{picture(name)}")}}'


def selectors() -> Iterator[tuple[str, str]]:
    """Selector, name of its pictogram."""
    for kind in DRAWN:
        if kind is not Kind.STEP:
            yield f".k-{kind},.item[data-kind={kind}]", KINDS[kind].pictogram
    yield ".p-egg", "egg"
    yield from ((f".p-{name}", name) for name in ICONS)
    yield from ((f".t-{topic}", TOPICS[topic]) for topic in EXAMPLES)
    yield from ((f".item[data-kind={name}]", drawn) for name, drawn in DRAWN_ITEMS.items())
