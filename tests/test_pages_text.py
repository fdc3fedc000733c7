"""Pages copied as text: what is kept as news, what is left out, what the page says about itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding import Article, DateInterval
from dragoman.pages import read_inputs

EXAMPLES = Path(__file__).parent.parent / "examples" / "pages"

LEAD = "Portugal on Monday closed its consulate in Vigo and called home two attaches after a quarrel with Spain over fishing licences."
SECOND = "Spain's foreign ministry said that it regretted the step. It would answer, a spokesman said, once the cabinet had met."
THIRD = "The two governments had agreed in 2015 to share the catch, but relations soured when Spanish patrols seized eleven boats."
HEADLINE = "Portugal shuts consulate in fishing quarrel with Spain"


def article(tmp_path: Path, text: str, **asked: object) -> Article:
    """The one article of a page of text."""
    page = tmp_path / "page.txt"
    page.write_text(text, "utf-8")
    (found,) = read_inputs([str(page)], **asked)  # type: ignore[arg-type]
    assert isinstance(found, Article), found
    return found


def paragraphs(found: Article) -> list[str]:
    return found.body.split("\n\n")


def test_copied_web_page() -> None:
    (page,) = read_inputs([str(EXAMPLES / "raxaul-corridor-reopens.txt")])
    assert isinstance(page, Article)
    assert page.headline == "Freight moving again, trust with Delhi slowly returning: Sunita Thapaliya"
    assert page.body.startswith(page.headline + "\n\nCommerce Minister Sunita Thapaliya said")
    assert page.body.endswith("“better than last year, worse than the speeches”.")
    assert page.counters == {"comments": 3, "unlabelled": [214]}
    assert len(page.comments) == 3
    assert page.comments_open is False
    assert "COMMENT" not in page.body
    assert "railway has been promised to us" not in page.body
    assert page.published is not None
    assert page.published.basis == "inferred"
    assert page.published.earliest.year == page.published.latest.year == 2018


def test_menus_mottoes_and_tools_around_the_text(tmp_path: Path) -> None:
    found = article(
        tmp_path,
        f"""The Minho Courier
the paper of the border since 1921

Home | World | Fisheries | Sport | Contact

{HEADLINE}

Lisbon says patience is at an end over licences; Madrid 'regrets' the step

By Ana Lopes and J. R. Teles (Braga)
Posted: 12/03/2018 09:15 | Updated: 13/03/2018 11:02

1.2K shares   37 comments

{LEAD}

Photo: A trawler in the port of Vigo. Lusa

{SECOND}

Advertisement
READ MORE: Sardine prices at record

{THIRD}

Most read
1. Sardine prices at record
2. Who owns the river?

Tags: Spain, Portugal, fishing

© 2018 The Minho Courier. All rights reserved.
""",
    )
    standfirst = "Lisbon says patience is at an end over licences; Madrid 'regrets' the step"
    assert paragraphs(found) == [HEADLINE, standfirst, LEAD, SECOND, THIRD]
    assert found.byline == "Ana Lopes and J. R. Teles"
    assert found.counters == {"shares": 1200, "comments": 37}
    assert found.published is not None
    assert (found.published.latest, found.published.basis) == (date(2018, 3, 12), "stated")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("12:00 AM, January 23, 2018 / LAST MODIFIED: 02:31 AM, January 24, 2018", "2018-01-23"),
        ("Published - October 22, 2024 10:47 pm IST", "2024-10-22"),
        ("Thu 14 Dec 2023 06.00 GMT", "2023-12-14"),
        ("Lisbon, Monday 31st January, 2022      No. 5 of 2022", "2022-01-31"),
        ("10.10.2022 09:14   Views: 4 381", "2022-10-10"),
        ("2009-07-04T12:30:00Z", "2009-07-04"),
        ("Fri 07/05/2010", "2010-05-07"),
        ("Last updated: 3 May 2011", "2011-05-03"),
    ],
)
def test_stated_dates(tmp_path: Path, line: str, day: str) -> None:
    found = article(tmp_path, f"{HEADLINE}\n\n{line}\n\n{LEAD}\n\n{SECOND}\n")
    assert found.published is not None
    assert (found.published.earliest.isoformat(), found.published.latest.isoformat(), found.published.basis) == (day, day, "stated")
    assert paragraphs(found) == [HEADLINE, LEAD, SECOND]


def test_a_date_in_figures_is_read_in_the_pages_own_order(tmp_path: Path) -> None:
    day_first = article(tmp_path, f"{HEADLINE}\n\n04/03/2018\n\n{LEAD} It had opened on 21 June 1990.\n\n{SECOND}")
    assert day_first.published is not None
    assert day_first.published.earliest == date(2018, 3, 4)
    unknown = article(tmp_path, f"{HEADLINE}\n\n04/03/2018\n\n{LEAD}\n\n{THIRD}")
    assert unknown.published is not None
    assert (unknown.published.earliest, unknown.published.latest) == (date(2018, 3, 4), date(2018, 4, 3))


def test_given_date_gives_way_only_to_a_finer_one_within_it(tmp_path: Path) -> None:
    april = DateInterval(date(2018, 4, 1), date(2018, 4, 30))
    finer = article(tmp_path, f"{HEADLINE}\n\n12 April 2018\n\n{LEAD}\n\n{SECOND}", published=april)
    assert finer.published is not None
    assert (finer.published.earliest, finer.published.basis) == (date(2018, 4, 12), "stated")
    other = article(tmp_path, f"{HEADLINE}\n\n12 May 2018\n\n{LEAD}\n\n{SECOND}", published=april)
    assert other.published is not None
    assert (other.published.earliest, other.published.basis) == (date(2018, 4, 1), "given")


def test_terms_of_office_bound_an_inferred_date(tmp_path: Path) -> None:
    term = DateInterval(date(2016, 2, 1), date(2017, 5, 31))
    found = article(tmp_path, f"{HEADLINE}\n\n{LEAD}\n\n{THIRD}", office_terms=lambda body: term)
    assert found.published is not None
    assert (found.published.earliest, found.published.latest, found.published.basis) == (term.earliest, term.latest, "inferred")


@pytest.mark.parametrize(
    ("thread", "authors"),
    [
        ("Comments (2)\nRui: They started it, as ever.\nmarisol_7: And who pays for the boats?", ["Rui", "marisol_7"]),
        ("COMMENTS\nRui | 07:41 | They started it, as ever.\nMarisol | 08:15 | And who pays for the boats?", ["Rui", "Marisol"]),
        (
            (
                "2 responses to “Portugal shuts consulate”\nRui says:\nThey started it, as ever.\nMarisol "
                "V. says:\nAnd who pays for the boats?"
            ),
            ["Rui", "Marisol V."],
        ),
        (
            (
                "2 comments\nRui Nabais\n3 hours ago\nThey started it, as ever.\nReply\nMarisol\n2 hours "
                "ago\nAnd who pays for the boats?\nReply"
            ),
            ["Rui Nabais", "Marisol"],
        ),
        (
            (
                "Comments\nThey started it, as ever.\n- Rui, Braga, 12/3/2018 08:15\n\nAnd who pays for "
                "the boats?\n- Marisol, Vigo, 12/3/2018 09:40"
            ),
            ["Rui", "Marisol"],
        ),
        ("2 Comments\n1. They started it, as ever.\n2. And who pays for the boats?", [None, None]),
        (
            (
                "Comments (2)\nRui   They started it, as ever.\nMarisol (Vigo)   And who pays for the "
                "boats?\n[This comment has been removed by the moderator]"
            ),
            ["Rui", "Marisol (Vigo)"],
        ),
    ],
)
def test_comments_in_many_forms(tmp_path: Path, thread: str, authors: list[str | None]) -> None:
    found = article(
        tmp_path, (f"{HEADLINE}\n\n{LEAD}\n{SECOND}\n{THIRD}\n\n{thread}\n\nLeave a reply\nYour email address will not be published.")
    )
    assert [c.author for c in found.comments] == authors
    assert [c.text for c in found.comments] == ["They started it, as ever.", "And who pays for the boats?"]
    assert paragraphs(found) == [HEADLINE, LEAD, SECOND, THIRD]
    assert found.comments_open is True


def test_agency_text_folded_to_a_width_is_unfolded(tmp_path: Path) -> None:
    import textwrap

    folded = "\n\n".join(textwrap.fill(p, 64) for p in (f"LISBON, Portugal (AP) _ {LEAD}", SECOND, THIRD))
    found = article(tmp_path, f"{HEADLINE}\n\n{folded}\n")
    assert paragraphs(found) == [HEADLINE, f"LISBON, Portugal (AP) _ {LEAD}", SECOND, THIRD]


def test_the_headline_stands_once_and_the_same_page_has_one_id(tmp_path: Path) -> None:
    once = article(tmp_path, f"{HEADLINE}\n\n{LEAD}\n\n{SECOND}")
    twice = article(tmp_path, f"{HEADLINE} | The Minho Courier\n\n{HEADLINE}\n\n{LEAD}\n\n{SECOND}\n\nShare\nTweet")
    assert once.body == twice.body
    assert once.id == twice.id


SENTENCES = st.lists(
    st.sampled_from(
        [
            LEAD,
            SECOND,
            THIRD,
            "New licences would be approved only in rare cases.",
            '"Nobody asked us about the boats," a Galician skipper said.',
        ]
    ),
    min_size=2,
    max_size=5,
    unique=True,
)
FURNITURE = st.lists(
    st.sampled_from(
        [
            "Share",
            "Tweet",
            "ADVERTISEMENT",
            "Photo: Lusa",
            "Read more: Sardine prices at record",
            "Sign up for our newsletter",
            "5 min read",
            "Tags: Spain, fishing",
        ]
    ),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(SENTENCES, FURNITURE, st.randoms())
def test_no_sentence_is_lost_and_no_furniture_kept(
    tmp_path_factory: pytest.TempPathFactory, text: list[str], furniture: list[str], random
) -> None:  # type: ignore[no-untyped-def]
    blocks = [*text]
    for piece in furniture:
        blocks.insert(random.randint(0, len(blocks)), piece)
    found = article(tmp_path_factory.mktemp("p"), "\n\n".join([HEADLINE, *blocks]))
    assert paragraphs(found) == [HEADLINE, *text]
