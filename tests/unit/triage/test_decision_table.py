"""Every row of the decision table, clause by clause, each with its nearest negative."""

import pytest

from coach.findings import Findings
from coach.triage import TABLE, Level, Running, assess, verdict
from tests.unit.triage.cases import MILD, NOTHING_WRONG, SORE_BOTH, TIGHT


def held(values):
    return verdict(Findings(values)).rows


SUDDEN = {"onset": "sudden"}
SIT = {"pain_location": ["sit_bone_low_buttock"]}
CALF = {"pain_location": ["calf"]}
POP = {"pop_or_snap": True}
BIG = {"bruising_large": True}
LIMP = {"gait_altered": True}
WEAK = {"marked_weakness": True}
YOUNG = {"age_under_18": True}
GROIN = {"groin_or_deep_bone_pain": True}
THINNER = {"blood_thinner_or_bleeding_disorder": True}
EXPECTING = {"pregnant_or_postpartum": True}
SIX_WEEKS = {"days_since_onset": 42}

# row, findings under which it holds, the least change after which it does not
CLAUSES = [
    ("E1", {"breathless_or_chest_pain": True}, {"breathless_or_chest_pain": False}),
    ("E2", {"saddle_numbness": True}, {"saddle_numbness": False}),
    ("E2", {"bladder_bowel_change": True}, {"bladder_bowel_change": False}),
    ("E2", {"both_legs_nerve_symptoms": True}, {"both_legs_nerve_symptoms": False}),
    ("E3", {"leg_cold_pale_blue": True}, {"leg_cold_pale_blue": False}),
    ("E4", {"tense_swollen_severe": True}, {"tense_swollen_severe": False}),
    ("E5", {"deformity_or_major_trauma": True}, {"deformity_or_major_trauma": False}),
    ("E6", {"very_unwell": True}, {"very_unwell": False}),
    ("E7", {"dark_urine": True}, {"dark_urine": False}),
    ("E8", {"self_harm_thoughts": True}, {"self_harm_thoughts": False}),
    ("U1", {"calf_or_whole_leg_swelling": True}, {"calf_or_whole_leg_swelling": False}),
    ("U1", {"leg_hot_red": True}, {"leg_hot_red": False}),
    (
        "U1",
        {"throbbing_no_injury": True, "clot_risk_factor": True},
        {"clot_risk_factor": False},
    ),
    (
        "U1",
        {"throbbing_no_injury": True, "clot_risk_factor": True},
        {"throbbing_no_injury": False},
    ),
    ("U2", {"gap_or_lump": True}, {"gap_or_lump": False}),
    ("U2", {"gap_or_lump": True}, CALF),
    ("U2", {**POP, **LIMP}, {"gait_altered": False}),
    ("U2", {**POP, **BIG}, {"bruising_large": False}),
    ("U2", {**POP, **WEAK}, {"marked_weakness": False}),
    ("U2", {**POP, **SIT}, {"pain_location": ["back_of_thigh"]}),
    ("U2", {**POP, **LIMP}, {"pop_or_snap": False}),
    ("U2", {**POP, **LIMP}, CALF),
    ("U2", {**SUDDEN, **BIG, **LIMP}, {"gait_altered": False}),
    ("U2", {**SUDDEN, **BIG, **WEAK}, {"marked_weakness": False}),
    ("U2", {**SUDDEN, **BIG, **SIT}, {"pain_location": ["deep_buttock"]}),
    ("U2", {**SUDDEN, **BIG, **LIMP}, {"onset": "gradual"}),
    ("U2", {**SUDDEN, **BIG, **LIMP}, {"onset": "unknown"}),
    ("U2", {**SUDDEN, **BIG, **LIMP}, {"bruising_large": False, "bruising": True}),
    ("U3", {"unable_to_bear_weight": True}, {"unable_to_bear_weight": False}),
    ("U4", {"fever": True}, {"fever": False}),
    (
        "U5",
        {"foot_drop_or_spreading_weakness": True},
        {"foot_drop_or_spreading_weakness": False},
    ),
    ("U6", {**YOUNG, **SUDDEN, **POP}, {"pop_or_snap": False}),
    ("U6", {**YOUNG, **SUDDEN, **LIMP}, {"gait_altered": False}),
    ("U6", {**YOUNG, **SUDDEN, **SIT}, {"pain_location": ["back_of_thigh"]}),
    ("U6", {**YOUNG, **SUDDEN, **LIMP}, {"age_under_18": False}),
    ("U6", {**YOUNG, **SUDDEN, **LIMP}, {"onset": "gradual"}),
    ("U6", {**YOUNG, **SUDDEN, **LIMP}, CALF),
    ("U6", {"subject": "child_teen", **SUDDEN, **LIMP}, {"subject": "other_adult"}),
    ("U7", {**GROIN, "hop_painful": True}, {"hop_painful": False}),
    ("U7", {**GROIN, **LIMP}, {"gait_altered": False}),
    ("U7", {**GROIN, "night_rest_pain": True}, {"night_rest_pain": False}),
    ("U7", {**GROIN, **LIMP}, {"groin_or_deep_bone_pain": False}),
    ("U8", {**THINNER, "bruising": True}, {"bruising": False}),
    ("U8", {**THINNER, **BIG}, {"bruising_large": False}),
    ("U8", {**THINNER, "thigh_swelling": True}, {"thigh_swelling": False}),
    ("U8", {**THINNER, "bruising": True}, {"blood_thinner_or_bleeding_disorder": False}),
    ("U9", {"pain_rest": 8}, {"pain_rest": 7}),
    ("U9", {"pain_rest": 7.5}, {"pain_rest": 7}),
    ("U10", {"fluoroquinolone": True}, {"fluoroquinolone": False}),
    ("G1", {"currently_symptomatic": False}, {"currently_symptomatic": True}),
    ("C1", WEAK, {"marked_weakness": False}),
    ("C1", POP, {"pop_or_snap": False}),
    ("C1", {"bruising": True}, {"bruising": False}),
    ("C1", BIG, {"bruising_large": False}),
    ("C1", {"thigh_swelling": True}, {"thigh_swelling": False}),
    ("C1", {**LIMP, "days_since_onset": 7}, {"days_since_onset": 6}),
    ("C1", {**LIMP, "days_since_onset": 7}, {"gait_altered": False}),
    ("C1", {"bruising": True}, CALF),
    ("C2", {"radiates_below_knee": True}, {"radiates_below_knee": False}),
    ("C2", {"tingling_or_numb_leg": True}, {"tingling_or_numb_leg": False}),
    ("C3", {"night_rest_pain": True}, {"night_rest_pain": False}),
    ("C3", {"weight_loss_or_cancer_history": True}, {"weight_loss_or_cancer_history": False}),
    ("C4", GROIN, {"groin_or_deep_bone_pain": False}),
    ("C5", {"walk_cramp_eases_with_rest": True}, {"walk_cramp_eases_with_rest": False}),
    ("C6", {"recurrent_12mo": True, **SUDDEN}, {"onset": "gradual"}),
    ("C6", {"recurrent_12mo": True, **SUDDEN}, {"recurrent_12mo": False}),
    ("C6", {"prior_rupture_or_surgery": True}, {"prior_rupture_or_surgery": False}),
    ("C6", {"prior_rupture_or_surgery": True}, CALF),
    ("C7", {**SIX_WEEKS, "trend": "same"}, {"days_since_onset": 41}),
    ("C7", {**SIX_WEEKS, "trend": "same"}, {"trend": "better"}),
    ("C7", {**SIX_WEEKS, "trend": "worse"}, {"trend": None}),
    ("C7", {**SIX_WEEKS, "trend": "worse"}, {"tightness_only": True}),
    ("C7", {**SIX_WEEKS, "trend": "worse"}, CALF),
    ("C7", {"days_self_managed": 14, "trend": "same"}, {"days_self_managed": 13}),
    ("C7", {"days_self_managed": 14, "trend": "worse"}, {"trend": "better"}),
    ("C7", {"days_self_managed": 14, "trend": "worse"}, {"trend": None}),
    ("C7", {"days_self_managed": 14, "trend": "same"}, {"tightness_only": True}),
    ("C8", {**YOUNG, **SIT}, {"pain_location": ["behind_knee_tendon"]}),
    ("C8", {**YOUNG, **LIMP}, {"gait_altered": False}),
    ("C8", {**YOUNG, "days_since_onset": 14}, {"days_since_onset": 13}),
    ("C8", {**YOUNG, **LIMP}, {"age_under_18": False}),
    ("C8", {**YOUNG, **LIMP}, CALF),
    ("C9", {**EXPECTING, **LIMP}, {"gait_altered": False}),
    ("C9", {**EXPECTING, "pain_walking": 1}, {"pain_walking": 0}),
    ("C9", {**EXPECTING, **SIT}, {"pain_location": ["back_of_thigh"]}),
    (
        "C9",
        {**EXPECTING, "pain_location": ["deep_buttock"]},
        {"pain_location": ["behind_knee_tendon"]},
    ),
    ("C9", {**EXPECTING, **LIMP}, {"pregnant_or_postpartum": False}),
    ("G2", CALF, {"pain_location": ["calf", "back_of_thigh"]}),
    ("G2", {"pain_location": ["knee", "lower_back"]}, {"pain_location": None}),
    ("T0", SORE_BOTH, {"both_legs_symmetric": False}),
    ("T0", SORE_BOTH, {"onset": "gradual"}),
    ("T0", {**SORE_BOTH, "days_since_onset": 5}, {"days_since_onset": 6}),
    ("T0", {**SORE_BOTH, "pain_walking": 3}, {"pain_walking": 4}),
    ("T0", SORE_BOTH, {"gait_altered": True}),
    ("T0", SORE_BOTH, CALF),
    ("H1", LIMP, {"gait_altered": False}),
    ("H1", LIMP, CALF),
    ("H2", {"pain_walking": 1}, {"pain_walking": 0}),
    ("H2", {"pain_walking": 1}, CALF),
    ("H3", {"pain_rises_during_run": True}, {"pain_rises_during_run": False}),
    ("H3", {"pain_running": 4}, {"pain_running": 3}),
    ("H3", {"pain_running": 3.5}, {"pain_running": "not_tried"}),
    ("H3", {"pain_running": 4}, CALF),
    ("H4", {**SUDDEN, "days_since_onset": 2.9}, {"days_since_onset": 3}),
    ("H4", {**SUDDEN, "days_since_onset": 0}, {"onset": "gradual"}),
    ("H4", {**SUDDEN, "days_since_onset": 0}, CALF),
    ("H5", {"morning_after_worse": True}, {"morning_after_worse": False}),
    ("H5", {"morning_after_worse": True}, CALF),
    ("H6", {"test_pain_max": 5}, {"test_pain_max": 4}),
    ("H6", {"test_pain_max": 5}, CALF),
    ("M", MILD, {"pain_running": 0}),
    ("M", {**MILD, "pain_running": 3}, {"pain_running": 4}),
    ("M", MILD, {"gait_altered": True}),
    ("M", MILD, {"pain_walking": 1}),
    (
        "M",
        {**NOTHING_WRONG, "pain_in_certain_positions": True},
        {"pain_in_certain_positions": False},
    ),
    ("M", {**NOTHING_WRONG, "pain_sitting": True}, {"pain_sitting": False}),
    ("M", {**NOTHING_WRONG, "test_shoe": "positive"}, {"test_shoe": "negative"}),
    ("M", {**NOTHING_WRONG, "test_hip_height": "positive"}, {"test_hip_height": "not_done"}),
    ("M", {**NOTHING_WRONG, "test_heel_press": "positive"}, {"test_heel_press": None}),
    ("M", {**NOTHING_WRONG, **SIT}, {"pain_location": ["back_of_thigh"]}),
    ("M", {**MILD, "pain_running": "not_tried", "pain_sitting": True}, {"pain_running": None}),
    ("M", MILD, CALF),
    ("T", TIGHT, {"tightness_only": False}),
    ("T", TIGHT, {"gait_altered": True}),
    ("T", TIGHT, {"pain_walking": 1}),
    ("T", TIGHT, {"pain_running": 1}),
    ("T", {**TIGHT, "pain_running": "not_tried"}, {"pain_running": None}),
    ("T", TIGHT, CALF),
    ("N", {}, LIMP),
    ("N", NOTHING_WRONG, {"tightness_only": True}),
]


@pytest.mark.parametrize(("row", "values", "change"), CLAUSES)
def test_row_holds_and_its_nearest_neighbour_does_not(row, values, change):
    assert row in held(values)
    assert row not in held({**values, **change})


def test_every_row_has_a_clause_above():
    assert {row for row, _, _ in CLAUSES} == set(TABLE.ids)


@pytest.mark.parametrize("row", TABLE.rows, ids=lambda row: row.id)
def test_every_row_can_set_the_level(row):
    alone = [values for name, values, _ in CLAUSES if name == row.id]
    assert any(held(values)[0] == row.id for values in alone)


NEEDS_PLACE = [
    ("U2", {**POP, **LIMP}),
    ("U6", {**YOUNG, **SUDDEN, **LIMP}),
    ("C1", {"bruising": True}),
    ("C6", {"prior_rupture_or_surgery": True}),
    ("C7", {**SIX_WEEKS, "trend": "same"}),
    ("C8", {**YOUNG, **LIMP}),
    ("T0", SORE_BOTH),
    ("H1", LIMP),
    ("H2", {"pain_walking": 1}),
    ("H3", {"pain_running": 4}),
    ("H4", {**SUDDEN, "days_since_onset": 0}),
    ("H5", {"morning_after_worse": True}),
    ("H6", {"test_pain_max": 5}),
    ("M", MILD),
    ("T", TIGHT),
]


@pytest.mark.parametrize(("row", "values"), NEEDS_PLACE)
def test_an_unknown_or_declined_place_counts_as_the_back_of_the_thigh(row, values):
    placeless = {name: value for name, value in values.items() if name != "pain_location"}
    assert row in held(placeless)
    assert row in held({**placeless, "pain_location": None})


RUNNING = [
    ("emergency", {"dark_urine": True}, "none"),
    ("urgent_same_day", {"fever": True}, "none"),
    ("see_clinician_days", {"bruising": True}, "none_until_seen"),
    ("stop_self_manage", {"gait_altered": True}, "none"),
    ("modified_running", MILD, "easy_only"),
    ("tightness_prehab", TIGHT, "normal_build"),
    ("tightness_prehab", SORE_BOTH, "easy_only"),
    ("info_only", {"currently_symptomatic": False}, "no_verdict"),
    ("out_of_scope", CALF, "no_verdict"),
    ("need_more_info", {}, "no_verdict"),
]


@pytest.mark.parametrize(("level", "values", "running"), RUNNING)
def test_each_level_has_its_running_verdict(level, values, running):
    result = verdict(Findings(values))
    assert (result.level.value, result.running.value) == (level, running)


def test_the_first_row_sets_the_level_and_all_that_hold_are_reasons():
    result = verdict(Findings({**POP, **LIMP, "bruising": True}))
    assert result.level is Level.URGENT_SAME_DAY
    assert result.rows == ("U2", "C1", "H1")
    assert result.rules[:2] == ("R10", "S23")
    assert len(set(result.rules)) == len(result.rules)


def test_an_emergency_stands_above_somebody_who_says_nothing_hurts():
    assert held({"currently_symptomatic": False, "dark_urine": True})[0] == "E7"


LONG_AND_MILD = {**MILD, "days_since_onset": 50, "trend": "same"}


def test_a_long_story_alone_leaves_easy_running_when_everything_else_is_mild():
    result = verdict(Findings(LONG_AND_MILD))
    assert result.level is Level.SEE_CLINICIAN_DAYS
    assert result.running is Running.EASY_ONLY
    assert result.rows == ("C7", "M")


@pytest.mark.parametrize(
    "more",
    [
        {"tingling_or_numb_leg": True},
        {"bruising": True},
        {"gait_altered": True},
        {"pain_walking": 1},
        {"pain_running": 4},
        {"pain_running": 0},
        {"morning_after_worse": True},
        {"pain_rises_during_run": True},
        {"fever": None},
        {"age_under_18": None},
    ],
)
def test_a_long_story_with_anything_else_leaves_no_running(more):
    result = verdict(Findings({**LONG_AND_MILD, **more}))
    assert result.level is Level.SEE_CLINICIAN_DAYS
    assert result.running is Running.NONE_UNTIL_SEEN


HOUR = 1 / 24
EXAMPLES = [
    ("a: tight after hills, no pain, stride normal", TIGHT, "tightness_prehab", {"T"}),
    (
        "b: sore 2/10 at the sit bone on runs, steady, fine walking, 3 weeks",
        {**MILD, **SIT, "days_since_onset": 21, "trend": "same"},
        "modified_running",
        {"M"},
    ),
    (
        "c: grabbed in a sprint an hour ago, walking hurts a bit, no pop or bruise",
        {**NOTHING_WRONG, **SUDDEN, "days_since_onset": HOUR, "pain_walking": 2},
        "stop_self_manage",
        {"H2", "H4"},
    ),
    (
        "d: grabbed in a sprint on Sunday, palm-size bruise now, walking ok",
        {**NOTHING_WRONG, **SUDDEN, "days_since_onset": 3, "bruising": True, **BIG},
        "see_clinician_days",
        {"C1"},
    ),
    (
        "d with a limp",
        {**NOTHING_WRONG, **SUDDEN, "days_since_onset": 3, "bruising": True, **BIG, **LIMP},
        "urgent_same_day",
        {"U2", "C1", "H1"},
    ),
    (
        "d with weakness",
        {**NOTHING_WRONG, **SUDDEN, "days_since_onset": 3, "bruising": True, **BIG, **WEAK},
        "urgent_same_day",
        {"U2", "C1"},
    ),
    (
        "d at the sit bone",
        {**NOTHING_WRONG, **SUDDEN, "days_since_onset": 3, "bruising": True, **BIG, **SIT},
        "urgent_same_day",
        {"U2", "C1", "M"},
    ),
    ("e: heard a pop, limping", {**POP, **LIMP}, "urgent_same_day", {"U2", "C1", "H1"}),
    (
        "f: hamstring ache plus a fat hot calf",
        {"calf_or_whole_leg_swelling": True, "leg_hot_red": True},
        "urgent_same_day",
        {"U1"},
    ),
    (
        "f and breathless",
        {"calf_or_whole_leg_swelling": True, "breathless_or_chest_pain": True},
        "emergency",
        {"E1", "U1"},
    ),
]


@pytest.mark.parametrize(
    ("values", "level", "rows"),
    [example[1:] for example in EXAMPLES],
    ids=[example[0] for example in EXAMPLES],
)
def test_worked_example(values, level, rows):
    result = assess(Findings(values))
    assert result.level.value == level
    assert set(result.rows) == rows
