"""Today's session for somebody who reads one each day."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.checkin import daily_session_text
from coach.plan import Phase, session_text, today
from tests.unit.plan.cases import clean, on, placed, ran, told, trained

PHASES = list(Phase)


def sessions(phase, *days, **values):
    """The session of the day before the last one told, and of the last."""
    plan = placed(phase, **values)
    last = None
    for day in days:
        last = today(plan, on(day - 1))
        plan, _ = told(plan, clean(day))
    return today(plan, on(days[-1])), last


def test_without_a_session_before_it_is_said_in_full():
    session, _ = sessions(Phase.P3, 1)
    assert daily_session_text(session, None) == session_text(session)


def test_a_new_phase_is_said_in_full():
    session, _ = sessions(Phase.P3, 1)
    before, _ = sessions(Phase.P2, 1)
    assert daily_session_text(session, before) == session_text(session)


def test_the_same_work_is_one_line_without_aim_and_outlook():
    session, last = sessions(Phase.P2, 2, 3)
    words = daily_session_text(session, last)
    assert words.startswith("Today the same work as last time: flat walk,")
    assert session.aim not in words
    assert session.opens not in words


def test_other_work_is_listed_with_its_doses():
    last, _ = sessions(Phase.P3, 1, strength={"step": "A"})
    session, _ = sessions(Phase.P3, 1, strength={"step": "B"})
    words = daily_session_text(session, last)
    assert all(item.dose.text in words for item in session.items)


def test_a_hold_that_closes_everything_says_nothing_of_exercises():
    plan, _ = told(placed(Phase.P3), clean(1, red_flag=True))
    assert daily_session_text(today(plan, on(1)), None) == ""


@given(phase=st.sampled_from(PHASES), day=st.integers(2, 20), repeat=st.booleans())
def test_beside_every_run_stands_when_to_stop(phase, day, repeat):
    session, last = sessions(phase, *range(1, day + 1))
    words = daily_session_text(session, session if repeat else last)
    if session.may_run:
        assert session.run.text in words
        assert session.stop in words
    else:
        assert session.bar_text in words


DAYS = {
    "trained": trained(2, "bridge_hold"),
    "ran": ran(2),
    "ran too hard": ran(2, pain=4, rose=True),
    "sore": clean(2, pain_activity=4),
    "limping": clean(2, gait_normal=False),
    "untold": clean(2, gait_normal=None, red_flag=None),
}


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
def test_what_is_told_of_tomorrow_names_no_other_day(phase, day):
    before, _ = told(placed(phase), clean(1))
    after, _ = told(before, day)
    last, session = today(before, on(2)), today(after, on(3))
    for known in (last, None):
        words = daily_session_text(session, known, ahead=True)
        assert not re.search(r"\b(today|yesterday)\b", words, re.I), words
