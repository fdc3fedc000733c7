"""Vocabularies of pages: furniture, labels, landmarks, function words. Read once, on first use."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[list[str]]:
    """The rows of the tab-separated table `name`, as lists of cells; blank lines, lines that start with `#` and the heading left out."""
    heading = True
    for line in files(__name__).joinpath(name).read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if heading:
            heading = False
            continue
        yield [cell.strip() for cell in line.split("\t")]
