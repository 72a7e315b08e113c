"""What the latest message means for safety: pure decisions, no medicine of their own.

Whether a message is a red flag follows from the decision table: taken alone, it comes to an
emergency or urgent level.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from actions.reading import Heard
from coach.findings import VOCABULARY, Findings
from coach.triage import Level, assess

ACTION_SAFETY = "action_safety"
ACTION_TRIAGE = "action_triage"

EMERGENCY_HOLD = "emergency"

# What stays possible while an emergency stands: saying that it is over, and one's own data.
_OPEN_IN_EMERGENCY = frozenset(
    {
        "emergency_resolved",
        "seen_by_clinician",
        "start_over",
        "new_injury",
        "show_privacy",
        "export_data",
        "delete_data",
        "give_consent",
    }
)
# Intents whose own actions take in findings, or that have nothing to do with the leg.
_TAKES_IN_FINDINGS: tuple[str, ...] = (
    "report_",
    "ask_",
    "EXTERNAL_",
    "choose",
    "affirm",
    "deny",
    "unsure",
    "answer_value",
    "none_of_these",
    "refuse",
    "correct",
    "check_in_answer",
    "log_exercises",
    "start_check_in",
    "set_check_in_time",
    "set_time_zone",
    "snooze",
    "skip_check_in",
    "pause_check_ins",
    "resume_check_ins",
    "stop_check_ins",
    "emergency_resolved",
    "seen_by_clinician",
    "new_injury",
    "start_over",
    "nlu_fallback",
)
# Wishes about the talk itself: a no in them ("not now") is no answer to what was asked.
_ABOUT_THE_TALK = frozenset(
    {"stop_talking", "start", "help", "show_privacy", "export_data", "delete_data"}
)
_RECHECK = "recheck"
# Open questions about the leg, and intents that short answers to them are taken for ("this
# morning" is no wish about the hour of a check-in).
_ABOUT_THE_LEG = frozenset({"triage", "detail", "confirm", _RECHECK})
_ABOUT_CHECK_INS: tuple[str, ...] = (
    "check_in_answer",
    "log_exercises",
    "pause_check_ins",
    "resume_check_ins",
    "set_",
    "skip_check_in",
    "snooze",
)
# Where a feature leads step by step, "ready" or "go" is an answer and no wish to start over.
_GUIDED = frozenset({"home_test", "criterion", "delete"})
# "Morning or evening?" is answered with what is a greeting elsewhere.
_HOUR = "check_in_hour"
_GREETINGS = frozenset({"greet", "goodbye"})
_HALF_OF_THE_DAY = re.compile(r"\b(morning|afternoon|evening|night)\b", re.IGNORECASE)
_ALSO_ANSWERS = frozenset({"start", "greet", "ready_to_progress", "check_in_answer", "tell_more"})


def next_safety_action(
    heard: Heard, *, hold: str | None, pending: str | None, asked: Collection[str] = ()
) -> str | None:
    """The action that has to run now for safety's sake, or None.

    Args:
        heard: The latest message.
        hold: The standing safety hold: none, urgent, emergency, or None.
        pending: The open question (`kind:screen`), or None.
        asked: The findings that it asks for.
    """
    if message_level(heard).urgency >= Level.URGENT_SAME_DAY.urgency:
        return ACTION_SAFETY
    kind = (pending or "").partition(":")[0]
    if hold == EMERGENCY_HOLD and heard.intent not in _OPEN_IN_EMERGENCY and kind != _RECHECK:
        return ACTION_SAFETY
    if _is_an_answer(heard, kind, asked):
        return ACTION_TRIAGE
    if heard.intent in _ABOUT_THE_TALK and not heard.only_mentioned().reported:
        return None
    if heard.reported and not heard.intent.startswith(_TAKES_IN_FINDINGS):
        # Thanks, a joke or a command with a finding in it: the finding comes first.
        return ACTION_TRIAGE
    return None


def _is_an_answer(heard: Heard, kind: str, asked: Collection[str]) -> bool:
    """Whether a message answers the open question although its intent says otherwise."""
    if kind == _HOUR and heard.intent in _GREETINGS:
        return bool(_HALF_OF_THE_DAY.search(heard.text))
    if kind in _GUIDED:
        return bool(heard.text) and heard.intent in _ALSO_ANSWERS
    if kind in _ABOUT_THE_LEG and heard.intent.startswith(_ABOUT_CHECK_INS):
        return bool(set(heard.only_mentioned().findings) & set(asked))
    return False


def message_level(heard: Heard) -> Level:
    """The level of one message taken alone; buttons count like words."""
    tapped = {option: True for option in heard.asserted if option in VOCABULARY}
    return assess(Findings({**heard.findings, **tapped})).level
