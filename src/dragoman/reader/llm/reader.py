"""The second reader: Article -> Coding by a language model, stretch by stretch, everything it says held against the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from dragoman.coding import Article, Assessment, Cause, Coding, Commitment, Condition, Event, Evidence, Party, Span
from dragoman.directory import Directory
from dragoman.errors import InputFault
from dragoman.plover import ontology
from dragoman.reader import items
from dragoman.reader.llm import answer as form
from dragoman.reader.llm.answer import (
    AssessmentAnswer,
    BrokenAnswer,
    CauseAnswer,
    CommitmentAnswer,
    ConditionAnswer,
    EventAnswer,
    Side,
)
from dragoman.reader.llm.grounds import Grounds, states_and_organisations
from dragoman.reader.llm.prompt import PROMPT, messages, shown_before, stretches
from dragoman.reader.llm.server import Server, ServerFault
from dragoman.reader.llm.sure import Sureness
from dragoman.reader.sentences import sentences as split

_MOST_SIDES = 30
_NO_SCHEME = "items that are not in the scheme"
_NO_WORDS = "words that do not stand in the text"


class _Reading(NamedTuple):
    """One stretch as answered: its sentences, the answer, how sure the model was."""

    stretch: range
    answer: dict[str, Any]
    sure: Sureness


class _Act(NamedTuple):
    """An event before it has its id. `key` is the place of its stretch and the number that causes call it."""

    key: tuple[int, int]
    found: items.Found
    given: EventAnswer
    sources: list[Party]
    targets: list[Party]
    speaker: Party | None


class SecondReader:
    """Reads pages by asking a model. `left_out` counts by reason what it answered that did not hold. From one thread."""

    def __init__(self, server: Server, directory: Directory) -> None:
        self._server = server
        self._directory = directory
        self.left_out: Counter[str] = Counter()

    @property
    def version(self) -> str:
        """Names the model and the rules that it was given; every coding carries it."""
        return f"llm-{PROMPT} {self._server.model}"

    def read(self, article: Article) -> Coding:
        """What one page says. Raises InputFault if the server gives no usable answer."""
        spans = split(article.body)
        grounds = Grounds(article.body, spans, article.published, self._directory, self.left_out)
        readings: list[_Reading] = []
        try:
            for stretch in stretches(spans):
                readings += self._asked(article, grounds, stretch)
        except ServerFault as fault:
            raise InputFault(article.source, fault.why, fault.mend) from None
        return _Page(article, grounds, self._directory, readings).coding(self.version)

    def read_many(self, articles: Iterable[Article]) -> Iterator[Coding | InputFault]:
        """The codings of many pages, in their order; a fault in the place of each that got no usable answer."""
        for article in articles:
            try:
                yield self.read(article)
            except InputFault as fault:
                yield fault

    def _asked(self, article: Article, grounds: Grounds, stretch: range) -> list[_Reading]:
        """The answer for a stretch. One that breaks off or is no JSON is asked again in halves, a single sentence once more."""
        conversation = messages(article.body, grounds.sentences, stretch, grounds.mentions, article.published)
        for seed in (0, 1):
            reply = self._server.ask(conversation, form.schema(), seed)
            try:
                text, answer = form.decoded(reply.text)
                return [_Reading(stretch, answer, Sureness(reply, text))]
            except BrokenAnswer:
                if len(stretch) > 1:
                    half = len(stretch) // 2
                    return self._asked(article, grounds, stretch[:half]) + self._asked(article, grounds, stretch[half:])
        why = f"{self._server.model} at {self._server.endpoint} answers with something other than JSON"
        raise ServerFault(why, "use a server that holds a model to a JSON Schema, or another model")


class _Page:
    """One page: from answers to a coding."""

    def __init__(self, article: Article, grounds: Grounds, directory: Directory, readings: list[_Reading]) -> None:
        self._article = article
        self._grounds = grounds
        self._directory = directory
        self._readings = readings
        self._text = items.Text(article.body, grounds.sentences, article.published)

    def coding(self, version: str) -> Coding:
        """All items that hold, in the order of the text."""
        acts = sorted(self._acts(), key=lambda act: (act.found.trigger, act.key))
        names = {act.key: f"e{n}" for n, act in enumerate(acts, 1)}
        return Coding(
            article=self._article,
            sentences=self._grounds.sentences,
            events=[self._event(names[act.key], act) for act in acts],
            assessments=list(self._assessments()),
            commitments=list(self._commitments()),
            conditions=list(self._conditions()),
            causes=list(self._causes({act.key: act for act in acts}, names)),
            reader=version,
        )

    def _given(self, kind: str, item: type[form.Item]) -> Iterator[tuple[int, _Reading, form.Item, float]]:
        """The answers of a kind that keep to the schema, each with the place of its reading and how sure the model is."""
        for at, reading in enumerate(self._readings):
            for place, one in enumerate(form.listed(reading.answer, kind, item)):
                if one is None or one.sentence not in reading.stretch:
                    self._grounds.drop(_NO_SCHEME)
                else:
                    yield at, reading, one, reading.sure.of(kind, place)

    def _acts(self) -> Iterator[_Act]:
        seen: set[object] = set()
        used: set[tuple[str, Span]] = set()
        for at, reading, given, sure in self._given("events", EventAnswer):
            trigger = self._trigger(given.trigger, given.sentence, given.type, used)
            if trigger is None:
                continue
            shown = _shown(reading)
            sources, targets = (self._parties(side, given.sentence, trigger, shown) for side in (given.sources, given.targets))
            speaker = self._grounds.party(given.speaker, given.sentence, trigger, shown) if given.speaker else None
            if not sources or not targets or (given.speaker and speaker is None):
                # Without its speaker the page itself would seem to say it.
                continue
            actors = {party.actor for party in sources}, {party.actor for party in targets}
            if (actors[0] == actors[1] and len(actors[0]) == 1) or not (actors[0] | actors[1]) & states_and_organisations():
                self._grounds.drop(_NO_SCHEME)
                continue
            act = (given.sentence, trigger, given.type, frozenset(actors[0]), frozenset(actors[1]))
            if act in seen:
                continue
            seen.add(act)
            used.add((given.type, trigger))
            found = _found(given.sentence, trigger, [*sources, *targets], speaker is not None, sure)
            yield _Act((at, given.number), found, given, sources, targets, speaker)

    def _event(self, id: str, act: _Act) -> Event:
        given, tables = act.given, ontology()
        return items.event(
            self._text,
            self._directory,
            id,
            act.found,
            type=given.type,
            mode=given.mode if given.mode in tables.modes[given.type] else None,
            contexts=[name for name in dict.fromkeys(given.contexts) if name in tables.contexts],
            status=given.status,
            sources=act.sources,
            targets=act.targets,
            speaker=act.speaker,
        )

    def _assessments(self) -> Iterator[Assessment]:
        number = 0
        for _, reading, given, sure in self._given("assessments", AssessmentAnswer):
            pair = self._pair(reading, given.sentence, given.trigger, (given.one, given.other))
            if pair is None:
                continue
            trigger, sides = pair
            holder = self._grounds.party(given.holder, given.sentence, trigger, _shown(reading)) if given.holder else None
            if given.holder and holder is None:
                continue
            number += 1
            found = _found(given.sentence, trigger, sides, holder is not None, sure)
            dyad = (sides[0].actor, sides[1].actor)
            aspects = list(dict.fromkeys(given.aspects)) or ["general"]
            yield items.assessment(self._text, f"a{number}", found, holder.actor if holder else None, dyad, aspects, given.direction)

    def _commitments(self) -> Iterator[Commitment]:
        number = 0
        for _, reading, given, sure in self._given("commitments", CommitmentAnswer):
            pair = self._pair(reading, given.sentence, given.trigger, (given.giver, given.receiver))
            if pair is None:
                continue
            trigger, (giver, receiver) = pair
            number += 1
            found = _found(given.sentence, trigger, [giver, receiver], given.reported, sure)
            yield items.commitment(self._text, f"c{number}", found, giver.actor, receiver.actor, given.kind, given.status)

    def _conditions(self) -> Iterator[Condition]:
        number = 0
        for _, reading, given, sure in self._given("conditions", ConditionAnswer):
            pair = self._pair(reading, given.sentence, given.trigger, (given.holder, given.against))
            if pair is None:
                continue
            trigger, (holder, against) = pair
            number += 1
            found = _found(given.sentence, trigger, [holder, against], given.reported, sure)
            yield items.condition(self._text, f"k{number}", found, given.kind, holder.actor, against.actor, given.state)

    def _causes(self, acts: dict[tuple[int, int], _Act], names: dict[tuple[int, int], str]) -> Iterator[Cause]:
        seen: set[tuple[str, str]] = set()
        for at, _, given, sure in self._given("causes", CauseAnswer):
            cause, effect = acts.get((at, given.cause)), acts.get((at, given.effect))
            cues = self._grounds.quotes(given.cue, given.sentence)
            if not cues:
                self._grounds.drop(_NO_WORDS)
            if cause is None or effect is None or cause is effect or not cues:
                continue
            pair = names[cause.key], names[effect.key]
            if pair in seen or pair[::-1] in seen:
                continue
            seen.add(pair)
            spans = [cause.found.trigger, effect.found.trigger, cues[0]]
            words = self._article.body[slice(*cues[0])]
            stretch = min(s[0] for s in spans), max(s[1] for s in spans)
            yield Cause(*pair, words, Evidence(effect.found.sentence, stretch, words), round(sure, 3))

    def _trigger(self, words: str, sentence: int, value: str, used: set[tuple[str, Span]]) -> Span | None:
        """Where the trigger stands; of several places the first that no earlier item of the same type has."""
        places = self._grounds.quotes(words, sentence)
        if not places:
            self._grounds.drop(_NO_WORDS)
            return None
        return next((place for place in places if (value, place) not in used), places[0])

    def _parties(self, sides: list[Side], sentence: int, trigger: Span, shown: list[int]) -> list[Party]:
        """The parties of one side, each actor once."""
        found = (self._grounds.party(side, sentence, trigger, shown) for side in sides[:_MOST_SIDES])
        return list({party.actor: party for party in reversed([p for p in found if p])}.values())[::-1]

    def _pair(self, reading: _Reading, sentence: int, words: str, pair: tuple[Side, Side]) -> tuple[Span, list[Party]] | None:
        """The trigger of an item between two, and its two parties."""
        trigger = self._trigger(words, sentence, "", set())
        if trigger is None:
            return None
        sides = [self._grounds.party(side, sentence, trigger, _shown(reading)) for side in pair]
        parties = [party for party in sides if party]
        if len(parties) < 2:
            return None
        if parties[0].actor == parties[1].actor or not {p.actor for p in parties} & states_and_organisations():
            self._grounds.drop(_NO_SCHEME)
            return None
        return trigger, parties


def _shown(reading: _Reading) -> list[int]:
    return [*shown_before(reading.stretch), *reading.stretch]


def _found(sentence: int, trigger: Span, parties: list[Party], reported: bool, sure: float) -> items.Found:
    return items.Found(sentence, trigger, [party.span for party in parties if party.span], reported, sure)
