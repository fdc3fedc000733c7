"""The calendar as numbers: months, years, seasons and parts of them as intervals of days, and steps from one to another.

Needs nothing but dates; which words mean which of these is in datewords.py.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from dragoman.coding import DateInterval


@cache
def words(kind: str) -> dict[str, str]:
    """The words of one kind in tables/calendar.tsv, each with what it stands for; lower case unless they are names."""
    out: dict[str, str] = {}
    for line in (files("dragoman.reader") / "tables" / "calendar.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            this, names, value = line.split("\t")
            if this == kind:
                out |= dict.fromkeys((names if kind in ("holiday", "named") else names.lower()).split("|"), value)
    return out


def one_day(day: date) -> DateInterval:
    return DateInterval(day, day)


def month_days(year: int, month: int) -> DateInterval:
    """All days of a month; months past the twelfth or before the first run on into the years beside."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return DateInterval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def year_days(year: int, last: int | None = None) -> DateInterval:
    """All days of a year, or of the years `year` to `last`."""
    return DateInterval(date(year, 1, 1), date(last or year, 12, 31))


def week_days(day: date) -> DateInterval:
    """Monday to Sunday of the week that holds `day`."""
    monday = day - timedelta(days=day.weekday())
    return DateInterval(monday, monday + timedelta(days=6))


def season_days(year: int, season: str) -> DateInterval:
    """The months of a season; a winter is named by the year in which it ends."""
    first, last = map(int, words("season")[season.lower()].split("-"))
    return DateInterval(date(year - (first > last), first, 1), month_days(year, last).latest)


def unit_days(day: date, unit: str) -> DateInterval:
    """The day, week, weekend, month, quarter, year, decade or century that holds `day`."""
    if unit == "week":
        return week_days(day)
    if unit == "weekend":
        sunday = week_days(day).latest
        return DateInterval(sunday - timedelta(days=1), sunday)
    if unit == "month":
        return month_days(day.year, day.month)
    if unit == "quarter":
        first = (day.month - 1) // 3 * 3 + 1
        return DateInterval(date(day.year, first, 1), month_days(day.year, first + 2).latest)
    if unit in ("year", "decade", "century"):
        size = {"year": 1, "decade": 10, "century": 100}[unit]
        first_year = day.year // size * size
        return year_days(first_year, first_year + size - 1)
    return one_day(day)


def step(day: date, n: float, unit: str) -> date:
    """The day that lies `n` units from `day`."""
    if unit in ("day", "night"):
        return day + timedelta(days=n)
    if unit in ("hour", "minute"):
        return day + timedelta(days=round(n / 24) if unit == "hour" else 0)
    if unit in ("week", "weekend", "fortnight"):
        return day + timedelta(days=round(n * (14 if unit == "fortnight" else 7)))
    months = round(n * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit])
    month = month_days(day.year, day.month + months)
    return month.earliest.replace(day=min(day.day, month.latest.day))


def around(day: date, n: float, unit: str, *, loose: bool = False) -> DateInterval:
    """The days meant by "`n` units ago" or "later", as wide as the unit; `loose` counts ("several") widen it."""
    at = step(day, n, unit)
    if unit in ("hour", "minute"):
        return DateInterval(min(at, day), max(at, day))
    if unit in ("day", "night"):
        return widened(one_day(at), 2 if loose else 0)
    if unit in ("week", "weekend", "fortnight"):
        return widened(one_day(at), 10 if loose else 4)
    if unit == "month":
        return widened(unit_days(at, "month"), 31 if loose else 0)
    years = 5 if unit == "decade" else 2 if loose else 0
    return year_days(at.year - years, at.year + years)


def widened(days: DateInterval, by: int) -> DateInterval:
    return DateInterval(days.earliest - timedelta(days=by), days.latest + timedelta(days=by)) if by else days


def part_of(days: DateInterval, part: str | None) -> DateInterval:
    """The early, middle or late third of an interval with a margin, its first or second half, or a quarter of it."""
    if not part:
        return days
    length = (days.latest - days.earliest).days
    word = part.lower().removeprefix("at ").removeprefix("the ")

    def share(first: float, last: float) -> DateInterval:
        return DateInterval(days.earliest + timedelta(days=round(length * first)), days.earliest + timedelta(days=round(length * last)))

    if "half" in word or "quarter" in word:
        of = 2 if "half" in word else 4
        names = ("first", "second", "third", "fourth")
        n = (
            of - 1
            if word.startswith(("last", "final", "latter"))
            else next((i for i, name in enumerate(names) if word.startswith(name)), 0)
        )
        if length > 300 and length < 367:  # a year has halves and quarters of whole months
            size = 12 // of
            year = days.earliest.year
            return DateInterval(date(year, 1 + n * size, 1), month_days(year, (n + 1) * size).latest)
        return share(n / of, (n + 1) / of)
    if word.startswith(("very", "start", "begin")):
        return share(0.85, 1) if "end of" in word else share(0, 0.15)
    if word.startswith(("end", "close")):
        return share(0.85, 1)
    if "early" in word or "first" in word or "opening" in word:
        return share(0, 0.36)
    if "late" in word or "last" in word or "closing" in word or "final" in word:
        return share(0.64, 1)
    return share(0.3, 0.7)


def hull(intervals: list[DateInterval]) -> DateInterval:
    """The shortest interval that holds all of those given."""
    return DateInterval(min(i.earliest for i in intervals), max(i.latest for i in intervals))


def nearest(day: date, candidates: Callable[[int], DateInterval], *, future: bool, slack: int = 3) -> DateInterval:
    """Of what comes every year, the one in the direction in which the sentence speaks.

    `candidates` gives the days of a year. In the past that is the latest that has begun `slack` days from `day` at most."""
    years = [candidates(day.year + n) for n in (-1, 0, 1)]
    if future:
        return next(days for days in years if days.latest >= day)
    return next(days for days in reversed(years) if days.earliest <= day + timedelta(days=slack))
