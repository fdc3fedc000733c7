"""The reader: Article -> Coding. Each file beside this one reads one thing; this one puts them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from dragoman.coding import Article, Coding, DateInterval, Event, Span
from dragoman.directory import Directory
from dragoman.reader import items
from dragoman.reader.causes import causes
from dragoman.reader.confidence import Confidence
from dragoman.reader.decode import Draft, drafts
from dragoman.reader.explanation import Explanation, SideReason, TypeReason
from dragoman.reader.labels import EVENT_TYPES
from dragoman.reader.modes import contexts_of, mode_of
from dragoman.reader.network import Network
from dragoman.reader.relation import assessments, commitments, conditions, found
from dragoman.reader.retelling import dated
from dragoman.reader.sentences import sentences as split
from dragoman.reader.sides import Cast, cast
from dragoman.reader.speech import speaker_of
from dragoman.reader.windows import windows

BATCH_PAGES = 16


class _Page(NamedTuple):
    """One page on its way through the reader."""

    article: Article
    sentences: list[Span]
    cast: Cast
    kept: list[tuple[Draft, float]]  # what is coded, with its confidence, in the order of the text

    @property
    def text(self) -> items.Text:
        return items.Text(self.article.body, self.sentences, self.article.published)


class Reader:
    """Reads pages. Loading takes about a second; a Reader may be used for any number of pages, from one thread."""

    def __init__(self, network: Network, confidence: Confidence, directory: Directory) -> None:
        self._network = network
        self._confidence = confidence
        self._directory = directory

    @classmethod
    def load(cls, directory: Directory | None = None) -> Reader:
        """The reader that ships, with the built-in directory or the one given."""
        network = Network()
        return cls(network, Confidence.load(network.folder), directory or Directory.load())

    @property
    def version(self) -> str:
        """Names the model; every coding carries it."""
        return self._network.version

    def read(self, article: Article) -> Coding:
        """What one page says."""
        return self._coding(self._pages([article])[0])

    def read_many(self, articles: Iterable[Article]) -> Iterator[Coding]:
        """The codings of many pages, in their order; the network sees several pages at once, which is faster."""
        pages = iter(articles)
        while batch := list(islice(pages, BATCH_PAGES)):
            for page in self._pages(batch):
                yield self._coding(page)

    def explain(self, article: Article) -> list[Explanation]:
        """Why each event of the page was coded as it was, in the order of `Coding.events`."""
        page = self._pages([article])[0]
        events = self._coding(page).events
        kept = [draft for draft, _ in page.kept if draft.kind == "E"]
        return [_explanation(page, draft, event) for draft, event in zip(kept, events, strict=True)]

    def type_pair(self, text: str, source: Span | None, target: Span | None) -> list[TypeReason]:
        """The types of what passes from the words at `source` to those at `target`, likeliest first."""
        shares = self._network.pair(text, source, target)
        order = (-shares).argsort()
        return [TypeReason(EVENT_TYPES[i], float(shares[i])) for i in order]

    def _pages(self, articles: Sequence[Article]) -> list[_Page]:
        cut = []
        for article in articles:
            spans = split(article.body)
            published = article.published
            on = DateInterval(published.earliest, published.latest) if published else None
            mentions = self._directory.mentions(article.body, spans, on)
            # A page that names fewer than two actors has no act between two (none of the 11,304 labelled events stands in one).
            two = len({m.actor for m in mentions if m.actor}) > 1
            cut.append((article, spans, mentions, windows(article.body, spans, mentions, self._network.tokenizer) if two else []))
        flat = [(i, w) for i, (_, _, _, found) in enumerate(cut) for w in found]
        by_page: list[dict[int, list[Draft]]] = [{} for _ in articles]
        for k, read in self._network.encode([w for _, w in flat]):
            by_page[flat[k][0]][k] = drafts(self._network, read, articles[flat[k][0]].body)
        out = []
        for (article, spans, mentions, _), groups in zip(cut, by_page, strict=True):
            found = [d for k in sorted(groups) for d in groups[k]]
            for draft in found:
                draft.speaker = speaker_of(article.body, spans[draft.sentence], draft)
            out.append(_Page(article, spans, cast(article.body, mentions), self._confidence.kept(found)))
        return out

    def _coding(self, page: _Page) -> Coding:
        events = [(d, p) for d, p in page.kept if d.kind == "E"]
        named = [(draft, f"e{n}") for n, (draft, _) in enumerate(events, 1)]
        return Coding(
            article=page.article,
            sentences=page.sentences,
            events=dated([self._event(page, n, draft, sure) for n, (draft, sure) in enumerate(events, 1)]),
            assessments=assessments(page.text, page.kept),
            commitments=commitments(page.text, page.kept),
            conditions=conditions(page.text, page.kept),
            causes=causes(page.article.body, page.sentences, named, self._confidence.causes),
            reader=self.version,
        )

    def _event(self, page: _Page, number: int, draft: Draft, sure: float) -> Event:
        return items.event(
            page.text,
            self._directory,
            f"e{number}",
            found(draft, sure),
            type=draft.value,  # type: ignore[arg-type]
            mode=mode_of(draft),
            contexts=contexts_of(draft),
            status=max(draft.status, key=lambda s: draft.status[s]),  # type: ignore[arg-type]
            sources=[page.cast.party(c, draft.sentence) for c in draft.sources],
            targets=[page.cast.party(c, draft.sentence) for c in draft.targets],
            speaker=page.cast.party(draft.speaker, draft.sentence) if draft.speaker else None,
        )


def _explanation(page: _Page, draft: Draft, event: Event) -> Explanation:
    sides = [(c, "source") for c in draft.sources] + [(c, "target") for c in draft.targets]
    sides += [(draft.speaker, "speaker")] if draft.speaker else []
    sides += [(c, "not taken") for c in draft.runners]
    body = page.article.body
    return Explanation(
        event=event,
        sentence=body[slice(*page.sentences[draft.sentence])],
        trigger=event.evidence.trigger,
        sides=[
            SideReason(
                actor=c.actor.removeprefix("?"),
                side=side,
                probability=round(c.probability, 3),
                words=body[slice(*c.slot.span)] if c.slot.span else None,
                where="in this sentence" if c.slot.sentence == draft.sentence else "elsewhere on the page",
                why=page.cast.why(c),
            )
            for c, side in sides
        ],
        types=sorted((TypeReason(t, round(p, 3)) for t, p in draft.types.items()), key=lambda t: -t.probability)[:5],
        status={s: round(p, 3) for s, p in draft.status.items()},
    )
