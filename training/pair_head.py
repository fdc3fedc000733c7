"""Fit the pair head to marked pairs, the encoder left as it is, and measure it by cross-validation.

    pair_head.py --checkpoint DIR --backbone DIR --pairs ../shared/bench/coder_dev.jsonl [--write]

The encoder must not have learned from these pairs (train.py --no-pairs), or the cross-validation would be a lie. --write puts a head
fitted to all pairs into the checkpoint.
"""

from __future__ import annotations

import argparse
import copy
import json
from pathlib import Path

import torch
from torch import Tensor, nn

from dragoman.reader.labels import EVENT_TYPES
from dragoman.reader.tokenizer import WordPieces
from examples import PairExample, marked_pairs
from train import Network, load_backbone, pad

FOLDS = 5
YIELD = {EVENT_TYPES.index("CONCEDE"), EVENT_TYPES.index("RETREAT")}


def states(network: Network, pairs: list[PairExample], padding: int) -> tuple[Tensor, Tensor, Tensor]:
    """The encoder's states at the source mark, the target mark and the start, each (pairs, width)."""
    out: list[tuple[Tensor, ...]] = []
    with torch.no_grad():
        for i in range(0, len(pairs), 16):
            batch = pairs[i : i + 16]
            ids = pad([p.ids for p in batch], padding)
            hidden = network.encoder(ids, (ids != padding).long())[0]
            rows = torch.arange(len(batch))
            out.append((hidden[rows, [p.source for p in batch]], hidden[rows, [p.target for p in batch]], hidden[:, 0]))
    return tuple(torch.cat(part) for part in zip(*out, strict=True))  # type: ignore[return-value]


def fit(head: nn.Module, inputs: tuple[Tensor, ...], pairs: list[PairExample], epochs: int, rate: float, seed: int) -> nn.Module:
    """A copy of `head` trained on these pairs."""
    torch.manual_seed(seed)
    head = copy.deepcopy(head).train()
    optimizer = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=0.02)
    for epoch in range(epochs):
        order = torch.randperm(len(pairs))
        for group in optimizer.param_groups:
            group["lr"] = rate * (1 - epoch / epochs)
        for i in range(0, len(order), 32):
            rows = order[i : i + 32]
            share = head(*(x[rows] for x in inputs)).log_softmax(1)
            loss = -sum((share[k, pairs[int(r)].types].logsumexp(0) for k, r in enumerate(rows)), start=torch.zeros(())) / len(rows)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
    return head.eval()


def right(head: nn.Module, inputs: tuple[Tensor, ...], pairs: list[PairExample]) -> list[bool]:
    """Whether the likeliest type is right, CONCEDE and RETREAT taken as one."""
    with torch.no_grad():
        shares = head(*inputs).softmax(1)
    best = shares.argmax(1).tolist()
    return [b in p.types or (b in YIELD and bool(YIELD & set(p.types))) for b, p in zip(best, pairs, strict=True)]


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--backbone", type=Path, required=True)
    ap.add_argument("--pairs", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=12)
    ap.add_argument("--rate", type=float, default=3e-4)
    ap.add_argument("--write", action="store_true")
    args = ap.parse_args()
    settings = json.loads((args.checkpoint / "settings.json").read_text("utf-8"))
    network = Network(load_backbone(args.backbone, settings["layers"]), settings["width"])
    network.load_state_dict(torch.load(args.checkpoint / "checkpoint.pt"))
    network.eval()
    tokenizer = WordPieces(args.backbone / "tokenizer.json")
    pairs = marked_pairs(args.pairs, tokenizer)
    inputs = states(network, pairs, tokenizer.pad)
    print(f"as trained on events alone: {sum(right(network.pairs, inputs, pairs)) / len(pairs):.3f}")
    order = torch.randperm(len(pairs), generator=torch.Generator().manual_seed(11)).tolist()
    hits = 0
    for fold in range(FOLDS):
        test = order[fold::FOLDS]
        learn = [i for i in order if i not in set(test)]
        head = fit(network.pairs, tuple(x[learn] for x in inputs), [pairs[i] for i in learn], args.epochs, args.rate, fold)
        hits += sum(right(head, tuple(x[test] for x in inputs), [pairs[i] for i in test]))
    print(f"cross-validated over {FOLDS} folds: {hits / len(pairs):.3f} of {len(pairs)}")
    if args.write:
        network.pairs = fit(network.pairs, inputs, pairs, args.epochs, args.rate, 0)  # type: ignore[assignment]
        torch.save(network.state_dict(), args.checkpoint / "checkpoint.pt")


if __name__ == "__main__":
    main()
