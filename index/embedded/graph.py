"""The embedded model's layers as an ONNX graph, straight from the weight file (the only importer of ``onnx``).

The weights are in 4 bits with a scale for each 32 of them, which is a format that onnxruntime multiplies as it
stands (``MatMulNBits``). What differs is the arithmetic. In float32 the vectors are those of the library, to the last
digits. In whole numbers (``DynamicQuantizeMatMul``) both sides have 8 bits, a scale for a text's activations and one
for each row of weights, which is what processors of today multiply fastest; the few channels that stand out
(``index.embedded.questions``) are multiplied in float32, since one scale for all would leave nothing of the others.

Vaswani et al., Attention Is All You Need (2017); Devlin et al., BERT (2019); outlying channels: Dettmers et al.,
LLM.int8() (2022).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index.embedded.binary import BLOCK_WEIGHTS, WeightFile
from index.embedded.product import FileLayers, Layers, Product
from index.embedded.taught import TaughtLayers

CONTRIB: Final = "com.microsoft"
"""Operators that only onnxruntime has."""
OPSET: Final = 20
"""The first with Gelu."""
IR_VERSION: Final = 10

WORDS: Final = "words"
MASK: Final = "mask"
VECTORS: Final = "vectors"
OWN: Final = "own"
"""What products of the weight file's own layers are named after."""

LARGEST: Final = 127
"""Of a weight in 8 bits."""


class Arithmetic(IntEnum):
    """``accuracy_level`` of onnxruntime's ``MatMulNBits``."""

    FLOAT32 = 1
    BLOCKS = 4
    """Activations in 8 bits, a scale for each 32 of them."""


Channels = npt.NDArray[np.int64]


class Graph:
    """The encoder: ``words`` float32 [texts, tokens, dim] and ``mask`` int32 [texts, tokens] to ``vectors``.

    ``words`` are sums of embeddings, before they are normalised; ``mask`` is 1 for a token, 0 for padding;
    ``vectors`` float32 [texts, tokens, dim] are those of the last layer. Each further reading is one more output of the
    same shape, under its name: that of its own last layer.
    """

    def __init__(
        self,
        source: WeightFile,
        further: Mapping[str, TaughtLayers] | None = None,
        *,
        arithmetic: Arithmetic = Arithmetic.FLOAT32,
        outlying: Mapping[str, Channels] | None = None,
        watched: bool = False,
    ) -> None:
        """Take the weights.

        Args:
            source: The weight file.
            further: Layers of further readings, by name.
            arithmetic: Of products of blocks of weights.
            outlying: The channels of each product, by its name, that stay in float32; the others are multiplied in
                whole numbers, whatever ``arithmetic`` says.
            watched: What goes into each product is an output, too, under the product's name.
        """
        self._own = FileLayers(source)
        self._further = further or {}
        self._shape = source.shape
        self._arithmetic = arithmetic
        self._outlying = outlying
        self._watched = watched
        self._nodes: list[Any] = []
        self._products: dict[str, int] = {}
        self._constants: list[Any] = []

    def model(self) -> Any:
        """An ``onnx.ModelProto``."""
        from onnx import TensorProto, helper

        values = self._node(
            "LayerNormalization",
            [WORDS, *self._norm(self._own, "emb.ln")],
            axis=-1,
            epsilon=self._shape.epsilon,
        )
        below = [values]
        for layer in range(self._shape.layers):
            below.append(self._layer(self._own, OWN, below[layer], f"l{layer}"))
        outputs = {VECTORS: below[-1]}
        for name, layers in self._further.items():
            # A file with fewer layers has nothing that such layers could stand for.
            values = below[min(layers.first, self._shape.layers)]
            for layer in range(layers.first, self._shape.layers):
                values = self._layer(layers, name, values, f"l{layer}")
            outputs[name] = values
        for name, last in outputs.items():
            self._nodes.append(helper.make_node("Identity", [last], [name]))
        rows = ["texts", "tokens"]
        sizes = dict.fromkeys(outputs, self._shape.hidden) | (self._products if self._watched else {})
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [
                helper.make_tensor_value_info(WORDS, TensorProto.FLOAT, [*rows, self._shape.hidden]),
                helper.make_tensor_value_info(MASK, TensorProto.INT32, rows),
            ],
            [
                helper.make_tensor_value_info(name, TensorProto.FLOAT, [*rows, size])
                for name, size in sizes.items()
            ],
            self._constants,
        )
        return helper.make_model(
            graph,
            producer_name="yuanfa",
            ir_version=IR_VERSION,
            opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)],
        )

    def _layer(self, of: Layers, reading: str, values: str, name: str) -> str:
        """Attention, then the feed-forward part, each added to what went in and normalised."""
        dim, wide = self._shape.hidden, self._shape.feed_forward
        inputs = self._product(of, reading, values, [f"{name}.{part}" for part in "qkv"], dim, dim)
        split = [f"{inputs}.{part}" for part in "qkv"]
        self._node("Split", [inputs], split, axis=-1, num_outputs=3)
        seen = self._node("MultiHeadAttention", [*split, "", MASK], num_heads=self._shape.heads)
        values = self._added(
            of, self._product(of, reading, seen, [f"{name}.ao"], dim, dim), values, f"{name}.aln"
        )
        widened = self._node("Gelu", [self._product(of, reading, values, [f"{name}.fi"], wide, dim)])
        return self._added(
            of, self._product(of, reading, widened, [f"{name}.fo"], dim, wide), values, f"{name}.oln"
        )

    def _product(
        self, of: Layers, reading: str, values: str, parts: list[str], rows: int, columns: int
    ) -> str:
        """[..., columns] to [..., rows * parts]: linear layers that share their input, as one."""
        held = of.product(parts, rows, columns)
        name = f"{reading}.{parts[0]}"
        self._products[name] = columns
        if self._watched:
            self._node("Identity", [values], [name])
        if self._outlying is not None:
            return self._whole(values, held, self._outlying[name])
        return self._node(
            "MatMulNBits",
            [
                values,
                self._constant(held.weights),
                self._constant(held.scales),
                "",
                "",
                self._constant(held.bias),
            ],
            K=columns,
            N=rows * len(parts),
            bits=held.bits,
            block_size=BLOCK_WEIGHTS,
            accuracy_level=int(self._arithmetic),
        )

    def _whole(self, values: str, held: Product, outlying: Channels) -> str:
        """The same in whole numbers, but for some channels."""
        weights = held.floats().T
        rest = np.ones(len(weights), dtype=np.float32)
        rest[outlying] = 0
        apart = self._node(
            "MatMul",
            [
                self._node("Gather", [values, self._constant(outlying)], axis=-1),
                self._constant(weights[outlying]),
            ],
        )
        weights = weights * rest[:, None]
        scales = np.maximum(np.abs(weights).max(axis=0), np.finfo(np.float32).tiny) / LARGEST
        others = self._node(
            "DynamicQuantizeMatMul",
            [
                self._node("Mul", [values, self._constant(rest)]),
                self._constant(np.rint(weights / scales).astype(np.int8)),
                self._constant(scales.astype(np.float32)),
                self._constant(np.zeros(len(scales), dtype=np.int8)),
                self._constant(held.bias),
            ],
        )
        return self._node("Add", [others, apart])

    def _added(self, of: Layers, values: str, before: str, norm: str) -> str:
        return self._node(
            "SkipLayerNormalization", [values, before, *self._norm(of, norm)], epsilon=self._shape.epsilon
        )

    def _norm(self, of: Layers, name: str) -> list[str]:
        return [self._constant(of.tensor(f"{name}.{part}")) for part in "wb"]

    def _constant(self, value: npt.NDArray[Any]) -> str:
        from onnx import numpy_helper

        name = f"constant.{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _node(
        self, operator: str, inputs: list[str], outputs: list[str] | None = None, **attributes: Any
    ) -> str:
        """Add a node; the name of its first output."""
        from onnx import helper

        named = outputs or [f"{operator}.{len(self._nodes)}"]
        own = operator in {
            "MatMulNBits", "DynamicQuantizeMatMul", "MultiHeadAttention", "SkipLayerNormalization",
        }  # fmt: skip
        domain = CONTRIB if own else ""
        self._nodes.append(helper.make_node(operator, inputs, named, domain=domain, **attributes))
        return named[0]
