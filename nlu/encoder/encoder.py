"""Sentence vectors by onnxruntime."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from nlu.encoder.store import ensure_encoder, stamp
from nlu.encoder.weights import INPUT, MAX_TOKENS, OUTPUT, VECTOR_WIDTH, EncoderError

Vectors = NDArray[np.float32]


class SentenceEncoder:
    """Turns sentences into unit vectors whose dot product is their likeness.

    Safe to use from several threads at once.
    """

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        """Load a model file.

        Args:
            path: A file made by `ensure_encoder`.
            threads: How many threads one sentence may use.

        Raises:
            EncoderError: The file is not a model of this version.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises classes it does not export
            raise EncoderError(
                f"{path} is not a usable sentence encoder. Delete it; it is made again."
            ) from error
        metadata = self._session.get_modelmeta().custom_metadata_map
        if metadata.get("stamp") not in {stamp(eight_bit=True), stamp(eight_bit=False)}:
            raise EncoderError(f"{path} was made for another version. Delete it.")
        self._tokenizer = Tokenizer.from_str(metadata["tokenizer"])
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length=MAX_TOKENS)

    def token_ids(self, text: str) -> NDArray[np.int64]:
        """Word-piece ids of a text, with the start and end marks, at most `MAX_TOKENS`."""
        return np.array(self._tokenizer.encode(text).ids, dtype=np.int64)

    def vector(self, text: str) -> Vectors:
        """The unit vector of one sentence, shape (`VECTOR_WIDTH`,)."""
        (vector,) = self._session.run([OUTPUT], {INPUT: self.token_ids(text)})
        return np.asarray(vector, dtype=np.float32)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The unit vectors of several sentences, shape (texts, `VECTOR_WIDTH`)."""
        if not texts:
            return np.zeros((0, VECTOR_WIDTH), dtype=np.float32)
        return np.stack([self.vector(text) for text in texts])


@lru_cache(maxsize=4)
def load_encoder(
    directory: Path | None = None, *, threads: int = 1, eight_bit: bool = True
) -> SentenceEncoder:
    """The encoder of a directory, built if needed and loaded once a process.

    Raises:
        EncoderError: It cannot be built or loaded.
    """
    return SentenceEncoder(ensure_encoder(directory, eight_bit=eight_bit), threads=threads)
