"""A sentence with one marked source and target, as the network reads it."""

from __future__ import annotations

import re

from dragoman.coding import Span
from dragoman.reader.tokenizer import WordPieces

MAX_PAIR_TOKENS = 128
_TAG = re.compile(r"</?[st]>")


def unmark(marked: str) -> tuple[str, Span | None, Span | None]:
    """`<s>India</s> warned <t>Pakistan</t>.` as the bare text and the spans of source and target, None for one that has no mark."""
    parts: list[str] = []
    places: dict[str, int] = {}
    at = length = 0
    for tag in _TAG.finditer(marked):
        parts.append(marked[at : tag.start()])
        length += len(parts[-1])
        places.setdefault(tag.group(), length)
        at = tag.end()
    parts.append(marked[at:])
    spans = [(places[f"<{k}>"], places[f"</{k}>"]) if f"<{k}>" in places and f"</{k}>" in places else None for k in "st"]
    return "".join(parts), spans[0], spans[1]


def mark(text: str, source: Span | None, target: Span | None, tokenizer: WordPieces) -> tuple[list[int], int, int]:
    """Ids of the sentence with a mark before each of the two mentions, and the places of the two marks.

    A side without a mention has its mark at the end. A long sentence is cut on the side away from the mentions.
    """
    (tokens,) = tokenizer([text])
    end_of_text = (len(text) + 1, 0)
    marks = sorted([((source or end_of_text)[0], tokenizer.source_mark), ((target or end_of_text)[0], tokenizer.target_mark)])
    ids: list[int] = []
    places: dict[int, int] = {}
    for number, (start, end) in zip(tokens.ids, tokens.offsets, strict=True):
        while marks and (start >= marks[0][0] or end > marks[0][0]):
            places[marks[0][1]] = len(ids)
            ids.append(marks.pop(0)[1])
        ids.append(number)
    for _, number in marks:
        places[number] = len(ids)
        ids.append(number)
    first = max(0, min(min(places.values()) - 8, len(ids) - MAX_PAIR_TOKENS + 2))
    ids = ids[first : first + MAX_PAIR_TOKENS - 2]
    inside = {number: min(place - first, len(ids) - 1) + 1 for number, place in places.items()}
    return [tokenizer.start, *ids, tokenizer.end], inside[tokenizer.source_mark], inside[tokenizer.target_mark]
