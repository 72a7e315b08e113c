"""A level drops only when the exact question that raised it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.triage.asking import RECHECK, Pending, ask_finding, clear_pending
from actions.triage.case import Case, keep_assessment
from actions.turn import Turn
from coach.findings import VOCABULARY, AnswerType, Findings
from coach.triage import Level, verdict

_CRISIS = "self_harm_thoughts"
_URGENT = Level.URGENT_SAME_DAY.urgency


def raising(findings: Findings) -> tuple[str, ...]:
    """The yes/no findings that keep an urgent level up, the most urgent first."""
    level = verdict(findings).level
    if level.urgency < _URGENT:
        return ()
    present = [
        name
        for name in findings
        if VOCABULARY[name].answer is AnswerType.YES_NO and findings.present(name)
    ]
    alone = {n: verdict(Findings({n: True})).level.urgency for n in present}
    raised_alone = sorted((n for n in present if alone[n] >= _URGENT), key=lambda n: -alone[n])
    needed = [n for n in present if verdict(findings.with_({n: False})).level.urgency < _URGENT]
    return tuple(dict.fromkeys([*raised_alone, *needed]))


def begin_recheck(turn: Turn, case: Case | None, *, lead: str = "") -> bool:
    """Ask about the first finding that keeps an urgent level up.

    Args:
        turn: The turn.
        case: The case, if there is one.
        lead: What is said before the question, unless it is about thoughts of self-harm: those
            are asked about in few words.

    Returns:
        Whether there was one.
    """
    if case is None:
        return False
    flags = raising(case.findings)
    if not flags:
        return False
    spec = VOCABULARY[flags[0]]
    question = f"I have to ask once more to be sure. {spec.question}"
    ask_finding(
        turn,
        RECHECK,
        spec.id,
        f"{lead} {question}" if lead and spec.id != _CRISIS else question,
    )
    return True


def after_recheck(
    turn: Turn,
    pending: Pending | None,
    answers: Mapping[str, Any],
    before: Case | None,
    case: Case,
) -> bool:
    """Go on after an answer to a recheck that did not lower the level.

    Args:
        turn: The turn.
        pending: The question that was answered.
        answers: The findings that the answer gave.
        before: The case before the answer.
        case: The case with the answer.

    Returns:
        Whether all is said; otherwise the verdict has to be given anew.
    """
    if pending is None or pending.kind != RECHECK or before is None:
        return False
    level = verdict(case.findings).level
    if answers.get(_CRISIS) is False and level.urgency < _URGENT:
        # No list of symptoms right after this; the leg can wait until they come back to it.
        clear_pending(turn)
        keep_assessment(turn, case, case.assessment)
        turn.respond("utter_crisis_over")
        return True
    if level is not verdict(before.findings).level:
        return False
    if answers.get(pending.screen) is False:
        return begin_recheck(turn, case)
    if level is not Level.URGENT_SAME_DAY:
        return False
    clear_pending(turn)
    turn.respond("utter_still_urgent")
    return True
