"""What a short answer says of the one finding asked about, in words of its own kind."""

from __future__ import annotations

from functools import cache

from nlu.extraction.text import Text
from nlu.values.numbers import find_numbers
from nlu.values.phrases import listed, rules

_LONGEST = 12
_FEVERISH = 37.8
"""From this many degrees Celsius on a temperature is a fever."""
_BODY_HEAT = (34.0, 43.0)


def said_of(text: Text, finding: str) -> bool | None:
    """Whether an answer affirms or denies the finding without a yes or no, or None.

    Args:
        text: The answer.
        finding: The one yes/no finding that was asked.
    """
    if len(text.words) > _LONGEST:
        return None
    if finding == "fever":
        degrees = [
            number.value
            for number in find_numbers(text)
            if _BODY_HEAT[0] <= number.value <= _BODY_HEAT[1]
        ]
        if degrees:
            return max(degrees) >= _FEVERISH
    if finding not in _kinds():
        return None
    for key, value in (("present", True), ("absent", False)):
        if key in _kinds()[finding] and listed("said_of", finding, key).search(text.plain):
            return value
    return None


@cache
def _kinds() -> dict[str, dict[str, list[str]]]:
    return dict(rules("said_of"))
