"""The entries of ``circuits/search.yaml``: each can be met, none by what it does not mean."""

import re
from collections.abc import Iterator
from itertools import chain

from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.read.shipped import SearchIndex, shipped

# Before e, i or y these sound otherwise: « gic » would be met by « gicle », and never by what is written « gice ».
ENDS_IN_A_CHANGING_SOUND = re.compile(r"\w{3}[cg]")
WORD = re.compile(r"\w+\$?")


def stems(entry: str) -> Iterator[str]:
    """The words of an entry, its modes and exclusions taken off."""
    for part in entry.removeprefix("=").removeprefix(">").split():
        yield from part.removeprefix("-").split("/")


def faults(index: SearchIndex) -> Iterator[str]:
    groups = {name: words.split() for name, words in index.same.items()}
    written = (stems(entry) for topic in (*index.dangers, *index.problems) for entry in topic.words)
    for stem in chain(*written, *groups.values()):
        if stem.startswith("@"):
            if stem[1:] not in groups:
                yield f"{stem}: no such group"
        elif not WORD.fullmatch(plain(stem)):
            yield f"{stem}: one word, or it is met by nothing"
        elif ENDS_IN_A_CHANGING_SOUND.fullmatch(plain(stem)[-4:]):
            yield f"{stem}: cut at a c or g"


def test_no_stem_is_cut_where_its_sound_changes_and_each_can_be_met():
    assert list(faults(shipped().index)) == []


def test_the_guard_sees_a_cut_stem_a_lost_group_and_two_words_in_one():
    index = shipped().index
    danger = index.dangers[0].model_copy(update={"words": ("fuite gic", "@rien gaz", "rez-de -plac", "parking$ zinc$")})
    found = list(faults(index.model_copy(update={"dangers": (danger,), "problems": ()})))
    assert [each.partition(":")[0] for each in found] == ["@rien", "rez-de", "plac"]


def test_each_has_entries_and_a_title_of_its_own():
    index = shipped().index
    listed = [*index.dangers, *index.problems]
    assert all(each.words for each in listed)
    assert len({each.id for each in listed}) == len({each.title for each in listed}) == len(listed)
