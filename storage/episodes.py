"""Episodes of injury and the findings in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from storage.models import EpisodeRow, FindingRow
from storage.rows import (
    add,
    all_of,
    change,
    change_the_one,
    first_of,
    select_records,
    table_of,
    the_one,
)
from storage.states import EpisodeStatus, HowKnown, SafetyHold, Side

Json = Mapping[str, object]

OWN = "self"
"""The subject of a runner's own injury."""


@dataclass(frozen=True)
class Episode:
    """One injury of one subject.

    Attributes:
        id: The episode.
        runner_id: Whose chat it was told in.
        subject: "self", or who else it is about, as in the findings vocabulary.
        side: Which leg, or None when unknown.
        opened_at: When it was first told.
        closed_at: When it was closed, or None.
        status: Open or closed.
        safety_hold: The level that closed the talk about exercises.
        plan: Phase and plan state, as the plan's own logic writes it; empty before a plan.
        clearance: What a clinician's go-ahead covered, as triage writes it; None without one.
    """

    id: int
    runner_id: str
    subject: str
    side: Side | None
    opened_at: datetime
    closed_at: datetime | None
    status: EpisodeStatus
    safety_hold: SafetyHold
    plan: Json
    clearance: Json | None


@dataclass(frozen=True)
class Finding:
    """One observation.

    Attributes:
        finding: Its id in the findings vocabulary.
        value: Its value; None when it was asked and not answered.
        how_known: How it came to be known.
        observed_at: When it was true; day counts such as "three days ago" start here.
        superseded_at: When a later observation took its place, or None for the current one.
        rough: Whether a score was told without its number, so that the value is only a reading.
    """

    finding: str
    value: object
    how_known: HowKnown
    observed_at: datetime
    superseded_at: datetime | None
    rough: bool


def start_episode(
    session: Session, runner_id: str, now: datetime, *, subject: str = OWN
) -> Episode:
    """Open a new episode; one that is open about the same subject is closed."""
    still_open = (
        EpisodeRow.runner_id == runner_id,
        EpisodeRow.subject == subject,
        EpisodeRow.status == EpisodeStatus.OPEN,
    )
    change(
        session,
        update(EpisodeRow).where(*still_open).values(status=EpisodeStatus.CLOSED, closed_at=now),
    )
    new_id = add(
        session,
        EpisodeRow,
        runner_id=runner_id,
        subject=subject,
        opened_at=now,
        status=EpisodeStatus.OPEN,
        safety_hold=SafetyHold.NONE,
        plan={},
    )
    return episode_by_id(session, new_id)


def episode_by_id(session: Session, episode_id: int) -> Episode:
    """One episode.

    Raises:
        MissingRowError: When it is gone.
    """
    return the_one(
        session, Episode, select_records(EpisodeRow, Episode).where(EpisodeRow.id == episode_id)
    )


def current_episode(session: Session, runner_id: str, *, subject: str = OWN) -> Episode | None:
    """The open episode about a subject, or None."""
    return first_of(
        session,
        Episode,
        select_records(EpisodeRow, Episode).where(
            EpisodeRow.runner_id == runner_id,
            EpisodeRow.subject == subject,
            EpisodeRow.status == EpisodeStatus.OPEN,
        ),
    )


def episodes_of(session: Session, runner_id: str) -> tuple[Episode, ...]:
    """All of a runner's episodes, latest first."""
    return all_of(session, Episode, _of_runner(), whose=runner_id)


@cache
def _of_runner() -> Any:
    row = table_of(EpisodeRow)
    return (
        select_records(EpisodeRow, Episode)
        .where(row.c.runner_id == bindparam("whose"))
        .order_by(row.c.opened_at.desc(), row.c.id.desc())
    )


def set_side(session: Session, episode_id: int, side: Side | None) -> None:
    """Note or correct which leg it is.

    Raises:
        MissingRowError: When the episode is gone.
    """
    _set(session, episode_id, side=side)


def set_plan(session: Session, episode_id: int, plan: Json) -> None:
    """Keep the plan's state.

    Raises:
        MissingRowError: When the episode is gone.
    """
    _set(session, episode_id, plan=dict(plan))


def set_clearance(session: Session, episode_id: int, clearance: Json) -> None:
    """Keep what a clinician's go-ahead covered.

    Raises:
        MissingRowError: When the episode is gone.
    """
    _set(session, episode_id, clearance=dict(clearance))


def set_safety_hold(session: Session, episode_id: int, hold: SafetyHold) -> None:
    """Close the talk about exercises, or open it again once the level is resolved.

    Raises:
        MissingRowError: When the episode is gone.
    """
    _set(session, episode_id, safety_hold=hold)


def close_episode(session: Session, episode_id: int, now: datetime) -> None:
    """Close an episode, at discharge or when the runner starts over.

    Raises:
        MissingRowError: When the episode is gone.
    """
    _set(session, episode_id, status=EpisodeStatus.CLOSED, closed_at=now)


def reopen_episode(session: Session, episode_id: int, now: datetime) -> None:
    """Open an episode again after a relapse; another open one of the subject is closed.

    Raises:
        MissingRowError: When the episode is gone.
    """
    episode = episode_by_id(session, episode_id)
    other = current_episode(session, episode.runner_id, subject=episode.subject)
    if other is not None and other.id != episode.id:
        close_episode(session, other.id, now)
    _set(session, episode_id, status=EpisodeStatus.OPEN, closed_at=None)


def record_findings(
    session: Session,
    episode_id: int,
    findings: Json,
    *,
    how_known: HowKnown,
    observed_at: datetime,
) -> None:
    """Add observations; each takes the place of the finding's current one, which is kept.

    Args:
        session: The session.
        episode_id: The episode.
        findings: Only what is newly observed, by finding id, in the findings' JSON form.
        how_known: How these came to be known.
        observed_at: When they were true, UTC.
    """
    for finding, value in findings.items():
        withdraw_finding(session, episode_id, finding, observed_at)
        add(
            session,
            FindingRow,
            episode_id=episode_id,
            finding=finding,
            value=value,
            how_known=how_known,
            observed_at=observed_at,
        )


def mark_rough(session: Session, episode_id: int, findings: Collection[str]) -> None:
    """Note that what is held true now of these scores was told without a number."""
    for finding in findings:
        current = (
            FindingRow.episode_id == episode_id,
            FindingRow.finding == finding,
            FindingRow.superseded_at.is_(None),
        )
        change(session, update(FindingRow).where(*current).values(rough=True))


def withdraw_finding(session: Session, episode_id: int, finding: str, at: datetime) -> bool:
    """Make a finding unknown again, keeping its history; whether there was one."""
    current = (
        FindingRow.episode_id == episode_id,
        FindingRow.finding == finding,
        FindingRow.superseded_at.is_(None),
    )
    return bool(change(session, update(FindingRow).where(*current).values(superseded_at=at)))


def current_findings(session: Session, episode_id: int) -> tuple[Finding, ...]:
    """What is held true now, one observation for each finding, by finding id."""
    return all_of(
        session,
        Finding,
        select_records(FindingRow, Finding)
        .where(FindingRow.episode_id == episode_id, FindingRow.superseded_at.is_(None))
        .order_by(FindingRow.finding),
    )


def finding_history(session: Session, episode_id: int, finding: str) -> tuple[Finding, ...]:
    """Every observation of one finding, earliest first, the current one last."""
    return all_of(
        session,
        Finding,
        select_records(FindingRow, Finding)
        .where(FindingRow.episode_id == episode_id, FindingRow.finding == finding)
        .order_by(FindingRow.id),
    )


def _set(session: Session, episode_id: int, **values: object) -> None:
    change_the_one(
        session, update(EpisodeRow).where(EpisodeRow.id == episode_id).values(**values), "episode"
    )
