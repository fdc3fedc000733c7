"""The working sheet of one page: its words, the names found in it, the mentions made so far."""

from __future__ import annotations

from collections.abc import Container
from functools import cache

import msgspec

from dragoman.coding import DateInterval
from dragoman.directory.cities import Cities, City
from dragoman.directory.context import Context
from dragoman.directory.mention import Mention
from dragoman.directory.names import Found, NameIndex, Reading, first_word
from dragoman.directory.page import Page, Word
from dragoman.directory.tables import rows
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
    a mention covers, `titles` to which actors the page gives a title ("trade minister" to KEN), `heads` the same for every noun,
    `armed` who is called rebels, militants or the like."""

    def __init__(
        self, page: Page, index: NameIndex, vocabulary: Vocabulary, cities: Cities, surnames: Container[str], on: DateInterval | None
    ) -> None:
        self.page = page
        self.words = page.words
        self.lowered = page.lowered
        self.index = index
        self.vocabulary = vocabulary
        self.cities = cities
        self.surnames = surnames
        self.on = on
        self.taken = [False] * len(page.words)
        self.phrases: list[Phrase] = []
        self.atoms: dict[int, tuple[int, Reading]] = {}
        self.titles: dict[str, set[str]] = {}
        self.heads: dict[str, set[str]] = {}
        self.armed: set[str] = set()
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
        for at, word in enumerate(self.words):
            if word.start < reach or word.sentence < 0:
                continue
            item = self.index.at(self.page.text, word.start, word.text, word.capitals, word.first)
            if item is None and len(word.text) >= 4 and word.text.isupper() and not word.capitals:
                item = self.index.at(self.page.text, word.start, word.text, True, False)
            city = self.cities.at(self.page.text, word.start, word.text) if not word.capitals else None
            if city and not city[0].sure and word.text in self.surnames:
                city = None  # rather the person
            if city and city[0].country and (item is None or city[1] > item.end) and place_here(self.page, self.vocabulary, at, *city):
                note = f"{city[0].name}, a place in {city[0].country}"
                reading = Reading(city[0].country, "city", None, None, None, None, city[0].country, note=note)
                item = Found(word.start, city[1], city[0].name, (reading,))
            item = self._coordinated(word) or item
            if item and item.key.startswith("the "):
                item = self._without_article(at, item)
            if item and not (self._inside_word(item) or self._personal(at, item) or self._piece(item) or self._no_longer(at, item)):
                found.append(item)
                reach = item.end
        return found

    def _coordinated(self, word: Word) -> Found | None:
        """The first word of "North and South Korea" and the like, which alone says nothing."""
        for text, actor, kind in _coordinated().get(word.text, ()):
            if self.page.text.startswith(text, word.start):
                reading = Reading(actor, kind, None, None, None, None, actor, note=f"the first in “{text}”")
                return Found(word.start, word.end, word.text, (reading,))
        return None

    def _without_article(self, at: int, item: Found) -> Found | None:
        """A name with its article gives way to a longer name behind the article, and to an unknown longer name."""
        word = self.words[at + 1]
        longer = self.index.at(self.page.text, word.start, word.text, word.capitals, False)
        if longer and longer.end > item.end:
            return None
        last = self.page.index_at(item.end)
        goes_on = last < len(self.words) and self.page.gap(last - 1) in (" ", "-") and self.words[last].text[0].isupper()
        return None if goes_on and not word.capitals else item

    def _personal(self, at: int, item: Found) -> bool:
        """Whether the name of a state or capital is a person's here: "Mr Jordan", "Michael Jordan", "Chad Smith"."""
        if at == 0 or item.readings[0].kind not in ("state", "capital", "demonym", "city") or self.words[at].capitals:
            return False
        vocabulary, before = self.vocabulary, self.words[at - 1]
        close = before.sentence == self.words[at].sentence and self.page.gap(at - 1) in (" ", ". ")
        if close and before.text in vocabulary.honorifics:
            return True
        if item.key not in vocabulary.surnames_too or self.words[at].sentence == self.page.headline:
            return False
        quoted = self.page.text[max(before.start - 1, 0)] == '"'
        if close and not quoted and self.page.gap(at - 1) == " " and self._first_name(at - 1):
            return True
        last = self.page.index_at(item.end)
        if last >= len(self.words) or self.page.gap(last - 1) != " " or (close and before.text in vocabulary.place_links):
            return False
        after = self.words[last]
        return item.key in ("Chad", "Jordan", "Georgia", "Israel", "Paris", "Kenya", "Sofia", "German", "Roman", "Francis") and (
            self._first_name(last) and after.text not in vocabulary.organ_words and after.sentence == self.words[at].sentence
        )

    def _first_name(self, at: int) -> bool:
        """Whether a capitalised word may be a piece of a personal name: no title, no adjective of place, no word of another name."""
        word, vocabulary = self.words[at], self.vocabulary
        if not word.text[0].isupper() or word.text.isupper() or not word.text.isalpha() or len(word.text) < 3:
            return False
        if word.text in vocabulary.never_names or word.text in vocabulary.not_first_names or word.lower in vocabulary.never_modifiers:
            return False
        if word.lower in vocabulary.modifiers or word.lower.endswith(("ly", "ing", "ed")) or word.text in vocabulary.organ_words:
            return False
        if vocabulary.at(self.lowered, word.start, word.lower):
            return False
        return self.index.at(self.page.text, word.start, word.text, False, False) is None

    def _piece(self, item: Found) -> bool:
        """Whether the name of an office holder is only the beginning of a longer personal name here."""
        if any(reading.kind != "leader" for reading in item.readings):
            return False
        last = self.page.index_at(item.end)
        if last >= len(self.words) or self.page.gap(last - 1) not in (" ", "-"):
            return False
        after = self.words[last]
        return (
            after.text[0].isupper()
            and after.text not in self.vocabulary.never_names
            and after.sentence == self.words[last - 1].sentence != self.page.headline
            and not after.capitals
        )

    def _no_longer(self, at: int, item: Found) -> bool:
        """Whether an adjective stands behind "ex-", "pro-" or the like: "pro-Iranian" is not Iran."""
        if at == 0 or not any(reading.kind == "demonym" for reading in item.readings):
            return False
        gap, before = self.page.gap(at - 1), self.words[at - 1].lower
        if gap == "-" and before in self.vocabulary.no_longer:
            return True
        return gap == " " and before in ("former", "formerly") and item.key in ("Soviet", "Yugoslav", "Czechoslovak")

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


def place_here(page: Page, vocabulary: Vocabulary, at: int, city: City, end: int) -> bool:
    """Whether the place name at word `at` is one here and not a piece of a personal or other name: doubtful ones need a word such as
    "in" before them, sure ones no capitalised word beside them."""
    before = page.words[at - 1] if at > 0 and page.gap(at - 1) == " " and page.words[at - 1].sentence == page.words[at].sentence else None
    last = page.index_at(end) - 1
    after = page.words[last + 1] if page.gap(last) == " " and last + 1 < len(page.words) else None
    goes_on = bool(
        after and after.text[0].isupper() and page.words[at].sentence != page.headline and after.text not in vocabulary.never_names
    )
    if before and before.text in vocabulary.place_links:
        return city.sure or (before.text in vocabulary.sure_links and not goes_on)
    if not city.sure:
        return False
    if before and before.text[0].isupper() and not before.first:
        return False
    if before and vocabulary.at(page.lowered, before.start, before.lower):
        return False
    return not goes_on


@cache
def _coordinated() -> dict[str, list[tuple[str, str, str]]]:
    table: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows("coordinated.tsv"):
        table.setdefault(first_word(row["text"]), []).append((row["text"], row["actor"], row["kind"]))
    return table
