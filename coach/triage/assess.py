"""One call from findings to everything a conversation needs to know next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from coach.findings import VOCABULARY, FindingId, Findings
from coach.triage.levels import Level, Running
from coach.triage.questions import next_screen
from coach.triage.screens import Screen
from coach.triage.verdict import verdict


@dataclass(frozen=True)
class Assessment:
    """A triage result.

    While `screen` is not None the level is what is known so far: it holds if nothing more comes,
    but one of the open answers can still change it.

    Attributes:
        level: How soon somebody has to act.
        running: Whether this person may run.
        rows: Every row of the decision table that holds, in table order.
        rules: The S and R rules behind those rows.
        refused: Findings the person declined that hold the verdict back.
        screen: The next screen, with only what is open and can still change the outcome; or None.
    """

    level: Level
    running: Running
    rows: tuple[str, ...]
    rules: tuple[str, ...]
    refused: tuple[FindingId, ...]
    screen: Screen | None

    @property
    def bundle(self) -> tuple[FindingId, ...] | None:
        """The findings on the next screen, or None."""
        return None if self.screen is None else self.screen.findings

    @property
    def next_question(self) -> FindingId | None:
        """The first finding on the next screen, or None."""
        return None if self.screen is None else self.screen.findings[0]

    @property
    def question_text(self) -> str | None:
        """The next screen's message; the finding's own question when it asks a single one."""
        if self.screen is None:
            return None
        if len(self.screen.findings) == 1:
            return VOCABULARY[self.screen.findings[0]].question
        return self.screen.text


# One turn of a conversation asks for the same assessment several times, and the search for the next
# question is the dearest part of it. Findings never change, so an answer stays right.
@lru_cache(maxsize=256)
def assess(findings: Findings) -> Assessment:
    """Triage one person's findings. The same findings always give the same assessment.

    Args:
        findings: Everything known, denied or declined so far.
    """
    result = verdict(findings)
    return Assessment(
        level=result.level,
        running=result.running,
        rows=result.rows,
        rules=result.rules,
        refused=result.refused,
        screen=next_screen(findings),
    )
