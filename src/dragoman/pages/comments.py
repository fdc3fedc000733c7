"""Readers' comments, in the forms in which pages set them: "Name: text", "Name says:", "1. text", name above text, signature below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.coding import Comment
from dragoman.pages.calendar_words import find
from dragoman.pages.furniture import kind_of
from dragoman.pages.lines import Line, sentence_end

_DROPPED = frozenset({"form", "formline", "removed", "closed", "share", "ad", "time", "topics", "newsletter", "credit", "menu", "related"})
HEADING = re.compile(
    r"^\W*(?:(?:show|view|read|see|hide|all|latest|top|recent|reader|readers'?|your|user|online)\s+)*"
    r"(?:(?:comments?|responses?|replies|thoughts?|discussion|conversation|reactions?|letters from readers|what readers say)"
    r"\s*[:(\[–-]?\s*[\d,.k]*\s*[)\]]?"
    r"|[\[(]?\s*[\d,.]+k?\s*[\])]?\s*(?:reader\s+)?(?:comments?|responses?|replies|thoughts?|reactions?))"
    r"(?:\s+(?:to|on|so far|for|newest|oldest|sort|best|most|sorted|from readers)\b.*)?\W*$",
    re.I,
)
_NAME = r"[^\s:|–—.,!?][^:|–—!?\n]{0,38}?"
_SAYS = re.compile(
    rf"^(?:by\s+)?(?P<who>{_NAME})(?:\s+(?P<when>(?:on\b|at\b|\(|\d).{{0,60}}))??"
    r"\s+(?:says|said|wrote|writes|commented|replied|posted)(?P<when2>\s.{0,60}?)?:?$",
    re.I,
)
_SAYS_INLINE = re.compile(rf"^(?P<who>{_NAME})\s+(?:says|wrote|writes|commented|replied):\s+(?P<text>\S.*)$", re.I)
_NUMBERED = re.compile(r"^\(?#?(?P<n>\d{1,4})[.):]\s+(?P<text>\S.*)$")
_COLON = re.compile(r"^(?P<who>@?[^\s:][^:\n]{0,48}?)\s*:\s+(?P<text>\S.*)$")
_DASH = re.compile(r"^(?P<who>[^\s–—][^–—\n.!?]{0,38}\.?)\s+(?:—|–|--|-)\s+(?P<text>\S.*)$")
_SIGNED = re.compile(
    r"^(?:[-–—~]\s*|(?:posted|comment|sent|submitted|written)\s+by:?\s+)(?P<who>[^,|\n]{2,40})(?P<rest>(?:[,|].{0,80})?)$", re.I
)
_QUOTED_SIGNED = re.compile(r"^[\"“](?P<text>.+)[\"”]\s*(?:[-–—]+)\s*(?P<who>[^\"“”]{2,60})$")
_WIDE = re.compile(r"^(?P<who>\S(?:.{0,40}?\S)?)(?:\s{2,}|\t)(?P<text>\S.*)$")
_BUTTONS = "reply like likes report share flag edit delete permalink quote up down upvote downvote recommend"
_TOOLS = frozenset(_BUTTONS.split())
_AGO = re.compile(
    r"\b(?:\d+|an?|one|few)\s+(?:sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?|months?|years?|[hdwmy])\s+ago\b"
    r"|\byesterday\b|\bjust now\b",
    re.I,
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?![\d%])", re.I)
_MAX_NAME_WORDS = 6


def is_heading(line: Line) -> bool:
    """True for a line that heads the readers' comments: "COMMENTS (4)", "2 responses to ..."."""
    return line.words <= 18 and not line.prose and bool(HEADING.match(line.text))


def starts_comment(line: Line) -> bool:
    """True for a line that can only stand in a comment thread: "Tesfaye says:"."""
    found = _SAYS.match(line.text)
    return bool(found) and line.words <= 10 and line.text.endswith(":") and _nameish(found["who"] if found else "")


def parse(lines: Sequence[Line]) -> list[Comment]:
    """The comments on `lines`, the readers' part of a page without its heading; [] if they are all furniture."""
    kept = [line for line in lines if not _is_tool(line)]
    if not kept:
        return []
    styles = (_by_says, _by_numbers, _by_bars, _by_signatures, _by_wide_spaces, _by_colons, _by_dashes, _by_names_above)
    best: list[Comment] = []
    best_points = 0.0
    for style in styles:
        found, explained = style(kept)
        points = len(found) + 2 * explained
        if found and points > best_points + 0.01:
            best, best_points = found, points
    return best or [Comment(None, text, None) for text in _blocks(kept)]


def _is_tool(line: Line) -> bool:
    kind = kind_of(line)
    if (
        kind == "menu"
        and len(re.split(r"\s*\|\s*|\s{2,}", line.raw)) >= 2
        and (line.words > 6 or _CLOCK.search(line.text) or any(find(line.text)))
    ):
        return False
    if kind == "time" and line.words > 4:
        return False
    return kind in _DROPPED or _is_buttons(line.text) or is_heading(line)


def _is_buttons(text: str) -> bool:
    """A row of the buttons under a comment, with their counts: "Reply · Like (3)"."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return len(text) <= 80 and all(word in _TOOLS for word in words)


def _blocks(lines: Sequence[Line]) -> list[str]:
    out: list[str] = []
    block = -1
    for line in lines:
        if line.words < 3 and not sentence_end(line.text):
            continue
        if line.block == block and out:
            out[-1] += "\n" + line.text
        else:
            out.append(line.text)
        block = line.block
    return out


Style = tuple[list[Comment], float]


def _gather(lines: Sequence[Line], starts: dict[int, tuple[str | None, str, str | None]]) -> Style:
    """Comments that begin at `starts` (line -> author, first words, date) and run on to the next; the share of lines thus explained."""
    out: list[Comment] = []
    explained = 0
    for at, i in enumerate(order := sorted(starts)):
        who, text, when = starts[i]
        stop = order[at + 1] if at + 1 < len(order) else len(lines)
        more = [line.text for line in lines[i + 1 : stop]]
        whole = "\n".join(part for part in [text, *more] if part).strip()
        if whole:
            out.append(Comment(who, whole, when))
            explained += 1 if text else 2
    return out, min(1.0, explained / len(lines)) if lines else 0.0


def _nameish(who: str) -> bool:
    words = who.split()
    if not 1 <= len(words) <= _MAX_NAME_WORDS or (sentence_end(who) and not re.search(r"\b\w{1,3}\.$", who)):
        return False
    return len(words) == 1 or words[0][:1].isupper() or not words[0][:1].isalpha() or words[0].startswith("@")


def _when(text: str) -> str | None:
    """The date in `text` as it is written, None if there is none."""
    text = text.strip(" ,|()·-–—")
    for hit in find(text):
        return text[hit.start :].strip(" ,|()") if _CLOCK.search(text[hit.end :]) and hit.start >= 0 else text[hit.start : hit.end]
    found = _AGO.search(text) or _CLOCK.search(text)
    return found.group() if found else None


def _split_date(who: str) -> tuple[str, str | None]:
    """A header line's name and date: "Piet, 13 March 2019 at 09:02" -> ("Piet", ...)."""
    for hit in find(who):
        return re.sub(r"(?:\s+(?:on|at))?[\s,|(·•–—-]*$", "", who[: hit.start]), who[hit.start :].strip(" ,|()")
    found = _AGO.search(who) or _CLOCK.search(who)
    if found and found.start() > 0:
        return who[: found.start()].strip(" ,|(·•–—-"), who[found.start() :].strip(" ,|()")
    return who, None


def _by_says(lines: Sequence[Line]) -> Style:
    starts: dict[int, tuple[str | None, str, str | None]] = {}
    for i, line in enumerate(lines):
        found = _SAYS.match(line.text) if line.words <= 16 else None
        if found and _nameish(found["who"]):
            starts[i] = found["who"].strip(), "", _when(found["when2"] or found["when"] or "")
            continue
        found = _SAYS_INLINE.match(line.text)
        if found and _nameish(found["who"]):
            starts[i] = found["who"].strip(), found["text"], None
    return _gather(lines, starts)


def _by_numbers(lines: Sequence[Line]) -> Style:
    starts: dict[int, tuple[str | None, str, str | None]] = {}
    for i, line in enumerate(lines):
        found = _NUMBERED.match(line.text)
        if found and int(found["n"]) == len(starts) + 1:
            text = found["text"]
            inner = _COLON.match(text)
            if inner and _nameish(inner["who"]) and len(inner["who"].split()) <= 3 and inner["who"].lower() not in {"note", "ps"}:
                starts[i] = inner["who"], inner["text"], None
            elif len(text.split()) <= 4 and not sentence_end(text) and i + 1 < len(lines):
                who, when = _split_date(text)
                starts[i] = who, "", when
            else:
                starts[i] = None, text, None
    return _gather(lines, starts)


def _by_bars(lines: Sequence[Line]) -> Style:
    starts: dict[int, tuple[str | None, str, str | None]] = {}
    for i, line in enumerate(lines):
        parts = [part.strip() for part in re.split(r"\s*[|·•]\s*", line.text) if part.strip()]
        if len(parts) < 2 or not _nameish(parts[0]):
            continue
        text = parts[-1] if len(parts[-1].split()) >= 3 and not _is_when(parts[-1]) else ""
        middle = parts[1:-1] if text else parts[1:]
        if text or any(_is_when(part) for part in middle):
            starts[i] = parts[0], text, next((part for part in middle if _is_when(part)), None)
    return _gather(lines, starts)


def _is_when(text: str) -> bool:
    return len(text.split()) <= 7 and bool(any(find(text)) or _AGO.search(text) or _CLOCK.search(text))


def _by_signatures(lines: Sequence[Line]) -> Style:
    out: list[Comment] = []
    text: list[str] = []
    explained = 0
    for line in lines:
        quoted = _QUOTED_SIGNED.match(line.text)
        if quoted:
            who, _, rest = quoted["who"].partition(",")
            out.append(Comment(who.strip(), quoted["text"], _when(rest)))
            explained += 1
            continue
        found = _SIGNED.match(line.text)
        if found and text and line.words <= 16 and _nameish(found["who"].strip()) and not line.prose:
            who, when = _split_date(found["who"].strip())
            out.append(Comment(who, "\n".join(text), when or _when(found["rest"] or "")))
            explained += len(text) + 1
            text = []
        else:
            text.append(line.text)
    return out, explained / len(lines)


def _by_wide_spaces(lines: Sequence[Line]) -> Style:
    starts: dict[int, tuple[str | None, str, str | None]] = {}
    for i, line in enumerate(lines):
        found = _WIDE.match(line.raw)
        if found and _nameish(found["who"]) and len(found["text"].split()) >= 2:
            who, when = _split_date(found["who"])
            second = _WIDE.match(found["text"])
            if second and _is_when(second["who"]):
                when, text = second["who"], second["text"]
            elif _is_when(found["text"]):
                when, text = found["text"], ""
            else:
                text = found["text"]
            starts[i] = who, re.sub(r"\s+", " ", text), when
    return _gather(lines, starts)


def _by_colons(lines: Sequence[Line]) -> Style:
    starts: dict[int, tuple[str | None, str, str | None]] = {}
    for i, line in enumerate(lines):
        found = _COLON.match(line.text)
        if not found:
            continue
        who, when = _split_date(found["who"])
        who = re.sub(r"\s*\((?P<place>[^)]*)\)$", "", who)
        if who and _nameish(who) and len(who.split()) <= 5:
            starts[i] = who, found["text"], when
    return _gather(lines, starts)


def _by_dashes(lines: Sequence[Line]) -> Style:
    starts: dict[int, tuple[str | None, str, str | None]] = {}
    for i, line in enumerate(lines):
        found = _DASH.match(line.text)
        if found and _nameish(found["who"]) and len(found["who"].split()) <= 4 and len(found["text"].split()) >= 2:
            starts[i] = found["who"], found["text"], None
    return _gather(lines, starts)


def _by_names_above(lines: Sequence[Line]) -> Style:
    """A short line that is no sentence, then the text; a date may stand beside the name or between."""
    starts: dict[int, tuple[str | None, str, str | None]] = {}
    skip = -1
    used = 0
    for i, line in enumerate(lines):
        if i == skip or not _is_header(line) or i + 1 >= len(lines):
            continue
        who, when = _split_date(line.text)
        following = lines[i + 1]
        if _is_when(following.text) and following.words <= 8 and i + 2 < len(lines):
            skip, when = i + 1, following.text
            following = lines[i + 2]
            used += 1
        if _is_header(following) and following.block == line.block and not (following.words >= 3):
            continue
        if who and _nameish(who):
            starts[i] = who.strip(" ,"), "", when
    if not starts:
        return [], 0.0
    found, share = _gather(lines, starts)
    dates = {c.date for c in found if c.date}
    tidy = [Comment(c.author, "\n".join(part for part in c.text.split("\n") if part not in dates) or c.text, c.date) for c in found]
    return tidy, max(0.0, share - 0.05)


def _is_header(line: Line) -> bool:
    return (
        line.words <= 10
        and not line.prose
        and (not sentence_end(line.text) or bool(re.search(r"(?:^|\s)\w{1,2}\.$", line.text)))
        and _nameish(_split_date(line.text)[0].split(",")[0])
    )
