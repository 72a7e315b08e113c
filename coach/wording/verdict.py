"""The verdict in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from coach.findings import FindingId, Findings
from coach.triage.assess import Assessment
from coach.triage.conditions import AllOf, AnyOf, Atom, Check, Condition, Truth
from coach.triage.levels import Level
from coach.triage.table import TABLE
from coach.wording.emergency import emergency_text
from coach.wording.labels import label, listed, sentence
from coach.wording.lines import Line, advice, fitting, line, read, reasons

_HERE = Path(__file__).parent
_ADVICE = read(_HERE / "advice.yml")
_REASONS = reasons(read(_HERE / "reasons.yml"))
_LEVELS = advice(_ADVICE["levels"])
_SHARED: Mapping[str, Line] = {name: line(entry) for name, entry in _ADVICE["shared"].items()}
_MOST_REASONS = 3
_MOST_NAMED = 4
# Rows that allow or exclude; they are no reason for anything more urgent than themselves.
_PERMISSIVE = frozenset(
    {Level.MODIFIED_RUNNING, Level.TIGHTNESS_PREHAB, Level.INFO_ONLY, Level.OUT_OF_SCOPE}
)


def verdict_text(
    assessment: Assessment, findings: Findings, *, rough: Collection[FindingId] = ()
) -> list[str]:
    """The verdict as paragraphs of one message.

    An emergency is one or two sentences and nothing else. Every other level is named first, then
    why, what to do and leave, running with its stop rule, when to get help, and that this is
    general information.

    Args:
        assessment: The triage result.
        findings: What it stands on.
        rough: Scores that were told without a number; none is put into anybody's mouth.
    """
    if assessment.level is Level.EMERGENCY:
        return [emergency_text(assessment, findings)]
    level = _LEVELS[assessment.level]
    running = next(fitting(level.running, assessment, findings), None)
    urgent = assessment.level is Level.URGENT_SAME_DAY
    paragraphs = [
        _first(assessment, findings),
        _why(assessment, findings, rough),
        _what(assessment, findings),
        running.text if running is not None else "",
        _SHARED["help_urgent" if urgent else "help"].text,
        _SHARED["general"].text,
    ]
    return [paragraph for paragraph in paragraphs if paragraph]


def changed_text(
    before: Level,
    assessment: Assessment,
    findings: Findings,
    *,
    rough: Collection[FindingId] = (),
) -> str:
    """What to say where a day's answers have moved the level below a clinician's, and why.

    A level that has risen is named. One that has dropped opens nothing by itself, as the plan has
    phases of its own; so no freedom to run is promised by it.

    Args:
        before: The level that stood.
        assessment: The triage result now.
        findings: What it stands on.
        rough: Scores that were told without a number.

    Returns:
        One paragraph; "" where the level is the same.
    """
    level = assessment.level
    if level is before or Level.NEED_MORE_INFO in (level, before):
        return ""
    why = next((sentence(text) for text in _reasons(assessment, findings, rough)), "")
    if level.urgency > before.urgency:
        parts = [_SHARED["changed_up"].text, _first(assessment, findings), why]
    else:
        parts = [why, _SHARED["changed_down"].text]
    return " ".join(part for part in parts if part)


def more_text(assessment: Assessment, findings: Findings) -> list[str]:
    """What else is worth knowing at this level, as paragraphs; empty in an emergency."""
    if assessment.level is Level.EMERGENCY:
        return []
    return [each.text for each in fitting(_LEVELS[assessment.level].more, assessment, findings)]


def safety_net(findings: Findings) -> str:
    """When to get help fast, to go with every reply while emergency signs were left unanswered.

    Returns:
        The sentence, or "" when none of the signs was refused or left open.
    """
    left_open = any(findings.declined(name) for name in TABLE.must_ask)
    return _SHARED["help"].text if left_open else ""


def _first(assessment: Assessment, findings: Findings) -> str:
    parts = [next(fitting(_LEVELS[assessment.level].first, assessment, findings)).text]
    subject = findings.choice("subject")
    if subject == "child_teen":
        parts.append(_SHARED["second_hand_child"].text)
    elif subject == "other_adult":
        parts.append(_SHARED["second_hand"].text)
    elif findings.present("age_under_18"):
        parts.append(_SHARED["under_18"].text)
    return " ".join(parts)


def _why(assessment: Assessment, findings: Findings, rough: Collection[FindingId]) -> str:
    # Where it does not hurt, or hurts in a place that is not ours, the first line has said it all.
    if assessment.level in (Level.INFO_ONLY, Level.OUT_OF_SCOPE):
        return ""
    lines = [f"• {sentence(text)}" for text in _reasons(assessment, findings, rough)]
    return "\n".join(["Why:", *lines])


def _reasons(assessment: Assessment, findings: Findings, rough: Collection[FindingId]) -> list[str]:
    """At most three reasons, the most urgent first, and what else was found in a fourth line."""
    known = findings.implied()
    said: list[str] = []
    beyond: list[FindingId] = []
    told: set[FindingId] = set()
    for row in _weighty(assessment):
        found = found_in(row, known)
        # What a more urgent row has said of the same findings need not be said again.
        if found and told.issuperset(found):
            continue
        if len(said) < _MOST_REASONS:
            reason = next(fitting(_REASONS[row], assessment, known))
            said.append(reason.text.format(found=listed([label(n, known, rough) for n in found])))
        else:
            beyond += [name for name in found if name not in told]
        told.update(found)
    if beyond:
        named = [label(name, known, rough) for name in beyond[:_MOST_NAMED]]
        rest = ["other signs"] if len(beyond) > _MOST_NAMED else []
        said.append(f"and {listed([*named, *rest])}")
    return said


def _weighty(assessment: Assessment) -> Iterable[str]:
    for row in assessment.rows:
        first = row == assessment.rows[0]
        if first or TABLE.row(row).level not in _PERMISSIVE:
            yield row


_SCENE = frozenset({"pain_location", "days_since_onset", "days_self_managed"})


def found_in(row: str, findings: Findings) -> tuple[FindingId, ...]:
    """The findings that make a row of the decision table hold, each once, in the row's order.

    Where it hurts and since when are left out, being the scene rather than a reason, and so is a
    bruise beside the big bruise that it is.
    """
    if row == TABLE.otherwise:
        return ()
    found = dict.fromkeys(_holding(TABLE.row(row).when, findings.implied()))
    if "bruising_large" in found:
        found.pop("bruising", None)
    return tuple(found)


def _holding(condition: Condition, findings: Findings) -> Iterable[FindingId]:
    if isinstance(condition, (AllOf, AnyOf)):
        if condition.truth(findings) is Truth.TRUE:
            for part in condition.parts:
                yield from _holding(part, findings)
    elif (
        isinstance(condition, Atom)
        and condition.test is not Check.UNKNOWN
        and condition.finding not in _SCENE
        and condition.truth(findings) is Truth.TRUE
    ):
        yield condition.finding


def _what(assessment: Assessment, findings: Findings) -> str:
    level = _LEVELS[assessment.level]
    lines = [f"• {each.text}" for each in fitting(level.do, assessment, findings)]
    avoid = [each.text for each in fitting(level.avoid, assessment, findings)]
    if avoid:
        lines.append(f"• {sentence(_one_no(avoid))}")
    return "\n".join(["What to do:", *lines]) if lines else ""


def _one_no(avoid: list[str]) -> str:
    """Join things to leave: "no speed" and "no hills" become "no speed or hills"."""
    return "no " + listed([text.removeprefix("no ") for text in avoid], last="or")
