"""The commented circuit that « jeu-oie new » writes: nothing in it is a fact, every list has its example.

Lines that start with « ## » explain; the others, once their « # » is removed, are a circuit that can be read.
"""

FIRST = "# yaml-language-server: $schema={schema}\n"

FRENCH = """\
## Un circuit de réclamation. Les mots entre crochets sont à remplacer.
## Les lignes « ## » expliquent.
## Pour utiliser un exemple, enlevez de chacune de ses lignes le # et l'espace qui le suit.
## Règle d'or : un fait se dit avec sa source, ou ne se dit pas. Ce qui manque s'affiche « pas trouvé ».
## Les mots à gauche des deux-points restent en anglais. Un texte avec « : » ou « # » se met entre guillemets droits.
## Vérifiez à tout moment avec : jeu-oie check ce-fichier.yaml
format: 1
title: "[Titre du circuit]"
## repairs (réparations), neighbours (voisinage), transfer (mutation), general ou other
topic: general
## Le bailleur, écrit ici, ou le nom d'un fichier à côté : landlord: landlord.yaml
landlord:
  name: "[Nom du bailleur]"
## Ce que tous les bailleurs partagent (même dossier, ou dossier du dessus)
# common: ../common.yaml
# use: [adil]
language: fr
## Imprimée sur chaque feuille
version: "[année-mois]"
## draft (brouillon) jusqu'à ce que le bailleur ait validé : validated
status: draft
# validated: {by: ["[Qui a validé]"], on: 2000-01-01}
## Quand les faits manquants ont été cherchés, et quand relire
# searched: 2000-01
# review: 2100-01
# arrival: "[Titre de la case d'arrivée]"

## D'où viennent les faits : un nom court, puis le document
# sources:
#   exemple:
#     title: "[Titre du document]"
#     author: "[Auteur]"
#     date: 2000-01
#     address: https://example.org/
#     note: "[Ce que le lecteur doit savoir]"

## Qui agit, à part tenant (le locataire) et landlord (le bailleur) qui existent toujours
# actors:
#   agence:
#     name: "[Nom de l'acteur]"
#     role: "[Ce qu'il fait]"

## Les étapes, dans l'ordre. La première est le départ ; l'arrivée s'ajoute toute seule.
## id : un nom court (a-z, 0-9, tiret), dont se servent from, to, if-silent et at (any : pas de case à soi, la pile)
## channels : phone, desk, letter, portal, email, sms, caretaker (gardien), in-person, ou un label à vous
## trace: none si la source dit qu'il n'y a rien ; if-silent : le recours, l'étape ou le détour si rien ne vient
steps:
  - id: report
    title: "[Première étape]"
    actor: tenant
#     text: "[Ce qui se lit sur la carte]"
#     channels: [phone, desk, {label: "[Autre entrée]", value: "[Numéro ou adresse]", hours: "[Heures]"}]
#     trace: "[Ce que le locataire garde]"
#     say: "[Une phrase à dire]"
#     if-silent: lettre
#     source: exemple
  ## Une étape que personne n'a trouvée : une case à remplir à la main
  - id: unknown-1
    missing: true
  - id: close
    title: "[Dernière étape]"
#     actor: agence
## Le délai annoncé depuis l'étape d'avant : 5 jours ouvrés, sous 48 h, 2 à 5 jours, tout de suite…
#     delay: {value: 2 à 5 jours, at-most: 2 semaines, condition: "[À quelle condition]"}
#     call: "[Numéro à appeler]"
#     hours: "[Heures]"
## Qui paie : landlord, tenant, contract ou depends
#     charge: depends
#     uncertain: true

## Les urgences qui sautent des étapes : to est une étape plus loin, end (réglé), out (ailleurs) ou unknown
# shortcuts:
#   - id: urgence
#     title: "[Nom de l'urgence]"
#     from: report
#     to: close
#     criteria: ["[Ce qui en fait une urgence]"]
#     examples: ["[Un exemple]"]

## Les cas hors circuit : une piste à côté, d'une à six étapes
# detours:
#   - id: detour
#     title: "[Nom du cas]"
#     from: report
#     to: out
#     condition: "[Quand on y entre]"
#     steps:
#       - id: detour-1
#         title: "[Étape du détour]"

## Ce qui va de travers : wait (c'est long), silence, blocked (bloqué), back (retour, avec to) ou closed (dossier clos)
# setbacks:
#   - title: "[Ce qui arrive]"
#     at: close
#     kind: back
#     to: report
#     remedy: "[Comment s'en sortir]"

## Les bonnes pratiques : true (fait ici), trial (essai), studied (à l'étude), refused (refusé) ou false (vu ailleurs)
# practices:
#   - title: "[Une bonne pratique]"
#     at: report
#     adopted: studied
#     decided: "[Par qui, quand]"

## Les recours, dans l'ordre
# recourse:
#   - id: lettre
#     title: "[Nom du recours]"
#     at: any
#     who: "[Auprès de qui]"
#     contact: letter
#     excludes: "[Ce qu'il ne prend pas]"

## Les espaces de dialogue
# spaces:
#   - title: "[Nom de l'espace]"
#     at: any
#     who: "[Qui]"
#     when: "[Quand]"

## Les problèmes des locataires ; acceptable se remplit en atelier
# problems:
#   - title: "[Un problème]"
#     urgency: urgence
#     first: ["[Quoi faire tout de suite]"]
#     acceptable: [2 jours]
#     charge: depends

## Les questions : avec answers et right (1 : la première réponse) c'est un quiz, sans eux un débat
# questions:
#   - title: "[Une question]"
#     at: any
#     answers: ["[Réponse 1]", "[Réponse 2]"]
#     right: 1
#     why: "[Pourquoi]"

## Ce que le locataire peut faire
# advice:
#   - title: "[Un conseil]"
#     at: report
## Ce qu'il est bon de savoir
# facts:
#   - title: "[Un fait]"
#     source: exemple

## Les mots expliqués
# words:
#   "[Un mot]": "[Son sens]"
"""

ENGLISH = """\
## A complaint circuit. Replace the words between brackets.
## « ## » lines explain.
## To use an example, remove from each of its lines the # and the space after it.
## The golden rule: a fact is stated with its source, or it is not stated. What is missing reads « not found ».
## The words left of the colon stay as they are. A text with « : » or « # » goes between straight quotes.
## Check at any time with: jeu-oie check this-file.yaml
format: 1
title: "[Title of the circuit]"
## repairs, neighbours, transfer, general or other
topic: general
## The landlord, written here, or the name of a file beside: landlord: landlord.yaml
landlord:
  name: "[Name of the landlord]"
## What all landlords share (same folder, or the folder above)
# common: ../common.yaml
# use: [adil]
language: en
## Printed on every sheet
version: "[year-month]"
## draft until the landlord has validated it: validated
status: draft
# validated: {by: ["[Who validated]"], on: 2000-01-01}
## When the missing facts were last looked for, and when to look again
# searched: 2000-01
# review: 2100-01
# arrival: "[Title of the arrival square]"

## Where facts come from: a short name, then the document
# sources:
#   example:
#     title: "[Title of the document]"
#     author: "[Author]"
#     date: 2000-01
#     address: https://example.org/
#     note: "[What the reader must know]"

## Who acts, besides tenant and landlord, which exist always
# actors:
#   agency:
#     name: "[Name of the actor]"
#     role: "[What they do]"

## The steps, in order. The first is the start; the arrival is added by itself.
## id: a short name (a-z, 0-9, hyphen) that from, to, if-silent and at use (any: no square of its own, the pile)
## channels: phone, desk, letter, portal, email, sms, caretaker, in-person, or a label of yours
## trace: none if the source says there is nothing; if-silent: the recourse, step or detour when nothing comes
steps:
  - id: report
    title: "[First step]"
    actor: tenant
#     text: "[What stands on the card]"
#     channels: [phone, desk, {label: "[Another entrance]", value: "[Number or address]", hours: "[Hours]"}]
#     trace: "[What the tenant holds afterwards]"
#     say: "[A sentence to say]"
#     if-silent: letter
#     source: example
  ## A step that nobody has found: a square to fill in by hand
  - id: unknown-1
    missing: true
  - id: close
    title: "[Last step]"
#     actor: agency
## The announced time since the step before: 5 working days, within 48 h, 2 to 5 days, immediate…
#     delay: {value: 2 to 5 days, at-most: 2 weeks, condition: "[On what condition]"}
#     call: "[Number to call]"
#     hours: "[Hours]"
## Who pays: landlord, tenant, contract or depends
#     charge: depends
#     uncertain: true

## Urgencies that skip steps: to is a later step, end (settled), out (elsewhere) or unknown
# shortcuts:
#   - id: urgency
#     title: "[Name of the urgency]"
#     from: report
#     to: close
#     criteria: ["[What makes it an urgency]"]
#     examples: ["[An example]"]

## Cases out of the circuit: a side track of one to six steps
# detours:
#   - id: detour
#     title: "[Name of the case]"
#     from: report
#     to: out
#     condition: "[When it is entered]"
#     steps:
#       - id: detour-1
#         title: "[Step of the detour]"

## What goes wrong: wait (it is long), silence (no news), blocked, back (with to: an earlier step) or closed
# setbacks:
#   - title: "[What happens]"
#     at: close
#     kind: back
#     to: report
#     remedy: "[How to get out of it]"

## Good practices: true (done here), trial, studied, refused or false (seen elsewhere)
# practices:
#   - title: "[A good practice]"
#     at: report
#     adopted: studied
#     decided: "[By whom, when]"

## The ladder of recourse, in order
# recourse:
#   - id: letter
#     title: "[Name of the recourse]"
#     at: any
#     who: "[To whom]"
#     contact: letter
#     excludes: "[What it does not take]"

## Spaces of dialogue
# spaces:
#   - title: "[Name of the space]"
#     at: any
#     who: "[Who]"
#     when: "[When]"

## The problems tenants have; acceptable is filled in at the workshop
# problems:
#   - title: "[A problem]"
#     urgency: urgency
#     first: ["[What to do at once]"]
#     acceptable: [2 days]
#     charge: depends

## Questions: a quiz with answers and right (1: the first answer), a debate without
# questions:
#   - title: "[A question]"
#     at: any
#     answers: ["[Answer 1]", "[Answer 2]"]
#     right: 1
#     why: "[Why]"

## What a tenant can do
# advice:
#   - title: "[An advice]"
#     at: report
## What is good to know
# facts:
#   - title: "[A fact]"
#     source: example

## Words explained
# words:
#   "[A word]": "[Its meaning]"
"""


def starter(schema_path: str, language: str) -> str:
    """The text of a new circuit, commented in English if ``language`` is English, else in French.

    ``schema_path`` is where ``circuit.schema.json`` stands, seen from the new file: editors check with it.
    """
    english = language.split("-")[0].lower() == "en"
    return FIRST.format(schema=schema_path) + (ENGLISH if english else FRENCH)
