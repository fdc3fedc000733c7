"""Why an event was coded as it was, for `dragoman explain`."""

from __future__ import annotations

import msgspec

from dragoman.coding import Event


class SideReason(msgspec.Struct, frozen=True):
    """One actor on one side of an event: how sure the reader is, the words it went by, and who says that these are the actor."""

    actor: str
    side: str  # "source", "target", "speaker", or "not taken" for a runner-up
    probability: float
    words: str | None  # null where only the document tells
    where: str  # "in this sentence", "elsewhere on the page"
    why: str  # the directory's reason


class TypeReason(msgspec.Struct, frozen=True):
    """One PLOVER type that the trigger might have had, with its probability."""

    type: str
    probability: float


class Explanation(msgspec.Struct, frozen=True):
    """Everything behind one event: the sentence, the trigger, the sides and why, the types considered, best first."""

    event: Event
    sentence: str
    trigger: str
    sides: list[SideReason]
    types: list[TypeReason]
    status: dict[str, float]
