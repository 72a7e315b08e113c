"""Whether the home tests may be done, and which of them (reference section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from coach.findings import FindingId, Findings
from coach.home_tests.content import content
from coach.home_tests.model import Contraindication, Passage, TestId
from coach.triage import Assessment

_SIT_BONE = "sit_bone_low_buttock"
_HIP_HEIGHT = "test_hip_height"
_CLINICIAN_ROWS = ("E", "U", "C")
_UNCLEARED_ROWS = ("E", "U")
_FRESH = timedelta(days=3)
_ABOUT_THE_START = frozenset({"onset", "days_since_onset"})
_MUST_BE_KNOWN = (
    "onset",
    "gait_altered",
    "pain_rest",
    "tingling_or_numb_leg",
    "blood_thinner_or_bleeding_disorder",
    "prior_rupture_or_surgery",
)


@dataclass(frozen=True)
class Recovery:
    """What a recovery plan knows that bears on the tests.

    Attributes:
        flare: When the present trouble began.
        cleared: Whether a clinician has looked at what the see-a-clinician level was about and
            let the plan begin.
    """

    flare: date
    cleared: bool = False


def contraindications(
    findings: Findings,
    assessment: Assessment,
    last_tested: date | None,
    today: date,
    recovery: Recovery | None = None,
) -> tuple[Contraindication, ...]:
    """Every reason not to do the tests now, in the order of the enumeration; empty for none.

    What was not answered counts against a test: nobody is told to pull at a leg that may be
    torn.

    Args:
        findings: What is known of the leg.
        assessment: The triage result that stands.
        last_tested: The runner's local date of the last tests, or None.
        today: The runner's local date.
        recovery: What the recovery plan adds, or None without one.
    """
    known = findings.implied()
    sit_bone = _SIT_BONE in known.words("pain_location")
    days = known.number("days_since_onset")
    sudden = known.choice("onset") == "sudden" and not _past(recovery, today)
    barring = _UNCLEARED_ROWS if recovery and recovery.cleared else _CLINICIAN_ROWS
    holds = {
        Contraindication.SERIOUS_SIGN: any(row.startswith(barring) for row in assessment.rows),
        Contraindication.FRESH_INJURY: sudden and days is not None and days < 3,
        Contraindication.LIMP: known.present("gait_altered"),
        Contraindication.PAIN_AT_REST: (known.number("pain_rest") or 0) > 3,
        Contraindication.NUMBNESS: known.present("tingling_or_numb_leg"),
        Contraindication.BLOOD_THINNER: known.present("blood_thinner_or_bleeding_disorder"),
        Contraindication.YOUNG_SIT_BONE: known.present("age_under_18") and sit_bone,
        Contraindication.SURGERY: known.present("prior_rupture_or_surgery"),
        Contraindication.TOO_SOON: (
            last_tested is not None and today - last_tested < timedelta(days=1)
        ),
        Contraindication.UNANSWERED: bool(unanswered(findings, today, recovery)),
    }
    return tuple(reason for reason in Contraindication if holds[reason])


def unanswered(
    findings: Findings, today: date, recovery: Recovery | None = None
) -> tuple[FindingId, ...]:
    """What has to be answered before anybody may say that the tests are fine, in asking order.

    Args:
        findings: What is known of the leg.
        today: The runner's local date.
        recovery: What the recovery plan adds, or None without one.
    """
    known = findings.implied()
    past = _past(recovery, today)
    missing = [name for name in _MUST_BE_KNOWN if not known.known(name)]
    if known.choice("onset") == "unknown":
        missing.append("onset")
    if known.choice("onset") == "sudden" and known.number("days_since_onset") is None:
        missing.append("days_since_onset")
    if _SIT_BONE in known.words("pain_location") and not known.known("age_under_18"):
        missing.append("age_under_18")
    return tuple(name for name in missing if not (past and name in _ABOUT_THE_START))


def _past(recovery: Recovery | None, today: date) -> bool:
    """Whether the first days are over by the plan, however it came on."""
    return recovery is not None and today - recovery.flare >= _FRESH


def suitable_tests(findings: Findings) -> tuple[TestId, ...]:
    """The tests for this leg, in order.

    The hip-height reach is left out with sit-bone pain that did not come on in one moment, as a
    deep bend presses on that tendon (R38).
    """
    tendon = _SIT_BONE in findings.words("pain_location") and findings.choice("onset") != "sudden"
    return tuple(test for test in content().tests if not (tendon and test == _HIP_HEIGHT))


def reasons(found: tuple[Contraindication, ...]) -> tuple[Passage, ...]:
    """What is said about each reason."""
    return tuple(content().reasons[reason] for reason in found)
