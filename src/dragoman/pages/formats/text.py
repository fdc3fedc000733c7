"""Plain text: one page, as copied from a browser or as sent by an agency."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.coding import Article
from dragoman.errors import InputFault
from dragoman.pages import decode, main_text
from dragoman.pages.article import Asked, assemble


def read(data: bytes, source: str, asked: Asked) -> Iterator[Article | InputFault]:
    """The one article of a plain text page, or its fault."""
    text = decode.plain_text(data, source)
    yield text if isinstance(text, InputFault) else assemble(main_text.read(text), source, asked)
