import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.knowledge.spans import span_in_words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "a few hours"),
        (0.3, "about an hour"),
        (1.92, "about 2 hours"),
        (36, "about 36 hours"),
        (71.9, "about 71 hours"),
        (72, "about 3 days"),
        (20 * 24, "about 3 weeks"),
        (100 * 24, "about 3 months"),
    ],
)
def test_spans_read_naturally(hours, words):
    assert span_in_words(hours) == words


@settings(deadline=None)
@given(st.floats(min_value=0, max_value=71.999))
def test_a_fresh_injury_is_never_said_to_be_three_days_old(hours):
    said = span_in_words(hours)
    assert "hour" in said
    assert "72" not in said
