"""What reading a message gives: mentions of findings, and the findings they add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nlu.values.answers import Answer

Value = bool | int | float | str | tuple[str, ...]
"""Yes or no, a 0-10 score or days, a choice, or several choices."""

NOT_OF_THE_LEG = frozenset({"subject", "age_under_18", "currently_symptomatic", "trend"})
"""Findings that, said to be otherwise, speak against no sign in the same words."""


class State(str, Enum):
    """How a finding is meant where it is mentioned."""

    PRESENT = "present"
    """There now (hedged statements included)."""
    DENIED = "denied"
    """Said not to be there."""
    PAST = "past"
    """Of an earlier, healed trouble, or gone by now."""
    ASKED = "asked"
    """Only asked about or wondered about."""
    HYPOTHETICAL = "hypothetical"
    """Feared, imagined, conditional or still to come."""
    OTHER_PERSON = "other_person"
    """Somebody else's, while the message is about the writer."""

    @property
    def counts(self) -> bool:
        """Whether the finding is stated as present or denied now."""
        return self in (State.PRESENT, State.DENIED)


@dataclass(frozen=True)
class Mention:
    """One place in a message that speaks of a finding.

    Attributes:
        finding: The finding's id.
        value: What is said of it; for a denied yes/no finding False.
        state: How it is meant.
        start: Where the words begin in the message as written (characters).
        end: Where they end there.
    """

    finding: str
    value: Value
    state: State
    start: int
    end: int


@dataclass(frozen=True)
class Extraction:
    """Everything a message says about findings.

    Attributes:
        mentions: Every mention in reading order, whatever its state.
        findings: What the message states as present or denied now, by finding id; answers to what
            was just asked included.
        answer: How the message answers what was just asked; None where nothing was asked.
    """

    mentions: tuple[Mention, ...] = ()
    findings: Mapping[str, Value] = field(default_factory=dict)
    answer: Answer | None = None
