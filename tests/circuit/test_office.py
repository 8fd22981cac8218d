"""What offices give for a circuit: copies from Word, Excel, PDF and mail. Each is told at its line, with a cure."""

import pytest

from jeu_oie.circuit.read import read_text
from jeu_oie.messages import LANGUAGES, load_catalog, tell

BASE = """\
format: 1
title: Ma réclamation
topic: repairs
landlord: {name: Office}
language: fr
version: "2017-01"
status: draft
steps:
  - id: report
    title: Je signale
    delay: 2 jours
  - id: close
    title: C’est réparé
"""


def edit(former: str, now: str) -> str:
    assert former in BASE
    return BASE.replace(former, now, 1)


def mark_items(first: str, second: str = "") -> str:
    """Both items of the list begin with a sign of a word processor."""
    return edit("  - id: report", f"  {first} id: report").replace("  - id: close", f"  {second or first} id: close")


# What is given, and the first two problems that are told of it.
OFFICE: dict[str, tuple[str | bytes, str]] = {
    "curly-quotes-value": (edit('version: "2017-01"', "version: “2017-01”"), "6:10 quotes-kept"),
    "curly-open-straight-close": (edit('"2017-01"', '“2017-01"'), "6:10 quotes-kept"),
    "straight-open-curly-close": (edit('"2017-01"', '"2017-01”'), "6:10 unclosed-quote"),
    "low-quote": (edit('"2017-01"', "„2017-01“"), "6:10 quotes-kept"),
    "single-curly": (edit("title: Je signale", "title: ‘Je signale’"), "10:12 quotes-kept"),
    "curly-key": (edit("title: Ma", "“title”: Ma"), "2:1 quotes-kept 2:1 unknown-key"),
    "guillemets-key": (edit("title: Ma", "« title » : Ma"), "1:1 missing-key 2:1 unknown-key"),
    "bullet-items": (mark_items("•"), "9:3 list-mark 12:3 list-mark"),
    "bullet-one": (edit("  - id: close", "  • id: close"), "12:3 list-mark"),
    "square-bullet": (mark_items("▪"), "9:3 list-mark 12:3 list-mark"),
    "private-bullet": (mark_items("\uf0b7"), "9:3 list-mark 12:3 list-mark"),
    "en-dash-items": (mark_items("–"), "9:3 list-mark 12:3 list-mark"),
    "em-dash-one": (edit("  - id: close", "  — id: close"), "12:3 list-mark"),
    "minus": (edit("  - id: close", "  − id: close"), "12:3 list-mark"),
    "nb-hyphen": (edit("  - id: close", "  ‑ id: close"), "12:3 list-mark"),
    "star-items": (mark_items("*"), "9:3 list-mark 12:3 list-mark"),
    "numbered": (mark_items("1.", "2."), "9:3 list-mark 12:3 list-mark"),
    "numbered-paren": (mark_items("1)", "2)"), "9:3 list-mark 12:3 list-mark"),
    "lettered": (mark_items("a)", "b)"), "9:3 list-mark 12:3 list-mark"),
    "circle-bullet": (edit("  - id: close", "  o id: close"), "12:3 list-mark"),
    "arrow": (edit("  - id: close", "  → id: close"), "12:3 list-mark"),
    "fullwidth-colon": (edit("topic: repairs", "topic：repairs"), "3:1 other-colon"),
    "colon-no-space-after": (edit("topic: repairs", "topic :repairs"), "3:1 space-after-colon"),
    "equals": (edit("topic: repairs", "topic = repairs"), "3:1 other-colon"),
    "capital-key": (edit("topic: repairs", "Topic: repairs"), "3:1 unknown-key"),
    "all-caps": (edit("topic: repairs", "TOPIC: REPAIRS"), "3:1 unknown-key"),
    "bold-key": (edit("topic: repairs", "**topic**: repairs"), "1:1 missing-key 3:1 reserved-start"),
    "comma-end": (edit("topic: repairs", "topic: repairs,"), "3:8 unknown-choice"),
    "semicolon": (edit("topic: repairs", "topic: repairs;"), "3:8 unknown-choice"),
    "thin-indent": (edit("    title: Je", "\u2003\u2003title: Je"), "10:3 indentation"),
    "tab-indent": (edit("    title: Je", "\ttitle: Je"), "10:1 tab"),
    "tab-after-dash": (edit("  - id: close", "  -\tid: close"), "12:4 tab"),
    "zero-width-key": (edit("topic:", "\u200btopic:"), "1:1 missing-key 3:1 hidden-character"),
    "zero-width-value": (edit("Ma réc", "Ma\u200b réc"), "2:10 hidden-character"),
    "bom-inside": (edit("topic:", "\ufefftopic:"), "1:1 missing-key 3:1 hidden-character"),
    "two-boms": ("\ufeff\ufeff" + BASE, "1:1 hidden-character 1:1 missing-key"),
    "soft-hyphen": (edit("topic: repairs", "topic: re\u00adpairs"), "3:8 unknown-choice"),
    "soft-hyphen-end": (edit("Ma réclamation", "Ma récla\u00ad mation"), "2:16 hidden-character"),
    "ligature": (edit("topic: repairs", "topic: repairs\nreview: ﬁn 2018"), "4:9 date-unreadable"),
    "ligature-key": (edit("    title: C", "    conﬁrm: x\n    title: C"), "13:5 unknown-key"),
    "line-broken-sentence": (
        edit("    title: Je signale", "    title: Je signale mon problème\nà l’agence de mon quartier"),
        "11:1 missing-colon",
    ),
    "line-broken-sentence-with-colon": (
        edit("    title: Je signale", "    title: Je signale mon problème\n    ici : à l’agence"),
        "11:5 unknown-key",
    ),
    "date-fr": (edit("status: draft", "status: draft\nreview: 31/02/2017"), "8:9 date-unreadable"),
    "date-words": (edit("status: draft", "status: draft\nreview: fin mars 2017"), "8:9 date-unreadable"),
    "phone": (
        edit("    delay: 2 jours", "    call: 04 76 00 00 00\n    delay: 04 76 00 00 00"),
        "12:12 delay-unreadable",
    ),
    "yes-no": (edit("  - id: close", "  - id: x\n    missing: oui\n  - id: close"), "13:14 not-true-or-false"),
    "vrai": (edit("  - id: close", "  - id: x\n    missing: VRAI\n  - id: close"), "13:14 not-true-or-false"),
    "decimal-comma": (edit("    delay: 2 jours", "    delay: 1,5 jours et demi"), "11:12 delay-unreadable"),
    "delay-abbr": (edit("    delay: 2 jours", "    delay: J+"), "11:12 delay-unreadable"),
    "ellipsis": (edit("    delay: 2 jours", "    delay: …"), "11:12 delay-unreadable"),
    "ellipsis-id": (edit("id: close", "id: close…"), "12:9 id-characters"),
    "latin-1": (BASE.encode("cp1252"), "2:12 not-utf-8"),
    "utf-16": (BASE.encode("utf-16"), "1:1 not-utf-8"),
    "utf-16-nobom": (BASE.encode("utf-16-le"), "1:1 not-a-text-file"),
    "utf-32": (BASE.encode("utf-32"), "1:1 not-utf-8"),
    "macroman": (BASE.encode("mac_roman"), "2:12 not-utf-8"),
    "rtf": (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0\n\\f0\\fs22 format: 1\\par\ntitle: Ma r\\'e9clamation\\par\n}",
        "1:1 file-is-rtf",
    ),
    "docx": (
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00word/document.xml" + bytes(range(256)),
        "1:1 not-a-text-file",
    ),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "1:1 not-a-text-file"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "1:1 file-is-pdf"),
    "html": (
        '<!DOCTYPE html>\n<html lang="fr">\n<body><p>format: 1</p></body>\n</html>\n',
        "1:1 file-is-html",
    ),
    "html-p": ("<p>format: 1</p>\n<p>title: Ma réclamation</p>\n", "1:1 file-is-html"),
    "xml": ('<?xml version="1.0"?>\n<circuit/>\n', "1:1 file-is-xml"),
    "mail": ("".join(f"> {line}\n" for line in BASE.splitlines()), "1:1 file-is-mail"),
    "mail-head": (
        "De : L’agence\nObjet : le circuit\nBonjour,\nvoici le circuit :\n\n" + BASE + "\nCordialement,\nL’agence\n",
        "1:1 file-is-mail",
    ),
    "csv": ("id;title;delay\nreport;Je signale;2 jours\nclose;C’est réparé;5 jours\n", "1:1 file-is-table"),
    "csv-comma": ("id,title,delay\nreport,Je signale,2 jours\n", "1:1 file-is-table"),
    "tsv": ("id\ttitle\tdelay\nreport\tJe signale\t2 jours\n", "1:1 file-is-table"),
    "markdown-fence": ("```yaml\n" + BASE + "```\n", "1:1 file-is-fence"),
    "markdown-table": ("| id | title |\n|---|---|\n| report | Je signale |\n", "1:1 reserved-start"),
    "line-numbers": (
        "".join(f"{i} {line}\n" for i, line in enumerate(BASE.splitlines(), 1)),
        "1:1 unknown-key 2:1 unknown-key",
    ),
    "apostrophe-curly-key": (edit("    title: C’est", "    l’étape: x\n    title: C’est"), "13:5 unknown-key"),
    "page-break": (BASE.replace("steps:", "\x0csteps:"), "1:1 missing-key 8:1 control-character"),
    "vertical-tab": (edit("Ma réclamation", "Ma\x0bréclamation"), "2:10 control-character"),
    "nel": (edit("topic: repairs\n", "topic: repairs\x85"), "1:1 missing-key 3:15 control-character"),
    "hyphenated-word": (edit("    title: Je signale", "    title: Je signa-\nle"), "11:1 missing-colon"),
    "question-mark": (edit("title: Ma réclamation", "title: ? Ma réclamation"), "2:8 reserved-start"),
    "percent": (edit("title: Ma réclamation", "title: %Ma réclamation"), "2:8 reserved-start"),
    "at": (edit("title: Ma réclamation", "title: @agence"), "2:8 reserved-start"),
    "star-bold": (edit("title: Ma réclamation", "title: **Ma réclamation**"), "2:8 reserved-start"),
    "hash-numero": (edit("title: Ma réclamation", "title: #1 réclamation"), "2:1 empty-value 2:8 cut-by-hash"),
    "colon-in-text": (edit("title: Ma réclamation", "title: Ma réclamation : que faire ?"), "2:23 colon-in-text"),
    "colon-in-text-nb": (
        edit("title: Ma réclamation", "title: Ma réclamation\u00a0: que faire\u00a0?"),
        "2:23 colon-in-text",
    ),
    "track-changes": (edit("title: Ma réclamation", "[title: Ma réclamation]{.insertion}"), "2:1 missing-colon"),
    "french-words": (edit("topic: repairs", "sujet: réparations"), "3:1 unknown-key"),
    "merge-marks": (
        edit("topic: repairs", "<<<<<<< HEAD\ntopic: repairs\n=======\ntopic: other\n>>>>>>> x"),
        "3:1 missing-colon",
    ),
}
READS = {
    "a French space before the colon": edit("topic: repairs", "topic : repairs"),
    "a no-break space before it": edit("topic: repairs", "topic\u00a0: repairs"),
    "no-break spaces that indent": edit("    title: Je", "\u00a0\u00a0\u00a0\u00a0title: Je"),
    "a figure space": edit("topic: repairs", "topic\u2007: repairs"),
    "an em space": edit("topic: repairs", "topic:\u2003repairs"),
    "a bullet in a text": edit(
        "    delay: 2 jours", "    text: |\n      Je dis :\n      • id: le numéro\n      – title: le nom"
    ),
}
SAYS = {
    "em-dash-one": ("un tiret long (—)", "« - id: … »"),
    "bullet-items": ("une puce (•)", "« - id: … »"),
    "zero-width-value": ("une espace de largeur nulle", "Effacez-le"),
    "bom-inside": ("une espace de largeur nulle", "Effacez-le"),
    "equals": ("« = »", "« topic: repairs »"),
    "curly-quotes-value": ("(“ ”)", "guillemets droits"),
    "csv": ("est un tableau", "jeu-oie import c.yaml"),
}


def told(text: str | bytes):
    return read_text(text if isinstance(text, bytes) else text.encode(), "c.yaml", lambda _: None)


@pytest.mark.parametrize("name", OFFICE)
def test_it_is_told_at_its_line_with_a_cure(name):
    text, expected = OFFICE[name]
    problems = told(text).problems
    assert " ".join(f"{p.place.line}:{p.place.column} {p.code}" for p in problems[:2]) == expected
    assert all(all(tell(problem, load_catalog(each))) for problem in problems for each in LANGUAGES)


def test_there_are_many():
    assert len(OFFICE) >= 40


@pytest.mark.parametrize("name", READS)
def test_what_can_be_read_all_the_same_is_no_problem(name):
    reading = told(READS[name])
    assert reading.circuit
    assert reading.problems == ()


@pytest.mark.parametrize("name", SAYS)
def test_the_message_names_the_character_and_the_cure_says_what_to_type(name):
    first, cure = SAYS[name]
    said = [
        [each.replace("\u00a0", " ") for each in tell(p, load_catalog("fr"))] for p in told(OFFICE[name][0]).problems
    ]
    assert any(first in message and cure in mending for message, mending in said), said
