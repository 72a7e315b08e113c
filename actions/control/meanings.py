"""How an intent is worded on a suggestion button."""

from __future__ import annotations

from actions.control.commands import COMMANDS
from coach.knowledge import title, topics

_ASK = "ask_"
_BY_COMMAND = {spec.intent: spec.summary for spec in COMMANDS.values()}


def meaning_of(intent: str) -> str | None:
    """A few words for a button, or None when the intent makes no sense as a suggestion."""
    topic = intent.removeprefix(_ASK)
    if intent.startswith(_ASK) and topic in {known.id for known in topics()}:
        return title(topic)
    summary = _BY_COMMAND.get(intent)
    return summary[:1].upper() + summary[1:] if summary else None
