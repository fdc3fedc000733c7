"""What people say of items: an append-only log, and the rows that stand, which follow from it.

Nothing that was read is overwritten. A changed item is a new row beside the old; which of them stands is derived from the log, and may be
derived anew at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, insert, or_, select, update

from dragoman.record.adding import insert_events, now, side_and_dyad_rows
from dragoman.record.fields import changed
from dragoman.record.ids import LETTERS, kind_and_number
from dragoman.record.matching import pairs
from dragoman.record.rows import (
    Row,
    assessment_of,
    assessment_row,
    clean,
    commitment_of,
    commitment_row,
    condition_of,
    condition_row,
    event_of,
    event_row,
)
from dragoman.record.tables import ITEMS, causes, corrections, event_sides, events

_CORRECTABLE = ("events", "assessments", "commitments", "conditions")
_OF: dict[str, Callable[[Row], Any]] = {"assessments": assessment_of, "commitments": commitment_of, "conditions": condition_of}
_ROW: dict[str, Callable[[Any, None], Row]] = {"assessments": assessment_row, "commitments": commitment_row, "conditions": condition_row}


class Correction(msgspec.Struct, frozen=True):
    """One entry of the log. `item`, `undoes`, `carried_from` and `result` are ids (`e12`, `c3`)."""

    id: str
    item: str
    act: str
    changes: dict[str, Any]
    why: str
    person: str
    made_at: str
    undoes: str | None
    carried_from: str | None
    result: str | None


class Verdict(NamedTuple):
    """What the corrections of an item come to."""

    rejected: bool
    accepted: bool
    changes: dict[str, Any]


def correct(
    connection: Connection,
    id: str,
    act: str,
    *,
    why: str,
    person: str,
    changes: dict[str, Any] | None = None,
    undoes: str | None = None,
) -> Correction:
    """Add a correction to the log and derive what stands.

    `id` is the item as it was read, or the row that an earlier correction made of it. `act` is accept, reject, change or undo; undo without
    `undoes` takes back the last one that still counts. Raises ValueError if it makes no sense, KeyError if there is no such item.
    """
    kind, number = root(connection, id)
    table = ITEMS[kind]
    row = connection.execute(select(table).where(table.c.number == number).with_for_update()).mappings().first()
    if row is None:
        raise KeyError(id)
    if not why.strip() or not person.strip():
        raise ValueError("say why, and by whom")
    log = entries(connection, kind, number)
    if row["standing"] == "older" and not _kept(connection, kind, log):
        raise ValueError(f"{id} is of an older reading of its page; correct what stands now")
    undone = None
    if act == "change":
        if kind not in _CORRECTABLE:
            raise ValueError(f"{kind} can't be changed; accept or reject them")
        if not changes:
            raise ValueError("say what is to be changed")
        changed(_item(connection, kind, dict(row)), changes)  # raises ValueError if it can't be
    elif act == "undo":
        counting = _counting(log)
        if not counting:
            raise ValueError(f"there is nothing to undo on {id}")
        if undoes is not None and undoes not in {entry.id for entry in counting}:
            raise ValueError(f"{undoes} is no correction of {id} that still counts")
        undone = int((undoes or counting[-1].id)[1:])
    elif act not in ("accept", "reject"):
        raise ValueError(f"{act} is no act")
    made = connection.execute(
        insert(corrections).returning(corrections.c.number),
        clean(
            {
                "kind": kind,
                "item": number,
                "act": act,
                "changes": msgspec.json.encode(changes or {}).decode(),
                "why": why.strip(),
                "person": person.strip(),
                "made_at": now(),
                "undoes": undone,
            }
        ),
    ).scalar_one()
    derive(connection, kind, number)
    return next(entry for entry in entries(connection, kind, number) if entry.id == f"c{made}")


def root(connection: Connection, id: str) -> tuple[str, int]:
    """Kind and number of the item as it was read or imported, given it or a row that corrections made of it. Raises ValueError."""
    kind, number = kind_and_number(id)
    if kind == "pages":
        raise ValueError("pages are not corrected; correct what they say")
    asked = select(corrections.c.item).where(corrections.c.kind == kind, corrections.c.result == number).limit(1)
    found = connection.execute(asked).scalar()
    return kind, number if found is None else found


def entries(connection: Connection, kind: str, number: int) -> list[Correction]:
    """The log of an item, oldest first."""
    asked = select(corrections).where(corrections.c.kind == kind, corrections.c.item == number).order_by(corrections.c.number)
    return [_entry(dict(row)) for row in connection.execute(asked).mappings()]


def _entry(row: Row) -> Correction:
    letter = LETTERS[row["kind"]]

    def named(name: str, letter: str) -> str | None:
        return None if row[name] is None else f"{letter}{row[name]}"

    return Correction(
        id=f"c{row['number']}",
        item=f"{letter}{row['item']}",
        act=row["act"],
        changes=msgspec.json.decode(row["changes"]),
        why=row["why"],
        person=row["person"],
        made_at=row["made_at"],
        undoes=named("undoes", "c"),
        carried_from=named("carried_from", "c"),
        result=named("result", letter),
    )


def _counting(log: Sequence[Correction]) -> list[Correction]:
    """The entries that are not undone; an undo of an undo brings back what it undid."""
    out: set[str] = set()
    undone: set[str] = set()
    for entry in reversed(log):
        if entry.id in undone:
            continue
        if entry.undoes:
            undone.add(entry.undoes)
        out.add(entry.id)
    return [entry for entry in log if entry.id in out and entry.act != "undo"]


def verdict(log: Sequence[Correction]) -> Verdict:
    """What a log comes to: the last word counts, changes add up."""
    rejected = accepted = False
    changes: dict[str, Any] = {}
    for entry in _counting(log):
        rejected = entry.act == "reject"
        accepted = entry.act != "reject"
        changes |= entry.changes
    return Verdict(rejected, accepted, changes)


def _kept(connection: Connection, kind: str, log: Sequence[Correction]) -> bool:
    """Whether a corrected row of an item of an older reading still stands, because the newer reading doesn't have it."""
    table = ITEMS[kind]
    made = [int(entry.result[1:]) for entry in log if entry.result]
    asked = select(table.c.number).where(table.c.number.in_(made), table.c.standing == "stands")
    return connection.execute(asked).first() is not None


def derive(connection: Connection, kind: str, number: int, *, keep: bool = False) -> None:
    """Make stand what the log of an item says. `keep`: the item is of an older reading, and the newer has nothing in its place."""
    table = ITEMS[kind]
    log = entries(connection, kind, number)
    row = dict(connection.execute(select(table).where(table.c.number == number)).mappings().one())
    older = row["standing"] == "older"
    keep = keep or (older and _kept(connection, kind, log))
    said = verdict(log)
    _stand(connection, table, [int(entry.result[1:]) for entry in log if entry.result], "older")
    result = None
    standing = "older" if older else "stands"
    if said.rejected:
        standing = "older" if older else "rejected"
    elif said.changes or (keep and said.accepted):
        item = _item(connection, kind, row)
        new = changed(item, said.changes) if said.changes else item
        if new != item or keep:
            result = _again(connection, kind, new, log) or _insert(connection, kind, new, row)
            standing = "older" if older else "replaced"
    _stand(connection, table, [number], standing)
    if result is not None and log[-1].result is None:
        last = int(log[-1].id[1:])
        connection.execute(update(corrections).where(corrections.c.number == last).values(result=result))
    if kind == "events":
        _causes_follow(connection, number)


def _stand(connection: Connection, table: Table, numbers: Sequence[int], standing: str) -> None:
    if numbers:
        connection.execute(update(table).where(table.c.number.in_(numbers)).values(standing=standing))


def _item(connection: Connection, kind: str, row: Row) -> Any:
    """The row as an object of a coding."""
    if kind != "events":
        return _OF[kind](row)
    asked = select(event_sides).where(event_sides.c.event == row["number"]).order_by(event_sides.c.side, event_sides.c.position)
    return event_of(row, [dict(side) for side in connection.execute(asked).mappings()])


def _again(connection: Connection, kind: str, item: Any, log: Sequence[Correction]) -> int | None:
    """The number of the row that an earlier correction made and that says the same; it stands again."""
    table = ITEMS[kind]
    for number in dict.fromkeys(int(entry.result[1:]) for entry in reversed(log) if entry.result):
        row = dict(connection.execute(select(table).where(table.c.number == number)).mappings().one())
        if _item(connection, kind, row) == item:
            _stand(connection, table, [number], "stands")
            return number
    return None


def _insert(connection: Connection, kind: str, item: Any, before: Row) -> int:
    """A corrected row beside the one before it; gives its number."""
    made = event_row(item, None) if kind == "events" else _ROW[kind](item, None)
    # Where the text gave no day of its own, the page's day stays.
    if made["day"] is None or made["last_day"] is None:
        made |= {"day": made["day"] or before["day"], "last_day": made["last_day"] or before["last_day"]}
    made |= {name: before[name] for name in ("page", "reading", "imported")} | {"origin": "corrected", "standing": "stands"}
    if kind == "events":
        (number,) = insert_events(connection, [clean(made)])
        side_and_dyad_rows(connection, [(item, number)])
        return number
    return int(connection.execute(insert(ITEMS[kind]).returning(ITEMS[kind].c.number), clean(made)).scalar_one())


def _causes_follow(connection: Connection, event: int) -> None:
    """A cause stands only while neither of its events is rejected."""
    asked = select(causes.c.number, causes.c.cause, causes.c.effect).where(
        or_(causes.c.cause == event, causes.c.effect == event), causes.c.standing != "older"
    )
    for number, *ends in connection.execute(asked).all():
        gone = connection.execute(select(events.c.number).where(events.c.number.in_(ends), events.c.standing == "rejected")).first()
        own = verdict(entries(connection, "causes", number)).rejected
        _stand(connection, causes, [number], "rejected" if gone or own else "stands")


def carry_over(connection: Connection, page: int, reading: int) -> None:
    """After a page is read again: what people said of the older reading follows the words to the newer.

    What they accepted or changed and the newer reading doesn't have goes on standing.
    """
    for kind in _CORRECTABLE:
        table = ITEMS[kind]
        corrected = (
            select(table)
            .where(table.c.page == page, table.c.reading != reading, table.c.origin == "read")
            .where(select(corrections.c.number).where(corrections.c.kind == kind, corrections.c.item == table.c.number).exists())
            .order_by(table.c.number)
        )
        rows = [dict(row) for row in connection.execute(corrected).mappings()]
        logs = {row["number"]: entries(connection, kind, row["number"]) for row in rows}
        # What was carried over before counts where it was carried to.
        carried = {entry.carried_from for log in logs.values() for entry in log}
        counting = {number: [entry for entry in _counting(log) if entry.id not in carried] for number, log in logs.items()}
        before = [row for row in rows if counting[row["number"]]]
        if not before:
            continue
        asked = select(table).where(table.c.reading == reading, table.c.origin == "read").order_by(table.c.number)
        after = [dict(row) for row in connection.execute(asked).mappings()]
        old: list[Any] = [_item(connection, kind, row) for row in before]
        new: list[Any] = [_item(connection, kind, row) for row in after]
        taken = pairs(old, new)
        for n, row in enumerate(before):
            if n not in taken:
                derive(connection, kind, row["number"], keep=True)
                continue
            to = after[taken[n]]["number"]
            _carry(connection, kind, to, counting[row["number"]])
            derive(connection, kind, to)


def _carry(connection: Connection, kind: str, to: int, log: Sequence[Correction]) -> None:
    for entry in log:
        connection.execute(
            insert(corrections).values(
                kind=kind,
                item=to,
                act=entry.act,
                changes=msgspec.json.encode(entry.changes).decode(),
                why=entry.why,
                person=entry.person,
                made_at=entry.made_at,
                carried_from=int(entry.id[1:]),
            )
        )
