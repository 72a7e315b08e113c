"""The guide through the tests, step by step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.findings import Findings
from coach.home_tests import Expects, Guide, Leg, Outcome, Reply, Stage, answer, begin, prompt
from tests.unit.triage.cases import MILD

SHOE, REACH, PRESS = "test_shoe", "test_hip_height", "test_heel_press"


def after(*answers, guide=None):
    guide = guide or begin(Findings(MILD))
    for each in answers:
        guide = answer(guide, each).guide
    return guide


def test_the_order_is_warm_up_then_good_leg_then_sore_leg_of_each_test():
    guide, said = begin(Findings(MILD)), []
    for each in (Reply.READY, 0, 1, 0, 2, 0, 0):
        said.append((prompt(guide).test, prompt(guide).leg))
        guide = answer(guide, each).guide
    assert said == [
        (None, None),
        (SHOE, Leg.GOOD),
        (SHOE, Leg.SORE),
        (REACH, Leg.GOOD),
        (REACH, Leg.SORE),
        (PRESS, Leg.GOOD),
        (PRESS, Leg.SORE),
    ]
    assert guide.finished
    assert prompt(guide).expects is Expects.NOTHING


def test_results_hold_both_legs():
    results = after(Reply.READY, 0, 1, 0, 2, 1, 0).results
    assert [(each.test, each.good, each.sore) for each in results] == [
        (SHOE, 0, 1),
        (REACH, 0, 2),
        (PRESS, 1, 0),
    ]
    assert [each.outcome for each in results] == [
        Outcome.POSITIVE,
        Outcome.POSITIVE,
        Outcome.NEGATIVE,
    ]


@pytest.mark.parametrize("given_", [3, Reply.SKIP, Reply.UNCLEAR, 0])
def test_nothing_is_tested_before_the_warm_up(given_):
    step = answer(begin(Findings(MILD)), given_)
    assert step.guide.stage is Stage.WARM_UP
    assert "walk for 3 minutes" in step.problem


@pytest.mark.parametrize("pain", [-3, -0.1, 10.5, 12, float("nan"), float("inf")])
def test_a_number_off_the_scale_changes_nothing(pain):
    guide = after(Reply.READY)
    step = answer(guide, pain)
    assert step.guide == guide
    assert "0 (none) to 10" in step.problem


@pytest.mark.parametrize("given_", [Reply.UNCLEAR, Reply.READY])
def test_words_where_a_number_is_wanted_are_asked_again(given_):
    guide = after(Reply.READY, 0)
    step = answer(guide, given_)
    assert step.guide == guide
    assert "number from 0 to 10" in step.problem


@pytest.mark.parametrize("pain", [5, 4.5, 7, 10])
def test_five_or_more_in_the_sore_leg_ends_it_and_is_kept(pain):
    step = answer(after(Reply.READY, 0), pain)
    assert step.guide.finished
    assert step.stopped_at == pain
    assert step.guide.results[-1].sore == pain


def test_five_or_more_in_the_good_leg_ends_it_too():
    step = answer(after(Reply.READY), 6)
    assert step.guide.finished
    assert step.guide.results[-1].outcome is Outcome.NOT_DONE


def test_four_goes_on():
    assert after(Reply.READY, 0, 4).test == REACH


def test_a_skipped_test_is_not_done_and_the_next_one_follows():
    guide = after(Reply.READY, Reply.SKIP)
    assert guide.results[0].outcome is Outcome.NOT_DONE
    assert guide.test == REACH
    guide = after(Reply.READY, 0, Reply.SKIP)
    assert guide.results[0].outcome is Outcome.NOT_DONE
    assert guide.test == REACH


@pytest.mark.parametrize("before", [(), (Reply.READY,), (Reply.READY, 0), (Reply.READY, 0, 1)])
def test_stopping_is_always_possible_and_keeps_what_was_told(before):
    guide = after(*before)
    stopped = answer(guide, Reply.STOP).guide
    assert stopped.finished
    assert stopped.results == guide.results


def test_nothing_can_be_added_once_it_is_finished():
    guide = after(Reply.STOP)
    step = answer(guide, 3)
    assert step.guide == guide
    assert "tomorrow" in step.problem


def test_each_prompt_for_a_leg_has_steps_and_asks_for_a_number():
    guide = after(Reply.READY)
    while not guide.finished:
        said = prompt(guide)
        assert said.expects is Expects.NUMBER
        assert len(said.steps) >= 3
        assert "0 to 10" in said.text
        guide = answer(guide, 0).guide


@given(st.lists(st.sampled_from(list(Reply)) | st.floats(-1, 11), max_size=20))
def test_any_answers_keep_it_well_formed_and_it_survives_storage(answers):
    guide = begin(Findings(MILD))
    for each in answers:
        step = answer(guide, each)
        assert (step.problem is None) or step.guide == guide
        guide = step.guide
        assert Guide.from_json(guide.to_json()) == guide
        assert prompt(guide).text
        assert len(guide.results) <= len(guide.tests)
        assert all(
            pain is None or 0 <= pain <= 10 for r in guide.results for pain in (r.good, r.sore)
        )


@pytest.mark.parametrize("data", [{}, {"tests": [], "stage": "dancing", "results": []}])
def test_a_broken_kept_form_is_refused(data):
    with pytest.raises(ValueError, match=r"home tests|dancing"):
        Guide.from_json(data)
