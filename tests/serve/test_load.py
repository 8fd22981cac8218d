"""A small measure of what ``script/bench --serving`` does at length: bytes, silence, memory, few descriptors."""

import pytest

from bench.serving import MOST_MB, load

pytest.importorskip("resource")


@pytest.mark.slow
def test_files_asked_for_at_once_are_right_and_a_crowd_keeps_nobody_out_under_few_descriptors(tmp_path):
    names = ("print/3-person.pdf", "print/4-facilitator.pdf", "print/landlord/validation.pdf")
    found = load(tmp_path, circuits=2, names=names, rounds=2, people=60, descriptors=64)
    assert (found.wrong, found.asked, found.missed, list(found.complaints)) == (0, 12, 0, [])
    assert 20 < found.megabytes <= MOST_MB
