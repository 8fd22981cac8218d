"""Whatever tenants may tell, of whatever problem: for the letters."""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from jeu_oie.circuit.read.letters import letter_texts
from jeu_oie.game.days import Counting, Term
from jeu_oie.game.letters.facts import AnnouncedDelay, Dossier, Egg, LetterFacts, Starts, laws_cited

TEXTS = letter_texts()
NAMES = ("", "none", *(each.id for each in TEXTS.letters))
KINDS = "danger urgent ordinary right deadline neighbours accused follow not-ours".split()
LAWS = sorted(TEXTS.laws)
days = st.dates(date(2026, 10, 1), date(2027, 4, 1))
NOVEMBER = datetime.fromisoformat("2026-11-01T00:00")
some = st.none() | days
said = st.sampled_from(["", "On vous rappelle demain.", "non", "L’eau [coule] {nom} & <b>", "  deux  mots.  "])
times = st.none() | st.times(time(6), time(22)).map(lambda each: each.replace(second=0, microsecond=0))

delays = st.builds(
    AnnouncedDelay,
    st.sampled_from(["moins de 24 h", "3 jours ouvrés"]),
    st.none() | st.builds(Term, st.integers(0, 90), st.sampled_from(Counting)),
    st.booleans(),
    st.sampled_from(Starts),
)
eggs = st.builds(
    Egg,
    st.sampled_from(["call", "letter", "talk", "visit", "no-visit", "promise", "answer", "fact"]),
    some,
    times,
    st.sampled_from(["", "téléphone", "mail"]),
    st.sampled_from(["", "4821"]),
    said,
    st.sampled_from(["", *NAMES[2:]]),
    some,
)
slots = st.dictionaries(st.sampled_from([*TEXTS.slots, "loi-89-6"]), said | days.map(date.isoformat), max_size=12)
facts = st.builds(
    LetterFacts,
    st.sampled_from(["Petite fuite d’eau", "VMC en panne", "J’ai reçu une offre"]),
    st.sampled_from(KINDS),
    st.sampled_from(["OPH 31", "SDH"]),
    address=st.sampled_from(["", "1 place de l’Exemple"]),
    letter=st.sampled_from(NAMES),
    ask=st.sampled_from(["", "Je vous demande de traiter avant le {limite}.", "Je demande {travaux}."]),
    laws=st.builds(
        laws_cited,
        st.sampled_from(["", "loi-89-6"]),
        decency=st.booleans(),
        kind=st.sampled_from(KINDS),
        dated=st.sets(st.sampled_from(LAWS)),
    ),
    charge=st.sampled_from(["", "tenant", "landlord", "depends"]),
    decency=st.booleans(),
    registered=st.booleans(),
    subject=st.sampled_from(["", *TEXTS.letter("cdc").subjects]),
    delay=st.none() | delays,
    department=st.sampled_from(["", "Isère"]),
    association=st.sampled_from(["", "notre association"]),
)
dossiers = st.builds(
    Dossier,
    st.integers(0, 200 * 1440).map(lambda passed: NOVEMBER + timedelta(minutes=passed)),
    st.lists(eggs, max_size=5).map(tuple),
    slots,
    st.sampled_from(["", "a", "b", "c"]),
    some,
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


def told() -> st.SearchStrategy[tuple[LetterFacts, Dossier]]:
    return st.tuples(facts, dossiers)
