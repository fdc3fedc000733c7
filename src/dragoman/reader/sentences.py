"""Split an article's body into sentences.

A sentence never crosses a paragraph (blank line) and never a line break that ends a line of text set as a paragraph of its own.
The rules are those of edited English news: a full stop ends a sentence unless it belongs to an abbreviation, an initial, a number,
or the next word goes on in lower case; closing quotes and brackets stay with the sentence that they close.
"""

from __future__ import annotations

import re

Span = tuple[int, int]

# Titles and other words whose full stop hardly ever ends a sentence.
_NEVER_ENDS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt cmdr adm sgt cpl pvt brig sen rep reps sens gov pres st sr jr hon rev fr rt messrs mme mlle "
    "no nos vs v art sec ch fig vol pp approx est ext inc.and dept assn bros cf e.g i.e viz al ft mt amb sheik ayat supt insp det "
    "lieut ret maj.gen lt.gen brig.gen lt.col rear-adm ambassador.u spc pfc".split()
)
# Abbreviations that may end a sentence: they do when the next word starts one (capital) and is not part of a name or date.
_MAY_END = frozenset(
    "inc corp co ltd jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun a.m p.m am pm etc bn mn "
    "u.s u.n u.k u.a.e e.u d.c u.s.s.r d.r ph.d s.a n.y calif fla ala ariz ark colo conn del ga ill ind kan ky la mass md mich minn miss mo mont neb nev "
    "okla ore pa tenn tex va vt wash wis wyo n.j n.c s.c n.m n.h".split()
)
# A capitalised word that starts sentences: after "U.S." or "Jan." these decide for a break.
_STARTERS = frozenset(
    "the a an he she it they we i you his her its their our this that these those in on at for but and or as if when while after "
    "before since there what who how why where not no yes all some many most more such it's he's she's meanwhile however earlier asked "
    "under with by from to both each one two three".split()
)
_END = re.compile(r"""(?P<stop>[.!?…]+|[.!?]+(?=["'”’)\]]))(?P<close>["'”’)\]]*)(?=\s|$)""")
_BREAK = re.compile(r"\n[ \t]*\n\s*|\n")
_WORD_BEFORE = re.compile(r"[^\s\"“”‘’'(\[]+$")
_OPENERS = "\"“‘'([—–-"


def paragraphs(body: str) -> list[Span]:
    """The stretches of `body` between line breaks, white space cut off both ends; empty ones left out."""
    out: list[Span] = []
    start = 0
    for cut in [*(m.span() for m in _BREAK.finditer(body)), (len(body), len(body))]:
        span = _stripped(body, start, cut[0])
        if span:
            out.append(span)
        start = cut[1]
    return out


def sentences(body: str) -> list[Span]:
    """Spans `[start, end)` of the sentences of `body` in code points, in order, without overlap."""
    out: list[Span] = []
    for start, end in paragraphs(body):
        at = start
        for match in _END.finditer(body, start, end):
            if match.end() <= at or not _ends(body, at, match, end):
                continue
            span = _stripped(body, at, match.end())
            if span:
                out.append(span)
            at = match.end()
        rest = _stripped(body, at, end)
        if rest:
            out.append(rest)
    return out


def _stripped(body: str, start: int, end: int) -> Span | None:
    while start < end and body[start].isspace():
        start += 1
    while end > start and body[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _ends(body: str, start: int, match: re.Match[str], limit: int) -> bool:
    """Whether the stop at `match` ends the sentence that began at `start`."""
    after = body[match.end() : limit].lstrip()
    if not after:
        return True
    first = after.lstrip(_OPENERS)[:1]
    if first.islower():
        return False
    stop = match["stop"]
    if stop[-1] in "!?":
        # A question inside a quotation goes on with its verb of saying: “Why?” he asked.
        return True
    if stop.startswith("...") or stop == "…":
        return first.isupper()
    before = _WORD_BEFORE.search(body, max(start, match.start() - 40), match.start())
    word = before.group().lower() if before else ""
    if match["close"]:
        return True
    if word in _NEVER_ENDS:
        return False
    if len(word) == 1 and word.isalpha() and word != "i":
        return False
    following = re.match(r"[\w'’.-]+", after)
    next_word = following.group().lower() if following else ""
    if word in _MAY_END or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return next_word.rstrip(".") in _STARTERS or after[:1] in "\"“"
    if word.isdigit() and first.isdigit() and match.start() > 0 and not body[match.end()].isspace():
        return False
    return True
