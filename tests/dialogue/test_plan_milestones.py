"""The last doors of the plan in the dialogue: home tests, the article's criteria, and farewell."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from bot.conversation.engine import Engine
from bot.conversation.messages import Command, Person, Words
from coach.plan import Criterion, Phase, PlanState
from coach.plan.position import GivenAnswer
from storage.assessments import latest_assessment
from tests.dialogue.asking import day_of, put_in_place
from tests.dialogue.talk import Talk
from tests.unit.plan.cases import clean, near_discharge, on, placed, told

pytestmark = pytest.mark.model

STORY = "right hamstring 2/10 on runs for 2 weeks, crept on, walking is 0, no limp, i added hills"


@pytest.fixture
async def talk(engine: Engine) -> AsyncIterator[Talk]:
    """Somebody with a mild ache who has been told that easy running is fine."""
    talk = Talk(engine, Person("milestones", uuid4().hex))
    await talk.agree()
    await talk.turn(Words(STORY))
    await talk.finish({"pain_running": 2, "recent_training_jump": True})
    yield talk


def plan_of(talk: Talk) -> PlanState:
    episode = talk.episode()
    assert episode is not None
    return PlanState.from_json(episode.plan)


def in_build_phase(talk: Talk) -> PlanState:
    day = day_of(talk)
    full_week = GivenAnswer(Criterion.USUAL_VOLUME, yes=True, on=on(day - 2))
    plan = placed(
        Phase.P5,
        day,
        gait_normal=True,
        flags_clear=True,
        zero_days=13,
        runs={"weeks": 2},
        answers=(full_week,),
    )
    return told(plan, clean(day))[0]


def in_speed_phase(talk: Talk) -> PlanState:
    day = day_of(talk)
    return told(near_discharge(day), clean(day))[0]


async def test_phase_5_asks_for_the_home_tests_and_only_tests_that_were_done_count(
    talk: Talk,
) -> None:
    put_in_place(talk, in_build_phase(talk))
    await talk.turn(Command("plan"))
    assert "home tests" in talk.said()
    await talk.turn(Words("yes"))
    assert "walk for 3 minutes" in talk.said()
    assert not plan_of(talk).position.says_yes(Criterion.HOME_TESTS)
    await talk.turn(talk.tapped("Ready"))
    for _ in range(6):
        await talk.turn(talk.tapped("0"))
    assert plan_of(talk).position.says_yes(Criterion.HOME_TESTS)
    assert "just as far" in talk.said()


async def test_a_home_test_that_hurts_keeps_phase_6_shut(talk: Talk) -> None:
    put_in_place(talk, in_build_phase(talk))
    await talk.turn(Command("plan"))
    await talk.turn(Words("yes"))
    await talk.turn(talk.tapped("Ready"))
    for pain in ("0", "2", "0", "0", "0", "0"):
        await talk.turn(talk.tapped(pain))
    given = plan_of(talk).position.answered(Criterion.HOME_TESTS)
    assert given is not None
    assert not given.yes


async def test_a_test_left_out_proves_nothing(talk: Talk) -> None:
    put_in_place(talk, in_build_phase(talk))
    await talk.turn(Command("plan"))
    await talk.turn(Words("yes"))
    await talk.turn(talk.tapped("Ready"))
    for tap in ("0", "0", "Skip this test", "0", "0"):
        await talk.turn(talk.tapped(tap))
    assert plan_of(talk).position.answered(Criterion.HOME_TESTS) is None


async def test_the_articles_criteria_are_asked_one_by_one_and_close_the_plan(talk: Talk) -> None:
    put_in_place(talk, in_speed_phase(talk))
    await talk.turn(Command("plan"))
    for asked in ("just as far", "just as strong", "walk to jog to sprint to jump", "trust"):
        assert asked in talk.said()
        assert not plan_of(talk).discharged
        await talk.turn(Words("yes"))
    assert plan_of(talk).discharged
    assert "more speed, hills or miles than the leg was ready for" in talk.said()
    assert "ten minutes of warm-up" in talk.said()


async def test_a_no_to_one_of_them_leaves_the_plan_open(talk: Talk) -> None:
    put_in_place(talk, in_speed_phase(talk))
    await talk.turn(Command("plan"))
    await talk.turn(Words("no, it still feels weaker"))
    assert not plan_of(talk).discharged


async def test_after_the_farewell_nothing_old_stands_in_the_way(talk: Talk) -> None:
    put_in_place(talk, in_speed_phase(talk))
    await talk.turn(Command("plan"))
    for _ in range(4):
        await talk.turn(Words("yes"))
    episode = talk.episode()
    assert episode is not None
    with talk.database.session() as session:
        stands = latest_assessment(session, episode.id)
    assert stands is not None
    assert stands.level == "info_only"
    await talk.turn(Words("can i sprint?"))
    assert "No sprinting" not in talk.said()
