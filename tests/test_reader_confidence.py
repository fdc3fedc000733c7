"""Which drafts are coded: one act counts once."""

from __future__ import annotations

import numpy as np

from dragoman.reader.confidence import Confidence, Curve
from dragoman.reader.decode import Choice, Draft, _trigger
from dragoman.reader.windows import Slot


def draft(value: str, at: int, probability: float = 0.9, sentence: int = 0, sides: tuple[str, str] = ("FRE", "SYL")) -> Draft:
    chosen = [[Choice(actor, 0.9, Slot(0, 1, n, 2, sentence, (0, 1)))] for n, actor in enumerate(sides)]
    none = np.zeros(1, np.float32)
    return Draft("E", value, sentence, (at, at + 5), probability, *chosen, None, None, 1.0, {"actual": 1.0}, {}, 0, [], none, none)


CONFIDENCE = Confidence({"E": Curve([1.0, 0.5, 0.5, 0.0, 0.0], -1.0, {"AID": 0.5}, 0.3, 0.95)})


def kept(*drafts: Draft) -> list[tuple[str, int]]:
    return [(d.value, d.trigger[0]) for d, _ in CONFIDENCE.kept(list(drafts))]


def test_a_draft_below_the_threshold_is_not_coded() -> None:
    assert kept(draft("AID", 0), draft("ACCUSE", 50, probability=0.01)) == [("AID", 0)]


def test_two_triggers_of_one_act_count_once_but_other_sides_and_sentences_count() -> None:
    assert kept(draft("AID", 0), draft("AID", 20, 0.8)) == [("AID", 0)]
    assert kept(draft("AID", 0), draft("AID", 20, sides=("SYL", "FRE"))) == [("AID", 0), ("AID", 20)]
    assert kept(draft("AID", 0), draft("AID", 90, sentence=1)) == [("AID", 0), ("AID", 90)]


def test_of_two_readings_of_one_word_the_likelier_stands() -> None:
    assert kept(draft("REJECT", 0, 0.8), draft("ACCUSE", 0, 0.9)) == [("ACCUSE", 0)]


def test_confidence_rises_with_the_network_and_stays_a_probability() -> None:
    low, high = CONFIDENCE.of(draft("AID", 0, 0.2)), CONFIDENCE.of(draft("AID", 0, 0.95))
    assert 0 < low < high < 1


def test_one_word_is_read_once_whichever_way_it_points() -> None:
    assert kept(draft("SANCTION", 0, 0.8), draft("COERCE", 0, 0.9, sides=("SYL", "FRE"))) == [("COERCE", 0)]


def test_a_trigger_is_a_whole_word_and_goes_on_to_one_that_names_something() -> None:
    body = "Ties with Sylvania are recovering after the unblocking of the pass."
    at = body.index("blocking")
    assert body[slice(*_trigger(body, (at, at + 5)))] == "unblocking"
    at = body.index("are")
    assert body[slice(*_trigger(body, (at, at + 3)))] == "are recovering"
    assert _trigger("It is.", (3, 5)) == (3, 5)
