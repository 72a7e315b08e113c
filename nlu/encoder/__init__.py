"""MiniLM sentence vectors on onnxruntime, without a deep-learning framework."""

from nlu.encoder.encoder import SentenceEncoder, load_encoder
from nlu.encoder.store import default_directory, ensure_encoder
from nlu.encoder.weights import VECTOR_WIDTH, EncoderError

__all__ = [
    "VECTOR_WIDTH",
    "EncoderError",
    "SentenceEncoder",
    "default_directory",
    "ensure_encoder",
    "load_encoder",
]
