"""Each problem that the program tells: its sentence, its cure, and an example of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jeu_oie.messages import SHEET_LANGUAGES, Catalog

# What a problem is about → the codes that ``check``, ``import`` and ``workshop`` tell.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "file": (
        *("file-not-found", "file-unreadable", "file-name", "file-too-large", "empty-file", "file-not-mapping"),
        *("not-utf-8", "not-a-text-file", "file-is-table", "file-is-diagram", "file-is-rtf", "file-is-pdf"),
        *("file-is-html", "file-is-xml", "file-is-fence", "file-is-mail", "landlord-file", "project-file"),
        *("path-leaves", "path-outside", "landlord-stray"),
    ),
    "yaml": (
        *("tab", "indentation", "space-after-dash", "space-after-colon", "missing-colon", "colon-in-text"),
        *("cut-by-hash", "unclosed-quote", "quote-ends-early", "text-after-value", "bracket", "reserved-start"),
        *("bad-escape", "duplicate-key", "key-not-text", "several-documents", "control-character"),
        *("hidden-character", "directive", "tag", "merge-key", "unknown-alias", "alias-too-large", "too-deep"),
        *("other-colon", "list-mark", "quotes-kept"),
        *("too-many-nodes", "yaml-syntax", "too-many-problems", "and-others"),
    ),
    "values": (
        *("missing-key", "unknown-key", "empty-value", "placeholder", "unknown-choice", "not-true-or-false"),
        *("not-a-text", "not-a-list", "not-a-mapping", "not-a-number", "out-of-range", "list-too-short"),
        *("list-too-long", "text-too-long", "short-too-long", "date-unreadable", "date-ambiguous", "delay-unreadable"),
        *(
            "delay-reversed",
            "delay-negative",
            "delay-too-long",
            "address",
            "mail-unreadable",
            "language",
            "language-not-spoken",
            "format-version",
        ),
        *("silent-with-value", "invalid-value"),
    ),
    "names": (
        *("id-characters", "id-reserved", "duplicate-id", "named-twice", "unknown-id", "wrong-kind", "word-not-here"),
        *("unknown-actor", "unknown-source", "to-not-later", "to-not-earlier", "to-itself", "to-without-back"),
        *("right-without-answers", "right-out-of-range", "contact-unnamed", "landlord-unreadable"),
        *("commune-twice", "deadline-unsaid"),
        *("landlord-path", "common-path", "use-without-common", "unknown-use", "use-taken", "not-used"),
        *("drop-without-common", "unknown-drop", "drop-and-use"),
    ),
    "said": (
        *("no-source", "trace-of-nothing", "review-past", "danger-without-first", "danger-call-first"),
        *("danger-waits", "kind-unsaid", "contact-unclaimed", "hours-unread", "commune-form", "agency-elsewhere"),
        *("danger-number", "danger-unsourced", "danger-own-call", "emergency-without-number", "personal-phone"),
        *(
            "personal-address",
            "person-named",
            "person-named-others",
            "mixed-alphabets",
            "mixed-alphabets-others",
            "unusual-host",
        ),
        "unusual-host-others",
    ),
    "gaps": ("gap-step", "gap-delay", "gap-trace", "gap-call", "gap-to", "gap-asked", "hint-exit"),
    "signed": (
        *("not-validated", "hash-changed", "signers-changed", "signing-date-changed", "validation-unsealed"),
        *("validation-half-sealed", "signer-twice", "gap-silent", "gap-written"),
    ),
    "falc": ("falc-long-sentence", "falc-acronym", "falc-capitals", "falc-sign", "falc-percentage"),
    "board": (
        *(
            "title-too-long",
            "detour-told",
            "fact-too-long",
            "does-not-fit",
            "game-too-long",
            "knowledge-low",
            "two-unfair",
            "waits-common",
            "waits-few",
            "waits-many",
            "helpers-common",
            "kinds-in-a-row",
            "items-in-pile",
            "glyph-missing",
            "board-too-small",
            "board-too-large",
            "too-many-items",
            "dangers-too-long",
        ),
        *("circuit-items", "circuit-texts", "circuit-characters", "board-cannot-end", "board-not-found"),
        "board-key-gone",
        *("shape-gone", "board-in-circle", "not-a-colour", "colour-unreadable", "bleed-unreadable"),
        *("profile-not-press", "agency-unknown", "agencies-none"),
    ),
    "tables": (
        *("cell-head", "cell-column", "cell-column-twice", "cell-no-column", "cell-no-list", "cell-list"),
        *("cell-only-list", "cell-no-id", "cell-no-value", "cell-not-here", "cell-no-detour", "cell-date"),
        *("cell-formula", "cell-error", "cell-digits", "cell-phone", "cell-quote"),
        *("cell-encoding", "cell-no-workbook", "sheet-rows", "sheet-columns", "sheet-cells"),
        "sheet-unpacked",
    ),
    "returns": (
        *("returns-head", "returns-column", "returns-row", "returns-number", "returns-item", "returns-shared"),
        *("returns-no-name", "returns-stated", "returns-replaced", "returns-two-workshops", "personal-name"),
        "personal-home",
    ),
    "replies": (
        *("reply-too-large", "reply-unreadable", "reply-shape", "reply-key", "reply-version", "reply-day"),
        *("reply-link", "reply-other", "reply-unknown", "reply-stale", "reply-twice", "reply-form", "reply-choice"),
        *("reply-value", "reply-nothing", "reply-silent", "reply-shared"),
    ),
    "templates": (
        *("templates-too-many", "template-link", "template-too-large", "template-unknown", "template-syntax"),
        *("template-absent", "template-forbidden", "template-undefined", "template-endless", "template-fails"),
        *("template-printing", "templates-changed"),
    ),
    "logo": (
        *("logo-unknown", "logo-too-heavy", "logo-too-wide", "logo-too-long", "logo-damaged", "logo-no-xml"),
        *("logo-no-size", "logo-entity", "logo-runs", "logo-refers", "logo-letters", "logo-element"),
        *("logo-too-complex", "logo-left-out", "logo-heavy"),
    ),
}
CODES = tuple(code for codes in GROUPS.values() for code in codes)


# In which language the lines of an example are, by what it is about; those of all others are YAML.
FENCES: Mapping[str, str] = {"tables": "csv", "returns": "csv", "replies": "json", "templates": "jinja", "logo": "svg"}


@dataclass(frozen=True, slots=True)
class ProblemEntry:
    """What a code says, « … » standing for what a file holds, and an example.

    ``wrong`` and ``right`` are lines as one types them, in ``language``; of what no line shows, ``case`` tells one.
    """

    code: str
    message: str
    cure: str
    wrong: str = ""
    right: str = ""
    case: str = ""

    @property
    def group(self) -> str:
        return next(group for group, codes in GROUPS.items() if self.code in codes)

    @property
    def language(self) -> str:
        """« yaml », « csv », « sh »: what a fence calls it; « text » of a file's name."""
        if self.right.startswith("jeu-oie "):
            return "sh"
        if self.group == "templates" and "{" not in self.right:
            return "typ" if self.right.startswith("#") else "text"
        return FENCES.get(self.group, "yaml")


class Blanks(dict[str, str]):
    """« … » for whatever a sentence would quote, but for what is the same each time."""

    def __missing__(self, _: str) -> str:
        return "…"


def find_entry(code: str, words: Catalog) -> ProblemEntry:
    """The entry of ``code``. Raises KeyError on one that is none of CODES."""
    said = (words(f"problem.{code}"), words(f"problem.{code}.cure"))
    message, cure = (sentence.format_map(Blanks(languages=", ".join(SHEET_LANGUAGES))) for sentence in said)
    shown = {key: find_sentence(words, f"example.{code}.{key}") for key in ("wrong", "right", "case")}
    return ProblemEntry(code, message, cure, **shown)


def find_sentence(words: Catalog, key: str) -> str:
    """The sentence of ``key``, nothing where there is none."""
    try:
        return words(key)
    except KeyError:
        return ""


def list_groups(words: Catalog) -> Iterator[tuple[str, tuple[ProblemEntry, ...]]]:
    """Each group by its title, with its entries."""
    for group, codes in GROUPS.items():
        yield words(f"handbook.group.{group}"), tuple(find_entry(code, words) for code in codes)
