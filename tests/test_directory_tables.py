"""The directory's tables are whole: known ids, dates that can be read, terms that end after they start."""

from __future__ import annotations

import pytest

from dragoman.directory.leaders import holders
from dragoman.directory.tables import first_day, last_day, names_of, rows

STATES = {row["state"] for row in rows("states.tsv")}
ORGANISATIONS = {row["actor"] for row in rows("organisations.tsv")}
GROUPS = {row["actor"] for row in rows("groups.tsv")}


def test_every_row_has_all_its_cells() -> None:
    for table in names_of(""):
        if table.endswith(".tsv"):
            for row in rows(table):
                assert None not in row
                assert all(value == value.strip() for value in row.values()), (table, row)


@pytest.mark.parametrize("table", ["states.tsv", "organisations.tsv", "groups.tsv", "seats.tsv", "readings.tsv"])
def test_dates_can_be_read(table: str) -> None:
    for row in rows(table):
        start, end = first_day(row["from"]), last_day(row["to"])
        assert not (start and end) or start <= end, row


def test_seats_and_places_lie_in_known_states() -> None:
    for row in rows("seats.tsv"):
        assert row["actor"] in STATES, row
    for row in rows("places.tsv"):
        assert row["country"] in STATES | {"", "ESH"}, row
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
    for row in rows("groups.tsv"):
        assert row["home"] in STATES | {""}, row


def test_office_holders_have_terms_and_known_actors() -> None:
    people = holders()
    assert len(people) > 6000
    for holder in people:
        assert holder.name.strip()
        assert not (holder.start and holder.end) or holder.start <= holder.end, holder
        assert holder.actor in STATES | ORGANISATIONS | GROUPS or holder.of_body, holder
