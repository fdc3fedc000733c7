"""The objects of a coding: what one page says, typed. Nothing else in dragoman knows how a coding looks as JSON.

Every object is the row of the same name in the contract (docs/reference/coding.md is made from these types). Spans are `(start, end)`
in Unicode code points of `Article.body`, end exclusive. Dates are intervals, both ends inclusive. `None` means "the page does not say".
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import msgspec

Span = tuple[int, int]
Probability = Annotated[float, msgspec.Meta(ge=0.0, le=1.0)]

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["actual", "future", "hypothetical", "negated"]
Direction = Literal["improving", "worsening", "steady"]
Aspect = Literal[
    "political", "military", "intelligence", "counterterrorism", "economic", "aid", "border", "nuclear", "reconciliation", "general"
]
CommitmentKind = Literal[
    "reimbursement", "military_aid", "security_assistance", "economic_aid", "humanitarian_aid", "loan", "debt_relief", "arms", "other"
]
CommitmentStatus = Literal["requested", "promised", "notified", "approved", "disbursed", "held", "released", "cancelled"]
ConditionKind = Literal["route", "border", "cooperation", "talks", "relations", "embassy", "sanctions", "ceasefire", "trade", "airspace"]
ConditionState = Literal["open", "shut"]
Qualifier = Literal["exact", "about", "under", "over"]
Basis = Literal["stated", "metadata", "given", "inferred"]


class DateInterval(msgspec.Struct, frozen=True):
    """The days on which something may have been, first and last, both inclusive."""

    earliest: date
    latest: date


class Published(msgspec.Struct, frozen=True):
    """When a page was published, and how that is known."""

    earliest: date
    latest: date
    basis: Basis


class Comment(msgspec.Struct, frozen=True):
    """A reader's comment; never coded as news. `date` is as the page writes it."""

    author: str | None
    text: str
    date: str | None


class Article(msgspec.Struct, frozen=True):
    """A page without its furniture. `body` is the headline and the paragraphs, joined by blank lines."""

    id: str
    source: str
    headline: str | None
    byline: str | None
    publisher: str | None
    language: str | None
    url: str | None
    published: Published | None
    body: str
    comments: list[Comment] = []
    counters: dict[str, Any] = {}
    comments_open: bool | None = None


class Evidence(msgspec.Struct, frozen=True):
    """Where a coding stands: number of its sentence, the words that carry it, the word(s) that name the act."""

    sentence: int
    span: Span
    trigger: str


class Party(msgspec.Struct, frozen=True):
    """One actor as a side or a speaker. `text` and `span` are null where only the document tells who it is."""

    actor: str
    role: str | None
    name: str | None
    text: str | None
    span: Span | None


class Place(msgspec.Struct, frozen=True):
    """Where it happened; latitude and longitude in degrees, north and east positive."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None


class Amount(msgspec.Struct, frozen=True):
    """Money (`currency` an ISO 4217 code) or goods (`currency` null, `unit` set)."""

    value: float
    currency: str | None
    qualifier: Qualifier = "exact"
    per: Literal["year", "month"] | None = None
    unit: str | None = None


class Fatalities(msgspec.Struct, frozen=True):
    """A toll; `actor` is whose dead they are, where the text says."""

    value: int
    qualifier: Qualifier
    actor: str | None


class Event(msgspec.Struct, frozen=True):
    """Who did what to whom."""

    id: str
    sources: list[Party]
    targets: list[Party]
    type: EventType
    mode: str | None
    contexts: list[str]
    cameo: str | None
    score: float | None
    quad: str
    status: Status
    date: DateInterval | None
    place: Place | None
    amount: Amount | None
    fatalities: Fatalities | None
    speaker: Party | None
    evidence: Evidence
    confidence: Probability


class Assessment(msgspec.Struct, frozen=True):
    """What somebody (`holder`, null for the reporter) says of the relation between two sides."""

    id: str
    holder: str | None
    dyad: tuple[str, str]
    aspects: list[Aspect]
    direction: Direction
    period: DateInterval | None
    evidence: Evidence
    confidence: Probability


class Commitment(msgspec.Struct, frozen=True):
    """What one side promises, pays, holds back or is asked for."""

    id: str
    giver: str
    receiver: str
    kind: CommitmentKind
    amount: Amount | None
    status: CommitmentStatus
    purpose: str | None
    date: DateInterval | None
    evidence: Evidence
    confidence: Probability


class Condition(msgspec.Struct, frozen=True):
    """What stands open or shut between two sides at the time the text speaks of."""

    id: str
    subject: str
    kind: ConditionKind
    holder: str
    against: str
    state: ConditionState
    since: DateInterval | None
    until: DateInterval | None
    evidence: Evidence
    confidence: Probability


class Cause(msgspec.Struct, frozen=True):
    """Words of the page say that one of its events brought about another."""

    cause: str
    effect: str
    cue: str
    evidence: Evidence
    confidence: Probability


class Coding(msgspec.Struct, frozen=True):
    """All that one page says. `agreement` is there only where two readers read the page."""

    article: Article
    sentences: list[Span]
    events: list[Event] = []
    assessments: list[Assessment] = []
    commitments: list[Commitment] = []
    conditions: list[Condition] = []
    causes: list[Cause] = []
    reader: str = ""
    agreement: dict[str, list[str]] | msgspec.UnsetType = msgspec.UNSET


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Coding)


def to_json(coding: Coding) -> bytes:
    """One line of JSON, without the line break."""
    return _encoder.encode(coding)


def from_json(line: bytes | str) -> Coding:
    """The coding that `to_json` wrote. Raises msgspec.ValidationError or msgspec.DecodeError on anything else."""
    return _decoder.decode(line)


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a coding, made from these types."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Coding)}
