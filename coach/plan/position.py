"""Where a plan stands after its entries so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from coach.plan.entries import DayLog
from coach.plan.model import Change, Criterion, Grade, Hold, Phase, Track

_BASELINE_MORNINGS = 3
_DAYS_KEPT = 14


@dataclass(frozen=True)
class Pending:
    """A session whose next morning is not known yet (24-hour rule, R33).

    Attributes:
        on: Its date.
        step: The step it was.
        pain: Worst pain in it.
    """

    on: date
    step: str
    pain: float


@dataclass(frozen=True)
class Strength:
    """Where somebody is on the strength ladder.

    Attributes:
        step: "A" to "F".
        clean: Clean sessions of this step.
        unclean: Sessions in a row that were not.
        sessions: Clean sessions of any step since the strength phase was entered.
        nordics: Clean sessions with Nordics.
        nordic_days: When Nordics were done, lately.
        days: When there was strength work, lately.
        pending: The session that waits for its morning.
    """

    step: str = "A"
    clean: int = 0
    unclean: int = 0
    sessions: int = 0
    nordics: int = 0
    nordic_days: tuple[date, ...] = ()
    days: tuple[date, ...] = ()
    pending: Pending | None = None


@dataclass(frozen=True)
class Runs:
    """Where somebody is with running.

    Attributes:
        jog: Step of the walk-jog ladder, "J1" to "J6".
        speed: Step of the speed ladder.
        speed_done: Whether that ladder is finished.
        clean: Clean sessions of the present step.
        days: When they ran, lately.
        speed_days: When they ran fast, lately.
        pending: The run that waits for its morning.
        wary: Whether pain rose or went over 3 on the last run, so that a clean day comes first.
        week_from: Start of the present week of building up.
        week_clean: Clean runs in it.
        weeks: Good weeks of building up.
    """

    jog: str = "J1"
    speed: str = "V1"
    speed_done: bool = False
    clean: int = 0
    days: tuple[date, ...] = ()
    speed_days: tuple[date, ...] = ()
    pending: Pending | None = None
    wary: bool = False
    week_from: date | None = None
    week_clean: int = 0
    weeks: int = 0


@dataclass(frozen=True)
class GivenAnswer:
    """The last answer to one criterion, since the phase was entered."""

    criterion: Criterion
    yes: bool
    on: date


@dataclass(frozen=True)
class Position:
    """Everything the rules need to know of the past.

    Attributes:
        phase: The phase.
        track: The version of the plan.
        entered: When this phase was entered.
        flare: When the present trouble began.
        last_seen: The last date anything was told.
        stepped: The last step forward, or the start; the two-week clock runs from here.
        hold: What keeps the plan from going on.
        gait_normal: Whether they walked normally when last told; None when that is open.
        flags_clear: Whether warning signs were asked and denied when last told.
        latest: The last day told.
        told_before: The date of the day told before that.
        grade: How it was read.
        mornings: Pain on waking of the first days; the usual one is reckoned from these.
        limp_since: First day of the present limp.
        walked_normally: Whether they have walked normally since they were last in the first
            phase.
        sitting_settled: Whether sitting is near 0.
        no_run_before: No running before this date.
        return_to: The phase to go back to after a step back.
        clean_in_row: Clean days in a row.
        ready_in_row: Days in a row on which the first two phases' exit held.
        ready_on: The last of them.
        zero_days: All-clear days in a row since this phase was entered.
        clear_days: All-clear days in a row.
        regressions: When there were steps back, lately.
        moved_on: The last date with a step forward.
        clinician: Since when a clinician should have a look, or None.
        strength: The strength ladder.
        runs: Running.
        answers: Answers to criteria.
        tests_excused: Whether the home tests must not be done by this person at all.
        easy_only: In prehab, whether running stays easy until soreness has gone.
        discharged: When the plan was closed.
        cleared: When a clinician last let the plan begin or go on, or None.
        changed_on: The date `changes` belongs to.
        changes: What that date's entries did.
    """

    phase: Phase
    track: Track
    entered: date
    flare: date
    last_seen: date
    stepped: date
    hold: Hold = Hold.NONE
    gait_normal: bool | None = None
    flags_clear: bool = False
    latest: DayLog | None = None
    told_before: date | None = None
    grade: Grade | None = None
    mornings: tuple[float, ...] = ()
    limp_since: date | None = None
    walked_normally: bool = False
    sitting_settled: bool = False
    no_run_before: date | None = None
    return_to: Phase | None = None
    clean_in_row: int = 0
    ready_in_row: int = 0
    ready_on: date | None = None
    zero_days: int = 0
    clear_days: int = 0
    regressions: tuple[date, ...] = ()
    moved_on: date | None = None
    clinician: date | None = None
    strength: Strength = Strength()
    runs: Runs = Runs()
    answers: tuple[GivenAnswer, ...] = ()
    tests_excused: bool = False
    easy_only: bool = False
    discharged: date | None = None
    cleared: date | None = None
    changed_on: date | None = None
    changes: tuple[Change, ...] = ()

    @property
    def baseline(self) -> float | None:
        """The usual pain on waking: median of the first three mornings, or of those so far."""
        return median(self.mornings) if self.mornings else None

    def with_morning(self, pain: float | None) -> Position:
        """The same, with one more of the first mornings."""
        if pain is None or len(self.mornings) >= _BASELINE_MORNINGS:
            return self
        return replace(self, mornings=(*self.mornings, pain))

    def changed(self, *changes: Change) -> Position:
        """The same, and what made it so."""
        # A change is named once, however many entries of a day lead to it.
        every = tuple(dict.fromkeys((*self.changes, *changes)))
        return replace(self, changes=every)

    def answered(self, criterion: Criterion) -> GivenAnswer | None:
        """The last answer to a criterion since the phase was entered."""
        return next((each for each in self.answers if each.criterion is criterion), None)

    def says_yes(self, *criteria: Criterion) -> bool:
        """Whether all of these were answered with yes."""
        given = {each.criterion for each in self.answers if each.yes}
        return given.issuperset(criteria)

    def pauses(self, on: date) -> bool:
        """Whether a date lies within the 48 hours without running after a flare (R33)."""
        return self.no_run_before is not None and on < self.no_run_before

    def recent_regressions(self, on: date) -> int:
        """Steps back in the 14 days up to a date."""
        return sum((on - each).days < _DAYS_KEPT for each in self.regressions)

    def frozen(self, on: date) -> bool:
        """Whether two steps back in 14 days keep running from going on (row C7)."""
        return self.clinician is not None and self.recent_regressions(on) >= 2


def lately(days: tuple[date, ...], on: date) -> tuple[date, ...]:
    """Dates with one more, without those too old to matter."""
    since = on - timedelta(days=_DAYS_KEPT)
    return (*(day for day in days if since < day < on), on)


def within(days: tuple[date, ...], on: date, span: int) -> int:
    """How many of the dates lie in the `span` days before a date."""
    return sum(0 < (on - day).days < span for day in days)
