"""People who ask: strategies for any state at all, and a few well-known ones."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from coach.findings import Findings
from coach.knowledge import PersonalContext
from coach.triage.levels import Level, Running
from coach.triage.table import TABLE

YES_NO = st.sampled_from([True, False])
SCALE = st.one_of(st.none(), st.integers(0, 10))
FINDINGS = st.fixed_dictionaries(
    {},
    optional={
        "subject": st.sampled_from(["self", "other_adult", "child_teen"]),
        "currently_symptomatic": YES_NO,
        "age_under_18": YES_NO,
        "pain_location": st.lists(
            st.sampled_from(["back_of_thigh", "sit_bone_low_buttock", "deep_buttock", "calf"]),
            min_size=1,
            max_size=2,
            unique=True,
        ),
        "both_legs_symmetric": YES_NO,
        "onset": st.sampled_from(["sudden", "gradual", "next_day_soreness", "unknown", None]),
        "days_since_onset": st.sampled_from([0, 0.1, 1, 2.9, 3, 10, 20, 45, 400, None]),
        "trend": st.sampled_from(["better", "same", "worse"]),
        "days_self_managed": st.integers(0, 60),
        "pain_rest": st.integers(0, 10),
        "pain_walking": st.integers(0, 10),
        "pain_running": st.one_of(st.integers(0, 10), st.just("not_tried")),
        "pain_rises_during_run": YES_NO,
        "tightness_only": YES_NO,
        "gait_altered": st.sampled_from([True, False, None]),
        "pop_or_snap": YES_NO,
        "bruising": YES_NO,
        "bruising_large": YES_NO,
        "gap_or_lump": YES_NO,
        "recent_training_jump": YES_NO,
        "recurrent_12mo": YES_NO,
        "prior_rupture_or_surgery": YES_NO,
        "saddle_numbness": YES_NO,
        "bladder_bowel_change": YES_NO,
        "calf_or_whole_leg_swelling": YES_NO,
        "leg_hot_red": YES_NO,
        "throbbing_no_injury": YES_NO,
        "clot_risk_factor": YES_NO,
        "night_rest_pain": YES_NO,
        "bone_stress_risk": YES_NO,
        "blood_thinner_or_bleeding_disorder": YES_NO,
        "radiates_below_knee": YES_NO,
        "tingling_or_numb_leg": YES_NO,
        "walk_cramp_eases_with_rest": YES_NO,
        "pregnant_or_postpartum": YES_NO,
        "test_shoe": st.sampled_from(["positive", "negative"]),
    },
)
SAFE_LEVELS = [
    None,
    *(each for each in Level if each not in (Level.EMERGENCY, Level.URGENT_SAME_DAY)),
]
SIGNS = st.sampled_from([None, "30 minutes of walking at 0 to 1, two days running."])


def people(**fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[PersonalContext]:
    """Anybody in any state, sensible or not, with no warning open.

    Args:
        fixed: Strategies that replace those of single attributes.
    """
    attributes: dict[str, st.SearchStrategy[Any]] = {
        "findings": FINDINGS.map(Findings),
        "level": st.sampled_from(SAFE_LEVELS),
        "running": st.sampled_from([None, *Running]),
        "rows": st.lists(st.sampled_from(TABLE.ids), max_size=3, unique=True).map(tuple),
        "phase": st.sampled_from([None, "P1", "P2", "P3", "P4", "P5", "P6"]),
        "track": st.sampled_from([None, "standard", "tendon"]),
        "jog_step": st.sampled_from([None, "J1", "J4", "J6"]),
        "strength_step": st.sampled_from([None, "A", "B", "C", "D", "E", "F"]),
        "pain_rest": SCALE,
        "pain_activity": SCALE,
        "pain_morning": SCALE,
        "baseline_morning": SCALE,
        "gait_normal": st.sampled_from([None, True, False]),
        "next_sign": SIGNS,
    }
    return st.builds(PersonalContext, **{**attributes, **fixed})


def person(findings: dict[str, Any] | None = None, **state: Any) -> PersonalContext:
    """One person, by their findings and state."""
    return PersonalContext(findings=Findings(findings or {}), **state)


UNKNOWN = person()
FRESH_STRAIN = person(
    {
        "onset": "sudden",
        "days_since_onset": 1,
        "pain_location": ["back_of_thigh"],
        "gait_altered": True,
        "pain_walking": 3,
    },
    level=Level.STOP_SELF_MANAGE,
    rows=("H1", "H2", "H4"),
    phase="P1",
)
WALKING_PHASE = person(
    {"onset": "sudden", "days_since_onset": 8, "pain_location": ["back_of_thigh"]},
    level=Level.STOP_SELF_MANAGE,
    running=Running.NONE,
    rows=("H1",),
    phase="P2",
    track="standard",
    gait_normal=True,
)
STRENGTH_PHASE = person(
    {"onset": "sudden", "days_since_onset": 16, "pain_location": ["back_of_thigh"]},
    level=Level.STOP_SELF_MANAGE,
    running=Running.NONE,
    phase="P3",
    track="standard",
    strength_step="B",
    gait_normal=True,
)
WALK_JOG = person(
    {"onset": "sudden", "days_since_onset": 26, "pain_location": ["back_of_thigh"]},
    level=Level.STOP_SELF_MANAGE,
    running=Running.EASY_ONLY,
    phase="P4",
    track="standard",
    jog_step="J3",
    strength_step="D",
    gait_normal=True,
)
SPEED_PHASE = person(
    {"onset": "sudden", "days_since_onset": 70, "pain_location": ["back_of_thigh"]},
    level=Level.STOP_SELF_MANAGE,
    running=Running.NORMAL_BUILD,
    phase="P6",
    track="standard",
    strength_step="F",
    gait_normal=True,
)
SIT_BONE = person(
    {
        "onset": "gradual",
        "days_since_onset": 21,
        "pain_location": ["sit_bone_low_buttock"],
        "gait_altered": False,
        "pain_walking": 0,
    },
    level=Level.MODIFIED_RUNNING,
    rows=("M",),
)
MILD_THIGH = person(
    {
        "onset": "gradual",
        "days_since_onset": 21,
        "pain_location": ["back_of_thigh"],
        "gait_altered": False,
        "pain_walking": 0,
    },
    level=Level.MODIFIED_RUNNING,
    rows=("M",),
)
TIGHT = person(
    {"tightness_only": True, "pain_location": ["back_of_thigh"], "gait_altered": False},
    level=Level.TIGHTNESS_PREHAB,
    rows=("T",),
)
BRUISED = person(
    {"onset": "sudden", "days_since_onset": 4, "bruising": True, "gait_altered": False},
    level=Level.SEE_CLINICIAN_DAYS,
    rows=("C1",),
)
TINGLING = person(
    {"onset": "gradual", "tingling_or_numb_leg": True},
    level=Level.SEE_CLINICIAN_DAYS,
    rows=("C2",),
)
SLOW_TENDON = person(
    {
        "onset": "gradual",
        "days_since_onset": 60,
        "trend": "same",
        "pain_location": ["sit_bone_low_buttock"],
        "gait_altered": False,
    },
    level=Level.SEE_CLINICIAN_DAYS,
    running=Running.EASY_ONLY,
    rows=("C7",),
)
HEALED = person({"currently_symptomatic": False}, level=Level.INFO_ONLY, rows=("G1",))
EXAMPLES = (
    UNKNOWN,
    FRESH_STRAIN,
    WALKING_PHASE,
    STRENGTH_PHASE,
    WALK_JOG,
    SPEED_PHASE,
    SIT_BONE,
    MILD_THIGH,
    TIGHT,
    BRUISED,
    TINGLING,
    SLOW_TENDON,
    HEALED,
)
