"""The known word that a mistyped one most likely meant."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from heapq import nsmallest

# Beyond this a « word » is a text, and comparing it with each known word would cost time for nothing.
MAX_CHARS = 40
MAX_COMPARED = 50  # words that are compared letter by letter

# What people who think in French type for a word of the format.
_FRENCH = """
bailleur:landlord commun:common langue:language sujet:topic arrivee:arrival relecture:review etapes:steps
raccourcis:shortcuts obstacles:setbacks conseils:advice faits:facts mots:words canaux:channels horaires:hours
numero:call appel:call dire:say paie:charge qui-paie:charge manquante:missing incertain:uncertain preuve:trace
de:from vers:to criteres:criteria exemples:examples nom:name qui:who quand:when reponses:answers bonne:right
pourquoi:why adopte:adopted brouillon:draft valide:validated reparations:repairs voisinage:neighbours
mutation:transfer autre:other guichet:desk courrier:letter lettre:letter portail:portal mail:email
courriel:email gardien:caretaker oui:true non:false locataire:tenant contrat:contract essai:trial attente:wait
retour:back bloque:blocked clos:closed aucun:none aucune:none inconnu:unknown telephone:phone tel:phone
etude:studied etudie:studied etudiee:studied refuse:refused refusee:refused partout:any fin:end ailleurs:out dehors:out
gaz:gas feu:fire fumee:smoke sante:ill fuite:leak inondation:flood evacuation:drain eau-chaude:hot-water robinet:tap
douche:shower eau:water humidite:damp chauffage:heating froid:cold panne:power-cut electricite:electricity lumiere:light
ascenseur:lift serrure:lock cle:key porte:door fenetre:window volet:shutter escalier:stairs sonnette:doorbell
nuisibles:pest toit:roof menage:cleaning bruit:noise odeur:smell paroles:speech
gens:people degats:damage stationnement:parking demenagement:move famille:family
handicap:disability argent:money accueil:desk dossier:form rendez-vous:appointment entreprise:company travaux:work
visite:visit delai:delay quittance:receipt copie:copy assurance:insurance metier:trade conseil:advice
reunion:meeting tribunal:court mairie:town-hall site:website recommande:registered
"""
FRENCH = dict(pair.split(":") for pair in _FRENCH.split())


def plain(word: str) -> str:
    """``word`` in lower case, without accents: « Délais » → « delais »."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def distance(a: str, b: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours that lead from ``a`` to ``b``."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The word of ``known`` nearest to ``word``, or None when none is near (over 40 % of it differs)."""
    if not 0 < len(word) <= MAX_CHARS:
        return None
    return _nearest(plain(word).replace("_", "-"), tuple(known))


@lru_cache(256)
def _nearest(typed: str, known: tuple[str, ...]) -> str | None:
    names = {**{french: word for french, word in FRENCH.items() if word in known}, **{word: word for word in known}}
    if typed in names and typed not in known:
        return names[typed]
    close = [other for other in names if _may_be(typed, other)]
    if len(close) > MAX_COMPARED:  # none of them is more likely than the others by far
        close = nsmallest(MAX_COMPARED, close, key=lambda other: _at_least(typed, other))
    ranked = sorted((distance(typed, plain(other)), other) for other in close)
    if not ranked:
        return None
    steps, best = ranked[0]
    return names[best] if steps <= _limit(typed, best) and steps < len(typed) else None


def _limit(typed: str, other: str) -> int:
    return max(1, int(0.4 * max(len(typed), len(other))))


def _may_be(typed: str, other: str) -> bool:
    """A cheap look before ``distance``."""
    limit = _limit(typed, other)
    return abs(len(typed) - len(other)) <= limit and _at_least(typed, other) <= limit


def _at_least(typed: str, other: str) -> int:
    """Steps that ``distance`` counts for sure: each letter that only one word has costs one."""
    return len(set(typed) - set(plain(other)))
