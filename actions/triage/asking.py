"""Puts a screen to the runner, and reads which question is open."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from actions.turn import Turn
from coach.findings import VOCABULARY, AnswerType
from coach.triage import SCREENS, Group, GroupKind, Option, Screen

TRIAGE = "triage"
CONFIRM = "confirm"
RECHECK = "recheck"
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Pending:
    """The open question.

    Attributes:
        kind: Who asked: triage, confirm, recheck, delete, ...
        screen: Which question of that kind.
    """

    kind: str
    screen: str

    @classmethod
    def of(cls, turn: Turn) -> Pending | None:
        """The open question of a turn, or None."""
        kind, _, screen = str(turn.slot("pending") or "").partition(":")
        return cls(kind, screen) if kind else None


Handler = Callable[[Turn], bool]


@dataclass(frozen=True)
class Feature:
    """How a feature outside triage looks after its own open questions.

    Attributes:
        answer: Takes a message as the answer; whether it was one.
        ask_again: Asks the open question again; whether there is one.
    """

    answer: Handler
    ask_again: Handler


_FEATURES: dict[str, Feature] = {}


def looks_after(kind: str, feature: Feature) -> None:
    """Register the feature that owns a kind of open question."""
    _FEATURES[kind] = feature


def owner_of(pending: Pending | None) -> Feature | None:
    """The feature that owns the open question; None for triage's own and for none."""
    return _FEATURES.get(pending.kind) if pending is not None else None


def button(title: str, intent: str, **entities: Any) -> dict[str, Any]:
    """A button as Rasa takes it."""
    return {"title": title, "payload": f"/{intent}" + (json.dumps(entities) if entities else "")}


def option_button(screen: str, option: str, title: str, **extra: Any) -> dict[str, Any]:
    """A button for one option of a screen."""
    return {**button(title, "choose", screen=screen, option=option), **extra}


def set_pending(turn: Turn, kind: str, screen: str, findings: tuple[str, ...] = ()) -> None:
    """Note which question is open, so that a bare answer is understood against it."""
    turn.set("pending", f"{kind}:{screen}")
    turn.set("pending_findings", list(findings))


def clear_pending(turn: Turn) -> None:
    """No question is open any more."""
    turn.set("pending", None)
    turn.set("pending_findings", [])
    turn.set("misunderstood", 0.0)


def screen_text(screen: Screen) -> str:
    """The message of a screen, with its groups' own questions when it has several."""
    if len(screen.findings) == 1:
        return VOCABULARY[screen.findings[0]].question
    questions = [group.text for group in screen.groups if group.text]
    if len(screen.groups) == 1:
        return questions[0] if questions else screen.text
    return "\n".join([screen.text, *(f"• {question}" for question in questions)])


def screen_buttons(screen: Screen) -> Iterator[dict[str, Any]]:
    """The buttons of a screen; several can be on unless it is a single choice of one."""
    first = screen.groups[0]
    if len(screen.findings) == 1 and first.none is not None:
        yield option_button(screen.id, first.options[0].id, "Yes")
        yield option_button(screen.id, first.none.id, "No")
        return
    single = len(screen.groups) == 1 and first.kind is GroupKind.RADIO
    for group in screen.groups:
        radio = group.kind is GroupKind.RADIO
        for option in group.options:
            extra = {} if single else {"many": True, "group": group.id if radio else None}
            title = _alone(option.title, group) if single else option.title
            yield option_button(screen.id, option.id, title, **extra)
        if group.none is not None:
            yield _none_button(screen, group.none)


def _alone(title: str, group: Group) -> str:
    """An option's title where no other question stands beside it: "Rest 1-3" is just "1-3"."""
    short = title.removeprefix(group.text.partition(":")[0] + " ")
    return "Not sure" if short == "?" else short


def _none_button(screen: Screen, none: Option) -> dict[str, Any]:
    alone = len(screen.groups) == 1
    return option_button(screen.id, none.id, none.title, many=True, final=alone)


def ask(
    turn: Turn, screen: Screen, lead: str = "", *, way_out: bool = False, net: str = ""
) -> None:
    """Ask a triage screen.

    Args:
        turn: The turn.
        screen: What to ask.
        lead: What is said first, in the same message.
        way_out: Whether to offer to skip the question.
        net: When to get help fast, where that has to go with every reply.
    """
    buttons = list(screen_buttons(screen))
    if way_out:
        buttons.append({**button("Skip this question", "refuse"), "final": True})
    turn.say("\n\n".join(part for part in (lead, screen_text(screen), net) if part), buttons)
    set_pending(turn, TRIAGE, screen.id, screen.findings)


def ask_finding(turn: Turn, kind: str, finding: str, text: str) -> None:
    """Ask one finding by itself: as yes or no, or by the options its screen has for it."""
    options = options_of(finding)
    yes_no = [option_button(kind, YES, "Yes"), option_button(kind, NO, "No")]
    chosen = [option_button(kind, option.id, option.title) for option in options]
    turn.say(text, chosen or yes_no)
    set_pending(turn, kind, finding, (finding,))


def options_of(finding: str) -> tuple[Option, ...]:
    """The options among which triage lets one choose for a finding; none for a yes or no."""
    if VOCABULARY[finding].answer is AnswerType.YES_NO:
        return ()
    groups = (group for screen in SCREENS for group in screen.groups)
    chosen = (group for group in groups if group.kind is GroupKind.RADIO)
    return next((group.options for group in chosen if group.findings == (finding,)), ())
