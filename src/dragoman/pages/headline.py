"""Which of the lines above the text is the headline.

A headline shares its words with the text below it; a site's name, its motto and its menus don't. It stands apart, has the length
of a headline and comes before the standfirst, which shares words with the text too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.pages.lines import BULLET, INNER_STOP, Line

_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    [
        "the",
        "and",
        "for",
        "that",
        "with",
        "from",
        "this",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "not",
        "but",
        "its",
        "their",
        "his",
        "her",
        "they",
        "who",
        "will",
        "said",
        "after",
        "over",
        "into",
        "than",
        "more",
        "how",
        "why",
        "what",
        "when",
        "where",
        "new",
        "news",
        "says",
        "all",
        "out",
        "our",
        "your",
        "one",
        "two",
        "his",
        "him",
        "she",
        "been",
        "before",
        "about",
    ]
)
_STEM = 5
_SITE_SUFFIX = re.compile(r"\s+(?:[|»·]|::|[-–—](?=\s+(?:the\s+)?[A-Z][\w.]*(?:\s+[A-Z][\w.]*){0,2}$))\s+(?P<site>[^|»·]{2,40})$")


def stems(text: str) -> set[str]:
    """The first letters of the words of `text` that carry meaning."""
    return {w[:_STEM] for w in _WORD.findall(text.lower()) if w not in _COMMON}


def overlap(text: str, body: set[str]) -> float:
    """Share of the meaning words of `text` that are in the text below, 0..1."""
    own = stems(text)
    return len(own & body) / len(own) if own else 0.0


def choose(lines: Sequence[Line], candidates: Sequence[int], body: set[str], menu: int = -1) -> int | None:
    """The index of the headline among `candidates` (indices of lines above the text, in order), None if none will do.

    `menu` is the last menu above the text: what stands above it belongs to the site.
    """
    best: tuple[float, int] | None = None
    rivals = 0
    if not any(i > menu for i in candidates):
        menu = -1
    for i in candidates:
        line = lines[i]
        shared = overlap(line.text, body)
        points = 1.0 * shared - 0.25 * rivals - 0.4 * (i < menu)
        alone = all(other.block != line.block for j, other in enumerate(lines[max(0, i - 1) : i + 2], max(0, i - 1)) if j != i)
        points += 0.2 * alone
        if 5 <= line.words <= 22:
            points += 0.3
        elif line.words <= 2:
            points -= 0.7
        elif line.words > 30:
            points -= 0.6
        if line.text.endswith(".") and not line.text.endswith("..."):
            points -= 0.4
        if INNER_STOP.search(line.text):
            points -= 0.4
        if line.text[0].islower():
            points -= 0.4
        if BULLET.match(line.text):
            points -= 1.0
        if sum(other.text == line.text for other in lines) > 1 and line.words >= 4:
            points += 0.4
        if best is None or points > best[0] + 1e-9:
            best = points, i
        if (shared >= 0.3 or line.words >= 5) and line.words >= 3 and i > menu:
            rivals += 1
    return best[1] if best else None


def without_site(text: str, others: Sequence[str] = ()) -> tuple[str, str | None]:
    """A page title without its site's name at the end, and the site's name: "Talks resume | The Ledger" -> ("Talks resume", "The Ledger").

    A dash may belong to the headline: it parts the site's name only if the rest stands as a line of its own in `others`, or if a bar does.
    """
    found = _SITE_SUFFIX.search(text)
    if not found or len(text[: found.start()].split()) < 3 or len(found["site"].split()) > 5:
        return text, None
    rest = text[: found.start()].strip()
    dash = text[found.start() : found.start("site")].strip() in {"-", "–", "—"}
    if dash and rest not in others:
        return text, None
    return rest, found["site"].strip()
