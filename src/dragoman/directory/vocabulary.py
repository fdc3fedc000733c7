"""The common words of actors: titles, nouns that stand behind a state's adjective, word lists of the grammar."""

from __future__ import annotations

from functools import cache

import msgspec

from dragoman.directory.tables import listed, rows


class Noun(msgspec.Struct, frozen=True):
    """`kind` is person, organ, force, people, armed, title or other (nouns that never belong to the name before them: "allies").
    `states` whose title it is where that is fixed, the first the default when `default` is set."""

    word: str
    kind: str
    role: str | None
    states: tuple[str, ...] = ()
    default: bool = False

    def plural(self) -> str:
        """The noun for several: "militants", "gunmen"."""
        if self.word.endswith("man"):
            return self.word[:-3] + "men"
        if self.word.endswith(("s", "men", "militia", "resistance", "insurgency")):
            return self.word
        return self.word + "s"


class Phrases:
    """Phrases in small letters by their first word, longest first."""

    def __init__(self, phrases: list[str]) -> None:
        self._by_word: dict[str, list[str]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):
            self._by_word.setdefault(_first_word(phrase), []).append(phrase)

    def at(self, lowered: str, start: int, word: str) -> str | None:
        """The longest phrase at `start` of the text in small letters, whose first word is `word`."""
        for phrase in self._by_word.get(word, ()):
            end = start + len(phrase)
            if lowered.startswith(phrase, start) and (end >= len(lowered) or not lowered[end].isalnum()):
                return phrase
        return None


class Vocabulary:
    """Nouns and titles, and the word lists of words.tsv."""

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
        self._nouns = nouns
        self._phrases = Phrases(list(nouns))
        lists = {row["list"]: listed(row["words"]) for row in rows("words.tsv")}
        self.never_names = frozenset(lists["never_names"])
        self.particles = frozenset(lists["particles"])
        self.honorifics = frozenset(lists["honorifics"])
        self.never_modifiers = frozenset(lists["never_modifiers"])
        self.verbs_too = frozenset(lists["verbs_too"])
        self.pronouns = frozenset(lists["pronouns"])
        self.not_with_of = frozenset(lists["not_with_of"])
        self.state_adverbs = frozenset(lists["state_adverbs"])
        self.organ_words = frozenset(lists["organ_words"])
        self.group_words = frozenset(lists["group_words"])
        self.place_links = frozenset(lists["place_links"])
        self.counts = frozenset(lists["counts"])
        self.several = frozenset(lists["several"])
        self.kinds_of_state = frozenset(lists["kinds_of_state"])
        self.portfolios = frozenset(lists["portfolios"])
        self.never_bare = frozenset(lists["never_bare"])
        self.surnames_too = frozenset(lists["surnames_too"])
        self.not_first_names = frozenset(lists["not_first_names"])
        self.sure_links = frozenset(lists["sure_links"])
        self.no_longer = frozenset(lists["no_longer"])
        self.common_surnames = frozenset(lists["common_surnames"])
        self.pairs = Phrases(lists["pairs"])

    def at(self, lowered: str, start: int, word: str) -> Noun | None:
        """The longest noun or title at `start` of the text in small letters, whose first word is `word`."""
        phrase = self._phrases.at(lowered, start, word)
        return self._nouns[phrase] if phrase else None


def _first_word(phrase: str) -> str:
    for at, char in enumerate(phrase):
        if not char.isalnum():
            return phrase[:at]
    return phrase


@cache
def vocabulary() -> Vocabulary:
    """The built-in vocabulary, read once."""
    return Vocabulary()
