"""Which danger for life a sentence speaks of: by a table of French and English words, accents and case apart.

A sentence that smells of gas is never missed; a boiler that does not heat is no gas leak, a smoke detector no smoke. So
what only sounds like a danger (``FRIENDS``) is taken out first, and gas needs a smell, a leak or an alarm beside it.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from jeu_oie.circuit.model import Circuit, Emergency, Item, ProblemItem, Shortcut
from jeu_oie.circuit.nearest import plain

GAS, FIRE, SMOKE, CARBON_MONOXIDE, ELECTROCUTION, LIFT = (
    *("gas", "fire", "smoke", "carbon-monoxide", "electrocution", "lift-inside"),
)

# A few words in between, none of which is the boiler or the water that leaks in place of the gas.
_NEAR = r"(?:\W+(?!(?:eau|water|chaudiere|chauffe|chauffage|ballon|radiateur|boiler|heater|heating)\b)\w+){0,%d}?\W+"

SOUNDS_LIKE = (
    # what watches for it, what stops it, who insures it
    (
        r"\b(?:detecteurs?|avertisseurs?|alarmes?|capteurs?|daaf)\b(?:\W+(?:avertisseurs?|autonomes?|de|"
        r"du|d|a|au|et|ou|contre|l|la|le|"
        r"fumees?|incendie|feu|gaz|monoxyde|carbone|co)\b)+"
    ),
    (
        r"\b(?:smoke|fire|gas|carbon monoxide|co)\W+(?:and heat\W+)?(?:detectors?|alarms?|sensors?|"
        r"doors?|exits?|escapes?|extinguishers?|"
        r"drills?|insurance|brigade|service|station|safety|blankets?|proof|resistant|wood|pits?)\b"
    ),
    (
        r"\b(?:portes?|extincteurs?|securite|assurances?|garanties?|colonnes?|issues?|trappes?|"
        r"consignes?|exercices?|plans?|"
        r"registres?|robinets?|poteaux?|bornes?|bouches?)\W+(?:(?:de|d|l|la|le|contre|anti|"
        r"en cas de?)\W+)*(?:incendie|feu|fumees?)\b"
    ),
    r"\b(?:coupe|pare|couvre|cessez?(?:\W+le)?|pot\W+au|anti)\W+feux?\b|\bbrandschutz\b",
    (
        r"\bfeux? (?:verts?|rouges?|oranges?|tricolores?|clignotants?|d\W+artifices?|de (?:signalisation|"
        r"circulation|position|route|detresse))\b"
    ),
    (
        r"\bfeu (?:mon|ma|son|sa|notre|votre)\b(?=\W+(?:pere|mere|mari|femme|frere|soeur|oncle|tante|"
        r"grand|epou))|\barmes? a feu\b"
    ),
    # the rings of a cooker, the pilot light of a boiler, a gas fire that heats
    (
        r"\bfeux\b(?:\W+\w+){0,3}?\W+(?:cuisiniere|gaziniere|plaques?|table)\b|\b(?:\d|deux|trois|"
        r"quatre)\W+feux\b"
    ),
    r"\bfeu\b(?:\W+\w+){0,3}?\W+ne s\W*allume\w*|\bgas fires?\b|\bfireplaces?\b",
    # where smoke belongs, or what people smoke
    (
        r"\b(?:conduits?|evacuations?|extractions?|sorties?)\W+(?:(?:de|des|d|la|les)\W+)+fumees?\b|"
        r"\bsmoke (?:ducts?|vents?|free)\b"
    ),
    (
        r"\bfumees?\W+(?:(?:de|des|du|d|la|le)\W+)*(?:cigarettes?|tabac|cigares?|barbecues?|chichas?|"
        r"joints?|shit|cannabis|narguile|voisine?s?)\b"
    ),
    r"\b(?:cigarette|tobacco|cigar|barbecue|cannabis|weed|second\W?hand)\W+smoke\b",
    r"\b(?:neighbou?rs?|people|they|who|to|tenants?|not|i|we|you) smoke\b",
    (
        r"\bgaz (?:d\W+echappement|a effet|hilarant)\b|\bto fire\b|\bfire (?:the|a) (?:contractor|"
        r"company|caretaker)\b"
    ),
)
FRIENDS = re.compile("|".join(SOUNDS_LIKE))

# The first that is found names the danger; several may be found in one sentence.
TABLE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (danger, re.compile("|".join(patterns)))
    for danger, patterns in (
        (
            GAS,
            (
                (
                    rf"\b(?:odeurs?|fuites?|fuit|fuient|echappements?|emanations?|explosions?|urgences?|dangers?|"
                    rf"alertes?)\b{_NEAR % 4}ga[sz]\b"
                ),
                (
                    rf"\b(?:sen[st]|sentent|sentons|sentez|sentir|senti|sentait|ressens|pue|puent|renifle|"
                    rf"respire)\b{_NEAR % 5}ga[sz]\b"
                ),
                (
                    rf"\bgaz\b{_NEAR % 3}(?:sent|sens|pue|fuit|s\W*echappe|siffle)\b|\bgaz\W+(?:qui )?(?:fuit|fuite|"
                    rf"sent)\b"
                ),
                r"^\W*(?:(?:le|du|au|the|a)\W+)?gaz\W*$",
                rf"\b(?:smells?|smelling|smelt|odou?rs?)\b{_NEAR % 3}gas\b",
                rf"\b(?:leaks?|leaking|escape)\b{_NEAR % 3}gas\b(?!\W+(?:boiler|heater|heating)\b)",
                (
                    r"\bgas\W+(?:(?:is|was|seems to be)\W+)?(?:leak\w*|smells?|odou?rs?|escap\w+|explosions?|"
                    r"emergency)\b|^\W*gas\W*$"
                ),
            ),
        ),
        (
            CARBON_MONOXIDE,
            (
                (
                    r"\bmonox[yi]des?\b|\bintoxications?\W+(?:(?:au|de|par|le|la|l|carbone)\W+)*(?:co|gaz|oxyde|"
                    r"chaudiere)\b|\boxycarbon\w+"
                ),
                r"^\W*intoxications?\W*$",
                (
                    r"\bm(?:aux|al) (?:de|a la) tete\b.*\b(?:chaudiere|poele|chauffage)\b|"
                    r"\b(?:chaudiere|poele|chauffage)\b.*\bm(?:aux|al) (?:de|a la) tete\b"
                ),
                r"\b(?:co|carbon monoxide)\W+poisoning\b|\bfuites?\W+de co\b",
            ),
        ),
        (
            ELECTROCUTION,
            (
                (
                    r"\belectrocut\w+|\belectrocution\w*|\belectrif(?:ie|iee)\b|\belectric shocks?\b|"
                    r"\belectrisation\b|\belectrise[es]?\b"
                ),
                (
                    r"\b(?:prends?|pris|prendre|recoi[st]|recu|recevoir|eu|a)\W+(?:une?|des|la|le)\W+"
                    r"(?:decharges?|chataignes?|coups? de jus|chocs?)\b(?!\W+(?:publique?s?|"
                    r"sauvages?))(?:\W+electriques?)?"
                ),
                (
                    r"\b(?:decharge|choc)s? electriques?\b|\bcourts?\W+circuits?\b|\bshort\W+circuits?\b|"
                    r"\betincelles?\b|\bsparks?\b|\bsparking\b"
                ),
            ),
        ),
        (
            SMOKE,
            (
                r"\b(?:odeurs?|sent|sens|pue)\b(?:\W+\w+){0,2}?\W+brule\b",
                r"\bsmells? (?:of )?burning\b",
                r"\bfumees?\b",
                r"\benfum\w+",
                r"\bsmoke\b",
                r"\bsmoky\b",
            ),
        ),
        (
            FIRE,
            (
                r"\bincendi\w*",
                r"\bfeu\b",
                r"\b(?:en|des|les) flammes?\b",
                r"\bfire\b",
                r"\bflames\b",
                r"\bablaze\b",
                (
                    r"\b(?:poubelles?|voitures?|caves?|cuisine|prise|tableau|matelas|local|appartement|"
                    r"immeuble|maison|logement|chambre|garage|balcon|toit)\W+(?:qui\W+)?brule(?:nt)?\b"
                ),
            ),
        ),
        (
            LIFT,
            (
                (
                    r"\b(?:bloque|coince|enferme|pris)e?s?\b(?:\W+\w+){0,3}?\W+(?:dans|d)\W+(?:l|un|"
                    r"cet)?\W*(?:ascenseur|cabine)\b"
                ),
                r"\b(?:stuck|trapped)\b(?:\W+\w+){0,3}?\W+(?:lift|elevator)\b",
            ),
        ),
    )
)
# A fire here or elsewhere: what to do is the contrary. Where nothing says which, both are told.
HOME = re.compile(
    (
        r"\b(?:chez (?:moi|nous)|(?:mon|ma|notre|mes) (?:logement|appartement|cuisine|chambre|salon|"
        r"sejour|maison|studio|piece|balcon)|"
        r"dans (?:le|mon|un) (?:logement|appartement)|(?:my|our) (?:home|flat|house|kitchen|room|"
        r"bedroom))\b|\bat home\b"
    ),
)
ELSEWHERE = re.compile(
    (
        r"\b(?:ailleurs|escaliers?|palier|couloirs?|halls?|caves?|voisine?s?|parties communes|immeuble|"
        r"parking|garage|local|"
        r"elsewhere|stairs?|stairwell|staircase|corridors?|hallway|neighbou?rs?|basement|cellars?|"
        r"landing|building)\b"
    ),
)


# An alarm that rings speaks of what it watches for; one that is broken, or beeps for its battery, does not.
RINGS = {
    GAS: r"gaz|gas",
    CARBON_MONOXIDE: r"monoxyde|co|carbon monoxide",
    SMOKE: r"fumees?|incendie|smoke|fire",
}
ALARMS = {
    danger: re.compile(
        rf"\b(?:detecteur|avertisseur|alarme)\b(?:\W+\w+){{0,3}}?\W+(?:{words})\b(?:\W+\w+){{0,3}}?\W+"
        r"(?:sonne|hurle|siffle|se declenche)\b(?!\W+(?:pour rien|sans raison))|"
        rf"\b(?:{words})\W+(?:alarm|detector)\W+(?:is ringing|rings|goes off)\b"
    )
    for danger, words in RINGS.items()
}


# A gesture that is to call: « J’appelle le … », « Call … ».
CALLS = re.compile(
    r"\b(?:appelle[rsz]?|appeler|appelez|telephon(?:er|ez)|je telephone|compose[rz]?|call|dial|ring)\b"
    r"|\d(?:[\s.]?\d){9}"
)
FIGURES = re.compile(r"[0-9](?:[\s.]?[0-9])*")  # those of a telephone


def numbers_in(call: str) -> tuple[str, ...]:
    """The numbers that ``call`` holds (« … ou … »), as they are written."""
    return tuple(FIGURES.findall(call))


def figures_in(call: str) -> tuple[str, ...]:
    """The numbers that ``call`` holds, without spaces."""
    return tuple(re.sub(r"[^0-9]", "", number) for number in numbers_in(call))


def is_rescue(call: str, dangers: Iterable[Emergency]) -> bool:
    """Whether all figures of ``call`` are numbers of danger, and none the landlord's."""
    known = {figures for danger in dangers for figures in figures_in(danger.call or "")}
    figures = set(figures_in(call))
    return bool(figures) and figures <= known


def says_to_call(text: str) -> bool:
    return CALLS.search(plain(text)) is not None


def numbers_to_call(text: str) -> tuple[str, ...]:
    """The numbers of a text that says to call; « 10 minutes » in any other is none."""
    return numbers_in(text) if says_to_call(text) else ()


def patterns() -> Mapping[str, object]:
    """What ``dangers_in`` looks for, for the form: in a text without accents JavaScript reads these to the letter."""
    return {
        "friends": FRIENDS.pattern,
        "table": [(danger, words.pattern) for danger, words in TABLE],
        "alarms": [(danger, words.pattern) for danger, words in ALARMS.items()],
        "home": HOME.pattern,
        "elsewhere": ELSEWHERE.pattern,
    }


def spoken_by(item: Item) -> tuple[str, ...]:
    """The texts in which a problem or an urgency may name a danger."""
    match item:
        case ProblemItem():
            return (item.title, item.text or "")
        case Shortcut():
            return (item.title, item.text or "", *item.criteria, *item.examples)
        case _:
            return ()


def speaks_of_danger(item: Item, circuit: Circuit) -> bool:
    """Whether a problem or an urgency speaks of a danger in which ``circuit`` says what to do first."""
    known = {danger.id for danger in circuit.emergency if danger.gestures}
    if isinstance(item, ProblemItem) and item.like:
        return item.like in known
    return any(known.intersection(dangers_in(text)) for text in spoken_by(item))


def danger_of(problem: ProblemItem, circuit: Circuit) -> Emergency | None:
    """The danger that a problem is, of those in which ``circuit`` says what to do: by its ``like``, else its title."""
    named = (problem.like,) if problem.like else dangers_in(problem.title)
    return next((each for each in circuit.emergency if each.id in named and each.gestures), None)


@lru_cache(maxsize=2_000)  # each text is asked for by warnings, cards and page
def dangers_in(text: str) -> tuple[str, ...]:
    """The ids of the dangers that ``text`` speaks of; none for what only sounds like one."""
    whole = plain(text).replace("’", "'")
    without_friends = FRIENDS.sub(" ", whole)
    rings = [danger for danger, words in ALARMS.items() if words.search(whole)]
    named = tuple(dict.fromkeys((*rings, *(danger for danger, words in TABLE if words.search(without_friends)))))
    return tuple(dict.fromkeys(_where(named, without_friends)))


def _where(named: tuple[str, ...], text: str) -> Iterable[str]:
    """Each danger; fire and smoke by where they are."""
    for danger in named:
        if danger not in (FIRE, SMOKE):
            yield danger
    if FIRE in named or SMOKE in named:
        home, elsewhere = HOME.search(text) is not None, ELSEWHERE.search(text) is not None
        if home or (FIRE in named and not elsewhere):
            yield FIRE
        if not home or elsewhere:
            yield SMOKE
