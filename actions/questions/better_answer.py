"""The answer again, now knowing the detail that was asked for."""

from __future__ import annotations

from dataclasses import replace

from actions.questions.detail import DETAIL
from actions.questions.person import personal_context
from actions.triage.asking import YES, Feature, Pending, clear_pending, looks_after
from actions.triage.case import case_for, open_case, record
from actions.triage.take_in import take_in
from actions.turn import Turn
from coach.findings import Findings
from coach.knowledge import answer
from storage.states import HowKnown


def take_detail(turn: Turn) -> bool:
    """Take a message as the detail; whether it was."""
    pending = Pending.of(turn)
    clear_pending(turn)
    heard = turn.heard
    if pending is None or pending.kind != DETAIL:
        return False
    if heard.tapped is not None and heard.tapped.screen == DETAIL:
        heard = replace(heard, findings={pending.screen: YES in heard.tapped.options}, tapped=None)
    if heard.findings.get(pending.screen) is None:
        return False
    topic = str(turn.slot("last_topic") or "")
    turn.heard = replace(heard, topics=heard.topics or ((topic,) if topic else ()))
    if _changes_nothing(turn, pending.screen):
        turn.respond("utter_detail_noted")
    else:
        take_in(turn)
    return True


def _changes_nothing(turn: Turn, finding: str) -> bool:
    """Keep the detail; whether somebody who only asked a question may be left in peace with it."""
    if open_case(turn) is not None or set(turn.heard.findings) != {finding}:
        return False
    known = Findings(turn.heard.findings)
    if known.present(finding) or known.choice(finding) == "sudden":
        return False
    before = _answers(turn)
    record(turn, case_for(turn), turn.heard.findings, HowKnown.ASKED)
    return _answers(turn) == before


def _answers(turn: Turn) -> list[str]:
    context = personal_context(turn)
    return [answer(topic, context).text for topic in turn.heard.topics]


def _never(turn: Turn) -> bool:
    """It was an offer to answer better, so nobody is asked twice."""
    del turn
    return False


looks_after(DETAIL, Feature(answer=take_detail, ask_again=_never))
