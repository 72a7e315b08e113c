from __future__ import annotations

import random
from datetime import datetime, timezone

import pytest

from actions.check_in.questions import questions
from bot.simulation.characters import Character, characters
from bot.simulation.days import day_of, words_for
from coach.checkin.schedule import zone_of
from coach.findings import VOCABULARY
from nlu.values.zones import find_zone, zone_at

EVERYBODY = pytest.mark.parametrize("who", characters(), ids=lambda each: each.id)
NOW = datetime(2026, 3, 14, tzinfo=timezone.utc)


@EVERYBODY
def test_what_they_tap_are_findings(who: Character) -> None:
    assert set(who.facts) <= set(VOCABULARY)


@EVERYBODY
def test_their_places_have_a_zone(who: Character) -> None:
    found = find_zone(who.place)
    assert found is not None
    assert not found.ambiguous
    assert all(zone_of(zone_at(*place)).known for place in who.travels.values())


@EVERYBODY
def test_their_signs_can_be_tapped(who: Character) -> None:
    assert who.sign is None or who.sign.option in {sign.id for sign in questions().signs}


@EVERYBODY
def test_their_days_are_scores_that_can_be_said(who: Character) -> None:
    by = random.Random(1)
    for number in range(1, 60):
        day = day_of(who, number, may_run=True, by=by)
        scores = [day.values[name] for name in ("pain_morning", "pain_activity", "pain_rest")]
        assert all(isinstance(score, int) and 0 <= score <= 10 for score in scores)
        assert str(day.values["pain_morning"]) in words_for(day, by)


def test_a_flare_raises_the_pain_and_goes_again() -> None:
    who = next(each for each in characters() if each.id == "relapsing")
    by = random.Random(1)
    worst = [
        int(str(day_of(who, n, may_run=False, by=by).values["pain_activity"])) for n in range(1, 40)
    ]
    assert worst[12] >= worst[9] + 3
    assert worst[38] <= 1
