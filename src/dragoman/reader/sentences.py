"""Split an article's body into sentences.

A sentence never crosses a paragraph. Paragraphs end at blank lines, and at line breaks unless the text is wrapped there, which shows
in lines that break off in mid-sentence. The rules are those of edited English news: a full stop ends a sentence unless it belongs to an
abbreviation, an initial, a number, or the next word goes on in lower case; closing quotes and brackets stay with the sentence that they
close; a quotation of several sentences is several.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

Span = tuple[int, int]

# What the table of words says: a full stop after it never ends a sentence, may end one; it starts sentences.
_NEVER, _MAYBE, _STARTER = "never", "maybe", "starter"
_END = re.compile(r"""(?P<stop>[.!?…]+|[.!?]+(?=["'”’)\]]))(?P<close>["'”’)\]]*)(?=\s|$)""")
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_WORD_BEFORE = re.compile(r"[^\s\"“”‘’'(\[]+$")
_OPENERS = "\"“‘'`([—–-"
# Whether a quotation's question or cry goes on with who says it: “Why?” President Putin asked.
_WHO_ASKED = re.compile(
    r"(?:(?:the|an?|his|her|its) )?(?:[\w.'’-]+ ){1,4}?(?:said|asked|says|asks|cried|shouted|added|wrote|told|replied|wondered)\b",
    re.I,
)
_ENDED = tuple(".!?:;\"”’')]…")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)?$")
_WRAP = (40, 90)  # code points of the lines of wrapped text, its shortest (but the last) and longest


@cache
def _words() -> dict[str, str]:
    """Each word of the table with what a full stop after it, or a break before it, means."""
    lines = (files("dragoman.reader") / "tables" / "sentence_words.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: meaning for meaning, words in rows for word in words.split()}


def paragraphs(body: str) -> list[Span]:
    """The paragraphs of `body`, white space cut off both ends; empty ones left out."""
    out: list[Span] = []
    start = 0
    for cut in [*(m.span() for m in _BLANK.finditer(body)), (len(body), len(body))]:
        out += _of_block(body, start, cut[0])
        start = cut[1]
    return out


def _of_block(body: str, start: int, end: int) -> list[Span]:
    """The paragraphs of a stretch without blank lines: a line each, but wrapped lines are one."""
    lines: list[Span] = []
    at = start
    for line in body[start:end].split("\n"):
        span = _stripped(body, at, at + len(line))
        if span:
            lines.append(span)
        at += len(line) + 1
    if len(lines) < 2:
        return lines
    wrapped = len(lines) > 2 and all(_WRAP[0] <= b - a <= _WRAP[1] for a, b in lines[:-1]) and lines[-1][1] - lines[-1][0] <= _WRAP[1]
    wrapped = wrapped and 2 * sum(body[b - 1] not in _ENDED for _, b in lines[:-1]) >= len(lines) - 1
    out = [lines[0]]
    for line_start, line_end in lines[1:]:
        broken_off = body[line_start].islower() and body[out[-1][1] - 1] not in _ENDED
        if wrapped or broken_off:
            out[-1] = (out[-1][0], line_end)
        else:
            out.append((line_start, line_end))
    return out


def sentences(body: str) -> list[Span]:
    """Spans `[start, end)` of the sentences of `body` in code points, in order, without overlap."""
    out: list[Span] = []
    for start, end in paragraphs(body):
        at = start
        for match in _END.finditer(body, start, end):
            if match.end() <= at or not _ends(body, at, match, end):
                continue
            _add(out, body, start, at, match.end())
            at = match.end()
        _add(out, body, start, at, end)
    return out


def _add(out: list[Span], body: str, paragraph: int, start: int, end: int) -> None:
    """Add a sentence; what has no letter or digit goes to the sentence before it, if its paragraph has one."""
    span = _stripped(body, start, end)
    if not span:
        return
    if out and out[-1][0] >= paragraph and not any(c.isalnum() for c in body[slice(*span)]):
        out[-1] = (out[-1][0], span[1])
    else:
        out.append(span)


def _stripped(body: str, start: int, end: int) -> Span | None:
    while start < end and body[start].isspace():
        start += 1
    while end > start and body[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _ends(body: str, start: int, match: re.Match[str], limit: int) -> bool:
    """Whether the stop at `match` ends the sentence that began at `start`."""
    after = body[match.end() : min(limit, match.end() + 120)].lstrip()  # as far as any rule looks
    if not after:
        return True
    first = after.lstrip(_OPENERS)[:1]
    if first.islower():
        return False
    stop = match["stop"]
    if stop[-1] in "!?":
        return not (match["close"] and _WHO_ASKED.match(after))
    if stop.startswith("...") or stop == "…":
        return first.isupper()
    if after[0] == ".":
        return False  # an ellipsis with spaces: ". . ."
    if body[match.start() - 1 : match.start()].isspace():
        return first.isupper()
    if match.start() - start < 12 and _NUMBERED.match(body[start : match.start()].lstrip()):
        return False  # "3. The parties agree ..."
    before = _WORD_BEFORE.search(body, max(start, match.start() - 40), match.start())
    word = before.group().lower() if before else ""
    if match["close"]:
        return True
    meaning = _words().get(word)
    if meaning == _NEVER:
        return False
    following = re.match(r"[\w'’.-]+", after)
    next_word = following.group().lower() if following else ""
    initial = len(word) == 1 and word.isalpha() and word != "i"
    if meaning == _MAYBE or initial or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return _words().get(next_word.rstrip(".")) == _STARTER or after[:1] in '"“'
    return True
