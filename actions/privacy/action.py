"""What is kept, everything as a file, and deletion."""

from __future__ import annotations

import json
from typing import Any

from actions.privacy.deleting import ask_to_delete
from actions.privacy.notice import privacy_notice
from actions.privacy.page import readable_page
from actions.private_files import write_private
from actions.triage.take_in import resume
from actions.turn import Turn, TurnAction
from storage.export import export_runner


class ActionShowPrivacy(TurnAction):
    """Says in plain words what is kept."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_show_privacy"

    def act(self, turn: Turn) -> None:
        """Say it."""
        turn.say(privacy_notice())
        resume(turn)


class ActionExportData(TurnAction):
    """Hands over everything held, as data and as a readable page."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_export_data"

    def act(self, turn: Turn) -> None:
        """Write both files where only the bot can read them, and send them."""
        held = export_runner(turn.session, turn.runner, turn.now)
        for name, content in _files(held).items():
            turn.dispatcher.utter_message(
                text=f"Everything I keep about you ({name}).",
                attachment=write_private(name, content.encode()),
            )


def _files(held: dict[str, Any]) -> dict[str, str]:
    return {
        "hammy-data.json": json.dumps(held, indent=2, ensure_ascii=False),
        "hammy-data.html": readable_page(held),
    }


class ActionDeleteData(TurnAction):
    """Asks once before anything is deleted."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_delete_data"

    def act(self, turn: Turn) -> None:
        """See `ask_to_delete`."""
        ask_to_delete(turn)
