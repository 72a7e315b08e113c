"""The net on made-up vectors, whose likeness is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlu.signs.net import Matrix, Settings, SignNet

WIDTH = 8


def around(axis: int, count: int) -> Matrix:
    """Vectors that lie near an axis."""
    noise = np.random.default_rng(axis).normal(0, 0.1, (count, WIDTH))
    return (np.eye(WIDTH)[axis] + noise).astype(np.float32)


@pytest.fixture(scope="module")
def net() -> SignNet:
    vectors = np.vstack([around(0, 30), around(1, 30), around(2, 60)])
    said = [frozenset({"fever"})] * 30 + [frozenset({"dark_urine"})] * 30 + [frozenset()] * 60
    return SignNet.learn(vectors, said, Settings(width=WIDTH))


def test_what_is_like_the_sentences_of_a_sign_says_it(net: SignNet) -> None:
    axes = np.eye(WIDTH, dtype=np.float32)
    assert net.said(axes[:3]) == [{"fever"}, {"dark_urine"}, set()]


def test_what_is_like_nothing_says_nothing(net: SignNet) -> None:
    assert net.said(np.eye(WIDTH, dtype=np.float32)[5:6]) == [set()]


def test_a_stored_net_says_the_same(net: SignNet, tmp_path: Path) -> None:
    net.save(tmp_path)
    vectors = np.vstack([around(0, 5), around(2, 5)])
    assert np.array_equal(SignNet.load(tmp_path).margins(vectors), net.margins(vectors))
