"""Measure a model on the held-out documents, and fit how its confidence is computed.

    measure.py --labels ../shared/train training/labels/wire.jsonl --bench ../shared/bench --model src/dragoman/reader/model [--write]

Prints precision, recall and F1 (same sentence, meeting sides, same value) by kind; --write puts confidence.json into the model.
Half of the held-out documents fit the curves, the other half measure them, and the other way round.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression

import corpus
from dragoman.coding import DateInterval
from dragoman.directory import Directory
from dragoman.reader.confidence import Confidence, Curve
from dragoman.reader.decode import Draft, drafts
from dragoman.reader.labels import EVENT_TYPES, TRIGGERS
from dragoman.reader.network import Network
from dragoman.reader.windows import windows
from packed import gather
from train import held_out

AS_GOOD = 0.001  # F1

Page = tuple[corpus.Document, list[list[Draft]]]  # drafts by window


def read(labels: list[Path], bench: Path, network: Network, chosen: Callable[[str], bool]) -> list[Page]:
    """The chosen documents with the drafts of their windows."""
    directory = Directory.load()
    out = []
    for document in gather(labels, bench):
        if not chosen(document.id):
            continue
        day = date.fromisoformat(document.published) if document.published else None
        mentions = directory.mentions(document.body, document.sentences, DateInterval(day, day) if day else None)
        cut = windows(document.body, document.sentences, mentions, network.tokenizer)
        found = sorted(network.encode(cut), key=lambda pair: pair[0])
        out.append((document, [drafts(network, r, document.body) for _, r in found]))
    return out


# Types between which the coding guidelines let a reader choose: goods held, yielding said or done, debts paid, talks put off.
EITHER = [{"COERCE", "SANCTION"}, {"CONCEDE", "RETREAT"}, {"AID", "COOPERATE"}, {"REJECT", "SANCTION"}]


def right(draft: Draft, label: corpus.Label) -> bool:
    """Whether a draft tells of the labelled thing: kind and sentence the same, value the same or one as good, sides meeting."""
    if (draft.kind, draft.sentence) != (label.kind, label.sentence):
        return False
    if draft.value != label.value and {draft.value, label.value} not in EITHER:
        return False
    sources, targets = {c.actor for c in draft.sources}, {c.actor for c in draft.targets}
    a, b = {s.actor for s in label.sources}, {s.actor for s in label.targets}
    if draft.kind == "A":
        return bool((sources | targets) & a and (sources | targets) & b)
    if draft.kind == "K":
        return bool((sources | targets) & (a | b))
    plain = {x.removeprefix("?") for x in sources}, {x.removeprefix("?") for x in targets}
    return bool(plain[0] & a and plain[1] & b)


def fit(pages: list[Page], kind: str) -> Curve:
    """A logistic curve of rightness, and the lowest threshold with as good an F1 as any, on these pages."""
    rows, wanted, values = [], [], []
    for document, groups in pages:
        for draft in (d for g in groups for d in g if d.kind == kind):
            rows.append(draft.features)
            values.append(draft.value)
            wanted.append(any(right(draft, label) for label in document.labels))
    names = sorted(v for k, v in TRIGGERS if k == kind)
    onehot = np.array([[float(v == n) * 0.5 for n in names] for v in values])  # halved: shrinks what few examples say of a value
    model = LogisticRegression(C=1.0, max_iter=2000).fit(np.hstack([np.array(rows), onehot]), wanted)
    weights = model.coef_[0]
    n = len(rows[0])
    curve = Curve(weights[:n].tolist(), float(model.intercept_[0]), dict(zip(names, (weights[n:] * 0.5).tolist(), strict=True)), 0.3, 0.5)
    tried = []
    for threshold in np.arange(0.12, 0.6, 0.02):
        for extra in (0.0, 0.15, 0.3):
            setting = msgspec.structs.replace(curve, threshold=float(threshold), repeat=float(min(0.9, threshold + extra)))
            tried.append((figures(pages, kind, Confidence({kind: setting}))[2], setting))
    # The curve is flat about its top. Of settings as good as the best the lowest threshold is taken: who wants fewer and surer codings
    # asks for them with --min-confidence, but what is not coded can't be asked for.
    top = max(f1 for f1, _ in tried)
    return min((pair for pair in tried if pair[0] >= top - AS_GOOD), key=lambda pair: (pair[1].threshold, -pair[0]))[1]


def groups(pages: list[Page]) -> dict[str, list[Page]]:
    """The pages by decade and by where they come from."""
    out: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        document = page[0]
        out[f"{document.published[:3]}0s" if document.published else "undated"].append(page)
        kind = re.match(r"([abc])\d\d\.", document.id)
        out[{"a": "composed", "c": "composed", "b": "agency"}[kind[1]] if kind else "agency and web, packed labels"].append(page)
    return dict(sorted(out.items()))


def figures(
    pages: list[Page], kind: str, confidence: Confidence, only: Callable[[Draft | corpus.Label], bool] = lambda _: True
) -> tuple[float, float, float]:
    """Precision, recall, F1 of one kind, counting only the drafts and labels that `only` lets pass."""
    tp = fp = fn = 0
    for document, groups in pages:
        kept = [d for g in groups for d, _ in confidence.kept([x for x in g if x.kind == kind]) if only(d)]
        left = [label for label in document.labels if label.kind == kind and only(label)]
        for draft in kept:
            match = next((label for label in left if right(draft, label)), None)
            if match is None:
                fp += 1
            else:
                tp += 1
                left.remove(match)
        fn += len(left)
    precision, recall = tp / max(1, tp + fp), tp / max(1, tp + fn)
    return precision, recall, 2 * tp / max(1, 2 * tp + fp + fn)


def cause_figures(pages: list[Page], confidence: Confidence, least: float) -> tuple[float, float, float]:
    """Precision, recall, F1 of causes among the events kept, at the least probability given; triggers must meet the labelled ones."""
    tp = fp = fn = 0
    for document, groups in pages:
        kept = {id(d): d for g in groups for d, _ in confidence.kept([x for x in g if x.kind == "E"])}
        found = [(d.trigger, e.trigger) for d in kept.values() for e, p in d.effects if p >= least and id(e) in kept]
        left = [(c.cause, c.effect) for c in document.causes]
        for a, b in found:
            match = next((c for c in left if _meet(a, c[0]) and _meet(b, c[1])), None)
            if match is None:
                fp += 1
            else:
                tp += 1
                left.remove(match)
        fn += len(left)
    return tp / max(1, tp + fp), tp / max(1, tp + fn), 2 * tp / max(1, 2 * tp + fp + fn)


def _meet(a: corpus.Span, b: corpus.Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def error(pages: list[Page], kind: str, confidence: Confidence) -> float:
    """Expected calibration error of the kept codings, in ten bins."""
    bins = defaultdict(list)
    for document, groups in pages:
        for draft, sure in (pair for g in groups for pair in confidence.kept([x for x in g if x.kind == kind])):
            bins[int(sure * 10)].append((sure, any(right(draft, label) for label in document.labels)))
    total = sum(map(len, bins.values()))
    return sum(abs(sum(s for s, _ in b) - sum(r for _, r in b)) for b in bins.values()) / max(1, total)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--labels", type=Path, nargs="+", required=True)
    ap.add_argument("--bench", type=Path, required=True)
    ap.add_argument("--model", type=Path, required=True)
    ap.add_argument("--write", action="store_true")
    ap.add_argument("--report", type=Path, help="write the figures by kind, type, era and kind of page here, for card.py")
    args = ap.parse_args()
    network = Network(args.model)
    pages = read(args.labels, args.bench, network, held_out)
    halves = pages[::2], pages[1::2]
    curves = {}
    report: dict[str, dict[str, list[float]]] = {"kind": {}, "type": {}, "era": {}, "page": {}}
    for kind in "EACK":
        ways = []
        for a, b in (halves, halves[::-1]):
            confidence = Confidence({kind: fit(a, kind)})
            ways.append((*figures(b, kind, confidence), error(b, kind, confidence)))
        curves[kind] = fit(pages, kind)
        p, r, f, e = np.mean(ways, axis=0)
        report["kind"][kind] = [p, r, f, e]
        print(
            f"{kind}  F1 {f:.3f}  precision {p:.3f}  recall {r:.3f}  calibration error {e:.3f}  threshold {curves[kind].threshold:.2f}",
            flush=True,
        )
    final = Confidence(curves)
    least = max(np.arange(0.08, 0.8, 0.04).tolist(), key=lambda p: cause_figures(pages, final, p)[2])
    p, r, f = cause_figures(pages, final, least)
    print(f"X  F1 {f:.3f}  precision {p:.3f}  recall {r:.3f}  threshold {least:.2f}", flush=True)
    final = msgspec.structs.replace(final, causes=least)
    for value in EVENT_TYPES:
        report["type"][value] = list(figures(pages, "E", final, lambda x, value=value: x.value == value))
    for name, chosen in groups(pages).items():
        report["era" if name[0].isdigit() or name == "undated" else "page"][name] = list(figures(chosen, "E", final))
    if args.report:
        args.report.write_text(json.dumps({"documents": len(pages), **report}, indent=1) + "\n", "utf-8")
    if args.write:
        (args.model / "confidence.json").write_bytes(msgspec.json.format(msgspec.json.encode(final), indent=1) + b"\n")


if __name__ == "__main__":
    main()
