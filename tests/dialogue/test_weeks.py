"""Every life of `weeks/`: check-ins over days and weeks, with the real dispatcher and model."""

from __future__ import annotations

import pytest

from bot.conversation.engine import Engine
from bot.conversation.messages import Person
from tests.dialogue.living import Life, live, lives

pytestmark = pytest.mark.model


@pytest.mark.parametrize("life", [pytest.param(life, id=life.name) for life in lives()])
async def test_life(engine: Engine, life: Life) -> None:
    await live(engine, Person("test", f"life {life.name}"), life)
