"""Dates of acts that are told twice."""

from __future__ import annotations

from datetime import date

import msgspec

from dragoman.coding import DateInterval
from dragoman.reader.retelling import dated
from sample_coding import coding

MAY = DateInterval(date(2004, 5, 3), date(2004, 5, 3))
JUNE = DateInterval(date(2004, 6, 1), date(2004, 6, 30))


def test_an_undated_act_takes_the_one_date_of_the_same_act_and_of_no_other() -> None:
    event = coding().events[0]
    first, again = msgspec.structs.replace(event, date=MAY), msgspec.structs.replace(event, date=None)
    other = msgspec.structs.replace(again, status="negated" if event.status != "negated" else "actual")
    assert [e.date for e in dated([first, again, other])] == [MAY, MAY, None]
    second = msgspec.structs.replace(event, date=JUNE)
    assert [e.date for e in dated([first, second, again])] == [MAY, JUNE, None]
