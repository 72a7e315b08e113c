"""What is said before the next question or the verdict, in the same message."""

from __future__ import annotations

from actions.triage.answers import Answers
from actions.triage.asking import Pending
from actions.triage.case import Case
from actions.turn import Turn
from coach.triage import SCREENS, Change, GroupKind, Merged, Screen
from coach.wording import understood_text
from nlu.remarks.doing import doing_in

# Back of the thigh is what everybody comes with.
_NOTHING_NEW = ("pain_location", ("back_of_thigh",))
_EMERGENCY = "emergency"
_WHICH = "Which of these? Tap it, or type it in a few words."
_WHICH_EMERGENCY = (
    "Which of these? Tap it, or type it in a few words. If you cannot say, call your local "
    "emergency number now (999 UK, 112 EU, 911 US)."
)
_NOTED = "Noted."
_AND_THE_REST = "Noted. And the others?"


def lead_text(turn: Turn, case: Case, merged: Merged, answers: Answers, *, first: bool) -> str:
    """What was understood, said back after words that told something beyond the question.

    Args:
        turn: The turn.
        case: The case with the message's findings.
        merged: What the message changed.
        answers: The message read against the open question.
        first: Whether the case was opened by this message.
    """
    if answers.declined and (words := _declined(turn)) is not None:
        return words
    if turn.heard.tapped is not None or case.findings.denied("currently_symptomatic"):
        return ""
    told = [c for c in merged.changes if first or c.finding not in answers.answered]
    if not told or [(c.finding, c.new) for c in told] == [_NOTHING_NEW]:
        return ""
    understood = understood_text(case.findings, _spoken_of(told), rough=case.rough)
    doing = doing_in(turn.heard.text) if first else None
    return f"{understood.removesuffix('.')}, {doing}." if understood and doing else understood


def rest_of_list(turn: Turn, answers: Answers, screen: Screen) -> str:
    """A word before the same screen is put again because only some of it was answered."""
    pending = Pending.of(turn)
    some = answers.answered & set(answers.values)
    again = pending is not None and pending.screen == screen.id
    if not (some and again):
        return ""
    return _AND_THE_REST if len(screen.findings) > 1 else _NOTED


def which_one(turn: Turn, screen: Screen) -> str | None:
    """What is asked back after a bare yes to a list of signs; None when it was something else."""
    if turn.heard.intent != "affirm" or not _is_list(screen):
        return None
    return _WHICH_EMERGENCY if screen.id == _EMERGENCY else _WHICH


def _is_list(screen: Screen) -> bool:
    return screen.groups[0].kind is GroupKind.CHECKBOX and len(screen.findings) > 1


def _spoken_of(changes: list[Change]) -> tuple[str, ...]:
    return tuple(change.finding for change in changes if change.new is not None)


def _declined(turn: Turn) -> str | None:
    pending = Pending.of(turn)
    return next((s.declined for s in SCREENS if pending and s.id == pending.screen), None)
