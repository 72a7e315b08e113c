"""What triage asks anew before a plan that waits for it goes on, and what is news to a plan."""

import pytest

from coach.findings import Findings
from coach.plan import Hold, asked_again, matters_to_plan
from coach.triage import TABLE, Level, assess
from tests.unit.triage.cases import MILD, NOTHING_WRONG

KNOWN = Findings({**MILD, "side": "left", "recurrent_12mo": False, "trend": "better"})


@pytest.mark.parametrize("hold", [Hold.RETRIAGE, Hold.NEW_INJURY])
def test_every_sign_of_an_emergency_or_urgent_row_is_asked_anew(hold):
    forgotten = KNOWN.without(*asked_again(KNOWN, hold))
    assert assess(forgotten).level is Level.NEED_MORE_INFO
    assert assess(forgotten).screen is not None
    lasting = {"age_under_18", "blood_thinner_or_bleeding_disorder"}
    assert not [flag for flag in TABLE.must_ask if flag in forgotten and flag not in lasting]


def test_who_they_are_and_when_it_began_is_not_asked_again():
    forgotten = KNOWN.without(*asked_again(KNOWN, Hold.RETRIAGE))
    for kept in ("side", "pain_location", "onset", "days_since_onset", "recurrent_12mo"):
        assert forgotten.known(kept)


def test_a_new_injury_has_a_beginning_of_its_own():
    assert {"onset", "days_since_onset"} <= set(asked_again(KNOWN, Hold.NEW_INJURY))


def test_thoughts_of_self_harm_are_never_forgotten_by_a_plan():
    dark = KNOWN.with_({"self_harm_thoughts": True})
    assert "self_harm_thoughts" not in asked_again(dark, Hold.RETRIAGE)


@pytest.mark.parametrize("hold", [Hold.NONE, Hold.RESCREEN, Hold.RED_FLAG])
def test_without_a_new_start_nothing_is_forgotten(hold):
    assert asked_again(KNOWN, hold) == ()


def news(change, *changed):
    findings = Findings({**NOTHING_WRONG, **change})
    return matters_to_plan(assess(findings), findings, changed or tuple(change))


def test_a_pain_told_anew_is_news_to_a_plan():
    assert news({"pain_walking": 2})


def test_a_sign_denied_is_none():
    assert not news({"fever": False})


def test_a_sudden_start_is_news():
    assert news({"onset": "sudden"})


def test_a_new_bruise_is_news_although_a_bruise_was_looked_at():
    assert news({"bruising": True, "bruising_large": True}, "bruising_large")


def test_an_ache_beside_what_was_looked_at_is_none():
    assert not news({"bruising": True, "pain_running": 1}, "pain_running")
