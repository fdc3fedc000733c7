"""Split an article's body into sentences.

A sentence never crosses a paragraph (blank line) and never a line break that ends a line of text set as a paragraph of its own.
The rules are those of edited English news: a full stop ends a sentence unless it belongs to an abbreviation, an initial, a number,
or the next word goes on in lower case; closing quotes and brackets stay with the sentence that they close.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

Span = tuple[int, int]

# What the table of words says: a full stop after it never ends a sentence, may end one; it starts sentences.
_NEVER, _MAYBE, _STARTER = "never", "maybe", "starter"
_END = re.compile(r"""(?P<stop>[.!?…]+|[.!?]+(?=["'”’)\]]))(?P<close>["'”’)\]]*)(?=\s|$)""")
_BREAK = re.compile(r"\n[ \t]*\n\s*|\n")
_WORD_BEFORE = re.compile(r"[^\s\"“”‘’'(\[]+$")
_OPENERS = "\"“‘'([—–-"


@cache
def _words() -> dict[str, str]:
    """Each word of the table with what a full stop after it, or a break before it, means."""
    lines = (files("dragoman.reader") / "tables" / "sentence_words.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: meaning for meaning, words in rows for word in words.split()}


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
    meaning = _words().get(word)
    if meaning == _NEVER:
        return False
    if len(word) == 1 and word.isalpha() and word != "i":
        return False
    following = re.match(r"[\w'’.-]+", after)
    next_word = following.group().lower() if following else ""
    if meaning == _MAYBE or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return _words().get(next_word.rstrip(".")) == _STARTER or after[:1] in '"“'
    return True
