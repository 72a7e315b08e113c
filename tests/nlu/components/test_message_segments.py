from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.components.segments import MOST_SEGMENTS, alternatives, asks, segments


@pytest.mark.parametrize(
    ("message", "pieces"),
    [
        ("can I cycle, and should I ice it?", ("can I cycle", "should I ice it?")),
        ("felt a pop, can I run?", ("felt a pop", "can I run?")),
        ("pulled it on sunday should i stretch it", ("pulled it on sunday", "should i stretch it")),
        ("it hurts when I sit what can I do", ("it hurts when I sit", "what can I do")),
        (
            "it's day 3. can I jog? what about hills",
            ("it's day 3.", "can I jog?", "what about hills"),
        ),
        ("is it ok to run or should I rest", ("is it ok to run", "should I rest")),
        ("sore hammy\ncan I swim", ("sore hammy", "can I swim")),
    ],
)
def test_statements_and_questions_are_parted(message: str, pieces: tuple[str, ...]) -> None:
    assert segments(message) == pieces


@pytest.mark.parametrize(
    "message",
    [
        "ice or heat",
        "how long can I run for",
        "how do I know when I can run?",
        "3.5 out of 10",
        "no bruise and no swelling",
        "hi, my hamstring hurts",
        "I wonder if I should ice it",
        "what can I do",
    ],
)
def test_one_thing_stays_whole(message: str) -> None:
    assert segments(message) == (message,)


@pytest.mark.parametrize(
    "message",
    [
        "my calf is swollen, is that bad?",
        "hurts at my sit bone. should I be worried?",
        "the bruise came after three days, what does that mean",
    ],
)
def test_a_question_that_points_back_stays_with_what_it_means(message: str) -> None:
    assert len(segments(message)) == 1


def test_in_a_very_long_message_the_questions_are_kept() -> None:
    story = "My leg was sore again. " * 40 + "Can I run? " + "It rained. " * 40
    pieces = segments(story)
    assert len(pieces) == MOST_SEGMENTS
    assert "Can I run?" in pieces


@given(st.text(max_size=300))
def test_any_text_gives_pieces_of_itself(message: str) -> None:
    pieces = segments(message)
    assert 1 <= len(pieces) <= MOST_SEGMENTS
    letters = set(message) | {" "}
    assert all(set(piece) <= letters for piece in pieces)


@pytest.mark.parametrize(
    "question",
    [
        "can I run",
        "and should I ice it",
        "it aches when I sit, normal?",
        "hot yoga with a pulled hamstring, yes or no",
        "full rest vs active rest",
        "it goes again every time, why",
        "any tips for sitting",
    ],
)
def test_questions_look_like_questions(question: str) -> None:
    assert asks(question)


@pytest.mark.parametrize(
    "statement",
    [
        "my hamstring hurts",
        "no tingling, no numbness",
        "I can run fine",
        "yes it does",
        "3 walking",
    ],
)
def test_statements_do_not(statement: str) -> None:
    assert not asks(statement)


@pytest.mark.parametrize(
    ("question", "questions"),
    [
        ("can I swim or cycle?", ("can I swim", "can I cycle")),
        ("is it ok to do yoga and pilates", ("is it ok to do yoga", "is it ok to do pilates")),
        ("can I walk, lift or row", ("can I walk", "can I lift", "can I row")),
    ],
)
def test_a_question_of_several_things_is_several_questions(
    question: str, questions: tuple[str, ...]
) -> None:
    assert alternatives(question) == questions


@pytest.mark.parametrize(
    "question", ["can I run", "ice or heat", "should I run or not", "how and when do I stretch", ""]
)
def test_a_question_of_one_thing_has_no_alternatives(question: str) -> None:
    assert alternatives(question) == ()
