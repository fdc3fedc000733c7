"""Answers of the record: rows that each lead to their sentence, as plain Python, pandas or Polars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from dragoman.record.databases import CLOSE, OPEN, Database
from dragoman.record.ids import LETTERS
from dragoman.record.questions import Kind, Question, of_page, query, standing
from dragoman.record.rows import Row
from dragoman.record.tables import ITEMS, pages, readings, sentences
from dragoman.record.words import Words

if TYPE_CHECKING:
    import pandas
    import polars


class Answer:
    """Rows, each a dict with the same keys in the same order; `more` says whether there are others after them."""

    def __init__(self, rows: Sequence[Row], columns: Sequence[str], more: bool = False) -> None:
        self.rows = rows
        self.columns = tuple(columns)
        self.more = more

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def to_pandas(self) -> pandas.DataFrame:
        """A DataFrame, days as datetime64. Needs dragoman[pandas]."""
        import pandas as pd

        frame = pd.DataFrame(list(self.rows), columns=list(self.columns))
        for name in self.columns:
            if name.endswith("day") or name.endswith(("_from", "_to")):
                frame[name] = pd.to_datetime(frame[name])
        return frame

    def to_polars(self) -> polars.DataFrame:
        """A DataFrame. Needs dragoman[polars]."""
        import polars as pl

        return pl.DataFrame(list(self.rows), schema=list(self.columns), infer_schema_length=None)


def ask(connection: Connection, kind: Kind, question: Question) -> Answer:
    """The answer to a question. Raises ValueError if the kind can't be asked so."""
    wanted = question.limit
    if wanted is not None:
        import msgspec

        question = msgspec.structs.replace(question, limit=wanted + 1)
    found = connection.execute(query(kind, question))
    columns = ["id" if name == "number" else "page_id" if name == "id" else name for name in found.keys()]  # noqa: SIM118
    rows = [named(kind, dict(zip(columns, row, strict=True))) for row in found]
    return Answer(rows if wanted is None else rows[:wanted], columns, wanted is not None and len(rows) > wanted)


def named(kind: str, row: Row) -> Row:
    """The row with ids in the place of numbers."""
    row["id"] = f"{LETTERS[kind]}{row['id']}"
    for name, letter in (("page", "p"), ("cause", "e"), ("effect", "e")):
        if row.get(name) is not None:
            row[name] = f"{letter}{row[name]}"
    return row


FOUND = (
    "page",
    "page_id",
    "sentence",
    "words",
    "in_sentence",
    "sentences",
    "headline",
    "publisher",
    "published_from",
    "published_to",
    "url",
)


def find(connection: Connection, database: Database, words: Words, question: Question) -> Answer:
    """The pages that have the words, best first, each with the sentence that has most of them.

    `words` are the words in it, `in_sentence` the ids of what was coded there, `sentences` how many sentences of the page have any.
    """
    matches, rank = database.having(words)
    chosen, page = matches, matches.selected_columns[0]
    if conditions := of_page(question):
        chosen = chosen.where(page.in_(select(pages.c.number).where(*conditions)))
    wanted = 2**31 if question.limit is None else question.limit
    numbers = list(connection.execute(chosen.order_by(rank).limit(wanted + 1).offset(question.skip)).scalars())
    more, numbers = len(numbers) > wanted, numbers[:wanted]
    told = {row.number: row for row in connection.execute(select(pages).where(pages.c.number.in_(numbers)))}
    marked = database.marked(connection, words, numbers)
    spans = _sentences(connection, numbers)
    best = {number: _best(marked.get(number, told[number].body), spans.get(number, [])) for number in numbers}
    coded = _coded(connection, numbers)
    rows = []
    for number in numbers:
        row, (at, hits, count) = told[number], best[number]
        start, end = spans[number][at] if spans.get(number) else (0, len(row.body))
        rows.append(
            {
                "page": f"p{number}",
                "page_id": row.id,
                "sentence": row.body[start:end],
                "words": hits,
                "in_sentence": coded.get((number, at), []),
                "sentences": count,
                **{name: getattr(row, name) for name in FOUND[6:]},
            }
        )
    return Answer(rows, FOUND, more)


def _sentences(connection: Connection, numbers: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """Spans of the sentences of each page, as its newest reading has them."""
    out: dict[int, list[tuple[int, int]]] = {}
    asked = (
        select(readings.c.page, sentences.c.span_start, sentences.c.span_end)
        .join(sentences, sentences.c.reading == readings.c.number)
        .where(readings.c.page.in_(numbers), readings.c.newest == 1)
        .order_by(readings.c.page, sentences.c.number)
    )
    for page, start, end in connection.execute(asked):
        out.setdefault(page, []).append((start, end))
    return out


def _best(marked: str, spans: Sequence[tuple[int, int]]) -> tuple[int, list[str], int]:
    """Number of the sentence with most of the words, these, and how many sentences have any."""
    hits: list[tuple[int, str]] = []
    at = 0  # position in the body without the marks
    for n, piece in enumerate(marked.split(OPEN)):
        inside, closed, after = piece.partition(CLOSE)
        if n and closed:
            hits.append((at, inside))
        at += len(inside) + len(after)
    found: dict[int, list[str]] = {}
    for at, word in hits:
        for number, (start, end) in enumerate(spans):
            if start <= at < end:
                found.setdefault(number, []).append(word)
                break
    if not found:
        return 0, [], 0
    best = max(found, key=lambda number: (len({word.lower() for word in found[number]}), len(found[number]), -number))
    return best, list(dict.fromkeys(found[best])), len(found)


def _coded(connection: Connection, numbers: Sequence[int]) -> dict[tuple[int, int], list[str]]:
    """Ids of what stands, by page and sentence."""
    out: dict[tuple[int, int], list[str]] = {}
    for name, table in ITEMS.items():
        asked = select(table.c.page, table.c.sentence, table.c.number).where(table.c.page.in_(numbers), standing(table.c, False))
        for page, sentence, number in connection.execute(asked.order_by(table.c.number)):
            out.setdefault((page, sentence), []).append(f"{LETTERS[name]}{number}")
    return out
