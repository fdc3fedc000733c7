"""How much of an input is read before it is called too big."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes after decompression; `pdf_pages` in pages.

    `page` holds for one page: a file, a line of a JSON Lines file, a record of an archive. Archives themselves are streamed and may
    be of any size; a line longer than `page` is skipped, but no further than `skip`, so that a compressed bomb ends.
    """

    page: int = 50_000_000
    skip: int = 1_000_000_000
    pdf_pages: int = 400
