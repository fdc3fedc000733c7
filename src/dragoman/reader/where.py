"""Where it happened: the place named nearest to the act, after a word of place."""

from __future__ import annotations

import re

from dragoman.coding import Place, Span
from dragoman.directory import Directory

_AT = re.compile(
    r"\b(?:in|at|near|off|outside|inside|around|over|across|on|from|into|to|of)(?: (?:the|a|an|its|his|their|northern|southern|eastern|western|central|nearby|neighbou?ring|city|town|village|port|capital|border|province|region|district|area))*(?: of)? $"
)


def place_of(directory: Directory, body: str, sentence: Span, trigger: Span) -> Place | None:
    """The place of the act named at `trigger`; None where the sentence names none in the manner of a place."""
    best: tuple[int, Place] | None = None
    for found in directory.places(body, [sentence]):
        before = body[max(sentence[0], found.span[0] - 60) : found.span[0]]
        word = _AT.search(before)
        if not word:
            continue
        gap = found.span[0] - trigger[1] if found.span[0] >= trigger[1] else trigger[0] - found.span[1] + 30
        # "in" and its like say where; "to", "from" and "of" only sometimes do.
        gap += 60 if word.group().split()[0] in ("to", "of", "from", "into") else 0
        if best is None or gap < best[0]:
            best = gap, Place(found.name, found.country, found.lat, found.lon)
    return best[1] if best else None
