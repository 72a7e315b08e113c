"""While an emergency stands, every reply is that and nothing else."""

from __future__ import annotations

import re

from actions.triage.asking import button
from actions.triage.case import keep_assessment
from actions.triage.recheck import begin_recheck, raising
from actions.triage.take_in import note
from actions.triage.verdict import give_verdict
from actions.turn import Turn
from coach.triage import Level

_CRISIS = "self_harm_thoughts"
_TAKES_BACK = frozenset({"deny", "correct", "report_healed", "report_improving"})
_OPENS_WITH_NO = re.compile(r"\W*(no|nope|nah|not)\b", re.IGNORECASE)


def repeat_standing_safety(turn: Turn) -> None:
    """Repeat the emergency message with how to say that it is over.

    What else the message tells is kept. A no to the very sign that raised the emergency does not
    end it by itself, because it may be a slip; the sign is asked about again.
    """
    case = note(turn)
    if case is None:
        turn.set("safety_hold", None)
        turn.respond("utter_tell_me")
        return
    signs = raising(case.findings)
    if _sounds_over(turn, signs) and begin_recheck(turn, case):
        return
    assessment = case.assessment
    keep_assessment(turn, case, assessment)
    give_verdict(turn, case, assessment)
    if assessment.level is not Level.EMERGENCY:
        return
    if _CRISIS in signs:
        _offer_way_out(turn, "utter_how_to_resolve_crisis", "I am safe")
    else:
        _offer_way_out(turn, "utter_how_to_resolve", "It has been checked")


def _sounds_over(turn: Turn, signs: tuple[str, ...]) -> bool:
    # "If that is not so, tell me": a no is just that.
    says_no = turn.heard.intent in _TAKES_BACK or _OPENS_WITH_NO.match(turn.heard.text)
    if says_no and _CRISIS not in signs:
        return True
    return any(turn.heard.findings.get(name) is False for name in (*signs, "currently_symptomatic"))


def _offer_way_out(turn: Turn, response: str, title: str) -> None:
    turn.dispatcher.utter_message(response=response, buttons=[button(title, "emergency_resolved")])
