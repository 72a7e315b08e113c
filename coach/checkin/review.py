"""The answer to a check-in: a verdict and one warm paragraph with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from coach.checkin.mood import low_days, worth_naming
from coach.checkin.phrases import Telling
from coach.checkin.verdict import Verdict, judge
from coach.plan import (
    RESCREEN_AFTER,
    RETRIAGE_AFTER,
    Change,
    Hold,
    Phase,
    PlanState,
    changes_on,
)
from coach.plan.entries import DayLog, missed_days
from coach.plan.model import FORWARD
from coach.plan.moves import ALL_CLEAR_DAYS, CLEAN_DAYS_TO_RETURN
from coach.plan.position import Position
from coach.plan.texts import Said, change_text, texts

_COMPARED_WITHIN = timedelta(days=3)
_POOR_SLEEP = 2
_SHORT_SILENCE = frozenset({Change.RESCREEN, Change.RETRIAGE})


@dataclass(frozen=True)
class Review:
    """What a check-in is told back.

    Attributes:
        verdict: The verdict; a low mood that is spoken of stands before a quiet one.
        trend: The verdict on the leg alone.
        text: One paragraph; with a red flag, only what leads to the warning message.
        cites: S and R rules behind it.
        low_days: For how many days in a row mood has been low.
        missed: Days before this one without an answer.
    """

    verdict: Verdict
    trend: Verdict
    text: str
    cites: tuple[str, ...]
    low_days: int = 0
    missed: int = 0


def review(state: PlanState, on: date) -> Review:
    """What to say to a day's answers, or to their absence.

    Args:
        state: The plan, with the day's answers logged if there are any.
        on: The runner's local date.
    """
    log = state.log_on(on)
    if log is None:
        return _silence(state, on)
    before = state.before(on)
    after = state.before(on + timedelta(days=1))
    known = before.latest
    yesterday = known if known and on - known.local_date <= _COMPARED_WITHIN else None
    trend = judge(log, yesterday, before.baseline, limp_expected=_limp_expected(before))
    changes = changes_on(state, on)
    missed = missed_days(before.last_seen, on) if before.phase is not Phase.PREHAB else 0
    telling = Telling(on)
    if trend is Verdict.RED_FLAG:
        telling.add("openings", "red_flag")
        return Review(trend, trend, telling.text, telling.cites, missed=missed)
    if after.hold is Hold.RED_FLAG:
        held = texts().holds[after.hold.value]
        telling.add_text(held.text, held.cites)
        return Review(trend, trend, telling.text, telling.cites, missed=missed)
    fortnight = after.clear_days == ALL_CLEAR_DAYS and before.phase is not Phase.PREHAB
    if Change.DISCHARGED in changes or fortnight:
        trend = Verdict.ALL_CLEAR
    day = _Day(log, yesterday, before, after, changes, trend)
    _tell(telling, day)
    low = low_days(_days_up_to(state, on))
    named = worth_naming(low)
    if named:
        telling.add("low_mood", "low")
        telling.add("low_mood", "talk")
    quiet = trend not in (Verdict.WORSE, Verdict.ALL_CLEAR)
    verdict = Verdict.LOW_MOOD if named and quiet else trend
    return Review(verdict, trend, telling.text, telling.cites, low, missed)


@dataclass(frozen=True)
class _Day:
    log: DayLog
    yesterday: DayLog | None
    before: Position
    after: Position
    changes: tuple[Change, ...]
    trend: Verdict

    @property
    def early(self) -> bool:
        """Whether the day belongs to the first phase, where sore days are no setback."""
        return self.before.phase is Phase.P1 and Change.NEW_INJURY not in self.changes


def _tell(telling: Telling, day: _Day) -> None:
    telling.add("openings", _opening(day))
    if day.trend is not Verdict.ALL_CLEAR and not _painless(day):
        _tell_reasons(telling, day)
    said = change_text(_still_true(day.changes), day.after)
    telling.add_text(said.text, said.cites)
    held = _held(day)
    if held is not None:
        telling.add_text(held.text, held.cites)
        return
    advice = next((name for name, fits in _advice(day) if fits), None)
    if advice is not None:
        telling.add("advice", advice)
    if day.log.red_flag is None:
        telling.add("advice", "flags_open")
    elif day.log.gait_normal is None and day.after.phase.runs:
        telling.add("advice", "gait_open")


def _still_true(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """What happened, without the questions that were to come first and have been answered since."""
    if Change.RESUMED not in changes:
        return changes
    return tuple(change for change in changes if change not in _SHORT_SILENCE)


def _held(day: _Day) -> Said | None:
    """What is said while an earlier day still keeps the plan from going on."""
    hold = day.after.hold
    if hold is Hold.NONE or day.before.hold is not hold:
        return None
    return texts().holds[hold.value] if hold.closes_all else texts().bars[hold.value]


def _opening(day: _Day) -> str:
    if _SHORT_SILENCE.intersection(day.changes):
        return "back"
    if day.trend is Verdict.ALL_CLEAR:
        return "all_clear" if Change.DISCHARGED in day.changes else "all_clear_open"
    if day.early and day.trend in (Verdict.WORSE, Verdict.WORSE_BY_ONE):
        return "still_early"
    if day.yesterday is None and day.trend is Verdict.SAME:
        return "first"
    if _painless(day) or day.trend is not Verdict.SAME:
        return "painless" if _painless(day) else day.trend.value
    return {"more_within": "up_within", "less": "down_within"}.get(_compared(day), "same")


def _painless(day: _Day) -> bool:
    return day.trend is Verdict.SAME and day.log.all_clear


def _tell_reasons(telling: Telling, day: _Day) -> None:
    log, usual = day.log, day.before.baseline
    if log.gait_normal is False:
        telling.add("reasons", "limp")
    _tell_worst(telling, day)
    if log.run_pain_rose is True:
        telling.add("reasons", "rose")
    if log.pain_morning is None or usual is None:
        return
    rise = log.pain_morning - usual
    if rise > 0:
        name = "morning_up" if rise >= 1 else "morning_up_little"
        telling.add("reasons", name, rise=rise, usual=usual)
    elif day.trend in (Verdict.BETTER, Verdict.SAME):
        telling.add("reasons", "morning_fine")


def _tell_worst(telling: Telling, day: _Day) -> None:
    now, rest = day.log.worst_pain, day.log.pain_rest
    if rest is not None and rest > max(now or 0, 3):
        telling.add("reasons", "at_rest", now=rest)
        return
    if now is None:
        return
    telling.add("reasons", "none" if now == 0 else _compared(day), now=now, was=_was(day))


def _was(day: _Day) -> float | None:
    return None if day.yesterday is None else day.yesterday.told_worst


def _compared(day: _Day) -> str:
    """How the worst pain compares with the day told before; pain of up to 3 may come and go."""
    now, was = day.log.worst_pain, _was(day)
    if now is None or was is None:
        return "first"
    if now > was:
        return "more_within" if day.trend is Verdict.SAME else "more"
    return "less" if now < was else "level"


def _advice(day: _Day) -> tuple[tuple[str | None, bool], ...]:
    """What to do, the first that fits; none where what happened to the plan says it already."""
    trend, log = day.trend, day.log
    bad = trend in (Verdict.WORSE, Verdict.WORSE_BY_ONE)
    better = trend is Verdict.BETTER
    confirmed = bool(day.changes) or day.after.clean_in_row >= CLEAN_DAYS_TO_RETURN
    return (
        ("monthly", Change.DISCHARGED in day.changes),
        (None, trend is Verdict.ALL_CLEAR or not _only_forward(day)),
        ("early", bad and day.early),
        ("pause", trend is Verdict.WORSE),
        ("sleep", log.sleep is not None and log.sleep <= _POOR_SLEEP),
        ("start", day.yesterday is None and trend is Verdict.SAME),
        ("painless", _painless(day)),
        ("good_days", better and confirmed),
        ("first_good_day", better),
        ("same_early", not day.changes and not day.after.phase.strengthens),
        ("same", not day.changes),
    )


def _only_forward(day: _Day) -> bool:
    return set(day.changes) <= FORWARD | {Change.RETURNED}


def _limp_expected(before: Position) -> bool:
    early = before.phase is Phase.P2 and not before.walked_normally
    return before.phase is Phase.P1 or early


def _days_up_to(state: PlanState, on: date) -> tuple[DayLog, ...]:
    days = (each for each in state.entries if isinstance(each, DayLog))
    return tuple(each for each in days if each.local_date <= on)


def _silence(state: PlanState, on: date) -> Review:
    missed = missed_days(state.position.last_seen, on)
    if state.position.phase is Phase.PREHAB or missed < RESCREEN_AFTER:
        name = "days" if missed else "today"
    else:
        name = "retriage" if missed >= RETRIAGE_AFTER else "rescreen"
    telling = Telling(on)
    telling.add("missed", name, missed=missed)
    return Review(Verdict.MISSED, Verdict.MISSED, telling.text, telling.cites, missed=missed)
