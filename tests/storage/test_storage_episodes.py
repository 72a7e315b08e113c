from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from storage.assessments import Verdict, assessments_of, latest_assessment, store_assessment
from storage.database import Database
from storage.episodes import (
    Episode,
    close_episode,
    current_episode,
    current_findings,
    episode_by_id,
    episodes_of,
    finding_history,
    record_findings,
    reopen_episode,
    set_plan,
    set_safety_hold,
    set_side,
    start_episode,
    withdraw_finding,
)
from storage.problems import MissingRowError
from storage.runners import Runner, find_or_create_runner
from storage.states import EpisodeStatus, HowKnown, SafetyHold, Side

HOUR = timedelta(hours=1)

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@pytest.fixture
def episode(session: Session, runner: Runner, now: datetime) -> Episode:
    return start_episode(session, runner.id, now)


def values(session: Session, episode: Episode) -> dict[str, object]:
    return {held.finding: held.value for held in current_findings(session, episode.id)}


def test_an_episode_starts_open_without_hold_or_plan(episode: Episode, now: datetime) -> None:
    assert (episode.status, episode.opened_at, episode.closed_at) == (
        EpisodeStatus.OPEN,
        now,
        None,
    )
    assert (episode.safety_hold, episode.plan, episode.side) == (SafetyHold.NONE, {}, None)


def test_a_new_episode_closes_the_open_one(
    session: Session, runner: Runner, episode: Episode, now: datetime
) -> None:
    newer = start_episode(session, runner.id, now + HOUR)
    assert current_episode(session, runner.id) == newer
    older = episode_by_id(session, episode.id)
    assert (older.status, older.closed_at) == (EpisodeStatus.CLOSED, now + HOUR)
    assert episodes_of(session, runner.id) == (newer, older)


def test_an_episode_about_somebody_else_stands_beside_ones_own(
    session: Session, runner: Runner, episode: Episode, now: datetime
) -> None:
    childs = start_episode(session, runner.id, now, subject="child_teen")
    assert current_episode(session, runner.id) == episode
    assert current_episode(session, runner.id, subject="child_teen") == childs


def test_side_plan_and_hold_are_kept(session: Session, episode: Episode) -> None:
    set_side(session, episode.id, Side.LEFT)
    set_plan(session, episode.id, {"phase": "P3", "ladder": {"strength": "C", "jog": None}})
    set_safety_hold(session, episode.id, SafetyHold.URGENT)
    held = episode_by_id(session, episode.id)
    assert held.side is Side.LEFT
    assert held.plan == {"phase": "P3", "ladder": {"strength": "C", "jog": None}}
    assert held.safety_hold is SafetyHold.URGENT


def test_a_relapse_opens_the_closed_episode_again(
    session: Session, runner: Runner, episode: Episode, now: datetime
) -> None:
    close_episode(session, episode.id, now + HOUR)
    assert current_episode(session, runner.id) is None
    other = start_episode(session, runner.id, now + 2 * HOUR)
    reopen_episode(session, episode.id, now + 3 * HOUR)
    reopened = current_episode(session, runner.id)
    assert reopened == episode
    assert episode_by_id(session, other.id).closed_at == now + 3 * HOUR


def test_an_episode_that_is_gone_cannot_be_changed(session: Session) -> None:
    with pytest.raises(MissingRowError):
        set_plan(session, 12345, {})


def test_the_current_view_has_the_latest_value_of_each_finding(
    session: Session, episode: Episode, now: datetime
) -> None:
    record_findings(
        session,
        episode.id,
        {"bruising": False, "pain_walking": 2},
        how_known=HowKnown.SAID,
        observed_at=now,
    )
    record_findings(
        session,
        episode.id,
        {"bruising": True},
        how_known=HowKnown.BUTTON,
        observed_at=now + HOUR,
    )
    assert values(session, episode) == {"bruising": True, "pain_walking": 2}


def test_a_changed_answer_keeps_its_history(
    session: Session, episode: Episode, now: datetime
) -> None:
    for hours, value, how in ((0, False, HowKnown.ASKED), (1, True, HowKnown.SAID)):
        record_findings(
            session,
            episode.id,
            {"bruising": value},
            how_known=how,
            observed_at=now + hours * HOUR,
        )
    first, second = finding_history(session, episode.id, "bruising")
    assert (first.value, first.how_known, first.superseded_at) == (
        False,
        HowKnown.ASKED,
        now + HOUR,
    )
    assert (second.value, second.how_known, second.superseded_at) == (True, HowKnown.SAID, None)


def test_the_same_value_observed_again_is_dated_anew(
    session: Session, episode: Episode, now: datetime
) -> None:
    for hours in (0, 24):
        record_findings(
            session,
            episode.id,
            {"pain_rest": 2},
            how_known=HowKnown.CHECK_IN,
            observed_at=now + hours * HOUR,
        )
    (held,) = current_findings(session, episode.id)
    assert held.observed_at == now + 24 * HOUR


def test_asked_and_not_answered_is_told_apart_from_never_asked(
    session: Session, episode: Episode, now: datetime
) -> None:
    record_findings(session, episode.id, {"fever": None}, how_known=HowKnown.ASKED, observed_at=now)
    assert values(session, episode) == {"fever": None}


def test_a_withdrawn_finding_is_unknown_and_its_history_stays(
    session: Session, episode: Episode, now: datetime
) -> None:
    record_findings(session, episode.id, {"fever": True}, how_known=HowKnown.SAID, observed_at=now)
    assert withdraw_finding(session, episode.id, "fever", now + HOUR)
    assert not withdraw_finding(session, episode.id, "fever", now + HOUR)
    assert values(session, episode) == {}
    assert len(finding_history(session, episode.id, "fever")) == 1


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(value=json_values)
def test_any_json_value_comes_back_as_it_was(
    database: Database, now: datetime, value: object
) -> None:
    with database.session() as session:
        runner = find_or_create_runner(session, "telegram", "770011", now)
        episode = start_episode(session, runner.id, now)
        record_findings(
            session, episode.id, {"any": value}, how_known=HowKnown.SAID, observed_at=now
        )
    with database.session() as session:
        assert values(session, episode) == {"any": value}


VERDICT = Verdict(
    level="urgent_same_day",
    running="none",
    rows=("U2", "C1"),
    rules=("R10", "S23", "R18"),
    findings={"pop_or_snap": True, "gait_altered": True, "pain_location": ["back_of_thigh"]},
)


def test_an_assessment_keeps_all_it_stood_on(
    session: Session, episode: Episode, now: datetime
) -> None:
    stored = store_assessment(session, episode.id, VERDICT, now)
    held = latest_assessment(session, episode.id)
    assert held == stored
    assert (held.level, held.running, held.rows, held.rules, held.findings) == (
        VERDICT.level,
        VERDICT.running,
        VERDICT.rows,
        VERDICT.rules,
        VERDICT.findings,
    )
    assert held.assessed_at == now


def test_the_latest_assessment_stands_and_the_earlier_ones_remain(
    session: Session, episode: Episode, now: datetime
) -> None:
    first = store_assessment(session, episode.id, VERDICT, now)
    second = store_assessment(session, episode.id, VERDICT, now)
    assert latest_assessment(session, episode.id) == second
    assert assessments_of(session, episode.id) == (second, first)


def test_there_is_no_assessment_before_the_first(session: Session, episode: Episode) -> None:
    assert latest_assessment(session, episode.id) is None
