"""What is said of the relation itself: assessments, commitments and conditions, from the drafts of those kinds."""

from __future__ import annotations

import re
from typing import cast as typed

from dragoman.coding import (
    Assessment,
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    Condition,
    ConditionKind,
    ConditionState,
    DateInterval,
    Direction,
    Evidence,
    Published,
    Span,
)
from dragoman.reader import when
from dragoman.reader.amounts import amount_of
from dragoman.reader.decode import Choice, Draft
from dragoman.reader.labels import ASPECTS, COMMITMENT_KINDS

Kept = list[tuple[Draft, float]]
_UNTIL = re.compile(r"\b(?:until|till|through|by|up to)\b[^.;]{0,20}$")
_PURPOSE = re.compile(
    r"\b(?:for|to (?:help|build|buy|fund|finance|support|rebuild|pay|fight|train|equip|repair|cover|develop|improve|combat))\b[^,.;]{3,80}"
)


def _sides(draft: Draft) -> tuple[str, str]:
    """The likeliest actor of each side, not the same one twice."""
    first = draft.sources[0].actor
    second = next((c.actor for c in draft.targets if c.actor != first), None)
    if second is None:
        second = draft.targets[0].actor
        first = next((c.actor for c in draft.sources if c.actor != second), first)
    return first.removeprefix("?"), second.removeprefix("?")


def _evidence(body: str, draft: Draft) -> Evidence:
    chosen: list[Choice] = [*draft.sources, *draft.targets]
    spans = [draft.trigger, *(c.slot.span for c in chosen if c.slot.sentence == draft.sentence and c.slot.span)]
    span = (min(s[0] for s in spans), max(s[1] for s in spans))
    return Evidence(draft.sentence, span, body[slice(*draft.trigger)])


def assessments(body: str, sentences: list[Span], kept: Kept, published: Published | None) -> list[Assessment]:
    """Who says that which relation improves, worsens or stays."""
    out = []
    for n, (draft, sure) in enumerate((pair for pair in kept if pair[0].kind == "A"), 1):
        out.append(
            Assessment(
                id=f"a{n}",
                holder=draft.speaker.actor.removeprefix("?") if draft.speaker else None,
                dyad=_sides(draft),
                aspects=[ASPECTS[i] for i in draft.aspects],  # type: ignore[misc]
                direction=typed(Direction, draft.value),
                period=when.of(body, sentences[draft.sentence], draft.trigger, published, draft.speaker is not None),
                evidence=_evidence(body, draft),
                confidence=round(sure, 3),
            )
        )
    return out


def commitments(body: str, sentences: list[Span], kept: Kept, published: Published | None) -> list[Commitment]:
    """What is promised, held and paid."""
    out = []
    for n, (draft, sure) in enumerate((pair for pair in kept if pair[0].kind == "C"), 1):
        giver, receiver = _sides(draft)
        sentence = sentences[draft.sentence]
        purpose = _PURPOSE.search(body, draft.trigger[1], sentence[1])
        out.append(
            Commitment(
                id=f"c{n}",
                giver=giver,
                receiver=receiver,
                kind=typed(CommitmentKind, COMMITMENT_KINDS[draft.commitment]),
                amount=amount_of(body, sentence, draft.trigger),
                status=typed(CommitmentStatus, draft.value),
                purpose=purpose.group() if purpose else None,
                date=when.of(body, sentence, draft.trigger, published, draft.speaker is not None),
                evidence=_evidence(body, draft),
                confidence=round(sure, 3),
            )
        )
    return out


def conditions(body: str, sentences: list[Span], kept: Kept, published: Published | None) -> list[Condition]:
    """What stands open or shut, since and until when the sentence says."""
    out = []
    for n, (draft, sure) in enumerate((pair for pair in kept if pair[0].kind == "K"), 1):
        holder, against = _sides(draft)
        kind, state = draft.value.split(":")
        sentence = sentences[draft.sentence]
        days = when.of(body, sentence, draft.trigger, published, draft.speaker is not None)
        out.append(
            Condition(
                id=f"k{n}",
                subject=body[slice(*_phrase(body, sentence, draft.trigger))],
                kind=typed(ConditionKind, kind),
                holder=holder,
                against=against,
                state=typed(ConditionState, state),
                since=days if days and not _ends(body, sentence, days, published) else None,
                until=days if days and _ends(body, sentence, days, published) else None,
                evidence=_evidence(body, draft),
                confidence=round(sure, 3),
            )
        )
    return out


def _ends(body: str, sentence: Span, days: DateInterval, published: Published | None) -> bool:
    """Whether the date stands after a word such as "until"."""
    page = DateInterval(published.earliest, published.latest) if published else None
    for word in when.date_words(body[slice(*sentence)], sentence[0], page):
        if word.days == days:
            return bool(_UNTIL.search(body[max(sentence[0], word.span[0] - 30) : word.span[0]]))
    return False


def _phrase(body: str, sentence: Span, trigger: Span) -> Span:
    """The trigger and up to five words after it, to the next stop: what stands open or shut, as the page puts it."""
    end = re.compile(r"(?:\s+[\w'’-]+){0,5}").match(body, trigger[1], sentence[1])
    return trigger[0], end.end() if end else trigger[1]
