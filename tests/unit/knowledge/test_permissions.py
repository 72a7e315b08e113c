"""The limits, held against the decision rules restated here by hand."""

import pytest
from hypothesis import given, settings

from coach.findings import ContentError
from coach.knowledge import RUNNING_ACTIVITIES, Activity, Bar, limit, permitted
from coach.knowledge.permissions import limits, load_limits
from coach.triage.levels import Level, Running

from .people import (
    BRUISED,
    FRESH_STRAIN,
    HEALED,
    MILD_THIGH,
    SIT_BONE,
    SLOW_TENDON,
    SPEED_PHASE,
    STRENGTH_PHASE,
    TIGHT,
    UNKNOWN,
    WALK_JOG,
    WALKING_PHASE,
    people,
    person,
)

FASTER = RUNNING_ACTIVITIES - {Activity.RUN}


@settings(deadline=None)
@given(people())
def test_no_way_of_running_is_open_without_a_verdict_that_allows_it(anybody):
    if anybody.verdict in (Running.NONE, Running.NONE_UNTIL_SEEN):
        assert RUNNING_ACTIVITIES.isdisjoint(permitted(anybody))


@settings(deadline=None)
@given(people())
def test_nobody_who_limps_runs(anybody):
    limps = anybody.gait_normal is False or (
        anybody.gait_normal is None and anybody.findings.present("gait_altered")
    )
    if limps:
        assert RUNNING_ACTIVITIES.isdisjoint(permitted(anybody))


@settings(deadline=None)
@given(people())
def test_easy_only_means_no_speed_hills_races_jumps_or_games(anybody):
    if anybody.verdict is Running.EASY_ONLY and anybody.phase != "P6":
        assert FASTER.isdisjoint(permitted(anybody))


@settings(deadline=None)
@given(people())
def test_a_fresh_sudden_injury_gets_no_heat_rubbing_stretching_loading_or_alcohol(anybody):
    sudden = anybody.findings.get("onset") == "sudden"
    days = anybody.findings.number("days_since_onset")
    tight = anybody.findings.present("tightness_only")
    if sudden and not tight and days is not None and days < 3:
        assert permitted(anybody).isdisjoint(
            {
                Activity.HEAT,
                Activity.MASSAGE,
                Activity.ROLL,
                Activity.STRETCH,
                Activity.YOGA,
                Activity.ALCOHOL,
                Activity.EXERCISE,
                Activity.LIFT,
                Activity.NORDIC,
                *RUNNING_ACTIVITIES,
            }
        )


@settings(deadline=None)
@given(people())
def test_a_sore_sit_bone_gets_no_hamstring_stretch(anybody):
    if "sit_bone_low_buttock" in anybody.findings.words("pain_location"):
        assert Activity.STRETCH not in permitted(anybody)


@settings(deadline=None)
@given(people())
def test_blood_thinners_and_bruises_rule_out_pressing(anybody):
    findings = anybody.findings
    if findings.present("blood_thinner_or_bleeding_disorder") or findings.present("bruising"):
        assert permitted(anybody).isdisjoint({Activity.ROLL, Activity.MASSAGE})


@settings(deadline=None)
@given(people())
def test_numb_legs_get_no_ice_heat_or_wrap(anybody):
    if anybody.findings.present("tingling_or_numb_leg"):
        assert permitted(anybody).isdisjoint({Activity.ICE, Activity.HEAT, Activity.WRAP})


@settings(deadline=None)
@given(people())
def test_who_has_to_be_seen_first_gets_no_exercises(anybody):
    if anybody.verdict is Running.NONE_UNTIL_SEEN:
        assert permitted(anybody).isdisjoint(
            {Activity.EXERCISE, Activity.LIFT, Activity.NORDIC, Activity.PLAN, Activity.STRETCH}
        )


@settings(deadline=None)
@given(people())
def test_no_nordics_before_the_last_step_of_the_strength_ladder(anybody):
    if anybody.phase is not None and anybody.strength_step != "F":
        assert Activity.NORDIC not in permitted(anybody)


@pytest.mark.parametrize("level", [Level.EMERGENCY, Level.URGENT_SAME_DAY])
def test_a_warning_rules_out_everything(level):
    assert permitted(person(level=level)) == frozenset()
    assert permitted(person(safety_hold=True)) == frozenset()


@pytest.mark.parametrize(
    ("who", "activity", "bar"),
    [
        (UNKNOWN, Activity.RUN, None),
        (FRESH_STRAIN, Activity.RUN, Bar.RUNNING_OFF),
        (FRESH_STRAIN, Activity.CROSS_TRAIN, Bar.FRESH),
        (FRESH_STRAIN, Activity.WALK, None),
        (FRESH_STRAIN, Activity.ICE, None),
        (WALKING_PHASE, Activity.CROSS_TRAIN, None),
        (WALKING_PHASE, Activity.LIFT, Bar.NOT_READY),
        (STRENGTH_PHASE, Activity.LIFT, None),
        (STRENGTH_PHASE, Activity.NORDIC, Bar.NOT_READY),
        (WALK_JOG, Activity.RUN, None),
        (WALK_JOG, Activity.HILLS, Bar.EASY_FIRST),
        (SPEED_PHASE, Activity.SPEED, None),
        (SPEED_PHASE, Activity.NORDIC, None),
        (SPEED_PHASE, Activity.RACE, Bar.EASY_FIRST),
        (SIT_BONE, Activity.STRETCH, Bar.SIT_BONE),
        (MILD_THIGH, Activity.RUN, None),
        (MILD_THIGH, Activity.SPEED, Bar.EASY_FIRST),
        (TIGHT, Activity.SPEED, None),
        (BRUISED, Activity.RUN, Bar.UNSEEN),
        (BRUISED, Activity.CROSS_TRAIN, Bar.UNSEEN),
        (BRUISED, Activity.WRAP, None),
        (person(level=Level.SEE_CLINICIAN_DAYS, rows=("C9",)), Activity.WRAP, Bar.UNSEEN),
        (SLOW_TENDON, Activity.RUN, None),
        (SLOW_TENDON, Activity.EXERCISE, None),
        (HEALED, Activity.SPEED, None),
        (person(level=Level.NEED_MORE_INFO), Activity.RUN, Bar.UNKNOWN),
        (person(level=Level.OUT_OF_SCOPE), Activity.RUN, Bar.OUT_OF_SCOPE),
        (person({"age_under_18": True}), Activity.ALCOHOL, Bar.TOO_YOUNG),
        (person({"walk_cramp_eases_with_rest": True}), Activity.ICE, Bar.CIRCULATION),
    ],
)
def test_known_people_get_the_limits_of_the_reference(who, activity, bar):
    found = limit(activity, who)
    assert (found.bar if found else None) is bar


def test_a_slow_or_repeat_injury_leaves_painless_cycling_open_until_seen():
    for row in ("C6", "C7"):
        waiting = person(
            {"days_since_onset": 50}, level=Level.SEE_CLINICIAN_DAYS, rows=(row,), gait_normal=True
        )
        assert Activity.CROSS_TRAIN in permitted(waiting)


def test_every_limit_cites_rules():
    assert all(each.cites for each in limits())


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- {bar: tired, activities: [run], when: {fresh: true}, cites: [R1]}", "'tired'"),
        ("- {bar: fresh, activities: [fly], when: {fresh: true}, cites: [R1]}", "'fly'"),
        ("- {bar: fresh, activities: [run], when: {fresh: true}, cites: [R99]}", "R99"),
        ("- {bar: fresh, activities: [run], when: {fresh: true}}", "'cites' is missing"),
        ("bar: fresh", "must be a list"),
    ],
)
def test_a_broken_limit_is_explained(tmp_path, text, complaint):
    path = tmp_path / "limits.yml"
    path.write_text(text)
    with pytest.raises(ContentError, match=complaint):
        load_limits(path)
