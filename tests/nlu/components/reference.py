"""The encoder once more, in plain NumPy, as the published description of BERT has it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

from nlu.encoder.weights import HEADS, NORM_EPSILON, POOLED_LAYERS, Layer, Linear, Norm, Weights

Array = NDArray[np.float32]


def sentence_vector(weights: Weights, ids: NDArray[np.int64]) -> Array:
    state = _norm(weights.norm, weights.words[ids] + weights.positions[: len(ids)])
    parts = []
    for number, layer in enumerate(weights.layers, start=1):
        state = _block(layer, state)
        if number in POOLED_LAYERS:
            mean = state.mean(axis=0)
            parts.append(mean / np.linalg.norm(mean))
    return np.concatenate(parts) / np.sqrt(len(parts))


def _block(layer: Layer, state: Array) -> Array:
    middle = _norm(layer.attention_norm, state + _dense(layer.attended, _attend(layer, state)))
    wide = _dense(layer.widen, middle)
    gelu = wide * 0.5 * (1 + erf(wide / np.sqrt(2)))
    return _norm(layer.output_norm, middle + _dense(layer.narrow, gelu))


def _attend(layer: Layer, state: Array) -> Array:
    query, key, value = (
        np.split(_dense(part, state), HEADS, axis=1)
        for part in (layer.query, layer.key, layer.value)
    )
    heads = []
    for q, k, v in zip(query, key, value, strict=True):
        scores = q @ k.T / np.sqrt(q.shape[1])
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        heads.append((shares / shares.sum(axis=1, keepdims=True)) @ v)
    return np.concatenate(heads, axis=1)


def _dense(linear: Linear, state: Array) -> Array:
    return state @ linear.weight + linear.bias


def _norm(norm: Norm, state: Array) -> Array:
    centred = state - state.mean(axis=1, keepdims=True)
    return (
        centred / np.sqrt(centred.var(axis=1, keepdims=True) + NORM_EPSILON) * (norm.scale)
        + norm.shift
    )
