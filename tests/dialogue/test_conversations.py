"""Every conversation of `conversations/` against the trained model."""

from __future__ import annotations

import pytest

from bot.conversation.engine import Engine
from bot.conversation.messages import Person
from tests.dialogue.playing import Conversation, conversations, converse

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("number", "conversation"),
    [
        pytest.param(number, conversation, id=conversation.name)
        for number, conversation in enumerate(conversations())
    ],
)
async def test_conversation(engine: Engine, number: int, conversation: Conversation) -> None:
    await converse(engine, Person("test", f"person-{number}"), conversation)
