"""The regression rule, row by row (reference section 6)."""

import pytest

from coach.plan import Change, Grade, Phase, RunBar, seen_by_clinician, today
from coach.plan.grading import grade
from tests.unit.plan.cases import clean, on, placed, ran, told, trained

BAD_DAYS = {
    "limp": {"gait_normal": False},
    "pain over 5": {"pain_activity": 6},
    "pain just over 5": {"pain_activity": 5.5},
    "pain over 5 in a walk": {"walk_pain": 7},
    "pain over 5 at rest": {"pain_rest": 6},
    "morning 2 above": {"pain_morning": 3},
    "morning far above": {"pain_morning": 6},
}
CAUTION_DAYS = {
    "pain of 4": {"pain_activity": 4},
    "pain of 5": {"pain_activity": 5},
    "pain between 3 and 4": {"pain_activity": 3.5},
    "pain of 4 at rest": {"pain_rest": 4},
    "morning 1 above": {"pain_morning": 2},
    "morning half a point above": {"pain_morning": 1.5},
}
FINE_DAYS = {
    "pain of 3": {"pain_activity": 3},
    "morning as usual": {"pain_morning": 1},
    "morning below": {"pain_morning": 0},
}


def at(phase, **values):
    return placed(phase, mornings=(1, 1, 1), **values)


@pytest.mark.parametrize(
    ("days", "read"),
    [(BAD_DAYS, Grade.BAD), (CAUTION_DAYS, Grade.CAUTION), (FINE_DAYS, Grade.CLEAN)],
)
def test_how_each_day_is_read(days, read):
    for name, values in days.items():
        assert grade(clean(1, pain_morning=1) if not values else clean(1, **values), 1) is read, (
            name
        )


@pytest.mark.parametrize("missing", ["gait_normal", "red_flag", "pain_morning", "pain_activity"])
def test_a_day_that_leaves_something_open_is_not_clean(missing):
    assert grade(clean(1, **{missing: None}), 0) is Grade.OPEN


# --- limp, over 5, morning 2 above: no running for 48 hours, one phase back


@pytest.mark.parametrize("values", BAD_DAYS.values(), ids=BAD_DAYS)
@pytest.mark.parametrize("phase", [Phase.P2, Phase.P3, Phase.P4, Phase.P5, Phase.P6])
def test_a_bad_day_takes_one_phase_back(phase, values):
    plan, outcome = told(at(phase), clean(1, **values))
    assert plan.phase is phase.before
    assert Change.REGRESSED in outcome.changes


@pytest.mark.parametrize("values", BAD_DAYS.values(), ids=BAD_DAYS)
def test_no_running_for_48_hours_and_until_two_clean_days(values):
    plan, _ = told(at(Phase.P5), clean(1, **values), clean(2), clean(3))
    assert plan.phase is Phase.P5
    assert today(plan, on(3)).bar is RunBar.PAUSE
    assert today(plan, on(4)).may_run


def test_after_48_hours_without_clean_days_there_is_still_no_running():
    sore = [clean(day, pain_activity=4) for day in (2, 3, 4, 5)]
    plan, _ = told(at(Phase.P5), clean(1, gait_normal=False), *sore)
    assert plan.phase is Phase.P4
    assert today(plan, on(5)).bar is RunBar.RECOVERING


def test_the_two_clean_days_have_to_follow_each_other():
    days = [clean(2), clean(3, pain_activity=4), clean(4)]
    plan, _ = told(at(Phase.P5), clean(1, gait_normal=False), *days)
    assert plan.phase is Phase.P4
    plan, outcome = told(plan, clean(5))
    assert plan.phase is Phase.P5
    assert outcome.changes == (Change.RETURNED,)


def test_in_the_first_phase_there_is_nothing_to_go_back_to():
    plan, outcome = told(at(Phase.P1), clean(1, pain_activity=7))
    assert plan.phase is Phase.P1
    assert outcome.changes == ()


def test_the_first_phase_after_a_step_back_has_its_own_exit():
    days = [clean(day, walk_worsened=False) for day in (4, 5)]
    plan, _ = told(at(Phase.P2), clean(1, pain_activity=7), *days)
    assert plan.phase is Phase.P2


def test_somebody_sent_to_walking_with_a_limp_has_not_gone_back_by_it():
    plan, outcome = told(at(Phase.P2, walked_normally=False), clean(1, gait_normal=False))
    assert plan.phase is Phase.P2
    assert outcome.changes == ()


def test_a_limp_that_comes_back_in_the_walking_phase_has():
    plan = at(Phase.P2, walked_normally=False)
    plan, _ = told(plan, clean(1), clean(2, gait_normal=False))
    assert plan.phase is Phase.P1


def test_the_same_flare_counts_once_and_the_48_hours_start_anew():
    limping = [clean(day, gait_normal=False) for day in (1, 2, 3)]
    plan, outcome = told(at(Phase.P5), *limping)
    assert plan.phase is Phase.P4
    assert outcome.changes == (Change.STILL_SORE,)
    plan, _ = told(plan, clean(4), clean(5))
    assert today(plan, on(5)).bar is RunBar.PAUSE
    assert today(plan, on(6)).may_run


def test_after_a_step_back_the_last_good_jog_step_is_repeated():
    plan, _ = told(at(Phase.P4, runs={"jog": "J3"}), clean(1, gait_normal=False))
    assert plan.position.runs.jog == "J2"
    proven = at(Phase.P4, runs={"jog": "J3", "clean": 1})
    plan, _ = told(proven, clean(1, gait_normal=False))
    assert plan.position.runs.jog == "J3"


# --- pain 4 to 5, or morning 1 above: the same step at 70 percent, no progress


@pytest.mark.parametrize("values", CAUTION_DAYS.values(), ids=CAUTION_DAYS)
def test_a_day_of_caution_allows_no_step(values):
    plan = at(Phase.P4, runs={"jog": "J2", "clean": 2}, strength={"clean": 2})
    plan, outcome = told(plan, clean(1, **values))
    assert outcome.changes == (Change.LIGHTER,)
    assert plan.position.runs.jog == "J2"
    assert plan.position.strength.step == "A"


def test_a_day_of_caution_makes_everything_about_70_percent():
    plan, _ = told(at(Phase.P4, runs={"jog": "J2"}), clean(1, pain_morning=2))
    session = today(plan, on(1))
    holds = next(item for item in session.items if item.exercise == "bridge_hold")
    assert holds.dose.sets == 3  # of 5
    assert session.run.minutes == 8  # of 12
    assert session.run.lighter
    assert "70 percent" in " ".join(session.notes)


def test_the_next_clean_day_is_the_usual_work_again():
    plan, _ = told(at(Phase.P4), clean(1, pain_morning=2), clean(2, pain_morning=1))
    assert not today(plan, on(2)).run.lighter


# --- pain rose during the run: stop, and repeat the last good step


@pytest.mark.parametrize("run", [ran(1, 2, rose=True), ran(1, 4), ran(1, 0, rose=True)])
def test_a_run_that_was_too_much_repeats_the_last_good_step(run):
    plan, outcome = told(at(Phase.P4, runs={"jog": "J3"}), run)
    assert Change.REPEAT_LAST_GOOD in outcome.changes
    assert plan.position.runs.jog == "J2"
    assert plan.phase is Phase.P4


def test_the_next_run_waits_for_a_clean_day():
    plan, _ = told(at(Phase.P4), ran(1, 2, rose=True), clean(2, pain_activity=4))
    plan, _ = told(plan, clean(3, pain_activity=4))
    assert today(plan, on(3)).bar is RunBar.WARY
    plan, _ = told(plan, clean(4))
    assert today(plan, on(4)).may_run


def test_a_speed_session_that_hurt_goes_one_speed_back():
    plan, _ = told(placed(Phase.P6, runs={"speed": "V3"}), ran(1, 2, rose=True, run_step="V3"))
    assert plan.position.runs.speed == "V2"


# --- two steps back in 14 days, or no step forward in 14 days: row C7


def relapsing(gap):
    limps = {1, 1 + gap}
    days = [
        clean(day, gait_normal=False if day in limps else True)  # noqa: SIM211
        for day in range(1, 2 + gap)
    ]
    return told(at(Phase.P6, stepped=1), *days)


@pytest.mark.parametrize("gap", [3, 7, 13])
def test_a_second_step_back_within_14_days_asks_for_a_clinician(gap):
    plan, outcome = relapsing(gap)
    assert Change.CLINICIAN in outcome.changes
    assert today(plan, on(1 + gap)).clinician


def test_a_second_step_back_after_14_days_does_not_by_itself():
    plan, _ = told(at(Phase.P4), clean(1, gait_normal=False))
    days = [trained(day, "bridge_hold") if day % 2 else clean(day) for day in range(2, 15)]
    plan, _ = told(plan, *days)
    assert not today(plan, on(14)).clinician
    plan, outcome = told(plan, clean(15, gait_normal=False))
    assert Change.REGRESSED in outcome.changes
    assert Change.CLINICIAN not in outcome.changes


def test_two_steps_back_keep_running_where_it_is():
    plan = at(Phase.P4, runs={"jog": "J2", "clean": 0}, regressions=(on(-3), on(0)), clinician=0)
    plan, _ = told(plan, ran(1), clean(2), ran(3), clean(4), ran(5), clean(6))
    assert plan.position.runs.jog == "J2"
    assert today(plan, on(7)).may_run
    plan, _ = told(plan, *(clean(day) for day in range(7, 12)))
    assert plan.position.runs.jog == "J3"


def test_no_step_forward_in_14_days_asks_for_a_clinician():
    plan = at(Phase.P3)
    plan, outcome = told(plan, *(clean(day) for day in range(1, 15)))
    assert outcome.changes == ()
    plan, outcome = told(plan, clean(15))
    assert outcome.changes == (Change.CLINICIAN,)
    assert "book a clinician" in " ".join(today(plan, on(15)).notes)


def test_a_step_forward_starts_the_14_days_anew_and_takes_the_advice_back():
    days = [clean(day) for day in range(1, 16)]
    plan, _ = told(at(Phase.P3, strength={"clean": 1}), *days)
    assert today(plan, on(15)).clinician
    plan, _ = told(plan, trained(16, "bridge_hold"), clean(17))
    assert not today(plan, on(17)).clinician


def test_a_clinicians_look_takes_the_advice_back():
    plan, _ = told(at(Phase.P3), *(clean(day) for day in range(1, 16)))
    plan, outcome = seen_by_clinician(plan, on(16))
    assert outcome.changes == (Change.CLEARED,)
    assert not today(plan, on(16)).clinician


# --- sharp new pain: a new injury


@pytest.mark.parametrize("phase", list(Phase))
def test_a_sharp_new_pain_is_a_new_injury_in_the_first_phase(phase):
    plan, outcome = told(at(phase), clean(1, sharp_pain=True))
    assert Change.NEW_INJURY in outcome.changes
    assert plan.phase is Phase.P1
    session = today(plan, on(1))
    assert session.hold.closes_all
    assert session.items == ()
    assert not session.may_run


# --- the usual morning


def test_the_usual_morning_is_the_median_of_the_first_three():
    plan, _ = told(
        placed(Phase.P2, mornings=()),
        *(clean(day, pain_morning=pain) for day, pain in enumerate((1, 3, 2, 0, 0), start=1)),
    )
    assert plan.position.baseline == 2


def test_before_there_are_three_the_mornings_so_far_count():
    plan, _ = told(placed(Phase.P4, mornings=()), clean(1, pain_morning=1))
    plan, outcome = told(plan, clean(2, pain_morning=3))
    assert Change.REGRESSED in outcome.changes


def test_the_first_morning_is_held_against_nothing():
    _, outcome = told(placed(Phase.P4, mornings=()), clean(1, pain_morning=3))
    assert outcome.changes == ()
