"""Everything that can be told to a plan under way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from coach.exercises import ExerciseId
from coach.findings import Findings
from coach.plan.entries import Answers, DayLog, Entry, Seen
from coach.plan.model import FORWARD, Change, Criterion, Phase
from coach.plan.opening import too_soon
from coach.plan.starting import screening_of, start
from coach.plan.state import PlanState
from coach.plan.texts import change_text, texts
from coach.triage import Assessment


class LogProblem(str, Enum):
    """Why something was not taken in."""

    FUTURE = "future"
    BEFORE_PLAN = "before_plan"
    TOO_OLD = "too_old"


@dataclass(frozen=True)
class PlanOutcome:
    """What an entry led to.

    Attributes:
        problem: Why it was not taken in, or None. Then the plan is as it was.
        corrected: Whether it took the place of an earlier telling of the same day.
        changes: What it did to the plan, most serious first; for a day that was told again,
            what everything told of that day did.
        text: The changes in plain words; empty when nothing moved.
        cites: S and R rules behind it.
        too_soon: Exercises of that day that the plan had not opened yet (R32, R38, S33).
    """

    problem: LogProblem | None
    corrected: bool
    changes: tuple[Change, ...]
    text: str
    cites: tuple[str, ...]
    too_soon: tuple[ExerciseId, ...] = ()

    @property
    def forward(self) -> bool:
        """Whether the plan went a step forward."""
        return not FORWARD.isdisjoint(self.changes)


def log_day(state: PlanState, log: DayLog, today: date) -> tuple[PlanState, PlanOutcome]:
    """Take in one day. A day told twice counts once, as it was told last.

    Args:
        state: The plan.
        log: The day.
        today: The runner's local date; a later day is refused, and so is one before the plan or
            too long ago to be put right.
    """
    known = state.log_on(log.local_date) is not None
    after, outcome = _entered(state, log, today, corrected=known)
    if outcome.problem is not None:
        return after, outcome
    return after, replace(outcome, too_soon=too_soon(state, log))


def answer(
    state: PlanState, given: Mapping[Criterion, bool], today: date
) -> tuple[PlanState, PlanOutcome]:
    """Take in answers to criteria that are asked in so many words (`Session.asks`).

    Args:
        state: The plan.
        given: Yes or no by criterion; what was not answered is left out.
        today: The runner's local date.
    """
    return _entered(state, Answers(today, tuple(given.items())), today)


def reassess(
    state: PlanState,
    assessment: Assessment,
    findings: Findings,
    today: date,
    *,
    cleared: bool = False,
) -> tuple[PlanState, PlanOutcome]:
    """Take in a triage that was run again.

    This alone lifts a hold: after a warning sign, a sharp new pain, days of silence, a relapse.
    After a relapse a new plan begins with it.

    Args:
        state: The plan.
        assessment: The new triage result.
        findings: What it stood on.
        today: The runner's local date.
        cleared: Whether a clinician has looked at what the see-a-clinician level was about and
            lets the plan begin again. It is of no use with an emergency or urgent level.
    """
    after, outcome = _entered(
        state, screening_of(assessment, findings, today, cleared=cleared), today
    )
    if not _relapsed(state, after):
        return after, outcome
    fresh = start(assessment, findings, today, cleared=cleared)
    return (_in_place_of(after, fresh) if isinstance(fresh, PlanState) else after), outcome


def _relapsed(before: PlanState, after: PlanState) -> bool:
    """Whether a closed plan has found a leg that needs one again: the old one is over with that."""
    position = after.position
    waits = position.hold.closes_all or position.phase is Phase.PREHAB
    return before.discharged and not waits


def _in_place_of(old: PlanState, fresh: PlanState) -> PlanState:
    """The plan after a relapse: all is earned anew, but a flare and a run are not forgotten."""
    kept, begins = old.position, fresh.anchor
    runs = replace(begins.runs, days=kept.runs.days, speed_days=kept.runs.speed_days)
    return replace(fresh, anchor=replace(begins, runs=runs, no_run_before=kept.no_run_before))


def seen_by_clinician(state: PlanState, today: date) -> tuple[PlanState, PlanOutcome]:
    """Take in that a clinician has had a look and the plan may go on (after row C7)."""
    return _entered(state, Seen(today), today)


def _entered(
    state: PlanState, entry: Entry, today: date, *, corrected: bool = False
) -> tuple[PlanState, PlanOutcome]:
    problem = _problem(state, entry.local_date, today)
    if problem is not None:
        said = texts().log_problems[problem.value]
        return state, PlanOutcome(problem, False, (), said.text, said.cites)
    after = state.with_entry(entry)
    changes = changes_on(after, entry.local_date)
    if not isinstance(entry, DayLog):
        said_before = changes_on(state, entry.local_date)
        changes = tuple(each for each in changes if each not in said_before)
    said = change_text(changes, after.position)
    return after, PlanOutcome(None, corrected, changes, said.text, said.cites)


def changes_on(state: PlanState, on: date) -> tuple[Change, ...]:
    """What a date's entries did to the plan, most serious first."""
    position = state.position
    if position.changed_on != on:
        position = state.before(on + timedelta(days=1))
    if position.changed_on != on:
        return ()
    return tuple(sorted(position.changes, key=list(Change).index))


def _problem(state: PlanState, on: date, today: date) -> LogProblem | None:
    if on > today:
        return LogProblem.FUTURE
    if on < state.started:
        return LogProblem.BEFORE_PLAN
    return LogProblem.TOO_OLD if on < state.open_since else None
