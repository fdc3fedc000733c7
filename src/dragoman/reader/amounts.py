"""Amounts of money and goods as news writes them: "nearly $700 million", "1.2bn euros a year", "Rs 20 crore", "50,000 tonnes of wheat"."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from dragoman.coding import Amount, Qualifier, Span

_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "half a": 0.5, "a dozen": 12, "two dozen": 24, "several": None, "few": None,
}  # fmt: skip
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "million": 1e6, "mn": 1e6, "m": 1e6, "mln": 1e6, "crore": 1e7, "billion": 1e9,
    "bn": 1e9, "bln": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
_ABOUT = ["about", "around", "roughly", "approximately", "nearly", "almost", "some", "circa", "close", "estimated", "worth"]
_UNDER = ("less than", "up to", "under", "below", "at most", "no more than", "as much as", "a maximum of")
_OVER = ("more than", "over", "at least", "above", "in excess of", "upwards of", "exceeding", "no less than", "a minimum of", "beyond")
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?|half a|a dozen|two dozen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen)"
_SCALE = r"(?P<scale>hundred thousand|lakh crore|hundred|thousand|million|billion|trillion|lakh|crore|mln|bln|trn|mn|bn|tn|m|b|k)s?"
_PER = re.compile(
    r"^[\w ]{0,24}?(?:\b(?P<year>a year|per year|per annum|annually|yearly|each year|every year|a-year)|\b(?P<month>a month|per month|monthly|each month|every month))\b",
    re.I,
)
_PER_BEFORE = re.compile(r"\b(?:(?P<year>annual|yearly)|(?P<month>monthly))\b[\w ]{0,20}$", re.I)


class Found(NamedTuple):
    """An amount and where its words stand in the body."""

    span: Span
    amount: Amount


@cache
def _rows(name: str) -> list[list[str]]:
    text = (files("dragoman.reader") / "tables" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _codes() -> dict[str, str]:
    out = {row[0].lower() if row[0].isalpha() and row[0].islower() else row[0]: row[1] for row in _rows("currencies.tsv")}
    return out | {f"{adjective} {word}": code for adjective, word, code in _rows("currency_adjectives.tsv")}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    signs = sorted((c for c in _codes() if not c[0].islower() and " " not in c), key=len, reverse=True)
    words = sorted((c for c in _codes() if c[0].islower() or " " in c), key=len, reverse=True)
    signed = (
        r"(?<![\w$])(?P<sign>"
        + "|".join(re.escape(s) for s in signs)
        + r")\s?(?P<number>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:[\s-]?"
        + _SCALE
        + r"(?![\w]))?"
    )
    worded = (
        r"(?<![\w.,$€£])" + _NUMBER + r"(?:[\s-]?" + _SCALE + r")?[\s-](?P<word>" + "|".join(re.escape(w) for w in words) + r")s?(?!\w)"
    )
    units = sorted((row[0] for row in _rows("units.txt")), key=len, reverse=True)
    counted = (
        r"(?<![\w.,$€£])"
        + _NUMBER
        + r"(?:[\s-]?"
        + _SCALE
        + r")?[\s-](?:\w+[\s-]){0,2}?(?P<unit>"
        + "|".join(re.escape(u) for u in units)
        + r")s?(?!\w)"
    )
    return re.compile(signed, re.I), re.compile(worded, re.I), re.compile(counted, re.I)


def amounts(body: str, sentence: Span) -> list[Found]:
    """All amounts of a sentence in the order of the text; money first where money and goods share words."""
    out: list[Found] = []
    signed, worded, counted = _patterns()
    for pattern in (signed, worded, counted):
        for match in pattern.finditer(body, *sentence):
            if any(a < match.end() and match.start() < b for (a, b), _ in out):
                continue
            value = _value(match["number"], match["scale"])
            if value is None:
                continue
            groups = match.groupdict()
            currency = _currency(groups.get("sign"), groups.get("word"))
            unit = groups.get("unit")
            before, after = (
                body[max(sentence[0], match.start() - 40) : match.start()],
                body[match.end() : min(sentence[1], match.end() + 40)],
            )
            amount = Amount(value, currency, _qualifier(before), _per(before, after), _plural(unit) if unit else None)
            out.append(Found(match.span(), amount))
    return sorted(out, key=lambda f: f.span)


def amount_of(body: str, sentence: Span, trigger: Span) -> Amount | None:
    """The amount nearest to a trigger, money before goods; None if the sentence has none."""
    found = amounts(body, sentence)
    if not found:
        return None

    def distance(f: Found) -> tuple[bool, int]:
        return f.amount.currency is None, max(f.span[0] - trigger[1], trigger[0] - f.span[1], 0)

    return min(found, key=distance).amount


def _value(number: str, scale: str | None) -> float | None:
    text = number.lower().replace(",", "")
    if text[0].isdigit():
        value: float | None = float(text)
    else:
        tens, _, ones = text.partition("-")
        value = _WORDS.get(tens)
        if value is not None and ones:
            value += _WORDS[ones] or 0
    if value is None:
        return None
    if not scale and text in ("a", "an"):
        return None  # "a tonne" counts nothing worth keeping
    for word in (scale or "").lower().split():
        value *= _SCALES[word]
    # Scaling by floats leaves dust (1.1 * 1e6): keep what a reader would write.
    value = round(value, 2)
    return int(value) if value == int(value) else value


def _currency(sign: str | None, word: str | None) -> str | None:
    codes = _codes()
    if sign:
        return codes.get(sign) or next((c for s, c in codes.items() if s.lower() == sign.lower()), None)
    if word:
        return codes.get(word.lower()) or next((c for s, c in codes.items() if s.lower() == word.lower()), None)
    return None


def _qualifier(before: str) -> Qualifier:
    text = before.lower().rstrip(" -(")
    if any(text.endswith(w) for w in _OVER):
        return "over"
    if any(text.endswith(w) for w in _UNDER):
        return "under"
    return "about" if text.split()[-1:] and text.split()[-1] in _ABOUT else "exact"


def _per(before: str, after: str) -> Literal["year", "month"] | None:
    match = _PER.match(after) or _PER_BEFORE.search(before)
    if not match:
        return None
    return "year" if match["year"] else "month"


def _plural(unit: str) -> str:
    unit = unit.lower()
    if unit.endswith("s") or unit in ("aircraft", "kg"):
        return unit
    return unit + "s"
