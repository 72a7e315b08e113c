"""Whose business an answer is: the one door through which other actions hand answers over."""

from __future__ import annotations

from actions.check_in.answering import ask_again, correct, take_tap, take_words
from actions.check_in.current import CHECK_IN, id_in, pending_check_in
from actions.check_in.going_on import go_on
from actions.check_in.hours import (
    HOUR,
    KINDS,
    OFFER,
    PLACE,
    PLACE_SCREEN,
    ask_hour_again,
    ask_zone,
    take_half,
    take_hour,
    take_offer,
    take_place,
    take_zone,
)
from actions.plan.criteria import CRITERION
from actions.triage.asking import Feature, Pending, clear_pending, looks_after
from actions.turn import Turn
from storage.check_ins import check_in_of_date
from storage.states import CheckInState

_NO = frozenset({"deny", "refuse"})
_CORRECTS = frozenset({"correct"})


def take_check_in(turn: Turn) -> bool:
    """Take a message that answers a check-in's question, or one about its hour or zone.

    Returns:
        Whether it was one; otherwise nothing has been done.
    """
    tapped, pending = turn.heard.tapped, Pending.of(turn)
    if tapped is not None:
        return _take_tap(turn, pending)
    if pending is None:
        return _corrected(turn)
    if pending.kind == OFFER:
        return take_offer(turn)
    if pending.kind in KINDS:
        return _take_setting(turn, pending)
    check_in = pending_check_in(turn)
    if check_in is None:
        if pending.kind == CHECK_IN:
            clear_pending(turn)
        # What the plan asks follows a check-in, so a correction then is one of its answers.
        return pending.kind == CRITERION and _corrected(turn)
    take_words(turn, check_in)
    return True


def resume_check_in(turn: Turn) -> bool:
    """Ask the open question of this feature again; whether there was one."""
    pending = Pending.of(turn)
    if pending is None:
        return False
    if pending.kind == HOUR:
        ask_hour_again(turn, pending)
    elif pending.kind in KINDS:
        ask_zone(turn, hour=pending.screen.partition("|")[0])
    elif (check_in := pending_check_in(turn)) is not None:
        ask_again(turn, check_in)
    else:
        return False
    return True


def _take_tap(turn: Turn, pending: Pending | None) -> bool:
    assert turn.heard.tapped is not None
    if (check_in_id := id_in(turn.heard.tapped.screen)) is not None:
        take_tap(turn, check_in_id)
        return True
    if turn.heard.tapped.screen != PLACE_SCREEN:
        return False
    if pending is None or pending.kind != PLACE or not take_place(turn, pending):
        turn.respond("utter_stale_button")
    return True


def _take_setting(turn: Turn, pending: Pending) -> bool:
    if turn.heard.findings:
        return False  # the leg comes first; the question stays open
    if turn.heard.intent in _NO:
        clear_pending(turn)
        turn.respond("utter_stopped")
    elif pending.kind == PLACE:
        take_place(turn, pending)
    elif pending.kind == HOUR:
        if not take_half(turn, pending):
            take_hour(turn, asked=True)
    else:
        take_zone(turn, pending.screen)
    go_on(turn, pending)
    return True


def _corrected(turn: Turn) -> bool:
    if turn.heard.intent not in _CORRECTS and not turn.edited:
        return False
    today = check_in_of_date(turn.session, turn.runner.id, turn.today)
    if today is None or today.state is not CheckInState.ANSWERED:
        return False
    return correct(turn, today)


def _say_nothing(turn: Turn) -> bool:
    """An offer is made once; what else is said meanwhile does not bring it back."""
    clear_pending(turn)
    return True


looks_after(OFFER, Feature(take_check_in, _say_nothing))
for _kind in (CHECK_IN, *sorted(KINDS)):
    looks_after(_kind, Feature(take_check_in, resume_check_in))
