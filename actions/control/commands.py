"""The slash commands: what each one means to the conversation and how it is described."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CommandSpec:
    """One slash command.

    Attributes:
        intent: The intent that it stands for.
        summary: One line for the command menu and /help.
    """

    intent: str
    summary: str


COMMANDS: dict[str, CommandSpec] = {
    "start": CommandSpec("start", "begin, or see where we are"),
    "help": CommandSpec("help", "what I can do"),
    "checkin": CommandSpec("start_check_in", "today's check-in"),
    "plan": CommandSpec("show_plan", "today's session of your recovery plan"),
    "progress": CommandSpec("show_progress", "how it has gone so far"),
    "exercises": CommandSpec("show_exercises", "how each exercise is done"),
    "tests": CommandSpec("start_home_tests", "three quick tests to do at home"),
    "settings": CommandSpec("show_settings", "hour and time zone of your check-ins"),
    "pause": CommandSpec("pause_check_ins", "pause the daily check-ins"),
    "resume": CommandSpec("resume_check_ins", "take them up again"),
    "summary": CommandSpec("show_summary", "a summary for your physio"),
    "privacy": CommandSpec("show_privacy", "what I keep about you"),
    "export": CommandSpec("export_data", "everything I keep about you, as a file"),
    "delete": CommandSpec("delete_data", "remove everything about you"),
}
