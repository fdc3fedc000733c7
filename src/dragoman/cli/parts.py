"""The rooms behind the command line, each opened when a command needs it."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.coding import Article, Coding, DateInterval
from dragoman.errors import InputFault

if TYPE_CHECKING:
    from dragoman.cli.options import SecondReader as Settings
    from dragoman.directory import Directory
    from dragoman.reader.llm import SecondReader
    from dragoman.reader.llm.both import PageReader
    from dragoman.reader.reader import Reader


class Rooms:
    """Pages, directory and reader for one run, with the user's own actors in the directory. Each is loaded when first used."""

    def __init__(self, actors: Sequence[Path] = ()) -> None:
        self._actors = actors

    @cached_property
    def directory(self) -> Directory:
        """Who is who. Raises InputFault if a file of actors can't be read."""
        from dragoman.directory import Directory

        return Directory.load(self._actors)

    def reader(self) -> Reader:
        """The reader over this directory."""
        from dragoman.reader.reader import Reader

        return Reader.load(self.directory)

    def second_reader(self, settings: Settings) -> SecondReader:
        """The reader that asks a language model, over this directory."""
        from dragoman.reader.llm import SecondReader, Server

        server = Server(settings.endpoint, settings.model, timeout=settings.timeout, key=settings.key)
        return SecondReader(server, self.directory)

    def articles(self, inputs: Sequence[str], published: DateInterval | None = None) -> Iterator[Article | InputFault]:
        """The articles in `inputs` (paths, folders, `-` for standard input), each fault in the place of what could not be read."""
        from dragoman.pages import read_inputs

        # Only a page without a date needs to know who held which office.
        return read_inputs(inputs, published=published, stdin=sys.stdin.buffer, office_terms=lambda body: self.directory.office_terms(body))


def page_reader(which: str, rooms: Rooms, second: SecondReader | None) -> PageReader:
    """The reader that `--reader` names; `second` is None where only the built-in one reads."""
    if second is None:
        return rooms.reader()
    if which == "llm":
        return second
    from dragoman.reader.llm import BothReaders

    return BothReaders(rooms.reader(), second)


def left_out(second: SecondReader) -> str:
    """One line on what the model answered that did not hold."""
    told = ", ".join(f"{reason} ({count})" for reason, count in second.left_out.most_common())
    return f"dragoman: left out of the model's answers: {told}"


def codings(reader: PageReader, pages: Iterable[Article]) -> Iterator[Coding | InputFault]:
    """Codings of `pages`, in their order. A page that the reader fails on becomes a fault, and the rest goes on.

    An error of `pages` itself is raised when all pages that came before it are coded.
    """
    source = iter(pages)
    waiting: deque[Article] = deque()
    broken: list[Exception] = []

    def taken() -> Iterator[Article]:
        try:
            for article in source:
                waiting.append(article)
                yield article
        except Exception as error:
            broken.append(error)

    while True:
        try:
            for coding in reader.read_many(taken()):
                waiting.popleft()
                yield coding
        except Exception:
            # The batch is lost, but not its pages: read what was taken and not yet coded page by page, then go on in batches.
            while waiting:
                yield _alone(reader, waiting.popleft())
        else:
            if broken:
                raise broken[0]
            return


def _alone(reader: PageReader, article: Article) -> Coding | InputFault:
    try:
        return reader.read(article)
    except InputFault as fault:
        return fault
    except Exception as error:
        return InputFault(article.source, f"the reader failed ({type(error).__name__}: {error})", "please report it with the page")
