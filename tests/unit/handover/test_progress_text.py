"""The picture in words, for its caption and for those who cannot see it."""

from datetime import date, timedelta

import pytest

from actions.handover.progress import progress_text
from coach.checkin.course import Course, CourseDay

DAY_1 = date(2026, 5, 6)  # a Wednesday
LONGEST_CAPTION = 1024


def course(*scores, **values):
    return Course(
        tuple(
            CourseDay(DAY_1 + timedelta(days=number), activity=score, morning=score, **values)
            for number, score in enumerate(scores)
        )
    )


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ((6, 6, 5, 3, 2, 2), "is going down, from about 6 to about 2. Mornings are getting easier"),
        ((1, 1, 2, 5, 5, 5), "has gone up, from about 1 to about 5. Keep to the easier steps"),
        ((3, 3, 3, 3, 3), "stays at about 3"),
        (
            (*(6,) * 7, *(1,) * 7, *(3,) * 7),
            "is up again this week, from about 1 to about 3. Keep to the easier steps",
        ),
        ((0, 0, 0, 0, 0), "No pain in activity in these 5 days"),
        ((4, 3), "A few more days, and I can say"),
    ],
)
def test_the_direction_comes_first(scores, said):
    title, direction, *_ = progress_text(course(*scores), "").split("\n")
    assert title == "*How it goes*"
    assert said in direction


def test_the_last_days_stand_in_numbers():
    assert "Thu 7 May: in activity 3, on waking 3" in progress_text(course(4, 3), "")


def test_days_that_were_not_told_are_not_listed():
    assert "Thu 7 May" not in progress_text(course(4, None, 3), "")


def test_what_was_done_and_where_they_are_is_said():
    words = progress_text(course(2, 2, 2, ran=True, trained=True), "phase 4: Walk-jog")
    assert "In these 3 days you did your exercises on 3 and ran on 3." in words
    assert "You are in phase 4: Walk-jog." in words


def test_four_full_weeks_fit_below_the_picture():
    words = progress_text(course(*[10] * 28, rest=10, trained=True), "phase 1: Protect and settle")
    assert len(words) <= LONGEST_CAPTION
