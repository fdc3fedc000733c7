"""Takes the lines of a page apart: headline, text, readers' part, and the furniture around and between them.

The rules are about how copied pages look. The text is where full sentences stand; the headline is above it and shares its words;
below it comes what isn't sentences. Inside the text a line is dropped if it is known furniture (tables/furniture.tsv), stands in a list of
other pages' headlines, or is no sentence and has no part in the text. A full sentence that isn't known furniture is always kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.coding import Comment
from dragoman.pages import bylines, counters, dates
from dragoman.pages import comments as readers
from dragoman.pages.article import Draft
from dragoman.pages.calendar_words import find
from dragoman.pages.furniture import cells, invites, is_list_item, kind_of
from dragoman.pages.headline import choose, overlap, stems, without_site
from dragoman.pages.lines import BULLET, Line, clean, sentence_end, split

_STANDFIRST_OVERLAP = 0.3
_DATE_ONLY_WORDS = 7
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_DATE_LINE = re.compile(r"\d{1,2}[:.]\d{2}|\||published|posted|updated|edition|^\W*\w+,? \d{1,2}\b", re.I)
_SAID = re.compile(r"\b(?:said|says|told|added|according to|announced|warned|called|urged|asked)\b", re.I)
_COPYRIGHT_HOLDER = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\)|copyright)?\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?,?\s*(?P<who>(?:[A-Z][\w&'’.-]*\s?){1,6})",
    re.I,
)


@dataclass(slots=True)
class Parts:
    """Where things are: indices into the page's lines. `text` is the lines of the body below the headline, in order."""

    headline: int | None
    text: list[int]
    starts: int
    ends: int
    readers: int


def read(text: str, *, slack: float = 0.0, title: str | None = None) -> Draft:
    """The parts of a page given as text. `title` is the headline where it is known from elsewhere (HTML); `slack` as for `lines.split`."""
    return read_lines(split(clean(text), slack=slack), title=title)


def read_lines(lines: list[Line], *, title: str | None = None) -> Draft:
    """The parts of a page given as its lines."""
    parts, kinds = take_apart(lines, title=title)
    counted = lines[: parts.readers + 1]
    numbers, _ = counters.read(
        counted + [line for line in lines[parts.readers + 1 :] if kind_of(line) in ("form", "closed")], body_starts=parts.starts
    )
    found = readers.parse(lines[parts.readers + 1 :]) if parts.readers + 1 < len(lines) and numbers.get("comments") != 0 else []
    headline = title or (lines[parts.headline].text if parts.headline is not None else None)
    publisher = None
    if headline and not title:
        headline, publisher = without_site(headline, [line.text for line in lines])
    stated = dates.stated(lines[: parts.readers], kinds[: parts.readers], parts.starts, parts.ends)
    return Draft(
        paragraphs=_paragraphs(lines, parts),
        headline=BULLET.sub("", headline) if headline else None,
        byline=_byline(lines, parts, kinds),
        publisher=publisher or _publisher(lines[parts.ends :]),
        stated=stated,
        comments=_distinct(found),
        counters=numbers,
        comments_open=comments_open(lines, kinds),
    )


def comments_open(lines: Sequence[Line], kinds: Sequence[str | None]) -> bool | None:
    """False if the page says that comments are closed, True if it asks for one, None if it says neither."""
    if "closed" in kinds:
        return False
    return True if any(kind == "form" or (kind is not None and invites(line)) for line, kind in zip(lines, kinds, strict=True)) else None


def take_apart(lines: Sequence[Line], *, title: str | None = None) -> tuple[Parts, list[str | None]]:
    """Where the parts of the page are, and for each line what furniture it is (None for text)."""
    starts = _first_paragraph(lines)
    kinds: list[str | None] = [kind_of(line, above_body=i < starts) for i, line in enumerate(lines)]
    _, used = counters.read(list(lines), body_starts=starts)
    for i in used:
        kinds[i] = kinds[i] or "counter"
    reader_part = _readers_part(lines, kinds, starts)
    for i in range(reader_part, len(lines)):
        if kinds[i] is None and readers.is_heading(lines[i]):
            kinds[i] = "formline"
    _mark_lists(lines, kinds, starts, reader_part)
    ends = max((i + 1 for i in range(reader_part) if lines[i].prose and kinds[i] is None), default=reader_part)
    headline = _headline(lines, kinds, starts, ends, title)
    text = _text(lines, kinds, Parts(headline, [], starts, ends, reader_part))
    return Parts(headline, text, starts, ends, reader_part), kinds


def _first_paragraph(lines: Sequence[Line]) -> int:
    """The first line that is a paragraph of news; without any, the second line that holds text."""
    for i, line in enumerate(lines):
        # Short sentences that lead into it (a standfirst, a one-line first paragraph) belong to what is above.
        if line.strong and kind_of(line) is None:
            return i
    for i, line in enumerate(lines):
        if line.prose and kind_of(line) is None:
            return i
    return min(1, len(lines))


def _readers_part(lines: Sequence[Line], kinds: Sequence[str | None], starts: int) -> int:
    """The line that heads the readers' part, or the number of lines. Above it stands most of the text."""
    for i in range(starts + 1, len(lines)):
        line = lines[i]
        heads = readers.is_heading(line) or (kinds[i] in ("form", "closed") and not line.strong)
        thread = readers.starts_comment(line)
        if not heads and not thread:
            continue
        before = sum(line.words for j, line in enumerate(lines[starts:i], starts) if line.prose and kinds[j] is None)
        after = [line for j, line in enumerate(lines[i + 1 :], i + 1) if line.prose and kinds[j] is None]
        weight = sum(line.words for line in after)
        if weight > before and len(after) >= 3:
            # A link to the comments in the midst of the text, unless a thread of comments follows.
            named = [c for c in readers.parse(lines[i + 1 :]) if c.author]
            if (
                len(named) < 2
                or sum(len(c.text.split()) for c in named) < 0.6 * weight
                or max(len(c.text.split()) for c in named) > 0.5 * weight
            ):
                continue
        return i - 1 if thread and not heads else i
    return len(lines)


def _mark_lists(lines: Sequence[Line], kinds: list[str | None], starts: int, stop: int) -> None:
    """Marks the lines under "Most read", "Tags" and the like as part of it."""
    i = 0
    while i < stop:
        kind = kinds[i]
        if kind not in ("related", "topics") or lines[i].prose:
            i += 1
            continue
        block, j = lines[i].block, i + 1
        # A label with its one item on the same line takes no list with it, unless bullets follow.
        inline = ":" in lines[i].text[:-1] and not lines[i].text.endswith(":")
        if j < stop and lines[j].block == block + 1 and not inline and kind == "related":
            following = [k for k in range(j, stop) if lines[k].block == block + 1]
            if all(is_list_item(lines[k]) for k in following) and (len(following) > 1 or j >= starts):
                block += 1
        while j < stop and lines[j].block == block and is_list_item(lines[j]) and not (inline and not BULLET.match(lines[j].text)):
            kinds[j] = kinds[j] or kind
            j += 1
            # One sentence under another page's headline is its teaser.
            if (
                kind == "related"
                and j < stop
                and lines[j].block == block
                and lines[j].prose
                and not lines[j].strong
                and j + 1 < stop
                and is_list_item(lines[j + 1])
                and lines[j + 1].block == block
            ):
                kinds[j] = kind
                j += 1
        i = max(j, i + 1)


def _headline(lines: Sequence[Line], kinds: Sequence[str | None], starts: int, ends: int, title: str | None) -> int | None:
    body = stems(" ".join(line.text for i, line in enumerate(lines[starts:ends], starts) if kinds[i] is None and line.prose)[:20_000])
    candidates = [
        i
        for i in range(starts)
        if kinds[i] is None and not is_dated(lines[i]) and bylines.is_byline(lines[i]) is None and lines[i].words <= 45
    ]
    if title:
        wanted = stems(title)
        return next((i for i in candidates if overlap(lines[i].text, wanted) > 0.8 and overlap(title, stems(lines[i].text)) > 0.8), None)
    if not candidates and starts and kinds[0] in ("related", "ad", "time", "topics", "menu", "newsletter"):
        # The only line above the text is its headline, whatever it looks like.
        candidates = [i for i in range(starts) if not is_dated(lines[i]) and lines[i].words >= 3][:1]
    menu = max((i for i in range(starts) if kinds[i] == "menu" and len(cells(lines[i])) >= 3), default=-1)
    return choose(lines, candidates, body, menu)


def is_dated(line: Line) -> bool:
    """A line that says little more than a date."""
    if line.strong or line.words > 30 or (line.prose and line.words > 8):
        return False
    hits = list(find(line.text))
    if not hits:
        return False
    rest = line.text
    for hit in reversed(hits):
        rest = rest[: hit.start] + rest[hit.end :]
    others = len(_LETTERS.findall(dates.TIME.sub(" ", rest)))
    at_edge = hits[0].start == 0 or hits[-1].end >= len(line.text) - 2
    return others <= 3 or (others <= _DATE_ONLY_WORDS and (at_edge or bool(_DATE_LINE.search(line.text))))


def _text(lines: Sequence[Line], kinds: Sequence[str | None], parts: Parts) -> list[int]:
    """The lines of the body: standfirst, paragraphs, points, sub-headings that belong."""
    keep: list[int] = []
    body = stems(
        " ".join(line.text for i, line in enumerate(lines[parts.starts : parts.ends], parts.starts) if kinds[i] is None and line.prose)[
            :60_000
        ]
    )
    blocks: dict[int, int] = {}
    for i in range(parts.starts, parts.ends):
        if kinds[i] is None and lines[i].prose:
            blocks[lines[i].block] = blocks.get(lines[i].block, 0) + 1
    seen: set[str] = set()
    first = (parts.headline + 1) if parts.headline is not None else 0
    byline_name = _name_above(lines, first, parts.starts)
    for i in range(first, parts.ends):
        line = lines[i]
        if kinds[i] is not None or i == parts.headline:
            continue
        if not line.prose and not _belongs(lines, i, parts, body, blocks):
            continue
        if byline_name and i > parts.starts and i >= parts.ends - 3 and _is_about(line, byline_name):
            continue
        plain = line.text.casefold()
        if line.words >= 5 and plain in seen:
            continue
        seen.add(plain)
        keep.append(i)
    return keep


def _name_above(lines: Sequence[Line], first: int, starts: int) -> str | None:
    for line in lines[first:starts]:
        name = bylines.is_byline(line) or line.text
        if bylines.is_person(name):
            return name
    return None


def _is_about(line: Line, name: str) -> bool:
    """A closing line about the writer: "Ann Lee is our Rome correspondent", "Lee reported from Rome"."""
    return line.words <= 40 and any(
        re.match(rf"{re.escape(n)}(?: (?:is|was|covers|writes|reports|reported|contributed|can be reached)\b|, an? )", line.text)
        for n in (name, name.split()[-1])
    )


def _belongs(lines: Sequence[Line], i: int, parts: Parts, body: set[str], blocks: dict[int, int]) -> bool:
    """Whether a line that is no sentence is part of the news: a standfirst, a point of a list, a sub-heading that the text takes up."""
    line = lines[i]
    if is_dated(line) or bylines.is_byline(line) is not None or (i <= parts.starts + 2 and bylines.is_person(line.text)):
        return False
    shared = overlap(line.text, body)
    bullet = bool(BULLET.match(line.text))
    if i < parts.starts:
        return line.words >= 5 and (shared >= (_STANDFIRST_OVERLAP if line.words < 8 else _STANDFIRST_OVERLAP / 2) or bullet)
    # Lines of the same block as paragraphs are paragraphs that lost their stop; a lone one is a caption or another page's headline.
    together = blocks.get(line.block, 0) > 0
    if bullet:
        return line.words >= 5 and (together or _has_bulleted_neighbour(lines, i))
    said = bool(_SAID.search(line.text))
    if line.words >= 9 and ((together and said) or ((together or said) and shared >= _STANDFIRST_OVERLAP)):
        return True
    if 1 < line.words <= 8 and not sentence_end(line.text) and i + 1 < parts.ends and lines[i + 1].prose:
        return shared >= 0.6
    return line.words <= 8 and sentence_end(line.text) and together and line.words >= 2 and not line.text.endswith("?")


def _has_bulleted_neighbour(lines: Sequence[Line], i: int) -> bool:
    return any(0 <= j < len(lines) and BULLET.match(lines[j].text) and lines[j].words >= 5 for j in (i - 1, i + 1))


def _paragraphs(lines: Sequence[Line], parts: Parts) -> list[str]:
    return [lines[i].text for i in parts.text]


def _byline(lines: Sequence[Line], parts: Parts, kinds: Sequence[str | None]) -> str | None:
    above = range((parts.headline or 0) + (parts.headline is not None), parts.starts)
    below = [i for i in range(parts.starts, min(parts.ends, len(lines))) if kinds[i] is not None]
    for i in above:
        name = bylines.is_byline(lines[i])
        if name:
            return name
    for i in above:
        if bylines.is_person(lines[i].text) and kinds[i] is None and lines[i].words <= 5:
            return lines[i].text
    for i in [*range(parts.ends, min(parts.readers, len(lines))), *below, *range(0, parts.headline or 0)]:
        name = bylines.from_credit(lines[i].text) or (bylines.is_byline(lines[i]) if lines[i].text[:3].lower() == "by " else None)
        if name:
            return name
    return None


def _publisher(tail: Sequence[Line]) -> str | None:
    for line in tail:
        found = _COPYRIGHT_HOLDER.search(line.text)
        if found and line.words <= 30:
            who = re.split(r"[.,]|\b(?:All|Rights)\b", found["who"])[0].strip()
            if who and not re.fullmatch(r"(?i)all|rights|reserved|and|the", who):
                return who
    return None


def _distinct(found: Sequence[Comment]) -> list[Comment]:
    out: list[Comment] = []
    for comment in found:
        if comment not in out:
            out.append(comment)
    return out


def is_credit(line: Line) -> bool:
    """A line that is nothing but a byline."""
    return bylines.is_byline(line) is not None
