"""Gives the verdict in words, with what the runner may want next as buttons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from actions.plan.keeping import plan_of
from actions.plan.texts import text
from actions.triage.asking import button
from actions.triage.case import Case
from actions.turn import SELF, Turn
from coach.knowledge import title
from coach.triage import Assessment, Level, Running
from coach.wording import more_text, verdict_text

# "Why?" and "Tell me more" have been used up once more was told.
_AFTER_MORE = 2
PLAN_LEVELS = frozenset({Level.STOP_SELF_MANAGE, Level.MODIFIED_RUNNING, Level.TIGHTNESS_PREHAB})
_NEXT_TOPICS = {
    Level.SEE_CLINICIAN_DAYS: ("ice_or_heat", "can_i_walk", "appointment"),
    Level.STOP_SELF_MANAGE: ("ice_or_heat", "can_i_stretch", "how_long_recovery"),
    Level.MODIFIED_RUNNING: ("foam_rolling", "which_exercises_first", "how_long_recovery"),
    Level.TIGHTNESS_PREHAB: ("warm_up", "what_to_strengthen", "can_i_stretch"),
    Level.INFO_ONLY: ("what_to_strengthen", "warm_up", "why_recurring"),
}


def told_already(turn: Turn, assessment: Assessment) -> bool:
    """Whether the runner has been told exactly this verdict before."""
    return bool(turn.slot("told") == _signature(assessment))


def _signature(assessment: Assessment) -> str:
    return " ".join([assessment.level.value, assessment.running.value, *assessment.rows])


def give_verdict(turn: Turn, case: Case, assessment: Assessment, lead: str = "") -> None:
    """Say the verdict; an emergency is said alone, without a lead and without buttons."""
    words = safety_words(case, assessment)
    turn.set("told", _signature(assessment))
    turn.set("last_topic", None)
    if assessment.level is Level.EMERGENCY:
        turn.say(words)
        return
    parts = (lead, words, _waits(turn, case, assessment))
    turn.say("\n\n".join(part for part in parts if part), _next_buttons(assessment))


def _waits(turn: Turn, case: Case, assessment: Assessment) -> str:
    """That a run which the level allows still waits for the 48 hours of the plan (R33)."""
    plan = plan_of(case) if turn.subject == SELF else None
    opens = assessment.running is not Running.NONE and assessment.screen is None
    waits = plan is not None and plan.position.pauses(turn.today)
    return text("run_after_pause") if opens and waits else ""


def tell_more(turn: Turn, case: Case, assessment: Assessment) -> None:
    """Say what else is worth knowing at this level; in an emergency only that."""
    if more := more_text(assessment, case.findings):
        turn.say("\n\n".join(more), list(_next_buttons(assessment))[_AFTER_MORE:])
    else:
        give_verdict(turn, case, assessment)


def safety_words(case: Case, assessment: Assessment) -> str:
    """The verdict's text."""
    return "\n\n".join(verdict_text(assessment, case.findings, rough=case.rough))


def _next_buttons(assessment: Assessment) -> Iterator[dict[str, Any]]:
    topics = _NEXT_TOPICS.get(assessment.level, ())
    if assessment.screen is not None or not topics:
        return
    yield button("Why?", "ask_why")
    yield button("Tell me more", "tell_more")
    if assessment.level in PLAN_LEVELS:
        yield button("My plan for today", "show_plan")
    for topic in topics:
        yield button(title(topic), f"ask_{topic}")
