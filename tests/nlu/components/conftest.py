from __future__ import annotations

from pathlib import Path

import pytest

from nlu.encoder import SentenceEncoder, ensure_encoder
from nlu.encoder.weights import Weights, read_weights


@pytest.fixture(scope="session")
def encoder_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("encoder")


@pytest.fixture(scope="session")
def weights() -> Weights:
    return read_weights()


@pytest.fixture(scope="session")
def encoder(encoder_directory: Path) -> SentenceEncoder:
    return SentenceEncoder(ensure_encoder(encoder_directory))


@pytest.fixture(scope="session")
def exact_encoder(encoder_directory: Path) -> SentenceEncoder:
    return SentenceEncoder(ensure_encoder(encoder_directory, eight_bit=False))
