"""Daily check-ins: when they are due, and what is said to the answers."""

from coach.checkin.daily_session import daily_session_text
from coach.checkin.review import Review, review
from coach.checkin.verdict import Verdict, judge
from coach.checkin.week import week_text
from coach.checkin.yesterday import yesterday_text

__all__ = [
    "Review",
    "Verdict",
    "daily_session_text",
    "judge",
    "review",
    "week_text",
    "yesterday_text",
]
