"""Whether a short answer says yes, no, or that the runner cannot say."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from nlu.values.phrases import rules

_SHORT = 6
"""Up to so many words the answer may stand anywhere, not only at the start."""
_MODEST = 12
"""Up to so many words it may be the last word."""


class Polarity(str, Enum):
    """What an answer says to a yes/no question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


_LISTS = (
    ("unsure", Polarity.UNSURE),
    ("affirm_some", Polarity.YES),
    ("affirm_only", Polarity.YES),
    ("affirm_always", Polarity.YES),
    ("affirm", Polarity.YES),
    ("deny", Polarity.NO),
)


def polarity(plain: str) -> Polarity | None:
    """What an answer says to the yes/no question before it, or None where it says something else.

    Args:
        plain: The answer, normalised (`Text.plain`).
    """
    if plain in rules("answers")["deny_exactly"]:
        return Polarity.NO
    if plain in rules("answers")["unsure_exactly"]:
        return Polarity.UNSURE
    answer = without_throat_clearing(plain)
    leading = _leading(answer) or _leading(plain)
    if leading is Polarity.NO and _takes_back(answer):
        return Polarity.YES
    if leading is not None:
        return leading
    if len(plain.split()) <= _SHORT:
        return _anywhere(plain)
    return _last_word(plain)


def without_throat_clearing(plain: str) -> str:
    """The answer from its first word that means something; all of it where none does."""
    shorter = _clearing_pattern().sub("", plain)
    return shorter or plain


def _leading(answer: str) -> Polarity | None:
    """The longest answer that opens the message and is over there, or goes on as one does."""
    best: tuple[int, Polarity] | None = None
    for key, meaning in _LISTS:
        match = _opening_pattern(key).match(answer)
        if match and (best is None or match.end() > best[0]):
            best = (match.end(), meaning)
    return best[1] if best else None


def _takes_back(answer: str) -> bool:
    """As in "not really, just a bit": the second half is the answer."""
    return _afterthought_pattern().search(answer) is not None


def _anywhere(plain: str) -> Polarity | None:
    found = {
        meaning: match.end() - match.start()
        for key, meaning in reversed(_LISTS)
        for match in [_closing_pattern(key).search(plain)]
        if match
    }
    return max(found, key=lambda meaning: found[meaning], default=None)


def _last_word(plain: str) -> Polarity | None:
    """As in "when I get up from a chair, yes"."""
    words = plain.rstrip(" .!").split()
    if not 0 < len(words) <= _MODEST:
        return None
    for key, meaning in (("affirm_always", Polarity.YES), ("deny_at_the_end", Polarity.NO)):
        if _opening_pattern(key).fullmatch(words[-1]):
            return meaning
    return None


def _either(key: str) -> str:
    return "|".join(sorted(map(_plain_phrase, rules("answers")[key]), key=len, reverse=True))


def _plain_phrase(phrase: object) -> str:
    words = str(phrase)
    return words if "(" in words else re.escape(words).replace("\\ ", " ")


@cache
def _clearing_pattern() -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{_either('throat_clearing')})(?: |$))+")


@cache
def _opening_pattern(key: str) -> re.Pattern[str]:
    if key in {"affirm_only", "affirm_always"}:
        return re.compile(rf"(?:{_either(key)})(?!\S)")
    return re.compile(rf"(?:{_either(key)})(?= [.,!?;:()\n-]| (?:{_either('goes_on')})(?!\S)|$)")


@cache
def _closing_pattern(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{_either(key)})(?= [.,!?;:()\n-]|$)")


@cache
def _afterthought_pattern() -> re.Pattern[str]:
    table = rules("answers")
    softly = "|".join(sorted(table["affirm_some"], key=len, reverse=True))
    ends = "|".join(table["afterthought_ends"])
    return re.compile(
        r"(?:,|but|well|maybe|only|-|\.) (?:(?:just|only|maybe|well|possibly|yeah|,) )*"
        rf"(?:{softly})(?: (?:{ends}))*(?: [.!])?$"
    )
