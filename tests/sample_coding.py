"""A coding written by hand, of a page written for the tests: overlapping spans, every kind of item, text that tries to be markup."""

from __future__ import annotations

from datetime import date

from dragoman import plover
from dragoman.coding import (
    Amount,
    Article,
    Assessment,
    Cause,
    Coding,
    Comment,
    Commitment,
    Condition,
    DateInterval,
    Event,
    Evidence,
    Party,
    Place,
    Published,
    Span,
)
from dragoman.reader.sentences import sentences

BODY = """Freedonia lets Sylvania's trucks pass again

Freedonia's interior minister, Rufus Teasdale, said on Monday that his country had reopened the Teasdale pass, which it closed in November \
after Sylvanian gunners shelled & burned two <b>customs posts</b>.

Teasdale also promised 40 million dollars a year for the road and called Sylvania's president "a neighbour with whom one can talk". \
He will visit the Sylvanian capital in May. Ties are better than they have been in years, he said."""


def at(words: str, start: int = 0) -> Span:
    """Where `words` stand in the body."""
    found = BODY.index(words, start)
    return found, found + len(words)


def party(actor: str, text: str | None = None, role: str | None = None, name: str | None = None) -> Party:
    return Party(actor, role, name, text, at(text) if text else None)


def event(number: int, type_: str, sources: list[Party], targets: list[Party], words: str, trigger: str, **more: object) -> Event:
    span = at(words)
    spans = sentences(BODY)
    sentence = next(n for n, (start, end) in enumerate(spans) if start <= span[0] < end)
    values: dict[str, object] = {
        "mode": None,
        "contexts": [],
        "cameo": plover.cameo(type_),
        "score": plover.score(type_),
        "quad": plover.quad(type_),
        "status": "actual",
        "date": None,
        "place": None,
        "amount": None,
        "fatalities": None,
        "speaker": None,
        "confidence": 0.8,
    }
    values |= more
    return Event(id=f"e{number}", sources=sources, targets=targets, type=type_, evidence=Evidence(sentence, span, trigger), **values)  # type: ignore[arg-type]


def article(source: str = "pages/pass.txt") -> Article:
    return Article(
        id="sha256:0",
        source=source,
        headline="Freedonia lets Sylvania's trucks pass again",
        byline="By A. Reporter",
        publisher="The Pass Gazette",
        language="en",
        url=None,
        published=Published(date(2011, 3, 7), date(2011, 3, 7), "stated"),
        body=BODY,
        comments=[Comment("<script>alert(1)</script>", "Roads & bridges", "March 8")],
        counters={"comments": 1, "unlabelled": [187]},
        comments_open=False,
    )


def coding(source: str = "pages/pass.txt") -> Coding:
    minister = party("FRE", "Freedonia's interior minister, Rufus Teasdale", "GOV", "Rufus Teasdale")
    gunners = party("SYL", "Sylvanian gunners", "MIL")
    here = Evidence(1, at("reopened the Teasdale pass"), "reopened")
    last = Evidence(4, at("Ties are better than they have been in years"), "better")
    events = [
        event(1, "RETREAT", [party("FRE", "Freedonia")], [party("SYL", "Sylvania's")], BODY.split("\n")[0], "lets", confidence=0.71),
        event(
            2,
            "RETREAT",
            [minister],
            [party("SYL")],
            "reopened the Teasdale pass",
            "reopened",
            mode="access",
            speaker=minister,
            confidence=0.93,
        ),
        event(
            3,
            "COERCE",
            [party("FRE")],
            [party("SYL")],
            "the Teasdale pass, which it closed in November after Sylvanian gunners",
            "closed",
            date=DateInterval(date(2010, 11, 1), date(2010, 11, 30)),
        ),
        event(
            4,
            "ASSAULT",
            [gunners],
            [party("FRE")],
            "Sylvanian gunners shelled & burned two <b>customs posts</b>",
            "shelled & burned",
            mode="heavy-weapons",
            place=Place("Teasdale pass", "FRE", 42.0, 12.5),
        ),
        event(5, "ASSAULT", [gunners], [party("FRE")], "burned two <b>customs posts</b>", "burned", mode="destroy", confidence=0.4),
        event(
            6,
            "CONSULT",
            [party("FRE", "He"), party("SYL", "the Sylvanian capital")],
            [party("FRE", "He"), party("SYL", "the Sylvanian capital")],
            "He will visit the Sylvanian capital in May",
            "visit",
            mode="visit",
            status="future",
            date=DateInterval(date(2011, 5, 1), date(2011, 5, 31)),
        ),
    ]
    return Coding(
        article=article(source),
        sentences=sentences(BODY),
        events=events,
        assessments=[Assessment("a1", "FRE", ("FRE", "SYL"), ["general"], "improving", None, last, 0.9)],
        commitments=[
            Commitment(
                "m1", "FRE", "SYL", "economic_aid", Amount(40e6, "USD", per="year"), "promised", "the road", None,
                Evidence(2, at("promised 40 million dollars a year"), "promised"), 0.66,
            )
        ],
        conditions=[Condition("k1", "Teasdale pass", "route", "FRE", "SYL", "open", None, None, here, 0.8)],
        causes=[Cause("e4", "e3", "after", Evidence(1, at("after"), "after"), 0.5)],
        reader="test",
    )  # fmt: skip
