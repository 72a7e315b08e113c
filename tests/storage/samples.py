"""People with something in every table, for the tests of what becomes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy.orm import Session

from storage.assessments import Verdict, store_assessment
from storage.check_in_delivery import claim_check_ins
from storage.check_ins import Slot, open_check_in, record_answers
from storage.database import Database
from storage.episodes import Episode, record_findings, start_episode
from storage.exercises import ExerciseEntry, RunEntry, log_exercise, log_run
from storage.home_tests import HomeTestResult, record_home_test
from storage.inbox import Update, claim_inbox, enqueue_check_in, fail_inbox, receive_update
from storage.outbox import answer, claim_outbox, confirm_outbox, send_unasked
from storage.runners import (
    Runner,
    find_or_create_runner,
    record_consent,
    runner_by_id,
    schedule_check_ins,
)
from storage.settings import write_setting
from storage.states import HomeTestOutcome, HowKnown

DAY = timedelta(days=1)
TODAY = date(2024, 3, 30)
ADDRESS = "5550198734"
OTHER_ADDRESS = "4440198735"
WORDS = "felt a pop in my left hammy near Ponte de Lima"


def make_conversation_table(session: Session) -> None:
    """The table as Rasa's own tracker store makes it."""
    SQLTrackerStore.SQLEvent.__table__.create(session.connection())


def add_event(session: Session, sender_id: str, kind: str, at: datetime, **data: object) -> None:
    session.execute(
        sa.text(
            "INSERT INTO events (sender_id, type_name, timestamp, data)"
            " VALUES (:sender_id, :kind, :at, :data)"
        ),
        {
            "sender_id": sender_id,
            "kind": kind,
            "at": at.timestamp(),
            "data": json.dumps({"event": kind, **data}),
        },
    )


def fill(session: Session, address: str, now: datetime) -> Runner:
    """A runner with something in every table, and messages in every state."""
    runner = find_or_create_runner(session, "telegram", address, now)
    record_consent(session, runner.id, now)
    schedule_check_ins(
        session,
        runner.id,
        time_zone="Europe/Lisbon",
        check_in_time=time(9, 0),
        next_due_at=now,
    )
    episode = start_episode(session, runner.id, now)
    fill_episode(session, episode, now)
    check_in = open_check_in(
        session, runner.id, Slot(TODAY, now, episode_id=episode.id), next_due_at=now + DAY
    )
    assert check_in is not None
    claim_check_ins(session, now=now, limit=10)
    record_answers(session, check_in.id, {"pain_morning": 2}, at=now, complete=False)
    enqueue_check_in(session, check_in.id, "telegram", address, now)
    (asked,) = claim_inbox(session, now=now, limit=1)
    answer(session, asked, [{"text": "How was this morning?"}], now)
    confirm_outbox(session, claim_outbox(session, now=now, limit=1)[0], "m1", now)
    for number in range(3):
        update_id = int(address) + number
        receive_update(session, Update("telegram", update_id, address, {"text": WORDS}), now)
    (poison,) = claim_inbox(session, now=now, limit=1)
    fail_inbox(session, poison, "KeyError", now=now, retry_at=None)
    claim_inbox(session, now=now, limit=1)
    send_unasked(session, "telegram", address, {"text": WORDS}, now)
    send_unasked(session, "telegram", address, {"text": WORDS}, now)
    claim_outbox(session, now=now, limit=1)
    add_event(session, runner.id, "user", now, text=WORDS)
    found = runner_by_id(session, runner.id)
    assert found is not None
    return found


def fill_episode(session: Session, episode: Episode, now: datetime) -> None:
    for value in (False, True):
        record_findings(
            session,
            episode.id,
            {"pop_or_snap": value},
            how_known=HowKnown.SAID,
            observed_at=now,
        )
    verdict = Verdict("see_clinician_days", "none_until_seen", ["C1"], ["R18"], {"pop": True})
    store_assessment(session, episode.id, verdict, now)
    log_exercise(session, episode.id, ExerciseEntry(TODAY, "double_bridge", reps=12), now)
    log_run(session, episode.id, RunEntry(TODAY, minutes=8), now)
    result = HomeTestResult("test_shoe", TODAY, HomeTestOutcome.NEGATIVE, now)
    record_home_test(session, episode.id, result)


def fill_two(session: Session, now: datetime) -> tuple[Runner, Runner]:
    """Two runners side by side, and a setting of the program's own."""
    make_conversation_table(session)
    write_setting(session, "polling_offset", 41)
    return fill(session, ADDRESS, now), fill(session, OTHER_ADDRESS, now)


def everything(database: Database) -> Iterator[str]:
    """Every row of every table of the database, whoever made the table."""
    with database.engine.connect() as connection:
        for name in sa.inspect(connection).get_table_names():
            for row in connection.execute(sa.text(f'SELECT * FROM "{name}"')):
                yield f"{name}: {tuple(map(str, row))}"
