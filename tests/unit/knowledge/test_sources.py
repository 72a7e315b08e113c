"""Every answer rests on rules that exist, and says openly where they disagree."""

import re
from dataclasses import dataclass

import pytest

from coach.findings.vocabulary import RULE_ID
from coach.knowledge import answer, citations, source_names, topics, why

from .people import BRUISED, UNKNOWN, person

ARTICLE = [f"S{number}" for number in range(1, 71)]
ADDITIONS = [f"R{number}" for number in range(1, 43)]
NEEDED = [*range(1, 19), 29, 36, *range(41, 55), *range(57, 71)]
DISAGREEING = {"R37": "S29", "R38": "S14", "R39": "S42", "R40": "S59"}


@dataclass(frozen=True)
class KnownRule:
    statement: str
    source: str


RULES = {
    rule: KnownRule(f"What {rule} says.", "the article" if rule[0] == "S" else f"study {rule}")
    for rule in (*ARTICLE, *ADDITIONS)
}


def test_only_rules_that_exist_are_cited():
    assert all(RULE_ID.match(rule) for rule in citations())


@pytest.mark.parametrize("number", NEEDED)
def test_every_rule_of_the_article_that_triage_does_not_carry_is_in_an_answer(number):
    assert any(f"S{number}" in topic.cites for topic in topics())


@pytest.mark.parametrize("rule", [*ARTICLE, *ADDITIONS])
def test_every_rule_stands_somewhere_in_the_knowledge(rule):
    assert citations()[rule]


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.id)
def test_every_wording_cites_its_topics_rules(topic):
    for entry in topic.entries:
        assert set(topic.general.cites) <= set(entry.cites)
        assert entry.cites


@pytest.mark.parametrize(("addition", "claim"), DISAGREEING.items())
def test_where_the_additions_soften_the_article_the_answer_says_so(addition, claim):
    openly = [
        topic.id
        for topic in topics()
        if {addition, claim} <= set(topic.cites)
        and any(re.search(r"\barticle\b", entry.text) for entry in topic.entries)
    ]
    assert openly


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("running_on_sore_tendon", "The article says yes"),
        ("reinjury_rate_60", "The article says so. Reviews vary from 14 to 63 percent"),
        ("does_rolling_break_tissue", "The article says so; the studies"),
        ("compression_sleeve", "The article says a wrap steadies the muscle; studies"),
    ],
)
def test_well_known_disagreements_are_open(topic, words):
    assert words in answer(topic, UNKNOWN).text


def test_a_no_cites_the_limit_behind_it():
    assert {"R18", "S53"} <= set(answer("can_i_run", BRUISED).sources)


def test_a_warning_cites_the_rows_behind_it():
    said = answer("can_i_run", person(rows=("U2",), safety_hold=True))
    assert said.sources == ("R10", "S23")


def test_why_gives_the_rules_in_words():
    said = answer("ice_or_heat", UNKNOWN)
    assert [rule.statement for rule in why(said, RULES)] == [
        "What S55 says.",
        "What S56 says.",
        "What R29 says.",
    ]
    assert why("ice_or_heat", RULES) == why(said, RULES)


def test_sources_are_named_once_each():
    assert source_names(answer("ice_or_heat", UNKNOWN), RULES) == ("the article", "study R29")


def test_a_rule_without_words_is_an_error():
    with pytest.raises(KeyError):
        why("ice_or_heat", {})


def test_citations_say_where_a_rule_lives():
    assert "nordics_now" in citations()["R35"]
    assert "limit: fresh" in citations()["R28"]
    assert "safety message" in citations()["R8"]
    assert "rider" in citations()["R41"]
    assert "follow-up: if_no_better" in citations()["R20"]
