"""When a page may have been written, by who is in office in it."""

from __future__ import annotations

from datetime import date

from dragoman.coding import DateInterval
from dragoman.directory.leaders import Holder, Holders, fits
from dragoman.directory.page import Page
from dragoman.directory.vocabulary import Vocabulary

_PAST = frozenset(["former", "ex", "late", "then", "onetime", "one-time", "deposed", "ousted", "exiled"])
_LONG_AGO = date(1900, 1, 1)  # for terms whose start is not known
_FUTURE = frozenset(["elect", "designate", "candidate"])


def office_terms(page: Page, vocabulary: Vocabulary, holders: Holders, adjectives: dict[str, set[str]]) -> DateInterval | None:
    """The days on which all office holders whom the page names with a title of their office were in office together.

    None if it names none, or if no day fits all of them. `adjectives` maps names and adjectives of states to their ids: one in front of
    the title must be the holder's. An open term counts to the last day that a date can have.
    """
    first, last = _LONG_AGO, date.max
    found = False
    for start, title, state, past in _titled(page, vocabulary, adjectives):
        terms = _terms(page, start, title, state, holders.full_names)
        if past or not terms:
            continue
        since = min(term.start or _LONG_AGO for term in terms)
        until = max(term.end or date.max for term in terms)
        if max(first, since) > min(last, until):
            return None
        first, last, found = max(first, since), min(last, until), True
    return DateInterval(first, last) if found else None


def _titled(page: Page, vocabulary: Vocabulary, adjectives: dict[str, set[str]]) -> list[tuple[int, str, set[str], bool]]:
    """Word where the name begins, title, states of the adjective before it, and whether it is said to be past, for each title."""
    out: list[tuple[int, str, set[str], bool]] = []
    for number, word in enumerate(page.words):
        noun = vocabulary.at(page.lowered, word.start, word.lower)
        if not noun or noun.kind != "title":
            continue
        name = page.index_at(word.start + len(noun.word))
        if name >= len(page.words) or page.gap(name - 1) not in (" ", ". ") or not page.words[name].text[0].isupper():
            continue
        before = {page.words[at].lower for at in range(max(0, number - 3), number) if page.words[at].sentence == word.sentence}
        state: set[str] = set()
        for width in (1, 2):
            if number >= width:
                text = page.text[page.words[number - width].start : page.words[number - 1].end]
                state |= adjectives.get(text, adjectives.get(text + ".", set()))
        out.append((name, noun.word, state, bool(before & (_PAST | _FUTURE))))
    return out


def _terms(page: Page, start: int, title: str, state: set[str], by_name: dict[str, list[Holder]]) -> list[Holder]:
    """Terms of the person named from word `start`, in offices that the title fits, the longest name first."""
    for length in (4, 3, 2):
        if start + length > len(page.words):
            continue
        name = page.text[page.words[start].start : page.words[start + length - 1].end]
        terms = [
            holder
            for holder in by_name.get(name, ())
            if fits(title, holder.office) and not holder.of_body and (not state or holder.actor in state)
        ]
        if terms:
            return terms
    return []
