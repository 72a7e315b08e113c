"""When a score was: hours of the day in the account of a day ("2 at 7am, 3 by half six").

An hour that stands next to a score is neither a score itself nor an hour to be asked at. An hour
with "am" is of the morning and so of waking; any other is a time of that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nlu.extraction.text import Text
from nlu.values.activities import Activity, Mention, find_activities, in_one_breath
from nlu.values.hours import hour_number
from nlu.values.numbers import ANY_NUMBER
from nlu.values.phrases import either, place, rules
from nlu.values.told_hours import hour_patterns, unclear_patterns

_EARLIEST, _LATEST = 3, 7
"""Hours of the morning in which people wake."""
_HOURS = frozenset(range(24))
_HIGHEST = 10
_SEVERAL = 2
_NAMES = re.compile(r" (?:(?:is|was|:|=|-|a|at) )*")
_CLOSED = re.compile(r" (?:[,.;!?/\n]|and)(?!\S)|$")
_MORNING = re.compile(r"(?<!\S)(?:am|a m|morning)(?!\S)")
_SCORE_NEXT = re.compile(
    rf" (?:[:=-] )?(?:(?:a|was|it was|is|about) )*(?P<score>{ANY_NUMBER.pattern})"
)


@dataclass(frozen=True)
class Moment:
    """An hour of the day, or a score with "am" or "pm" for a name.

    Attributes:
        start: Where it begins in `Text.plain` (characters); with a name, where the score does.
        end: Where it ends there.
        morning: Whether it is of the time of waking.
        name_at: Where "am" or "pm" stands that is no hour but names a score; None for an hour.
    """

    start: int
    end: int
    morning: bool
    name_at: int | None = None


def find_moments(text: Text) -> tuple[Moment, ...]:
    """Every hour of the day at which something was felt, from left to right.

    Args:
        text: The account of a day.
    """
    names = tuple(_names(text))
    taken = [moment.name_at for moment in names if moment.name_at is not None]
    hours = [
        _moment(match)
        for pattern in hour_patterns()
        for match in pattern.finditer(text.plain)
        if _is_hour(text, match)
        and not any(match.start() <= start < match.end() for start in taken)
    ]
    hours.sort(key=lambda moment: (moment.start, -moment.end, not moment.morning))
    longest: list[Moment] = []
    for moment in hours:
        if not longest or moment.start >= longest[-1].end:
            longest.append(moment)
    return tuple(sorted((*names, *longest), key=lambda moment: moment.start))


def mentions_of(
    moments: tuple[Moment, ...], activities: tuple[Mention, ...], plain: str
) -> tuple[Mention, ...]:
    """The activities of a day with its moments among them, each with a score of its own.

    Args:
        moments: Of the same message.
        activities: What it names besides; an hour in the same breath is only when that was.
        plain: The message, normalised (`Text.plain`).
    """
    found: list[Mention] = []
    apart = {
        Mention(Activity.MORNING if one.morning else Activity.ACTIVITY, one.start, one.end): one
        for one in moments
        if not any(one.start < other.end and other.start < one.end for other in activities)
    }
    ordered = sorted((*activities, *apart), key=lambda one: one.start)
    for mention, following in zip(ordered, [*ordered[1:], None], strict=False):
        hour = mention in apart and apart[mention].name_at is None
        if not (hour and _is_only_when(mention, found, following, plain)):
            found.append(mention)
    return tuple(found)


def _is_only_when(
    hour: Mention, before: list[Mention], following: Mention | None, plain: str
) -> bool:
    """Whether an hour only tells when something else was ("on the stairs at 6")."""
    if before and in_one_breath(before[-1], hour, plain):
        return True
    return following is not None and in_one_breath(hour, following, plain)


def _moment(match: re.Match[str]) -> Moment:
    half, hour = match["half"] or "", hour_number(match["hour"])
    woke = match.groupdict().get("woke") is not None
    led_by_zero = match["hour"].startswith("0")
    morning = woke or led_by_zero or _MORNING.search(half) is not None
    start = match.start("cue") if match["cue"] else match.start("at")
    return Moment(start, match.end("at"), morning and (woke or _EARLIEST <= hour <= _LATEST))


def _is_hour(text: Text, match: re.Match[str]) -> bool:
    """Whether some clock shows it, written in one piece where it has minutes in digits."""
    if hour_number(match["hour"]) not in _HOURS or _is_named(text.plain, match):
        return False
    if match.groupdict().get("digital") is None:
        return True
    start, end = place(text, *match.span("digital"))
    return not any(map(str.isspace, text.original[start:end]))


def _is_named(plain: str, match: re.Match[str]) -> bool:
    """Whether the score before an hour has a name already: "walking 2 when sitting at 6".

    Then the number may be the score of what is named right before it.
    """
    if match.groupdict().get("scored") is None:
        return False
    mentions = find_activities(plain)
    named = any(
        _NAMES.fullmatch(plain, one.end, match.start("scored")) is not None for one in mentions
    )
    return named and any(
        one.end + 1 == match.start("cue") and one.activity is not Activity.MORNING
        for one in mentions
    )


def find_unclear(text: Text) -> tuple[int, ...]:
    """Where numbers begin in `Text.plain` that may be an hour and may be a score."""
    hours = (match for each in unclear_patterns() for match in each.finditer(text.plain))
    return tuple(match.start("hour") for match in hours)


def _names(text: Text) -> Iterator[Moment]:
    """Each score that "am" or "pm" names, where these belong to no hour."""
    numbers = list(ANY_NUMBER.finditer(text.plain))
    halves = list(_half_word().finditer(text.plain))
    behind_each = _all_are_named(numbers, halves)
    starts = {mention.start - 1 for mention in find_activities(text.plain)}
    behind_some = any(number.end() in starts for number in numbers)
    for half in halves:
        morning = half["half"].startswith("a")
        before = next((n for n in numbers if n.end() + 1 == half.start()), None)
        parted = before is not None and _is_parted(text, before.end())
        closes = _CLOSED.match(text.plain, half.end()) is not None
        if before and (behind_each or (parted and closes and behind_some)):
            yield Moment(*before.span(), morning, half.start())
            continue
        behind = _SCORE_NEXT.match(text.plain, half.end())
        of_its_own = before is None or (
            parted and _label_before().search(text.plain, 0, before.start()) is not None
        )
        if behind and of_its_own:
            yield Moment(*behind.span("score"), morning, half.start())


def _all_are_named(numbers: list[re.Match[str]], halves: list[re.Match[str]]) -> bool:
    """Whether a message is made of nothing but "3 am, 1 pm"."""
    ends = {half.start() - 1 for half in halves}
    return len(numbers) >= _SEVERAL and all(
        number.end() in ends and _number_in(number.group()) <= _HIGHEST for number in numbers
    )


def _number_in(word: str) -> float:
    return float(word) if word[:1].isdigit() else float(rules("numbers")["units"][word])


def _is_parted(text: Text, end: int) -> bool:
    """Whether a blank was written behind a number, as between "3" and "am"."""
    behind, _ = place(text, end + 1, end + 2)
    return text.original[behind - 1 : behind].isspace()


@cache
def _half_word() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?<!i )(?P<half>{either(rules('clock')['am_pm'])})(?!\S)")


@cache
def _label_before() -> re.Pattern[str]:
    """The end of a lead-in whose last word names a score: no cue of an hour, no mark."""
    cues = either([*rules("clock")["moment_cues"], "and", "then", "woke", "up"])
    return re.compile(rf"(?<!\S)(?!(?:{cues}) )[a-z']+ (?:[:=-] )?$")
