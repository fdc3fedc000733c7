"""From what the network says to drafts: triggers with their sides, before names, dates and amounts are looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from dragoman.coding import Span
from dragoman.reader.labels import EVENT_TYPES, STATUSES, TRIGGERS
from dragoman.reader.network import Arguments, Floats, Network, Read, by_actor
from dragoman.reader.windows import Slot

# Triggers below this are not looked at any further; what is coded is decided by calibrated confidence.
LOOK_AT = 0.06
SIDE = 0.5
MAX_LIGHT_WORDS = 3
_NEXT_WORD = re.compile(r" (?P<word>[^\W_][\w’'-]*)")


@dataclass
class Draft:
    """One trigger under one label, with the actors of the window on each side and how sure the network is of each."""

    kind: str  # E, A, C or K
    value: str
    sentence: int
    trigger: Span
    probability: float  # of the trigger having this label
    sources: list[Choice]
    targets: list[Choice]
    speaker: Choice | None  # None: the reporter; decided by speech.speaker_of, which needs the sentence's words
    voice: Choice | None  # who would have said it, were it not the reporter
    reporter: float  # probability that it is the reporter's own voice
    status: dict[str, float]
    types: dict[str, float]  # every event type at this token
    commitment: int
    aspects: list[int]
    mode: Floats
    contexts: Floats
    runners: list[Choice] = field(default_factory=list)
    effects: list[tuple[Draft, float]] = field(default_factory=list)  # what this brought about, and how likely

    @property
    def features(self) -> list[float]:
        """What confidence is computed from: log odds of trigger, best source, best target, number of actors in the race."""
        return [
            _logit(self.probability),
            _logit(self.sources[0].probability),
            _logit(self.targets[0].probability),
            float(self.sources[0].slot.sentence == self.sentence),
            float(self.targets[0].slot.sentence == self.sentence),
        ]


@dataclass
class Choice:
    """An actor of the page for a role, its probability, and the mention that speaks most for it."""

    actor: str
    probability: float
    slot: Slot


class _Speech(TypedDict):
    voice: Choice
    reporter: float


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return float(np.log(p / (1 - p)))


def _sigmoid(x: Floats) -> Floats:
    out: Floats = (1 / (1 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)
    return out


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max())
    out: Floats = (e / e.sum()).astype(np.float32)
    return out


def drafts(network: Network, read: Read, body: str) -> list[Draft]:
    """The drafts of one window of the page whose text is `body`, in the order of the text. A window without known actors has none."""
    window = read.window
    if not window.slots:
        return []
    scored = np.array([s is not None and n in window.scored for s, n in zip(window.spans, window.sentences, strict=True)])
    tokens, labels = np.nonzero((read.triggers > LOOK_AT) & scored[:, None])
    if not len(tokens):
        return []
    answers = network.arguments(read, tokens.tolist(), labels.tolist())
    owners = np.array([s.actor for s in window.slots])
    count = len(window.actors)
    roles = {
        "source": (_sigmoid(by_actor(answers.source, owners, count)), answers.source),
        "target": (_sigmoid(by_actor(answers.target, owners, count)), answers.target),
    }
    spoken = by_actor(answers.speaker, owners, count)
    out: list[Draft] = []
    place: dict[int, int] = {}  # row of the network's answer -> place in `out`
    for i, (token, label) in enumerate(zip(tokens.tolist(), labels.tolist(), strict=True)):
        kind, value = TRIGGERS[label]
        span = window.spans[token]
        assert span is not None
        sources = _choices(read, owners, roles["source"][0][i], roles["source"][1][i])
        targets = _choices(read, owners, roles["target"][0][i], roles["target"][1][i])
        chosen, others = _two_sides(sources, targets)
        if chosen is None:
            continue
        place[i] = len(out)
        out.append(
            Draft(
                kind,
                value,
                window.sentences[token],
                _trigger(body, span),
                float(read.triggers[token, label]),
                *chosen,
                speaker=None,
                **_speech(read, owners, spoken[i], float(answers.nobody[i]), answers.speaker[i]),
                status=dict(zip(STATUSES, _softmax(answers.status[i]).tolist(), strict=True)),
                types={t: float(read.triggers[token, n]) for n, t in enumerate(EVENT_TYPES)},
                commitment=int(answers.commitment[i].argmax()),
                aspects=_aspects(answers, i),
                mode=answers.mode[i],
                contexts=_sigmoid(answers.contexts[i]),
                runners=others,
            )
        )
    for i, draft in place.items():
        effects = _sigmoid(answers.cause[i])
        out[draft].effects = [
            (out[place[j]], float(effects[j])) for j in np.nonzero(effects > LOOK_AT)[0].tolist() if j in place and j != i
        ]
    return out


@cache
def _light_words() -> frozenset[str]:
    lines = (files("dragoman.reader") / "tables" / "light_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _trigger(body: str, piece: Span) -> Span:
    """The word that a piece of the vocabulary is part of, and the words after it up to one that names something ("are recovering")."""
    start, end = piece
    while start > 0 and body[start - 1].isalnum():
        start -= 1
    while end < len(body) and body[end].isalnum():
        end += 1
    last = start
    for _ in range(MAX_LIGHT_WORDS):
        if body[last:end].lower() not in _light_words():
            break
        following = _NEXT_WORD.match(body, end)
        if following is None:
            break
        last, end = following.start("word"), following.end()
    return start, end


def _aspects(answers: Arguments, i: int) -> list[int]:
    said = _sigmoid(answers.aspects[i])
    return [int(k) for k in np.nonzero(said > 0.4)[0]] or [int(said.argmax())]


def _choices(read: Read, owners: NDArray[np.int64], actors: Floats, mentions: Floats) -> list[Choice]:
    """The three likeliest actors for a side, best first."""
    best = np.argsort(-actors)[:4]
    return [Choice(read.window.actors[a], float(actors[a]), _spokesman(read, owners, int(a), mentions)) for a in best]


def _spokesman(read: Read, owners: NDArray[np.int64], actor: int, mentions: Floats) -> Slot:
    own = np.nonzero(owners == actor)[0]
    return read.window.slots[int(own[mentions[own].argmax()])]


def _two_sides(sources: list[Choice], targets: list[Choice]) -> tuple[tuple[list[Choice], list[Choice]] | None, list[Choice]]:
    """The actors of each side: all above one half, else the likeliest; never one actor against itself alone."""
    chosen = [[c for c in side if c.probability >= SIDE] or side[:1] for side in (sources, targets)]
    if len(chosen[0]) == len(chosen[1]) == 1 and chosen[0][0].actor == chosen[1][0].actor:
        again = [next((c for c in side if c.actor != chosen[0][0].actor), None) for side in (sources, targets)]
        if again[0] is None and again[1] is None:
            return None, []
        if again[1] is None or (again[0] is not None and again[0].probability > again[1].probability):
            assert again[0] is not None
            chosen[0] = [again[0]]
        else:
            chosen[1] = [again[1]]
    chosen = _one_way(*chosen)
    taken = {id(c) for side in chosen for c in side}
    return (chosen[0], chosen[1]), [c for side in (sources, targets) for c in side if id(c) not in taken and c.probability > 0.02]


def _one_way(sources: list[Choice], targets: list[Choice]) -> list[list[Choice]]:
    """Unless all act on all, an actor stands on one side only: the likelier one, as long as the other is not left empty."""
    there = [{c.actor: c.probability for c in side} for side in (sources, targets)]
    if set(there[0]) == set(there[1]):
        return [sources, targets]
    for actor in [a for a in there[0] if a in there[1]]:
        weaker = 0 if there[0][actor] < there[1][actor] else 1
        side = weaker if len(there[weaker]) > 1 else 1 - weaker
        if len(there[side]) > 1:
            del there[side][actor]
    return [[c for c in side if c.actor in kept] for side, kept in zip((sources, targets), there, strict=True)]


def _speech(read: Read, owners: NDArray[np.int64], actors: Floats, nobody: float, mentions: Floats) -> _Speech:
    """Who would say so if anybody did, and how likely it is nobody but the reporter."""
    shares = _softmax(np.append(actors, np.float32(nobody)))
    best = int(actors.argmax())
    voice = Choice(read.window.actors[best], float(shares[best]), _spokesman(read, owners, best, mentions))
    reporter = float(shares[-1])
    return {"voice": voice, "reporter": reporter}
