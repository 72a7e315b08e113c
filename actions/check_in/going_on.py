"""Back to triage's questions after the hour or the zone of check-ins was settled in between."""

from __future__ import annotations

from actions.check_in.hours import KINDS
from actions.check_in.texts import text
from actions.triage.asking import Pending
from actions.triage.take_in import reopen, resume
from actions.turn import Turn


def go_on(turn: Turn, before: Pending | None) -> None:
    """Put the question again that was open, unless the hour or the zone is asked about now.

    Args:
        turn: The turn, in which the hour or the zone was spoken of.
        before: What was open when the turn began.
    """
    now = Pending.of(turn)
    if now is None:
        # With nothing open before, a question came up with time, and out of the blue for them.
        reopen(turn, text("more_to_ask") if before is None else "")
    elif now == before and now.kind not in KINDS:
        resume(turn)
