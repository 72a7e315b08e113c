"""The recovery plan: who gets one, what a day does to it, and what today's session is.

plan = start(assessment, findings, date)          # a PlanState, or a Refusal
plan, outcome = log_day(plan, DayLog(...), date)  # also: answer, reassess, seen_by_clinician
print(session_text(today(plan, date)))
kept = plan.to_json()                             # PlanState.from_json(kept)
"""

from coach.plan.asking_again import asked_again, holds_of, matters_to_plan
from coach.plan.dose import Dose, JogStep
from coach.plan.entries import DayLog, Done
from coach.plan.ladders import ladders
from coach.plan.logbook import (
    LogProblem,
    PlanOutcome,
    answer,
    changes_on,
    log_day,
    reassess,
    seen_by_clinician,
)
from coach.plan.model import Change, Criterion, Grade, Hold, Phase, PlanError, Track
from coach.plan.opening import Later, later, opening_phase
from coach.plan.permission import RESCREEN_AFTER, RETRIAGE_AFTER, RunBar
from coach.plan.prevention import prevention_text
from coach.plan.session import Item, Run, Session, today
from coach.plan.standing import Standing, standing
from coach.plan.starting import Refusal, RefusalReason, start
from coach.plan.state import PlanState
from coach.plan.telling import item_text, question_texts, session_text
from coach.plan.texts import texts

__all__ = [
    "RESCREEN_AFTER",
    "RETRIAGE_AFTER",
    "Change",
    "Criterion",
    "DayLog",
    "Done",
    "Dose",
    "Grade",
    "Hold",
    "Item",
    "JogStep",
    "Later",
    "LogProblem",
    "Phase",
    "PlanError",
    "PlanOutcome",
    "PlanState",
    "Refusal",
    "RefusalReason",
    "Run",
    "RunBar",
    "Session",
    "Standing",
    "Track",
    "answer",
    "asked_again",
    "changes_on",
    "holds_of",
    "item_text",
    "ladders",
    "later",
    "log_day",
    "matters_to_plan",
    "opening_phase",
    "prevention_text",
    "question_texts",
    "reassess",
    "seen_by_clinician",
    "session_text",
    "standing",
    "start",
    "texts",
    "today",
]
