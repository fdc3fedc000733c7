"""A page as the directory reads it: folded text, words with their sentence, lines in capitals, the dateline."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from dragoman.directory.names import Span, fold

_WORD = re.compile(r"[^\W_]+")
_DATELINE = re.compile(
    r"(?P<city>[A-Z][A-Z' .-]{2,30}?)(?:, [A-Z][\w. ]{2,24}?)?(?:, [A-Z][a-z]+\.? \d{1,2})? ?(?:\([^()\n]{2,24}\))? ?(?:--?|_)(?:\s|$)"
)
_BYLINE = re.compile(r"(?P<city>[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:, [A-Z][a-z]+\.? \d{1,2})? \((?:Reuters|AP|AFP|UPI|dpa|Xinhua)\)")


class Word(msgspec.Struct, frozen=True):
    """A run of letters or digits: `lower` in small letters, `sentence` the number of the sentence it stands in (-1 outside any)."""

    start: int
    end: int
    text: str
    lower: str
    sentence: int
    first: bool
    capitals: bool


class Page:
    """The body with what every step needs to know of it. `headline` is the number of the sentence that is a headline, -2 without one."""

    def __init__(self, body: str, sentences: Sequence[Span]) -> None:
        self.body = body
        self.text = fold(body)
        self.lowered = self.text.lower()
        self.sentences = list(sentences)
        shouted = [_shouted(body[start:end]) for start, end in self.sentences]
        starts = [start for start, _ in self.sentences]
        self.words: list[Word] = []
        seen: set[int] = set()
        for match in _WORD.finditer(self.text):
            number = bisect_right(starts, match.start()) - 1
            if number >= 0 and match.end() > self.sentences[number][1]:
                number = -1
            if _possessive(self.text, match.start(), match.group()):
                continue  # the s belongs to the gap
            first = number not in seen
            seen.add(number)
            text = match.group()
            self.words.append(Word(match.start(), match.end(), text, text.lower(), number, first, number >= 0 and shouted[number]))
        self.headline = 0 if self.sentences and not body[: self.sentences[0][1]].rstrip("\"'” ’)").endswith((".", "!", "?", ",")) else -2
        self._starts = [word.start for word in self.words]

    def index_at(self, offset: int) -> int:
        """Number of the first word that starts at or after `offset`."""
        return bisect_right(self._starts, offset - 1)

    def gap(self, index: int) -> str:
        """The text between word `index` and the next one ("" after the last)."""
        if index + 1 >= len(self.words):
            return ""
        return self.text[self.words[index].end : self.words[index + 1].start]

    def dateline(self) -> tuple[str, int, int] | None:
        """City of the dateline with its span, where one of the first paragraphs begins with one."""
        for start, end in self.sentences[:4]:
            match = _DATELINE.match(self.text, start, end) or _BYLINE.match(self.text, start, end)
            if match:
                return match["city"].strip(), match.start("city"), match.end("city")
        return None


def _possessive(text: str, start: int, word: str) -> bool:
    return word in ("s", "S") and start > 1 and text[start - 1] == "'" and text[start - 2].isalnum()


def _shouted(line: str) -> bool:
    letters = [char for char in line if char.isalpha()]
    return len(letters) >= 8 and line.count(" ") >= 1 and sum(char.isupper() for char in letters) > 0.9 * len(letters)
