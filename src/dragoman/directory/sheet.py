"""The working sheet of one page: its words, the names found in it, the mentions made so far."""

from __future__ import annotations

import msgspec

from dragoman.coding import DateInterval
from dragoman.directory.context import Context
from dragoman.directory.mention import Mention
from dragoman.directory.names import Found, NameIndex, Reading
from dragoman.directory.page import Page
from dragoman.directory.vocabulary import Noun, Vocabulary

_KINDS = {"people": "demonym", "organ!": "organ"}


class Phrase(msgspec.Struct):
    """A mention in the making, over the words `[first, last)` of the page."""

    first: int
    last: int
    actor: str
    role: str | None
    name: str | None
    kind: str
    why: str


class Sheet:
    """What the steps share. `atoms` maps the first word of a name to its last word (exclusive) and its reading, `taken` says which words
    a mention covers, `titles` to which actors the page gives a title ("trade minister" to KEN)."""

    def __init__(self, page: Page, index: NameIndex, vocabulary: Vocabulary, on: DateInterval | None) -> None:
        self.page = page
        self.words = page.words
        self.lowered = page.lowered
        self.index = index
        self.vocabulary = vocabulary
        self.on = on
        self.taken = [False] * len(page.words)
        self.phrases: list[Phrase] = []
        self.atoms: dict[int, tuple[int, Reading]] = {}
        self.titles: dict[str, set[str]] = {}
        self._ends: dict[int, int] = {}
        found = self._names()
        self.context = Context(page, found, index, on)
        for item in found:
            first, last = page.index_at(item.start), page.index_at(item.end)
            reading = self.context.choose(item)
            if reading is not None:
                self.atoms[first] = (last, reading)
                self._ends[last - 1] = item.end
            elif any(option.kind == "none" for option in item.readings):
                for at in range(first, last):
                    self.taken[at] = True

    def _names(self) -> list[Found]:
        found: list[Found] = []
        reach = 0
        for word in self.words:
            if word.start >= reach and word.sentence >= 0:
                item = self.index.at(self.page.text, word.start, word.text, word.capitals, word.first)
                if item and not self._inside_word(item):
                    found.append(item)
                    reach = item.end
        return found

    def _inside_word(self, item: Found) -> bool:
        """Whether the name is the tail of a word such as "O'Chad"."""
        return item.start >= 2 and self.page.text[item.start - 1] == "'" and self.page.text[item.start - 2].isalpha()

    def gap_before(self, at: int) -> str:
        """What stands between word `at` and the one before it, without the stop that belongs to a name such as "U.S."."""
        if not 0 < at < len(self.words):
            return ""
        return self.page.text[self._ends.get(at - 1, self.words[at - 1].end) : self.words[at].start]

    def same_sentence(self, one: int, other: int) -> bool:
        """Whether two words stand in one sentence."""
        return 0 <= one < len(self.words) and 0 <= other < len(self.words) and self.words[one].sentence == self.words[other].sentence

    def noun_at(self, at: int) -> tuple[Noun, int] | None:
        """The noun or title that begins at word `at`, with the word after its last."""
        word = self.words[at]
        noun = self.vocabulary.at(self.lowered, word.start, word.lower)
        if noun is None:
            return None
        return noun, max(self.page.index_at(word.start + len(noun.word)), at + 1)

    def noun_before(self, end: int) -> tuple[int, Noun] | None:
        """The longest noun or title whose last word is the one before word `end`, with its first word."""
        for first in range(max(0, end - 4), end):
            if self.same_sentence(first, end - 1):
                found = self.noun_at(first)
                if found and found[1] == end:
                    return first, found[0]
        return None

    def text(self, first: int, last: int) -> str:
        """The words `[first, last)` as the body has them."""
        return self.page.body[self.words[first].start : self._ends.get(last - 1, self.words[last - 1].end)]

    def free(self, first: int, last: int) -> bool:
        """Whether no mention covers any of the words `[first, last)`."""
        return not any(self.taken[first:last])

    def take(self, phrase: Phrase) -> bool:
        """Keep the phrase if its words are free; says whether it did."""
        if not self.free(phrase.first, phrase.last):
            return False
        for at in range(phrase.first, phrase.last):
            self.taken[at] = True
        self.phrases.append(phrase)
        return True

    def mentions(self) -> list[Mention]:
        """The phrases kept, in text order."""
        out: list[Mention] = []
        for phrase in sorted(self.phrases, key=lambda phrase: phrase.first):
            start, end = self.words[phrase.first].start, self._ends.get(phrase.last - 1, self.words[phrase.last - 1].end)
            kind = _KINDS.get(phrase.kind, phrase.kind)
            out.append(Mention((start, end), self.page.body[start:end], phrase.actor, phrase.role, phrase.name, kind, phrase.why))
        return out
