"""Who is who and where on a date: mentions of actors in a page."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding import DateInterval
from dragoman.directory import Directory, Mention

DIRECTORY = Directory.load()
_WORDS = (
    "The|President|Lavrov|of|Russian|Foreign|Minister|and|U.S.|'s|,|.|(|)|-|NATO|the|two|countries|Abu|Sayyaf|rebels|Kim|al-|Bush|he|É\u00a0|\n"
    "|ambassador|to|Kenya’s|Gaza|HMS|Montrose|minister|Iran's|for|EU|South|China|Sea|who|said|24|soldiers"
)
PIECES = _WORDS.split("|")


def day(text: str) -> DateInterval:
    parts = date.fromisoformat(text)
    return DateInterval(parts, parts)


def read(body: str, on: str | None = None) -> list[Mention]:
    """The mentions of a body whose lines are its sentences."""
    spans, start = [], 0
    for line in body.split("\n"):
        if line:
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return DIRECTORY.mentions(body, spans, day(on) if on else None)


def actors(body: str, on: str | None = None) -> dict[str, str]:
    """Words to actor of the mentions of a body (the last one, where words come twice)."""
    return {mention.text: mention.actor for mention in read(body, on)}


def only(body: str, text: str, on: str | None = None) -> Mention:
    found = [mention for mention in read(body, on) if mention.text == text]
    assert found, f"{text!r} is not among {[mention.text for mention in read(body, on)]}"
    return found[-1]


@pytest.mark.parametrize(
    ("text", "words", "actor", "role"),
    [
        ("Talks with 24 Pakistani soldiers failed.", "Pakistani soldiers", "PAK", "MIL"),
        ("It stopped two Chinese fishing boats on Monday.", "Chinese fishing boats", "CHN", "MIL"),
        ("It freed the Palestinian civilians on Monday.", "Palestinian civilians", "PSE", "CVL"),
        ("An Israeli army spokesman said so.", "Israeli army spokesman", "ISR", None),
        ("He praised the U.S. government again.", "U.S. government", "USA", "GOV"),
        ("A trip by the president of Kenya was put off.", "president of Kenya", "KEN", "GOV"),
        ("A spokesman for the Turkish army denied it.", "spokesman for the Turkish army", "TUR", None),
        ("Envoys came from S. Korea on Monday.", "S. Korea", "KOR", None),
        ("The Kremlin was silent.", "Kremlin", "RUS", "GOV"),
        ("NATO troops went home.", "NATO troops", "NATO", "MIL"),
        ("The Uruguayan parliament voted.", "Uruguayan parliament", "URY", "LEG"),
    ],
)
def test_a_name_and_its_noun_are_one_mention(text: str, words: str, actor: str, role: str | None) -> None:
    mention = only(text, words, "2006-05-01")
    assert mention.actor == actor
    assert role is None or mention.role == role


def test_title_and_name_are_one_mention_and_the_bare_surname_goes_on() -> None:
    body = "Wrangle over gas\nRussian Foreign Minister Sergei Lavrov met his Turkish counterpart on Friday.\nLavrov said it went well."
    minister = only(body, "Russian Foreign Minister Sergei Lavrov", "2007-03-02")
    assert (minister.actor, minister.role, minister.name) == ("RUS", "GOV", "Sergei Lavrov")
    assert only(body, "Turkish counterpart", "2007-03-02").actor == "TUR"
    later = only(body, "Lavrov", "2007-03-02")
    assert (later.actor, later.name) == ("RUS", "Sergei Lavrov")


@pytest.mark.parametrize(
    ("body", "words", "actor"),
    [
        ("Kuwaiti Oil Minister Badr Omrani spoke.\nThen Omrani left.", "Omrani", "KWT"),
        ("Talks went on.\nFarid Omrani, Iran's envoy to the IAEA, walked out.\nOmrani was angry.", "Omrani", "IRN"),
        ("Talks went on.\nOya Demirtepe, a spokeswoman for the Turkish army, denied it.\nDemirtepe left.", "Demirtepe", "TUR"),
        ("Talks went on.\nHe met his Turkish counterpart, Oya Demirtepe, there.\nDemirtepe left.", "Demirtepe", "TUR"),
        ("A deal was made.\nKenya's Amos Wekhomba signed it.\nWekhomba smiled.", "Wekhomba", "KEN"),
        (
            "The minister came.\nMinister of Trade and Industry of Peru.\nMali's minister of trade Oumar Sidibaka came.\nSidibaka spoke.",
            "Sidibaka",
            "MLI",
        ),
    ],
)
def test_persons_unknown_to_the_tables_are_placed_by_the_text(body: str, words: str, actor: str) -> None:
    assert only(body, words, "2005-02-01").actor == actor


def test_office_holders_depend_on_the_date() -> None:
    text = "The crowd saw President Bush wave."
    assert only(text, "President Bush", "1990-06-01").name == "George H. W. Bush"
    assert only(text, "President Bush", "2003-06-01").name == "George W. Bush"


@pytest.mark.parametrize(
    ("on", "text", "actor"),
    [
        ("1990-06-01", "Moscow", "SUN"),
        ("1994-06-01", "Moscow", "RUS"),
        ("1996-06-01", "Kinshasa", "ZAR"),
        ("2001-06-01", "Kinshasa", "COD"),
    ],
)
def test_a_capital_stands_for_the_state_of_its_day(on: str, text: str, actor: str) -> None:
    assert only(f"The note came from {text} on Monday.", text, on).actor == actor


@pytest.mark.parametrize(
    "text",
    [
        "It cost 30 million US dollars.",
        "A storm crossed the South China Sea.",
        "He wrote of the Korean War.",
        "They ate in a Chinese restaurant.",
        "He moved to Moscow, Idaho.",
        "Ships crossed the Indian Ocean.",
        "Pro-Iranian songs were sung.",
    ],
)
def test_names_inside_other_names_are_no_actors(text: str) -> None:
    assert not [mention for mention in read(text, "2005-05-01") if mention.actor]


def test_the_page_decides_between_readings() -> None:
    caucasus = "Georgia and Russia quarrel\nGeorgia closed the road to Tbilisi."
    south = "Storm hits Georgia\nThe storm hit Georgia, from Atlanta to Savannah and on to Florida."
    assert actors(caucasus, "2006-05-01")["Georgia"] == "GEO"
    assert "Georgia" not in actors(south, "2006-05-01")
    assert actors("In Khartoum the army fought the SLA in Sudan.", "2005-01-01")["SLA"] == "SUDAN LIBERATION MOVEMENT"
    assert actors("In Beirut the SLA fled from Lebanon.", "1999-01-01")["SLA"] == "SOUTH LEBANON ARMY"


def test_lines_in_capitals() -> None:
    found = actors("US, CHINA SIGN PACT AS TURKISH TROOPS LEAVE\nIt was signed.", "2005-05-01")
    assert found["US"] == "USA"
    assert found["CHINA"] == "CHN"
    assert found["TURKISH TROOPS"] == "TUR"


def test_groups_and_rebels() -> None:
    assert only("The Tamil Tigers attacked a ship.", "Tamil Tigers", "2001-05-01").actor == "TAMIL TIGERS"
    assert only("Three gunmen fired at the car.", "gunmen", "2001-05-01").actor == "GUNMEN"
    assert only("Chadian rebels took a town.", "Chadian rebels", "2006-05-01").actor == "CHADIAN REBELS"
    lra = "The Lord's Resistance Army crossed the river.\nThe rebels burnt a village."
    assert only(lra, "rebels", "2004-05-01").actor == "LORD'S RESISTANCE ARMY"


def test_short_forms_and_acronyms_that_the_page_introduces() -> None:
    body = (
        "The Uganda People's Defence Force (UPDF) moved.\nThe UPDF said so.\nThe International Monetary Fund lent.\nThen the Fund stopped."
    )
    found = actors(body, "2005-05-01")
    assert found["UPDF"] == "UGA"
    assert found["Fund"] == "IMF"


def test_descriptions_resolve_only_where_the_page_is_plain() -> None:
    assert only("Nepal closed its road.\nThe kingdom is poor.", "kingdom", "2004-05-01").actor == "NPL"
    assert [m.actor for m in read("Jordan and Morocco met.\nThe kingdom is poor.", "2004-05-01") if m.text == "kingdom"] in ([], [""])


def test_pronouns_and_pairs_are_left_to_the_reader() -> None:
    body = "India and Pakistan met.\nThey said the two countries would open both roads, and the two neighbours did."
    found = actors(body, "2004-05-01")
    assert found["They"] == found["the two countries"] == found["the two neighbours"] == ""


def test_spellings_without_accents_or_with_other_letters() -> None:
    assert only("Türkiye’s army crossed.", "Türkiye’s army", "2023-05-01").actor == "TUR"
    assert only("Talks were held.\nMoammar Kadhafi came too.", "Moammar Kadhafi", "2003-05-01").actor == "LBY"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_mentions_are_in_order_apart_and_their_text_is_there(parts: list[str]) -> None:
    body = " ".join(parts)
    mentions = read(body, "2005-05-01")
    for mention in mentions:
        assert body[mention.span[0] : mention.span[1]] == mention.text
    for one, other in pairwise(mentions):
        assert one.span[1] <= other.span[0]


def test_who_gives_the_readings_with_reasons() -> None:
    best = DIRECTORY.who("lavrov", day("2010-01-01"))[0]
    assert (best.name, best.actor) == ("Sergei Lavrov", "RUS")
    assert "foreign minister" in best.why
    assert DIRECTORY.who("Kandahar")[0].actor == "AFG"
    assert DIRECTORY.who("Nobody Atall") == []


def test_places() -> None:
    body = "He flew from Geneva to Kandahar over the Persian Gulf and met Nancy Reed in Paris."
    found = {place.name: place.country for place in DIRECTORY.places(body, [(0, len(body))])}
    assert found == {"Geneva": "CHE", "Kandahar": "AFG", "Persian Gulf": None, "Paris": "FRA"}
    part = DIRECTORY.places(body, [(0, 27)])
    assert [place.name for place in part] == ["Geneva"]


def test_office_terms() -> None:
    terms = DIRECTORY.office_terms(
        "Russian President Boris Yeltsin met British Prime Minister Tony Blair. Former President Jimmy Carter came."
    )
    assert terms is not None
    assert terms.earliest == date(1997, 5, 2)
    assert terms.latest == date(1999, 12, 31)
    assert DIRECTORY.office_terms("Nobody was there.") is None
