"""Views for the usual questions, for anyone who opens a record with Datasette, pandas or R. `dragoman events` and its like ask by the same.

They show what stands: the newest reading of each page, as people have corrected it. What each item rests on is in `sentence` and `words`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Dialect, FromClause, Select, String, and_, case, cast, func, literal_column, select

from dragoman.record.tables import ITEMS, assessments, causes, commitments, conditions, event_dyads, events, pages, sentences

_HIDDEN = {"original", "page", "reading", "imported", "origin", "standing", "sentence", "span_start", "span_end"}


def told(kind: str) -> Select[Any]:
    """Each row of `events`, `assessments`, ... with its page, its sentence and its words, whether it stands or not."""
    item = ITEMS[kind]
    columns: list[ColumnElement[Any]] = [column for column in item.columns if column.name not in _HIDDEN]
    whole = _with_page(item)
    if item is causes:
        for name in ("cause", "effect"):
            end = events.alias(f"{name}_event")
            columns += [end.c[field].label(f"{name}_{field}") for field in ("label", "source", "target", "type")]
            whole = whole.join(end, end.c.number == causes.c[name])
    return select(
        *columns,
        item.c.standing,
        item.c.origin,
        _cut(item.c.span_start, item.c.span_end).label("words"),
        _cut(sentences.c.span_start, sentences.c.span_end).label("sentence"),
        item.c.page,
        pages.c.id.label("page_id"),
        pages.c.headline,
        pages.c.publisher,
        pages.c.published_from,
        pages.c.published_to,
        pages.c.url,
        pages.c.source.label("page_source"),
    ).select_from(whole)


def _with_page(item: FromClause) -> FromClause:
    here = and_(sentences.c.reading == item.c.reading, sentences.c.number == item.c.sentence)
    return item.outerjoin(pages, pages.c.number == item.c.page).outerjoin(sentences, here)


def _cut(start: ColumnElement[Any], end: ColumnElement[Any]) -> ColumnElement[str]:
    """Part of the body of a page, by code points."""
    return func.substr(pages.c.body, start + 1, end - start, type_=String)


def _standing(kind: str) -> Select[Any]:
    return told(kind).where(ITEMS[kind].c.standing == literal_column("'stands'"))


def _by_month() -> Select[Any]:
    month = func.substr(cast(events.c.day, String), 1, 7)

    def of(quad: str) -> ColumnElement[Any]:
        return func.sum(case((events.c.quad == literal_column(f"'{quad}'"), 1), else_=0)).label(quad.replace(" ", "_"))

    quads = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
    return (
        select(
            event_dyads.c.source,
            event_dyads.c.target,
            month.label("month"),
            func.count().label("events"),
            func.avg(events.c.score).label("mean_score"),
            *map(of, quads),
        )
        .join(events, events.c.number == event_dyads.c.event)
        .where(events.c.standing == literal_column("'stands'"), events.c.status == literal_column("'actual'"), events.c.day.is_not(None))
        .group_by(event_dyads.c.source, event_dyads.c.target, month)
    )


def _by_publisher() -> Select[Any]:
    return select(
        pages.c.publisher,
        func.count().label("pages"),
        func.min(pages.c.published_from).label("first_published"),
        func.max(pages.c.published_from).label("last_published"),
    ).group_by(pages.c.publisher)


# Name -> what it answers and the query.
VIEWS: dict[str, tuple[str, Select[Any]]] = {
    f"{kind.removesuffix('s')}_sentences": (f"The {kind} that stand, each with its sentence, its words and its page.", _standing(kind))
    for kind in (table.name for table in (events, assessments, commitments, conditions, causes))
} | {
    "dyad_months": (
        "For each source and target and month: how many events that happened, their mean score, and how many of each quad class.",
        _by_month(),
    ),
    "publishers": ("Who published the pages, how many, and from when to when.", _by_publisher()),
}


def definition(name: str, dialect: Dialect) -> str:
    """The CREATE VIEW statement."""
    query = VIEWS[name][1].compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    return f"CREATE VIEW {name} AS {query}".replace("%%", "%")
