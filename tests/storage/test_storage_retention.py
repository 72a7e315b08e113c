from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session

from storage.conversations import (
    conversation_of,
    delete_conversation,
    delete_old_conversations,
)
from storage.database import Database, open_database
from storage.figures import figures
from storage.retention import RetentionRules, apply_retention
from storage.runners import (
    Runner,
    find_or_create_runner,
    mark_blocked,
    record_consent,
)
from tests.storage.samples import (
    ADDRESS,
    DAY,
    OTHER_ADDRESS,
    WORDS,
    add_event,
    everything,
    make_conversation_table,
)


def kept_texts(session: Session, sender_id: str) -> list[object]:
    return [
        event["text"]
        for event in conversation_of(session, sender_id)
        if isinstance(event, dict) and "text" in event
    ]


def test_old_conversations_go_but_not_what_one_still_goes_on_from(
    session: Session, now: datetime
) -> None:
    make_conversation_table(session)
    add_event(session, "lively", "user", now - 50 * DAY, text="an earlier session")
    add_event(session, "lively", "session_started", now - 45 * DAY)
    add_event(session, "lively", "user", now - 44 * DAY, text="this session, long ago")
    add_event(session, "lively", "user", now, text="this session, today")
    add_event(session, "silent", "session_started", now - 45 * DAY)
    add_event(session, "silent", "user", now - 31 * DAY, text="last words")
    add_event(session, "young", "user", now - 29 * DAY, text="no session yet")
    assert delete_old_conversations(session, now - 30 * DAY) == 3
    assert kept_texts(session, "lively") == ["this session, long ago", "this session, today"]
    assert kept_texts(session, "silent") == []
    assert kept_texts(session, "young") == ["no session yet"]


async def test_what_rasa_reads_of_a_conversation_is_the_same_after_old_parts_went(
    tmp_path: Path, now: datetime
) -> None:
    path = tmp_path / "hammy.db"
    long_ago = (now - 40 * DAY).timestamp()
    events = [
        ActionExecuted("action_session_start", timestamp=long_ago),
        SessionStarted(timestamp=long_ago + 1),
        UserUttered(WORDS, timestamp=long_ago + 2),
        ActionExecuted("action_session_start", timestamp=long_ago + 3),
        SessionStarted(timestamp=long_ago + 4),
        SlotSet("pending_screen", "who", timestamp=long_ago + 5),
        UserUttered("still hurts", timestamp=now.timestamp()),
    ]
    store = SQLTrackerStore(Domain.empty(), db=str(path))
    await store.save(DialogueStateTracker.from_events("runner", events))
    before = await store.retrieve("runner")
    database = open_database(f"sqlite:///{path}")
    with database.session() as session:
        assert delete_old_conversations(session, now - 30 * DAY) == 4
    after = await store.retrieve("runner")
    assert before is not None
    assert after is not None
    assert list(after.events) == list(before.events)
    assert len(after.events) == 3
    with database.session() as session:
        assert delete_conversation(session, "runner") == 3
    assert await store.retrieve("runner") is None
    database.close()


def retain(database: Database, now: datetime) -> Any:
    with database.session() as session:
        return apply_retention(session, now, RetentionRules())


def test_nothing_is_removed_before_its_time(
    database: Database, two_runners: tuple[Runner, Runner], now: datetime
) -> None:
    removed = retain(database, now + 6 * DAY)
    assert (removed.messages, removed.conversation_events, removed.people) == (0, 0, 0)


def test_finished_messages_go_after_a_week_and_waiting_ones_stay(
    database: Database, two_runners: tuple[Runner, Runner], now: datetime
) -> None:
    with database.session(read_only=True) as session:
        before = figures(session, now=now, check_ins_since=now)
    assert (before.inbox["done"], before.inbox["poisoned"], before.outbox["sent"]) == (2, 2, 2)
    removed = retain(database, now + 8 * DAY)
    assert (removed.messages, removed.people) == (6, 0)
    with database.session(read_only=True) as session:
        after = figures(session, now=now, check_ins_since=now)
    assert after.inbox == {"pending": 2, "claimed": 2}
    assert after.outbox == {"pending": 2, "sending": 2}


def test_a_person_silent_for_a_year_is_forgotten(
    database: Database, two_runners: tuple[Runner, Runner], now: datetime
) -> None:
    with database.session() as session:
        find_or_create_runner(session, "telegram", OTHER_ADDRESS, now + 2 * DAY)
    assert retain(database, now + 366 * DAY).people == 1
    assert not any(ADDRESS in row for row in everything(database))
    assert any(OTHER_ADDRESS in row for row in everything(database))


def test_a_person_who_never_agreed_is_forgotten_after_two_days(
    database: Database, now: datetime
) -> None:
    with database.session() as session:
        find_or_create_runner(session, "telegram", ADDRESS, now)
        agreed = find_or_create_runner(session, "telegram", OTHER_ADDRESS, now)
        record_consent(session, agreed.id, now)
    assert retain(database, now + 2 * DAY).people == 0
    assert retain(database, now + 2 * DAY + timedelta(seconds=1)).people == 1
    assert not any(ADDRESS in row for row in everything(database))
    assert any(OTHER_ADDRESS in row for row in everything(database))


def test_figures_count_work_without_naming_anybody(
    database: Database, two_runners: tuple[Runner, Runner], now: datetime
) -> None:
    with database.session() as session:
        mark_blocked(session, "telegram", OTHER_ADDRESS)
    with database.session(read_only=True) as session:
        counted = figures(session, now=now + 2 * DAY, check_ins_since=now)
    assert counted.runners == {"active": 1, "blocked": 1}
    assert counted.check_ins == {"sent": 2}
    assert (counted.due, counted.longest_due) == (1, now + DAY)
    assert (counted.longest_in_inbox, counted.longest_in_outbox) == (now, now)


def test_figures_of_an_empty_database_have_no_oldest(database: Database, now: datetime) -> None:
    with database.session(read_only=True) as session:
        counted = figures(session, now=now, check_ins_since=now)
    assert (counted.due, counted.longest_due, counted.longest_in_inbox) == (0, None, None)
    assert counted.runners == {}
