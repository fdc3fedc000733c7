"""What on a page is not news: share buttons, captions, related headlines, advertisements, forms. The vocabulary is tables/furniture.tsv."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from dragoman.pages.lines import Line, sentence_end
from dragoman.pages.tables import rows

Kind = Literal[
    "share", "time", "ad", "newsletter", "topics", "related", "caption", "credit", "form", "formline", "removed", "closed",
    "menu", "sign", "counter", "contact",
]  # fmt: skip
# Kinds that a long paragraph of full sentences may be: notices of the house.
_ALWAYS = frozenset({"credit", "closed", "formline", "form", "removed"})
_NOTICE = frozenset({"newsletter", "share", "ad", "time"})

_DECORATION = " \t•●▪■◦·*|[](){}<>»«►▶→←↓↑+_-–—…✉"
_CELLS = re.compile(r"\s{2,}|\t|\s*[|›»·•→]\s*|\s+[/>]\s+|\s+[–—-]\s+(?=[A-Z][\w.]*(?:\s|$))")
_HARD_CELLS = re.compile(r"\s{2,}|\t|\s*[|›»·•→]\s*|\s+[/>]\s+")
_INITIALS = re.compile(r"^[a-z]{2,5}(?:[-/ ]{1,2}[a-z]{2,5}){0,3}(?:/\d{1,3})?$")
_PHONE = re.compile(r"(?:\+\d|\(?\d{3}\)?[\s.-])[\d\s().-]{6,}")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w|P\.? ?O\.? Box|\bext\. ?\d", re.I)
_SECOND_PERSON = re.compile(r"\b(?:you|your|our|us|we)\b", re.I)
_TOOL_WORDS = re.compile(
    r"\b(?:cookies?|javascript|browser|ad ?blockers?|subscri(?:be|ber|bers|ption|ptions)|newsletters?|sign up|log ?in|inbox|privacy policy|"
    r"terms of (?:use|service)|website|web site|app|notifications?|advertising|paywall|e-?mail address)\b",
    re.I,
)
_QUOTED = "\"“'‘"


@cache
def _patterns(where: str) -> list[tuple[str, re.Pattern[str]]]:
    """For each kind one pattern of all phrases that stand `where` in a line."""
    by_kind: dict[str, list[str]] = {}
    for kind, place, phrase in rows("furniture.tsv"):
        if place == where:
            by_kind.setdefault(kind, []).append(_expression(phrase))
    form = {"whole": r"(?:{})[ :.!?*]*$", "any": r"(?:{})"}.get(where, r"(?:{})(?![a-z])")
    return [(kind, re.compile(form.format("|".join(sorted(phrases, key=len, reverse=True))))) for kind, phrases in by_kind.items()]


def _expression(phrase: str) -> str:
    out = re.escape(phrase.lower().replace("’", "'")).replace(r"\#", r"[\d.,]+k?").replace(r"\*", r"(?:\S+ ){1,6}?")
    return out.replace(r"\}?\ ", "}?")


def fold(text: str) -> str:
    """Lower case, straight quotes, no decoration at the ends: the form in which phrases are looked up."""
    return text.lower().replace("’", "'").replace("‘", "'").strip(_DECORATION)


def kind_of(line: Line, *, above_body: bool = False) -> str | None:
    """What piece of furniture `line` is, or None for text. `above_body`: the line stands above the first paragraph."""
    text = line.text
    if line.words <= 14 and is_menu(line):
        return "menu"
    if line.words <= 2 and _INITIALS.match(text):
        return "sign"
    folded = fold(text)
    if not folded:
        return "share"
    if not line.strong and line.words <= 30:
        for where in ("whole", "start") if above_body else ("whole", "start", "inner", "tail"):
            for kind, pattern in _patterns(where):
                found = pattern.match(folded)
                if found and not (line.prose and kind == "related" and ":" not in folded[: found.end() + 2]):
                    return kind
        if line.words <= 20 and _EMAIL.search(text):
            return "contact"
        if line.words <= 8 and _PHONE.search(text):
            return "contact"
    else:
        for kind, pattern in _patterns("start"):
            if (kind in _ALWAYS or (kind in _NOTICE and _SECOND_PERSON.search(text))) and pattern.match(folded):
                return kind
        if _is_notice(text):
            return "newsletter"
    for kind, pattern in _patterns("any"):
        if pattern.search(folded) and (kind != "caption" or line.words <= 60) and (kind != "closed" or line.words <= 25):
            return kind
    return None


def _is_notice(text: str) -> bool:
    """A paragraph in which the house speaks to its reader of its own tools: cookies, subscriptions, browsers."""
    if text[0] in _QUOTED or len(text) > 700:
        return False
    words = {m.group().lower() for m in _TOOL_WORDS.finditer(text)}
    return len(words) >= 2 and bool(_SECOND_PERSON.search(text))


def cells(line: Line) -> list[str]:
    """The parts of a line that are set apart by bars, dots, arrows or wide spaces."""
    return [cell.strip() for cell in _HARD_CELLS.split(line.raw.replace("\u00a0", " ")) if cell.strip()]


def is_menu(line: Line) -> bool:
    """A row of short labels: "Home | World | Sport", "Politics › EU"."""
    parts = cells(line)
    return len(parts) >= 2 and all(_is_label(part) and not sentence_end(part) for part in parts)


def _is_label(part: str) -> bool:
    """Up to four words, or six that are all capitalised or short, as names of sections are."""
    words = part.split()
    return len(words) <= 4 or (len(words) <= 6 and all(w[0].isupper() or not w[0].isalpha() or len(w) <= 3 for w in words))


def invites(line: Line) -> bool:
    """True for a line that asks the reader for a comment, beside whatever else it says: "0 comments  Sign in to comment"."""
    if line.strong or line.words > 20:
        return False
    folded = fold(line.text)
    return any(pattern.search(folded) for kind, pattern in _patterns("start") if kind == "form")


def is_list_item(line: Line) -> bool:
    """Could stand in a list of other pages' headlines: one short line that doesn't end as a sentence does."""
    if line.words > 25 or line.strong:
        return False
    return not line.prose or line.text[-1] in "?!" or bool(re.match(r"^(?:[•●▪■◦·*>»►▶–—-]|\d{1,2}[.)])\s", line.text))
