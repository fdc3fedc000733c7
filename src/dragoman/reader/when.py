"""When it happened: the date words of a sentence, and the interval of days that they mean on a page of a given date.

Weekdays, months without a year and words such as "last week" are read from the page's own date and the tense of the sentence. What a
reader could not pin down stays as wide as it is: "in July 2012" is the whole month, "since 2001" begins in that year.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dragoman.coding import DateInterval, Published, Span

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_DAYS |= {"tues": 1, "wed": 2, "thurs": 3, "thur": 3, "fri": 4, "sat": 5, "sun": 6, "mon": 0, "tue": 1, "thu": 3}
_NUMBERS = {
    w: i
    for i, w in enumerate(
        [
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
        ]
    )
}
_NUMBERS |= {
    "a": 1,
    "an": 1,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "twenty": 20,
    "thirty": 30,
    "couple of": 2,
    "few": 3,
    "several": 4,
}
_SEASONS = {"winter": (12, 2), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}

_MONTH = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
_DAY = r"(?P<weekday>Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?)"
_N = r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|(?:a )?couple of|(?:a )?few|several)"
_UNIT = r"(?P<unit>minute|hour|day|night|week|fortnight|month|year|decade)s?"


class DateWords(NamedTuple):
    """Words that say when, and what they mean on this page."""

    span: Span
    days: DateInterval


class _Context(NamedTuple):
    page: DateInterval
    future: bool  # the sentence speaks of what is to come

    @property
    def today(self) -> date:
        return self.page.latest


_Meaning = Callable[[re.Match[str], _Context], DateInterval | None]
_FUTURE = re.compile(r"\b(?:will|shall|is to|are to|due to|planned|plans to|scheduled|expected|next|upcoming|would|set to|going to)\b")


def date_words(text: str, start: int, page: DateInterval | None, reference: date | None = None) -> list[DateWords]:
    """The date words of a sentence, left to right, longest reading first. `start` is the sentence's place in the body.

    `page` is the date of the page; without it only dates with a year of their own have a meaning.
    """
    found: list[DateWords] = []
    taken: list[Span] = []
    for pattern, meaning, needs_page in _RULES:
        for match in pattern.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            if page is None and needs_page:
                continue
            near = text[max(0, match.start() - 90) : match.end() + 60]
            context = _Context(page or DateInterval(date.min, date.max), bool(_FUTURE.search(near)))
            try:
                days = meaning(match, context)
            except (ValueError, OverflowError):  # the thirty-first of June, the year 0
                continue
            if days is not None:
                taken.append(match.span())
                found.append(DateWords((match.start() + start, match.end() + start), days))
    return sorted(found)


def month_days(year: int, month: int) -> DateInterval:
    """All days of a month."""
    return DateInterval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def year_days(year: int, last: int | None = None) -> DateInterval:
    """All days of a year, or of the years `year` to `last`."""
    return DateInterval(date(year, 1, 1), date(last or year, 12, 31))


def _month_number(word: str) -> int:
    return _MONTHS[word.lower().rstrip(".")]


def _year_of_month(month: int, context: _Context) -> int:
    """The year of a month named without one: the nearest in the direction in which the sentence speaks."""
    today = context.today
    if context.future:
        return today.year if month >= today.month else today.year + 1
    return today.year if month <= today.month else today.year - 1


def _day_month_year(match: re.Match[str], context: _Context) -> DateInterval | None:
    month = _month_number(match["month"])
    year = match.groupdict().get("year")
    number = int(year) if year else _year_of_month(month, context)
    first = date(number, month, int(match["day"]))
    if not year and not context.future and first > context.today + timedelta(days=3):
        first = date(number - 1, month, int(match["day"]))
    last_day = match.groupdict().get("last")
    return DateInterval(first, date(number, month, int(last_day)) if last_day and int(last_day) > first.day else first)


def _month_year(match: re.Match[str], context: _Context) -> DateInterval | None:
    return _part(month_days(int(match["year"]), _month_number(match["month"])), match.groupdict().get("part"))


def _month_alone(match: re.Match[str], context: _Context) -> DateInterval | None:
    month = _month_number(match["month"])
    which = (match.groupdict().get("which") or "").lower()
    year = _year_of_month(month, context)
    if which.startswith("next") and (year, month) <= (context.today.year, context.today.month):
        year += 1
    if which.startswith("last") and (year, month) >= (context.today.year, context.today.month):
        year -= 1
    return _part(month_days(year, month), match.groupdict().get("part"))


def _part(days: DateInterval, part: str | None) -> DateInterval:
    """The early, middle or late third of an interval, with a margin."""
    if not part:
        return days
    length = (days.latest - days.earliest).days + 1
    third = timedelta(days=max(1, round(length * 0.36)))
    word = part.lower()
    if word.startswith(("early", "start", "beginning", "first")):
        return DateInterval(days.earliest, days.earliest + third)
    if word.startswith(("late", "end")):
        return DateInterval(days.latest - third, days.latest)
    if word.startswith("mid"):
        return DateInterval(days.earliest + third * 0.8, days.latest - third * 0.8)
    return days


def _year(match: re.Match[str], context: _Context) -> DateInterval | None:
    year = int(match["year"])
    last = match.groupdict().get("last")
    if last:
        return year_days(year, int(last) if len(last) == 4 else year // 100 * 100 + int(last))
    days = year_days(year)
    season = match.groupdict().get("season")
    if season:
        first, end = _SEASONS[season.lower()]
        return DateInterval(date(year - (first > end), first, 1), month_days(year, end).latest)
    return _part(days, match.groupdict().get("part"))


def _decade(match: re.Match[str], context: _Context) -> DateInterval | None:
    digits = match["decade"]
    year = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return _part(year_days(year, year + 9), match.groupdict().get("part"))


def _weekday(match: re.Match[str], context: _Context) -> DateInterval | None:
    wanted = _DAYS[match["weekday"].lower().removesuffix("s") if match["weekday"].lower() not in _DAYS else match["weekday"].lower()]
    which = (match.groupdict().get("which") or "").lower()
    today = context.today
    back = (today.weekday() - wanted) % 7
    if which in ("next", "coming", "this coming", "the coming") or (context.future and which not in ("last", "past", "earlier")):
        ahead = (wanted - today.weekday()) % 7
        day = today + timedelta(days=ahead + (7 if which == "next" and ahead == 0 else 0))
        return DateInterval(day, day)
    day = today - timedelta(days=back + (7 if which == "last" and back == 0 else 0))
    return DateInterval(day, day)


def _week_of_weekday(match: re.Match[str], context: _Context) -> DateInterval | None:
    """ "Thursday last week", "next week on Monday"."""
    wanted = _DAYS[match["weekday"].lower().removesuffix("s")]
    monday = context.today - timedelta(days=context.today.weekday())
    day = monday + timedelta(days=wanted + (7 if match["which"].lower() == "next" else -7))
    return DateInterval(day, day)


def _ago(match: re.Match[str], context: _Context) -> DateInterval | None:
    return _shift(context.today, -_count(match["n"]), match["unit"].lower(), "several few".find(match["n"].lower().split()[-1]) >= 0)


def _ahead(match: re.Match[str], context: _Context) -> DateInterval | None:
    return _shift(context.today, _count(match["n"]), match["unit"].lower(), False)


def _count(word: str) -> int:
    word = word.lower().strip()
    if word.isdigit():
        return int(word)
    return _NUMBERS.get(word, _NUMBERS.get(word.removeprefix("a "), 3))


def _shift(today: date, n: int, unit: str, loose: bool) -> DateInterval | None:
    """The day, week, month or year that lies `n` units from `today`, as wide as its unit."""
    if unit in ("minute", "hour"):
        day = today if unit == "minute" or abs(n) < 12 else today + timedelta(days=(1 if n > 0 else -1) * max(1, round(abs(n) / 24)))
        return DateInterval(min(day, today), max(day, today))
    if unit in ("day", "night"):
        day = today + timedelta(days=n)
        wide = timedelta(days=2 if loose else 0)
        return DateInterval(day - wide, day + wide)
    if unit in ("week", "fortnight"):
        day = today + timedelta(weeks=n * (2 if unit == "fortnight" else 1))
        wide = timedelta(days=7 if loose else 4)
        return DateInterval(day - wide, day + wide)
    if unit == "month":
        index = today.year * 12 + today.month - 1 + n
        days = month_days(index // 12, index % 12 + 1)
        wide = timedelta(days=31 if loose else 0)
        return DateInterval(days.earliest - wide, days.latest + wide)
    years = n * (10 if unit == "decade" else 1)
    wide_years = 1 if loose or unit == "decade" else 0
    return year_days(today.year + years - wide_years, today.year + years + wide_years)


def _past_span(match: re.Match[str], context: _Context) -> DateInterval | None:
    """ "in the past three weeks", "over the last year": up to the page's day."""
    n = _count(match["n"]) if match.groupdict().get("n") else 1
    start = _shift(context.today, -n, match["unit"].lower(), False)
    return DateInterval(start.earliest, context.today) if start else None


def _relative_unit(match: re.Match[str], context: _Context) -> DateInterval | None:
    """ "last week", "this month", "earlier this year", "next year"."""
    which, unit, today = match["which"].lower(), match["unit"].lower(), context.today
    earlier = bool(match.groupdict().get("earlier"))
    step = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}[which]
    later = bool(match.groupdict().get("later"))
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        days = DateInterval(monday, monday + timedelta(days=6))
    elif unit == "weekend":
        saturday = today - timedelta(days=today.weekday()) + timedelta(weeks=step, days=5)
        if step == 0 and today.weekday() < 4 and not context.future:
            saturday -= timedelta(weeks=1)
        days = DateInterval(saturday, saturday + timedelta(days=1))
    elif unit == "month":
        index = today.year * 12 + today.month - 1 + step
        days = month_days(index // 12, index % 12 + 1)
    elif unit == "year":
        days = year_days(today.year + step)
    elif unit in _SEASONS:
        first, end = _SEASONS[unit]
        year = today.year + step
        if step == -1 and month_days(today.year, end).latest < today and not context.future:
            year = today.year  # "last summer", said in autumn
        days = DateInterval(date(year - (first > end), first, 1), month_days(year, end).latest)
    else:
        days = year_days(today.year // 10 * 10 + step * 10, today.year // 10 * 10 + step * 10 + 9)
    if step == 0 and (earlier or (not context.future and not later)):
        return DateInterval(days.earliest, max(days.earliest, today))
    if step == 0 and (later or context.future):
        return DateInterval(min(today, days.latest), days.latest)
    return _part(days, match.groupdict().get("part"))


def _day_word(match: re.Match[str], context: _Context) -> DateInterval | None:
    word = match.group().lower()
    step = 0
    if "before yesterday" in word:
        step = -2
    elif word in ("yesterday", "last night", "overnight", "the previous day"):
        step = -1
    elif "after tomorrow" in word:
        step = 2
    elif word in ("tomorrow",):
        step = 1
    day = context.today + timedelta(days=step)
    if word == "overnight":
        return DateInterval(day, context.today)
    return DateInterval(day, day)


def _iso(match: re.Match[str], context: _Context) -> DateInterval | None:
    day = date(int(match["year"]), int(match["m"]), int(match["d"]))
    return DateInterval(day, day)


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PART = r"(?:(?P<part>early|late|mid|the (?:start|beginning|end|middle) of)[- ](?:in )?)?"
_BEFORE = r"(?P<which>last|past|next|this|this coming|the coming|coming|earlier)\s+"


def _rule(pattern: str, meaning: _Meaning, needs_page: bool, flags: int = 0) -> tuple[re.Pattern[str], _Meaning, bool]:
    return re.compile(pattern, flags), meaning, needs_page


# In order: a longer reading comes before a shorter one that it contains.
_RULES: list[tuple[re.Pattern[str], _Meaning, bool]] = [
    _rule(r"\b" + _YEAR + r"-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso, False),
    _rule(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<last>\d{1,2}))? (?:of )?" + _MONTH + r",? " + _YEAR + r"\b", _day_month_year, False),
    _rule(r"\b" + _MONTH + r" (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<last>\d{1,2}))?,? " + _YEAR + r"\b", _day_month_year, False),
    _rule(r"\b" + _PART + _MONTH + r",? (?:of )?" + _YEAR + r"\b", _month_year, False, re.I),
    _rule(r"\b" + _DAY + r"(?:,? (?:of )?(?P<which>last|next) week)\b", _week_of_weekday, True),
    _rule(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<last>\d{1,2}))? (?:of )?" + _MONTH + r"(?!\w)", _day_month_year, True),
    _rule(r"\b" + _MONTH + r" (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<last>\d{1,2}))?(?![\d:])", _day_month_year, True),
    _rule(r"\b(?P<season>winter|spring|summer|autumn|fall) (?:of )?" + _YEAR + r"\b", _year, False),
    _rule(r"\b" + _YEAR + r"\s?(?:[-–]|to)\s?(?P<last>(?:19|20)\d\d|\d\d)\b", _year, False),
    _rule(r"\b" + _PART + r"(?P<decade>(?:19|20)\d0)s\b", _decade, False, re.I),
    _rule(r"\b" + _PART + r"(?:the )?'?(?P<decade>[5-9]0)s\b", _decade, False, re.I),
    _rule(r"\b(?:in|since|of|by|until|till|from|during|before|after|around|about|year|on|between|and|to|,|\()?\s?" + _PART + r"(?<![\d.,$€£])" + _YEAR + r"(?![\d%]|[.,]\d|-\w|\s(?:people|soldiers|troops|tonnes|tons|km|miles|men|dollars|euros|students|workers|families|refugees))\b", _year, False, re.I),
    _rule(r"\b(?:" + _BEFORE + r")?" + _DAY + r"\b", _weekday, True),
    _rule(r"\b" + _N + r" " + _UNIT + r" (?:ago|earlier|before|previously)\b", _ago, True, re.I),
    _rule(r"\b(?:in|within) " + _N + r" " + _UNIT + r"(?:['’] time)?\b(?! (?:of|that))", lambda m, c: _ahead(m, c) if c.future else None, True, re.I),
    _rule(r"\b" + _N + r" " + _UNIT + r" (?:from now|later)\b", lambda m, c: _ahead(m, c) if c.future else None, True, re.I),
    _rule(r"\b(?:in|over|during|for|within) the (?:last|past|previous) (?:" + _N + r" )?" + _UNIT + r"\b", _past_span, True, re.I),
    _rule(r"\b(?:(?P<earlier>earlier|early|already) |(?P<later>later) |(?P<part>late) )?(?P<which>last|this|next|the current|the coming|the previous)".replace("the current", "(?<=the )current").replace("the coming", "(?<=the )coming").replace("the previous", "(?<=the )previous") + r" (?P<unit>weekend|week|month|year|decade|winter|spring|summer|autumn|fall)\b", _relative_unit, True, re.I),
    _rule(r"\b(?:the day before yesterday|the day after tomorrow|yesterday|today|tonight|tomorrow|last night|overnight|this (?:morning|afternoon|evening))\b", _day_word, True, re.I),
    _rule(r"(?<!\w)(?:(?P<which>last|next|this|in|since|by|until|from|for|during|late|early|mid)[- ])(?:(?P<part>early|late|mid)[- ])?(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b(?! \d)", _month_alone, True),
    _rule(r"\b(?P<month>January|February|April|June|July|August|September|October|November|December)(?:['’]s)\b", _month_alone, True),
]  # fmt: skip

_SAID = re.compile(
    r"(?:said|says|told [\w ]{2,30}|added|announced|reported|stated|declared)(?: (?:late|early|here|in a statement))* (?:on )?$"
)


def of(body: str, sentence: Span, trigger: Span, published: DateInterval | Published | None, reported: bool) -> DateInterval | None:
    """When the act named at `trigger` happened, by the date words nearest to it in its sentence; None if the sentence has none.

    `reported` acts stand inside what somebody is cited as saying: the day of the saying is not theirs.
    """
    page = DateInterval(published.earliest, published.latest) if published else None
    words = date_words(body[slice(*sentence)], sentence[0], page)
    near: list[tuple[int, DateWords]] = []
    for word in words:
        before = body[max(sentence[0], word.span[0] - 60) : word.span[0]]
        if reported and _SAID.search(before):
            continue
        gap = word.span[0] - trigger[1] if word.span[0] >= trigger[1] else trigger[0] - word.span[1]
        between = body[min(trigger[1], word.span[1]) : max(trigger[0], word.span[0])]
        near.append((gap + 40 * between.count(",") + 40 * between.count(" and "), word))
    return min(near, key=lambda pair: pair[0])[1].days if near else None
