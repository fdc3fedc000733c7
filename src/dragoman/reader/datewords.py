"""The words of a sentence that say when, and the interval of days that they mean on a page of a given date.

Weekdays, months without a year and words such as "last week" are read from the page's date and the tense of their clause; "a day
later" and "that evening" from the date named before them. What a reader could not pin down stays as wide as it is: "in July 2012"
is the whole month. Words that name one end ("since", "until", "by") mean the days of that end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from dragoman.coding import DateInterval, Span
from dragoman.reader import date_meanings
from dragoman.reader.date_meanings import Context, Match
from dragoman.reader.days import hull, words


class DateWords(NamedTuple):
    """Words that say when, and what they mean on this page."""

    span: Span
    days: DateInterval
    kind: str  # the rule that read them: "weekday", "year", "duration", ...


Meaning = Callable[[Match, Context], DateInterval | None]


def date_words(
    text: str, start: int, page: DateInterval | None, reference: DateInterval | None = None, ahead: bool | None = None
) -> list[DateWords]:
    """The date words of a sentence, left to right. `start` is the sentence's place in the body.

    `page` is the date of the page; without it only words with a date of their own have a meaning. `reference` is the last date named
    before this sentence. `ahead` says whether a bare weekday or month lies ahead of the page; None: the tense of the words around it
    tells. Of two readings that share words the longer rule wins.
    """
    found: list[DateWords] = []
    taken = bytearray(len(text))  # 1 where date words already stand
    digits = any(c.isdigit() for c in text)
    for kind, pattern, meaning in _rules():
        if kind in _IN_DIGITS and not digits:
            continue
        for match in pattern.finditer(text):
            here = slice(*match.span())
            if any(taken[here]):
                continue
            future = _speaks_of_future(text, *match.span()) if ahead is None else ahead
            context = Context(None, future, reference, None)
            if kind in LOOKING_BACK:
                context = _looking_back(text, start, match, found, context)
            days = _days(meaning, match, context, page)
            if days is not None:
                found.append(DateWords((match.start() + start, match.end() + start), days, kind))
                taken[here] = b"\1" * len(taken[here])
        found.sort()
    return found


def _looking_back(text: str, start: int, match: Match, found: list[DateWords], context: Context) -> Context:
    """The context with the last date named before, and the one that "three days after the raid of 3 May" itself names."""
    before = [w.days for w in found if w.span[1] - start <= match.start() and w.kind not in VAGUE]
    named = [w.days for w in found if 0 <= w.span[0] - start - match.end() < 60 and "," not in text[match.end() : w.span[0] - start]]
    return context._replace(reference=before[-1] if before else context.reference, named=named[0] if named else None)


def _days(meaning: Meaning, match: Match, context: Context, page: DateInterval | None) -> DateInterval | None:
    """What the words mean; on a page that may be of several days, on any of them."""
    ends = [None] if page is None else [page.earliest] if page.earliest == page.latest else [page.earliest, page.latest]
    try:
        read = [meaning(match, context._replace(day=day)) for day in ends]
    except (LookupError, ValueError, OverflowError, StopIteration):  # needs the page's date; the thirty-first of June; the year 0
        return None
    return hull([days for days in read if days]) if any(read) else None


# ---- tense -------------------------------------------------------------------------------------------------------------------------

# Verbs and their like that look ahead or back. A past form that asks for something ("agreed to", "urged") looks neither way.
_AHEAD = (
    r"\b(?:will|shall|'ll|’ll|would|must|should|can|may|is to|are to|was to|were to|be to|due|plans?|planned|planning|scheduled|slated"
    r"|expects?|expected|set (?:to|for)|going to|hopes?|intends?|upcoming|coming|forthcoming|deadline|until|till|by|before|next|ahead of"
    r"|starting|beginning|effective|if)\b"
)
_BEHIND = (
    r"\b(?!need|speed|indeed|seed|exceed|proceed|succeed|feed|bleed|agreed to|vowed to|pledged to|asked|urged|invited|ordered)\w{2,}ed\b"
    r"|\b(?:said|told|met|held|was|were|had|has|have|did|came|went|left|began|broke|took|gave|made|sent|put|shot|struck|fell|won|lost"
    r"|spoke|wrote|saw|led|flew|hit)\b"
)
_TENSE = re.compile(rf"(?P<ahead>{_AHEAD})|(?P<behind>{_BEHIND})|(?P<infinitive>\bto [a-z]{{2,}}\b(?<!ed))|(?P<stop>[;:“”\"]|``|'')", re.I)


def _speaks_of_future(text: str, start: int, end: int) -> bool:
    """Whether the words at `start` to `end` stand in a clause about what is to come: by the nearest verb before, else after them."""
    tense = ""
    for match in _TENSE.finditer(text, max(0, start - 110), start):
        tense = "" if match.lastgroup == "stop" else match.lastgroup or ""
        if match.lastgroup == "infinitive" and match.group().lower() in (
            "to the",
            "to its",
            "to his",
            "to their",
            "to her",
            "to an",
            "to be",
        ):
            tense = ""
    if not tense:
        after = _TENSE.search(text, end, end + 70)
        return bool(after and after.lastgroup == "ahead" and after.group().lower() not in ("by", "before", "if", "may", "can", "next"))
    return tense != "behind"


# ---- rules -------------------------------------------------------------------------------------------------------------------------

# Pieces of patterns, by the names in braces.
_PIECES = {
    "Y": r"(?P<year>1[89]\d\d|20\d\d)",
    "rel": r",? (?P<rel>(?:of )?(?:last|this|next|the previous) year)",
    "d": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?",
    "d2": r"(?P<last>\d{1,2})(?:st|nd|rd|th)?",
    "to": r"(?:\s?[-–]\s?| to | and | through | until )",
    "unit": r"(?P<unit>minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade)s?",
    "units": r"(?P<unit>minutes|hours|days|weeks|months|years|decades)",
    "part": r"(?:(?P<part>early|late|mid|the very start of|the very end of|(?:the |at )?(?:start|beginning|end|middle|close) of"
    r"|(?:the )?(?:first|second|latter|last|opening|closing|final) (?:half|days|weeks|months) of"
    r"|(?:the )?(?:first|second|third|fourth|last|final) quarter of"
    r"|(?:the )?first (?:two|three|few) (?:days|weeks|months) of)[- ](?:in )?)?",
    "clock": r"(?:(?:early|late|later|earlier)(?: on)? )?",
    "tod": r"(?: (?:morning|afternoon|evening|night|noon|midnight|lunchtime))?",
}  # fmt: skip
_ABOUT = "more than|less than|over|about|nearly|almost|at least|barely|just|some|only|another"
# Rules whose words look back to a date named before; and those whose own days are too vague to look back to.
_IN_DIGITS = {"day", "day of month", "year", "years", "century"}
LOOKING_BACK = {"offset", "loose offset", "same", "time of day", "ahead"}
VAGUE = {"year", "years", "decade", "century", "span", "lately", "now", "named"}


def _any(names: list[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], Meaning], ...]:
    """The rules with the words of the tables in place of the names in braces."""
    full = [name.capitalize() for name in words("month") if len(name) > 4 or name in ("june", "july", "may")]
    short = [name.capitalize() for name in words("month") if name.capitalize() not in full]
    month = rf"(?:{_any(full)}|(?:{_any(short)})\b\.?)"
    weekdays = [name.capitalize() for name in words("weekday")]
    long = [name for name in weekdays if name.endswith("day")]
    weekday = rf"(?:(?:{_any(long)})s?|(?:{_any([d for d in weekdays if d not in long])})\.)"
    tens = [name for name in words("number") if name.endswith("ty")]
    ones = [name for name, value in words("number").items() if name.isalpha() and "." not in value and int(value) < 10]
    numbers = [*words("number"), *(f"{ten}-{one}" for ten in tens for one in ones)]
    number = rf"(?:(?:{_ABOUT}) )?(?P<n>\d{{1,3}}|{_any(numbers)})"
    pieces = _PIECES | {
        "month": f"(?P<month>{month})", "month2": f"(?P<month2>{month})", "month_full": f"(?P<month>{_any(full)})",
        "month_plain": f"(?P<month>{_any([m for m in full if m not in ('March', 'May')])})",
        "weekday": f"(?P<weekday>{weekday})", "weekday2": f"(?P<weekday2>{weekday})", "n": number,
        "holiday": _any(list(words("holiday"))), "named": _any(list(words("named"))), "decades": _any(list(words("decade"))),
    }  # fmt: skip

    def compiled(name: str, template: str) -> re.Pattern[str]:
        for piece, pattern in pieces.items():
            template = template.replace("{" + piece + "}", pattern)
        return re.compile(template, re.I if name.endswith(" i") else 0)

    lines = (files("dragoman.reader") / "tables" / "date_rules.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return tuple((kind.removesuffix(" i"), compiled(kind, template), getattr(date_meanings, meaning)) for kind, meaning, template in rows)
