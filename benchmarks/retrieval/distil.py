"""Trains the four layers that encode questions, to give the vectors of the whole model.

    python -m benchmarks.retrieval.distil           # writes index/data/question-encoder.safetensors

Needs the index that set-up builds (YUANFA_DATA_DIR). About an hour on one core. The texts are ours and the
statutes': every phrasing of topics and cases, sentences and clauses of the law, and mixtures of both as long as
a story; no question of any benchmark. The layers start as the whole model's layers 0, 3, 7 and 11. They learn
the vector itself (cosine) and which of some thousand passages it is nearest to (relative entropy of the softmax
of cosines), and are judged on phrasings left out.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from sentence_transformers import SentenceTransformer

from bot.service import INDEX_FOLDER, read_encoder, read_library
from bot.settings import Settings
from index.embedded import embedded_dir
from index.embedded.questions import LAYERS, packed, question_weights
from index.query import fold, wordings_of
from index.retriever import Retriever, load_retriever

TAUGHT_BY = (0, 3, 7, 11)
"""Layers of the whole model that the four start as."""
SENTENCES, MIXTURES = 64_000, 14_000
HELD_OUT = 500
BATCH, RATE, WARM, DECAY = 64, 6e-4, 100, 0.01
TEMPERATURE = 0.03
NEIGHBOURS = 3000
"""Passages drawn for each batch to be near to or far from."""
COSINE_WEIGHT = 20.0
SEED = 0

_CLAUSE = re.compile(r"[^。；\n]{6,90}")


def training_texts(retriever: Retriever) -> tuple[list[str], list[str]]:
    """Texts to learn from, and phrasings left out."""
    dice = random.Random(SEED)
    phrasings = sorted({fold(text) for passage in retriever.corpus.passages for text in passage.questions})
    dice.shuffle(phrasings)
    held_out, asked = phrasings[:HELD_OUT], phrasings[HELD_OUT:]
    slang = [w for text in asked for w in wordings_of(text, retriever.library.slang)[1:]]
    clauses = sorted({clause for p in retriever.corpus.passages for clause in _CLAUSE.findall(p.text)})
    dice.shuffle(clauses)
    clauses = clauses[:SENTENCES]
    mixtures = []
    for _ in range(MIXTURES):
        parts = [
            dice.choice(asked if dice.random() < 0.7 else clauses)
            for _ in range(dice.choice((2, 2, 2, 3, 5)))
        ]
        mixtures.append(dice.choice(("，", "。", "？", " ")).join(parts)[:320])
    # A phrasing cut short, or without its first characters, is how people type.
    cut = [text[: dice.randint(3, len(text))] for text in asked if len(text) > 6]
    texts = [*asked, *slang, *clauses, *mixtures, *cut]
    return sorted(set(texts) - set(held_out)), held_out


def student_of(teacher: SentenceTransformer) -> torch.nn.Module:
    """A model of the whole model's embeddings, which stay as they are, and four of its layers."""
    from transformers import BertConfig, BertModel

    whole = teacher[0].auto_model
    config = BertConfig.from_dict(whole.config.to_dict() | {"num_hidden_layers": LAYERS})
    student = BertModel(config, add_pooling_layer=False)
    student.embeddings = whole.embeddings
    for place, layer in enumerate(TAUGHT_BY):
        student.encoder.layer[place].load_state_dict(whole.encoder.layer[layer].state_dict())
    for parameter in student.embeddings.parameters():
        parameter.requires_grad = False
    return student


def vectors_of(student: torch.nn.Module, features: dict[str, torch.Tensor]) -> torch.Tensor:
    """float32 [n, dim], unit rows: mean of the tokens."""
    values = student(
        input_ids=features["input_ids"], attention_mask=features["attention_mask"]
    ).last_hidden_state
    mask = features["attention_mask"].unsqueeze(-1).float()
    return torch.nn.functional.normalize((values * mask).sum(1) / mask.sum(1), dim=1)


def batches(texts: Sequence[str], dice: random.Random) -> list[list[int]]:
    """Row numbers in batches of like length, in random order."""
    order = sorted(range(len(texts)), key=lambda row: (len(texts[row]) // 6, dice.random()))
    cut = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    dice.shuffle(cut)
    return cut


def save(student: torch.nn.Module, path: Path) -> None:
    """Write the layers in 8 bits."""
    state = {f"encoder.{name}": tensor.numpy() for name, tensor in student.encoder.state_dict().items()}  # type: ignore[union-attr, operator]
    save_file(packed(state), path)


def main() -> int:
    """Encode with the whole model, train, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--steps", type=int, default=2400)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    teacher_encoder = read_encoder(None)
    retriever = load_retriever(
        read_library(), teacher_encoder, Settings().data_dir / INDEX_FOLDER, date.today()
    )
    texts, held_out = training_texts(retriever)
    print(f"{len(texts):,} texts", file=sys.stderr)
    count = len(retriever.corpus.parts.text_dense)
    passages = torch.tensor(retriever.corpus.parts.text_dense.vectors(np.arange(count)))
    started = time.monotonic()
    taught = np.zeros((len(texts), passages.shape[1]), np.float32)
    order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
    for start in range(0, len(order), 4096):
        rows = order[start : start + 4096]
        taught[rows] = teacher_encoder.encode_queries([texts[row] for row in rows])
        print(f"encoded {start + len(rows):,} in {time.monotonic() - started:.0f} s", file=sys.stderr)
    wanted = torch.from_numpy(taught)
    judged = torch.from_numpy(teacher_encoder.encode_queries(held_out))

    whole = SentenceTransformer(str(embedded_dir()), device="cpu", local_files_only=True)
    student = student_of(whole)
    student.train()
    for module in student.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0  # the target is a function of the text; noise only blurs it
    trained = [parameter for parameter in student.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min((step + 1) / WARM, max(0.0, 1 - (step - WARM) / (options.steps - WARM))),
    )
    dice = random.Random(SEED)
    step = 0
    started = time.monotonic()
    while step < options.steps:
        for rows in batches(texts, dice):
            if step == options.steps:
                break
            features = whole.preprocess([texts[row] for row in rows], prompt="query: ")
            own = vectors_of(student, features)
            target = wanted[rows]
            drawn = passages[torch.randint(len(passages), (NEIGHBOURS,))]
            entropy = torch.nn.functional.kl_div(
                torch.log_softmax(own @ drawn.T / TEMPERATURE, dim=1),
                torch.log_softmax(target @ drawn.T / TEMPERATURE, dim=1),
                reduction="batchmean",
                log_target=True,
            )
            cosine = (own * target).sum(1).mean()
            loss = COSINE_WEIGHT * (1 - cosine) + entropy
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                print(
                    f"step {step}: cosine {cosine.item():.4f}, entropy {entropy.item():.4f}, "
                    f"{time.monotonic() - started:.0f} s",
                    file=sys.stderr,
                )
            if step % 400 == 0 or step == options.steps:
                save(student, question_weights())
                judge(student, whole, held_out, judged, passages)
    return 0


def judge(
    student: torch.nn.Module,
    whole: SentenceTransformer,
    held_out: Sequence[str],
    judged: torch.Tensor,
    passages: torch.Tensor,
) -> None:
    """Print how near the vectors of the phrasings left out come to the whole model's."""
    with torch.inference_mode():
        own = torch.cat(
            [
                vectors_of(student, whole.preprocess(list(held_out[start : start + 50]), prompt="query: "))
                for start in range(0, len(held_out), 50)
            ]
        )
        cosine = (own * judged).sum(1).mean().item()
        nearest = [(vectors @ passages.T).topk(10).indices for vectors in (own, judged)]
        same = np.mean(
            [
                len(set(one) & set(other))
                for one, other in zip(nearest[0].tolist(), nearest[1].tolist(), strict=True)
            ]
        )
    print(f"left out: mean cosine {cosine:.4f}, of the ten nearest texts {same:.1f} the same", flush=True)


if __name__ == "__main__":
    sys.exit(main())
