"""RSS and Atom: one article an entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dragoman.coding import Article, DateInterval
from dragoman.errors import InputFault
from dragoman.pages.article import Asked, assemble
from dragoman.pages.formats import html


def read(data: bytes, source: str, asked: Asked) -> Iterator[Article | InputFault]:
    """The articles of a feed. An entry's source is its link, else the feed with the entry's number: `feed.xml#3`."""
    import feedparser

    try:
        feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # a broken feed must not end the run
        yield InputFault(source, f"the feed can't be read ({type(error).__name__})", "save the feed anew")
        return
    entries = feed.get("entries") or []
    if not entries:
        why = f"the feed holds no entries ({feed['bozo_exception']})" if feed.get("bozo") else "the feed holds no entries"
        yield InputFault(source, why, "give a feed with entries")
        return
    publisher = (feed.get("feed") or {}).get("title") or None
    for i, entry in enumerate(entries, 1):
        yield _entry(entry, f"{source}#{i}", publisher, asked)


def _entry(entry: Any, where: str, publisher: str | None, asked: Asked) -> Article | InputFault:
    link = entry.get("link") or None
    title = html.plain(entry.get("title") or "") or None
    contents = [c.get("value") or "" for c in entry.get("content") or []]
    text = max([*contents, entry.get("summary") or ""], key=len)
    if not text.strip() and not title:
        return InputFault(where, "the entry has neither title nor text", "leave it out")
    draft = html.fragment(text, title)
    draft.url, draft.publisher = link, (entry.get("source") or {}).get("title") or publisher
    draft.byline = entry.get("author") or draft.byline
    draft.metadata = _day(entry.get("published_parsed") or entry.get("updated_parsed"))
    count = str(entry.get("slash_comments") or "")
    if count.isdigit():
        draft.counters.setdefault("comments", int(count))
    article = assemble(draft, link or where, asked)
    return InputFault(where, article.why, article.mend) if isinstance(article, InputFault) else article


def _day(parsed: Any) -> DateInterval | None:
    try:
        there = date(parsed[0], parsed[1], parsed[2])
    except (TypeError, ValueError, IndexError):
        return None
    return DateInterval(there, there)
