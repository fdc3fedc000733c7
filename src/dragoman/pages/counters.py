"""Numbers that a page shows about itself: "87 shares", "Comments (163)", "Views: 4 381", a bare "187" under the headline."""

from __future__ import annotations

import re
from functools import cache

from dragoman.pages.furniture import cells
from dragoman.pages.lines import Line
from dragoman.pages.tables import rows

_NUMBER = r"\d{1,3}(?:[ ,.\u00a0]\d{3})+|\d+(?:\.\d+)?"
_BARE = re.compile(rf"^[\[(]?\s*({_NUMBER})\s*([kKmM])?\+?\s*[\])]?$")
_THOUSANDS = {"": 1, "k": 1_000, "m": 1_000_000}
_MAX_WORDS = 16
_MAX_CHARS = 160
# No page has counted further than this.
_MAX_DIGITS = 16
_LONG_NUMBER = re.compile(rf"\d{{{_MAX_DIGITS}}}")


@cache
def _labels() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names = dict(rows("counters.tsv"))
    any_label = "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in sorted(names, key=len, reverse=True))
    before = re.compile(
        r"^\W*(?:show |view |see |read |all |total |reader |readers'? |post |article )?"
        rf"({any_label})\s*[:(\[–-]?\s*({_NUMBER})\s*([kKmM])?\b\s*\W*(?:newest.*)?$",
        re.I,
    )
    after = re.compile(
        rf"^\W*({_NUMBER})\s*([kKmM])?\+?\s*\W?\s*"
        rf"(?:view |show |see |read |total |reader |leave an? |leave |add an? |post an? |more )?({any_label})\b(.*)$",
        re.I,
    )
    label = re.compile(rf"^\W*({any_label})\W*$", re.I)
    return names, before, after, label


def _value(number: str, scale: str | None) -> int:
    digits = re.sub(r"[ \u00a0,]", "", number)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):
        digits = digits.replace(".", "")
    return round(float(digits) * _THOUSANDS[(scale or "").lower()])


def labelled(text: str) -> tuple[str, int] | None:
    """The counter that a short text states ("Comments 214" -> ("comments", 214)), or None."""
    names, before, after, _ = _labels()
    if len(text) > _MAX_CHARS or not any(c.isdigit() for c in text) or _LONG_NUMBER.search(text):
        return None
    found = before.match(text)
    if found:
        return names[re.sub(r"\s+", " ", found[1].lower())], _value(found[2], found[3])
    found = after.match(text)
    # "2 responses to “...”" goes on; "3 comments that shook the world" is no counter.
    if found and (len(found[4].split()) <= 4 or found[4].strip().lower().startswith(("to ", "on ", "so far", "for "))):
        return names[re.sub(r"\s+", " ", found[3].lower())], _value(found[1], found[2])
    return None


def label_only(text: str) -> str | None:
    """The counter that a bare label names ("Share" -> "shares"), or None."""
    names, _, _, label = _labels()
    found = label.match(text)
    return names[re.sub(r"\s+", " ", found[1].lower())] if found else None


def bare(text: str) -> int | None:
    """The number that a line consists of, or None."""
    found = _BARE.match(text) if len(text) <= _MAX_DIGITS else None
    return _value(found[1], found[2]) if found else None


def read(lines: list[Line], *, body_starts: int) -> tuple[dict[str, object], set[int]]:
    """All counters on `lines`, and the indices of the lines that are nothing but counters.

    A number alone counts only above `body_starts` (the first paragraph): further down it may be a rank or a page number. One that
    only repeats a labelled counter is that counter.
    """
    found: dict[str, int] = {}
    used: set[int] = set()
    loose: list[int] = []
    for i, line in enumerate(lines):
        if line.words > _MAX_WORDS or line.prose or i in used:
            continue
        number = bare(line.text)
        if number is not None:
            label = _neighbour(lines, i, used)
            if label:
                key, where = label
                found.setdefault(key, number)
                used |= {i, where}
            elif i < body_starts:
                loose.append(number)
                used.add(i)
            continue
        parts = cells(line)
        hits = [hit for part in parts if (hit := labelled(part))]
        for key, value in hits:
            found.setdefault(key, value)
        if hits and len(hits) == len(parts):
            used.add(i)
    for value in found.values():
        if value in loose:
            loose.remove(value)
    out: dict[str, object] = dict(found)
    if loose:
        out["unlabelled"] = loose
    return out, used


def _neighbour(lines: list[Line], i: int, used: set[int]) -> tuple[str, int] | None:
    """The label next to a bare number in its block, and its line: above it where the block starts with a label, else below it."""
    first = i
    while first and lines[first - 1].block == lines[i].block and lines[first - 1].words <= 3:
        first -= 1
    order = (i + 1, i - 1) if bare(lines[first].text) is not None else (i - 1, i + 1)
    for j in order:
        if 0 <= j < len(lines) and j not in used and lines[j].block == lines[i].block:
            key = label_only(lines[j].text)
            if key:
                return key, j
    return None
