"""What is said when something was done that the plan had not opened yet."""

from __future__ import annotations

from collections.abc import Sequence

from actions.plan.texts import text
from coach.exercises import ExerciseId, library


def too_soon_words(exercises: Sequence[ExerciseId]) -> str:
    """A kind word to leave them for now; empty for none."""
    if not exercises:
        return ""
    *first, last = (library()[each].name for each in exercises)
    if not first:
        return text("too_soon_one", name=last)
    return text("too_soon_more", names=f"{', '.join(first)} and {last}")
