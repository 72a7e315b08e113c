from datetime import datetime, timedelta, timezone

import pytest

from nlu.values.zones import find_zone, is_zone, zone_at, zones_with_offset

from .tables import table


@pytest.mark.parametrize(("text", "expected"), table("zones", "clear"))
def test_a_place_gives_its_zone(text: str, expected: str) -> None:
    zone = find_zone(text)
    assert zone is not None
    assert (zone.name, zone.ambiguous) == (expected, False)


@pytest.mark.parametrize(("text", "likeliest"), table("zones", "ambiguous"))
def test_where_several_may_be_meant_they_are_listed(text: str, likeliest: str) -> None:
    zone = find_zone(text)
    assert zone is not None
    assert zone.name == likeliest
    assert zone.ambiguous


@pytest.mark.parametrize("text", table("zones", "none"))
def test_words_that_name_no_place_give_none(text: str) -> None:
    assert find_zone(text) is None


def test_a_place_on_the_map_gives_its_zone() -> None:
    assert zone_at(38.72, -9.14) == "Europe/Lisbon"


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 0), (0, 181), (float("nan"), 0)])
def test_a_place_off_the_map_gives_none(latitude: float, longitude: float) -> None:
    assert zone_at(latitude, longitude) is None


def test_zones_of_an_offset_follow_daylight_saving() -> None:
    summer = zones_with_offset(timedelta(hours=1), datetime(2024, 7, 1, 12, tzinfo=timezone.utc))
    winter = zones_with_offset(timedelta(hours=1), datetime(2024, 1, 1, 12, tzinfo=timezone.utc))
    assert "Europe/London" in summer
    assert "Europe/London" not in winter


def test_a_zone_that_no_longer_exists_is_told_apart() -> None:
    assert is_zone("Europe/Lisbon")
    assert not is_zone("Europe/Atlantis")
