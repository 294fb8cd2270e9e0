"""The embedded model as a folder that sentence-transformers reads: the oracle of what the project makes of it.

    python -m benchmarks.library_folder FOLDER

Weights dequantised to float32, the library's own layers: what the vectors of ``index.embedded`` are compared with.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

import numpy as np
from safetensors.numpy import save_file

from index.embedded.binary import WeightFile, read_weights
from index.embedded.folder import pruned, write_json
from index.embedded.tokenizer import MASK, MAX_TOKENS, SPECIAL, tokenizer_json
from knowledge.fetch import EMBEDDED_WEIGHTS, find

PROJECTIONS: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""Names of a layer's parts in the weight file and in ``BertModel``."""


def write_library_folder(source: WeightFile, folder: Path, *, prune: bool = True) -> None:
    """Write weights, tokenizer and configuration; ``prune=False`` keeps every piece."""
    rows, pieces, scores = pruned(source, prune=prune)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(_state(source, rows), folder / "model.safetensors", metadata={"format": "pt"})
    write_json(folder / "tokenizer.json", tokenizer_json(pieces, scores))
    for name, content in _configuration(source, len(rows)).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        write_json(path, content)


def _state(source: WeightFile, rows: list[int]) -> dict[str, np.ndarray[Any, Any]]:
    """The tensors of ``BertModel`` by name."""
    shape = source.shape
    state = {
        "embeddings.word_embeddings.weight": source.word_rows(np.asarray(rows)),
        "embeddings.position_embeddings.weight": source.tensor("emb.pos", shape.hidden),
        "embeddings.token_type_embeddings.weight": source.tensor("emb.type", shape.hidden),
        "embeddings.LayerNorm.weight": source.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": source.tensor("emb.ln.b"),
        # BertModel has a pooler, mean pooling never asks it: zeros keep loaders from inventing one.
        "pooler.dense.weight": np.zeros((shape.hidden, shape.hidden), np.float32),
        "pooler.dense.bias": np.zeros(shape.hidden, np.float32),
    }
    for layer in range(shape.layers):
        for short, long in PROJECTIONS.items():
            columns = None if short.endswith("ln") else shape.hidden
            if short == "fo":
                columns = shape.feed_forward
            name = f"encoder.layer.{layer}.{long}"
            state[f"{name}.weight"] = source.tensor(f"l{layer}.{short}.w", columns)
            state[f"{name}.bias"] = source.tensor(f"l{layer}.{short}.b")
    return {name: tensor.astype(np.float32) for name, tensor in state.items()}


def _configuration(source: WeightFile, vocabulary: int) -> dict[str, Any]:
    """The small files that transformers and sentence-transformers read."""
    shape = source.shape
    modules = "sentence_transformers.models"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_act": "gelu",
            "hidden_size": shape.hidden,
            "initializer_range": 0.02,
            "intermediate_size": shape.feed_forward,
            "layer_norm_eps": 1e-12,
            "max_position_embeddings": shape.positions,
            "num_attention_heads": shape.heads,
            "num_hidden_layers": shape.layers,
            "pad_token_id": SPECIAL.index("<pad>"),
            "type_vocab_size": shape.token_types,
            "vocab_size": vocabulary,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": MASK,
            "clean_up_tokenization_spaces": False,
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{modules}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{modules}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{modules}.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_cls_token": False,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


if __name__ == "__main__":
    write_library_folder(read_weights(find(EMBEDDED_WEIGHTS)), Path(sys.argv[1]))
