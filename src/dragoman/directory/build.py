"""Makes the name index out of the tables: states, seats, organisations, groups, readings that need context, office holders."""

from __future__ import annotations

from dragoman.directory.leaders import Holder
from dragoman.directory.names import NameIndex, Reading
from dragoman.directory.tables import first_day, last_day, listed, rows


def name_index(holders: list[Holder]) -> NameIndex:
    """Every name of the built-in tables with its readings."""
    index = NameIndex(_plain_in_capitals())
    with_readings = _readings(index)
    _states(index, with_readings)
    _seats(index, with_readings)
    _organisations(index, with_readings)
    _groups(index, with_readings)
    _organs(index)
    for row in rows("not_actors.tsv"):
        index.add(listed(row["names"]), Reading("", "none", note="a name that is no actor"))
    for holder in holders:
        for name in (holder.name, *holder.aliases, *holder.shorts):
            if " " in name or "-" in name:
                index.add([name], holder.reading())
    return index


def _states(index: NameIndex, taken: set[str]) -> None:
    for row in rows("states.tsv"):
        state, start, end = row["state"], first_day(row["from"]), last_day(row["to"])
        names = listed(row["names"])
        for kind, words in (("state", names), ("demonym", listed(row["adjectives"])), ("people", listed(row["people"]))):
            note = {"state": f"the state {names[0]}", "demonym": f"adjective of {names[0]}", "people": f"people of {names[0]}"}[kind]
            reading = Reading(state, kind, None, None, start, end, state, note=note)
            index.add([word for word in words if word not in taken], reading)
        for item in listed(row["capitals"]):
            city, _, term = item.partition("@")
            if city in taken:
                continue
            since, _, until = term.partition("..")
            note = f"capital standing for the government of {names[0]}"
            index.add([city], Reading(state, "capital", "GOV", None, first_day(since), last_day(until), state, note=note))


def _seats(index: NameIndex, taken: set[str]) -> None:
    for row in rows("seats.tsv"):
        for name in listed(row["names"]):
            if name in taken:
                continue
            note = f"{name} standing for {row['actor']}"
            reading = Reading(
                row["actor"], "seat", row["role"] or None, name, first_day(row["from"]), last_day(row["to"]), row["actor"], note=note
            )
            index.add([name], reading)


def _organisations(index: NameIndex, taken: set[str]) -> None:
    for row in rows("organisations.tsv"):
        note = f"organisation: {row['actor']}"
        reading = Reading(row["actor"], "organisation", row["role"] or None, None, first_day(row["from"]), last_day(row["to"]), note=note)
        index.add([name for name in listed(row["names"]) if name not in taken], reading)


def _groups(index: NameIndex, taken: set[str]) -> None:
    for row in rows("groups.tsv"):
        note = f"group: {row['actor']}" + (f", of {row['home']}" if row["home"] else "")
        reading = Reading(
            row["actor"], "group", row["role"] or None, None, first_day(row["from"]), last_day(row["to"]), row["home"], note=note
        )
        index.add([name for name in listed(row["names"]) if name not in taken], reading)


def _organs(index: NameIndex) -> None:
    """Organs that several states have: one reading a state, "*" for the page's own state."""
    for row in rows("organs.tsv"):
        for number, state in enumerate(row["states"].split(",")):
            default = state.endswith("!")
            code = state.rstrip("!")
            kind = "organ!" if default and number == 0 else "organ"
            note = f"{row['name']} of {code}" if code != "*" else f"{row['name']} of the page's main state"
            index.add([row["name"]], Reading(code, kind, row["role"] or None, row["name"], home=code, note=note))


def _readings(index: NameIndex) -> set[str]:
    """Names whose reading the page decides; gives the names, which the other tables then leave alone."""
    taken: set[str] = set()
    states = {row["state"] for row in rows("states.tsv")}
    for row in rows("readings.tsv"):
        cues = tuple(cue for cue in row["cues"].split(",") if cue)
        name = row["name"]
        home = row["actor"] if row["actor"] in states else ""
        note = f"{name} read as {row['actor'] or 'no actor'} by the page"
        index.add([name], Reading(row["actor"], row["kind"], None, None, first_day(row["from"]), last_day(row["to"]), home, cues, note))
        taken.add(name)
    return taken


def _plain_in_capitals() -> frozenset[str]:
    return frozenset(word for row in rows("words.tsv") if row["list"] == "plain_in_capitals" for word in listed(row["words"]))
