#!/usr/bin/env python3
"""Type the marked pairs of a file and say how many are right.

    bench/pairs.py ../shared/bench/coder_dev.jsonl [--json] [--misses]

Each line of the file is an object with `marked` (a sentence with <s>source</s> and <t>target</t>; one may be missing) and `type`, a PLOVER
type or YIELD, for which CONCEDE and RETREAT both count. The shipped model may have been trained on such a file: figures for unseen pairs
come from the cross-validation of training/.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from dragoman.coding import Span
from dragoman.reader.pairs import unmark

_FOLDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


class Pair(NamedTuple):
    """A sentence with its two marked sides, as spans in `text` (None: not in the sentence), and the type of what passes between them."""

    id: str
    text: str
    source: Span | None
    target: Span | None
    type: str


def pairs(lines: Iterable[str]) -> Iterator[Pair]:
    """The pairs of a file's lines. Raises ValueError on a line whose marks can't be read."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        record = json.loads(line)
        text, source, target = unmark(record["marked"])
        if source is None and target is None:
            raise ValueError(f"line {number}: no <s>...</s> and no <t>...</t>")
        yield Pair(str(record.get("id", number)), text, source, target, _FOLDED.get(record["type"], record["type"]))


def report(answers: list[tuple[str, str]]) -> str:
    """Accuracy; by type precision, recall and F1; the confusion table (rows what is right, columns what was answered)."""
    right = sum(gold == coded for gold, coded in answers)
    names = sorted({name for answer in answers for name in answer})
    counts = Counter(answers)
    out = [
        f"{right} of {len(answers)} right: {right / len(answers):.3f}",
        "",
        f"{'':11}{'precision':>10}{'recall':>8}{'F1':>7}{'pairs':>7}",
    ]
    for name in names:
        hits = counts[name, name]
        coded, gold = sum(counts[other, name] for other in names), sum(counts[name, other] for other in names)
        precision, recall = hits / coded if coded else 0.0, hits / gold if gold else 0.0
        f1 = 2 * hits / (coded + gold) if coded + gold else 0.0
        out.append(f"{name:11}{precision:10.3f}{recall:8.3f}{f1:7.3f}{gold:7}")
    out += ["", "rows: the right type; columns: the type answered", " " * 11 + "".join(f"{name[:5]:>6}" for name in names)]
    out += [f"{gold:11}" + "".join(f"{counts[gold, coded] or '.':>6}" for coded in names) for gold in names]
    return "\n".join(out)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="print accuracy and counts as one JSON object instead")
    parser.add_argument("--misses", action="store_true", help="also print every pair answered wrong")
    args = parser.parse_args()
    from dragoman.reader.reader import Reader

    reader = Reader.load()
    answers: list[tuple[str, str]] = []
    for pair in pairs(args.file.read_text("utf-8").splitlines()):
        best = reader.type_pair(pair.text, pair.source, pair.target)[0]
        coded = _FOLDED.get(best.type, best.type)
        answers.append((pair.type, coded))
        if args.misses and coded != pair.type:
            print(f"{pair.id}: {coded} {best.probability:.2f}, right is {pair.type}: {pair.text}")
    if not answers:
        print(f"{args.file}: holds no pairs", file=sys.stderr)
        return 1
    if args.json:
        confusions = [{"right": gold, "answered": coded, "pairs": n} for (gold, coded), n in sorted(Counter(answers).items())]
        print(json.dumps({"pairs": len(answers), "accuracy": sum(a == b for a, b in answers) / len(answers), "counts": confusions}))
    else:
        print(report(answers))
    return 0


if __name__ == "__main__":
    sys.exit(main())
