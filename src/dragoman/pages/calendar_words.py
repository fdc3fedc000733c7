"""Dates as English pages write them, found in a line of text: "July 20, 2023", "20 July 2023", "20/07/2023", "2023-07-20", "July 2023"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.coding import DateInterval

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_DAYS = {
    name: i
    for i, names in enumerate(
        ("mon monday", "tue tues tuesday", "wed weds wednesday", "thu thur thurs thursday", "fri friday", "sat saturday", "sun sunday")
    )
    for name in names.split()
}
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_DATE = re.compile(
    rf"""(?<![\w/])(?:(?P<wd>{WEEKDAY})\.?,?\s+(?:the\s+)?)?(?:
      (?P<iso>{_YEAR})[-/.](?P<isom>0?[1-9]|1[0-2])[-/.](?P<isod>0?[1-9]|[12]\d|3[01])(?!\d)
    | (?P<m1>{MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s*,?\s+(?P<y1>{_YEAR})\b
    | (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<m2>{MONTH})\.?,?[\s-]+(?P<y2>{_YEAR})\b
    | (?P<n1>\d{{1,2}})[/.-](?P<n2>\d{{1,2}})[/.-](?P<y3>{_YEAR}|\d{{2}})(?![\d/])
    | (?P<m4>{MONTH})(?:[/–-](?P<m5>{MONTH}))?\.?,?\s+(?P<y4>{_YEAR})\b
    | (?P<y6>{_YEAR}),?\s+(?P<m6>{MONTH})\.?\s+(?P<d6>\d{{1,2}})\b
    )""",
    re.I | re.X,
)
_ISO_START = re.compile(r"^\s*(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:[T ].*)?$")


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a line: `span` of its words, and the interval that it names; `other` the other reading of a date in figures."""

    start: int
    end: int
    interval: DateInterval
    other: DateInterval | None = None
    day_first: bool | None = None


def month_number(name: str) -> int:
    """1..12 of an English month name or its abbreviation. Raises KeyError for other words."""
    return _MONTHS[name.lower().rstrip(".")]


def weekday_number(name: str) -> int:
    """0 (Monday) .. 6 of an English weekday name or its abbreviation. Raises KeyError for other words."""
    return _DAYS[name.lower().rstrip(".")]


def day(year: int, month: int, number: int) -> DateInterval | None:
    """The interval of one day, None if there is no such day."""
    try:
        there = date(year, month, number)
    except ValueError:
        return None
    return DateInterval(there, there)


def month(year: int, number: int, through: int | None = None) -> DateInterval:
    """The interval of a month, or of the months from `number` through `through`."""
    last = through if through and through >= number else number
    return DateInterval(date(year, number, 1), date(year, last, calendar.monthrange(year, last)[1]))


def find(text: str) -> Iterator[Found]:
    """The dates with a year in `text`, in order. A date in figures that may be read in two ways carries both."""
    for m in _DATE.finditer(text):
        g = m.groupdict()
        interval: DateInterval | None = None
        other: DateInterval | None = None
        day_first: bool | None = None
        if g["iso"]:
            interval = day(int(g["iso"]), int(g["isom"]), int(g["isod"]))
        elif g["y1"]:
            interval, day_first = day(int(g["y1"]), month_number(g["m1"]), int(g["d1"])), False
        elif g["y2"]:
            interval, day_first = day(int(g["y2"]), month_number(g["m2"]), int(g["d2"])), True
        elif g["y3"]:
            year = int(g["y3"])
            year += 0 if year > 99 else (2000 if year < 50 else 1900)
            a, b = int(g["n1"]), int(g["n2"])
            interval, other = day(year, b, a), day(year, a, b)
            if interval and other and g["wd"]:
                # The weekday tells which of the two is meant.
                wanted = weekday_number(g["wd"])
                fits = [i for i in (interval, other) if i.earliest.weekday() == wanted]
                interval, other = (fits[0], None) if len(fits) == 1 else (interval, other)
            if interval is None:
                interval, other = other, None
            if interval == other:
                other = None
            if other is None and a != b and interval:
                day_first = interval.earliest.day == a
        elif g["y6"]:
            interval = day(int(g["y6"]), month_number(g["m6"]), int(g["d6"]))
        elif g["y4"]:
            if g["m4"].lower() == "may" and g["m4"] != "May":
                continue
            interval = month(int(g["y4"]), month_number(g["m4"]), month_number(g["m5"]) if g["m5"] else None)
        if interval:
            yield Found(m.start(), m.end(), interval, other, day_first)


def parse_given(value: object) -> DateInterval | None:
    """A date that a person or a record gives: YYYY, YYYY-MM, YYYY-MM-DD, YYYYMMDD, an ISO date and time, or words. None if it isn't one."""
    if isinstance(value, dict):
        first, last = parse_given(value.get("earliest")), parse_given(value.get("latest"))
        return DateInterval(first.earliest, last.latest) if first and last and first.earliest <= last.latest else first or last
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    if isinstance(value, float) or (isinstance(value, int) and value > 99_999_999):
        return _from_epoch(float(value))
    text = str(value).strip()
    if "/" in text and text.count("-") >= 2:
        first, last = (parse_given(part) for part in text.split("/", 1))
        if first and last and first.earliest <= last.latest:
            return DateInterval(first.earliest, last.latest)
    m = _ISO_START.match(text)
    if m:
        year = int(m[1])
        if not 1000 <= year <= 9998:
            return None
        if m[3]:
            return day(year, int(m[2]), int(m[3]))
        if m[2]:
            return month(year, int(m[2])) if 1 <= int(m[2]) <= 12 else None
        return DateInterval(date(year, 1, 1), date(year, 12, 31))
    for hit in find(text):
        if hit.other:
            return DateInterval(min(hit.interval.earliest, hit.other.earliest), max(hit.interval.latest, hit.other.latest))
        return hit.interval
    return None


def _from_epoch(seconds: float) -> DateInterval | None:
    from datetime import UTC, datetime

    if seconds > 1e11:  # milliseconds
        seconds /= 1000
    try:
        there = datetime.fromtimestamp(seconds, UTC).date()
    except (OverflowError, OSError, ValueError):
        return None
    return DateInterval(there, there)
