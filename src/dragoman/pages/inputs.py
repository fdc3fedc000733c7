"""From what a user names (files, folders, `-`) to articles: finds the pages, opens them, tells their form, hands them to their format."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.coding import Article, DateInterval
from dragoman.errors import InputFault
from dragoman.pages.article import Asked
from dragoman.pages.dates import OfficeTerms
from dragoman.pages.limits import Limits
from dragoman.pages.sniff import HEAD, Form, binary_kind, form_of

_DEFAULT = Limits()
_SNIFFED = 65_536


def read_inputs(
    inputs: Iterable[str],
    *,
    published: DateInterval | None = None,
    stdin: BinaryIO | None = None,
    limits: Limits = _DEFAULT,
    office_terms: OfficeTerms | None = None,
) -> Iterator[Article | InputFault]:
    """The articles of `inputs` (paths of files and folders, `-` for `stdin`), in order, one after the other as they are asked for.

    What can't be read comes as one InputFault in its place, and the rest goes on. `published` is the date of all pages, as a user gives
    it. `office_terms` helps to date a page that doesn't say: given a body, the interval in which the office holders named in it were all
    in office. Raises nothing for bad inputs.
    """
    asked = Asked(published, office_terms)
    for name in inputs:
        if name == "-":
            yield from _guarded(_read_stream(stdin or sys.stdin.buffer, "-", asked, limits), "-")
        else:
            for path in _walk(name):
                if isinstance(path, InputFault):
                    yield path
                else:
                    yield from _guarded(_read_path(path, asked, limits), str(path))


def _guarded(articles: Iterator[Article | InputFault], source: str) -> Iterator[Article | InputFault]:
    """`articles`, ended by a fault where the file breaks off or can't be opened."""
    try:
        yield from articles
    except gzip.BadGzipFile:
        yield InputFault(source, "it is broken gzip", "fetch or compress it again")
    except (EOFError, zlib.error):
        yield InputFault(source, "the compressed file breaks off before its end", "fetch or compress it again")
    except PermissionError:
        yield InputFault(source, "it may not be read", "change its permissions")
    except OSError as error:
        yield InputFault(source, f"it can't be read ({error.strerror or error})", "check the file and its disk")
    except RecursionError:
        yield InputFault(source, "it is nested too deep", "give the page as plain text")


def _walk(name: str) -> Iterator[Path | InputFault]:
    """The files that `name` stands for: itself, or those under it in sorted order; hidden files and folders are left out."""
    path = Path(name)
    try:
        if path.is_dir():
            yield from _files(path, name)
        elif path.exists():
            yield path
        elif "://" in name:
            yield InputFault(name, "it is an address, and dragoman reads files only", "save the page and give the file")
        else:
            yield InputFault(name, "there is no such file or folder", "check the path")
    except OSError as error:
        yield InputFault(name, f"it can't be looked into ({error.strerror or error})", "check the path and its permissions")
    except ValueError:
        yield InputFault(repr(name), "it is no path", "check the path")


def _files(folder: Path, name: str) -> Iterator[Path | InputFault]:
    found = False
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(here.iterdir())
        except OSError as error:
            yield InputFault(str(here), f"the folder can't be looked into ({error.strerror or error})", "change its permissions")
            continue
        folders = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                if not entry.is_symlink():  # a link may lead round in a circle
                    folders.append(entry)
            elif entry.is_file():
                found = True
                yield entry
        waiting += reversed(folders)
    if not found:
        yield InputFault(name, "the folder holds no files", "give a folder with pages in it")


def _read_path(path: Path, asked: Asked, limits: Limits) -> Iterator[Article | InputFault]:
    with path.open("rb") as file:
        yield from _read_stream(file, str(path), asked, limits)


def _read_stream(stream: BinaryIO, source: str, asked: Asked, limits: Limits) -> Iterator[Article | InputFault]:
    head = _read_fully(stream, _SNIFFED)
    stream = _rewound(stream, head)
    form = form_of(head[:HEAD], source)
    if form == "gzip":
        # Looked into by its first bytes alone, so that a bomb isn't unpacked to learn what it is.
        head = zlib.decompressobj(wbits=31).decompress(head, HEAD)
        form = form_of(head, source)
        if form == "gzip":
            yield InputFault(source, "it is compressed twice", "unpack it once")
            return
        if form != "warc":  # the archive reader unpacks its records itself
            stream = gzip.GzipFile(fileobj=stream)  # type: ignore[assignment]
    yield from _dispatch(form, stream, source, head, asked, limits)


def _read_fully(stream: BinaryIO, size: int) -> bytes:
    """The next `size` bytes, fewer only at the end: a pipe gives them in pieces."""
    pieces = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _rewound(stream: BinaryIO, head: bytes) -> BinaryIO:
    """`stream` with `head`, which was read from it, before it again."""
    try:
        stream.seek(-len(head), io.SEEK_CUR)
    except (OSError, ValueError):
        return io.BufferedReader(_Chained(head, stream))
    return stream


class _Chained(io.RawIOBase):
    """Some bytes, then a stream that can't be wound back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def _dispatch(form: Form, stream: BinaryIO, source: str, head: bytes, asked: Asked, limits: Limits) -> Iterator[Article | InputFault]:
    if form == "empty":
        rest = stream.read(limits.page + 1) if head else b""
        if form_of(rest, source) == "empty":
            yield InputFault(source, "it is empty", "give a page with text in it")
            return
        form, stream = form_of(rest.lstrip(), source), io.BytesIO(rest.lstrip())
    if form == "binary":
        yield InputFault(source, f"it is {binary_kind(head)}, not a page", "give text, HTML, PDF, RSS, WARC or JSON Lines")
        return
    if form == "warc":
        from dragoman.pages.formats import warc

        yield from warc.read(stream, source, asked, limits)
        return
    if form == "jsonl":
        from dragoman.pages.formats import jsonl

        yield from jsonl.read(stream, source, asked, limits)
        return
    data = stream.read(limits.page + 1)
    if len(data) > limits.page:
        yield InputFault(
            source, f"it is larger than {limits.page:,} bytes, the most for one page", "split it, or give many pages as JSON Lines"
        )
        return
    yield from _whole(form, data, source, asked, limits)


def _whole(form: Form, data: bytes, source: str, asked: Asked, limits: Limits) -> Iterator[Article | InputFault]:
    if form == "text":
        from dragoman.pages.formats import text

        yield from text.read(data, source, asked)
    elif form == "html":
        from dragoman.pages.formats import html

        yield from html.read(data, source, asked)
    elif form == "pdf":
        from dragoman.pages.formats import pdf

        yield from pdf.read(data, source, asked, limits)
    elif form == "feed":
        from dragoman.pages.formats import feed

        yield from feed.read(data, source, asked)
    elif form == "json":
        from dragoman.pages.formats import jsonl

        yield from jsonl.read_json(data, source, asked)
    else:
        raise AssertionError(form)
