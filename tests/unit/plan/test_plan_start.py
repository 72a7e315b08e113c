"""Who gets a plan, and where it begins."""

import pytest

from coach.plan import Phase, Refusal, RefusalReason, Track, today
from tests.unit.plan.cases import BRUISED, LEVELS, SORE_TENDON, STRAIN, begun, on
from tests.unit.triage.cases import MILD, NOTHING_WRONG, SORE_BOTH, TIGHT

NO = RefusalReason


@pytest.mark.parametrize(
    ("findings", "phase"),
    [
        (STRAIN, Phase.P1),
        ({**NOTHING_WRONG, "morning_after_worse": True}, Phase.P1),
        (MILD, Phase.P4),
        (TIGHT, Phase.PREHAB),
        (SORE_BOTH, Phase.PREHAB),
    ],
)
def test_the_level_sets_the_first_phase(findings, phase):
    assert begun(findings).phase is phase


def test_where_all_was_asked_and_nothing_found_it_begins_as_for_stop_and_self_manage():
    plan = begun(NOTHING_WRONG)
    assert plan.phase is Phase.P1
    assert not today(plan, on(1)).may_run


@pytest.mark.parametrize(
    ("findings", "reason"),
    [
        ({**MILD, "breathless_or_chest_pain": True}, NO.EMERGENCY),
        ({**MILD, "fever": True}, NO.URGENT),
        (BRUISED, NO.CLINICIAN),
        ({**MILD, "days_since_onset": 50, "trend": "same"}, NO.CLINICIAN),
        ({"gait_altered": True}, NO.UNFINISHED),
        ({}, NO.NEED_MORE_INFO),
        ({**NOTHING_WRONG, "pain_location": ["calf"]}, NO.OUT_OF_SCOPE),
        ({**MILD, "currently_symptomatic": False}, NO.NOTHING_WRONG),
        ({**MILD, "subject": "child_teen"}, NO.SOMEONE_ELSE),
        ({**STRAIN, "subject": "other_adult"}, NO.SOMEONE_ELSE),
    ],
)
def test_no_plan_where_the_assessment_does_not_allow_one(findings, reason):
    refused = begun(findings)
    assert isinstance(refused, Refusal)
    assert refused.reason is reason
    assert refused.text
    assert refused.cites


def test_a_clinicians_yes_opens_the_first_phase_and_nothing_more():
    assert begun(BRUISED, cleared=True).phase is Phase.P1


@pytest.mark.parametrize("flag", ["breathless_or_chest_pain", "fever"])
def test_a_clinicians_yes_does_not_outweigh_an_emergency_or_urgent_sign(flag):
    assert isinstance(begun({**MILD, flag: True}, cleared=True), Refusal)


@pytest.mark.parametrize(
    ("change", "ever_limped", "step"),
    [
        ({}, False, "J4"),
        ({}, None, "J1"),
        ({}, True, "J1"),
        ({"pain_running": 3}, False, "J1"),
        ({"pain_running": "not_tried", "pain_in_certain_positions": True}, False, "J1"),
        ({"pain_rest": 3}, False, "J1"),
        ({"test_shoe": "positive", "test_pain_max": 3}, False, "J1"),
        ({"test_shoe": "positive", "test_pain_max": 2}, False, "J4"),
    ],
)
def test_only_somebody_who_never_limped_with_pain_up_to_two_starts_at_j4(change, ever_limped, step):
    plan = begun({**MILD, **change}, ever_limped=ever_limped)
    assert today(plan, on(1)).run.step == step


@pytest.mark.parametrize(
    ("findings", "track"),
    [
        (SORE_TENDON, Track.TENDON),
        ({**SORE_TENDON, "onset": "unknown", "pain_walking": 1}, Track.TENDON),
        ({**SORE_TENDON, "onset": "sudden", "days_since_onset": 4}, Track.STANDARD),
        (MILD, Track.STANDARD),
    ],
)
def test_sit_bone_pain_that_crept_on_takes_the_tendon_track(findings, track):
    assert begun(findings).position.track is track


def test_somebody_with_mild_pain_may_jog_and_strengthen_on_the_first_day():
    session = today(begun(MILD), on(1))
    assert session.may_run
    assert {"bridge_hold", "clamshell"} <= {item.exercise for item in session.items}


def test_unanswered_emergency_signs_keep_running_closed():
    plan = begun({**MILD, "leg_cold_pale_blue": None})
    assert plan.phase is Phase.P4
    assert not today(plan, on(1)).may_run


@pytest.mark.parametrize("findings", LEVELS.values(), ids=LEVELS)
def test_every_plan_has_something_to_do_on_its_first_day(findings):
    session = today(begun(findings), on(1))
    assert session.day == 1
    assert session.items or session.run
