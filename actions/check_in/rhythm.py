"""How often somebody is asked: each day, or once a month after the plan is closed."""

from __future__ import annotations

from datetime import date

from actions.check_in.texts import text
from actions.turn import Turn
from coach.checkin.schedule import first_slot, next_look_in, zone_of
from coach.plan import PlanState
from storage.runners import set_next_due
from storage.states import RunnerStatus


def change_rhythm(turn: Turn, on: date, plan: PlanState) -> str:
    """Go over to monthly look-ins when the plan is closed, and back when trouble returns.

    Args:
        turn: The turn.
        on: The local date that may have changed the plan; it gets no second check-in.
        plan: The plan as it is.

    Returns:
        How that is said; "" when nothing changes.
    """
    at = turn.runner.check_in_time
    changed = PlanState(plan.started, plan.before(on)).at_rest != plan.at_rest
    if at is None or not changed or turn.runner.status is not RunnerStatus.ACTIVE:
        return ""
    zone = zone_of(turn.runner.time_zone)
    daily = first_slot(turn.now, at, zone, last=on)
    slot = next_look_in(on, at, zone) if plan.at_rest else daily
    set_next_due(turn.session, turn.runner.id, slot.slot_at)
    return text("monthly_from_now" if plan.at_rest else "daily_again")
