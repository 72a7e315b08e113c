"""Which question can still change the outcome, and so deserves to be asked.

A finding is worth asking when there is some way to answer everything still open in which two
answers to this one finding lead to different outcomes (level or running verdict). Once somebody
is to be seen today or within days, only an answer that makes it more urgent counts.

The search walks the ways in which a row of the table can come to hold, each set into a few
unremarkable completions of everything else, and turns the one finding over its values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coach.findings import VOCABULARY, AnswerType, FindingId, Findings, Value
from coach.triage.conditions import Atom, Check, Condition, Literal, Not, Truth, findings_in, ways
from coach.triage.levels import Level, Running
from coach.triage.screens import Path, Screen
from coach.triage.script import ASKABLE, SCREENS
from coach.triage.table import TABLE, Row
from coach.triage.verdict import Verdict, verdict_of

PAIN_SCORES = ("pain_walking", "pain_running", "pain_rest")

_Known = Mapping[FindingId, "Value | None"]
_Answers = dict[FindingId, "Value | None"]


def next_screen(findings: Findings) -> Screen | None:
    """The next screen to show, holding only what is open and can still change the outcome.

    Args:
        findings: Everything known, denied or declined so far.

    Returns:
        The screen, or None when no answer could change the outcome any more.
    """
    known = dict(findings.implied())
    now = verdict_of(known, TABLE)
    # Someone whose leg does not bother them has answered every question about it already.
    if now.level in (Level.EMERGENCY, Level.INFO_ONLY):
        return None
    search = _Search(known, now)
    left_out = Path.LONG if search.only_more_urgent else Path.SHORT
    for screen in SCREENS:
        if screen.path is left_out:
            continue
        worth_asking = [name for name in screen.findings if search.can_change(name)]
        if worth_asking:
            return screen.only(worth_asking)
    return None


def coherent(answers: _Known) -> bool:
    """Whether answers can be true together, as far as the table cares.

    Nobody has looked after a problem longer than they have had it, pain cannot climb on a run
    that did not hurt or was not run, a big bruise is a bruise, one sore side is not both, and a
    child or teenager is under 18.
    """
    care, since = answers.get("days_self_managed"), answers.get("days_since_onset")
    if _number(care) > _number(since) and since is not None:
        return False
    running = answers.get("pain_running")
    if answers.get("pain_rises_during_run") and running is not None and _number(running) < 1:
        return False
    if answers.get("both_legs_symmetric") and answers.get("side") in ("left", "right"):
        return False
    if answers.get("subject") == "child_teen" and answers.get("age_under_18") is False:
        return False
    return not (answers.get("bruising_large") and answers.get("bruising") is False)


class _Search:
    def __init__(self, known: _Known, now: Verdict) -> None:
        self._known = known
        self._now = now
        self.only_more_urgent = now.level is Level.URGENT_SAME_DAY or (
            now.level is Level.SEE_CLINICIAN_DAYS and not self._may_be_eased()
        )
        self._running_reachable: bool | None = None

    def can_change(self, finding: FindingId) -> bool:
        """Whether an answer to a finding that is still open can change the outcome."""
        if finding in self._known or (finding == "tightness_only" and self._hurts()):
            return False
        if any(self._turns(finding, way) for way in _WAYS_BY_FINDING[finding]):
            return True
        # What must be answered before a running verdict decides on it even where the answer
        # itself would weigh nothing: a refusal withholds the permission.
        return finding in TABLE.must_know and not self.only_more_urgent and self._running_in_reach()

    def _hurts(self) -> bool:
        # A number above zero has said that it is more than tightness.
        return any(_number(self._known.get(name)) > 0 for name in PAIN_SCORES)

    def _may_be_eased(self) -> bool:
        rows = [row for row in TABLE.rows if row.id in self._now.rows]
        first = [row for row in rows if row.level is self._now.level]
        return len(first) == 1 and first[0].alone_running_of is not None

    def _running_in_reach(self) -> bool:
        if self._running_reachable is None:
            self._running_reachable = any(
                self._outcome(answers)[1].allowed
                for way in _RUNNING_WAYS
                for answers in self._completions(way)
            )
        return self._running_reachable

    def _turns(self, finding: FindingId, way: _Way) -> bool:
        if self.only_more_urgent and way.row.level.urgency <= self._now.level.urgency:
            return False
        for answers in self._completions(way):
            outcome = self._outcome(answers)
            for value in _CANDIDATES[finding]:
                other = {**answers, finding: value}
                if value == answers[finding] or not coherent(other):
                    continue
                if self._matters(outcome, self._outcome(other)):
                    return True
        return False

    def _matters(self, one: _Outcome, other: _Outcome) -> bool:
        if self.only_more_urgent:
            most = max(one[0].urgency, other[0].urgency)
            return one != other and most > self._now.level.urgency
        return one != other

    def _completions(self, way: _Way) -> Iterator[_Answers]:
        wanted = way.witness(self._known)
        if wanted is None:
            return
        for base in _BASES:
            answers = {**base, **self._known, **wanted}
            if answers["bruising_large"] is True and "bruising" not in self._known:
                answers["bruising"] = True
            if coherent(answers):
                yield answers

    @staticmethod
    def _outcome(answers: _Known) -> _Outcome:
        result = verdict_of(answers, TABLE)
        return result.level, result.running


_Outcome = tuple[Level, Running]


@dataclass(frozen=True)
class _Way:
    """One way in which a row can come to hold: what must be true of each finding."""

    row: Row
    tests: Mapping[FindingId, tuple[Literal, ...]]

    def witness(self, known: _Known) -> _Answers | None:
        """Answers to the open findings that make it hold, or None when it no longer can."""
        answers: _Answers = {}
        for finding, tests in self.tests.items():
            if finding in known:
                if not _all_hold(tests, known):
                    return None
                continue
            for value in _CANDIDATES.get(finding, ()):
                if _all_hold(tests, {finding: value}):
                    answers[finding] = value
                    break
            else:
                return None
        return answers


def _all_hold(tests: tuple[Literal, ...], values: _Known) -> bool:
    return all(test.truth(values) is Truth.TRUE for test in tests)


def _number(value: Value | None) -> float:
    return float(value) if isinstance(value, (int, float)) else 0


def _row_ways(row: Row) -> Iterator[_Way]:
    for way in ways(row.when):
        tests: defaultdict[FindingId, tuple[Literal, ...]] = defaultdict(tuple)
        for test in way:
            (finding,) = findings_in(test)
            tests[finding] += (test,)
        yield _Way(row, dict(tests))


def _atoms(condition: Condition) -> Iterator[Atom]:
    if isinstance(condition, Atom):
        yield condition
    elif isinstance(condition, Not):
        yield from _atoms(condition.part)
    else:
        for part in condition.parts:
            yield from _atoms(part)


def _candidates(finding: FindingId) -> tuple[Value, ...]:
    """Values that tell apart everything the table can tell apart about a finding."""
    spec = VOCABULARY[finding]
    if spec.answer is AnswerType.YES_NO:
        return (False, True)
    if spec.answer is AnswerType.CHOICES:
        return tuple((word,) for word in spec.choices)
    if spec.answer is AnswerType.CHOICE:
        return tuple(spec.choices)
    numbers = {0.0}
    for row in TABLE.rows:
        for atom in _atoms(row.when):
            if atom.finding == finding and atom.test in _NEXT_TO:
                numbers |= {atom.number, atom.number + _NEXT_TO[atom.test]}
    return (*sorted(numbers), *spec.choices)


_NEXT_TO = {Check.AT_LEAST: -1, Check.AT_MOST: 1, Check.BELOW: -1, Check.EQUAL: 1}

_CANDIDATES: Mapping[FindingId, tuple[Value, ...]] = {
    finding: _candidates(finding) for finding in ASKABLE
}

_WAYS = tuple(way for row in TABLE.rows for way in _row_ways(row))
_WAYS_BY_FINDING: Mapping[FindingId, tuple[_Way, ...]] = {
    finding: tuple(way for way in _WAYS if finding in way.tests) for finding in ASKABLE
}
_RUNNING_WAYS = tuple(way for way in _WAYS if way.row.running.allowed)


def _base(**special: Value) -> Mapping[FindingId, Value]:
    plain: dict[FindingId, Value] = {
        name: False for name in ASKABLE if VOCABULARY[name].answer is AnswerType.YES_NO
    }
    plain |= {name: 0 for name in ASKABLE if VOCABULARY[name].numeric}
    plain |= {"pain_location": ("back_of_thigh",), "onset": "gradual", "trend": "better"}
    return {**plain, **special}


_BASES = tuple(
    _base(**{"days_since_onset": days, **complaint})
    for days in (5, 20)
    for complaint in ({}, {"pain_sitting": True}, {"pain_running": 1}, {"tightness_only": True})
)
"""Unremarkable completions: recent or older, with nothing much, a mild pain, or tightness."""
