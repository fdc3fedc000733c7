"""Office holders with their terms: who held what on a date, full names, aliases, the short forms the press uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property

import msgspec

from dragoman.coding import DateInterval
from dragoman.directory.names import Reading, fold
from dragoman.directory.tables import first_day, last_day, listed, names_of, rows

_BODIES = ("leaders_orgs.csv", "leaders_groups.csv")
# States whose people are named surname first.
SURNAME_FIRST = frozenset(["CHN", "TWN", "HKG", "MAC", "KOR", "PRK", "VNM"])


class Office(msgspec.Struct, frozen=True):
    """An office in words, its PLOVER agent role, and the titles that the press gives its holder."""

    words: str
    role: str | None
    titles: frozenset[str]


@cache
def _offices() -> dict[str, Office]:
    return {row["office"]: Office(row["words"], row["role"] or None, frozenset(listed(row["titles"]))) for row in rows("offices.tsv")}


class Holder(msgspec.Struct, frozen=True):
    """One term in one office. `shorts` are short forms that the press uses for the full name ("Xi"),
    `home` is the state of a group's leader, `of_body` says that the office is one of an organisation, party or group, not of a state."""

    actor: str
    office: str
    name: str
    aliases: tuple[str, ...]
    shorts: tuple[str, ...]
    start: date | None
    end: date | None
    home: str = ""
    of_body: bool = False

    @property
    def title(self) -> str:
        """The office in words."""
        return _offices()[self.office].words if self.office in _offices() else self.office

    @property
    def role(self) -> str | None:
        """The PLOVER agent role of the office, None where unknown."""
        return _offices()[self.office].role if self.office in _offices() else None

    def reading(self) -> Reading:
        """The holder as a reading of a name."""
        return Reading(
            self.actor, "leader", self.role, self.name, self.start, self.end, self.home or self.actor, note=self.reason(), org=self.of_body
        )

    def reason(self) -> str:
        """The office and term in one line."""
        since = self.start.isoformat()[:7] if self.start else ""
        until = self.end.isoformat()[:7] if self.end else ""
        return f"{self.title}, {self.actor} {since}..{until}"


def holders() -> list[Holder]:
    """All rows of the built-in tables of office holders."""
    found: list[Holder] = []
    nicknames: dict[str, list[str]] = {}
    for row in rows("nicknames.tsv"):
        nicknames.setdefault(row["full"], []).append(row["short"])
        nicknames.setdefault(row["short"], []).append(row["full"])
    for table in names_of("leaders_"):
        for row in rows(table):
            parts = [part.strip() for part in row["aliases"].split("|") if part.strip()]
            aliases = tuple(part for part in parts if not part.startswith("="))
            aliases += tuple(_nicknamed(row["name"], nicknames))
            shorts = tuple(part[1:].strip() for part in parts if part.startswith("="))
            group = row.get("group") or ""
            actor, office = group or row["state"], row.get("office") or "LEADER"
            start, end = first_day(row["start"]), last_day(row["end"])
            found.append(Holder(actor, office, row["name"], aliases, shorts, start, end, row["state"], table in _BODIES))
    return found


def _nicknamed(name: str, nicknames: Mapping[str, list[str]]) -> list[str]:
    """The name with other forms of its first name: "Mike" for "Michael"."""
    first, _, rest = name.partition(" ")
    return [f"{other} {rest}" for other in nicknames.get(first, ())] if rest else []


def surname(name: str, actor: str) -> str:
    """The bare surname by which the press goes on after the full name."""
    parts = fold(name).split()
    if len(parts) < 2:
        return name
    if actor in SURNAME_FIRST and not parts[-1].startswith(("al-", "Al-")):
        return parts[0]
    last = parts[-1]
    if last.rstrip(".") in ("Jr", "Sr", "II", "III", "IV") and len(parts) > 2:
        last = parts[-2]
    for particle in ("al-", "Al-", "el-", "El-", "ul-", "ud-"):
        last = last.removeprefix(particle)
    return last.rstrip(",")


_SOUNDS_OF_TWO = (("kh", "k"), ("gh", "k"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("ch", "s"), ("ph", "f"), ("ck", "k"), ("x", "ks"))
_SOUNDS = str.maketrans({"q": "k", "g": "k", "c": "k", "w": "v"})


def skeleton(name: str) -> str:
    """The consonants of a name as one hears them, the same for most spellings of a name that English has no fixed one for: "Muammar
    Gaddafi" and "Moammar Kadhafi"."""
    out: list[str] = []
    for part in fold(name).lower().replace("-", " ").replace("'", "").split():
        if part in ("al", "el", "bin", "ibn", "abu", "ben", "ul", "ud"):
            continue
        for letters, sound in _SOUNDS_OF_TWO:
            part = part.replace(letters, sound)
        bones = ""
        for char in part.translate(_SOUNDS):
            if char not in "aeiouyh" and not bones.endswith(char):
                bones += char
        out.append(bones or part[0])
    return " ".join(out)


def by_surname(people: Iterable[Holder]) -> dict[str, list[Holder]]:
    """Surnames and short forms to the holders that go by them."""
    table: dict[str, list[Holder]] = {}
    for holder in people:
        keys = set(holder.shorts) or {surname(holder.name, holder.actor)}
        for key in keys:
            table.setdefault(fold(key), []).append(holder)
    return table


def in_term(holder: Holder, on: DateInterval | None, slack_days: int = 0) -> bool:
    """Whether the term overlaps `on`, both ends widened by `slack_days`; without a date it does."""
    if on is None:
        return True
    if holder.start and (holder.start - on.latest).days > slack_days:
        return False
    return not (holder.end and (on.earliest - holder.end).days > slack_days)


def fits(title: str, office: str) -> bool:
    """Whether the press gives `title` to the holder of `office`; a minister's or high official's may carry any portfolio."""
    known = _offices().get(office)
    if known is None:
        return False
    return title in known.titles or (office == "MIN" and title.rsplit(" ", 1)[-1] in known.titles)


class Holders:
    """Office holders by the names they go by: `surnames` and, made when first needed, `sounds`."""

    def __init__(self, people: Iterable[Holder]) -> None:
        self.all = list(people)
        self.surnames = by_surname(self.all)

    @cached_property
    def full_names(self) -> dict[str, list[Holder]]:
        """Full names and aliases to holders."""
        table: dict[str, list[Holder]] = {}
        for holder in self.all:
            for name in (holder.name, *holder.aliases):
                table.setdefault(fold(name), []).append(holder)
        return table

    @cached_property
    def sounds(self) -> dict[str, list[Holder]]:
        """Skeletons of full names to holders."""
        table: dict[str, list[Holder]] = {}
        for holder in self.all:
            for bones in {skeleton(name) for name in (holder.name, *holder.aliases) if " " in name}:
                table.setdefault(bones, []).append(holder)
        return table
