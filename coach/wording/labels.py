"""Findings said in words: "a big bruise", "pain 2/10 walking", "one day ago", "no limp"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from coach.findings import VOCABULARY, AnswerType, FindingId, Findings

_HOUR = 1 / 24
_SCORE = re.compile(r" \d+(\.\d+)?/10")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# From how many days on a span is said in which unit, and the unit's length in days.
_SPANS = ((730, "year", 365.25), (60, "month", 30.44), (14, "week", 7), (0.9, "day", 1))


def duration(days: float) -> str:
    """A span of time in words, in the unit people would use.

    Args:
        days: Its length; fractions for hours.
    """
    for least, unit, length in _SPANS:
        if days >= least:
            return _count(round(days / length), unit)
    if days < _HOUR:
        return "less than an hour"
    return _count(round(days / _HOUR), "hour")


def _count(number: int, unit: str) -> str:
    number = max(number, 1)
    words = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{words} {unit}" + ("" if number == 1 else "s")


def label(finding: FindingId, findings: Findings, rough: Collection[FindingId] = ()) -> str:
    """A finding's value in words, to stand inside a sentence; "" when it is not known.

    Args:
        finding: The finding.
        findings: What is known.
        rough: Scores that were told without a number, and are said without one.
    """
    spec = VOCABULARY[finding]
    words = findings.words(finding)
    if words:
        return " and ".join(spec.choices[word] for word in words)
    choice = findings.choice(finding)
    if choice is not None:
        return spec.choices[choice]
    if findings.denied(finding):
        return spec.denied
    number = findings.number(finding)
    if number is not None and spec.answer is AnswerType.DAYS:
        return spec.present.format(duration=duration(number))
    if number is not None:
        exact = spec.present.format(value=f"{number:g}")
        return _SCORE.sub("", exact) if finding in rough else exact
    return spec.present if findings.present(finding) else ""


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Parts as a list in words: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def sentence(text: str) -> str:
    """A text with a capital first letter and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
