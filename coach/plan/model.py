"""The words of the recovery plan: phases, tracks, what moved it, and what holds it."""

from __future__ import annotations

from enum import Enum


class Phase(str, Enum):
    """Where somebody is; the values are those of the reference, section 6."""

    P1 = "P1"
    """Protect and settle."""
    P2 = "P2"
    """Walk and wake up."""
    P3 = "P3"
    """Strength."""
    P4 = "P4"
    """Walk-jog, with strength alongside."""
    P5 = "P5"
    """Build easy running, with strength alongside."""
    P6 = "P6"
    """Speed and jump, with strength alongside."""
    PREHAB = "prehab"
    """Nothing to recover from: strength twice a week keeps it away."""

    @property
    def number(self) -> int:
        """1 for the first phase; 7 for prehab."""
        return _ORDER[self]

    @property
    def before(self) -> Phase:
        """One phase back; the first stays the first."""
        return tuple(Phase)[max(0, self.number - 2)]

    @property
    def after(self) -> Phase:
        """The next phase; prehab stays prehab."""
        return tuple(Phase)[min(len(Phase) - 1, self.number)]

    @property
    def runs(self) -> bool:
        """Whether running belongs to it at all."""
        return self.number >= 4

    @property
    def strengthens(self) -> bool:
        """Whether the strength ladder belongs to it."""
        return self.number >= 3


_ORDER = {phase: number for number, phase in enumerate(Phase, start=1)}


class Track(str, Enum):
    """Which version of the plan."""

    STANDARD = "standard"
    TENDON = "tendon"
    """Sit-bone pain that crept on: little hip bend first (R38)."""


class Hold(str, Enum):
    """What keeps the plan from going on, most serious first."""

    RED_FLAG = "red_flag"
    """A warning sign stands: triage again, no exercises."""
    NEW_INJURY = "new_injury"
    """A sharp new pain: triage again."""
    RETRIAGE = "retriage"
    """Too long silent, a limp for a week, or a relapse after the plan: triage again."""
    RESCREEN = "rescreen"
    """Three days silent: triage again before the next run; exercises may go on."""
    NONE = "none"

    @property
    def closes_all(self) -> bool:
        """Whether no exercises are given either."""
        return self not in (Hold.NONE, Hold.RESCREEN)


class Criterion(str, Enum):
    """What only the runner can say, asked in so many words and never assumed."""

    SLOW_WALK = "slow_walk"
    """Today slow walking made nothing worse; counts for the day."""
    LONG_WALK = "long_walk"
    """Today a flat walk of 30 minutes at 0 to 1; counts for the day."""
    SITTING = "sitting"
    """Sitting is at 0 to 1, which opens deeper hip bends on the tendon track (R38)."""
    SINGLE_LEG_BRIDGE = "single_leg_bridge"
    """Ten good bridges on one leg, each side, pain at most 1."""
    HEEL_PRESS = "heel_press"
    """Heel press with pain at most 1."""
    BRISK_WALK = "brisk_walk"
    """30 minutes of brisk walking at 0."""
    USUAL_VOLUME = "usual_volume"
    """Back at the usual easy week."""
    HOME_TESTS = "home_tests"
    """Home tests all negative."""
    EQUAL_MOVEMENT = "equal_movement"
    """Movement equals the good side (S33)."""
    EQUAL_STRENGTH = "equal_strength"
    """Strength feels equal (S34)."""
    PAIN_FREE_STEPS = "pain_free_steps"
    """No pain from walk to jog to sprint to jump (S35)."""
    CONFIDENT = "confident"
    """They trust the leg."""


class Grade(str, Enum):
    """How one day's numbers are read."""

    BAD = "bad"
    """Limp, pain over 5, or a morning 2 or more above the usual one: a step back."""
    CAUTION = "caution"
    """Pain of 4 or 5, a morning 1 above, or pain that rose on the run: lighter, no step on."""
    OPEN = "open"
    """Nothing bad told, but not all that a step forward needs."""
    CLEAN = "clean"


class Change(str, Enum):
    """What an entry did to the plan."""

    RED_FLAG = "red_flag"
    NEW_INJURY = "new_injury"
    LIMP_WEEK = "limp_week"
    RELAPSE = "relapse"
    RETRIAGE = "retriage"
    RESCREEN = "rescreen"
    REGRESSED = "regressed"
    STILL_SORE = "still_sore"
    """A bad day within the 48 hours after a step back: the pause starts anew."""
    REPEAT_LAST_GOOD = "repeat_last_good"
    LIGHTER = "lighter"
    EASED_STRENGTH = "eased_strength"
    """Two sessions of a strength step did not go well: one step down."""
    CLINICIAN = "clinician"
    """Row C7: time to book a clinician."""
    RAN_UNASKED = "ran_unasked"
    RESUMED = "resumed"
    CLEARED = "cleared"
    """A clinician has looked and lets the plan go on."""
    RETURNED = "returned"
    """Back in the phase before a step back."""
    PHASE = "phase"
    JOG_STEP = "jog_step"
    BUILD_WEEK = "build_week"
    SPEED_STEP = "speed_step"
    STRENGTH_STEP = "strength_step"
    DISCHARGED = "discharged"


FORWARD = frozenset(
    {
        Change.PHASE,
        Change.JOG_STEP,
        Change.BUILD_WEEK,
        Change.SPEED_STEP,
        Change.STRENGTH_STEP,
        Change.DISCHARGED,
    }
)
"""Steps forward; a day has one at most."""


class Screening(str, Enum):
    """What a triage result means for a plan."""

    BARRED = "barred"
    """An emergency, urgent or see-a-clinician level."""
    UNDECIDED = "undecided"
    """Questions are open."""
    NOTHING_FOUND = "nothing_found"
    """All was asked and nothing explains it: until more is known, as stop and self-manage."""
    STOP = "stop"
    """Stop and self-manage."""
    EASY = "easy"
    """Modified running."""
    FREE = "free"
    """Tightness, or no complaint."""


class PlanError(ValueError):
    """Something that cannot be logged or read; the message is one line to act on."""
