"""Office holders with their terms: who held what on a date, full names, aliases, the short forms the press uses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from dragoman.coding import DateInterval
from dragoman.directory.names import Reading, fold
from dragoman.directory.tables import first_day, last_day, names_of, rows

OFFICES = {
    "HOS": ("head of state", "GOV"), "HOG": ("head of government", "GOV"), "FM": ("foreign minister", "GOV"),
    "DM": ("defence minister", "MIL"), "VP": ("vice president", "GOV"), "NSA": ("national security adviser", "GOV"),
    "COS": ("chief of staff of the forces", "MIL"), "SPK": ("spokesman", "GOV"), "AMB": ("ambassador to the UN", "GOV"),
    "CROWN": ("crown prince", "GOV"), "INT": ("intelligence chief", "SPY"), "PARTY": ("party leader", "GOV"),
    "LEADER": ("leader", ""), "PARTYHEAD": ("party leader", "OPP"), "HEAD": ("head", "GOV"), "ENVOY": ("envoy", "GOV"),
}  # fmt: skip
# States whose people are named surname first.
SURNAME_FIRST = frozenset(["CHN", "TWN", "HKG", "MAC", "KOR", "PRK", "VNM"])


class Holder(msgspec.Struct, frozen=True):
    """One term in one office. `shorts` are short forms that the press uses for the full name ("Xi"),
    `home` is the state of a group's leader."""

    actor: str
    office: str
    name: str
    aliases: tuple[str, ...]
    shorts: tuple[str, ...]
    start: date | None
    end: date | None
    home: str = ""

    @property
    def title(self) -> str:
        """The office in words."""
        return OFFICES.get(self.office, (self.office, ""))[0]

    @property
    def role(self) -> str | None:
        """The PLOVER agent role of the office, None where unknown."""
        return OFFICES.get(self.office, ("", ""))[1] or None

    def reading(self) -> Reading:
        """The holder as a reading of a name."""
        return Reading(
            self.actor, "leader", self.role, self.name, self.start, self.end, self.home or self.actor, note=self.reason(), org=self.of_body
        )

    @property
    def of_body(self) -> bool:
        """Whether the office is one of an organisation, party or group, not of a state."""
        return self.office in ("HEAD", "ENVOY", "LEADER", "PARTYHEAD")

    def reason(self) -> str:
        """The office and term in one line."""
        since = self.start.isoformat()[:7] if self.start else ""
        until = self.end.isoformat()[:7] if self.end else ""
        return f"{self.title}, {self.actor} {since}..{until}"


def holders() -> list[Holder]:
    """All rows of the built-in tables of office holders."""
    found: list[Holder] = []
    for table in names_of("leaders_"):
        for row in rows(table):
            parts = [part.strip() for part in row["aliases"].split("|") if part.strip()]
            aliases = tuple(part for part in parts if not part.startswith("="))
            shorts = tuple(part[1:].strip() for part in parts if part.startswith("="))
            group = row.get("group") or ""
            actor, office = group or row["state"], row.get("office") or "LEADER"
            start, end = first_day(row["start"]), last_day(row["end"])
            found.append(Holder(actor, office, row["name"], aliases, shorts, start, end, row["state"]))
    return found


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


_OFFICE_WORDS = {
    "HOS": frozenset(
        [
            "president",
            "king",
            "queen",
            "emperor",
            "emir",
            "sultan",
            "leader",
            "ayatollah",
            "pope",
            "chairman",
            "general",
            "colonel",
            "ruler",
        ]
    ),
    "HOG": frozenset(("prime minister", "premier", "chancellor", "taoiseach", "leader", "pm", "chief executive")),
    "FM": frozenset(
        ("foreign minister", "foreign secretary", "secretary of state", "minister", "fm", "secretary", "external affairs minister")
    ),
    "DM": frozenset(
        ("defense minister", "defence minister", "defense secretary", "defence secretary", "secretary of defense", "minister", "secretary")
    ),
    "VP": frozenset(("vice president", "vice-president")),
    "CROWN": frozenset(("crown prince", "prince")),
    "COS": frozenset(("general", "gen.", "gen", "army chief", "admiral", "field marshal")),
    "SPK": frozenset(("spokesman", "spokeswoman", "spokesperson")),
    "AMB": frozenset(("ambassador", "envoy")),
    "PARTY": frozenset(("general secretary", "leader", "party chief", "chairman", "first secretary")),
    "PARTYHEAD": frozenset(("leader", "opposition leader", "chairman", "president", "party leader")),
    "LEADER": frozenset(("leader", "commander", "chief", "rebel leader", "warlord", "chairman", "president", "general", "sheikh", "head")),
    "HEAD": frozenset(("secretary-general", "secretary general", "director general", "director-general", "chief", "head", "president")),
    "ENVOY": frozenset(("envoy", "special envoy", "special representative", "representative", "mediator", "commissioner")),
}


def fits(title: str, office: str) -> bool:
    """Whether the press gives `title` to the holder of `office`."""
    return title in _OFFICE_WORDS.get(office, ())
