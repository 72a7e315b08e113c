"""Assessments: each verdict with the rows, rules and findings it stood on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from storage.models import AssessmentRow
from storage.rows import add, all_of, first_of, select_records, the_one


@dataclass(frozen=True)
class Verdict:
    """What an assessment says, and why.

    Attributes:
        level: The level, by the name of the decision table.
        running: The running verdict, likewise.
        rows: Every row of the table that matched.
        rules: The rules those rows cite.
        findings: The findings it stood on, in their JSON form.
    """

    level: str
    running: str
    rows: Sequence[str]
    rules: Sequence[str]
    findings: Mapping[str, object]


@dataclass(frozen=True)
class Assessment(Verdict):
    """A verdict as it was given.

    Attributes:
        id: The assessment.
        episode_id: The episode it is about.
        assessed_at: When it was made.
    """

    id: int
    episode_id: int
    assessed_at: datetime


def store_assessment(
    session: Session, episode_id: int, verdict: Verdict, assessed_at: datetime
) -> Assessment:
    """Keep a verdict as it was given."""
    new_id = add(
        session,
        AssessmentRow,
        episode_id=episode_id,
        level=verdict.level,
        running=verdict.running,
        rows=verdict.rows,
        rules=verdict.rules,
        findings=dict(verdict.findings),
        assessed_at=assessed_at,
    )
    return the_one(
        session,
        Assessment,
        select_records(AssessmentRow, Assessment).where(AssessmentRow.id == new_id),
    )


def latest_assessment(session: Session, episode_id: int) -> Assessment | None:
    """The verdict that stands, or None before the first."""
    return first_of(session, Assessment, _of_episode(episode_id))


def assessments_of(session: Session, episode_id: int) -> tuple[Assessment, ...]:
    """All verdicts of an episode, latest first."""
    return all_of(session, Assessment, _of_episode(episode_id))


def _of_episode(episode_id: int) -> Any:
    return (
        select_records(AssessmentRow, Assessment)
        .where(AssessmentRow.episode_id == episode_id)
        .order_by(AssessmentRow.assessed_at.desc(), AssessmentRow.id.desc())
    )
