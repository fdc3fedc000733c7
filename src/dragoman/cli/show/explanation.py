"""Why an event was coded as it was, in words."""

from __future__ import annotations

from dragoman.cli.show import words
from dragoman.cli.show.segments import trigger_span
from dragoman.cli.show.underlined import underlined
from dragoman.cli.terminal import printable
from dragoman.coding import Article, Span
from dragoman.reader.explanation import Explanation, SideReason

_TAKEN = ("source", "target", "speaker")


def as_text(article: Article, explanation: Explanation, *, width: int = 100, runners_up: int = 4) -> str:
    """The event, its sentence with the marks, the sides with their reasons, the types and statuses considered, best first."""
    event = explanation.event
    status = words.STATUS[event.status]
    out = [f"{event.id}  {printable(words.sides(event))}  {words.kind(event)}  ({status}, confidence {event.confidence:.2f})"]
    if event.date:
        out.append(f"    {words.days(event.date)}")
    out.append("")
    out += [f"  {line}".rstrip() for line in underlined(explanation.sentence, _marks(article, explanation), width - 2)]
    out += ["", "who"]
    for role in _TAKEN:
        for side in explanation.sides:
            if side.side == role:
                out += _side(side)
    if not event.speaker:
        out.append("  speaker  the reporter")
    if others := [side for side in explanation.sides if side.side not in _TAKEN]:
        out += ["", "who else was considered", *(line for side in others for line in _side(side))]
    out += ["", "what"]
    out += [f"  {_bar(reason.probability)}  {reason.type}" for reason in explanation.types[: runners_up + 1]]
    out += ["", "whether"]
    ranked = sorted(explanation.status.items(), key=lambda item: -item[1])
    out += [f"  {_bar(probability)}  {name} ({words.STATUS.get(name, name)})" for name, probability in ranked]
    return "\n".join(out) + "\n"


def _marks(article: Article, explanation: Explanation) -> list[tuple[Span, str]]:
    """Trigger and sides of the event as spans in its sentence."""
    event = explanation.event
    span = event.evidence.span
    start = article.body.rfind(explanation.sentence, 0, span[0] + len(explanation.sentence))
    if start < 0:
        return []
    sides = [party.span for party in (*event.sources, *event.targets) if party.span]
    marks = {trigger_span(article.body, span, explanation.trigger, sides): [f"{event.type}"]}
    parties = [("source", party) for party in event.sources] + [("target", party) for party in event.targets]
    if event.speaker:
        parties.append(("speaker", event.speaker))
    for side, party in parties:
        if party.span:
            marks.setdefault(party.span, []).append(f"{side} {party.actor}")
    end = start + len(explanation.sentence)
    return [
        ((first - start, last - start), printable(", ".join(dict.fromkeys(labels))))
        for (first, last), labels in marks.items()
        if start <= first < last <= end
    ]


def _side(side: SideReason) -> list[str]:
    said = f"“{printable(side.words)}” {side.where}" if side.words else "not in this sentence"
    role = side.side if side.side in _TAKEN else ""
    return [f"  {role:<7}  {printable(side.actor)}  {side.probability:.2f}  {said}", f"           {printable(side.why)}"]


def _bar(probability: float) -> str:
    """A probability as a number and a bar ten columns wide."""
    return f"{probability:.2f} {'█' * round(probability * 10):<10}"
