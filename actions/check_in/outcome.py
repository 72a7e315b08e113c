"""What a finished check-in leads to: findings brought up to date, the plan moved, a verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from actions.check_in.look_in import look_in_text
from actions.check_in.planning import enter_day, tell_plan
from actions.check_in.questions import OVERALL, RAN, questions
from actions.check_in.rhythm import back_to_daily, offer_look_ins
from actions.check_in.standing_sign import sign_buttons
from actions.check_in.texts import text
from actions.handover.history import course_of
from actions.plan.keeping import plan_of, reassess_plan
from actions.plan.showing import go_on, say_farewell
from actions.plan.too_soon import too_soon_words
from actions.reading import Heard
from actions.triage.asking import button
from actions.triage.case import Case, keep_assessment, open_case, record
from actions.triage.take_in import reopen, take_in
from actions.triage.verdict import give_verdict, told_already
from actions.turn import SELF, Turn
from coach.checkin import Direction, Verdict, course_so_far, daily_session_text, review, week_text
from coach.plan import Hold, PlanState, changes_on
from coach.plan.texts import change_text
from coach.triage import Assessment, Level, merge
from coach.wording import changed_text
from nlu.values.overall import Overall
from storage.assessments import latest_assessment
from storage.check_ins import CheckIn, set_verdict
from storage.states import HowKnown

_LOOKED_BACK = timedelta(days=56)
_BARRING = frozenset("EUC")
"""First letters of the rows of triage that stop a plan."""
_NO_BETTER = "C7"
_TRENDS = {Direction.UP: "worse", Direction.LEVEL: "same", Direction.DOWN: "better"}
_BAD = (Verdict.WORSE, Verdict.WORSE_BY_ONE)
_CLINICIAN = Level.SEE_CLINICIAN_DAYS.urgency


def conclude(turn: Turn, check_in: CheckIn, case: Case | None, lead: str) -> None:
    """Say what the day's answers mean.

    Args:
        turn: The turn.
        check_in: The check-in with all its answers.
        case: The open case, or None.
        lead: What is said first.
    """
    if case is None:
        _without_case(turn, check_in, lead)
        return
    stood = latest_assessment(turn.session, case.episode.id)
    case = _brought_up_to_date(turn, check_in, case)
    assessment = case.assessment
    before = assessment.level if stood is None else Level(stood.level)
    changed = keep_assessment(turn, case, assessment)
    if assessment.level.urgency >= _CLINICIAN and not told_already(turn, assessment):
        set_verdict(turn.session, check_in.id, Verdict.RED_FLAG.value)
        rhythm = tell_plan(turn, check_in, case)
        _hold_plan(turn, assessment)
        give_verdict(turn, case, assessment, lead)
        if rhythm:
            turn.say(rhythm)
        return
    if changed and assessment.level.urgency < _CLINICIAN:
        case = _lift_hold(turn, case, assessment)
    raised = assessment.level.urgency > before.urgency
    entered = enter_day(turn, check_in, case, assessment, raised=raised)
    if entered is None:
        turn.say(_joined(lead, text("thanks_done")))
        reopen(turn, text("questions_left"))
        return
    told = review(entered.after, check_in.local_date)
    set_verdict(turn.session, check_in.id, told.verdict.value)
    rhythm = back_to_daily(turn, check_in.local_date, entered.after)
    if looked_in := look_in_text(turn, check_in, entered.after):
        turn.say(looked_in, [button("The whole plan", "show_plan")])
        return
    session = daily_session_text(entered.shown, entered.last, ahead=entered.ahead)
    whole = (
        sign_buttons(turn)
        if entered.today.hold.closes_all
        else [button("The whole plan", "show_plan")]
    )
    week = week_text(entered.after, entered.today, check_in.local_date)
    early = too_soon_words(entered.too_soon)
    moved = changed_text(before, assessment, case.findings, rough=case.rough)
    quiet = raised and moved and told.trend not in _BAD
    heard = _what_it_did(entered.after, check_in.local_date) if quiet else told.text
    turn.say(_joined(lead, heard, moved, early, week, session, rhythm), whole)
    say_farewell(turn, case, entered.after)
    offer_look_ins(turn, check_in.local_date, entered.after)
    go_on(turn)


def _what_it_did(plan: PlanState, on: date) -> str:
    """What a day did to the plan, without a word on scores that alone would be nothing much."""
    return change_text(changes_on(plan, on), plan.position).text


def _hold_plan(turn: Turn, assessment: Assessment) -> None:
    """Stop the plan for what a clinician should see, as for a sign that was told in words.

    Being no better after weeks is worth a look and no reason to stop what is being done.
    """
    barring = {row for row in assessment.rows if row[0] in _BARRING} - {_NO_BETTER}
    case = open_case(turn)
    if case is not None and barring:
        reassess_plan(turn, case, assessment, (), changed=True)


def _lift_hold(turn: Turn, case: Case, assessment: Assessment) -> Case:
    """Let a plan go on that was stopped by what the day's own answers have now taken back."""
    plan = plan_of(case)
    if plan is None or plan.position.hold is not Hold.RED_FLAG:
        return case
    reassess_plan(turn, case, assessment, (), changed=True)
    return open_case(turn) or case


def _without_case(turn: Turn, check_in: CheckIn, lead: str) -> None:
    """A look-in after everything was closed: well, or sore again and looked at afresh."""
    found = findings_of(check_in)
    sore = any(value is True or (value is not False and value > 0) for value in found.values())
    answers = check_in.answers or {}
    if not sore and not answers.get("pain_activity") and not answers.get("pain_morning"):
        turn.say(_joined(lead, text("thanks_well")))
        return
    report = Heard("report_hamstring_pain", findings={"currently_symptomatic": True, **found})
    take_in(replace(turn, heard=report))


def end_for_red_flag(turn: Turn, check_in: CheckIn, case: Case | None) -> None:
    """Note that a warning sign ended the check-in; the plan stops with it."""
    set_verdict(turn.session, check_in.id, Verdict.RED_FLAG.value)
    if case is not None:
        tell_plan(turn, check_in, case)


def _brought_up_to_date(turn: Turn, check_in: CheckIn, case: Case) -> Case:
    today = {**findings_of(check_in), **_trend(turn, check_in, case)}
    merged = merge(case.findings, today, answered=frozenset(today), explicit=frozenset(today))
    new = {name: merged.findings[name] for name in today if name in merged.findings}
    return record(turn, case, new, HowKnown.CHECK_IN)


def _trend(turn: Turn, check_in: CheckIn, case: Case) -> dict[str, Any]:
    """Which way it goes, by the scores of all days; by the day's own word while they are too few.

    What eases never takes back a level that stands: that needs the question that raised it.
    """
    since = max(case.episode.opened_at.date(), check_in.local_date - _LOOKED_BACK)
    course = course_of(turn, since) if turn.subject == SELF else None
    direction = Direction.UNKNOWN if course is None else course_so_far(course)
    trend = _TRENDS.get(direction)
    if trend is None and (check_in.answers or {}).get(OVERALL) == Overall.WORSE.value:
        trend = "worse"
    stands = case.assessment.level.urgency >= _CLINICIAN
    return {} if trend is None or (stands and trend == "better") else {"trend": trend}


def findings_of(check_in: CheckIn) -> dict[str, Any]:
    """What a day's answers say in terms of findings."""
    answers = check_in.answers or {}
    found: dict[str, Any] = {}
    if answers.get("pain_rest") is not None:
        found["pain_rest"] = answers["pain_rest"]
    if isinstance(answers.get("gait_normal"), bool):
        found["gait_altered"] = not answers["gait_normal"]
    if answers.get(RAN) is True and isinstance(answers.get(questions().rose.id), bool):
        found["pain_rises_during_run"] = answers[questions().rose.id]
    return found


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)
