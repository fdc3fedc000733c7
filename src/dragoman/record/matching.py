"""Which item of one reading of a page is which of another: the same words of the page, read again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from dragoman.coding import Assessment, Cause, Coding, Commitment, Condition, Event

Item = Event | Assessment | Commitment | Condition | Cause
T = TypeVar("T", Event, Assessment, Commitment, Condition)
KINDS = ("events", "assessments", "commitments", "conditions")


class Change(NamedTuple):
    """What became of an item between two readings: `old` or `new` is None where it is new or gone; `fields` are those that differ."""

    kind: str
    old: Item | None
    new: Item | None
    fields: tuple[str, ...] = ()


def changes(old: Coding, new: Coding) -> list[Change]:
    """What differs between two codings of a page, in the order of the text; how sure each reader is doesn't count. Causes are left out."""
    out = []
    for kind in KINDS:
        before, after = getattr(old, kind), getattr(new, kind)
        same = pairs(before, after)
        taken = set(same.values())
        for n, item in enumerate(before):
            if n not in same:
                out.append(Change(kind, item, None))
            elif fields := differing(item, after[same[n]]):
                out.append(Change(kind, item, after[same[n]], fields))
        out += [Change(kind, None, item) for n, item in enumerate(after) if n not in taken]
    return sorted(out, key=lambda change: (change.old or change.new).evidence.span)  # type: ignore[union-attr]


def differing(old: Item, new: Item) -> tuple[str, ...]:
    """The fields in which two items differ, but for id, evidence and confidence; sides count by actor and role alone."""
    return tuple(
        field
        for field in old.__struct_fields__
        if field not in ("id", "evidence", "confidence") and _plain(getattr(old, field)) != _plain(getattr(new, field))
    )


def _plain(value: Any) -> Any:
    if isinstance(value, list) and value and hasattr(value[0], "actor"):
        return [(party.actor, party.role) for party in value]
    return value


def pairs(before: Sequence[T], after: Sequence[T]) -> dict[int, int]:
    """Position in `before` -> position in `after` of what rests on the same words, the likeliest first; each at most once."""
    scored = [(score, i, j) for i, one in enumerate(before) for j, other in enumerate(after) if (score := _alike(one, other))]
    out: dict[int, int] = {}
    taken = set()
    for _, i, j in sorted(scored, key=lambda found: (-found[0], found[1], found[2])):
        if i not in out and j not in taken:
            out[i] = j
            taken.add(j)
    return out


def _alike(one: Item, other: Item) -> float:
    """0 if the two rest on other words; else more, the more they say the same."""
    (start, end), (first, last) = one.evidence.span, other.evidence.span
    shared = min(end, last) - max(start, first)
    if shared <= 0:
        return 0.0
    overlap = shared / (max(end, last) - min(start, first))
    same_act = one.evidence.trigger == other.evidence.trigger
    fields = [field for field in one.__struct_fields__ if field not in ("id", "evidence", "confidence")]
    same = sum(_plain(getattr(one, field)) == _plain(getattr(other, field)) for field in fields) / len(fields)
    # Words that merely touch, with another act, are another item.
    if not same_act and overlap < 0.5:
        return 0.0
    return float(overlap + 2 * same_act + same)
