"""Places in a text: cities, capitals, regions, seas and sites, and states as places."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.directory.cities import Cities, City
from dragoman.directory.mention import PlaceMention
from dragoman.directory.names import NameIndex, Span
from dragoman.directory.page import Page
from dragoman.directory.sheet import place_here
from dragoman.directory.vocabulary import Vocabulary


class StatePlaces:
    """Names of states, without adjectives, as places; a state's coordinates are not given."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index

    def at(self, page: Page, number: int) -> tuple[str, str | None, int] | None:
        """Name, state and end of the state or capital that begins at word `number`."""
        word = page.words[number]
        found = self._index.at(page.text, word.start, word.text, word.capitals, word.first)
        if not found:
            return None
        kinds = {reading.kind for reading in found.readings}
        actors = {reading.actor for reading in found.readings if reading.kind in ("state", "capital")}
        if kinds & {"state", "capital"} and actors:
            return page.body[found.start : found.end], next(iter(actors)) if len(actors) == 1 else None, found.end
        return None


def find_places(body: str, sentences: Sequence[Span], cities: Cities, states: StatePlaces, vocabulary: Vocabulary) -> list[PlaceMention]:
    """All places named within `sentences`, none overlapping another, in text order."""
    page = Page(body, sentences)
    out: list[PlaceMention] = []
    reach = 0
    for number, word in enumerate(page.words):
        if word.start < reach or word.sentence < 0 or not word.text[0].isalpha():
            continue
        state = states.at(page, number)
        city = cities.at(page.text, word.start, word.text)
        if city and not (state or place_here(page, vocabulary, number, *city)):
            city = None
        if city and (state is None or city[1] >= state[2]):
            out.append(_of_city(city[0], word.start, city[1], state[1] if state else None))
            reach = city[1]
        elif state:
            out.append(PlaceMention((word.start, state[2]), state[0], state[1], None, None))
            reach = state[2]
    return out


def _of_city(city: City, start: int, end: int, state: str | None) -> PlaceMention:
    return PlaceMention((start, end), city.name, city.country or state, city.lat, city.lon)
