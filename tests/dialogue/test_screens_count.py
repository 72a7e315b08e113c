"""Few screens: seven for plain tightness, four for a clear injury, none for a red flag."""

from __future__ import annotations

import pytest

from bot.conversation.engine import Engine
from bot.conversation.messages import Person, Words
from coach.findings import Value
from tests.dialogue.talk import Talk

pytestmark = pytest.mark.model

TIGHT: dict[str, Value] = {"tightness_only": True}
TIGHTNESS = [
    "tight hamstrings",
    "hamstring feels stiff, no pain",
    "my right hammy is a bit snug since monday but doesnt hurt",
    "back of my thigh feels tight after the weekend long run, walking and running are fine",
    "hi, im training for a 10k and both my hamstrings are always tight",
]
CLEAR_INJURY = [
    "pulled my hamstring sprinting 2 days ago, theres a bruise, no limp",
    "felt a pop in my hamstring yesterday, i can walk normally",
    "my thigh is swollen at the back since i pulled it on saturday",
    "ive been limping for 9 days with my hamstring",
    "no strength to bend my knee since i strained my hamstring on monday",
]
URGENT = [
    "heard a pop in my hamstring and now im limping",
    "theres a dent in my hamstring",
    "hamstring pain and my calf is swollen and hot",
    "cant put weight on my leg since i pulled my hamstring",
]
RED_FLAG = [
    "hamstring ache and i cant catch my breath",
    "i cant feel between my legs and my hamstring hurts",
    "my leg has gone white and cold",
    "pee is the colour of coke after my marathon",
]


async def _tells(engine: Engine, request: pytest.FixtureRequest, opener: str) -> Talk:
    talk = Talk(engine, Person("test", request.node.name))
    await talk.agree()
    await talk.turn(Words(opener))
    return talk


def _level(talk: Talk) -> str:
    found = talk.assessment()
    assert found is not None
    return str(found.level)


@pytest.mark.parametrize("opener", TIGHTNESS)
async def test_plain_tightness_takes_at_most_seven_screens(
    engine: Engine, request: pytest.FixtureRequest, opener: str
) -> None:
    talk = await _tells(engine, request, opener)
    await talk.finish(TIGHT)
    assert _level(talk) == "tightness_prehab"
    assert len(talk.screens) <= 7, talk.screens


@pytest.mark.parametrize("opener", CLEAR_INJURY)
async def test_a_clear_injury_takes_at_most_four_screens(
    engine: Engine, request: pytest.FixtureRequest, opener: str
) -> None:
    talk = await _tells(engine, request, opener)
    await talk.finish({"onset": "sudden"})
    assert _level(talk) == "see_clinician_days"
    assert len(talk.screens) <= 4, talk.screens


@pytest.mark.parametrize("opener", URGENT)
async def test_an_urgent_sign_is_told_at_once_and_asks_for_emergencies_only(
    engine: Engine, request: pytest.FixtureRequest, opener: str
) -> None:
    talk = await _tells(engine, request, opener)
    assert _level(talk) == "urgent_same_day"
    assert "today" in talk.replies[0].text
    await talk.finish({})
    assert talk.screens in ([], ["emergency"])


@pytest.mark.parametrize("opener", RED_FLAG)
async def test_a_red_flag_takes_one_message_and_no_screen(
    engine: Engine, request: pytest.FixtureRequest, opener: str
) -> None:
    talk = await _tells(engine, request, opener)
    assert _level(talk) == "emergency"
    assert len(talk.replies) == 1
    assert talk.screens == []
    assert talk.titles() == []


@pytest.mark.parametrize("opener", TIGHTNESS + CLEAR_INJURY)
async def test_no_screen_is_put_twice_to_who_answers_it(
    engine: Engine, request: pytest.FixtureRequest, opener: str
) -> None:
    talk = await _tells(engine, request, opener)
    await talk.finish(TIGHT)
    assert len(talk.screens) == len(set(talk.screens))
