"""Asking for deletion. The rows go after the turn, because Rasa saves the turn at its end."""

from __future__ import annotations

from actions.triage.asking import (
    Feature,
    Pending,
    button,
    clear_pending,
    looks_after,
    set_pending,
)
from actions.turn import Turn

DELETE, SURE = "delete", "sure"
DELETE_EVERYTHING = {"effect": "delete_everything"}
"""Sent beside the messages; the conversation engine carries it out when the turn is over."""


def ask_to_delete(turn: Turn) -> None:
    """Ask once."""
    turn.dispatcher.utter_message(
        response="utter_delete_sure",
        buttons=[
            button("Yes, delete everything", "affirm"),
            button("No, keep it", "stop_talking"),
        ],
    )
    set_pending(turn, DELETE, SURE)


def confirm_delete(turn: Turn) -> None:
    """Delete, if that is the open question; a button of long ago asks again instead."""
    if (pending := Pending.of(turn)) is None or pending.kind != DELETE:
        ask_to_delete(turn)
        return
    turn.dispatcher.utter_message(json_message=DELETE_EVERYTHING)


def ask_delete_again(turn: Turn) -> bool:
    """Ask once more."""
    ask_to_delete(turn)
    return True


def answer_delete(turn: Turn) -> bool:
    """Take a typed answer to the question.

    Returns:
        Whether the message was one.
    """
    clear = turn.heard.intent
    if clear == "affirm":
        confirm_delete(turn)
        return True
    clear_pending(turn)
    if clear in {"deny", "stop_talking"}:
        turn.respond("utter_kept")
        return True
    return False


looks_after(DELETE, Feature(answer_delete, ask_delete_again))
