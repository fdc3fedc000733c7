"""Fit the weights by which the reader gives date words to acts, and write them to the reader's table.

    dates_fit.py FOLDER... [--write]

FOLDER holds `NAME.txt` with `NAME.tsv`. For each labelled event whose sentence has date words, the choice is one of them or none:
a softmax over their weights, with ridge, by Newton-free gradient steps. Prints the share of right choices on files left out (five
folds by file), then fits on all. Without --write nothing is changed.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus import read
from dates_check import page_of
from dragoman.reader import when

TABLE = Path(when.__file__).parent / "tables" / "date_choice.tsv"
# A wrong date and a missing one do not weigh alike: sentences whose act has no date count for less, as a coder often leaves out a date
# that the sentence does give.
NONE_COUNTS = 0.25
RIDGE = 0.002
STEPS = 400


class Choice(NamedTuple):
    """The features of each option (the last is "none"), which one is right, and how much it counts."""

    file: str
    options: list[dict[str, float]]
    right: int
    counts: float


def choices(folders: list[Path]) -> list[Choice]:
    out = []
    for folder in folders:
        for document in read(sorted(folder.glob("*.txt"))):
            page = page_of(document)
            today = page.latest if page else None
            for label in document.labels:
                if label.kind != "E":
                    continue
                sentence = document.sentences[label.sentence]
                words = when.words_in(document.body, sentence, page)
                right = len(words)
                if label.date:
                    at = label.date
                    right = next((i for i, w in enumerate(words) if w.span[0] < at[1] and at[0] < w.span[1]), -1)
                if not words or right < 0:
                    continue
                reported = label.speaker is not None
                options = [dict_of(when.features(document.body, sentence, label.trigger, w, words, reported, today)) for w in words]
                options.append(dict_of(when.nothing(document.body, sentence, label.trigger, words, reported)))
                out.append(Choice(document.id.split(".")[0], options, right, NONE_COUNTS if label.date is None else 1.0))
    return out


def dict_of(pairs: object) -> dict[str, float]:
    out: dict[str, float] = {}
    for name, value in pairs:  # type: ignore[attr-defined]
        out[name] = out.get(name, 0.0) + value
    return out


def fit(data: list[Choice], names: list[str]) -> np.ndarray:
    """The weights, in the order of `names`, by gradient steps with momentum."""
    index = {name: i for i, name in enumerate(names)}
    rows, groups = [], []
    for g, choice in enumerate(data):
        for option in choice.options:
            row = np.zeros(len(names))
            for name, value in option.items():
                row[index[name]] = value
            rows.append(row)
            groups.append(g)
    x, group = np.array(rows), np.array(groups)
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    target = np.zeros(len(x))
    for choice, start in zip(data, starts, strict=True):
        target[start + choice.right] = 1.0
    counts = np.array([c.counts for c in data])[group]
    weights, moment, scale = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for t in range(1, STEPS + 1):
        z = x @ weights
        z = np.exp(z - np.maximum.reduceat(z, starts)[group])
        share = z / np.add.reduceat(z, starts)[group]
        slope = x.T @ ((share - target) * counts) / len(data) + RIDGE * weights
        moment = 0.9 * moment + 0.1 * slope
        scale = 0.99 * scale + 0.01 * slope**2
        weights -= 0.05 * (moment / (1 - 0.9**t)) / (np.sqrt(scale / (1 - 0.99**t)) + 1e-8)
    return weights


def pick(choice: Choice, weights: dict[str, float]) -> int:
    return int(np.argmax([sum(weights.get(n, 0.0) * v for n, v in option.items()) for option in choice.options]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    data = choices(args.folders)
    names = sorted({name for c in data for option in c.options for name in option})
    files = sorted({c.file for c in data})
    tally = {"dated": [0, 0], "dated, several": [0, 0], "not dated": [0, 0]}
    for fold in range(5):
        held = set(files[fold::5])
        weights = dict(zip(names, fit([c for c in data if c.file not in held], names), strict=True))
        for choice in data:
            if choice.file in held:
                dated = choice.right < len(choice.options) - 1
                for key in ["dated", *(["dated, several"] if len(choice.options) > 2 else [])] if dated else ["not dated"]:
                    tally[key][0] += pick(choice, weights) == choice.right
                    tally[key][1] += 1
    print(f"{len(data)} choices, {len(names)} features; right on files left out:")
    for key, (hits, of) in tally.items():
        print(f"  {key:15} {hits} of {of}  {hits / of:.3f}")
    if args.write:
        weights = fit(data, names)
        head = "# How much each feature speaks for date words being an act's own (when.py); fitted by training/dates_fit.py.\n"
        TABLE.write_text(head + "".join(f"{n}\t{w:.3f}\n" for n, w in zip(names, weights, strict=True) if abs(w) >= 0.005), "utf-8")


if __name__ == "__main__":
    main()
