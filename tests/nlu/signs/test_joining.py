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


def test_one_leg_alone_speaks_against_no_sign() -> None:
    assert with_suspicion("my lower leg resembles a marrow in the one leg")[SIGN] is True


def test_what_is_dictated_without_a_stop_is_also_read_through_a_window() -> None:
    dictated = (
        "went for a run with the club on tuesday and came home fine then watched telly with the "
        "kids until ten o clock my lower leg resembles a marrow the dog would not settle"
    )
    texts = [piece.text for piece in pieces(understood(dictated))]
    assert any("resembles a marrow" in text and len(text.split()) <= 10 for text in texts)


def test_a_window_of_a_question_is_still_a_question() -> None:
    asked = (
        "what if one morning after the long run with the club and the coffee and all that "
        "my lower leg suddenly resembles a marrow and the shoe does not go on any more?"
    )
    assert with_suspicion(asked).get(SIGN) is not True


def test_a_very_long_message_is_parted_into_a_bounded_number_of_stretches() -> None:
    assert (
        len(pieces(understood("the dog ran and the cat sat on the wall by the old mill " * 70)))
        < 70
    )
