"""Conversations over days and weeks, written in YAML.

A step does one of what a conversation's step does (see `playing`), or one of
  days, hours   lets so much time pass, with check-ins and reminders coming as they are due
  asked         lets days pass, at most so many, until something comes by itself
  place         shares a location, latitude and longitude
  tell          answers the day's check-in in these words, and taps through what is left of it

It may expect what a conversation's step expects, and
  came          how many messages came by themselves
  at            when the last of them came, by the runner's own clock: "Thu 07:00"
  answers       what the latest check-in holds, by field
  state         the state of the latest check-in
  verdict       its verdict
  phase         the phase of the plan
  dates         the local dates that have a check-in, as "5-07"
  status        of the runner: active, paused, stopped
  closed        whether the plan has been closed
  day           which day of the plan it is
  ran           the local dates on which the plan knows of a run, as "5-07"

A life may begin nearly done: in the last phase of a plan of three months, all of it earned and
thirteen of the fourteen clear days told.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import yaml

from bot.conversation.engine import Engine
from bot.conversation.messages import Person, Place, Words
from coach.plan import DayLog, PlanState
from storage.deletion import delete_runner
from storage.runners import runner_of_chat
from tests.dialogue.asking import day_of, put_in_place
from tests.dialogue.days import Days
from tests.dialogue.playing import DOES, EXPECTS, do, hold, transcript
from tests.dialogue.talk import START
from tests.unit.plan.cases import near_discharge

WEEKS = Path(__file__).with_name("weeks")
_PASSES = frozenset({"days", "hours", "asked", "place", "tell"})
_HOLDS = frozenset(
    {"came", "at", "answers", "state", "verdict", "phase", "dates", "status", "closed", "day",
     "ran"}
)  # fmt: skip
_ENTRY = frozenset({"name", "talk", "start", "facts", "hour", "city", "nearly_done"})
_HURT = "my left hamstring is sore since sunday, it crept up on me over a few runs"
_MOST_QUESTIONS = 8
_THREE_MONTHS = timedelta(days=90)


@dataclass(frozen=True)
class Life:
    """Some days of one runner as written.

    Attributes:
        name: File and title.
        steps: What happens and is expected, in order.
        start: When it begins, UTC.
        facts: What triage finds of the leg; None for a runner who has told nothing of it.
        hour: When they ask to be asked, in their words; "" for no check-ins.
        city: Where they are.
        nearly_done: Whether their plan is in its last days.
    """

    name: str
    steps: Sequence[Mapping[str, Any]]
    start: datetime = START
    facts: Mapping[str, Any] | None = None
    hour: str = ""
    city: str = ""
    nearly_done: bool = False


def lives() -> Iterator[Life]:
    """Every life in the folder."""
    for path in sorted(WEEKS.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            unknown = set(entry) - _ENTRY
            assert not unknown, f"{path.name}: unknown {unknown}"
            start = entry.get("start")
            yield Life(
                name=f"{path.stem}: {entry['name']}",
                steps=entry["talk"],
                start=start.replace(tzinfo=timezone.utc) if start else START,
                facts=entry.get("facts"),
                hour=entry.get("hour", ""),
                city=entry.get("city", ""),
                nearly_done=entry.get("nearly_done", False),
            )


async def live(engine: Engine, person: Person, life: Life) -> Days:
    """Play a life and hold every expectation."""
    async with _somebody(engine, person, life) as days:
        for number, step in enumerate(life.steps, start=1):
            unknown = set(step) - DOES - EXPECTS - _PASSES - _HOLDS
            assert not unknown, f"step {number}: unknown {unknown}"
            try:
                await _do(days, step)
                hold(days, step)
                _hold(days, step)
            except AssertionError as failed:
                raise AssertionError(f"step {number}: {failed}\n{transcript(days)}") from None
    return days


@asynccontextmanager
async def _somebody(engine: Engine, person: Person, life: Life) -> AsyncIterator[Days]:
    """A runner who is gone afterwards, so that nobody else's dispatcher meets their days."""
    days = Days(engine, person, now=life.start)
    try:
        await days.agree()
        if life.facts is not None:
            await days.turn(Words(_HURT))
            await days.finish(life.facts)
        if life.nearly_done:
            put_in_place(days, _nearly_done(days))
        if life.hour:
            await days.turn(Words(f"check in with me every day at {life.hour}"))
            await days.turn(Words(life.city))
            assert "So that is" in days.said(), transcript(days)
        yield days
    finally:
        with engine.database.session() as session:
            runner = runner_of_chat(session, person.channel, person.address)
            if runner is not None:
                delete_runner(session, runner)


def _nearly_done(days: Days) -> PlanState:
    plan = near_discharge(day_of(days))
    return replace(plan, started=days.now.date() - _THREE_MONTHS)


async def _do(days: Days, step: Mapping[str, Any]) -> None:
    if "days" in step or "hours" in step:
        await days.live(timedelta(days=step.get("days", 0), hours=step.get("hours", 0)))
    if "asked" in step:
        await days.live_until_asked(step["asked"])
    if "place" in step:
        await days.turn(Place(*step["place"]))
    if "tell" in step:
        await _tell(days, str(step["tell"]))
    await do(days, step)


async def _tell(days: Days, words: str) -> None:
    """Answer a day: all that is asked beside these words is well."""
    await days.turn(Words(words))
    for _ in range(_MOST_QUESTIONS):
        options = [code.partition(".")[2] for code in days.codes() if code.startswith("checkin_")]
        if not options:
            return
        await days.turn(days.tapped(_well(options)))
    raise AssertionError("there is no end to the questions")


def _well(options: Sequence[str]) -> list[str]:
    """Of each question that is shown, the option of somebody who is well and did as told."""
    best = ("gait_normal-yes", "ran-no", "exercises-all", "run_pain_rose-no", "mood-4")
    chosen = [option for option in (*best, "signs-none") if option in options]
    return chosen or [next(option for option in options if option.endswith("-0"))]


def _hold(days: Days, step: Mapping[str, Any]) -> None:
    if "came" in step:
        said = [(f"{each.at:%a %H:%M}", each.text) for each in days.arrived]
        assert len(days.arrived) == step["came"], f"there came {said}"
    if "at" in step:
        assert days.arrived, "nothing came"
        assert f"{days.arrived[-1].at:%a %H:%M}" == step["at"], f"{days.arrived[-1].at}"
    if "status" in step:
        assert days.me().status.value == step["status"], f"status {days.me().status.value}"
    _hold_plan(days, step)
    _hold_check_ins(days, step)


def _hold_plan(days: Days, step: Mapping[str, Any]) -> None:
    episode = days.episode("self")
    plan = episode.plan if episode else {}
    if "phase" in step:
        assert plan.get("phase") == step["phase"], f"phase {plan.get('phase')}"
    if "closed" in step:
        closed = bool(plan) and PlanState.from_json(plan).at_rest
        assert closed == step["closed"], f"closed {closed}"
    if "ran" in step:
        entries = PlanState.from_json(plan).entries if plan else ()
        runs = [each.local_date for each in entries if isinstance(each, DayLog) and each.ran]
        found = [f"{day.month}-{day:%d}" for day in runs]
        assert found == step["ran"], f"ran on {found}"
    if "day" in step:
        begun = date.fromisoformat(plan["started"]) if plan else None
        day = (days.now.date() - begun).days + 1 if begun else None
        assert day == step["day"], f"day {day} of the plan"


def _hold_check_ins(days: Days, step: Mapping[str, Any]) -> None:
    if not {"answers", "state", "verdict", "dates"} & set(step):
        return
    check_ins = days.check_ins()
    if "dates" in step:
        dates = [f"{each.local_date.month}-{each.local_date:%d}" for each in check_ins]
        assert dates == step["dates"], f"dates {dates}"
        return
    latest = check_ins[-1]
    for field, value in step.get("answers", {}).items():
        known = (latest.answers or {}).get(field, "not asked")
        assert known == value, f"{field} is {known!r}"
    if "state" in step:
        assert latest.state.value == step["state"], f"state {latest.state.value}"
    if "verdict" in step:
        assert latest.verdict == step["verdict"], f"verdict {latest.verdict}"
