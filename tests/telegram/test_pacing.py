"""How fast messages may go out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.pacing import Bucket, Pacer, Rates


def test_a_burst_goes_at_once_and_the_rest_steadily() -> None:
    bucket = Bucket(rate=2.0, burst=3)
    assert [bucket.wait(100.0) for _ in range(5)] == [0, 0, 0, 0.5, 1.0]


def test_a_rest_fills_the_burst_again_but_no_more() -> None:
    bucket = Bucket(rate=1.0, burst=2)
    assert [bucket.wait(0.0), bucket.wait(0.0)] == [0, 0]
    assert [bucket.wait(1000.0) for _ in range(3)] == [0, 0, 1.0]


def test_a_busy_chat_does_not_slow_another() -> None:
    pacer = Pacer(Rates(overall=100, chat=1, chat_burst=1))
    assert [pacer.wait_for_chat("a", 0.0) for _ in range(3)] == [0, 1, 2]
    assert pacer.wait_for_chat("b", 0.0) == 0


def test_all_chats_together_keep_the_overall_rate() -> None:
    pacer = Pacer(Rates(overall=25, chat=1, chat_burst=1))
    waits = [pacer.wait_for_all(0.0) for _ in range(55)]
    assert max(waits) == pytest.approx(2.0)


@given(st.lists(st.floats(0, 50), min_size=1, max_size=60), st.integers(1, 5))
def test_no_second_ever_holds_more_than_rate_and_burst(gaps: list[float], burst: int) -> None:
    bucket, now, sent = Bucket(rate=3.0, burst=burst), 0.0, []
    for gap in gaps:
        now += gap / 20
        sent.append(now + bucket.wait(now))
    for start in sent:
        assert sum(start <= at < start + 0.999 for at in sent) <= burst + 3
