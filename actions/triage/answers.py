"""What a message says about the findings, read against the open question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.reading import Heard, Tapped
from actions.triage.asking import CONFIRM, NO, RECHECK, TRIAGE, YES, Pending, options_of
from coach.findings import VOCABULARY, AnswerType, Findings
from coach.triage import GroupKind, Level, Screen, answers_of, verdict
from storage.states import HowKnown

_NOTHING_ELSE = re.compile(
    r"\b(just|only|nothing else|none of the (others?|rest)|that'?s (it|all)|other than that)\b",
    re.I,
)
_SEVERE = 8
_REFUSALS = frozenset({"refuse", "unsure"})
_LEFT_OPEN = (None, "unknown")
_CORRECTIONS = frozenset({"correct"})


@dataclass(frozen=True)
class Answers:
    """What one message says.

    Attributes:
        values: Finding id to value; None for asked and left open.
        answered: Findings that had just been asked.
        explicit: Numbers stated for exactly their scale.
        corrected: Whether it corrects what was said before.
        how: How these came to be known.
        stale: A button of a question that is not open any more.
        rough: Scores told without a number: in words, or as a span by a button.
        declined: The open screen was refused or left open as a whole.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()
    explicit: frozenset[str] = frozenset()
    rough: frozenset[str] = frozenset()
    corrected: bool = False
    how: HowKnown = HowKnown.SAID
    stale: bool = False
    declined: bool = False


def read_answers(
    heard: Heard, pending: Pending | None, screen: Screen | None, *, edited: bool = False
) -> Answers:
    """Read a message.

    Args:
        heard: The message as understood.
        pending: The open question.
        screen: The triage screen that is open now, as it was shown; None when none is.
        edited: Whether the message was edited, which is a correction.
    """
    if heard.tapped is not None:
        return _tapped(heard, pending, screen)
    asked = (
        frozenset(screen.findings) if screen and _is(pending, TRIAGE, screen.id) else frozenset()
    )
    if pending and pending.kind in {CONFIRM, RECHECK}:
        asked = frozenset({pending.screen})
    left_open = all(value in _LEFT_OPEN for value in heard.findings.values())
    if heard.intent in _REFUSALS and asked and left_open:
        return Answers(dict.fromkeys(asked), asked, declined=True)
    values = {f: v for f, v in heard.findings.items() if not _worth_asking(f, v, heard, asked)}
    if screen is not None and asked and _NOTHING_ELSE.search(heard.text):
        values = _completed(values, screen)
    corrected = edited or heard.intent in _CORRECTIONS
    if corrected and screen is not None:
        values = _without_bare_no(values, heard, asked)
    return Answers(
        values=values,
        answered=asked,
        explicit=frozenset(f for f in values if _is_scale(f) and f not in heard.vague),
        rough=heard.vague & frozenset(values),
        corrected=corrected,
        how=HowKnown.ASKED if asked & set(values) else HowKnown.SAID,
        declined=bool(asked) and asked <= set(values) and all(values[f] is None for f in asked),
    )


def _is(pending: Pending | None, kind: str, screen: str) -> bool:
    return pending is not None and (pending.kind, pending.screen) == (kind, screen)


def _worth_asking(finding: str, value: Any, heard: Heard, asked: frozenset[str]) -> bool:
    """Whether words give too rough a score: "hurts when I run" may be a 2 or a 6 (S26, R33).

    Words that stand for a severe pain count as they are.
    """
    rough = finding == "pain_running" and finding in heard.vague and finding not in asked
    return rough and isinstance(value, (int, float)) and value < _SEVERE


def _without_bare_no(
    values: Mapping[str, Any], heard: Heard, asked: frozenset[str]
) -> dict[str, Any]:
    """Leave out what only a no in a correction would deny: "no, the right leg" is no all-clear."""
    beside = set(values) - asked
    return {
        f: v
        for f, v in values.items()
        if not (beside and v is False and f in asked and f not in heard.mentioned)
    }


def _is_scale(finding: str) -> bool:
    return finding in VOCABULARY and VOCABULARY[finding].answer is AnswerType.SCALE


def _completed(values: dict[str, Any], screen: Screen) -> dict[str, Any]:
    """Close a list of signs of which some were named with a "just" or "nothing else".

    Without such a word the signs that were not named stay open and are asked once more: a
    hurried "yeah limping" must not count as "no pop".
    """
    for group in screen.groups:
        named = [f for f in group.findings if values.get(f) is True]
        if group.kind is GroupKind.CHECKBOX and named:
            values = {**dict.fromkeys(group.findings, False), **values}
    return Findings(values).to_json()


def _tapped(heard: Heard, pending: Pending | None, screen: Screen | None) -> Answers:
    assert heard.tapped is not None
    tapped = heard.tapped
    if pending is not None and pending.kind in {CONFIRM, RECHECK} and tapped.screen == pending.kind:
        choices: dict[str, Any] = {each.id: dict(each.sets) for each in options_of(pending.screen)}
        choices = choices or {YES: {pending.screen: True}, NO: {pending.screen: False}}
        says = choices.get(tapped.options[0] if tapped.options else "")
        if says is None:
            return _stale(tapped)
        only = frozenset({pending.screen})
        return Answers(says, only, corrected=True, how=HowKnown.BUTTON)
    if screen is None or not _is(pending, TRIAGE, tapped.screen) or screen.id != tapped.screen:
        return _stale(tapped)
    try:
        values = answers_of(screen, tapped.options)
    except KeyError:
        return _stale(tapped)
    spans = frozenset(f for f, value in values.items() if _is_scale(f) and value)
    return Answers(values, frozenset(values), rough=spans, how=HowKnown.BUTTON)


def _stale(tapped: Tapped) -> Answers:
    """A question that is not open any more; a red flag on it counts all the same."""
    flags = {option: True for option in tapped.options if _is_red_flag(option)}
    return Answers(flags, how=HowKnown.BUTTON, stale=not flags)


def _is_red_flag(option: str) -> bool:
    if option not in VOCABULARY or VOCABULARY[option].answer is not AnswerType.YES_NO:
        return False
    return verdict(Findings({option: True})).level.urgency >= Level.URGENT_SAME_DAY.urgency
