"""Leaving out what is too uncertain for the user."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.coding import Assessment, Coding, Commitment, Condition, Event


def at_least(coding: Coding, confidence: float) -> Coding:
    """`coding` without items below `confidence`; a cause goes with either of its events. Ids stay as they are."""
    if confidence <= 0:
        return coding
    events = [item for item in coding.events if item.confidence >= confidence]
    assessments = [item for item in coding.assessments if item.confidence >= confidence]
    commitments = [item for item in coding.commitments if item.confidence >= confidence]
    conditions = [item for item in coding.conditions if item.confidence >= confidence]
    kept = {*_ids(events), *_ids(assessments), *_ids(commitments), *_ids(conditions)}
    agreement = coding.agreement
    return msgspec.structs.replace(
        coding,
        events=events,
        assessments=assessments,
        commitments=commitments,
        conditions=conditions,
        causes=[item for item in coding.causes if item.confidence >= confidence and {item.cause, item.effect} <= kept],
        agreement=agreement and {id: readers for id, readers in agreement.items() if id in kept},
    )


def _ids(items: Sequence[Event | Assessment | Commitment | Condition]) -> list[str]:
    return [item.id for item in items]
