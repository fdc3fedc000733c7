"""PDF: the text of its pages, without running heads and page numbers, then read like any page of text."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator

from dragoman.coding import Article
from dragoman.errors import InputFault
from dragoman.pages import main_text
from dragoman.pages.article import Asked, assemble
from dragoman.pages.calendar_words import parse_given
from dragoman.pages.limits import Limits

_PAGE_NUMBER = re.compile(r"^\W*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*$", re.I)
_DIGITS = re.compile(r"\d+")
# Letters of a PDF differ in width: a folded line may fall short by this share.
_SLACK = 0.18
_EDGE = 2


def read(data: bytes, source: str, asked: Asked, limits: Limits) -> Iterator[Article | InputFault]:
    """The one article of a PDF, or its fault."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            yield InputFault(source, "the PDF is locked with a password", "save it without the password")
            return
        pages: list[list[str]] = []
        size = 0
        for page in reader.pages[: limits.pdf_pages]:
            text = page.extract_text() or ""
            size += len(text)
            if size > limits.page:
                yield InputFault(source, f"the PDF holds more than {limits.page:,} characters of text", "split it")
                return
            pages.append(text.split("\n"))
        made = str(reader.metadata.get("/CreationDate") or "") if reader.metadata else ""
    except Exception as error:  # pypdf raises many kinds on broken files, and none is a fault of ours
        yield InputFault(
            source, f"the PDF is broken ({type(error).__name__}: {str(error)[:100]})", "save it anew from the program that made it"
        )
        return
    text = "\n".join(_without_running_heads(pages))
    if not text.strip():
        yield InputFault(source, "the PDF holds no text, only pictures", "run text recognition (OCR) over it first")
        return
    draft = main_text.read(text, slack=_SLACK)
    # A file is made no earlier than the news in it, so its date only bounds what the text tells.
    made_on = parse_given(made[2:10]) if made.startswith("D:") else None
    draft.not_after = made_on.latest if made_on else None
    yield assemble(draft, source, asked)


def _without_running_heads(pages: list[list[str]]) -> list[str]:
    """The lines of all pages, without page numbers and the lines that recur at the pages' edges (numbers in them aside)."""
    edges: Counter[str] = Counter()
    for page in pages:
        filled = [line.strip() for line in page if line.strip()]
        edges.update({_DIGITS.sub("#", line) for line in filled[:_EDGE] + filled[-_EDGE:]})
    recurring = {line for line, count in edges.items() if count >= 3 or (count == 2 and len(pages) == 2)}
    out: list[str] = []
    for number, page in enumerate(pages):
        last = len(page) - 1
        for i, line in enumerate(page):
            at_edge = i <= _EDGE or i >= last - _EDGE
            if at_edge and (_PAGE_NUMBER.match(line) or (number and _DIGITS.sub("#", line.strip()) in recurring)):
                continue
            out.append(line)
    return out
