"""Exercises are found by what people call them."""

import pytest

from coach.exercises import find, library, mentioned, suggestions
from coach.exercises.finding import _plain

WALKING_PHASE = ("flat_walk", "easy_bike", "bridge_hold", "heel_dig", "side_plank", "front_plank")
FIRST_STEP = ("bridge_hold", "heel_dig", "clamshell", "side_plank", "marching_bridge")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hip thrust", "double_bridge"),
        ("ham curl", "band_leg_curl"),
        ("Nordic curls", "nordic_lower"),
        ("the RDLs", "hip_hinge"),
        ("single-leg RDL", "single_leg_hinge"),
        ("clams", "clamshell"),
        ("swiss ball curl", "ball_curl"),
        ("heal dig", "heel_dig"),
        ("monster walks", "band_walk"),
        ("double_bridge", "double_bridge"),
        ("foam roller", "foam_roll"),
        ("how do I do a side plank?", "side_plank"),
    ],
)
def test_other_names_are_understood(typed, meant):
    assert find(typed).id == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("clamshels", "clamshell"), ("nordci lower", "nordic_lower"), ("extendr", "extender")],
)
def test_small_slips_are_forgiven(typed, meant):
    assert find(typed).id == meant


@pytest.mark.parametrize(
    ("typed", "session", "meant"),
    [
        ("bridges", WALKING_PHASE, "bridge_hold"),
        ("the bridges", FIRST_STEP, "bridge_hold"),
        ("marching", FIRST_STEP, "marching_bridge"),
        ("digs", FIRST_STEP, "heel_dig"),
        ("walk", WALKING_PHASE, "flat_walk"),
        ("nordics", WALKING_PHASE, "nordic_lower"),
    ],
)
def test_a_short_name_means_the_one_of_todays_session(typed, session, meant):
    assert find(typed, among=session).id == meant


def test_a_short_name_that_fits_two_of_the_session_is_left_open_to_the_library():
    assert find("plank", among=("side_plank", "clamshell")).id == "side_plank"
    assert find("planks", among=("side_plank", "front_plank")).id == "front_plank"


@pytest.mark.parametrize("typed", ["", "   ", "the", "bench press", "xyzzy", "🏃", "of my"])
def test_what_is_no_exercise_is_not_guessed(typed):
    assert find(typed) is None


def test_near_names_are_offered_instead():
    assert "double_bridge" in {each.id for each in suggestions("bridge thing")}
    assert suggestions("") == ()
    assert suggestions("qqqq") == ()


def test_suggestions_keep_to_their_limit_and_name_each_once():
    found = suggestions("bridge", limit=2)
    assert len(found) == 2
    assert len({each.id for each in found}) == 2


def test_no_two_exercises_share_a_name():
    owner = {}
    for exercise in library().values():
        for name in (exercise.name, exercise.id, *exercise.also):
            assert owner.setdefault(_plain(name), exercise.id) == exercise.id, name


@pytest.mark.parametrize("exercise", library().values(), ids=lambda each: each.id)
def test_every_exercise_is_found_by_all_its_names(exercise):
    for name in (exercise.name, exercise.id, *exercise.also):
        assert find(name).id == exercise.id


def test_the_exercises_of_a_session_are_found_by_name_in_a_sentence():
    session = ["knee_bend", "short_walk", "calm_minutes"]
    assert mentioned("did the knee bends, 2/10", session) == ("knee_bend",)
    assert mentioned("did my calm minutes and the Gentle Knee-Bends", session) == (
        "knee_bend",
        "calm_minutes",
    )
    assert mentioned("did the flurbs", session) == ()
