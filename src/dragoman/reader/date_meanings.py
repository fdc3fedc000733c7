"""What each kind of date words means: a function a kind, named in tables/date_rules.tsv.

Each takes the match of its pattern and the context, and gives an interval of days, or None where the words are no date after all.
It raises LookupError where it needs the page's date and there is none, ValueError on a date that does not exist.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from dragoman.coding import DateInterval
from dragoman.reader.days import (
    around,
    hull,
    month_days,
    nearest,
    one_day,
    part_of,
    season_days,
    step,
    unit_days,
    week_days,
    words,
    year_days,
)

Match = re.Match[str]


class Context(NamedTuple):
    """What the meaning of date words may hang on."""

    day: date | None  # the page's
    future: bool  # the clause speaks of what is to come
    reference: DateInterval | None  # the date that "later" and "that day" look back to
    named: DateInterval | None  # the date of what "three days after ..." goes on to name

    @property
    def today(self) -> date:
        if self.day is None:
            raise LookupError("no date of the page")
        return self.day

    @property
    def base(self) -> DateInterval:
        return self.reference or one_day(self.today)


def _group(match: Match, name: str) -> str:
    return (match.groupdict().get(name) or "").lower()


def _month(match: Match, name: str = "month") -> int:
    return int(words("month")[_group(match, name).rstrip(".")])


def _count(match: Match) -> float:
    """The number told; 1 where none is ("last week")."""
    word = re.sub(r"[\s-]+", " ", _group(match, "n")).strip()
    numbers = words("number")
    if not word:
        return 1
    if word.replace(".", "").isdigit():
        return float(word)
    if word in numbers:
        return float(numbers[word])
    tens, _, ones = word.partition(" ")
    return float(numbers[tens]) + float(numbers.get(ones, 0))


def _loose(match: Match) -> bool:
    return bool(re.search(r"few|several|couple|some|score| or |half", _group(match, "n")))


def _unit(match: Match) -> str:
    return _group(match, "unit").removesuffix("s").removesuffix("'").removesuffix("’")


def _which_year(match: Match, context: Context) -> int | None:
    """The year told by digits or by "last year" beside a month; None if none is."""
    if _group(match, "year"):
        return int(_group(match, "year"))
    rel = _group(match, "rel")
    if not rel:
        return None
    return context.today.year + (-1 if "last" in rel or "previous" in rel else 1 if "next" in rel else 0)


def day_and_month(match: Match, context: Context) -> DateInterval | None:
    day, last, month = int(match["day"]), int(_group(match, "last") or match["day"]), _month(match)
    last_month = _month(match, "month2") if _group(match, "month2") else month

    def in_year(year: int) -> DateInterval:
        first = date(year, month, day)
        end = date(year + (last_month < month), last_month, last)
        return DateInterval(first, max(first, end))

    year = _which_year(match, context)
    return in_year(year) if year else nearest(context.today, in_year, future=context.future)


def month_of_year(match: Match, context: Context) -> DateInterval | None:
    month = _month(match)
    last = _month(match, "month2") if _group(match, "month2") else month
    which = _group(match, "which")

    def in_year(year: int) -> DateInterval:
        return part_of(
            DateInterval(month_days(year, month).earliest, month_days(year, last + 12 * (last < month)).latest), _group(match, "part")
        )

    year = _which_year(match, context)
    if year:
        return in_year(year)
    if which in ("this", "the current") or (which in ("next", "last") and not context.day):
        return in_year(context.today.year)
    days = nearest(context.today, in_year, future=which == "next" or (context.future and which != "last"), slack=0)
    this = days.earliest <= context.today <= days.latest
    return in_year(context.today.year + (1 if which == "next" else -1)) if this and which in ("next", "last") else days


def years(match: Match, context: Context) -> DateInterval | None:
    year, last = int(match["year"]), _group(match, "last")
    if last:
        end = int(last) if len(last) == 4 else year // 100 * 100 + int(last)
        if end < year and 1 <= end - year // 100 * 100 <= 12:
            return month_days(year, end - year // 100 * 100)  # "1998-05"
        return year_days(year, end if end >= year else end + 100)
    return part_of(year_days(year), _group(match, "part"))


def short_year(match: Match, context: Context) -> DateInterval | None:
    digits = int(match["short"])
    return year_days(digits + (2000 if digits < 30 else 1900))


def season(match: Match, context: Context) -> DateInterval | None:
    season = _group(match, "season")
    part, which = _group(match, "part"), _group(match, "which")
    year = _which_year(match, context)

    def in_year(number: int) -> DateInterval:
        return part_of(season_days(number, season), part)

    if year:
        return in_year(year)
    days = nearest(context.today, in_year, future=which in ("next", "coming") or (context.future and which != "last"), slack=0)
    now = days.earliest <= context.today <= days.latest
    return in_year(days.latest.year + (1 if which == "next" else -1)) if now and which in ("next", "last") else days


def decade(match: Match, context: Context) -> DateInterval | None:
    word = _group(match, "decade")
    if word in words("decade"):
        year = int(words("decade")[word])
    else:
        year = int(word) if len(word) == 4 else 1900 + int(word)
    last = _group(match, "last")
    end = year if not last else int(last) if len(last) == 4 else 1900 + int(last)
    return part_of(year_days(year, end + 9), _group(match, "part"))


def century(match: Match, context: Context) -> DateInterval | None:
    number = int(match["century"])
    return part_of(year_days(max(1, (number - 1) * 100), number * 100 - 1), _group(match, "part"))


def weekday(match: Match, context: Context) -> DateInterval | None:
    wanted = int(words("weekday")[_group(match, "weekday").rstrip(".").removesuffix("s")])
    which, today = _group(match, "which"), context.today
    back, ahead = (today.weekday() - wanted) % 7, (wanted - today.weekday()) % 7
    if _group(match, "week"):  # "Thursday last week", "next week on Monday", "a week ago on Monday", "a week from Friday"
        week = _group(match, "week")
        weeks = 1 if "next" in week else -1 if "last" in week or "previous" in week else 0
        if "ago" in week:
            return one_day(today - timedelta(days=back + 7))
        if "from" in week:
            return one_day(today + timedelta(days=ahead + 7))
        return one_day(week_days(today).earliest + timedelta(days=wanted + 7 * weeks))
    if which in ("next", "coming") or (context.future and which not in ("last", "past", "earlier", "previous")):
        return one_day(today + timedelta(days=ahead + (7 if which == "next" and ahead == 0 else 0)))
    return one_day(today - timedelta(days=back + (7 if which in ("last", "previous") and back == 0 else 0)))


def weekdays(match: Match, context: Context) -> DateInterval | None:
    """ "Saturday and Sunday", "from Monday to Wednesday"."""
    last = int(words("weekday")[_group(match, "weekday2").rstrip(".")])
    first = weekday(match, context)
    return DateInterval(first.earliest, first.earliest + timedelta(days=(last - first.earliest.weekday()) % 7)) if first else None


def ago(match: Match, context: Context) -> DateInterval | None:
    return around(context.today, -_count(match), _unit(match), loose=_loose(match))


def ahead(match: Match, context: Context) -> DateInterval | None:
    """ "in three days", "within a week" of a clause about what is to come: from the page's day to the last that fits."""
    if not context.future and not _group(match, "time"):
        if not _group(match, "within"):
            return None  # "the third in ten days"
        return DateInterval(context.base.earliest, step(context.base.latest, _count(match), _unit(match)))
    end = around(context.today, _count(match), _unit(match), loose=_loose(match))
    return DateInterval(context.today, end.latest) if _group(match, "within") else end


def from_reference(match: Match, context: Context) -> DateInterval | None:
    """ "two days later", "a week earlier", "the day after": from the date named before.

    "A day after X did this": the date of X's act, if the words go on to name it, else the clause's own date less that day."""
    way = _group(match, "way")
    sign = -1 if way.startswith(("earlier", "before", "previous", "preced")) else 1
    base = context.base
    if way in ("before", "after") and _group(match, "clause"):
        base, sign = (context.named, sign) if context.named else (base, -sign)
    days = hull([around(day, sign * _count(match), _unit(match), loose=_loose(match)) for day in {base.earliest, base.latest}])
    return None if _not_yet(days, context) else days


def _not_yet(days: DateInterval, context: Context) -> bool:
    """Whether the past tense tells of days after the page: what "later" looks back to was not found."""
    return context.reference is None and context.day is not None and not context.future and days.earliest > context.today


def loosely_from_reference(match: Match, context: Context) -> DateInterval | None:
    """ "days later", "hours after", "weeks before"."""
    reach = timedelta(days=int(words("loose")[_unit(match)]))
    way = _group(match, "way")
    counted = match.string[: match.start()].rstrip().rpartition(" ")[2].lower()
    if counted.isdigit() or counted in words("number"):
        return None
    back = way.startswith(("earlier", "before", "ago", "back")) != (bool(_group(match, "clause")) and way in ("before", "after"))
    base = context.base if _group(match, "way") not in ("ago", "back") else one_day(context.today)
    return DateInterval(base.earliest - reach, base.latest) if back else DateInterval(base.earliest, base.latest + reach)


def same(match: Match, context: Context) -> DateInterval | None:
    """ "that day", "the same evening", "the following week", "the next morning", "the previous year"."""
    which, unit, base = _group(match, "which"), _unit(match), context.base
    unit = "day" if unit in ("evening", "morning", "afternoon", "night", "noon") else unit
    n = 1 if which in ("following", "next", "ensuing") else -1 if which in ("previous", "preceding") else 0
    if unit in ("spring", "summer", "autumn", "fall", "winter"):
        return season_days(base.latest.year + n, unit)
    if n and not context.reference and unit == "day":
        base = one_day(context.today)
    days = hull([unit_days(step(day, n, unit), unit) for day in {base.earliest, base.latest}])
    return None if _not_yet(days, context) else days


def past_span(match: Match, context: Context) -> DateInterval | None:
    """ "in the past three weeks", "in recent months", "for two years": up to the page's day; "over the next three days": from it."""
    which, unit = _group(match, "which"), _unit(match)
    counted = bool(_group(match, "n")) or not _group(match, "unit").endswith("s")
    ahead = which in ("next", "coming", "ahead") or (which in ("for", "") and context.future)
    sign = 1 if ahead else -1
    if counted:
        other = step(context.today, sign * _count(match), unit)
    else:
        other = context.today + timedelta(days=sign * int(words("loose")[unit]))
    return hull([one_day(context.today), one_day(other)])


def this_unit(match: Match, context: Context) -> DateInterval | None:
    """ "last week", "this month", "earlier this year", "the end of next year", "later in the week"."""
    which, unit, today = _group(match, "which"), _unit(match), context.today
    n = -1 if which in ("last", "past", "previous") else 1 if which in ("next", "coming") else 0
    if unit == "quarter" and n:
        today = step(today, 3 * n, "month")
        n = 0
    days = unit_days(step(today, n, unit), unit)
    if unit == "weekend" and n == 0 and not context.future and today < days.earliest:
        days = unit_days(today - timedelta(days=7), "weekend")
    if unit == "weekend" and n == -1 and today.weekday() < 5:
        days = unit_days(today - timedelta(days=7), "weekend")
    part = _group(match, "part")
    if part and part not in ("earlier", "later", "already", "over", "during"):
        return part_of(days, part)
    if n == 0 and unit != "weekend" and days.earliest <= today <= days.latest and which in ("this", "the", "current", ""):
        # What has happened this year has happened by now; what will happen has not.
        if part == "later" or (context.future and part != "earlier"):
            return DateInterval(today, days.latest)
        return DateInterval(days.earliest, today)
    return days


def day_word(match: Match, context: Context) -> DateInterval | None:
    word = match.group().lower()
    steps = {
        "before yesterday": -2,
        "after tomorrow": 2,
        "yesterday": -1,
        "tomorrow": 1,
        "last night": -1,
        "overnight": -1,
        "last evening": -1,
    }
    n = next((n for key, n in steps.items() if key in word), 0)
    day = context.today + timedelta(days=n)
    return DateInterval(day, context.today) if "overnight" in word else one_day(day)


def now(match: Match, context: Context) -> DateInterval | None:
    return one_day(context.today)


def lately(match: Match, context: Context) -> DateInterval | None:
    return DateInterval(context.today - timedelta(days=60), context.today)


def day_of_month(match: Match, context: Context) -> DateInterval | None:
    """ "on the 7th": of the page's month, or the one before or after."""
    day, today = int(match["day"]), context.today
    last = int(_group(match, "last") or day)
    months = [month_days(today.year, today.month + n) for n in (-1, 0, 1)]
    days = [
        DateInterval(m.earliest.replace(day=day), m.earliest.replace(day=max(day, last))) for m in months if m.latest.day >= max(day, last)
    ]
    if context.future:
        return next(d for d in days if d.latest >= today)
    return next(d for d in reversed(days) if d.earliest <= today)


def time_of_day(match: Match, context: Context) -> DateInterval | None:
    """ "at dawn", "by nightfall": of the day named before, else of the page's or the one beside it."""
    if context.reference:
        return DateInterval(
            context.reference.earliest, min(context.reference.latest + timedelta(days=1), max(context.today, context.reference.latest))
        )
    n = timedelta(days=1)
    return DateInterval(context.today, context.today + n) if context.future else DateInterval(context.today - n, context.today)


def holiday(match: Match, context: Context) -> DateInterval | None:
    first, last = (tuple(map(int, end.split("-"))) for end in words("holiday")[match["holiday"]].split())
    which = _group(match, "which")

    def in_year(year: int) -> DateInterval:
        days = DateInterval(date(year, *first), date(year, *last))
        return one_day(days.earliest - timedelta(days=1)) if _group(match, "eve") else days

    year = _which_year(match, context)
    return in_year(year) if year else nearest(context.today, in_year, future=which == "next" or (context.future and which != "last"))


def named(match: Match, context: Context) -> DateInterval | None:
    first, last = words("named")[match["named"]].split()
    return DateInterval(date.fromisoformat(first), date.fromisoformat(last))


def iso(match: Match, context: Context) -> DateInterval | None:
    return one_day(date(int(match["year"]), int(match["m"]), int(match["d"])))


def slashed(match: Match, context: Context) -> DateInterval | None:
    """ "14/5/2012", "5/14/12", "14.5.2012": where both could be the month, any of the days that it may be."""
    year = int(match["y"]) + (0 if len(match["y"]) == 4 else 2000 if int(match["y"]) < 30 else 1900)
    a, b = int(match["a"]), int(match["b"])
    return hull([one_day(date(year, m, d)) for m, d in ((a, b), (b, a)) if m <= 12])


def decade_word(match: Match, context: Context) -> DateInterval | None:
    word = _group(match, "decade")
    if word[0].isdigit():
        return part_of(year_days(1900 + int(word[:2]), 1909 + int(word[:2])), _group(match, "part"))
    return decade(match, context)


def within_unit(match: Match, context: Context) -> DateInterval | None:
    """ "within a week", "in a day" of what has happened: from the date named before."""
    unit = _unit(match)
    if context.future:
        return DateInterval(context.today, around(context.today, 1, unit).latest)
    base = context.base
    return DateInterval(base.earliest, max(base.latest, step(base.latest, 1, unit)))


def seasons_ago(match: Match, context: Context) -> DateInterval | None:
    """ "two winters ago"."""
    last = nearest(context.today, lambda year: season_days(year, _unit(match)), future=False, slack=0)
    return season_days(last.latest.year - round(_count(match)) + 1, _unit(match))


def soon(match: Match, context: Context) -> DateInterval | None:
    """ "soon" is within three months, said of what is to come."""
    return DateInterval(context.today, context.today + timedelta(days=90)) if context.future else None


def since_then(match: Match, context: Context) -> DateInterval | None:
    """ "since then": from the date named before to the page's."""
    return DateInterval(context.reference.earliest, max(context.today, context.reference.latest)) if context.reference else None


def since_years(match: Match, context: Context) -> DateInterval | None:
    """ "a six-year-old embargo", "a 23-year occupation": when it began."""
    return around(context.today, -_count(match), _unit(match), loose=True)
