"""How much of an exercise or a run, as numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

Range = tuple[int, int]
LIGHTER = 0.7
"""Share of the work on a day that asks for caution (regression rule)."""


@dataclass(frozen=True)
class Dose:
    """How much of one exercise.

    Attributes:
        sets: How many sets; of holds, how many holds.
        reps: Repetitions in a set, from and to; None for holds and minutes.
        hold: Seconds of a hold, from and to; None otherwise.
        minutes: From and to; None otherwise.
        each_side: Whether it goes for each leg.
        times_a_day: How often in a day.
    """

    sets: int = 1
    reps: Range | None = None
    hold: Range | None = None
    minutes: Range | None = None
    each_side: bool = False
    times_a_day: int = 1

    @property
    def text(self) -> str:
        """In words, such as "3 sets of 12 on each side"."""
        if self.minutes is not None:
            words = f"{_range(self.minutes)} minutes"
        elif self.hold is not None:
            seconds = f"{_range(self.hold)} seconds"
            words = f"{self.sets} times {seconds}" if self.sets > 1 else f"once for {seconds}"
        else:
            reps = _range(self.reps or (1, 1))
            words = f"{self.sets} sets of {reps}" if self.sets > 1 else f"{reps} times"
        if self.each_side:
            words += " on each side"
        return words if self.times_a_day == 1 else f"{words}, {self.times_a_day} times a day"

    def lighter(self) -> Dose:
        """About 70 percent of the work: fewer sets, or less of the only one."""
        if self.sets > 1:
            return replace(self, sets=less(self.sets))
        return replace(
            self,
            reps=_less(self.reps),
            hold=_less(self.hold),
            minutes=_less(self.minutes),
        )


@dataclass(frozen=True)
class JogStep:
    """One step of the walk-jog ladder.

    Attributes:
        id: "J1" to "J6".
        times: How many rounds.
        jog: Minutes of jogging in each.
        walk: Minutes of walking in each; 0 for jogging through.
    """

    id: str
    times: int
    jog: int
    walk: int

    @property
    def minutes(self) -> int:
        """The whole of it."""
        return self.times * (self.jog + self.walk)

    @property
    def text(self) -> str:
        """In words."""
        if self.walk == 0:
            return f"{self.jog} minutes of jogging without a break"
        jog, walk = _minutes(self.jog), _minutes(self.walk)
        return f"{self.times} times ({jog} of jogging, {walk} of walking)"

    def lighter(self) -> JogStep:
        """About 70 percent: fewer rounds, or a shorter jog."""
        if self.times > 1:
            return replace(self, times=less(self.times))
        return replace(self, jog=less(self.jog))


def less(number: int) -> int:
    """About 70 percent of a count, at least 1 and never the whole of it (but of 1)."""
    return max(1, int(number * LIGHTER))


def _less(numbers: Range | None) -> Range | None:
    return None if numbers is None else (less(numbers[0]), less(numbers[1]))


def _range(numbers: Range) -> str:
    low, high = numbers
    return str(low) if low == high else f"{low} to {high}"


def _minutes(number: int) -> str:
    return "1 minute" if number == 1 else f"{number} minutes"
