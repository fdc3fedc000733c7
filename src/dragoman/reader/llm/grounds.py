"""Holding an answer against its page: where quoted words stand, and who a side is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from dragoman.coding import DateInterval, Party, Published, Span
from dragoman.directory import Directory, Mention
from dragoman.directory.names import fold
from dragoman.directory.tables import rows
from dragoman.reader.llm.answer import Side

LONGEST_QUOTE = 300
LONGEST_NAME = 80
_KINDS = {"state", "organisation", "group", "capital", "seat", "organ"}


class Grounds:
    """One page to hold answers against. `left_out` counts by reason what did not hold."""

    def __init__(self, body: str, sentences: list[Span], published: Published | None, directory: Directory, left_out: Counter[str]) -> None:
        on = DateInterval(published.earliest, published.latest) if published else None
        self.body = body
        self.sentences = sentences
        self.mentions: list[Mention] = directory.mentions(body, sentences, on)
        self._on = on
        self._directory = directory
        self._folded = fold(body)
        self._lowered = self._folded.lower()
        self._starts = {start for start, _ in sentences}
        self._left_out = left_out
        self._actors = {mention.actor for mention in self.mentions} - {""}

    def drop(self, reason: str) -> None:
        """Count something that did not hold."""
        self._left_out[reason] += 1

    def quotes(self, words: str, sentence: int) -> list[Span]:
        """Where whole words stand in a sentence, in order; marks and accents need not be the same. Empty if they don't stand there."""
        wanted = fold(words.strip())
        if not wanted or len(wanted) > LONGEST_QUOTE:
            return []
        return list(_whole_words(self._folded, wanted, *self.sentences[sentence]))

    def party(self, side: Side, sentence: int, trigger: Span, shown: list[int]) -> Party | None:
        """Who a side of an item in `sentence` is.

        Its words must stand in the sentence; those that stand in another of the sentences `shown` tell only who is meant. A side without
        words must be an actor that the page names. None, and counted, if none of this is so.
        """
        span = place = None
        if side.words.strip():
            here = self.quotes(side.words, sentence)
            span = min(here, key=lambda s: max(s[0] - trigger[1], trigger[0] - s[1], 0)) if here else None
            place = span or self._elsewhere(side.words, sentence, shown)
            if place is None:
                self.drop("words that do not stand in the text")
                return None
        mention = self._mention(place, side.actor) if place else None
        actor = mention.actor if mention and mention.actor else self._named(side, place, mention)
        if actor is None:
            self.drop("sides that nothing on the page names")
            return None
        text = self.body[slice(*span)] if span else None
        unknown = text if mention is None and text and text.upper().endswith(actor) and actor not in identifiers() else None
        return Party(
            actor=actor,
            role=mention.role if mention else None,
            name=mention.name if mention else unknown,
            text=text,
            span=span,
        )

    def _elsewhere(self, words: str, sentence: int, shown: list[int]) -> Span | None:
        """Where words stand in another sentence: the last before this one, else the first after it."""
        found = [(n, span) for n in shown if n != sentence for span in self.quotes(words, n)]
        before = [span for n, span in found if n < sentence]
        return before[-1] if before else found[0][1] if found else None

    def _mention(self, span: Span, actor: str) -> Mention | None:
        """The mention that the words overlap: the one of the actor told if there are several, else the first that has an actor."""
        found = [m for m in self.mentions if m.span[0] < span[1] and span[0] < m.span[1]]
        found.sort(key=lambda m: (m.actor != actor, not m.actor, m.span))
        return found[0] if found else None

    def _named(self, side: Side, span: Span | None, mention: Mention | None) -> str | None:
        """The actor that the model told, if its identifier is one and the page bears it out; else a name that the page has, in capitals."""
        told = side.actor.strip()
        known = told if told in identifiers() else self._looked_up(told)
        if known and (span or known in self._actors):
            return known
        name = self._as_written(told)
        if name is None and span:
            if mention and (mention.name or mention.kind in ("pronoun", "nominal")):
                name = mention.name
            else:
                name = self._as_written(self.body[slice(*span)])
        return " ".join(name.removeprefix("the ").removeprefix("The ").upper().split()) if name else None

    def _looked_up(self, name: str) -> str | None:
        """The identifier of a state, organisation or group told by its name."""
        if not name or len(name) > LONGEST_NAME:
            return None
        return next((entry.actor for entry in self._directory.who(name, self._on) if entry.kind in _KINDS), None)

    def _as_written(self, name: str) -> str | None:
        """`name` as the page writes it, if it does so somewhere as a proper name."""
        if not name or len(name) > LONGEST_NAME:
            return None
        if len(self._lowered) != len(self.body):  # a letter whose small form is two: the places would not fit
            return None
        for start, end in _whole_words(self._lowered, fold(name).lower(), 0, len(self._lowered)):
            # A capital at the head of a sentence says nothing.
            if any(self.body[at].isupper() and at not in self._starts and not self.body[at - 1].isalnum() for at in range(start, end)):
                return self.body[start:end]
        return None


def _whole_words(text: str, words: str, start: int, end: int) -> Iterator[Span]:
    at = text.find(words, start, end)
    while at >= 0:
        stop = at + len(words)
        cut = at > 0 and text[at - 1].isalnum() and words[0].isalnum()
        if not cut and not (stop < len(text) and text[stop].isalnum() and words[-1].isalnum()):
            yield at, stop
        at = text.find(words, at + 1, end)


@cache
def states_and_organisations() -> frozenset[str]:
    """Identifiers of states and of organisations of states."""
    return frozenset(row["state"] for row in rows("states.tsv")) | frozenset(row["actor"] for row in rows("organisations.tsv"))


@cache
def identifiers() -> frozenset[str]:
    """Identifiers that the built-in directory has."""
    return states_and_organisations() | frozenset(row["actor"] for row in rows("groups.tsv"))
