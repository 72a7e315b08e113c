"""What a message says as an answer to the day's questions: pure readings, nothing stored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions.check_in.questions import EXERCISES, SIGNS, questions
from actions.reading import Heard
from nlu.values.check_in import CheckInAnswer, read_check_in
from nlu.values.mood import mood_answered
from nlu.values.overall import Overall
from nlu.values.scores import Problem

_REMARKS = {
    Problem.ABOVE: "too_high",
    Problem.CAPPED: "too_high",
    Problem.BELOW: "too_low",
    Problem.OTHER_SCALE: "other_scale",
    Problem.NOT_A_NUMBER: "no_number",
    Problem.UNCLEAR: "unclear",
}
_MOODS = range(1, 6)
_YES_NO = {"yes": True, "no": False}
_SAYS = {"affirm": True, "deny": False, "none_of_these": False}
_PLACED = re.compile(
    r"\b(rest|sitting|lying|activ\w*|worst|max|peak|walk\w*|run\w*|ran|jog\w*|stairs?|mov\w*|"
    r"morning|woke|wak\w*|got up|exercis\w*)\b",
    re.I,
)
_ACTIVITY = "pain_activity"


@dataclass(frozen=True)
class Reading:
    """What one message says.

    Attributes:
        values: Answers by field; None for a question that was declined.
        signs: Findings tapped as warning signs.
        remarks: Names of texts about scores that cannot be taken as they were given.
        which: Whether it says that there is a sign without saying which.
        overall: How the day was as a whole, where scores are asked for.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    signs: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    which: bool = False
    overall: Overall | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing in it answers anything."""
        return not (self.values or self.signs or self.which or self.overall)


def option_of(name: str, value: object) -> str:
    """The option that a button carries for one answer."""
    return f"{name}-{value}"


def read_tap(options: tuple[str, ...]) -> Reading:
    """Read tapped options; unknown ones say nothing."""
    values: dict[str, Any] = {}
    signs: list[str] = []
    by_id = {sign.id: sign.finding for sign in questions().signs}
    for option in options:
        name, _, said = option.rpartition("-")
        if name == SIGNS:
            values.setdefault(SIGNS, [])
            if said in by_id:
                signs.append(by_id[said])
        elif (value := _tapped(name, said)) is not None:
            values[name] = value
    if signs:
        values[SIGNS] = signs
    return Reading(values, tuple(signs))


def _tapped(name: str, said: str) -> Any:
    known = questions()
    if name in _scales():
        return int(said) if said.isdigit() and int(said) <= 10 else None
    if name == known.mood.id:
        return int(said) if said in known.mood.options else None
    choices = {choice.id: choice.options for choice in (*known.day, known.rose, known.agreed)}
    if said not in choices.get(name, {}):
        return None
    return _YES_NO.get(said, said)


def read_words(heard: Heard, asked: tuple[str, ...], today: date) -> Reading:
    """Read words against the question that is open.

    Args:
        heard: The message.
        asked: The fields that were asked last; empty for none.
        today: The runner's local date.
    """
    if heard.intent == "refuse" and asked:
        return Reading(dict.fromkeys(asked))
    answer = read_check_in(heard.text, today)
    values = _said(answer, heard)
    if len(asked) == 1:
        values = _against(asked[0], values, heard)
    which = asked == (SIGNS,) and heard.intent == "affirm"
    problems = () if asked == (questions().mood.id,) else answer.problems.values()
    remarks = tuple(dict.fromkeys(_REMARKS[problem] for problem in problems))
    scores_asked = set(asked) & {questions().agreed.id, *_scales()}
    overall = answer.overall if scores_asked else None
    return Reading(values, remarks=remarks, which=which, overall=overall)


def _said(answer: CheckInAnswer, heard: Heard) -> dict[str, Any]:
    values: dict[str, Any] = answer.said()
    if answer.mood is not None:
        values[questions().mood.id] = answer.mood
    if answer.whole_session:
        values[EXERCISES] = "all"
    elif EXERCISES in values and not values[EXERCISES]:
        values[EXERCISES] = "none"
    if heard.findings.get("gait_altered") is True:
        values["gait_normal"] = False
    rises = heard.findings.get("pain_rises_during_run")
    if isinstance(rises, bool):
        values[questions().rose.id] = rises
    return values


def _scales() -> frozenset[str]:
    return frozenset(scale.id for scale in questions().scales)


def _against(asked: str, values: dict[str, Any], heard: Heard) -> dict[str, Any]:
    """Give a bare number, or a bare yes or no, to the question that it answers."""
    known = questions()
    scales = _scales()
    lone = set(values) == {_ACTIVITY} and not _PLACED.search(heard.text)
    if lone and asked in scales:
        return {asked: values[_ACTIVITY]}
    if lone and asked == known.mood.id:
        return {asked: values[_ACTIVITY]} if values[_ACTIVITY] in _MOODS else {}
    if asked == known.mood.id and asked not in values:
        mood = mood_answered(heard.text)
        return values if mood is None else {**values, asked: mood}
    says = _SAYS.get(heard.intent)
    if says is None or asked in values or asked in scales:
        return values
    return {**values, **dict(_yes_or_no(asked, says))}


def _yes_or_no(asked: str, says: bool) -> Iterator[tuple[str, Any]]:
    if asked == SIGNS:
        if not says:
            yield SIGNS, []
    elif asked == EXERCISES:
        yield asked, "all" if says else "none"
    elif asked != questions().mood.id:
        yield asked, says
