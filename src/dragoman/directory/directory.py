"""The facade: who is who and where on a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from dragoman.coding import DateInterval
from dragoman.directory.build import name_index
from dragoman.directory.cities import cities
from dragoman.directory.finder import find_mentions
from dragoman.directory.imports import add_file
from dragoman.directory.leaders import Holder, Holders, holders
from dragoman.directory.mention import Entry, Mention, PlaceMention
from dragoman.directory.names import NameIndex, Reading, Span, fold
from dragoman.directory.page import Page
from dragoman.directory.places import StatePlaces, find_places
from dragoman.directory.terms import office_terms
from dragoman.directory.vocabulary import Vocabulary, vocabulary

_LINE = re.compile(r"[^\n]+")


class Directory:
    """Names, offices and places with their dates, and the finder that looks them up in a page."""

    def __init__(self, index: NameIndex, people: Sequence[Holder], words: Vocabulary) -> None:
        self._index = index
        self._holders = Holders(people)
        self._vocabulary = words
        self._states = StatePlaces(index)

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Directory:
        """The built-in tables and the user's actor files. Raises InputFault for a file that can't be read."""
        people = holders()
        index = name_index(people)
        for path in extra:
            add_file(index, path)
        return cls(index, people, vocabulary())

    def mentions(self, body: str, sentences: Sequence[Span], on: DateInterval | None) -> list[Mention]:
        """The actors of a page in text order, none overlapping another; `on` is when the page was published, None if unknown."""
        return find_mentions(Page(body, sentences), self._index, self._vocabulary, cities(), self._holders, on)

    def who(self, name: str, on: DateInterval | None = None) -> list[Entry]:
        """All readings of a name, best first: those that hold on `on`, then the others, the latest first. Small letters will do."""
        for spelling in dict.fromkeys((name, name.title(), name.upper(), name[:1].upper() + name[1:])):
            found = self._readings_of(spelling)
            if found:
                found.sort(key=lambda pair: (not pair[0].holds(on), -(pair[0].start or date.min).toordinal()))
                return list(dict.fromkeys(entry for _, entry in found))
        return []

    def _readings_of(self, name: str) -> list[tuple[Reading, Entry]]:
        found = [(reading, _entry(name, reading)) for reading in self._index.readings(name) if reading.actor and reading.actor != "*"]
        for holder in self._holders.surnames.get(fold(name), ()):
            found.append((holder.reading(), _entry(holder.name, holder.reading())))
        city = cities().named(name) if not found else None
        if city and city.country:
            note = f"a place in {city.country}"
            found.append((Reading(city.country, "city", note=note), Entry(city.name, city.country, None, "city", None, None, note)))
        return found

    def places(self, body: str, sentences: Sequence[Span]) -> list[PlaceMention]:
        """The places that a page names within `sentences`, in text order: cities, capitals, states, regions, seas, sites."""
        return find_places(body, sentences, cities(), self._states, self._vocabulary)

    def office_terms(self, body: str) -> DateInterval | None:
        """The days on which all office holders whom the page names with a title of their office were in office together.

        None if the page names none, or no day fits them all."""
        lines = [match.span() for match in _LINE.finditer(body)]
        return office_terms(Page(body, lines), self._vocabulary, self._holders, self._state_words)

    @cached_property
    def _state_words(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for name in self._index.names():
            actors = {reading.actor for reading in self._index.readings(name) if reading.kind in ("state", "demonym")}
            if actors:
                found[name] = actors
        return found


def _entry(name: str, reading: Reading) -> Entry:
    kind = {"people": "demonym", "organ!": "organ"}.get(reading.kind, reading.kind)
    return Entry(reading.name or name, reading.actor, reading.role, kind, reading.start, reading.end, reading.note)
