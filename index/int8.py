"""Linear layers in 8 bits: a question reads a quarter of the weights from memory, which is what it waits for.

Weights: one scale per output row. Activations: one scale per call, all 8 bits. Processors with VNNI
instructions take all 8 bits of the weights too. Others (AVX2) add two products in 16 bits before they
widen them, which would saturate: there the weights keep to 7 bits, and 255 * 64 * 2 still fits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import torch

ENGINES: Final = frozenset({"x86", "fbgemm"})
"""Kernels of x86 processors; others are left with float32."""


def weight_bits() -> int:
    """Bits of a weight, its sign among them, that this machine multiplies without losing any; 0 for none."""
    import torch

    if torch.backends.quantized.engine not in ENGINES:
        return 0
    probe: Callable[[], bool] | None = getattr(torch.cpu, "_is_vnni_supported", None)
    return 8 if probe and probe() else 7


def quantise_linears(model: torch.nn.Module, keep: frozenset[str], bits: int) -> int:
    """Replace the linear layers of ``model`` in place, except those named in ``keep``.

    Args:
        model: Any module.
        keep: Names of linear layers that stay in float32.
        bits: From ``weight_bits``.

    Returns:
        How many were replaced.
    """
    import torch

    largest = 2 ** (bits - 1) - 1

    class Int8Linear(torch.nn.Module):
        """Stands in for a linear layer; ``packed`` is in the layout of the kernel."""

        def __init__(self, linear: torch.nn.Linear) -> None:
            super().__init__()
            weight = linear.weight.detach().float()
            scales = weight.abs().amax(dim=1).clamp_min(torch.finfo(torch.float32).eps) / largest
            zeros = torch.zeros_like(scales, dtype=torch.int64)
            rounded = torch.quantize_per_channel(weight, scales, zeros, 0, torch.qint8)
            bias = None if linear.bias is None else linear.bias.detach().float()
            self.packed = torch.ops.quantized.linear_prepack(rounded, bias)

        def forward(self, values: torch.Tensor) -> torch.Tensor:
            """float32 [..., out]: the product, with the activations quantised on the way."""
            product: torch.Tensor = torch.ops.quantized.linear_dynamic(
                values, self.packed, reduce_range=False
            )
            return product

    targets = [
        (name, module)
        for name, module in model.named_modules()
        if isinstance(module, torch.nn.Linear) and name not in keep
    ]
    for name, module in targets:
        parent, _, attribute = name.rpartition(".")
        setattr(model.get_submodule(parent), attribute, Int8Linear(module))
    return len(targets)
