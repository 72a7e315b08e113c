"""Anything may arrive: nothing raises, and nobody who wrote words stays without an answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.engine import Engine
from bot.conversation.texts import text
from tests.reliability.figures import note_abuse
from tests.reliability.line import Line
from tests.reliability.strange_words import FORGED_DATA, STRANGE_WORDS, TYPED_PAYLOADS

pytestmark = pytest.mark.model

FULL = pytest.mark.full
AT_ONCE = 20
PIECE = 5_000
IN_FULL = [pytest.param(PIECE, marks=FULL, id=f"full-{piece}") for piece in range(1, 5)]
"""20,000 in pieces, each of them with figures of its own when it is done."""

PHRASES = (
    "my left hamstring hurts",
    "felt a pop sprinting yesterday",
    "no bruise",
    "pain 4/10",
    "can i run tomorrow?",
    "both legs numb",
    "since last sunday",
    "none of these",
    "yes",
    "no",
    "it's my son, he is 13",
    "ice or heat",
    "/plan",
    "/delete",
    "/settings 8:30",
    "/unknown_command",
    "London",
    "7am",
)

characters = st.characters(min_codepoint=0, max_codepoint=0x10FFFF)
words = st.one_of(
    st.text(characters, max_size=60),
    st.lists(st.sampled_from(PHRASES) | st.text(characters, max_size=8), max_size=6).map(" ".join),
    st.sampled_from([*TYPED_PAYLOADS, *FORGED_DATA]),
    st.sampled_from(list(STRANGE_WORDS.values())).map(lambda long: long[:300]),
    st.tuples(st.text(characters, min_size=1, max_size=3), st.integers(1, 2_000)).map(
        lambda pair: (pair[0] * pair[1])[:4096]
    ),
).filter(bool)  # Telegram brings no message of no words
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(characters, max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = (
    "message_id",
    "date",
    "edit_date",
    "caption",
    "location",
    "reply_markup",
    "from",
    "media_group_id",
    "entities",
    "photo",
    "sticker",
    "forward_origin",
    "via_bot",
)


@pytest.fixture(scope="module")
def line(engine: Engine) -> Iterator[Line]:
    line = Line(engine)
    yield line
    line.close()


def exceptions(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What went wrong by our own fault; a malformed update is set aside with a line in the log."""
    said = [
        record.getMessage()
        for record in caplog.records
        # The Bot API server's own remarks on connections that the bot has hung up are no fault.
        if record.levelname == "ERROR" and not record.name.startswith("aiohttp.server")
    ]
    caplog.clear()
    return [line for line in said if "MalformedUpdate" not in line and "malformed" not in line]


def rounds(updates: int) -> settings:
    return settings(
        max_examples=updates // AT_ONCE,
        # The short form brings the same each time; the long one looks for what is new.
        derandomize=updates < PIECE,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )


@pytest.mark.parametrize("updates", [240, *IN_FULL])
def test_every_text_is_answered(line: Line, caplog: pytest.LogCaptureFixture, updates: int) -> None:
    tried = 0

    @rounds(updates)
    @given(st.lists(words, min_size=AT_ONCE, max_size=AT_ONCE))
    def every_text_is_answered(texts: list[str]) -> None:
        nonlocal tried
        # Three people who have agreed and go on talking, and one at the door.
        people = [line.somebody(agreed=agreed) for agreed in (True, True, True, False)]
        for start in range(0, len(texts), len(people)):
            turn = dict(zip(people, texts[start : start + len(people)], strict=False))
            said = line.answers(
                *(
                    ("message", line.telegram.new_message(chat, text=each))
                    for chat, each in turn.items()
                )
            )
            tried += len(turn)
            for chat, each in turn.items():
                assert said.get(chat), f"no answer to {each!r}"
                assert text("went_wrong") not in said[chat], f"something went wrong at {each!r}"
        assert exceptions(caplog) == []

    every_text_is_answered()
    note_abuse("Property-based fuzz of texts", tried=tried)


@pytest.mark.parametrize("updates", [400, *IN_FULL])
def test_every_update_with_words_is_answered_whatever_else_is_in_it(
    line: Line, caplog: pytest.LogCaptureFixture, updates: int
) -> None:
    tried = 0
    contents = st.tuples(
        st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "poll"]),
        st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=3),
        st.booleans(),
    )

    @rounds(updates)
    @given(st.lists(contents, min_size=AT_ONCE, max_size=AT_ONCE))
    def every_update_is_answered(shapes: list[tuple[str, dict[str, Any], bool]]) -> None:
        nonlocal tried
        brought, owed = [], []
        for kind, changed, has_words in shapes:
            chat = line.somebody(agreed=False)
            content = line.telegram.new_message(chat, text="sore leg")
            if not has_words:
                del content["text"]
            brought.append((kind, {**content, **changed}))
            if kind in ("message", "edited_message") and has_words:
                owed.append(chat)
        said = line.answers(*brought)
        tried += len(brought)
        assert [chat for chat in owed if not said.get(chat)] == []
        assert exceptions(caplog) == []

    every_update_is_answered()
    note_abuse("Property-based fuzz of updates", tried=tried)
