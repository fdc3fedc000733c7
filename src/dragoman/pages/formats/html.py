"""HTML: metadata from its head, the text from its markup, comments and counters from both its markup and its visible lines.

The main text is what trafilatura finds. What it loses is read here: the headline, the readers' comments, the counters, whether comments
are open, and the date as the page's own metadata and visible lines give it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.coding import Article, Comment, DateInterval
from dragoman.errors import InputFault
from dragoman.pages import decode, main_text
from dragoman.pages.article import Asked, Draft, assemble
from dragoman.pages.calendar_words import parse_given
from dragoman.pages.furniture import kind_of
from dragoman.pages.headline import without_site
from dragoman.pages.lines import Line, clean, one_space, split
from dragoman.pages.tables import rows

Element = Any
_BLOCK = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "nav",
        "ul",
        "ol",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "tr",
        "table",
        "blockquote",
        "figure",
        "figcaption",
        "form",
        "dl",
        "dt",
        "dd",
        "address",
        "pre",
        "hr",
        "time",
        "button",
        "label",
        "option",
    ]
)
_HIDDEN = frozenset(["script", "style", "noscript", "template", "svg", "iframe", "object", "head", "select", "textarea"])
_PARTING = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "table",
        "blockquote",
        "figure",
        "form",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "aside",
    ]
)
_MAX_DEPTH = 400
_COMMENT_LIST = re.compile(
    r"\b(?:comment-?list|comments-?list|comments?-?area|commentlist|comments?|disqus_thread|"
    r"responses|discussion|replies|reader-comments)\b",
    re.I,
)
_COMMENT_ITEM = re.compile(
    r"(?:^|[\s_-])(?:comment|reply|response)(?:[-_]?(?:item|body|wrap|wrapper|container|box|entry|block|\d+))?(?:$|[\s])", re.I
)
_AUTHOR = re.compile(r"author|user-?name|commenter|\bfn\b|nick|byline|\bname\b", re.I)
_WHEN = re.compile(r"date|time|posted|metadata|\bago\b", re.I)
_WORDS = re.compile(r"comment-?(?:content|text|body|message)|\btext\b|\bmessage\b|\bcontent\b", re.I)


def read(data: bytes, source: str, asked: Asked) -> Iterator[Article | InputFault]:
    """The one article of an HTML page, or its fault."""
    draft = draft_of(decode.html_text(data))
    if draft is None:
        yield InputFault(source, "no news text was found in the page", "save the page as plain text, or give its print view")
    else:
        yield assemble(draft, source, asked)


def draft_of(page: str, *, url: str | None = None) -> Draft | None:
    """The parts of an HTML page, None if it holds no text. Broken markup is read as far as it goes."""
    tree = _tree(page)
    if tree is None:
        return None
    meta = _meta(tree)
    linked = list(_linked_data(tree))
    title = _title(tree, meta, linked)
    visible = split(clean(_visible(tree)))
    if not visible:
        return None
    shown = main_text.read_lines(visible, title=title)
    found_comments = _comments(tree)
    draft = Draft(
        paragraphs=_main_text(page, title, shown),
        headline=title or shown.headline,
        byline=_byline(meta, linked) or shown.byline,
        publisher=_publisher(meta, linked) or shown.publisher,
        url=meta.get("og:url") or _canonical(tree) or url,
        stated=shown.stated,
        metadata=_date(tree, meta, linked, page),
        comments=found_comments or shown.comments,
        counters=_counters(tree, shown.counters),
        comments_open=shown.comments_open,
    )
    if draft.comments and not draft.counters.get("comments"):
        draft.counters.pop("comments", None)
    return draft if draft.paragraphs or draft.headline else None


def fragment(markup: str, title: str | None) -> Draft:
    """The parts of a piece of HTML or text that stands for a page without its surroundings, as a feed carries it."""
    lines = split(clean(_visible(tree) if "<" in markup and (tree := _tree(markup)) is not None else markup))
    kept = [line.text for line in lines if kind_of(line) is None]
    if kept and title and kept[0] == title:
        kept = kept[1:]
    from dragoman.pages import dates

    first = next((i for i, line in enumerate(lines) if line.prose), 0)
    return Draft(kept, headline=title, stated=dates.stated(lines[first : first + 2], [None, None], 0, 1))


def plain(markup: str) -> str:
    """The words of a short piece of HTML or text, on one line."""
    tree = _tree(markup) if "<" in markup else None
    return one_space(clean(_visible(tree) if tree is not None else markup).replace("\n", " "))


def _tree(page: str) -> Element | None:
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page).replace("\x00", "")
    if not page.strip():
        return None
    try:
        return lxml_html.document_fromstring(page, parser=lxml_html.HTMLParser(recover=True, remove_comments=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def _visible(tree: Element) -> str:
    """The text that a reader of the page sees, one line a block, blank lines where paragraphs part."""
    out: list[str] = []
    stack: list[tuple[Element, bool, int]] = [(tree, False, 0)]
    while stack:
        node, closing, depth = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if closing:
            if tag in _BLOCK:
                out.append("\n\n" if tag in _PARTING else "\n")
            if node.tail and node is not tree:
                out.append(node.tail.replace("\n", " "))
            continue
        if not tag or tag in _HIDDEN or _is_hidden(node) or depth > _MAX_DEPTH:
            if node.tail and node is not tree:
                out.append(node.tail.replace("\n", " "))
            continue
        if tag in _BLOCK:
            out.append("\n\n" if tag in _PARTING else "\n")
        if node.text:
            out.append(node.text if tag == "pre" else node.text.replace("\n", " "))
        stack.append((node, True, depth))
        stack.extend((child, False, depth + 1) for child in reversed(node))
    return "".join(out)


def _is_hidden(node: Element) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or node.get("hidden") is not None or node.get("aria-hidden") == "true"


def _meta(tree: Element) -> dict[str, str]:
    out: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        value = node.get("content")
        if name and value and value.strip():
            out.setdefault(name.lower(), one_space(clean(value)))
    return out


def _linked_data(tree: Element) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD that describe an article."""
    for node in tree.iter("script"):
        if (node.get("type") or "").lower() != "application/ld+json" or not node.text:
            continue
        try:
            value = json.loads(node.text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [value]
        while waiting:
            item = waiting.pop()
            if isinstance(item, list):
                waiting.extend(item[:200])
            elif isinstance(item, dict):
                kinds = item.get("@type")
                if any(
                    "article" in str(k).lower() or "posting" in str(k).lower() or "report" in str(k).lower()
                    for k in (kinds if isinstance(kinds, list) else [kinds])
                ):
                    yield item
                waiting.extend(
                    v for k, v in item.items() if k in ("@graph", "mainEntity", "mainEntityOfPage") and isinstance(v, (dict, list))
                )


def _title(tree: Element, meta: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    """The headline: the one that most of the page's own statements of it agree on, the visible one before those in the head."""
    heads = [one_space(clean("".join(h.itertext())).replace("\n", " ")) for h in tree.iter("h1") if not _is_hidden(h)]
    heads = [h for h in heads if h and len(h.split()) >= 2]
    stated = [
        meta.get("og:title"),
        *(str(item["headline"]) for item in linked if isinstance(item.get("headline"), str)),
        meta.get("twitter:title"),
        meta.get("title"),
    ]
    title_node = next(tree.iter("title"), None)
    if title_node is not None and title_node.text:
        stated.append(title_node.text)
    names = [one_space(clean(s).replace("\n", " ")) for s in stated if s and s.strip()]
    for head in heads:
        # The h1 that the head repeats, with or without the site's name behind it.
        if any(_same(head, name) or _same(head, without_site(name, [head])[0]) or name.startswith(head) for name in names):
            return head
    if len(heads) == 1 and not names:
        return heads[0]
    for name in names:
        return without_site(name, heads)[0] if meta.get("og:site_name") is None else _without(name, meta["og:site_name"])
    return heads[0] if heads else None


def _without(name: str, site: str) -> str:
    for mark in (" | ", " - ", " – ", " — ", " :: ", " » "):
        if name.lower().endswith((mark + site).lower()):
            return name[: -len(mark + site)].strip()
    return without_site(name)[0]


def _same(a: str, b: str) -> bool:
    return "".join(c for c in a.lower() if c.isalnum()) == "".join(c for c in b.lower() if c.isalnum())


def _main_text(page: str, title: str | None, shown: Draft) -> list[str]:
    """The paragraphs that trafilatura finds, cleaned of furniture; those of the visible lines where it finds much less or fails."""
    try:
        import trafilatura

        text = trafilatura.extract(page, include_comments=False, include_tables=False, favor_precision=False, deduplicate=False) or ""
    except Exception:  # broken markup must not end the run
        text = ""
    found: list[str] = []
    comments = " ".join(c.text for c in shown.comments)
    for line in split(clean(text)):
        # A list item comes with a dash before it.
        body = one_space(line.text.removeprefix("- "))
        piece = Line(body, body, line.block)
        if kind_of(piece) is not None or (title and _same(body, title)) or (len(body) > 20 and body in comments):
            continue
        if not piece.prose and (main_text.is_dated(piece) or main_text.is_credit(piece)):
            continue
        found.append(body)
    visible = set(shown.paragraphs)
    if sum(map(len, found)) < 0.5 * sum(map(len, shown.paragraphs)):
        return shown.paragraphs
    # Loose lines count only if the page's visible lines take them for text too.
    return [p for p in found if p in visible or Line(p, p, 0).prose]


def _byline(meta: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    for item in linked:
        names = [a.get("name") if isinstance(a, dict) else a for a in _listed(item.get("author"))]
        words = [n.strip() for n in names if isinstance(n, str) and n.strip() and not n.startswith("http")]
        if words:
            return ", ".join(words)
    name = meta.get("author") or meta.get("byl") or meta.get("parsely-author") or meta.get("dc.creator") or meta.get("article:author")
    return re.sub(r"^by\s+", "", name, flags=re.I) if name and not name.startswith("http") else None


def _publisher(meta: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    if meta.get("og:site_name"):
        return meta["og:site_name"]
    for item in linked:
        publisher = item.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return publisher["name"].strip() or None
    return meta.get("application-name") or meta.get("dc.publisher")


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _canonical(tree: Element) -> str | None:
    for node in tree.iter("link"):
        if (node.get("rel") or "").lower() == "canonical" and (node.get("href") or "").startswith("http"):
            return str(node.get("href"))
    return None


def _date(tree: Element, meta: dict[str, str], linked: list[dict[str, Any]], page: str) -> DateInterval | None:
    """The published date of the metadata: JSON-LD, meta, a time element, else what htmldate makes of the page."""
    for item in linked:
        found = parse_given(item.get("datePublished"))
        if found:
            return found
    for (key,) in rows("date_fields.tsv"):
        found = parse_given(meta.get(key))
        if found:
            return found
    for node in tree.iter("time"):
        if node.get("itemprop") == "datePublished" or node.get("pubdate") is not None or "publish" in (node.get("class") or ""):
            found = parse_given(node.get("datetime") or "".join(node.itertext()))
            if found:
                return found
    times = [parse_given(node.get("datetime")) for node in tree.iter("time") if not _in_comments(node)]
    if times and times[0]:
        return times[0]
    try:
        import htmldate

        return parse_given(htmldate.find_date(page, original_date=True, extensive_search=False))
    except Exception:  # htmldate fails on odd pages; then the page has no metadata date
        return None


def _in_comments(node: Element) -> bool:
    return any(_COMMENT_LIST.search(f"{up.get('class') or ''} {up.get('id') or ''}") for up in node.iterancestors())


def _mark(node: Element) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''}"


def _comments(tree: Element) -> list[Comment]:
    """The comments that the markup sets apart: the innermost elements marked as a comment each."""
    out: list[Comment] = []
    for node in tree.iter("li", "article", "div", "section"):
        if not _is_item(node):
            continue
        author = _first_text(node, _AUTHOR, ("cite", "a", "b", "strong", "span", "div", "h4", "h5", "h3", "p", "header"))
        when = _first_text(node, _WHEN, ("time", "span", "a", "div", "p"))
        words = _first_text(node, _WORDS, ("div", "p", "section", "blockquote", "span"), skip=(author, when))
        if words is None:
            pieces = [one_space(clean("".join(p.itertext())).replace("\n", " ")) for p in node.iter("p") if not _inside_other(p, node)]
            words = "\n".join(p for p in pieces if p and p not in (author, when))
        if (
            words
            and not re.match(r"^(?:leave|post|add|write) an? (?:reply|comment)", words, re.I)
            and kind_of(Line(words, words, 0)) not in ("removed", "closed")
        ):
            author = re.sub(r"\s+(?:says|said|wrote):?$", "", author) if author else None
            comment = Comment(author or None, words, when)
            if comment not in out:
                out.append(comment)
    return out


def _is_item(node: Element) -> bool:
    mark = _mark(node)
    if not _COMMENT_ITEM.search(mark) and node.get("itemtype", "").rstrip("/").rsplit("/", 1)[-1] != "Comment":
        return False
    if next(node.iter("form"), None) is not None:
        return False
    # The innermost marked elements are the comments; those around them are the list (replies nested in a comment are their own).
    children = [
        child
        for child in node.iter("li", "article", "div", "section")
        if child is not node and _COMMENT_ITEM.search(_mark(child)) and not _WORDS.search(_mark(child)) and not _AUTHOR.search(_mark(child))
    ]
    if not children:
        return any(True for _ in node.iter("p", "div", "span"))
    return any(_own_text(node, children))


def _own_text(node: Element, children: Iterable[Element]) -> Iterator[bool]:
    inner = {id(d) for child in children for d in child.iter()}
    for p in node.iter("p"):
        if id(p) not in inner and "".join(p.itertext()).strip():
            yield True


def _inside_other(p: Element, node: Element) -> bool:
    for up in p.iterancestors():
        if up is node:
            return False
        if _COMMENT_ITEM.search(_mark(up)) and not _WORDS.search(_mark(up)):
            return True
    return False


def _first_text(node: Element, marked: re.Pattern[str], tags: tuple[str, ...], skip: tuple[str | None, ...] = ()) -> str | None:
    for child in node.iter(*tags):
        if child is node:
            continue
        if marked.search(_mark(child)) or (child.tag == "time" and marked is _WHEN) or (child.tag == "cite" and marked is _AUTHOR):
            text = one_space(clean("".join(child.itertext())).replace("\n", " "))
            if text and text not in skip:
                return text
    return None


def _counters(tree: Element, shown: dict[str, Any]) -> dict[str, Any]:
    """The counters of the visible lines and those that the markup labels ("share-count")."""
    out = dict(shown)
    for node in tree.iter("span", "a", "div", "meta", "button"):
        mark = _mark(node).lower()
        text = (node.text or "").strip()
        if not text.replace(",", "").isdigit() or len(text) > 10:
            continue
        for word, key in (("comment", "comments"), ("share", "shares"), ("view", "views"), ("like", "likes")):
            if word in mark and ("count" in mark or "number" in mark or "total" in mark or "num" in mark):
                value = int(text.replace(",", ""))
                out.setdefault(key, value)
                loose = out.get("unlabelled")
                if isinstance(loose, list) and value in loose:
                    loose.remove(value)
                    if not loose:
                        del out["unlabelled"]
    return out
