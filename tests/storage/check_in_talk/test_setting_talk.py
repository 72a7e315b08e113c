from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from actions.check_in.hours import offer_buttons
from storage.check_ins import Slot, check_in_by_id, open_check_in
from storage.episodes import current_episode, withdraw_finding
from storage.states import CheckInState, RunnerStatus
from tests.storage.check_in_talk.talk import START, UTC, Talk

NEXT_DAY = START + timedelta(days=1)


@pytest.fixture
def new(session: Session) -> Talk:
    return Talk.begin(session)


@pytest.fixture
def talk(session: Session) -> Talk:
    return Talk.begin(session, zone="Europe/Lisbon").injured()


@pytest.mark.parametrize(
    ("words", "at"),
    [("7am", time(7)), ("after work", time(18)), ("21:30", time(21, 30)), ("at noon", time(12))],
)
def test_an_hour_and_a_city_in_words_are_enough(new: Talk, words: str, at: time) -> None:
    new.say(words, "set_check_in_time")
    assert "Name your city" in new.said
    new.say("Lisbon")
    assert f"So that is {at:%H:%M} in Lisbon" in new.said
    assert (new.me.check_in_time, new.me.time_zone) == (at, "Europe/Lisbon")
    assert new.me.status is RunnerStatus.ACTIVE
    assert new.pending is None


def test_the_next_one_is_named_and_scheduled(new: Talk) -> None:
    new.say("7am", "set_check_in_time")
    new.say("Lisbon")
    assert "next one tomorrow" in new.said
    assert new.me.next_due_at == datetime(2026, 5, 7, 6, tzinfo=UTC)


def test_an_hour_still_to_come_is_today(new: Talk) -> None:
    new.say("21:30", "set_check_in_time")
    new.say("Lisbon")
    assert "next one today" in new.said


def test_half_six_is_asked_back_and_answered_in_words(new: Talk) -> None:
    new.say("half six", "set_check_in_time")
    assert "Morning or evening?" in new.said
    new.say("evening")
    new.say("Lisbon")
    assert new.me.check_in_time == time(18, 30)


def test_half_six_is_answered_by_a_button(new: Talk) -> None:
    new.say("half six", "set_check_in_time")
    assert new.codes == ["06.30", "18.30"]
    new.press("set_check_in_time", "18.30")
    assert "city" in new.said


def test_an_hour_no_clock_shows_is_asked_again(new: Talk) -> None:
    new.say("25 o'clock", "set_check_in_time")
    assert "no such hour" in new.said
    new.say("8pm")
    assert new.pending == "check_in_zone:20.00"


def test_a_forged_hour_is_no_hour(new: Talk) -> None:
    new.press("set_check_in_time", "99.99")
    assert "no such hour" in new.said


def test_words_without_an_hour_are_asked_again(new: Talk) -> None:
    new.press("set_check_in_time")
    new.say("whenever you like")
    assert "did not find a time" in new.said


def test_an_unknown_place_is_asked_again_and_the_clock_helps(new: Talk) -> None:
    new.say("7am", "set_check_in_time")
    new.say("Qwxyzzyville")
    assert "do not know that place" in new.said
    new.say("it is 09:00 here")  # 07:00 UTC
    assert "Which one?" in new.said
    new.tap("0", screen="checkin_place")
    assert new.me.status is RunnerStatus.ACTIVE
    assert new.me.check_in_time == time(7)


def test_a_place_of_several_zones_is_asked_back(new: Talk) -> None:
    new.say("7am", "set_check_in_time")
    new.say("Australia")
    assert "Which one?" in new.said
    new.say("Perth")
    assert new.me.time_zone == "Australia/Perth"


def test_a_place_button_of_long_ago_is_told_so(talk: Talk) -> None:
    talk.tap("0", screen="checkin_place")
    assert "utter_stale_button" in talk.said


def test_a_shared_location_sets_the_zone(new: Talk) -> None:
    new.say("7am", "set_check_in_time")
    new.press("set_time_zone", "Asia/Tokyo")
    assert new.me.time_zone == "Asia/Tokyo"
    assert "07:00 in Tokyo" in new.said


def test_a_location_in_no_zone_is_asked_again(new: Talk) -> None:
    new.say("7am", "set_check_in_time")
    new.press("set_time_zone", "nowhere")
    assert "could not find a time zone" in new.said
    new.say("Tokyo")
    assert new.me.check_in_time == time(7)


def test_travel_moves_the_clock_and_keeps_the_hour(talk: Talk) -> None:
    talk.asked().say("I'm in Tokyo this week", "set_time_zone")
    assert "08:00 in Tokyo" in talk.said
    assert talk.me.time_zone == "Asia/Tokyo"
    assert talk.me.next_due_at == datetime(2026, 5, 6, 23, tzinfo=UTC)  # 8 o'clock on the 7th


def test_a_new_hour_gives_no_second_check_in_today(talk: Talk) -> None:
    talk.asked().say("move it to 8pm", "set_check_in_time")
    assert talk.me.next_due_at == datetime(2026, 5, 7, 19, tzinfo=UTC)


def test_a_snooze_is_an_hour(talk: Talk) -> None:
    talk.asked().press("snooze")
    assert "09:00" in talk.said
    check_in = talk.check_in()
    assert (check_in.state, check_in.due_at) == (
        CheckInState.PENDING,
        talk.now + timedelta(hours=1),
    )
    assert talk.pending is None


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("give me 30 minutes", 30), ("in two hours", 120), ("ask me at noon", 240)],
)
def test_a_snooze_can_be_told_in_words(talk: Talk, words: str, minutes: int) -> None:
    talk.asked().say(words, "snooze")
    assert talk.check_in().due_at == talk.now + timedelta(minutes=minutes)


def test_a_snooze_past_midnight_leaves_the_day_out(talk: Talk) -> None:
    talk.later(hours=15, minutes=30)
    talk.asked().press("snooze")
    assert "past midnight" in talk.said
    assert talk.check_in().state is CheckInState.SKIPPED


def test_a_skipped_day_is_left_out_without_a_word_of_blame(talk: Talk) -> None:
    talk.asked().press("skip_check_in")
    assert talk.check_in().state is CheckInState.SKIPPED
    assert "Next one tomorrow" in talk.said


def test_there_may_be_nothing_to_skip(talk: Talk) -> None:
    talk.press("skip_check_in")
    assert "no check-in open" in talk.said


@pytest.mark.parametrize(
    ("words", "until"),
    [("pause for a week", 7), ("pause for 5 days", 5), ("on hold until monday", 5)],
)
def test_a_pause_has_the_length_that_was_said(talk: Talk, words: str, until: int) -> None:
    talk.say(words, "pause_check_ins")
    assert talk.me.status is RunnerStatus.PAUSED
    assert talk.me.paused_until == datetime(2026, 5, 5 + until, 23, tzinfo=UTC)
    assert talk.me.next_due_at == datetime(2026, 5, 6 + until, 7, tzinfo=UTC)


def test_a_pause_without_a_length_lasts_until_the_runner_is_back(talk: Talk) -> None:
    talk.say("pause", "pause_check_ins")
    assert (talk.me.status, talk.me.paused_until) == (RunnerStatus.PAUSED, None)
    talk.later(days=3).press("resume_check_ins")
    assert talk.me.status is RunnerStatus.ACTIVE
    assert talk.me.next_due_at == START + timedelta(days=4)


def test_a_pause_can_be_shortened_by_a_button(talk: Talk) -> None:
    talk.say("pause", "pause_check_ins")
    talk.press("pause_check_ins", "3")
    assert talk.me.paused_until == datetime(2026, 5, 8, 23, tzinfo=UTC)


def test_stopping_keeps_the_hour_for_later(talk: Talk) -> None:
    talk.press("stop_check_ins")
    assert (talk.me.status, talk.me.next_due_at) == (RunnerStatus.STOPPED, None)
    talk.press("resume_check_ins")
    assert talk.me.next_due_at == NEXT_DAY


def test_one_without_check_ins_is_offered_them_on_resume(new: Talk) -> None:
    new.press("resume_check_ins")
    assert "07.00" in new.codes


def test_settings_say_what_is_set(talk: Talk) -> None:
    talk.press("show_settings")
    assert "Each day at 08:00" in talk.said
    assert "Lisbon, where it is 08:00 now" in talk.said
    assert "pause_check_ins" in talk.codes


def test_settings_before_anything_is_set(new: Talk) -> None:
    new.press("show_settings")
    assert "Not set up" in new.said
    assert "Not known yet" in new.said


def test_a_no_to_the_hour_leaves_it(new: Talk) -> None:
    new.press("set_check_in_time")
    new.say("no", "deny")
    assert new.pending is None
    assert new.me.status is RunnerStatus.NEW


def test_the_offer_has_hours_to_tap_and_a_no() -> None:
    payloads = [button["payload"] for button in offer_buttons()]
    assert payloads[0] == '/set_check_in_time{"option": "07.00"}'
    assert payloads[-1] == "/stop_talking"


def test_a_zone_that_no_longer_exists_is_said_and_put_right_by_a_city(session: Session) -> None:
    talk = Talk.begin(session, zone="Mars/Olympus").injured()
    talk.asked()
    assert "cannot find your time zone" in talk.said
    talk.say("2 on waking, 3 at worst, 1 at rest, no limp, no run")
    talk.tap("signs-none")
    talk.say("Lisbon", "set_time_zone")
    assert "in Lisbon" in talk.said
    assert talk.me.time_zone == "Europe/Lisbon"


def test_an_hour_for_some_days_only_is_told_to_be_for_all(talk: Talk) -> None:
    talk.say("same hour but weekends at nine", "set_check_in_time")
    assert "same hour on all days" in talk.said
    assert {"08.00", "09.00"} == set(talk.codes)
    assert talk.me.check_in_time == time(8)


def test_the_hour_chosen_for_all_days_is_set(talk: Talk) -> None:
    talk.say("same hour but weekends at nine", "set_check_in_time")
    talk.say("9am for all days then", "set_check_in_time")
    assert talk.me.check_in_time == time(9)


def test_a_question_that_came_up_with_time_is_not_put_out_of_the_blue(session: Session) -> None:
    talk = Talk.begin(session, zone="Europe/Lisbon").injured()
    episode = current_episode(session, talk.runner.id)
    assert episode is not None
    withdraw_finding(session, episode.id, "fever", talk.now)
    talk.say("Tokyo", "set_time_zone")
    assert talk.me.time_zone == "Asia/Tokyo"
    before, _, asked = talk.said.partition("there is something I should ask")
    assert "Tokyo" in before
    assert asked


@pytest.mark.parametrize(
    ("due", "moved_to"),
    [
        ("06:30", "11:30"),  # 01:30 in New York in May, moved to 06:30 there
        ("11:29", "11:30"),
        ("11:30", "11:30"),
        ("20:00", "20:00"),
    ],
)
def test_a_check_in_that_waits_is_moved_out_of_the_night_of_a_new_zone(
    session: Session, due: str, moved_to: str
) -> None:
    talk = Talk.begin(session, zone="Europe/Lisbon").injured()
    day = START + timedelta(days=1)
    at = datetime.combine(day.date(), time.fromisoformat(due), UTC) - timedelta(hours=1)
    opened = open_check_in(
        session, talk.runner.id, Slot(day.date(), at), next_due_at=day + timedelta(days=1)
    )
    assert opened is not None
    talk.now = at - timedelta(hours=1)
    talk.say("New York", "set_time_zone")
    waiting = check_in_by_id(session, opened.id)
    expected = datetime.combine(day.date(), time.fromisoformat(moved_to), UTC)
    assert waiting.due_at == expected - timedelta(hours=1)
