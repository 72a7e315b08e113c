"""Opens the check-in of every runner whose slot has come."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from bot.runtime.faults import describe
from coach.checkin.schedule import catch_up, next_look_in, zone_of
from coach.plan import PlanError, PlanState
from storage.check_ins import Slot, open_check_in, snooze_check_in
from storage.episodes import OWN, Episode, episodes_of
from storage.runners import Runner, due_runners, set_next_due
from storage.states import CheckInKind, EpisodeStatus

log = logging.getLogger(__name__)

_PUT_OFF = timedelta(hours=1)


def open_due(session: Session, now: datetime, limit: int) -> int:
    """Open the check-ins that are due, longest due first.

    A runner whose data cannot be worked with is put off for an hour and holds nobody up.

    Args:
        session: The session; runners stay locked until it ends.
        now: The time, UTC.
        limit: How many runners at most.

    Returns:
        How many runners were due.
    """
    due = due_runners(session, now=now, limit=limit)
    for runner in due:
        try:
            with session.begin_nested():
                _open(session, runner, now)
        except (OperationalError, InterfaceError):
            raise
        except Exception as fault:
            log.error("a check-in could not be opened: %s", describe(fault))
            set_next_due(session, runner.id, now + _PUT_OFF)
    return len(due)


def _open(session: Session, runner: Runner, now: datetime) -> None:
    if runner.check_in_time is None or runner.next_due_at is None:
        set_next_due(session, runner.id, None)
        return
    zone = zone_of(runner.time_zone)
    found = catch_up(runner.next_due_at, now, runner.check_in_time, zone)
    episodes = episodes_of(session, runner.id)
    episode = next((each for each in episodes if _is_asked_about(each)), None)
    looks_in = bool(episodes) and (episode is None or _is_closed(episode))
    if found.slot is None:
        set_next_due(session, runner.id, found.next.slot_at)
        return
    following = found.next
    if looks_in:
        following = next_look_in(found.slot.local_date, runner.check_in_time, zone)
    opened = open_check_in(
        session,
        runner.id,
        Slot(
            found.slot.local_date,
            found.slot.slot_at,
            kind=CheckInKind.MONTHLY if looks_in else CheckInKind.DAILY,
            episode_id=None if episode is None else episode.id,
        ),
        next_due_at=following.slot_at,
    )
    if opened is not None and found.send_at > opened.due_at:
        snooze_check_in(session, opened.id, found.send_at)


def _is_asked_about(episode: Episode) -> bool:
    return episode.status is EpisodeStatus.OPEN and episode.subject == OWN


def _is_closed(episode: Episode) -> bool:
    """Whether the plan has come to its end, so that once a month is enough."""
    try:
        return bool(episode.plan) and PlanState.from_json(episode.plan).at_rest
    except PlanError:
        return False
