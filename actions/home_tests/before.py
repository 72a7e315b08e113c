"""Asks what has to be known before anybody may say that the home tests are fine for a leg."""

from __future__ import annotations

from actions.triage.asking import NO, YES, Pending, clear_pending, option_button, set_pending
from actions.triage.case import Case, open_case, record
from actions.turn import Turn
from coach.findings import VOCABULARY, AnswerType, FindingId
from coach.home_tests import Recovery, unanswered
from storage.states import HowKnown

BEFORE = "before_tests"
_SCORES = range(11)
_LEFT_OPEN = ("unsure", "refuse")


def begin_asking(turn: Turn, case: Case, recovery: Recovery | None) -> bool:
    """Ask the first thing that is not known yet.

    Args:
        turn: The turn.
        case: The case.
        recovery: What the recovery plan adds, or None without one.

    Returns:
        Whether there was something to ask; what was asked and left open is not asked again.
    """
    missing = unanswered(case.findings, turn.today, recovery)
    open_ones = [name for name in missing if not case.findings.declined(name)]
    if not open_ones or len(open_ones) < len(missing):
        return False
    _ask(turn, open_ones[0])
    return True


def _ask(turn: Turn, finding: FindingId) -> None:
    spec = VOCABULARY[finding]
    options = {
        AnswerType.YES_NO: {YES: "Yes", NO: "No"},
        AnswerType.SCALE: {str(score): str(score) for score in _SCORES},
        AnswerType.CHOICE: dict(spec.choices),
    }.get(spec.answer, {})
    turn.say(
        spec.question,
        [option_button(BEFORE, option, title) for option, title in options.items()],
    )
    set_pending(turn, BEFORE, finding, (finding,))


def take_answer(turn: Turn) -> bool:
    """Keep the answer to what was asked; whether the message was one."""
    pending, case = Pending.of(turn), open_case(turn)
    if pending is None or case is None:
        return False
    value = _value(turn, pending.screen)
    if value is None and turn.heard.intent not in _LEFT_OPEN:
        return False
    clear_pending(turn)
    record(turn, case, {pending.screen: value}, HowKnown.ASKED)
    return True


def _value(turn: Turn, finding: FindingId) -> object:
    tapped = turn.heard.tapped
    if tapped is None:
        return turn.heard.findings.get(finding)
    if tapped.screen != BEFORE or not tapped.options:
        return None
    option = tapped.options[0]
    if VOCABULARY[finding].answer is AnswerType.YES_NO:
        return {YES: True, NO: False}.get(option)
    return int(option) if option.isdigit() else option


def ask_again_before(turn: Turn) -> bool:
    """Ask the open question again; whether there is one."""
    pending = Pending.of(turn)
    if pending is None:
        return False
    _ask(turn, pending.screen)
    return True
