import pytest
from hypothesis import given, settings

from coach.triage.levels import Level, Running

from .people import people, person

FREEDOM = [Running.NONE_UNTIL_SEEN, Running.NONE, Running.EASY_ONLY, Running.NORMAL_BUILD]


@pytest.mark.parametrize(
    ("findings", "fresh"),
    [
        ({"onset": "sudden", "days_since_onset": 1}, True),
        ({"onset": "sudden", "days_since_onset": 3}, False),
        ({"onset": "unknown", "days_since_onset": 1}, True),
        ({"days_since_onset": 1}, True),
        ({"onset": "gradual", "days_since_onset": 1}, False),
        ({"onset": "next_day_soreness", "days_since_onset": 1}, False),
        ({"tightness_only": True, "days_since_onset": 1}, False),
        ({"onset": "sudden"}, None),
    ],
)
def test_fresh_means_under_72_hours_and_not_known_to_have_crept_on(findings, fresh):
    assert person(findings).fresh is fresh


def test_the_verdict_comes_from_the_level_unless_given():
    assert person(level=Level.MODIFIED_RUNNING).verdict is Running.EASY_ONLY
    given_one = person(level=Level.SEE_CLINICIAN_DAYS, running=Running.EASY_ONLY)
    assert given_one.verdict is Running.EASY_ONLY


@pytest.mark.parametrize(
    "state",
    [
        {"gait_normal": False},
        {"pain_activity": 6},
        {"pain_morning": 4, "baseline_morning": 2},
        {"phase": "P1"},
        {"phase": "P2"},
        {"phase": "P3"},
        {"findings": {"onset": "sudden", "days_since_onset": 2}},
        {"findings": {"gait_altered": True}},
    ],
)
def test_todays_numbers_the_phase_and_the_first_hours_take_running_away(state):
    assert person(running=Running.NORMAL_BUILD, **state).running_today is Running.NONE


@pytest.mark.parametrize(
    "state",
    [{"pain_activity": 4}, {"pain_activity": 5}, {"pain_morning": 3, "baseline_morning": 2}],
)
def test_slightly_raised_numbers_hold_back_without_taking_running_away(state):
    held = person(running=Running.EASY_ONLY, phase="P4", **state)
    assert held.held_back
    assert held.running_today is Running.EASY_ONLY


@settings(deadline=None)
@given(people())
def test_today_is_never_freer_than_the_verdict(anybody):
    today, verdict = anybody.running_today, anybody.verdict
    if today in FREEDOM and verdict in FREEDOM:
        assert FREEDOM.index(today) <= max(1, FREEDOM.index(verdict))
    if verdict in (Running.NONE, Running.NONE_UNTIL_SEEN):
        assert today in (Running.NONE, Running.NONE_UNTIL_SEEN)


def test_the_tendon_track_counts_as_sit_bone():
    assert person(track="tendon").sit_bone
    assert person().sit_bone is None
