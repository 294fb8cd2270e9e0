"""The encoder in two halves: layers that stay, read once a text, and the layers above, which messages train."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from transformers import BertModel

from benchmarks.learned.train import Floats, Tensors
from benchmarks.library_folder import PROJECTIONS, write_library_folder
from index.embedded.binary import read_weights
from index.embedded.encoder import E5_PROMPTS
from index.embedded.tokenizer import MAX_TOKENS
from knowledge.fetch import EMBEDDED_WEIGHTS, find

FIRST = 6
"""The first layer that is trained: the lower half of twelve stays. Half the time of a step, and half of the weights."""

DROPOUT = 0.1
READ_AT_ONCE = 64
HIDDEN_FROM_SIGHT = -1e4
"""Added to the attention of a token that only pads."""


class Halves:
    """The embedded model as torch reads it, cut in two."""

    def __init__(self, first: int = FIRST) -> None:
        """Read the weight file.

        Args:
            first: The first layer of the upper half, from 0.
        """
        from tokenizers import Tokenizer

        with tempfile.TemporaryDirectory() as folder:
            write_library_folder(read_weights(find(EMBEDDED_WEIGHTS)), Path(folder))
            self._model = BertModel.from_pretrained(folder, add_pooling_layer=False).eval()
            self._tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self._tokenizer.enable_truncation(MAX_TOKENS)
        for parameter in self._model.parameters():
            parameter.requires_grad = False
        layers = list(self._model.encoder.layer)
        self.first = first
        self._lower = layers[:first]
        self.upper = nn.ModuleList(layers[first:])
        for parameter in self.upper.parameters():
            parameter.requires_grad = True
        for layer in self.upper:
            for module in layer.modules():
                if isinstance(module, nn.Dropout):
                    module.p = DROPOUT
            # Dropout of attention is slow on a processor and gave nothing.
            cast(Any, layer).attention.self.dropout.p = 0.0

    def below(self, texts: Sequence[str]) -> list[torch.Tensor]:
        """bfloat16 [tokens, dim] each: what the lower half makes of questions."""
        found: list[torch.Tensor] = [torch.empty(0)] * len(texts)
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            for start in range(0, len(order), READ_AT_ONCE):
                rows = order[start : start + READ_AT_ONCE]
                pieces = [self._tokenizer.encode(E5_PROMPTS["query"] + texts[row]).ids for row in rows]
                mask = torch.zeros(len(rows), max(map(len, pieces)), dtype=torch.long)
                ids = torch.full_like(mask, 1)  # <pad>
                for place, one in enumerate(pieces):
                    ids[place, : len(one)] = torch.tensor(one)
                    mask[place, : len(one)] = 1
                values = _through(self._lower, self._model.embeddings(input_ids=ids), mask)
                for place, row in enumerate(rows):
                    found[row] = values[place, : len(pieces[place])].to(torch.bfloat16).clone()
        return found

    def pooled(self, below: Sequence[torch.Tensor]) -> torch.Tensor:
        """float32 [texts, dim], unit rows: what the upper half makes of that."""
        longest = max(map(len, below))
        values = torch.zeros(len(below), longest, below[0].shape[1])
        mask = torch.zeros(len(below), longest, dtype=torch.long)
        for place, one in enumerate(below):
            values[place, : len(one)] = one.float()
            mask[place, : len(one)] = 1
        with torch.autocast("cpu", torch.bfloat16):
            values = _through(self.upper, values, mask)
        weight = mask.unsqueeze(-1).float()
        return functional.normalize((values.float() * weight).sum(1) / weight.sum(1), dim=1)

    def vectors(self, below: Sequence[torch.Tensor]) -> Floats:
        """float32 [texts, dim], unit rows, without dropout."""
        self.upper.eval()
        with torch.inference_mode():
            parts = [
                self.pooled(below[at : at + READ_AT_ONCE]).numpy()
                for at in range(0, len(below), READ_AT_ONCE)
            ]
        self.upper.train()
        return np.concatenate(parts)

    def read(self, texts: Sequence[str]) -> Floats:
        """float32 [texts, dim], unit rows, of texts as they are."""
        return self.vectors(self.below(texts))

    def tensors(self) -> Tensors:
        """The upper half by the names of the weight file."""
        part_of = {name: part for part, name in PROJECTIONS.items()}
        found: Tensors = {}
        for name, tensor in self.upper.state_dict().items():
            place, _, rest = name.partition(".")
            module, _, kind = rest.rpartition(".")
            found[f"l{self.first + int(place)}.{part_of[module]}.{kind[0]}"] = tensor.float().numpy()
        return found


def _through(
    layers: Sequence[nn.Module] | nn.ModuleList, values: torch.Tensor, mask: torch.Tensor
) -> torch.Tensor:
    hidden = (1.0 - mask[:, None, None, :].float()) * HIDDEN_FROM_SIGHT
    for layer in layers:
        found = layer(values, attention_mask=hidden.to(values.dtype))
        values = found[0] if isinstance(found, tuple) else found
    return values
