"""The form of the model's answer: types, and the JSON Schema made from them that the server holds the model to."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, TypeVar

import msgspec

from dragoman.coding import Aspect, CommitmentKind, CommitmentStatus, ConditionKind, ConditionState, Direction, EventType, Status
from dragoman.plover import ontology

MOST_ITEMS = 200  # of one kind in one answer; more is a model running in circles


class Side(msgspec.Struct, frozen=True):
    """Words of the page that stand for an actor ("" where none in the sentence do), and who that is."""

    words: str
    actor: str


class EventAnswer(msgspec.Struct, frozen=True):
    """One event; `number` is what causes call it."""

    number: int
    sentence: int
    trigger: str
    type: EventType
    mode: str | None
    contexts: list[str]
    status: Status
    sources: list[Side]
    targets: list[Side]
    speaker: Side | None


class AssessmentAnswer(msgspec.Struct, frozen=True):
    """One judgement of a relation; `holder` is null for the reporter."""

    sentence: int
    trigger: str
    one: Side
    other: Side
    aspects: list[Aspect]
    direction: Direction
    holder: Side | None


class CommitmentAnswer(msgspec.Struct, frozen=True):
    """One undertaking."""

    sentence: int
    trigger: str
    giver: Side
    receiver: Side
    kind: CommitmentKind
    status: CommitmentStatus
    reported: bool


class ConditionAnswer(msgspec.Struct, frozen=True):
    """One thing that stands open or shut."""

    sentence: int
    trigger: str
    kind: ConditionKind
    holder: Side
    against: Side
    state: ConditionState
    reported: bool


class CauseAnswer(msgspec.Struct, frozen=True):
    """Numbers of two events, and the words that join them."""

    cause: int
    effect: int
    sentence: int
    cue: str


class Answer(msgspec.Struct, frozen=True):
    """All that one stretch of a page says."""

    events: list[EventAnswer]
    assessments: list[AssessmentAnswer]
    commitments: list[CommitmentAnswer]
    conditions: list[ConditionAnswer]
    causes: list[CauseAnswer]


class BrokenAnswer(Exception):
    """The answer is no JSON object."""


Item = TypeVar("Item", EventAnswer, AssessmentAnswer, CommitmentAnswer, ConditionAnswer, CauseAnswer)


@cache
def schema() -> dict[str, Any]:
    """JSON Schema of an answer: every field required, no others."""
    defs = msgspec.json.schema(Answer)["$defs"]
    for one in defs.values():
        if one.get("type") == "object":
            one["additionalProperties"] = False
        one.pop("title", None)
        one.pop("description", None)
    event = defs["EventAnswer"]["properties"]
    tables = ontology()
    modes = sorted({mode for modes in tables.modes.values() for mode in modes})
    event["mode"] = {"anyOf": [{"type": "string", "enum": modes}, {"type": "null"}]}
    event["contexts"] = {"type": "array", "items": {"type": "string", "enum": list(tables.contexts)}}
    # The outermost object stands at the root: some servers want no reference there.
    return {**defs.pop("Answer"), "$defs": defs}


def decoded(text: str) -> tuple[str, dict[str, Any]]:
    """The JSON object in the model's text, as text and decoded. Raises BrokenAnswer.

    A model that was not held to the schema may think aloud before it or fence it in.
    """
    text = text.rpartition("</think>")[2]
    start, end = text.find("{"), text.rfind("}") + 1
    try:
        found = msgspec.json.decode(text[start:end])
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise BrokenAnswer from None
    if start < 0 or not isinstance(found, dict):
        raise BrokenAnswer
    return text[start:end], found


def listed(answer: dict[str, Any], kind: str, item: type[Item]) -> list[Item | None]:
    """The items of a kind in their order, None in the place of each that does not keep to the schema."""
    given = answer.get(kind)
    return [_item(one, item) for one in given[:MOST_ITEMS]] if isinstance(given, list) else []


def _item(given: object, item: type[Item]) -> Item | None:
    try:
        return msgspec.convert(given, item)
    except (msgspec.ValidationError, RecursionError):
        return None


_COLON = re.compile(rb"[ \t\r\n]*:")
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')


def values(text: bytes) -> dict[str, list[list[tuple[int, int]]]]:
    """Where the texts in each item of each list stand in a JSON object, in bytes and without their quotation marks; keys are left out.

    `text` must be JSON.
    """
    out: dict[str, list[list[tuple[int, int]]]] = {}
    depth, at, key = 0, 0, ""
    while at < len(text):
        byte = text[at : at + 1]
        if byte == b'"':
            match = _STRING.match(text, at)
            assert match is not None
            at = match.end()
            if _COLON.match(text, at):
                key = match.group()[1:-1].decode("utf-8", "replace") if depth == 1 else key
            elif depth >= 3 and out.get(key):
                out[key][-1].append((match.start() + 1, match.end() - 1))
            continue
        if byte == b"{" and depth == 2:
            out.setdefault(key, []).append([])
        depth += (byte in (b"{", b"[")) - (byte in (b"}", b"]"))
        at += 1
    return out
