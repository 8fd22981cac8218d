"""What each key of the format means, in a line: editors show it, French first."""

from typing import NamedTuple


class Description(NamedTuple):
    """One key in the two languages of the program."""

    french: str
    english: str


# « Setback.to » where a key means something else in one kind of item.
DESCRIPTIONS = {
    "circuit": Description("Un circuit de réclamation", "A complaint circuit"),
    "landlord": Description(
        "Le bailleur : le nom d’un fichier à côté, ou ses lignes",
        "The landlord: the name of a file beside, or its lines",
    ),
    "common": Description(
        "Ce que tous les bailleurs partagent : common.yaml ou ../common.yaml",
        "What all landlords share: common.yaml or ../common.yaml",
    ),
    "format": Description("La version du format : 1", "The version of the format: 1"),
    "title": Description("Le titre : ce qui se lit sur la case, court", "The title: what stands on the square, short"),
    "CircuitFile.title": Description("Le titre du plateau", "The title of the board"),
    "Source.title": Description("Le titre du document", "The title of the document"),
    "topic": Description("Le sujet du circuit", "What the circuit is about"),
    "language": Description("La langue du circuit : fr, en, ar…", "The language of the circuit: fr, en, ar…"),
    "version": Description(
        'La version, imprimée sur chaque feuille : "2017-01"', 'The version, printed on every sheet: "2017-01"'
    ),
    "status": Description(
        "draft : brouillon ; validated : validé par le bailleur", "draft, or validated by the landlord"
    ),
    "validated": Description("Qui a validé, et quand", "Who validated, and when"),
    "on": Description("La date : AAAA, AAAA-MM ou AAAA-MM-JJ", "The date: YYYY, YYYY-MM or YYYY-MM-DD"),
    "hash": Description(
        "L’empreinte de ce qui a été signé, écrite par le programme",
        "The hash of what was signed, written by the program",
    ),
    "searched": Description(
        "Brouillon : quand les faits manquants ont été cherchés", "Draft: when the missing facts were last looked for"
    ),
    "review": Description("Quand il faudra relire", "When to look again"),
    "arrival": Description("Le titre de la case d’arrivée", "The title of the arrival square"),
    "use": Description(
        "Ce que le circuit prend du fichier commun : recours et mots",
        "What the circuit takes of the common file: recourse and words",
    ),
    "steps": Description("Les étapes dans l’ordre, deux au moins", "The steps in order, two at least"),
    "Detour.steps": Description("Les étapes du détour, une à six", "The steps of the detour, one to six"),
    "shortcuts": Description("Les urgences qui sautent des étapes", "Urgencies that skip steps"),
    "detours": Description("Les cas hors circuit, sur une piste à côté", "Cases out of the circuit, on a side track"),
    "setbacks": Description("Ce qui va de travers", "What goes wrong"),
    "practices": Description("Les bonnes pratiques", "Good practices"),
    "recourse": Description("Les recours, dans l’ordre", "The ladder of recourse, in order"),
    "spaces": Description("Les espaces de dialogue", "Spaces of dialogue"),
    "problems": Description("Les problèmes des locataires", "The problems tenants have"),
    "questions": Description("Les cartes quiz ou débat", "Quiz or debate cards"),
    "advice": Description("Ce que le locataire peut faire", "What a tenant can do"),
    "facts": Description("Ce qu’il est bon de savoir", "What is good to know"),
    "sources": Description("Les sources : un nom, puis son titre", "Sources: a name, then its title"),
    "actors": Description(
        "Les acteurs : un nom court, puis son nom complet", "Actors: a short name, then the full name"
    ),
    "words": Description("Les mots expliqués : un mot, puis son sens", "Words explained: a term, then its meaning"),
    "id": Description("L’identifiant : a-z, 0-9 et tirets", "The id: a-z, 0-9 and dashes"),
    "text": Description("Ce qui se lit sur la carte", "What stands on the card"),
    "source": Description(
        "D’où vient le fait : une source ou une liste", "Where the fact comes from: one source or a list"
    ),
    "uncertain": Description("true : imprimé « à vérifier »", "true: printed “to be checked”"),
    "actor": Description(
        "Qui agit : tenant, landlord ou un acteur déclaré, ou une liste",
        "Who acts: tenant, landlord or a declared actor, or a list",
    ),
    "channels": Description(
        "Par où passer : phone, desk, letter… ou kind, label, value, hours",
        "Which way: phone, desk, letter… or kind, label, value, hours",
    ),
    "condition": Description("À quelle condition", "On what condition"),
    "delay": Description(
        "Le délai annoncé depuis l’étape d’avant : 5 jours ouvrés, sous 48 h…",
        "The announced time since the step before: 5 working days, within 48 h…",
    ),
    "trace": Description(
        "Ce que le locataire garde ; none : la source dit qu’il n’y a rien",
        "What the tenant holds afterwards; none: the source says nothing is",
    ),
    "say": Description("Une phrase à dire ou à écrire", "A sentence to say or write"),
    "call": Description("Le numéro à appeler", "The number to call"),
    "hours": Description("Les heures", "The hours"),
    "if-silent": Description(
        "Vers qui aller si rien ne vient : une étape, un détour ou un recours",
        "Where to turn when nothing comes: a step, a detour or a recourse",
    ),
    "charge": Description("Qui paie", "Who pays"),
    "missing": Description(
        "true : une étape que personne n’a trouvée, à remplir à la main",
        "true: a step nobody has documented, to fill in by hand",
    ),
    "from": Description("L’étape d’où il part", "The step it starts from"),
    "to": Description(
        "Où il mène : une étape, end (réglé), out (ailleurs) ou unknown",
        "Where it leads: a step, end (settled), out (elsewhere) or unknown",
    ),
    "Setback.to": Description(
        "Avec kind: back : la même étape ou une étape d’avant", "With kind: back: the same step or an earlier one"
    ),
    "criteria": Description("Ce qui en fait une urgence", "What makes it an urgency"),
    "examples": Description("Des exemples", "Examples"),
    "at": Description("L’étape où elle se pose ; any : aucune case", "The step it stands at; any: no square"),
    "kind": Description("Le moyen : phone, desk, letter…", "The way: phone, desk, letter…"),
    "Setback.kind": Description(
        "wait : attente ; silence ; blocked : bloqué ; back : retour ; closed : dossier clos",
        "wait, silence, blocked, back or closed",
    ),
    "remedy": Description("Comment s’en sortir", "How to get out of it"),
    "adopted": Description(
        "true : ce bailleur le fait ; trial : essai ; studied : étude ; refused : refusé ; false : vu ailleurs",
        "true: this landlord does it; false: seen elsewhere",
    ),
    "decided": Description("Par qui et quand c’est décidé", "By whom and when it was decided"),
    "who": Description("Qui", "Who"),
    "when": Description("Quand", "When"),
    "contact": Description("Comment joindre : un moyen ou une liste", "How to reach: one way or a list"),
    "contacts": Description("Comment joindre le bailleur", "How to reach the landlord"),
    "excludes": Description("Ce que le recours ne prend pas", "What the recourse does not take"),
    "urgency": Description(
        "L’urgence dont il relève : un raccourci, ou none", "The urgency it belongs to: a shortcut, or none"
    ),
    "first": Description("Quoi faire tout de suite", "What to do at once"),
    "emergency": Description(
        "Les dangers : les numéros, et quoi faire d’abord (gas, fire, smoke…)",
        "Dangers: the numbers, and what to do first (gas, fire, smoke…)",
    ),
    "danger": Description("Le danger, ou qui répond au numéro", "The danger, or who answers the number"),
    "Emergency.first": Description(
        "Les gestes dans l’ordre, un par ligne. Gaz : sortir, puis appeler dehors",
        "The gestures in order, one a line. Gas: go out, then call outside",
    ),
    "by": Description("Une personne ou une instance, ou plusieurs", "One person or body, or several"),
    "Emergency.by": Description("voice : je parle ; sms : j’écris", "voice: I speak; sms: I write"),
    "acceptable": Description("Le délai acceptable pour les locataires", "The delay that tenants find acceptable"),
    "answers": Description("Les réponses proposées", "The answers to choose from"),
    "right": Description("Le numéro de la bonne réponse, à partir de 1", "The number of the right answer, from 1"),
    "why": Description("Pourquoi", "Why"),
    "name": Description("Le nom", "The name"),
    "short": Description("Le nom court", "The short name"),
    "formerly": Description("L’ancien nom", "The former name"),
    "area": Description("Le territoire", "The area"),
    "website": Description("Le site : https://…", "The website: https://…"),
    "role": Description("Ce que fait l’acteur", "What the actor does"),
    "author": Description("Qui l’a écrit", "Who wrote it"),
    "date": Description("La date : AAAA, AAAA-MM ou AAAA-MM-JJ", "The date: YYYY, YYYY-MM or YYYY-MM-DD"),
    "address": Description("L’adresse : https://…", "The address: https://…"),
    "note": Description(
        "Ce que le lecteur doit savoir : presse, un seul point de vue, page coupée…",
        "What the reader must know: press, one side, page cut…",
    ),
    "label": Description("Le nom du contact", "What the contact is called"),
    "value": Description("Le numéro ou l’adresse", "The number or address"),
    "Delay.value": Description("Le délai habituel", "The usual delay"),
    "at-most": Description("Le délai maximum", "The limit"),
}
