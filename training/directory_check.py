"""How well the directory finds the sides of the labelled sentences.

    python training/directory_check.py FOLDER [--list wrong|none] [--kind KIND] [--files b]

A side of the labels is `text=ID` in a sentence. It is right if a mention with that actor overlaps its words, wrong if only mentions of
other actors do, open if a mention without an actor does (the reader resolves those), missed if none does. Sides "*" are left out.
"""

from __future__ import annotations

import argparse
import calendar
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dragoman.coding import DateInterval
from dragoman.directory import Directory, Mention

_PRONOUN = re.compile(
    r"(?i)(he|she|they|we|it|his|her|their|our|him|them|us|its|i|my|you|your|me|both|the two|himself|themselves|both sides)$"
)
_HEADER = re.compile(r"## \S+ (?:\S+ published )?(\d{4})-(\d{2})(?:-(\d{2}))?")


def documents(path: Path) -> Iterator[tuple[dict[str, str], DateInterval | None]]:
    """Sentences by id and the date, a document at a time."""
    lines: dict[str, str] = {}
    on: DateInterval | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            if lines:
                yield lines, on
            lines, on = {}, None
            match = _HEADER.match(line)
            if match:
                year, month = int(match[1]), int(match[2])
                last = calendar.monthrange(year, month)[1]
                on = DateInterval(date(year, month, int(match[3] or 1)), date(year, month, int(match[3] or last)))
        elif "\t" in line:
            key, text = line.split("\t", 1)
            lines[key] = text
    if lines:
        yield lines, on


def sides(path: Path) -> dict[str, set[tuple[str, str]]]:
    """Sentence id to the (words, actor) pairs labelled in it."""
    columns = {"E": (5, 6, 7), "A": (5, 6, 7), "C": (5, 6), "K": (5, 6)}
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        for column in columns.get(cells[0], ()):
            if column < len(cells):
                for side in cells[column].split("||"):
                    words, _, actor = side.rpartition("=")
                    if words and words != "*" and actor:
                        found[cells[1]].add((words, actor))
    return found


def kind_of(words: str) -> str:
    """named, bare (no capital letter) or pronoun."""
    if _PRONOUN.match(words):
        return "pronoun"
    body = words.split(" ", 1)[-1] if words.split(" ", 1)[0] in ("The", "A", "An", "Two", "Both", "All") else words
    return "named" if any(char.isupper() for char in body) else "bare"


def judge(mentions: list[Mention], spans: list[tuple[int, int]], actor: str) -> tuple[str, list[Mention]]:
    """right, wrong, open or missed, with the mentions that overlap."""
    over = [m for m in mentions if any(m.span[0] < end and start < m.span[1] for start, end in spans)]
    if any(m.actor == actor for m in over):
        return "right", over
    if any(m.actor for m in over):
        return "wrong", over
    return ("open" if over else "missed"), over


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", choices=["wrong", "open", "missed"], action="append", default=[])
    parser.add_argument("--kind", default="named")
    parser.add_argument("--files", default="")
    parser.add_argument("--top", type=int, default=60)
    options = parser.parse_args()
    started = time.perf_counter()
    directory = Directory.load()
    loaded = time.perf_counter() - started
    tally: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    confusions: Counter[tuple[str, str, str]] = Counter()
    spent, words_read = 0.0, 0
    for path in sorted(options.folder.glob(f"{options.files}*.txt")):
        labels = sides(path.with_suffix(".tsv"))
        for lines, on in documents(path):
            body, spans, keys = "", [], []
            for key, text in lines.items():
                body += "\n\n" if body else ""
                spans.append((len(body), len(body) + len(text)))
                keys.append(key)
                body += text
            began = time.perf_counter()
            mentions = directory.mentions(body, spans, on)
            spent += time.perf_counter() - began
            words_read += len(body.split())
            for key, (start, end) in zip(keys, spans, strict=True):
                for words, actor in labels.get(key, ()):
                    found = [
                        (start + m.start(), start + m.end())
                        for m in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", body[start:end])
                    ]
                    if not found:
                        continue
                    verdict, over = judge(mentions, found, actor)
                    kind = kind_of(words)
                    tally[path.name[0], kind][verdict] += 1
                    if verdict in options.list and kind == options.kind:
                        got = ", ".join(sorted({m.actor for m in over}))
                        confusions[words, actor, f"{got} [{path.stem} {key}]"] += 1
    grouped: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for (words, actor, got), _ in confusions.items():
        name, _, where = got.partition(" [")
        grouped[words, actor, name].append(where.rstrip("]"))
    for (words, actor, got), where in sorted(grouped.items(), key=lambda item: -len(item[1]))[: options.top]:
        print(f"{len(where):4} {words!r} is {actor}, found {got or '-'}  ({'; '.join(where[:3])})")
    for (files, kind), counts in sorted(tally.items()):
        total = sum(counts.values())
        print(f"{files}* {kind:8} {total:6}  " + "  ".join(f"{v} {counts[v] / total:.1%}" for v in ("right", "wrong", "open", "missed")))
    print(f"load {loaded:.3f} s, {1000 * spent * 400 / max(words_read, 1):.2f} ms per 400 words")


if __name__ == "__main__":
    main()
