"""Fit what types marked pairs, the page reader left as it is, and measure it by cross-validation.

    pair_head.py --checkpoint DIR --backbone DIR --pairs ../shared/bench/coder_dev.jsonl

The encoder must not have learned from these pairs (train.py --no-pairs), or the cross-validation would be a lie. Trained are a copy of the
encoder's upper layers and the head; the lower layers' states are computed once. Writes pairs.pt, fitted to all pairs, into the checkpoint.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor, nn

from dragoman.reader.labels import EVENT_TYPES
from dragoman.reader.tokenizer import WordPieces
from examples import PairExample, marked_pairs
from model import PairReader
from train import Network, load_backbone, pad

FOLDS = 5
DEPTH = 2  # layers of its own
YIELD = {EVENT_TYPES.index("CONCEDE"), EVENT_TYPES.index("RETREAT")}


def lower_states(network: Network, pairs: list[PairExample], padding: int) -> list[Tensor]:
    """For each pair the states (tokens, width) that go into the upper layers."""
    out: list[Tensor] = []
    with torch.no_grad():
        for i in range(0, len(pairs), 16):
            ids = pad([p.ids for p in pairs[i : i + 16]], padding)
            backbone = network.encoder.backbone
            hidden = backbone(input_ids=ids, attention_mask=(ids != padding).long(), output_hidden_states=True).hidden_states
            lower = hidden[len(backbone.encoder.layer) - DEPTH]
            out += [lower[row, : len(p.ids)].clone() for row, p in enumerate(pairs[i : i + 16])]
    return out


def batch_of(states: list[Tensor], pairs: list[PairExample], rows: list[int]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The inputs of a PairReader for these pairs."""
    chosen = [states[r] for r in rows]
    mask = torch.zeros(len(rows), max(map(len, chosen)), dtype=torch.long)
    for row, state in enumerate(chosen):
        mask[row, : len(state)] = 1
    marks = [torch.tensor([getattr(pairs[r], name) for r in rows]) for name in ("source", "target")]
    return nn.utils.rnn.pad_sequence(chosen, batch_first=True), mask, marks[0], marks[1]


def fit(
    reader: PairReader, states: list[Tensor], pairs: list[PairExample], rows: list[int], epochs: int, rate: float, seed: int
) -> PairReader:
    """The reader trained on the pairs at `rows`."""
    torch.manual_seed(seed)
    reader.train()
    own = [p for name, p in reader.named_parameters() if name.startswith("layers")]
    groups = [{"params": own, "lr": rate}, {"params": list(reader.head.parameters()), "lr": 4 * rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.02)
    steps = epochs * -(-len(rows) // 16)
    step = 0
    for _ in range(epochs):
        order = [rows[i] for i in torch.randperm(len(rows)).tolist()]
        for i in range(0, len(order), 16):
            few = order[i : i + 16]
            factor = min(1.0, (step + 1) / (0.1 * steps)) * (1 - step / steps)
            optimizer.param_groups[0]["lr"], optimizer.param_groups[1]["lr"] = rate * factor, 4 * rate * factor
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = reader(*batch_of(states, pairs, few))
            share = logits.float().log_softmax(1)
            loss = -sum((share[k, pairs[r].types].logsumexp(0) for k, r in enumerate(few)), start=torch.zeros(())) / len(few)
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 5.0)
            optimizer.step()
            optimizer.zero_grad()
            step += 1
    return reader.eval()


def right(reader: PairReader, states: list[Tensor], pairs: list[PairExample], rows: list[int]) -> int:
    """How many of these pairs get the right type, CONCEDE and RETREAT taken as one."""
    hits = 0
    with torch.no_grad():
        for i in range(0, len(rows), 32):
            few = rows[i : i + 32]
            for r, best in zip(few, reader(*batch_of(states, pairs, few)).argmax(1).tolist(), strict=True):
                hits += best in pairs[r].types or (best in YIELD and bool(YIELD & set(pairs[r].types)))
    return hits


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--backbone", type=Path, required=True)
    ap.add_argument("--pairs", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--rate", type=float, default=1e-4)
    ap.add_argument("--skip-folds", action="store_true", help="fit what ships without measuring")
    args = ap.parse_args()
    settings = json.loads((args.checkpoint / "settings.json").read_text("utf-8"))
    network = Network(load_backbone(args.backbone, settings["layers"]), settings["width"])
    network.load_state_dict(torch.load(args.checkpoint / "checkpoint.pt"))
    network.eval()
    tokenizer = WordPieces(args.backbone / "tokenizer.json")
    pairs = marked_pairs(args.pairs, tokenizer)
    states = lower_states(network, pairs, tokenizer.pad)

    def fresh() -> PairReader:
        return PairReader(network.encoder.backbone, network.pairs, DEPTH)

    every = list(range(len(pairs)))
    print(f"as trained on events alone: {right(fresh().eval(), states, pairs, every) / len(pairs):.3f}", flush=True)
    order = torch.randperm(len(pairs), generator=torch.Generator().manual_seed(11)).tolist()
    hits = 0
    for fold in range(0 if args.skip_folds else FOLDS):
        test = order[fold::FOLDS]
        kept = set(test)
        reader = fit(fresh(), states, pairs, [i for i in order if i not in kept], args.epochs, args.rate, fold)
        hits += right(reader, states, pairs, test)
        print(f"fold {fold}: {hits} right so far", flush=True)
    if not args.skip_folds:
        print(f"cross-validated over {FOLDS} folds: {hits / len(pairs):.3f} of {len(pairs)}", flush=True)
    torch.save(fit(fresh(), states, pairs, every, args.epochs, args.rate, 0).state_dict(), args.checkpoint / "pairs.pt")


if __name__ == "__main__":
    main()
