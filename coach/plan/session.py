"""Today's session, as typed parts: what to do, what to feel, when to stop, what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coach.exercises import ExerciseId
from coach.exercises import library as exercises
from coach.plan.asking import open_questions
from coach.plan.dose import Dose
from coach.plan.ladders import Prescribed, ladders
from coach.plan.model import Criterion, Grade, Hold, Phase, Track
from coach.plan.permission import (
    DEEP_STEPS,
    RunBar,
    hold_on,
    nordics_due,
    run_bar,
    spares_tendon,
    speed_due,
    strength_due,
    strength_items,
)
from coach.plan.position import Position
from coach.plan.progress import progress
from coach.plan.state import PlanState
from coach.plan.texts import Said, texts
from coach.triage import Running

_FRESH_DAYS = 3
_LAST_WEEK_FROM = 7


@dataclass(frozen=True)
class Item:
    """One exercise of a session.

    Attributes:
        exercise: Its id in the library.
        name: What it is called.
        dose: How much.
        note: What else to mind, or empty.
    """

    exercise: ExerciseId
    name: str
    dose: Dose
    note: str


@dataclass(frozen=True)
class Run:
    """The run of a session.

    Attributes:
        step: Of the jog or speed ladder, or "easy"; what a log of this run names as its step.
        text: What to run, in words.
        minutes: The whole of it, where the plan sets it.
        lighter: Whether it is 70 percent of the usual.
    """

    step: str
    text: str
    minutes: int | None = None
    lighter: bool = False


@dataclass(frozen=True)
class Session:
    """One day of the plan.

    Attributes:
        local_date: The runner's local date.
        day: Day of the plan, 1 for the first.
        phase: The phase.
        track: The version of the plan.
        hold: What keeps the plan from going on; while it closes all, there is nothing to do.
        title: The phase in words.
        aim: What it is for.
        items: What to do, in order.
        run: The run, or None.
        running: The running verdict that stands by the plan.
        bar: Why there is no run today, or None.
        bar_text: The same in words; empty when there is a run.
        notes: What goes with it: care, warm-up, why it is lighter.
        feel: What to feel.
        stop: When to stop.
        next: What comes next.
        opens: What opens it.
        progress: How far that is; empty where nothing can be counted.
        asks: Criteria to ask about now, in so many words.
        clinician: Whether a clinician should have a look (row C7).
        cites: S and R rules behind it.
    """

    local_date: date
    day: int
    phase: Phase
    track: Track
    hold: Hold
    title: str
    aim: str
    items: tuple[Item, ...]
    run: Run | None
    running: Running
    bar: RunBar | None
    bar_text: str
    notes: tuple[str, ...]
    feel: str
    stop: str
    next: str
    opens: str
    progress: str
    asks: tuple[Criterion, ...]
    clinician: bool
    cites: tuple[str, ...]

    @property
    def may_run(self) -> bool:
        """Whether there is a run today."""
        return self.run is not None


def today(state: PlanState, on: date) -> Session:
    """The session of a date.

    Args:
        state: The plan.
        on: The runner's local date.
    """
    position, hold = state.position, hold_on(state.position, on)
    phase = texts().phases[position.phase]
    bar = run_bar(position, on)
    prescribed, notes = _work(position, on, hold)
    lighter = position.grade is Grade.CAUTION
    bar_said = None if bar is None else texts().bars[bar.value]
    cites = (phase.cites, *(said.cites for said in notes), bar_said.cites if bar_said else ())
    return Session(
        local_date=on,
        day=(on - state.started).days + 1,
        phase=position.phase,
        track=position.track,
        hold=hold,
        title=_title(position),
        aim="" if hold.closes_all else phase.aim,
        items=tuple(_item(each, lighter) for each in prescribed),
        run=_run(position, on, lighter) if bar is None else None,
        running=running_verdict(position, on),
        bar=bar,
        bar_text="" if bar_said is None else bar_said.text,
        notes=tuple(said.text for said in notes),
        feel=phase.feel,
        stop=phase.stop,
        next=phase.next,
        opens=phase.opens,
        progress="" if hold is not Hold.NONE else progress(position),
        asks=() if hold is not Hold.NONE else open_questions(position, on),
        clinician=position.clinician is not None,
        cites=tuple(dict.fromkeys(rule for rules in cites for rule in rules)),
    )


def running_verdict(position: Position, on: date) -> Running:
    """Whether the plan lets somebody run at all these days; rest days do not count against it."""
    bar = run_bar(position, on)
    if bar not in (None, RunBar.REST_DAY, RunBar.DONE):
        return Running.NONE
    if position.phase in (Phase.P4, Phase.P5) or position.grade is Grade.CAUTION:
        return Running.EASY_ONLY
    return Running.EASY_ONLY if position.easy_only else Running.NORMAL_BUILD


def _title(position: Position) -> str:
    name = texts().phases[position.phase].name
    return name if position.phase is Phase.PREHAB else f"Phase {position.phase.number}: {name}"


def _item(each: Prescribed, lighter: bool) -> Item:
    dose = each.dose.lighter() if lighter else each.dose
    return Item(each.exercise, exercises()[each.exercise].name, dose, each.note)


def _run(position: Position, on: date, lighter: bool) -> Run:
    if position.phase is Phase.P4:
        step = ladders().jog[position.runs.jog]
        shown = step.lighter() if lighter else step
        return Run(step.id, f"{shown.text}, flat and slow enough to talk", shown.minutes, lighter)
    if speed_due(position, on) and not lighter:
        speed = ladders().speed[position.runs.speed]
        return Run(speed.id, speed.text)
    if position.phase is Phase.PREHAB and not position.easy_only and not lighter:
        return Run("easy", "your normal training, with speed added in small steps")
    less = "about 70 percent of your usual easy run" if lighter else "easy run"
    return Run("easy", f"{less}, flat and slow enough to talk", None, lighter)


def _work(
    position: Position, on: date, hold: Hold
) -> tuple[tuple[Prescribed, ...], tuple[Said, ...]]:
    if hold.closes_all:
        return (), (texts().holds[hold.value],)
    items, names = _menu(position, on)
    return items, tuple(_notes(position, on, *names))


def _menu(position: Position, on: date) -> tuple[tuple[Prescribed, ...], tuple[str, ...]]:
    """The exercises of a date, and the names of the notes that go with them."""
    menus, phase = ladders().menus, position.phase
    if phase is Phase.P1:
        return menus["protect"].items, _settling(position, on)
    if phase is Phase.P2:
        return menus["walk"].items, ()
    if on in position.strength.days:
        return (), ("strength_done",)
    if not strength_due(position, on):
        return (() if phase is Phase.PREHAB else menus["between"].items), ("rest_day",)
    own = menus["prehab"].items
    if phase is not Phase.PREHAB:
        own = (*strength_items(position), *menus["block"].items)
    return (*_nordics(position, on), *own), (*_hinge(position), *_order(position, on))


def _nordics(position: Position, on: date) -> tuple[Prescribed, ...]:
    if not nordics_due(position, on):
        return ()
    stage = ladders().nordic_stage(position.strength.nordics)
    return (Prescribed(ladders().nordic, stage.dose, "As slowly as you can."),)


def _order(position: Position, on: date) -> tuple[str, ...]:
    fast = speed_due(position, on) and run_bar(position, on) is None
    return ("fast_first",) if fast else ()


def _settling(position: Position, on: date) -> tuple[str, ...]:
    fresh = (on - position.flare).days < _FRESH_DAYS
    return ("fresh" if fresh else "later", "wrap")


def _hinge(position: Position) -> tuple[str, ...]:
    return (
        ("light_hinge",) if spares_tendon(position) and position.strength.step in DEEP_STEPS else ()
    )


def _notes(position: Position, on: date, *names: str) -> Iterable[Said]:
    care, phase = texts().care, position.phase
    if position.grade is Grade.CAUTION and phase is not Phase.P1:
        yield care["lighter"]
    yield from (care[name] for name in names)
    if run_bar(position, on) is None:
        yield care["warm_up_tendon" if spares_tendon(position) else "warm_up"]
        settled = position.zero_days >= _LAST_WEEK_FROM
        if phase is Phase.P5 and settled and position.says_yes(Criterion.USUAL_VOLUME):
            yield care["last_week"]
    if position.track is Track.TENDON and phase in (Phase.P1, Phase.P2, Phase.P3):
        yield care["tendon"]
    if position.clinician is not None:
        yield care["clinician"]
