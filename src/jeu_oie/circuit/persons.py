"""What in a circuit looks like a person, names one, or passes for another name."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest

from jeu_oie.circuit.read import LocatedText, Reading
from jeu_oie.errors import Place, Problem

# A name is known by the title before it (« Mme Martin »), by its writing where it stands alone (« Lucie MARTIN »),
# or by a frequent first name before a capital. Who is named otherwise is not seen: sheets ask for roles.

# 06 12 34 56 78, +33 (0)7 12…: what French mobiles start with.
MOBILE = re.compile(r"(?<![\d+])(?:(?:\+|00)33\s*(?:\(0\)\s*)?|0)[67](?:[\s.\-/]*\d\d){4}(?!\d)")
PERSON = re.compile(r"\b([^\W\d_]{2,})[._]([^\W\d_]{2,})@[\w-]+(?:\.[\w-]+)+")
# What stands before the dot in the address of a service.
SERVICES = frozenset(
    (
        *("accueil", "agence", "antenne", "assistance", "astreinte", "bureau", "centre", "clientele", "contact"),
        *("courrier", "direction", "espace", "federation", "gestion", "info", "infos", "loge", "locataire"),
        *("locataires", "mediation", "mediateur", "pole", "reclamation", "reclamations", "relation", "relations"),
        *("secretariat", "service", "services", "siege", "sinistre", "technique", "urgence", "office", "support"),
    )
)
_CAPITAL = "A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒ"
_TITLE = r"M\.|MM\.|Mr\.?|Mrs\.?|Ms\.?|Mme|Mmes|Mlle|Monsieur|Madame|Mademoiselle|Messieurs"
# « La CALEOL », « Agence VILLENEUVE » are none.
_BODY = (
    r"(?:Le|La|Les|Un|Une|Des|Du|Au|Aux|En|Par|Notre|Votre|The|Agence|Antenne|Service|Office|Conseil|Mairie|Ville|Union"
    r"|Groupe|Régie|Caisse|Association|Syndicat|Fédération|Centre|Espace|Maison|Point|Quartier|Secteur|Loge|Site|Portail)"
)
_WRITTEN = (
    rf"(?!{_BODY}\s)[{_CAPITAL}][a-zà-ÿœ]+(?:-[{_CAPITAL}][a-zà-ÿœ]+)?\s+(?:de\s+|d[’'])?"
    rf"[{_CAPITAL}]{{4,}}(?:-[{_CAPITAL}]+)*"
)
# What INSEE counts most often, of all ages, and what the tenants of social housing bear as often.
_FIRST = (
    "Abdel Abdelkader Abdou Adam Adama Adèle Adrien Agathe Agnès Ahmed Aïcha Alain Alexandra Alexandre Alexis "
    "Ali Alice Amadou Amandine Amélie Amina Amine Ana Anaïs André Andrée Anissa Anita Anna Anne Annick Annie "
    "Anthony Antoine Antonio Arnaud Arthur Audrey Aurélie Aurélien Aya Béatrice Bernadette Bernard Bertrand "
    "Boris Brahim Brigitte Bruno Camille Carlos Carole Caroline Catherine Cécile Céline Chantal Charles "
    "Charlotte Chloé Christelle Christian Christiane Christine Christophe Claire Claude Claudine Clément "
    "Colette Corinne Cyril Damien Daniel Danielle David Delphine Denis Denise Didier Dominique Édith Édouard "
    "Élisabeth Élise Élodie Émilie Emma Emmanuel Éric Estelle Étienne Fabien Fabrice Farid Farida Fatiha Fatima "
    "Fatma Fatou Fatoumata Fernando Florence Florian François Françoise Franck Frédéric Gabriel Geneviève "
    "Georges Gérard Ghislaine Gilbert Gilles Ginette Grégory Guillaume Guy Habib Hakim Hamid Hassan Hélène "
    "Henri Hugo Huguette Ibrahim Inès Isabelle Ismaël Jacqueline Jacques Jamila Jean Jeanne Jeannine Jérôme "
    "Joël Joëlle José Josette Joseph Josiane Julie Julien Juliette Kamel Karim Karima Karine Khadija Khaled "
    "Latifa Laura Laure Laurence Laurent Léa Leïla Léo Liliane Lionel Louis Louise Luc Lucas Lucette Lucie "
    "Lucien Lucienne Ludovic Lydie Madeleine Malika Mamadou Manon Marc Marcel Marcelle Marguerite Maria Mariam "
    "Marie Marine Mario Marion Martin Martine Maryse Mathieu Mathilde Matthieu Maurice Maxime Mehdi Michel "
    "Michèle Micheline Mireille Mohamed Mohammed Monique Morgane Moussa Mourad Mustapha Myriam Nabil Nadia "
    "Nadine Naïma Nathalie Nicolas Nicole Noémie Nora Odette Olivier Omar Ophélie Oumar Pascal Pascale Patrice "
    "Patricia Patrick Paul Paulette Pauline Pedro Philippe Pierre Pierrette Quentin Rachel Rachid Rachida "
    "Raymond Raymonde Régine Régis René Renée Richard Robert Roger Roland Romain Romane Rose Sabrina Saïd Salah "
    "Salima Samir Samira Sandra Sandrine Sara Sarah Sébastien Serge Simon Simone Simonne Solange Sonia Sophie "
    "Stéphane Stéphanie Suzanne Sylvain Sylvie Thérèse Thibault Thierry Thomas Tony Valentin Valérie Véronique "
    "Victor Vincent Virginie William Xavier Yamina Yann Yannick Yasmina Yassine Youssef Yves Yvette Yvonne "
    "Zohra"
)
HOME = re.compile(
    r"\b\d{1,4}(?:\s*(?:bis|ter))?(?:\s*,)?\s+(?:rue|avenue|av\.|boulevard|bd|allée|impasse|chemin|quai)(?!\w)"
    r"|\b(?:appartement|appart|appt|apt)\.?\s*(?:n°\s*)?\d+",
    re.IGNORECASE,
)


# « rue Jean Jaurès », « Saint-Martin Le Vinoux » are places.
PLACE = re.compile(
    r"(?:\b(?:rue|avenue|av\.|boulevard|bd|allée|impasse|chemin|quai|place|square|cours|parc|pont|résidence|école|collège"
    r"|lycée|hôpital|clinique|centre|espace|salle|gymnase|stade|foyer|maison|tour|agence|antenne|quartier|secteur|cité"
    r"|fondation)(?:\s+(?:du|des|de\s+la|de))?\s+|\b(?:saint|sainte|st|ste)[\s-]+)$",
    re.IGNORECASE,
)


# A text without one of these names nobody by title or first name: nearly all, and the long patterns take a while.
_KNOWN = frozenset((*_FIRST.split(), *re.findall(r"\w+", _TITLE)))
ALONE = re.compile(_WRITTEN)
WORD = re.compile(r"[^\W\d_]+")


@cache
def names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A name within a text, and a first name that stands alone; compiled only where somebody may be named."""
    first = "|".join(sorted(_FIRST.split(), key=len, reverse=True))
    both = rf"(?:{first})(?:-(?:{first}))?"
    name = re.compile(rf"(?<![\w-])(?:(?:{_TITLE})|{both})\s+[{_CAPITAL}][\w’'.-]*")
    return name, re.compile(rf"\s*{both}\s*")


def contacts_in(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The code of each person's own number or address, and where it stands."""
    yield from (("personal-phone", match) for match in MOBILE.finditer(text))
    if "@" in text:
        found = PERSON.finditer(text)
        yield from (("personal-address", match) for match in found if match[1].casefold() not in SERVICES)


def names_in(text: str) -> Iterator[re.Match[str]]:
    """What looks like the name of a person, and is not that of a place."""
    found = list(known_in(text)) or list(filter(None, [ALONE.fullmatch(text.strip())]))
    return (match for match in found if not PLACE.search(text, 0, match.start()))


def known_in(text: str) -> Iterator[re.Match[str]]:
    """What begins with a title or a frequent first name, or is one."""
    if not _KNOWN.isdisjoint(WORD.findall(text)):
        within, alone = names()
        yield from list(within.finditer(text)) or filter(None, [alone.fullmatch(text)])


def persons_in(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The same, and what looks like a name or a dwelling: for what people wrote by hand, where neither may stand."""
    yield from contacts_in(text)
    yield from (("personal-name", match) for match in names_in(text))
    yield from (("personal-home", match) for match in HOME.finditer(text))


# Told, never refused: all of it may be right. A source may name people in its title, whoever wrote it is a body.

MAX_WARNINGS = 20  # of one sort that are told at their places, the others being counted
CITED, AUTHOR = "sources", "author"  # a title or a note may cite people; who wrote it is printed as such
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# Greek, Cyrillic, Armenian, Cherokee: alphabets in which letters look like Latin ones.
ALIKE = re.compile("[\u0370-\u03ff\u0400-\u052f\u0531-\u0589\u13a0-\u13ff]")
HOST = re.compile(r"https?://[^\s/?#]*(?:xn--|[^\x00-\x7f])[^\s/?#]*", re.IGNORECASE)


def naming(reading: Reading) -> Iterator[Problem]:
    """The warnings, the first ``MAX_WARNINGS`` of each sort; how many others there are stands at the last of them."""
    counts: Counter[str] = Counter()
    last: dict[str, tuple[Place, str]] = {}
    for said, following in zip_longest(reading.texts, reading.texts[1:]):
        for code, value in _find_names(said):
            counts[code] += 1
            if counts[code] <= MAX_WARNINGS:
                place = _place(reading, said, following, value)
                last[code] = place, value
                yield reading.problem_at(place.file, place.line, place.column, code, value=value)
    for code, (place, value) in last.items():
        if counts[code] > MAX_WARNINGS:
            told = {"value": value, "count": counts[code] - MAX_WARNINGS}
            yield reading.problem_at(place.file, place.line, place.column, f"{code}-others", **told)


def mixed_in(text: str) -> Iterator[str]:
    """The words that hold letters of two alphabets."""
    if ALIKE.search(text):
        words = (match.group() for match in WORD.finditer(text))
        yield from (word for word in words if LATIN.search(word) and ALIKE.search(word))


def _find_names(said: LocatedText) -> Iterator[tuple[str, str]]:
    """The code and the words of each."""
    if CITED not in said.keys or said.keys[-1] == AUTHOR:
        yield from (("person-named", match.group().strip()) for match in names_in(said.text))
    yield from (("mixed-alphabets", word) for word in mixed_in(said.text))
    yield from (("unusual-host", match.group()) for match in HOST.finditer(said.text))


def _place(reading: Reading, said: LocatedText, following: LocatedText | None, value: str) -> Place:
    """Where the words themselves stand: in the lines of their text, which end where the next one begins."""
    place = said.place
    lines = reading.lines.get(place.file, ())
    last = following.place.line if following and following.place.file == place.file else len(lines)
    for number, line in enumerate(lines[place.line - 1 : last], place.line):
        column = line.find(value, place.column - 1 if number == place.line else 0)
        if column >= 0:
            return Place(place.file, number, column + 1)
    return place
