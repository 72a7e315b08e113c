"""How far somebody has come towards the next phase, as a count."""

from __future__ import annotations

from coach.plan.model import Criterion, Phase
from coach.plan.moves import (
    ALL_CLEAR_DAYS,
    CLEAN_DAYS_TO_RETURN,
    CLEAN_SESSIONS,
    READY_DAYS,
    SESSIONS_OF_STRENGTH,
)
from coach.plan.position import Position
from coach.plan.texts import texts


def progress(position: Position) -> str:
    """One line, or empty where there is nothing to count."""
    name, done, of = _counted(position)
    if not name:
        return ""
    return texts().progress[name].format(done=min(done, of), of=of)


def _counted(position: Position) -> tuple[str, int, int]:
    if position.return_to is not None:
        return "coming_back", position.clean_in_row, CLEAN_DAYS_TO_RETURN
    phase = position.phase
    if phase is Phase.P5 and not position.says_yes(Criterion.USUAL_VOLUME):
        return "", 0, 0
    return {
        Phase.P1: ("check_ins", position.ready_in_row, READY_DAYS),
        Phase.P2: ("days", position.ready_in_row, READY_DAYS),
        Phase.P3: ("sessions", position.strength.sessions, SESSIONS_OF_STRENGTH),
        Phase.P4: ("jogs", position.runs.clean, CLEAN_SESSIONS),
        Phase.P5: ("zero_days", position.zero_days, ALL_CLEAR_DAYS),
        Phase.P6: ("clear_days", position.clear_days, ALL_CLEAR_DAYS),
        Phase.PREHAB: ("", 0, 0),
    }[phase]
