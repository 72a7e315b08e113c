"""How a day compares with the one before (reference section 7)."""

import pytest

from coach.checkin import Verdict, judge
from tests.unit.plan.cases import clean, ran

YESTERDAY = {"pain_rest": 1, "pain_activity": 3, "pain_morning": 1}
USUAL = 1


def judged(yesterday=None, **today):
    before = clean(1, **{**YESTERDAY, **(yesterday or {})})
    return judge(clean(2, **{**YESTERDAY, **today}), before, USUAL)


@pytest.mark.parametrize(
    ("today", "verdict"),
    [
        ({"red_flag": True}, Verdict.RED_FLAG),
        ({"pain_rest": 8}, Verdict.RED_FLAG),
        ({"red_flag": True, "pain_activity": 0}, Verdict.RED_FLAG),
        ({"gait_normal": False}, Verdict.WORSE),
        ({"gait_normal": False, "pain_activity": 0}, Verdict.WORSE),
        ({"pain_activity": 6}, Verdict.WORSE),
        ({"pain_rest": 6}, Verdict.WORSE),
        ({"pain_morning": 3}, Verdict.WORSE),
        ({"sharp_pain": True}, Verdict.WORSE),
        ({"pain_morning": 2}, Verdict.WORSE_BY_ONE),
        ({"pain_activity": 4}, Verdict.WORSE_BY_ONE),
        ({"pain_activity": 5}, Verdict.WORSE_BY_ONE),
        ({"pain_activity": 1, "pain_morning": 2}, Verdict.WORSE_BY_ONE),
        ({"pain_activity": 2}, Verdict.BETTER),
        ({"pain_activity": 0, "pain_rest": 0}, Verdict.BETTER),
        ({}, Verdict.SAME),
        ({"pain_activity": 2, "pain_morning": None}, Verdict.SAME),
        ({"pain_activity": None}, Verdict.SAME),
    ],
)
def test_a_day_against_the_day_before(today, verdict):
    assert judged(**today) is verdict


def test_pain_of_up_to_three_may_come_and_go():
    assert judged({"pain_activity": 0, "pain_rest": 0}, pain_activity=2) is Verdict.SAME


def test_pain_that_is_high_but_falls_is_better():
    assert judged({"pain_activity": 5}, pain_activity=4) is Verdict.BETTER
    assert judged({"pain_activity": 4}, pain_activity=4) is Verdict.SAME


def test_a_run_that_was_too_much_is_worse_by_one():
    before = clean(1, pain_activity=3)
    assert judge(ran(2, 1, rose=True), before, 0) is Verdict.WORSE_BY_ONE


def test_a_limp_that_belongs_to_the_first_days_is_no_setback_and_no_success():
    before, limping = clean(1, pain_activity=3), clean(2, gait_normal=False, pain_activity=2)
    assert judge(limping, before, 0, limp_expected=True) is Verdict.SAME


def test_the_first_day_is_held_against_nothing():
    assert judge(clean(1, pain_activity=3, pain_morning=3), None, None) is Verdict.SAME
    assert judge(clean(1, pain_activity=4), None, None) is Verdict.WORSE_BY_ONE
