"""What the day's message remembers of the day before, so that it does not read like a form."""

from __future__ import annotations

from datetime import date, timedelta

from coach.checkin.phrases import Telling
from coach.plan import Change, PlanState, changes_on
from coach.plan.entries import DayLog
from coach.plan.texts import filled

_SETBACKS = frozenset({Change.REGRESSED, Change.STILL_SORE, Change.NEW_INJURY})
_STEPS = frozenset({Change.JOG_STEP, Change.STRENGTH_STEP, Change.SPEED_STEP})
_EASED = frozenset({Change.LIGHTER, Change.EASED_STRENGTH, Change.REPEAT_LAST_GOOD})
_A_ROW = 3
_THE_PHASE = "{phase}"


def yesterday_text(state: PlanState, on: date) -> str:
    """One sentence about the day before a date.

    Args:
        state: The plan.
        on: The runner's local date.

    Returns:
        The sentence; "" when nothing was told of that day.
    """
    day = on - timedelta(days=1)
    log = state.log_on(day)
    if log is None or log.worst_of_all is None:
        return ""
    telling = Telling(on)
    telling.add("yesterday", _which(state, log, on), **_values(state, log, on))
    return telling.text


def _which(state: PlanState, log: DayLog, on: date) -> str:
    changes = frozenset(changes_on(state, log.local_date))
    before = state.before(log.local_date).latest
    was, now = None if before is None else before.worst_of_all, log.worst_of_all or 0
    names = (
        ("setback", bool(changes & _SETBACKS) and now > 0),
        ("new_phase", Change.PHASE in changes),
        ("painless_row", painless_days(state, on) >= _A_ROW),
        ("new_step", bool(changes & _STEPS)),
        ("ran", log.ran),
        ("grumpy", bool(changes & _EASED)),
        ("better", was is not None and 0 < now < was),
        ("worked", bool(log.exercises) and now > 0),
        ("painless", log.all_clear),
    )
    return next((name for name, fits in names if fits), "level")


def _values(state: PlanState, log: DayLog, on: date) -> dict[str, float | str | None]:
    before = state.before(log.local_date).latest
    return {
        "now": log.worst_of_all,
        "was": None if before is None else before.worst_of_all,
        "days": painless_days(state, on),
        "phase": filled(_THE_PHASE, state.before(on)),
    }


def painless_days(state: PlanState, on: date) -> int:
    """For how many days in a row up to the day before a date there was no pain at all."""
    days = 0
    while (log := state.log_on(on - timedelta(days=days + 1))) is not None and log.all_clear:
        days += 1
    return days
