"""What a check-in is told back."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.checkin import Verdict, review
from coach.checkin.phrases import phrases
from coach.plan import Criterion, Hold, Phase, answer, reassess, today
from coach.plan.moves import BEFORE_DISCHARGE
from tests.unit.plan.cases import begun, clean, on, placed, ran, told
from tests.unit.plan.runners import KINDS, Runner, triage_of
from tests.unit.triage.cases import MILD


def reviewed(plan, *days):
    plan, _ = told(plan, *days)
    return review(plan, days[-1].local_date)


def said(group, name):
    return phrases()[group][name].ways


def opens_with(text, name):
    return any(text.startswith(way) for way in said("openings", name))


# --- each verdict


def test_better_praises_gives_the_reason_and_holds_the_step_on_the_first_good_day():
    sore = clean(1, pain_activity=4, pain_morning=1)
    told_back = reviewed(placed(Phase.P3, mornings=(1, 1, 1)), sore, clean(2, pain_activity=2))
    assert told_back.verdict is Verdict.BETTER
    assert opens_with(told_back.text, "better")
    assert re.search(r"\b4\b.*\b2\b|\b2\b.*\b4\b", told_back.text)
    assert any(told_back.text.endswith(way) for way in said("advice", "first_good_day"))


def test_two_good_days_in_a_row_go_on_and_remind_of_the_next_morning():
    days = [clean(1, pain_activity=3), clean(2, pain_activity=2), clean(3, pain_activity=1)]
    text = reviewed(placed(Phase.P3), *days).text
    assert any(text.endswith(way) for way in said("advice", "good_days"))


def test_same_repeats_the_step():
    days = [clean(day, pain_activity=2) for day in (1, 2)]
    told_back = reviewed(placed(Phase.P3), *days)
    assert told_back.verdict is Verdict.SAME
    assert any(told_back.text.endswith(way) for way in said("advice", "same"))


def test_short_sleep_is_named_when_nothing_else_is():
    days = [clean(1, pain_activity=2), clean(2, pain_activity=2, sleep=1)]
    assert (
        "night" in reviewed(placed(Phase.P3), *days).text
        or "sleep" in reviewed(placed(Phase.P3), *days).text
    )


def test_worse_by_one_brings_the_70_percent():
    told_back = reviewed(placed(Phase.P4), clean(1), clean(2, pain_morning=1))
    assert told_back.verdict is Verdict.WORSE_BY_ONE
    assert "70 percent" in told_back.text
    assert "1 " in told_back.text


def test_worse_brings_the_step_back_and_the_48_hours():
    told_back = reviewed(placed(Phase.P5), clean(1), clean(2, gait_normal=False))
    assert told_back.verdict is Verdict.WORSE
    assert "48 hours" in told_back.text
    assert "phase 4" in told_back.text
    assert "limp" in told_back.text or "walking normally" in told_back.text


def test_a_second_setback_names_the_clinician():
    days = [clean(1, gait_normal=False), *(clean(day) for day in (2, 3, 4))]
    told_back = reviewed(placed(Phase.P5), *days, clean(5, pain_activity=7))
    assert "clinician" in told_back.text


def test_sore_days_in_the_first_phase_are_no_setback():
    told_back = reviewed(placed(Phase.P1), clean(1, pain_activity=6, gait_normal=False))
    assert opens_with(told_back.text, "still_early")
    assert "no running" in told_back.text or any(
        told_back.text.endswith(way) for way in said("advice", "early")
    )


@pytest.mark.parametrize("warning", [{"red_flag": True}, {"pain_rest": 9}])
def test_a_red_flag_ends_everything_else(warning):
    told_back = reviewed(placed(Phase.P4), clean(1), clean(2, mood=1, **warning))
    assert told_back.verdict is Verdict.RED_FLAG
    assert told_back.text in said("openings", "red_flag")


def test_while_a_warning_stands_a_good_day_opens_no_talk_of_training():
    told_back = reviewed(placed(Phase.P4), clean(1, red_flag=True), clean(2))
    assert "warning sign comes first" in told_back.text
    assert "session" not in told_back.text


@pytest.mark.parametrize(
    ("values", "hold"), [({"sharp_pain": True}, Hold.NEW_INJURY), ({}, Hold.RETRIAGE)]
)
def test_while_triage_is_due_a_good_day_opens_no_talk_of_training(values, hold):
    plan = placed(Phase.PREHAB)
    day = clean(1, **values) if values else clean(1, gait_normal=False)
    plan, _ = told(plan, day)
    assert today(plan, on(1)).hold is hold
    told_back = reviewed(plan, clean(2))
    assert "questions" in told_back.text or "asked you" in told_back.text
    assert not any(way in told_back.text for way in said("advice", "painless"))


def test_after_silence_a_welcome_and_questions_before_the_run():
    told_back = reviewed(placed(Phase.P4), clean(1), clean(5))
    assert opens_with(told_back.text, "back")
    assert "questions" in told_back.text
    assert told_back.missed == 3


def test_the_last_day_of_the_plan_closes_it_and_offers_to_look_in():
    plan = placed(Phase.P6, clear_days=13, runs={"speed_done": True})
    plan, _ = answer(plan, dict.fromkeys(BEFORE_DISCHARGE, True), on(1))
    told_back = reviewed(plan, clean(1))
    assert told_back.verdict is Verdict.ALL_CLEAR
    assert "prehab twice a week" in told_back.text
    assert "once a month" in told_back.text


def test_fourteen_clear_days_with_steps_left_do_not_close_the_plan():
    told_back = reviewed(placed(Phase.P4, clear_days=13), clean(1))
    assert told_back.verdict is Verdict.ALL_CLEAR
    assert opens_with(told_back.text, "all_clear_open")
    assert "prehab" not in told_back.text


@pytest.mark.parametrize(
    ("silent", "name", "missed"),
    [(1, "today", 0), (2, "days", 1), (3, "days", 2), (4, "rescreen", 3), (8, "retriage", 7)],
)
def test_missed_days(silent, name, missed):
    plan, _ = told(placed(Phase.P4), clean(1))
    told_back = review(plan, on(1 + silent))
    assert told_back.verdict is Verdict.MISSED
    assert told_back.missed == missed
    assert told_back.text in [way.format(missed=missed) for way in said("missed", name)]


def test_a_missed_day_asks_for_one_number_and_scolds_nobody():
    for ways in (said("missed", "days"), said("missed", "today")):
        for way in ways:
            assert "0 to 10" in way
            assert not re.search(r"should|forgot|why|missed", way, re.IGNORECASE)


# --- what is unanswered


def test_an_unanswered_warning_question_is_said_and_keeps_running_closed():
    plan, _ = told(placed(Phase.P4), clean(1), clean(2, red_flag=None))
    assert "warning signs is still open" in review(plan, on(2)).text
    assert not today(plan, on(2)).may_run


def test_an_unanswered_walk_is_said_and_keeps_running_closed():
    plan, _ = told(placed(Phase.P4), clean(1), clean(2, gait_normal=None))
    assert "how you walk" in review(plan, on(2)).text
    assert not today(plan, on(2)).may_run


# --- mood


def low(days, mood=2):
    return [clean(day, mood=mood) for day in range(1, days + 1)]


def test_three_low_days_are_named_with_the_tips_and_somebody_to_talk_to():
    told_back = reviewed(placed(Phase.P3), *low(3))
    assert told_back.verdict is Verdict.LOW_MOOD
    assert told_back.trend is Verdict.SAME
    assert told_back.low_days == 3
    assert "goal" in told_back.text or "one thing" in told_back.text
    assert "doctor" in told_back.text


@pytest.mark.parametrize("days", [1, 2, 4, 5])
def test_it_is_named_every_third_day_only(days):
    assert reviewed(placed(Phase.P3), *low(days)).verdict is not Verdict.LOW_MOOD


def test_a_better_day_or_an_untold_one_ends_the_row():
    days = low(3)
    for ending in (clean(2, mood=3), clean(2)):
        assert reviewed(placed(Phase.P3), days[0], ending, days[2]).low_days == 1


def test_a_bad_day_for_the_leg_stands_before_the_mood_but_the_mood_is_named():
    told_back = reviewed(placed(Phase.P3), *low(2), clean(3, mood=1, gait_normal=False))
    assert told_back.verdict is Verdict.WORSE
    assert "doctor" in told_back.text


# --- how it reads


def test_the_same_day_always_reads_the_same():
    plan, _ = told(placed(Phase.P3), clean(1), clean(2))
    assert review(plan, on(2)) == review(plan, on(2))


def test_a_month_does_not_read_like_a_form():
    plan, texts = placed(Phase.P4), []
    for day in range(1, 31):
        step = today(plan, on(day)).run
        plan, _ = told(plan, ran(day) if step else clean(day))
        texts.append(review(plan, on(day)).text)
    assert all(one != two for one, two in pairwise(texts))
    assert len(set(texts)) >= 20


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(KINDS), st.integers(0, 10**6))
def test_every_paragraph_of_any_life_is_whole_and_not_too_long(kind, seed):
    runner = Runner.born(kind, seed)
    for _ in range(30):
        day = runner.day
        runner.one_day()
        told_back = review(runner.plan, on(day))
        assert told_back.text
        assert told_back.cites
        assert not re.search(r"[{}]|  |\.\.|nan|None", told_back.text)
        assert len(told_back.text) <= 750
        if runner.plan.discharged:
            break


def test_a_resolved_triage_goes_on_in_words():
    plan, _ = told(placed(Phase.P4), clean(1), clean(5))
    plan, _ = reassess(plan, *triage_of(0), on(5))
    assert "We go on" in review(plan, on(5)).text


def test_a_first_answer_has_nothing_to_be_compared_with():
    plan = begun(MILD)
    assert opens_with(reviewed(plan, clean(1, pain_activity=2)).text, "first")


def test_an_answer_to_a_criterion_does_not_change_the_reading_of_the_day():
    plan, _ = told(placed(Phase.P3), clean(1), clean(2))
    before = review(plan, on(2)).trend
    plan, _ = answer(plan, {Criterion.HEEL_PRESS: False}, on(2))
    assert review(plan, on(2)).trend is before


def test_a_painless_day_stays_one_when_its_run_is_told_of_the_day_after():
    ran_then = ran(1, pain=1, pain_activity=0)
    words = reviewed(placed(Phase.P4), ran_then, clean(2, pain_activity=1)).text
    said_so = [way.format(was="0", now="1") for way in said("reasons", "more_within")]
    assert any(way in words for way in said_so)


def test_less_than_the_day_before_told_is_less_whatever_its_run_was_given():
    ran_then = ran(1, pain=1, pain_activity=2)
    words = reviewed(placed(Phase.P4), ran_then, clean(2, pain_activity=1)).text
    said_so = [way.format(was="2", now="1") for way in said("reasons", "less")]
    assert any(way in words for way in said_so)


def test_a_small_rise_on_a_steady_day_is_not_called_unchanged():
    days = clean(1, pain_activity=1, pain_morning=1), clean(2, pain_activity=2, pain_morning=1)
    told_back = reviewed(placed(Phase.P3, mornings=(1, 1, 1)), *days)
    assert told_back.verdict is Verdict.SAME
    assert opens_with(told_back.text, "up_within")
    assert not opens_with(told_back.text, "same")
    assert "Up to 3 is fine" in told_back.text


# --- the questions after some silence, answered with a day's check-in


def answered_after_silence():
    plan, _ = told(placed(Phase.P4), clean(1, pain_activity=2), clean(6, pain_activity=2))
    assessment, findings = triage_of(1)
    plan, _ = reassess(plan, assessment, findings, on(6))
    return plan


def test_questions_that_were_answered_are_not_said_to_come():
    text = review(answered_after_silence(), on(6)).text
    assert "before the next run" not in text
    assert "We go on with" in text


def test_the_day_after_is_compared_with_that_day_and_is_no_first_one():
    text = reviewed(answered_after_silence(), clean(7, pain_activity=2)).text
    assert opens_with(text, "same")
