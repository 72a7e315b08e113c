import pytest

from .readability import grade, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("leg", 1),
        ("muscle", 2),
        ("hamstring", 2),
        ("stopped", 1),
        ("started", 2),
        ("bruises", 2),
        ("pharmacist", 3),
        ("clinician", 4),
        ("doesn't", 2),
        ("ibuprofen", 4),
        ("information", 4),
    ],
)
def test_syllables_are_counted_as_spoken(word, count):
    assert syllables(word) == count


def test_a_plain_sentence_is_for_young_readers():
    assert grade("The cat sat on the mat.") < 1


def test_a_learned_sentence_is_for_students():
    text = (
        "Conservative management of proximal hamstring tendinopathy necessitates progressive "
        "mechanical loading, individualised rehabilitation and careful symptom monitoring."
    )
    assert grade(text) > 15
