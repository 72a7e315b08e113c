"""Logs what was done, from the runner's own words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from actions.check_in.texts import day_name
from actions.plan.keeping import log_told, plan_of
from actions.plan.showing import go_on, say_farewell
from actions.plan.texts import text
from actions.plan.too_soon import too_soon_words
from actions.triage.case import Case, open_case
from actions.turn import Turn
from coach.exercises import ExerciseId, find, library, mentioned, suggestions
from coach.plan import (
    DayLog,
    Done,
    LogProblem,
    PlanState,
    Refusal,
    RunBar,
    changes_on,
    start,
    texts,
    today,
)
from coach.plan.texts import change_text
from coach.triage import Level
from nlu.remarks.training import TO_COME, days_back, minutes_on_feet
from nlu.values.check_in import CheckInAnswer, read_check_in

# Beside one of these nobody can tell what was done and what was left out.
_LEFT_OUT = re.compile(
    r"\b(skipped|missed|didn'?t|did not|couldn'?t|no|not|without|except|but)\b", re.IGNORECASE
)
_SAFETY = Level.URGENT_SAME_DAY.urgency
_OPEN_QUESTIONS = (RunBar.FLAGS_OPEN, RunBar.GAIT_OPEN)


def log_exercises(turn: Turn) -> None:
    """Take "did the bridges, skipped the jog, 2/10" into the plan, or say what is missing."""
    case = open_case(turn)
    plan = plan_of(case) if case is not None else None
    if case is None or plan is None:
        _no_plan(turn, case)
        return
    back = days_back(turn.heard.text, turn.today)
    if back == TO_COME:
        turn.say(texts().log_problems[LogProblem.FUTURE.value].text)
        return
    said = read_check_in(turn.heard.text, turn.today)
    if said.problems:
        turn.respond("utter_log_bad_score")
        return
    on = turn.today - timedelta(days=back)
    ids = _exercises(turn.heard.text, said, plan, on)
    told = _told(turn, said, ids)
    if not told:
        _not_found(turn)
        return
    _log(turn, case, plan, on, told)


def _no_plan(turn: Turn, case: Case | None) -> None:
    """Nothing is logged without a plan; where none is allowed, why."""
    if case is not None:
        assessment = case.assessment
        if assessment.level.urgency >= _SAFETY:
            turn.respond("utter_exercises_closed")
            return
        refusal = start(assessment, case.findings, turn.today)
        if isinstance(refusal, Refusal):
            turn.say(refusal.text)
            return
    turn.respond("utter_log_after_plan")


def _log(turn: Turn, case: Case, plan: PlanState, on: date, told: dict[str, Any]) -> None:
    before = plan.log_on(on)
    outcome = log_told(turn, case, on, told)
    assert outcome is not None
    if outcome.problem is not None:
        turn.say(outcome.text)
        return
    case = open_case(turn) or case
    after = plan_of(case) or plan
    name = _lead(before, after.log_on(on), told)
    day = "" if on == turn.today else f" for {day_name(on, turn.today)}"
    waits = today(after, turn.today).bar in _OPEN_QUESTIONS and before != after.log_on(on)
    # What the plan said earlier on that day is not said again.
    known = changes_on(plan, on)
    news = [change for change in outcome.changes if change not in known]
    parts = (
        text(name, day=day, what=_in_words(told)),
        too_soon_words(outcome.too_soon),
        change_text(news, after.position).text,
        text("run_waits") if waits else "",
    )
    turn.say("\n\n".join(part for part in parts if part))
    say_farewell(turn, case, after)
    go_on(turn)


def _lead(before: DayLog | None, after: DayLog | None, told: dict[str, Any]) -> str:
    """Whether it is new, known already, or puts something right."""
    if before is None:
        return "noted"
    if before == after:
        return "known_already"
    other = [
        name
        for name, value in told.items()
        if name != "exercises" and getattr(before, name) not in (None, False, value)
    ]
    return "corrected" if other else "noted"


def _exercises(
    words: str, said: CheckInAnswer, plan: PlanState, on: date
) -> tuple[ExerciseId, ...]:
    """What was done: the exercises by name, and those of the day for "did everything"."""
    before = plan.log_on(on)
    # The session of a day changes with what is told of it; the same words mean the same exercise.
    noted = [done.exercise for done in before.exercises] if before is not None else []
    session = list(dict.fromkeys([*noted, *(item.exercise for item in today(plan, on).items)]))
    found = (find(each.replace("_", " "), among=session) for each in said.exercises or ())
    named = [each.id for each in found if each is not None]
    if said.exercises is None and not _LEFT_OUT.search(words):
        named += mentioned(words, session)
    if said.whole_session:
        named += [item.exercise for item in today(plan, on).items]
    return tuple(dict.fromkeys(named))


def _told(turn: Turn, said: CheckInAnswer, exercises: tuple[str, ...]) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: getattr(said, name)
        for name in ("pain_rest", "pain_activity", "pain_morning", "gait_normal", "ran")
        if getattr(said, name) is not None
    }
    minutes = minutes_on_feet(turn.heard.text)
    if minutes.walk is not None:
        told["walk_minutes"] = minutes.walk
    if minutes.run is not None and told.get("ran"):
        told["run_minutes"] = minutes.run
    if exercises:
        told["exercises"] = tuple(Done(each, said.pain_activity) for each in exercises)
    return told


def _in_words(told: dict[str, Any]) -> str:
    parts = [library()[each.exercise].name.lower() for each in told.get("exercises", ())]
    if (walked := told.get("walk_minutes")) is not None:
        parts.append(f"{walked:g} minutes of walking")
    if (ran := told.get("ran")) is not None:
        minutes = told.get("run_minutes")
        length = f" of {minutes:g} minutes" if minutes is not None else ""
        parts.append(f"a run{length}" if ran else "no run")
    for name, words in (
        ("pain_rest", "at rest"),
        ("pain_activity", "in activity"),
        ("pain_morning", "on waking"),
    ):
        if (value := told.get(name)) is not None:
            parts.append(f"pain {value:g}/10 {words}")
    if (normal := told.get("gait_normal")) is not None:
        parts.append("no limp" if normal else "a limp")
    return ", ".join(parts)


def _not_found(turn: Turn) -> None:
    near = suggestions(turn.heard.text)
    if near:
        turn.respond("utter_log_did_you_mean", names=", ".join(each.name for each in near))
    else:
        turn.respond("utter_log_not_understood")
