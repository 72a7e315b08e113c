"""What is known about a runner's leg: the vocabulary of findings and typed sets of values."""

from coach.findings.model import AnswerType, FindingGroup, FindingId, FindingSpec, Value
from coach.findings.values import Findings, FindingsError
from coach.findings.vocabulary import VOCABULARY, ContentError, Vocabulary

__all__ = [
    "VOCABULARY",
    "AnswerType",
    "ContentError",
    "FindingGroup",
    "FindingId",
    "FindingSpec",
    "Findings",
    "FindingsError",
    "Value",
    "Vocabulary",
]
