"""The one reminder of a day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from coach.checkin import reminder_text

DAY = date(2024, 3, 1)


@pytest.mark.parametrize("begun", [False, True])
def test_one_day_is_not_reminded_like_the_day_before(begun):
    said = [reminder_text(DAY + timedelta(days=day), begun=begun) for day in range(8)]
    assert all(one != next_one for one, next_one in pairwise(said))


def test_the_same_day_always_has_the_same_words():
    assert reminder_text(DAY, begun=False) == reminder_text(DAY, begun=False)
