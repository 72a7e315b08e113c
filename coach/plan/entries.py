"""What a plan is driven by: days, answers, triage results. Never dates alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from coach.exercises import ExerciseId, library
from coach.plan.model import Criterion, PlanError, Screening

_SCALE = 10
_MINUTES_A_DAY = 24 * 60
_MOOD = (1, 5)
_PAINS = ("pain_rest", "pain_activity", "pain_morning", "run_pain", "walk_pain", "pain_sitting")
_MINUTES = ("run_minutes", "walk_minutes")


@dataclass(frozen=True)
class Done:
    """One exercise that was done.

    Attributes:
        exercise: Its id in the library.
        pain: Worst pain in it, 0 to 10, or None when not told.
    """

    exercise: ExerciseId
    pain: float | None = None

    def __post_init__(self) -> None:
        if self.exercise not in library():
            raise PlanError(f"there is no exercise {self.exercise!r}")
        _check_pain("pain in an exercise", self.pain)


@dataclass(frozen=True)
class DayLog:
    """What one local date was like. None stands for what was not told.

    What was done counts for its own date, and `pain_morning` is the waking of that date; so the
    morning after a session is in the log of the next date.

    Attributes:
        local_date: The runner's own date.
        pain_rest: Pain at rest, 0 to 10.
        pain_activity: Worst pain in activity, 0 to 10.
        pain_morning: Pain on waking, 0 to 10.
        gait_normal: Whether they walked normally, with no limp.
        red_flag: Whether any warning sign was reported; None while that is unanswered.
        sharp_pain: Whether there was a sharp new sudden pain.
        walk_minutes: Longest flat walk.
        walk_pain: Worst pain walking, 0 to 10.
        walk_worsened: Whether slow walking made it worse.
        ran: Whether they ran.
        run_step: Step of the jog or speed ladder they did; None for the plan's own, or an
            easy run.
        run_minutes: Time on the feet.
        run_pain: Worst pain running, 0 to 10.
        run_pain_rose: Whether pain climbed as they ran.
        exercises: What was done.
        pain_sitting: Pain sitting, 0 to 10.
        mood: 1 (low) to 5.
        sleep: 1 (bad) to 5.
    """

    kind: ClassVar[str] = "day"

    local_date: date
    pain_rest: float | None = None
    pain_activity: float | None = None
    pain_morning: float | None = None
    gait_normal: bool | None = None
    red_flag: bool | None = None
    sharp_pain: bool = False
    walk_minutes: float | None = None
    walk_pain: float | None = None
    walk_worsened: bool | None = None
    ran: bool = False
    run_step: str | None = None
    run_minutes: float | None = None
    run_pain: float | None = None
    run_pain_rose: bool | None = None
    exercises: tuple[Done, ...] = ()
    pain_sitting: float | None = None
    mood: int | None = None
    sleep: int | None = None

    def __post_init__(self) -> None:
        for name in _PAINS:
            _check_pain(name, getattr(self, name))
        for name in _MINUTES:
            minutes = getattr(self, name)
            if minutes is not None and not 0 <= minutes <= _MINUTES_A_DAY:
                raise PlanError(f"{name}: a day has no {minutes} minutes")
        for name in ("mood", "sleep"):
            value = getattr(self, name)
            if value is not None and not _MOOD[0] <= value <= _MOOD[1]:
                raise PlanError(f"{name}: expected a number from 1 to 5, not {value}")

    @property
    def worst_pain(self) -> float | None:
        """The worst of everything told about the day's activity; None when nothing was."""
        told = [self.pain_activity, self.run_pain, self.walk_pain]
        told += [each.pain for each in self.exercises]
        return max((pain for pain in told if pain is not None), default=None)

    @property
    def told_worst(self) -> float | None:
        """The worst as the day itself told it, without pain of what was told of later.

        A run of yesterday that is told of today brings today's number with it; held against
        that, today would always be the same again.
        """
        return self.worst_pain if self.pain_activity is None else self.pain_activity

    @property
    def worst_of_all(self) -> float | None:
        """The worst of the day, at rest or in activity; None when neither was told."""
        told = (self.worst_pain, self.pain_rest)
        return max((pain for pain in told if pain is not None), default=None)

    @property
    def worst_run_pain(self) -> float | None:
        """Pain of the run; where only the day's worst was told, that stands for it."""
        if not self.ran:
            return None
        return self.worst_pain if self.run_pain is None else self.run_pain

    @property
    def all_clear(self) -> bool:
        """No pain at rest, in activity or on waking, a normal walk and no warning sign."""
        return (
            self.pain_rest == 0
            and self.worst_pain == 0
            and self.pain_morning == 0
            and self.gait_normal is True
            and self.red_flag is False
            and not self.sharp_pain
        )


@dataclass(frozen=True)
class Answers:
    """What the runner said about criteria that are asked and never assumed.

    Attributes:
        local_date: The runner's own date.
        given: Each criterion with a yes or no.
    """

    kind: ClassVar[str] = "answers"

    local_date: date
    given: tuple[tuple[Criterion, bool], ...]


@dataclass(frozen=True)
class Screened:
    """A triage result, as far as it matters to a plan.

    Attributes:
        local_date: The runner's own date.
        screening: What it means.
        sudden: Whether it came on in one moment within the last days.
        gait_normal: Whether they walk normally, or None when not known.
        flags_clear: Whether every warning sign was asked and denied.
        flare: The day the present trouble began.
        cleared: Whether a clinician has looked and lets the plan go on.
    """

    kind: ClassVar[str] = "screened"

    local_date: date
    screening: Screening
    sudden: bool
    gait_normal: bool | None
    flags_clear: bool
    flare: date
    cleared: bool = False


@dataclass(frozen=True)
class Seen:
    """A clinician has had a look, and there was no reason to stop the plan.

    Attributes:
        local_date: The runner's own date.
    """

    kind: ClassVar[str] = "seen"

    local_date: date


Entry = DayLog | Answers | Screened | Seen
ENTRY_TYPES: tuple[type[Entry], ...] = (DayLog, Answers, Screened, Seen)


def missed_days(last: date, today: date) -> int:
    """Local dates between two without an entry."""
    return max(0, (today - last - timedelta(days=1)).days)


def _check_pain(name: str, pain: float | None) -> None:
    if pain is not None and not 0 <= pain <= _SCALE:
        raise PlanError(f"{name}: expected a number from 0 to 10, not {pain}")
