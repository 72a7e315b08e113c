"""Figures for Prometheus: counts and times, nothing of any one person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from bot.telegram.health import Health
from storage.database import Database
from storage.figures import Figures, figures
from storage.problems import DatabaseProblem
from storage.states import CheckInState, InboxState, OutboxState, RunnerStatus

_DAY = timedelta(days=1)


class QueueFigures:
    """Counts the queues, the check-ins and the channel's health at each scrape."""

    def __init__(self, database: Database, health: Health, now: Callable[[], datetime]) -> None:
        """Set it up.

        Args:
            database: Where the queues are.
            health: How the channel is.
            now: The clock, UTC.
        """
        self._database = database
        self._health = health
        self._now = now

    def collect(self) -> Iterable[Metric]:
        """Everything that can be counted now; without the database only what needs none."""
        now = self._now()
        yield _gauge("hammy_channel_started", "Whether the loops run.", self._health.started)
        yield _gauge(
            "hammy_channel_connected", "Whether Telegram reaches us.", self._health.connected
        )
        if self._health.last_poll_at is not None:
            since = (now - self._health.last_poll_at).total_seconds()
            yield _gauge("hammy_last_poll_age_seconds", "Since the last good poll.", since)
        try:
            with self._database.session(read_only=True) as session:
                found = figures(session, now=now, check_ins_since=now - _DAY)
        except DatabaseProblem:
            yield _gauge("hammy_database_up", "Whether the database answers.", 0)
            return
        yield _gauge("hammy_database_up", "Whether the database answers.", 1)
        yield from _of_database(found, now)


def _of_database(found: Figures, now: datetime) -> Iterable[Metric]:
    yield _by_state(
        "hammy_runners",
        "Runners by status; blocked ones cannot be reached.",
        found.runners,
        [status.value for status in RunnerStatus],
    )
    yield _by_state(
        "hammy_check_ins_last_day",
        "Check-ins of the last 24 hours by state.",
        found.check_ins,
        [state.value for state in CheckInState],
    )
    yield _gauge("hammy_check_ins_due", "Runners whose slot has come.", found.due)
    yield _gauge(
        "hammy_check_in_lag_seconds", "Age of the longest due slot.", _age(found.longest_due, now)
    )
    yield _by_state(
        "hammy_inbox", "Updates by state.", found.inbox, [state.value for state in InboxState]
    )
    yield _gauge(
        "hammy_inbox_oldest_seconds",
        "How long the longest waiting update has waited.",
        _age(found.longest_in_inbox, now),
    )
    yield _by_state(
        "hammy_outbox", "Messages by state.", found.outbox, [state.value for state in OutboxState]
    )
    yield _gauge(
        "hammy_outbox_oldest_seconds",
        "How long the longest waiting message could have gone.",
        _age(found.longest_in_outbox, now),
    )


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(name, meaning, value=float(value))


def _by_state(name: str, meaning: str, counts: Mapping[str, int], states: Iterable[str]) -> Metric:
    family = GaugeMetricFamily(name, meaning, labels=["state"])
    for state in states:
        family.add_metric([state], counts.get(state, 0))
    return family
