"""People with a sore hamstring, as findings, and random ones."""

from hypothesis import strategies as st

from coach.findings import VOCABULARY, AnswerType, FindingSpec
from coach.triage import ASKABLE, TABLE

# Everything asked and nothing wrong: no complaint at all, so no row but N holds.
NOTHING_WRONG = {
    **{name: False for name in ASKABLE if VOCABULARY[name].answer is AnswerType.YES_NO},
    "pain_location": ["back_of_thigh"],
    "onset": "gradual",
    "days_since_onset": 10,
    "trend": "better",
    "days_self_managed": 0,
    "pain_rest": 0,
    "pain_walking": 0,
    "pain_running": 0,
}
TIGHT = {**NOTHING_WRONG, "tightness_only": True}
MILD = {**NOTHING_WRONG, "pain_running": 2}
SORE_BOTH = {
    **NOTHING_WRONG,
    "both_legs_symmetric": True,
    "onset": "next_day_soreness",
    "days_since_onset": 2,
    "pain_walking": 2,
}

E_ROWS = tuple(row for row in TABLE.rows if row.level.value == "emergency")
EMERGENCY_FLAGS = (*TABLE.must_ask, "self_harm_thoughts")
URGENT_FLAGS = (
    "calf_or_whole_leg_swelling",
    "leg_hot_red",
    "throbbing_no_injury",
    "clot_risk_factor",
    "gap_or_lump",
    "pop_or_snap",
    "gait_altered",
    "bruising_large",
    "marked_weakness",
    "unable_to_bear_weight",
    "fever",
    "foot_drop_or_spreading_weakness",
    "age_under_18",
    "groin_or_deep_bone_pain",
    "hop_painful",
    "night_rest_pain",
    "blood_thinner_or_bleeding_disorder",
    "bruising",
    "thigh_swelling",
    "fluoroquinolone",
)


def values_of(spec: FindingSpec) -> st.SearchStrategy[object]:
    """Values at and beside every threshold of the table."""
    if spec.answer is AnswerType.YES_NO:
        return st.booleans()
    if spec.answer is AnswerType.CHOICES:
        return st.lists(st.sampled_from(list(spec.choices)), min_size=1, max_size=2)
    if spec.answer is AnswerType.CHOICE:
        return st.sampled_from(list(spec.choices))
    numbers = (
        st.integers(0, 10)
        if spec.answer is AnswerType.SCALE
        else st.sampled_from([0, 1, 2, 2.5, 3, 5, 6, 7, 13, 14, 41, 42, 100])
    )
    return numbers | st.sampled_from(list(spec.choices)) if spec.choices else numbers


def some_findings() -> st.SearchStrategy[dict[str, object]]:
    """Any findings, known, declined or missing."""
    return st.fixed_dictionaries(
        {}, optional={name: st.none() | values_of(spec) for name, spec in VOCABULARY.items()}
    )


def mostly_quiet() -> st.SearchStrategy[dict[str, object]]:
    """Somebody with few complaints: random findings lose against denials most of the time.

    Uniformly random findings are nearly always an emergency, so the lower rows would go unseen.
    """
    base = st.sampled_from([NOTHING_WRONG, TIGHT, MILD, SORE_BOTH])
    drawn = st.lists(st.sampled_from(sorted(VOCABULARY)), max_size=4, unique=True).flatmap(
        lambda names: st.fixed_dictionaries(
            {name: st.none() | values_of(VOCABULARY[name]) for name in names}
        )
    )
    dropped = st.sets(st.sampled_from(sorted(VOCABULARY)), max_size=60)
    return st.builds(
        lambda quiet, own, gone: {
            **{name: value for name, value in quiet.items() if name not in gone},
            **own,
        },
        base,
        drawn,
        dropped,
    )
