"""Leaving out what is too uncertain for the user."""

from __future__ import annotations

import msgspec

from dragoman.coding import Coding


def at_least(coding: Coding, confidence: float) -> Coding:
    """`coding` without items below `confidence`; a cause goes with either of its events. Ids stay as they are."""
    if confidence <= 0:
        return coding
    events = [item for item in coding.events if item.confidence >= confidence]
    kept = {event.id for event in events}
    return msgspec.structs.replace(
        coding,
        events=events,
        assessments=[item for item in coding.assessments if item.confidence >= confidence],
        commitments=[item for item in coding.commitments if item.confidence >= confidence],
        conditions=[item for item in coding.conditions if item.confidence >= confidence],
        causes=[item for item in coding.causes if item.confidence >= confidence and {item.cause, item.effect} <= kept],
    )
