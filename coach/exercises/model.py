"""The shape of one exercise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

ExerciseId = str


class OnTendonTrack(str, Enum):
    """Whether somebody with a sore sit-bone tendon may do an exercise (R38)."""

    YES = "yes"
    LATER = "later"
    """Once sitting is near 0: it bends the hip far or pulls."""


@dataclass(frozen=True)
class Exercise:
    """One exercise, as it is shown to a runner.

    Attributes:
        id: Its name everywhere.
        name: What people call it.
        also: Other names, as people type them.
        group: Name of the content file.
        purpose: What it is good for.
        steps: How it is done.
        feel: What to feel.
        mistakes: What often goes wrong.
        easier: An easier version.
        harder: A harder one.
        equipment: What it takes.
        dose: How much of it.
        stop: When to stop.
        phases: Phases of the plan in which it may be done ("P1" to "P6", "prehab").
        tendon: Whether it may be done with a sore sit-bone tendon.
        step: Step of the strength ladder, "A" to "F"; None when it is on none.
        cites: S and R rules behind it.
    """

    id: ExerciseId
    name: str
    also: tuple[str, ...]
    group: str
    purpose: str
    steps: tuple[str, ...]
    feel: str
    mistakes: tuple[str, ...]
    easier: str
    harder: str
    equipment: str
    dose: str
    stop: str
    phases: tuple[str, ...]
    tendon: OnTendonTrack
    step: str | None
    cites: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of it, in the order it is read."""
        return (
            self.purpose,
            *self.steps,
            self.feel,
            *self.mistakes,
            self.easier,
            self.harder,
            self.dose,
            self.stop,
        )

    def open_in(self, phase: str, *, tendon: bool = False, sitting_settled: bool = False) -> bool:
        """Whether it may be done.

        Args:
            phase: "P1" to "P6", or "prehab".
            tendon: Whether the plan is for a sore sit-bone tendon.
            sitting_settled: Whether sitting is near 0.
        """
        held = tendon and not sitting_settled and self.tendon is OnTendonTrack.LATER
        return phase in self.phases and not held
