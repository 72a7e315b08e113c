"""What stops a plan, and that only a new triage lets it go on."""

import pytest

from coach.findings import Findings
from coach.plan import Change, Hold, Phase, RunBar, reassess, seen_by_clinician, session_text, today
from coach.triage import Running, assess
from tests.unit.plan.cases import BRUISED, STRAIN, begun, clean, on, placed, ran, told, trained
from tests.unit.triage.cases import MILD, NOTHING_WRONG, SORE_BOTH, TIGHT

STOP = {**NOTHING_WRONG, "pain_walking": 2}
FINE = {**NOTHING_WRONG, "currently_symptomatic": False}


def triaged(plan, findings, day, **options):
    known = Findings(findings)
    return reassess(plan, assess(known), known, on(day), **options)


# --- warning signs

WARNINGS = {"reported": {"red_flag": True}, "severe pain at rest": {"pain_rest": 8}}


@pytest.mark.parametrize("warning", WARNINGS.values(), ids=WARNINGS)
@pytest.mark.parametrize("phase", list(Phase))
def test_a_warning_sign_stops_everything(phase, warning):
    plan, outcome = told(placed(phase), clean(1, **warning))
    assert outcome.changes == (Change.RED_FLAG,)
    session = today(plan, on(1))
    assert session.hold is Hold.RED_FLAG
    assert session.items == ()
    assert session.bar is RunBar.HOLD


def test_nothing_but_the_warning_is_said():
    plan, _ = told(placed(Phase.P4), clean(1, red_flag=True))
    said = session_text(today(plan, on(1)))
    assert "warning sign" in said
    assert "sets" not in said
    assert "jogging" not in said


def test_good_days_do_not_lift_it():
    plan, _ = told(placed(Phase.P4), clean(1, red_flag=True), *(clean(d) for d in range(2, 9)))
    assert today(plan, on(8)).hold is Hold.RED_FLAG
    assert plan.phase is Phase.P4


def test_a_clinicians_look_alone_does_not_lift_it():
    plan, _ = told(placed(Phase.P4), clean(1, red_flag=True))
    plan, _ = seen_by_clinician(plan, on(1))
    assert today(plan, on(1)).hold is Hold.RED_FLAG


def test_an_unanswered_warning_question_closes_running_and_keeps_exercises():
    plan, _ = told(placed(Phase.P4), clean(1, red_flag=None))
    session = today(plan, on(1))
    assert session.bar is RunBar.FLAGS_OPEN
    assert session.items


@pytest.mark.parametrize(("gait", "bar"), [(None, RunBar.GAIT_OPEN), (False, RunBar.LIMP)])
def test_an_unknown_or_altered_walk_closes_running(gait, bar):
    plan, _ = told(placed(Phase.P5), clean(1, gait_normal=gait))
    assert today(plan, on(1)).bar is bar


def test_a_limp_for_a_week_is_for_triage():
    days = [clean(day, gait_normal=False) for day in range(1, 8)]
    plan, outcome = told(placed(Phase.P2, walked_normally=False), *days)
    assert outcome.changes == ()
    plan, outcome = told(plan, clean(8, gait_normal=False))
    assert outcome.changes == (Change.LIMP_WEEK,)
    assert today(plan, on(8)).hold is Hold.RETRIAGE


def test_a_limp_counts_from_the_injury_on():
    plan = begun({**STRAIN, "days_since_onset": 5})
    plan, outcome = told(plan, clean(2, gait_normal=False))
    assert outcome.changes == ()
    plan, outcome = told(plan, clean(3, gait_normal=False))
    assert Change.LIMP_WEEK in outcome.changes


# --- silence


@pytest.mark.parametrize(
    ("missed", "hold"),
    [
        (0, Hold.NONE),
        (2, Hold.NONE),
        (3, Hold.RESCREEN),
        (6, Hold.RESCREEN),
        (7, Hold.RETRIAGE),
        (60, Hold.RETRIAGE),
    ],
)
def test_silent_days(missed, hold):
    plan, _ = told(placed(Phase.P4), clean(1))
    session = today(plan, on(2 + missed))
    assert session.hold is hold
    assert session.may_run is (hold is Hold.NONE)
    assert bool(session.items) is (hold is not Hold.RETRIAGE)


def test_a_log_does_not_undo_the_silence():
    plan, _ = told(placed(Phase.P4), clean(1))
    plan, outcome = told(plan, clean(5))
    assert outcome.changes == (Change.RESCREEN,)
    assert today(plan, on(5)).bar is RunBar.RESCREEN
    plan, outcome = told(plan, clean(6))
    assert today(plan, on(6)).bar is RunBar.RESCREEN


def test_while_silence_holds_nothing_moves_on():
    plan, _ = told(placed(Phase.P4, runs={"clean": 2}), clean(5), clean(6))
    assert plan.position.runs.jog == "J1"


def test_after_the_plan_is_closed_silence_is_fine():
    plan, _ = told(placed(Phase.PREHAB), clean(1))
    assert today(plan, on(40)).hold is Hold.NONE


def test_a_day_told_late_closes_the_gap():
    plan, _ = told(placed(Phase.P4), clean(1), clean(5))
    assert today(plan, on(5)).hold is Hold.RESCREEN
    plan, _ = told(plan, clean(3))
    assert today(plan, on(5)).hold is Hold.NONE


# --- what a new triage does

SILENT = (clean(1), clean(6))
VERY_SILENT = (clean(1), clean(10))


@pytest.mark.parametrize(
    ("phase", "days", "findings", "after"),
    [
        (Phase.P4, SILENT, MILD, Phase.P4),
        (Phase.P4, SILENT, TIGHT, Phase.P4),
        (Phase.P4, SILENT, FINE, Phase.P4),
        (Phase.P4, SILENT, STOP, Phase.P3),
        (Phase.P4, SILENT, {**STRAIN, "gait_altered": False}, Phase.P1),
        (Phase.P2, SILENT, STOP, Phase.P2),
        (Phase.P6, VERY_SILENT, FINE, Phase.P6),
        (Phase.P6, VERY_SILENT, MILD, Phase.P4),
        (Phase.P5, VERY_SILENT, STOP, Phase.P1),
        (Phase.P3, VERY_SILENT, MILD, Phase.P3),
        (Phase.P4, (clean(1, red_flag=True),), MILD, Phase.P4),
        (Phase.P4, (clean(1, red_flag=True),), STOP, Phase.P1),
        (Phase.P6, (clean(1, sharp_pain=True),), STRAIN, Phase.P1),
        (Phase.P6, (clean(1, sharp_pain=True),), MILD, Phase.P1),
        (Phase.P6, (clean(1, sharp_pain=True),), FINE, Phase.P1),
        (Phase.PREHAB, (clean(1, gait_normal=False),), STOP, Phase.P1),
        (Phase.PREHAB, (clean(1, gait_normal=False),), MILD, Phase.P4),
        (Phase.PREHAB, (clean(1, gait_normal=False),), TIGHT, Phase.PREHAB),
    ],
)
def test_a_plan_goes_on_where_it_was_or_further_back(phase, days, findings, after):
    plan, _ = told(placed(phase), *days)
    last = days[-1].local_date.toordinal() - on(0).toordinal()
    plan, outcome = triaged(plan, findings, last)
    assert plan.phase is after
    assert today(plan, on(last)).hold is Hold.NONE
    assert Change.RESUMED in outcome.changes


@pytest.mark.parametrize(
    "findings", [BRUISED, {**MILD, "fever": True}, {**MILD, "dark_urine": True}]
)
def test_a_level_that_needs_a_clinician_stops_the_plan(findings):
    for days in ((), (clean(1, red_flag=True),), (clean(5),)):
        plan, _ = told(placed(Phase.P4), *days)
        plan, outcome = triaged(plan, findings, 5)
        assert today(plan, on(5)).hold is Hold.RED_FLAG
        assert Change.RED_FLAG in outcome.changes


def test_an_unfinished_triage_lifts_nothing():
    plan, _ = told(placed(Phase.P4), clean(5))
    plan, _ = triaged(plan, {"pain_walking": 0}, 5)
    assert today(plan, on(5)).hold is Hold.RESCREEN


def test_after_silence_a_triage_that_finds_nothing_goes_on_where_it_was():
    plan, _ = told(placed(Phase.P4), clean(5))
    plan, _ = triaged(plan, NOTHING_WRONG, 5)
    assert today(plan, on(5)).hold is Hold.NONE
    assert plan.phase is Phase.P4


@pytest.mark.parametrize("day", [clean(1, red_flag=True), clean(1, sharp_pain=True), clean(9)])
def test_where_all_starts_anew_a_triage_that_finds_nothing_starts_in_the_first_phase(day):
    plan, _ = told(placed(Phase.P4), day)
    plan, _ = triaged(plan, NOTHING_WRONG, 9)
    session = today(plan, on(9))
    assert session.hold is Hold.NONE
    assert plan.phase is Phase.P1
    assert not session.may_run


def test_a_triage_that_leaves_the_walk_open_opens_no_run():
    plan, _ = told(placed(Phase.P4), clean(5))
    plan, _ = triaged(plan, {**STOP, "gait_altered": None}, 5)
    assert not today(plan, on(5)).may_run


def test_a_new_warning_after_the_triage_of_the_same_day_stops_it_again():
    plan, _ = told(placed(Phase.P4), clean(1, red_flag=True))
    plan, _ = triaged(plan, MILD, 1)
    assert today(plan, on(1)).hold is Hold.NONE
    plan, _ = told(plan, clean(1, red_flag=True, pain_rest=9))
    assert today(plan, on(1)).hold is Hold.RED_FLAG


def test_correcting_a_number_does_not_bring_a_settled_warning_back():
    plan, _ = told(placed(Phase.P4), clean(1, red_flag=True))
    plan, _ = triaged(plan, MILD, 1)
    plan, _ = told(plan, clean(1, red_flag=True, pain_activity=1))
    assert today(plan, on(1)).hold is Hold.NONE


def test_a_clinicians_yes_after_a_clinician_level_starts_over_in_the_first_phase():
    plan, _ = told(placed(Phase.P5), clean(1, red_flag=True))
    plan, outcome = triaged(plan, BRUISED, 3, cleared=True)
    assert plan.phase is Phase.P1
    assert today(plan, on(3)).hold is Hold.NONE
    assert Change.CLEARED in outcome.changes


def test_a_clinicians_yes_does_not_outweigh_an_urgent_sign():
    plan, _ = told(placed(Phase.P5), clean(1, red_flag=True))
    plan, _ = triaged(plan, {**MILD, "fever": True}, 3, cleared=True)
    assert today(plan, on(3)).hold is Hold.RED_FLAG


# --- a relapse after the plan


@pytest.mark.parametrize(
    "values", [{"gait_normal": False}, {"pain_activity": 6}, {"pain_morning": 2}]
)
def test_a_bad_day_in_prehab_asks_for_triage(values):
    plan, outcome = told(placed(Phase.PREHAB), clean(1, **values))
    assert Change.RELAPSE in outcome.changes
    assert today(plan, on(1)).hold is Hold.RETRIAGE


def closed(day=1, **values):
    """A plan that was closed on the day before."""
    return placed(Phase.PREHAB, day, discharged=on(day - 1), **values)


HURTS_AGAIN = {
    "pain of 4": {"pain_activity": 4},
    "pain of 4 at rest": {"pain_rest": 4},
    "pain that rose on a run": {"ran": True, "pain_activity": 2, "run_pain_rose": True},
    "a limp": {"gait_normal": False},
}


@pytest.mark.parametrize("values", HURTS_AGAIN.values(), ids=HURTS_AGAIN)
def test_a_leg_that_hurts_again_after_the_plan_is_a_relapse(values):
    plan, outcome = told(closed(), clean(1, **values))
    assert Change.RELAPSE in outcome.changes
    assert not plan.at_rest


def test_a_little_soreness_after_the_plan_is_no_relapse():
    plan, _ = told(closed(), clean(1, pain_activity=2))
    assert plan.at_rest


@pytest.mark.parametrize(
    ("findings", "phase"), [(MILD, Phase.P4), (STOP, Phase.P1)], ids=["mild", "stop"]
)
@pytest.mark.parametrize("day", [clean(90, pain_activity=6), clean(90, sharp_pain=True)])
def test_after_a_relapse_a_plan_of_its_own_begins(findings, phase, day):
    plan, _ = told(closed(90), day)
    plan, _ = triaged(plan, findings, 90)
    session = today(plan, on(90))
    assert (plan.phase, session.day, session.hold) == (phase, 1, Hold.NONE)
    assert not plan.discharged
    assert plan.position.baseline is None


def test_a_relapse_told_in_words_begins_a_plan_that_is_not_called_stalled():
    plan, _ = triaged(closed(), MILD, 40)
    assert (plan.started, plan.phase) == (on(40), Phase.P4)
    _, outcome = told(plan, clean(41))
    assert Change.CLINICIAN not in outcome.changes


def test_a_relapse_that_needs_rest_begins_in_the_first_phase_at_once():
    plan, _ = triaged(closed(), STOP, 40)
    session = today(plan, on(40))
    assert (plan.phase, session.hold) == (Phase.P1, Hold.NONE)


def test_the_48_hours_after_the_flare_of_a_relapse_stay():
    plan, _ = told(closed(90), clean(90, pain_activity=6))
    plan, _ = triaged(plan, MILD, 90)
    assert today(plan, on(91)).bar is RunBar.PAUSE
    assert plan.position.no_run_before == on(93)


def test_what_is_told_on_the_day_of_a_relapse_can_still_be_put_right():
    plan, _ = told(closed(90), clean(90, pain_activity=6))
    plan, _ = triaged(plan, MILD, 90)
    _, outcome = told(plan, clean(90, pain_activity=3))
    assert outcome.problem is None


def test_a_relapse_that_triage_finds_nothing_in_leaves_the_plan_closed():
    plan, _ = told(closed(90), clean(90, pain_activity=4))
    plan, _ = triaged(plan, FINE, 90)
    assert plan.at_rest


@pytest.mark.parametrize("findings", [BRUISED, {**MILD, "fever": True}])
def test_a_warning_sign_after_the_plan_keeps_everything_waiting(findings):
    plan, _ = triaged(closed(90), findings, 90)
    assert today(plan, on(90)).hold is Hold.RED_FLAG
    assert not plan.at_rest


def test_sore_muscles_of_both_legs_run_easy_until_two_clean_days():
    plan = begun(SORE_BOTH)
    assert today(plan, on(1)).running is Running.EASY_ONLY
    plan, _ = told(plan, clean(1), clean(2))
    assert today(plan, on(3)).running is Running.NORMAL_BUILD


def test_while_everything_waits_for_triage_nothing_counts():
    days = [ran(2), clean(3), trained(4, "bridge_hold"), clean(5)]
    plan, _ = told(placed(Phase.P4), clean(1, red_flag=True), *days)
    assert plan.position.runs.clean == 0
    assert plan.position.strength.clean == 0
