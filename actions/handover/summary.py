"""A summary that a person can hand to a physiotherapist."""

from __future__ import annotations

from actions.plan.keeping import plan_of
from actions.triage.case import Case, open_case
from actions.turn import Turn
from coach.plan import today
from coach.wording import understood_text
from storage.assessments import assessments_of
from storage.home_tests import home_tests_of

_MOST_TESTS = 3
_MOST_VERDICTS = 3


def show_summary(turn: Turn) -> None:
    """Sum the episode up in plain words with row and rule ids, or say that there is nothing."""
    case = open_case(turn)
    if case is None or not len(case.findings):
        turn.respond("utter_nothing_to_sum_up")
        return
    parts = [
        f"*Summary of {turn.today:%d %B %Y}*\nTold by the runner to a program; nobody has "
        "examined the leg.",
        "*What was told*\n" + _findings(case),
        "*Assessments*\n" + _assessments(turn, case),
        _tests(turn, case),
        _plan(turn, case),
    ]
    turn.say("\n\n".join(part for part in parts if part))


def _findings(case: Case) -> str:
    said = understood_text(case.findings, tuple(case.findings), rough=case.rough)
    declined = [name for name in case.findings if case.findings.declined(name)]
    asked = f"\nAsked and left open: {', '.join(declined)}." if declined else ""
    return said.removeprefix("So: ").capitalize() + asked


def _assessments(turn: Turn, case: Case) -> str:
    given = assessments_of(turn.session, case.episode.id)[:_MOST_VERDICTS]
    lines = [
        f"{each.assessed_at:%d %b}: {each.level.replace('_', ' ')}, running: "
        f"{each.running.replace('_', ' ')} (rows {', '.join(each.rows)})"
        for each in given
    ]
    open_question = case.assessment.screen is not None
    return "\n".join(lines) + ("\nSome questions are still open." if open_question else "")


def _tests(turn: Turn, case: Case) -> str:
    done = home_tests_of(turn.session, case.episode.id)[-_MOST_TESTS:]
    if not done:
        return ""
    lines = [
        f"{each.local_date:%d %b} {each.test.replace('_', ' ')}: {each.outcome.value}"
        + (f", sore side {each.pain_sore_side:g}/10" if each.pain_sore_side is not None else "")
        for each in done
    ]
    return "*Home tests*\n" + "\n".join(lines)


def _plan(turn: Turn, case: Case) -> str:
    plan = plan_of(case)
    if plan is None:
        return ""
    session = today(plan, turn.today)
    return f"*Plan*\nDay {session.day}, {session.title}."
