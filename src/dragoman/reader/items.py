"""The items of a coding, made from what a reader found: its words, kind and sides.

Dates, places, amounts, tolls, scores and codes are looked up here, in one way, whichever reader found the words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dragoman.coding import (
    Aspect,
    Assessment,
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    Condition,
    ConditionKind,
    ConditionState,
    DateInterval,
    Direction,
    Event,
    EventType,
    Evidence,
    Party,
    Published,
    Span,
    Status,
)
from dragoman.directory import Directory
from dragoman.plover import cameo, quad, score
from dragoman.reader import when
from dragoman.reader.amounts import amount_of
from dragoman.reader.purposes import purpose_of
from dragoman.reader.tolls import toll_of
from dragoman.reader.where import place_of

_PAID = {"AGREE", "AID", "COOPERATE", "REQUEST", "REJECT", "SANCTION", "CONCEDE", "RETREAT", "COERCE", "THREATEN"}
_AHEAD = {"actual": False, "future": True}  # of a negated or hypothetical act the tense tells
_DEADLY = {"ASSAULT", "ACCUSE", "COERCE"}


class Text(NamedTuple):
    """A page's body, its sentences, and when it was published."""

    body: str
    sentences: list[Span]
    published: Published | None


class Found(NamedTuple):
    """The words of one item: number of its sentence, its trigger, the words of its sides in that sentence.

    `reported` items stand inside what somebody is cited as saying; `confidence` is 0 to 1.
    """

    sentence: int
    trigger: Span
    sides: list[Span]
    reported: bool
    confidence: float


def evidence(text: Text, found: Found) -> Evidence:
    """The stretch of the sentence from the first to the last of trigger and sides."""
    spans = [found.trigger, *found.sides]
    span = (min(s[0] for s in spans), max(s[1] for s in spans))
    return Evidence(found.sentence, span, text.body[slice(*found.trigger)])


def event(
    text: Text,
    directory: Directory,
    id: str,
    found: Found,
    type: EventType,
    mode: str | None,
    contexts: list[str],
    status: Status,
    sources: list[Party],
    targets: list[Party],
    speaker: Party | None,
) -> Event:
    """An event with all that its type and its sentence tell of it. Raises KeyError on a type or mode that PLOVER has not."""
    body, sentence = text.body, text.sentences[found.sentence]
    victim = targets[0].actor if len(targets) == 1 else None
    return Event(
        id=id,
        sources=sources,
        targets=targets,
        type=type,
        mode=mode,
        contexts=contexts,
        cameo=cameo(type, mode, contexts),
        score=score(type, mode),
        quad=quad(type),
        status=status,
        date=_days(text, found, _AHEAD.get(status)),
        place=place_of(directory, body, sentence, found.trigger),
        amount=amount_of(body, sentence, found.trigger) if type in _PAID else None,
        fatalities=toll_of(body, sentence, found.trigger, victim) if type in _DEADLY else None,
        speaker=speaker,
        evidence=evidence(text, found),
        confidence=round(found.confidence, 3),
    )


def assessment(
    text: Text, id: str, found: Found, holder: str | None, dyad: tuple[str, str], aspects: list[Aspect], direction: Direction
) -> Assessment:
    """A judgement of the relation between two sides, with the time that its sentence tells."""
    return Assessment(
        id=id,
        holder=holder,
        dyad=dyad,
        aspects=aspects,
        direction=direction,
        period=_days(text, found),
        evidence=evidence(text, found),
        confidence=round(found.confidence, 3),
    )


def commitment(text: Text, id: str, found: Found, giver: str, receiver: str, kind: CommitmentKind, status: CommitmentStatus) -> Commitment:
    """An undertaking, with the amount, purpose and date that its sentence tells."""
    sentence = text.sentences[found.sentence]
    return Commitment(
        id=id,
        giver=giver,
        receiver=receiver,
        kind=kind,
        amount=amount_of(text.body, sentence, found.trigger),
        status=status,
        purpose=purpose_of(text.body, sentence, found.trigger),
        date=_days(text, found),
        evidence=evidence(text, found),
        confidence=round(found.confidence, 3),
    )


def condition(text: Text, id: str, found: Found, kind: ConditionKind, holder: str, against: str, state: ConditionState) -> Condition:
    """What stands open or shut, since and until when its sentence says."""
    sentence = text.sentences[found.sentence]
    ends = when.ends_of(text.body, sentence, found.trigger, text.published, found.reported)
    return Condition(
        id=id,
        subject=text.body[slice(*_phrase(text.body, sentence, found.trigger))],
        kind=kind,
        holder=holder,
        against=against,
        state=state,
        since=ends.since,
        until=ends.until,
        evidence=evidence(text, found),
        confidence=round(found.confidence, 3),
    )


def _days(text: Text, found: Found, ahead: bool | None = None) -> DateInterval | None:
    return when.of(text.body, text.sentences[found.sentence], found.trigger, text.published, found.reported, ahead)


def _phrase(body: str, sentence: Span, trigger: Span) -> Span:
    """The trigger and up to five words after it, to the next stop: what stands open or shut, as the page puts it."""
    end = re.compile(r"(?:\s+[\w'’-]+){0,5}").match(body, trigger[1], sentence[1])
    return trigger[0], end.end() if end else trigger[1]
