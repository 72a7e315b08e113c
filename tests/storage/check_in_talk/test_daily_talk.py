from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from actions.reading import Heard
from coach.checkin import reminder_text
from storage.check_in_delivery import mark_nudged
from storage.check_ins import check_in_of_date
from storage.episodes import current_episode, current_findings, record_findings
from storage.runners import find_or_create_runner
from storage.states import CheckInState, HowKnown, RunnerStatus
from tests.storage.check_in_talk.talk import Talk

FULL = "2 on waking, 3 at worst on the stairs, 1 at rest, no limp, no run"


@pytest.fixture
def talk(session: Session) -> Talk:
    return Talk.begin(session, zone="Europe/Lisbon").injured()


def test_the_days_message_is_one_and_offers_scores_and_ways_out(talk: Talk) -> None:
    talk.asked()
    assert len(talk.messages) == 1
    assert "pain_morning-0" in talk.codes
    assert "pain_morning-10" in talk.codes
    assert {"snooze", "skip_check_in"} <= set(talk.codes)


def test_one_line_fills_everything_and_only_the_signs_are_left(talk: Talk) -> None:
    talk.asked().say(FULL, "check_in_answer")
    assert talk.answers() == {
        "pain_morning": 2,
        "pain_activity": 3,
        "pain_rest": 1,
        "gait_normal": True,
        "ran": False,
        "done_on": "2026-05-05",
    }
    assert "signs-none" in talk.codes


def test_only_what_is_missing_is_asked_next(talk: Talk) -> None:
    talk.asked().say("2 on waking, no limp")
    assert talk.answers() == {"pain_morning": 2, "gait_normal": True}
    assert "pain_activity-3" in talk.codes
    assert "gait_normal-yes" not in talk.codes


def test_taps_alone_lead_through_the_day(talk: Talk) -> None:
    talk.asked()
    for option in ("pain_morning-2", "pain_activity-3", "pain_rest-0"):
        talk.tap(option)
    assert {"gait_normal-yes", "ran-no"} <= set(talk.codes)
    talk.tap("gait_normal-yes", "ran-no")
    talk.tap("signs-none")
    assert talk.check_in().state is CheckInState.ANSWERED
    assert not (talk.pending or "").startswith("check_in")


def test_after_a_run_it_is_asked_whether_pain_rose(talk: Talk) -> None:
    talk.asked().say("2 on waking, 3 at worst, 1 at rest, no limp, ran 5k")
    assert "run_pain_rose-yes" in talk.codes
    talk.say("no", "deny")
    assert talk.answers()["run_pain_rose"] is False


def test_a_bare_number_answers_the_question_that_is_open(talk: Talk) -> None:
    talk.asked().say("4")
    assert talk.answers() == {"pain_morning": 4}
    talk.say("5")
    talk.say("1")
    assert talk.answers() == {"pain_morning": 4, "pain_activity": 5, "pain_rest": 1}


@pytest.mark.parametrize(
    ("words", "answer"),
    [("12", "ends at 10"), ("-3", "starts at 0"), ("loads", ""), ("purple monkey", "did not get")],
)
def test_a_bad_answer_is_met_kindly_and_asked_again(talk: Talk, words: str, answer: str) -> None:
    talk.asked().say(words)
    assert answer in talk.said
    assert talk.answers() == {}
    assert "pain_morning-3" in talk.codes


def test_after_two_bad_answers_the_question_can_be_left_out(talk: Talk) -> None:
    talk.asked().say("purple monkey")
    talk.say("dishwasher")
    assert "refuse" in talk.codes
    talk.say("", "refuse")
    assert talk.answers() == {"pain_morning": None}
    assert "pain_activity-3" in talk.codes


def test_a_no_to_the_first_question_leaves_the_day_out(talk: Talk) -> None:
    talk.asked().say("not today", "deny")
    assert talk.check_in().state is CheckInState.SKIPPED


def test_a_likely_skip_that_was_not_sure_enough_is_taken_as_one(talk: Talk) -> None:
    talk.asked()
    talk.hear(Heard("nlu_fallback", text="nah not today", suggestions=("skip_check_in",)))
    assert talk.check_in().state is CheckInState.SKIPPED


def test_a_no_later_on_is_an_answer(talk: Talk) -> None:
    talk.asked().say("2 on waking, 3 at worst, 1 at rest, limping, no exercises")
    talk.say("no", "deny")
    assert talk.answers()["ran"] is False


def test_how_to_answer_is_said_less_the_better_it_is_known(talk: Talk) -> None:
    told = []
    for _ in range(7):
        talk.asked()
        told.append(("One line is enough" in talk.said, "in one line" in talk.said))
        talk.say(FULL)
        talk.later(days=1)
    assert told == [(True, False)] * 2 + [(False, True)] * 4 + [(False, False)]


def test_there_is_no_day_of_a_plan_that_has_not_begun(talk: Talk) -> None:
    talk.asked()
    assert "Day" not in talk.said


def test_a_tapped_red_flag_ends_the_check_in_at_once(talk: Talk) -> None:
    talk.asked().say(FULL)
    talk.tap("signs-saddle")
    assert talk.check_in().state is CheckInState.ANSWERED
    assert talk.check_in().verdict == "red_flag"
    assert talk.slots["safety_hold"] == "emergency"
    assert talk.pending is None
    assert "scale" not in talk.said
    found = {f.finding: f.value for f in current_findings(talk.session, _episode(talk))}
    assert found["saddle_numbness"] is True


def test_a_red_flag_on_a_button_of_long_ago_still_counts(talk: Talk) -> None:
    old = talk.asked().check_in()
    talk.later(days=7).asked()
    talk.tap("signs-chest", screen=f"checkin_{old.id}")
    assert talk.slots["safety_hold"] == "emergency"


def test_a_score_on_a_button_of_long_ago_does_not(talk: Talk) -> None:
    old = talk.asked().check_in()
    talk.later(days=7).asked()
    talk.tap("pain_morning-9", screen=f"checkin_{old.id}")
    assert "belongs to" in talk.said
    assert talk.answers() == {}
    assert "pain_morning-3" in talk.codes


def test_somebody_elses_check_in_cannot_be_answered(talk: Talk) -> None:
    talk.asked().tap("pain_morning-9", screen="checkin_999999")
    assert talk.answers() == {}


def test_denied_signs_are_kept_but_never_lower_what_stands(talk: Talk) -> None:
    record_findings(
        talk.session,
        _episode(talk),
        {"bruising": True},
        how_known=HowKnown.SAID,
        observed_at=talk.now,
    )
    talk.asked().say(FULL)
    talk.tap("signs-none")
    found = {f.finding: f.value for f in current_findings(talk.session, _episode(talk))}
    assert found["bruising"] is True
    assert found["saddle_numbness"] is False


def test_a_correction_after_the_end_counts_for_its_day(talk: Talk) -> None:
    talk.asked().say(FULL)
    talk.say("none", "none_of_these")
    assert talk.check_in().state is CheckInState.ANSWERED
    talk.later(hours=2).say("sorry, the worst was a 5", "correct")
    assert talk.answers()["pain_activity"] == 5


def test_tomorrow_it_knows_yesterdays_numbers(talk: Talk) -> None:
    talk.asked().say("2 on waking, 4 at worst")
    talk.later(days=1).asked()
    assert "Yesterday: 2 on waking, 4 at worst." in talk.said


def test_a_check_in_begun_by_the_runner_is_the_days_only_one(talk: Talk) -> None:
    talk.press("start_check_in")
    assert "pain_morning-0" in talk.codes
    talk.say(FULL)
    talk.tap("signs-none")
    talk.press("start_check_in")
    assert "You have told me about today" in talk.said


def test_an_answer_that_comes_of_itself_is_taken(talk: Talk) -> None:
    talk.say("2 on waking, worst 3, no limp, didn't run", "check_in_answer")
    assert talk.answers()["pain_activity"] == 3


def test_what_only_looks_like_an_answer_begins_no_check_in(talk: Talk) -> None:
    talk.say("there is a new bruise", "check_in_answer", bruising=True)
    assert check_in_of_date(talk.session, talk.runner.id, talk.today) is None
    found = {f.finding: f.value for f in current_findings(talk.session, _episode(talk))}
    assert found["bruising"] is True


def test_the_reminder_leaves_it_open_and_asks_for_one_number(talk: Talk) -> None:
    talk.asked().later(hours=4)
    mark_nudged(talk.session, talk.check_in().id, talk.now)
    talk.press("EXTERNAL_check_in", str(talk.check_in().id))
    reminder, question = talk.said.split("\n\n")
    assert reminder == reminder_text(talk.check_in().local_date, begun=False)
    assert question == "How sore was it on waking, 0 to 10?"


def test_after_a_missed_day_nobody_is_scolded(talk: Talk) -> None:
    talk.asked().later(days=1).asked()
    assert "One number is a good start" in talk.said


def test_after_three_silent_days_the_signs_come_first(talk: Talk) -> None:
    talk.asked()
    for _ in range(3):
        talk.later(days=1).asked()
    assert "signs-none" in talk.codes
    assert "before you run again" in talk.said


def test_after_a_silent_week_it_stops_by_itself_with_a_door_open(talk: Talk) -> None:
    talk.asked()
    for _ in range(7):
        talk.later(days=1).asked()
    assert "door stays open" in talk.said
    assert talk.me.status is RunnerStatus.STOPPED


def test_one_who_talks_to_us_is_not_stopped_for_not_answering(talk: Talk) -> None:
    talk.asked()
    for _ in range(7):
        talk.later(days=1)
        _seen(talk)
        talk.asked()
    assert talk.me.status is RunnerStatus.ACTIVE


def test_a_late_answer_counts_for_its_own_day(talk: Talk) -> None:
    yesterday = talk.asked().today
    talk.later(hours=20).say("3")
    assert talk.today == yesterday + timedelta(days=1)
    assert talk.check_in(yesterday).answers == {"pain_morning": 3}


def test_a_red_flag_counts_without_an_open_episode_too(session: Session) -> None:
    talk = Talk.begin(session, zone="Europe/Lisbon").asked()
    talk.tap("signs-saddle")
    assert talk.slots["safety_hold"] == "emergency"


def test_a_look_in_on_somebody_well_asks_nothing_more(session: Session) -> None:
    talk = Talk.begin(session, zone="Europe/Lisbon").asked()
    talk.say("0 on waking, 0 at worst, 0 at rest, no limp, no run")
    talk.tap("signs-none")
    assert "Good to hear" in talk.said
    assert current_episode(session, talk.runner.id) is None


def test_a_look_in_on_somebody_sore_again_begins_triage(session: Session) -> None:
    talk = Talk.begin(session, zone="Europe/Lisbon").asked()
    talk.say("3 on waking, 4 at worst, 2 at rest, no limp, no run")
    talk.tap("signs-none")
    assert current_episode(session, talk.runner.id) is not None
    assert str(talk.pending).startswith("triage:")


def _seen(talk: Talk) -> None:
    find_or_create_runner(talk.session, "telegram", "770011", talk.now)


def _episode(talk: Talk) -> int:
    episode = current_episode(talk.session, talk.runner.id)
    assert episode is not None
    return episode.id


@pytest.fixture
def asked_for_mood(session: Session) -> Talk:
    """On one day of three the mood is asked as well."""
    talk = Talk.begin(session, zone="Europe/Lisbon").injured()
    talk.now += timedelta(days=1)
    talk.asked().say(FULL, "check_in_answer")
    assert "mood-4" in talk.codes
    return talk


@pytest.mark.parametrize(("words", "mood"), [("mood 4", 4), ("4/5", 4), ("pretty good", 4)])
def test_mood_is_told_by_name_by_number_or_in_a_word(
    asked_for_mood: Talk, words: str, mood: int
) -> None:
    asked_for_mood.say(words)
    assert asked_for_mood.answers()["mood"] == mood
    assert "mood-4" not in asked_for_mood.codes


def test_a_mood_of_another_scale_is_asked_again(asked_for_mood: Talk) -> None:
    asked_for_mood.say("mood 8/10")
    assert "mood-4" in asked_for_mood.codes


def test_mood_told_before_it_is_asked_is_not_asked_again(session: Session) -> None:
    talk = Talk.begin(session, zone="Europe/Lisbon").injured()
    talk.now += timedelta(days=1)
    talk.asked().say(f"{FULL}, mood 2")
    assert talk.answers()["mood"] == 2
    assert "mood-4" not in talk.codes


def test_a_number_that_may_be_the_hour_is_asked_about_and_lowers_nothing(talk: Talk) -> None:
    talk.asked().say("2 on waking, did the bridges at 9, 1/10")
    assert "pain_activity" not in talk.answers()
    assert "may be the time or the score" in talk.said
    assert "pain_activity-9" in talk.codes
