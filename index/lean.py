"""The layers of a BERT encoder written out for questions: 8-bit products, and nothing between them.

A question is twenty tokens, and twelve layers of modules cost it as much time as their arithmetic. Here a layer
is a dozen calls, and its three attention inputs are one product. Eight bits a weight are a quarter of the
memory to read, which is what so short a text waits for.

Weights have one scale per output row, activations one scale per call and all 8 bits. Processors with VNNI
instructions take all 8 bits of the weights too. Others (AVX2) add two products in 16 bits before they widen
them, which would saturate: there the weights keep to 7 bits, and 255 * 63 * 2 still fits. Processors that are
not x86 compute in float32.

Vaswani et al., Attention Is All You Need (2017); Devlin et al., BERT (2019).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import torch

    Product = Callable[[torch.Tensor], torch.Tensor]
    """float32 [..., in] to float32 [..., out]."""

ENGINES: Final = frozenset({"x86", "fbgemm"})
"""Kernels of x86 processors; others are left with float32."""


def weight_bits() -> int:
    """Bits of a weight, its sign among them, that this machine multiplies without losing any; 0 for none."""
    import torch

    if torch.backends.quantized.engine not in ENGINES:
        return 0
    probe: Callable[[], bool] | None = getattr(torch.cpu, "_is_vnni_supported", None)
    return 8 if probe and probe() else 7


@dataclass(frozen=True, slots=True)
class _Norm:
    shape: tuple[int, ...]
    weight: torch.Tensor
    bias: torch.Tensor
    epsilon: float


@dataclass(frozen=True, slots=True)
class _Layer:
    attend: Product
    """[..., dim] to [..., 3 dim]: queries, keys and values."""
    mix: Product
    norm: _Norm
    widen: Product
    narrow: Product
    last_norm: _Norm


def make_lean(model: Any, keep: frozenset[str], bits: int) -> None:
    """Replace the encoder of a transformers ``BertModel`` in place, and drop its pooler.

    Args:
        model: In evaluation mode, with absolute positions and GELU.
        keep: Names of linear layers that stay in float32: ``encoder.layer.0.output.dense``.
        bits: From ``weight_bits``; 0 keeps all of them in float32.
    """
    import torch
    from transformers.modeling_outputs import BaseModelOutputWithPastAndCrossAttentions as Output

    heads = int(model.config.num_attention_heads)

    def product(*linears: torch.nn.Linear, name: str) -> Product:
        weight = torch.cat([linear.weight.detach().float() for linear in linears])
        bias = torch.cat([linear.bias.detach().float() for linear in linears])
        if not bits or name in keep:
            return lambda values: torch.nn.functional.linear(values, weight, bias)
        scales = weight.abs().amax(dim=1).clamp_min(torch.finfo(torch.float32).eps) / (2 ** (bits - 1) - 1)
        zeros = torch.zeros_like(scales, dtype=torch.int64)
        packed = torch.ops.quantized.linear_prepack(
            torch.quantize_per_channel(weight, scales, zeros, 0, torch.qint8), bias
        )
        multiply = torch.ops.quantized.linear_dynamic.default
        return lambda values: multiply(values, packed)

    def norm(module: torch.nn.LayerNorm) -> _Norm:
        return _Norm(tuple(module.normalized_shape), module.weight.detach(), module.bias.detach(), module.eps)

    layers: list[_Layer] = []
    for number, layer in enumerate(model.encoder.layer):
        name = f"encoder.layer.{number}"
        own = layer.attention.self
        layers.append(
            _Layer(
                product(own.query, own.key, own.value, name=f"{name}.attention.self"),
                product(layer.attention.output.dense, name=f"{name}.attention.output.dense"),
                norm(layer.attention.output.LayerNorm),
                product(layer.intermediate.dense, name=f"{name}.intermediate.dense"),
                product(layer.output.dense, name=f"{name}.output.dense"),
                norm(layer.output.LayerNorm),
            )
        )

    def normalise(values: torch.Tensor, by: _Norm) -> torch.Tensor:
        return torch.layer_norm(values, by.shape, by.weight, by.bias, by.epsilon)

    class LeanEncoder(torch.nn.Module):
        """Stands in for ``BertEncoder``."""

        def forward(
            self, hidden_states: torch.Tensor, attention_mask: torch.Tensor | None = None, **_: object
        ) -> Output:
            """float32 [texts, tokens, dim] in and, as ``last_hidden_state``, out."""
            texts, tokens, dimension = hidden_states.shape
            values = hidden_states
            for layer in layers:
                split = layer.attend(values).view(texts, tokens, 3, heads, dimension // heads)
                query, key, value = split.permute(2, 0, 3, 1, 4).unbind(0)
                seen = torch.nn.functional.scaled_dot_product_attention(
                    query, key, value, attn_mask=attention_mask
                )
                mixed = layer.mix(seen.transpose(1, 2).reshape(texts, tokens, dimension))
                values = normalise(mixed + values, layer.norm)
                wide = torch.nn.functional.gelu(layer.widen(values))
                values = normalise(layer.narrow(wide) + values, layer.last_norm)
            return Output(last_hidden_state=values)

    model.encoder = LeanEncoder()
    model.pooler = None
