"""Whatever people write, they are answered in words, and nothing they write is more than words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import pytest

from bot.conversation.engine import Engine
from bot.conversation.texts import text
from storage.assessments import latest_assessment
from storage.episodes import current_episode, current_findings
from storage.export import export_runner
from storage.runners import runner_of_chat
from tests.reliability.figures import note_abuse
from tests.reliability.line import Line
from tests.reliability.strange_words import FORGED_DATA, STRANGE_WORDS, TYPED_PAYLOADS

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def line(engine: Engine) -> Iterator[Line]:
    line = Line(engine)
    yield line
    line.close()


@pytest.fixture(autouse=True)
def faults(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Nothing that is written may make an exception anywhere."""
    yield caplog
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


def is_answered(said: list[str]) -> bool:
    return bool(said) and text("went_wrong") not in said


@pytest.mark.parametrize("kind", STRANGE_WORDS)
def test_strange_words_are_answered(line: Line, kind: str) -> None:
    words = STRANGE_WORDS[kind]
    chats = [line.somebody(agreed=agreed) for agreed in (True, False)]
    answers = [line.answer(chat, words) for chat in chats]
    # A caption, and a second time in the middle of a conversation.
    captioned = line.telegram.new_message(chats[0], caption=words, photo=[{"file_id": "f"}])
    answers += [line.answers(("message", captioned)).get(chats[0], [])]
    answers += [line.answer(chats[0], "sore left hamstring since sunday"),
                line.answer(chats[0], words)]  # fmt: skip
    unanswered = sum(not is_answered(said) for said in answers)
    note_abuse(f"Strange words: {kind}", tried=len(answers), unanswered=unanswered)


def test_a_name_is_never_looked_at(line: Line) -> None:
    chat = line.somebody(agreed=True)
    for name in STRANGE_WORDS.values():
        message = line.telegram.new_message(chat, text="/help")
        message["from"]["first_name"] = message["chat"]["first_name"] = name[:256]
        said = line.answers(("message", message)).get(chat, [])
        assert is_answered(said)
        assert not any("<" in each or "DROP" in each for each in said)
    note_abuse("HTML, Markdown, SQL and others as a person's name", tried=len(STRANGE_WORDS))


def known(line: Line, chat: int) -> object:
    """All that steers what happens next to somebody."""
    with line.database.session(read_only=True) as session:
        runner = runner_of_chat(session, "telegram", str(chat))
        assert runner is not None
        episode = current_episode(session, runner.id)
        assert episode is not None
        findings = current_findings(session, episode.id)
        assessment = latest_assessment(session, episode.id)
        return (
            runner.consented_at,
            runner.time_zone,
            episode.safety_hold,
            {finding.finding: finding.value for finding in findings},
            assessment and assessment.level,
        )


@pytest.mark.parametrize("typed", TYPED_PAYLOADS)
def test_a_typed_payload_is_words_and_changes_nothing(line: Line, typed: str) -> None:
    chat = line.somebody(agreed=True)
    line.answer(chat, "sore hamstring and suddenly breathless")
    before = known(line, chat)
    said = line.answer(chat, typed)
    assert known(line, chat) == before
    note_abuse("Typed commands for Rasa", tried=1, unanswered=not is_answered(said))


@pytest.mark.parametrize("typed", TYPED_PAYLOADS)
def test_a_typed_payload_is_no_consent(line: Line, typed: str) -> None:
    chat = line.somebody(agreed=False)
    said = line.answer(chat, typed)
    with line.database.session(read_only=True) as session:
        assert runner_of_chat(session, "telegram", str(chat)) is None
    note_abuse("Typed commands for Rasa", tried=1, unanswered=not is_answered(said))


def press(line: Line, chat: int, data: str, keyboard: list[Any]) -> tuple[str, dict[str, Any]]:
    query = f"forged-{len(line.telegram.calls)}"
    line.telegram._open_queries.add(query)
    message = {
        "message_id": 1,
        "date": 1_700_000_000,
        "chat": {"id": chat, "type": "private"},
        "text": "?",
        "reply_markup": {"inline_keyboard": keyboard},
    }
    return query, {"id": query, "from": {"id": chat}, "message": message, "data": data}


@pytest.mark.parametrize("data", FORGED_DATA)
def test_forged_buttons_do_nothing(line: Line, data: str) -> None:
    chat = line.somebody(agreed=True)
    line.answer(chat, "sore hamstring and suddenly breathless")
    before = known(line, chat)
    tried = 0
    for keyboard in ([], [[{"text": "Yes", "callback_data": data}]]):
        query, forged = press(line, chat, data, keyboard)
        line.answers(("callback_query", forged))
        tried += 1
        assert query in line.telegram.answered_queries
        assert known(line, chat) == before
    note_abuse("Forged data of buttons", tried=tried)


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_groups_and_channels_are_declined_once_and_nothing_of_them_is_kept(
    line: Line, kind: str
) -> None:
    chat = -line.somebody(agreed=False)
    for words in ("my hamstring hurts", "/start", "/export", '/restart{"x": 1}'):
        message = line.telegram.new_message(chat, text=words)
        message["chat"]["type"] = kind
        line.answers(("message", message))
    said = line.telegram.texts(chat)
    assert len(said) == 1
    assert "one to one" in said[0]
    with line.database.session(read_only=True) as session:
        assert runner_of_chat(session, "telegram", str(chat)) is None
    note_abuse("Groups and channels", tried=4, seen="declined once each")


def test_sql_in_words_is_kept_as_words(line: Line) -> None:
    chat = line.somebody(agreed=True)
    line.answer(chat, STRANGE_WORDS["SQL"])
    with line.database.session(read_only=True) as session:
        runner = runner_of_chat(session, "telegram", str(chat))
        assert runner is not None
        held = export_runner(session, runner, datetime.now(timezone.utc))
    assert "DROP TABLE runner" in str(held["conversation"])
