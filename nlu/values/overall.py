"""How a day was as a whole, said without a number ("same as yesterday", "pretty good").

Such words answer "how is it today?" and leave the scores open: they give a direction or a mood,
never a number. They count where a part of the message says nothing else, so that "my mood is
better" and "will it get better" are none. The words: `rules/overall.yml`.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from nlu.extraction.extractor import understood
from nlu.extraction.text import Text
from nlu.values.phrases import listed, rules

_LONGEST = 12
"""Words of a part; with more it tells of something else as well."""


class Overall(str, Enum):
    """How a day was as a whole: where several are said, the first of these counts."""

    WORSE = "worse"
    SAME = "same"
    BETTER = "better"
    BAD = "bad"
    CLEAR = "clear"
    """Nothing to report; still no number."""
    GOOD = "good"


def read_overall(message: str | Text) -> Overall | None:
    """How the day was as a whole, or None where the message does not say.

    Args:
        message: What the runner wrote.
    """
    text = message if isinstance(message, Text) else understood(message)
    parts = [part for part in map(str.strip, _parts_end().split(text.plain)) if part]
    parts = [
        part
        for part in parts
        if len(part.split()) <= _LONGEST and not listed("overall", "greeting").fullmatch(part)
    ]
    return next(
        (each for each in Overall if any(_pattern(each).fullmatch(part) for part in parts)), None
    )


@cache
def _parts_end() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<= ))(?:[^\w\s]|{'|'.join(rules('overall')['parting'])})(?= |$)")


@cache
def _pattern(overall: Overall) -> re.Pattern[str]:
    table = rules("overall")
    around = "|".join(sorted(table["around"], key=len, reverse=True))
    said = "|".join(sorted(table["said"][overall.value], key=len, reverse=True))
    return re.compile(rf"(?:(?:{around}) )*(?:{said})(?: (?:{around}))*")
