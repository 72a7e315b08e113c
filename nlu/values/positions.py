"""Options of a screen chosen by their place ("the first one and the last", "all of them")."""

from __future__ import annotations

import re
from functools import cache

from nlu.values.phrases import listed, rules


def read_positions(plain: str, options: int) -> frozenset[int] | None:
    """Which of the options an answer chooses by place, or None where it says something else.

    Args:
        plain: The answer, normalised (`Text.plain`).
        options: How many options there are.
    """
    answer = listed("answers", "rest_denied").sub("", plain).strip(" .,!")
    answer = answer or plain.rstrip(" .!")
    if listed("answers", "all_of_them").fullmatch(answer):
        return frozenset(range(options))
    if options == 2 and listed("answers", "both_of_them").fullmatch(answer):
        return frozenset({0, 1})
    if not _only_positions().fullmatch(answer):
        return None
    chosen = {
        index if index >= 0 else options + index
        for index, words in _position_patterns()
        if words.search(answer)
    }
    if match := re.search(r"(first|last) (two|three)", answer):
        count = {"two": 2, "three": 3}[match[2]]
        chosen |= set(range(count) if match[1] == "first" else range(options - count, options))
    fitting = frozenset(index for index in chosen if 0 <= index < options)
    return fitting or None


@cache
def _position_patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple(
        (int(index), re.compile(rf"(?<!\S)(?:{'|'.join(words)})(?!\S)"))
        for index, words in rules("answers")["positions"].items()
    )


@cache
def _only_positions() -> re.Pattern[str]:
    table = rules("answers")
    places = "|".join(word for words in table["positions"].values() for word in words)
    between = "|".join(map(re.escape, table["position_words"])).replace("\\ ", " ")
    return re.compile(rf"(?:(?:{between}) )*(?:{places})(?: (?:{places}|{between}))*")
