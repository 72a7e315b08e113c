"""The shape of the home tests and of what comes out of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from coach.findings import FindingId

TestId = FindingId
STOP_AT = 5
"""Pain, 0 to 10, at which testing ends (reference section 5)."""


class Outcome(str, Enum):
    """What one test showed; the values are those of its finding."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NOT_DONE = "not_done"


class Leg(str, Enum):
    """Which leg a step is about."""

    GOOD = "good"
    SORE = "sore"


class Contraindication(str, Enum):
    """Why the tests must not be done now."""

    SERIOUS_SIGN = "serious_sign"
    """A row of the decision table that needs a clinician holds."""
    FRESH_INJURY = "fresh_injury"
    LIMP = "limp"
    PAIN_AT_REST = "pain_at_rest"
    NUMBNESS = "numbness"
    BLOOD_THINNER = "blood_thinner"
    YOUNG_SIT_BONE = "young_sit_bone"
    SURGERY = "surgery"
    TOO_SOON = "too_soon"
    UNANSWERED = "unanswered"
    """Whether one of the others holds is not known."""


@dataclass(frozen=True)
class Passage:
    """A text with the rules behind it."""

    text: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class HomeTest:
    """One test, as it is shown to a runner.

    Attributes:
        id: The finding that holds its result.
        name: What it is called.
        get_ready: What it takes and how to set up.
        steps: How it is done, the same for both legs.
        positive: What counts as positive.
        ask: The question after it, for a number from 0 to 10.
        note: How far to trust it.
        cites: S and R rules behind it.
    """

    id: TestId
    name: str
    get_ready: str
    steps: tuple[str, ...]
    positive: str
    ask: str
    note: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class HomeTests:
    """Everything the home tests say.

    Attributes:
        warm_up: What comes first.
        tests: In the order they are done.
        legs: How each leg is asked for.
        answers: What is said to an answer that does not fit, by name.
        reasons: Why the tests are not offered.
        readings: What the results mean, by name.
        both_legs: Added when the good leg hurt as well.
        skipped_hip_height: Said when that test is left out.
    """

    warm_up: Passage
    tests: Mapping[TestId, HomeTest]
    legs: Mapping[Leg, str]
    answers: Mapping[str, str]
    reasons: Mapping[Contraindication, Passage]
    readings: Mapping[str, Passage]
    both_legs: str
    skipped_hip_height: Passage


@dataclass(frozen=True)
class Result:
    """What one test showed.

    Attributes:
        test: Which test.
        good: Pain in the good leg, 0 to 10; None when not told.
        sore: Pain in the sore leg, 0 to 10; None when the test was not done.
    """

    test: TestId
    good: float | None = None
    sore: float | None = None

    @property
    def outcome(self) -> Outcome:
        """Any of the pain in the sore leg counts as positive, the careful reading."""
        if self.sore is None:
            return Outcome.NOT_DONE
        return Outcome.POSITIVE if self.sore > 0 else Outcome.NEGATIVE

    @property
    def worst(self) -> float | None:
        """The worst pain in it, on either side; None when nothing was told."""
        told = [pain for pain in (self.good, self.sore) if pain is not None]
        return max(told, default=None)
