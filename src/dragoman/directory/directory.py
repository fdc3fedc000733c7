"""The facade: who is who and where on a date."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dragoman.coding import DateInterval
from dragoman.directory.build import name_index
from dragoman.directory.cities import cities
from dragoman.directory.finder import find_mentions
from dragoman.directory.leaders import Holder, by_surname, holders
from dragoman.directory.mention import Entry, Mention, PlaceMention
from dragoman.directory.names import NameIndex, Span, fold
from dragoman.directory.page import Page
from dragoman.directory.places import StatePlaces, find_places
from dragoman.directory.vocabulary import Vocabulary, vocabulary


class Directory:
    """Names, offices and places with their dates, and the finder that looks them up in a page."""

    def __init__(self, index: NameIndex, people: Sequence[Holder], words: Vocabulary) -> None:
        self._index = index
        self._people = list(people)
        self._surnames = by_surname(people)
        self._vocabulary = words
        self._states = StatePlaces(index)

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Directory:
        """The built-in tables and the user's actor files. Raises InputFault for a file that can't be read."""
        people = holders()
        return cls(name_index(people), people, vocabulary())

    def mentions(self, body: str, sentences: Sequence[Span], on: DateInterval | None) -> list[Mention]:
        """The actors of a page in text order, none overlapping another; `on` is when the page was published, None if unknown."""
        return find_mentions(Page(body, sentences), self._index, self._vocabulary, cities(), self._surnames, on)

    def who(self, name: str, on: DateInterval | None = None) -> list[Entry]:
        """All readings of a name, those that hold on `on` first."""
        found = [
            (reading.holds(on), Entry(name, reading.actor, reading.role, reading.kind, reading.start, reading.end, reading.note))
            for reading in self._index.readings(name)
            if reading.actor
        ]
        for holder in self._surnames.get(fold(name), ()):
            reading = holder.reading()
            entry = Entry(holder.name, holder.actor, holder.role, "leader", holder.start, holder.end, holder.reason())
            found.append((reading.holds(on), entry))
        found.sort(key=lambda pair: not pair[0])
        return [entry for _, entry in found]

    def places(self, body: str, sentences: Sequence[Span]) -> list[PlaceMention]:
        """The places that a page names within `sentences`, in text order: cities, capitals, states, regions, seas, sites."""
        return find_places(body, sentences, cities(), self._states, self._vocabulary)

    def office_terms(self, body: str) -> DateInterval | None:
        """The days on which all office holders whom the page names with their titles were in office together."""
        return None
