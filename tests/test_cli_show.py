"""How codings look to a person: overlapping marks, escaping, the page's promises, the table's width."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sample_coding
from dragoman.cli.show import words
from dragoman.cli.show.html import HtmlFormat
from dragoman.cli.show.segments import segments, trigger_span
from dragoman.cli.show.table import TableFormat
from dragoman.cli.show.underlined import underlined
from dragoman.cli.terminal import printable
from dragoman.coding import Amount, DateInterval, Evidence, Party, Published

spans = st.tuples(st.integers(-5, 40), st.integers(-5, 40)).map(lambda pair: (min(pair), max(pair)))


@given(st.integers(0, 10), st.integers(0, 25), st.lists(st.tuples(spans, st.integers(0, 9))))
def test_segments_cover_the_range_once_and_carry_exactly_their_marks(
    start: int, length: int, marks: list[tuple[tuple[int, int], int]]
) -> None:
    end = start + length
    found = list(segments(start, end, marks))
    assert [place for first, last, _ in found for place in range(first, last)] == list(range(start, end))
    for first, last, carried in found:
        for place in range(first, last):
            assert carried == [mark for (begins, ends), mark in marks if begins <= place < ends]


@given(
    st.text(alphabet="ab \x1b", max_size=60),
    st.lists(st.tuples(spans, st.sampled_from(["source FRE", "COERCE"])), max_size=4),
    st.integers(5, 30),
)
def test_underlining_keeps_the_text(text: str, marks: list[tuple[tuple[int, int], str]], width: int) -> None:
    lines = underlined(text, marks, width)
    assert "\x1b" not in "".join(lines)
    kept = [line for line in lines if not re.search(r"[╰╵]", line)]
    assert "".join(kept).replace(" ", "") == text.replace("\x1b", "").replace(" ", "")


def test_a_mark_is_drawn_under_its_words() -> None:
    assert underlined("He shut the pass on Monday", [((3, 7), "COERCE"), ((0, 2), "source FRE")], 80) == [
        "He shut the pass on Monday",
        "╰╯ source FRE",
        "   ╰──╯ COERCE",
    ]


def test_the_act_is_found_within_the_words_that_carry_it() -> None:
    body = "He shut it. They shut it too."
    assert trigger_span(body, (12, 29), "shut") == (17, 21)
    assert trigger_span(body, (12, 29), "shut down") == (12, 29)
    body = "The White House hit back at the hit men"
    assert trigger_span(body, (0, 39), "hit") == (16, 19)
    assert trigger_span(body, (0, 39), "hit", [(4, 20)]) == (32, 35)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2012, 12, 15), date(2012, 12, 15), "2012-12-15"),
        (date(2012, 2, 1), date(2012, 2, 29), "2012-02"),
        (date(1991, 1, 1), date(1991, 12, 31), "1991"),
        (date(1991, 1, 1), date(1993, 12, 31), "1991..1993"),
        (date(2012, 12, 1), date(2012, 12, 15), "2012-12-01..15"),
        (date(2011, 11, 1), date(2012, 1, 31), "2011-11..2012-01"),
        (date(2011, 11, 3), date(2012, 1, 31), "2011-11-03..2012-01-31"),
    ],
)
def test_an_interval_is_said_as_short_as_it_can_be(first: date, last: date, said: str) -> None:
    assert words.days(DateInterval(first, last)) == said


def test_a_published_date_says_how_it_is_known() -> None:
    assert words.published_long(Published(date(2011, 3, 7), date(2011, 3, 7), "stated")) == "7 March 2011, stated on the page"
    assert words.published_long(Published(date(2011, 3, 1), date(2011, 3, 31), "inferred")) == "March 2011, inferred from the text"
    assert (
        words.published_long(Published(date(2011, 3, 1), date(2011, 5, 31), "inferred")) == "March 2011 to May 2011, inferred from the text"
    )
    assert words.published_long(Published(date(2011, 3, 1), date(2011, 5, 2), "given")) == "1 March 2011 to 2 May 2011, as given"
    assert words.published_long(Published(date(1991, 1, 1), date(1992, 12, 31), "inferred")) == "1991 to 1992, inferred from the text"
    assert words.published_long(None) == "no date"


@pytest.mark.parametrize(
    ("value", "said"),
    [(1.2e9, "1.2 billion"), (700e6, "700 million"), (1234567, "1,234,567"), (50000, "50,000"), (0.25, "0.25"), (3.3e6, "3.3 million")],
)
def test_an_amount_is_readable_and_never_rounded(value: float, said: str) -> None:
    assert words.amount(Amount(value, "USD", "about", "year")) == f"about {said} USD a year"


@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_table_fits_its_width_and_keeps_control_characters_out(width: int) -> None:
    text = TableFormat(width=width).page(sample_coding.coding("pages/\x1b[31m.txt"))
    assert max(map(len, text.splitlines())) <= width
    assert "\x1b" not in text
    for item in (
        "e1",
        "FRE → SYL",
        "ASSAULT, heavy-weapons",
        "said by FRE",
        "2010-11",
        "0.93",
        "40 million USD a year",
        "improving",
        "stated on the page",
    ):
        assert item in text, item


def test_printable_takes_away_what_steers_a_terminal() -> None:
    assert printable("a\x1b]0;b\x07\u202ec\nd") == "a]0;bc d"


class Page(HTMLParser):
    """Collects what a test asks of a page, and holds that tags nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open and "sup" not in self.open:
            self.text.append(data)


def document(*sources: str) -> str:
    form = HtmlFormat()
    return form.begin() + "".join(form.page(sample_coding.coding(source)) for source in sources) + form.end()


def test_the_page_is_self_contained_escaped_and_whole() -> None:
    page = Page(document("a", "b"))
    assert not page.tags & {"script", "link", "img", "iframe", "object", "base", "form", "b"}
    assert not {name for name in page.attributes if name.startswith("on") or name in {"src", "style"}}
    assert len(page.ids) == len(set(page.ids))
    assert all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} <= set(page.ids)
    text = "".join(page.text)
    for paragraph in sample_coding.BODY.split("\n\n"):
        assert paragraph in text
    assert "<script>alert(1)</script>" in text


places = st.tuples(st.integers(0, len(sample_coding.BODY) - 1), st.integers(1, 60)).map(
    lambda p: (p[0], min(sum(p), len(sample_coding.BODY)))
)


@given(st.lists(st.tuples(places, places, st.integers(1, 8)), max_size=6))
@settings(max_examples=100, deadline=None)
def test_marks_may_overlap_in_any_way(drawn: list[tuple[tuple[int, int], tuple[int, int], int]]) -> None:
    import msgspec

    coding = sample_coding.coding()
    events = []
    for number, (span, side, length) in enumerate(drawn, 1):
        evidence = Evidence(0, span, sample_coding.BODY[span[0] : min(span[0] + length, span[1])])
        sources = [Party("FRE", None, None, sample_coding.BODY[slice(*side)], side)]
        events.append(msgspec.structs.replace(coding.events[0], id=f"e{number}", sources=sources, evidence=evidence))
    page = Page(HtmlFormat().page(msgspec.structs.replace(coding, events=events, causes=[])))
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)
    text = "".join(page.text)
    assert all(paragraph in text for paragraph in sample_coding.BODY.split("\n\n"))


def test_every_coding_is_marked_listed_and_linked_both_ways() -> None:
    html = document("a")
    page = Page(html)
    count = 10
    for number in range(1, count + 1):
        assert f"p1t{number}" in page.ids, number
        assert f"p1i{number}" in page.ids, number
    assert f"p1i{count + 1}" not in page.ids
    assert 'data-tip="e4  SYL → FRE: ASSAULT, heavy-weapons' in html


def test_the_policy_allows_the_pages_own_style_only() -> None:
    import base64
    import hashlib

    html = document("a")
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src &#x27;none&#x27;; style-src &#x27;sha256-{digest}&#x27;" in html
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_an_address_that_runs_code_is_not_a_link() -> None:
    import msgspec

    coding = sample_coding.coding()
    for url, linked in (("javascript:alert(1)", False), ("https://news.example/a?b=1&c=2", True)):
        article = msgspec.structs.replace(coding.article, url=url)
        html = HtmlFormat().page(msgspec.structs.replace(coding, article=article))
        assert (url in Page(html).links) is linked


def test_a_page_without_codings_or_headline_still_shows() -> None:
    import msgspec

    coding = msgspec.structs.replace(
        sample_coding.coding(),
        article=msgspec.structs.replace(
            sample_coding.article(), headline=None, published=None, comments=[], counters={}, comments_open=None
        ),
        events=[],
        assessments=[],
        commitments=[],
        conditions=[],
        causes=[],
    )
    html = HtmlFormat().page(coding)
    assert "Nothing was coded on this page" in html
    assert "nothing coded" in TableFormat().page(coding)
