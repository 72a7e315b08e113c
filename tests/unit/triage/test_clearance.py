"""What a clinician's go-ahead covers of an urgent level, and what it never covers."""

import pytest

from coach.findings import Findings
from coach.triage import Clearance, Level, Running, after_clearance, assess, clearance

POP_AND_LIMP = Findings({"pop_or_snap": True, "gait_altered": True})
CIPRO = Findings({"fluoroquinolone": True})
BLEEDING = Findings({"blood_thinner_or_bleeding_disorder": True, "bruising": True})


def after(findings, given):
    return after_clearance(assess(findings), findings, given)


def given_for(findings):
    given = clearance(assess(findings), findings)
    assert given is not None
    return given


@pytest.mark.parametrize("findings", [POP_AND_LIMP, CIPRO, BLEEDING])
def test_a_go_ahead_leads_to_where_a_plan_may_begin(findings):
    result = after(findings, given_for(findings))
    assert (result.level, result.running) == (Level.SEE_CLINICIAN_DAYS, Running.NONE_UNTIL_SEEN)
    assert result.screen is None


@pytest.mark.parametrize(
    "sign",
    ["fever", "calf_or_whole_leg_swelling", "leg_hot_red", "unable_to_bear_weight",
     "breathless_or_chest_pain", "foot_drop_or_spreading_weakness", "saddle_numbness"],
)  # fmt: skip
def test_no_go_ahead_covers_a_sign_that_may_not_stand(sign):
    findings = POP_AND_LIMP.with_({sign: True})
    assert clearance(assess(findings), findings) is None
    assert after(findings, given_for(POP_AND_LIMP)).level is assess(findings).level


def test_there_is_nothing_to_lift_below_urgent():
    findings = Findings({"bruising": True})
    assert clearance(assess(findings), findings) is None
    assert after(findings, given_for(POP_AND_LIMP)) == assess(findings)


@pytest.mark.parametrize("later", ["gap_or_lump", "marked_weakness", "bruising_large"])
def test_what_turns_up_later_raises_the_level_again(later):
    worse = POP_AND_LIMP.with_({later: True})
    assert after(worse, given_for(POP_AND_LIMP)).level is Level.URGENT_SAME_DAY


def test_another_urgent_row_is_not_covered():
    both = POP_AND_LIMP.with_(CIPRO)
    assert after(both, given_for(POP_AND_LIMP)).level is Level.URGENT_SAME_DAY


def test_without_a_go_ahead_nothing_changes():
    assert after(POP_AND_LIMP, Clearance()) == assess(POP_AND_LIMP)


def test_a_go_ahead_is_kept_as_it_was():
    given = given_for(POP_AND_LIMP)
    assert Clearance.from_json(given.to_json()) == given
    assert Clearance.from_json({}) == Clearance()
