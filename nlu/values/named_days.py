"""Dates that a message names: weekdays, days of the month, months, holidays, always in the past."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache

from nlu.extraction.text import Text
from nlu.values.day import Day
from nlu.values.holidays import find_holidays
from nlu.values.phrases import either, pattern, rules, word_starts

_ISO = re.compile(r"(?<![\d/-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d/-])")
_SLASHED = re.compile(
    r"(?:(?<=on )|(?<=since )|(?<=from )|(?<=date ))(?P<a>\d{1,2}) ?[/.-] ?(?P<b>\d{1,2})"
    r"(?: ?[/.-] ?(?P<y>\d{2,4}))?(?![\d/])"
)
_FULL = re.compile(
    r"(?<![\d/.-])(?P<a>\d{1,2})(?: / |\.)(?P<b>\d{1,2})(?: / |\.)(?P<y>\d{4}|\d{2})(?![\d/])"
)
_YEAR = re.compile(r"(?<!\S)since (?P<year>20\d\d)(?!\S)")


def find_days(text: Text, today: date) -> tuple[Day, ...]:
    """Every day or month that a message names, as the last one before `today` or `today` itself.

    A month without a day is read as its first day, the longer reading.
    """
    found = [
        *_weekdays(text.plain, today),
        *_weekdays_ago(text.plain, today),
        *_weekends(text.plain, today),
        *_dates_in_words(text.plain, today),
        *_days_of_this_month(text.plain, today),
        *_months(text.plain, today),
        *_lone_month(text.plain, today),
        *_years(text.plain, today),
        *find_holidays(text.plain, today),
        *_numeric(text, today),
    ]
    return tuple(found)


def _weekdays(plain: str, today: date) -> Iterator[Day]:
    for match in _weekday_pattern().finditer(plain):
        careful = match["weekday"] in rules("times")["weekdays_with_care"]
        if careful and not (match["lead"] or match["part"]):
            continue
        if (match["lead"] or "") in {"next", "until", "till", "by", "every"}:
            continue
        ago = (today.weekday() - _weekday_numbers()[match["weekday"]]) % 7
        if ago == 0 and match["lead"] != "this":
            ago = 7
        if match["week_behind"] or (match["week_before"] or "").startswith("last week"):
            ago = today.weekday() + 7 - _weekday_numbers()[match["weekday"]]
        elif match["week_before"] or match["before_last"]:
            ago += 7
        yield Day(ago, match.start(), match.end())


def _weekdays_ago(plain: str, today: date) -> Iterator[Day]:
    """As in "two Sundays ago", which is the last but one."""
    for match in _weekdays_ago_pattern().finditer(plain):
        weeks = _weeks(match["weeks"])
        last = (today.weekday() - _weekday_numbers()[match["weekday"]]) % 7 or 7
        yield Day(last + 7 * (weeks - 1), match.start(), match.end())


def _weeks(words: str) -> int:
    numbers = rules("numbers")
    vague: dict[str, int] = numbers["vague"]
    return vague.get(words) or numbers["units"].get(words) or int(words)


def _weekends(plain: str, today: date) -> Iterator[Day]:
    for match in _weekend_pattern().finditer(plain):
        ago = (today.weekday() - 5) % 7
        this = match["lead"] == "this"
        if this and today.weekday() < 5:
            continue
        if not this and ago <= 1 and match["lead"] == "last":
            ago += 7
        if match["before_last"]:
            ago += 7
        yield Day(ago, match.start(), match.end())


def _dates_in_words(plain: str, today: date) -> Iterator[Day]:
    for match in _worded_date_pattern().finditer(plain):
        month = _month_numbers()[match["month"] or match["month_first"]]
        day = _day_number(match["day"] or match["day_behind"])
        if named := _last(today, month, day, match["year"]):
            yield Day((today - named).days, match.start(), match.end())


def _day_number(words: str) -> int:
    ordinals: dict[str, int] = rules("times")["ordinals"]
    return ordinals[words] if words in ordinals else int(words.rstrip("stndrh"))


def _days_of_this_month(plain: str, today: date) -> Iterator[Day]:
    """Days without a month, as in "since the 3rd"."""
    for match in _day_of_month_pattern().finditer(plain):
        day = int(match["day"] or match["day_of_this"])
        month, year = today.month, today.year
        if day > today.day:
            month, year = (month - 1, year) if month > 1 else (12, year - 1)
        if 1 <= day <= monthrange(year, month)[1]:
            yield Day((today - date(year, month, day)).days, match.start(), match.end())


def _months(plain: str, today: date) -> Iterator[Day]:
    parts: dict[str, int] = rules("times")["parts_of_month"]
    for match in _month_pattern().finditer(plain):
        day = next((day for part, day in parts.items() if part in match["lead"]), 1)
        month = today.month if match["this"] else _month_numbers()[match["month"]]
        if month == today.month and day > today.day:
            day = today.day
        if named := _last(today, month, day, match["year"]):
            yield Day((today - named).days, match.start(), match.end())


def _lone_month(plain: str, today: date) -> Iterator[Day]:
    """A month that is the whole answer, as in "March"."""
    match = _lone_month_pattern().fullmatch(plain)
    if match and (named := _last(today, _month_numbers()[match["month"]], 1, match["year"])):
        yield Day((today - named).days, *match.span())


def _years(plain: str, today: date) -> Iterator[Day]:
    """A year alone, as in "since 2021", is read as its middle."""
    for match in _YEAR.finditer(plain):
        middle = date(int(match["year"]), 7, 1)
        if middle.year < today.year:
            yield Day((today - middle).days, match.start(), match.end())


def _numeric(text: Text, today: date) -> Iterator[Day]:
    for match in _FULL.finditer(text.plain):
        yield from _day_first(match, today)
    for match in _SLASHED.finditer(text.plain):
        yield from _day_first(match, today)
    for match in _ISO.finditer(text.original):
        named = _date(int(match[1]), int(match[2]), int(match[3]))
        if named and named <= today:
            first = next(
                (i for i, token in enumerate(text.tokens) if token.start >= match.start()), 0
            )
            start = word_starts(text.plain)[first]
            yield Day((today - named).days, start, start + len(match[0]))


def _day_first(match: re.Match[str], today: date) -> Iterator[Day]:
    """British order, unless only the American one is possible."""
    day, month = int(match["a"]), int(match["b"])
    if month > 12:
        day, month = month, day
    if named := _last(today, month, day, match["y"]):
        yield Day((today - named).days, match.start(), match.end())


def _last(today: date, month: int, day: int, year: str | None) -> date | None:
    """The last such date up to today, or the one of the named year."""
    if year:
        number = int(year)
        named = _date(number + 2000 if number < 100 else number, month, day)
        return named if named and named <= today else None
    dates = (_date(today.year - back, month, day) for back in range(5))
    return next((one for one in dates if one and one <= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numbers_of(key: str) -> dict[str, int]:
    return {word: int(number) for number, words in rules("times")[key].items() for word in words}


@cache
def _weekday_numbers() -> dict[str, int]:
    return _numbers_of("weekdays")


@cache
def _month_numbers() -> dict[str, int]:
    return _numbers_of("months")


@cache
def _weekday_pattern() -> re.Pattern[str]:
    table = rules("times")
    return pattern(
        [
            rf"(?:(?P<week_before>(?:a )?week(?: ago)?(?: on)?|last week(?: on)?) )?"
            rf"(?:(?P<lead>{either(table['before_weekday'])}) )?"
            rf"(?P<weekday>{either(_weekday_numbers())})(?: 's)?"
            rf"(?P<before_last> before last)?(?P<week_behind> (?:of )?last week)?"
            rf"(?: (?:just )?(?:gone|past))?"
            rf"(?: (?P<part>{either(table['parts_of_day'])}))?"
        ]
    )


@cache
def _weekdays_ago_pattern() -> re.Pattern[str]:
    return pattern(
        [
            r"(?P<weeks>two|three|four|[2-9]|(?:a )?couple of|a few|few) "
            rf"(?P<weekday>{either(_weekday_numbers())}) ago"
        ]
    )


@cache
def _weekend_pattern() -> re.Pattern[str]:
    return pattern(
        [
            r"(?:(?:over|at|on|since|during) )?(?:(?P<lead>last|this|the|this past|the past) )?"
            r"(?:weekend|week end|w e)(?P<before_last> before last)?"
        ]
    )


@cache
def _worded_date_pattern() -> re.Pattern[str]:
    months = either(_month_numbers())
    days = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{either(rules('times')['ordinals'])})"
    year = r"(?: (?P<year>20\d\d))?"
    return pattern(
        [
            rf"(?:the )?(?:(?P<day>{days})(?: of)? (?P<month>{months})"
            rf"|(?P<month_first>{months})(?: the)? (?P<day_behind>{days}))"
            rf"(?: ,)?{year}"
        ]
    )


@cache
def _day_of_month_pattern() -> re.Pattern[str]:
    months = either(_month_numbers())
    return re.compile(
        r"(?<!\S)(?:(?:on|since|from|around|about) the (?P<day>\d{1,2})(?:st|nd|rd|th)"
        r"|the (?P<day_of_this>\d{1,2})(?:st|nd|rd|th) of (?:this|the) month)"
        rf"(?! (?:of )?(?:{months}|time|day|week|mile|km|rep|set|one|test|lap|run|k)(?!\S))(?!\S)"
    )


@cache
def _month_pattern() -> re.Pattern[str]:
    leads = either(rules("times")["before_month"])
    this = either(rules("times")["this_month"])
    return pattern(
        [
            rf"(?P<lead>(?:{leads})(?: (?:{leads})){{0,3}}) "
            rf"(?:(?P<month>{either(_month_numbers())})|(?<=of )(?P<this>{this}))"
            r"(?: (?P<year>20\d\d))?(?! \d)"
        ]
    )


@cache
def _lone_month_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:sometime|maybe|about|around|i think|probably) )?"
        rf"(?P<month>{either(_month_numbers())})"
        r"(?: (?P<year>20\d\d))?(?: ish)?(?: (?:sometime|maybe|i think|time))?(?: [.!?])?"
    )
