"""How sure the model is of an item, from the probabilities of the tokens that it wrote."""

from __future__ import annotations

import math
from bisect import bisect_right

from dragoman.reader.llm.answer import values
from dragoman.reader.llm.server import Reply

UNTOLD = 0.5  # where the server tells no probabilities: no more than "perhaps"


class Sureness:
    """For each item of each kind in one answer, the probability of the least sure token within its texts, 0.01 to 0.99.

    Keys and punctuation do not count: the schema, not the page, decides them. It is the model's own figure and not calibrated.
    """

    def __init__(self, reply: Reply, json: str) -> None:
        """`json` is the part of the reply's text that is the JSON object."""
        self._of = _least(reply, json.encode("utf-8", "replace"))

    def of(self, kind: str, place: int) -> float:
        """For the item at `place` (from 0) in the list `kind`."""
        found = self._of.get(kind, [])
        return found[place] if place < len(found) else UNTOLD


def _least(reply: Reply, json: bytes) -> dict[str, list[float]]:
    if not reply.tokens:
        return {}
    # The tokens may hold more than the answer (thoughts before it, a mark of the end after it).
    start = b"".join(token.text for token in reply.tokens).rfind(json)
    if start < 0:
        return {}
    ends, logs, at = [], [], -start
    for token in reply.tokens:
        at += len(token.text)
        ends.append(at)
        logs.append(token.logprob)
    return {kind: [_weakest(spans, ends, logs) for spans in items] for kind, items in values(json).items()}


def _weakest(spans: list[tuple[int, int]], ends: list[int], logs: list[float]) -> float:
    found = []
    for start, end in spans:
        if start < end:
            first, last = bisect_right(ends, start), bisect_right(ends, end - 1)
            found += logs[first : last + 1]
    least = min((log for log in found if not math.isnan(log)), default=math.log(UNTOLD))
    return min(max(math.exp(min(least, 0.0)), 0.01), 0.99)
