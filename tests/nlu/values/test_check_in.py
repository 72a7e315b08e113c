from typing import Any

import pytest

from nlu.extraction.extractor import understood
from nlu.values.check_in import read_check_in
from nlu.values.phrases import rules

from .tables import TODAY, table


@pytest.mark.parametrize(("text", "expected"), table("check_ins"))
def test_only_what_a_check_in_says_is_read(text: str, expected: dict[str, Any]) -> None:
    answer = read_check_in(understood(text), TODAY)
    said: dict[str, Any] = dict(answer.said())
    if answer.whole_session:
        said["whole_session"] = True
    if answer.mood is not None:
        said["mood"] = answer.mood
    if answer.problems:
        said["problems"] = {name: problem.value for name, problem in answer.problems.items()}
    assert said == expected


@pytest.mark.parametrize("exercise", sorted(rules("check_in")["exercises"]))
def test_every_exercise_is_known_by_its_own_name(exercise: str) -> None:
    answer = read_check_in(f"did a {exercise.replace('_', ' ')}", TODAY)
    assert answer.exercises == (exercise,)


def test_a_run_of_long_ago_is_no_run_of_this_check_in() -> None:
    assert read_check_in("ran on Friday, nothing since", TODAY).ran is None
