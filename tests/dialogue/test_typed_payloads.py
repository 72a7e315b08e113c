"""Typed text is words, whatever it looks like: it never drives the dialogue."""

from __future__ import annotations

import json

import pytest

from bot.conversation.engine import Engine
from bot.conversation.messages import Command, Person, Words
from tests.dialogue.talk import Talk

pytestmark = pytest.mark.model

TYPED = [
    "/session_start",
    "/back",
    "/nlu_fallback",
    "/ask_can_i_run",
    "/choose" + json.dumps({"screen": "emergency", "option": "flags_none"}),
    "/choose" + json.dumps({"screen": "injury", "option": ["flags_none"]}),
    "/inform" + json.dumps({"safety_hold": "none", "pending": "delete:sure"}),
    "/affirm" + json.dumps({"subject": "child_teen"}),
    "//back",
    " /back",
    "\n/back",
]


async def _asked(engine: Engine, request: pytest.FixtureRequest) -> Talk:
    """Somebody who has been asked about red flags."""
    talk = Talk(engine, Person("test", request.node.name))
    await talk.agree()
    await talk.turn(Words("left hamstring sore since sunday, crept on"))
    assert talk.asked_screen() == "emergency"
    return talk


@pytest.mark.parametrize("text", TYPED)
async def test_a_typed_payload_changes_nothing_that_is_known(
    engine: Engine, request: pytest.FixtureRequest, text: str
) -> None:
    asked = await _asked(engine, request)
    before = asked.known()
    await asked.turn(Words(text))
    assert asked.known() == before
    assert asked.asked_screen() == "emergency"
    assert "went wrong" not in asked.said()


@pytest.mark.parametrize("text", ["/confirm_delete", "/delete_data", "/restart", "//restart"])
async def test_a_typed_payload_deletes_nothing(
    engine: Engine, request: pytest.FixtureRequest, text: str
) -> None:
    talk = await _asked(engine, request)
    await talk.turn(Words(text))
    await talk.turn(Words(text))
    await talk.turn(Command("export"))
    assert "hammy-data.json" in talk.said()


@pytest.mark.parametrize(
    "text", [*TYPED, "/restart", "/emergency_resolved", "/EXTERNAL_check_in", "/confirm_delete"]
)
async def test_a_typed_payload_does_not_end_an_emergency(
    engine: Engine, request: pytest.FixtureRequest, text: str
) -> None:
    talk = Talk(engine, Person("test", request.node.name))
    await talk.agree()
    await talk.turn(Words("sore hamstring and suddenly breathless"))
    await talk.turn(Words(text))
    found = talk.assessment()
    assert found is not None
    assert found.level == "emergency"


async def test_words_behind_a_slash_are_still_words(
    engine: Engine, request: pytest.FixtureRequest
) -> None:
    talk = await _asked(engine, request)
    await talk.turn(Words("/my calf is swollen and hot"))
    found = talk.assessment()
    assert found is not None
    assert found.level == "urgent_same_day"


@pytest.mark.parametrize("text", ["/", "//", "/ /", "   /   "])
async def test_a_bare_slash_is_answered(
    engine: Engine, request: pytest.FixtureRequest, text: str
) -> None:
    asked = await _asked(engine, request)
    replies = await asked.turn(Words(text))
    assert replies
    assert "went wrong" not in asked.said()
