"""Pain from 0 to 10 in a runner's words, and which activity each score is about.

A number always wins over a word, a word over "it hurts". Of two numbers for the same thing the
worse one counts, unless one of them is said to be over. What is no point on the scale ("12",
"-3", "loads") is reported as such and never bent into one; "eleven out of ten" and its like are
a way of saying ten and marked as capped. The words and their numbers: `rules/feelings.yml`; the
activities: `rules/contexts.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nlu.extraction.text import Text
from nlu.values.activities import Activity, finding_of
from nlu.values.feelings import (
    Basis,
    Flavour,
    at_rest_by_itself,
    find_feelings,
    is_no_number,
    level_of,
)
from nlu.values.numbers import whole
from nlu.values.phrases import as_text, listed, place
from nlu.values.scores import Problem, find_scores
from nlu.values.statements import Statement, statements

NOT_TRIED = "not_tried"
"""The value of `pain_running` of someone who has not run on it."""

STRONG = 5
"""From here on pain in words counts as pain at rest although it is only said of sitting."""

CANNOT_FOR_PAIN = 5
"""What "I can't run because it hurts" is read as: hard to ignore."""


@dataclass(frozen=True)
class PainScale:
    """One thing a message says about how much it hurts.

    Attributes:
        activity: What it is about, or None where the message does not say.
        finding: The id it fills in an assessment (`pain_rest`, `pain_walking`,
            `pain_running`), or None.
        value: 0-10, `not_tried` for `pain_running`, or None where `problem` forbids one.
        basis: What it was read from.
        problem: What is wrong with it, None for an ordinary value.
        over: Whether it is said to be how it was before.
        start: Where it begins in the message as written (characters).
        end: Where it ends there.
    """

    activity: Activity | None
    finding: str | None
    value: int | float | str | None
    basis: Basis
    problem: Problem | None
    over: bool
    start: int
    end: int


@dataclass(frozen=True)
class Level:
    """The one level an answer names, see `PainScale` for the fields."""

    value: int | float | None
    basis: Basis
    problem: Problem | None


def find_pain_scales(message: str | Text, *, of_one_day: bool = False) -> tuple[PainScale, ...]:
    """Everything a message says about how much it hurts, in the order it was said.

    Args:
        message: What the runner wrote.
        of_one_day: Whether it is the account of a day: then a number counts with nothing around
            it that speaks of pain, and one of "at first" counts too, because the worst does.
    """
    text = as_text(message)
    running = tuple(_without_a_run(text))
    scales = [_scale(text, statement) for statement in statements(text, of_one_day=of_one_day)]
    if running:
        scales = [s for s in scales if s.finding != "pain_running" or s.basis is Basis.NUMBER]
    return tuple(sorted((*scales, *running), key=lambda scale: scale.start))


def pain_values(scales: Iterable[PainScale]) -> dict[str, int | float | str]:
    """The pain findings of a message by what it says about pain, each with its one value.

    Numbers win over words, what is so now over what was; among equals the worse one counts.
    """
    return settled((scale.finding, scale) for scale in scales if scale.finding)


def settled(scales: Iterable[tuple[str, PainScale]]) -> dict[str, int | float | str]:
    """One value for each id, from all that was said about it."""
    by_id: dict[str, list[PainScale]] = {}
    for name, scale in scales:
        if scale.value is not None:
            by_id.setdefault(name, []).append(scale)
    return {name: _settle(said) for name, said in by_id.items()}


def read_level(message: str | Text) -> Level | None:
    """The one level that an answer to "how much does it hurt?" names; the worst of several."""
    text = as_text(message)
    scores = find_scores(text)
    current = [score for score in scores if not score.over] or list(scores)
    if current:
        worst = max(current, key=lambda score: (score.value is not None, score.value or 0))
        value = None if worst.value is None else whole(worst.value)
        return Level(value, Basis.NUMBER, worst.problem)
    return _level_in_words(text.plain)


def _level_in_words(plain: str) -> Level | None:
    pains = [said for said in find_feelings(plain) if said.flavour is Flavour.PAIN]
    certain = [said for said in pains if said.basis is Basis.WORDS]
    if certain:
        return Level(whole(max(said.value for said in certain)), Basis.WORDS, None)
    if is_no_number(plain):
        return Level(None, Basis.WORDS, Problem.NOT_A_NUMBER)
    level = level_of(plain)
    if level is not None:
        return Level(whole(level), Basis.WORDS, None)
    others = pains or list(find_feelings(plain))
    if not others:
        return None
    worst = max(others, key=lambda said: said.value)
    return Level(whole(worst.value), worst.basis, None)


def _settle(said: list[PainScale]) -> int | float | str:
    for basis in Basis:
        best = [scale for scale in said if scale.basis is basis]
        current = [scale for scale in best if not scale.over] or best
        values = [scale.value for scale in current if scale.value is not None]
        numbers = [value for value in values if not isinstance(value, str)]
        if values:
            return max(numbers) if numbers else values[0]
    raise ValueError("nothing was said")


def _scale(text: Text, statement: Statement) -> PainScale:
    start, end = place(text, statement.start, statement.end)
    finding = finding_of(statement.activity) if statement.activity else None
    if finding is None and statement.activity is None and statement.problem is None:
        words = text.plain[statement.said_from : statement.said_to]
        finding = "pain_rest" if at_rest_by_itself(words) else None
    if statement.activity is Activity.SITTING and _is_only_some(statement):
        finding = None
    return PainScale(
        activity=statement.activity,
        finding=finding,
        value=None if statement.value is None else whole(float(statement.value)),
        basis=statement.basis,
        problem=statement.problem,
        over=statement.over,
        start=start,
        end=end,
    )


def _is_only_some(statement: Statement) -> bool:
    """Pain in words that are short of strong: in sitting that is a finding of its own."""
    words = statement.basis is not Basis.NUMBER
    return words and 0 < (statement.value or 0) < STRONG


def _tells_of_something_else(plain: str, match: re.Match[str]) -> bool:
    """As in "even when I haven't run", "if I can't run again", "had not run for a week"."""
    lead = " ".join(plain[: match.start()].split()[-3:])
    return bool(
        listed("contexts", "not_tried_not_behind").search(lead)
        or listed("contexts", "not_tried_not_before").match(plain, match.end() + 1)
    )


def _without_a_run(text: Text) -> Iterator[PainScale]:
    """Runs that were not tried, or cannot be had for pain."""
    for key, value, basis in (
        ("cannot_run_for_pain", CANNOT_FOR_PAIN, Basis.WORDS),
        ("not_tried", NOT_TRIED, Basis.WORDS),
    ):
        match = listed("contexts", key).search(text.plain)
        if match and not (key == "not_tried" and _tells_of_something_else(text.plain, match)):
            start, end = place(text, match.start(), match.end())
            yield PainScale(Activity.RUNNING, "pain_running", value, basis, None, False, start, end)
            return
