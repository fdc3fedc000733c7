"""How many died, as news writes it: "the killing of 24 Pakistani soldiers", "at least six civilians were killed", "a death toll of 15"."""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.coding import Fatalities, Qualifier, Span

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_WORDS = {w: i for i, w in enumerate(_ONES)} | {
    w: 10 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_WORDS |= {"a dozen": 12, "two dozen": 24, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "a": 1, "an": 1}
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_N = (
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6}|(?:"
    + _TENS
    + r")(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|a dozen|two dozen|dozens|scores"
    r"|hundreds|thousands|" + "|".join(_ONES[1:]) + r")"
)
_Q = r"(?P<q>at least|more than|over|up to|as many as|fewer than|less than|about|around|some|nearly|almost|an estimated|approximately)?\s?"
_WHOM = r"(?:[\w'’-]+ ){0,5}?"  # "of its soldiers", "Pakistani soldiers and civilians"
_KILL = r"(?:kill(?:ed|ing|s)?|claim(?:ed|ing|s)?|shot dead|slay(?:ing)?|massacr(?:e|ed|ing)|murder(?:ed|ing)?|execut(?:ed|ing)|left|leaving|deaths? of|cost(?:ing)?)"
_DEAD = (
    r"(?:killed|dead|died|die|dying|shot dead|slain|massacred|executed|beheaded|perished|lost their lives|deaths|fatalities|lives|fatally)"
)
_PATTERNS = (
    re.compile(r"\b(?P<verb>" + _KILL + r")\s(?:of\s)?(?:the\s)?(?:lives of\s)?" + _Q + _N + r"(?!\w)(?P<rest>[^.;,]{0,40})", re.I),
    re.compile(
        r"\b"
        + _Q
        + _N
        + r"\s(?!years?|days?|months?|km|miles|per cent|percent|dollars)"
        + _WHOM
        + r"(?:were |was |are |have been |had been |being |got )?"
        + _DEAD
        + r"\b",
        re.I,
    ),
    re.compile(r"\b(?:death toll|toll)(?:\s[\w-]+){0,5}?\s(?:to|at|of|was|is|reached|hit|stands at)\s" + _Q + _N + r"(?!\w)", re.I),
)
_LEFT = re.compile(r"\b(?:dead|killed)\b", re.I)
_INJURED = re.compile(r"\b(?:wounded|injured|hurt|arrested|detained|missing)\b", re.I)
_VAGUE = {"dozens", "scores", "hundreds", "thousands"}
_OVER = {"at least", "more than", "over"}
_UNDER = {"up to", "as many as", "fewer than", "less than"}


class Toll(NamedTuple):
    """A number of dead and where its words stand in the body."""

    span: Span
    value: int
    qualifier: Qualifier


def tolls(body: str, sentence: Span) -> list[Toll]:
    """The tolls that a sentence states, in the order of the text."""
    out: list[Toll] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(body, *sentence):
            if any(a < match.end() and match.start() < b for (a, b), _, _ in out):
                continue
            verb = match.groupdict().get("verb")
            if verb and verb.lower().startswith(("left", "leaving")) and not _LEFT.search(match["rest"]):
                continue
            if verb and verb.lower().startswith(("claim", "cost")) and "li" not in match["rest"]:
                continue
            if _INJURED.search(match.group()) and not verb:
                continue
            word = match["n"].lower()
            asked = (match["q"] or "").lower()
            qualifier: Qualifier = (
                "over" if asked in _OVER or word in _VAGUE else "under" if asked in _UNDER else "about" if asked else "exact"
            )
            out.append(Toll(match.span(), _number(word), qualifier))
    return sorted(out)


def _number(word: str) -> int:
    digits = word.replace(",", "")
    if digits.isdigit():
        return int(digits)
    tens, _, ones = word.partition("-")
    return _WORDS[tens] + (_WORDS[ones] if ones else 0)


def toll_of(body: str, sentence: Span, trigger: Span, victim: str | None) -> Fatalities | None:
    """The toll nearest to a trigger; `victim` is the actor whose dead they are, as far as the event tells."""
    found = tolls(body, sentence)
    if not found:
        return None
    best = min(found, key=lambda t: max(t.span[0] - trigger[1], trigger[0] - t.span[1], 0))
    return Fatalities(best.value, best.qualifier, victim)
