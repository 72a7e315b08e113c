from __future__ import annotations

import pytest

from nlu.components.asking import Least, asked_topics, topic_of, without_questions
from tests.nlu.components.rankings import ranking

LEAST = Least()


def test_a_sure_question_is_its_topic() -> None:
    assert asked_topics(ranking(ask_can_i_run=0.9), [], [], LEAST) == ("can_i_run",)


def test_a_report_asks_nothing() -> None:
    assert asked_topics(ranking(report_pop=0.9), [], [], LEAST) == ()


def test_two_sure_pieces_are_two_topics_in_their_order() -> None:
    pieces = [ranking(ask_can_i_cycle=0.95), ranking(ask_ice_or_heat=0.95)]
    assert asked_topics(ranking(ask_ice_or_heat=0.8), pieces, [], LEAST) == (
        "can_i_cycle",
        "ice_or_heat",
    )


def test_a_question_behind_a_report_counts() -> None:
    pieces = [ranking(report_pop=0.9), ranking(ask_can_i_run=0.6)]
    assert asked_topics(ranking(report_pop=0.7), pieces, [], LEAST) == ("can_i_run",)


def test_one_question_of_two_things_is_two_topics() -> None:
    whole = ranking(ask_can_i_swim=0.9, ask_can_i_cycle=0.05)
    things = [ranking(ask_can_i_swim=0.97), ranking(ask_can_i_cycle=0.97)]
    assert asked_topics(whole, [], things, LEAST) == ("can_i_swim", "can_i_cycle")


def test_a_thing_that_the_whole_question_does_not_ask_of_is_left_out() -> None:
    whole = ranking(ask_treadmill_or_road=0.95)
    things = [ranking(ask_treadmill_or_road=0.97), ranking(ask_can_i_run=0.97)]
    assert asked_topics(whole, [], things, LEAST) == ("treadmill_or_road",)


def test_a_doubtful_piece_does_not_add_to_a_question() -> None:
    pieces = [ranking(ask_strain_grade=0.9), ranking(ask_can_i_run=0.7)]
    assert asked_topics(ranking(ask_strain_grade=0.9), pieces, [], LEAST) == ("strain_grade",)


@pytest.mark.parametrize("general", ["follow_up", "what_to_do_now", "diagnosis"])
def test_a_general_question_gives_way_to_a_specific_one(general: str) -> None:
    pieces = [ranking(**{f"ask_{general}": 0.95}), ranking(ask_stairs=0.95)]
    assert asked_topics(ranking(ask_stairs=0.9), pieces, [], LEAST) == ("stairs",)


def test_a_general_question_alone_stands() -> None:
    assert asked_topics(ranking(ask_follow_up=0.9), [], [], LEAST) == ("follow_up",)


def test_a_question_spread_over_like_topics_is_the_likeliest() -> None:
    spread = ranking(report_limp=0.27, ask_when_sprint=0.25, ask_when_jump=0.24, ask_hills=0.2)
    assert asked_topics(spread, [], [], LEAST) == ("when_sprint",)


def test_at_most_four_topics() -> None:
    names = ("hills", "stairs", "yoga", "massage", "shoes")
    pieces = [ranking(**{f"ask_{name}": 0.95}) for name in names]
    assert asked_topics(ranking(ask_hills=0.5), pieces, [], LEAST) == names[:4]


@pytest.mark.parametrize(
    ("intent", "topic"),
    [("ask_rice", "rice"), ("ask_why", None), ("report_pop", None), ("affirm", None)],
)
def test_topics_are_named_after_their_intents(intent: str, topic: str | None) -> None:
    assert topic_of(intent) == topic


def test_a_ranking_without_questions_adds_up_to_one() -> None:
    rest = without_questions(ranking(ask_late_bruise=0.6, report_bruising=0.3))
    assert [one.label for one in rest] == ["report_bruising", "nonsense"]
    assert sum(one.probability for one in rest) == pytest.approx(1)
