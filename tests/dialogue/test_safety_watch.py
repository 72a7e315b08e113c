"""What has to run for safety's sake, whatever the intent and whichever question is open."""

from __future__ import annotations

import pytest

from actions.reading import Heard, Tapped
from actions.safety.watch import ACTION_SAFETY, ACTION_TRIAGE, next_safety_action

LIST = "triage:emergency"
FLAGS = ("breathless_or_chest_pain", "dark_urine")


def due(
    heard: Heard,
    *,
    hold: str | None = None,
    pending: str | None = None,
    asked: tuple[str, ...] = (),
) -> str | None:
    return next_safety_action(heard, hold=hold, pending=pending, asked=asked)


def said(intent: str, **findings: object) -> Heard:
    return Heard(intent, text="words", findings=findings, mentioned=frozenset(findings))


@pytest.mark.parametrize("intent", ["thank", "joke", "ask_can_i_run", "stop_talking", "snooze"])
@pytest.mark.parametrize("pending", [None, LIST, "checkin:1", "delete:sure", "home_test:shoe"])
def test_a_red_flag_wins_over_every_intent_and_question(intent: str, pending: str | None) -> None:
    assert due(said(intent, dark_urine=True), pending=pending) == ACTION_SAFETY


def test_a_tapped_red_flag_counts_like_words() -> None:
    tapped = Heard("choose", tapped=Tapped("emergency", ("dark_urine",)))
    assert due(tapped) == ACTION_SAFETY


@pytest.mark.parametrize("intent", ["thank", "ask_can_i_run", "show_plan", "start_check_in"])
def test_a_standing_emergency_closes_everything_else(intent: str) -> None:
    assert due(said(intent), hold="emergency") == ACTION_SAFETY


@pytest.mark.parametrize("intent", ["emergency_resolved", "show_privacy", "delete_data"])
def test_ending_an_emergency_and_own_data_stay_open(intent: str) -> None:
    assert due(said(intent), hold="emergency") is None


def test_the_answer_to_a_recheck_is_heard_in_an_emergency() -> None:
    answer = said("deny", dark_urine=False)
    assert due(answer, hold="emergency", pending="recheck:dark_urine") is None


def test_a_finding_inside_thanks_comes_first() -> None:
    assert due(said("thank", bruising=True)) == ACTION_TRIAGE


@pytest.mark.parametrize("findings", [{"side": "left"}, {"pain_running": "not_tried"}])
def test_naming_a_leg_or_missing_runs_tells_nothing(findings: dict[str, object]) -> None:
    assert due(said("mood_sad", **findings)) is None


def test_a_no_in_a_wish_about_the_talk_denies_nothing() -> None:
    not_now = Heard("stop_talking", text="not now", findings=dict.fromkeys(FLAGS, False))
    assert due(not_now, pending=LIST, asked=FLAGS) is None


def test_an_answer_that_sounds_like_a_wish_about_check_ins_is_an_answer() -> None:
    answer = said("snooze", onset="sudden")
    assert due(answer, pending="triage:story", asked=("onset",)) == ACTION_TRIAGE
    assert due(answer, pending=None) is None
