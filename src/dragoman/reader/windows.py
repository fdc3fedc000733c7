"""Cut a page into the windows that the network reads.

A window is a run of whole sentences that fits the network at once: `<s> names of the page's main actors </s> sentence </s> sentence </s>`.
The first sentence of every window but the first is the last of the window before, for context only. The names in front let
the network choose a side that the sentence itself does not name. Training and reading use this same file.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from dragoman.coding import Span

MAX_TOKENS = 176
MAX_SENTENCE = 120
MAX_MAIN_ACTORS = 6
KINDS = (
    "main", "unknown", "state", "demonym", "capital", "city", "seat", "organ", "leader", "person", "organisation", "group", "nominal", "pronoun",
)  # fmt: skip
# How a mention lies to a trigger: before or after it in its sentence by distance in tokens, in another sentence, or among the names in front.
RELATIONS = 17
_DISTANCES = (2, 4, 8, 14, 24)
_EARLIER_NEXT, _EARLIER, _LATER, _FRONT, _INSIDE = 12, 13, 14, 15, 16

_NAME = re.compile(r"[A-Z][\w'’-]+(?: (?:of |al-|bin |the |de )?[A-Z][\w'’-]+){1,5}|\b[A-Z]{3,7}\b")
_NOT_NAMES = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|"
    r"Saturday|Sunday|The|GMT|AFP|AP|In|On|At|But|And|He|She|It|They|We|US|NAIROBI|Mr|Mrs|Dr)\b"
)


class MentionLike(Protocol):
    """What a window needs of a mention (dragoman.directory.Mention has it)."""

    @property
    def span(self) -> Span: ...
    @property
    def text(self) -> str: ...
    @property
    def actor(self) -> str: ...
    @property
    def kind(self) -> str: ...


class Tokens(NamedTuple):
    """One text in pieces: ids of the vocabulary, and where each piece stands in the text."""

    ids: list[int]
    offsets: list[Span]


class Tokenizer(Protocol):
    """Turns texts into pieces, without the special ones."""

    start: int
    end: int
    pad: int

    def __call__(self, texts: Sequence[str]) -> list[Tokens]: ...


class Slot(NamedTuple):
    """An actor's mention as the network sees it: tokens `[first, last)` of the window; sentence -1 and span None for a name in front."""

    first: int
    last: int
    actor: int
    kind: int
    sentence: int
    span: Span | None


class Window(NamedTuple):
    """What goes into the network at once, and what it needs to read the answer."""

    ids: list[int]
    spans: list[Span | None]  # where each token stands in the body; None for special tokens and names in front
    sentences: list[int]  # sentence number of each token, -1 where it has none
    scored: range  # the sentences that this window answers for
    actors: list[str]
    slots: list[Slot]


def windows(body: str, sentences: Sequence[Span], mentions: Sequence[MentionLike], tokenizer: Tokenizer) -> list[Window]:
    """All windows of a page, in order; every sentence is scored by exactly one of them."""
    mains = main_actors(sentences, mentions)
    pieces = tokenizer([body[s:e] for s, e in sentences])
    front = tokenizer([name for _, name in mains])
    strangers = [unknown_names(body, span, mentions) for span in sentences]
    by_sentence: list[list[MentionLike]] = [[] for _ in sentences]
    at = 0
    for mention in sorted(mentions, key=lambda m: m.span):
        while at < len(sentences) and sentences[at][1] <= mention.span[0]:
            at += 1
        if at < len(sentences) and mention.actor and mention.span[0] >= sentences[at][0]:
            by_sentence[at].append(mention)
    room = MAX_TOKENS - 2 - sum(len(t.ids) for t in front)
    out: list[Window] = []
    first = 0
    while first < len(sentences):
        context = first - 1 if first and len(pieces[first - 1].ids) <= MAX_SENTENCE // 2 else None
        used = 0 if context is None else len(pieces[context].ids) + 1
        last = first
        while last < len(sentences):
            size = min(len(pieces[last].ids), MAX_SENTENCE) + 1
            if last > first and used + size > room:
                break
            used += size
            last += 1
        shown = [*([context] if context is not None else []), *range(first, last)]
        out.append(_window(shown, range(first, last), sentences, pieces, mains, front, by_sentence, strangers, tokenizer))
        first = last
    return out


def main_actors(sentences: Sequence[Span], mentions: Sequence[MentionLike]) -> list[tuple[str, str]]:
    """The page's chief actors, most mentioned first, each with the name it goes by; the headline counts threefold."""
    counts: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    headline_end = sentences[0][1] if sentences else 0
    for mention in mentions:
        if not mention.actor or mention.kind in ("pronoun", "nominal"):
            continue
        counts[mention.actor] += 3 if mention.span[0] < headline_end else 1
        weight = 3 if mention.kind in ("state", "organisation", "group") else 1
        names.setdefault(mention.actor, Counter())[mention.text] += weight
    return [(actor, names[actor].most_common(1)[0][0]) for actor, _ in counts.most_common(MAX_MAIN_ACTORS)]


def unknown_names(body: str, sentence: Span, mentions: Sequence[MentionLike]) -> list[tuple[Span, str]]:
    """Capitalised names in a sentence that the directory does not know, with the identifier each would get: it may be a side all the same."""
    taken = [m.span for m in mentions if m.span[0] < sentence[1] and m.span[1] > sentence[0]]
    out = []
    text = body[sentence[0] : sentence[1]]
    if text.isupper():
        return []
    for match in _NAME.finditer(text):
        span = (match.start() + sentence[0], match.end() + sentence[0])
        if any(a < span[1] and span[0] < b for a, b in taken) or _NOT_NAMES.match(match.group()):
            continue
        out.append((span, match.group().upper()))
    return out


def _window(
    shown: list[int],
    scored: range,
    sentences: Sequence[Span],
    pieces: list[Tokens],
    mains: list[tuple[str, str]],
    front: list[Tokens],
    by_sentence: list[list[MentionLike]],
    strangers: list[list[tuple[Span, str]]],
    tokenizer: Tokenizer,
) -> Window:
    ids, spans, numbers = [tokenizer.start], [None], [-1]  # type: list[int], list[Span | None], list[int]
    actors: list[str] = []
    slots: list[Slot] = []

    def actor_number(actor: str) -> int:
        if actor not in actors:
            actors.append(actor)
        return actors.index(actor)

    for (actor, _), tokens in zip(mains, front, strict=True):
        slots.append(Slot(len(ids), len(ids) + len(tokens.ids), actor_number(actor), KINDS.index("main"), -1, None))
        ids += tokens.ids
        spans += [None] * len(tokens.ids)
        numbers += [-1] * len(tokens.ids)
    ids.append(tokenizer.end)
    spans.append(None)
    numbers.append(-1)
    for n in shown:
        base = sentences[n][0]
        kept = pieces[n].ids[:MAX_SENTENCE]
        start = len(ids)
        ids += kept
        here: list[Span] = [(a + base, b + base) for a, b in pieces[n].offsets[:MAX_SENTENCE]]
        spans += here
        numbers += [n] * len(kept)
        found = [(m.span, m.actor, KINDS.index(m.kind) if m.kind in KINDS else KINDS.index("nominal")) for m in by_sentence[n]]
        found += [(span, "?" + name, KINDS.index("unknown")) for span, name in strangers[n]]
        starts = [a for a, _ in here]
        for span, actor, kind in sorted(found):
            # Pieces stand in order and do not overlap: the first that ends after the mention begins, the last that begins before it ends.
            low = max(0, bisect_right(starts, span[0]) - 1)
            low += bool(here) and here[low][1] <= span[0]
            high = bisect_left(starts, span[1])
            if low < high:
                slots.append(Slot(start + low, start + high, actor_number(actor), kind, n, span))
        ids.append(tokenizer.end)
        spans.append(None)
        numbers.append(-1)
    return Window(ids, spans, numbers, scored, actors, slots)


def relations(window: Window, triggers: Sequence[int]) -> NDArray[np.int64]:
    """How each slot lies to each trigger token: shape (triggers, slots), values below RELATIONS."""
    token = np.array(triggers, np.int64)[:, None]
    sentence = np.array([window.sentences[t] for t in triggers], np.int64)[:, None]
    first = np.array([s.first for s in window.slots], np.int64)[None, :]
    last = np.array([s.last for s in window.slots], np.int64)[None, :]
    place = np.array([s.sentence for s in window.slots], np.int64)[None, :]
    before = np.searchsorted(_DISTANCES, token - last, side="right")
    after = 6 + np.searchsorted(_DISTANCES, first - token - 1, side="right")
    cases = [place < 0, place == sentence - 1, place < sentence, place > sentence, (first <= token) & (token < last), last <= token]
    chosen: NDArray[np.int64] = np.select(cases, [_FRONT, _EARLIER_NEXT, _EARLIER, _LATER, _INSIDE, before], after).astype(np.int64)
    return chosen
