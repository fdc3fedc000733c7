"""How likely a draft is to be right, and which drafts are kept.

A logistic curve over the network's own log odds (trigger, best source, best target) and whether each side is named in the sentence,
fitted by training/measure.py on documents that the network never saw. The figures are in model/confidence.json, one set a kind of coding.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np

from dragoman.reader.decode import Draft

NEAR = 40  # code points between two triggers that may name one act


class Curve(msgspec.Struct, frozen=True):
    """Weights of `Draft.features`, an intercept for each value (type, direction, ...), and the least confidence that is coded."""

    weights: list[float]
    intercept: float
    values: dict[str, float]
    threshold: float
    repeat: float  # a second act of the same type and sides in one sentence must be at least this sure


class Confidence(msgspec.Struct, frozen=True):
    """The curves of events (E), assessments (A), commitments (C) and conditions (K)."""

    curves: dict[str, Curve]
    causes: float = 0.5

    @classmethod
    def load(cls, folder: Path) -> Confidence:
        return msgspec.json.decode((folder / "confidence.json").read_bytes(), type=cls)

    def of(self, draft: Draft) -> float:
        """The probability, 0..1, that the draft is right."""
        curve = self.curves[draft.kind]
        z = curve.intercept + curve.values.get(draft.value, 0.0) + float(np.dot(curve.weights, draft.features))
        return float(1 / (1 + np.exp(-z)))

    def kept(self, drafts: list[Draft]) -> list[tuple[Draft, float]]:
        """The drafts worth coding, each with its confidence, in the order of the text; two triggers of one act count once."""
        scored = sorted(((d, self.of(d)) for d in drafts), key=lambda pair: -pair[1])
        out: list[tuple[Draft, float]] = []
        for draft, sure in scored:
            curve = self.curves[draft.kind]
            if sure < curve.threshold:
                continue
            if any(_same_act(draft, other) and (sure < curve.repeat or _near(draft, other)) for other, _ in out):
                continue
            if any(_rival(draft, other) for other, _ in out):
                continue
            out.append((draft, sure))
        return sorted(out, key=lambda pair: (pair[0].trigger, pair[0].kind, pair[0].value))


def _actors(draft: Draft) -> tuple[set[str], set[str]]:
    return {c.actor for c in draft.sources}, {c.actor for c in draft.targets}


def _meet(a: Draft, b: Draft) -> bool:
    (s1, t1), (s2, t2) = _actors(a), _actors(b)
    return bool(s1 & s2 and t1 & t2)


def _near(a: Draft, b: Draft) -> bool:
    return a.trigger[0] < b.trigger[1] + NEAR and b.trigger[0] < a.trigger[1] + NEAR


def _same_act(a: Draft, b: Draft) -> bool:
    return a.kind == b.kind and a.value == b.value and a.sentence == b.sentence and _meet(a, b)


def _rival(a: Draft, b: Draft) -> bool:
    """Two readings of one word: the same trigger of the same kind between the same actors, whichever way."""
    (s1, t1), (s2, t2) = _actors(a), _actors(b)
    return a.kind == b.kind and a.trigger == b.trigger and (_meet(a, b) or bool(s1 & t2 and t1 & s2))
