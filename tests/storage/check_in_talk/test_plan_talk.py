"""Check-ins that move a plan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from coach.findings import VOCABULARY, AnswerType, Findings
from coach.plan import Hold, Phase, PlanState
from coach.triage import TABLE, assess
from storage.assessments import latest_assessment
from storage.episodes import current_episode, current_findings, record_findings, set_plan
from storage.exercises import exercises_since, runs_since
from storage.states import CheckInKind, HowKnown
from tests.storage.check_in_talk.talk import Talk
from tests.unit.plan.cases import DAY_1, placed

KNOWN: dict[str, Any] = {
    **dict.fromkeys(TABLE.must_ask, False),
    "pain_location": ["back_of_thigh"],
    "onset": "gradual",
    "days_since_onset": 5,
    "pain_rest": 0,
    "pain_walking": 0,
    "pain_running": 2,
    "subject": "self",
    "currently_symptomatic": True,
    "trend": "same",
}
RAN_DAY = "1 on waking, 2 at worst, 0 at rest, no limp, ran 3k"
ALL_CLEAR = "0 on waking, 0 at worst, 0 at rest, no limp, no run"
EASY_DAY = "0 on waking, 1 at worst, 0 at rest, no limp, no run"
GOOD_DAY = "1 on waking, 2 at worst, 0 at rest, no limp, no run"


def settled() -> Findings:
    """Findings that triage has no question left about, all warning signs denied."""
    findings = Findings(KNOWN)
    while (screen := assess(findings).screen) is not None:
        findings = findings.with_(
            {
                name: False if VOCABULARY[name].answer is AnswerType.YES_NO else 1
                for name in screen.findings
            }
        )
    return findings


@pytest.fixture
def talk(session: Session) -> Talk:
    talk = Talk.begin(session, zone="Europe/Lisbon").injured()
    record_findings(
        session,
        episode(talk),
        settled().to_json(),
        how_known=HowKnown.ASKED,
        observed_at=talk.now,
    )
    return talk


def episode(talk: Talk) -> int:
    found = current_episode(talk.session, talk.runner.id)
    assert found is not None
    return found.id


def plan(talk: Talk) -> PlanState:
    found = current_episode(talk.session, talk.runner.id)
    assert found is not None
    return PlanState.from_json(found.plan)


def finish(talk: Talk, words: str, **taps: str) -> Talk:
    return finish_open(talk.asked(), words, **taps)


def finish_open(talk: Talk, words: str, **taps: str) -> Talk:
    talk.say(words)
    while (talk.pending or "").startswith("check_in:"):
        options = {code.rpartition("-")[0] for code in talk.codes}
        if "exercises" in options:
            talk.tap(f"exercises-{taps.get('exercises', 'none')}")
        elif "mood" in options:
            talk.tap("mood-4")
        elif "run_pain_rose" in options:
            talk.tap("run_pain_rose-no")
        else:
            talk.tap("signs-none")
    return talk


def test_the_first_finished_check_in_begins_the_plan_and_gives_the_session(talk: Talk) -> None:
    finish(talk, GOOD_DAY)
    assert plan(talk).phase.value == "P4"
    assert "Walk-jog" in talk.said


def test_the_next_day_names_day_phase_and_yesterday(talk: Talk) -> None:
    finish(talk, GOOD_DAY).later(days=1).asked()
    assert "Day 2, phase 4." in talk.said
    assert "2 at worst" in talk.said


def test_the_session_is_said_in_full_once_and_then_in_short(talk: Talk) -> None:
    finish(talk, GOOD_DAY)
    first = talk.said
    finish(talk.later(days=1), GOOD_DAY)
    assert "Next comes building up" in first
    assert "Next comes building up" not in talk.said
    assert len(talk.said) < len(first)


def test_the_session_can_be_asked_for_in_full(talk: Talk) -> None:
    finish(talk, GOOD_DAY)
    finish(talk.later(days=1), GOOD_DAY)
    assert "show_plan" in talk.codes


def test_what_only_the_runner_knows_is_asked_after_the_check_in(talk: Talk) -> None:
    record_findings(
        talk.session,
        episode(talk),
        {"pain_walking": 2, "pain_rest": 1},
        how_known=HowKnown.SAID,
        observed_at=talk.now,
    )
    for _ in range(9):
        finish(talk, EASY_DAY)
        if talk.pending is not None:
            break
        talk.later(days=1)
    assert talk.pending == "criterion:long_walk"
    assert "30 minutes on the flat" in talk.said


def test_when_all_is_said_on_a_day_that_had_its_step_it_is_told_that_one_a_day_is_enough(
    talk: Talk,
) -> None:
    day = (talk.today - DAY_1).days + 1
    strength = {"sessions": 4, "step": "B"}
    due = placed(Phase.P3, day=day, moved_on=day, strength=strength)
    set_plan(talk.session, episode(talk), due.to_json())
    finish(talk, ALL_CLEAR)
    while (talk.pending or "").startswith("criterion:"):
        talk.choose("criterion", "yes")
    assert plan(talk).phase is Phase.P3
    assert "One step a day is enough" in talk.said


def test_a_better_day_is_called_better_and_kept_as_such(talk: Talk) -> None:
    finish(talk, "1 on waking, 3 at worst, 0 at rest, no limp, no run").later(days=1)
    finish(talk, "1 on waking, 1 at worst, 0 at rest, no limp, no run")
    assert talk.check_in().verdict == "better"


def test_a_worse_day_is_called_worse_and_kept_as_such(talk: Talk) -> None:
    finish(talk, GOOD_DAY).later(days=1)
    finish(talk, "4 on waking, 6 at worst, 2 at rest, limping, no run")
    assert talk.check_in().verdict == "worse"


def test_with_a_plan_the_exercises_are_asked_and_logged(talk: Talk) -> None:
    finish(talk, GOOD_DAY).later(days=1)
    finish(talk, GOOD_DAY, exercises="all")
    done = exercises_since(talk.session, episode(talk), talk.today - timedelta(days=1))
    assert {entry.exercise for entry in done} >= {"clamshell", "side_plank"}


def did(talk: Talk) -> dict[str, set[date]]:
    """The dates on which exercises and runs count."""
    long_ago = talk.today - timedelta(days=60)
    return {
        "exercises": {e.local_date for e in exercises_since(talk.session, episode(talk), long_ago)},
        "runs": {r.local_date for r in runs_since(talk.session, episode(talk), long_ago)},
    }


def test_what_is_told_in_the_morning_was_done_the_day_before(talk: Talk) -> None:
    yesterday = talk.today
    finish(talk, GOOD_DAY).later(days=1)
    finish(talk, f"{RAN_DAY}, did my exercises")
    assert did(talk) == {"exercises": {yesterday}, "runs": {yesterday}}
    assert "had your run today" not in talk.said


def test_what_is_told_in_the_evening_was_done_that_day(talk: Talk) -> None:
    finish(talk.later(hours=12), GOOD_DAY).later(days=1)
    finish(talk, f"{RAN_DAY}, did my exercises")
    assert did(talk) == {"exercises": {talk.today}, "runs": {talk.today}}


def test_in_the_morning_a_run_of_this_morning_is_todays(talk: Talk) -> None:
    finish(talk, GOOD_DAY).later(days=1)
    finish(talk, f"{RAN_DAY} this morning")
    assert did(talk)["runs"] == {talk.today}


def test_a_run_that_hurt_stays_with_the_day_that_tells_of_the_pain(talk: Talk) -> None:
    finish(talk, GOOD_DAY).later(days=1)
    finish(talk, "1 on waking, 6 at worst, 0 at rest, no limp, ran 3k")
    assert did(talk)["runs"] == {talk.today}
    assert talk.check_in().verdict == "worse"


def test_the_first_day_has_no_day_before_it(talk: Talk) -> None:
    finish(talk, RAN_DAY)
    assert did(talk)["runs"] == {talk.today}


def test_everything_done_is_everything_however_many_questions_are_still_open(talk: Talk) -> None:
    finish(talk.later(hours=12), GOOD_DAY).later(days=1).asked()
    talk.say("1 on waking, 1 at worst, 0 at rest, no limp, no run, did my exercises")
    assert talk.pending is not None
    given = {done.exercise for done in plan(talk).log_on(talk.today).exercises}
    talk.tap("signs-none")
    assert {done.exercise for done in plan(talk).log_on(talk.today).exercises} == given != set()


def test_in_the_evening_the_session_is_tomorrows(talk: Talk) -> None:
    finish(talk.later(hours=12), GOOD_DAY)
    assert "For tomorrow:" in talk.said
    finish(talk.later(days=1), GOOD_DAY)
    assert "Tomorrow" in talk.said
    assert "no sorer than usual" in talk.said


def test_a_run_is_logged_with_whether_pain_rose(talk: Talk) -> None:
    finish(talk, "1 on waking, 2 at worst, 0 at rest, no limp, ran 3k")
    (run,) = runs_since(talk.session, episode(talk), talk.today)
    assert run.pain_rose is False


def test_a_limp_takes_running_away(talk: Talk) -> None:
    finish(talk, GOOD_DAY).later(days=1)
    finish(talk, "5 on waking, 7 at worst, 2 at rest, limping, no run")
    assert "• Run:" not in talk.said


def test_what_was_told_counts_in_a_check_in_that_is_never_finished(talk: Talk) -> None:
    finish(talk, GOOD_DAY).later(days=1).asked()
    talk.say("5 on waking, limping")
    log = plan(talk).log_on(talk.today)
    assert log is not None
    assert (log.pain_morning, log.gait_normal, log.red_flag) == (5, False, None)


def test_a_warning_sign_stops_the_plan_and_gives_no_session(talk: Talk) -> None:
    finish(talk, GOOD_DAY).later(days=1).asked()
    talk.say(GOOD_DAY)
    talk.tap("signs-saddle")
    assert plan(talk).position.hold.closes_all
    assert "Bridge" not in talk.said


def test_correcting_a_day_changes_what_the_plan_knows_of_it(talk: Talk) -> None:
    finish(talk, GOOD_DAY).later(hours=1)
    talk.say("sorry, the worst was a 4", "correct")
    log = plan(talk).log_on(talk.today)
    assert log is not None
    assert log.pain_activity == 4


def nearly_done(talk: Talk, **values: Any) -> Talk:
    """A runner whose plan has come to its last phase, all of it done."""
    day = (talk.today - DAY_1).days + 1
    last = placed(Phase.P6, day=day, clear_days=14, runs={"speed_done": True}, **values)
    set_plan(talk.session, episode(talk), last.to_json())
    return talk


def through_to_the_end(talk: Talk) -> Talk:
    finish(nearly_done(talk), ALL_CLEAR)
    while (talk.pending or "").startswith("criterion:"):
        talk.choose("criterion", "yes")
    return talk


def test_after_the_last_yes_the_plan_is_closed_and_only_a_monthly_look_in_is_left(
    talk: Talk,
) -> None:
    through_to_the_end(talk)
    assert plan(talk).discharged
    assert "once a month" in talk.said
    assert talk.me.next_due_at is not None
    assert (talk.me.next_due_at - talk.now).days in (29, 30)


@pytest.mark.parametrize("gait", ["no limp", "limping"])
def test_a_bad_look_in_takes_the_plan_up_again_and_asks_each_day(talk: Talk, gait: str) -> None:
    through_to_the_end(talk).later(days=30)
    talk.asked(kind=CheckInKind.MONTHLY)
    assert "A month has gone by" in talk.said
    finish_open(talk, f"3 on waking, 7 at worst, 2 at rest, {gait}, no run")
    assert not plan(talk).at_rest
    assert "each day again" in talk.all_said
    assert talk.me.next_due_at is not None
    assert (talk.me.next_due_at - talk.now).days <= 1


def test_a_good_look_in_leaves_it_at_once_a_month(talk: Talk) -> None:
    through_to_the_end(talk).later(days=30)
    talk.asked(kind=CheckInKind.MONTHLY)
    finish_open(talk, ALL_CLEAR)
    assert plan(talk).discharged
    assert "each day again" not in talk.all_said


def cared_for(talk: Talk, trend: str) -> Talk:
    """Looked after for two days, and with this answer to "is it getting better?"."""
    record_findings(
        talk.session,
        episode(talk),
        {"days_self_managed": 2, "trend": trend},
        how_known=HowKnown.ASKED,
        observed_at=talk.now,
    )
    return talk


def a_fortnight(talk: Talk, worst: list[int]) -> Talk:
    for score in worst:
        finish(talk, f"0 on waking, {score} at worst, 0 at rest, no limp, no run")
        talk.later(days=1)
    return talk


EASING = [3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0, 0]


def test_pain_that_eased_for_a_fortnight_is_not_called_no_better(talk: Talk) -> None:
    a_fortnight(cared_for(talk, "same"), EASING)
    assert "C7" not in rows(talk)
    assert current_findings_of(talk)["trend"] == "better"


@pytest.mark.parametrize("trend", ["better", "same"])
def test_pain_that_stayed_for_a_fortnight_is_for_a_clinician(talk: Talk, trend: str) -> None:
    a_fortnight(cared_for(talk, trend), [3] * 14)
    assert current_findings_of(talk)["trend"] == "same"
    assert "C7" in rows(talk)


def test_pain_that_rose_is_worse_whatever_was_said_of_it_before(talk: Talk) -> None:
    a_fortnight(cared_for(talk, "better"), [1] * 7 + [2] * 7)
    assert current_findings_of(talk)["trend"] == "worse"


def test_too_few_scores_leave_the_direction_as_it_was_told(talk: Talk) -> None:
    a_fortnight(cared_for(talk, "same"), [3, 2, 1])
    assert current_findings_of(talk)["trend"] == "same"


def rows(talk: Talk) -> list[str]:
    standing = latest_assessment(talk.session, episode(talk))
    return list(standing.rows) if standing else []


def current_findings_of(talk: Talk) -> dict[str, Any]:
    rows = current_findings(talk.session, episode(talk))
    return {row.finding: row.value for row in rows}


LIMPING = "1 on waking, 2 at worst, 0 at rest, limping, no run"


def test_a_limp_of_a_week_stops_the_plan_until_it_is_gone(talk: Talk) -> None:
    record_findings(
        talk.session,
        episode(talk),
        {"days_since_onset": 8},
        how_known=HowKnown.ASKED,
        observed_at=talk.now,
    )
    finish(talk, GOOD_DAY)
    finish(talk.later(days=1), LIMPING)
    assert "C1" in rows(talk)
    assert plan(talk).position.hold.closes_all
    finish(talk.later(days=1), LIMPING)
    assert "bridge" not in talk.said.lower()
    finish(talk.later(days=1), GOOD_DAY)
    assert "C1" not in rows(talk)
    assert plan(talk).position.hold is Hold.NONE


def test_being_no_better_sends_to_a_clinician_and_keeps_the_exercises(talk: Talk) -> None:
    a_fortnight(cared_for(talk, "same"), [3] * 14)
    assert "C7" in rows(talk)
    assert not plan(talk).position.hold.closes_all


@pytest.mark.parametrize("running", [None, 4])
def test_being_no_better_is_not_called_a_warning_sign_each_day(
    talk: Talk, running: int | None
) -> None:
    if running is not None:
        record_findings(
            talk.session,
            episode(talk),
            {"pain_running": running},
            how_known=HowKnown.ASKED,
            observed_at=talk.now,
        )
    a_fortnight(cared_for(talk, "same"), [3] * 14)
    assert "C7" in rows(talk)
    talk.asked()
    assert "warning sign" not in talk.said
    assert "plan waits" not in talk.said
    assert "Day 15, phase" in talk.said
