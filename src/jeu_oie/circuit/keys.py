"""Every key of the format, declared once: what it is, and what is read off it.

The models carry these as ``Annotated`` metadata, beside each field. They stand in the order of a table's columns, then
those that no table has a column of. A key that means something else in one model is declared once more.
"""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, replace
from enum import StrEnum
from functools import cache
from keyword import iskeyword

from pydantic import BaseModel


class Sort(StrEnum):
    """What a change means for people, what matters most first."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"
    NUMBER = "number"
    URGENCY = "urgency"
    DELAY = "delay"
    TRACE = "trace"
    RECOURSE = "recourse"
    FACT = "fact"
    SOURCE = "source"
    STATE = "state"
    WORDING = "wording"


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """One key of the format, as YAML has it, and what it means in a line: editors show it, French first."""

    name: str
    french: str
    english: str
    _: KW_ONLY
    means: Sort | None = None  # what its change means; None: it is told with something else, or identifies
    states: tuple[str, ...] = ()  # lists whose items state something of the landlord or the law by it
    prose: bool = False  # read as sentences: ``check --falc`` looks at it
    expected: bool = False  # tenants need it: where nobody states it, that is information
    icon: str = ""  # the pictogram of its row on a card; none: it has no row
    row: str = ""  # what that row is called, if not as the key
    plain: bool = False  # said as it is written, after the rows that ``board/bodies`` orders, and in a fragment

    @property
    def attribute(self) -> str:
        """Its name in Python: ``if_silent``, ``from_``."""
        return self.name.replace("-", "_") + "_" * iskeyword(self.name)

    @property
    def label(self) -> str:
        """The message that names it: that of its row on a card, else one of ``changes``."""
        return f"row.{self.row or self.name}" if self.icon else f"changes.label.{self.name}"


@cache
def of(model: type[BaseModel]) -> Mapping[str, Key]:
    """Field → its key, in the order of the model. Raises TypeError where a field has none."""
    found = {}
    for name, field in model.model_fields.items():
        key = next((mark for mark in field.metadata if isinstance(mark, Key)), None)
        if key is None:
            raise TypeError(f"{model.__name__}.{name} is no key of circuit/keys")
        found[name] = key
    return found


ID = Key("id", "L’identifiant : a-z, 0-9 et tirets", "The id: a-z, 0-9 and dashes")
TITLE = Key(
    "title",
    "Le titre : ce qui se lit sur la case, court",
    "The title: what stands on the square, short",
    means=Sort.RENAMED,
    states=("recourse", "spaces", "facts"),
    prose=True,
)
CIRCUIT_TITLE = replace(TITLE, french="Le titre du plateau", english="The title of the board")
SOURCE_TITLE = replace(TITLE, french="Le titre du document", english="The title of the document")
TEXT = Key(
    "text",
    "Ce qui se lit sur la carte",
    "What stands on the card",
    means=Sort.WORDING,
    states=("steps", "shortcuts", "detours"),
    prose=True,
)
ACTOR = Key(
    "actor",
    "Qui agit : tenant, landlord ou un acteur déclaré, ou une liste",
    "Who acts: tenant, landlord or a declared actor, or a list",
    means=Sort.FACT,
    icon="people",
)
CHANNELS = Key(
    "channels",
    "Par où passer : phone, desk, letter… ou kind, label, value, hours",
    "Which way: phone, desk, letter… or kind, label, value, hours",
    means=Sort.NUMBER,
    states=("steps",),
    icon="phone",
)
CONDITION = Key(
    "condition",
    "À quelle condition",
    "On what condition",
    means=Sort.FACT,
    states=("steps", "detours"),
    prose=True,
    icon="info",
)
DELAY = Key(
    "delay",
    "Le délai annoncé depuis l’étape d’avant : 5 jours ouvrés, sous 48 h…",
    "The announced time since the step before: 5 working days, within 48 h…",
    means=Sort.DELAY,
    states=("steps", "shortcuts", "setbacks", "problems"),
    expected=True,
    icon="calendar",
)
TRACE = Key(
    "trace",
    "Ce que le locataire garde ; none : la source dit qu’il n’y a rien",
    "What the tenant holds afterwards; none: the source says nothing is",
    means=Sort.TRACE,
    states=("steps",),
    prose=True,
    expected=True,
    icon="egg",
)
SAY = Key(
    "say", "Une phrase à dire ou à écrire", "A sentence to say or write", means=Sort.WORDING, prose=True, icon="bubble"
)
CALL = Key(
    "call",
    "Le numéro à appeler",
    "The number to call",
    means=Sort.NUMBER,
    states=("steps", "shortcuts"),
    expected=True,
    icon="phone",
)
HOURS = Key("hours", "Les heures", "The hours", means=Sort.NUMBER, states=("steps", "shortcuts"), icon="clock")
IF_SILENT = Key(
    "if-silent",
    "Vers qui aller si rien ne vient : une étape, un détour ou un recours",
    "Where to turn when nothing comes: a step, a detour or a recourse",
    means=Sort.RECOURSE,
    expected=True,
    icon="signpost",
    row="silent",
)
CHARGE = Key("charge", "Qui paie", "Who pays", means=Sort.FACT, states=("steps", "problems"), icon="coin")
MISSING = Key(
    "missing",
    "true : une étape que personne n’a trouvée, à remplir à la main",
    "true: a step nobody has documented, to fill in by hand",
    means=Sort.FACT,
)
FROM = Key("from", "L’étape d’où il part", "The step it starts from", means=Sort.MOVED)
TO = Key(
    "to",
    "Où il mène : une étape, end (réglé), out (ailleurs) ou unknown",
    "Where it leads: a step, end (settled), out (elsewhere) or unknown",
    means=Sort.FACT,
    icon="signpost",
    row="leads",
)
SETBACK_TO = replace(
    TO,
    french="Avec kind: back : la même étape ou une étape d’avant",
    english="With kind: back: the same step or an earlier one",
)
CRITERIA = Key(
    "criteria",
    "Ce qui en fait une urgence",
    "What makes it an urgency",
    means=Sort.URGENCY,
    states=("shortcuts",),
    prose=True,
)
EXAMPLES = Key("examples", "Des exemples", "Examples", means=Sort.URGENCY, prose=True, icon="info")
AT = Key("at", "L’étape où elle se pose ; any : aucune case", "The step it stands at; any: no square", means=Sort.MOVED)
KIND = Key("kind", "Le moyen : phone, desk, letter…", "The way: phone, desk, letter…")
SETBACK_KIND = Key(
    "kind",
    "wait : attente ; silence ; blocked : bloqué ; back : retour ; closed : dossier clos",
    "wait, silence, blocked, back or closed",
    means=Sort.FACT,
)
REMEDY = Key("remedy", "Comment s’en sortir", "How to get out of it", means=Sort.RECOURSE, prose=True, icon="tip")
ADOPTED = Key(
    "adopted",
    "true : ce bailleur le fait ; trial : essai ; studied : étude ; refused : refusé ; false : vu ailleurs",
    "true: this landlord does it; false: seen elsewhere",
    means=Sort.FACT,
    states=("practices",),
    icon="house",
)
DECIDED = Key(
    "decided",
    "Par qui et quand c’est décidé",
    "By whom and when it was decided",
    means=Sort.FACT,
    prose=True,
    icon="pencil",
    plain=True,
)
WHO = Key("who", "Qui", "Who", means=Sort.RECOURSE, prose=True, icon="people")
WHEN = Key("when", "Quand", "When", means=Sort.FACT, prose=True, icon="clock", plain=True)
CONTACT = Key(
    "contact",
    "Comment joindre : un moyen ou une liste",
    "How to reach: one way or a list",
    means=Sort.NUMBER,
    icon="phone",
)
EXCLUDES = Key(
    "excludes", "Ce que le recours ne prend pas", "What the recourse does not take", means=Sort.RECOURSE, icon="info"
)
URGENCY = Key(
    "urgency",
    "L’urgence dont il relève : un raccourci, ou none",
    "The urgency it belongs to: a shortcut, or none",
    means=Sort.URGENCY,
    states=("problems",),
    icon="bridge",
)
FIRST = Key("first", "Quoi faire tout de suite", "What to do at once", means=Sort.URGENCY, prose=True)
EMERGENCY_FIRST = replace(
    FIRST,
    french="Les gestes dans l’ordre, un par ligne. Gaz : sortir, puis appeler dehors",
    english="The gestures in order, one a line. Gas: go out, then call outside",
)
ACCEPTABLE = Key(
    "acceptable",
    "Le délai acceptable pour les locataires",
    "The delay that tenants find acceptable",
    means=Sort.DELAY,
    expected=True,
    icon="hourglass",
)
ANSWERS = Key("answers", "Les réponses proposées", "The answers to choose from", means=Sort.WORDING, prose=True)
RIGHT = Key(
    "right",
    "Le numéro de la bonne réponse, à partir de 1",
    "The number of the right answer, from 1",
    means=Sort.FACT,
    states=("questions",),
)
WHY = Key("why", "Pourquoi", "Why", means=Sort.WORDING, prose=True)
SOURCE = Key(
    "source",
    "D’où vient le fait : une source ou une liste",
    "Where the fact comes from: one source or a list",
    means=Sort.SOURCE,
)
UNCERTAIN = Key("uncertain", "true : imprimé « à vérifier »", "true: printed “to be checked”", means=Sort.SOURCE)
NAME = Key("name", "Le nom", "The name", means=Sort.RENAMED)
ROLE = Key("role", "Ce que fait l’acteur", "What the actor does", means=Sort.WORDING)
AUTHOR = Key("author", "Qui l’a écrit", "Who wrote it", means=Sort.SOURCE)
DATE = Key("date", "La date : AAAA, AAAA-MM ou AAAA-MM-JJ", "The date: YYYY, YYYY-MM or YYYY-MM-DD", means=Sort.SOURCE)
ADDRESS = Key("address", "L’adresse : https://…", "The address: https://…", means=Sort.SOURCE)
NOTE = Key(
    "note",
    "Ce que le lecteur doit savoir : presse, un seul point de vue, page coupée…",
    "What the reader must know: press, one side, page cut…",
    means=Sort.SOURCE,
)

# --- of the circuit --------------------------------------------------------------------------------------

FORMAT = Key("format", "La version du format : 1", "The version of the format: 1")
TOPIC = Key("topic", "Le sujet du circuit", "What the circuit is about", means=Sort.FACT)
LANGUAGE = Key(
    "language", "La langue du circuit : fr, en, ar…", "The language of the circuit: fr, en, ar…", means=Sort.FACT
)
VERSION = Key(
    "version",
    'La version, imprimée sur chaque feuille : "2017-01"',
    'The version, printed on every sheet: "2017-01"',
    means=Sort.STATE,
)
STATUS = Key(
    "status",
    "draft : brouillon ; validated : validé par le bailleur",
    "draft, or validated by the landlord",
    means=Sort.STATE,
)
VALIDATED = Key("validated", "Qui a validé, et quand", "Who validated, and when", means=Sort.STATE)
SEARCHED = Key(
    "searched",
    "Brouillon : quand les faits manquants ont été cherchés",
    "Draft: when the missing facts were last looked for",
    means=Sort.STATE,
)
REVIEW = Key("review", "Quand il faudra relire", "When to look again", means=Sort.STATE)
ARRIVAL = Key("arrival", "Le titre de la case d’arrivée", "The title of the arrival square", means=Sort.RENAMED)
LANDLORD = Key(
    "landlord",
    "Le bailleur : le nom d’un fichier à côté, ou ses lignes",
    "The landlord: the name of a file beside, or its lines",
)
COMMON = Key(
    "common",
    "Ce que tous les bailleurs partagent : common.yaml ou ../common.yaml",
    "What all landlords share: common.yaml or ../common.yaml",
)
USE = Key(
    "use",
    "Ce que le circuit prend du fichier commun : recours et mots",
    "What the circuit takes of the common file: recourse and words",
)
STEPS = Key("steps", "Les étapes dans l’ordre, deux au moins", "The steps in order, two at least")
DETOUR_STEPS = Key("steps", "Les étapes du détour, une à six", "The steps of the detour, one to six")
SHORTCUTS = Key("shortcuts", "Les urgences qui sautent des étapes", "Urgencies that skip steps")
DETOURS = Key("detours", "Les cas hors circuit, sur une piste à côté", "Cases out of the circuit, on a side track")
SETBACKS = Key("setbacks", "Ce qui va de travers", "What goes wrong")
PRACTICES = Key("practices", "Les bonnes pratiques", "Good practices")
RECOURSE = Key("recourse", "Les recours, dans l’ordre", "The ladder of recourse, in order")
SPACES = Key("spaces", "Les espaces de dialogue", "Spaces of dialogue")
PROBLEMS = Key("problems", "Les problèmes des locataires", "The problems tenants have")
QUESTIONS = Key("questions", "Les cartes quiz ou débat", "Quiz or debate cards")
ADVICE = Key("advice", "Ce que le locataire peut faire", "What a tenant can do")
FACTS = Key("facts", "Ce qu’il est bon de savoir", "What is good to know")
SOURCES = Key("sources", "Les sources : un nom, puis son titre", "Sources: a name, then its title")
ACTORS = Key("actors", "Les acteurs : un nom court, puis son nom complet", "Actors: a short name, then the full name")
WORDS = Key("words", "Les mots expliqués : un mot, puis son sens", "Words explained: a term, then its meaning")

# --- of who validated, of the landlord, of dangers -------------------------------------------------------

BY = Key("by", "Une personne ou une instance, ou plusieurs", "One person or body, or several")
ON = Key("on", DATE.french, DATE.english)
HASH = Key(
    "hash",
    "L’empreinte de ce qui a été signé, écrite par le programme",
    "The hash of what was signed, written by the program",
)
SHORT = Key("short", "Le nom court", "The short name", means=Sort.FACT)
FORMERLY = Key("formerly", "L’ancien nom", "The former name", means=Sort.FACT)
AREA = Key("area", "Le territoire", "The area", means=Sort.FACT)
WEBSITE = Key("website", "Le site : https://…", "The website: https://…", means=Sort.NUMBER)
CONTACTS = Key("contacts", "Comment joindre le bailleur", "How to reach the landlord", means=Sort.NUMBER)
EMERGENCY = Key(
    "emergency",
    "Les dangers : les numéros, et quoi faire d’abord (gas, fire, smoke…)",
    "Dangers: the numbers, and what to do first (gas, fire, smoke…)",
)
DANGER = Key("danger", "Le danger, ou qui répond au numéro", "The danger, or who answers the number")
EMERGENCY_BY = Key("by", "voice : je parle ; sms : j’écris", "voice: I speak; sms: I write", means=Sort.NUMBER)

# --- of a contact, of a delay ----------------------------------------------------------------------------

LABEL = Key("label", "Le nom du contact", "What the contact is called")
VALUE = Key("value", "Le numéro ou l’adresse", "The number or address")
DELAY_VALUE = Key("value", "Le délai habituel", "The usual delay")
AT_MOST = Key("at-most", "Le délai maximum", "The limit")

DECLARED = tuple(each for each in tuple(globals().values()) if isinstance(each, Key))
