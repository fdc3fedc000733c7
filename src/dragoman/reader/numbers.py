"""Numbers as news writes them, in digits and words: "1,200", "2.5", "twenty-four", "one and a half", "two hundred and fifty", "dozens"."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from dragoman.coding import Qualifier

DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"


@cache
def words(kind: str) -> dict[str, str]:
    """The words of one kind in tables/numbers.tsv with their values."""
    out: dict[str, str] = {}
    for line in (files("dragoman.reader") / "tables" / "numbers.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            this, names, value = line.split("\t")
            if this == kind:
                out |= dict.fromkeys(names.split("|"), value)
    return out


def any_of(names: list[str]) -> str:
    """A pattern for any of some words, longer ones first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@cache
def pattern() -> str:
    """A pattern for a number in digits or words, without a name. It does not match inside words if `\\b` stands around it."""
    word = f"(?:{any_of([*words('word')])})"
    return rf"(?:{DIGITS}|{any_of([*words('vague')])}|{word}(?:(?:[ -]and)?[ -]{word}){{0,5}}(?:[ -]and[ -]a[ -]half)?)"


def scales() -> str:
    """A pattern for "million", "bn", "crore" and the like."""
    return any_of([*words("scale")])


def value(text: str, scale: str | None = None) -> float | None:
    """The number that `text` names, times its scale; None if the words make none ("a and half")."""
    number = _plain(" ".join(text.lower().replace("-", " ").split()))
    if number is None:
        return None
    if scale:
        number *= float(words("scale")[" ".join(scale.lower().split())])
    # Scaling by floats leaves dust (1.1 * 1e6): keep what a reader would write.
    number = round(number, 2)
    return int(number) if number == int(number) else number


def _plain(text: str) -> float | None:
    digits = text.replace(",", "")
    if digits.replace(".", "", 1).isdigit():
        return float(digits)
    if text in words("vague"):
        return float(words("vague")[text])
    known = {name.replace("-", " "): float(n) for name, n in words("word").items()}
    if text in known:
        return known[text]
    extra = 0.0
    if text.endswith(" and a half"):
        text, extra = text.removesuffix(" and a half"), 0.5
    total, last = 0.0, 1e9
    for word in text.replace(" and ", " ").replace("a couple of", "two").replace("couple of", "two").replace("a pair of", "two").split():
        if word not in known:
            return None
        n = known[word]
        if n in (100, 12) and total:
            total, last = total * n, n
        elif total == 0 or (n < last and (last >= 20)):
            total, last = total + n, n
        else:
            return None
    return total + extra if total else None


@cache
def _qualifiers() -> tuple[re.Pattern[str], dict[str, str]]:
    return re.compile(rf"(?:^|[^\w])(?P<word>{any_of([*words('exactly')])}){_FILLERS}[ (-]*$", re.I), words("exactly")


# What may stand between "about" and its number.
_FILLERS = r"(?: (?:a|an|the|further|additional|another|extra|more|total|total of|new|first|initial|annual|yearly|worth)){0,3}"


def qualifier(before: str, after: str = "", *, vague: bool = False) -> Qualifier:
    """How exactly a number is meant, by the words before and after it."""
    found = _qualifiers()[0].search(before[-60:])
    if found:
        kind = _qualifiers()[1][found["word"].lower()]
        return "over" if kind == "over" else "under" if kind == "under" else "about"
    if re.match(r"[- ]?(?:plus\b|or more\b|\+)", after):
        return "over"
    if re.match(r"[- ]?(?:or so\b|odd\b|or thereabouts\b)", after):
        return "about"
    return "over" if vague else "exact"
