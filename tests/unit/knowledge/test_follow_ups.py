"""Short follow-ups: "and how often?", "for how long?", "is it the same for the other leg?"."""

import pytest
from hypothesis import given, settings

from coach.knowledge import Activity, Facet, answer, facets, follow_up, limit, topics

from .people import BRUISED, FRESH_STRAIN, MILD_THIGH, UNKNOWN, WALK_JOG, people, person

ADVICE = [topic for topic in topics() if topic.kind.value == "advice"]


@pytest.mark.parametrize(
    ("topic", "facet", "who", "words"),
    [
        ("ice_or_heat", Facet.HOW_OFTEN, FRESH_STRAIN, "Ice every 2 to 3 hours"),
        ("ice_or_heat", Facet.HOW_OFTEN, UNKNOWN, "As often as it soothes"),
        ("foam_rolling", Facet.HOW_LONG, UNKNOWN, "30 seconds to 2 minutes"),
        ("can_i_run", Facet.HOW_LONG, WALK_JOG, "J3"),
        ("can_i_run", Facet.ALTERNATIVES, MILD_THIGH, "cycling or swimming"),
        ("can_i_run", Facet.ALTERNATIVES, BRUISED, "Short easy walks"),
        ("nordics_now", Facet.WHY, UNKNOWN, "near its limit"),
        ("warm_up", Facet.OTHER_LEG, UNKNOWN, "The good leg is your yardstick"),
        ("can_i_cycle", Facet.IF_IT_HURTS, UNKNOWN, "Up to 3 out of 10"),
        ("can_i_walk", Facet.IF_IT_HURTS, FRESH_STRAIN, "Then do less"),
        ("can_i_cycle", Facet.IF_NO_BETTER, MILD_THIGH, "two weeks of good care"),
        ("can_i_run", Facet.LATER, BRUISED, "a clinician's go-ahead"),
        ("can_i_run", Facet.LATER, WALK_JOG, "20 to 30 minutes of jogging"),
        (
            "warm_up",
            Facet.OTHER_LEG,
            person({"both_legs_symmetric": True}),
            "the same for both",
        ),
    ],
)
def test_what_follow_ups_say(topic, facet, who, words):
    assert words in follow_up(topic, facet, who).text


def test_where_the_state_rules_it_out_the_whole_answer_is_said_again():
    assert follow_up("can_i_run", Facet.HOW_OFTEN, BRUISED) == answer("can_i_run", BRUISED)
    assert follow_up("foam_rolling", Facet.HOW_LONG, FRESH_STRAIN) == answer(
        "foam_rolling", FRESH_STRAIN
    )


def test_nothing_is_made_up_where_there_is_nothing_to_say():
    assert follow_up("what_is_hamstring", Facet.HOW_OFTEN, UNKNOWN) is None
    assert Facet.HOW_OFTEN not in facets("what_is_hamstring")


@pytest.mark.parametrize("topic", ADVICE, ids=lambda topic: topic.id)
def test_all_advice_can_be_asked_about_in_the_usual_ways(topic):
    usual = {Facet.OTHER_LEG, Facet.IF_IT_HURTS, Facet.IF_NO_BETTER, Facet.LATER}
    assert usual <= set(facets(topic.id))


def test_a_warning_gets_no_usual_follow_up():
    assert follow_up("numb_saddle", Facet.LATER, UNKNOWN) is None


def test_most_topics_know_more_than_one_follow_up():
    assert sum(len(facets(topic.id)) >= 2 for topic in topics()) >= 60


@settings(max_examples=40, deadline=None)
@given(people())
def test_follow_ups_permit_nothing_the_state_rules_out(anybody):
    for topic in topics():
        for facet in facets(topic.id):
            allowed: frozenset[Activity] = follow_up(topic.id, facet, anybody).allows
            assert all(limit(activity, anybody) is None for activity in allowed)


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.id)
def test_related_topics_lead_somewhere_else(topic):
    assert topic.relates
    assert topic.id not in topic.relates
