"""Codings for the tests of the record: the sample coding as the coding of other pages and by other readers."""

from __future__ import annotations

from typing import Any

import msgspec

import sample_coding
from dragoman.coding import Coding


def coding(id: str = "1", reader: str = "test", **changes: Any) -> Coding:
    """The sample as the page of this id, read by this reader, with parts of the coding changed."""
    sample = sample_coding.coding()
    article = msgspec.structs.replace(sample.article, id=id, source=f"pages/{id}.txt")
    return msgspec.structs.replace(sample, article=article, reader=reader, **changes)
