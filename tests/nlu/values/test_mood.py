import pytest

from nlu.values.mood import mood_answered


@pytest.mark.parametrize(
    ("words", "mood"),
    [
        ("4/5", 4),
        ("brilliant thanks", 5),
        ("pretty good", 4),
        ("not bad", 3),
        ("ok", 3),
        ("a bit low", 2),
        ("not great", 2),
        ("really low", 1),
        ("a bit down but ok", 2),
        ("the bus was late", None),
    ],
)
def test_an_answer_is_the_nearest_point_of_the_scale(words: str, mood: int | None) -> None:
    assert mood_answered(words) == mood
