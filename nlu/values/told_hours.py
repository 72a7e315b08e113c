"""The ways in which an hour of the day is told beside a score, as patterns over `Text.plain`."""

from __future__ import annotations

import re
from functools import cache

from nlu.values.hours import HOUR_WORDS
from nlu.values.numbers import ANY_NUMBER
from nlu.values.phrases import either, rules

_SCORE = rf"(?:{ANY_NUMBER.pattern}|nothing|nil|none)(?: / 10| out of (?:10|ten)| ish)?"
_HOUR = rf"(?P<hour>{HOUR_WORDS})"
_WORD = rf"(?!(?:and|but|then|or|pain|it)(?!\S)|{ANY_NUMBER.pattern})[a-z']+"
"""A word of one thought that leads to an hour: no score, and nothing that begins anew."""
_ENDS = r"(?= (?:[,.;!?\n)]|and|but|then)(?!\S)|$)"
_GOES_ON = r"(?: (?:,|and|with))*"


@cache
def hour_patterns() -> tuple[re.Pattern[str], ...]:
    """Where a number is an hour.

    Groups: `at` is the hour with its half of the day, `cue` the word before it, `hour` and `half`
    its parts; `digital` an hour written with its minutes; `woke` words for waking; `scored` the
    score that the hour comes behind.
    """
    table = rules("clock")
    cue = rf"(?:(?P<cue>{either(table['moment_cues'])}) )?"
    am_pm = rf"(?P<half>{either(table['am_pm'])}|o clock|oclock)"
    at = rf"(?P<at>{_HOUR}{_half()})"
    minutes = either(word for word in table["minutes"] if not word[:1].isdigit())
    said, halves = _said(), either(table["moment_halves"])
    at_its_half = rf"(?P<at>{_HOUR} (?P<half>{halves}))"
    woke = rf"(?P<woke>{either(table['moment_of_waking'])})"
    joins, happened = either(table["moment_joins"]), either(table["moment_of_feeling"])
    return _patterns(
        # As in "6:30", "7.15 pm", "07:00".
        rf"{cue}(?P<at>(?P<digital>{_HOUR}(?: : |\.)[0-5]\d){_half()})"
        rf"(?! (?:{either(table['not_the_hour'])})(?!\S))",
        # As in "half six", "quarter to 8".
        rf"{cue}(?<!a )(?P<at>(?:half|half past|quarter (?:past|to)"
        rf"|(?:{minutes}) past) {_HOUR}{_half()})",
        # As in "7am", "8 o'clock".
        rf"{cue}(?P<at>{_HOUR} {am_pm})",
        # As in "2 at 9", "2 this morning at 7".
        rf"{_SCORE}(?: (?:{halves}))? (?P<cue>at|around|about) {at}(?! / )",
        # As in "at 9 it was 2", "at 12 in the day a 4".
        rf"(?P<cue>at) {at}{said}*(?= {_SCORE}(?!\S))",
        # As in "about 8ish it was 4".
        rf"(?P<cue>around|about) {at}(?: ish)?(?: ,)? (?:it was|it is|was)"
        rf"{said}*(?= {_SCORE}(?!\S))",
        # As in "woke at 7, 2/10", "up at 6 with a 2".
        rf"{woke} (?P<cue>at|around|about) {at}(?: (?:,|and))?{said}*"
        rf"(?= {_SCORE}(?: [,.;!?\n]|$))",
        # As in "2 when the alarm went at 6", "2 until dinner at 7".
        rf"(?P<scored>{_SCORE}) (?:{joins}) (?:{_WORD} ){{1,6}}(?P<cue>at) {at}{_ENDS}",
        # As in "3 getting up at 6", "2 first thing at 6".
        rf"(?P<scored>{_SCORE}) (?:on )?(?:{woke}|first thing) (?P<cue>at) {at}{_ENDS}",
        # As in "felt it at 3 this afternoon, maybe a 2".
        rf"(?:{happened}) (?P<cue>at) {at_its_half}(?={_GOES_ON}{said}* {_SCORE}{_ENDS})",
        # As in "did the bridges at 9, 1 during", "did my exercises at 7, no pain".
        rf"{_deed()} (?P<cue>at) {at}(?={_GOES_ON}{said}*"
        rf" (?:{_SCORE} (?:{either(table['moment_during'])})|no pain){_ENDS})",
        # As in "did the bridges at 9 this morning, 2 on the stairs".
        rf"{_deed()} (?P<cue>at) {at_its_half}(?=.* {_SCORE}(?!\S))",
        # As in "lunch at 1, 4 after".
        rf"{_event()} (?P<cue>at) {at}(?={_GOES_ON}{said}* {_SCORE}(?!\S))",
    )


@cache
def unclear_patterns() -> tuple[re.Pattern[str], ...]:
    """Where a number, the group `hour`, may be an hour and may be a score, to be asked about.

    As in "did the bridges at 9, 2 after": pain of 9 in them, or nine o'clock.
    """
    later = either(rules("clock")["moment_after"])
    return _patterns(
        rf"{_deed()} at {_HOUR}(?={_GOES_ON}{_said()}* {_SCORE}(?: (?:{later}))?{_ENDS})",
        rf"in bed at {_HOUR}(?={_GOES_ON}{_said()}* {_SCORE}(?!\S))",
    )


def _half() -> str:
    table = rules("clock")
    return rf"(?: (?P<half>{either([*table['am_pm'], *table['moment_halves']])}))?"


def _said() -> str:
    return rf"(?: (?:{either(rules('clock')['moment_said'])}))"


def _deed() -> str:
    """Something that was done, as in "did the bridges"."""
    return rf"(?:{either(rules('clock')['moment_of_doing'])})(?: {_WORD}){{1,5}}"


def _event() -> str:
    """Something that has an hour of its own, and no place where it hurt as "on the bus" is."""
    table = rules("clock")
    places = "".join(rf"(?<!{lead} )(?<!{lead} the )(?<!{lead} my )" for lead in table["places"])
    return rf"{places}(?:{either(table['moment_events'])})"


def _patterns(*expressions: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<!\S)(?:{each})(?!\S)") for each in expressions)
