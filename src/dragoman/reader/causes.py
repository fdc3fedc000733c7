"""Why: pairs of the page's events that its words join as cause and effect."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from dragoman.coding import Cause, Evidence, Span
from dragoman.reader.decode import Draft


@cache
def _cues() -> re.Pattern[str]:
    lines = (files("dragoman.reader") / "tables" / "cause_cues.txt").read_text("utf-8").splitlines()
    words = sorted((x for x in lines if x and not x.startswith("#")), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in words) + r")\b", re.I)


def causes(body: str, sentences: list[Span], events: list[tuple[Draft, str]], least: float) -> list[Cause]:
    """The causes among the events coded, each given with its id. A pair needs words that say so, and at least the probability `least`."""
    ids = {id(draft): name for draft, name in events}
    found: dict[tuple[str, str], Cause] = {}
    for draft, name in events:
        for effect, sure in draft.effects:
            other = ids.get(id(effect))
            if other is None or sure < least or other == name:
                continue
            if (other, name) in found and found[other, name].confidence >= sure:
                continue
            cue = _cue(body, sentences, draft, effect)
            if cue is None:
                continue
            found.pop((other, name), None)
            span = (min(draft.trigger[0], effect.trigger[0], cue[0]), max(draft.trigger[1], effect.trigger[1], cue[1]))
            words = body[slice(*cue)]
            found[name, other] = Cause(name, other, words, Evidence(effect.sentence, span, words), round(sure, 3))
    return list(found.values())


def _cue(body: str, sentences: list[Span], cause: Draft, effect: Draft) -> Span | None:
    """The cue nearest to both triggers: between them if they share a sentence, else in the later sentence or between the two."""
    low, high = sorted([cause.trigger, effect.trigger])
    later = sentences[max(cause.sentence, effect.sentence)]
    start = sentences[cause.sentence][0] if cause.sentence == effect.sentence else later[0]
    spans = [m.span() for m in _cues().finditer(body, start, later[1])]
    spans = [s for s in spans if s[1] <= low[0] or s[0] >= low[1]]

    def strangeness(span: Span) -> tuple[bool, int]:
        between = low[1] <= span[0] and span[1] <= high[0]
        return not between, min(abs(span[0] - low[1]), abs(high[0] - span[1]))

    return min(spans, key=strangeness) if spans else None
