"""The rules that say which words tell of which finding, read from `rules/findings/*.yml`.

A finding's entry may hold these keys; each is a list of patterns unless said otherwise:

- `present`, `absent`: say yes, say no;
- `choices`: for each choice of a finding, the patterns that say it;
- `implied_by`: say yes, but denying them says nothing ("no crutches" is no normal walk);
- `when_denied`: say no when denied, and nothing otherwise ("no temperature");
- `unless`: near one of these the words mean something else;
- `yields_to`: findings that win when they claim the same words;
- `traits`: what is special about the finding, see `Trait`.

Instead of a pattern, an entry `{words: [...], unless: [...]}` has exceptions of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from nlu.extraction.loading import RuleError, load_rules, rule_files
from nlu.extraction.model import State, Value
from nlu.extraction.patterns import Pattern, compiled


class Trait(str, Enum):
    """What is special about a finding."""

    ALARM = "alarm"
    """An emergency or same-day sign: when in doubt whether it is meant, it is."""
    LASTING = "lasting"
    """It still counts when it is said to have gone: a passing emergency is one."""
    ALWAYS = "always"
    """It counts even when it is only imagined, asked about or long past."""
    TIMELESS = "timeless"
    """Said of the past it still counts (an operation, a clot years ago)."""
    EVENT = "event"
    """It happened at a moment: what is denied later takes nothing of it back."""
    CONDITIONAL = "conditional"
    """As in "If I sit it hurts": "if" and "unless" before it do not make it imagined."""


@dataclass(frozen=True)
class Wording:
    """Patterns that state one value of a finding.

    Attributes:
        value: The value.
        patterns: The patterns.
        dropped: The state in which the words say nothing, if any.
        unless: Patterns that, in the same stretch of words, mean it is something else.
    """

    value: Value
    patterns: tuple[Pattern, ...]
    dropped: State | None = None
    unless: tuple[Pattern, ...] = ()


@dataclass(frozen=True)
class FindingRules:
    """How one finding is recognised.

    Attributes:
        finding: Its id.
        wordings: How its values are stated.
        unless: Patterns that, in the same stretch of words, mean it is something else.
        yields_to: Findings that win when they claim the same words.
        traits: What is special about it.
    """

    finding: str
    wordings: tuple[Wording, ...]
    unless: tuple[Pattern, ...]
    yields_to: frozenset[str]
    traits: frozenset[Trait]


@dataclass(frozen=True)
class Decoy:
    """Words that only sound like a finding; the counted ones are hidden from the rules."""

    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]


@dataclass(frozen=True)
class RuleBook:
    """All rules of the extractor.

    Attributes:
        findings: By finding id.
        decoys: What is hidden.
        shown: What no decoy hides; its counted words.
    """

    findings: Mapping[str, FindingRules]
    decoys: tuple[Decoy, ...]
    shown: tuple[Pattern, ...]


_YES_NO_KEYS: tuple[tuple[str, Value, State | None], ...] = (
    ("present", True, None),
    ("implied_by", True, State.DENIED),
    ("when_denied", True, State.PRESENT),
    ("absent", False, None),
)
_KEYS = frozenset({"choices", "unless", "yields_to", "traits", *(k for k, *_ in _YES_NO_KEYS)})


def load_rule_book() -> RuleBook:
    """Read and check every rule file.

    Raises:
        RuleError: A rule is malformed, or a finding has rules in two places.
    """
    findings: dict[str, FindingRules] = {}
    for file in rule_files("findings"):
        for finding, rule in load_rules(file).items():
            if finding in findings:
                raise RuleError(f"{file}: {finding} has rules elsewhere too")
            findings[finding] = _finding_rules(f"{file}, {finding}", finding, rule)
    decoys = tuple(
        Decoy(wording.patterns, wording.unless)
        for file in rule_files("decoys")
        for wording in _wordings(file, load_rules(file)["hide"], True)
    )
    shown = tuple(
        pattern
        for file in rule_files("decoys")
        for pattern in _patterns(file, load_rules(file).get("show", ()))
    )
    return RuleBook(findings, decoys, shown)


def all_patterns(book: RuleBook) -> Iterator[Pattern]:
    """Every pattern the rules hold."""
    for rules in book.findings.values():
        for wording in rules.wordings:
            yield from wording.patterns
            yield from wording.unless
        yield from rules.unless
    for decoy in book.decoys:
        yield from decoy.patterns
        yield from decoy.unless
    yield from book.shown


def _finding_rules(where: str, finding: str, rule: Mapping[str, Any]) -> FindingRules:
    if unknown := set(rule) - _KEYS:
        raise RuleError(f"{where} has unknown keys {sorted(unknown)}")
    wordings = [
        wording
        for key, value, dropped in _YES_NO_KEYS
        for wording in _wordings(where, rule.get(key, ()), value, dropped)
    ]
    for value, lines in rule.get("choices", {}).items():
        wordings += _wordings(where, lines, value, State.DENIED)
    return FindingRules(
        finding,
        tuple(wordings),
        _patterns(where, rule.get("unless", ())),
        frozenset(rule.get("yields_to", ())),
        frozenset(Trait(name) for name in rule.get("traits", ())),
    )


def _wordings(
    where: str,
    lines: Iterable[str | Mapping[str, Any]],
    value: Value,
    dropped: State | None = None,
) -> Iterator[Wording]:
    """The plain lines as one wording, each entry with exceptions of its own as another."""
    lines = list(lines)
    plain = [str(line) for line in lines if not isinstance(line, Mapping)]
    if plain:
        yield Wording(value, _patterns(where, plain), dropped)
    for entry in lines:
        if isinstance(entry, Mapping):
            unless = _patterns(where, entry.get("unless", ()))
            yield Wording(value, _patterns(where, entry["words"]), dropped, unless)


def _patterns(where: str, lines: Iterable[str]) -> tuple[Pattern, ...]:
    try:
        return tuple(pattern for line in lines for pattern in compiled(str(line)))
    except RuleError as error:
        raise RuleError(f"{where}: {error}") from error
