"""Everything coded on a page as rows of one shape, for marking it in the text and listing it beside."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.cli.show import words
from dragoman.cli.show.segments import trigger_span
from dragoman.coding import Coding, Event, Evidence, Party, Span

EVENTS = "Events"

# Quad class -> the class that gives a mark its colour and line.
_LOOK = {"verbal cooperation": "vc", "material cooperation": "mc", "verbal conflict": "vx", "material conflict": "mx"}


class Item(NamedTuple):
    """One thing coded: where it stands in the body and how it is told. `number` counts from 1 over the page."""

    number: int
    id: str
    group: str
    look: str
    sides: str
    what: str
    when: str
    notes: tuple[str, ...]
    tip: str
    confidence: float
    words: Span
    act: Span
    sources: tuple[Span, ...] = ()
    targets: tuple[Span, ...] = ()


def items(coding: Coding) -> list[Item]:
    """Events, assessments, commitments, conditions and causes of a coding, in that order."""
    out = [_event(coding, event, number) for number, event in enumerate(coding.events, 1)]

    def add(id: str, group: str, sides: str, what: str, when: str, notes: tuple[str, ...], confidence: float, evidence: Evidence) -> None:
        act = trigger_span(coding.article.body, evidence.span, evidence.trigger)
        tip = _tip(id, sides, what, when, *notes, confidence=confidence)
        out.append(Item(len(out) + 1, id, group, "ot", sides, what, when, notes, tip, confidence, evidence.span, act))

    for a in coding.assessments:
        notes: tuple[str, ...] = (", ".join(a.aspects), f"said by {a.holder}" if a.holder else "said by the reporter")
        add(a.id, "What is said of relations", "–".join(a.dyad), a.direction, words.days(a.period), notes, a.confidence, a.evidence)
    for c in coding.commitments:
        notes = tuple(filter(None, (words.amount(c.amount), c.purpose)))
        what = f"{c.kind.replace('_', ' ')}, {c.status}"
        add(c.id, "Commitments", f"{c.giver} → {c.receiver}", what, words.days(c.date), notes, c.confidence, c.evidence)
    for k in coding.conditions:
        when = " to ".join(filter(None, (words.days(k.since), words.days(k.until))))
        add(
            k.id,
            "Open and shut",
            f"{k.holder} / {k.against}",
            f"{k.kind}, {k.state}",
            when,
            (k.subject,) if k.subject != k.kind else (),
            k.confidence,
            k.evidence,
        )
    for number, cause in enumerate(coding.causes, 1):
        sides = f"{cause.cause} → {cause.effect}"
        add(f"w{number}", "Why", sides, "because", "", (cause.cue,), cause.confidence, cause.evidence)
    return out


def _event(coding: Coding, event: Event, number: int) -> Item:
    sides, what, when = words.sides(event), words.kind(event), words.days(event.date)
    if event.status != "actual":
        what += f" ({words.STATUS[event.status]})"
    notes = [_named(event.sources, event.targets)] if any(party.name for party in (*event.sources, *event.targets)) else []
    notes += [f"said by {words.party(event.speaker)}"] if event.speaker else []
    notes += [
        text for text in (words.amount(event.amount), words.fatalities(event.fatalities), event.place and f"at {event.place.name}") if text
    ]
    sources = tuple(party.span for party in event.sources if party.span)
    targets = tuple(party.span for party in event.targets if party.span)
    return Item(
        number=number,
        id=event.id,
        group=EVENTS,
        look=_LOOK.get(event.quad, "ot"),
        sides=sides,
        what=what,
        when=when,
        notes=tuple(notes),
        tip=_tip(event.id, sides, what, when, *notes, confidence=event.confidence),
        confidence=event.confidence,
        words=event.evidence.span,
        act=trigger_span(coding.article.body, event.evidence.span, event.evidence.trigger, (*sources, *targets)),
        sources=sources,
        targets=targets,
    )


def _named(sources: list[Party], targets: list[Party]) -> str:
    """`Naveed Qamar → the Pentagon`, with codes where there is no name."""
    return " → ".join(", ".join(dict.fromkeys(party.name or party.actor for party in side)) for side in (sources, targets))


def _tip(id: str, sides: str, what: str, when: str, *notes: str, confidence: float) -> str:
    first = f"{id}  {sides}: {what}"
    return "\n".join([first, *notes, " · ".join(filter(None, (when, f"confidence {confidence:.2f}")))])
