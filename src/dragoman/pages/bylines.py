"""Who wrote the page: "By Ann Lee", "Ann Lee in Rome", "OUR STAFF REPORTER", "Reporting by ...; writing by ..."."""

from __future__ import annotations

import re
from functools import cache

from dragoman.pages.furniture import cells
from dragoman.pages.lines import Line
from dragoman.pages.tables import rows

_BY = re.compile(r"^(?:(?:written|words|story|analysis|report|reported|posted|published)\s+)?by:?\s+(?P<who>\S.*)$", re.I)
_CREDIT = re.compile(r"\b(?P<how>writing|written|reporting|report|reported|compiled)\s+by\s+(?P<who>(?:[^;.|]|(?<=\b[A-Z])\.)+)")
_PERSON = re.compile(
    r"^(?:(?:Dr|Mr|Ms|Mrs|Prof|Md)\.? )?[^\W\d_a-z][\w.'’-]+(?: (?:[^\W\d_a-z][\w.'’-]*|de|del|der|van|von|al|bin|el|la|and|&|da|di)){1,5}$"
)
_IN = re.compile(r"^(?P<who>.{3,60}?),? (?:in|at) [A-Z][\w' -]+(?: and [A-Z][\w' -]+)?$")
_AFTER_NAME = re.compile(r"\s*(?:,|\(|\s-\s|\s–\s|\s—\s|\||·|\d).*$")
_MAX_WORDS = 14


@cache
def _words() -> frozenset[str]:
    return frozenset(row[0] for row in rows("byline_words.tsv"))


def is_byline(line: Line) -> str | None:
    """The name or desk that `line` credits if it is a byline, else None."""
    if line.words > _MAX_WORDS + 6 or line.strong:
        return None
    for cell in cells(line) or [line.text]:
        name = _from_cell(cell)
        if name:
            return name
    return None


def _from_cell(cell: str) -> str | None:
    words = cell.split()
    if len(words) > _MAX_WORDS or (cell.endswith(".") and len(words) > 6):
        return None
    by = _BY.match(cell)
    if by:
        who = by["who"]
        first = who[0]
        if not (first.isupper() or who.lower().startswith(("our ", "a ", "the "))):
            return None
        name = _name(who)
        within = _IN.match(name) if name else None
        return within["who"] if within and _PERSON.match(within["who"]) else name
    small = {w.strip(",.()").lower() for w in words}
    if small & _words() and len(words) <= 10 and not cell.endswith((".", "?", "!")) and _is_desk(words):
        within = _IN.match(cell)
        return within["who"] if within and " with " not in cell else cell
    within = _IN.match(cell)
    if within and _PERSON.match(within["who"]) and len(words) <= 8:
        return within["who"]
    return None


def _is_desk(words: list[str]) -> bool:
    """A desk is named by its role words at the end of a phrase, not inside a sentence: no verb of telling follows."""
    lowered = [w.strip(",.()").lower() for w in words]
    at = [i for i, w in enumerate(lowered) if w in _words()]
    return (
        bool(at)
        and (at[0] <= 3)
        and (
            len(words) <= 4
            or any(w in {"in", "with", "and", "from", "our", "at", "for"} for w in lowered)
            or words[at[-1]][0].isupper()
            or words[at[0]].endswith(",")
        )
    )


def is_person(text: str) -> bool:
    """True if `text` has the form of a person's name and nothing else."""
    return bool(_PERSON.match(text)) and not text.isupper()


def _name(who: str) -> str | None:
    who = _AFTER_NAME.sub("", re.sub(r"\s*\([^)]*\)", "", who)).strip(" .,:")
    return who[0].upper() + who[1:] if who else None


def from_credit(text: str) -> str | None:
    """The writer, else the reporter, that a closing credit line names."""
    found = {m["how"].lower()[:5]: m["who"].strip() for m in _CREDIT.finditer(text)}
    who = found.get("writi") or found.get("writt") or found.get("repor") or found.get("compi")
    return _name(who) if who else None
