"""WARC, also gzipped: the HTML and text pages that an archive holds, one after the other, never the whole in memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from dragoman.coding import Article
from dragoman.errors import InputFault
from dragoman.pages import decode, main_text
from dragoman.pages.article import Asked, assemble
from dragoman.pages.calendar_words import parse_given
from dragoman.pages.formats import html
from dragoman.pages.limits import Limits

_PAGES = ("text/html", "application/xhtml", "text/plain")


def read(stream: BinaryIO, source: str, asked: Asked, limits: Limits) -> Iterator[Article | InputFault]:
    """The articles of an archive, each with the source `archive#offset`, the offset in bytes as the archive lies on disk.

    Records that aren't pages (requests, pictures, redirects) are passed over in silence.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = ArchiveIterator(stream)
    offset = 0
    while True:
        try:
            record = next(records)
        except StopIteration:
            # The iterator ends in silence at a record cut off in its head: bytes are left after the last whole one.
            if records.fh.tell() > records.offset:
                yield InputFault(f"{source}#{records.offset}", "the archive breaks off in this record", "fetch it again, or cut it there")
            return
        except (ArchiveLoadFailed, EOFError, OSError, zlib.error, ValueError) as error:
            yield InputFault(
                f"{source}#{offset}",
                f"the archive breaks off ({type(error).__name__})",
                "fetch it again, or cut it after the last whole record",
            )
            return
        offset = records.offset  # asking get_record_offset() would read the record to its end
        where = f"{source}#{offset}"
        try:
            if not _is_page(record):
                continue
            data = record.content_stream().read(limits.page + 1)
            if len(data) <= limits.page and not record.raw_stream.read(1) and record.raw_stream.limit > 0:
                raise EOFError  # fewer bytes than the record announces
        except (EOFError, OSError, zlib.error, ValueError) as error:
            yield InputFault(where, f"the record breaks off or can't be unpacked ({type(error).__name__})", "fetch the archive again")
            continue
        if len(data) > limits.page:
            yield InputFault(where, f"the page is larger than {limits.page:,} bytes", "leave it out")
            continue
        if data.strip():
            yield _page(record, data, where, asked)


def _is_page(record) -> bool:  # type: ignore[no-untyped-def]
    if record.rec_type not in ("response", "resource", "conversion"):
        return False
    kind = record.rec_headers.get_header("Content-Type") or ""
    if record.rec_type == "response":
        if record.http_headers is None or not str(record.http_headers.get_statuscode()).startswith("2"):
            return False
        kind = record.http_headers.get_header("Content-Type") or ""
    return kind.split(";")[0].strip().lower().startswith(_PAGES)


def _page(record, data: bytes, where: str, asked: Asked) -> Article | InputFault:  # type: ignore[no-untyped-def]
    url = record.rec_headers.get_header("WARC-Target-URI")
    kind = (record.http_headers.get_header("Content-Type") if record.http_headers else record.rec_headers.get_header("Content-Type")) or ""
    if kind.lower().startswith("text/plain"):
        text = decode.plain_text(data, where)
        if isinstance(text, InputFault):
            return text
        draft = main_text.read(text)
    else:
        declared = kind.lower().partition("charset=")[2].strip(" \"';") or None
        found = html.draft_of(decode.html_text(data, declared), url=url)
        if found is None:
            return InputFault(where, "no news text was found in the page", "leave it out")
        draft = found
    draft.url = draft.url or url
    # The day of the crawl says when the page was there, not when it was published.
    crawled = parse_given(record.rec_headers.get_header("WARC-Date") or "")
    draft.not_after = crawled.latest if crawled else None
    return assemble(draft, where, asked)
