"""What is said of the relation itself: assessments, commitments and conditions, from the drafts of those kinds."""

from __future__ import annotations

from typing import cast as typed

from dragoman.coding import (
    Assessment,
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    Condition,
    ConditionKind,
    ConditionState,
    Direction,
)
from dragoman.reader import items
from dragoman.reader.decode import Draft
from dragoman.reader.labels import ASPECTS, COMMITMENT_KINDS

Kept = list[tuple[Draft, float]]


def found(draft: Draft, sure: float) -> items.Found:
    """The words of a draft, with its confidence."""
    chosen = [*draft.sources, *draft.targets]
    sides = [c.slot.span for c in chosen if c.slot.sentence == draft.sentence and c.slot.span]
    return items.Found(draft.sentence, draft.trigger, sides, draft.speaker is not None, sure)


def assessments(text: items.Text, kept: Kept) -> list[Assessment]:
    """Who says that which relation improves, worsens or stays."""
    return [
        items.assessment(
            text,
            f"a{n}",
            found(draft, sure),
            holder=draft.speaker.actor.removeprefix("?") if draft.speaker else None,
            dyad=_sides(draft),
            aspects=[ASPECTS[i] for i in draft.aspects],  # type: ignore[misc]
            direction=typed(Direction, draft.value),
        )
        for n, (draft, sure) in enumerate(_of("A", kept), 1)
    ]


def commitments(text: items.Text, kept: Kept) -> list[Commitment]:
    """What is promised, held and paid."""
    out = []
    for n, (draft, sure) in enumerate(_of("C", kept), 1):
        giver, receiver = _sides(draft)
        kind = typed(CommitmentKind, COMMITMENT_KINDS[draft.commitment])
        status = typed(CommitmentStatus, draft.value)
        out.append(items.commitment(text, f"c{n}", found(draft, sure), giver, receiver, kind, status))
    return out


def conditions(text: items.Text, kept: Kept) -> list[Condition]:
    """What stands open or shut, since and until when the sentence says."""
    out = []
    for n, (draft, sure) in enumerate(_of("K", kept), 1):
        holder, against = _sides(draft)
        kind, state = draft.value.split(":")
        words = found(draft, sure)
        out.append(items.condition(text, f"k{n}", words, typed(ConditionKind, kind), holder, against, typed(ConditionState, state)))
    return out


def _of(kind: str, kept: Kept) -> Kept:
    return [pair for pair in kept if pair[0].kind == kind]


def _sides(draft: Draft) -> tuple[str, str]:
    """The likeliest actor of each side, not the same one twice."""
    first = draft.sources[0].actor
    second = next((c.actor for c in draft.targets if c.actor != first), None)
    if second is None:
        second = draft.targets[0].actor
        first = next((c.actor for c in draft.sources if c.actor != second), first)
    return first.removeprefix("?"), second.removeprefix("?")
