"""Takes an answer to a check-in: stores what it says, asks what is missing, ends with a verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from actions.check_in.answers import Reading, read_tap, read_words
from actions.check_in.asking import ask_next, asked_fields
from actions.check_in.breaks import skip, snooze
from actions.check_in.current import own_check_in, pending_check_in
from actions.check_in.done import DONE_NAMED, done_on, run_known
from actions.check_in.history import numbers, wanted
from actions.check_in.outcome import conclude, end_for_red_flag
from actions.check_in.overall import agreed_scores, told_as_a_whole
from actions.check_in.planning import tell_plan
from actions.check_in.questions import RAN, SIGNS, open_fields, questions
from actions.check_in.texts import day_name, text
from actions.plan.keeping import plan_of
from actions.questions.answering import answer_topics
from actions.reading import Heard
from actions.triage.asking import clear_pending
from actions.triage.case import Case, open_case, record
from actions.triage.take_in import take_in
from actions.turn import Turn
from coach.checkin import overall_text
from coach.findings import Findings
from coach.triage import Level, assess, merge, verdict
from nlu.values.overall import Overall, read_overall
from storage.check_ins import CheckIn, record_answers
from storage.states import CheckInKind, CheckInState, HowKnown

_BAD_ANSWERS_BEFORE_WAY_OUT = 2
_SEVERAL = 2
_OF_THE_COURSE = frozenset({"trend", "currently_symptomatic"})
"""What a word about one day does not settle: the scores of many days do."""
_IN_ACTIVITY = ("pain_running", "pain_walking")
_CLINICIAN = Level.SEE_CLINICIAN_DAYS.urgency
_OVER = (CheckInState.MISSED, CheckInState.SKIPPED, CheckInState.FAILED)


def take_tap(turn: Turn, check_in_id: int) -> None:
    """Take tapped options of a check-in, of today's or of a day long gone."""
    assert turn.heard.tapped is not None
    check_in = own_check_in(turn, check_in_id)
    reading = read_tap(turn.heard.tapped.options)
    if check_in is None or reading.empty:
        turn.respond("utter_stale_button")
        return
    current = pending_check_in(turn)
    is_open = current is not None and current.id == check_in.id
    if not is_open and check_in.state in _OVER and not reading.signs:
        turn.say(text("old_button", day=day_name(check_in.local_date, turn.today)))
        if current is not None:
            ask_next(turn, current)
        return
    _take(turn, check_in, reading)


def take_words(turn: Turn, check_in: CheckIn) -> None:
    """Take words as the answer to a check-in."""
    asked = asked_fields(turn, check_in)
    reading = read_words(turn.heard, asked, turn.today)
    if _denies_new_signs(turn, check_in, asked):
        reading = replace(reading, values={SIGNS: [], **reading.values})
    put_off = _put_off(turn, check_in) if reading.empty and not reading.remarks else None
    if put_off is not None:
        put_off(turn)
        return
    _take(turn, check_in, reading)


def _denies_new_signs(turn: Turn, check_in: CheckIn, asked: tuple[str, ...]) -> bool:
    """Whether "no change" or "nothing new" answers what is new since yesterday.

    After days of silence, or a month, the question is what is there now: it answers nothing then.
    """
    long_ago = check_in.kind is CheckInKind.MONTHLY or wanted(turn, check_in).signs_first
    if asked != (SIGNS,) or long_ago:
        return False
    return read_overall(turn.heard.text) is Overall.SAME


def _put_off(turn: Turn, check_in: CheckIn) -> Callable[[Turn], None] | None:
    """What a no to the day's first question, or a guess at "later", asks for."""
    if turn.heard.intent == "deny" and not check_in.answers:
        return skip
    likeliest = turn.heard.suggestions[0] if turn.heard.suggestions else ""
    return {"skip_check_in": skip, "snooze": snooze}.get(likeliest)


def ask_again(turn: Turn, check_in: CheckIn) -> None:
    """Ask the open question again after something else was said; a bad score gets a word."""
    remarks = read_words(turn.heard, (), turn.today).remarks if turn.heard.text else ()
    ask_next(turn, check_in, _remarked(remarks))


def correct(turn: Turn, check_in: CheckIn) -> bool:
    """Put a day's answer right after it was finished; whether the message did that."""
    reading = read_words(turn.heard, (), turn.today)
    if not reading.values:
        return False
    _take(turn, check_in, reading)
    return True


def stop_for_red_flag(turn: Turn) -> bool:
    """End the check-in that is open because its answer is a red flag; whether one was open.

    What else the answer says is kept; the red flag goes through triage like any other report.
    """
    check_in = pending_check_in(turn)
    if check_in is None:
        return False
    reading = read_words(turn.heard, asked_fields(turn, check_in), turn.today)
    _stop_for(turn, check_in, open_case(turn), reading, _reported(turn.heard, reading))
    return True


def _take(turn: Turn, check_in: CheckIn, reading: Reading) -> None:
    case = open_case(turn)
    reported = _reported(turn.heard, reading)
    if _alarming(case, reported):
        _stop_for(turn, check_in, case, reading, reported)
        return
    if reading.which:
        ask_next(turn, check_in, questions().sign_texts["which"])
        return
    if reading.empty:
        _not_understood(turn, check_in, reading)
        return
    turn.set("misunderstood", 0.0)
    if case is not None:
        _note(turn, case, reading, reported)
    # A correction of a finished day asks nothing more.
    finished = check_in.state is CheckInState.ANSWERED
    told = {**reading.values, **done_on(turn, check_in, reading.values)}
    if reading.overall is not None and not finished:
        told = {**told_as_a_whole(turn, check_in, reading.overall), **told}
    answers = {**(check_in.answers or {}), **told}
    told = {**told, **agreed_scores(answers)}
    answers = {**answers, **told}
    known = _of_yesterday(check_in, case, told)
    left = () if finished else open_fields(answers, wanted(turn, check_in))
    held = record_answers(turn.session, check_in.id, told, at=turn.now, complete=not left)
    lead = " ".join(part for part in (_lead(turn, reading, check_in), known) if part)
    if left:
        # What was told counts, finished or not.
        rhythm = tell_plan(turn, held, case) if case is not None else ""
        ask_next(turn, held, "\n\n".join(part for part in (lead, rhythm) if part))
    else:
        clear_pending(turn)
        conclude(turn, held, case, lead)
    if turn.heard.topics:
        answer_topics(turn, turn.heard.topics)


def _of_yesterday(check_in: CheckIn, case: Case | None, told: Mapping[str, Any]) -> str:
    """What is said to a run of the day before; it counts for that day, and once."""
    plan = plan_of(case) if case is not None else None
    if plan is None or told.get(RAN) is not True or told.get(DONE_NAMED) is not True:
        return ""
    return text("run_known" if run_known(check_in, told, plan) else "run_of_yesterday")


def _reported(heard: Heard, reading: Reading) -> dict[str, Any]:
    """The findings in a message, tapped signs included."""
    return {**heard.findings, **dict.fromkeys(reading.signs, True)}


def _alarming(case: Case | None, reported: Mapping[str, Any]) -> bool:
    """Whether these findings call for a clinician where what was known before did not."""
    if not any(value is True for value in reported.values()):
        return False
    known = Findings({}) if case is None else case.findings
    before = assess(known).level.urgency
    after = assess(known.with_(reported)).level.urgency
    return after >= _CLINICIAN and after > before


def _stop_for(
    turn: Turn, check_in: CheckIn, case: Case | None, reading: Reading, reported: Mapping[str, Any]
) -> None:
    """End the check-in at once; the signs go through triage like any other report."""
    signs = sorted(name for name, value in reported.items() if value is True)
    values = {**reading.values, SIGNS: signs}
    held = record_answers(turn.session, check_in.id, values, at=turn.now, complete=True)
    clear_pending(turn)
    end_for_red_flag(turn, held, case)
    report = Heard("report_red_flag", text=turn.heard.text, findings=dict(reported))
    take_in(replace(turn, heard=report))


def _note(turn: Turn, case: Case, reading: Reading, reported: Mapping[str, Any]) -> None:
    """Keep what was said beside the scores, and the signs that were asked and denied."""
    told = {
        name: value
        for name, value in reported.items()
        if value is not None
        and name not in _OF_THE_COURSE
        and not _is_an_hour(name, value, reading)
    }
    new = _not_easing(case.findings, told)
    if reading.values.get(SIGNS) == []:
        asked = [sign.finding for sign in questions().signs]
        # What stands drops only by the very question that raised it, never by this list.
        new = {**{name: False for name in asked if not case.findings.present(name)}, **new}
    record(turn, case, new, HowKnown.CHECK_IN)


def _is_an_hour(name: str, value: Any, reading: Reading) -> bool:
    """Whether a score in activity is higher than all that the answer tells as scores.

    The answer knows the hours of a day, so the number was one: "the walk-jog at 7, 2 during".
    """
    scores = [reading.values.get(scale.id) for scale in questions().scales]
    told = [score for score in scores if isinstance(score, (int, float))]
    return (
        name in _IN_ACTIVITY
        and isinstance(value, (int, float))
        and bool(told)
        and value > max(told)
    )


def _not_easing(known: Findings, told: Mapping[str, Any]) -> dict[str, Any]:
    """What was told, without what would lower the level that stands.

    A day without a run or with nothing but tightness opens no running: a level drops only when
    the very question that raised it is answered.
    """
    kept: dict[str, Any] = {}
    stands = verdict(known).level.urgency
    for name, value in told.items():
        merged = merge(known, {**kept, name: value}).findings
        if verdict(merged).level.urgency >= stands:
            kept[name] = merged[name]
    return kept


def _not_understood(turn: Turn, check_in: CheckIn, reading: Reading) -> None:
    if turn.heard.topics and not reading.remarks:
        answer_topics(turn, turn.heard.topics)
        ask_next(turn, check_in)
        return
    times = int(turn.slot("misunderstood") or 0) + 1
    turn.set("misunderstood", float(times))
    way_out = times >= _BAD_ANSWERS_BEFORE_WAY_OUT
    lead = _remarked(reading.remarks) or text("not_understood")
    ask_next(turn, check_in, lead, way_out=way_out)


def _remarked(remarks: tuple[str, ...]) -> str:
    """What is wrong with the scores that were given, and how the scale goes."""
    return " ".join([*map(text, remarks), questions().anchors]) if remarks else ""


def _lead(turn: Turn, reading: Reading, check_in: CheckIn) -> str:
    parts = [text(name) for name in reading.remarks]
    if reading.overall is not None and not reading.values:
        parts.append(overall_text(reading.overall.value, check_in.local_date))
        return " ".join(parts)
    if turn.heard.tapped is None:
        said = numbers(reading.values)
        if said and len(reading.values) >= _SEVERAL:
            parts.append(text("noted", numbers=said))
        if all(value is None for value in reading.values.values()):
            parts.append(text("declined"))
    return " ".join(parts)
