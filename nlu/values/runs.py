"""Whether a check-in says that there was a run."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from nlu.extraction.text import Text
from nlu.values.phrases import as_text, pattern, rules
from nlu.values.time_phrases import Form, TimePhrase, find_time_phrases

_YESTERDAY = 1
"""A run of the day before still belongs to a check-in; an older one does not."""


def read_ran(message: str | Text, today: date) -> bool | None:
    """Whether there was a run since the last check-in, or None where the message does not say.

    Args:
        message: What the runner wrote.
        today: The runner's local date.
    """
    text = as_text(message)
    plain = text.plain
    skipped = [match.span() for match in _run_pattern("no").finditer(plain)]
    ran = list(_run_pattern("yes").finditer(plain))
    older = _older_days(text, today) if ran else []
    for match in ran:
        if any(match.start() < end and start < match.end() for start, end in skipped):
            continue
        if _is_put_off(plain, match) or any(
            _same_thought(plain, match.end(), phrase.start) for phrase in older
        ):
            continue
        return True
    return False if skipped else None


def _older_days(text: Text, today: date) -> list[TimePhrase]:
    return [
        phrase
        for phrase in find_time_phrases(text, today)
        if phrase.form is Form.DAY and phrase.days > _YESTERDAY
    ]


def _is_put_off(plain: str, match: re.Match[str]) -> bool:
    """Planned, wished for, asked about, or somebody else's."""
    return bool(
        _closing("not_yet_before").search(plain[: match.start()])
        or _following("not_yet_behind").match(plain, match.end())
    )


def _same_thought(plain: str, start: int, end: int) -> bool:
    return start <= end and not re.search(r"[.,;!?\n]", plain[start:end])


@cache
def _run_pattern(key: str) -> re.Pattern[str]:
    return pattern(rules("check_in")["ran"][key])


@cache
def _closing(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{'|'.join(rules('check_in')[key])}) $")


@cache
def _following(key: str) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(rules('check_in')[key])})(?!\S)")
