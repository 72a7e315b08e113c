"""Time zones from a runner's words, a shared place, or the time on their clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from timezonefinder import TimezoneFinder

from nlu.extraction.text import Text
from nlu.values.cities import (
    City,
    cities_named,
    country_name,
    country_named,
    folded,
    said_back,
    state_name,
    state_named,
    zones_by_people,
    zones_of,
)
from nlu.values.phrases import as_text, rules

_LONGEST_NAME = 4
_RIVAL_CITY = 0.15
"""A city of the same name with so big a part of the people makes the name ambiguous."""
_RIVAL_ZONE = 0.05
"""So does a zone that holds so big a part of a country's people."""
_IANA = re.compile(r"(?<![\w/])[A-Z][A-Za-z_]+/[A-Z][A-Za-z_/-]+(?![\w/])")
_OFFSET = re.compile(r"(?i)\b(?:utc|gmt)\s*(?P<sign>[+-])\s*(?P<hours>\d{1,2})(?![\d:])")


@dataclass(frozen=True)
class Zone:
    """A time zone that a message means.

    Attributes:
        name: The IANA name of the likeliest zone.
        place: What it was read from, as it is said back ("Lisbon, Portugal").
        others: Other zones that may be meant, each with its place; empty if it is clear.
    """

    name: str
    place: str
    others: tuple[tuple[str, str], ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether to ask which of several is meant."""
        return bool(self.others)


def find_zone(message: str | Text) -> Zone | None:
    """The time zone of the city, country or zone that a message names, or None.

    Of cities with one name the biggest wins, and those of comparable size are listed.
    """
    text = as_text(message)
    written = _written_zone(text.original)
    if written is not None:
        return written
    words = folded(text.original).split()
    best = max(_candidates(words), key=lambda one: one[0], default=None)
    return best[1] if best else None


def zone_at(latitude: float, longitude: float) -> str | None:
    """The time zone of a place on the map (degrees, WGS 84), None outside the map."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    zone = _finder().timezone_at(lat=latitude, lng=longitude)
    return str(zone) if zone else None


def zones_with_offset(offset: timedelta, now_utc: datetime) -> tuple[str, ...]:
    """The zones whose clocks stand so far from UTC now, those with most people first.

    Args:
        offset: Local time less UTC.
        now_utc: The present, in UTC, with or without its zone.
    """
    now = now_utc.replace(tzinfo=ZoneInfo("UTC"))
    return tuple(
        zone for zone in zones_by_people() if now.astimezone(ZoneInfo(zone)).utcoffset() == offset
    )


def is_zone(name: str) -> bool:
    """Whether the zone exists in the time zone database of this machine."""
    return name in _zone_names()


def _written_zone(message: str) -> Zone | None:
    """As in "Europe/Lisbon" and "UTC+2"."""
    for match in _IANA.finditer(message):
        if is_zone(match[0]):
            return Zone(match[0], match[0])
    offset = _OFFSET.search(message)
    if offset is None:
        return None
    # The names of the fixed zones count westward.
    sign = "-" if offset["sign"] == "+" else "+"
    name = f"Etc/GMT{sign}{int(offset['hours'])}"
    return Zone(name, offset[0].upper().replace(" ", "")) if is_zone(name) else None


def _candidates(words: list[str]) -> Iterator[tuple[tuple[int, int, int], Zone]]:
    """Every place the words can name, with how likely it is to be the one meant."""
    unlikely = frozenset(rules("zones")["never_places"])
    for size in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            name = " ".join(words[first : first + size])
            if name in unlikely:
                continue
            led = _is_led(words[:first])
            alone = len(words) <= _LONGEST_NAME
            likelihood = (int(led), size, -first)
            zone = _zone_by_its_name(name)
            if zone is not None:
                yield likelihood, zone
            elif led or alone:
                yield from ((likelihood, place) for place in _places(name, words[first + size :]))


def _is_led(before: list[str]) -> bool:
    leads = rules("zones")["place_leads"]
    return any(" ".join(before[-size:]) in leads for size in (1, 2) if len(before) >= size)


def _zone_by_its_name(name: str) -> Zone | None:
    """A zone's own name, a nickname, a country or a state: never mistaken for another word."""
    shown = name.upper() if len(name) < 5 else name.title()
    ambiguous = rules("zones")["ambiguous_zones"].get(name)
    if ambiguous:
        return Zone(ambiguous[0], shown, tuple((zone, shown) for zone in ambiguous[1:]))
    known = _zone_words().get(name) or _nicknames().get(name)
    return Zone(known, shown) if known else None


def _places(name: str, behind: list[str]) -> Iterator[Zone]:
    """The city, or else the country or state, that a name stands for."""
    country, state = country_named(name), state_named(name)
    cities = cities_named(name)
    if cities and country in (None, cities[0].country):
        yield _city_zone(cities, behind)
    elif country or state:
        yield from _wide_zone(country, state)


def _city_zone(cities: tuple[City, ...], behind: list[str]) -> Zone:
    chosen = _in_named_country(cities, behind) or cities
    best = chosen[0]
    others: dict[str, str] = {}
    for city in chosen[1:]:
        rival = city.population >= best.population * _RIVAL_CITY and city.zone != best.zone
        if rival and folded(city.name) == folded(best.name):
            others.setdefault(city.zone, said_back(city))
    return Zone(best.zone, said_back(best), tuple(others.items()))


def _in_named_country(cities: tuple[City, ...], behind: list[str]) -> tuple[City, ...]:
    """The cities in the country or state named right behind ("Portland, Maine")."""
    for size in (3, 2, 1):
        name = " ".join(behind[:size])
        state, country = state_named(name), country_named(name)
        matching = tuple(
            city
            for city in cities
            if (state and city.country == "US" and city.region == state)
            or (country and city.country == country)
        )
        if matching:
            return matching
    return ()


def _wide_zone(country: str | None, state: str | None) -> Iterator[Zone]:
    """The zones of a country, or of a state, or of both where they share a name."""
    found: dict[str, str] = {}
    for code, region in ((country, None), ("US" if state else None, state)):
        if code is None:
            continue
        zones = [zone for zone, share in zones_of(code, region) if share >= _RIVAL_ZONE]
        whole = state_name(region) if region else country_name(code)
        for zone in zones:
            main_city = zone.rpartition("/")[2].replace("_", " ")
            found.setdefault(zone, whole if len(zones) == 1 else f"{main_city}, {whole}")
    if found:
        (name, place), *others = found.items()
        yield Zone(name, place, tuple(others))


@cache
def _zone_words() -> dict[str, str]:
    return {word: zone for zone, words in rules("zones")["zones"].items() for word in words}


@cache
def _nicknames() -> dict[str, str]:
    return {word: zone for zone, words in rules("zones")["nicknames"].items() for word in words}


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _finder() -> TimezoneFinder:
    return TimezoneFinder()
