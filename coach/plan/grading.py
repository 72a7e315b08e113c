"""How one day's numbers are read: the data column of the regression rule (section 6)."""

from __future__ import annotations

from coach.plan.entries import DayLog
from coach.plan.model import Grade

RUN_LIMIT = 3
"""Pain above which a session is not clean and a run was too much (R33)."""
TOO_MUCH = 5
"""Pain in activity above which the plan goes back (R33)."""
_SEVERE_AT_REST = 7
"""Pain at rest above which somebody is seen the same day (row U9)."""


def grade(log: DayLog, baseline: float | None) -> Grade:
    """Read a day.

    Args:
        log: The day.
        baseline: The usual pain on waking, known before this day; None when there is none yet.
    """
    if log.gait_normal is False or hurts_too_much(log, baseline):
        return Grade.BAD
    # Pain that sits at 4 or more with no load at all is no lesser sign than pain under load.
    worst = log.worst_of_all
    risen = log.pain_morning is not None and baseline is not None and log.pain_morning > baseline
    if risen or (worst is not None and worst > RUN_LIMIT) or ran_too_hard(log):
        return Grade.CAUTION
    told = (log.gait_normal, log.red_flag, log.worst_pain, log.pain_morning)
    return Grade.OPEN if None in told else Grade.CLEAN


def hurts_too_much(log: DayLog, baseline: float | None) -> bool:
    """Whether the pain alone asks for a step back."""
    worst, morning = log.worst_of_all, log.pain_morning
    if worst is not None and worst > TOO_MUCH:
        return True
    return morning is not None and baseline is not None and morning >= baseline + 2


def ran_too_hard(log: DayLog) -> bool:
    """Whether pain rose on the run or went over the limit for running (S26, R33)."""
    pain = log.worst_run_pain
    return log.ran and (log.run_pain_rose is True or (pain is not None and pain > RUN_LIMIT))


def run_was_clean(log: DayLog) -> bool:
    """Whether a run can count, as far as that day knows. What was not told does not count."""
    pain = log.worst_run_pain
    if pain is None or pain > RUN_LIMIT:
        return False
    if log.gait_normal is not True or log.red_flag is not False:
        return False
    # At 0 there was nothing that could have climbed.
    return log.run_pain_rose is False or (log.run_pain_rose is None and pain == 0)


def warns(log: DayLog) -> bool:
    """Whether the day holds a warning sign: one that was reported, or severe pain at rest."""
    return log.red_flag is True or (log.pain_rest is not None and log.pain_rest > _SEVERE_AT_REST)


def settled_next_morning(log: DayLog, baseline: float | None) -> bool | None:
    """Whether the morning is no worse than the usual one; None when it was not told."""
    if log.pain_morning is None:
        return None
    return baseline is None or log.pain_morning <= baseline
