"""The sentences the net of signs learns from."""

from __future__ import annotations

from nlu.signs.sentences import left_to_rules, load_sentences
from tests.nlu.heldout.agreement import EMERGENCY, URGENT
from tests.nlu.heldout.loading import all_entries
from tests.nlu.heldout.test_sets_are_sound import plain

TOLD_BY_NAMES = {"fluoroquinolone", "blood_thinner_or_bleeding_disorder"}
"""Medicines and conditions have names, which rules know better."""


def test_every_red_flag_that_has_no_name_is_said_in_forty_ways() -> None:
    said = [sentence.findings for sentence in load_sentences()]
    for finding in (EMERGENCY | URGENT) - TOLD_BY_NAMES:
        assert sum(finding in findings for findings in said) >= 40, finding


def test_no_red_flag_is_left_to_the_rules() -> None:
    assert left_to_rules().isdisjoint(EMERGENCY | URGENT)


def test_no_sentence_of_the_unseen_sets_is_learnt() -> None:
    unseen = {plain(entry.text) for _, entry in all_entries()}
    assert [one.text for one in load_sentences() if plain(one.text) in unseen] == []


def test_a_sentence_is_not_both_a_sign_and_none() -> None:
    stated = {plain(one.text) for one in load_sentences() if one.findings}
    silent = {plain(one.text) for one in load_sentences() if not one.findings}
    assert stated & silent == set()
