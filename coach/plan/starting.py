"""Who gets a plan, and where it begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from coach.findings import Findings
from coach.plan.entries import Screened
from coach.plan.model import Phase, Screening, Track
from coach.plan.position import Position, Runs
from coach.plan.state import PlanState
from coach.plan.texts import texts
from coach.triage import TABLE, Assessment, Level, Running

_SIT_BONE = "sit_bone_low_buttock"
_FRESH_DAYS = 3
_GENTLE = 2
"""Pain up to which somebody who never limped may start at J4."""


class RefusalReason(str, Enum):
    """Why there is no plan."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    CLINICIAN = "clinician"
    UNFINISHED = "unfinished"
    """Triage still has questions."""
    NEED_MORE_INFO = "need_more_info"
    """Triage has hardly begun."""
    OUT_OF_SCOPE = "out_of_scope"
    NOTHING_WRONG = "nothing_wrong"
    SOMEONE_ELSE = "someone_else"


@dataclass(frozen=True)
class Refusal:
    """There is no plan, and why.

    Attributes:
        reason: The reason.
        text: How it is said.
        cites: S and R rules behind it.
    """

    reason: RefusalReason
    text: str
    cites: tuple[str, ...]


_BY_LEVEL = {
    Level.EMERGENCY: RefusalReason.EMERGENCY,
    Level.URGENT_SAME_DAY: RefusalReason.URGENT,
    Level.SEE_CLINICIAN_DAYS: RefusalReason.CLINICIAN,
    Level.INFO_ONLY: RefusalReason.NOTHING_WRONG,
    Level.OUT_OF_SCOPE: RefusalReason.OUT_OF_SCOPE,
    Level.NEED_MORE_INFO: RefusalReason.NEED_MORE_INFO,
}


def start(
    assessment: Assessment,
    findings: Findings,
    today: date,
    *,
    ever_limped: bool | None = None,
    cleared: bool = False,
) -> PlanState | Refusal:
    """Begin a plan, if the assessment allows one.

    Stop and self-manage begins in the first phase, and so does a triage that has asked all and
    found nothing to go by. Modified running begins at walk-jog with strength alongside,
    tightness with prehab.

    Args:
        assessment: The finished triage of these findings.
        findings: What is known of the leg.
        today: The runner's local date.
        ever_limped: Whether they ever limped since it began; None when not asked. Only a no
            opens J4.
        cleared: Whether a clinician has looked at what the see-a-clinician level was about and
            lets them begin. The plan then begins in the first phase.
    """
    refusal = _refusal(assessment, findings, cleared)
    if refusal is not None:
        said = texts().refusals[refusal.value]
        return Refusal(refusal, said.text, said.cites)
    known = findings.implied()
    screened = screening_of(assessment, known, today, cleared=cleared)
    jog = "J4" if _may_start_higher(known, ever_limped) else "J1"
    position = Position(
        phase=_FIRST_PHASE.get(screened.screening, Phase.P1) if not cleared else Phase.P1,
        track=_track(known),
        entered=today,
        flare=screened.flare,
        last_seen=today,
        stepped=today,
        gait_normal=screened.gait_normal,
        flags_clear=screened.flags_clear,
        limp_since=screened.flare if screened.gait_normal is False else None,
        runs=Runs(jog=jog, week_from=today),
        tests_excused=_never_to_be_tested(known),
        easy_only=assessment.level is Level.TIGHTNESS_PREHAB
        and assessment.running is Running.EASY_ONLY,
        sitting_settled=known.denied("pain_sitting"),
        cleared=today if screened.cleared else None,
    )
    return PlanState(started=today, anchor=position)


def screening_of(
    assessment: Assessment, findings: Findings, today: date, *, cleared: bool = False
) -> Screened:
    """A triage result as an entry of a plan.

    Args:
        assessment: The triage result.
        findings: What it stood on.
        today: The runner's local date.
        cleared: Whether a clinician has looked and lets the plan go on.
    """
    known = findings.implied()
    days = known.number("days_since_onset") or 0
    limps = known.present("gait_altered")
    return Screened(
        local_date=today,
        screening=_screening(assessment),
        sudden=known.choice("onset") == "sudden" and days < _FRESH_DAYS,
        gait_normal=False if limps else (True if known.denied("gait_altered") else None),
        flags_clear=all(known.denied(flag) for flag in TABLE.must_ask),
        flare=today - timedelta(days=int(days)),
        cleared=cleared and assessment.level is Level.SEE_CLINICIAN_DAYS,
    )


_FIRST_PHASE = {
    Screening.STOP: Phase.P1,
    Screening.NOTHING_FOUND: Phase.P1,
    Screening.EASY: Phase.P4,
    Screening.FREE: Phase.PREHAB,
}


def _screening(assessment: Assessment) -> Screening:
    if assessment.level.urgency >= Level.SEE_CLINICIAN_DAYS.urgency:
        return Screening.BARRED
    if assessment.screen is not None:
        return Screening.UNDECIDED
    return {
        Level.NEED_MORE_INFO: Screening.NOTHING_FOUND,
        Level.STOP_SELF_MANAGE: Screening.STOP,
        Level.MODIFIED_RUNNING: Screening.EASY,
        Level.TIGHTNESS_PREHAB: Screening.FREE,
        Level.INFO_ONLY: Screening.FREE,
    }.get(assessment.level, Screening.UNDECIDED)


def _refusal(assessment: Assessment, findings: Findings, cleared: bool) -> RefusalReason | None:
    if findings.choice("subject") not in (None, "self"):
        return RefusalReason.SOMEONE_ELSE
    reason = _BY_LEVEL.get(assessment.level)
    if reason is RefusalReason.CLINICIAN and cleared:
        return None
    if reason is RefusalReason.NEED_MORE_INFO and assessment.screen is None:
        return None
    if reason is None and assessment.screen is not None:
        return RefusalReason.UNFINISHED
    return reason


def _track(findings: Findings) -> Track:
    sit_bone = _SIT_BONE in findings.words("pain_location")
    tendon = sit_bone and findings.choice("onset") != "sudden"
    return Track.TENDON if tendon else Track.STANDARD


def _may_start_higher(findings: Findings, ever_limped: bool | None) -> bool:
    pains = [findings.number(name) for name in ("pain_running", "pain_rest", "pain_walking")]
    tests = findings.number("test_pain_max") or 0
    return (
        ever_limped is False
        and findings.denied("gait_altered")
        and all(pain is not None and pain <= _GENTLE for pain in (*pains, tests))
    )


def _never_to_be_tested(findings: Findings) -> bool:
    """Reasons against the home tests that do not pass with time (section 5)."""
    return (
        findings.present("blood_thinner_or_bleeding_disorder")
        or findings.present("prior_rupture_or_surgery")
        or (findings.present("age_under_18") and _SIT_BONE in findings.words("pain_location"))
    )
