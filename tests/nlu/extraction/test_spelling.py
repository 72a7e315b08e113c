from __future__ import annotations

import pytest

from nlu.extraction.spelling import Speller

SPELLER = Speller(["bruised", "limping", "swollen", "calf", "numb", "snapped", "hamstring", "pop"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("brusied", "bruised"),
        ("limpimg", "limping"),
        ("limpping", "limping"),
        ("limpin", "limping"),
        ("swolen", "swollen"),
        ("snaped", "snapped"),
        ("hamstirng", "hamstring"),
        ("numbb", "numb"),
    ],
)
def test_a_misspelt_word_is_put_right(written: str, meant: str) -> None:
    assert SPELLER.correct(written) == meant


@pytest.mark.parametrize(
    "word", ["limo", "cruised", "camping", "calm", "half", "snipped", "straddle"]
)
def test_an_english_word_is_no_misspelling(word: str) -> None:
    assert SPELLER.correct(word) == word


@pytest.mark.parametrize("word", ["pip", "pap", "3wks", "xqzzzv", "é"])
def test_what_resembles_nothing_stays(word: str) -> None:
    assert SPELLER.correct(word) == word
