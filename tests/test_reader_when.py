"""When: what date words mean on a page of a known day, and which act they belong to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding import DateInterval
from dragoman.reader import when
from dragoman.reader.datewords import date_words
from dragoman.reader.purposes import purpose_of

WEDNESDAY = DateInterval(date(2014, 5, 14), date(2014, 5, 14))


def days(first: str, last: str | None = None) -> DateInterval:
    return DateInterval(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministers met on Monday.", days("2014-05-12")),
        ("The ministers will meet on Monday.", days("2014-05-19")),
        ("The minister said on Friday the talks had failed.", days("2014-05-09")),
        ("The envoy left last Wednesday.", days("2014-05-07")),
        ("The envoy left on Wednesday.", days("2014-05-14")),
        ("The envoy was called home on Thursday last week.", days("2014-05-08")),
        ("A week ago on Monday the border was shut.", days("2014-05-05")),
        ("The route was reopened in July 2012.", days("2012-07-01", "2012-07-31")),
        ("The route has been shut since November.", days("2013-11-01", "2013-11-30")),
        ("They signed last May.", days("2013-05-01", "2013-05-31")),
        ("It ended on 3 May.", days("2014-05-03")),
        ("It ended on December 1.", days("2013-12-01")),
        ("They met from 3 to 5 May.", days("2014-05-03", "2014-05-05")),
        ("They met from Oct. 29 to Nov. 2.", days("2013-10-29", "2013-11-02")),
        ("On 11 September 2001 it changed.", days("2001-09-11")),
        ("They fought in the first half of 2011.", days("2011-01-01", "2011-06-30")),
        ("Aid fell in the third quarter of last year.", days("2013-07-01", "2013-09-30")),
        ("They fought between 1998 and 2001.", days("1998-01-01", "2001-12-31")),
        ("They traded in the 1980s.", days("1980-01-01", "1989-12-31")),
        ("They traded in the '80s.", days("1980-01-01", "1989-12-31")),
        ("They fought in the nineteenth and the 20th century.", days("1900-01-01", "1999-12-31")),
        ("The pact of '98 holds.", days("1998-01-01", "1998-12-31")),
        ("The 2001 raid killed nobody.", days("2001-01-01", "2001-12-31")),
        ("It was struck on 2003-04-09.", days("2003-04-09")),
        ("It was struck on 14.5.2003.", days("2003-05-14")),
        ("The 2003-04 grant was paid.", days("2003-01-01", "2004-12-31")),
        ("Gas stopped on New Year's Day 2009.", days("2009-01-01")),
        ("Gas stopped on Christmas Eve.", days("2013-12-24")),
        ("Ties have cooled since 9/11.", days("2001-09-11")),
        ("They quarrelled last summer.", days("2013-06-01", "2013-08-31")),
        ("They paid two years ago.", days("2012-01-01", "2012-12-31")),
        ("They struck the day before yesterday.", days("2014-05-12")),
        ("They struck overnight.", days("2014-05-13", "2014-05-14")),
        ("They struck earlier this month.", days("2014-05-01", "2014-05-14")),
        ("They will strike later this month.", days("2014-05-14", "2014-05-31")),
        ("They signed on the 7th.", days("2014-05-07")),
        ("They have fought for two years.", days("2012-05-14", "2014-05-14")),
        ("They struck three days after the raid of May 3.", days("2014-05-06")),
    ],
)
def test_meaning(text: str, expected: DateInterval) -> None:
    words = date_words(text, 0, WEDNESDAY)
    assert words, text
    assert words[0].days == expected or (
        expected.earliest == words[0].days.earliest and abs((expected.latest - words[0].days.latest).days) <= 1
    )


@pytest.mark.parametrize(
    "text",
    [
        "They sent 2,000 troops and 1999 tonnes.",
        "It cost $1999 in all.",
        "Resolution 1973 was vetoed.",
        "The Boeing 747 and the F-16 landed.",
        "Theresa May said she may march.",
        "April Glaspie met him.",
        "The 7th Fleet crossed the 38th parallel.",
    ],
)
def test_no_date(text: str) -> None:
    assert date_words(text, 0, WEDNESDAY) == []


def test_without_the_date_of_the_page_only_full_dates_have_a_meaning() -> None:
    text = "They met on Monday, last week, on 3 May and on 3 May 2010."
    assert [w.days for w in date_words(text, 0, None)] == [days("2010-05-03")]


def test_a_page_of_an_unknown_day_widens_what_hangs_on_it() -> None:
    words = date_words("They met yesterday.", 0, days("2014-05-10", "2014-05-14"))
    assert [w.days for w in words] == [days("2014-05-09", "2014-05-13")]


def given_to(body: str, sentence_start: str, trigger: str, *, reported: bool = False) -> DateInterval | None:
    start = body.index(sentence_start)
    end = body.index(".", start) + 1
    at = body.index(trigger, start)
    return when.of(body, (start, end), (at, at + len(trigger)), WEDNESDAY, reported)


def test_dates_go_to_their_own_acts() -> None:
    body = "Iran recalled its envoy on Monday after French police raided the embassy on Friday."
    assert given_to(body, "Iran", "recalled") == days("2014-05-12")
    assert given_to(body, "Iran", "raided") == days("2014-05-09")


def test_the_day_of_saying_is_not_the_day_of_what_is_said() -> None:
    body = "Russia said on Tuesday that Georgia had shelled the town on Saturday."
    assert given_to(body, "Russia", "shelled", reported=True) == days("2014-05-10")


def test_a_later_sentence_looks_back_to_the_date_before() -> None:
    body = "Turkey shut the border on May 2. Two days later it expelled the consul."
    assert given_to(body, "Two", "expelled") == days("2014-05-04")


def test_a_dateline_dates_nothing() -> None:
    body = "TEHRAN, May 12 (Xinhua) -- Iran condemned the raid."
    assert given_to(body, "TEHRAN", "condemned") is None


def test_ends_of_what_lasts() -> None:
    body = "Pakistan kept the route shut from November 2011 until July 2012."
    at = body.index("shut")
    ends = when.ends_of(body, (0, len(body)), (at, at + 4), WEDNESDAY, False)
    assert ends == (days("2011-11-01", "2011-11-30"), days("2012-07-01", "2012-07-31"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japan pledged $5 million to rebuild schools in the north on Friday.", "to rebuild schools in the north"),
        ("Japan pledged $5 million for three years for the training of police, it said.", "for the training of police"),
        ("Japan pledged $5 million.", None),
    ],
)
def test_purpose(text: str, expected: str | None) -> None:
    at = text.index("pledged")
    assert purpose_of(text, (0, len(text)), (at, at + 7)) == expected


@given(
    st.lists(
        st.sampled_from(
            ["May", "3", "to", "2001", "-", "two", "years", "after", "the", "end", "of", "last", "week", ",", "Monday", "'90s", "31"]
        )
    )
)
def test_any_row_of_words_gives_intervals_in_order(parts: list[str]) -> None:
    text = " ".join(parts)
    end = 0
    for word in date_words(text, 0, WEDNESDAY):
        assert end <= word.span[0] < word.span[1] <= len(text)
        assert word.days.earliest <= word.days.latest
        end = word.span[1]


def test_a_done_act_lies_behind_whatever_the_tense_around_it() -> None:
    page = DateInterval(date(2006, 11, 22), date(2006, 11, 22))
    text = "The chancellor extended her condolences in a call on Tuesday, pledging to continue support."
    at = text.index("condolences")
    done, planned = (when.of(text, (0, len(text)), (at, at + 11), page, False, ahead) for ahead in (False, True))
    assert done
    assert done.earliest == date(2006, 11, 21)
    assert planned
    assert planned.earliest == date(2006, 11, 28)
