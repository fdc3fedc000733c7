"""Which reading of a name the page means: by date, by what else stands on the page, by the dateline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dragoman.coding import DateInterval
from dragoman.directory.names import Found, NameIndex, Reading
from dragoman.directory.page import Page

_WELL_KNOWN = frozenset(["CIA", "KGB", "IRA", "PKK", "FARC", "ISIS", "ETA", "BBC", "ISIL", "LTTE"])
_STATE_KINDS = ("state", "demonym", "people", "capital", "city")


class Context:
    """What the page is about: how often each state is named, the state of the dateline, the groups it names."""

    def __init__(self, page: Page, found: Sequence[Found], index: NameIndex, on: DateInterval | None) -> None:
        self.page = page
        self.on = on
        self.counts: Counter[str] = Counter()
        for item in found:
            live = [reading for reading in item.readings if reading.holds(on)] or list(item.readings)
            states = {reading.actor for reading in live}
            if len(states) == 1 and live[0].kind in (*_STATE_KINDS, "seat", "leader", "organisation") and live[0].actor:
                self.counts[live[0].actor] += 3 if self._in_lead(item.start) else 1
        self.dateline: str | None = None
        line = page.dateline()
        if line:
            self.dateline = _city_state(line[0], index, on)
            if self.dateline:
                self.counts[self.dateline] += 2

    def _in_lead(self, offset: int) -> bool:
        lead = self.page.sentences[:2]
        return bool(lead) and offset < lead[-1][1]

    def main_state(self) -> str | None:
        """The state that "the president" of the page belongs to: clearly the most named one, else None."""
        ranked = self.counts.most_common(2)
        if not ranked:
            return None
        if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]:
            return ranked[0][0]
        return None

    def sole(self) -> str | None:
        """The state that the page is about where it names hardly any other."""
        ranked = self.counts.most_common(2)
        if ranked and ranked[0][1] >= 3 and (len(ranked) == 1 or ranked[0][1] >= 4 * ranked[1][1]):
            return ranked[0][0]
        return None

    def home(self) -> str | None:
        """The state whose government, army or ministers the page means when it names none: that of the dateline if the page is about it,
        else the one it is plainly about."""
        if self.dateline and self.counts[self.dateline] > 2:
            return self.dateline
        return self.main_state()

    def choose(self, item: Found) -> Reading | None:
        """The reading of a name that fits the page best; None where it is no actor here."""
        readings = [reading for reading in item.readings if reading.kind != "none" and not self._absent(item, reading)]
        if not readings:
            return None
        if len(readings) == 1 and readings[0].actor != "*":
            return readings[0]
        live = [reading for reading in readings if reading.holds(self.on)]
        if not live:
            # A name used outside its time: a gone state keeps its code, the nearest term of an office holder counts.
            live = self._nearest(readings)
            if live[0].org and live[0].kind == "leader" and self._years_off(live[0]) > 3:
                return None
        best = max(live, key=lambda reading: self._fit(reading))
        if best.actor == "*":
            state = self.home()
            if not state:
                return None
            return Reading(state, "organ", best.role, best.name, note=f"{best.name} on a page about {state}")
        if best.kind.startswith("organ") and best.home and not best.kind.endswith("!") and not self.counts[best.home]:
            return None
        return best if best.actor else None

    def _absent(self, item: Found, reading: Reading) -> bool:
        """Whether the reading needs a state on the page that is not there: cues written "=PRK", and short acronyms of media and groups,
        which stand for many things."""
        needed = [cue[1:] for cue in reading.cues if cue.startswith("=")]
        if needed:
            return not any(self.counts[state] for state in needed)
        short = len(item.key) <= 4 and item.key.isupper()
        if short and reading.home and (reading.kind == "group" or (reading.kind == "seat" and reading.role in ("MED", "BUS", "SPY"))):
            return not self.counts[reading.home] and item.key not in _WELL_KNOWN
        return False

    def _years_off(self, reading: Reading) -> float:
        """Years between the page and the term of a reading; 0 without a date."""
        if self.on is None:
            return 0.0
        after = (self.on.earliest - reading.end).days if reading.end else 0
        before = (reading.start - self.on.latest).days if reading.start else 0
        return max(after, before, 0) / 365.25

    def _nearest(self, readings: list[Reading]) -> list[Reading]:
        if self.on is None:
            return readings
        day = self.on.latest

        def away(reading: Reading) -> int:
            if reading.end and reading.end < day:
                return (day - reading.end).days
            if reading.start and reading.start > day:
                return (reading.start - day).days + 365  # one who came later is less likely than one who was before
            return 0

        return [min(readings, key=away)]

    def _fit(self, reading: Reading) -> float:
        score = 0.0
        if reading.kind == "leader" and reading.role == "GOV" and not reading.org:
            score += 0.5
        if reading.cues and not reading.cues[0].startswith("="):
            score += 10 * sum(cue in self.page.text for cue in reading.cues) / len(reading.cues) ** 0.5
        if reading.home and reading.home != "*":
            score += min(self.counts[reading.home], 8)
        if reading.kind == "person":
            score += 20  # the user's own
        if reading.kind.endswith("!"):
            score += 1.5
        if reading.actor == "*":
            score += 0.5
        if self.on is None and reading.start:
            score += reading.start.toordinal() / 1e6
        return score


def _city_state(city: str, index: NameIndex, on: DateInterval | None) -> str | None:
    name = city.title() if city.isupper() else city
    for candidate in (name, name.split(",")[0]):
        readings = [reading for reading in index.readings(candidate) if reading.kind in ("capital", "city", "state")]
        live = [reading for reading in readings if reading.holds(on)] or readings
        if live:
            return live[0].home or live[0].actor
    return None
