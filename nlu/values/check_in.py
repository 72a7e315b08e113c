"""Reads a free-text answer to the daily check-in, and only what it says.

A score with a name goes where it is named: rest, activity (walking, running, stairs, exercises:
the worst counts) or waking. "Now" is at rest. Scores without a name: one alone is the worst pain
in activity, the score that moves the plan; two in a row are rest and activity, three are rest,
activity and waking, in the order of the question. What was "at first" that day counts as well.
"No pain" is no pain at rest and in activity, and with "at all" or "all day" on waking as well.
A bare "sore" gives no number, and neither does "same as yesterday": see `nlu.values.overall`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise

from nlu.extraction.extractor import understood
from nlu.extraction.text import Text
from nlu.values.activities import Activity
from nlu.values.exercises import read_exercises
from nlu.values.feelings import Basis
from nlu.values.mood import read_mood
from nlu.values.numbers import find_numbers
from nlu.values.overall import Overall, read_overall
from nlu.values.phrases import either, listed, pattern, rules
from nlu.values.runs import read_ran
from nlu.values.scales import PainScale, find_pain_scales, settled
from nlu.values.scores import Problem

REST, ACTIVITY, MORNING = "pain_rest", "pain_activity", "pain_morning"
_IN_ORDER = (REST, ACTIVITY, MORNING)
_NEAR_NOW = 25
_SEVERAL = 2


@dataclass(frozen=True)
class CheckInAnswer:
    """What a check-in answer says; None for what it does not say.

    Attributes:
        pain_rest: 0-10 at rest.
        pain_activity: Worst 0-10 in activity.
        pain_morning: 0-10 on waking.
        gait_normal: Whether walking was normal, without a limp.
        ran: Whether there was a run.
        exercises: Ids of the exercises done, empty for none.
        whole_session: Whether the session was done without naming its exercises.
        mood: How they are in themselves, 1-5.
        overall: How the day was as a whole, without a number.
        placed: Whether of several numbers one is a score with a name or an hour of its own, as
            in "2 at 7am, 3 by lunchtime".
        problems: Field name to what is wrong with the score given for it.
    """

    pain_rest: int | float | None = None
    pain_activity: int | float | None = None
    pain_morning: int | float | None = None
    gait_normal: bool | None = None
    ran: bool | None = None
    exercises: tuple[str, ...] | None = None
    whole_session: bool = False
    mood: int | None = None
    overall: Overall | None = None
    placed: bool = False
    problems: Mapping[str, Problem] = field(default_factory=dict)

    def said(self) -> dict[str, bool | int | float | list[str]]:
        """The fields that were said, as the contract's `check_in` object."""
        fields = {
            "pain_rest": self.pain_rest,
            "pain_activity": self.pain_activity,
            "pain_morning": self.pain_morning,
            "gait_normal": self.gait_normal,
            "ran": self.ran,
            "exercises": None if self.exercises is None else list(self.exercises),
        }
        return {name: value for name, value in fields.items() if value is not None}


def read_check_in(message: str | Text, today: date) -> CheckInAnswer:
    """Read a free-text answer to the daily check-in.

    Args:
        message: What the runner wrote.
        today: The runner's local date.
    """
    text = message if isinstance(message, Text) else understood(message)
    scales = _scales(text)
    pains = _pains(text, scales)
    problems = {
        _field(scale.activity) or ACTIVITY: scale.problem
        for scale in scales
        if scale.problem is not None
    }
    # What may be worse than the other scores leaves its question open.
    unclear = {name for name, problem in problems.items() if problem is Problem.UNCLEAR}
    pains = {name: value for name, value in pains.items() if name not in unclear}
    exercises = read_exercises(text)
    return CheckInAnswer(
        pain_rest=pains.get(REST),
        pain_activity=pains.get(ACTIVITY),
        pain_morning=pains.get(MORNING),
        gait_normal=_gait_normal(text.plain),
        ran=read_ran(text, today),
        exercises=exercises.named,
        whole_session=exercises.whole_session,
        mood=read_mood(text),
        overall=read_overall(text),
        placed=len(find_numbers(text)) >= _SEVERAL
        and any(scale.basis is Basis.NUMBER and scale.activity is not None for scale in scales),
        problems=problems,
    )


def _scales(text: Text) -> list[PainScale]:
    """What is said of pain, without guesses at how much a bare "sore" is."""
    scales = find_pain_scales(text, of_one_day=True)
    return [scale for scale in scales if scale.basis is not Basis.PRESENCE]


def _pains(text: Text, scales: list[PainScale]) -> dict[str, int | float]:
    named: list[tuple[str, PainScale]] = []
    nameless: list[PainScale] = []
    compared = any(scale.over and scale.activity is None for scale in scales)
    for scale in scales:
        is_now = not compared and _is_now(text, scale)
        name = REST if is_now else _field(scale.activity)
        if name is not None:
            named.append((name, scale))
        else:
            nameless.append(scale)
    scored = {name for name, scale in named if scale.basis is Basis.NUMBER}
    placed = _placed(text, nameless, any_scored=bool(scored))
    named += [
        (name, scale)
        for name, scale in placed
        if name not in scored or (name == ACTIVITY and scale.basis is Basis.NUMBER)
    ]
    pains = {name: value for name, value in settled(named).items() if not isinstance(value, str)}
    return {**_left_at_nothing(text.plain, pains), **pains}


def _left_at_nothing(plain: str, pains: Mapping[str, int | float]) -> dict[str, int | float]:
    """What is said to be nothing besides the scores: "4 on the stairs, otherwise nothing"."""
    if pains and listed("check_in", "others_nothing").search(plain):
        return dict.fromkeys(_IN_ORDER, 0)
    if pains and listed("check_in", "otherwise_nothing").search(plain):
        return {REST: 0, ACTIVITY: 0}
    return {REST: 0} if listed("check_in", "nothing_now").search(plain) else {}


def _placed(
    text: Text, nameless: list[PainScale], *, any_scored: bool
) -> Iterator[tuple[str, PainScale]]:
    """Where scores without an activity belong."""
    plain = text.plain
    said = [scale for scale in nameless if scale.basis is Basis.NUMBER]
    numbers = [scale for scale in said if not scale.over] or ([] if any_scored else said)
    if len(numbers) == 1 and listed("answers", "for_all").search(plain):
        yield from ((name, numbers[0]) for name in _IN_ORDER)
    elif len(numbers) in {2, 3} and not any_scored and _is_a_row(text, numbers):
        yield from zip(_IN_ORDER, numbers, strict=False)
    else:
        yield from ((ACTIVITY, number) for number in numbers)
    for scale in nameless:
        if scale.basis is Basis.NUMBER or (scale.value and (numbers or any_scored)):
            continue
        yield ACTIVITY, scale
        if (scale.value == 0 and not _of_the_run(text, scale)) or scale.finding == REST:
            yield REST, scale
        if scale.value == 0 and listed("check_in", "no_pain_at_any_time").search(plain):
            yield MORNING, scale


def _is_a_row(text: Text, numbers: list[PainScale]) -> bool:
    """Whether nothing parts scores but "and" and the like: not "4 then 2", "left 2, right 0"."""
    return all(
        _row_between().fullmatch(text.original[one.end : other.start].lower())
        for one, other in pairwise(numbers)
    )


@cache
def _row_between() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:(?:{either(rules('check_in')['row_between'])})\b\W*)*")


def _of_the_run(text: Text, scale: PainScale) -> bool:
    """Whether "no pain" is only of the run told of just before ("jogged 2 miles, no pain")."""
    before, behind = text.original[: scale.start].lower(), text.original[scale.end :].lower()
    run = _run_told().search(before)
    return run is not None and _whole_day().match(behind) is None


@cache
def _run_told() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(rules('check_in')['run_told_before'])})$")


@cache
def _whole_day() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{either(rules('check_in')['of_the_whole_day'])})\b")


def _is_now(text: Text, scale: PainScale) -> bool:
    """Whether a score without an activity is of this moment ("0 now", "currently a 1")."""
    if scale.activity is not None or scale.over:
        return False
    behind = text.original[scale.end : scale.end + _NEAR_NOW].lower()
    before = text.original[max(0, scale.start - _NEAR_NOW) : scale.start].lower()
    behind_words = re.split(r"[.,;!?\n]", behind)[0].split()
    before_words = re.split(r"[.,;!?\n]", before)[-1].split()
    near = (" ".join(behind_words[:3]), " ".join(before_words[-4:]))
    if listed("check_in", "at_its_worst").search(near[1]):
        return False
    return any(listed("check_in", "now").search(words) for words in near)


def _field(activity: Activity | None) -> str | None:
    if activity is None:
        return None
    return next(
        (name for name, activities in rules("check_in")["pain_of"].items()
         if activity.value in activities),
        None,
    )  # fmt: skip


def _gait_normal(plain: str) -> bool | None:
    """False where there is any limp, True where walking is said to be normal."""
    normal = [match.span() for match in _gait_pattern("normal").finditer(plain)]
    limps = [
        match
        for match in _gait_pattern("limping").finditer(plain)
        if not any(start <= match.start() < end for start, end in normal)
    ]
    denied = [match for match in limps if _is_no_limp(plain, match)]
    if len(limps) > len(denied):
        return False
    if denied:
        return True
    said = [span for span in normal if not _no_limp_pattern().search(plain[: span[0]])]
    return True if said else False if normal else None


def _is_no_limp(plain: str, limp: re.Match[str]) -> bool:
    """Whether a limp is denied, and not only up to some time ("no limp till the evening")."""
    if listed("check_in", "gait_denied_until").match(plain, limp.end() + 1):
        return False
    return _no_limp_pattern().search(plain[: limp.start()]) is not None


@cache
def _gait_pattern(key: str) -> re.Pattern[str]:
    return pattern(rules("check_in")["gait"][key])


@cache
def _no_limp_pattern() -> re.Pattern[str]:
    table = rules("check_in")
    fillers = either(table["gait_negation_fillers"])
    return re.compile(rf"(?<!\S)(?:{either(table['gait_negations'])})(?: (?:{fillers}))* $")
