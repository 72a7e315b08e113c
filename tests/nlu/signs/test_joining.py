"""What the net suspects, held against what the rules have read."""

from __future__ import annotations

from datetime import date

import pytest

from nlu.extraction.extractor import extract, understood
from nlu.signs.joining import joined, worth_reading
from nlu.signs.pieces import pieces

TODAY = date(2026, 5, 6)
SIGN = "calf_or_whole_leg_swelling"


def with_suspicion(message: str) -> dict[str, object]:
    """The findings of a message in which every open stretch is suspected to say the sign."""
    extraction = extract(message, today=TODAY)
    suspected = {
        piece: frozenset({SIGN})
        for piece in worth_reading(pieces(understood(message)), extraction.mentions)
    }
    return dict(joined(message, extraction, suspected).findings)


def test_a_suspected_sign_is_there() -> None:
    assert with_suspicion("my lower leg resembles a marrow")[SIGN] is True


@pytest.mark.parametrize(
    "message",
    [
        "what if my lower leg resembles a marrow?",
        "my brother has a lower leg that resembles a marrow",
        "two years ago my lower leg resembled a marrow",
        "no calf swelling",
    ],
)
def test_a_sign_that_is_not_meant_as_there_now_is_not_added(message: str) -> None:
    assert with_suspicion(message).get(SIGN) is not True


def test_what_the_rules_deny_anywhere_stays_denied() -> None:
    found = with_suspicion("my calf isn't swollen. it resembles a marrow though")
    assert found[SIGN] is False


def test_long_messages_are_parted_at_clauses_and_short_ones_are_whole() -> None:
    (whole,) = pieces(understood("my lower leg resembles a marrow"))
    parts = pieces(understood("ran ten k yesterday. my lower leg resembles a marrow"))
    assert whole.whole
    assert [part.whole for part in parts] == [False, False]


def test_a_stretch_knows_where_it_stands_in_the_message() -> None:
    message = "Ran 10k yesterday! My calf's odd today"
    *_, last = pieces(understood(message))
    assert message[last.start : last.end] == "My calf's odd today"
