"""Windows: what the network sees of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding import Span
from dragoman.reader.pairs import mark, unmark
from dragoman.reader.sentences import sentences
from dragoman.reader.windows import MAX_TOKENS, RELATIONS, Tokens, relations, unknown_names, windows


class Named(NamedTuple):
    span: Span
    text: str
    actor: str
    kind: str


class Words:
    """A tokenizer whose pieces are words."""

    start, end, pad, source_mark, target_mark = 0, 2, 1, 5, 6

    def __call__(self, texts: Sequence[str]) -> list[Tokens]:
        found = [[m.span() for m in re.finditer(r"\w+|[^\w\s]", text)] for text in texts]
        return [Tokens([10] * len(spans), spans) for spans in found]


STATES = {"Freedonia": "FRE", "Sylvania": "SYL", "Ruritania": "RUR"}


def named(body: str) -> list[Named]:
    return [Named(m.span(), m.group(), STATES[m.group()], "state") for m in re.finditer("|".join(STATES), body)]


words = st.sampled_from([*STATES, "warned", "the", "minister", "of", "talks", "on", "grain", "and"])
texts = st.lists(st.lists(words, min_size=1, max_size=90).map(lambda ws: " ".join(ws).capitalize() + "."), min_size=1, max_size=25)


@given(texts)
@settings(max_examples=60, deadline=None)
def test_every_sentence_is_answered_for_once_and_every_window_fits(parts: list[str]) -> None:
    body = "\n\n".join(parts)
    spans = sentences(body)
    cut = windows(body, spans, named(body), Words())
    assert [n for w in cut for n in w.scored] == list(range(len(spans)))
    for window in cut:
        assert len(window.ids) == len(window.spans) == len(window.sentences) <= MAX_TOKENS
        for slot in window.slots:
            if slot.span is not None:
                covered = window.spans[slot.first : slot.last]
                assert covered[0][0] <= slot.span[0]
                assert slot.span[1] <= covered[-1][1]
                assert STATES[body[slice(*slot.span)]] == window.actors[slot.actor]
        tokens = [i for i, n in enumerate(window.sentences) if n in window.scored]
        lying = relations(window, tokens)
        assert lying.shape == (len(tokens), len(window.slots))
        assert np.all((lying >= 0) & (lying < RELATIONS))


def test_the_names_in_front_are_the_pages_main_actors_and_the_sentence_before_is_context() -> None:
    body = "Freedonia warns Sylvania\n\n" + " ".join(["Sylvania denied it all that day and the next one too."] * 30)
    spans = sentences(body)
    cut = windows(body, spans, named(body), Words())
    assert len(cut) > 1
    assert {cut[1].actors[s.actor] for s in cut[1].slots if s.sentence < 0} == {"FRE", "SYL"}
    assert cut[1].scored.start - 1 in cut[1].sentences


def test_names_that_nobody_knows_are_found_apart_from_known_ones() -> None:
    body = "Freedonia jailed Rufus Firefly and met the Pinky Brigade on Monday."
    assert [name for _, name in unknown_names(body, (0, len(body)), named(body))] == ["RUFUS FIREFLY", "PINKY BRIGADE"]


def test_a_marked_pair_keeps_its_marks_however_long_the_sentence() -> None:
    text, source, target = unmark("word " * 200 + "<s>Freedonia</s> shut the pass to <t>Sylvania</t> " + "word " * 200)
    assert source
    assert target
    assert text[slice(*source)] == "Freedonia"
    assert text[slice(*target)] == "Sylvania"
    ids, at_source, at_target = mark(text, source, target, Words())  # type: ignore[arg-type]
    assert ids[at_source] == Words.source_mark
    assert ids[at_target] == Words.target_mark
    assert len(ids) <= 130
    ids, _, at_target = mark("He resigned.", (0, 2), None, Words())  # type: ignore[arg-type]
    assert ids[at_target] == Words.target_mark
