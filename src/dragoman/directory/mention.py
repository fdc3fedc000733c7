"""What the directory hands back: mentions of actors in a page, places in a page, and the readings of a name."""

from __future__ import annotations

from datetime import date

import msgspec

Span = tuple[int, int]


class Mention(msgspec.Struct, frozen=True):
    """Words of a page that stand for an actor.

    `span` is `[start, end)` in code points of the body and `text` the words there. `actor` is an id by the contract, or "" where the
    words name somebody whom only the context can tell ("he", "the two countries"). `role` is a PLOVER agent role or None, `name` the
    person or body if named. `kind` is one of state, demonym, capital, city, seat, organ, leader, person, organisation, group, nominal,
    pronoun. `why` says in one plain line how the words came to stand for the actor.
    """

    span: Span
    text: str
    actor: str
    role: str | None
    name: str | None
    kind: str
    why: str


class PlaceMention(msgspec.Struct, frozen=True):
    """Words of a page that name a place: `country` an ISO 3166-1 alpha-3 code, `lat` and `lon` in degrees, None where not known."""

    span: Span
    name: str
    country: str | None
    lat: float | None
    lon: float | None


class Entry(msgspec.Struct, frozen=True):
    """One reading of a name: whom it stands for, in what role, when (both ends inclusive, None open), and why."""

    name: str
    actor: str
    role: str | None
    kind: str
    start: date | None
    end: date | None
    why: str
