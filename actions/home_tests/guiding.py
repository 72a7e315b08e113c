"""Leads through the home tests and feeds their results to the assessment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from actions.home_tests.before import BEFORE, ask_again_before, begin_asking, take_answer
from actions.plan.criteria import give_answer, guided_by
from actions.plan.keeping import plan_of, reassess_plan
from actions.triage.asking import (
    TRIAGE,
    Feature,
    Pending,
    button,
    clear_pending,
    looks_after,
    option_button,
    set_pending,
)
from actions.triage.case import Case, keep_assessment, open_case, record
from actions.triage.take_in import resume
from actions.triage.verdict import give_verdict, told_already
from actions.turn import Turn
from coach.home_tests import (
    Contraindication,
    Expects,
    Guide,
    Recovery,
    Reply,
    answer,
    begin,
    content,
    contraindications,
    passed,
    prompt,
    reading,
    reasons,
)
from coach.plan import Criterion, Phase, standing
from coach.triage import Level
from storage.home_tests import HomeTestResult, latest_home_test, record_home_test
from storage.states import HomeTestOutcome, HowKnown

HOME_TEST = "home_test"
_PAIN = "test_pain_max"
_MOST_REASONS = 3
_CLINICIAN = Level.SEE_CLINICIAN_DAYS.urgency
_STATE = "home_test"
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?")
_READY = re.compile(r"\b(ready|done|warm|warmed|go|finished|started)\b", re.IGNORECASE)
_REPLIES = {
    "affirm": Reply.READY,
    "answer_value": Reply.READY,
    "refuse": Reply.SKIP,
    "deny": Reply.STOP,
    "stop_talking": Reply.STOP,
}


def begin_tests(turn: Turn) -> None:
    """Start a round, ask what has to be known before, or say why not now."""
    case = open_case(turn)
    pending = Pending.of(turn)
    if case is None or (pending is not None and pending.kind == TRIAGE):
        turn.respond("utter_home_tests_after_triage")
        resume(turn)
        return
    against = _against(turn, case)
    if against == (Contraindication.UNANSWERED,) and begin_asking(
        turn, case, _recovery(turn, case)
    ):
        return
    if against:
        # Where a clinician has to look first, nothing else matters.
        serious = Contraindication.SERIOUS_SIGN in against
        shown = (Contraindication.SERIOUS_SIGN,) if serious else against[:_MOST_REASONS]
        said = "\n".join(f"• {reason.text}" for reason in reasons(shown))
        turn.respond("utter_home_tests_not_now", reasons=said)
        resume(turn)
        return
    guide = begin(case.findings)
    left_out = len(guide.tests) < len(content().tests)
    _ask(turn, guide, content().skipped_hip_height.text if left_out else "")


def _answer_before(turn: Turn) -> bool:
    if not take_answer(turn):
        return False
    case = open_case(turn)
    assert case is not None
    assessment = case.assessment
    keep_assessment(turn, case, assessment)
    if assessment.level.urgency >= _CLINICIAN and not told_already(turn, assessment):
        give_verdict(turn, case, assessment)
    else:
        begin_tests(turn)
    return True


def _against(turn: Turn, case: Case) -> tuple[Contraindication, ...]:
    assessment, last = case.assessment, _last_tested(turn, case)
    return contraindications(case.findings, assessment, last, turn.today, _recovery(turn, case))


def _recovery(turn: Turn, case: Case) -> Recovery | None:
    plan = plan_of(case)
    if plan is None:
        return None
    return Recovery(plan.position.flare, cleared=standing(plan, turn.today).cleared)


def answer_tests(turn: Turn) -> bool:
    """Take a message as the answer to the open step.

    Returns:
        Whether it was one; anything else is taken in as usual and the step stays open.
    """
    kept = turn.slot(_STATE)
    given = _given(turn)
    if not isinstance(kept, dict) or given is None:
        return False
    step = answer(Guide.from_json(kept), given)
    if step.problem is not None:
        turn.say(step.problem)
    if step.guide.finished:
        _finish(turn, step.guide)
    else:
        _ask(turn, step.guide)
    return True


def ask_again(turn: Turn) -> bool:
    """Ask the open step again; whether there is one."""
    kept = turn.slot(_STATE)
    if not isinstance(kept, dict):
        return False
    _ask(turn, Guide.from_json(kept))
    return True


def _last_tested(turn: Turn, case: Case) -> date | None:
    found = (latest_home_test(turn.session, case.episode.id, test) for test in content().tests)
    return max((result.local_date for result in found if result is not None), default=None)


def _given(turn: Turn) -> float | Reply | None:
    heard = turn.heard
    if heard.tapped is not None:
        return float(heard.tapped.options[0]) if heard.tapped.screen == HOME_TEST else None
    said = heard.findings.get(_PAIN)
    if isinstance(said, (int, float)):
        return float(said)
    if set(heard.findings) - {_PAIN}:
        return None
    if number := _NUMBER.search(heard.text):
        return float(number.group())
    if _READY.search(heard.text):
        return Reply.READY
    return _REPLIES.get(heard.intent)


def _ask(turn: Turn, guide: Guide, lead: str = "") -> None:
    step = prompt(guide)
    steps = "\n".join(f"{n}. {text}" for n, text in enumerate(step.steps, start=1))
    title = f"*{step.title}*" if step.title else ""
    turn.say(
        "\n\n".join(part for part in (lead, title, steps, step.text) if part),
        _buttons(step.expects),
    )
    turn.set(_STATE, guide.to_json())
    set_pending(turn, HOME_TEST, guide.stage.value, (_PAIN,))


def _buttons(expects: Expects) -> Iterator[dict[str, Any]]:
    if expects is Expects.READY:
        yield button("Ready", "affirm")
        yield button("Not today", "stop_talking")
    if expects is Expects.NUMBER:
        for pain in range(11):
            yield option_button(HOME_TEST, str(pain), str(pain))
        yield button("Skip this test", "refuse")
        yield button("Stop", "stop_talking")


def _finish(turn: Turn, guide: Guide) -> None:
    turn.set(_STATE, None)
    clear_pending(turn)
    case = open_case(turn)
    read = reading(guide.results)
    turn.say(read.text)
    if case is None or not any(result.worst is not None for result in guide.results):
        return
    for result in guide.results:
        outcome = HomeTestOutcome(result.outcome.value)
        kept = HomeTestResult(result.test, turn.today, outcome, turn.now, result.good, result.sore)
        record_home_test(turn.session, case.episode.id, kept)
    before = case.findings
    case = record(turn, case, read.findings, HowKnown.TEST)
    assessment = case.assessment
    changed = keep_assessment(turn, case, assessment)
    news = [name for name in read.findings if before.get(name) != case.findings.get(name)]
    reassess_plan(turn, case, assessment, news, changed=changed)
    if assessment.screen is None and not told_already(turn, assessment):
        give_verdict(turn, case, assessment)
    _tell_plan(turn, guide)


def _tell_plan(turn: Turn, guide: Guide) -> None:
    """A whole round without pain is what phase 5 waits for; a part of one proves nothing."""
    case = open_case(turn)
    plan = plan_of(case) if case is not None else None
    free_of_pain = passed(guide.tests, guide.results)
    if plan is not None and plan.phase is Phase.P5 and free_of_pain is not None:
        give_answer(turn, Criterion.HOME_TESTS, free_of_pain, quiet=True)


looks_after(HOME_TEST, Feature(answer_tests, ask_again))
looks_after(BEFORE, Feature(_answer_before, ask_again_before))
guided_by(Criterion.HOME_TESTS, begin_tests)
