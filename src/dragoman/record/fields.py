"""What a person may change in an item, and what follows from it: a new type brings its quad class, score and CAMEO code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar, get_args

import msgspec

from dragoman import plover
from dragoman.coding import (
    Amount,
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
    Fatalities,
    Party,
    Place,
    Status,
)

T = TypeVar("T", Event, Assessment, Commitment, Condition)
NONE = "none"

# What may be changed in each kind. Values are texts or numbers, as they stand in the log; lists where several may be given.
FIELDS: dict[type, tuple[str, ...]] = {
    Event: ("type", "mode", "status", "source", "target", "speaker", "date", "place", "amount", "deaths"),
    Assessment: ("direction", "aspect", "speaker", "source", "target", "date"),
    Commitment: ("kind", "status", "source", "target", "amount", "purpose", "date"),
    Condition: ("kind", "state", "subject", "source", "target", "since", "until"),
}


def changed(item: T, changes: dict[str, Any]) -> T:
    """`item` with the changes. Raises ValueError, saying which, if one makes no sense."""
    allowed = FIELDS[type(item)]
    if stray := [name for name in changes if name not in allowed]:
        raise ValueError(f"{stray[0]} can't be changed there; what can is {', '.join(allowed)}")
    values: dict[str, Any] = {}
    for name, value in changes.items():
        values |= _CHANGES[type(item)](item, name, value)
    new: Any = msgspec.structs.replace(item, **values)
    if isinstance(new, Event):
        new = _coded(new, mode_given="mode" in changes)
    return new  # type: ignore[no-any-return]


def _event(item: Event, name: str, value: Any) -> dict[str, Any]:
    if name in ("source", "target"):
        return {f"{name}s": _parties(item, getattr(item, f"{name}s"), value)}
    if name == "speaker":
        return {"speaker": None if value in (NONE, "reporter") else _parties(item, [item.speaker] if item.speaker else [], [value])[0]}
    if name == "date":
        return {"date": interval(value)}
    if name == "place":
        country = value if isinstance(value, str) and len(value) == 3 and value.isupper() else None
        return {"place": None if value == NONE else Place(value, country, None, None)}
    if name == "amount":
        return {"amount": amount(value)}
    if name == "deaths":
        actor = item.fatalities.actor if item.fatalities else None
        return {"fatalities": None if value == NONE else Fatalities(int(value), "exact", actor)}
    if name == "mode":
        return {"mode": None if value == NONE else value}
    return {name: _one_of(name, value, EventType if name == "type" else Status)}


def _coded(event: Event, *, mode_given: bool) -> Event:
    """The event with the quad class, score and CAMEO code of its type and mode. Raises ValueError if the type has no such mode."""
    mode = event.mode
    if mode and mode not in plover.MODES[event.type]:
        if mode_given:
            raise ValueError(f"{event.type} has no mode {mode}; its modes are {', '.join(plover.MODES[event.type]) or 'none'}")
        mode = None
    return msgspec.structs.replace(
        event,
        mode=mode,
        quad=plover.quad(event.type),
        score=plover.score(event.type, mode),
        cameo=plover.cameo(event.type, mode, event.contexts),
    )


def _parties(item: Event, before: Sequence[Party], actors: str | Sequence[str]) -> list[Party]:
    """The sides of these actors: those that stood there stay as they are, so do those of the other side that change places."""
    known = {party.actor: party for party in [*item.targets, *item.sources, *before]}
    wanted = [actors] if isinstance(actors, str) else list(actors)
    if not wanted:
        raise ValueError("an event needs somebody on either side")
    return [known.get(actor) or Party(actor, None, None, None, None) for actor in dict.fromkeys(wanted)]


def _assessment(item: Assessment, name: str, value: Any) -> dict[str, Any]:
    if name == "direction":
        return {name: _one_of(name, value, Direction)}
    if name == "aspect":
        return {"aspects": [_one_of(name, one, Aspect) for one in ([value] if isinstance(value, str) else value)]}
    if name == "speaker":
        return {"holder": None if value in (NONE, "reporter") else value}
    if name == "date":
        return {"period": interval(value)}
    first, second = item.dyad
    return {"dyad": (_single(value), second) if name == "source" else (first, _single(value))}


def _commitment(item: Commitment, name: str, value: Any) -> dict[str, Any]:
    if name in ("source", "target"):
        return {{"source": "giver", "target": "receiver"}[name]: _single(value)}
    if name == "amount":
        return {"amount": amount(value)}
    if name == "date":
        return {"date": interval(value)}
    if name == "purpose":
        return {"purpose": None if value == NONE else value}
    return {name: _one_of(name, value, CommitmentKind if name == "kind" else CommitmentStatus)}


def _condition(item: Condition, name: str, value: Any) -> dict[str, Any]:
    if name in ("source", "target"):
        return {{"source": "holder", "target": "against"}[name]: _single(value)}
    if name in ("since", "until"):
        return {name: interval(value)}
    if name == "subject":
        return {"subject": value}
    return {name: _one_of(name, value, ConditionKind if name == "kind" else ConditionState)}


_CHANGES: dict[type, Callable[[Any, str, Any], dict[str, Any]]] = {
    Event: _event,
    Assessment: _assessment,
    Commitment: _commitment,
    Condition: _condition,
}


def _single(value: Any) -> str:
    if isinstance(value, str):
        return value
    if len(value) != 1:
        raise ValueError("there can be only one on that side")
    return str(value[0])


def _one_of(name: str, value: Any, values: Any) -> Any:
    if value not in get_args(values):
        raise ValueError(f"{value!r} is no {name}; it may be {', '.join(get_args(values))}")
    return value


def interval(value: str) -> DateInterval | None:
    """`2012-12-15`, or two days with `..` between; None for `none`. Raises ValueError on anything else."""
    if value == NONE:
        return None
    first, _, last = value.partition("..")
    try:
        found = DateInterval(date.fromisoformat(first), date.fromisoformat(last or first))
    except ValueError:
        raise ValueError(f"{value!r} is no day; write 2012-12-15 or 2012-12-01..2012-12-15") from None
    if found.latest < found.earliest:
        raise ValueError(f"{value!r} ends before it begins")
    return found


def amount(value: str) -> Amount | None:
    """`40000000 USD`, `12 helicopters`; None for `none`. Raises ValueError on anything else."""
    if value == NONE:
        return None
    number, _, unit = value.strip().partition(" ")
    try:
        size = float(number.replace(",", ""))
    except ValueError:
        raise ValueError(f"{value!r} is no amount; write 40000000 USD or 12 helicopters") from None
    if not unit or size != size or size in (float("inf"), float("-inf")):
        raise ValueError(f"{value!r} is no amount; write 40000000 USD or 12 helicopters")
    money = len(unit) == 3 and unit.isascii() and unit.isupper()
    return Amount(size, unit if money else None, "exact", None, None if money else unit)
