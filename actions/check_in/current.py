"""Which check-in we are in, and the codes and kinds that its questions use."""

from __future__ import annotations

import re
from datetime import date, timedelta

from actions.triage.asking import Pending
from actions.turn import Turn
from coach.checkin.schedule import Slot
from storage.check_ins import CheckIn, check_in_by_id, latest_check_ins
from storage.problems import MissingRowError
from storage.states import CheckInState

CHECK_IN = "check_in"
"""Kind of the open question while a day's check-in is asked; its screen is the check-in's id."""

_SCREEN = "checkin_"
_CODE = re.compile(rf"{_SCREEN}(\d{{1,18}})")
_A_DAY = timedelta(days=1)
_OPEN = (CheckInState.PENDING, CheckInState.SENDING, CheckInState.SENT)


def screen_of(check_in: CheckIn) -> str:
    """The screen that a check-in's buttons carry, so that old ones are known as such."""
    return f"{_SCREEN}{check_in.id}"


def id_in(screen: str) -> int | None:
    """The check-in that a tapped screen belongs to, or None when it is another question's."""
    match = _CODE.fullmatch(screen)
    return int(match[1]) if match else None


def pending_check_in(turn: Turn) -> CheckIn | None:
    """The check-in whose question is open, or None."""
    pending = Pending.of(turn)
    if pending is None or pending.kind != CHECK_IN or not pending.screen.isdigit():
        return None
    return own_check_in(turn, int(pending.screen))


def own_check_in(turn: Turn, check_in_id: int) -> CheckIn | None:
    """A check-in of this very runner, or None."""
    try:
        found = check_in_by_id(turn.session, check_in_id)
    except MissingRowError:
        return None
    return found if found.runner_id == turn.runner.id else None


def unanswered_check_in(turn: Turn) -> CheckIn | None:
    """The check-in that waits for an answer: the one asked about, or the latest of these days."""
    asked = pending_check_in(turn)
    if asked is not None:
        return asked
    latest = next(iter(latest_check_ins(turn.session, turn.runner.id, 1)), None)
    recent = latest is not None and latest.local_date >= turn.today - timedelta(days=1)
    return latest if latest is not None and recent and latest.state in _OPEN else None


def last_date(turn: Turn) -> date | None:
    """The last local date that has a check-in, or None."""
    latest = latest_check_ins(turn.session, turn.runner.id, 1)
    return latest[0].local_date if latest else None


def is_monthly(turn: Turn, daily: Slot) -> bool:
    """Whether the next check-in is a look-in: further off than the next daily slot."""
    due = turn.runner.next_due_at
    return due is not None and due - daily.slot_at > _A_DAY
