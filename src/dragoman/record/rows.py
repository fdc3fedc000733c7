"""A coding as rows of the tables, and back; nothing is lost on the way.

The one change: characters that a database can't hold as text (NUL, halves of surrogate pairs) or that mark found words become U+FFFD, each
one character for one, so that all spans still hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from dragoman.coding import (
    Amount,
    Article,
    Assessment,
    Cause,
    Coding,
    Comment,
    Commitment,
    Condition,
    DateInterval,
    Event,
    Evidence,
    Fatalities,
    Party,
    Place,
    Published,
)

Row = dict[str, Any]
_UNFIT = re.compile("[\x00\x02\x03\ud800-\udfff]")
_TOO_LARGE = 2**63
BETWEEN = "; "


def clean(row: Row) -> Row:
    """`row` with every text fit for either database. Raises ValueError if a number is too large for one."""
    for name, value in row.items():
        if isinstance(value, str):
            if _UNFIT.search(value):
                row[name] = _UNFIT.sub("\ufffd", value)
        elif isinstance(value, int) and not -_TOO_LARGE < value < _TOO_LARGE:
            raise ValueError(f"{name} is {value}, which no database can hold")
    return row


def page_row(article: Article) -> Row:
    """The row of `pages`, without its number and time."""
    published = article.published
    return clean(
        {
            "id": article.id,
            "source": article.source,
            "headline": article.headline,
            "byline": article.byline,
            "publisher": article.publisher,
            "language": article.language,
            "url": article.url,
            "published_from": published and published.earliest,
            "published_to": published and published.latest,
            "published_basis": published and published.basis,
            "body": article.body,
            "comments": msgspec.json.encode(
                [[c.author and _fit(c.author), _fit(c.text), c.date and _fit(c.date)] for c in article.comments]
            ).decode(),
            "counters": msgspec.json.encode(article.counters).decode(),
            "comments_open": article.comments_open if article.comments_open is None else int(article.comments_open),
        }
    )


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)


def article_of(row: Row) -> Article:
    """The article that `page_row` was given."""
    published = Published(row["published_from"], row["published_to"], row["published_basis"]) if row["published_basis"] else None
    return Article(
        id=row["id"],
        source=row["source"],
        headline=row["headline"],
        byline=row["byline"],
        publisher=row["publisher"],
        language=row["language"],
        url=row["url"],
        published=published,
        body=row["body"],
        comments=[Comment(author, text, when) for author, text, when in msgspec.json.decode(row["comments"])],
        counters=msgspec.json.decode(row["counters"]),
        comments_open=None if row["comments_open"] is None else bool(row["comments_open"]),
    )


def _ends(interval: DateInterval | None, name: str) -> Row:
    return {f"{name}_from": interval and interval.earliest, f"{name}_to": interval and interval.latest}


def _interval(row: Row, name: str) -> DateInterval | None:
    first: date | None = row[f"{name}_from"]
    return None if first is None else DateInterval(first, row[f"{name}_to"])


def _amount_row(amount: Amount | None) -> Row:
    return {
        "amount": amount and float(amount.value),
        "currency": amount and amount.currency,
        "unit": amount and amount.unit,
        "amount_qualifier": amount and amount.qualifier,
        "amount_per": amount and amount.per,
    }


def _amount(row: Row) -> Amount | None:
    if row["amount"] is None:
        return None
    return Amount(row["amount"], row["currency"], row["amount_qualifier"], row["amount_per"], row["unit"])


def _evidence_row(item: Event | Assessment | Commitment | Condition | Cause) -> Row:
    evidence = item.evidence
    return {
        "sentence": evidence.sentence,
        "span_start": evidence.span[0],
        "span_end": evidence.span[1],
        "trigger": evidence.trigger,
        "confidence": item.confidence,
    }


def _evidence(row: Row) -> Evidence:
    return Evidence(row["sentence"], (row["span_start"], row["span_end"]), row["trigger"])


def _days(interval: DateInterval | None, published: Published | None) -> Row:
    """The days to sort and filter by: the item's own, else those on which its page may have been published."""
    own = interval or published
    return {"day": own and own.earliest, "last_day": own and own.latest}


def joined(actors: Iterable[str]) -> str:
    """Actors of one side as one text, each once."""
    return "+".join(dict.fromkeys(actors)) or "?"


def event_row(event: Event, published: Published | None) -> Row:
    """What the row of an event says of it, without what says where it comes from."""
    return {
        "label": event.id,
        "source": joined(party.actor for party in event.sources),
        "target": joined(party.actor for party in event.targets),
        "type": event.type,
        "mode": event.mode,
        "contexts": BETWEEN.join(event.contexts),
        "cameo": event.cameo,
        "score": event.score,
        "quad": event.quad,
        "status": event.status,
        **_ends(event.date, "date"),
        "place": event.place and event.place.name,
        "place_country": event.place and event.place.country,
        "lat": event.place and event.place.lat,
        "lon": event.place and event.place.lon,
        **_amount_row(event.amount),
        "deaths": event.fatalities and event.fatalities.value,
        "deaths_qualifier": event.fatalities and event.fatalities.qualifier,
        "deaths_actor": event.fatalities and event.fatalities.actor,
        "speaker": event.speaker and event.speaker.actor,
        **_evidence_row(event),
        **_days(event.date, published),
    }


def side_rows(event: Event, number: int) -> list[Row]:
    """The rows of `event_sides` for an event of this number."""
    sides = (("source", event.sources), ("target", event.targets), ("speaker", [event.speaker] if event.speaker else []))
    return [
        clean(
            {
                "event": number,
                "side": side,
                "position": position,
                "actor": party.actor,
                "role": party.role,
                "name": party.name,
                "text": party.text,
                "span_start": party.span and party.span[0],
                "span_end": party.span and party.span[1],
            }
        )
        for side, parties in sides
        for position, party in enumerate(parties)
    ]


def dyad_rows(event: Event, number: int) -> list[Row]:
    """The rows of `event_dyads`: every source with every target, but nobody with itself where there are others."""
    sources, targets = ({party.actor for party in parties} for parties in (event.sources, event.targets))
    pairs = {(a, b) for a in sources for b in targets}
    return [clean({"source": a, "target": b, "event": number}) for a, b in sorted({pair for pair in pairs if pair[0] != pair[1]} or pairs)]


def event_of(row: Row, sides: Sequence[Row]) -> Event:
    """The event of a row and its sides, which come in the order of their positions."""

    def parties(side: str) -> list[Party]:
        return [
            Party(s["actor"], s["role"], s["name"], s["text"], None if s["span_start"] is None else (s["span_start"], s["span_end"]))
            for s in sides
            if s["side"] == side
        ]

    speakers = parties("speaker")
    return Event(
        id=row["label"],
        sources=parties("source"),
        targets=parties("target"),
        type=row["type"],
        mode=row["mode"],
        contexts=_listed(row["contexts"]),
        cameo=row["cameo"],
        score=row["score"],
        quad=row["quad"],
        status=row["status"],
        date=_interval(row, "date"),
        place=None if row["place"] is None else Place(row["place"], row["place_country"], row["lat"], row["lon"]),
        amount=_amount(row),
        fatalities=None if row["deaths"] is None else Fatalities(row["deaths"], row["deaths_qualifier"], row["deaths_actor"]),
        speaker=speakers[0] if speakers else None,
        evidence=_evidence(row),
        confidence=row["confidence"],
    )


def _listed(text: str) -> list[str]:
    return text.split(BETWEEN) if text else []


def assessment_row(item: Assessment, published: Published | None) -> Row:
    return {
        "label": item.id,
        "holder": item.holder,
        "side_a": item.dyad[0],
        "side_b": item.dyad[1],
        "aspects": BETWEEN.join(item.aspects),
        "direction": item.direction,
        **_ends(item.period, "period"),
        **_evidence_row(item),
        **_days(item.period, published),
    }


def assessment_of(row: Row) -> Assessment:
    return Assessment(
        id=row["label"],
        holder=row["holder"],
        dyad=(row["side_a"], row["side_b"]),
        aspects=_listed(row["aspects"]),  # type: ignore[arg-type]
        direction=row["direction"],
        period=_interval(row, "period"),
        evidence=_evidence(row),
        confidence=row["confidence"],
    )


def commitment_row(item: Commitment, published: Published | None) -> Row:
    return {
        "label": item.id,
        "giver": item.giver,
        "receiver": item.receiver,
        "kind": item.kind,
        **_amount_row(item.amount),
        "status": item.status,
        "purpose": item.purpose,
        **_ends(item.date, "date"),
        **_evidence_row(item),
        **_days(item.date, published),
    }


def commitment_of(row: Row) -> Commitment:
    return Commitment(
        id=row["label"],
        giver=row["giver"],
        receiver=row["receiver"],
        kind=row["kind"],
        amount=_amount(row),
        status=row["status"],
        purpose=row["purpose"],
        date=_interval(row, "date"),
        evidence=_evidence(row),
        confidence=row["confidence"],
    )


def condition_row(item: Condition, published: Published | None) -> Row:
    return {
        "label": item.id,
        "subject": item.subject,
        "kind": item.kind,
        "holder": item.holder,
        "against": item.against,
        "state": item.state,
        **_ends(item.since, "since"),
        **_ends(item.until, "until"),
        **_evidence_row(item),
        # It held from its beginning to its end, or to the day on which the page speaks of it.
        "day": (since := item.since or published) and since.earliest,
        "last_day": (until := item.until or published or item.since) and until.latest,
    }


def condition_of(row: Row) -> Condition:
    return Condition(
        id=row["label"],
        subject=row["subject"],
        kind=row["kind"],
        holder=row["holder"],
        against=row["against"],
        state=row["state"],
        since=_interval(row, "since"),
        until=_interval(row, "until"),
        evidence=_evidence(row),
        confidence=row["confidence"],
    )


def cause_row(item: Cause, label: str, numbers: dict[str, int], published: Published | None) -> Row:
    """`numbers` gives the event of each id within the page. Raises KeyError if the cause speaks of another."""
    return {
        "label": label,
        "cause": numbers[item.cause],
        "effect": numbers[item.effect],
        "cue": item.cue,
        **_evidence_row(item),
        **_days(None, published),
    }


def cause_of(row: Row, labels: dict[int, str]) -> Cause:
    return Cause(labels[row["cause"]], labels[row["effect"]], row["cue"], _evidence(row), row["confidence"])


def reading_row(coding: Coding) -> Row:
    """The row of `readings`, without page and time."""
    agreement = coding.agreement
    kept = None if isinstance(agreement, msgspec.UnsetType) else msgspec.json.encode(agreement).decode()
    return clean({"reader": coding.reader, "agreement": kept})


def coding_of(reading: Row, sentences: Sequence[Row], items: dict[str, list[Row]]) -> Coding:
    """A reading put together again from its row with that of its page, and the rows of each table in the order of their numbers.

    `event_sides` stands among `items`.
    """
    sides: dict[int, list[Row]] = {}
    for side in items["event_sides"]:
        sides.setdefault(side["event"], []).append(side)
    labels = {row["number"]: row["label"] for row in items["events"]}
    return Coding(
        article=article_of(reading),
        sentences=[(row["span_start"], row["span_end"]) for row in sentences],
        events=[event_of(row, sides.get(row["number"], ())) for row in items["events"]],
        assessments=[assessment_of(row) for row in items["assessments"]],
        commitments=[commitment_of(row) for row in items["commitments"]],
        conditions=[condition_of(row) for row in items["conditions"]],
        causes=[cause_of(row, labels) for row in items["causes"]],
        reader=reading["reader"],
        agreement=msgspec.UNSET if reading["agreement"] is None else msgspec.json.decode(reading["agreement"]),
    )
