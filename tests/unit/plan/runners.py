"""Imaginary runners who live through the plan, and a witness who knows only what they told.

The witness reckons from the raw days alone when running must be closed. It shares nothing with
the plan's own reckoning.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache

from coach.findings import Findings
from coach.plan import (
    DayLog,
    Done,
    Hold,
    Phase,
    PlanState,
    answer,
    changes_on,
    log_day,
    reassess,
    today,
)
from coach.plan.model import FORWARD
from coach.triage import Assessment, assess
from tests.unit.plan.cases import LEVELS, begun, on
from tests.unit.triage.cases import MILD, NOTHING_WRONG

KINDS = ("good", "slow", "relapsing", "careless", "silent")
HEALING = {"good": 0.35, "slow": 0.06, "relapsing": 0.25, "careless": 0.2, "silent": 0.2}
STEPS_BACK = 14


@cache
def _assessed(findings: tuple[tuple[str, object], ...]) -> tuple[Assessment, Findings]:
    known = Findings({k: list(v) if isinstance(v, tuple) else v for k, v in findings})
    return assess(known), known


def triage_of(soreness: float) -> tuple[Assessment, Findings]:
    """What triage makes of a leg this sore."""
    values = dict(NOTHING_WRONG)
    if soreness >= 3.5:
        values.update(gait_altered=True, pain_walking=2, days_since_onset=3)
    elif soreness >= 2:
        values.update(pain_walking=1)
    elif soreness > 0:
        values.update(MILD)
    else:
        values.update(currently_symptomatic=False)
    return _assessed(tuple((k, tuple(v) if isinstance(v, list) else v) for k, v in values.items()))


@dataclass
class Witness:
    """What was told, day by day, and what follows for running."""

    told: dict[int, DayLog] = field(default_factory=dict)
    screened: list[int] = field(default_factory=lambda: [1])

    def forbids(self, day: int, phase: Phase) -> str | None:
        """Why nobody may be let run on a day, or None."""
        last = max(self.told, default=None)
        if phase is not Phase.PREHAB and day - max([*self.screened, *self.told]) > 3:
            return "three days of silence"
        if self.flared_since(day - 3):
            return "less than 48 hours after a flare"
        if last is None or last < max(self.screened):
            return None
        log = self.told[last]
        reasons = {
            "limp, or nobody knows": log.gait_normal is not True,
            "warning sign, or unanswered": log.red_flag is not False,
            "sharp new pain": log.sharp_pain,
            "the last run was too much": log.ran
            and (log.run_pain_rose is True or (log.run_pain or 0) > 3),
        }
        return next((reason for reason, holds in reasons.items() if holds), None)

    def flared_since(self, day: float) -> bool:
        """Whether a day after this one was above the limits."""
        return any(self.too_much(log) for each, log in self.told.items() if each > day)

    def too_much(self, log: DayLog) -> bool:
        """Limp, over 5, or a morning 2 above the usual one."""
        pains = [
            log.pain_activity,
            log.pain_rest,
            log.run_pain,
            *(each.pain for each in log.exercises),
        ]
        usual = self.usual_morning(log)
        return (
            log.gait_normal is False
            or any(pain is not None and pain > 5 for pain in pains)
            or (usual is not None and (log.pain_morning or 0) >= usual + 2)
        )

    def usual_morning(self, log: DayLog) -> float | None:
        """The worst of the first three mornings, at the start or after any triage.

        Never lower than the plan's own: a new injury, which is always followed by a triage,
        starts the reckoning anew.
        """
        mornings = [
            (day, each.pain_morning)
            for day, each in sorted(self.told.items())
            if each.pain_morning is not None and each.local_date < log.local_date
        ]
        sharp = [day for day, each in self.told.items() if each.sharp_pain]
        firsts = [
            pain
            for since in (0, *self.screened, *sharp)
            for pain in [pain for day, pain in mornings if day >= since][:3]
        ]
        return max(firsts, default=None)


@dataclass
class Runner:
    """Somebody with a leg and a temper.

    Attributes:
        kind: Their temper.
        chance: Where their luck comes from.
        plan: Their plan.
        soreness: 0 to 10, hidden from the plan.
        day: Day of the plan.
        witness: What they told.
    """

    kind: str
    chance: random.Random
    plan: PlanState
    soreness: float
    day: int = 1
    witness: Witness = field(default_factory=Witness)
    discharged_on: int | None = None

    @classmethod
    def born(cls, kind: str, seed: int) -> Runner:
        chance = random.Random(f"{kind} {seed}")
        level = chance.choice(sorted(LEVELS))
        plan = begun(LEVELS[level], ever_limped=chance.choice([False, None]))
        assert isinstance(plan, PlanState)
        soreness = {"strain": 4.5, "mild": 1.5, "tight": 0.0, "tendon": 2.0}[level]
        return cls(kind, chance, plan, soreness + chance.random() * (level != "tight"))

    def live(self, days: int) -> None:
        """Some days, checked one by one."""
        for _ in range(days):
            if self.plan.discharged:
                return
            self.one_day()

    def one_day(self) -> None:
        self._heal()
        session = self._look()
        if self._stays_silent():
            self.day += 1
            return
        if session.hold is not Hold.NONE and self.chance.random() < 0.8:
            assessment, findings = triage_of(self.soreness)
            self.plan, _ = reassess(self.plan, assessment, findings, on(self.day))
            self.witness.screened.append(self.day)
            session = self._look()
        if session.asks:
            given = dict.fromkeys(session.asks, self.soreness < 0.5)
            self.plan, _ = answer(self.plan, given, on(self.day))
            session = self._look()
        log = self._told(session)
        self.plan, outcome = log_day(self.plan, log, on(self.day))
        self.witness.told[self.day] = log
        assert outcome.problem is None
        forward = [each for each in changes_on(self.plan, on(self.day)) if each in FORWARD]
        assert len(forward) <= 1, forward
        self._look()
        self._tell_again(log)
        if self.plan.discharged:
            self.discharged_on = self.day
        self.day += 1

    def become_well(self) -> None:
        """From here on they do what they are told and the leg is healed."""
        self.kind, self.soreness = "good", 0.0

    def _look(self):
        """Today's session, with the witness at hand."""
        session = today(self.plan, on(self.day))
        if session.may_run:
            why = self.witness.forbids(self.day, session.phase)
            assert why is None, f"{self.kind}, day {self.day}: {why}"
            assert session.hold is Hold.NONE
            assert session.phase.runs
        else:
            assert session.bar_text
        if session.hold.closes_all:
            assert not session.items
        return session

    def _heal(self) -> None:
        self.soreness = max(0.0, self.soreness - HEALING[self.kind])
        if self.soreness < 0.3:
            self.soreness = 0.0
        if self.kind == "relapsing" and self.chance.random() < 0.05:
            self.soreness = self.chance.uniform(2, 6)

    def _stays_silent(self) -> bool:
        if self.kind == "silent":
            return self.chance.random() < 0.5 or (self.day // 12) % 3 == 1
        return self.kind == "careless" and self.chance.random() < 0.15

    def _told(self, session) -> DayLog:
        careless = self.kind == "careless"
        reckless = careless and self.chance.random() < 0.3
        goes = session.may_run and (self.kind != "slow" or self.chance.random() < 0.7)
        ran = goes or reckless
        sore = self.soreness + (1.5 if reckless else 0)
        pain = min(10, round(sore))
        if reckless and self.chance.random() < 0.4:
            self.soreness += 1
        open_answer = careless and self.chance.random() < 0.2
        return DayLog(
            on(self.day),
            pain_rest=max(0, pain - 2),
            pain_activity=pain,
            pain_morning=max(0, round(sore - 0.6)),
            gait_normal=None if open_answer else sore < 3.5,
            red_flag=self._flag(),
            sharp_pain=self.kind == "relapsing" and self.chance.random() < 0.01,
            walk_minutes=35,
            walk_pain=0 if sore < 1 else 1 if sore < 2 else 2,
            walk_worsened=sore >= 4,
            ran=ran,
            run_step=session.run.step if goes and session.run else None,
            run_pain=pain if ran else None,
            run_pain_rose=(reckless and sore > 1) if ran else None,
            exercises=tuple(Done(item.exercise, min(pain, 3)) for item in session.items),
            pain_sitting=pain,
        )

    def _flag(self) -> bool | None:
        if self.kind == "good":
            return False
        return self.chance.choices([False, None, True], [0.94, 0.04, 0.02])[0]

    def _tell_again(self, log: DayLog) -> None:
        """Now and then they tell the same day twice; nothing may come of it."""
        if self.chance.random() < 0.03:
            again, outcome = log_day(self.plan, log, on(self.day))
            assert outcome.corrected
            assert again.position == self.plan.position
