"""What is said to a monthly look-in on a leg that has stayed well: short, and no session."""

from __future__ import annotations

from datetime import timedelta

from actions.check_in.history import numbers
from actions.check_in.texts import day_name, text
from actions.turn import Turn
from coach.checkin.schedule import next_slot, zone_of
from coach.plan import PlanState
from storage.check_ins import CheckIn
from storage.runners import set_next_due
from storage.states import CheckInKind

_SOONER = timedelta(days=6)
"""After a look-in with some pain the next one comes on the day after this many: in a week."""


def look_in_text(turn: Turn, check_in: CheckIn, plan: PlanState) -> str:
    """The answer to a look-in after which the plan stays closed; a sore leg is asked about sooner.

    Returns:
        The words; "" for a daily check-in, and for a look-in that has opened the plan again.
    """
    at, due = turn.runner.check_in_time, turn.runner.next_due_at
    if check_in.kind is not CheckInKind.MONTHLY or not plan.at_rest or at is None or due is None:
        return ""
    log, zone = plan.log_on(check_in.local_date), zone_of(turn.runner.time_zone)
    if log is None or log.all_clear:
        return text("look_in_well", day=day_name(zone.date_of(due), turn.today))
    slot = next_slot(check_in.local_date + _SOONER, at, zone)
    set_next_due(turn.session, turn.runner.id, slot.slot_at)
    day = day_name(slot.local_date, turn.today)
    return text("look_in_sore", numbers=numbers(check_in.answers), day=day)
