import pytest

from coach.findings import VOCABULARY
from nlu.extraction.text import read
from nlu.values.locations import find_locations, pain_locations
from nlu.values.phrases import rules

from .tables import table


@pytest.mark.parametrize(("text", "expected"), table("locations"))
def test_only_places_that_hurt_are_read(text: str, expected: list[str]) -> None:
    assert list(pain_locations(read(text), find_locations(text))) == expected


def test_every_place_is_an_option_of_the_vocabulary() -> None:
    assert set(rules("locations")["places"]) == set(VOCABULARY["pain_location"].choices)


def test_a_place_that_is_only_named_is_reported_as_not_hurting() -> None:
    (mention,) = find_locations("my calf is fine")
    assert (mention.location, mention.hurts) == ("calf", False)


def test_a_place_knows_where_it_stands() -> None:
    text = "Pain – right under my bum!"
    (mention,) = find_locations(text)
    assert text[mention.start : mention.end] == "right under my bum"
