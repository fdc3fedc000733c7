"""Codings as one self-contained page for a browser: each article with its codings marked in the text, and tables that lead to the words.

Nothing is fetched and nothing runs: no script, no outside font, image or style, and a content security policy that forbids them. Everything
that comes from a page is escaped. A mark tells who did what to whom when the pointer or the keyboard is on it; it leads to its row in the
table, and the row leads back.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from dragoman import __version__
from dragoman.cli.show import words
from dragoman.cli.show.items import Item, items
from dragoman.cli.show.segments import segments
from dragoman.coding import Article, Coding, Span
from dragoman.reader.sentences import paragraphs

_LIT = 99  # Codings of a page that light up together with their words and row; later ones are only linked.
_KEY = [
    ("vc", "words of cooperation"),
    ("mc", "deeds of cooperation"),
    ("vx", "words of conflict"),
    ("mx", "deeds of conflict"),
    ("ot", "relations, commitments, conditions"),
]


class HtmlFormat:
    """Writes codings as one HTML document."""

    def __init__(self) -> None:
        self._style = (Path(__file__).parent / "page.css").read_text("utf-8") + "".join(_lit_rules())
        self._titles: list[str] = []

    def begin(self) -> str:
        digest = base64.b64encode(hashlib.sha256(self._style.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        return (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
            f"<title>Codings by dragoman</title>\n<style>{self._style}</style>\n</head>\n<body>\n"
        )

    def page(self, coding: Coding) -> str:
        """One article with what it says."""
        self._titles.append(coding.article.headline or coding.article.source)
        return _Page(coding, len(self._titles)).html()

    def end(self) -> str:
        contents = ""
        if len(self._titles) > 1:
            rows = "".join(f'<li><a href="#p{n}">{escape(title)}</a></li>' for n, title in enumerate(self._titles, 1))
            contents = f"<h2>Pages</h2><ol>{rows}</ol>"
        return f'<footer class="foot">{contents}Coded by dragoman {escape(__version__)}.</footer>\n</body>\n</html>\n'


class _Mark(NamedTuple):
    """What a stretch of text is to a coding: its words, its act, a side that did it, a side to whom it was done."""

    role: str  # "w", "k", "s", "g": the class on the page is this and the item's number
    item: Item


class _Page:
    def __init__(self, coding: Coding, number: int) -> None:
        self._coding = coding
        self._items = items(coding)
        self._id = f"p{number}"
        self._marks: list[tuple[Span, _Mark]] = []
        for item in self._items:
            self._marks.append((item.words, _Mark("w", item)))
            self._marks.append((item.act, _Mark("k", item)))
            self._marks += [(span, _Mark("s", item)) for span in item.sources]
            self._marks += [(span, _Mark("g", item)) for span in item.targets]
        self._told: set[int] = set()

    def html(self) -> str:
        article = self._coding.article
        language = f' lang="{escape(article.language)}"' if article.language else ""
        text = "".join(self._text())
        return (
            f'<section class="page" id="{self._id}">\n<article class="text" dir="auto"{language}>\n{text}</article>\n'
            f'<div class="codings">{"".join(self._tables())}</div>\n{_apart(article)}</section>\n'
        )

    def _text(self) -> Iterator[str]:
        article = self._coding.article
        body = article.body
        spans = paragraphs(body)
        if spans and article.headline and " ".join(body[slice(*spans[0])].split()) == " ".join(article.headline.split()):
            yield f"<h1>{self._marked(spans.pop(0))}</h1>\n"
        else:
            yield f"<h1>{escape(article.headline or 'No headline')}</h1>\n"
        yield self._about()
        yield _legend(self._items)
        for span in spans:
            yield f"<p>{self._marked(span)}</p>\n"

    def _marked(self, span: Span) -> str:
        return "".join(self._stretch(*segment) for segment in segments(*span, self._marks))

    def _stretch(self, start: int, end: int, marks: list[_Mark]) -> str:
        text = escape(self._coding.article.body[start:end])
        if not marks:
            return text
        classes = " ".join(dict.fromkeys(f"{mark.role}{mark.item.number}" for mark in marks))
        acts = list(dict.fromkeys(mark.item for mark in marks if mark.role == "k"))
        if not acts:
            return f'<span class="{classes}">{text}</span>'
        first = acts[0]
        # An act cut into several stretches is one stop for the keyboard and one place to come back to.
        begins = [item for item in acts if item.number not in self._told]
        self._told.update(item.number for item in begins)
        anchors = f' id="{self._id}t{begins[0].number}"' if begins else ' tabindex="-1"'
        others = "".join(f'<span id="{self._id}t{item.number}"></span>' for item in begins[1:])
        chips = "".join(f'<sup class="chip {item.look}" aria-hidden="true">{escape(item.id)}</sup>' for item in acts if item.act[1] == end)
        if chips:
            # The last word and its chips stay on one line.
            cut = text.rfind(" ") + 1
            text = f'{text[:cut]}<span class="last">{text[cut:]}{chips}</span>'
        tip = escape("\n\n".join(item.tip for item in acts))
        return (
            f'<a class="t {first.look} {classes}"{anchors} href="#{self._id}i{first.number}" '
            f'aria-describedby="{self._id}i{first.number}" data-tip="{tip}">{others}{text}</a>'
        )

    def _about(self) -> str:
        article = self._coding.article
        parts = [words.published_long(article.published), article.publisher, article.byline]
        spans = "".join(f"<span>{escape(part)}</span>" for part in parts if part)
        if article.url and article.url.lower().startswith(("https://", "http://")):
            spans += f'<span><a href="{escape(article.url)}" rel="noopener noreferrer">the page itself</a></span>'
        else:
            spans += f"<span>{escape(article.source)}</span>"
        return f'<p class="about">{spans}</p>\n'

    def _tables(self) -> Iterator[str]:
        for title in dict.fromkeys(item.group for item in self._items):
            rows = "".join(self._row(item) for item in self._items if item.group == title)
            yield (
                f'<section><h2>{title}</h2><table><thead><tr><th scope="col">#</th><th scope="col">Who, what, whom</th>'
                f'<th scope="col">When</th><th scope="col">Sure</th></tr></thead><tbody>{rows}</tbody></table></section>'
            )
        if not self._items:
            yield "<section><h2>Events</h2><p>Nothing was coded on this page.</p></section>"

    def _row(self, item: Item) -> str:
        # The text is made before the tables; what found no place in it has nothing to lead to.
        id_ = escape(item.id)
        if item.number in self._told:
            id_ = f'<a href="#{self._id}t{item.number}">{id_}</a>'
        when = escape(item.when.replace("..", "\n.."))
        notes = "".join(f'<span class="note">{escape(note)}</span>' for note in item.notes)
        return (
            f'<tr id="{self._id}i{item.number}" class="k{item.number}">'
            f'<td class="id">{id_}</td>'
            f'<td><span class="sides">{escape(item.sides)}</span> <span class="what {item.look}">{escape(item.what)}</span>{notes}</td>'
            f'<td class="when">{when}</td>'
            f"<td>{item.confidence:.2f}</td></tr>"
        )


def _legend(coded: list[Item]) -> str:
    present = {item.look for item in coded}
    rows = "".join(f'<li><span class="key {look}">{name}</span></li>' for look, name in _KEY if look in present)
    return f'<ul class="legend" aria-label="How codings are marked">{rows}</ul>\n' if rows else ""


def _apart(article: Article) -> str:
    """Readers' comments and the page's counters, which are not news and are not coded."""
    out = ""
    if article.comments:
        rows = ""
        for comment in article.comments:
            head = " · ".join(escape(part) for part in (comment.author, comment.date) if part)
            rows += f'<li><span class="note">{head}</span><p>{escape(comment.text)}</p></li>'
        out += f"<section><h2>Readers’ comments, not coded</h2><ol>{rows}</ol></section>"
    if article.counters or article.comments_open is not None:
        rows = "".join(
            f"<dt>{escape(str(name))}</dt><dd>{escape(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))}</dd>"
            for name, value in article.counters.items()
        )
        if article.comments_open is not None:
            rows += f"<dt>comments are</dt><dd>{'open' if article.comments_open else 'closed'}</dd>"
        out += f"<section><h2>What the page says of itself</h2><dl>{rows}</dl></section>"
    return f'<aside class="apart">{out}</aside>\n' if out else ""


def _lit_rules() -> Iterator[str]:
    """With the pointer or the keyboard on an act or its row: its words and row lit, who did it boxed, to whom it was done underboxed."""
    for n in range(1, _LIT + 1):
        on = f".page:has(.k{n}:is(:hover,:focus,:focus-within,:target))"
        yield (
            f"{on} :is(.w{n},tr.k{n}){{background:var(--lit)}}{on} .s{n}{{box-shadow:0 0 0 1.5px var(--ink);border-radius:2px}}"
            f"{on} .g{n}{{outline:1.5px dashed var(--ink);outline-offset:1px}}\n"
        )
