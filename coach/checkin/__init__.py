"""Daily check-ins: when they are due, and what is said to the answers."""

from coach.checkin.course import Direction, course_so_far
from coach.checkin.daily_session import daily_session_text
from coach.checkin.hearing import overall_text
from coach.checkin.reminder import reminder_text
from coach.checkin.review import Review, review
from coach.checkin.verdict import Verdict, judge
from coach.checkin.week import week_text
from coach.checkin.yesterday import yesterday_text

__all__ = [
    "Direction",
    "Review",
    "Verdict",
    "course_so_far",
    "daily_session_text",
    "judge",
    "overall_text",
    "reminder_text",
    "review",
    "week_text",
    "yesterday_text",
]
