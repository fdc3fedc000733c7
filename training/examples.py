"""Documents with labels -> what the network is to answer on each window, and on each marked pair."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus import Document, Label, Side, Span
from dragoman.reader.labels import ASPECTS, COMMITMENT_KINDS, CONTEXTS, EVENT_TYPES, MODES, STATUSES, TRIGGERS
from dragoman.reader.pairs import mark, unmark
from dragoman.reader.tokenizer import WordPieces
from dragoman.reader.windows import MentionLike, Window, windows

IGNORE = -100
NOBODY = -1


@dataclass
class Answer:
    """What is so of one trigger of a window. Actors are numbers in the window's list."""

    token: int
    label: int
    sources: set[int]
    targets: set[int]
    speaker: int  # an actor, NOBODY for the reporter, IGNORE where the speaker is no candidate
    status: int = IGNORE
    commitment: int = IGNORE
    aspects: list[int] | None = None
    mode: int = IGNORE
    contexts: list[int] | None = None


@dataclass
class Example:
    """A window and its answers; `causes` are pairs of places in `answers`."""

    document: str
    window: Window
    answers: list[Answer]
    causes: set[tuple[int, int]] = field(default_factory=set)


@dataclass
class PairExample:
    """A sentence with marked source and target; `types` are the places in EVENT_TYPES that are right."""

    ids: list[int]
    source: int
    target: int
    types: list[int]


def examples(document: Document, mentions: Sequence[MentionLike], tokenizer: WordPieces) -> list[Example]:
    """The windows of one document with their answers."""
    out = []
    for window in windows(document.body, document.sentences, mentions, tokenizer):
        example = Example(document.id, window, [])
        placed: dict[Span, list[int]] = {}
        for label in document.labels:
            if label.sentence not in window.scored:
                continue
            answer = _answer(label, window)
            if answer is not None:
                if label.kind == "E":
                    placed.setdefault(label.trigger, []).append(len(example.answers))
                example.answers.append(answer)
        for cause in document.causes:
            example.causes |= {(a, b) for a in placed.get(cause.cause, []) for b in placed.get(cause.effect, []) if a != b}
        out.append(example)
    return out


def _answer(label: Label, window: Window) -> Answer | None:
    token = next((i for i, s in enumerate(window.spans) if s is not None and s[0] < label.trigger[1] and label.trigger[0] < s[1]), None)
    if token is None:
        return None
    sources, targets = _actors(label.sources, window), _actors(label.targets, window)
    answer = Answer(token, TRIGGERS.index((label.kind, label.value)), sources, targets, IGNORE)
    if label.kind in "EA":
        if label.speaker is None:
            answer.speaker = NOBODY
        else:
            answer.speaker = min(_actors([label.speaker], window), default=IGNORE)
    if label.kind == "E":
        answer.status = STATUSES.index(label.status)
        if label.graded:
            answer.mode = MODES.index(label.mode or "") if (label.mode or "") in MODES else IGNORE
            answer.contexts = [CONTEXTS.index(c) for c in label.contexts if c in CONTEXTS]
    elif label.kind == "A":
        answer.aspects = [ASPECTS.index(a) for a in label.detail if a in ASPECTS]
    elif label.kind == "C":
        answer.commitment = COMMITMENT_KINDS.index(label.detail[0])
    return answer


def _actors(sides: Iterable[Side], window: Window) -> set[int]:
    out = set()
    for side in sides:
        if side.actor in window.actors:
            out.add(window.actors.index(side.actor))
        elif side.span is not None:
            out |= {
                slot.actor
                for slot in window.slots
                if slot.span is not None
                and slot.span[0] < side.span[1]
                and side.span[0] < slot.span[1]
                and window.actors[slot.actor].startswith("?")
            }
    return out


def event_pairs(document: Document, tokenizer: WordPieces) -> list[PairExample]:
    """A marked pair for every event whose two sides are both named in its sentence."""
    out = []
    for label in document.labels:
        if label.kind != "E":
            continue
        source = next((s.span for s in label.sources if s.span), None)
        target = next((s.span for s in label.targets if s.span and s.span != source), None)
        if source and target:
            start, end = document.sentences[label.sentence]
            shift = [(a - start, b - start) for a, b in (source, target)]
            out.append(PairExample(*mark(document.body[start:end], shift[0], shift[1], tokenizer), [EVENT_TYPES.index(label.value)]))
    return out


def marked_pairs(path: Path, tokenizer: WordPieces) -> list[PairExample]:
    """The pairs of a file shaped as coder_dev.jsonl; YIELD stands for CONCEDE and RETREAT."""
    out = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        types = ["CONCEDE", "RETREAT"] if row["type"] == "YIELD" else [row["type"]]
        text, source, target = unmark(row["marked"])
        out.append(PairExample(*mark(text, source, target, tokenizer), [EVENT_TYPES.index(t) for t in types]))
    return out
