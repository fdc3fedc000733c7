"""When an act happened: which date words of its sentence are its own.

Every date word of the sentence is weighed against the act's trigger by what stands between and around them (`features`), with the
weights of tables/date_choice.tsv, which training/dates_fit.py fits on labelled sentences. The heaviest is the act's, unless the
weight of having no date is greater.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from math import log1p
from typing import NamedTuple

from dragoman.coding import DateInterval, Published, Span
from dragoman.reader.datewords import LOOKING_BACK, VAGUE, DateWords, date_words

__all__ = ["DateWords", "Ends", "date_words", "ends_of", "of", "words_in", "words_of"]

_SAID = re.compile(
    r"\b(?:said|says|told [\w ]{2,30}|added|announced|reported|stated|declared|confirmed|warned|say)"
    r"(?: (?:here|late|early|in a statement|in an interview|to reporters|reporters|that|at a (?:news|press) conference))*(?: on)?(?: late| early)? ?$"
)
_SAID_AFTER = re.compile(r"^(?: (?:morning|evening|night))? ?(?:said|says|told|announced|reported|added|that)\b")
_LOOKS_BACK = re.compile(r"\b(?:later|earlier|before|after|afterwards|following|next|previous|same|that|within|then|since)\b", re.I)
_PREPOSITION = re.compile(
    r"\b(since|until|till|by|before|after|from|for|of|in|on|at|during|within|between|due|scheduled|planned)(?: (?:the|late|early))? ?$",
    re.I,
)
_CLAUSE = re.compile(
    r"\b(?:that|which|who|whose|whom|where|when|while|after|before|as|because|since|although|though|if|unless|until|but|and)\b|[;:()–]| - |--|_"
)
_VERB = re.compile(
    r"\b(?:\w{3,}ed|said|says|told|met|held|was|were|is|are|had|has|have|did|will|would|came|went|left|began|broke|took|gave|made|sent|put|to [a-z]{3,}|\w{3,}ing)\b"
)
_NOUN_NEXT = re.compile(
    r"^(?:['’]s)? ?(?!on\b|in\b|at\b|to\b|that\b|and\b|for\b|with\b|by\b|after\b|when\b|as\b|of\b|from\b|but\b|the\b|a\b|an\b|his\b|its\b|their\b|he\b|it\b|they\b|she\b|we\b|over\b|against\b|following\b|before\b|during\b|under\b|near\b|it\b|who\b|which\b|while\b|if\b|into\b|about\b|between\b|said\b|\w+ed\b)[a-z]{3,}"
)
_THE = re.compile(r"\b(?:the|a|an|its|his|their|this|that) $", re.I)
_NOMINAL = re.compile(r"(?:\b(?:the|a|an|its|his|their|this|that|of|for|over|[a-z]+['’]s?)|['’]s?)(?: [\w-]+)? $", re.I)
_FORMS = (
    (
        "modal",
        re.compile(
            r"\b(?:will|would|shall|should|could|may|might|must|can|cannot|['’]ll|won['’]t)(?: not| \w+ly| also)?(?: be| have| have been)? $"
        ),
    ),
    ("infinitive", re.compile(r"\bto(?: \w+ly)?(?: be)? $")),
    ("perfect", re.compile(r"\b(?:has|have|had|having)(?: \w+ly| been| not| also| already| since)? $")),
    ("noun", _NOMINAL),
)
_DATELINE = re.compile(r"^[^a-z]{3,60}[a-z]?[^a-z]*$")
_DATELINE_END = re.compile(r"^\s*(?:\(\w[\w ./]{0,30}\)\s*)?(?:--|-|–|—|_|\()")


def of(
    body: str, sentence: Span, trigger: Span, published: DateInterval | Published | None, reported: bool, ahead: bool | None = None
) -> DateInterval | None:
    """When the act named at `trigger` happened, by the date words of its sentence; None if none is its own.

    `reported` acts stand inside what somebody is cited as saying: the day of the saying is not theirs. `ahead` says whether the act is
    still to come, if that is known: "on Tuesday" is then the next or the last one whatever the tense around it.
    """
    chosen = words_of(body, sentence, trigger, published, reported, ahead)
    return chosen.days if chosen else None


def words_of(
    body: str, sentence: Span, trigger: Span, published: DateInterval | Published | None, reported: bool, ahead: bool | None = None
) -> DateWords | None:
    """The date words that are the act's own, as `of`."""
    words = words_in(body, sentence, published, ahead)
    if not words:
        return None
    weights = _weights()
    today = published.latest if published else None
    best = max(words, key=lambda w: _weight(body, sentence, trigger, w, words, reported, today))
    least = sum(weights.get(name, 0.0) * value for name, value in nothing(body, sentence, trigger, words, reported))
    return best if _weight(body, sentence, trigger, best, words, reported, today) > least else None


def words_in(body: str, sentence: Span, published: DateInterval | Published | None, ahead: bool | None = None) -> list[DateWords]:
    """The date words of a sentence; "a day later" and its like look back to the last date named before, here or earlier on the page."""
    page = DateInterval(published.earliest, published.latest) if published else None
    text = body[slice(*sentence)]
    words = date_words(text, sentence[0], page, None, ahead)
    if _LOOKS_BACK.search(text):
        start = max(0, sentence[0] - 600)
        earlier = [w.days for w in date_words(body[start : sentence[0]], start, page) if w.kind not in VAGUE | LOOKING_BACK]
        words = date_words(text, sentence[0], page, earlier[-1], ahead) if earlier else words
    # "before dawn on Tuesday" is Tuesday.
    days = [w.span for w in words if w.kind != "time of day"]
    words = [w for w in words if w.kind != "time of day" or not any(0 <= a - w.span[1] <= 4 or 0 <= w.span[0] - b <= 2 for a, b in days)]
    return [w for w in words if not _is_dateline(body, sentence, w)]


class Ends(NamedTuple):
    """When something that lasts began and ended, as far as the sentence says."""

    since: DateInterval | None
    until: DateInterval | None


_UNTIL = re.compile(r"\b(?:until|till|through|by|up to|expires? (?:on|in)|to)(?: the| late| early| at least| about)? ?$", re.I)
_SINCE = re.compile(r"\b(?:since|from|as of|beginning|starting|effective)(?: on| in)?(?: the| late| early| about)? ?$", re.I)
_NEAR = 80  # code points from the words for what lasts to the words for its ends


def ends_of(body: str, sentence: Span, trigger: Span, published: DateInterval | Published | None, reported: bool) -> Ends:
    """The ends of what `trigger` names: its own date words, and those after "since", "from", "until", "to" behind it.

    A bare date ("reopened in July 2012") is the day since which it stands so."""
    own = words_of(body, sentence, trigger, published, reported)
    since = until = None
    for word in words_in(body, sentence, published):
        lead = body[max(sentence[0], word.span[0] - 30) : word.span[0]]
        first = body[slice(*word.span)].split(" ")[0].lower()
        near = word == own or 0 <= word.span[0] - trigger[1] < _NEAR
        if near and (_UNTIL.search(lead) or first in ("until", "till", "by")):
            until = until or word.days
        elif word == own or (near and (_SINCE.search(lead) or first == "since")):
            since = since or word.days
    return Ends(since, until)


def _is_dateline(body: str, sentence: Span, word: DateWords) -> bool:
    """Whether the words are the day of "TEHRAN, Nov. 8 (Xinhua) --"."""
    start = body[sentence[0] : word.span[0]]
    return len(start) < 64 and bool(_DATELINE.match(start)) and bool(_DATELINE_END.match(body[word.span[1] : sentence[1]]))


def _weight(body: str, sentence: Span, trigger: Span, word: DateWords, words: list[DateWords], reported: bool, today: date | None) -> float:
    weights = _weights()
    return sum(weights.get(name, 0.0) * value for name, value in features(body, sentence, trigger, word, words, reported, today))


@cache
def _weights() -> dict[str, float]:
    lines = (files("dragoman.reader") / "tables" / "date_choice.tsv").read_text("utf-8").splitlines()
    return {name: float(value) for name, value in (line.split("\t") for line in lines if line and not line.startswith("#"))}


def _form(body: str, sentence: Span, trigger: Span) -> str:
    """How the trigger names the act: after a modal, as an infinitive, a noun, a participle, ..."""
    before = body[max(sentence[0], trigger[0] - 30) : trigger[0]]
    form = next((name for name, pattern in _FORMS if pattern.search(before)), "")
    word = body[trigger[0] : trigger[1]].split(" ")[0]
    return form or ("gerund" if word.endswith("ing") else "past" if word.endswith("ed") else "other")


def nothing(body: str, sentence: Span, trigger: Span, words: list[DateWords], reported: bool) -> Iterator[tuple[str, float]]:
    """What speaks for the act having none of the sentence's date words."""
    yield f"none, {_form(body, sentence, trigger)}", 1.0
    before = body[sentence[0] : trigger[0]]
    yield "none, in quotation", float(len(re.findall(r"[\"“”]|``|''", before)) % 2)
    clause = [m.group() for m in _CLAUSE.finditer(before)]
    yield f"none, after {clause[-1] if clause and clause[-1].isalpha() else 'nothing'}", 1.0
    yield "none", 1.0
    yield "none, reported", float(reported)
    yield "none, of several", float(len(words) > 1)


def features(
    body: str, sentence: Span, trigger: Span, word: DateWords, words: list[DateWords], reported: bool, today: date | None
) -> Iterator[tuple[str, float]]:
    """What speaks for or against `word` being the date of the act at `trigger`: names, each with how much of it there is."""
    (start, end), after = word.span, word.span[0] >= trigger[1]
    between = body[trigger[1] : start] if after else body[end : trigger[0]]
    before, behind = body[max(sentence[0], start - 60) : start], body[end : min(sentence[1], end + 40)]
    inside = start < trigger[1] and trigger[0] < end
    side = "after" if after else "before"
    if inside:
        yield "inside the trigger", 1.0
    yield f"distance, {side}", log1p(len(between) / 8)
    yield side, 1.0
    yield f"commas, {side}", min(between.count(","), 3)
    yield f"clauses, {side}", min(len(_CLAUSE.findall(between)), 3)
    yield f"semicolons, {side}", float(";" in between)
    yield f"verbs, {side}", min(len(_VERB.findall(between)), 3)
    yield f"quotes, {side}", float(any(mark in between for mark in '"“”'))
    if re.search(r"\band [\w ]{0,15}$" if not after else r"^[\w ,]{0,40}\band\b", between):
        yield f"and, {side}", 1.0
    yield (
        f"other date between, {side}",
        float(any(w is not word and (trigger[1] <= w.span[0] < start or end <= w.span[0] < trigger[0]) for w in words)),
    )
    said = bool(_SAID.search(before)) or bool(_SAID_AFTER.match(behind))
    if said:
        yield "day of saying, reported" if reported else "day of saying", 1.0
        if trigger[0] >= end or sentence[0] <= start < trigger[0]:
            yield "act after the day of saying", 1.0
    yield "reported", float(reported)
    preposition = _PREPOSITION.search(before)
    name = preposition.group(1).lower() if preposition else "no preposition"
    yield name, 1.0
    first = body[start:end].split()[0].lower()
    if first in ("since", "until", "by", "for", "in", "within", "before", "after", "over"):
        yield first, 1.0
    yield f"kind {word.kind}", 1.0
    yield "vague", float(word.kind in VAGUE)
    attributive = bool(_NOUN_NEXT.match(behind)) and word.kind != "offset"
    if attributive:
        near = 0 <= trigger[0] - end <= 24 and "," not in between
        yield "of a noun, the act" if near else "of another noun", 1.0
        yield f"{'the act' if near else 'another'} {'the' if _THE.search(before) else 'bare'}", 1.0
    if start - sentence[0] < 12:
        yield "opens the sentence", 1.0
    if body[end : sentence[1]].strip(" .\"”'’") == "":
        yield "ends the sentence", 1.0
    form = _form(body, sentence, trigger)
    yield f"{form}, {side}", 1.0
    if today:
        time = "past" if word.days.latest < today else "future" if word.days.earliest > today else "now"
        yield f"{form}, {time}", 1.0
        yield f"{time}, {'reported' if reported else 'narrated'}", 1.0
    if said:
        yield f"day of saying, {form}", 1.0
    sequence = [m.group() for m in _CLAUSE.finditer(between) if m.group().isalpha()]
    yield f"{side} {sequence[0 if after else -1].lower()}" if sequence else f"{side} nothing", 1.0
    yield f"clauses {min(len(sequence), 3)}, {form}, {side}", 1.0
    if after and len(between) < 4:
        yield "right after", 1.0
    if not after and len(between) < 4:
        yield "right before", 1.0
    yield "only one", float(len(words) == 1)
