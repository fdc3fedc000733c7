"""Train the reader's network from the labels, then measure it on the documents held out.

    train.py --labels ../shared/train training/labels training/labels/wire.jsonl --bench ../shared/bench --backbone DIR --out DIR

Writes checkpoint.pt (weights), settings.json and log.jsonl under --out. export.py makes of it what ships. Seeds are fixed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import time
from datetime import date
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel

from dragoman.coding import DateInterval
from dragoman.directory import Directory
from dragoman.reader.labels import ASPECTS, CONTEXTS, EVENT_TYPES, TRIGGERS
from dragoman.reader.tokenizer import WordPieces
from dragoman.reader.windows import relations
from examples import IGNORE, NOBODY, Example, PairExample, event_pairs, examples, marked_pairs
from model import Arguments, Encoder, Pairs
from packed import gather

HELD_OUT = 12  # one document in so many is held out for thresholds and calibration


class Network(nn.Module):
    """Encoder, arguments and pairs, trained together."""

    def __init__(self, backbone: nn.Module, width: int) -> None:
        super().__init__()
        self.encoder = Encoder(backbone, width)
        self.arguments = Arguments(width)
        self.pairs = Pairs(width)


def load_backbone(path: Path, layers: list[int] | None) -> nn.Module:
    """The pretrained encoder with only the layers given, in that order."""
    backbone = AutoModel.from_pretrained(path, attn_implementation="eager", add_pooling_layer=False, attention_probs_dropout_prob=0.0)
    if layers is not None:
        backbone.encoder.layer = nn.ModuleList([backbone.encoder.layer[i] for i in layers])
        backbone.config.num_hidden_layers = len(layers)
    return backbone


def pad(rows: list[list[int]], value: int) -> Tensor:
    size = max(map(len, rows))
    return torch.tensor([r + [value] * (size - len(r)) for r in rows])


def window_loss(network: Network, batch: list[Example], padding: int, weights: dict[str, float]) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch of windows, summed over answers and divided by the number of windows."""
    ids = pad([e.window.ids for e in batch], padding)
    mask = (ids != padding).long()
    states, logits = network.encoder(ids, mask)
    states, logits = states.float(), logits.float()
    wanted = torch.zeros_like(logits)
    counted = torch.zeros(ids.shape)
    for row, example in enumerate(batch):
        for i, n in enumerate(example.window.sentences):
            counted[row, i] = float(n in example.window.scored)
        for answer in example.answers:
            wanted[row, answer.token, answer.label] = 1.0
    bce = nn.functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none", pos_weight=torch.tensor(weights["positive"]))
    parts: dict[str, Tensor] = {"trigger": (bce * counted.unsqueeze(2)).sum()}
    for row, example in enumerate(batch):
        if not example.answers:
            continue
        for name, value in argument_losses(network, example, states[row], wanted.new_zeros(())).items():
            parts[name] = parts.get(name, wanted.new_zeros(())) + value
    total = sum((weights.get(k, 1.0) * v for k, v in parts.items()), start=wanted.new_zeros(())) / len(batch)
    return total, {k: float(v.detach()) / len(batch) for k, v in parts.items()}


def entity_scores(mentions: Tensor, owner: Tensor, count: int) -> Tensor:
    """(T, M) mention scores -> (T, actors): the log of the summed odds of an actor's mentions."""
    spread = mentions.unsqueeze(1).expand(-1, count, -1)
    own = owner.unsqueeze(0) == torch.arange(count).unsqueeze(1)
    return spread.masked_fill(~own.unsqueeze(0), -1e4).logsumexp(dim=2)


def argument_outputs(network: Network, example: Example, states: Tensor, tokens: list[int], labels: list[int]) -> dict[str, Tensor]:
    """What the argument network says of triggers of one window; scores of sides and speakers are by actor."""
    slots = example.window.slots
    mention = torch.stack([states[s.first : s.last].mean(0) for s in slots])
    kind = torch.tensor([s.kind for s in slots])
    relation = torch.from_numpy(relations(example.window, tokens))
    out = network.arguments(states[tokens], torch.tensor(labels), mention, kind, relation)
    owner = torch.tensor([s.actor for s in slots])
    for role in ("source", "target", "speaker"):
        out[role] = entity_scores(out[role], owner, len(example.window.actors))
    return out


def argument_losses(network: Network, example: Example, states: Tensor, zero: Tensor) -> dict[str, Tensor]:
    if not example.window.slots:
        return {}
    answers = example.answers
    out = argument_outputs(network, example, states, [a.token for a in answers], [a.label for a in answers])
    losses: dict[str, Tensor] = {}
    for role in ("source", "target"):
        wanted = torch.zeros_like(out[role])
        weight = torch.zeros_like(out[role])
        for i, answer in enumerate(answers):
            chosen = answer.sources if role == "source" else answer.targets
            if chosen:  # a side that is no candidate teaches nothing
                wanted[i, list(chosen)] = 1.0
                weight[i] = 1.0
        losses[role] = (nn.functional.binary_cross_entropy_with_logits(out[role], wanted, reduction="none") * weight).sum()
    speaker = torch.cat([out["speaker"], out["nobody"].unsqueeze(1)], dim=1)
    none = speaker.shape[1] - 1
    said = torch.tensor([none if a.speaker == NOBODY else a.speaker for a in answers])
    losses["speaker"] = nn.functional.cross_entropy(speaker, said, ignore_index=IGNORE, reduction="sum") if (said != IGNORE).any() else zero
    for name in ("status", "commitment", "mode"):
        wanted = torch.tensor([getattr(a, name) for a in answers])
        if (wanted != IGNORE).any():
            losses[name] = nn.functional.cross_entropy(out[name], wanted, ignore_index=IGNORE, reduction="sum")
    for name, size in (("aspects", len(ASPECTS)), ("contexts", len(CONTEXTS))):
        rows = [(i, getattr(a, name)) for i, a in enumerate(answers) if getattr(a, name) is not None]
        if rows:
            wanted = torch.zeros(len(rows), size)
            for k, (_, chosen) in enumerate(rows):
                wanted[k, chosen] = 1.0
            losses[name] = nn.functional.binary_cross_entropy_with_logits(out[name][[i for i, _ in rows]], wanted, reduction="sum")
    events = [i for i, a in enumerate(answers) if TRIGGERS[a.label][0] == "E"]
    if len(events) > 1:
        wanted = torch.zeros(len(answers), len(answers))
        for a, b in example.causes:
            wanted[a, b] = 1.0
        losses["cause"] = nn.functional.binary_cross_entropy_with_logits(out["cause"], wanted, reduction="none")[events][:, events].sum()
    return losses


def pair_logits(network: Network, batch: list[PairExample], padding: int) -> Tensor:
    ids = pad([p.ids for p in batch], padding)
    states = network.encoder(ids, (ids != padding).long())[0].float()
    rows = torch.arange(len(batch))
    return network.pairs(states[rows, [p.source for p in batch]], states[rows, [p.target for p in batch]], states[:, 0])


def pair_loss(network: Network, batch: list[PairExample], padding: int) -> Tensor:
    """Minus the log of the share that the right types get, summed over the batch."""
    share = pair_logits(network, batch, padding).log_softmax(1)
    return -sum((share[i, p.types].logsumexp(0) for i, p in enumerate(batch)), start=torch.zeros(()))


def held_out(document: str) -> bool:
    """Whether a document (by its id) is kept for measuring: the same ones in every run."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % HELD_OUT == 0


def load_examples(labels: list[Path], bench: Path, tokenizer: WordPieces) -> tuple[list[Example], list[list[PairExample]]]:
    directory = Directory.load()
    out: list[Example] = []
    pairs: list[list[PairExample]] = []
    for document in gather(labels, bench):
        on = DateInterval(date.fromisoformat(document.published), date.fromisoformat(document.published)) if document.published else None
        out += examples(document, directory.mentions(document.body, document.sentences, on), tokenizer)
        if not held_out(document.id):
            pairs.append(event_pairs(document, tokenizer))
    return out, pairs


def parameter_groups(network: Network, rate: float, head_rate: float, decay: float) -> list[dict[str, object]]:
    """Lower layers learn more slowly."""
    layers = network.encoder.backbone.encoder.layer
    groups: list[dict[str, object]] = []
    for i, layer in enumerate(layers):
        groups.append({"params": [p for p in layer.parameters() if p.requires_grad], "lr": rate * decay ** (len(layers) - 1 - i)})
    seen = {id(p) for p in layers.parameters()}
    rest = [p for p in network.encoder.backbone.parameters() if id(p) not in seen and p.requires_grad]
    groups.append({"params": rest, "lr": rate * decay ** len(layers)})
    seen |= {id(p) for p in network.encoder.backbone.parameters()}
    groups.append({"params": [p for p in network.parameters() if id(p) not in seen], "lr": head_rate})
    return groups


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--labels", type=Path, nargs="+", required=True)
    ap.add_argument("--bench", type=Path, required=True, help="folder with coder_dev.jsonl and the texts of packed labels")
    ap.add_argument("--no-pairs", action="store_true", help="learn nothing from coder_dev.jsonl, so as to measure on it")
    ap.add_argument("--backbone", type=Path, required=True)
    ap.add_argument("--layers", help="numbers of the backbone's layers to keep, by comma")
    ap.add_argument("--freeze", type=int, default=0, help="lowest layers (and the embeddings) that stay as they are")
    ap.add_argument("--epochs", type=int, default=6)
    ap.add_argument("--batch", type=int, default=8)
    ap.add_argument("--rate", type=float, default=5e-5)
    ap.add_argument("--head-rate", type=float, default=4e-4)
    ap.add_argument("--decay", type=float, default=0.95)
    ap.add_argument("--event-pairs", type=int, default=900, help="marked pairs made of events, an epoch")
    ap.add_argument("--limit", type=int, help="only so many windows (to try things)")
    ap.add_argument("--minutes", type=float, default=1e9, help="learning-rate schedule ends after so many minutes")
    ap.add_argument("--everything", action="store_true", help="hold nothing out")
    ap.add_argument("--from", dest="start", type=Path, help="a checkpoint to go on from")
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    random.seed(args.seed)
    np.random.seed(args.seed)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)

    tokenizer = WordPieces(args.backbone / "tokenizer.json")
    windows, by_document = load_examples(args.labels, args.bench, tokenizer)
    train = [e for e in windows if args.everything or not held_out(e.document)][: args.limit]
    dev = [e for e in windows if held_out(e.document)]
    made = [p for pairs in by_document for p in pairs]
    marked = [] if args.no_pairs else marked_pairs(args.bench / "coder_dev.jsonl", tokenizer)
    print(f"{len(train)} windows to learn, {len(dev)} held out, {len(marked)} marked pairs, {len(made)} made", flush=True)

    layers = [int(n) for n in args.layers.split(",")] if args.layers else None
    backbone = load_backbone(args.backbone, layers)
    network = Network(backbone, backbone.config.hidden_size)
    if args.start:
        network.load_state_dict(torch.load(args.start))
    for module in [backbone.embeddings, *backbone.encoder.layer[: args.freeze]] if args.freeze else []:
        for parameter in module.parameters():
            parameter.requires_grad = False
    optimizer = torch.optim.AdamW(parameter_groups(network, args.rate, args.head_rate, args.decay), weight_decay=0.01)
    base = [g["lr"] for g in optimizer.param_groups]
    weights = {"positive": 1.5, "trigger": 1.0, "contexts": 0.15, "aspects": 0.3, "mode": 0.3, "cause": 0.5}

    begun = time.time()
    step, steps = 0, 0
    log = (args.out / "log.jsonl").open("a")
    for epoch in range(args.epochs):
        network.train()
        # Windows with nothing to code teach less: every second one is enough for an epoch.
        batches = make_batches([e for e in train if e.answers or random.random() < 0.5], args.batch)
        chosen = marked + random.sample(made, min(args.event_pairs, len(made)))
        random.shuffle(chosen)
        per = math.ceil(len(chosen) / len(batches))
        steps = steps or len(batches) * args.epochs
        sums: dict[str, float] = {}
        for k, batch in enumerate(batches):
            done = max(step / steps, (time.time() - begun) / 60 / args.minutes)
            if done >= 1:
                break
            factor = min(1.0, (step + 1) / (0.06 * steps)) * (1 - done)
            for group, rate in zip(optimizer.param_groups, base, strict=True):
                group["lr"] = rate * factor
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss, parts = window_loss(network, batch, tokenizer.pad, weights)
                few = chosen[k * per : (k + 1) * per]
                if few:
                    pairs = pair_loss(network, few, tokenizer.pad)
                    parts["pairs"] = float(pairs.detach()) / len(few)
                    loss = loss + pairs / args.batch
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            for name, value in parts.items():
                sums[name] = sums.get(name, 0.0) + value
            if step % 20 == 0:
                print(
                    f"epoch {epoch} step {step}/{steps} {(time.time() - begun) / 60:.1f} min "
                    + " ".join(f"{n} {v / (k + 1):.3f}" for n, v in sums.items()),
                    flush=True,
                )
        torch.save(network.state_dict(), args.out / "checkpoint.pt")
        row = {"epoch": epoch, "minutes": (time.time() - begun) / 60, **{n: v / max(1, len(batches)) for n, v in sums.items()}}
        log.write(json.dumps(row) + "\n")
        log.flush()
    settings = {
        "backbone": args.backbone.name,
        "layers": layers,
        "width": backbone.config.hidden_size,
        "types": EVENT_TYPES,
        "arguments": vars(args),
    }
    (args.out / "settings.json").write_text(json.dumps(settings, default=str, indent=1), "utf-8")


def make_batches(windows: list[Example], size: int) -> list[list[Example]]:
    """Batches of windows of like length, in random order."""
    order = sorted(windows, key=lambda e: len(e.window.ids) + random.random() * 24)
    batches = [order[i : i + size] for i in range(0, len(order), size)]
    random.shuffle(batches)
    return batches


if __name__ == "__main__":
    main()
