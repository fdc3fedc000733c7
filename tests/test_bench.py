"""The measuring scripts read their inputs right and count right."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

import calibration
import pairs


def test_a_pair_may_lack_a_side_and_yield_stands_for_two_types() -> None:
    (pair,) = pairs.pairs(['{"marked": "<s>He</s> gave in", "type": "CONCEDE"}'])
    assert (pair.id, pair.source, pair.target, pair.type) == ("1", (0, 2), None, "YIELD")
    with pytest.raises(ValueError, match="line 1"):
        list(pairs.pairs(['{"marked": "He gave in", "type": "CONCEDE"}']))


def test_the_report_counts() -> None:
    lines = pairs.report([("YIELD", "YIELD"), ("AID", "YIELD"), ("AID", "AID"), ("AID", "AID")]).splitlines()
    assert lines[0] == "3 of 4 right: 0.750"
    assert lines[3].split() == ["AID", "1.000", "0.667", "0.800", "3"]
    assert lines[4].split() == ["YIELD", "0.500", "1.000", "0.667", "1"]


def test_calibration_of_honest_and_of_boastful_confidence() -> None:
    honest = [calibration.Judged(0.75, n % 4 != 0) for n in range(100)]
    assert calibration.expected_error(calibration.bins(honest, 10)) == pytest.approx(0)
    boastful = [calibration.Judged(1.0, n % 2 == 0) for n in range(100)]
    assert calibration.expected_error(calibration.bins(boastful, 10)) == pytest.approx(0.5)
