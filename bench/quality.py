#!/usr/bin/env python3
"""Code gold folders and score them with the contract's own runner and scorer.

    bench/quality.py ../shared/gold/dev ../shared/gold/relations [--contract ../shared/contract] [--json] [--misses] [--save FOLDER]

Prints one table, a column a folder. --save keeps the codings of each folder for bench/calibration.py.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def measured(root: Path, contract: Path, *, misses: bool, save: Path | None) -> dict[str, Any]:
    """The scorer's figures for one gold folder. Raises SystemExit with the runner's words if it fails."""
    command = [sys.executable, str(contract / "run_gold.py"), "--dragoman", f"{shlex.quote(sys.executable)} -m dragoman", str(root)]
    if misses:
        command.append("--misses")
    if save:
        save.mkdir(parents=True, exist_ok=True)
        command += ["--save", str(save / f"{root.resolve().name}.jsonl")]
    done = subprocess.run(command, capture_output=True, text=True)
    sys.stderr.write(done.stderr)
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        raise SystemExit(f"{shlex.join(command)}: exit {done.returncode}\n{done.stdout[-2000:]}")
    if misses:
        print(f"== {root}", *lines[:-1], sep="\n")
    figures: dict[str, Any] = json.loads(lines[-1])
    return figures


def table(results: dict[str, dict[str, Any]]) -> str:
    """The figures side by side: F1 (precision, recall) of items, then the shares."""
    names = list(results)
    out = [
        "".ljust(24) + "".join(name.rjust(24) for name in names),
        "pages".ljust(24) + "".join(f"{r['pages']}".rjust(24) for r in results.values()),
    ]
    for kind in dict.fromkeys(kind for r in results.values() for kind in r["items"]):
        cells = []
        for result in results.values():
            figure = result["items"].get(kind, {})
            told = bool(figure) and (figure["gold"] or figure["coded"])
            cells.append(f"{figure['f1']:.3f} ({figure['precision']:.2f}, {figure['recall']:.2f})" if told else "-")
        out.append(kind.ljust(24) + "".join(cell.rjust(24) for cell in cells))
    for kind in dict.fromkeys(kind for r in results.values() for kind in r["shares"]):
        cells = []
        for result in results.values():
            figure = result["shares"].get(kind)
            cells.append(f"{figure['share']:.3f} of {figure['of']}" if figure else "-")
        out.append(kind.ljust(24) + "".join(cell.rjust(24) for cell in cells))
    return "\n".join(out)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument(
        "--contract", type=Path, default=HERE.parent.parent / "shared" / "contract", help="folder of run_gold.py and score.py"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object instead")
    parser.add_argument("--misses", action="store_true", help="also print every gold item missed and every coding not in gold")
    parser.add_argument("--save", type=Path, metavar="FOLDER", help="keep the codings of each gold folder as FOLDER/<its name>.jsonl")
    args = parser.parse_args()
    results = {root.resolve().name: measured(root, args.contract, misses=args.misses, save=args.save) for root in args.gold}
    print(json.dumps(results) if args.json else table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
