"""The publication date of a page that states none, as an interval inferred from what its text looks back on.

Each clue is a test of a month. Hard clues must hold: the page is younger than the years and months that it tells of in the past tense,
than the well-known acts that it names (tables/landmarks.tsv), and lies in the terms of the office holders that it names together. Soft
clues are habits of news writing: a month without a year is in the page's own year, the latest year told of is not long past, "nearly
two years of tensions" began with the first trouble that the page dates. A soft clue that no month left would fit is dropped.
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
    r"(?<![\d$£€.,/-])(?:19[5-9]\d|20[0-4]\d)(?![\d%]|[,.]\d| (?:people|tonnes|tons|troops|soldiers|barrels|men|women|dollars|miles|km|kilomet))"
)
_FUTURE = re.compile(
    r"\b(?:will|shall|would|could|may|might|expected|due|by|until|till|plans?|planned|planning|target|next|scheduled|before|through|for)\b[^.;]{0,60}$",
    re.I,
)
_FORWARD = re.compile(r"\b(?:will|expected|due|plans? to|to be|next|scheduled|until|by)\b", re.I)
_BARE_MONTH = re.compile(
    rf"\b(?P<lead>since|in|on|until|last|of|this|from|during|early|late|mid|mid-|and|between|after)\s+(?P<m>{MONTH})\b\.?(?:\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b)?(?!,?\s*(?:\d{{4}}|of (?:last|that|the|\d)|last|the (?:previous|following|same)))",
    re.I,
)
_WEEKDAY_DATE = re.compile(
    rf"\b(?P<wd>{WEEKDAY})(?:,|\s+\(|\s)\s*(?:(?P<m1>{MONTH})\.?\s+(?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}})\s+(?P<m2>{MONTH}))\b(?!,?\s*\d{{4}})",
    re.I,
)
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_SPAN_OF = re.compile(
    r"\b(?P<q>nearly|almost|about|around|some|more than|over|after)\s+(?:(?:nearly|almost|about|more than|over)\s+)?(?P<n>a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+(?P<u>years?|months?)\s+of\s+(?:\w+\s+){0,2}?(?P<what>setbacks?|cris[ei]s|tensions?|conflict|war|strain(?:ed)?|freeze|feuding|hostilit\w+|estrangement|acrimony|sanctions|deadlock|stalemate|turmoil|standoff|disputes?|talks|blockade|boycott)\b",
    re.I,
)
_TROUBLE = re.compile(
    r"\b(?:kill|raid|attack|strike|block|halt|sever|expel|crisis|clash|invad|invasion|war|bomb|suspend|cut|withdr[ae]w|recall|shot|coup|sanction|seiz|annex|storm)",
    re.I,
)
_FIRST_YEAR = 1950


@cache
def _landmarks() -> list[tuple[date, list[re.Pattern[str]]]]:
    out = []
    for when, words in rows("landmarks.tsv"):
        out.append(
            (
                date.fromisoformat(when),
                [re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(w) for w in word.split('|'))})(?!\w)") for word in words.split()],
            )
        )
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
    latest_year: int | None = None
    months: list[tuple[int, bool]] = []
    spans: list[tuple[float, bool]] = []
    for sentence in _SENTENCE.split(body):
        if not any(c.isupper() for c in sentence):
            continue
        told, year = _looks_back(sentence, last)
        for when in told:
            lower, anchored = max(lower, when), True
            if _TROUBLE.search(sentence):
                troubles.append(when)
        latest_year = max(filter(None, (latest_year, year)), default=None)
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
    for test in _soft(kept, months, latest_year, stated, spans, troubles, body):
        left = [span for span in kept if test(span)]
        kept = left or kept
    first, final = max(kept[0].earliest, lower), min(kept[-1].latest, upper)
    found = DateInterval(first, final)
    if stated and stated.month_day:
        days = [d for year in range(first.year, final.year + 1) if (d := day(year, *stated.month_day)) and meet(d, found)]
        if days:
            found = DateInterval(days[0].earliest, days[-1].latest)
    return found


def _looks_back(sentence: str, last: date) -> tuple[list[date], int | None]:
    """The first days that the page must be younger than by this sentence, and the latest year that it tells of in the past tense."""
    out: list[date] = []
    latest: int | None = None
    covered: list[tuple[int, int]] = []
    for hit in find(sentence):
        covered.append((hit.start, hit.end))
        if hit.interval.earliest <= last and not _FUTURE.search(sentence[: hit.start]):
            out.append(hit.interval.earliest)
            latest = max(latest or 0, hit.interval.earliest.year)
    for m in _YEAR.finditer(sentence):
        if any(a <= m.start() < b for a, b in covered):
            continue
        year = int(m.group())
        if date(year, 1, 1) <= last and not _FUTURE.search(sentence[max(0, m.start() - 80) : m.start()]):
            out.append(date(year, 1, 1))
            latest = max(latest or 0, year)
    for when, words in _landmarks():
        if when <= last and all(word.search(sentence) for word in words):
            out.append(when)
    return out, latest


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
    months: list[DateInterval],
    bare: list[tuple[int, bool]],
    latest_year: int | None,
    stated: Stated | None,
    spans: list[tuple[float, bool]],
    troubles: list[date],
    body: str,
) -> list[Callable[[DateInterval], bool]]:
    """The soft clues, the surest first."""
    tests: list[Callable[[DateInterval], bool]] = []
    if stated and stated.month_day:
        wanted = stated.month_day[0]
        tests.append(lambda span: span.earliest.month == wanted)
    for m in _WEEKDAY_DATE.finditer(body):
        weekday, number, day_of_month = weekday_number(m["wd"]), month_number(m["m1"] or m["m2"]), int(m["d1"] or m["d2"])
        tests.append(lambda span, w=weekday, n=number, d=day_of_month: any(  # type: ignore[misc]
            (there := day(span.earliest.year + shift, n, d)) is not None
            and there.earliest.weekday() == w
            and abs((there.earliest - span.earliest).days) < 200
            for shift in (-1, 0, 1)
        ))  # fmt: skip
    if latest_year:
        tests.append(lambda span: span.earliest.year <= latest_year + 1)
    own = [number for number, past_year in bare if not past_year]
    if own:
        newest = max(own)
        tests.append(lambda span: span.earliest.month >= newest)
    for length, under in spans:
        if troubles:
            began = min((t for t in troubles if months and (months[-1].latest - t).days <= length * 2), default=None)
            if began:
                low, high = (0.8, 1.0) if under else (0.9, 1.2)
                reach = DateInterval(began + timedelta(days=low * length), began + timedelta(days=high * length))
                tests.append(lambda span, r=reach: meet(span, r) is not None)  # type: ignore[misc]
    return tests
