from __future__ import annotations

from datetime import date

import pytest

from actions.check_in.until import days_away

WEDNESDAY = date(2026, 5, 6)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("pause for a week", 7),
        ("a fortnight off please", 14),
        ("quiet for ten days", 10),
        ("on hold until Monday", 5),
        ("till wed", 7),
        ("back on the 20th", 14),
        ("I'm back on the 3rd", 28),
        ("until 1 June", 26),
        ("until the 29th of February", None),
        ("not before June 1st", 26),
        ("no messages till tomorrow", 1),
        ("pause until next week", 7),
        ("pause", None),
        ("I may pause for a bit", None),
        ("the 45th", None),
    ],
)
def test_how_long_somebody_is_away(words: str, days: int | None) -> None:
    assert days_away(words, WEDNESDAY) == days
