"""The measurement talks to the real engine and times what it says it times."""

from __future__ import annotations

from bot.conversation.engine import Engine
from bot.conversation.texts import text
from bot.operations import bench
from tests.dialogue.talk import START


async def test_every_line_of_every_person_is_a_turn(engine: Engine) -> None:
    measured = await bench.turns(engine, 2, START)
    assert measured.count == 2 * len(bench.said())
    assert 0 < measured.middle <= measured.slow


async def test_one_person_is_measured_at_the_start_and_at_the_end(engine: Engine) -> None:
    first, last = await bench.long_acquaintance(engine, 20, START)
    assert first.count == last.count == 2


async def test_what_is_said_in_it_is_understood_without_a_fault(engine: Engine) -> None:
    from bot.conversation.messages import Person, Words
    from tests.dialogue.talk import Talk

    talk = Talk(engine, Person("bench", "listener"))
    await talk.agree()
    for line in bench.said():
        replies = await talk.turn(Words(line))
        assert text("went_wrong") not in [reply.text for reply in replies]
