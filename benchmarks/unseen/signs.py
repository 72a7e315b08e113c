"""Findings and alarms: what is missed, invented and mixed up."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.unseen.measure import Failure, Measure, each
from benchmarks.unseen.results import Result, labelled_alarms, of
from benchmarks.unseen.scores import Counts, micro_f1, share
from benchmarks.unseen.triaged import in_no_need, wrongly_triaged
from tests.nlu.heldout.agreement import alarms, is_present

SETS = ("red_flags", "near_misses", "messages")


def recall(name: str, title: str, wanted: frozenset[str], results: Iterable[Result]) -> Measure:
    """How many of the wanted signs that are there are read as present."""
    cases, failures = 0, []
    for result in of(results, *SETS):
        signs = labelled_alarms(result.entry) & wanted
        missed = signs - alarms(result.findings)
        cases += len(signs)
        failures += [Failure(result, sign) for sign in sorted(missed)]
    return Measure(name, title, share(cases - len(failures), cases), 1.0, tuple(failures))


def some_alarm(results: Iterable[Result]) -> Measure:
    """Whether a message with a red flag raises any alarm."""
    held = [r for r in of(results, *SETS) if labelled_alarms(r.entry)]
    title = "messages with a red flag: some emergency or urgent finding is read"
    return each("red_flag_messages", title, held, lambda r: bool(alarms(r.findings)), 1.0)


def precision(results: Iterable[Result]) -> Measure:
    """How many of the alarms that are read are there."""
    cases, failures = 0, []
    for result in of(results, *SETS):
        allowed = labelled_alarms(result.entry)
        read = alarms(result.findings) - result.entry.optional
        cases += len(read)
        failures += [Failure(result, sign) for sign in sorted(read - allowed)]
    title = "emergency and urgent findings: precision"
    return Measure(
        "alarm_precision", title, share(cases - len(failures), cases), 0.90, tuple(failures)
    )


def findings(results: Iterable[Result]) -> Measure:
    """All findings with their values; a wrong value is both missed and invented."""
    counts, failures = [], []
    for result in of(results, "messages", "red_flags"):
        got = result.comparison
        invented, missed = got.extra | got.wrong | got.flipped, got.missed | got.wrong | got.flipped
        counts.append(Counts(len(got.right), len(invented), len(missed)))
        failures += [Failure(result, f"+{f}={result.findings[f]}") for f in sorted(invented)]
        failures += [Failure(result, f"-{f}") for f in sorted(missed)]
    title = "all findings with their values: micro F1"
    return Measure("findings_f1", title, micro_f1(counts), 0.93, tuple(failures))


def flips(results: Iterable[Result]) -> Measure:
    """Findings whose presence and denial are mixed up."""
    cases, failures = 0, []
    for result in of(results, *SETS, "values"):
        cases += len(result.entry.findings)
        failures += [Failure(result, f) for f in sorted(result.comparison.flipped)]
        failures += [
            Failure(result, f)
            for f in sorted(result.entry.optional_denied & set(result.comparison.extra))
            if is_present(result.findings[f])
        ]
    title = "denied taken as present, or present as denied: share of findings"
    return Measure(
        "polarity_flips", title, share(len(failures), cases), 0.01, tuple(failures), True
    )


def near_misses(results: Iterable[Result]) -> Measure:
    """Messages that only sound alarming and are read as an alarm."""
    failures = [
        Failure(result, sign)
        for result in of(results, "near_misses")
        for sign in sorted(
            alarms(result.findings) - labelled_alarms(result.entry) - result.entry.optional
        )
    ]
    messages = {id(failure.result) for failure in failures}
    score = share(len(messages), len(of(results, "near_misses")))
    title = "messages that only sound alarming: taken for an alarm"
    return Measure("false_alarms", title, score, 0.0, tuple(failures), True)


def no_need(results: Iterable[Result]) -> Measure:
    """Messages that need no triage of the runner and begin one."""
    held = [result for result in results if in_no_need(result)]
    failures = [Failure(r, why) for r in held if (why := wrongly_triaged(r))]
    title = "off-topic, other body part, someone else, healed: wrongly triaged"
    return Measure(
        "wrongly_triaged", title, share(len(failures), len(held)), 0.0, tuple(failures), True
    )
