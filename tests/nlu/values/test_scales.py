import pytest

from nlu.values.activities import Activity
from nlu.values.feelings import PRESENCE, Basis
from nlu.values.scales import find_pain_scales, pain_values, read_level

from .tables import table


@pytest.mark.parametrize(("text", "expected"), table("scales", "levels"))
def test_an_answer_gives_its_level(text: str, expected: object) -> None:
    level = read_level(text)
    if level is None:
        assert expected is None
    elif level.problem is None:
        assert level.value == expected
    else:
        said = {"problem": level.problem.value}
        assert said | ({} if level.value is None else {"value": level.value}) == expected


@pytest.mark.parametrize(("text", "expected"), table("scales", "findings"))
def test_pain_is_given_to_the_activity_it_is_said_of(text: str, expected: object) -> None:
    assert pain_values(find_pain_scales(text)) == expected


def test_a_bare_it_hurts_is_marked_as_a_guess() -> None:
    (scale,) = find_pain_scales("it hurts to walk")
    assert (scale.value, scale.basis) == (PRESENCE, Basis.PRESENCE)


def test_a_score_of_something_else_keeps_its_activity_and_fills_no_finding() -> None:
    (scale,) = find_pain_scales("stairs are a 4")
    assert (scale.activity, scale.finding, scale.value) == (Activity.STAIRS, None, 4)


def test_a_whole_number_stays_whole() -> None:
    assert repr(pain_values(find_pain_scales("walking 3"))["pain_walking"]) == "3"


def test_a_score_knows_where_it_stands() -> None:
    text = "Hi! It’s 2/10 when I’m walking, honest."
    (scale,) = find_pain_scales(text)
    assert text[scale.start : scale.end] == "2/10 when I’m walking"


@pytest.mark.parametrize("number", range(11))
def test_every_point_of_the_scale_is_read_in_every_common_form(number: int) -> None:
    for form in ("{}", "{}/10", "{} out of 10", "a {}", "about {}", "maybe a {}", "it's a {}"):
        level = read_level(form.format(number))
        assert level is not None
        assert (level.value, level.problem) == (number, None)
