"""Names and where they stand in a text: an index by first word, whole words, the longest name wins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache

import msgspec

from dragoman.coding import DateInterval

Span = tuple[int, int]

_WORD = re.compile(r"[^\W_]+")


class Reading(msgspec.Struct, frozen=True):
    """One way to understand a name. `start` and `end` bound the days on which it holds, `home` is the state whose presence on the page
    speaks for it, `cues` are words of the page that do. `org` marks an
    office of an organisation, party or group. An empty actor means that the words are no actor at all."""

    actor: str
    kind: str
    role: str | None = None
    name: str | None = None
    start: date | None = None
    end: date | None = None
    home: str = ""
    cues: tuple[str, ...] = ()
    note: str = ""
    org: bool = False

    def holds(self, on: DateInterval | None) -> bool:
        """Whether the reading holds on some day of `on`; without a date it may."""
        if on is None:
            return True
        return not ((self.start and on.latest < self.start) or (self.end and on.earliest > self.end))


class Found(msgspec.Struct, frozen=True):
    """A name that stands at `[start, end)` of the text, with all its readings."""

    start: int
    end: int
    key: str
    readings: tuple[Reading, ...]


@cache
def _folds() -> dict[int, str]:
    """Curly marks and accented Latin letters to plain ones, one character for one, so that offsets stay."""
    table: dict[int, str] = {}
    for marks, plain in (("‘’‛ʼ`´ʿʾ", "'"), ("“”„", '"'), ("–—‑‒―", "-"), ("\u00a0\u2009\u202f\t\r", " ")):
        table.update(dict.fromkeys(map(ord, marks), plain))
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code):
            table[code] = base
    table.update({ord("ø"): "o", ord("Ø"): "O", ord("ł"): "l", ord("Ł"): "L", ord("ı"): "i", ord("đ"): "d", ord("Đ"): "D"})
    return table


def fold(text: str) -> str:
    """`text` with accents taken off and marks made plain, of the same length."""
    return text.translate(_folds())


class NameIndex:
    """Names by their first word: `add` all, then ask `at`. Names in `plain_in_capitals` are not looked for in lines set in capitals."""

    def __init__(self, plain_in_capitals: frozenset[str] = frozenset()) -> None:
        self._plain = plain_in_capitals
        self._readings: dict[str, list[Reading]] = {}
        self._by_word: dict[str, list[str]] | None = None
        self._capitals: dict[str, list[tuple[str, str]]] | None = None

    def add(self, names: Iterable[str], reading: Reading) -> None:
        """Give each of `names` one more reading."""
        for name in names:
            known = self._readings.setdefault(fold(name), [])
            if reading not in known:
                known.append(reading)
        self._by_word = self._capitals = None

    def readings(self, name: str) -> list[Reading]:
        """The readings of exactly `name` (accents do not matter)."""
        return self._readings.get(fold(name), [])

    def names(self) -> Iterable[str]:
        """All names, folded."""
        return self._readings.keys()

    def words(self) -> dict[str, list[str]]:
        """First word to the names that begin with it, longest first."""
        if self._by_word is None:
            table: dict[str, list[str]] = {}
            for name in self._readings:
                match = _WORD.search(name)
                if match:
                    table.setdefault(match.group(), []).append(name)
            for listed in table.values():
                listed.sort(key=len, reverse=True)
            self._by_word = table
        return self._by_word

    def capital_words(self) -> dict[str, list[tuple[str, str]]]:
        """The same in capitals, for lines set in capitals: first word to (name in capitals, name); made on first use."""
        if self._capitals is None:
            table: dict[str, list[tuple[str, str]]] = {}
            for name in self._readings:
                upper = name.upper()
                match = _WORD.search(upper)
                if match and upper not in self._plain:
                    table.setdefault(match.group(), []).append((upper, name))
            for listed in table.values():
                listed.sort(key=lambda pair: len(pair[0]), reverse=True)
            self._capitals = table
        return self._capitals

    def at(self, text: str, start: int, word: str, in_capitals: bool, sentence_start: bool) -> Found | None:
        """The longest name that stands at `start` of the folded `text`, whose first word is `word`."""
        if in_capitals:
            for upper, name in self.capital_words().get(word, ()):
                if text.startswith(upper, start) and whole(text, start + len(upper)):
                    return Found(start, start + len(upper), name, tuple(self._readings[name]))
            return None
        for name in self.words().get(word, ()):
            if text.startswith(name, start) and whole(text, start + len(name)):
                return Found(start, start + len(name), name, tuple(self._readings[name]))
        if sentence_start and word[0].isupper():
            small = word[0].lower() + word[1:]
            for name in self.words().get(small, ()):
                if text.startswith(name[1:], start + 1) and whole(text, start + len(name)):
                    return Found(start, start + len(name), name, tuple(self._readings[name]))
        return None


def whole(text: str, end: int) -> bool:
    """Whether no letter or digit stands at `end`, so that a name that ends there is a whole one."""
    return end >= len(text) or not (text[end].isalnum() or text[end] == "_")


def first_word(name: str) -> str:
    """The first run of letters and digits of a name ("" if there is none)."""
    match = _WORD.search(name)
    return match.group() if match else ""
