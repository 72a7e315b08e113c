"""The kept state of a plan: where it stood some weeks ago, and every entry since.

Where it stands now follows from these. So a day told again takes the place of the first telling
in everything that came of it, and nothing counts twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from coach.plan.advance import advance
from coach.plan.codec import from_plain, to_plain
from coach.plan.entries import ENTRY_TYPES, DayLog, Entry
from coach.plan.model import Phase, PlanError
from coach.plan.position import Position

VERSION = 1
DAYS_OPEN = timedelta(days=21)
"""How far back a day can still be told or corrected."""
_KINDS = {kind.kind: kind for kind in ENTRY_TYPES}


@dataclass(frozen=True)
class Entered:
    """A phase and since when it was the plan's.

    Attributes:
        on: The date.
        phase: The phase at the end of that date.
    """

    on: date
    phase: Phase


@dataclass(frozen=True)
class PlanState:
    """A plan. Make one with `start`; change it only through the functions of this package.

    Attributes:
        started: The runner's local date on which it began.
        anchor: Where it stood before the entries.
        entries: What has been told since, by date.
        phases: The phases up to the anchor, in order; none while every entry is still there.
        reached: Where it stands after the entries, where that is known without reading them.
    """

    started: date
    anchor: Position
    entries: tuple[Entry, ...] = ()
    phases: tuple[Entered, ...] = ()
    reached: Position | None = field(default=None, repr=False, compare=False)

    @cached_property
    def position(self) -> Position:
        """Where it stands after the entries."""
        return self.reached or _after(self.anchor, self.entries)

    @property
    def phase(self) -> Phase:
        """The phase it is in."""
        return self.position.phase

    @property
    def discharged(self) -> bool:
        """Whether the plan was closed and only prehab is left."""
        return self.position.discharged is not None

    @property
    def at_rest(self) -> bool:
        """Whether it was closed and no trouble has come since, so that a monthly look will do."""
        return self.discharged and not self.position.hold.closes_all

    def stepped_on(self, on: date) -> bool:
        """Whether it went a step or a phase further on a date."""
        return self.position.moved_on == on

    @property
    def open_since(self) -> date:
        """The first date that can still be told or corrected."""
        absorbed = self.anchor.changed_on
        return self.started if absorbed is None else absorbed + timedelta(days=1)

    def log_on(self, on: date) -> DayLog | None:
        """What was told of a date, or None."""
        days = (each for each in self.entries if isinstance(each, DayLog) and each.local_date == on)
        return next(days, None)

    def told_before(self, on: date) -> date | None:
        """The last date before another of which a day was told, triage in between or not."""
        told = (each.local_date for each in self.entries if isinstance(each, DayLog))
        anchored = None if self.anchor.latest is None else self.anchor.latest.local_date
        return max((day for day in told if day < on), default=anchored)

    def before(self, on: date) -> Position:
        """Where the plan stood before a date."""
        return _after(self.anchor, tuple(each for each in self.entries if each.local_date < on))

    def phase_on(self, on: date) -> Phase | None:
        """The phase at the end of a date, or None before the plan and where it is not known."""
        if on < self.started:
            return None
        if on >= self.anchor.last_seen:
            return self.before(on + timedelta(days=1)).phase
        known = [each.phase for each in _phases_known(self) if each.on <= on]
        return known[-1] if known else None

    def with_entry(self, entry: Entry) -> PlanState:
        """The plan with one more entry, or with the day's log in place of the one before."""
        entries = _with(self.entries, entry)
        # Only in the ordinary case, at the end, does nothing before it change.
        added = entries[:-1] == self.entries
        position = advance(self.position, entry) if added else _after(self.anchor, entries)
        return _trimmed(replace(self, entries=entries, reached=position))

    def to_json(self) -> dict[str, Any]:
        """A form that can be kept as JSON."""
        return {
            "version": VERSION,
            "phase": self.phase.value,
            "started": self.started.isoformat(),
            "anchor": to_plain(self.anchor),
            "entries": [{"kind": each.kind, **to_plain(each)} for each in self.entries],
            "phases": to_plain(self.phases),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> PlanState:
        """Read the kept form.

        Raises:
            PlanError: When it is not of that form.
        """
        try:
            if data["version"] != VERSION:
                raise ValueError(f"version {data['version']!r} is unknown")
            return cls(
                started=date.fromisoformat(data["started"]),
                anchor=from_plain(Position, data["anchor"]),
                entries=tuple(_entry(each) for each in data["entries"]),
                # Plans kept by older versions have none.
                phases=tuple(from_plain(Entered, each) for each in data.get("phases", ())),
            )
        except (KeyError, TypeError, ValueError) as wrong:
            raise PlanError(f"not a plan: {wrong}") from None


def _entry(data: Mapping[str, Any]) -> Entry:
    values = {name: value for name, value in data.items() if name != "kind"}
    entry: Entry = from_plain(_KINDS[data["kind"]], values)
    return entry


def _after(position: Position, entries: tuple[Entry, ...]) -> Position:
    for entry in entries:
        position = advance(position, entry)
    return position


def _with(entries: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    if isinstance(entry, DayLog):
        known = next(
            (
                each
                for each in entries
                if isinstance(each, DayLog) and each.local_date == entry.local_date
            ),
            None,
        )
        if known is not None and _says_no_more(known, entry):
            return tuple(entry if each is known else each for each in entries)
        entries = tuple(each for each in entries if each is not known)
    before = tuple(each for each in entries if each.local_date <= entry.local_date)
    return (*before, entry, *entries[len(before) :])


def _says_no_more(known: DayLog, entry: DayLog) -> bool:
    """Whether a correction raises no sign that a later triage of that day has not dealt with."""
    return (
        entry.red_flag == known.red_flag
        and entry.sharp_pain == known.sharp_pain
        and (entry.pain_rest or 0) <= (known.pain_rest or 0)
        and (entry.gait_normal is not False or known.gait_normal is False)
    )


def _trimmed(state: PlanState) -> PlanState:
    last = state.entries[-1].local_date
    old = tuple(each for each in state.entries if last - each.local_date > DAYS_OPEN)
    if not old:
        return state
    anchor, phases = state.anchor, list(_phases_known(state))
    for entry in old:
        anchor = advance(anchor, entry)
        if anchor.phase is not phases[-1].phase:
            phases.append(Entered(entry.local_date, anchor.phase))
    return replace(state, anchor=anchor, entries=state.entries[len(old) :], phases=tuple(phases))


def _phases_known(state: PlanState) -> tuple[Entered, ...]:
    """The phases up to the anchor; at least the one it stands in."""
    return state.phases or (Entered(state.anchor.entered, state.anchor.phase),)
