from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlu.components.ngrams import NgramFeatures

TEXTS = (
    "can i run on it",
    "can i run tomorrow",
    "should i run or rest",
    "my hamstring hurts",
    "my hamstring is sore",
    "sore hamstring after running",
    "ice or heat",
    "is ice better than heat",
    "how long should i ice it",
)


@pytest.fixture(scope="module")
def learnt() -> NgramFeatures:
    return NgramFeatures.learn(TEXTS, width=6)


def test_a_misspelling_stays_near_the_word(learnt: NgramFeatures) -> None:
    right, wrong, other = (learnt.of(text) for text in ("hamstring", "hamstrng", "heat"))
    assert right @ wrong > right @ other


def test_a_text_without_known_letters_has_no_features(learnt: NgramFeatures) -> None:
    for text in ("", "  ", "Ωχξ"):
        assert not learnt.of(text).any()


def test_several_texts_give_one_row_each(learnt: NgramFeatures) -> None:
    together = learnt.of_all(TEXTS)
    np.testing.assert_array_equal(together[3], learnt.of(TEXTS[3]))
    assert len(together) == len(TEXTS)


def test_a_loaded_copy_says_exactly_the_same(learnt: NgramFeatures, tmp_path: Path) -> None:
    learnt.save(tmp_path)
    copy = NgramFeatures.load(tmp_path)
    np.testing.assert_array_equal(copy.of_all(TEXTS), learnt.of_all(TEXTS))
