"""An act told again without its date takes the date it has elsewhere on the page, where it is plainly the same act."""

from __future__ import annotations

import msgspec

from dragoman.coding import DateInterval, Event

_Key = tuple[str, str, frozenset[str], frozenset[str]]


def _key(event: Event) -> _Key:
    return event.type, event.status, frozenset(p.actor for p in event.sources), frozenset(p.actor for p in event.targets)


def dated(events: list[Event]) -> list[Event]:
    """The events, those without a date given that of the page's one dated act of the same type, status and sides.

    Where the page dates two such acts differently, nothing is taken: it can't be told which one is meant.
    """
    known: dict[_Key, set[DateInterval]] = {}
    for event in events:
        if event.date is not None:
            known.setdefault(_key(event), set()).add(event.date)
    out = []
    for event in events:
        dates = known.get(_key(event), set())
        out.append(msgspec.structs.replace(event, date=next(iter(dates))) if event.date is None and len(dates) == 1 else event)
    return out
