"""A clinician has looked: whether they let the runner begin or go on, asked in so many words."""

from __future__ import annotations

from actions.plan.keeping import keep_plan, plan_of
from actions.plan.texts import text
from actions.triage.asking import (
    NO,
    YES,
    Feature,
    Pending,
    clear_pending,
    looks_after,
    option_button,
    set_pending,
)
from actions.triage.case import Case, keep_assessment, open_case
from actions.turn import SELF, Turn
from coach.plan import Refusal, reassess, seen_by_clinician, session_text, start, today
from coach.triage import Level, clearance
from storage.episodes import set_clearance

GO_AHEAD = "go_ahead"
_SEEN = "seen"


def ask_go_ahead(turn: Turn) -> bool:
    """Ask whether the clinician lets them build it up again; whether that was the thing to ask."""
    case = open_case(turn)
    if case is None or turn.subject != SELF or not _waits(case):
        return False
    _ask(turn)
    return True


def _waits(case: Case) -> bool:
    assessment, plan = case.assessment, plan_of(case)
    if assessment.screen is not None and assessment.level is not Level.URGENT_SAME_DAY:
        return False
    booked = plan is not None and plan.position.clinician is not None
    urgent = clearance(assessment, case.findings) is not None
    return assessment.level is Level.SEE_CLINICIAN_DAYS or booked or urgent


def _ask(turn: Turn) -> None:
    buttons = [option_button(GO_AHEAD, YES, "Yes"), option_button(GO_AHEAD, NO, "Not yet")]
    turn.say(text("go_ahead_ask"), buttons)
    set_pending(turn, GO_AHEAD, _SEEN)


def _answer(turn: Turn) -> bool:
    case, said = open_case(turn), _yes_or_no(turn)
    if case is None or said is None:
        return False
    clear_pending(turn)
    if not said:
        turn.say(text("go_ahead_no"))
    else:
        _begin(turn, case)
    return True


def _lifted(turn: Turn, case: Case) -> Case:
    """The case with the go-ahead kept where it lifts an urgent level."""
    given = clearance(case.assessment, case.findings)
    if given is None:
        return case
    set_clearance(turn.session, case.episode.id, given.to_json())
    case = open_case(turn) or case
    keep_assessment(turn, case, case.assessment)
    return case


def _begin(turn: Turn, case: Case) -> None:
    case = _lifted(turn, case)
    assessment, plan = case.assessment, plan_of(case)
    waits = assessment.level is Level.SEE_CLINICIAN_DAYS
    if plan is None:
        begun = start(assessment, case.findings, turn.today, cleared=True)
        if isinstance(begun, Refusal):
            turn.say(begun.text)
            return
        after, lead = begun, "go_ahead_yes"
    elif waits:
        after, _ = reassess(plan, assessment, case.findings, turn.today, cleared=True)
        lead = "go_ahead_yes"
    else:
        after, _ = seen_by_clinician(plan, turn.today)
        lead = "go_ahead_on"
    keep_plan(turn, case, after)
    turn.say(f"{text(lead)}\n\n{session_text(today(after, turn.today))}")


def _yes_or_no(turn: Turn) -> bool | None:
    heard = turn.heard
    if heard.tapped is not None:
        if heard.tapped.screen != GO_AHEAD or not heard.tapped.options:
            return None
        return heard.tapped.options[0] == YES
    return {"affirm": True, "deny": False, "unsure": False, "refuse": False}.get(heard.intent)


def _ask_again(turn: Turn) -> bool:
    pending, case = Pending.of(turn), open_case(turn)
    if pending is None or case is None or not _waits(case):
        clear_pending(turn)
        return False
    _ask(turn)
    return True


looks_after(GO_AHEAD, Feature(_answer, _ask_again))
