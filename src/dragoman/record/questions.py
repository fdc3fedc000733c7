"""What the record is asked, and the query that answers it. All that a user gives goes in as values, never as SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Select, and_, func, literal_column, or_, select, union

from dragoman.coding import DateInterval
from dragoman.record.rows import BETWEEN
from dragoman.record.tables import ITEMS, causes, event_dyads, event_sides, events, pages
from dragoman.record.views import told

Kind = Literal["events", "assessments", "commitments", "conditions", "causes", "pages"]
Sort = Literal["newest", "oldest", "surest", "doubtful", "added"]
REPORTER = "reporter"

# The columns of the two sides, where a kind has its own.
_SIDES = {"assessments": ("side_a", "side_b"), "commitments": ("giver", "receiver"), "conditions": ("holder", "against")}


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of one kind of item; what is left out doesn't matter. Of several values one is enough.

    `dyad` is either direction, `source` and `target` one. `dates` are the days on which it may have been, `published` those of the page;
    meeting them is enough. `speaker` is who says so: an actor, or `reporter`. `as_read` leaves out what people have corrected; `corrected`
    asks for what they have (true) or have not (false).
    """

    dyad: tuple[str, str] | None = None
    source: Sequence[str] = ()
    target: Sequence[str] = ()
    actor: Sequence[str] = ()
    type: Sequence[str] = ()
    mode: Sequence[str] = ()
    quad: Sequence[str] = ()
    status: Sequence[str] = ()
    kind: Sequence[str] = ()
    state: Sequence[str] = ()
    direction: Sequence[str] = ()
    aspect: Sequence[str] = ()
    dates: DateInterval | None = None
    published: DateInterval | None = None
    place: Sequence[str] = ()
    speaker: Sequence[str] = ()
    publisher: Sequence[str] = ()
    page: Sequence[int] = ()
    min_confidence: float | None = None
    max_confidence: float | None = None
    corrected: bool | None = None
    as_read: bool = False
    sort: Sort = "newest"
    limit: int | None = None
    skip: int = 0


_EVERY = {"dyad", "source", "target", "actor", "dates", "published", "publisher", "page", "min_confidence", "max_confidence"}
_EVERY |= {"corrected", "as_read", "sort", "limit", "skip"}
# What may be asked of each kind.
ASKABLE: dict[str, frozenset[str]] = {
    "events": frozenset(_EVERY | {"type", "mode", "quad", "status", "place", "speaker"}),
    "assessments": frozenset((_EVERY | {"direction", "aspect", "speaker"}) - {"source", "target"}),
    "commitments": frozenset(_EVERY | {"kind", "status"}),
    "conditions": frozenset(_EVERY | {"kind", "state"}),
    "causes": frozenset(_EVERY),
    "pages": frozenset({"published", "publisher", "page", "sort", "limit", "skip"}),
}


def query(kind: Kind, question: Question) -> Select[Any]:
    """Rows with the columns of the kind's view, in order. Raises ValueError if the kind can't be asked so."""
    defaults = Question()
    for name in question.__struct_fields__:
        if name not in ASKABLE[kind] and getattr(question, name) != getattr(defaults, name):
            raise ValueError(f"{kind} can't be asked by {name}")
    if kind == "pages":
        return _pages(question)
    item = ITEMS[kind]
    # First the numbers, in order and as many as are wanted, then their words: the bodies of other pages are never touched.
    order = _order(item.c, question.sort)
    chosen = select(item.c.number).where(*_conditions(kind, question)).order_by(*order)
    chosen = _cut(chosen, question)
    return told(kind).where(item.c.number.in_(chosen)).order_by(*order)


def numbers_after(kind: Kind, question: Question, last: int) -> Select[Any]:
    """The numbers above `last` of what answers the question, in their order; its own order, limit and skip don't count."""
    item = ITEMS[kind]
    return select(item.c.number).where(item.c.number > last, *_conditions(kind, question)).order_by(item.c.number)


def _cut(chosen: Select[Any], question: Question) -> Select[Any]:
    if question.limit is not None:
        chosen = chosen.limit(question.limit)
    elif question.skip:
        chosen = chosen.limit(2**62)  # SQLite knows no OFFSET without LIMIT
    return chosen.offset(question.skip) if question.skip else chosen


def _order(columns: Any, sort: Sort) -> list[ColumnElement[Any]]:
    if sort == "newest":
        return [columns.day.desc().nulls_last(), columns.number.desc()]
    if sort == "oldest":
        return [columns.day.asc().nulls_last(), columns.number.asc()]
    if sort == "surest":
        return [columns.confidence.desc().nulls_last(), columns.number.desc()]
    if sort == "doubtful":
        return [columns.confidence.asc().nulls_last(), columns.number.desc()]
    return [columns.number.asc()]


def _conditions(kind: str, question: Question) -> list[ColumnElement[bool]]:
    item = ITEMS[kind].c
    out = [standing(item, question.as_read), *_sides(kind, question)]
    for name in ("type", "mode", "quad", "status", "kind", "state", "direction"):
        if values := getattr(question, name):
            out.append(item[name].in_(values))
    if question.aspect:
        padded = BETWEEN + item.aspects + BETWEEN
        out.append(or_(*(padded.contains(BETWEEN + aspect + BETWEEN, autoescape=True) for aspect in question.aspect)))
    if question.speaker:
        column = item.speaker if kind == "events" else item.holder
        if REPORTER in question.speaker:
            # Most say nothing of a speaker: better looked through in order than gathered by the index, which this keeps out.
            out.append(func.coalesce(column, REPORTER).in_(question.speaker))
        else:
            out.append(column.in_(question.speaker))
    if question.place:
        spelt = {form for place in question.place for form in (place, place.title(), place.upper(), place[:1].upper() + place[1:])}
        out.append(or_(item.place_country.in_(question.place), item.place.in_(sorted(spelt))))
    if question.dates:
        out.append(and_(item.day <= question.dates.latest, item.last_day >= question.dates.earliest))
    if question.min_confidence is not None:
        out.append(item.confidence >= question.min_confidence)
    if question.max_confidence is not None:
        out.append(item.confidence <= question.max_confidence)
    if question.page:
        out.append(item.page.in_(question.page))
    if question.published or question.publisher:
        out.append(item.page.in_(select(pages.c.number).where(*of_page(question))))
    if question.corrected is not None:
        corrected: ColumnElement[Any] = literal_column("'corrected'")
        out.append(item.origin == corrected if question.corrected else item.origin != corrected)
    return out


def standing(item: Any, as_read: bool) -> ColumnElement[bool]:
    """What counts now, or what the newest readings (and imports) said before anybody corrected it."""
    # Literals, not parameters, so that the planner can see them.
    if as_read:
        return and_(item.standing != literal_column("'older'"), item.origin != literal_column("'corrected'"))
    return item.standing == literal_column("'stands'")  # type: ignore[no-any-return]


def _sides(kind: str, question: Question) -> list[ColumnElement[bool]]:
    """Who did or said it, and to or of whom."""
    if kind == "causes":
        if not (question.dyad or question.source or question.target or question.actor):
            return []
        # Either end of it.
        ends = select(events.c.number).where(*_sides("events", question)).subquery()
        either = union(*(select(causes.c.number).where(causes.c[end].in_(select(ends.c.number))) for end in ("cause", "effect")))
        return [causes.c.number.in_(either)]
    if kind == "events":
        return _event_sides(question)
    first, second = (ITEMS[kind].c[name] for name in _SIDES[kind])
    out: list[ColumnElement[bool]] = []
    if question.dyad:
        a, b = question.dyad
        out.append(or_(and_(first == a, second == b), and_(first == b, second == a)))
    if question.source:
        out.append(first.in_(question.source))
    if question.target:
        out.append(second.in_(question.target))
    if question.actor:
        out.append(or_(first.in_(question.actor), second.in_(question.actor)))
    return out


def _event_sides(question: Question) -> list[ColumnElement[bool]]:
    number, dyads = events.c.number, event_dyads.c
    out: list[ColumnElement[bool]] = []

    def of(*conditions: ColumnElement[bool]) -> Select[Any]:
        return select(dyads.event).where(*conditions)

    if question.dyad:
        a, b = question.dyad
        out.append(number.in_(union(of(dyads.source == a, dyads.target == b), of(dyads.source == b, dyads.target == a))))
    if question.source and question.target:
        out.append(number.in_(of(dyads.source.in_(question.source), dyads.target.in_(question.target))))
    elif question.source:
        out.append(number.in_(of(dyads.source.in_(question.source))))
    elif question.target:
        out.append(number.in_(of(dyads.target.in_(question.target))))
    if question.actor:
        sides = event_sides.c
        out.append(number.in_(select(sides.event).where(sides.actor.in_(question.actor), sides.side != literal_column("'speaker'"))))
    return out


def of_page(question: Question) -> list[ColumnElement[bool]]:
    """What is asked of the page alone."""
    out: list[ColumnElement[bool]] = []
    if question.published:
        out.append(and_(pages.c.published_from <= question.published.latest, pages.c.published_to >= question.published.earliest))
    if question.publisher:
        out.append(pages.c.publisher.in_(question.publisher))
    if question.page:
        out.append(pages.c.number.in_(question.page))
    return out


def _pages(question: Question) -> Select[Any]:
    hidden = {"body", "comments", "counters", "comments_open"}
    order = {
        "oldest": [pages.c.published_from.asc().nulls_last(), pages.c.number.asc()],
        "added": [pages.c.number.asc()],
    }.get(question.sort, [pages.c.published_from.desc().nulls_last(), pages.c.number.desc()])
    chosen = _cut(select(pages.c.number).where(*of_page(question)).order_by(*order), question)
    counts = [
        select(func.count()).where(table.c.page == pages.c.number, standing(table.c, False)).scalar_subquery().label(name)
        for name, table in ITEMS.items()
    ]
    columns = [column for column in pages.columns if column.name not in hidden]
    return select(*columns, *counts).where(pages.c.number.in_(chosen)).order_by(*order)
