"""The actor to whom the words behind a name tie it: "X of the EU", "X, Iran's envoy to the IAEA"."""

from __future__ import annotations

from dragoman.directory.sheet import Sheet
from dragoman.directory.vocabulary import Noun

_ENDS_APPOSITION = frozenset(
    ["who", "said", "says", "told", "tells", "whose", "which", "was", "is", "were", "met", "and", "but", "after", "when"]
)
_NOT_TIED_BY = frozenset(["to", "on", "against", "in", "with", "from", "near", "outside", "into", "by"])


class Ties:
    """Reads the words behind names on a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.words = sheet.words
        self.vocabulary = sheet.vocabulary

    def behind(self, stop: int) -> tuple[str, str] | None:
        """The actor to whom the words behind a name tie it: "of X", or a comma (and an age) and then an office with a state."""
        sheet = self.sheet
        if stop >= len(self.words):
            return None
        gap = sheet.gap_before(stop)
        if gap == " " and self.words[stop].lower == "of":
            after = stop + 2 if stop + 1 < len(self.words) and self.words[stop + 1].lower == "the" else stop + 1
            if after in sheet.atoms and sheet.atoms[after][1].kind in ("state", "organisation", "group", "seat"):
                return sheet.atoms[after][1].actor, f"named as of {sheet.atoms[after][1].actor}"
            return None
        if gap not in (", ", " (", " - "):
            return None
        at = stop
        if self.words[at].text.isdigit() and sheet.gap_before(at + 1) == ", ":
            at += 1
        return self._office(at)

    def _office(self, start: int) -> tuple[str, str] | None:
        """Office and actor in the words from `start` to the next comma."""
        sheet, actor = self.sheet, ""
        office: Noun | None = None
        at = start
        while at < min(len(self.words), start + 12) and sheet.same_sentence(at, start):
            gap = sheet.gap_before(at)
            if at > start and any(mark in gap for mark in ",;)"):
                break
            if self.words[at].lower in _ENDS_APPOSITION:
                break
            if at in sheet.atoms:
                last, reading = sheet.atoms[at]
                link = at - 1
                while link > start and (self.words[link].lower == "the" or self.words[link].lower in self.vocabulary.modifiers):
                    link -= 1
                tied = link < start or self.words[link].lower not in _NOT_TIED_BY
                if self.words[link].lower == "at" and reading.kind in ("capital", "city"):
                    tied = False
                if not actor and tied:
                    actor = reading.actor
                    if reading.kind in ("organ", "organ!", "seat"):
                        office = office or Noun(reading.name or "", "organ", reading.role)
                at = last
                continue
            found = sheet.noun_at(at)
            if found and found[0].kind != "organ":
                office = office or found[0]
                at = found[1]
                continue
            at += 1
        if not office:
            return None
        if actor:
            return actor, f"{office.word} of {actor}"
        if office.default:
            return office.states[0], f"{office.word} is a title of {office.states[0]}"
        return None
