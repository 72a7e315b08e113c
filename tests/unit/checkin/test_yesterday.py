"""What the day's message remembers of the day before."""

import pytest

from coach.checkin import yesterday_text
from coach.checkin.phrases import phrases
from coach.plan import Phase
from tests.unit.plan.cases import clean, on, placed, ran, told, trained


def remembers(text, name):
    """Whether a text is one of the ways of saying this."""
    beginnings = (way.partition("{")[0] for way in phrases()["yesterday"][name].ways)
    return any(text.startswith(way) for way in beginnings if way) or (
        name == "painless_row" and "days in a row" in text
    )


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("setback", [clean(1, pain_activity=2), clean(2, pain_activity=7)]),
        ("ran", [ran(1, pain=2, pain_activity=2)]),
        ("better", [clean(1, pain_activity=3), clean(2, pain_activity=2)]),
        ("worked", [trained(1, "clamshell", pain=2, pain_activity=2)]),
        ("painless", [clean(1)]),
        ("painless_row", [clean(1), clean(2), clean(3)]),
        ("level", [clean(1, pain_activity=2), clean(2, pain_activity=2)]),
    ],
)
def test_it_names_what_mattered_most(name, days):
    plan, _ = told(placed(Phase.P4), *days)
    assert remembers(yesterday_text(plan, on(len(days) + 1)), name)


def test_the_move_to_a_new_phase_is_remembered_with_its_name():
    plan = placed(Phase.P2, day=1)
    walked = {"walk_minutes": 30, "walk_pain": 0}
    plan, _ = told(plan, clean(2, **walked), clean(3, **walked))
    assert plan.phase is Phase.P3
    assert "phase 3 (Strength)" in yesterday_text(plan, on(4))


def test_a_day_that_was_not_told_is_not_remembered():
    plan, _ = told(placed(Phase.P3), clean(1))
    assert yesterday_text(plan, on(3)) == ""


def test_a_day_without_a_score_is_not_remembered():
    silent = clean(1, pain_rest=None, pain_activity=None, pain_morning=None)
    plan, _ = told(placed(Phase.P3), silent)
    assert yesterday_text(plan, on(2)) == ""
