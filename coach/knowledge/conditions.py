"""The `when` of the content files: which people an answer is for.

A condition maps keys to what they must be; all keys have to hold. A list of such maps holds when
any of them does. What a key may be compared with follows from its type:

    fresh: true                    a yes/no fact
    level: stop_self_manage        a word
    phase: [P1, P2]                any of these words (or places, or rows)
    hours_since_onset: "<72"       a number: <, <=, >, >=, or a plain number for equal
    jog_step: known                there is a value
    phase: unknown                 there is none

An unknown fact satisfies nothing but `unknown`.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from coach.findings import VOCABULARY, AnswerType, ContentError, FindingSpec
from coach.knowledge.context import Fact
from coach.triage.levels import Level, Running
from coach.triage.table import TABLE

_COMPARISON = re.compile(r"(<=|>=|<|>)\s*(\d+(?:\.\d+)?)\Z")
_OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}


class FactType(str, Enum):
    """What kind of fact a key names."""

    YES_NO = "yes_no"
    NUMBER = "number"
    WORD = "word"


@dataclass(frozen=True)
class Key:
    """A fact that conditions may ask about.

    Attributes:
        type: What it is compared with.
        words: The words it may be; empty for other types.
    """

    type: FactType
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Test:
    """One comparison of one fact.

    Attributes:
        key: The fact.
        sign: A comparison sign for a number, "=" for equal, "in" for words, "known", "unknown".
        value: What it is compared with; nothing for "known" and "unknown".
    """

    __test__ = False

    key: str
    sign: str
    value: bool | float | frozenset[str] = False

    def holds(self, facts: Mapping[str, Fact | None]) -> bool:
        """Whether the fact is known and compares as asked."""
        fact = facts.get(self.key)
        if fact is None or self.sign in ("known", "unknown"):
            return self.sign == ("unknown" if fact is None or fact == "unknown" else "known")
        if isinstance(self.value, frozenset):
            words = fact if isinstance(fact, tuple) else (fact,)
            return not self.value.isdisjoint(words)
        if isinstance(self.value, bool) or isinstance(fact, (bool, str, tuple)):
            return fact is self.value
        return _OPERATORS[self.sign](fact, self.value)


@dataclass(frozen=True)
class Condition:
    """Any of several groups of tests, each of which must hold as a whole."""

    groups: tuple[tuple[Test, ...], ...]

    def holds(self, facts: Mapping[str, Fact | None]) -> bool:
        """Whether it holds for a person with these facts."""
        return any(all(test.holds(facts) for test in group) for group in self.groups)

    def ensures(self, *keys: str) -> bool:
        """Whether one of these facts is sure to be known when the condition holds."""
        return all(
            any(test.key in keys and test.sign != "unknown" for test in group)
            for group in self.groups
        )


def _finding_key(spec: FindingSpec) -> Key:
    if spec.answer is AnswerType.YES_NO:
        return Key(FactType.YES_NO)
    if spec.numeric:
        return Key(FactType.NUMBER)
    return Key(FactType.WORD, frozenset(spec.choices))


def _words(*words: str) -> Key:
    return Key(FactType.WORD, frozenset(words))


KEYS: Mapping[str, Key] = {
    **{spec.id: _finding_key(spec) for spec in VOCABULARY.values()},
    "level": _words(*(level.value for level in Level)),
    "running": _words(*(running.value for running in Running)),
    "rows": _words(*TABLE.ids),
    "phase": _words("P1", "P2", "P3", "P4", "P5", "P6"),
    "track": _words("standard", "tendon"),
    "jog_step": _words("J1", "J2", "J3", "J4", "J5", "J6"),
    "strength_step": _words("A", "B", "C", "D", "E", "F"),
    "hours_since_onset": Key(FactType.NUMBER),
    "closed": Key(FactType.YES_NO),
    "looked_at": Key(FactType.YES_NO),
    "unseen": Key(FactType.YES_NO),
    "fresh": Key(FactType.YES_NO),
    "sit_bone": Key(FactType.YES_NO),
    "held_back": Key(FactType.YES_NO),
    "gait_normal": Key(FactType.YES_NO),
    "pain_rest": Key(FactType.NUMBER),
    "pain_activity": Key(FactType.NUMBER),
    "pain_morning": Key(FactType.NUMBER),
    "baseline_morning": Key(FactType.NUMBER),
}
"""Every key a condition may use: the findings, and the person's state."""


def parse(data: Any) -> Condition:
    """Read a `when`.

    Args:
        data: A map of keys, or a list of such maps, as explained at the top of this module.

    Raises:
        ContentError: On an unknown key, or a comparison its type does not allow.
    """
    groups = data if isinstance(data, list) else [data]
    if not groups or not all(isinstance(group, dict) and group for group in groups):
        raise ContentError(f"`when` must be a map of keys, or a list of maps, not {data!r}")
    return Condition(
        tuple(tuple(_test(key, spec) for key, spec in group.items()) for group in groups)
    )


def _test(name: Any, spec: Any) -> Test:
    key = KEYS.get(name)
    if key is None:
        raise ContentError(f"`when` asks about {name!r}, which is no finding and no state")
    if spec in ("known", "unknown"):
        return Test(name, spec)
    if key.type is FactType.YES_NO:
        if not isinstance(spec, bool):
            raise ContentError(f"{name} is a yes/no fact: true or false, not {spec!r}")
        return Test(name, "=", spec)
    if key.type is FactType.NUMBER:
        return _number_test(name, spec)
    words = spec if isinstance(spec, list) else [spec]
    for word in words:
        if word not in key.words:
            raise ContentError(f"{name} is never {word!r}, only {', '.join(sorted(key.words))}")
    return Test(name, "in", frozenset(words))


def _number_test(name: str, spec: Any) -> Test:
    if isinstance(spec, (int, float)) and not isinstance(spec, bool):
        return Test(name, "=", float(spec))
    match = _COMPARISON.match(spec) if isinstance(spec, str) else None
    if match is None:
        raise ContentError(f'{name} is a number: write 3 or "<72", not {spec!r}')
    return Test(name, match.group(1), float(match.group(2)))
