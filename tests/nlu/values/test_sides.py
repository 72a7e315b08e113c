import pytest

from nlu.extraction.text import read
from nlu.values.sides import find_sides, read_side, side_of

from .tables import table


@pytest.mark.parametrize(("text", "expected"), table("sides", "free"))
def test_the_side_that_hurts_is_read_from_free_text(text: str, expected: str | None) -> None:
    assert side_of(read(text), find_sides(text)) == expected


@pytest.mark.parametrize(("text", "known", "expected"), table("sides", "answers"))
def test_an_answer_may_be_a_bare_side(text: str, known: str | None, expected: str | None) -> None:
    assert read_side(text, known) == expected


def test_a_spared_side_is_marked_as_denied() -> None:
    left, right = find_sides("my left leg hurts, my right leg is fine")
    assert (left.denied, right.denied) == (False, True)


def test_a_side_knows_where_it_stands() -> None:
    text = "Ow… my Left hamstring"
    (mention,) = find_sides(text)
    assert text[mention.start : mention.end] == "Left hamstring"
