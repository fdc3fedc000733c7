"""JSON Lines: one page a line, with id, source or url, published, headline, body or html. Also an object or a list in a JSON file."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from dragoman.coding import Article
from dragoman.errors import InputFault
from dragoman.pages.article import Asked, Draft, assemble
from dragoman.pages.calendar_words import parse_given
from dragoman.pages.limits import Limits
from dragoman.pages.lines import clean, one_space, paragraphs, split

_FIELDS = "a record has headline and body (or html), and may have id, source, url, published, byline, publisher"
_HEADLINE_WORDS = 30


def read(stream: BinaryIO, source: str, asked: Asked, limits: Limits) -> Iterator[Article | InputFault]:
    """The articles of a JSON Lines stream, in order; for each line that can't be read a fault that names file and line."""
    decoder = msgspec.json.Decoder()
    number = 0
    while True:
        number += 1
        line = stream.readline(limits.page + 1)
        if not line:
            return
        where = f"{source}:{number}"
        if len(line) > limits.page and not line.endswith(b"\n"):
            yield InputFault(where, f"the line is longer than {limits.page:,} bytes", "split the file so that a line holds one page")
            if not _skip_line(stream, limits):
                yield InputFault(
                    where, f"the line goes on for more than {limits.skip:,} bytes; the rest of the file was left out", "mend the file"
                )
                return
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        yield from _read_line(decoder, line, where, asked)


def read_json(data: bytes, source: str, asked: Asked) -> Iterator[Article | InputFault]:
    """The articles of a JSON file that holds one record or a list of them."""
    try:
        value = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield InputFault(source, f"it is not JSON ({error})", "mend the file, or give it the ending .jsonl if each line is a record")
        return
    if isinstance(value, list):
        for i, record in enumerate(value):
            yield read_record(record, f"{source}:{i + 1}", asked)
    else:
        yield read_record(value, source, asked)


def _read_line(decoder: msgspec.json.Decoder[Any], line: bytes, where: str, asked: Asked) -> Iterator[Article | InputFault]:
    try:
        record = decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield InputFault(where, f"the line is not JSON ({error})", "mend the line, or leave it out")
        return
    yield read_record(record, where, asked)


def _skip_line(stream: BinaryIO, limits: Limits) -> bool:
    """Reads on to the end of the line in small pieces; False if it takes too long."""
    skipped = 0
    while skipped < limits.skip:
        piece = stream.readline(1 << 20)
        skipped += len(piece)
        if not piece or piece.endswith(b"\n"):
            return True
    return False


def read_record(record: object, where: str, asked: Asked) -> Article | InputFault:
    """The article of one record; `where` names it if it has neither `source` nor `url`."""
    if not isinstance(record, dict):
        return InputFault(where, "the record is not an object", _FIELDS)
    source = _text(record, "source") or _text(record, "url") or where
    given = parse_given(record.get("published"))
    if record.get("published") not in (None, "") and given is None:
        return InputFault(where, f"published is not a date: {str(record['published'])[:60]!r}", "write it as YYYY-MM-DD (or YYYY-MM, YYYY)")
    for name in ("headline", "body", "html"):
        if record.get(name) is not None and not isinstance(record[name], str):
            return InputFault(where, f"{name} is not a string", _FIELDS)
    body, page = _text(record, "body") or _text(record, "text"), _text(record, "html")
    headline = _text(record, "headline") or _text(record, "title")
    if body:
        draft = _as_it_stands(one_space(clean(headline).replace("\n", " ")) if headline else None, body)
    elif page:
        from dragoman.pages.formats import html

        found = html.draft_of(page, url=_text(record, "url"))
        if found is None:
            return InputFault(where, "no text was found in its html", "give the text as body")
        draft = found
        draft.headline = headline or draft.headline
    elif headline:
        draft = Draft([], headline=one_space(clean(headline)))
    else:
        return InputFault(where, "the record has no body and no html", _FIELDS)
    draft = dataclasses.replace(
        draft,
        given=given,
        byline=_text(record, "byline") or _text(record, "author") or draft.byline,
        publisher=_text(record, "publisher") or draft.publisher,
        url=_text(record, "url") or draft.url,
    )
    article = assemble(draft, source, asked)
    # A fault is looked for in the file, so it names the line and not the record's own source.
    return InputFault(where, article.why, article.mend) if isinstance(article, InputFault) else article


def _as_it_stands(headline: str | None, body: str) -> Draft:
    """The record's own text, nothing but white space changed. Without a headline a first line that can be one is taken for it."""
    from dragoman.pages import dates

    lines = split(clean(body))
    texts = paragraphs(body)
    if headline is None and len(lines) > 1 and not lines[0].prose and lines[0].words <= _HEADLINE_WORDS:
        headline, texts = texts[0], texts[1:]
        lines = lines[1:]
    starts = next((i for i, line in enumerate(lines) if line.prose), 0)
    return Draft(texts, headline=headline, stated=dates.stated(lines[starts : starts + 3], [None] * 3, 0, 1))


def _text(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    return value.strip() or None if isinstance(value, str) else None
