"""What was heard in the latest message, as typed values instead of Rasa's dictionaries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from coach.findings import VOCABULARY, AnswerType

CHOOSE = "choose"
_NOT_TRIED = "not_tried"
# "What is a hamstring?" names a place without saying that it hurts.
_ONLY_NAMED = frozenset({"pain_location", "side"})
# "Any exercises for me?" tells whose leg it is and nothing about it.
_WRITER = "self"
# "I miss running" and "so no running at all?" tell nothing about the leg.
_NOT_RUNNING = _ONLY_NAMED | {"pain_running"}
# "Is that the same for my other leg?" speaks of the answer and not of the leg.
_FOLLOW_UP = ("follow_up",)
_NOT_TREND = _ONLY_NAMED | {"trend"}
_NAMES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


@dataclass(frozen=True)
class Tapped:
    """Options of one screen, chosen together."""

    screen: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Heard:
    """One message as the pipeline understood it.

    Attributes:
        intent: Name of the intent.
        text: The words, or "" for a button.
        findings: Finding id to value, present or denied now; `None` for "not sure".
        mentioned: Findings that the words themselves speak of, rather than a yes or no to what
            was asked; all of them when the pipeline does not say.
        vague: Scores read from words ("hurts to walk"), where no number was given.
        topics: Follow-up topics that the message asks about, in order.
        check_in: What a check-in answer says, or None.
        suggestions: The likeliest intents when the message was not understood.
        tapped: The buttons that were chosen, or None when it was words.
        argument: What a button of another kind carries, or "".
    """

    intent: str
    text: str = ""
    findings: Mapping[str, Any] = field(default_factory=dict)
    mentioned: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    topics: tuple[str, ...] = ()
    check_in: Mapping[str, Any] | None = None
    suggestions: tuple[str, ...] = ()
    tapped: Tapped | None = None
    argument: str = ""

    @classmethod
    def from_parse(cls, parse_data: Mapping[str, Any] | None) -> Heard:
        """Read Rasa's parse result; missing parts count as nothing said."""
        data = parse_data or {}
        intent = str((data.get("intent") or {}).get("name") or "")
        carried = _carried(data.get("entities") or ())
        if intent == CHOOSE:
            screen = carried.get("screen", [""])[0]
            return cls(intent, tapped=Tapped(screen, tuple(carried.get("option", []))))
        if str(data.get("text", "")).startswith("/"):
            return cls(intent, argument=carried.get("option", [""])[0])
        return cls(
            intent,
            text=str(data.get("text", "")),
            findings=dict(data.get("findings") or {}),
            mentioned=frozenset(m["finding"] for m in data["mentions"])
            if "mentions" in data
            else frozenset(data.get("findings") or {}),
            vague=_vague(str(data.get("text", "")), data.get("mentions") or ()),
            topics=tuple(data.get("topics") or ()),
            check_in=data.get("check_in"),
            suggestions=tuple(data.get("suggestions") or ()),
        )

    @property
    def reported(self) -> bool:
        """Whether it tells more than which leg and which muscle it is about."""
        if self.topics == _FOLLOW_UP:
            return bool(set(self.findings) - _NOT_TREND)
        named = _ONLY_NAMED if self.findings.get("pain_running") != _NOT_TRIED else _NOT_RUNNING
        if self.findings.get("subject") == _WRITER:
            named = named | {"subject"}
        return bool(set(self.findings) - named)

    def only_mentioned(self) -> Heard:
        """The message without what only answers the question that was open."""
        said = {f: value for f, value in self.findings.items() if f in self.mentioned}
        return replace(self, findings=said)

    def spoken_to(self, subject: str) -> Heard:
        """The message without "and for me" where the talk is of that person already."""
        if self.findings.get("subject") != subject:
            return self
        said = {f: value for f, value in self.findings.items() if f != "subject"}
        return replace(self, findings=said)

    @property
    def asserted(self) -> frozenset[str]:
        """Finding ids that the message says are there now."""
        present = {name for name, value in self.findings.items() if value is True}
        return frozenset(present | set(self.tapped.options if self.tapped else ()))


def _vague(text: str, mentions: Any) -> frozenset[str]:
    scores = [
        mention
        for mention in mentions
        if VOCABULARY[mention["finding"]].answer is AnswerType.SCALE
        and mention["state"] == "present"
        and isinstance(mention["value"], (int, float))
        and mention["value"] > 0
    ]
    numbered = {m["finding"] for m in scores if _stated(m["value"], text[m["start"] : m["end"]])}
    return frozenset(m["finding"] for m in scores) - numbered


def _stated(value: float, words: str) -> bool:
    """Whether a score stands in the words as a number."""
    forms = [f"{value:g}"]
    if float(value).is_integer():
        forms.append(_NAMES[int(value)])
    return re.search(rf"(?<![\d.])(?:{'|'.join(forms)})(?!\d)", words.lower()) is not None


def _carried(entities: Any) -> dict[str, list[str]]:
    carried: dict[str, list[str]] = {}
    for entity in entities:
        if entity.get("entity") in {"screen", "option"}:
            value = entity.get("value")
            values = value if isinstance(value, list) else [value]
            carried.setdefault(entity["entity"], []).extend(str(v) for v in values)
    return carried
