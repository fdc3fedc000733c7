"""The publication date of a page that states none, as an interval inferred from what its text looks back on.

Hard clues bound it: the page is younger than the years and months that it tells of in the past tense and than the well-known acts that
it names (tables/landmarks.tsv), and lies in the terms of the office holders that it names together. Where nothing bounds it from above
the interval runs to the present: honest, if wide.

Soft clues are habits of news writing, each a test of a month: "nearly two years of tensions" began with the first trouble that the page
dates; a month without a year is in the page's own year (so it is on four pages of five); a year written out is not the page's own.
They choose among the months of a window that is narrow already, and one that no month left would fit is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from dragoman.coding import DateInterval
from dragoman.pages.calendar_words import MONTH, WEEKDAY, day, find, month, month_number, weekday_number
from dragoman.pages.dates import OfficeTerms, Stated, meet
from dragoman.pages.tables import rows

_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"‘'])|\n+")
_YEAR = re.compile(
    r"(?<![\d$£€.,/-])(?:19[5-9]\d|20[0-4]\d)(?![\d%–-]|[,.]\d|/\d| ?(?:GMT|hours|hrs)| (?:people|"
    r"tonnes|tons|troops|soldiers|barrels|men|women|dollars|miles|km|kilomet))"
)
_FUTURE = re.compile(
    r"\b(?:will|shall|would|could|may|might|expect\w*|due|by|until|till|plan\w*|target\w*|next|schedul\w*|set|before|through"
    r"|budget\w*|forecast\w*|projected|deadline|option|redeemable|hopes?|aims?|aimed|host|hosts|hosting|games|olympics?|world cup"
    r"|candidate|presidential|vision|seeks?|ahead|upcoming|again)\b",
    re.I,
)
_PAST = re.compile(r"\b(?:was|were|had|has|have|did|took|came|went|began|fell|rose|won|lost|led|left|met|broke|fought|[a-z]{3,}ed)\b")
_FORWARD = re.compile(r"\b(?:will|expected|due|plans? to|to be|next|scheduled|until|by)\b", re.I)
_BARE_MONTH = re.compile(
    rf"\b(?P<lead>since|in|on|until|last|of|this|from|during|early|late|mid|mid-|and|between|after)\s+(?P<m>{MONTH})\b\.?"
    r"(?:\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?\b)?(?!,?\s*(?:\d{4}|of (?:last|that|the|\d)|last|the (?:previous|following|same)))",
    re.I,
)
_WEEKDAY_DATE = re.compile(
    rf"\b(?P<wd>{WEEKDAY})(?:,|\s+\(|\s)\s*(?:(?P<m1>{MONTH})\.?\s+(?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}})\s+(?P<m2>{MONTH}))\b(?!,?\s*\d{{4}})",
    re.I,
)
_NUMBER_WORDS = "a one two three four five six seven eight nine ten eleven twelve fifteen eighteen twenty"
_NUMBERS = dict(zip(_NUMBER_WORDS.split(), (1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 18, 20), strict=True))
# "nearly two years of setbacks": how much, how long, of what trouble.
_SPAN_OF = re.compile(
    r"\b(?P<q>nearly|almost|about|around|some|more than|over|after)\s+(?:(?:nearly|almost|about|more than|over)\s+)?"
    rf"(?P<n>{'|'.join(_NUMBERS)}|\d{{1,2}})\s+(?P<u>years?|months?)\s+of\s+(?:\w+\s+){{0,2}}?"
    r"(?P<what>setbacks?|cris[ei]s|tensions?|conflict|war|strain(?:ed)?|freeze|feuding|hostilit\w+|estrangement|acrimony|sanctions"
    r"|deadlock|stalemate|turmoil|standoff|disputes?|talks|blockades?|boycotts?|closures?|quarrels?|rows|friction|mistrust|rancou?r"
    r"|fighting|silence|isolation)\b",
    re.I,
)
_TROUBLE = re.compile(
    r"\b(?:kill|raid|attack|strike|block|halt|sever|expel|crisis|clash|invad|invasion|war|bomb|"
    r"suspend|cut|withdr[ae]w|recall|shot|coup|sanction|seiz|annex|storm|arrest|detain|quarrel|"
    r"dispute|shut|clos|break|broke|ban)",
    re.I,
)
_FIRST_YEAR = 1950
# Months that the habits of writing may choose among; any number for clues that name a time by themselves.
_FEW = 48
_ANY = 10_000
_NEAR_MONTHS = 6
_NEAR_DAYS = 200


@cache
def _landmarks() -> list[tuple[date, list[re.Pattern[str]], list[list[str]]]]:
    """The day of each landmark, its words as patterns, and as plain strings that can be looked for fast."""
    out = []
    for when, cell in rows("landmarks.tsv"):
        plain = [[w.replace("_", " ") for w in word.split("|")] for word in cell.split()]
        patterns = [re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, alternatives))})(?!\w)") for alternatives in plain]
        out.append((date.fromisoformat(when), patterns, plain))
    return out


def infer(
    body: str,
    *,
    office_terms: OfficeTerms | None = None,
    stated: Stated | None = None,
    today: date | None = None,
    not_after: date | None = None,
) -> DateInterval | None:
    """The interval in which `body` was published, None if its text dates it no better than some decades.

    `office_terms` gives for a body the interval in which the office holders that it names were all in office, None if it names none.
    """
    today = today or date.today()
    last = min(today, not_after) if not_after else today
    lower = date(_FIRST_YEAR, 1, 1)
    upper = last
    anchored = False
    troubles: list[date] = []
    months: list[tuple[int, bool]] = []
    spans: list[tuple[float, bool]] = []
    landmarks = _landmarks_in(body)
    for sentence in _SENTENCE.split(body):
        if not any(c.isupper() for c in sentence):
            continue
        for when in _looks_back(sentence, last, landmarks):
            lower, anchored = max(lower, when), True
            if _TROUBLE.search(sentence):
                troubles.append(when)
        months += _bare_months(sentence)
        for m in _SPAN_OF.finditer(sentence):
            number = float(_NUMBERS.get(m["n"].lower(), 0) or int(m["n"] if m["n"].isdigit() else 1))
            spans.append(
                (number * (365.25 if m["u"].lower().startswith("y") else 30.4), bool(re.search(r"nearly|almost", m.group(), re.I)))
            )
    terms = office_terms(body) if office_terms else None
    if terms:
        window = meet(terms, DateInterval(lower, upper))
        if window:
            lower, upper, anchored = window.earliest, window.latest, True
        else:
            lower, upper, anchored = terms.earliest, min(terms.latest, last), True
    if stated and stated.year:
        copyright_year = DateInterval(date(stated.year, 1, 1), date(stated.year, 12, 31))
        window = meet(copyright_year, DateInterval(lower, upper))
        if window:
            lower, upper, anchored = window.earliest, window.latest, True
    if not anchored or lower > upper:
        return None
    kept = _months_between(lower, upper)
    for test, widest in _soft(months, stated, spans, troubles, body):
        if len(kept) > widest:
            continue
        left = [span for span in kept if test(span)]
        kept = left or kept
    first, final = max(kept[0].earliest, lower), min(kept[-1].latest, upper)
    found = DateInterval(first, final)
    if stated and stated.month_day:
        days = [d for year in range(first.year, final.year + 1) if (d := day(year, *stated.month_day)) and meet(d, found)]
        if days:
            found = DateInterval(days[0].earliest, days[-1].latest)
    return found


def _landmarks_in(body: str) -> list[tuple[date, list[re.Pattern[str]]]]:
    """The landmarks whose words are all somewhere in `body`: those worth looking for in its sentences."""
    return [(when, words) for when, words, plain in _landmarks() if all(any(w in body for w in alternatives) for alternatives in plain)]


def _looks_back(sentence: str, last: date, landmarks: list[tuple[date, list[re.Pattern[str]]]]) -> list[date]:
    """The first days that the page must be younger than by this sentence."""
    out: list[date] = []
    covered: list[tuple[int, int]] = []
    if not any(c.isdigit() for c in sentence):
        return [when for when, words in landmarks if when <= last and all(word.search(sentence) for word in words)]
    forward = bool(_FUTURE.search(sentence)) or not _PAST.search(sentence)
    for hit in find(sentence):
        covered.append((hit.start, hit.end))
        if hit.interval.earliest <= last and not forward:
            out.append(hit.interval.earliest)
    for m in _YEAR.finditer(sentence):
        if any(a <= m.start() < b for a, b in covered):
            continue
        year = int(m.group())
        if date(year, 1, 1) <= last and not forward:
            out.append(date(year, 1, 1))
    for when, words in landmarks:
        if when <= last and all(word.search(sentence) for word in words):
            out.append(when)
    return out


def _bare_months(sentence: str) -> list[tuple[int, bool]]:
    """Months told of in the past tense without a year, with True where the text calls them last year's ("last July")."""
    out = []
    for m in _BARE_MONTH.finditer(sentence):
        name = m["m"]
        if (
            not name[0].isupper()
            or _FORWARD.search(sentence[max(0, m.start() - 60) : m.start()])
            or m["lead"].lower() in {"until", "and", "of", "this", "between"}
        ):
            continue
        out.append((month_number(name), m["lead"].lower() == "last"))
    return out


def _months_between(lower: date, upper: date) -> list[DateInterval]:
    out = []
    year, number = lower.year, lower.month
    while (year, number) <= (upper.year, upper.month):
        out.append(month(year, number))
        year, number = (year, number + 1) if number < 12 else (year + 1, 1)
    return out


def _soft(
    bare: list[tuple[int, bool]],
    stated: Stated | None,
    spans: list[tuple[float, bool]],
    troubles: list[date],
    body: str,
) -> list[tuple[Callable[[DateInterval], bool], int]]:
    """The soft clues, the surest first, each with the most months that it may choose among."""
    tests: list[tuple[Callable[[DateInterval], bool], int]] = []
    if stated and stated.month_day:
        wanted = stated.month_day[0]
        tests.append((lambda span: span.earliest.month == wanted, _ANY))
    for m in _WEEKDAY_DATE.finditer(body):
        tests.append((_weekday_test(weekday_number(m["wd"]), month_number(m["m1"] or m["m2"]), int(m["d1"] or m["d2"])), _FEW))
    for length, under in spans:
        # The span began with the earliest trouble that it can reach back to.
        began = min((t for t in troubles if (max(troubles) - t).days <= length), default=None)
        if began:
            low, high = (0.8, 1.0) if under else (0.9, 1.2)
            reach = DateInterval(began + timedelta(days=low * length), began + timedelta(days=high * length))
            tests.append((lambda span, r=reach: meet(span, r) is not None, _ANY))  # type: ignore[misc]
    written_out = {hit.interval.earliest.year for hit in find(body)}
    tests.append((lambda span: span.earliest.year not in written_out, _FEW))
    own = [number for number, past_year in bare if not past_year]
    if own and max(own) - min(own) <= _NEAR_MONTHS:
        newest = max(own)
        tests.append((lambda span: span.earliest.month >= newest, _FEW))
    return tests


def _weekday_test(weekday: int, number: int, day_of_month: int) -> Callable[[DateInterval], bool]:
    """Whether "Monday, June 4" near a month was, or will be, a Monday."""

    def holds(span: DateInterval) -> bool:
        for year in (span.earliest.year - 1, span.earliest.year, span.earliest.year + 1):
            there = day(year, number, day_of_month)
            if there and there.earliest.weekday() == weekday and abs((there.earliest - span.earliest).days) < _NEAR_DAYS:
                return True
        return False

    return holds
