"""Hours of the day in a runner's words, for the time of the daily check-in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from functools import cache

from nlu.extraction.text import Text
from nlu.values.hours import HOUR_WORDS, NOON, hour_number
from nlu.values.numbers import Number, find_numbers
from nlu.values.phrases import as_text, either, ending, pattern, place, rules, word_starts

_QUARTER = 15
_EARLIEST, _LATEST = timedelta(hours=-12), timedelta(hours=14)
_DAY = timedelta(days=1)
_NO_HOUR = 99
_LEAD_IN = 20
_OCLOCK = re.compile(r" (?:oclock|o clock|hrs|hours|h|ish|hundred)(?!\S)")
_MOST_LOOKED_AT = 20
"""Of a message that is full of numbers, the hour is among the first ones or nowhere."""


class ClockProblem(str, Enum):
    """Why an hour cannot simply be taken."""

    INVALID = "invalid"
    """No clock shows it ("25 o'clock")."""
    AMBIGUOUS = "ambiguous"
    """Morning or evening: `at` is the earlier one, `later` the other."""


@dataclass(frozen=True)
class ClockTime:
    """An hour of the day in a message.

    Attributes:
        at: The hour, None if there is no such hour.
        later: The same hour twelve hours later, where the message leaves open which is meant.
        problem: What is wrong with it, None for an hour that can be taken as it is.
        start: Where it begins in the message as written (characters).
        end: Where it ends there.
    """

    at: time | None
    later: time | None
    problem: ClockProblem | None
    start: int
    end: int


@dataclass(frozen=True)
class _Reading:
    hour: int
    minute: int
    sure: bool
    """Whether it can only be this half of the day."""
    start: int
    end: int


def read_clock_time(message: str | Text) -> ClockTime | None:
    """The hour of the day that a message names, or None; hours in digits win over words."""
    text = as_text(message)
    readings = [*_digital(text.plain), *_told(text), *_hours(text)]
    readings = sorted(readings, key=lambda one: one.start)[:_MOST_LOOKED_AT]
    whole = [one for one in readings if not any(_holds(other, one) for other in readings)]
    if not whole:
        return _named(text)
    new = [one for one in whole if ending("clock", "changed_to").search(text.plain[: one.start])]
    return _clock_time(text, min(new or whole, key=lambda one: one.start))


def utc_offsets(message: str | Text, now_utc: datetime) -> tuple[timedelta, ...]:
    """The offsets from UTC that fit "it is 14:05 here", to the quarter of an hour.

    Args:
        message: What the runner wrote.
        now_utc: The time at which it was written, in UTC.

    Returns:
        The likeliest first; two where the message leaves morning or evening open; none where it
        names no hour.
    """
    clock = read_clock_time(message)
    if clock is None or clock.at is None:
        return ()
    hours = [hour for hour in (clock.at, clock.later) if hour is not None]
    offsets = {_offset(hour, now_utc) for hour in hours}
    return tuple(sorted(offsets, key=abs))


def _holds(outer: _Reading, inner: _Reading) -> bool:
    """Whether one reading is only a part of the other ("8" in "ten to 8")."""
    longer = outer.end - outer.start > inner.end - inner.start
    return longer and outer.start <= inner.start < outer.end


def _offset(local: time, now_utc: datetime) -> timedelta:
    minutes = (local.hour - now_utc.hour) * 60 + local.minute - now_utc.minute
    rounded = timedelta(minutes=_QUARTER * round(minutes / _QUARTER))
    fitting = [
        offset
        for offset in (rounded - _DAY, rounded, rounded + _DAY)
        if _EARLIEST <= offset <= _LATEST
    ]
    return min(fitting, key=abs)


def _clock_time(text: Text, reading: _Reading) -> ClockTime:
    start, end = place(text, reading.start, reading.end)
    hour, minute = reading.hour, reading.minute
    if hour == 24 and minute == 0:
        hour = 0
    if not (0 <= hour < 24 and 0 <= minute < 60):
        return ClockTime(None, None, ClockProblem.INVALID, start, end)
    named = time(hour, minute)
    if reading.sure or hour > NOON or hour == 0:
        return ClockTime(named, None, None, start, end)
    later = time((hour + NOON) % 24, minute)
    return ClockTime(named, later, ClockProblem.AMBIGUOUS, start, end)


def _digital(plain: str) -> Iterator[_Reading]:
    """As in "21:30", "7.30 pm", "07h30", "0700"."""
    for match in _digital_pattern().finditer(plain):
        half = _half_of_day(plain, match.end())
        hour, minute = int(match["hour"]), int(match["minute"])
        # With minutes in digits, 12 is noon: midnight is written 00 or 24.
        sure = match["hour"].startswith("0") or hour == NOON
        yield _in_half(hour, minute, half, match.span(), sure=sure)
    for match in _four_digits_pattern().finditer(plain):
        yield _Reading(int(match["hour"]), int(match["minute"]), True, *match.span())


def _told(text: Text) -> Iterator[_Reading]:
    """As in "half six", "quarter past 8", "ten to seven", "seven thirty"."""
    for match in _told_pattern().finditer(text.plain):
        hour = hour_number(match["hour"])
        minutes: dict[str, int] = rules("clock")["minutes"]
        if match["half"]:
            minute = 30
        elif match["to"]:
            hour, minute = hour - 1 or NOON, 60 - minutes[match["minutes"]]
        else:
            minute = minutes[match["minutes"]]
        yield _in_half(hour, minute, _half_of_day(text.plain, match.end()), match.span())
    for match in _worded_pattern().finditer(text.plain):
        minute = rules("clock")["minutes_behind"][match["minutes"]]
        half = _half_of_day(text.plain, match.end())
        yield _in_half(hour_number(match["hour"]), minute, half, match.span())


def _hours(text: Text) -> Iterator[_Reading]:
    """A whole hour, as in "7am", "8 o'clock", "at 9", or a number that is the whole answer."""
    starts = word_starts(text.plain)
    for number in find_numbers(text):
        start = starts[number.first]
        end = starts[number.last - 1] + len(text.words[number.last - 1])
        if number.value != int(number.value) or number.vague or number.value > 99:
            continue
        half = _half_of_day(text.plain, end)
        clock = _OCLOCK.match(text.plain, end)
        cued = (
            ending("clock", "hour_cues").search(text.plain[max(0, start - _LEAD_IN) : start])
            is not None
        )
        if half or clock or cued or len(text.words) <= 2:
            sure = _led_by_zero(text, number)
            yield _in_half(int(number.low), 0, half, (start, end), sure=sure)


def _led_by_zero(text: Text, number: Number) -> bool:
    word = text.words[number.first]
    return len(word) == 2 and word.startswith("0")


def _named(text: Text) -> ClockTime | None:
    found = [
        (match.end() - match.start(), -match.start(), match, hour)
        for hour, phrases in _named_patterns()
        for match in phrases.finditer(text.plain)
    ]
    if not found:
        return None
    _, _, match, hour = max(found, key=lambda one: one[:2])
    return ClockTime(time.fromisoformat(hour), None, None, *place(text, match.start(), match.end()))


def _in_half(
    hour: int, minute: int, half: str, span: tuple[int, int], *, sure: bool = False
) -> _Reading:
    """An hour in the half of the day that was said; "13 am" is no hour."""
    if half == "morning":
        hour = hour % NOON if hour <= NOON else _NO_HOUR
    elif half == "night" and hour == NOON:
        hour = 0
    elif half and 0 < hour < NOON:
        hour += NOON
    elif half and hour == 0:
        hour = _NO_HOUR
    return _Reading(hour, minute, bool(half) or sure, *span)


def _half_of_day(plain: str, end: int) -> str:
    halves = ("morning", "night", "evening")
    return next((half for half in halves if _half_pattern(half).match(plain, end)), "")


@cache
def _digital_pattern() -> re.Pattern[str]:
    return pattern(
        [
            r"(?P<hour>\d{1,2})(?: ?: ?|\.| ?h ?)(?P<minute>\d\d)(?! ?:)",
        ]
    )


@cache
def _four_digits_pattern() -> re.Pattern[str]:
    cues = either(rules("clock")["hour_cues"])
    return re.compile(rf"(?:^|(?<!\S)(?:{cues}) )(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?!\S)")


@cache
def _told_pattern() -> re.Pattern[str]:
    table = rules("clock")
    minutes = either(list(table["minutes"]))
    return pattern(
        [
            rf"(?:(?P<half>{either(table['half'])})"
            rf"|(?P<minutes>{minutes}) (?:(?P<to>{either(table['to'])})"
            rf"|{either(table['past'])})) (?P<hour>{HOUR_WORDS})"
        ]
    )


@cache
def _worded_pattern() -> re.Pattern[str]:
    minutes = either(list(rules("clock")["minutes_behind"]))
    return pattern([rf"(?P<hour>{HOUR_WORDS}) (?P<minutes>{minutes})"])


@cache
def _half_pattern(half: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?: ish)?(?: (?:o clock|oclock))?(?: ,)? (?:{either(rules('clock')[half])})(?!\S)"
    )


@cache
def _named_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((hour, pattern(of)) for hour, of in rules("clock")["named"].items())
