"""What the library holds, and that broken content is refused."""

import re

import pytest
import yaml

from coach.exercises import library
from coach.exercises.loading import load
from coach.findings import ContentError

# The exercises the recovery plan of the reference names, step by step.
LADDER = {
    "A": {"bridge_hold", "heel_dig"},
    "B": {"double_bridge", "band_leg_curl"},
    "C": {"single_leg_bridge", "bridge_walk_out"},
    "D": {"slide_curl", "ball_curl"},
    "E": {"hip_hinge", "single_leg_hinge", "shallow_hinge", "extender", "diver", "glider"},
    "F": {"nordic_lower"},
}
GOOD = {
    "id": "toe_wiggle",
    "name": "Toe wiggle",
    "also": ["wiggle"],
    "purpose": "Fun.",
    "steps": ["Wiggle your toes."],
    "feel": "Toes.",
    "mistakes": ["Frowning."],
    "easier": "One toe.",
    "harder": "All toes.",
    "equipment": "None",
    "dose": "Once.",
    "stop": "Stop if it hurts.",
    "phases": ["P1"],
    "cites": ["S1"],
}


@pytest.mark.parametrize("step", LADDER)
def test_each_step_of_the_strength_ladder_has_its_exercises(step):
    assert {each.id for each in library().values() if each.step == step} == LADDER[step]


def test_the_glute_hip_and_core_block_is_there():
    assert {"clamshell", "band_walk", "side_plank", "marching_bridge"} <= set(library())


def test_rolling_warns_of_fresh_tears_bruises_and_the_sit_bone():
    roll = library()["foam_roll"]
    words = " ".join(roll.texts).lower()
    assert all(word in words for word in ("fresh", "bruise", "sit bone"))
    assert {"S59", "S60", "S61", "R28", "R40"} <= set(roll.cites)
    assert not roll.open_in("P1")
    assert not roll.open_in("P2")


def test_only_walking_knee_bends_and_calm_are_open_in_the_first_phase():
    opened = {each.id for each in library().values() if each.open_in("P1")}
    assert opened == {"short_walk", "knee_bend", "calm_minutes"}


@pytest.mark.parametrize("exercise", ["strides", "uphill_run", "downhill_run", "small_hops"])
def test_speed_hills_and_jumps_stay_closed_while_jogging_comes_back(exercise):
    assert not any(library()[exercise].open_in(phase) for phase in ("P1", "P2", "P3", "P4"))


@pytest.mark.parametrize("exercise", ["extender", "diver", "hip_hinge", "single_leg_hinge"])
def test_a_sore_sit_bone_tendon_keeps_deep_bends_closed_until_sitting_is_settled(exercise):
    assert library()[exercise].open_in("P4")
    assert not library()[exercise].open_in("P4", tendon=True)
    assert library()[exercise].open_in("P4", tendon=True, sitting_settled=True)


@pytest.mark.parametrize("exercise", library().values(), ids=lambda each: each.id)
def test_every_exercise_says_when_to_stop_and_how_much(exercise):
    assert re.search(r"\b(stop|leave out|slow down|ease off|talk to)\b", exercise.stop.lower())
    assert re.search(r"\d|plan|few", exercise.dose)
    assert 2 <= len(exercise.steps) <= 5


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"steps": []}, "without entries"),
        ({"phases": ["P9"]}, "P9"),
        ({"step": "Z"}, "'Z'"),
        ({"cites": ["S99"]}, "S99"),
        ({"tendon": "perhaps"}, "perhaps"),
        ({"colour": "blue"}, "colour"),
        ({"feel": ""}, "expected text"),
    ],
)
def test_broken_content_is_refused_by_name(tmp_path, change, complaint):
    (tmp_path / "feet.yml").write_text(yaml.safe_dump([{**GOOD, **change}]))
    with pytest.raises(ContentError, match=rf"feet\.yml, toe_wiggle.*{complaint}"):
        load(tmp_path)


def test_a_missing_part_is_refused(tmp_path):
    entry = {key: value for key, value in GOOD.items() if key != "stop"}
    (tmp_path / "feet.yml").write_text(yaml.safe_dump([entry]))
    with pytest.raises(ContentError, match="'stop' is missing"):
        load(tmp_path)


def test_an_exercise_stands_only_once(tmp_path):
    (tmp_path / "feet.yml").write_text(yaml.safe_dump([GOOD, GOOD]))
    with pytest.raises(ContentError, match="twice"):
        load(tmp_path)


def test_a_good_entry_is_read(tmp_path):
    (tmp_path / "feet.yml").write_text(yaml.safe_dump([GOOD]))
    exercise = load(tmp_path)["toe_wiggle"]
    assert (exercise.group, exercise.steps) == ("feet", ("Wiggle your toes.",))
