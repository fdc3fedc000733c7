"""`python -m training`: from the labels to the model that ships, step by step, each step a script of its own.

Needs the labels and bench files (--shared, default ../shared) and `pip install -e '.[train]'`. Takes about two hours on two cores.
The model that ships was made so, but for one thing: the first of its two passes was begun when only c00 and c02 of the composed pages were
written, and saw no others.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# What the shipped model was trained with. Ten of the twelve layers: the upper two are shaped for whole-sentence similarity.
LAYERS = "0,1,2,3,4,5,6,7,8,9"


def run(script: str, *args: str | Path) -> None:
    print(f"== {script}", flush=True)
    subprocess.run([sys.executable, str(HERE / script), *map(str, args)], check=True)


def main() -> None:
    ap = argparse.ArgumentParser(prog="python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    ap.add_argument("--work", type=Path, default=HERE.parent / "build" / "training", help="where checkpoints go")
    ap.add_argument("--model", type=Path, default=HERE.parent / "src" / "dragoman" / "reader" / "model")
    args = ap.parse_args()
    bench = args.shared / "bench"
    labels = [args.shared / "train", HERE / "labels", HERE / "labels" / "wire.jsonl"]
    backbone = args.work / "backbone"
    run("backbone.py", backbone)
    learn = ("--labels", *labels, "--bench", bench, "--no-pairs", "--backbone", backbone, "--layers", LAYERS, "--freeze", "3")
    first, second = args.work / "first", args.work / "second"
    run("train.py", *learn, "--event-pairs", "1500", "--epochs", "4", "--rate", "6e-5", "--out", first)
    again = ("--event-pairs", "1200", "--epochs", "2", "--rate", "3.5e-5", "--head-rate", "2e-4", "--seed", "8")
    run("train.py", *learn, *again, "--from", first / "checkpoint.pt", "--out", second)
    run("pair_head.py", "--checkpoint", second, "--backbone", backbone, "--pairs", bench / "coder_dev.jsonl")
    run("export.py", "--checkpoint", second, "--backbone", backbone, "--out", args.model)
    report = args.work / "measured.json"
    run("measure.py", "--labels", *labels, "--bench", bench, "--model", args.model, "--write", "--report", report)
    card = HERE.parent / "docs" / "model-card.md"
    made = ("--run", second, "--report", report, "--model", args.model)
    run("card.py", *made, "--labels", *labels, "--bench", bench, "--out", card)


if __name__ == "__main__":
    main()
