"""How often somebody is asked: each day, or once a month after the plan is closed."""

from __future__ import annotations

from datetime import date

from actions.check_in.breaks import stop
from actions.check_in.current import is_monthly
from actions.check_in.texts import day_name, text
from actions.triage.asking import (
    NO,
    YES,
    Feature,
    clear_pending,
    looks_after,
    option_button,
    set_pending,
)
from actions.turn import Turn
from coach.checkin.schedule import Slot, first_slot, next_look_in, zone_of
from coach.plan import PlanState
from storage.runners import set_next_due
from storage.states import RunnerStatus

LOOK_IN = "look_in"
"""Kind of the open question whether to look in once a month; look-ins are set before it is put."""
_OFFER = "offer"
_SAYS = {"affirm": True, "deny": False, "refuse": False, "stop_talking": False}


def back_to_daily(turn: Turn, on: date, plan: PlanState) -> str:
    """Ask each day again when a plan that was closed is closed no more.

    Args:
        turn: The turn.
        on: The local date that has changed the plan; it gets no second check-in.
        plan: The plan as it is.

    Returns:
        How that is said; "" when nothing changes.
    """
    daily = _daily(turn, on)
    if plan.at_rest or daily is None or not is_monthly(turn, daily):
        return ""
    set_next_due(turn.session, turn.runner.id, daily.slot_at)
    return text("daily_again")


def offer_look_ins(turn: Turn, on: date, plan: PlanState) -> None:
    """Go over to monthly look-ins when the plan is closed, and ask whether they are wanted.

    Whoever does not answer is asked in a month, and can say so then.

    Args:
        turn: The turn.
        on: The local date on which the plan was closed.
        plan: The plan as it is.
    """
    daily = _daily(turn, on)
    if not plan.at_rest or daily is None or is_monthly(turn, daily):
        return
    slot = _look_in(turn, on)
    set_next_due(turn.session, turn.runner.id, slot.slot_at)
    turn.say(
        text("look_in_offer", day=day_name(slot.local_date, turn.today)),
        [
            option_button(LOOK_IN, YES, text("look_in_yes")),
            option_button(LOOK_IN, NO, text("look_in_no")),
        ],
    )
    set_pending(turn, LOOK_IN, _OFFER)


def _take_offer(turn: Turn) -> bool:
    tapped = turn.heard.tapped
    if tapped is not None:
        wanted = tapped.options[0] == YES if tapped.screen == LOOK_IN and tapped.options else None
    else:
        wanted = None if turn.heard.findings else _SAYS.get(turn.heard.intent)
    clear_pending(turn)
    if wanted is None:
        return False
    if not wanted:
        stop(turn)
        return True
    due = turn.runner.next_due_at
    if due is not None:
        day = zone_of(turn.runner.time_zone).date_of(due)
        turn.say(text("look_in_agreed", day=day_name(day, turn.today)))
    return True


def _daily(turn: Turn, on: date) -> Slot | None:
    """The next daily slot after a date that has had its check-in; None for who is not asked."""
    at = turn.runner.check_in_time
    if at is None or turn.runner.status is not RunnerStatus.ACTIVE:
        return None
    return first_slot(turn.now, at, zone_of(turn.runner.time_zone), last=on)


def _look_in(turn: Turn, on: date) -> Slot:
    assert turn.runner.check_in_time is not None
    return next_look_in(on, turn.runner.check_in_time, zone_of(turn.runner.time_zone))


def _let_it_rest(turn: Turn) -> bool:
    """The offer is made once; what else is said meanwhile does not bring it back."""
    clear_pending(turn)
    return True


looks_after(LOOK_IN, Feature(_take_offer, _let_it_rest))
