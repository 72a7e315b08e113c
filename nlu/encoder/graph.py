"""Builds the sentence encoder as an ONNX graph, node by node.

The graph reads the token ids of one sentence, without padding, so it needs no
attention mask: messages are understood one at a time, and with 8-bit products
a batch would make the vector of a sentence depend on its neighbours.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from nlu.encoder.weights import (
    HEADS,
    INPUT,
    NORM_EPSILON,
    OUTPUT,
    POOLED_LAYERS,
    VECTOR_WIDTH,
    WIDTH,
    Layer,
    Linear,
    Norm,
    Weights,
)

OPERATOR_SET = 18
IR_VERSION = 9

WEIGHT_STEPS = 64
"""8-bit weights use 7 bits: two products of 255 and 64 still fit the 16-bit sums
of processors without VNNI, so every processor computes the same vectors."""


def build(weights: Weights, *, eight_bit: bool, metadata: dict[str, str]) -> bytes:
    """Serialised ONNX model from token ids (one sentence) to its unit vector.

    Args:
        weights: The encoder's weights.
        eight_bit: Dense layers by dynamic 8-bit products, one scale an output
            channel, and embeddings in half precision.
        metadata: Text stored in the model file.
    """
    graph = _Graph(eight_bit)
    state = _embed(graph, weights)
    pooled = []
    for number, layer in enumerate(weights.layers, start=1):
        state = _block(graph, f"layer{number}", layer, state)
        if number in POOLED_LAYERS:
            pooled.append(_pool(graph, f"layer{number}.pooled", state))
    graph.node("Concat", OUTPUT, pooled, axis=0)
    return graph.serialise(metadata)


class _Graph:
    """Collects named nodes and constants."""

    def __init__(self, eight_bit: bool) -> None:
        self._eight_bit = eight_bit
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}

    def node(
        self, operator: str, name: str, inputs: list[str], outputs: int = 1, **attributes: Any
    ) -> str:
        """Add a node; its outputs are called ``name`` (and ``name:1`` ...)."""
        names = [name, *(f"{name}:{number}" for number in range(1, outputs))]
        self._nodes.append(helper.make_node(operator, inputs, names, name=name, **attributes))
        return name

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Add a constant once; constants of one name are the same."""
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def integers(self, *values: int) -> str:
        """A constant list of integers."""
        name = "int64_" + "_".join(str(value) for value in values)
        return self.constant(name, np.array(values, dtype=np.int64))

    def embedding(self, name: str, table: NDArray[np.float32], ids: str) -> str:
        """Rows of a table by their numbers."""
        if not self._eight_bit:
            return self.node("Gather", name, [self.constant(f"{name}.table", table), ids])
        half = self.constant(f"{name}.table", table.astype(np.float16))
        rows = self.node("Gather", f"{name}.half", [half, ids])
        return self.node("Cast", name, [rows], to=TensorProto.FLOAT)

    def linear(self, name: str, linear: Linear, state: str, *, by_token: bool = False) -> str:
        """A dense layer with its bias.

        Args:
            name: Name of the result.
            linear: Weight and bias.
            state: The input, one row a token.
            by_token: Round each token on its own scale. It costs more than one
                scale for all, and pays where a single token is far out of the
                others' range, as the end mark is in the feed-forward layers.
        """
        if self._eight_bit:
            product = self._eight_bit_product(name, linear.weight, state, by_token)
        else:
            weight = self.constant(f"{name}.weight", linear.weight)
            product = self.node("MatMul", f"{name}.product", [state, weight])
        return self.node("Add", name, [product, self.constant(f"{name}.bias", linear.bias)])

    def _eight_bit_product(
        self, name: str, weight: NDArray[np.float32], state: str, by_token: bool
    ) -> str:
        scale = (np.abs(weight).max(axis=0) / WEIGHT_STEPS).astype(np.float32)
        whole = self.constant(f"{name}.weight", np.rint(weight / scale).astype(np.int8))
        no_shift = self.constant("no_shift", np.zeros((), dtype=np.int8))
        code = self._code_by_token if by_token else self._code
        coded, step, shift = code(f"{name}.coded", state)
        summed = self.node("MatMulInteger", f"{name}.summed", [coded, whole, shift, no_shift])
        real = self.node("Cast", f"{name}.real", [summed], to=TensorProto.FLOAT)
        columns = self.constant(f"{name}.scale", scale)
        if by_token:
            # In this order onnxruntime does not merge the product with its two
            # scales, which it would do as if all tokens had the first one's step.
            rows = self.node("Mul", f"{name}.rows", [real, step])
            return self.node("Mul", f"{name}.product", [rows, columns])
        steps = self.node("Mul", f"{name}.steps", [step, columns])
        return self.node("Mul", f"{name}.product", [real, steps])

    def _code(self, name: str, state: str) -> tuple[str, str, str]:
        """All tokens on one scale: 8-bit codes, size of a step, code of zero."""
        coded = self.node("DynamicQuantizeLinear", name, [state], outputs=3)
        return coded, f"{coded}:1", f"{coded}:2"

    def _code_by_token(self, name: str, state: str) -> tuple[str, str, str]:
        """Each token on its own scale: 8-bit codes, sizes of a step, code of zero."""
        size = self.node("Abs", f"{name}.size", [state])
        largest = self.node("ReduceMax", f"{name}.largest", [size, self.integers(-1)], keepdims=1)
        step = self.node("Div", f"{name}.step", [largest, self.number("127", 127.0)])
        ratio = self.node("Div", f"{name}.ratio", [state, step])
        whole = self.node("Round", f"{name}.whole", [ratio])
        shifted = self.node("Add", f"{name}.shifted", [whole, self.number("128", 128.0)])
        coded = self.node("Cast", name, [shifted], to=TensorProto.UINT8)
        return coded, step, self.constant("code_of_zero", np.array(128, dtype=np.uint8))

    def number(self, name: str, value: float) -> str:
        """A constant number."""
        return self.constant(name, np.array(value, dtype=np.float32))

    def gelu(self, name: str, state: str) -> str:
        """The exact form with the error function, written so that the optimiser fuses it."""
        scaled = self.node("Div", f"{name}.scaled", [state, self.number("sqrt_2", math.sqrt(2.0))])
        error = self.node("Erf", f"{name}.erf", [scaled])
        shifted = self.node("Add", f"{name}.shifted", [error, self.number("one", 1.0)])
        doubled = self.node("Mul", f"{name}.doubled", [state, shifted])
        return self.node("Mul", name, [doubled, self.number("half", 0.5)])

    def normalise(self, name: str, norm: Norm, state: str) -> str:
        """Layer normalisation over the last axis."""
        return self.node(
            "LayerNormalization",
            name,
            [
                state,
                self.constant(f"{name}.scale", norm.scale),
                self.constant(f"{name}.shift", norm.shift),
            ],
            axis=-1,
            epsilon=NORM_EPSILON,
        )

    def serialise(self, metadata: dict[str, str]) -> bytes:
        """The whole model, checked."""
        graph = helper.make_graph(
            self._nodes,
            "sentence_encoder",
            [helper.make_tensor_value_info(INPUT, TensorProto.INT64, ["tokens"])],
            [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [VECTOR_WIDTH])],
            initializer=list(self._constants.values()),
        )
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPERATOR_SET)],
            ir_version=IR_VERSION,
            producer_name="hammy",
        )
        helper.set_model_props(model, metadata)
        onnx.checker.check_model(model)
        return bytes(model.SerializeToString(deterministic=True))


def _embed(graph: _Graph, weights: Weights) -> str:
    words = graph.embedding("words", weights.words, INPUT)
    length = graph.node("Shape", "length", [INPUT])
    positions = graph.node(
        "Slice",
        "positions",
        [
            graph.constant("positions.table", weights.positions),
            graph.integers(0),
            length,
            graph.integers(0),
        ],
    )
    placed = graph.node("Add", "placed", [words, positions])
    return graph.normalise("embedded", weights.norm, placed)


def _block(graph: _Graph, name: str, layer: Layer, state: str) -> str:
    attended = graph.linear(f"{name}.attended", layer.attended, _attend(graph, name, layer, state))
    kept = graph.node("Add", f"{name}.attention_sum", [state, attended])
    middle = graph.normalise(f"{name}.attention_norm", layer.attention_norm, kept)
    wide = graph.linear(f"{name}.widen", layer.widen, middle, by_token=True)
    bent = graph.gelu(f"{name}.gelu", wide)
    narrow = graph.linear(f"{name}.narrow", layer.narrow, bent, by_token=True)
    total = graph.node("Add", f"{name}.output_sum", [middle, narrow])
    return graph.normalise(f"{name}.output_norm", layer.output_norm, total)


def _attend(graph: _Graph, name: str, layer: Layer, state: str) -> str:
    head_width = WIDTH // HEADS
    joined = graph.linear(f"{name}.qkv", _joined(layer, head_width), state)
    shaped = graph.node(
        "Reshape", f"{name}.heads", [joined, graph.integers(-1, 3, HEADS, head_width)]
    )
    turned = graph.node("Transpose", f"{name}.turned", [shaped], perm=[1, 2, 0, 3])
    query = graph.node("Split", f"{name}.query", [turned], outputs=3, axis=0, num_outputs=3)
    key, value = f"{query}:1", f"{query}:2"
    key_t = graph.node("Transpose", f"{name}.key_t", [key], perm=[0, 1, 3, 2])
    scores = graph.node("MatMul", f"{name}.scores", [query, key_t])
    shares = graph.node("Softmax", f"{name}.shares", [scores], axis=-1)
    mixed = graph.node("MatMul", f"{name}.mixed", [shares, value])
    back = graph.node("Transpose", f"{name}.back", [mixed], perm=[0, 2, 1, 3])
    return graph.node("Reshape", f"{name}.context", [back, graph.integers(-1, WIDTH)])


def _joined(layer: Layer, head_width: int) -> Linear:
    """Query, key and value as one product; the query carries the usual 1/sqrt(width)."""
    shrink = np.float32(1.0 / math.sqrt(head_width))
    return Linear(
        np.concatenate([layer.query.weight * shrink, layer.key.weight, layer.value.weight], axis=1),
        np.concatenate([layer.query.bias * shrink, layer.key.bias, layer.value.bias]),
    )


def _pool(graph: _Graph, name: str, state: str) -> str:
    """The mean of all tokens, scaled so that the layers' parts together are a unit vector."""
    mean = graph.node("ReduceMean", f"{name}.mean", [state, graph.integers(0)], keepdims=0)
    length = graph.node("ReduceL2", f"{name}.length", [mean, graph.integers(0)], keepdims=1)
    parts = graph.number("root_of_parts", math.sqrt(len(POOLED_LAYERS)))
    return graph.node("Div", name, [mean, graph.node("Mul", f"{name}.scale", [length, parts])])
