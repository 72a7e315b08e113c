"""The open episode of whoever we talk about, with its findings brought up to today."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actions.triage.asking import clear_pending
from actions.turn import SELF, Turn
from coach.findings import Findings
from coach.triage import Assessment, Clearance, Level, after_clearance, assess
from storage.assessments import Verdict, latest_assessment, store_assessment
from storage.episodes import (
    Episode,
    Finding,
    current_episode,
    current_findings,
    mark_rough,
    record_findings,
    set_safety_hold,
    set_side,
    start_episode,
)
from storage.states import HowKnown, SafetyHold, Side

# Spans of time that grow while nobody talks.
_GROWING = ("days_since_onset", "days_self_managed")
_SECONDS_A_DAY = 86_400
_HOLD_OF_LEVEL = {
    Level.EMERGENCY: SafetyHold.EMERGENCY,
    Level.URGENT_SAME_DAY: SafetyHold.URGENT,
}


@dataclass(frozen=True)
class Case:
    """One episode and what is known in it.

    Attributes:
        episode: The open episode.
        findings: What holds now, spans of time brought up to this moment.
        rough: Scores among them that were told without a number.
    """

    episode: Episode
    findings: Findings
    rough: frozenset[str] = frozenset()

    @property
    def assessment(self) -> Assessment:
        """What triage makes of it, a clinician's go-ahead taken into account."""
        given = Clearance.from_json(self.episode.clearance or {})
        return after_clearance(assess(self.findings), self.findings, given)


def _aged(finding: Finding, now: datetime) -> Any:
    if finding.finding in _GROWING and isinstance(finding.value, (int, float)):
        elapsed = (now - finding.observed_at).total_seconds() / _SECONDS_A_DAY
        return round(finding.value + max(elapsed, 0.0), 2)
    return finding.value


def findings_at(rows: Iterable[Finding], now: datetime) -> Findings:
    """Stored findings as they hold at a moment."""
    return Findings({row.finding: _aged(row, now) for row in rows})


def open_case(turn: Turn) -> Case | None:
    """The case we are in, or None when there is none yet."""
    episode = current_episode(turn.session, turn.runner.id, subject=turn.subject)
    if episode is None:
        return None
    rows = current_findings(turn.session, episode.id)
    rough = frozenset(row.finding for row in rows if row.rough)
    return Case(episode, findings_at(rows, turn.now), rough)


def case_for(turn: Turn) -> Case:
    """The case we are in; a new one is opened when there is none."""
    found = open_case(turn)
    if found is not None:
        return found
    episode = start_episode(turn.session, turn.runner.id, turn.now, subject=turn.subject)
    known = {} if turn.subject == SELF else {"subject": turn.subject}
    return Case(episode, Findings(known))


def open_new_case(turn: Turn, subject: str) -> None:
    """Open a case that knows nothing; the one that was open about the same person is closed."""
    start_episode(turn.session, turn.runner.id, turn.now, subject=subject)
    turn.set("subject", subject)
    turn.set("told", None)
    clear_pending(turn)


def record(
    turn: Turn,
    case: Case,
    new: Mapping[str, Any],
    how: HowKnown,
    rough: Collection[str] = (),
) -> Case:
    """Store newly observed findings and give the case as it is now.

    Args:
        turn: The turn.
        case: The case.
        new: What was observed.
        how: How it came to be known.
        rough: Scores among it that were told without a number.
    """
    if not new:
        return case
    record_findings(
        turn.session,
        case.episode.id,
        Findings(dict(new)).to_json(),
        how_known=how,
        observed_at=turn.now,
    )
    mark_rough(turn.session, case.episode.id, frozenset(new) & frozenset(rough))
    if isinstance(side := new.get("side"), str):
        set_side(turn.session, case.episode.id, Side(side))
    still_rough = (case.rough - frozenset(new)) | (frozenset(new) & frozenset(rough))
    return Case(case.episode, case.findings.with_(new), still_rough)


def keep_assessment(turn: Turn, case: Case, assessment: Assessment) -> bool:
    """Store a verdict when it is not the one that stands, and set the safety hold by it.

    Returns:
        Whether it is another verdict than the one that stood.
    """
    standing = latest_assessment(turn.session, case.episode.id)
    verdict = (assessment.level.value, assessment.running.value, tuple(assessment.rows))
    stood = standing and (standing.level, standing.running, tuple(standing.rows))
    if stood != verdict:
        store_assessment(
            turn.session,
            case.episode.id,
            Verdict(*verdict, rules=assessment.rules, findings=case.findings.to_json()),
            turn.now,
        )
    hold = _HOLD_OF_LEVEL.get(assessment.level, SafetyHold.NONE)
    if hold is not case.episode.safety_hold:
        set_safety_hold(turn.session, case.episode.id, hold)
    turn.set("safety_hold", hold.value)
    return stood != verdict
