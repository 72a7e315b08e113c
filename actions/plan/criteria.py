"""Asks the criteria that only the runner can answer, and takes the answers (S33 to S35)."""

from __future__ import annotations

from collections.abc import Callable

from actions.check_in.rhythm import offer_look_ins
from actions.plan.held import settle_findings
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
from actions.triage.case import open_case
from actions.turn import Turn
from coach.plan import (
    Change,
    Criterion,
    PlanState,
    Session,
    answer,
    prevention_text,
    question_texts,
    session_text,
    texts,
    today,
)

CRITERION = "criterion"
_GUIDES: dict[Criterion, Callable[[Turn], None]] = {}


def guided_by(criterion: Criterion, begin: Callable[[Turn], None]) -> None:
    """Register what leads through a criterion; a yes to its question only begins it."""
    _GUIDES[criterion] = begin


def ask_criterion(turn: Turn, session: Session) -> None:
    """Ask the first criterion of a session."""
    wanted = session.asks[0]
    guided = wanted in _GUIDES
    yes = text("home_tests_start") if guided else "Yes"
    no = text("home_tests_wait") if guided else "Not yet"
    turn.say(
        question_texts(session)[0],
        [option_button(CRITERION, YES, yes), option_button(CRITERION, NO, no)],
    )
    set_pending(turn, CRITERION, wanted.value)


def answer_criterion(turn: Turn) -> bool:
    """Take a yes or no to the open criterion; whether the message was one."""
    pending, case = Pending.of(turn), open_case(turn)
    plan = plan_of(case) if case is not None else None
    said = _yes_or_no(turn)
    if pending is None or case is None or plan is None or said is None:
        return False
    wanted = Criterion(pending.screen)
    if wanted in _GUIDES and said:
        clear_pending(turn)
        _GUIDES[wanted](turn)
        return True
    give_answer(turn, wanted, said)
    return True


def give_answer(turn: Turn, criterion: Criterion, said: bool, *, quiet: bool = False) -> None:
    """Tell the plan, say what came of it, and ask the next criterion after a yes.

    Args:
        turn: The turn.
        criterion: What was answered.
        said: The answer.
        quiet: Whether to say nothing where nothing moved.
    """
    case = open_case(turn)
    plan = plan_of(case) if case is not None else None
    if case is None or plan is None:
        return
    after, outcome = answer(plan, {criterion: said}, turn.today)
    case = keep_plan(turn, case, after)
    settle_findings(turn, case, plan, after)
    clear_pending(turn)
    session = today(after, turn.today)
    if session.asks and said:
        if outcome.text:
            turn.say(outcome.text)
        ask_criterion(turn, session)
        return
    if outcome.text or not quiet:
        heard = "no" if not said else "stepped" if after.stepped_on(turn.today) else "yes"
        turn.say(_after_answer(plan, session, outcome.text, heard))
    if Change.DISCHARGED in outcome.changes:
        turn.say(prevention_text(case.findings).text)
        offer_look_ins(turn, turn.today, after)


def _after_answer(before: PlanState, session: Session, changes: str, heard: str) -> str:
    """What an answer came to; with a new phase its first session, in full."""
    if before.phase is not session.phase:
        return f"{changes}\n\n{session_text(session)}".strip()
    progress = session.progress if heard == "yes" else ""
    return changes or f"{texts().answers[heard].text} {progress}".strip()


def _yes_or_no(turn: Turn) -> bool | None:
    heard = turn.heard
    if heard.tapped is not None:
        if heard.tapped.screen != CRITERION or not heard.tapped.options:
            return None
        return heard.tapped.options[0] == YES
    return {"affirm": True, "deny": False, "unsure": False}.get(heard.intent)


def ask_criterion_again(turn: Turn) -> bool:
    """Ask the open criterion again; whether there is one."""
    case = open_case(turn)
    plan = plan_of(case) if case is not None else None
    session = today(plan, turn.today) if plan is not None else None
    if session is None or not session.asks:
        clear_pending(turn)
        return False
    ask_criterion(turn, session)
    return True


looks_after(CRITERION, Feature(answer_criterion, ask_criterion_again))
