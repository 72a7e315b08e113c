from typing import Any

import pytest

from nlu.values.answers import read_answer

from .tables import TODAY, table

PARTS = ("yes_and_no", "unsure", "screens", "scores", "times", "choices", "nothing")


def _rows() -> list[Any]:
    rows = [row for part in PARTS for row in table("answers", part)]
    return [(*row, {}) if len(row) == 3 else tuple(row) for row in rows]


@pytest.mark.parametrize(("text", "pending", "values", "extras"), _rows())
def test_an_answer_is_read_against_what_was_asked(
    text: str, pending: list[str], values: dict[str, Any], extras: dict[str, Any]
) -> None:
    answer = read_answer(text, pending, TODAY)
    said = {
        finding: list(value) if isinstance(value, tuple) else value
        for finding, value in answer.values.items()
    }
    assert said == values
    assert answer.others == extras.get("others")
    assert (answer.unclear and answer.unclear.value) == extras.get("unclear")
    problems = {finding: problem.value for finding, problem in answer.problems.items()}
    assert problems == extras.get("problems", {})


def test_the_other_leg_is_told_from_the_known_side() -> None:
    answer = read_answer("no, the other one", ["side"], TODAY, known_side="left")
    assert answer.values == {"side": "right"}


def test_what_says_nothing_is_not_understood() -> None:
    assert not read_answer("why do you ask?", ["bruising"], TODAY).understood


def test_an_open_answer_is_understood_in_part() -> None:
    assert read_answer("yes", ["bruising", "fever"], TODAY).understood
