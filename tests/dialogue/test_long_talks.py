"""A talk of a hundred turns goes on as it began."""

from __future__ import annotations

from itertools import pairwise

from bot.conversation.engine import Engine
from bot.conversation.messages import Person, Words
from bot.operations.bench import said
from bot.runtime.direct_agent import MOST_EVENTS
from storage.runners import runner_of_chat
from tests.dialogue.talk import Talk

_ONE_TURN = 60
"""More events than any turn makes."""


async def _events_read_back(talk: Talk) -> int:
    with talk.engine.database.session() as session:
        runner = runner_of_chat(session, talk.person.channel, talk.person.address)
    assert runner is not None
    tracker = await talk.engine.agent.tracker_store.retrieve(runner.id)
    return len(tracker.events)


async def test_what_is_read_back_for_a_turn_stays_bounded(engine: Engine) -> None:
    talk = Talk(engine, Person("test", "long-talk"))
    await talk.agree()
    read_back = []
    for number in range(60):
        await talk.turn(Words(said()[number % len(said())]))
        read_back.append(await _events_read_back(talk))
    assert max(read_back) <= MOST_EVENTS + _ONE_TURN
    assert any(later < earlier for earlier, later in pairwise(read_back))


async def test_an_open_question_survives_a_new_session(engine: Engine) -> None:
    talk = Talk(engine, Person("test", "long-question"))
    await talk.agree()
    await talk.turn(Words("my left hamstring has been tight since sunday"))
    asked = talk.asked_screen()
    assert asked is not None
    session_began = False
    before = await _events_read_back(talk)
    while not session_began:
        await talk.turn(Words("what is a hamstring anyway?"))
        now = await _events_read_back(talk)
        session_began, before = now < before, now
    await talk.turn(Words("none of these"))
    assert talk.asked_screen() not in (None, asked)


async def test_a_sign_at_the_end_of_a_very_long_story_is_heard(engine: Engine) -> None:
    talk = Talk(engine, Person("test", "long-story"))
    await talk.agree()
    story = "we ran in the park with friends and talked about shoes. " * 100
    await talk.turn(Words(f"{story}then my hamstring went with a loud pop and i limped home"))
    assert "pop or snap" in talk.said()
