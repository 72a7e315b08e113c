r"""Phrase tables as data, and the patterns made of them.

The tables live in `rules/*.yml`. A phrase is written as it reads after normalising
(`nlu.extraction.text`): lower case, contractions spelt out ("can not"), no hyphens in words, and
punctuation marks as words of their own. It always matches whole words. In it, `(a|b)` means
either, `(word )?` may be missing, `( word)*` may come several times, `\S+` is any word,
`(?! word)` must not follow. A long phrase may break behind a `|`, a long list into several.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from nlu.extraction.text import Text, read

_RULES = Path(__file__).parent / "rules"


class _WordsLoader(yaml.SafeLoader):
    """YAML in which yes, no, on and off are words, as runners use them."""


_WordsLoader.yaml_implicit_resolvers = {
    first: [(tag, expression) for tag, expression in resolvers if not tag.endswith(":bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def rules(name: str) -> Mapping[str, Any]:
    """The table `rules/<name>.yml`.

    Raises:
        FileNotFoundError: There is no such table.
    """
    content = (_RULES / f"{name}.yml").read_text("utf-8")
    return dict(_flat(yaml.load(content, Loader=_WordsLoader)))


def _flat(node: Any) -> Any:
    """The table without what only keeps its lines short: lists in lists, breaks behind a "|"."""
    if isinstance(node, dict):
        return {key: _flat(value) for key, value in node.items()}
    if isinstance(node, list):
        parts = (item if isinstance(item, list) else [item] for item in node)
        return [_flat(item) for part in parts for item in part]
    return node.replace("| ", "|") if isinstance(node, str) else node


def pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for whole-word occurrences of any phrase; where several fit, the longest."""
    return re.compile(rf"(?<!\S)(?:{either(phrases)})(?!\S)")


def either(words: Iterable[object]) -> str:
    """The alternatives of a pattern; where several fit, the longest."""
    return "|".join(sorted(map(str, words), key=len, reverse=True))


@cache
def listed(name: str, *keys: str) -> re.Pattern[str]:
    """The pattern of the phrase list found in table `name` under `keys`."""
    return pattern(_list_of(name, *keys))


@cache
def ending(name: str, *keys: str) -> re.Pattern[str]:
    """The pattern of such a list at the end of what stands before something."""
    return re.compile(rf"(?<!\S)(?:{either(_list_of(name, *keys))}) $")


def _list_of(name: str, *keys: str) -> list[str]:
    node: Any = rules(name)
    for key in keys:
        node = node[key]
    return [str(phrase) for phrase in node]


@cache
def grouped(name: str, key: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of a mapping from meaning to phrases, in the order of the table."""
    return tuple((str(meaning), pattern(of)) for meaning, of in rules(name)[key].items())


@cache
def leading(name: str, key: str, fillers: str) -> re.Pattern[str]:
    """What a lead-in ends with: a phrase of list `key`, then any words of list `fillers`."""
    table = rules(name)
    phrases = "|".join(sorted(table[key], key=len, reverse=True))
    return re.compile(rf"(?<!\S)(?:{phrases})(?: (?:{'|'.join(table[fillers])}))* $")


def words_of(name: str, key: str) -> frozenset[str]:
    """The longer words that the phrases of a mapping are made of.

    Short ones are left out: they lie too near to words of other languages.
    """
    phrases = (str(phrase) for of in rules(name)[key].values() for phrase in of)
    return frozenset(word for phrase in phrases for word in re.findall(r"[a-z]{6,}", phrase))


def as_text(message: str | Text) -> Text:
    """The message as the shared text model."""
    return message if isinstance(message, Text) else read(message)


@lru_cache(maxsize=4)
def word_starts(plain: str) -> tuple[int, ...]:
    """Where each token of a `Text.plain` begins (characters)."""
    return (0, *(at + 1 for at, character in enumerate(plain) if character == " "))


def place(text: Text, start: int, end: int) -> tuple[int, int]:
    """Where the characters `start` to `end` of `text.plain` stand in the message as written."""
    starts = word_starts(text.plain)
    return text.place(bisect_right(starts, start) - 1, bisect_left(starts, end))
