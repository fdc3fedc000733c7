#!/usr/bin/env python3
"""How far confidence can be trusted: of the codings given p, how many are right.

    bench/quality.py ../shared/gold/dev --save saved
    bench/calibration.py saved/dev.jsonl ../shared/gold/dev [--contract ../shared/contract] [--bins 10] [--json]

A coding is right when the contract's scorer pairs it with a gold item (an optional one too). The expected calibration error is the mean
distance between confidence and share right over the bins, weighted by their codings. The last table is what --min-confidence buys.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
KINDS = {"event": "events", "assessment": "assessments", "commitment": "commitments", "condition": "conditions"}


class Judged(NamedTuple):
    """One coding: what it claims and whether it holds."""

    confidence: float
    right: bool


class Bin(NamedTuple):
    """Codings of like confidence."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def scorer(contract: Path) -> ModuleType:
    """The contract's scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", contract / "score.py")
    assert spec is not None, contract
    assert spec.loader is not None, contract
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def golds(root: Path) -> list[tuple[str, dict[str, Any]]]:
    """The gold pages of a folder, each with the end of its source as the scorer wants it."""
    out = []
    for path in sorted(root.rglob("gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        out.append((f"{path.parent.name}/{gold.get('page', 'page.txt')}", gold))
    return out


def judged(score: ModuleType, root: Path, codings: list[dict[str, Any]], kind: str) -> list[Judged]:
    """All codings of a kind with the scorer's judgement."""
    out: list[Judged] = []
    for source, gold in golds(root):
        coding = next((c for c in codings if c["article"]["source"].endswith(source)), None)
        if coding is None:
            print(f"no coding for {source}", file=sys.stderr)
            continue
        misses: list[tuple[str, str, str, dict[str, Any]]] = []
        score.score([(source, gold)], [coding], misses)
        extra = {item["id"] for _, name, how, item in misses if name == kind and how == "extra"}
        items = [item for item in coding[KINDS[kind]] if kind != "event" or score.in_scope(item)]
        out += [Judged(item["confidence"], item["id"] not in extra) for item in items]
    return out


def bins(codings: list[Judged], number: int) -> list[Bin]:
    """`number` bins of equal width; empty ones left out."""
    out = []
    for n in range(number):
        low, high = n / number, (n + 1) / number
        inside = [c for c in codings if low <= c.confidence < high or (n == number - 1 and c.confidence == 1)]
        if inside:
            mean = sum(c.confidence for c in inside) / len(inside)
            out.append(Bin(low, high, len(inside), mean, sum(c.right for c in inside) / len(inside)))
    return out


def expected_error(table: list[Bin]) -> float:
    """Expected calibration error, 0 to 1."""
    total = sum(b.count for b in table)
    return sum(b.count * abs(b.confidence - b.right) for b in table) / total if total else 0.0


def choices(score: ModuleType, roots: list[Path], codings: list[dict[str, Any]], kind: str) -> list[tuple[float, float, float, float]]:
    """For each --min-confidence: precision, recall and F1 of what stays, as the scorer counts (optional items cost and win nothing)."""
    out = []
    for threshold in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        kept = [c | {KINDS[kind]: [item for item in c[KINDS[kind]] if item["confidence"] >= threshold]} for c in codings]
        figures = score.score([one for root in roots for one in golds(root)], kept)["items"][kind]
        if figures["coded"]:
            out.append((threshold, figures["precision"], figures["recall"], figures["f1"]))
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("codings", type=Path, help="codings as saved by bench/quality.py --save")
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--contract", type=Path, default=HERE.parent.parent / "shared" / "contract", help="folder of score.py")
    parser.add_argument("--kind", choices=list(KINDS), default="event")
    parser.add_argument("--bins", type=int, default=10)
    parser.add_argument("--json", action="store_true", help="print the bins as one JSON object instead")
    args = parser.parse_args()
    score = scorer(args.contract)
    saved = [json.loads(line) for line in args.codings.read_text("utf-8").splitlines()]
    found = [one for root in args.gold for one in judged(score, root, saved, args.kind)]
    table = bins(found, args.bins)
    if args.json:
        print(json.dumps({"error": expected_error(table), "codings": len(found), "bins": [b._asdict() for b in table]}))
        return 0
    print(f"{'confidence':12}{'codings':>8}{'mean':>8}{'right':>8}")
    for b in table:
        print(f"{b.low:.2f}-{b.high:.2f}   {b.count:8}{b.confidence:8.3f}{b.right:8.3f}")
    print(f"expected calibration error {expected_error(table):.3f} over {len(found)} codings")
    print(f"\n{'min-confidence':16}{'precision':>10}{'recall':>8}{'F1':>8}")
    for threshold, precision, recall, f1 in choices(score, args.gold, saved, args.kind):
        print(f"{threshold:<16.1f}{precision:10.3f}{recall:8.3f}{f1:8.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
