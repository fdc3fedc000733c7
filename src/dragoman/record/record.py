"""The record, as a program uses it: `with dragoman.open_record(path) as record: ...`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self, cast

import msgspec
from sqlalchemy import Connection, RowMapping, func, select

from dragoman.coding import Article, Coding
from dragoman.record.adding import Added, add
from dragoman.record.answers import Answer, ask, find
from dragoman.record.correcting import Correction, carry_over, correct, entries, root
from dragoman.record.exporting import chunks, lines
from dragoman.record.ids import LETTERS
from dragoman.record.importing import import_file, layout_of_file
from dragoman.record.labels import Labelled, labelled
from dragoman.record.place import record_place
from dragoman.record.questions import Kind, Question
from dragoman.record.rows import Row, article_of, coding_of
from dragoman.record.showing import Shown, show
from dragoman.record.store import Store
from dragoman.record.tables import ITEMS, event_sides, events, pages, readings, sentences
from dragoman.record.words import Words

_CHUNK = 200


class Record:
    """An open record. Use as a context manager, or close it; one thread at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, place: str | Path | None = None, *, create: bool = False) -> Record:
        """The record at `place`: a path or a postgresql:// address; if None, $DRAGOMAN_RECORD or the user's data folder.

        An older record is brought up to date on a copy kept beside it. Raises RecordFault if there is none and `create` is false, or it
        can't be opened.
        """
        return cls(Store(record_place(place), create=create))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._store.close()

    @property
    def where(self) -> str:
        """Path or address, without a password."""
        return self._store.where

    @property
    def moved(self) -> str | None:
        """Where the copy from before lies, if opening the record brought it up to date."""
        return self._store.moved

    # Adding

    def add(self, coding: Coding) -> Added:
        """Keep a coding: all of it, or nothing if this raises. Kept already (same page, same reader), it changes nothing.

        When this returns, the coding is safe on disk. Raises RecordFault; ValueError if the coding contradicts itself.
        """
        return self._store.write(lambda connection: self._add(connection, coding))

    def add_all(self, codings: Sequence[Coding]) -> list[Added]:
        """Keep several codings, all of them or none: faster than one after the other."""
        return self._store.write(lambda connection: [self._add(connection, coding) for coding in codings])

    def _add(self, connection: Connection, coding: Coding) -> Added:
        added = add(connection, self._store.database, coding)
        if added.new_reading and not added.new_page:
            carry_over(connection, added.page, added.reading)
        return added

    def has(self, article: Article | str, reader: str) -> bool:
        """Whether this version of the reader's coding of the article (or of the page of this id) is kept."""
        return self.number(article, reader) is not None

    def number(self, article: Article | str, reader: str | None = None) -> int | None:
        """The number of the page; None if it is not kept, or this version of the reader has not read it."""
        id = article if isinstance(article, str) else article.id
        asked = select(pages.c.number).where(pages.c.id == id)
        if reader is not None:
            asked = asked.join(readings, readings.c.page == pages.c.number).where(readings.c.reader == reader)
        with self._store.reading() as connection:
            return connection.execute(asked).scalar()

    # Asking

    def events(self, **question: Any) -> Answer:
        """Who did what to whom. What may be asked is in dragoman.record.questions.Question. Raises ValueError, RecordFault."""
        return self.ask("events", Question(**question))

    def assessments(self, **question: Any) -> Answer:
        """What is said of relations."""
        return self.ask("assessments", Question(**question))

    def commitments(self, **question: Any) -> Answer:
        """What is promised, paid, held back."""
        return self.ask("commitments", Question(**question))

    def conditions(self, **question: Any) -> Answer:
        """What stands open or shut."""
        return self.ask("conditions", Question(**question))

    def causes(self, **question: Any) -> Answer:
        """What brought about what."""
        return self.ask("causes", Question(**question))

    def pages(self, **question: Any) -> Answer:
        """The pages, with how many items of each kind stand."""
        return self.ask("pages", Question(**question))

    def ask(self, kind: Kind, question: Question) -> Answer:
        """The rows of a kind that answer the question, in its order. Raises ValueError if the kind can't be asked so, RecordFault."""
        with self._store.reading() as connection:
            return ask(connection, kind, question)

    def find(self, words: str, **question: Any) -> Answer:
        """Pages that have the words, best first, each with its best sentence; `published`, `publisher`, `limit`, `skip` may be asked too.

        All words must be there, in any form; "several" in quotation marks side by side; -word must not be there; OR is either side. Raises
        ValueError if no word is asked for.
        """
        with self._store.reading() as connection:
            return find(connection, self._store.database, Words.read(words), Question(**question))

    def show(self, id: str) -> Shown:
        """One item with all that it rests on. Raises ValueError if it is no id of an item, KeyError if there is no such item."""
        with self._store.reading() as connection:
            return show(connection, id)

    def page_id(self, id: str) -> str:
        """The content id of a page called `p12` or by its content id. Raises KeyError if there is none."""
        known = pages.c.number == int(id[1:]) if id[:1] == "p" and id[1:].isdecimal() and len(id) < 11 else pages.c.id == id
        with self._store.reading() as connection:
            found: str | None = connection.execute(select(pages.c.id).where(known)).scalar()
        if found is None:
            raise KeyError(id)
        return found

    def page(self, id: str) -> Coding:
        """The newest coding of a page (`p12`, or its content id), its items called as in the record. Raises KeyError if there is none."""
        page_id = self.page_id(id)
        coding = next(self.codings(page_id))
        with self._store.reading() as connection:
            names = {
                (kind, label): f"{LETTERS[kind]}{number}"
                for kind, table in ITEMS.items()
                for label, number in connection.execute(
                    select(table.c.label, table.c.number)
                    .join(readings, readings.c.number == table.c.reading)
                    .join(pages, pages.c.number == readings.c.page)
                    .where(pages.c.id == page_id, readings.c.newest == 1, table.c.origin == "read")
                )
            }

        def renamed(kind: str, items: Sequence[Any]) -> list[Any]:
            return [msgspec.structs.replace(item, id=names[kind, item.id]) for item in items]

        return msgspec.structs.replace(
            coding,
            **{kind: renamed(kind, getattr(coding, kind)) for kind in ITEMS if kind != "causes"},
            causes=[
                msgspec.structs.replace(cause, cause=names["events", cause.cause], effect=names["events", cause.effect])
                for cause in coding.causes
            ],
        )

    # Out and in

    def rows(self, kind: str, **question: Any) -> Iterator[dict[str, Any]]:
        """All rows of a kind that answer a question, as they come out of the record: for much, as nothing is kept. Raises RecordFault."""
        with self._store.reading() as connection:
            for chunk in chunks(connection, cast("Kind", kind), Question(**question)):
                yield from chunk

    def layout(self, layout: str, *, evidence: bool = False, **question: Any) -> Iterator[list[Any]]:
        """The events as the cells of rows of `keds`, `icews` or `polecat`, with their sentences if asked for. Raises RecordFault."""
        with self._store.reading() as connection:
            yield from lines(connection, layout, Question(**question), evidence=evidence)

    def labels(self) -> Iterator[Labelled]:
        """The pages that people have judged, as labelled sentences for training. Raises RecordFault."""
        with self._store.reading() as connection:
            yield from labelled(connection)

    def import_events(self, path: Path, layout: str | None = None) -> int | None:
        """Add a file of events that others coded: all of it or nothing. Gives how many, or None if it was imported before.

        `layout` is keds, icews, polecat or csv; told by the file itself if None. Raises InputFault, RecordFault.
        """
        known = layout or layout_of_file(path)
        return self._store.write(lambda connection: import_file(connection, path, known))

    # Correcting

    def correct(
        self, id: str, act: str, *, why: str, by: str, changes: dict[str, Any] | None = None, undoes: str | None = None
    ) -> Correction:
        """Say of an item that it is right (`accept`), not (`reject`), or so (`change`), or take back a correction (`undo`).

        Nothing that was read is overwritten. `changes` holds fields and values, as in dragoman.record.fields. Raises ValueError if it makes
        no sense, KeyError if there is no such item, RecordFault.
        """
        return self._store.write(lambda connection: correct(connection, id, act, why=why, person=by, changes=changes, undoes=undoes))

    def unjudged(self, kind: str, **question: Any) -> Iterator[str]:
        """Ids of what stands and nobody has said anything of, least certain first; each is looked up when it is asked for."""
        seen: set[str] = set()
        while True:
            answer = self.ask(cast("Kind", kind), Question(**question, sort="doubtful", corrected=False, limit=_CHUNK + len(seen)))
            fresh = [row["id"] for row in answer if row["id"] not in seen]
            if not fresh:
                return
            for id in fresh:
                seen.add(id)
                if not self.history(id):
                    yield id

    def history(self, id: str) -> list[Correction]:
        """What people said of an item, oldest first. Raises ValueError if it is no id of an item."""
        with self._store.reading() as connection:
            return entries(connection, *root(connection, id))

    # Pages and codings whole

    def readers(self) -> dict[str, int]:
        """Each version of the reader, with how many pages' newest reading is its."""
        asked = select(readings.c.reader, func.sum(readings.c.newest)).group_by(readings.c.reader).order_by(func.min(readings.c.number))
        with self._store.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(asked)}

    def articles(self, *, not_read_by: str | None = None) -> Iterator[Article]:
        """The pages, in the order in which they came; those that this reader has not read yet, if one is named."""
        last = 0
        while True:
            asked = select(pages).where(pages.c.number > last).order_by(pages.c.number).limit(_CHUNK)
            if not_read_by is not None:
                read = select(readings.c.page).where(readings.c.page == pages.c.number, readings.c.reader == not_read_by)
                asked = asked.where(~read.exists())
            with self._store.reading() as connection:
                rows = [dict(row) for row in connection.execute(asked).mappings()]
            yield from map(article_of, rows)
            if len(rows) < _CHUNK:
                return
            last = rows[-1]["number"]

    def codings(self, page_id: str | None = None, *, all_readings: bool = False) -> Iterator[Coding]:
        """The codings as they were read: of one page or of all, the newest of each or all, in the order in which they came."""
        last = 0
        while True:
            columns = [column for column in pages.columns if column.name != "number"]
            asked = (
                select(readings.c.number.label("reading"), readings.c.reader, readings.c.agreement, *columns)
                .join(pages, pages.c.number == readings.c.page)
                .where(readings.c.number > last)
                .order_by(readings.c.number)
                .limit(_CHUNK)
            )
            if page_id is not None:
                asked = asked.where(pages.c.id == page_id)
            if not all_readings:
                asked = asked.where(readings.c.newest == 1)
            with self._store.reading() as connection:
                rows = [dict(row) for row in connection.execute(asked).mappings()]
                parts = _parts(connection, [row["reading"] for row in rows])
            for row in rows:
                own = {name: found.get(row["reading"], []) for name, found in parts.items()}
                yield coding_of(row, own.pop("sentences"), own)
            if len(rows) < _CHUNK:
                return
            last = rows[-1]["reading"]


def _parts(connection: Connection, numbers: Sequence[int]) -> dict[str, dict[int, list[Row]]]:
    """The rows of each table by reading."""
    out: dict[str, dict[int, list[Row]]] = {}

    def keep(name: str, rows: Iterable[RowMapping]) -> None:
        out[name] = {}
        for row in rows:
            out[name].setdefault(row["reading"], []).append(dict(row))

    if not numbers:
        return {name: {} for name in ("sentences", "event_sides", *ITEMS)}
    cut = select(sentences).where(sentences.c.reading.in_(numbers)).order_by(sentences.c.reading, sentences.c.number)
    keep("sentences", connection.execute(cut).mappings())
    for name, table in ITEMS.items():
        asked = select(table).where(table.c.reading.in_(numbers), table.c.origin == "read").order_by(table.c.number)
        keep(name, connection.execute(asked).mappings())
    sides = (
        select(events.c.reading, *event_sides.columns)
        .join(events, events.c.number == event_sides.c.event)
        .where(events.c.reading.in_(numbers), events.c.origin == "read")
        .order_by(event_sides.c.event, event_sides.c.side, event_sides.c.position)
    )
    keep("event_sides", connection.execute(sides).mappings())
    return out
