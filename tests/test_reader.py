"""The reader that ships, on pages of our own."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.coding import Article, Coding, Published, from_json, to_json
from dragoman.reader.reader import Reader

BODY = """Moscow shuts gas line to Ukraine

Russia on Monday cut off gas supplies to Ukraine after Kiev refused to pay a higher price, the Russian energy minister said.

Ukrainian President Viktor Yushchenko accused Moscow of blackmail and asked the European Union to mediate.

Poland will send Ukraine 20 million dollars in emergency aid, Foreign Minister Stefan Meller said in Warsaw.

The weather in the capital was mild for the season."""


def article(body: str = BODY) -> Article:
    day = date(2006, 1, 3)
    return Article("x", "page.txt", None, None, None, "en", None, Published(day, day, "given"), body)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture(scope="module")
def coding(reader: Reader) -> Coding:
    return reader.read(article())


def test_it_finds_who_did_what_to_whom(coding: Coding) -> None:
    found = {(s.actor, e.type, t.actor) for e in coding.events for s in e.sources for t in e.targets}
    assert ("UKR", "ACCUSE", "RUS") in found
    assert ("UKR", "REQUEST", "EU") in found
    assert any(s == "RUS" and t == "UKR" and kind in ("SANCTION", "COERCE") for s, kind, t in found)


def test_every_coding_leads_to_its_words(coding: Coding) -> None:
    body = coding.article.body
    for item in [*coding.events, *coding.assessments, *coding.commitments, *coding.conditions]:
        start, end = coding.sentences[item.evidence.sentence]
        assert start <= item.evidence.span[0] < item.evidence.span[1] <= end
        assert item.evidence.trigger in body[slice(*item.evidence.span)]
        assert 0 <= item.confidence <= 1
    for event in coding.events:
        for party in [*event.sources, *event.targets, *([event.speaker] if event.speaker else [])]:
            assert (party.text is None) == (party.span is None)
            assert party.span is None or body[slice(*party.span)] == party.text


def test_money_and_date_go_with_their_act(coding: Coding) -> None:
    aid = [e for e in coding.events if e.amount is not None]
    assert aid
    assert aid[0].amount is not None
    assert (aid[0].amount.value, aid[0].amount.currency) == (20_000_000, "USD")
    cut = next(e for e in coding.events if e.evidence.sentence == 1)
    assert cut.date is not None
    assert cut.date.earliest == date(2006, 1, 2)


def test_a_sentence_about_the_weather_has_nothing_to_code(coding: Coding) -> None:
    last = len(coding.sentences) - 1
    assert all(e.evidence.sentence != last for e in coding.events)


def test_many_pages_read_as_one_by_one_and_survive_json(reader: Reader, coding: Coding) -> None:
    pages = [article(), article("Rain in Spain\n\nIt rained."), article()]
    many = list(reader.read_many(pages))
    assert [len(c.events) for c in many] == [len(coding.events), 0, len(coding.events)]
    assert [e.type for e in many[0].events] == [e.type for e in coding.events]
    assert from_json(to_json(coding)) == coding


def test_an_empty_page_and_a_page_without_actors_are_read(reader: Reader) -> None:
    assert reader.read(article("")).events == []
    assert reader.read(article("The cat sat.")).events == []


def test_every_event_is_explained(reader: Reader, coding: Coding) -> None:
    reasons = reader.explain(article())
    assert [r.event for r in reasons] == coding.events
    for reason in reasons:
        assert {s.side for s in reason.sides} >= {"source", "target"}
        assert all(s.why for s in reason.sides)
        assert reason.types == sorted(reason.types, key=lambda t: -t.probability)


def test_a_marked_pair_is_typed(reader: Reader) -> None:
    text = "France condemned the attack by Syria."
    types = reader.type_pair(text, (0, 6), (31, 36))
    assert types[0].type == "ACCUSE"
    assert sum(t.probability for t in types) == pytest.approx(1, abs=1e-4)
