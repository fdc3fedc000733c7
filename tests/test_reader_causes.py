"""Causes: the words that join two acts, found between them, before them or in the later sentence."""

from __future__ import annotations

from typing import cast

import pytest

from dragoman.reader import causes
from dragoman.reader.decode import Draft


class _Act:
    """What cue finding needs of a draft: where its trigger stands, in which sentence."""

    def __init__(self, body: str, word: str, sentence: int) -> None:
        at = body.index(word)
        self.trigger = (at, at + len(word))
        self.sentence = sentence


def cue(body: str, cause: str, effect: str) -> str | None:
    ends = [i + 1 for i, c in enumerate(body) if c == "."]
    sentences = list(zip([0, *(e + 1 for e in ends[:-1])], ends, strict=True))
    acts = [_Act(body, word, next(n for n, (a, b) in enumerate(sentences) if a <= body.index(word) < b)) for word in (cause, effect)]
    span = causes._cue(body, sentences, cast(Draft, acts[0]), cast(Draft, acts[1]))
    return body[slice(*span)] if span else None


@pytest.mark.parametrize(
    ("body", "cause", "effect", "expected"),
    [
        ("Iran expelled two envoys in retaliation for the raid.", "raid", "expelled", "in retaliation for"),
        ("The raid provoked Pakistan to shut the border.", "raid", "shut", "provoked"),
        ("India raided the camp. In response, Pakistan shut the border.", "raided", "shut", "In response"),
        ("Turkey sent troops at the Somali government's request.", "request", "sent", "at the Somali government's request"),
        ("Angered by the raid, Egypt recalled its envoy for talks.", "raid", "recalled", "Angered by"),
        ("Egypt recalled its envoy, not because of the raid.", "raid", "recalled", None),
        ("Egypt recalled its envoy and Iran raided a ship.", "raided", "recalled", None),
    ],
)
def test_cue(body: str, cause: str, effect: str, expected: str | None) -> None:
    assert cue(body, cause, effect) == expected
