"""What an answer may know about the person who asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from coach.findings import Findings
from coach.triage.levels import Level, Running
from coach.triage.table import RUNNING_OF_LEVEL

SIT_BONE = "sit_bone_low_buttock"
FRESH_HOURS = 72
"""How long a sudden injury counts as fresh (R28, S55)."""
_SAFETY_LEVELS = (Level.EMERGENCY, Level.URGENT_SAME_DAY)
_BEFORE_JOGGING = ("P1", "P2", "P3")
_NOT_SUDDEN = ("gradual", "next_day_soreness")

Fact = bool | float | str | tuple[str, ...]


@dataclass(frozen=True)
class PersonalContext:
    """Everything known about one person at the moment of the question.

    Attributes:
        findings: What triage knows. Those of the open episode, as they are now.
        level: Level of the last assessment; None when there never was one.
        running: The running verdict that stands today, the plan taken into account; None for the
            level's own.
        rows: Ids of the decision table's rows behind the level, in table order.
        safety_hold: Whether a warning is open that the person has not yet resolved.
        safety_text: The warning as it was said, repeated while it stands.
        phase: Phase of the recovery plan, "P1" to "P6"; None without a plan.
        track: The plan's track, "standard" or "tendon".
        jog_step: Step of the walk-jog ladder, "J1" to "J6".
        strength_step: Step of the strength ladder, "A" to "F".
        pain_rest: Today's pain at rest, 0 to 10.
        pain_activity: Today's worst pain in activity, 0 to 10.
        pain_morning: Today's pain on waking, 0 to 10.
        baseline_morning: The person's usual pain on waking, 0 to 10.
        gait_normal: Whether they walk normally today.
        looked_at: Whether a clinician has seen the leg for what stands now, without letting them
            begin.
        next_sign: What has to be seen before the next step, as words that follow "the next sign
            to look for:"; None for the usual one of their state.
    """

    findings: Findings = field(default_factory=Findings)
    level: Level | None = None
    running: Running | None = None
    rows: tuple[str, ...] = ()
    safety_hold: bool = False
    safety_text: str | None = None
    phase: str | None = None
    track: str | None = None
    jog_step: str | None = None
    strength_step: str | None = None
    pain_rest: float | None = None
    pain_activity: float | None = None
    pain_morning: float | None = None
    baseline_morning: float | None = None
    gait_normal: bool | None = None
    looked_at: bool = False
    next_sign: str | None = None

    @property
    def closed(self) -> bool:
        """Whether only the safety message may be said."""
        return self.safety_hold or self.level in _SAFETY_LEVELS

    @property
    def verdict(self) -> Running | None:
        """The running verdict that stands, before today's numbers."""
        if self.running is not None or self.level is None:
            return self.running
        return RUNNING_OF_LEVEL[self.level]

    @property
    def unseen(self) -> bool:
        """Whether a clinician has to look first (the C rows without a permission to run)."""
        return self.verdict is Running.NONE_UNTIL_SEEN or (
            self.level is Level.SEE_CLINICIAN_DAYS and self.verdict is not Running.EASY_ONLY
        )

    @property
    def running_today(self) -> Running | None:
        """The running verdict after today's numbers, the plan's phase and the first 72 hours.

        It is never freer than `verdict`; None when nothing is known that forbids or allows.
        """
        if self.closed:
            return Running.NONE
        if self.unseen:
            return Running.NONE_UNTIL_SEEN
        if (
            self.walks_normally is False
            or self.flared
            or self.phase in _BEFORE_JOGGING
            or self.fresh
        ):
            return Running.NONE
        return self.verdict

    @property
    def hours_since_onset(self) -> float | None:
        """Hours since it began, from the finding in days."""
        days = self.findings.number("days_since_onset")
        return None if days is None else days * 24

    @property
    def fresh(self) -> bool | None:
        """Whether a sudden injury is under 72 hours old; an unknown onset counts as sudden."""
        if self.findings.choice("onset") in _NOT_SUDDEN or self.findings.present("tightness_only"):
            return False
        hours = self.hours_since_onset
        return None if hours is None else hours < FRESH_HOURS

    @property
    def sit_bone(self) -> bool | None:
        """Whether it hurts at the sit bone."""
        if self.track == "tendon":
            return True
        if not self.findings.known("pain_location"):
            return None
        return SIT_BONE in self.findings.words("pain_location")

    @property
    def walks_normally(self) -> bool | None:
        """Whether they walk normally: today's word first, then the finding."""
        if self.gait_normal is not None:
            return self.gait_normal
        if not self.findings.known("gait_altered"):
            return None
        return self.findings.denied("gait_altered")

    @property
    def morning_rise(self) -> float | None:
        """How far this morning's pain is above the usual one."""
        if self.pain_morning is None or self.baseline_morning is None:
            return None
        return self.pain_morning - self.baseline_morning

    @property
    def flared(self) -> bool:
        """Whether today's numbers take running away (regression rule)."""
        rise = self.morning_rise
        return (self.pain_activity or 0) > 5 or (rise is not None and rise >= 2)

    @property
    def held_back(self) -> bool:
        """Whether today's numbers allow no step forward, but no step back either."""
        rise = self.morning_rise
        return not self.flared and (
            (self.pain_activity or 0) >= 4 or (rise is not None and rise >= 1)
        )

    @cached_property
    def facts(self) -> Mapping[str, Fact | None]:
        """Every fact a condition may ask about, by its key; None for unknown."""
        rest = self.pain_rest
        return {
            **self.findings,
            "level": self.level.value if self.level else None,
            "running": self.running_today.value if self.running_today else None,
            "closed": self.closed,
            "looked_at": self.looked_at,
            "unseen": self.unseen,
            "rows": self.rows or None,
            "phase": self.phase,
            "track": self.track,
            "jog_step": self.jog_step,
            "strength_step": self.strength_step,
            "hours_since_onset": self.hours_since_onset,
            "fresh": self.fresh,
            "sit_bone": self.sit_bone,
            "held_back": self.held_back,
            "gait_normal": self.walks_normally,
            "pain_rest": self.findings.number("pain_rest") if rest is None else rest,
            "pain_activity": self.pain_activity,
            "pain_morning": self.pain_morning,
            "baseline_morning": self.baseline_morning,
        }
