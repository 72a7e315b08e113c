"""Shows today's session, and goes on with what the plan asks: triage anew, or a criterion."""

from __future__ import annotations

from actions.plan.criteria import ask_criterion
from actions.plan.held import ask_anew_after_silence
from actions.plan.keeping import plan_for, plan_of
from actions.plan.texts import text
from actions.triage.asking import ask, button, clear_pending
from actions.triage.case import Case, keep_assessment, open_case
from actions.triage.take_in import resume
from actions.turn import SELF, Turn
from coach.plan import (
    Change,
    Hold,
    Phase,
    PlanState,
    Refusal,
    RefusalReason,
    Session,
    changes_on,
    prevention_text,
    reassess,
    session_text,
    standing,
    start,
    today,
)
from coach.triage import Level
from storage.episodes import set_plan

_CLINICIAN = Level.SEE_CLINICIAN_DAYS.urgency


def show_plan(turn: Turn) -> None:
    """Say today's session, or why there is no plan (yet)."""
    case = open_case(turn)
    if case is None:
        turn.respond("utter_plan_after_triage")
        return
    refused = _refused(turn, case)
    plan = refused or plan_for(turn, case, case.assessment)
    if isinstance(plan, Refusal):
        _say_refusal(turn, case, plan)
        return
    session = today(plan, turn.today)
    words = session_text(session)
    if plan.at_rest:
        words = f"{words}\n\n{prevention_text(case.findings).text}"
    turn.say(words, _next(session))
    go_on(turn)


def go_on(turn: Turn) -> None:
    """Ask what the plan waits for: triage anew, or a criterion that only the runner can answer."""
    case = open_case(turn)
    plan = plan_of(case) if case is not None and turn.subject == SELF else None
    if case is None or plan is None:
        return
    session = today(plan, turn.today)
    if session.hold.closes_all:
        _ask_anew(turn, case, plan)
    elif session.asks and _refused(turn, case) is None:
        ask_criterion(turn, session)


def say_farewell(turn: Turn, case: Case, plan: PlanState) -> None:
    """When the plan was closed today: what brought it on, and how to keep it away."""
    if Change.DISCHARGED in changes_on(plan, turn.today):
        turn.say(prevention_text(case.findings).text)


def _refused(turn: Turn, case: Case) -> Refusal | None:
    """Why a plan under way must not go on: a level that needs a clinician who has not looked."""
    plan, assessment = plan_of(case), case.assessment
    if plan is None or assessment.level.urgency < _CLINICIAN:
        return None
    if standing(plan, turn.today).cleared and assessment.level is Level.SEE_CLINICIAN_DAYS:
        return None
    refusal = start(assessment, case.findings, turn.today)
    return refusal if isinstance(refusal, Refusal) else None


def _say_refusal(turn: Turn, case: Case, refusal: Refusal) -> None:
    if refusal.reason is RefusalReason.NOTHING_WRONG:
        words = f"{refusal.text}\n\n{prevention_text(case.findings).text}"
        turn.say(
            words,
            [
                button("What should I strengthen?", "ask_what_to_strengthen"),
                button("How do I warm up?", "ask_warm_up"),
            ],
        )
    else:
        turn.say(refusal.text)
    resume(turn)


def _ask_anew(turn: Turn, case: Case, plan: PlanState) -> None:
    case = ask_anew_after_silence(turn, case, plan)
    assessment = case.assessment
    if assessment.level.urgency >= _CLINICIAN:
        return
    if assessment.screen is not None:
        keep_assessment(turn, case, assessment)
        ask(turn, assessment.screen)
        return
    after, outcome = reassess(plan, assessment, case.findings, turn.today)
    set_plan(turn.session, case.episode.id, after.to_json())
    clear_pending(turn)
    if outcome.text:
        turn.say(outcome.text)


def _next(session: Session) -> list[dict[str, object]]:
    if session.hold is Hold.RESCREEN:
        return [button(text("ask_me_now"), "start_check_in")]
    if session.hold.closes_all or session.asks:
        return []
    buttons = [button("How do I do them?", "show_exercises")] if session.items else []
    why = "ask_what_to_strengthen" if session.phase is Phase.PREHAB else "ask_why_eccentric"
    return [*buttons, button("Why these?", why)]
