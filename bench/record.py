#!/usr/bin/env python3
"""How a record grows: adding, size, memory, and every question of the command line, at 1,000 to 100,000 pages.

    .venv/bin/dragoman code ../shared/bench/wire.jsonl.gz > wire-codings.jsonl
    bench/record.py wire-codings.jsonl [--pages 1000 10000 100000] [--record PLACE] [--json]

More pages than there are codings are made from these by changing names and dates: each copy has the states and organisations of the file
changed round, and all its days moved. Pages are added 100 at a time, as `dragoman import` does, and 100 alone, as `dragoman add` does. Each
question is asked once cold and then three times; the best of the three counts.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

import dragoman
from dragoman.coding import Coding, DateInterval, from_json
from dragoman.record.record import Record

_ACTORS = ("actor", "giver", "receiver", "holder", "against")
_TOGETHER = 100


def changed(value: Any, names: dict[str, str], days: int) -> Any:
    """A part of a coding as plain objects, with other actors and all days moved."""
    if isinstance(value, list):
        return [changed(one, names, days) for one in value]
    if not isinstance(value, dict):
        return value
    out = {}
    for key, one in value.items():
        if key in _ACTORS and isinstance(one, str):
            out[key] = names.get(one, one)
        elif key == "dyad":
            out[key] = [names.get(actor, actor) for actor in one]
        elif key in ("earliest", "latest"):
            out[key] = (date.fromisoformat(one) + timedelta(days)).isoformat()
        else:
            out[key] = changed(one, names, days)
    return out


def copies(codings: Sequence[Coding], count: int) -> Iterator[Coding]:
    """`count` codings: those given, then copies of them, each with an id of its own."""
    plain = [msgspec.to_builtins(coding) for coding in codings]
    states = sorted({party.actor for coding in codings for event in coding.events for party in event.sources if len(party.actor) == 3})
    rounds = random.Random(7)
    for n in range(count):
        if n % len(plain) == 0:
            mixed = rounds.sample(states, len(states)) if n else states
            names, days = dict(zip(states, mixed, strict=True)), rounds.randrange(-3000, 3000) if n else 0
        one = changed(plain[n % len(plain)], names, days)
        one["article"]["id"] = f"{n:016x}"
        yield msgspec.convert(one, Coding)


def questions(record: Record) -> dict[str, Callable[[], Any]]:
    """What is asked: every kind by every filter, with values that are frequent in the record, and with some that are not there."""
    rows = record.events(limit=2000, sort="added").rows
    often = Counter((row["source"], row["target"]) for row in rows if "+" not in row["source"] + row["target"]).most_common(1)[0][0]
    year = next(row["day"].year for row in rows if row["day"])
    dates = DateInterval(date(year, 1, 1), date(year, 12, 31))
    publisher = next((row["publisher"] for row in rows if row["publisher"]), "nobody")
    a, b = often
    first = {"limit": 50}
    common: dict[str, dict[str, Any]] = {
        "": {},
        "dyad": {"dyad": (a, b)},
        "dyad not there": {"dyad": (a, "NOBODY")},
        "actor": {"actor": [a]},
        "dates": {"dates": dates},
        "dyad, dates, oldest": {"dyad": (a, b), "dates": dates, "sort": "oldest"},
        "published": {"published": dates},
        "publisher": {"publisher": [publisher]},
        "doubtful": {"sort": "doubtful"},
        "min confidence": {"min_confidence": 0.95},
        "corrected": {"corrected": True},
        "as read": {"as_read": True},
    }
    own: dict[str, dict[str, dict[str, Any]]] = {
        "events": {
            "source": {"source": [a]},
            "target, type": {"target": [b], "type": ["AID"]},
            "type": {"type": ["SANCTION"]},
            "type, surest": {"type": ["CONSULT"], "sort": "surest"},
            "mode": {"mode": ["visit"]},
            "mode not there": {"mode": ["none such"]},
            "quad, status": {"quad": ["material conflict"], "status": ["negated"]},
            "place": {"place": [a]},
            "place not there": {"place": ["Nowhere"]},
            "speaker": {"speaker": [b]},
            "speaker reporter": {"speaker": ["reporter"]},
            "skip 1000": {"skip": 1000},
        },
        "assessments": {"direction": {"direction": ["worsening"]}, "aspect": {"aspect": ["military"]}},
        "commitments": {"source": {"source": [a]}, "status": {"status": ["held"]}, "kind": {"kind": ["loan"]}},
        "conditions": {"state": {"state": ["shut"]}, "kind": {"kind": ["route"]}},
        "causes": {},
        "pages": {},
    }
    out: dict[str, Callable[[], Any]] = {}
    for kind, filters in own.items():
        every = common if kind != "pages" else {name: common[name] for name in ("", "published", "publisher")}
        for name, given in (every | filters).items():
            out[f"{kind} {name}".strip()] = lambda kind=kind, given=given: getattr(record, kind)(**given, **first)
    for words in ("minister", '"prime minister"', "zebra", "talks -peace", "border OR frontier"):
        out[f"find {words}"] = lambda words=words: record.find(words, **first)
    last = record.events(limit=1, sort="added", skip=1000).rows or rows
    out["show"] = lambda: record.show(last[0]["id"])
    return out


def asked(record: Record) -> dict[str, float]:
    """Seconds that each question takes, warm."""
    out = {}
    for name, ask in questions(record).items():
        ask()
        times = []
        for _ in range(3):
            start = time.perf_counter()
            ask()
            times.append(time.perf_counter() - start)
        out[name] = min(times)
    return out


def measured(codings: Sequence[Coding], sizes: Sequence[int], place: str) -> Iterator[dict[str, Any]]:
    """A row a size, the record growing from one to the next."""
    more = copies(codings, max(sizes))
    with dragoman.open_record(place, create=True) as record:
        done = 0
        for size in sorted(sizes):
            together = alone = 0.0
            while done < size:
                batch = [coding for _, coding in zip(range(min(_TOGETHER, size - done)), more, strict=False)]
                start = time.perf_counter()
                if size - done <= _TOGETHER:
                    for coding in batch:
                        record.add(coding)
                    alone = time.perf_counter() - start
                else:
                    record.add_all(batch)
                    together += time.perf_counter() - start
                done += len(batch)
            times = asked(record)
            yield {
                "pages": size,
                "added_a_second": round(_TOGETHER / alone),
                "mb": round(Path(place).stat().st_size / 1e6) if "://" not in place else None,
                "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
                "median_ms": round(1000 * median(times.values()), 1),
                "worst_ms": round(1000 * max(times.values()), 1),
                "worst": max(times, key=lambda name: times[name]),
                "slow": {name: round(1000 * seconds) for name, seconds in times.items() if seconds > 0.2},
                "questions": len(times),
            }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("codings", type=Path)
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--record", metavar="PLACE", help="make it here and leave it; if not given, in a folder that is taken away")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with args.codings.open(encoding="utf-8") as lines:
        codings = [from_json(line) for line in lines if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        if not args.json:
            print("| pages | added a second | MB | peak memory, MB | median question, ms | slowest, ms | which |")
            print("|---|---|---|---|---|---|---|")
        for row in measured(codings, args.pages, args.record or f"{folder}/record.sqlite3"):
            if args.json:
                print(json.dumps(row), flush=True)
                continue
            names = ("pages", "added_a_second", "mb", "peak_mb", "median_ms", "worst_ms", "worst")
            print("| " + " | ".join(str(row[name]) for name in names) + " |", flush=True)
            if row["slow"]:
                print(f"over 0.2 s: {row['slow']}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
