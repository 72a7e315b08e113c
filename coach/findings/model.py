"""The shape of one entry of the findings vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

FindingId = str
Value = bool | int | float | str | tuple[str, ...]


class AnswerType(str, Enum):
    """What kind of value a finding takes."""

    YES_NO = "yes_no"
    SCALE = "scale"
    """A number from 0 to 10; some scales also allow a word ("not_tried")."""
    CHOICE = "choice"
    CHOICES = "choices"
    """One or more words."""
    DAYS = "days"
    """A span of time in days; fractions allowed (two hours are 0.08)."""


class FindingGroup(str, Enum):
    """What a finding is about."""

    WHO = "who"
    PLACE = "place"
    COURSE = "course"
    PAIN = "pain"
    INJURY = "injury"
    EMERGENCY = "emergency"
    NERVE_CLOT = "nerve_clot"
    HISTORY = "history"
    HOME_TEST = "home_test"


@dataclass(frozen=True)
class FindingSpec:
    """One finding of the vocabulary.

    Attributes:
        id: Its name everywhere.
        answer: The type of its value.
        group: What it is about.
        question: How it is asked alone.
        present: How it is said back when present; `{value}` or `{duration}` is filled in. Empty
            for choices.
        denied: How it is said back when denied (a scale or a time at 0). Empty for choices.
        choices: Allowed words and how each is said back; for a scale, the words allowed beside
            numbers.
        implies: Value word ("yes" or a choice) to the yes/no finding that it makes true as well.
        yes_is_milder: Whether a yes is the less worrying answer.
        rules: S and R rules that use the finding.
    """

    id: FindingId
    answer: AnswerType
    group: FindingGroup
    question: str
    present: str
    denied: str
    choices: Mapping[str, str]
    implies: Mapping[str, FindingId]
    yes_is_milder: bool
    rules: tuple[str, ...]

    @property
    def numeric(self) -> bool:
        """Whether values are numbers (a scale or a span of days)."""
        return self.answer in (AnswerType.SCALE, AnswerType.DAYS)
