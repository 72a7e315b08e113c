"""Which buttons an imaginary runner taps under what was said to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from bot.conversation.messages import Choice, Reply, Selection
from bot.simulation.days import Day
from coach.findings import VOCABULARY, AnswerType, Value
from coach.triage import SCREENS, Group, GroupKind

_CONSENT = "!give_consent"
_READY = ("!affirm", "!stop_talking")
"""What is offered where something is led through step by step, such as the home tests."""
_CHECK_IN = "checkin_"
_UNREMARKABLE: Mapping[str, Value] = {
    "pain_location": ("back_of_thigh",),
    "onset": "gradual",
    "days_since_onset": 4,
    "trend": "better",
}
_YES = ("yes", "all", "done", "none", "no", "0")


def answer_to(replies: Sequence[Reply], facts: Mapping[str, Value], day: Day) -> Choice | None:
    """What is tapped in answer to the latest question.

    Args:
        replies: What was said.
        facts: What is so with this runner, for triage; all else is unremarkable.
        day: How the leg is today, for check-ins.

    Returns:
        The tap, or None when nothing was asked.
    """
    for reply in reversed(replies):
        codes = [button.code for row in reply.buttons for button in row]
        if _CONSENT in codes:
            return Choice((_CONSENT,))
        if set(_READY) <= set(codes):
            return Choice(_READY[:1])
        options = [code.partition(".") for code in codes if not code.startswith("!")]
        if options:
            screen = options[0][0]
            shown = [option for at, _, option in options if at == screen]
            taps = _taps(reply, screen, shown, facts, day)
            return Choice(tuple(f"{screen}.{tap}" for tap in taps)) if taps else None
    return None


def _taps(
    reply: Reply, screen: str, shown: Sequence[str], facts: Mapping[str, Value], day: Day
) -> Sequence[str]:
    known = next((each for each in SCREENS if each.id == screen), None)
    if known is not None:
        return [tap for group in known.groups for tap in taps_in(group, facts, shown)]
    if screen.startswith(_CHECK_IN) and (found := _of_day(shown, day)):
        return found
    agreeable = [option for wanted in _YES for option in shown if option.endswith(wanted)]
    return [*agreeable, *shown][: 1 if reply.selection is Selection.ONE else 2]


def _of_day(shown: Sequence[str], day: Day) -> Sequence[str]:
    fields = dict.fromkeys(option.rpartition("-")[0] for option in shown)
    wanted = [f"{field}-{said}" for field in fields for said in day.options(field)]
    return [option for option in wanted if option in shown]


def taps_in(group: Group, facts: Mapping[str, Value], shown: Collection[str]) -> Sequence[str]:
    """What is tapped in one group of a screen of triage.

    Args:
        group: The group.
        facts: What is so with this person; all else is unremarkable.
        shown: The options that are on offer.
    """
    if group.kind is GroupKind.CHECKBOX:
        ticked = [o.id for o in group.options if o.finding and facts.get(o.finding) is True]
        none = [group.none.id] if group.none else []
        return [tap for tap in ticked if tap in shown] or [tap for tap in none if tap in shown]
    if not any(option.id in shown for option in group.options):
        return []
    (finding,) = group.findings
    wanted = facts.get(finding, _unremarkable(finding))
    stated = [(option.id, dict(option.sets)[finding]) for option in group.options]
    if isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
        enough = [(v, name) for name, v in stated if isinstance(v, (int, float)) and v >= wanted]
        return [min(enough)[1]] if enough else [stated[-1][0]]
    as_value = tuple(wanted) if isinstance(wanted, list) else wanted
    return [name for name, value in stated if value == as_value][:1]


def all_told(facts: Mapping[str, Value]) -> Mapping[str, Value]:
    """Everything that triage may ask about, with what is unremarkable where nothing is known."""
    asked = (finding for screen in SCREENS for group in screen.groups for finding in group.findings)
    return {finding: facts.get(finding, _unremarkable(finding)) for finding in asked}


def _unremarkable(finding: str) -> Value:
    if finding in _UNREMARKABLE:
        return _UNREMARKABLE[finding]
    return False if VOCABULARY[finding].answer is AnswerType.YES_NO else 0
