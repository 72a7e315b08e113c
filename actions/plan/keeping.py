"""The plan of a case: kept with the episode, begun when the assessment allows it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from actions.plan.held import forget_old_answers, settle_findings
from actions.triage.case import Case
from actions.turn import Turn
from coach.plan import (
    DayLog,
    Done,
    Hold,
    PlanOutcome,
    PlanState,
    Refusal,
    holds_of,
    log_day,
    matters_to_plan,
    reassess,
    start,
)
from coach.triage import Assessment, Level
from storage.episodes import episode_by_id, set_plan
from storage.exercises import ExerciseEntry, RunEntry, log_exercise, log_run, remove_run

_SAFETY = Level.URGENT_SAME_DAY.urgency
_CLINICIAN = Level.SEE_CLINICIAN_DAYS.urgency


def plan_of(case: Case) -> PlanState | None:
    """The plan of a case, or None before it was begun.

    Raises:
        PlanError: What is kept is of no known form.
    """
    kept = case.episode.plan
    return PlanState.from_json(kept) if kept else None


def keep_plan(turn: Turn, case: Case, plan: PlanState) -> Case:
    """Keep a plan and give the case with it."""
    set_plan(turn.session, case.episode.id, plan.to_json())
    return Case(episode_by_id(turn.session, case.episode.id), case.findings, case.rough)


def plan_for(turn: Turn, case: Case, assessment: Assessment) -> PlanState | Refusal:
    """The plan of a case, begun now if there is none and the assessment allows one."""
    present = plan_of(case)
    if present is not None:
        return present
    # Nobody asked whether there ever was a limp, so the careful first step it is (J4 needs a no).
    begun = start(assessment, case.findings, turn.today, ever_limped=None)
    if isinstance(begun, PlanState):
        keep_plan(turn, case, begun)
    return begun


def reassess_plan(
    turn: Turn, case: Case, assessment: Assessment, news: Collection[str], *, changed: bool
) -> None:
    """Tell a plan that is under way about a finished or an urgent triage.

    Days of silence that only close running are asked about by the check-in, so nothing else
    lifts that hold.

    Args:
        turn: The turn.
        case: The case.
        assessment: What triage makes of it now.
        news: Findings that this message changed.
        changed: Whether the verdict is another than the one that stood.
    """
    plan = plan_of(case)
    finished = assessment.screen is None or assessment.level.urgency >= _SAFETY
    if plan is None or not finished:
        return
    hold = holds_of(plan, turn.today)
    if hold is Hold.RESCREEN and assessment.level.urgency < _CLINICIAN:
        return
    if hold is Hold.NONE and not changed and not matters_to_plan(assessment, case.findings, news):
        return
    after, _ = reassess(plan, assessment, case.findings, turn.today)
    keep_plan(turn, case, after)


def log_told(turn: Turn, case: Case, on: date, told: dict[str, Any]) -> PlanOutcome | None:
    """Log what was told of a day into the plan and the training log.

    Exercises told at different times of one day add up; "none" takes them back.

    Args:
        turn: The turn.
        case: The case.
        on: The runner's local date that it is about.
        told: Fields of `coach.plan.DayLog`; what was not told is left out.

    Returns:
        What it led to, or None when there is no plan.
    """
    plan = plan_of(case)
    if plan is None:
        return None
    known = plan.log_on(on) or DayLog(on)
    if told.get("exercises"):
        told = {**told, "exercises": _added(known.exercises, told["exercises"])}
    day = replace(known, **told)
    after, outcome = log_day(plan, day, turn.today)
    if outcome.problem is None:
        case = keep_plan(turn, case, after)
        _keep_training(turn, case, day)
        if told.get("ran") is False:
            remove_run(turn.session, case.episode.id, on)
        forget_old_answers(turn, case, plan, after)
        settle_findings(turn, case, plan, after)
    return outcome


def _added(before: tuple[Done, ...], more: tuple[Done, ...]) -> tuple[Done, ...]:
    """What was done in all; a pain that was told stands until another one is."""
    done = {each.exercise: each for each in before}
    for each in more:
        known = done.get(each.exercise)
        done[each.exercise] = known if known and each.pain is None else each
    return tuple(done.values())


def _keep_training(turn: Turn, case: Case, day: DayLog) -> None:
    for done in day.exercises:
        entry = ExerciseEntry(day.local_date, done.exercise, pain=done.pain)
        log_exercise(turn.session, case.episode.id, entry, turn.now)
    if day.ran:
        run = RunEntry(
            day.local_date,
            step=day.run_step,
            minutes=day.run_minutes,
            pain=day.run_pain,
            pain_rose=day.run_pain_rose,
        )
        log_run(turn.session, case.episode.id, run, turn.now)
