"""Somebody has seen the leg for what stands now, as the runner says, without letting them begin."""

from __future__ import annotations

from actions.triage.case import Case
from actions.turn import Turn

_SLOT = "looked_at"


def note_looked_at(turn: Turn, case: Case) -> None:
    """Remember that the leg was seen with the signs of now."""
    turn.set(_SLOT, [str(case.episode.id), *sorted(_signs(case))])


def was_looked_at(turn: Turn, case: Case) -> bool:
    """Whether the leg was seen, and nothing has come since that was not there then."""
    episode, *seen = turn.slot(_SLOT) or [""]
    return episode == str(case.episode.id) and _signs(case) <= set(seen)


def _signs(case: Case) -> set[str]:
    return {finding for finding in case.findings if case.findings.present(finding)}
