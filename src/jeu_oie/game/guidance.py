"""What a tenant is told besides the facts: where the number is found, what is advised, what a step is called."""

from collections.abc import Iterable, Iterator

from jeu_oie.circuit.dangers import figures_in
from jeu_oie.circuit.model import Advice, Circuit, Emergency, Item
from jeu_oie.game.answers.landlord import has_local_numbers
from jeu_oie.game.sheet_language import sheet_language
from jeu_oie.game.wording import FactFormatter, close_sentence
from jeu_oie.messages import split_sentences

MAX_NAMED = 60  # characters of the names of agencies: more, and nobody finds theirs in a line


def say_number_places(facts: FactFormatter) -> str:
    """« Le numéro est souvent dans le hall. », without « souvent » where the landlord says it; in no other language.

    Where it hangs on the commune, that is said first, with the agencies that it may be.
    """
    circuit, words = facts.circuit, facts.words
    if words.language != sheet_language(circuit.language):
        return ""
    key = "number.where.own" if circuit.landlord.where_number else "number.where"
    local = [words("number.local")] if has_local_numbers(circuit) else []
    named = words("comma").join(each.name for each in circuit.agencies)
    if local and 0 < len(named) <= MAX_NAMED:
        local = [words("number.local.agencies", agencies=named)]
    return " ".join((*local, *([words(key, places=", ".join(circuit.where_number))] if circuit.where_number else [])))


def list_advice(circuit: Circuit) -> Iterator[Advice]:
    """The advice that is good for all, the circuit's own before that of all landlords."""
    return (each for each in (*circuit.advice, *circuit.common_advice) if not each.for_)


def list_card_advice(place: str, circuit: Circuit) -> tuple[Advice, ...]:
    """What stands on the card of ``place``: a problem's own advice, else that which is good for all and given there."""
    every = (*circuit.advice, *circuit.common_advice)
    return tuple(each for each in every if (place in each.for_ if each.for_ else each.at == place))


def shorten_gestures(gestures: Iterable[str]) -> tuple[str, ...]:
    """Each gesture by its first sentence: in every place without room the same words, in the same order."""
    return tuple(close_sentence(split_sentences(each)[0]) for each in gestures)


def split_call(danger: Emergency) -> tuple[tuple[str, ...], str]:
    """The gestures of a danger, each by its first sentence, and the one that is to call; empty where none is."""
    called = set(figures_in(danger.call or ""))
    gestures = shorten_gestures(danger.first)
    calling = next((each for each in gestures if called & set(figures_in(each))), "")
    return tuple(each for each in gestures if each != calling), calling


def name_short(item: Item) -> str:
    """What stands for ``item`` where its title has no room: its short name, else its title."""
    return item.short or item.title
