from __future__ import annotations

import pytest

from nlu.values.overall import read_overall

from .tables import table


@pytest.mark.parametrize(("text", "expected"), table("overall"))
def test_a_day_told_as_a_whole_has_a_direction_or_a_mood(text: str, expected: str | None) -> None:
    overall = read_overall(text)
    assert (overall.value if overall else None) == expected


@pytest.mark.parametrize(("text", "expected"), table("overall"))
def test_it_is_read_the_same_in_capitals(text: str, expected: str | None) -> None:
    overall = read_overall(f"{text.upper()}!!")
    assert (overall.value if overall else None) == expected
