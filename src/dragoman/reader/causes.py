"""Why: pairs of the page's events that its words join as cause and effect."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from dragoman.coding import Cause, Evidence, Span
from dragoman.reader.decode import Draft

# "at Mr Khan's request", "at the plea of": who asked for what was done.
_ASKED = r"at (?:[\w.'’-]+ ){1,5}?(?:request|plea|urging|invitation|insistence|behest|asking|bidding|prompting|instigation)(?: of)?"
_DENIED = re.compile(r"\b(?:not|never|nor|neither|hardly|no|n['’]t|rather than) (?:\w+ly )?$")  # "not because of"
_WEAK = 80  # how much farther off a good cue may stand than a weak one


@cache
def _cues() -> tuple[re.Pattern[str], frozenset[str]]:
    """A pattern for all cue words, and which of them are weak."""
    lines = (files("dragoman.reader") / "tables" / "cause_cues.txt").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    words = sorted((row[0] for row in rows), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{_ASKED}|" + "|".join(re.escape(w) for w in words) + r")\b", re.I)
    return pattern, frozenset(row[0] for row in rows if len(row) > 1)


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
    pattern, weak = _cues()
    spans = [m.span() for m in pattern.finditer(body, start, later[1])]
    spans = [s for s in spans if not _DENIED.search(body, max(start, s[0] - 20), s[0])]
    spans = [s for s in spans if s[1] <= low[0] or s[0] >= low[1] or s in (low, high)]

    def strangeness(span: Span) -> int:
        between = low[1] <= span[0] and span[1] <= high[0]
        near = min(abs(span[0] - low[1]), abs(high[0] - span[1]), abs(low[0] - span[1]))
        return near + (0 if between else 60) + (_WEAK if body[slice(*span)].lower() in weak else 0)

    return min(spans, key=strangeness) if spans else None
