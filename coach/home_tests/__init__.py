"""The three home tests: whether they may be done, a guide through them, and how they are read."""

from coach.home_tests.content import content
from coach.home_tests.guide import Expects, Guide, Prompt, Reply, Stage, Step, answer, begin, prompt
from coach.home_tests.model import (
    Contraindication,
    HomeTest,
    HomeTests,
    Leg,
    Outcome,
    Passage,
    Result,
)
from coach.home_tests.reading import Reading, passed, reading
from coach.home_tests.suitability import (
    Recovery,
    contraindications,
    reasons,
    suitable_tests,
    unanswered,
)

__all__ = [
    "Contraindication",
    "Expects",
    "Guide",
    "HomeTest",
    "HomeTests",
    "Leg",
    "Outcome",
    "Passage",
    "Prompt",
    "Reading",
    "Recovery",
    "Reply",
    "Result",
    "Stage",
    "Step",
    "answer",
    "begin",
    "content",
    "contraindications",
    "passed",
    "prompt",
    "reading",
    "reasons",
    "suitable_tests",
    "unanswered",
]
