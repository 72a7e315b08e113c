"""What a day's answers come to: better, same, worse or a warning sign (section 7)."""

from __future__ import annotations

from enum import Enum

from coach.plan.entries import DayLog
from coach.plan.grading import hurts_too_much, ran_too_hard, warns

_COMFORT = 3


class Verdict(str, Enum):
    """How a day compares."""

    RED_FLAG = "red_flag"
    MISSED = "missed"
    WORSE = "worse"
    LOW_MOOD = "low_mood"
    WORSE_BY_ONE = "worse_by_one"
    ALL_CLEAR = "all_clear"
    BETTER = "better"
    SAME = "same"


def judge(
    today: DayLog,
    yesterday: DayLog | None,
    baseline: float | None,
    *,
    limp_expected: bool = False,
) -> Verdict:
    """Compare a day with the one before and with the usual morning.

    Red flag: a warning sign, or severe pain at rest. Worse: what the regression rule counts as a
    step back (a limp, pain over 5, a morning 2 above the usual one), or a sharp new pain. Worse
    by one: what it answers with 70 percent of the work (a morning above the usual one, a run
    that was too much, pain above 3), unless the pain is no higher than the day before. Better:
    less pain than the day before, a morning no worse than usual and no limp. Anything else is
    the same; pain of up to 3 may come and go.

    Args:
        today: The day's answers.
        yesterday: The answers of the day told before, or None.
        baseline: The usual pain on waking, or None.
        limp_expected: Whether a limp is part of where they are (the first days), and no setback.
    """
    if warns(today):
        return Verdict.RED_FLAG
    limps = today.gait_normal is False
    if today.sharp_pain or hurts_too_much(today, baseline) or (limps and not limp_expected):
        return Verdict.WORSE
    now = today.worst_of_all
    was = None if yesterday is None else yesterday.worst_of_all
    risen = baseline is not None and (today.pain_morning or 0) > baseline
    above = now is not None and now > _COMFORT and (was is None or now > was)
    if risen or above or ran_too_hard(today):
        return Verdict.WORSE_BY_ONE
    settled = today.pain_morning is not None and not limps
    return Verdict.BETTER if settled and _eased(today, yesterday) else Verdict.SAME


def _eased(today: DayLog, yesterday: DayLog | None) -> bool:
    now = today.worst_pain
    was = None if yesterday is None else yesterday.told_worst
    return now is not None and was is not None and now < was
