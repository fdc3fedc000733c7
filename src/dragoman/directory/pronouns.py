"""Common nouns and pronouns that stand for an actor without a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.directory.finder import Finder

_PRONOUNS = frozenset(["he", "she", "they", "we", "it", "his", "their", "our", "both", "him", "them", "her", "us", "its", "i"])
_PAIRS = (
    "two countries", "two sides", "both sides", "both countries", "two neighbours", "two neighbors", "two nations", "two states", "both parties",
    "two leaders", "two presidents", "two parties", "two governments", "two koreas", "two men", "two armies", "both nations", "both governments",
    "the pair", "the two", "the three", "three countries", "two ministers", "all parties", "two foes", "two capitals", "two rivals", "two allies",
    "both leaders", "both men", "two peoples", "two powers", "two foreign ministers", "two prime ministers", "two premiers", "both states",
    "the sides", "the parties", "all sides", "each side", "either side", "neither side", "each other", "one another", "six parties", "six-party",
    "the kingdom", "the island", "the country", "the republic", "the nation", "the alliance", "the bloc", "the neighbours", "the neighbors",
    "the community", "the organisation", "the organization", "the agency", "the world body", "the capital",
)  # fmt: skip


def find(finder: Finder) -> Iterator[tuple[int, int, str, str | None, str, str]]:
    """First and last word, kind, role, actor and reason of each nominal and pronoun that no other mention covers."""
    page, words = finder.page, finder.words
    pairs: dict[str, list[str]] = {}
    for phrase in sorted(_PAIRS, key=len, reverse=True):
        pairs.setdefault(phrase.replace("-", " ").split()[0], []).append(phrase)
    at = 0
    while at < len(words):
        word = words[at]
        if finder.taken[at] or word.sentence < 0:
            at += 1
            continue
        end = at
        for phrase in pairs.get(word.lower, ()):
            if finder.lowered.startswith(phrase, word.start):
                end = page.index_at(word.start + len(phrase))
                break
        if end > at and not any(finder.taken[at:end]):
            yield at, end, "nominal", None, "", "stands for actors named before"
            at = end
            continue
        noun = finder.vocabulary.at(finder.lowered, word.start, word.lower)
        if noun:
            end = page.index_at(word.start + len(noun.word))
            if not any(finder.taken[at:end]):
                actor = _plural(noun.word).upper() if noun.kind == "armed" else ""
                why = f"{noun.word}, no state named" if actor else "stands for an actor of the page"
                yield at, end, "nominal", noun.role, actor, why
                at = end
                continue
        if word.lower in _PRONOUNS and not (word.text == "US" or (word.capitals and word.lower in ("us", "it"))):
            yield at, at + 1, "pronoun", None, "", "pronoun"
        at += 1


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    return noun if noun.endswith(("s", "men", "militia", "resistance", "insurgency")) else noun + "s"
