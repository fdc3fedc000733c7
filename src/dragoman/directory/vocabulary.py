"""The common words of actors: titles, nouns that stand behind a state's adjective, nouns and pronouns that stand alone."""

from __future__ import annotations

from functools import cache

import msgspec

from dragoman.directory.tables import listed, rows


class Noun(msgspec.Struct, frozen=True):
    """`kind` is person, organ, force, people, armed or title; `states` whose title it is where that is fixed, the first the default
    when `default` is set."""

    word: str
    kind: str
    role: str | None
    states: tuple[str, ...] = ()
    default: bool = False


class Vocabulary:
    """Nouns and titles by their first word, longest first, and the words that may stand between an adjective and its noun."""

    def __init__(self) -> None:
        self.modifiers: set[str] = set()
        nouns: dict[str, Noun] = {}
        for row in rows("nominals.tsv"):
            for word in listed(row["words"]):
                if row["kind"] == "modifier":
                    self.modifiers.add(word)
                else:
                    nouns.setdefault(word, Noun(word, row["kind"], row["role"] or None))
        for row in rows("titles.tsv"):
            states = [state for state in row["states"].split(",") if state]
            default = bool(states) and states[0].endswith("!")
            clean = tuple(state.rstrip("!") for state in states)
            nouns[row["title"]] = Noun(row["title"], "title", row["role"] or None, clean, default)
        self.nouns = nouns
        self._by_word: dict[str, list[Noun]] = {}
        for noun in nouns.values():
            self._by_word.setdefault(_first_word(noun.word), []).append(noun)
        for found in self._by_word.values():
            found.sort(key=lambda noun: len(noun.word), reverse=True)

    def at(self, lowered: str, start: int, word: str) -> Noun | None:
        """The longest noun or title at `start` of the text in small letters, whose first word is `word`."""
        for noun in self._by_word.get(word, ()):
            end = start + len(noun.word)
            if lowered.startswith(noun.word, start) and (end >= len(lowered) or not lowered[end].isalnum()):
                return noun
        return None


def _first_word(phrase: str) -> str:
    for at, char in enumerate(phrase):
        if not char.isalnum():
            return phrase[:at]
    return phrase


@cache
def vocabulary() -> Vocabulary:
    """The built-in vocabulary, read once."""
    return Vocabulary()
