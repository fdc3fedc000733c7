"""Descriptions that stand for one actor where the page names it: "the kingdom", "the alliance", "the Caucasus nation"."""

from __future__ import annotations

from collections import Counter
from functools import cache

from dragoman.directory.sheet import Sheet
from dragoman.directory.tables import listed, rows
from dragoman.directory.vocabulary import Phrases


class Descriptions:
    """The table of descriptions: which actors each may stand for."""

    def __init__(self) -> None:
        self._actors: dict[str, tuple[tuple[str, ...], frozenset[str], bool]] = {}
        self._region: set[str] = set()
        for row in rows("descriptions.tsv"):
            always = row["needs"] == "!"
            needs = frozenset() if always else frozenset(listed(row["needs"]))
            for words in listed(row["words"]):
                self._actors[words] = (tuple(listed(row["actors"])), needs, always)
                if row["sort"] == "region":
                    self._region.add(words)
        self._phrases = Phrases(list(self._actors))

    def at(self, sheet: Sheet, at: int) -> tuple[int, str, str] | None:
        """End, actor and reason of the description that begins at word `at`; the actor "" where the page leaves it open."""
        word = sheet.words[at]
        phrase = self._phrases.at(sheet.lowered, word.start, word.lower)
        if not phrase:
            return None
        end = max(sheet.page.index_at(word.start + len(phrase)), at + 1)
        if phrase in self._region:
            while end < len(sheet.words) and sheet.gap_before(end) == " " and sheet.words[end].lower in ("island", "arab", "oil", "nato"):
                end += 1
            if end < len(sheet.words) and sheet.gap_before(end) == " " and sheet.words[end].lower in sheet.vocabulary.several:
                return end + 1, "", "several states of a region"
            if end >= len(sheet.words) or sheet.gap_before(end) != " " or sheet.words[end].lower not in sheet.vocabulary.kinds_of_state:
                return None
            end += 1
        elif sheet.words[end - 1].text[0].isupper() and end - at == 1:
            return None
        actors, needs, always = self._actors[phrase]
        counts = sheet.context.counts
        if needs and not any(counts[actor] for actor in needs):
            return end, "", ""
        best = _only(actors, counts)
        if not best and always:
            best = actors[0]
        return end, best, f"{phrase} on a page that names {best}" if best else ""


def _only(actors: tuple[str, ...], counts: Counter[str]) -> str:
    """The one of `actors` that the page names clearly most, else ""."""
    present = sorted((actor for actor in actors if counts[actor]), key=lambda actor: counts[actor], reverse=True)
    if not present:
        return ""
    if len(present) > 1 and counts[present[0]] < 2 * counts[present[1]]:
        return ""
    return present[0]


@cache
def descriptions() -> Descriptions:
    """The built-in table, read once."""
    return Descriptions()
