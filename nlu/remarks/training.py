"""What a training log tells beside pain and exercises: its day, and minutes on the feet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from nlu.extraction.text import Text
from nlu.remarks.wordlists import labels_in
from nlu.values.phrases import as_text
from nlu.values.time_phrases import Form, find_time_phrases

TO_COME = -1
"""What `days_back` gives for a day that has not come yet."""
_AGO = re.compile(r" (?:ago|back)(?!\S)")
_MINUTES = re.compile(
    r"(?<!\S)(?:(?P<number>\d{1,3}(?:\.\d)?)|(?P<half>half an|half)|(?P<one>an|one))"
    r" (?:(?P<minutes>min|mins|minute|minutes)|(?P<hours>h|hr|hrs|hour|hours))(?!\S)"
)
_PIECES = re.compile(r"[.;!?\n]|(?<!\S)(?:but|then)(?!\S)")
_ON_FEET = re.compile(
    r"(?<!\S)(?:(?P<run>run|ran|running|jog|jogs|jogged|jogging|treadmill)"
    r"|(?P<walk>walk|walks|walked|walking|stroll|strolled)"
    r"|(?P<other>bike|biked|cycle|cycled|cycling|swim|swam|swimming|plank|planks|hold|holds|yoga"
    r"|row|rowed|rowing|sat|sitting|drive|drove))(?!\S)"
)
_SKIPPED = re.compile(r"(?:skipped|missed|no|didn't|didnt|did not|without)(?: [^\s,]+){0,4} $")


@dataclass(frozen=True)
class Minutes:
    """Minutes on the feet; None for what was not told."""

    walk: float | None = None
    run: float | None = None


def days_back(message: str | Text, today: date) -> int:
    """How many days ago the day was that a message tells of.

    Args:
        message: What the runner wrote.
        today: The runner's local date.

    Returns:
        0 for today or when no day is named, `TO_COME` for a day that has not come yet. Of several
        days the latest counts ("missed them yesterday, did them today").
    """
    text = as_text(message)
    phrases = find_time_phrases(text, today)
    named = [
        phrase.days
        for phrase in phrases
        if phrase.form is Form.DAY or (phrase.days and _AGO.match(text.plain, phrase.end))
    ]
    if named:
        return min(named)
    return TO_COME if next(labels_in(text.plain, "training"), None) == "to_come" else 0


def minutes_on_feet(message: str | Text) -> Minutes:
    """How long somebody says they walked and ran.

    Args:
        message: What the runner wrote.
    """
    found: dict[str, float] = {}
    for piece in _PIECES.split(as_text(message).plain):
        words = list(_ON_FEET.finditer(piece))
        for amount in _MINUTES.finditer(piece):
            nearest = min(words, key=lambda word: _gap(word, amount), default=None)
            if nearest is None or _SKIPPED.search(piece[: nearest.start()]):
                continue
            activity = str(nearest.lastgroup)
            found[activity] = max(found.get(activity, 0.0), _in_minutes(amount))
    return Minutes(walk=found.get("walk"), run=found.get("run"))


def _gap(word: re.Match[str], amount: re.Match[str]) -> int:
    return max(word.start() - amount.end(), amount.start() - word.end())


def _in_minutes(amount: re.Match[str]) -> float:
    number = 0.5 if amount["half"] else 1.0 if amount["one"] else float(amount["number"])
    return number * (60 if amount["hours"] else 1)
