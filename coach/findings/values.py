"""Typed, checked, immutable sets of finding values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from coach.findings.model import AnswerType, FindingId, FindingSpec, Value
from coach.findings.vocabulary import VOCABULARY

MAX_DAYS = 36_500
_MAX_SCALE = 10
_MAX_SHOWN = 60


class FindingsError(ValueError):
    """A value does not fit the vocabulary; the message is one line that a person can act on."""


class Findings(Mapping[FindingId, "Value | None"]):
    """What is known about one person's leg, by finding id.

    A missing id was never asked or mentioned. `None` means: asked, but declined or "not sure".
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[FindingId, Any] | None = None) -> None:
        """Check and keep the values.

        Args:
            values: Finding ids with booleans, numbers, words, lists of words, or None.

        Raises:
            FindingsError: On an unknown id, a wrong type, or a number or word out of range.
        """
        self._values: dict[FindingId, Value | None] = {
            finding: checked_value(finding, value)
            for finding, value in (values or {}).items()
            # An empty list says nothing about where it hurts, so it counts as not mentioned.
            if not (isinstance(value, (list, tuple)) and not value)
        }

    def __getitem__(self, finding: FindingId) -> Value | None:
        return self._values[finding]

    def __iter__(self) -> Iterator[FindingId]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Findings) and self._values == other._values

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        return f"Findings({self._values!r})"

    def known(self, finding: FindingId) -> bool:
        """Whether there is a value, present or denied."""
        return self._values.get(finding) is not None

    def declined(self, finding: FindingId) -> bool:
        """Whether it was asked and not answered."""
        return finding in self._values and self._values[finding] is None

    def present(self, finding: FindingId) -> bool:
        """Whether a yes/no finding is yes, or a number is above zero."""
        value = self._values.get(finding)
        return value is True or (_is_number(value) and value > 0)

    def denied(self, finding: FindingId) -> bool:
        """Whether a yes/no finding is no, or a number is zero."""
        value = self._values.get(finding)
        return value is False or (_is_number(value) and value == 0)

    def number(self, finding: FindingId) -> float | None:
        """The number, or None when there is none (or a word such as "not_tried" instead)."""
        value = self._values.get(finding)
        return float(value) if _is_number(value) else None

    def choice(self, finding: FindingId) -> str | None:
        """The word, or None when there is none."""
        value = self._values.get(finding)
        return value if isinstance(value, str) else None

    def words(self, finding: FindingId) -> tuple[str, ...]:
        """All words of a finding that takes several; empty when unknown."""
        value = self._values.get(finding)
        return value if isinstance(value, tuple) else ()

    def with_(self, values: Mapping[FindingId, Any]) -> Findings:
        """A copy with these values replaced or added.

        Raises:
            FindingsError: As the constructor.
        """
        return Findings({**self._values, **values})

    def without(self, *findings: FindingId) -> Findings:
        """A copy that knows nothing of these findings."""
        return Findings({name: v for name, v in self._values.items() if name not in findings})

    def implied(self) -> Findings:
        """A copy with what the values imply.

        A big bruise is a bruise, and no bruise is no big bruise; a child or teenager is under 18.
        A stated yes is the more worrying value, so it stands whatever else was said.
        """
        added: dict[FindingId, bool] = {}
        for spec in VOCABULARY.values():
            for word, target in spec.implies.items():
                value = self._values.get(spec.id)
                if value == (True if word == "yes" else word):
                    added[target] = True
                elif word == "yes" and value is None and self.denied(target):
                    added[spec.id] = False
        return self.with_(added) if added else self

    def to_json(self) -> dict[str, Any]:
        """The JSON form: booleans, numbers, words, lists of words, null for declined."""
        return {
            finding: list(value) if isinstance(value, tuple) else value
            for finding, value in self._values.items()
        }

    @classmethod
    def from_json(cls, data: Any) -> Findings:
        """Read the JSON form.

        Raises:
            FindingsError: When `data` is not an object, or as the constructor.
        """
        if not isinstance(data, Mapping):
            raise FindingsError("findings must be an object of finding ids and values")
        return cls(data)


def checked_value(finding: FindingId, value: Any) -> Value | None:
    """The value as the vocabulary wants it.

    Args:
        finding: A finding id.
        value: What came in: a boolean, number, word, list of words, or None.

    Raises:
        FindingsError: When the id is unknown or the value does not fit.
    """
    spec = VOCABULARY.get(finding)
    if spec is None:
        raise FindingsError(f"unknown finding {_shown(finding)}")
    if value is None:
        return None
    if spec.answer is AnswerType.YES_NO:
        if not isinstance(value, bool):
            raise FindingsError(f"{finding}: expected true, false or null, not {_shown(value)}")
        return value
    if spec.numeric:
        return _checked_number(spec, value)
    if spec.answer is AnswerType.CHOICES:
        return _checked_words(spec, value)
    return _checked_word(spec, value)


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}..."


def _checked_number(spec: FindingSpec, value: Any) -> Value:
    if isinstance(value, str) and value in spec.choices:
        return value
    top = _MAX_SCALE if spec.answer is AnswerType.SCALE else MAX_DAYS
    beside = "".join(f" or {word!r}" for word in spec.choices)
    if not _is_number(value) or not 0 <= value <= top:
        raise FindingsError(
            f"{spec.id}: expected a number from 0 to {top}{beside}, not {_shown(value)}"
        )
    number: int | float = value
    return int(number) if float(number).is_integer() else number


def _checked_word(spec: FindingSpec, value: Any) -> str:
    if not isinstance(value, str) or value not in spec.choices:
        words = ", ".join(spec.choices)
        raise FindingsError(f"{spec.id}: expected one of {words}, not {_shown(value)}")
    return value


def _checked_words(spec: FindingSpec, value: Any) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        raise FindingsError(f"{spec.id}: expected a list of {', '.join(spec.choices)}")
    given = {_checked_word(spec, word) for word in value}
    # One order for one meaning, so that equal sets compare and store equal.
    return tuple(word for word in spec.choices if word in given)
