"""Two readers on one page: what both found is kept once and trusted more, what one found is kept and marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

import msgspec

from dragoman.coding import Article, Assessment, Cause, Coding, Commitment, Condition, Event
from dragoman.errors import InputFault

FIRST, SECOND = "built-in", "llm"


class PageReader(Protocol):
    """Anything that reads pages. `read` may raise InputFault; `read_many` puts the fault in the page's place."""

    @property
    def version(self) -> str: ...
    def read(self, article: Article) -> Coding: ...
    def read_many(self, articles: Iterable[Article]) -> Iterator[Coding | InputFault]: ...


class BothReaders:
    """Reads each page with the built-in reader and then with the second, and joins what they found."""

    def __init__(self, first: PageReader, second: PageReader) -> None:
        self._first = first
        self._second = second

    @property
    def version(self) -> str:
        """Names both; every coding carries it."""
        return f"{self._first.version} + {self._second.version}"

    def read(self, article: Article) -> Coding:
        """What the two find on one page. Raises InputFault if the second gets no answer."""
        return joined(self._first.read(article), self._second.read(article))

    def read_many(self, articles: Iterable[Article]) -> Iterator[Coding | InputFault]:
        """The joined codings of many pages, in their order; a fault in the place of each page that one reader could not read."""
        for coding in self._first.read_many(articles):
            if isinstance(coding, InputFault):
                yield coding
                continue
            try:
                yield joined(coding, self._second.read(coding.article))
            except InputFault as fault:
                yield fault


Item = TypeVar("Item", Event, Assessment, Commitment, Condition)


def joined(first: Coding, second: Coding) -> Coding:
    """The built-in reader's coding with what the second adds.

    The items and ids of `first` stay; those that `second` has too become more confident, the others of `second` come after them with the
    next ids. `agreement` says for each id who found it.
    """
    agreement: dict[str, list[str]] = {}
    events, names = _merged("e", first.events, second.events, _same_event, agreement)
    assessments, _ = _merged("a", first.assessments, second.assessments, _same_assessment, agreement)
    commitments, _ = _merged("c", first.commitments, second.commitments, _same_commitment, agreement)
    conditions, _ = _merged("k", first.conditions, second.conditions, _same_condition, agreement)
    return msgspec.structs.replace(
        first,
        events=events,
        assessments=assessments,
        commitments=commitments,
        conditions=conditions,
        causes=_causes(first.causes, second.causes, names),
        reader=f"{first.reader} + {second.reader}",
        agreement=agreement or msgspec.UNSET,
    )


def either(one: float, other: float) -> float:
    """The confidence of what two readers found: that not both are wrong, if their faults had nothing to do with one another."""
    return round(1 - (1 - one) * (1 - other), 3)


def _merged(
    letter: str, first: list[Item], second: list[Item], same: Callable[[Item, Item], bool], agreement: dict[str, list[str]]
) -> tuple[list[Item], dict[str, str]]:
    """The items of both, and the new id of each of the second's. An item is the same as one other at most."""
    out = list(first)
    names: dict[str, str] = {}
    agreement.update({item.id: [FIRST] for item in first})
    free = set(range(len(first)))
    for item in second:
        place = next((n for n in sorted(free) if same(first[n], item)), None)
        if place is None:
            names[item.id] = f"{letter}{len(out) + 1}"
            agreement[names[item.id]] = [SECOND]
            out.append(msgspec.structs.replace(item, id=names[item.id]))
            continue
        free.remove(place)
        names[item.id] = first[place].id
        agreement[first[place].id] = [FIRST, SECOND]
        out[place] = msgspec.structs.replace(first[place], confidence=either(first[place].confidence, item.confidence))
    return out, names


def _same_event(a: Event, b: Event) -> bool:
    """One sentence, one type, and sides that meet."""
    sides = ((a.sources, b.sources), (a.targets, b.targets))
    meet = all({p.actor for p in one} & {p.actor for p in other} for one, other in sides)
    return meet and a.type == b.type and a.evidence.sentence == b.evidence.sentence


def _same_assessment(a: Assessment, b: Assessment) -> bool:
    return a.evidence.sentence == b.evidence.sentence and set(a.dyad) == set(b.dyad) and a.direction == b.direction


def _same_commitment(a: Commitment, b: Commitment) -> bool:
    return (a.evidence.sentence, a.giver, a.receiver, a.status) == (b.evidence.sentence, b.giver, b.receiver, b.status)


def _same_condition(a: Condition, b: Condition) -> bool:
    sides = {a.holder, a.against} == {b.holder, b.against}
    return sides and (a.evidence.sentence, a.kind, a.state) == (b.evidence.sentence, b.kind, b.state)


def _causes(first: list[Cause], second: list[Cause], names: dict[str, str]) -> list[Cause]:
    out = {(cause.cause, cause.effect): cause for cause in first}
    for item in second:
        pair = names[item.cause], names[item.effect]
        known = out.get(pair)
        if known:
            out[pair] = msgspec.structs.replace(known, confidence=either(known.confidence, item.confidence))
        elif pair[::-1] not in out and pair[0] != pair[1]:
            out[pair] = msgspec.structs.replace(item, cause=pair[0], effect=pair[1])
    return list(out.values())
