"""Today's session."""

import pytest

from coach.exercises import library
from coach.plan import (
    Criterion,
    Phase,
    Track,
    answer,
    question_texts,
    session_text,
    standing,
    today,
)
from coach.plan.dose import Dose, JogStep
from coach.triage import Running
from tests.unit.plan.cases import (
    SORE_TENDON,
    STRAIN,
    begun,
    clean,
    on,
    placed,
    ran,
    told,
    trained,
)


def items(session):
    return {item.exercise for item in session.items}


@pytest.mark.parametrize("step", "ABCDEF")
@pytest.mark.parametrize("findings", [None, SORE_TENDON], ids=["standard", "tendon"])
@pytest.mark.parametrize("phase", list(Phase))
def test_a_session_holds_only_what_its_phase_and_track_allow(phase, findings, step):
    options = {"findings": findings} if findings else {}
    tendon = findings is not None
    if not phase.strengthens and step != "A":
        return
    session = today(placed(phase, strength={"step": step}, **options), on(1))
    for item in session.items:
        assert library()[item.exercise].open_in(phase.value, tendon=tendon), item.exercise


def test_the_first_phase_gives_ice_for_three_days_and_warmth_after():
    plan = begun(STRAIN)
    assert "Ice in a cloth" in " ".join(today(plan, on(3)).notes)
    later = " ".join(today(plan, on(4)).notes)
    assert "Ice" not in later
    assert "warmth" in later


def test_a_day_two_strain_gets_no_strength_work_no_nordics_and_no_running():
    session = today(begun(STRAIN), on(2))
    assert items(session) == {"short_walk", "knee_bend", "calm_minutes"}
    assert not session.may_run
    assert session.running is Running.NONE


def test_the_walking_phase_has_the_doses_of_the_reference():
    doses = {item.exercise: item.dose.text for item in today(placed(Phase.P2), on(1)).items}
    assert doses["bridge_hold"] == "10 times 5 seconds"
    assert doses["heel_dig"].startswith("5 times 5 seconds")
    assert doses["side_plank"].startswith("5 times 10 seconds")
    assert doses["easy_bike"] == "10 minutes"


def test_strength_has_its_glute_hip_and_core_block_each_time():
    doses = {item.exercise: item.dose.text for item in today(placed(Phase.P3), on(1)).items}
    assert doses["bridge_hold"] == "5 times 30 to 45 seconds"
    assert doses["clamshell"] == "2 sets of 12 on each side"
    assert doses["side_plank"] == "3 times 20 seconds on each side"
    assert doses["marching_bridge"] == "2 sets of 10"


def test_the_day_after_strength_is_a_rest_day():
    plan, _ = told(placed(Phase.P3), trained(1, "bridge_hold"))
    session = today(plan, on(2))
    assert items(session) == {"brisk_walk", "easy_bike"}
    assert "rest day" in " ".join(session.notes)


def test_strength_that_was_done_is_not_given_again():
    plan, _ = told(placed(Phase.P3), trained(1, "bridge_hold"))
    assert "done" in " ".join(today(plan, on(1)).notes)


# --- tendon track


def tendon(phase=Phase.P3, **values):
    return placed(phase, findings=SORE_TENDON, track=Track.TENDON, **values)


def test_the_tendon_track_bends_the_hip_little_until_sitting_is_settled():
    plan = tendon(strength={"step": "E"})
    assert "shallow_hinge" in items(today(plan, on(1)))
    assert not {"extender", "hip_hinge", "diver"} & items(today(plan, on(1)))
    plan, _ = told(plan, clean(1, pain_sitting=1))
    assert {"extender", "hip_hinge"} <= items(today(plan, on(1)))


def test_sitting_is_asked_about_where_it_keeps_a_step_shallow():
    plan, _ = told(tendon(strength={"step": "E"}), clean(1))
    assert today(plan, on(1)).asks == (Criterion.SITTING,)
    plan, _ = answer(plan, {Criterion.SITTING: False}, on(1))
    assert "shallow_hinge" in items(today(plan, on(2)))
    assert today(plan, on(4)).asks == (Criterion.SITTING,)
    plan, _ = answer(plan, {Criterion.SITTING: True}, on(2))
    assert "extender" in items(today(plan, on(2)))


@pytest.mark.parametrize("step", "ABCD")
def test_sitting_is_not_asked_about_before_it_matters(step):
    plan, _ = told(tendon(strength={"step": step}), clean(1))
    assert today(plan, on(1)).asks == ()


def test_sitting_that_hurts_again_takes_the_deep_bends_back():
    plan, _ = told(tendon(strength={"step": "E"}), clean(1, pain_sitting=0))
    plan, _ = told(plan, clean(2, pain_sitting=2))
    assert "shallow_hinge" in items(today(plan, on(2)))


def test_the_tendon_track_speaks_of_cushion_and_stretching():
    said = " ".join(today(tendon(), on(1)).notes)
    assert "cushion" in said
    assert "hard stretches" in said


def test_no_leg_swings_with_a_sore_sit_bone():
    assert "No leg swings" in " ".join(today(tendon(Phase.P4), on(1)).notes)


# --- running


@pytest.mark.parametrize(
    ("phase", "verdict"),
    [
        (Phase.P1, Running.NONE),
        (Phase.P2, Running.NONE),
        (Phase.P3, Running.NONE),
        (Phase.P4, Running.EASY_ONLY),
        (Phase.P5, Running.EASY_ONLY),
        (Phase.P6, Running.NORMAL_BUILD),
        (Phase.PREHAB, Running.NORMAL_BUILD),
    ],
)
def test_the_running_verdict_of_each_phase(phase, verdict):
    assert today(placed(phase), on(1)).running is verdict


def test_a_rest_day_does_not_change_the_verdict():
    plan, _ = told(placed(Phase.P4), ran(1))
    session = today(plan, on(2))
    assert not session.may_run
    assert session.running is Running.EASY_ONLY


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase.runs])
def test_every_run_comes_with_a_stop_rule(phase):
    session = today(placed(phase), on(1))
    assert session.may_run
    said = session_text(session)
    assert any(
        word in said for word in ("Stop and walk home", "Stop at any pain", "Tell me if pain")
    )


def test_the_run_names_the_step_to_log():
    run = today(placed(Phase.P4, runs={"jog": "J2"}), on(1)).run
    assert run.step == "J2"
    assert "6 times (1 minute of jogging, 1 minute of walking)" in run.text


def test_the_last_stretch_of_building_up_allows_rolling_ground_and_strides_at_60():
    plan, _ = told(placed(Phase.P5, zero_days=8, runs={"weeks": 1}), clean(1))
    assert "60 percent" not in " ".join(today(plan, on(1)).notes)
    plan, _ = answer(plan, {Criterion.USUAL_VOLUME: True}, on(1))
    assert "60 percent" in " ".join(today(plan, on(1)).notes)


# --- in words


@pytest.mark.parametrize("phase", list(Phase))
def test_a_session_in_words_names_phase_exercises_run_and_what_comes_next(phase):
    session = today(placed(phase), on(1))
    said = session_text(session)
    assert said.startswith(f"Day 1. {session.title}.")
    for item in session.items:
        assert item.name in said
    assert (session.run.text if session.run else session.bar_text) in said
    assert session.next in said
    assert "\n\n\n" not in said
    assert "  " not in said


def test_progress_is_counted():
    plan, _ = told(placed(Phase.P3, strength={"sessions": 2}), clean(1))
    assert "2 of 4" in session_text(today(plan, on(1)))
    plan, _ = told(placed(Phase.P5), clean(1, gait_normal=False), clean(2))
    assert "1 of 2" in session_text(today(plan, on(2)))


def test_questions_are_asked_in_so_many_words():
    plan, _ = told(placed(Phase.P6, clear_days=14, runs={"speed_done": True}), clean(1))
    asked = question_texts(today(plan, on(1)))
    assert len(asked) == 4
    assert all(each.endswith("?") for each in asked)


def test_every_session_cites_its_rules():
    for phase in Phase:
        assert today(placed(phase), on(1)).cites


# --- doses


@pytest.mark.parametrize(
    ("dose", "text", "lighter"),
    [
        (Dose(3, reps=(12, 12)), "3 sets of 12", "2 sets of 12"),
        (Dose(5, hold=(30, 45)), "5 times 30 to 45 seconds", "3 times 30 to 45 seconds"),
        (Dose(1, reps=(10, 10)), "10 times", "7 times"),
        (Dose(1, minutes=(20, 30)), "20 to 30 minutes", "14 to 21 minutes"),
        (
            Dose(2, reps=(10, 10), each_side=True, times_a_day=2),
            "2 sets of 10 on each side, 2 times a day",
            "10 times on each side, 2 times a day",
        ),
    ],
)
def test_doses_in_words_and_at_about_70_percent(dose, text, lighter):
    assert dose.text == text
    assert dose.lighter().text == lighter


def test_jog_steps_at_about_70_percent():
    assert JogStep("J2", 6, 1, 1).lighter().times == 4
    assert JogStep("J6", 1, 20, 0).lighter().jog == 14


# --- for other answers


def test_standing_has_the_facts_of_today():
    plan, _ = told(placed(Phase.P4, runs={"jog": "J2"}), clean(1, pain_activity=2))
    now = standing(plan, on(1))
    assert (now.phase, now.jog_step, now.strength_step) == ("P4", "J2", "A")
    assert (now.pain_activity, now.pain_morning, now.baseline_morning) == (2, 0, 0)
    assert now.running is Running.EASY_ONLY
    assert now.gait_normal is True


def test_numbers_of_days_ago_are_not_todays():
    plan, _ = told(placed(Phase.P4), clean(1, pain_activity=2))
    assert standing(plan, on(2)).pain_activity == 2
    assert standing(plan, on(3)).pain_activity is None


def test_after_the_plan_there_is_no_phase():
    assert standing(placed(Phase.PREHAB), on(1)).phase is None
