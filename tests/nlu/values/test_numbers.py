import pytest

from nlu.values.numbers import find_numbers

from .tables import table


@pytest.mark.parametrize(("text", "expected"), table("numbers"))
def test_numbers_in_digits_and_words_are_read(text: str, expected: list[object]) -> None:
    found = [
        number.low if number.low == number.high else [number.low, number.high]
        for number in find_numbers(text)
    ]
    assert found == expected


def test_a_range_counts_with_its_worse_end() -> None:
    (number,) = find_numbers("between 2 and 3")
    assert number.value == 3


def test_what_a_number_is_out_of_belongs_to_it() -> None:
    (number,) = find_numbers("a good 7 out of ten")
    assert (number.value, number.out_of) == (7, 10)


def test_a_number_knows_where_it_stands() -> None:
    text = "Pain: “6-ish”, I’d say"
    (number,) = find_numbers(text)
    assert text[number.start : number.end] == "6-ish"
