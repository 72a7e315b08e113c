"""Before consent: nothing is kept, a red flag is answered all the same."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.doorstep import AGREE, REFUSE, Doorstep, Welcome
from bot.conversation.messages import Choice, Command, Person, Reply, Unreadable, Words
from bot.conversation.texts import text

SOMEBODY = Person("test", "1")
WARNING = "Call your local emergency number now."


async def _safety(words: str, earlier: Sequence[str]) -> str | None:
    return WARNING if "chest hurts" in " ".join([*earlier, words]) else None


def _said(outcome: tuple[Reply, ...] | Welcome) -> str:
    assert not isinstance(outcome, Welcome)
    return "\n".join(reply.text for reply in outcome)


async def test_start_introduces_and_asks_for_consent() -> None:
    said = _said(await Doorstep(_safety).answer(SOMEBODY, Command("start")))
    assert "not a doctor" in said
    assert "/delete" in said


async def test_a_red_flag_is_answered_alone_before_any_consent() -> None:
    outcome = await Doorstep(_safety).answer(SOMEBODY, Words("my chest hurts and I cannot breathe"))
    assert outcome == (Reply(WARNING),)


async def test_a_red_flag_in_two_messages_is_answered_before_any_consent() -> None:
    doorstep = Doorstep(_safety)
    await doorstep.answer(SOMEBODY, Words("my chest"))
    assert await doorstep.answer(SOMEBODY, Words("hurts a lot")) == (Reply(WARNING),)


async def test_words_written_before_the_yes_are_answered_after_it() -> None:
    doorstep = Doorstep(_safety)
    await doorstep.answer(SOMEBODY, Words("sore hamstring since Sunday"))
    outcome = await doorstep.answer(SOMEBODY, Choice((AGREE,)))
    assert outcome == Welcome(("sore hamstring since Sunday",))


async def test_a_typed_yes_counts_as_consent() -> None:
    assert await Doorstep(_safety).answer(SOMEBODY, Words("yes please")) == Welcome()


async def test_a_no_forgets_what_was_written() -> None:
    doorstep = Doorstep(_safety)
    await doorstep.answer(SOMEBODY, Words("sore hamstring"))
    assert _said(await doorstep.answer(SOMEBODY, Choice((REFUSE,)))) == text("declined")
    assert await doorstep.answer(SOMEBODY, Choice((AGREE,))) == Welcome()


async def test_a_picture_is_declined_kindly_and_consent_is_asked_for() -> None:
    said = _said(await Doorstep(_safety).answer(SOMEBODY, Unreadable("photo")))
    assert "cannot see pictures" in said
    assert text("consent") in said


async def test_people_do_not_see_each_others_words() -> None:
    doorstep = Doorstep(_safety)
    await doorstep.answer(SOMEBODY, Words("sore hamstring"))
    assert await doorstep.answer(Person("test", "2"), Choice((AGREE,))) == Welcome()
