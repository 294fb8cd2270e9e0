"""Linear layers in 8 bits, for processors that multiply 8-bit numbers exactly.

Weights: one scale per output row. Activations: one scale per call, all 8 bits, which needs VNNI
instructions; without them the same kernel would saturate, so such machines stay with float32.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import torch

ENGINES: Final = frozenset({"x86", "fbgemm"})
LARGEST: Final = 127


def is_supported() -> bool:
    """Whether this machine multiplies 8-bit numbers without losing any."""
    import torch

    probe: Callable[[], bool] | None = getattr(torch.cpu, "_is_vnni_supported", None)
    return bool(probe and probe()) and torch.backends.quantized.engine in ENGINES


def quantise_linears(model: torch.nn.Module, keep: frozenset[str]) -> int:
    """Replace the linear layers of ``model`` in place, except those named in ``keep``.

    Returns:
        How many were replaced.
    """
    import torch

    class Int8Linear(torch.nn.Module):
        """Stands in for a linear layer; ``packed`` is in the layout of the kernel."""

        def __init__(self, linear: torch.nn.Linear) -> None:
            super().__init__()
            weight = linear.weight.detach().float()
            scales = weight.abs().amax(dim=1).clamp_min(torch.finfo(torch.float32).eps) / LARGEST
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
