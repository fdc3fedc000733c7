"""From the parts of a page to an Article: the body put together, the date decided, the content hashed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dragoman.coding import Article, Comment, DateInterval, Published
from dragoman.errors import InputFault
from dragoman.pages import dates, language
from dragoman.pages.dates import OfficeTerms, Stated


@dataclass(slots=True)
class Draft:
    """The parts of a page as a format found them. `paragraphs` leave out the headline."""

    paragraphs: list[str]
    headline: str | None = None
    byline: str | None = None
    publisher: str | None = None
    url: str | None = None
    stated: Stated = field(default_factory=lambda: Stated(None))
    metadata: DateInterval | None = None
    given: DateInterval | None = None
    not_after: date | None = None
    comments: list[Comment] = field(default_factory=list)
    counters: dict[str, Any] = field(default_factory=dict)
    comments_open: bool | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller knows beside the page: a date for all pages, and the terms of office holders named in a body."""

    published: DateInterval | None = None
    office_terms: OfficeTerms | None = None


def assemble(draft: Draft, source: str, asked: Asked) -> Article | InputFault:
    """The article of `draft`, or the fault that it has no text or isn't in English."""
    paragraphs = _without_repeated_headline(draft.headline, draft.paragraphs)
    body = "\n\n".join([draft.headline, *paragraphs] if draft.headline else paragraphs)
    if not body.strip():
        return InputFault(source, "no text was found in it", "give a page that holds a news text")
    code = language.detect("\n".join(paragraphs) or body)
    if code not in (None, "en"):
        name = language.name_of(code or "")
        return InputFault(
            source, f"the page is in {name}, and dragoman reads English only", "give an English page or translation, or leave it out"
        )
    published = dates.decide(
        given=asked.published or draft.given,
        stated_on_page=draft.stated.interval,
        metadata=draft.metadata,
        infer=lambda: _infer(body, draft, asked.office_terms),
        not_after=draft.not_after,
    )
    return Article(
        id=content_id(body, published),
        source=source,
        headline=draft.headline,
        byline=draft.byline,
        publisher=draft.publisher,
        language=code,
        url=draft.url,
        published=published,
        body=body,
        comments=draft.comments,
        counters=draft.counters,
        comments_open=draft.comments_open,
    )


def _infer(body: str, draft: Draft, office_terms: OfficeTerms | None) -> DateInterval | None:
    from dragoman.pages.infer import infer

    return infer(body, office_terms=office_terms, stated=draft.stated, not_after=draft.not_after)


def content_id(body: str, published: Published | None) -> str:
    """16 hexadecimal digits that depend on the body (headline first) and the published date alone."""
    when = f"{published.earliest}..{published.latest}" if published else ""
    return hashlib.sha256(f"{body}\n{when}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _without_repeated_headline(headline: str | None, paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs without blank ones and without a first one that only says the headline again."""
    kept = [p for p in (p.strip() for p in paragraphs) if p]
    if headline:
        plain = _plain(headline)
        while kept and _plain(kept[0]) == plain:
            kept.pop(0)
    return kept


def _plain(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
