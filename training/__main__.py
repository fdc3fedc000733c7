"""`python -m training`: from the labels to the model that ships, step by step, each step a script of its own.

Needs the labels and bench files (--shared, default ../shared) and `pip install -e '.[train]'`. Takes about an hour and a half on two cores.
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
    run(
        "train.py",
        "--labels",
        *labels,
        "--bench",
        bench,
        "--no-pairs",
        "--backbone",
        backbone,
        "--layers",
        LAYERS,
        "--out",
        args.work / "run",
    )
    run("pair_head.py", "--checkpoint", args.work / "run", "--backbone", backbone, "--pairs", bench / "coder_dev.jsonl")
    run("export.py", "--checkpoint", args.work / "run", "--backbone", backbone, "--out", args.model)
    report = args.work / "measured.json"
    run("measure.py", "--labels", *labels, "--bench", bench, "--model", args.model, "--write", "--report", report)
    card = HERE.parent / "docs" / "model-card.md"
    made = ("--run", args.work / "run", "--report", report, "--model", args.model)
    run("card.py", *made, "--labels", *labels, "--bench", bench, "--out", card)


if __name__ == "__main__":
    main()
