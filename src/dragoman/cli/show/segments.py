"""Spans that overlap, cut into stretches that don't, so that any set of marks can be shown in one line of text."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from itertools import pairwise
from typing import TypeVar

from dragoman.coding import Span

Mark = TypeVar("Mark", bound=Hashable)


def segments(start: int, end: int, marks: Iterable[tuple[Span, Mark]]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Cut `[start, end)` wherever a mark begins or ends. Yields each stretch with the marks that cover it, in the order given.

    Marks may overlap in any way and reach beyond the range. The stretches follow each other without a gap from `start` to `end`.
    """
    inside = [
        (max(span[0], start), min(span[1], end), mark) for span, mark in marks if span[0] < end and span[1] > start and span[0] < span[1]
    ]
    cuts = sorted({start, end, *(cut for first, last, _ in inside for cut in (first, last))})
    for first, last in pairwise(cuts):
        yield first, last, [mark for begins, ends, mark in inside if begins <= first and last <= ends]


def trigger_span(body: str, span: Span, trigger: str, sides: Iterable[Span] = ()) -> Span:
    """Where the word(s) that name the act stand within the words that carry it; all of `span` if they are not found there.

    Of several places the first that is whole words and in none of `sides` is taken ("hit" is not in "White House").
    """
    places: list[Span] = []
    at = body.find(trigger, *span) if trigger else -1
    while at >= 0:
        places.append((at, at + len(trigger)))
        at = body.find(trigger, at + 1, span[1])
    taken = list(sides)
    whole = [place for place in places if _whole(body, place)]
    free = [place for place in whole if not any(side[0] < place[1] and place[0] < side[1] for side in taken)]
    return next(iter(free or whole or places), span)


def _whole(body: str, span: Span) -> bool:
    """Whether no letter or digit goes on beyond either end of `span`."""
    return not body[max(span[0] - 1, 0) : span[0]].isalnum() and not body[span[1] : span[1] + 1].isalnum()
