"""When a page was published: given, stated on it, in its metadata, or inferred from its text, in that order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.coding import Basis, DateInterval, Published
from dragoman.pages.calendar_words import MONTH, WEEKDAY, Found, day, find, month_number, weekday_number
from dragoman.pages.lines import Line

OfficeTerms = Callable[[str], DateInterval | None]

_UPDATED = re.compile(r"\b(?:updated?|modified|revised|edited|corrected|amended)\b", re.I)
_POSTED = re.compile(r"\b(?:published|posted|first published|issued|uploaded|created|released|date(?:d)?|print(?:ed)?|filed)\b", re.I)
_BACKWARD = re.compile(
    r"\b(?:archive[ds]?|since|established|founded|copyright|©|joined|retrieved|accessed|expires?|until|valid|event|election day)\b|©", re.I
)
_CELL = re.compile(
    r"\s*\|\s*|\s{2,}|\s+/\s+|\t|\s*[·•]\s*|;\s+|(?<=\d)\s*\(|(?<=[a-zA-Z\d])\s+(?=(?i:(?:last )?(?:updated?|modified|revised))\b)"
)
TIME = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|\b\d{1,2}\s*[ap]\.?m\.?\b|\b(?:GMT|"
    r"UTC|BST|EST|EDT|ET|PST|PDT|PT|IST|PKT|CET|CEST|EAT|SAST|JST|KST|AEST|AEDT|MSK)\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_MAX_OTHER_WORDS = 7
_MAX_LINE_WORDS = 28
# "BISHKEK, Oct 10 -", "Bamako, 22 Nov 2022 (AFP) -", "WASHINGTON, March 3, 2011 —"
_DATELINE_DAY = re.compile(
    rf"^[^.?!\n]{{2,60}}?[,(]\s*(?:{WEEKDAY}\.?,?\s+)?(?:(?P<m1>{MONTH})\.?\s+(?P<d1>\d{{1,2}})|"
    rf"(?P<d2>\d{{1,2}})\s+(?P<m2>{MONTH})\.?)\b(?:,?\s+(?P<y>(?:19|20)\d\d))?\s*[,)]?\s*(?:\([^)]{{1,30}}\)|"
    rf"/[^/]{{1,30}}/)?\s*(?:--?|–|—|:|_)",
    re.I,
)
_COPYRIGHT_YEAR = re.compile(r"(?:©|\(c\)|copyright)\D{0,30}((?:19[89]|20[0-4])\d)", re.I)
_US_MARKS = re.compile(
    r"\b\d{1,2}(?::\d{2})? ?[ap]\.?m\.? (?:E[DS]?T|C[DS]T|P[DS]?T)\b|\b(?:(?:organ|real|recogn|"
    r"critic|normal|author|emphas|minim|maxim|apolog|final|mobil|neutral|stabil|legal|privat|"
    r"symbol|jeopard|util)iz(?:e|es|ed|ing|ation)|\w*(?:labor|defense|honor|favor|color|center|"
    r"program)s?|toward)\b"
)
_UK_MARKS = re.compile(
    r"\b(?:(?:organ|real|recogn|critic|normal|author|emphas|minim|maxim|apolog|final|mobil|"
    r"neutral|stabil|legal|privat|symbol|jeopard|util)is(?:e|es|ed|ing|ation)|\w*(?:labour|"
    r"defence|honour|favour|colour|centre|programme)s?|towards)\b"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What the page itself says of its date: the day if it says one, else its dateline's day and month and its copyright year."""

    interval: DateInterval | None
    month_day: tuple[int, int] | None = None
    year: int | None = None


def published(interval: DateInterval, basis: Basis) -> Published:
    """`interval` with how it is known."""
    return Published(interval.earliest, interval.latest, basis)


def within(inner: DateInterval, outer: DateInterval) -> bool:
    """True if every day of `inner` is a day of `outer`."""
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def meet(a: DateInterval, b: DateInterval) -> DateInterval | None:
    """The days common to both, None if there are none."""
    first, last = max(a.earliest, b.earliest), min(a.latest, b.latest)
    return DateInterval(first, last) if first <= last else None


def stated(lines: Sequence[Line], furniture: Sequence[str | None], body_starts: int, body_ends: int) -> Stated:
    """The date that the page states. `lines[body_starts:body_ends]` is the main text, in which only the first line's dateline counts."""
    day_first = _day_order(lines)
    ranked: list[tuple[int, int, DateInterval]] = []
    for i, line in enumerate(lines):
        if line.strong or line.words > _MAX_LINE_WORDS or (body_ends <= i and furniture[i] == "related"):
            continue
        for cell, found in _dated_cells(line):
            rest = cell[: found.start] + " " + cell[found.end :]
            rest = TIME.sub(" ", rest)
            if line.prose and not _POSTED.search(cell):
                continue
            others = len(_WORD.findall(rest))
            if _BACKWARD.search(rest) or (others > _MAX_OTHER_WORDS and not _POSTED.search(cell)):
                continue
            rank = 0
            if _UPDATED.search(rest) and not _POSTED.search(rest):
                rank = 5
            elif not _POSTED.search(rest):
                # A bare date in the tail may belong to another page's teaser or to a comment.
                rank = 1 if i < body_ends else 6
            if i >= body_ends and rank == 0:
                rank = 2
            ranked.append((rank, i, _reading(found, day_first)))
    dateline = _dateline(lines, body_starts)
    if dateline and dateline.interval:
        ranked.append((2, body_starts, dateline.interval))
    good = [item for item in ranked if item[0] < 6]
    if good:
        best = min(good, key=lambda item: (item[0], item[1], (item[2].latest - item[2].earliest).days))
        return Stated(best[2])
    year = next((int(m[1]) for line in reversed(lines) if line.words < 40 and (m := _COPYRIGHT_YEAR.search(line.text))), None)
    if dateline and dateline.month_day and year:
        interval = day(year, *dateline.month_day)
        if interval:
            return Stated(interval)
    return Stated(None, dateline.month_day if dateline else None, year)


def _dated_cells(line: Line) -> list[tuple[str, Found]]:
    out = []
    for cell in _CELL.split(line.raw):
        for found in find(cell):
            out.append((cell, found))
            break
    return out


def _reading(found: Found, day_first: bool | None) -> DateInterval:
    """The interval of a date in figures, in the page's order of day and month; both readings' span where the page gives no sign."""
    if found.other is None:
        return found.interval
    if day_first is None:
        return DateInterval(min(found.interval.earliest, found.other.earliest), max(found.interval.latest, found.other.latest))
    return found.interval if day_first else found.other


def _day_order(lines: Sequence[Line]) -> bool | None:
    """True if the page writes the day before the month, False if after, None if it doesn't tell; dates first, else the spelling."""
    votes = {True: 0, False: 0}
    text = " ".join(line.text for line in lines)[:60_000]
    ambiguous = False
    for found in find(text):
        ambiguous = ambiguous or found.other is not None
        if found.day_first is not None:
            votes[found.day_first] += 1
    if not ambiguous:
        return None
    if votes[True] != votes[False]:
        return votes[True] > votes[False]
    american, british = len(_US_MARKS.findall(text)), len(_UK_MARKS.findall(text))
    return None if american == british else british > american


def _dateline(lines: Sequence[Line], body_starts: int) -> Stated | None:
    for line in lines[body_starts : body_starts + 3]:
        m = _DATELINE_DAY.match(line.text[:140])
        if not m:
            continue
        month = month_number(m["m1"] or m["m2"])
        number = int(m["d1"] or m["d2"])
        if m["y"]:
            interval = day(int(m["y"]), month, number)
            return Stated(interval) if interval else None
        return Stated(None, (month, number)) if day(2000, month, number) else None
    return None


def weekday_of(name: str) -> int:
    """0 (Monday) .. 6."""
    return weekday_number(name)


def decide(
    *,
    given: DateInterval | None,
    stated_on_page: DateInterval | None,
    metadata: DateInterval | None,
    infer: Callable[[], DateInterval | None],
    not_after: date | None = None,
) -> Published | None:
    """The published date by the best basis there is. A stated or metadata date inside a wider given one makes it narrower.

    `not_after` is the day by which the page was there (when an archive fetched it): an upper bound for what is inferred.
    """
    if given:
        for finer, basis in ((stated_on_page, "stated"), (metadata, "metadata")):
            if finer and finer != given and within(finer, given):
                return published(finer, "stated" if basis == "stated" else "metadata")
        return published(given, "given")
    if stated_on_page:
        if metadata and stated_on_page != metadata and within(metadata, stated_on_page):
            return published(metadata, "metadata")
        return published(stated_on_page, "stated")
    if metadata:
        return published(metadata, "metadata")
    inferred = infer()
    if inferred and not_after and inferred.latest > not_after:
        inferred = DateInterval(inferred.earliest, not_after) if inferred.earliest <= not_after else None
    return published(inferred, "inferred") if inferred else None
