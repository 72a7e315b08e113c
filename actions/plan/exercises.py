"""Describes exercises: one in full, or the library as a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.plan.keeping import plan_of
from actions.plan.texts import text
from actions.triage.asking import button
from actions.triage.case import open_case
from actions.triage.take_in import resume
from actions.turn import Turn
from coach.exercises import Exercise, find, library, suggestions
from coach.plan import (
    Later,
    Refusal,
    RefusalReason,
    later,
    opening_phase,
    start,
    texts,
    today,
)
from coach.triage import Level

_MOST_BUTTONS = 8
_AROUND_THE_NAME = re.compile(
    r"\b(how|do|does|should|can|could|i|you|we|one|perform|show|me|tell|explain|describe|what|is|are"
    r"|an?|the|again|please|properly|correctly|exercises?|technique|form|work|go|to|it|for|about)\b"
    r"|[^\w\s-]",
    re.IGNORECASE,
)


def show_exercises(turn: Turn) -> None:
    """The exercises of today's session as buttons, else the whole library by name."""
    if _closed(turn):
        return
    if turn.heard.argument in library():
        _say(turn, library()[turn.heard.argument])
        return
    case = open_case(turn)
    plan = plan_of(case) if case is not None else None
    if plan is not None and (session := today(plan, turn.today)).items:
        ids = [item.exercise for item in session.items][:_MOST_BUTTONS]
        turn.respond_with_buttons(
            "utter_exercises_today",
            [button(library()[each].name, "show_exercises", option=each) for each in ids],
        )
        return
    turn.respond("utter_exercises_all", names="\n".join(_names()))


def describe_exercise(turn: Turn) -> None:
    """One exercise in full, by the name in the message."""
    if _closed(turn):
        return
    meant = find(_AROUND_THE_NAME.sub(" ", turn.heard.text))
    if meant is not None:
        _say(turn, meant)
    elif near := suggestions(turn.heard.text):
        turn.respond_with_buttons(
            "utter_exercise_which",
            [button(each.name, "show_exercises", option=each.id) for each in near],
        )
    else:
        turn.respond("utter_exercises_all", names="\n".join(_names()))
    resume(turn)


def _say(turn: Turn, exercise: Exercise) -> None:
    """An exercise, and first whether it has to wait for this person."""
    wait = _wait(turn, exercise)
    turn.say("\n\n".join(part for part in (wait, describe(exercise)) if part))


def _wait(turn: Turn, exercise: Exercise) -> str:
    case = open_case(turn)
    if case is None:
        return ""
    plan = plan_of(case) or start(case.assessment, case.findings, turn.today)
    if isinstance(plan, Refusal):
        return {
            RefusalReason.CLINICIAN: text("later_clinician"),
            RefusalReason.UNFINISHED: text("later_unknown"),
            RefusalReason.NEED_MORE_INFO: text("later_unknown"),
        }.get(plan.reason, "")
    found = later(plan, exercise.id, turn.today)
    if found is Later.PHASE:
        phase = opening_phase(exercise.id)
        return text("later_phase", number=phase.number, name=texts().phases[phase].name)
    if found is Later.STEP:
        return text("later_step", step=exercise.step, now=plan.position.strength.step)
    return "" if found is None else text(f"later_{found.value}")


def describe(exercise: Exercise) -> str:
    """An exercise as a message."""
    steps = "\n".join(f"{n}. {step}" for n, step in enumerate(exercise.steps, start=1))
    mistakes = "\n".join(f"• {each}" for each in exercise.mistakes)
    parts = (
        f"*{exercise.name}*\n{exercise.purpose}",
        steps,
        f"How much: {exercise.dose}",
        f"What to feel: {exercise.feel}",
        f"Common mistakes:\n{mistakes}" if mistakes else "",
        f"Easier: {exercise.easier}" if exercise.easier else "",
        f"Harder: {exercise.harder}" if exercise.harder else "",
        f"When to stop: {exercise.stop}",
    )
    return "\n\n".join(part for part in parts if part)


def _names() -> Iterator[str]:
    by_step = sorted(library().values(), key=lambda each: (each.step or "Z", each.name))
    for exercise in by_step:
        yield f"• {exercise.name}"


def _closed(turn: Turn) -> bool:
    """Say only the warning while one stands; whether one does."""
    case = open_case(turn)
    if case is None:
        return False
    level = case.assessment.level
    if level.urgency < Level.URGENT_SAME_DAY.urgency:
        return False
    turn.respond("utter_exercises_closed")
    return True
