"""The likeliest meanings of an unclear message, as buttons: "Did you mean ...?"."""

from __future__ import annotations

from actions.control.meanings import meaning_of
from actions.triage.asking import button
from actions.turn import Turn

NONSENSE = "nonsense"
NEITHER = "neither"
_MOST = 2


def suggest(turn: Turn) -> bool:
    """Offer up to two meanings; whether there was one to offer.

    An open question stays open and is not asked again here: two sets of buttons at once would
    leave nobody sure which of them is the question.
    """
    meanings = [(intent, meaning_of(intent)) for intent in turn.heard.suggestions]
    buttons = [button(said, intent) for intent, said in meanings if said][:_MOST]
    if not buttons:
        return False
    buttons.append(button("Something else", NONSENSE, option=NEITHER))
    turn.respond_with_buttons("utter_did_you_mean", buttons)
    return True
