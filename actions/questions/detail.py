"""The one question that would make an answer fit better."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from actions.triage.asking import NO, YES, Pending, option_button, set_pending
from actions.turn import Turn
from coach.findings import VOCABULARY, AnswerType

DETAIL = "detail"


def room_for_detail(turn: Turn) -> bool:
    """Whether no other question is open; an earlier one of this kind was only an offer."""
    pending = Pending.of(turn)
    return pending is None or pending.kind == DETAIL


def ask_detail(turn: Turn, answer: str, finding: str) -> None:
    """Give an answer that ends with the question for one finding."""
    turn.say(f"{answer}\n\n{VOCABULARY[finding].question}", _buttons(finding))
    set_pending(turn, DETAIL, finding, (finding,))


def _buttons(finding: str) -> Iterator[dict[str, Any]]:
    if VOCABULARY[finding].answer is AnswerType.YES_NO:
        yield option_button(DETAIL, YES, "Yes")
        yield option_button(DETAIL, NO, "No")
