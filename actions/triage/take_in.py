"""Takes in what was said, assesses again, and says what matters most now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.check_in.hours import await_offer, offer_check_ins
from actions.check_in.rhythm import back_to_daily
from actions.plan.held import ask_anew_after_silence, let_it_come_back
from actions.plan.keeping import plan_of, reassess_plan
from actions.questions.answering import answer_topics
from actions.triage.answers import Answers, read_answers
from actions.triage.asking import (
    CONFIRM,
    RECHECK,
    TRIAGE,
    Pending,
    ask,
    ask_finding,
    clear_pending,
    owner_of,
)
from actions.triage.case import (
    Case,
    case_for,
    keep_assessment,
    open_case,
    open_new_case,
    record,
)
from actions.triage.lead import lead_text, rest_of_list, which_one
from actions.triage.open_screen import open_screen
from actions.triage.recheck import after_recheck, raising
from actions.triage.verdict import PLAN_LEVELS, give_verdict, told_already
from actions.turn import SELF, Turn
from coach.findings import VOCABULARY
from coach.triage import Assessment, Level, Merged, merge
from coach.wording import safety_net

_BAD_ANSWERS_BEFORE_WAY_OUT = 2
_A_DAY_LATER = 1
_BEGAN = "onset"


def take_in(turn: Turn) -> None:
    """Work through one message: findings, then the verdict or the next question, then topics."""
    _switch_subject(turn)
    _open_new_injury(turn)
    pending = Pending.of(turn)
    before = open_case(turn)
    shown = open_screen(before) if before and _is_triage(pending) else None
    answers = read_answers(turn.heard, pending, shown, edited=turn.edited)
    if answers.stale:
        turn.respond("utter_stale_button")
        resume(turn)
        return
    if not (answers.values or turn.heard.findings) and _nothing_to_take_in(turn, before, pending):
        return
    case = let_it_come_back(turn, before or case_for(turn), answers.values)
    merged = merge(
        case.findings,
        answers.values,
        answered=answers.answered,
        explicit=answers.explicit,
        corrected=answers.corrected,
    )
    case = record(turn, case, _changed(merged, answers), answers.how, _rough(merged, answers))
    case = ask_anew_after_silence(turn, case, plan_of(case))
    turn.set("misunderstood", 0.0)
    if after_recheck(turn, pending, answers.values, before, case):
        return
    _speak(turn, case, merged, answers, first=before is None)


def note(turn: Turn) -> Case | None:
    """Keep what a message tells beside its purpose, without a word about it.

    Returns:
        The open case as it is then, or None when there is none.
    """
    case = open_case(turn)
    if case is None or not turn.heard.findings:
        return case
    answers = Answers(turn.heard.findings, rough=turn.heard.vague)
    merged = merge(case.findings, answers.values)
    return record(turn, case, _changed(merged, answers), answers.how, _rough(merged, answers))


def resume(turn: Turn, lead: str = "") -> None:
    """Ask the open question again, or say nothing when there is none."""
    pending = Pending.of(turn)
    if (feature := owner_of(pending)) is not None:
        feature.ask_again(turn)
        return
    case = open_case(turn)
    if case is None or pending is None:
        return
    if pending.kind in {CONFIRM, RECHECK}:
        ask_finding(turn, pending.kind, pending.screen, VOCABULARY[pending.screen].question)
        return
    if pending.kind == TRIAGE and (screen := open_screen(case)) is not None:
        ask(turn, screen, lead, net=safety_net(case.findings))


def reopen(turn: Turn, lead: str) -> None:
    """Go on with triage's questions where something else came between, if any is left.

    Args:
        turn: The turn.
        lead: What is said before the question.
    """
    case = open_case(turn)
    screen = open_screen(case) if case is not None else None
    if case is not None and screen is not None:
        ask(turn, screen, lead, net=safety_net(case.findings))


def _is_triage(pending: Pending | None) -> bool:
    return pending is not None and pending.kind == TRIAGE


def _switch_subject(turn: Turn) -> None:
    said = turn.heard.findings.get("subject")
    if isinstance(said, str) and said != turn.subject:
        talked = open_case(turn) is not None
        turn.set("subject", said)
        if talked:
            turn.respond("utter_other_leg" if said == SELF else "utter_somebody_else")
        turn.set("told", None)
        clear_pending(turn)


def _open_new_injury(turn: Turn) -> None:
    """A sudden pain that is younger than the one a verdict was given on is a new injury."""
    case = open_case(turn)
    if case is None or turn.slot("told") is None or raising(case.findings):
        return
    if turn.edited or turn.heard.intent == "correct":
        return
    heard = turn.heard.findings
    since, before = heard.get("days_since_onset"), case.findings.number("days_since_onset")
    sudden = heard.get("onset") == "sudden" or heard.get("pop_or_snap") is True
    if not sudden or not isinstance(since, (int, float)) or before is None:
        return
    if before - since >= _A_DAY_LATER:
        open_new_case(turn, turn.subject)


def _changed(merged: Merged, answers: Answers) -> Mapping[str, Any]:
    changed = {change.finding: change.new for change in merged.changes}
    confirmed = {f: merged.findings[f] for f in answers.values if f in merged.findings}
    return {**confirmed, **changed}


def _rough(merged: Merged, answers: Answers) -> frozenset[str]:
    """Scores that were told without a number and stand as they were told."""
    return frozenset(f for f in answers.rough if merged.findings.get(f) == answers.values.get(f))


def _nothing_to_take_in(turn: Turn, case: Case | None, pending: Pending | None) -> bool:
    """Answer a message that says nothing about the leg; whether that was all there was to do."""
    if turn.heard.topics:
        answer_topics(turn, turn.heard.topics)
        resume(turn)
        return True
    if case is not None and pending is not None:
        _ask_again(turn, case, pending)
        return True
    if turn.heard.intent.startswith("report_"):
        return False
    turn.respond("utter_tell_me" if case is None else "utter_no_question_open")
    return True


def _ask_again(turn: Turn, case: Case, pending: Pending) -> None:
    times = int(turn.slot("misunderstood") or 0) + 1
    turn.set("misunderstood", float(times))
    screen = open_screen(case)
    if pending.kind != TRIAGE or screen is None:
        turn.respond("utter_not_understood")
        resume(turn)
    elif times < _BAD_ANSWERS_BEFORE_WAY_OUT and (which := which_one(turn, screen)):
        ask(turn, screen, which, net=safety_net(case.findings))
    elif times < _BAD_ANSWERS_BEFORE_WAY_OUT:
        ask(turn, screen, "Sorry, I did not get that.", net=safety_net(case.findings))
    else:
        ask(turn, screen, screen.explain, way_out=True, net=safety_net(case.findings))


def _speak(turn: Turn, case: Case, merged: Merged, answers: Answers, *, first: bool) -> None:
    assessment = case.assessment
    told = told_already(turn, assessment)
    changed = keep_assessment(turn, case, assessment)
    news = [change.finding for change in merged.changes]
    reassess_plan(turn, case, assessment, news, changed=changed)
    if assessment.level is Level.EMERGENCY:
        clear_pending(turn)
        give_verdict(turn, case, assessment)
        return
    lead = lead_text(turn, case, merged, answers, first=first)
    urgent = assessment.level.urgency >= _URGENT
    if (doubtful := _to_confirm(merged)) is not None and not urgent:
        ask_finding(turn, CONFIRM, doubtful, _joined(lead, _confirming(doubtful)))
        return
    screen, offered = open_screen(case), False
    if (screen is None or urgent) and not told:
        give_verdict(turn, case, assessment, lead)
        _say_rhythm(turn)
        lead = ""
        offered = _may_offer(turn, assessment)
        if offered:
            offer_check_ins(turn)
    elif screen is None and not turn.heard.topics:
        unchanged = _UNCHANGED.get(assessment.level, "utter_unchanged")
        turn.respond(unchanged, lead=lead and f"{lead}\n\n")
        lead = ""
    if screen is None:
        clear_pending(turn)
        if offered:
            await_offer(turn)
    if turn.heard.topics and (told or not urgent):
        # Before a question the answer comes first, and what was understood goes with the question.
        if lead and screen is None:
            turn.say(lead)
            lead = ""
        answer_topics(turn, turn.heard.topics, sharpen=screen is None)
    if screen is not None:
        lead = lead or rest_of_list(turn, answers, screen)
        ask(turn, screen, lead, net="" if urgent else safety_net(case.findings))


def _say_rhythm(turn: Turn) -> None:
    """Go back to daily check-ins when what was told has opened a closed plan again."""
    case = open_case(turn)
    plan = plan_of(case) if case is not None and turn.subject == SELF else None
    if plan is not None and (rhythm := back_to_daily(turn, turn.today, plan)):
        turn.say(rhythm)


def _may_offer(turn: Turn, assessment: Assessment) -> bool:
    """Whether to offer daily check-ins after a verdict."""
    theirs = turn.subject == SELF and turn.runner.check_in_time is None
    return theirs and assessment.level in PLAN_LEVELS


_URGENT = Level.URGENT_SAME_DAY.urgency
_UNCHANGED = {
    Level.URGENT_SAME_DAY: "utter_unchanged_urgent",
    Level.SEE_CLINICIAN_DAYS: "utter_unchanged_see_clinician",
    Level.OUT_OF_SCOPE: "utter_unchanged_out_of_scope",
}


def _to_confirm(merged: Merged) -> str | None:
    """What to ask back: a yes or no that was contradicted, or else how it began."""
    yes_no = [f for f in merged.to_confirm if isinstance(merged.findings.get(f), bool)]
    began = [f for f in merged.to_confirm if f == _BEGAN]
    return next(iter(yes_no + began), None)


def _confirming(finding: str) -> str:
    return f"Just to be sure I have this right. {VOCABULARY[finding].question}"


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)
