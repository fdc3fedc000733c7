"""A page as lines: cleaned of odd spaces, joined where they were broken to fit a width, and told apart as prose or not.

Two layouts are met. In text copied from a web page every line is a paragraph. In agency text and in PDF a paragraph is broken into
lines of about one width; there a break is a fold when the next line's first word would not have fitted.
"""

from __future__ import annotations

import html
import itertools
import re
from dataclasses import dataclass, field

_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_ENDING = re.compile(r"""[.!?…:;,—–]["'”’»)\]]*$""")
_SENTENCE_END = re.compile(r"""[.!?…]["'”’»)\]]*$""")
INNER_STOP = re.compile(r"""[a-z0-9)"”’'][.!?]["”’']? +["“‘']?[A-Z]""")
BULLET = re.compile(r"^(?:[•●▪■◦‣·*>»►▶–—-])\s+")
_MAX_WIDTH = 130
_SHORT = 0.88
_STRONG_WORDS = 18
_LONG_WORDS = 26


@dataclass(slots=True)
class Line:
    """One line. `text` has single spaces; `raw` keeps runs of them (they part cells of a menu); `block` counts the blank-line blocks."""

    text: str
    raw: str
    block: int
    words: int = 0
    prose: bool = field(default=False)
    strong: bool = field(default=False)

    def __post_init__(self) -> None:
        self.words = self.text.count(" ") + 1
        self.prose = is_prose(self.text, self.words)
        self.strong = self.prose and (self.words >= _STRONG_WORDS or bool(INNER_STOP.search(self.text) and self.words >= 10))


def is_prose(text: str, words: int) -> bool:
    """True for a full sentence or more: it ends as one, has lower-case words, and is no question or exclamation of headline length.

    A long line counts as prose however it ends: a lost full stop must not lose a paragraph.
    """
    if words < 4:
        return False
    lower = sum(1 for w in text.split()[:40] if w[:1].islower())
    if lower < 2:
        # Whole paragraphs in capitals are set by telex-age agencies.
        return words >= _LONG_WORDS and bool(INNER_STOP.search(text.title()) or _SENTENCE_END.search(text))
    if words >= _LONG_WORDS:
        return True
    end = _SENTENCE_END.search(text)
    if not end:
        return bool(_ENDING.search(text)) and words >= 8 and text[-1] in ":;,"
    return not (text[end.start()] in "?!" and words <= 20 and not INNER_STOP.search(text) and text[0] not in "\"“‘'")


def sentence_end(text: str) -> bool:
    """True if `text` ends with a full stop, question or exclamation mark, closing quotes and brackets aside."""
    return bool(_SENTENCE_END.search(text))


def clean(text: str) -> str:
    """`text` with one kind of line break, no invisible characters and no character references left over from HTML."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\f", "\n\n")
    text = _INVISIBLE.sub("", text)
    if "&" in text:
        text = _ENTITY.sub(lambda m: html.unescape(m.group()), text)
    return text


def one_space(text: str) -> str:
    """`text` stripped, with every run of spaces made one."""
    return _SPACES.sub(" ", text).strip()


def split(text: str, *, slack: float = 0.0) -> list[Line]:
    """The lines of `text` (cleaned), folds undone, empty lines left out.

    `slack` is the share of the width by which a folded line may fall short, 0 for text of one character width, about 0.15 for
    text taken from a PDF, whose letters differ in width.
    """
    raw = text.split("\n")
    width = _width(raw)
    out: list[Line] = []
    block = 0
    pending: list[str] = []

    def flush() -> None:
        if pending:
            joined = _join(pending, dehyphenate=slack > 0)
            out.append(Line(one_space(joined), joined.strip(), block))
            pending.clear()

    blank = False
    for current in raw:
        stripped = current.strip()
        if not stripped:
            flush()
            blank = True
            continue
        if blank and out:
            block += 1
        blank = False
        if pending and not (width and _folded(pending[-1], current, width, slack)):
            flush()
        pending.append(current.rstrip())
    flush()
    return out


def _width(raw: list[str]) -> int:
    """The width that the text was folded to, 0 if it was not folded."""
    lengths = sorted(len(line.rstrip()) for line in raw if line.strip())
    if len(lengths) < 4 or lengths[-1] > _MAX_WIDTH:
        return 0
    width = lengths[-1]
    inner = [a for a, b in itertools.pairwise(raw) if a.strip() and b.strip()]
    full = [a for a in inner if len(a.rstrip()) > 0.75 * width]
    open_ended = sum(not _ENDING.search(a.rstrip()) for a in full)
    # Folded text has many near-full lines that stop in mid sentence.
    return width if width >= 40 and len(full) >= 3 and open_ended >= 0.5 * len(full) and len(full) >= 0.4 * len(inner) else 0


def _folded(line: str, following: str, width: int, slack: float) -> bool:
    indent = len(following) - len(following.lstrip())
    if indent >= 2 and len(line) - len(line.lstrip()) < indent:
        return False
    if BULLET.match(following.strip()):
        return False
    word = following.split(maxsplit=1)[0]
    if slack and len(line.rstrip()) < _SHORT * width and sentence_end(line.rstrip()) and not word[0].islower():
        return False  # the last line of a paragraph, as far as letters of many widths tell
    if len(line.rstrip()) + 1 + len(word) > width * (1 - slack):
        return True
    # A line that stops in mid sentence and goes on in lower case is a fold, whatever its length.
    return word[0].islower() and not _ENDING.search(line.rstrip()) and len(line.strip()) > 0.5 * width


def _join(parts: list[str], *, dehyphenate: bool) -> str:
    text = parts[0]
    for part in parts[1:]:
        part = part.strip()
        if dehyphenate and len(text) > 2 and text.endswith("-") and text[-2].isalpha() and part[:1].islower():
            text = text[:-1] + part
        else:
            text = f"{text} {part}"
    return text


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a body taken as it stands: white space tidied, folds undone, nothing left out."""
    return [line.text for line in split(clean(text))]
