from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlu.components.linear import LinearModel

POINTS = np.array([[0, 0], [0.1, 0], [1, 0], [0.9, 0.1], [0, 1], [0.1, 0.9]], dtype=np.float32)
NAMES = ["near", "near", "right", "right", "up", "up"]


@pytest.fixture(scope="module")
def model() -> LinearModel:
    return LinearModel.learn(POINTS, NAMES, freedom=100)


def test_points_get_their_own_label(model: LinearModel) -> None:
    best = model.probabilities(POINTS).argmax(axis=1)
    assert [model.labels[place] for place in best] == NAMES


def test_probabilities_add_up_to_one(model: LinearModel) -> None:
    np.testing.assert_allclose(model.probabilities(POINTS).sum(axis=1), 1, rtol=1e-5)


def test_two_labels_work_like_many() -> None:
    model = LinearModel.learn(POINTS[:4], NAMES[:4], freedom=100)
    best = model.probabilities(POINTS[:4]).argmax(axis=1)
    assert [model.labels[place] for place in best] == NAMES[:4]


def test_a_low_temperature_makes_it_surer_of_the_same_label(model: LinearModel) -> None:
    plain, cold = model.probabilities(POINTS), model.probabilities(POINTS, temperature=0.5)
    assert (cold.max(axis=1) > plain.max(axis=1)).all()
    assert (cold.argmax(axis=1) == plain.argmax(axis=1)).all()


def test_a_loaded_copy_says_exactly_the_same(model: LinearModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    copy = LinearModel.load(tmp_path)
    assert copy.labels == model.labels
    np.testing.assert_array_equal(copy.probabilities(POINTS), model.probabilities(POINTS))
