"""The jog, speed and strength ladders: two good ones of each step, and what counts as good."""

from itertools import pairwise

import pytest

from coach.plan import Change, Phase, RunBar, ladders, today
from tests.unit.plan.cases import clean, on, placed, ran, told, trained


def at_jog(step="J1", **values):
    return placed(Phase.P4, runs={"jog": step}, **values)


def jog_after(plan, *days):
    return told(plan, *days)[0].position.runs.jog


def test_the_jog_ladder_is_that_of_the_reference():
    assert [(s.times, s.jog, s.walk) for s in ladders().jog.values()] == [
        (4, 1, 2),
        (6, 1, 1),
        (5, 2, 1),
        (4, 4, 1),
        (3, 6, 1),
        (1, 20, 0),
    ]


def test_each_jog_step_is_done_twice_before_the_next():
    days = [ran(1), clean(2), ran(3), clean(4)]
    assert jog_after(at_jog(), *days[:2]) == "J1"
    assert jog_after(at_jog(), *days[:3]) == "J1"
    assert jog_after(at_jog(), *days) == "J2"


@pytest.mark.parametrize(
    ("run", "morning_after"),
    [
        (ran(3, 4), clean(4)),
        (ran(3, 3.5), clean(4)),
        (ran(3, 2, None), clean(4)),
        (ran(3, None), clean(4, pain_morning=1)),
        (ran(3), clean(4, pain_morning=1)),
        (ran(3), clean(4, pain_morning=None)),
        (ran(3), clean(5)),
        (ran(3, gait_normal=None), clean(4)),
        (ran(3, red_flag=None), clean(4)),
        (ran(3, pain_morning=1), clean(4)),
    ],
    ids=[
        "pain of 4",
        "pain between 3 and 4",
        "nobody said whether it climbed",
        "no number, morning worse",
        "morning worse",
        "morning not told",
        "next morning missing",
        "walk not told",
        "warning signs not answered",
        "lighter that day",
    ],
)
def test_a_run_that_does_not_count(run, morning_after):
    plan, _ = told(at_jog(), ran(1), clean(2), run, morning_after, clean(6))
    assert plan.position.runs.jog == "J1"


def test_pain_of_three_that_does_not_climb_counts():
    assert jog_after(at_jog(), ran(1, 3), clean(2), ran(3, 3), clean(4)) == "J2"


def test_runs_are_on_alternate_days():
    plan, _ = told(at_jog(), ran(1))
    assert today(plan, on(1)).bar is RunBar.DONE
    assert today(plan, on(2)).bar is RunBar.REST_DAY
    assert today(plan, on(3)).may_run


def test_a_run_on_a_rest_day_does_not_count_and_is_said():
    plan, outcome = told(at_jog(), ran(1), ran(2))
    assert Change.RAN_UNASKED in outcome.changes
    assert jog_after(plan, clean(3)) == "J1"


def test_a_step_that_was_not_open_does_not_count():
    plan, outcome = told(at_jog(), ran(1, run_step="J5"))
    assert Change.RAN_UNASKED in outcome.changes
    assert plan.position.runs.pending is None


@pytest.mark.parametrize("phase", [Phase.P1, Phase.P2, Phase.P3])
def test_a_run_in_a_phase_without_running_is_said_and_opens_nothing(phase):
    _, outcome = told(placed(phase), ran(1))
    assert outcome.changes == (Change.RAN_UNASKED,)


def test_the_last_jog_step_stays_the_last():
    assert jog_after(at_jog("J6"), ran(1, 2), clean(2), ran(3, 2), clean(4)) == "J6"


# --- building up


def test_a_good_week_of_easy_running_is_a_step():
    plan = placed(Phase.P5)
    days = [ran(1), clean(2), ran(3), clean(4), clean(5), clean(6), clean(7)]
    plan, outcome = told(plan, *days)
    assert outcome.changes == ()
    plan, outcome = told(plan, clean(8))
    assert outcome.changes == (Change.BUILD_WEEK,)


def test_a_week_with_one_run_is_no_step_yet():
    _, outcome = told(placed(Phase.P5), ran(1), *(clean(day) for day in range(2, 9)))
    assert outcome.changes == ()


def test_two_running_days_in_a_row_are_followed_by_a_rest_day():
    plan, _ = told(placed(Phase.P5), ran(1))
    assert today(plan, on(2)).may_run
    plan, _ = told(plan, ran(2))
    assert today(plan, on(3)).bar is RunBar.REST_DAY
    assert today(plan, on(4)).may_run


# --- speed


def at_speed(step="V1", **values):
    return placed(Phase.P6, runs={"speed": step}, **values)


def sprinted(day, step, pain=0):
    return ran(day, pain, run_step=step)


def test_speed_comes_before_hills_and_jumps_come_last():
    exercises = [step.exercise for step in ladders().speed.values()]
    assert exercises == ["strides"] * 4 + ["uphill_run", "downhill_run", "small_hops"]
    assert [
        share
        for step in list(ladders().speed.values())[:4]
        for share in ("70%", "80%", "90%", "full")
        if share in step.text
    ] == ["70%", "80%", "90%", "full"]


def test_one_painless_session_opens_the_next_speed():
    plan, outcome = told(at_speed(), sprinted(1, "V1"), clean(2))
    assert outcome.changes == (Change.SPEED_STEP,)
    assert plan.position.runs.speed == "V2"


def test_speed_asks_for_no_pain_at_all():
    plan, _ = told(at_speed(), sprinted(1, "V1", pain=1), clean(2))
    assert plan.position.runs.speed == "V1"


def test_an_easy_run_is_no_speed_session():
    plan, outcome = told(at_speed(), ran(1), clean(2))
    assert outcome.changes == ()
    assert plan.position.runs.speed == "V1"


def test_a_speed_that_was_not_open_does_not_count():
    _, outcome = told(at_speed(), sprinted(1, "V3"))
    assert Change.RAN_UNASKED in outcome.changes


def test_speed_is_at_most_twice_in_seven_days_and_never_close_together():
    plan, days = at_speed(), []
    for day in range(1, 22):
        session = today(plan, on(day))
        step = session.run.step if session.run else None
        if step and step != "easy":
            days.append(day)
        plan, _ = told(plan, sprinted(day, step) if step and step != "easy" else clean(day))
    assert len(days) >= 5
    assert all(later - earlier >= 3 for earlier, later in pairwise(days))
    assert all(later - earlier >= 7 for earlier, later in zip(days, days[2:], strict=False))


def test_the_end_of_the_speed_ladder_is_kept():
    plan, _ = told(at_speed("V7"), sprinted(1, "V7"), clean(2))
    assert plan.position.runs.speed_done
    assert today(plan, on(4)).run.step == "easy"


# --- strength


def at_step(step="A", phase=Phase.P3, **strength):
    return placed(phase, strength={"step": step, **strength})


FIRST_EXERCISE = {step: each.items[0].exercise for step, each in ladders().strength.items()}


@pytest.mark.parametrize(("step", "following"), zip("ABCDE", "BCDEF", strict=True))
def test_two_clean_sessions_open_the_next_strength_step(step, following):
    exercise = FIRST_EXERCISE[step]
    days = [trained(1, exercise, pain=3), clean(2), trained(3, exercise, pain=3)]
    plan, _ = told(at_step(step), *days)
    assert plan.position.strength.step == step
    plan, outcome = told(plan, clean(4))
    assert plan.position.strength.step == following
    assert outcome.changes == (Change.STRENGTH_STEP,)


@pytest.mark.parametrize(
    ("session", "morning_after"),
    [
        (trained(3, "bridge_hold", pain=4), clean(4)),
        (trained(3, "bridge_hold"), clean(4, pain_morning=1)),
        (trained(3, "bridge_hold"), clean(4, pain_morning=None)),
        (trained(3, "bridge_hold"), clean(5)),
        (trained(3, "clamshell"), clean(4)),
        (trained(3, "nordic_lower"), clean(4)),
        (trained(2, "bridge_hold"), clean(3)),
    ],
    ids=[
        "pain of 4",
        "morning worse",
        "morning not told",
        "morning missing",
        "only the block",
        "another step",
        "no rest day between",
    ],
)
def test_a_strength_session_that_does_not_count(session, morning_after):
    plan, _ = told(at_step(), trained(1, "bridge_hold"), session, morning_after, clean(6))
    assert plan.position.strength.step == "A"


def test_two_sessions_that_do_not_settle_bring_the_step_down():
    plan = at_step("C")
    plan, _ = told(plan, trained(1, "single_leg_bridge", pain=4), clean(2))
    assert plan.position.strength.step == "C"
    plan, outcome = told(plan, trained(3, "single_leg_bridge", pain=4), clean(4))
    assert plan.position.strength.step == "B"
    assert Change.EASED_STRENGTH in outcome.changes


def test_strength_has_a_rest_day_between_and_at_most_three_days_in_seven():
    plan, days = at_step(), []
    for day in range(1, 22):
        items = {item.exercise for item in today(plan, on(day)).items}
        done = items & {"bridge_hold", "double_bridge", "single_leg_bridge", "slide_curl"}
        if done:
            days.append(day)
        plan, _ = told(plan, trained(day, *done))
    assert all(later - earlier >= 2 for earlier, later in pairwise(days))
    assert all(later - earlier >= 7 for earlier, later in zip(days, days[3:], strict=False))
    assert len(days) >= 8


@pytest.mark.parametrize("phase", [Phase.P5, Phase.P6])
def test_strength_is_twice_a_week_once_running_builds_up(phase):
    plan, days = at_step("B", phase), []
    for day in range(1, 22):
        items = {item.exercise for item in today(plan, on(day)).items}
        if "clamshell" in items:
            days.append(day)
            plan, _ = told(plan, trained(day, *items - {"nordic_lower"}))
        else:
            plan, _ = told(plan, clean(day))
    assert all(later - earlier >= 7 for earlier, later in zip(days, days[2:], strict=False))
    assert len(days) >= 4


def test_nordics_grow_by_weeks():
    plan, doses, days = at_step("F"), [], []
    for day in range(1, 50):
        session = today(plan, on(day))
        nordic = [item for item in session.items if item.exercise == "nordic_lower"]
        if nordic:
            days.append(day)
            doses.append(nordic[0].dose.text)
            plan, _ = told(plan, trained(day, "nordic_lower"))
        else:
            done = {item.exercise for item in session.items} & {"hip_hinge"}
            plan, _ = told(plan, trained(day, *done))
    assert doses[:3] == ["2 sets of 5", "2 sets of 6", "2 sets of 6"]
    assert doses[3:6] == ["3 sets of 6 to 8"] * 3
    assert set(doses[6:]) == {"3 sets of 8 to 12"}
    assert days[1] - days[0] >= 7
    assert days[3] - days[1] >= 7


def test_nordics_done_before_their_turn_do_not_count():
    plan, _ = told(at_step("C"), trained(1, "nordic_lower"), clean(2))
    assert plan.position.strength.nordics == 0
    assert plan.position.strength.clean == 0


# --- never two steps in a day


def test_a_day_brings_one_step_and_the_other_waits_for_the_next():
    plan = placed(
        Phase.P4,
        runs={"jog": "J2", "clean": 2},
        strength={"step": "B", "clean": 2},
    )
    plan, outcome = told(plan, clean(1))
    assert outcome.changes == (Change.JOG_STEP,)
    _, outcome = told(plan, clean(2))
    assert outcome.changes == (Change.STRENGTH_STEP,)
